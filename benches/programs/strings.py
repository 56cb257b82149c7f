# String building: formatting, appending in place, joining, splitting, slicing.
# aim: 1
# quick: 1
import sys


def report(rows):
    lines = []
    for i in range(rows):
        lines.append(f"{i:06d} {i * 3 % 101:>4} " + "row %d" % (i % 10))
    return "\n".join(lines)


def concatenate(rows):
    text = ""
    for i in range(rows):
        text += chr(97 + i % 26)
        if i % 5 == 0:
            text += " "
    return text


def titles(text):
    out = []
    for word in text.split():
        out.append(word[:1].upper() + word[1:].replace("a", "4"))
    return "".join(out)


repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 110
for repeat in range(repeats):
    rows = 20_000 + repeat
    text = report(rows)
    letters = concatenate(rows)
    named = titles(letters)
print(len(text), len(letters), len(named), text.count("row 3"), named.count("4"))
print(text[-18:], letters[-12:], named[-12:])
