"""Regular expressions without bytecode: parse to a tree of closures that match by continuation."""


class PatternError(ValueError):
    pass


class Pattern:
    """Supports . * + ? lazy forms {m,n} | ( ) (?: ) [a-z] [^x] ^ $ \\d \\w \\s \\b and \\1."""

    CLASSES = {
        "d": lambda c: c.isdigit(),
        "w": lambda c: c.isalnum() or c == "_",
        "s": lambda c: c.isspace(),
    }
    ESCAPES = {"n": "\n", "t": "\t"}

    def __init__(self, source):
        self.source = source
        self.pos = 0
        self.groups = 0
        self.matcher = self.alternatives()
        if self.pos < len(source):
            self.fail("unbalanced )")

    def fail(self, message):
        raise PatternError(f"{message} at position {self.pos} of {self.source!r}")

    def peek(self):
        return self.source[self.pos : self.pos + 1]

    def take(self):
        c = self.peek()
        if not c:
            self.fail("pattern ends too early")
        self.pos += 1
        return c

    def alternatives(self):
        branches = [self.sequence()]
        while self.peek() == "|":
            self.pos += 1
            branches.append(self.sequence())
        if len(branches) == 1:
            return branches[0]

        def match(text, i, groups, then):
            for branch in branches:
                end = branch(text, i, groups, then)
                if end is not None:
                    return end
            return None

        return match

    def sequence(self):
        items = []
        while self.peek() and self.peek() not in "|)":
            items.append(self.repeated())

        def match(text, i, groups, then):
            def step(n, i):
                if n == len(items):
                    return then(i)
                return items[n](text, i, groups, lambda j: step(n + 1, j))

            return step(0, i)

        return match

    def repeated(self):
        item = self.atom()
        while self.peek() and self.peek() in "*+?{":
            c = self.take()
            if c == "{":
                end = self.source.find("}", self.pos)
                low, comma, high = self.source[self.pos : end].partition(",")
                if end < 0 or not low.isdigit() or (high and not high.isdigit()):
                    self.fail("bad repeat")
                low, high = int(low), int(high) if high else None if comma else int(low)
                self.pos = end + 1
            else:
                low, high = {"*": (0, None), "+": (1, None), "?": (0, 1)}[c]
            lazy = self.peek() == "?"
            self.pos += lazy
            item = self.loop(item, low, high, lazy)
        return item

    @staticmethod
    def loop(item, low, high, lazy):
        def match(text, i, groups, then):
            def more(n, i):
                if high is not None and n >= high:
                    return None
                return item(text, i, groups, lambda j: again(n + 1, j) if j > i or n < low else None)

            def again(n, i):
                if n < low:
                    return more(n, i)
                first, second = (then, lambda i: more(n, i)) if lazy else (lambda i: more(n, i), then)
                end = first(i)
                return second(i) if end is None else end

            return again(0, i)

        return match

    def atom(self):
        c = self.take()
        if c == "(":
            return self.group()
        if c == "[":
            return self.one(self.char_class())
        if c == ".":
            return self.one(lambda c: c != "\n")
        if c == "^":
            return lambda text, i, groups, then: then(i) if i == 0 or text[i - 1] == "\n" else None
        if c == "$":
            return lambda text, i, groups, then: then(i) if i == len(text) or text[i] == "\n" else None
        if c in "*+?{":
            self.fail("nothing to repeat")
        if c == "\\":
            return self.escape()
        return self.one(lambda x: x == c)

    @staticmethod
    def one(test):
        return lambda text, i, groups, then: then(i + 1) if i < len(text) and test(text[i]) else None

    def escape(self):
        c = self.take()
        if c.lower() in self.CLASSES:
            test = self.CLASSES[c.lower()]
            return self.one(test if c.islower() else lambda x: not test(x))
        if c == "b":
            word = self.CLASSES["w"]
            return lambda text, i, groups, then: (
                then(i) if (i > 0 and word(text[i - 1])) != (i < len(text) and word(text[i])) else None
            )
        if c.isdigit():
            number = int(c)
            if number > self.groups:
                self.fail(f"no group {number}")

            def back(text, i, groups, then):
                wanted = text[slice(*groups[number])]
                return then(i + len(wanted)) if text.startswith(wanted, i) else None

            return back
        c = self.ESCAPES.get(c, c)
        return self.one(lambda x: x == c)

    def group(self):
        number = None
        if self.source.startswith("?:", self.pos):
            self.pos += 2
        else:
            self.groups += 1
            number = self.groups
        inner = self.alternatives()
        if self.peek() != ")":
            self.fail("missing )")
        self.pos += 1
        if number is None:
            return inner

        def match(text, i, groups, then):
            def close(j):
                saved = groups.get(number)
                groups[number] = (i, j)
                end = then(j)
                if end is None:
                    if saved is None:
                        del groups[number]
                    else:
                        groups[number] = saved
                return end

            return inner(text, i, groups, close)

        return match

    def char_class(self):
        negated = self.peek() == "^"
        self.pos += negated
        tests = []
        while (c := self.take()) != "]" or not tests:
            if c == "\\":
                e = self.take()
                if e in self.CLASSES:
                    tests.append(self.CLASSES[e])
                    continue
                c = self.ESCAPES.get(e, e)
            if self.peek() == "-" and self.source[self.pos + 1 : self.pos + 2] not in ("]", ""):
                self.pos += 1
                high = self.take()
                if high < c:
                    self.fail("bad range")
                tests.append(lambda x, low=c, high=high: low <= x <= high)
            else:
                tests.append(lambda x, c=c: x == c)
        return lambda x: any(test(x) for test in tests) != negated

    def search(self, text, start=0):
        """(start, end, groups) of the first match at or after `start`, or None."""
        for i in range(start, len(text) + 1):
            groups = {}
            end = self.matcher(text, i, groups, lambda j: j)
            if end is not None:
                return i, end, [text[slice(*groups[n])] if n in groups else None for n in range(1, self.groups + 1)]
        return None

    def find_all(self, text):
        i = 0
        while i <= len(text) and (found := self.search(text, i)):
            yield found
            i = found[1] + (found[0] == found[1])

    def replace(self, text, new):
        out, i = [], 0
        for start, end, groups in self.find_all(text):
            out += text[i:start], new(*groups) if callable(new) else new
            i = end
        return "".join(out) + text[i:]


for pattern, text in [
    (r"a*b", "caaab"), (r"(a|b)*c", "ababcx"), (r"^\d{3}-\d{2,4}$", "555-1234"), (r"^\d{3}$", "5555"),
    (r"(\w+) \1", "say hello hello now"), (r"<(.+?)>", "<a><b>"), (r"<(.+)>", "<a><b>"), (r"[^aeiou\s]+", "ea string"),
    (r"(?:ab){2}(c)?", "abababd"), (r"x?", ""), (r"\bcat\b", "concat cat"), (r"(a+)+$", "aaaaaaaaab"),
    (r"[a-c\d_-]+", "zz-b2_x"), (r"((\d+)\.(\d+))|(n)", "v3.14"), (r"(a*)*", "aab"), (r"colou?r", "the color"), (r"é.ñ", "aé😀ñ"), (r"^b", "a\nb"),
]:
    print(f"{pattern:<22} {text!r:<24} {Pattern(pattern).search(text)}")
print([m[:2] for m in Pattern(r"\d+").find_all("a1b22c333")], [m[:2] for m in Pattern("b*").find_all("abb")])
print(Pattern(r"(\w+)@(\w+)\.com").replace("ann@site.com, bob@home.com", lambda who, where: f"{who} at {where}"))
print(Pattern(r"\s+").replace("  many   spaces here ", " "), Pattern("").replace("ab", "-"))
for bad in ("(", ")", "*a", "a{x}", "[z-a]", "[abc", r"\2", "a\\", "(a))"):
    try:
        Pattern(bad)
        print("accepted", bad)
    except PatternError as e:
        print(e)
log = "\n".join(f"2024-0{1 + i % 9}-1{i % 10} {'ERROR' if i % 4 == 0 else 'info'} job {i * i} took {i}.{i % 7}s" for i in range(12))
line = Pattern(r"^(\d{4})-(\d\d)-(\d\d) (\w+) job (\d+) took ([\d.]+)s$")
print([(g[1], g[4], float(g[5])) for _, _, g in line.find_all(log) if g[3] == "ERROR"])
