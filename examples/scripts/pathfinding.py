"""Shortest ways: Dijkstra on a road map, A* on a grid with walls and mud."""

import heapq
import math


class Graph:
    def __init__(self):
        self.edges = {}

    def road(self, a, b, length):
        self.edges.setdefault(a, {})[b] = length
        self.edges.setdefault(b, {})[a] = length
        return self

    def dijkstra(self, start):
        """Distances and predecessors of everything that can be reached."""
        distance, previous = {start: 0}, {}
        heap, settled = [(0, start)], set()
        while heap:
            d, here = heapq.heappop(heap)
            if here in settled:
                continue
            settled.add(here)
            for there, length in self.edges[here].items():
                candidate = d + length
                if candidate < distance.get(there, math.inf):
                    distance[there], previous[there] = candidate, here
                    heapq.heappush(heap, (candidate, there))
        return distance, previous

    def route(self, start, end):
        distance, previous = self.dijkstra(start)
        if end not in distance:
            raise LookupError(f"no way from {start} to {end}")
        path = [end]
        while path[-1] != start:
            path.append(previous[path[-1]])
        return distance[end], path[::-1]


class Grid:
    COST = {".": 1, "~": 4, "S": 1, "E": 1}

    def __init__(self, text):
        self.rows = text.split()
        for y, row in enumerate(self.rows):
            for x, c in enumerate(row):
                if c == "S":
                    self.start = x, y
                elif c == "E":
                    self.end = x, y

    def cost(self, x, y):
        if 0 <= y < len(self.rows) and 0 <= x < len(self.rows[y]):
            return self.COST.get(self.rows[y][x])
        return None

    def neighbours(self, x, y):
        for dx, dy in ((1, 0), (0, 1), (-1, 0), (0, -1)):
            cost = self.cost(x + dx, y + dy)
            if cost is not None:
                yield (x + dx, y + dy), cost

    def search(self, estimate):
        """A*: returns (cost, path, cells expanded); the estimate must not overshoot."""
        heap = [(estimate(self.start, self.end), 0, self.start, None)]
        came_from, best = {}, {self.start: 0}
        while heap:
            _, cost, here, origin = heapq.heappop(heap)
            if here in came_from:
                continue
            came_from[here] = origin
            if here == self.end:
                path = []
                while here is not None:
                    path.append(here)
                    here = came_from[here]
                return cost, path[::-1], len(came_from)
            for there, step in self.neighbours(*here):
                new = cost + step
                if there not in came_from and new < best.get(there, math.inf):
                    best[there] = new
                    heapq.heappush(heap, (new + estimate(there, self.end), new, there, here))
        return None

    def draw(self, path):
        canvas = [list(row) for row in self.rows]
        for x, y in path[1:-1]:
            canvas[y][x] = "*"
        return "\n".join(map("".join, canvas))


def manhattan(a, b):
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def nothing(a, b):
    return 0


roads = Graph()
for a, b, length in [
    ("Ash", "Birch", 7), ("Ash", "Cedar", 9), ("Ash", "Fir", 14), ("Birch", "Cedar", 10), ("Birch", "Dell", 15),
    ("Cedar", "Dell", 11), ("Cedar", "Fir", 2), ("Dell", "Elm", 6), ("Elm", "Fir", 9), ("Gorse", "Heath", 1),
]:
    roads.road(a, b, length)
for end in ("Elm", "Dell", "Ash"):
    length, path = roads.route("Ash", end)
    print(f"{length:>3} km: {' - '.join(path)}")
try:
    roads.route("Ash", "Heath")
except LookupError as e:
    print(e)
print(dict(sorted(roads.dijkstra("Elm")[0].items())))

MAPS = [
    """
S.....#....
.####.#.##.
.#....#..#.
.#.####.#..
...#....#.E
""",
    """
S..~~~....
...~~~....
.####~###.
.....~..#E
.~~~~~....
""",
    """
S.#..
.##..
#...E
""",
]
for text in MAPS:
    grid = Grid(text)
    for estimate in (nothing, manhattan, lambda a, b: math.dist(a, b)):
        found = grid.search(estimate)
        if found is None:
            print("no way")
            break
        cost, path, expanded = found
        print(f"{estimate.__name__:>10}: cost {cost}, {len(path)} cells, expanded {expanded}")
    else:
        print(grid.draw(grid.search(manhattan)[1]))
size = 40
big = Graph()
for y in range(size):
    for x in range(size):
        if x + 1 < size:
            big.road((x, y), (x + 1, y), 1 + (x * 7 + y * 13) % 10)
        if y + 1 < size:
            big.road((x, y), (x, y + 1), 1 + (x * 11 + y * 5) % 10)
length, path = big.route((0, 0), (size - 1, size - 1))
print(length, len(path), path[:4], path[-2:])
