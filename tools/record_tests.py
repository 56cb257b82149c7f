#!/usr/bin/env python3
"""Records the expected output of every script test from CPython 3.13.

    tests/regen                 record everything
    tests/regen lang/generator  only tests whose path contains this
    tests/regen --check         write nothing; fail if something would change

Each script runs with several hash seeds and, for the collector modes that it
lists, with CPython's collector at its usual thresholds, collecting at nearly
every allocation, and switched off. A script whose output isn't the same each
time is reported and not recorded. CPython is found by version or through
HOGNOSE_CPYTHON; colours are off.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cpython
import script_tests

SEEDS = ("0", "1", "4242")

# What a mode means when CPython runs the script, done before it starts.
MODE_SETUP = {
    "normal": "",
    "stress": "import gc; gc.set_threshold(1, 1, 1)\n",
    "nogc": "import gc; gc.disable()\n",
}


def observe(test, interpreter, setups, timeout):
    """Run `test` in each of its modes with each seed.

    Returns (outcome, None) or (None, complaint).
    """
    first = None
    for mode in test.modes:
        for seed in SEEDS if mode == test.modes[0] else SEEDS[-1:]:
            extra = {"PYTHONHASHSEED": seed}
            if mode != "normal":
                extra["PYTHONPATH"] = str(setups / mode)
            try:
                got = test.run([interpreter], script_tests.environment(**extra), timeout)
            except subprocess.TimeoutExpired:
                return None, f"ran longer than {timeout} s"
            if first is None:
                first = got
            else:
                difference = first.first_difference(got)
                if difference:
                    return None, f"not deterministic (mode {mode}, seed {seed}): {difference}"
    installed = str(Path(interpreter).parent.parent)
    for path in (installed, str(script_tests.ROOT)):
        if path != "/usr" and path in first.out + first.err:
            return None, f"the output shows a path of this machine: {path}"
    return first, None


def unexplained_failure(test, outcome):
    """A script outside the folders about failing that ended badly is a mistake in the script."""
    may_fail = test.area in ("tests/errors", "tests/regression")
    return outcome.rc != 0 and not may_fail and not test.path.with_suffix(".rc").exists()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("only", nargs="?", help="record only tests whose path contains this")
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a change")
    parser.add_argument("--timeout", type=float, default=60, help="seconds for one run")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="runs at a time")
    options = parser.parse_args()

    interpreter = cpython.find()
    tests = script_tests.discover(options.only)
    changed = bad = 0
    with tempfile.TemporaryDirectory() as folder:
        setups = Path(folder)
        for mode, source in MODE_SETUP.items():
            (setups / mode).mkdir()
            (setups / mode / "sitecustomize.py").write_text(source)
        with ThreadPoolExecutor(options.jobs) as pool:
            results = pool.map(
                lambda test: observe(test, interpreter, setups, options.timeout), tests
            )
            for test, (outcome, complaint) in zip(tests, results):
                if outcome and unexplained_failure(test, outcome):
                    complaint = f"exit status {outcome.rc}: {outcome.err.strip()[-300:]}"
                if complaint:
                    bad += 1
                    print(f"BAD  {test.name}: {complaint}")
                elif options.check:
                    expected = test.expected()
                    if expected is None or expected != outcome:
                        changed += 1
                        print(f"DIFFERS  {test.name}")
                else:
                    files = test.record(outcome)
                    changed += bool(files)
                    if files:
                        print(f"recorded  {test.name}: {', '.join(files)}")
    print(f"{len(tests)} tests, {changed} changed, {bad} bad")
    return 1 if bad or (options.check and changed) else 0


if __name__ == "__main__":
    sys.exit(main())
