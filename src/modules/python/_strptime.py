"""Reading dates and times by a format: time.strptime, and the same for datetime.

A format becomes a list of parts, each of which says which ends it can have in the text; they are tried
in order, and earlier ones again when a later one doesn't fit.
"""

import time

_DAYS = [day.lower() for day in time._DAYS]
_MONTHS = [month.lower() for month in time._MONTHS]
# Directive: most digits, least and greatest value of a number with all of them, whether a space may
# stand for the first digit. With fewer digits a number has to be positive where it has to with all.
_NUMBERS = {
    "d": (2, 1, 31, True),
    "G": (4, 0, 9999, False),
    "H": (2, 0, 23, True),
    "I": (2, 1, 12, True),
    "j": (3, 1, 366, False),
    "m": (2, 1, 12, False),
    "M": (2, 0, 59, False),
    "S": (2, 0, 61, False),
    "u": (1, 1, 7, False),
    "U": (2, 0, 53, False),
    "V": (2, 1, 53, False),
    "w": (1, 0, 6, False),
    "W": (2, 0, 53, False),
    "y": (2, 0, 99, False),
    "Y": (4, 0, 9999, False),
}
_FULL_WIDTH = "GYy"
_COMPOSED = {"c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S"}
_NAMES = {
    "a": [day[:3] for day in _DAYS],
    "A": _DAYS,
    "b": [month[:3] for month in _MONTHS],
    "B": _MONTHS,
    "p": ["am", "pm"],
}
_NO_YEAR = """\
Parsing dates involving a day of month without a year specified is ambiguious
and fails to parse leap day. The default behavior will change in Python 3.15
to either always raise an exception or to use a different default year (TBD).
To avoid trouble, add a specific year to the input & format.
See https://github.com/python/cpython/issues/70647."""


def _parts(format):
    """The parts of a format: (directive, None), ("", literal) or (" ", None)."""
    parts = []
    literal = ""
    i = 0
    while i < len(format):
        c = format[i]
        i += 1
        directive = None
        if c == "%":
            if i == len(format):
                raise ValueError(f"stray % in format {format!r}")
            c = format[i]
            i += 1
            if c in _COMPOSED:
                format = format[:i] + _COMPOSED[c] + format[i:]
                continue
            if c != "%":
                directive = c
        elif c.isspace():
            while i < len(format) and format[i].isspace():
                i += 1
            directive = " "
        if directive is None:
            literal += c
            continue
        if literal:
            parts.append(("", literal.lower()))
            literal = ""
        parts.append((directive, None))
    if literal:
        parts.append(("", literal.lower()))
    return parts


def _digits(text, at, most):
    """Where runs of 1 to 'most' digits from 'at' end, the longest first."""
    end = at
    while end < len(text) and end - at < most and text[end].isdecimal():
        end += 1
    return range(end, at, -1)


def _number_ends(directive, text, at):
    most, low, high, padded = _NUMBERS[directive]
    for end in _digits(text, at, most):
        whole = end - at == most
        if directive in _FULL_WIDTH and not whole:
            continue
        # A week of the ISO year may be 0 with one digit.
        least = 0 if directive == "V" and not whole else low
        if least <= int(text[at:end]) <= high:
            yield end
    if padded and directive != "H" and text[at : at + 1] == " ":
        if text[at + 1 : at + 2] in tuple("123456789"):
            yield at + 2


def _zone_ends(text, at):
    """Ends of an offset: +hh:mm with seconds and fractions, or Z."""
    if text[at : at + 1] == "Z":
        yield at + 1
    if text[at : at + 1] not in ("+", "-"):
        return

    def two(at, most="9"):
        pair = text[at : at + 2]
        return len(pair) == 2 and pair.isdecimal() and pair[0] <= most

    ends = []
    if two(at + 1):
        at += 3
        at += text[at : at + 1] == ":"
        if two(at, "5"):
            at += 2
            ends.append(at)
            at += text[at : at + 1] == ":"
            if two(at, "5"):
                at += 2
                ends.append(at)
                if text[at : at + 1] == ".":
                    ends.extend(reversed(_digits(text, at + 1, 6)))
    yield from reversed(ends)


def _ends(part, text, lower, at):
    """The places where a part that begins at 'at' can end, in the order in which they are tried."""
    directive, literal = part
    if literal is not None:
        if lower.startswith(literal, at):
            yield at + len(literal)
    elif directive == " ":
        end = at
        while end < len(text) and text[end].isspace():
            end += 1
        yield from range(end, at, -1)
    elif directive in _NUMBERS:
        yield from _number_ends(directive, text, at)
    elif directive == "f":
        yield from _digits(text, at, 6)
    elif directive == "z":
        yield from _zone_ends(text, at)
    else:
        names = _zone_names() if directive == "Z" else _NAMES[directive]
        for name in sorted(names, key=len, reverse=True):
            if lower.startswith(name, at):
                yield at + len(name)


def _zone_names():
    return {"utc", "gmt", *(name.lower() for name in time.tzname)}


def _match(parts, text):
    """The texts of the directives, and where the match ends; None if there is none."""
    lower = text.lower()
    # For each part that is being tried: where it begins, and what else it may be.
    stack = []
    at = 0
    while True:
        if len(stack) == len(parts):
            break
        ends = _ends(parts[len(stack)], text, lower, at)
        stack.append((at, ends))
        while stack:
            begin, ends = stack[-1]
            at = next(ends, None)
            if at is not None:
                break
            stack.pop()
        else:
            return None
    begins = [begin for begin, _ in stack] + [at]
    found = {}
    for i, (directive, literal) in enumerate(parts):
        if literal is None and directive != " ":
            found[directive] = text[begins[i] : begins[i + 1]]
    return found, at


def _offset(text):
    """Seconds and microseconds of an offset."""
    if text == "Z":
        return 0, 0
    z = text
    if z[3] == ":":
        z = z[:3] + z[4:]
        if len(z) > 5:
            if z[5] != ":":
                raise ValueError(f"Inconsistent use of : in {text}")
            z = z[:5] + z[6:]
    seconds = int(z[1:3]) * 3600 + int(z[3:5]) * 60 + int(z[5:7] or 0)
    fraction = int(z[8:].ljust(6, "0"))
    return (-seconds, -fraction) if z[0] == "-" else (seconds, fraction)


def _ordinal(year, month, day):
    if not 1 <= day <= time._month_lengths(year)[month - 1]:
        raise ValueError("day is out of range for month")
    return time._days_before_year(year) + sum(time._month_lengths(year)[: month - 1]) + day


def _date(ordinal):
    """Year, month and day of an ordinal, by looking."""
    year = ordinal * 400 // 146097 + 1
    while time._days_before_year(year) >= ordinal:
        year -= 1
    day = ordinal - time._days_before_year(year)
    for month, length in enumerate(time._month_lengths(year), 1):
        if day <= length:
            return year, month, day
        day -= length


def _weekday(ordinal):
    return (ordinal + 6) % 7


def _julian_of_week(year, week, weekday, monday_first):
    """Day of the year of a weekday in a week that %U or %W counts."""
    first = _weekday(_ordinal(year, 1, 1))
    if not monday_first:
        first = (first + 1) % 7
        weekday = (weekday + 1) % 7
    before = (7 - first) % 7
    if week == 0:
        return 1 + weekday - first
    return 1 + before + 7 * (week - 1) + weekday


def _ordinal_of_iso(year, week, weekday):
    if not 1 <= week <= 53 or week == 53 and not _has_week_53(year):
        raise ValueError(f"Invalid week: {week}")
    fourth = _ordinal(year, 1, 4)
    return fourth - _weekday(fourth) + 7 * (week - 1) + weekday


def _has_week_53(year):
    first = _weekday(_ordinal(year, 1, 1))
    return first == 3 or first == 2 and time._is_leap(year)


def _strptime(data_string, format="%a %b %d %H:%M:%S %Y"):
    """What a text tells: fields of a struct_time, microseconds, and microseconds of the offset."""
    for i, argument in enumerate((data_string, format)):
        if not isinstance(argument, str):
            raise TypeError(f"strptime() argument {i} must be str, not {type(argument)}")
    parts = _parts(format)
    directives = [directive for directive, literal in parts if literal is None and directive != " "]
    for directive in directives:
        if not (directive in _NUMBERS or directive in _NAMES or directive in "fzZ"):
            raise ValueError(f"{directive!r} is a bad directive in format {format!r}")
        if directives.count(directive) > 1:
            raise ValueError(f"directive {directive!r} comes twice in format {format!r}")
    if "d" in directives and not set("YyG").intersection(directives):
        from _warnings import warn

        warn(_NO_YEAR, DeprecationWarning, skip_file_prefixes=("<frozen ",))
    matched = _match(parts, data_string)
    if matched is None:
        raise ValueError(f"time data {data_string!r} does not match format {format!r}")
    found, end = matched
    if end != len(data_string):
        raise ValueError(f"unconverted data remains: {data_string[end:]}")

    number = {d: int(found[d]) for d in found if d in _NUMBERS}
    name = {d: _NAMES[d].index(found[d].lower()) for d in found if d in _NAMES}
    year = number.get("Y")
    if "y" in number:
        year = number["y"] + (2000 if number["y"] <= 68 else 1900)
    month = name.get("B", name.get("b", number.get("m", 1) - 1) if "B" not in name else 0) + 1
    day = number.get("d", 1)
    hour = number.get("H", 0)
    if "I" in number:
        hour = number["I"] % 12 + 12 * name.get("p", 0)
    weekday = name.get("A", name.get("a"))
    if "w" in number:
        weekday = (number["w"] + 6) % 7
    if "u" in number:
        weekday = number["u"] - 1
    julian = number.get("j")
    iso_year, iso_week = number.get("G"), number.get("V")
    week = number.get("W", number.get("U"))
    offset, offset_fraction = _offset(found["z"]) if "z" in found else (None, 0)
    dst = 0 if "Z" in found else -1

    if iso_year is not None:
        if julian is not None:
            raise ValueError(
                "Day of the year directive '%j' is not compatible with ISO year directive '%G'. "
                "Use '%Y' instead."
            )
        if iso_week is None or weekday is None:
            raise ValueError(
                "ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday "
                "directive ('%A', '%a', '%w', or '%u')."
            )
    elif iso_week is not None:
        if year is None or weekday is None:
            raise ValueError(
                "ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday "
                "directive ('%A', '%a', '%w', or '%u')."
            )
        raise ValueError(
            "ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year "
            "'%G' instead."
        )
    # The 29th of February without a year is taken in a year that has it.
    leap_day = year is None and iso_year is None and (month, day) == (2, 29)
    if year is None:
        year = 1904 if leap_day else 1900
    ordinal = None
    if julian is None and weekday is not None:
        if week is not None:
            julian = _julian_of_week(year, week, weekday, "W" in number)
        elif iso_year is not None:
            ordinal = _ordinal_of_iso(iso_year, iso_week, weekday)
    if julian is not None:
        ordinal = _ordinal(year, 1, 1) + julian - 1
        if julian <= 0:
            julian += 366 if time._is_leap(year - 1) else 365
    if ordinal is None:
        ordinal = _ordinal(year, month, day)
    else:
        year, month, day = _date(ordinal)
    if julian is None:
        julian = ordinal - _ordinal(year, 1, 1) + 1
    if weekday is None:
        weekday = _weekday(ordinal)
    if leap_day:
        year = 1900
    fraction = int(found["f"].ljust(6, "0")) if "f" in found else 0
    fields = (year, month, day, hour, number.get("M", 0), number.get("S", 0), weekday, julian, dst)
    return (*fields, found.get("Z"), offset), fraction, offset_fraction


def _strptime_time(data_string, format="%a %b %d %H:%M:%S %Y"):
    """time.strptime."""
    fields = _strptime(data_string, format)[0]
    return time.struct_time(fields)
