#!/usr/bin/env python3
"""Runs pyperformance's pure-Python programs on hognose, and on CPython beside it.

    tools/run_pyperformance.py                       target/release/hognose
    tools/run_pyperformance.py --only scimark        programs whose name has this
    tools/run_pyperformance.py --seconds 1           time them, too
    tools/run_pyperformance.py --hognose 'python3.13'  any command will do

The programs are run unmodified, with the stand-in `pyperf` of
tools/pyperf_standin on the path, which prints their results. A program passes
when hognose and CPython 3.13 print the same and end with the same status.

With --seconds, each benchmark function is repeated for about so long, on hognose
and on the reference (python3.11 as the distribution has it, or what
HOGNOSE_REFERENCE names), in --rounds alternating rounds. Times are CPU seconds of
one loop of the function, start-up and imports left out; medians are reported.

The programs are installed from the package index into a virtual environment
outside of the repository, made if it is not there (`--venv`), or taken from a
folder (`--benchmarks`).
"""

import argparse
import json
import os
import pathlib
import shlex
import statistics
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
    """Run one program on both; return what to report of its results."""
    loops = options.loops
    expected = theirs.run(script, folders, loops, True, options.timeout)
    if expected[0] != 0:
        return {"same_result": False, "why": f"CPython fails: {expected[2]}"}
    got = ours.run(script, folders, loops, True, options.timeout)
    if got[:2] == expected[:2]:
        return {"same_result": True, "why": "", "printed": len(got[1])}
    return {"same_result": False, "why": why_not(got, expected)}


def measure(script, ours, reference, folders, options):
    """Times of one program's functions: what to add to its report."""
    once = reference.run(script, folders, 1, False, options.timeout)
    if once[0] != 0:
        return {"why": f"the reference fails: {once[2]}"}
    loops = max(1, round(options.seconds / max(sum(once[3].values()), 1e-6)))
    samples = {"hognose": {}, "reference": {}}
    for _ in range(options.rounds):
        for key, interpreter in (("hognose", ours), ("reference", reference)):
            timed = interpreter.run(script, folders, loops, False, options.timeout)
            if timed[0] != 0:
                return {"why": f"{key} with --loops {loops}: {timed[2]}"}
            for function, seconds in timed[3].items():
                samples[key].setdefault(function, []).append(seconds)
    functions = {}
    for function, mine in samples["hognose"].items():
        functions[function] = timing(
            statistics.median(mine), statistics.median(samples["reference"][function])
        )
    whole = timing(
        sum(times["hognose_s"] for times in functions.values()),
        sum(times["reference_s"] for times in functions.values()),
    )
    if len(functions) > 1:
        whole["functions"] = functions
    return {"loops": loops, **whole}


def timing(mine, reference):
    return {
        "hognose_s": mine,
        "reference_s": reference,
        "ratio": round(reference / max(mine, 1e-9), 3),
    }


def why_not(got, expected):
    if got[0] != 0:
        return got[2] if got[0] is None else f"exit status {got[0]}: {got[2]}"
    ours, theirs = got[1].decode(errors="replace"), expected[1].decode(errors="replace")
    for mine, wanted in zip(ours.splitlines(), theirs.splitlines()):
        if mine != wanted:
            return f"printed {mine!r}, not {wanted!r}"
    return f"printed {len(ours)} characters, not {len(theirs)}"


def report(outcomes, timed):
    print("| program | same result | hognose s | reference s | times as fast |")
    print("|---|---|--:|--:|--:|")
    for name, outcome in outcomes.items():
        rows = [(name, "yes" if outcome["same_result"] else "**no**", outcome)]
        rows += [("– " + part, "", times) for part, times in outcome.get("functions", {}).items()]
        for label, same, row in rows:
            figures = "– | – | –"
            if "ratio" in row:
                figures = f"{row['hognose_s']:.4g} | {row['reference_s']:.4g} | {row['ratio']:.2f}"
            print(f"| {label} | {same} | {figures} |")
    passed = [outcome for outcome in outcomes.values() if outcome["same_result"]]
    print(f"\n{len(passed)} of {len(outcomes)} programs give CPython's result.")
    if timed:
        print(f"Geometric mean of the last column over the programs: {mean(outcomes)}.")
    for name, outcome in outcomes.items():
        if outcome["why"]:
            print(f"\n- {name}: {outcome['why']}", end="")
    print(end="\n" if any(outcome["why"] for outcome in outcomes.values()) else "")


def mean(outcomes):
    """The geometric mean of the ratios there are, None without any."""
    ratios = [outcome["ratio"] for outcome in outcomes.values() if "ratio" in outcome]
    return round(statistics.geometric_mean(ratios), 3) if ratios else None


def version(interpreter):
    """The first line that the command says of itself."""
    done = subprocess.run([*interpreter.words, "--version"], capture_output=True, text=True)
    return (done.stdout or done.stderr).partition("\n")[0].strip()


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--hognose", default=str(ROOT / "target" / "release" / "hognose"))
    parser.add_argument("--cpython", help="command of a CPython 3.13 (else it is looked for)")
    parser.add_argument("--reference", help="command of what to compare times with")
    parser.add_argument("--only", action="append", default=[], metavar="TEXT")
    parser.add_argument("--loops", type=int, default=1,
                        help="how often each function runs for its result")  # fmt: skip
    parser.add_argument("--seconds", type=float, default=0.0,
                        help="time each for about so long on the reference")  # fmt: skip
    parser.add_argument("--rounds", type=int, default=3, help="how often to time each (3)")
    parser.add_argument("--timeout", type=float, default=300.0)
    parser.add_argument("--json", type=pathlib.Path, help="save results and times")
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
    timed = options.seconds > 0
    if timed:
        reference = Interpreter(options.reference or cpython.find_reference(), ["PYTHONPATH"])
    outcomes = {}
    # Only pyaes of the installed packages may be seen, above all not the real pyperf.
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(packages / "pyaes", os.path.join(folder, "pyaes"))
        for name in chosen:
            script = benchmarks / f"bm_{name}" / "run_benchmark.py"
            folders = [STANDIN, folder]
            outcome = outcomes[name] = compare(script, ours, theirs, folders, options)
            if timed and outcome["same_result"]:
                outcome.update(measure(script, ours, reference, folders, options))
            ratio = f", {outcome['ratio']:.2f} times as fast" if "ratio" in outcome else ""
            print(f"{name}: {outcome['why'] or 'same result'}{ratio}", file=sys.stderr)
    report(outcomes, timed)
    if options.json:
        saved = {"hognose": version(ours), "cpython": version(theirs), "programs": outcomes}
        if timed:
            saved.update(reference=version(reference), rounds=options.rounds,
                         geometric_mean=mean(outcomes))  # fmt: skip
        options.json.write_text(json.dumps(saved, indent=1) + "\n")
    return 0 if all(not outcome["why"] for outcome in outcomes.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
