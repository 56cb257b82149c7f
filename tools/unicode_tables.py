"""Writes the Unicode tables of src/text/unicode/ from a running CPython 3.13.

    python3.13 tools/unicode_tables.py > src/text/unicode/tables.rs
    python3.13 tools/unicode_tables.py --digests

What Python's str methods say about a character is the definition here: every
predicate and case mapping is asked of the interpreter for each of the
0x110000 code points, and packed into a two-stage table. `--digests` prints the
constants that the unit test in src/text/unicode/mod.rs compares with.
"""

import sys
import unicodedata

# Order is the bit order of the flags; the names become Rust constants.
FLAGS = {
    "ALPHA": str.isalpha,
    "DECIMAL": str.isdecimal,
    "DIGIT": str.isdigit,
    "NUMERIC": str.isnumeric,
    "SPACE": str.isspace,
    "PRINTABLE": str.isprintable,
    "UPPER": str.isupper,
    "LOWER": str.islower,
    "TITLE": lambda c: c.istitle() and not c.isupper(),
    "ID_START": str.isidentifier,
    "ID_CONTINUE": lambda c: ("a" + c).isidentifier(),
    # title() lowers the character after a cased one.
    "CASED": lambda c: (c + "a").title()[-1] == "a",
    # A final sigma looks through case-ignorable characters.
    "CASE_IGNORABLE": lambda c: ("A" + c + "\u03a3").lower()[-1] == "\u03c2"
    and (c + "\u03a3").lower()[-1] == "\u03c3",
    "ASSIGNED": lambda c: unicodedata.category(c) != "Cn",
    "WIDE": lambda c: unicodedata.east_asian_width(c) in "WF",
}
MAPPINGS = {
    "upper": str.upper,
    "lower": str.lower,
    "title": str.title,
    "fold": str.casefold,
}
SHIFT = 7


def flags_of(char):
    return sum(1 << bit for bit, test in enumerate(FLAGS.values()) if test(char))


def delta(char, mapped):
    """The distance to a one-character mapping, or None for a longer one."""
    return ord(mapped) - ord(char) if len(mapped) == 1 else None


def collect():
    """Yields (flags, (upper, lower, title, fold) deltas, expansions)."""
    for code in range(0x110000):
        char = chr(code)
        mapped = [convert(char) for convert in MAPPINGS.values()]
        deltas = tuple(delta(char, text) for text in mapped)
        yield flags_of(char), deltas, mapped


def rows(values, width=96):
    line = ""
    for value in values:
        piece = f"{value}, "
        if len(line) + len(piece) > width:
            yield "    " + line.rstrip()
            line = ""
        line += piece
    if line:
        yield "    " + line.rstrip()


def array(name, kind, values, doc):
    print(f"/// {doc}")
    print("#[rustfmt::skip]")
    print(f"pub(super) static {name}: [{kind}; {len(values)}] = [")
    print("\n".join(rows(values)))
    print("];\n")


def write_tables():
    records, stage = {}, []
    expansions = {name: [] for name in MAPPINGS}
    zeros = []
    for code, (flags, deltas, mapped) in enumerate(collect()):
        for name, step, text in zip(MAPPINGS, deltas, mapped):
            if step is None:
                expansions[name].append((code, [ord(c) for c in text]))
        key = (flags, tuple(0x7FFFFFFF if d is None else d for d in deltas))
        stage.append(records.setdefault(key, len(records)))
        if unicodedata.decimal(chr(code), None) == 0:
            zeros.append(code)
    for zero in zeros:
        assert [unicodedata.decimal(chr(zero + i)) for i in range(10)] == list(range(10))
    assert sum(chr(c).isdecimal() for c in range(0x110000)) == 10 * len(zeros)

    blocks, index = {}, []
    for start in range(0, 0x110000, 1 << SHIFT):
        block = tuple(stage[start : start + (1 << SHIFT)])
        index.append(blocks.setdefault(block, len(blocks)))

    print(f"//! Unicode {unicodedata.unidata_version} as CPython 3.13 sees it. Generated; do not edit:")
    print("//! `python3.13 tools/unicode_tables.py > src/text/unicode/tables.rs`.\n")
    print("use super::Record;\n")
    print("/// A code point's block is `code >> SHIFT`.")
    print(f"pub(super) const SHIFT: u32 = {SHIFT};\n")
    print("/// What a delta says when the mapping is longer than one character.")
    print("pub(super) const EXPANDS: i32 = 0x7fff_ffff;\n")
    for bit, name in enumerate(FLAGS):
        print(f"pub(super) const {name}: u16 = {1 << bit:#x};")
    print()
    print("/// The distinct combinations of flags and case distances.")
    print("#[rustfmt::skip]")
    print(f"pub(super) static RECORDS: [Record; {len(records)}] = [")
    for flags, deltas in records:
        deltas = ["EXPANDS" if d == 0x7FFFFFFF else str(d) for d in deltas]
        print(f"    Record::new({flags:#x}, [{', '.join(deltas)}]),")
    print("];\n")
    index_kind = "u8" if len(blocks) < 256 else "u16"
    array("BLOCK_OF", index_kind, index, "Which block of `RECORD_OF` holds a code point.")
    record_kind = "u8" if len(records) < 256 else "u16"
    flat = [record for block in blocks for record in block]
    array("RECORD_OF", record_kind, flat, "Which record a code point has, block by block.")
    array("DECIMAL_ZEROS", "u32", zeros, "The zero of each run of ten decimal digits.")
    for name, entries in expansions.items():
        padded = [(c, (t + [0, 0, 0])[:3]) for c, t in entries]
        assert all(len(t) <= 3 for _, t in entries)
        array(
            f"EXPANSIONS_{name.upper()}",
            "(u32, [u32; 3])",
            [f"({c:#x}, [{', '.join(f'{u:#x}' for u in t)}])" for c, t in padded],
            f"Where {name} case takes more than one character (zero: no character).",
        )


def fnv(values):
    """FNV-1a over each value's four little-endian bytes."""
    state = 0xCBF29CE484222325
    for value in values:
        for byte in value.to_bytes(4, "little"):
            state = (state ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return state


def write_digests():
    everything = list(map(chr, range(0x110000)))
    for name, test in FLAGS.items():
        members = [ord(c) for c in everything if test(c)]
        print(f'("{name}", {len(members)}, {fnv(members):#x}),')
    for name, convert in MAPPINGS.items():
        units = [ord(u) for c in everything for u in convert(c)]
        print(f'("{name}", {len(units)}, {fnv(units):#x}),')


if sys.version_info[:2] != (3, 13):
    sys.exit("unicode_tables.py: run it with CPython 3.13, whose answers are the reference")
if sys.argv[1:] == ["--digests"]:
    write_digests()
else:
    write_tables()
