"""A spreadsheet: formulas, ranges, recalculation of what depends on a change, cycles as errors."""

import string


class CellError(Exception):
    pass


def split_name(name):
    letters = name.rstrip(string.digits)
    return letters, int(name[len(letters) :])


def expand(first, last):
    """Cell names of a rectangle like A1:B3, row by row."""
    (c1, r1), (c2, r2) = split_name(first), split_name(last)
    for row in range(r1, r2 + 1):
        for column in range(ord(c1), ord(c2) + 1):
            yield f"{chr(column)}{row}"


FUNCTIONS = {
    "SUM": lambda values: sum(values),
    "AVG": lambda values: sum(values) / len(values),
    "MIN": min,
    "MAX": max,
    "COUNT": len,
}


class Formula:
    """Parses and evaluates by recursive descent; `uses` collects the cells it reads."""

    def __init__(self, text):
        self.text = text
        self.tokens = self.scan(text)
        self.uses = {t: None for t in self.cells()}

    @staticmethod
    def scan(text):
        tokens, word = [], ""
        for c in text + " ":
            if c.isalnum() or c == ".":
                word += c
                continue
            if word:
                tokens.append(word)
                word = ""
            if not c.isspace():
                tokens.append(c)
        return tokens

    def cells(self):
        i = 0
        while i < len(self.tokens):
            token = self.tokens[i]
            if token[0].isalpha() and token not in FUNCTIONS:
                if i + 2 < len(self.tokens) and self.tokens[i + 1] == ":":
                    yield from expand(token, self.tokens[i + 2])
                    i += 2
                else:
                    yield token
            i += 1

    def evaluate(self, sheet):
        self.pos = 0
        self.sheet = sheet
        value = self.sum()
        if self.pos < len(self.tokens):
            raise CellError("syntax")
        return value

    def peek(self):
        return self.tokens[self.pos] if self.pos < len(self.tokens) else ""

    def take(self):
        token = self.peek()
        self.pos += 1
        return token

    def sum(self):
        value = self.product()
        while self.peek() in ("+", "-"):
            if self.take() == "+":
                value += self.product()
            else:
                value -= self.product()
        return value

    def product(self):
        value = self.atom()
        while self.peek() in ("*", "/"):
            if self.take() == "*":
                value *= self.atom()
            else:
                divisor = self.atom()
                if divisor == 0:
                    raise CellError("div0")
                value /= divisor
        return value

    def atom(self):
        token = self.take()
        if token == "-":
            return -self.atom()
        if token == "(":
            value = self.sum()
            self.expect(")")
            return value
        if token in FUNCTIONS:
            self.expect("(")
            values = []
            while True:
                values.extend(self.argument())
                if self.peek() != ",":
                    break
                self.take()
            self.expect(")")
            return FUNCTIONS[token](values)
        if token and token[0].isdigit():
            return float(token) if "." in token else int(token)
        if token and token[0].isalpha():
            return self.sheet.number(token)
        raise CellError("syntax")

    def argument(self):
        if self.pos + 1 < len(self.tokens) and self.tokens[self.pos + 1] == ":":
            first, _, last = self.take(), self.take(), self.take()
            return [self.sheet.number(name) for name in expand(first, last)]
        return [self.sum()]

    def expect(self, token):
        if self.take() != token:
            raise CellError("syntax")


class Sheet:
    def __init__(self):
        self.inputs = {}
        self.formulas = {}
        self.values = {}
        self.readers = {}
        self.recalculated = 0

    def __setitem__(self, name, text):
        if old := self.formulas.pop(name, None):
            for used in old.uses:
                self.readers[used].discard(name)
        self.inputs[name] = text
        if isinstance(text, str) and text.startswith("="):
            formula = self.formulas[name] = Formula(text[1:])
            for used in formula.uses:
                self.readers.setdefault(used, set()).add(name)
        self.refresh(name)

    def __getitem__(self, name):
        return self.values.get(name, 0)

    def number(self, name):
        value = self[name]
        if isinstance(value, CellError):
            raise CellError(f"ref {name}" if not str(value).startswith("cycle") else str(value))
        if isinstance(value, str):
            raise CellError(f"text {name}")
        return value

    def refresh(self, start):
        order, in_cycle = self.affected(start)
        for name in order:
            self.recalculated += 1
            if name in in_cycle:
                self.values[name] = CellError("cycle")
            elif formula := self.formulas.get(name):
                try:
                    self.values[name] = formula.evaluate(self)
                except CellError as e:
                    self.values[name] = e
            else:
                self.values[name] = self.inputs[name]

    def affected(self, start):
        """Cells to recalculate, in order of dependency, and those on a cycle."""
        order, state, in_cycle, path = [], {}, set(), []

        def visit(name):
            state[name] = "open"
            path.append(name)
            for reader in sorted(self.readers.get(name, ())):
                if state.get(reader) == "open":
                    in_cycle.update(path[path.index(reader) :])
                elif reader not in state:
                    visit(reader)
            path.pop()
            state[name] = "done"
            order.append(name)

        visit(start)
        order.reverse()
        return order, in_cycle

    def show(self, columns, rows):
        for row in range(1, rows + 1):
            cells = []
            for column in columns:
                value = self.values.get(f"{column}{row}", "")
                if isinstance(value, CellError):
                    value = f"#{value}"
                elif isinstance(value, float):
                    value = f"{value:.2f}"
                cells.append(f"{value!s:>10}")
            print("|".join(cells))


sheet = Sheet()
for row, (item, price, count) in enumerate([("pen", 1.25, 10), ("book", 12, 3), ("lamp", 39.9, 1)], 1):
    sheet[f"A{row}"] = item
    sheet[f"B{row}"] = price
    sheet[f"C{row}"] = count
    sheet[f"D{row}"] = f"=B{row} * C{row}"
sheet["D4"] = "=SUM(D1:D3)"
sheet["C4"] = "=SUM(C1:C3)"
sheet["D5"] = "=D4 / C4"
sheet["D6"] = "=(MAX(D1:D3) - MIN(D1:D3)) * -2 + AVG(1, 2, C1:C2)"
sheet.show("ABCD", 6)
sheet.recalculated = 0
sheet["C2"] = 30
print("recalculated", sheet.recalculated)
sheet.show("ABCD", 6)
print("--- errors")
sheet["E1"] = "=E2 + 1"
sheet["E2"] = "=E3 + 1"
sheet["E3"] = "=E1 + 1"
sheet["E4"] = "=E1 * 2"
sheet["E5"] = "=A1 + 1"
sheet["E6"] = "=1 / (C1 - 10)"
sheet.show("DE", 6)
print("--- cycle broken")
sheet["E3"] = 5
sheet["E5"] = "=E1 ("
sheet.show("DE", 6)
