#!/usr/bin/env python3
"""Write link/order.ld: which functions starting up and small programs run, so that the linker puts
them side by side and few pages of the executable become resident.

    cargo build --release
    tools/link_order.py target/release/hognose

Needs valgrind and nm. The names are kept without the hashes in them, so the list survives other builds;
functions that it doesn't know, or that are gone, only stand elsewhere.
"""

import os
import re
import subprocess
import sys
import tempfile

# What small programs do.
PROGRAM = """
import sys
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def moved(self, by):
        return Point(self.x + by, self.y * 1.5)
    def __repr__(self):
        return f"Point({self.x!r}, {self.y:.2f})"
class Place(Point):
    pass
def numbers(n):
    for i in range(n):
        yield i
total = 0
for i in numbers(10):
    p = Place(i, 2)
    total += p.moved(i).x
try:
    {}["a"]
except KeyError as e:
    pass
finally:
    names = {k: v for k, v in zip("abc", (1, 2, 3))}
a, b = sorted([3, 1]), [x * 2 for x in range(3) if x]
while total > 0:
    total -= 10
    if total == 5:
        break
print(p, total, names, a, b, "-".join(["x", "y"]), "a,b".split(","), len(sys.argv), sep=" ")
"""

# Functions (all instances of a generic one share a name here) above this many bytes stand behind the
# others of their run; what several bigger ones of a small program take isn't worth the room.
LONG = 8000


def functions(binary, arguments):
    """The names of the functions that a run executes."""
    with tempfile.NamedTemporaryFile() as out:
        subprocess.run(
            ["valgrind", "--tool=callgrind", "--demangle=no", f"--callgrind-out-file={out.name}", binary, *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        text = open(out.name, encoding="utf-8").read()
    found = re.findall(r"^c?fn=\(\d+\) (\S+)", text, re.M)
    return {re.sub(r"'\d+$", "", name) for name in found}


def pattern(name):
    """The name with wildcards for its hashes."""
    name = re.sub(r"17h[0-9a-f]{16}E.*", "17h*", name)
    name = re.sub(r"Cs[0-9A-Za-z]+_", "Cs*_", name)
    return re.sub(r"\.llvm\.\d+", "*", name)


def members():
    """The members of the C library's archive by the functions that they define."""
    path = subprocess.run(["cc", "-print-file-name=libc.a"], check=True, capture_output=True, text=True).stdout.strip()
    listing = subprocess.run(["nm", "-A", path], capture_output=True, text=True).stdout
    found = {}
    for member, kind, name in re.findall(r"^[^:]*:([^:]+):\S+ ([TtWi]) (\S+)$", listing, re.M):
        found.setdefault(name, set()).add(member)
    return found


def sizes(binary):
    """Bytes and number of the functions of each pattern."""
    found = {}
    listing = subprocess.run(["nm", "-S", binary], check=True, capture_output=True, text=True).stdout
    for line in listing.splitlines():
        parts = line.split(" ")
        if len(parts) == 4 and parts[2] in "tT":
            n, size = found.get(pattern(parts[3]), (0, 0))
            found[pattern(parts[3])] = (n + 1, size + int(parts[1], 16))
    return found


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    binary = sys.argv[1]
    known = sizes(binary)
    in_archive = members()
    with tempfile.NamedTemporaryFile("w", suffix=".py") as script:
        script.write(PROGRAM)
        script.flush()
        runs = [["-c", "pass"], [script.name]]
        listed, parts = [], set()
        for run in runs:
            executed = functions(binary, run)
            for name in executed:
                of = in_archive.get(name, set())
                # A name that many members have for themselves says nothing.
                parts |= of if len(of) < 3 else set()
            executed = {name for name in executed if name.startswith(("_Z", "_R"))}
            # The loop runs measurably slower from there.
            executed = {name for name in executed if "8run_loop" not in name}
            names = sorted({pattern(name) for name in executed} & set(known) - set(listed))
            if listed:
                names = [name for name in names if known[name][0] < 3 or known[name][1] <= LONG]
            listed += sorted(names, key=lambda name: known[name][1] > LONG)
    target = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "link", "order.ld")
    with open(target, "w", encoding="utf-8") as out:
        out.write("/* Written by tools/link_order.py: what runs at the start stands together. */\nSECTIONS {\n")
        for section, put in ((".text", ".text.start"), (".rodata", ".rodata.start")):
            out.write(f"  {put} : {{\n")
            for member in sorted(parts):
                out.write(f"    *libc.a:{member}({section} {section}.*)\n")
            for name in listed:
                out.write(f"    *({section}.{name} {section}.unlikely.{name})\n")
            out.write(f"  }}\n}}\nINSERT BEFORE {section};\n" + ("SECTIONS {\n" if section == ".text" else ""))
    print(f"{len(parts)} members of the C library, {len(listed)} functions, {sum(known[name][1] for name in listed)} bytes")


main()
