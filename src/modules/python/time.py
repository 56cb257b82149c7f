"""Clocks, and dates made of what they show.

Local time is UTC: a host does not grant a time zone.
"""

from _time import (
    monotonic,
    monotonic_ns,
    perf_counter,
    perf_counter_ns,
    process_time,
    process_time_ns,
    sleep,
    thread_time,
    thread_time_ns,
    time,
    time_ns,
)

timezone = altzone = daylight = 0
tzname = ("UTC", "UTC")

_FIELDS = (
    "tm_year",
    "tm_mon",
    "tm_mday",
    "tm_hour",
    "tm_min",
    "tm_sec",
    "tm_wday",
    "tm_yday",
    "tm_isdst",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class struct_time(tuple):
    """A date and time in fields; a tuple of the first nine."""

    n_fields = 11
    n_sequence_fields = 9
    n_unnamed_fields = 0
    __match_args__ = _FIELDS

    def __new__(cls, iterable, zone=None, offset=None):
        items = tuple(iterable)
        if len(items) < 9:
            raise TypeError(
                f"time.struct_time() takes an at least 9-sequence ({len(items)}-sequence given)"
            )
        if len(items) > 11:
            raise TypeError(
                f"time.struct_time() takes an at most 11-sequence ({len(items)}-sequence given)"
            )
        self = super().__new__(cls, items[:9])
        self.__dict__["tm_zone"] = items[9] if len(items) > 9 else zone
        self.__dict__["tm_gmtoff"] = items[10] if len(items) > 10 else offset
        return self

    def __setattr__(self, name, value):
        raise AttributeError("readonly attribute")

    def __repr__(self):
        fields = ", ".join(f"{name}={value!r}" for name, value in zip(_FIELDS, self))
        return f"time.struct_time({fields})"

    def __reduce__(self):
        return struct_time, (tuple(self), self.tm_zone, self.tm_gmtoff)


for _i, _name in enumerate(_FIELDS):
    setattr(struct_time, _name, property(lambda self, i=_i: self[i]))
struct_time.__module__ = "time"


def _days_before_year(year):
    """Days from the start of year 1 to the start of a year."""
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _month_lengths(year):
    return (31, 28 + _is_leap(year), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


_EPOCH = _days_before_year(1970)


def gmtime(seconds=None):
    """The fields of a time in seconds since 1970, now if left out, in UTC."""
    if seconds is None:
        seconds = time()
    if seconds != seconds:
        raise ValueError("Invalid value NaN (not a number)")
    if not isinstance(seconds, float):
        from _random import index

        seconds = index(seconds)
    seconds = int(seconds // 1)
    if not -(2**55) < seconds < 2**55:
        raise OverflowError("timestamp out of range for platform time_t")
    days, rest = divmod(seconds, 86400)
    ordinal = days + _EPOCH
    # The year, guessed from its mean length and corrected.
    year = ordinal * 400 // 146097 + 1
    while _days_before_year(year) > ordinal:
        year -= 1
    while _days_before_year(year + 1) <= ordinal:
        year += 1
    yday = ordinal - _days_before_year(year)
    month, day = 1, yday
    for length in _month_lengths(year):
        if day < length:
            break
        day -= length
        month += 1
    hour, rest = divmod(rest, 3600)
    minute, second = divmod(rest, 60)
    fields = (year, month, day + 1, hour, minute, second, ordinal % 7, yday + 1, 0)
    return struct_time(fields, "UTC", 0)


localtime = gmtime


def mktime(fields, /):
    """The seconds since 1970 of local time in fields: the inverse of localtime."""
    if not isinstance(fields, tuple):
        raise TypeError("Tuple or struct_time argument required")
    if len(fields) != 9:
        raise TypeError("mktime(): illegal time tuple argument")
    year, month, day, hour, minute, second = fields[:6]
    year, month = year + (month - 1) // 12, (month - 1) % 12
    days = _days_before_year(year) - _EPOCH + sum(_month_lengths(year)[:month]) + day - 1
    return float(days * 86400 + hour * 3600 + minute * 60 + second)


def _checked(fields, function):
    """The nine fields of an argument, or those of now."""
    if fields is None:
        return localtime()
    if not isinstance(fields, tuple):
        raise TypeError("Tuple or struct_time argument required")
    if len(fields) != 9:
        raise TypeError(f"{function}(): illegal time tuple argument")
    year, month, day, hour, minute, second, wday, yday, dst = fields
    for value, low, high, what in (
        (month, 0, 12, "month"),
        (day, 0, 31, "day of month"),
        (hour, 0, 23, "hour"),
        (minute, 0, 59, "minute"),
        (second, 0, 61, "seconds"),
        (yday, 0, 366, "day of year"),
    ):
        if not low <= value <= high:
            raise ValueError(f"{what} out of range")
    if wday < -1:
        raise ValueError("day of week out of range")
    wday = (wday + 7) % 7
    return year, month or 1, day or 1, hour, minute, second, wday, yday or 1, dst


def asctime(fields=None, /):
    """A time as text: 'Sat Jun 06 16:26:11 1998', the current local time if left out."""
    year, month, day, hour, minute, second, wday = _checked(fields, "asctime")[:7]
    return (
        f"{_DAYS[wday][:3]} {_MONTHS[month - 1][:3]} {day:2} "
        f"{hour:02}:{minute:02}:{second:02} {year}"
    )


def ctime(seconds=None, /):
    """As asctime, of seconds since 1970, now if left out."""
    return asctime(localtime(seconds))


def _iso_week(year, wday, yday):
    """Year and week by ISO 8601: weeks start on Monday, the first has the year's first Thursday."""
    week = (yday - 1 - wday + 10) // 7
    if week < 1:
        last = 365 + _is_leap(year - 1)
        return year - 1, _iso_week(year - 1, (wday - (yday - 1) - 1) % 7, last)[1]
    if week == 53:
        january_first = (wday + 1 + (365 + _is_leap(year)) - yday) % 7
        if january_first <= 3:
            return year + 1, 1
    return year, week


def strptime(data_string, format="%a %b %d %H:%M:%S %Y", /):
    """The time that a text tells, by a format of %-directives."""
    from _strptime import _strptime_time

    return _strptime_time(data_string, format)


def strftime(format, fields=None, /):
    """A time as text, by a format of %-directives; the current local time if left out."""
    year, month, day, hour, minute, second, wday, yday, dst = _checked(fields, "strftime")
    if not isinstance(format, str):
        raise TypeError(f"strftime() argument 1 must be str, not {type(format).__name__}")
    twelve = hour % 12 or 12

    def directive(c):
        match c:
            case "a":
                return _DAYS[wday][:3]
            case "A":
                return _DAYS[wday]
            case "b" | "h":
                return _MONTHS[month - 1][:3]
            case "B":
                return _MONTHS[month - 1]
            case "c":
                return expand("%a %b %e %H:%M:%S %Y")
            case "C":
                return f"{year // 100:02}"
            case "d":
                return f"{day:02}"
            case "D" | "x":
                return expand("%m/%d/%y")
            case "e":
                return f"{day:2}"
            case "F":
                return expand("%Y-%m-%d")
            case "G":
                return str(_iso_week(year, wday, yday)[0])
            case "g":
                return f"{_iso_week(year, wday, yday)[0] % 100:02}"
            case "H":
                return f"{hour:02}"
            case "I":
                return f"{twelve:02}"
            case "j":
                return f"{yday:03}"
            case "k":
                return f"{hour:2}"
            case "l":
                return f"{twelve:2}"
            case "m":
                return f"{month:02}"
            case "M":
                return f"{minute:02}"
            case "n":
                return "\n"
            case "p":
                return "PM" if hour >= 12 else "AM"
            case "P":
                return "pm" if hour >= 12 else "am"
            case "r":
                return expand("%I:%M:%S %p")
            case "R":
                return expand("%H:%M")
            case "s":
                return str(int(mktime((year, month, day, hour, minute, second, 0, 0, 0))))
            case "S":
                return f"{second:02}"
            case "t":
                return "\t"
            case "T" | "X":
                return expand("%H:%M:%S")
            case "u":
                return str(wday + 1)
            case "U":
                return f"{(yday - 1 + 7 - (wday + 1) % 7) // 7:02}"
            case "V":
                return f"{_iso_week(year, wday, yday)[1]:02}"
            case "w":
                return str((wday + 1) % 7)
            case "W":
                return f"{(yday - 1 + 7 - wday) // 7:02}"
            case "y":
                return f"{year % 100:02}"
            case "Y":
                return str(year)
            case "z":
                return "+0000"
            case "Z":
                return "UTC"
            case "%":
                return "%"
        return "%" + c

    def expand(text):
        out = []
        at = 0
        while True:
            next = text.find("%", at)
            if next < 0 or next + 1 == len(text):
                out.append(text[at:])
                return "".join(out)
            out.append(text[at:next])
            out.append(directive(text[next + 1]))
            at = next + 2

    return expand(format)


def get_clock_info(name):
    """What is known of a clock."""
    from types import SimpleNamespace

    if name not in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
        raise ValueError("unknown clock")
    return SimpleNamespace(
        implementation="host", monotonic=name != "time", adjustable=name == "time", resolution=1e-09
    )


del _i, _name
