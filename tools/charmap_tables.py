"""Writes the tables of the single-byte encodings from a running CPython 3.13.

    python3.13 tools/charmap_tables.py > src/text/codec/charmap_tables.rs

Each of the 256 bytes is decoded by the interpreter, so what it says is the
definition; that encoding is the reverse (the last of several bytes) is
checked for every character of the basic plane.
"""

import codecs
import encodings
import encodings.aliases
import importlib
import pkgutil

UNDEFINED = 0xFFFE


def decoded(name, byte):
    try:
        return ord(bytes([byte]).decode(name))
    except UnicodeDecodeError:
        return UNDEFINED


def check(name, table):
    """The reverse of the table is what the codec encodes."""
    reverse = {code: bytes([byte]) for byte, code in enumerate(table) if code != UNDEFINED}
    for code in range(0x10000):
        if 0xD800 <= code < 0xE000:
            continue
        try:
            found = chr(code).encode(name)
        except UnicodeEncodeError:
            found = None
        assert found == reverse.get(code), (name, hex(code))


def modules():
    for info in pkgutil.iter_modules(encodings.__path__):
        if info.name in ("aliases", "mbcs", "oem", "iso8859_1"):
            continue
        module = importlib.import_module("encodings." + info.name)
        if hasattr(module, "decoding_table") or hasattr(module, "decoding_map"):
            yield info.name


def rows(table):
    for start in range(0, len(table), 12):
        yield "    " + ", ".join(f"0x{code:x}" for code in table[start : start + 12]) + ","


def main():
    print("//! The single-byte encodings as CPython 3.13 has them. Generated; do not edit:")
    print("//! `python3.13 tools/charmap_tables.py > src/text/codec/charmap_tables.rs`.")
    print()
    print("use super::charmap::Charmap;")
    listed = []
    for name in modules():
        table = [decoded(name, byte) for byte in range(256)]
        check(name, table)
        names = {name} | {alias.lower() for alias, target in encodings.aliases.aliases.items() if target == name}
        ascii = table[:128] == list(range(128))
        const = name.upper()
        print()
        print("#[rustfmt::skip]")
        print(f"static {const}: [u16; {128 if ascii else 256}] = [")
        for row in rows(table[128:] if ascii else table):
            print(row)
        print("];")
        listed.append((codecs.lookup(name).name, " ".join(sorted(names)), const, min(table[128:]) >= 128 and ascii))
    print()
    print("#[rustfmt::skip]")
    print(f"pub(super) static ALL: [Charmap; {len(listed)}] = [")
    for name, names, const, plain in listed:
        print(f'    Charmap {{ name: "{name}", names: "{names}", table: &{const}, plain: {str(plain).lower()} }},')
    print("];")


main()
