"""A sudoku solver: candidates as bit masks, propagation, then search where it branches least."""

PUZZLES = {
    "easy": "530070000600195000098000060800060003400803001700020006060000280000419005000080079",
    "hard": "4.....8.5.3..........7......2.....6.....8.4......1.......6.3.7.5..2.....1.4......",
    "17 clues": "000000010400000000020000000000050407008000300001090000300400200050100000000806000",
    "contradiction": "550070000600195000098000060800060003400803001700020006060000280000419005000080079",
    "two solutions": "295743861431865900876192543387459216612387495549216738763524189928671354154938600",
}
ALL = 0b111111111


def build_units():
    rows = [[9 * r + c for c in range(9)] for r in range(9)]
    columns = [list(column) for column in zip(*rows)]
    boxes = [[9 * (r + i) + c + j for i in range(3) for j in range(3)] for r in (0, 3, 6) for c in (0, 3, 6)]
    return rows + columns + boxes


UNITS = build_units()
PEERS = [sorted({p for unit in UNITS if cell in unit for p in unit} - {cell}) for cell in range(81)]
UNITS_OF = [[unit for unit in UNITS if cell in unit] for cell in range(81)]


class Contradiction(Exception):
    pass


class Solver:
    def __init__(self, text):
        self.nodes = 0
        self.depth = 0
        self.start = [ALL] * 81
        for cell, c in enumerate(text):
            if c not in "0.":
                self.assign(self.start, cell, 1 << int(c) - 1)

    def assign(self, grid, cell, bit):
        if not grid[cell] & bit:
            raise Contradiction(f"row {cell // 9 + 1} column {cell % 9 + 1} can't be {bit.bit_length()}")
        for other in range(9):
            if grid[cell] & ~bit & 1 << other:
                self.eliminate(grid, cell, 1 << other)

    def eliminate(self, grid, cell, bit):
        if not grid[cell] & bit:
            return
        grid[cell] &= ~bit
        left = grid[cell]
        if not left:
            raise Contradiction(f"nothing left for row {cell // 9 + 1} column {cell % 9 + 1}")
        if not left & left - 1:
            for peer in PEERS[cell]:
                self.eliminate(grid, peer, left)
        for unit in UNITS_OF[cell]:
            places = [c for c in unit if grid[c] & bit]
            if not places:
                raise Contradiction(f"no place for {bit.bit_length()}")
            if len(places) == 1:
                self.assign(grid, places[0], bit)

    def solutions(self, grid=None, depth=0):
        """Yield every solution, as lists of masks."""
        grid = self.start if grid is None else grid
        self.nodes += 1
        self.depth = max(self.depth, depth)
        open_cells = [c for c in range(81) if grid[c].bit_count() > 1]
        if not open_cells:
            yield grid
            return
        cell = min(open_cells, key=lambda c: grid[c].bit_count())
        for digit in range(9):
            if grid[cell] & 1 << digit:
                attempt = grid.copy()
                try:
                    self.assign(attempt, cell, 1 << digit)
                except Contradiction:
                    continue
                yield from self.solutions(attempt, depth + 1)


def show(grid):
    lines = []
    for r in range(9):
        if r in (3, 6):
            lines.append("------+-------+------")
        row = [str(grid[9 * r + c].bit_length()) for c in range(9)]
        lines.append(" | ".join(" ".join(row[i : i + 3]) for i in (0, 3, 6)))
    return "\n".join(lines)


for name, text in PUZZLES.items():
    try:
        solver = Solver(text)
    except Contradiction as e:
        print(f"{name}: impossible: {e}")
        continue
    solved = []
    for solution in solver.solutions():
        solved.append(solution)
        if len(solved) == 2:
            break
    print(f"{name}: {len(solved)} solution(s), {solver.nodes} nodes, depth {solver.depth}")
    print(show(solved[0]))
    for solution in solved:
        assert all(sorted(solution[c] for c in unit) == [1 << d for d in range(9)] for unit in UNITS)
    if len(solved) == 2:
        print("they differ in", [c for c in range(81) if solved[0][c] != solved[1][c]])
