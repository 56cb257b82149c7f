#!/usr/bin/env python3
"""Compares parsing throughput with CPython's `ast.parse` over its standard library.

    tools/parse_throughput.py [--with PYTHON ...]

Each interpreter parses what it accepts of the library of CPython 3.13, from
bytes to tree, best of three rounds; `grammar/examples/throughput.rs` does the
same, best of five. CPython is found as `cpython.py` says.
"""

import argparse
import pathlib
import re
import subprocess

import cpython

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROBE = """
import ast, pathlib, sys, time, warnings
warnings.simplefilter("ignore")
texts = []
for path in pathlib.Path(sys.argv[1]).rglob("*.py"):
    if "site-packages" not in path.parts:
        try:
            ast.parse(path.read_bytes())
            texts.append(path.read_bytes())
        except (SyntaxError, ValueError, RecursionError):
            pass
def timed():
    start = time.process_time()
    for text in texts:
        ast.parse(text)
    return time.process_time() - start
best = min(timed() for _ in range(3))
size = sum(map(len, texts)) / 1e6
print(f"{len(texts)} files, {size:.1f} MB, {size / best:.1f} MB/s")
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--with", dest="others", action="append", default=[], metavar="PYTHON")
    options = parser.parse_args()
    reference = cpython.find()
    library = output(reference, "-c", "import os; print(os.path.dirname(os.__file__))").strip()
    example = ["cargo", "build", "-q", "--release", "-p", "hognose-grammar", "--example"]
    subprocess.run([*example, "throughput"], cwd=ROOT, check=True)
    ours = output(str(ROOT / "target" / "release" / "examples" / "throughput"), library)
    print("hognose", ours.strip())
    for python in [reference, *options.others]:
        version = output(python, "--version").strip()
        theirs = output(python, "-c", PROBE, library).strip()
        print(f"{version}: {theirs}; hognose is {speed(ours) / speed(theirs):.1f} times as fast")


def output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def speed(line):
    return float(re.search(r"([\d.]+) MB/s", line)[1])


if __name__ == "__main__":
    main()
