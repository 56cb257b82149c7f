"""Compares the lexer's tokens with those of CPython's tokenize, file by file.

usage: check_tokens.py [-v] [FILE_OR_FOLDER...]

Without arguments it reads the standard library of the CPython found (tools/cpython.py says how).
Class, line, column and, for names and operators, the text of every token must agree, NEWLINE,
INDENT and DEDENT included. The literal text of f-strings is left out: tokenize splits it at
doubled braces. Files that tokenize refuses must be refused; it lets some pass that the parser's
tokenizer refuses, and so may we.
"""

import ast
import io
import keyword
import os
import subprocess
import sys
import sysconfig
import token
import tokenize
import unicodedata
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cpython

if sys.implementation.name != "cpython" or sys.version_info[:2] != cpython.VERSION:
    interpreter = cpython.find()
    os.execv(interpreter, [interpreter, *sys.argv])

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SKIPPED = {tokenize.COMMENT, tokenize.NL, tokenize.ENCODING, tokenize.FSTRING_MIDDLE,
           tokenize.ENDMARKER}


def collect(paths):
    for path in paths:
        if os.path.isfile(path):
            yield path
        for folder, _, names in sorted(os.walk(path)):
            for name in sorted(names):
                if name.endswith(".py"):
                    yield os.path.join(folder, name)


def expected(path):
    """(class, line, column, text) of each token, then None if the file is refused."""
    with open(path, "rb") as file:
        data = file.read()
    try:
        for item in tokenize.tokenize(io.BytesIO(data).readline):
            if item.type in SKIPPED:
                continue
            kind = token.tok_name[item.type]
            text = ""
            if item.type == token.NAME:
                text = unicodedata.normalize("NFKC", item.string)
            elif item.type == token.OP:
                text = item.string
            yield kind, item.start[0], item.start[1], text
    except (SyntaxError, tokenize.TokenError, UnicodeDecodeError):
        yield None


def refused(path):
    """Whether CPython's parser refuses the file."""
    with open(path, "rb") as file:
        data = file.read()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(data)
    except (SyntaxError, ValueError):
        return True
    return False


def actual(lines):
    """The same from the lexer's lines."""
    for line in lines:
        kind, _, rest = line.partition(" ")
        if kind == "ERROR":
            yield None
            return
        row, _, rest = rest.partition(" ")
        column, _, text = rest.partition(" ")
        if kind in ("FSTRING_MIDDLE", "ENDMARKER", "ERRORTOKEN"):
            continue
        if kind in ("NEWLINE", "INDENT", "DEDENT", "NUMBER", "STRING", "FSTRING_START",
                    "FSTRING_END"):
            yield kind, int(row), int(column), ""
        elif kind == "NAME" or keyword.iskeyword(kind):
            yield "NAME", int(row), int(column), text
        else:
            yield "OP", int(row), int(column), text


def main(arguments):
    verbose = "-v" in arguments
    paths = [argument for argument in arguments if argument != "-v"]
    files = list(collect(paths or [sysconfig.get_paths()["stdlib"]]))
    command = ["cargo", "run", "-q", "--release", "-p", "hognose-grammar", "--example", "tokens"]
    if os.environ.get("HOGNOSE_TOKENS"):
        command = [os.environ["HOGNOSE_TOKENS"]]
    run = subprocess.run(command, input="\n".join(files), capture_output=True, text=True, cwd=ROOT)
    if run.returncode:
        sys.exit(run.stderr)
    chunks, current = {}, None
    for line in run.stdout.split("\n"):
        if line.startswith("FILE "):
            current = chunks[line[5:]] = []
        elif line:
            current.append(line)
    agreed = tokens = 0
    for path in files:
        theirs, ours = list(expected(path)), list(actual(chunks[path]))
        tokens += len(theirs)
        if theirs == ours or (ours[-1:] == [None] and refused(path)):
            agreed += 1
            continue
        print("differs:", path)
        if verbose:
            for n, (a, b) in enumerate(zip(theirs + [0], ours + [0])):
                if a != b:
                    print("   token", n, "CPython", theirs[n:n + 1], "hognose", ours[n:n + 1])
                    break
    print(f"{agreed} of {len(files)} files agree, {tokens} tokens")
    return agreed != len(files)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
