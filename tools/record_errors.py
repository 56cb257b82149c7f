"""Records the syntax errors that CPython 3.13 gives for the texts in grammar/tests/errors/.

usage: record_errors.py [--check] [FILE...]

A file holds cases, one after the other: a source text, then a line `~~~ EXPECTED`, then an empty
line. EXPECTED is `OK` or `CLASS LINE:OFFSET-END_LINE:END_OFFSET MESSAGE`. In a source `<U+0009>`
stands for that character, and `<END>` at its end for no line end there. This script rewrites the
EXPECTED of every case, and with --check only says whether any would change. To add a case, write
its source and a line `~~~`.
"""

import ast
import glob
import os
import re
import sys
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cpython

if sys.implementation.name != "cpython" or sys.version_info[:2] != cpython.VERSION:
    interpreter = cpython.find()
    os.execv(interpreter, [interpreter, *sys.argv])

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def cases(text):
    """The sources of a file, as they are written there."""
    source = []
    lines = iter(text.split("\n"))
    for line in lines:
        if line.startswith("~~~"):
            yield source
            source = []
            next(lines, None)
        else:
            source.append(line)


def decoded(lines):
    text = "\n".join(lines) + "\n"
    text = re.sub(r"<U\+([0-9A-F]+)>", lambda match: chr(int(match[1], 16)), text)
    return text[:-6] if text.endswith("<END>\n") else text


def expected(source):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source)
    except SyntaxError as error:
        place = f"{error.lineno}:{error.offset}-{error.end_lineno}:{error.end_offset}"
        message = error.msg.replace("\n", "\\n")
        return f"{type(error).__name__} {place} {message}"
    return "OK"


def main(arguments):
    check = "--check" in arguments
    names = [argument for argument in arguments if argument != "--check"]
    names = names or sorted(glob.glob(os.path.join(ROOT, "grammar/tests/errors/*.txt")))
    total = changed = 0
    for name in names:
        with open(name, encoding="utf-8", newline="") as file:
            before = file.read()
        parts = []
        for lines in cases(before):
            total += 1
            parts.append("\n".join([*lines, f"~~~ {expected(decoded(lines))}", "", ""]))
        after = "".join(parts)
        if after != before:
            changed += 1
            print("changed:", os.path.relpath(name, ROOT))
            if not check:
                with open(name, "w", encoding="utf-8", newline="") as file:
                    file.write(after)
    print(f"{total} cases in {len(names)} files, {changed} files changed")
    return check and changed != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
