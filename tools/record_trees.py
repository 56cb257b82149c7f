#!/usr/bin/env python3
"""Records the trees that `grammar/tests/trees.rs` expects, from CPython 3.13.

    tools/record_trees.py [--check]

For each grammar/tests/trees/NAME.py writes NAME.ast: a line for each statement,
its `ast.dump` with positions. With --check only compares. CPython is found as
`cpython.py` says.
"""

import pathlib
import subprocess
import sys

import cpython

TREES = pathlib.Path(__file__).resolve().parent.parent / "grammar" / "tests" / "trees"
DUMP = """
import ast, sys
tree = ast.parse(open(sys.argv[1], "rb").read())
for statement in tree.body:
    print(ast.dump(statement, include_attributes=True))
"""


def main():
    check = sys.argv[1:] == ["--check"]
    python = cpython.find()
    stale = []
    for source in sorted(TREES.glob("*.py")):
        command = [python, "-X", "utf8", "-W", "ignore", "-c", DUMP, str(source)]
        tree = subprocess.run(command, capture_output=True, check=True).stdout
        recorded = source.with_suffix(".ast")
        if check and (not recorded.exists() or recorded.read_bytes() != tree):
            stale.append(recorded.name)
        elif not check:
            recorded.write_bytes(tree)
    sys.exit(f"not what CPython prints: {', '.join(stale)}" if stale else 0)


if __name__ == "__main__":
    main()
