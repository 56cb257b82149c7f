"""Records what CPython 3.13 says about the snippets of tests/compile/errors.txt.

The file holds blocks separated by lines of `---`: a snippet, a line `=>`, and what
`compile(snippet, "f", "exec")` raises, or `ok`. Run this after adding snippets (nothing or
anything may stand behind `=>`): it writes the answers anew.
"""

import pathlib
import subprocess
import sys

import cpython

PROGRAM = r"""
import sys, warnings
warnings.simplefilter("ignore")
for snippet in sys.stdin.read().split("\0"):
    try:
        compile(snippet, "f", "exec")
        answer = "ok"
    except SyntaxError as e:
        end = e.end_offset if e.end_offset is not None else e.offset
        answer = f"{e.lineno}:{e.offset}-{e.end_lineno}:{end} {e.msg}"
    print(answer, end="\0")
"""


def main():
    path = pathlib.Path(__file__).parent.parent / "tests/compile/errors.txt"
    blocks = path.read_text().split("---\n")
    snippets = [block.split("=>\n")[0].rstrip("\n") for block in blocks]
    done = subprocess.run(
        [cpython.find(), "-c", PROGRAM],
        input="\0".join(snippets),
        capture_output=True,
        text=True,
        check=True,
    )
    answers = done.stdout.split("\0")
    pairs = zip(snippets, answers)
    path.write_text("---\n".join(f"{snippet}\n=>\n{answer}\n" for snippet, answer in pairs))
    print(f"{len(snippets)} snippets recorded", file=sys.stderr)


main()
