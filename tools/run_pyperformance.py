#!/usr/bin/env python3
"""Runs pyperformance's pure-Python programs on hognose and on CPython 3.13.

    tools/run_pyperformance.py                       target/release/hognose
    tools/run_pyperformance.py --only scimark        programs whose name has this
    tools/run_pyperformance.py --seconds 1           time them, too
    tools/run_pyperformance.py --hognose 'python3.13'  any command will do

The programs are run unmodified, with the stand-in `pyperf` of
tools/pyperf_standin on the path, which prints their results. A program passes
when both print the same and end with the same status. They are installed from
the package index into a virtual environment outside of the repository, made if
it is not there (`--venv`), or taken from a folder (`--benchmarks`).
"""

import argparse
import json
import math
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile

import cpython

ROOT = pathlib.Path(__file__).resolve().parent.parent
STANDIN = ROOT / "tools" / "pyperf_standin"
PACKAGES = ["pyperformance", "pyaes"]

PROGRAMS = [
    "nbody", "fannkuch", "spectral_norm", "nqueens", "richards", "richards_super",
    "deltablue", "raytrace", "chaos", "float", "go", "hexiom", "pidigits", "scimark",
    "meteor_contest", "pyflate", "crypto_pyaes", "unpack_sequence", "comprehensions",
    "generators", "gc_collect", "gc_traversal", "mdp",
]  # fmt: skip


class Interpreter:
    """A command, and the variable that adds folders to its import path."""

    def __init__(self, command, path_variables):
        words = shlex.split(command)
        if os.sep in words[0]:
            words[0] = os.path.abspath(words[0])
        self.words = words
        self.path_variables = path_variables

    def run(self, script, folders, loops, probe, timeout):
        """Return (status, stdout, last line of stderr, seconds by function name)."""
        environment = dict(os.environ)
        for variable in self.path_variables:
            environment[variable] = os.pathsep.join(map(str, folders))
        command = [*self.words, str(script), "--loops", str(loops)]
        if not probe:
            command.append("--no-probe")
        try:
            done = subprocess.run(
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=timeout,
            )
        except subprocess.TimeoutExpired:
            return None, b"", f"stopped after {timeout} s", {}
        except OSError as error:
            return None, b"", str(error), {}
        seconds, last = {}, ""
        for line in done.stderr.decode(errors="replace").splitlines():
            words = line.split()
            if len(words) == 4 and words[0] == "seconds":
                seconds[words[1]] = float(words[3]) / int(words[2])
            elif line.strip():
                last = line.strip()
        return done.returncode, done.stdout, last, seconds


def install(venv, python):
    """Make the virtual environment if need be; return its site-packages folder."""
    bin_folder = venv / "bin"
    if not bin_folder.exists():
        print(f"installing {' and '.join(PACKAGES)} into {venv}", file=sys.stderr)
        subprocess.run([python, "-m", "venv", str(venv)], check=True)
        pip = [str(bin_folder / "python"), "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, *PACKAGES], check=True)
    asks = "import sysconfig; print(sysconfig.get_path('purelib'))"
    answer = subprocess.run(
        [str(bin_folder / "python"), "-c", asks], check=True, capture_output=True, text=True
    )
    return pathlib.Path(answer.stdout.strip())


def compare(script, ours, theirs, folders, options):
    """Run one program on both; return what to report of it."""
    expected = theirs.run(script, folders, 1, True, options.timeout)
    if expected[0] != 0:
        return {"passed": False, "why": f"CPython fails: {expected[2]}"}
    got = ours.run(script, folders, 1, True, options.timeout)
    if got[:2] == expected[:2]:
        outcome = {"passed": True, "why": ""}
    else:
        outcome = {"passed": False, "why": why_not(got, expected)}
    outcome["ours"], outcome["theirs"] = sum(got[3].values()), sum(expected[3].values())
    if outcome["passed"] and options.seconds:
        loops = math.ceil(options.seconds / max(outcome["theirs"], 1e-6))
        for key, interpreter in (("theirs", theirs), ("ours", ours)):
            timed = interpreter.run(script, folders, loops, False, options.timeout)
            if timed[0] != 0:
                return {"passed": False, "why": f"with --loops {loops}: {timed[2]}"}
            outcome[key] = sum(timed[3].values())
    return outcome


def why_not(got, expected):
    if got[0] != 0:
        return got[2] if got[0] is None else f"exit status {got[0]}: {got[2]}"
    ours, theirs = got[1].decode(errors="replace"), expected[1].decode(errors="replace")
    for mine, wanted in zip(ours.splitlines(), theirs.splitlines()):
        if mine != wanted:
            return f"printed {mine!r}, not {wanted!r}"
    return f"printed {len(ours)} characters, not {len(theirs)}"


def report(outcomes):
    print("| program | same result | hognose s | CPython s | times as fast |")
    print("|---|---|--:|--:|--:|")
    ratios = []
    for name, outcome in outcomes.items():
        if outcome["passed"]:
            ratio = outcome["theirs"] / max(outcome["ours"], 1e-9)
            ratios.append(ratio)
            times = f"{outcome['ours']:.4g} | {outcome['theirs']:.4g} | {ratio:.2f}"
            print(f"| {name} | yes | {times} |")
        else:
            print(f"| {name} | **no** | – | – | – |")
    print(f"\n{len(ratios)} of {len(outcomes)} programs give CPython's result.")
    if ratios:
        mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
        print(f"Geometric mean of the last column over them: {mean:.2f}.")
    failed = {name: o["why"] for name, o in outcomes.items() if not o["passed"]}
    for name, why in failed.items():
        print(f"\n- {name}: {why}", end="")
    if failed:
        print()


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--hognose", default=str(ROOT / "target" / "release" / "hognose"))
    parser.add_argument("--cpython", help="command of a CPython 3.13 (else it is looked for)")
    parser.add_argument("--only", action="append", default=[], metavar="TEXT")
    parser.add_argument("--seconds", type=float, default=0.0,
                        help="repeat what passes for about so long on CPython")  # fmt: skip
    parser.add_argument("--timeout", type=float, default=300.0)
    parser.add_argument("--json", type=pathlib.Path, help="save the outcomes")
    parser.add_argument("--benchmarks", type=pathlib.Path, help="folder with the bm_* folders")
    parser.add_argument("--venv", type=pathlib.Path,
                        default=pathlib.Path(tempfile.gettempdir()) / "hognose-pyperformance")  # fmt: skip
    options = parser.parse_args()

    python = options.cpython or cpython.find()
    packages = install(options.venv, shlex.split(python)[0])
    benchmarks = options.benchmarks or packages / "pyperformance" / "data-files" / "benchmarks"
    chosen = [n for n in PROGRAMS if not options.only or any(text in n for text in options.only)]
    ours = Interpreter(options.hognose, ["HOGNOSEPATH", "PYTHONPATH"])
    theirs = Interpreter(python, ["PYTHONPATH"])
    outcomes = {}
    # Only pyaes of the installed packages may be seen, above all not the real pyperf.
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(packages / "pyaes", os.path.join(folder, "pyaes"))
        for name in chosen:
            script = benchmarks / f"bm_{name}" / "run_benchmark.py"
            outcomes[name] = compare(script, ours, theirs, [STANDIN, folder], options)
            print(f"{name}: {outcomes[name]['why'] or 'passes'}", file=sys.stderr)
    report(outcomes)
    if options.json:
        options.json.write_text(json.dumps(outcomes, indent=1) + "\n")
    return 0 if all(outcome["passed"] for outcome in outcomes.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
