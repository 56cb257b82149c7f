"""Line and word differences by longest common subsequence; patches that apply and undo."""


def lcs_table(a, b):
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        row, below = table[i], table[i + 1]
        for j in range(len(b) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if a[i] == b[j] else max(below[j], row[j + 1])
    return table


def edits(a, b):
    """Yield (' ' | '-' | '+', item): what turns a into b."""
    table = lcs_table(a, b)
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            yield " ", a[i]
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            yield "-", a[i]
            i += 1
        else:
            yield "+", b[j]
            j += 1
    yield from (("-", item) for item in a[i:])
    yield from (("+", item) for item in b[j:])


def hunks(a, b, context=2):
    """Groups of edits with lines of context, as (start in a, start in b, edits)."""
    script = list(edits(a, b))
    changed = [n for n, (mark, _) in enumerate(script) if mark != " "]
    groups = []
    for n in changed:
        low, high = max(0, n - context), min(len(script), n + context + 1)
        if groups and low <= groups[-1][1]:
            groups[-1][1] = high
        else:
            groups.append([low, high])
    for low, high in groups:
        start_a = sum(mark != "+" for mark, _ in script[:low])
        start_b = sum(mark != "-" for mark, _ in script[:low])
        yield start_a, start_b, script[low:high]


def unified(a, b):
    for start_a, start_b, script in hunks(a, b):
        count_a = sum(mark != "+" for mark, _ in script)
        count_b = sum(mark != "-" for mark, _ in script)
        yield f"@@ -{start_a + 1},{count_a} +{start_b + 1},{count_b} @@"
        yield from (mark + line for mark, line in script)


class PatchError(ValueError):
    pass


def patch(lines, diff, undo=False):
    plus, minus = ("-", "+") if undo else ("+", "-")
    result, position = [], 0
    for line in diff:
        if line.startswith("@@"):
            old, new = line.split()[1:3]
            start = int((new if undo else old)[1:].split(",")[0]) - 1
            result.extend(lines[position:start])
            position = start
            continue
        mark, text = line[0], line[1:]
        if mark != plus:
            if position >= len(lines) or lines[position] != text:
                found = lines[position] if position < len(lines) else "the end"
                raise PatchError(f"line {position + 1}: expected {text!r}, found {found!r}")
            position += 1
        if mark != minus:
            result.append(text)
    return result + lines[position:]


def words(old, new):
    out = []
    for mark, word in edits(old.split(), new.split()):
        out.append({" ": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}[mark].format(word))
    return " ".join(out)


def ratio(a, b):
    total = len(a) + len(b)
    return 2 * lcs_table(a, b)[0][0] / total if total else 1.0


OLD = """def area(w, h):
    # compute
    return w * h

def main():
    print(area(2, 3))
    print("done")

x = 1
y = 2
z = 3

main()""".split("\n")
NEW = """def area(width, height):
    return width * height

def main():
    print(area(2, 3))
    print("finished")
    return 0

x = 1
y = 2
z = 3
w = 4

main()
# end""".split("\n")
diff = list(unified(OLD, NEW))
print("\n".join(diff))
assert patch(OLD, diff) == NEW and patch(NEW, diff, undo=True) == OLD
print(words("the quick brown fox jumps over the dog", "the slow brown fox leaps over the lazy dog"))
print(words("", "all new"), "|", words("all gone", ""), "|", words("same", "same") )
for a, b in (("kitten", "sitting"), ("", ""), ("abc", ""), ("flaw", "lawn"), ("čaj", "čaje")):
    print(f"{a!r} {b!r} {ratio(a, b):.3f}", "".join(item for mark, item in edits(a, b) if mark == " "))
broken = OLD.copy()
broken[1] = "    # changed meanwhile"
for lines in (broken, OLD[:5]):
    try:
        patch(lines, diff)
    except PatchError as e:
        print("does not apply:", e)
state = 1
a, b = [], []
for n in range(150):
    state = state * 1103515245 + 12345 & 0x7FFFFFFF
    a.append(state >> 16 & 7)
    if state % 5:
        b.append(state >> 16 & 7)
    if state % 7 == 0:
        b.append(9)
script = list(edits(a, b))
print(len(a), len(b), lcs_table(a, b)[0][0], sum(m == "-" for m, _ in script), sum(m == "+" for m, _ in script))
assert [i for m, i in script if m != "-"] == b and [i for m, i in script if m != "+"] == a
