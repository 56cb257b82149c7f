"""A stand-in for the `pyperf` package: runs each benchmark function a few times.

pyperformance's programs import `pyperf` for nothing but a Runner and a clock, but
the package itself starts worker processes, reads the system's state and imports
half of the standard library. With this module on the path before it, the same
unmodified programs run in one process on a VM that has little of a library, and
print what they computed instead of how long they took:

    nbody: energy -0.16901642802848097

so that two interpreters' outputs can be compared as they are. What is measured
goes to stderr, one line a function: `seconds NAME LOOPS SECONDS`. These are CPU
seconds, the programs' own clock `pyperf.perf_counter` included: what else the
machine does at the time matters less.

Options of its own, beside those the program adds: `--loops N` (default 1) and
`--no-probe`, which leaves out the results computed by `pyperf_probes`.

Imports are `sys` and `time`: keep it so. Coroutines are not measured.
"""

import sys
from time import process_time as perf_counter

__all__ = ["Runner", "perf_counter"]


class Namespace:
    """The parsed options, as attributes."""


class Option:
    def __init__(self, names, type, default, choices, nargs, action):
        self.names = names
        self.type = type
        self.default = default
        self.choices = choices
        self.required = nargs is None and not names[0].startswith("-")
        self.is_flag = action == "store_true"
        self.key = names[-1].lstrip("-").replace("-", "_")
        if self.is_flag:
            self.default = False

    def convert(self, text):
        value = text if self.type is None else self.type(text)
        if self.choices is not None and value not in self.choices:
            raise SystemExit("%s: %r is none of %r" % (self.names[0], value, list(self.choices)))
        return value


class ArgumentParser:
    """As much of `argparse.ArgumentParser` as the programs use."""

    def __init__(self):
        self.options = {}
        self.positionals = []

    def add_argument(self, *names, type=None, default=None, choices=None, nargs=None,
                     action="store", help=None, metavar=None):
        # help and metavar are for a usage text, which is not printed here.
        if nargs not in (None, "?") or action not in ("store", "store_true"):
            raise NotImplementedError("add_argument(nargs=%r, action=%r)" % (nargs, action))
        option = Option(names, type, default, choices, nargs, action)
        if names[0].startswith("-"):
            for name in names:
                self.options[name] = option
        else:
            self.positionals.append(option)

    def parse_args(self, words):
        result = Namespace()
        for option in list(self.options.values()) + self.positionals:
            setattr(result, option.key, option.default)
        open_positionals = list(self.positionals)
        words = list(words)
        while words:
            word = words.pop(0)
            if word.startswith("-"):
                name, equals, value = word.partition("=")
                option = self.options.get(name)
                if option is None:
                    raise SystemExit("unknown option %s" % name)
                if option.is_flag:
                    value = True
                elif equals or words:
                    value = option.convert(value if equals else words.pop(0))
                else:
                    raise SystemExit("%s wants a value" % name)
            elif open_positionals:
                option = open_positionals.pop(0)
                value = option.convert(word)
            else:
                raise SystemExit("unknown argument %s" % word)
            setattr(result, option.key, value)
        for option in open_positionals:
            if option.required:
                raise SystemExit("%s is wanted" % option.key)
        return result


class Runner:
    """Runs functions and prints their results.

    `add_cmdline_args` would hand the program's options on to worker processes;
    there are none here, so that it is never called.
    """

    def __init__(self, add_cmdline_args=None):
        self.argparser = ArgumentParser()
        self.argparser.add_argument("--loops", type=int, default=1)
        self.argparser.add_argument("--no-probe", action="store_true")
        self.metadata = {}
        self.args = None

    def parse_args(self, args=None):
        if self.args is None:
            self.args = self.argparser.parse_args(sys.argv[1:] if args is None else args)
        return self.args

    def bench_func(self, name, func, *args):
        """Calls `func(*args)` once a loop; every result is printed if they differ."""
        loops = self.parse_args().loops
        results = []
        start = perf_counter()
        for _ in range(loops):
            results.append(func(*args))
        self._report(name, loops, perf_counter() - start)
        self._print_results(name, results)

    def bench_time_func(self, name, func, *args, inner_loops=1):
        """Calls `func(loops, *args)`, which measures itself and returns seconds.

        `inner_loops` is how often the function repeats its work in one loop;
        seconds are for a loop, so that it is of no use here.
        """
        loops = self.parse_args().loops
        self._report(name, loops, func(loops, *args))
        self._print_results(name, [])

    def _report(self, name, loops, seconds):
        sys.stderr.write("seconds %s %d %.6f\n" % (name, loops, seconds))

    def _print_results(self, name, results):
        shown = []
        for result in results:
            text = describe(result)
            if text not in shown:
                shown.append(text)
        for text in shown:
            print("%s: returned %s" % (name, text))
        if not self.args.no_probe:
            import pyperf_probes

            for label, value in pyperf_probes.probe(name):
                print("%s: %s %s" % (name, label, describe(value)))
        print("%s: done" % name)


def describe(value):
    """The value as text, cut to one line's length and a checksum of the whole."""
    text = render(value, 0)
    if len(text) <= 160:
        return text
    checksum = 0
    for character in text:
        checksum = (checksum * 1000003 + ord(character)) % 2305843009213693951
    return "%s... (%d characters, checksum %d)" % (text[:60], len(text), checksum)


def render(value, depth):
    """As repr, but without the addresses that repr gives for instances."""
    if depth > 20:
        return "..."
    below = depth + 1
    kind = type(value)
    if kind is list:
        return "[" + ", ".join([render(item, below) for item in value]) + "]"
    if kind is tuple:
        return "(" + ", ".join([render(item, below) for item in value]) + ")"
    if kind is dict:
        return "{" + ", ".join([render(key, below) + ": " + render(item, below)
                                for key, item in value.items()]) + "}"
    if kind is set or kind is frozenset:
        return kind.__name__ + "(" + ", ".join(sorted([render(item, below)
                                                       for item in value])) + ")"
    text = repr(value)
    if " at 0x" not in text:
        return text
    fields = getattr(value, "__dict__", None)
    return kind.__name__ + (render(fields, below) if fields is not None else "()")
