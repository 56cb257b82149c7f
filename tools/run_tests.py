#!/usr/bin/env python3
"""Runs the script tests with a given interpreter and lists what differs.

    tools/run_tests.py                             target/release/hognose
    tools/run_tests.py target/debug/hognose --only lang/gen
    tools/run_tests.py --mode stress --failed      what failed the last time
    tools/run_tests.py --why                       the commonest reasons as well
    tools/run_tests.py python3.13                  any command will do

One line for each failure with the first line that differs, then a table of
passes per folder. The mode is handed to the interpreter in the environment
variable HOGNOSE_TEST_MODE; tests that don't list the mode are left out.
"""

import argparse
import os
import shlex
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import script_tests

LAST_FAILURES = script_tests.ROOT / "target" / "failed-script-tests.txt"


def resolve(command):
    """Make a path to an interpreter absolute: tests run in their own folders."""
    words = shlex.split(command)
    if os.sep in words[0]:
        words[0] = os.path.abspath(words[0])
    return words


def run_one(test, command, mode, timeout):
    """None if the test passes, else one line saying what is wrong."""
    expected = test.expected()
    if expected is None:
        return "nothing recorded (run tests/regen)"
    environment = script_tests.environment(HOGNOSE_TEST_MODE=mode)
    try:
        got = test.run(command, environment, timeout)
    except subprocess.TimeoutExpired:
        return f"timeout after {timeout:g} s"
    except OSError as error:
        raise SystemExit(f"cannot run {command[0]}: {error}")
    if got.rc < 0 and got.rc != expected.rc:
        last = (got.err.strip().split("\n") or [""])[-1]
        return f"killed by signal {-got.rc}: {last[:100]}"
    difference = expected.first_difference(got)
    panicked = difference and "panicked at" in got.err
    return f"PANIC {difference}" if panicked else difference


def reason(difference):
    """What failures have in common: the error without its line, or just which stream differs."""
    if difference.startswith(("out:", "err:")):
        return f"{difference[:3]} differs"
    return difference


def show_diff(test, command, mode, timeout):
    """Print a full diff of both streams, for --diff."""
    import difflib

    expected = test.expected()
    got = test.run(command, script_tests.environment(HOGNOSE_TEST_MODE=mode), timeout)
    for stream in ("out", "err"):
        lines = difflib.unified_diff(
            getattr(expected, stream).split("\n"),
            getattr(got, stream).split("\n"),
            f"{test.name} {stream} expected",
            f"{test.name} {stream} got",
            lineterm="",
        )
        print("\n".join(lines))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("command", nargs="?", default="target/release/hognose")
    parser.add_argument("--only", metavar="TEXT", help="tests whose path contains this")
    parser.add_argument("--failed", action="store_true", help="tests that failed the last time")
    parser.add_argument("--mode", choices=script_tests.MODES, default="normal")
    parser.add_argument("--timeout", type=float, default=10, help="seconds for one test")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="tests at a time")
    parser.add_argument("--diff", action="store_true", help="show whole diffs")
    parser.add_argument("--passed", action="store_true", help="list the tests that pass, too")
    parser.add_argument("--why", action="store_true", help="count the reasons of failures")
    parser.add_argument("--slow", type=int, metavar="N", help="list the N slowest tests")
    options = parser.parse_args()

    command = resolve(options.command)
    tests = [t for t in script_tests.discover(options.only) if options.mode in t.modes]
    if options.failed:
        names = set(LAST_FAILURES.read_text().split()) if LAST_FAILURES.exists() else set()
        tests = [test for test in tests if test.name in names]

    def timed(test):
        started = time.monotonic()
        return run_one(test, command, options.mode, options.timeout), time.monotonic() - started

    failures, times, reasons = [], [], Counter()
    passed, total = Counter(), Counter()
    with ThreadPoolExecutor(options.jobs) as pool:
        for test, (difference, seconds) in zip(tests, pool.map(timed, tests)):
            times.append((seconds, test.name))
            total[test.area] += 1
            if difference is None:
                passed[test.area] += 1
                if options.passed:
                    print(f"ok    {test.name}")
                continue
            failures.append(test.name)
            reasons[reason(difference)] += 1
            print(f"FAIL  {test.name}  {difference}")
            if options.diff:
                show_diff(test, command, options.mode, options.timeout)

    if options.why:
        for text, number in reasons.most_common(30):
            print(f"{number:5}  {text}")
    if options.slow:
        for seconds, name in sorted(times, reverse=True)[: options.slow]:
            print(f"{seconds:7.2f} s  {name}")
    for area in script_tests.AREAS:
        if total[area]:
            print(f"{passed[area]:5} / {total[area]:<5} {area}")
    print(f"{passed.total():5} / {total.total():<5} total ({options.mode})")
    if not options.failed or failures:
        LAST_FAILURES.parent.mkdir(exist_ok=True)
        LAST_FAILURES.write_text("".join(name + "\n" for name in failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
