"""Compares syntax errors with CPython's on texts that are made wrong on purpose.

usage: check_errors.py [-n COUNT] [-s SEED] [-v] [FILE_OR_FOLDER...]

Takes statements from the files (default: the standard library of the CPython found, as
tools/cpython.py says), changes one token of each (drops, doubles, swaps or replaces it, breaks
its line or its indentation), and compares class, message, lines and offsets of the error, or the
warnings if there is none. Prints how many of COUNT texts agree and, with -v, those that don't.
With -w (whole), compares instead that every file is accepted or refused alike, unchanged.
"""

import ast
import io
import os
import random
import subprocess
import sys
import sysconfig
import tokenize
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cpython

if sys.implementation.name != "cpython" or sys.version_info[:2] != cpython.VERSION:
    interpreter = cpython.find()
    os.execv(interpreter, [interpreter, *sys.argv])

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
INSERTED = """( ) [ ] { } : , ; . ... -> @ ! := = == != + - * / ** // % | & ^ ~ << < += and as assert
async await break class continue def del elif else except finally for from global if import in is
lambda nonlocal not or pass raise return try while with yield None True x 1 1.5 2j 'a' b'a' f'{x}'
match case type print _ $ ?""".split()


def theirs(text):
    """CPython's error as the example program prints it."""
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            ast.parse(text)
        caught.sort(key=lambda warning: warning.lineno)
        return "OK" + "".join(f"; {one.lineno} {one.message}" for one in caught)
    except SyntaxError as error:
        message = error.msg.replace("\n", "\\n")
        return "%s %s:%s-%s:%s %s" % (type(error).__name__, error.lineno, error.offset,
                                      error.end_lineno, error.end_offset, message)
    except (RecursionError, MemoryError, ValueError) as error:
        return "%s: %s" % (type(error).__name__, error)


def ours(texts):
    command = ["cargo", "run", "-q", "-p", "hognose-grammar", "--example", "syntax_errors"]
    if os.environ.get("HOGNOSE_SYNTAX_ERRORS"):
        command = [os.environ["HOGNOSE_SYNTAX_ERRORS"]]
    data = "\0".join(texts).encode("utf-8", "replace")
    run = subprocess.run(command, input=data, capture_output=True, cwd=ROOT)
    if run.returncode:
        sys.exit(run.stderr.decode()[-2000:])
    return run.stdout.decode().split("\n")[:-1]


def collect(paths):
    for path in paths:
        if os.path.isfile(path):
            yield path
        for folder, _, names in sorted(os.walk(path)):
            for name in sorted(names):
                if name.endswith(".py"):
                    yield os.path.join(folder, name)


def read(path):
    with tokenize.open(path) as file:
        return file.read()


def statements(text):
    """Top-level statements of up to 40 lines."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return
    lines = text.splitlines(keepends=True)
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and node.end_lineno - node.lineno < 40:
            first = node.lineno
            if getattr(node, "decorator_list", None):
                first = node.decorator_list[0].lineno
            block = lines[first - 1:node.end_lineno]
            indent = len(block[0]) - len(block[0].lstrip())
            yield "".join(line[indent:] if line[:indent].isspace() else line for line in block)


def changed(text, chance):
    """The text with one token changed, or None."""
    try:
        tokens = [t for t in tokenize.generate_tokens(io.StringIO(text).readline)
                  if t.string.strip()]
    except (tokenize.TokenError, SyntaxError):
        return None
    if len(tokens) < 2:
        return None
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    n = chance.randrange(len(tokens))
    start = starts[tokens[n].start[0] - 1] + tokens[n].start[1]
    end = starts[tokens[n].end[0] - 1] + tokens[n].end[1]
    piece = text[start:end]
    kind = chance.randrange(9)
    if kind <= 1:
        new = ""
    elif kind == 2:
        new = piece + " " + piece
    elif kind == 3:
        new = chance.choice(INSERTED)
    elif kind == 4:
        new = piece + " " + chance.choice(INSERTED)
    elif kind == 5:
        new = chance.choice(INSERTED) + " " + piece
    elif kind == 6:
        return text[:end]
    elif kind == 7:
        new = piece + "\n"
    else:
        line = tokens[n].start[0] - 1
        if chance.random() < 0.5:
            lines[line] = chance.choice(["  ", "\t", " "]) + lines[line]
        else:
            lines[line] = lines[line][chance.randrange(1, 5):]
        return "".join(lines)
    return text[:start] + new + text[end:]


def main(arguments):
    count, seed, paths, verbose, whole = 2000, 1, [], False, False
    arguments = iter(arguments)
    for argument in arguments:
        if argument == "-n":
            count = int(next(arguments))
        elif argument == "-s":
            seed = int(next(arguments))
        elif argument == "-v":
            verbose = True
        elif argument == "-w":
            whole = True
        else:
            paths.append(argument)
    files = list(collect(paths or [sysconfig.get_paths()["stdlib"]]))
    texts = []
    if whole:
        for path in files:
            try:
                texts.append(read(path))
            except (SyntaxError, UnicodeDecodeError):
                pass
    else:
        chance = random.Random(seed)
        while len(texts) < count:
            try:
                found = list(statements(read(chance.choice(files))))
            except (SyntaxError, UnicodeDecodeError):
                continue
            for _ in range(min(40, len(found))):
                text = changed(chance.choice(found), chance)
                if text and "\0" not in text:
                    texts.append(text)
    agreed = 0
    for text, mine in zip(texts, ours(texts)):
        expected = theirs(text)
        if expected == mine:
            agreed += 1
        elif verbose:
            print("-" * 70)
            print(text if not whole else "")
            print("CPython", expected)
            print("hognose", mine)
    print(f"{agreed} of {len(texts)} agree")
    return agreed != len(texts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
