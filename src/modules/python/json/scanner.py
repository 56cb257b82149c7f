"""The function that reads one value of JSON text, made for a decoder."""

from _json import scan_once as _scan_once

__all__ = ["make_scanner"]


def make_scanner(context):
    """scan_once(string, idx) with a decoder's options as they are now."""
    from .decoder import JSONDecodeError

    # The native scanner reads numbers and constants itself where nothing else is asked for.
    parse_float = None if context.parse_float is float else context.parse_float
    parse_int = None if context.parse_int is int else context.parse_int
    options = (
        JSONDecodeError,
        context.strict,
        context.object_hook,
        context.object_pairs_hook,
        parse_float,
        parse_int,
        context.parse_constant,
    )

    def scan_once(string, idx):
        return _scan_once(string, idx, *options)

    return scan_once
