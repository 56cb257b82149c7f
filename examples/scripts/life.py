"""Conway's life on an unbounded board: a set of living cells, patterns, periods."""

from collections import Counter

PATTERNS = {
    "blinker": "###",
    "glider": ".#.\n..#\n###",
    "toad": ".###\n###.",
    "beacon": "##..\n##..\n..##\n..##",
    "r-pentomino": ".##\n##.\n.#.",
    "diehard": "......#.\n##......\n.#...###",
    "lightweight spaceship": ".#..#\n#....\n#...#\n####.",
    "pulsar": "\n".join(
        "..###...###..\n.............\n#....#.#....#\n#....#.#....#\n#....#.#....#\n..###...###..".split("\n")
        + ["............."]
        + "..###...###..\n#....#.#....#\n#....#.#....#\n#....#.#....#\n.............\n..###...###..".split("\n")
    ),
}


def parse(text):
    return {(x, y) for y, row in enumerate(text.split("\n")) for x, c in enumerate(row) if c == "#"}


def step(alive):
    neighbours = Counter(
        (x + dx, y + dy) for x, y in alive for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy
    )
    return {cell for cell, n in neighbours.items() if n == 3 or (n == 2 and cell in alive)}


def bounds(alive):
    xs, ys = zip(*alive)
    return min(xs), min(ys), max(xs), max(ys)


def draw(alive):
    if not alive:
        return "(empty)"
    left, top, right, bottom = bounds(alive)
    return "\n".join(
        "".join("#" if (x, y) in alive else "." for x in range(left, right + 1)) for y in range(top, bottom + 1)
    )


def shape(alive):
    """The pattern moved to the origin, so that it can be recognised elsewhere."""
    if not alive:
        return frozenset(), (0, 0)
    left, top, _, _ = bounds(alive)
    return frozenset((x - left, y - top) for x, y in alive), (left, top)


def behaviour(alive, limit):
    seen = {}
    for generation in range(limit):
        form, (x, y) = shape(alive)
        if not form:
            return f"dies in generation {generation}"
        if form in seen:
            first, x0, y0 = seen[form]
            moved = (x - x0, y - y0)
            kind = "oscillates" if moved == (0, 0) else f"moves by {moved}"
            return f"{kind} with period {generation - first}"
        seen[form] = generation, x, y
        alive = step(alive)
    return f"still changing after {limit} generations, {len(alive)} alive"


def generations(alive):
    while True:
        yield alive
        alive = step(alive)


for name, text in PATTERNS.items():
    print(f"{name}: {behaviour(parse(text), 135)}")
print()
for number, alive in enumerate(generations(parse(PATTERNS["glider"]))):
    print(f"generation {number}, corner {bounds(alive)[:2]}")
    print(draw(alive))
    if number == 4:
        break
alive = parse(PATTERNS["r-pentomino"])
history = []
for number, alive in zip(range(101), generations(alive)):
    history.append(len(alive))
print(history[::10], bounds(alive))
print(draw(alive))
print(sum(x * 31 + y * 17 for x, y in alive))
