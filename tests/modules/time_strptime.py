# time.strptime: every directive, what is refused, and how.
import time
import warnings

warnings.simplefilter("ignore")
for text, format in (
    ("2024-02-29 12:30:45", "%Y-%m-%d %H:%M:%S"),
    ("Thu Feb 29 12:30:45 2024", None),
    ("29/2/24", "%d/%m/%y"),
    ("1 Jan 69", "%d %b %y"),
    ("1 january 68", "%d %B %y"),
    ("12:05 AM", "%I:%M %p"),
    ("12:05 pm", "%I:%M %p"),
    ("1:05 PM", "%I:%M %p"),
    ("3", "%I"),
    ("2024 060", "%Y %j"),
    ("2024 366", "%Y %j"),
    ("2023 366", "%Y %j"),
    ("2024 Mon 10", "%Y %a %W"),
    ("2024 Monday 10", "%Y %A %U"),
    ("2024 0 0", "%Y %w %U"),
    ("2024 1 0", "%Y %w %W"),
    ("2025 3 53", "%Y %u %W"),
    ("2024 10 1", "%G %V %u"),
    ("2020 53 5", "%G %V %u"),
    ("2021 53 5", "%G %V %u"),
    ("10:20:30.5", "%H:%M:%S.%f"),
    ("10+0530", "%H%z"),
    ("10-05:30:15.25", "%H%z"),
    ("10Z", "%H%z"),
    ("10+05:3015", "%H%z"),
    ("10 UTC", "%H %Z"),
    ("10 gmt", "%H %Z"),
    ("02/29/24", "%x"),
    ("12:13:14", "%X"),
    ("Thu Feb 29 12:30:45 2024", "%c"),
    ("100%", "%j%%"),
    ("29 Feb", "%d %b"),
    ("12345", "%H%M%S"),
    ("111", "%m%d"),
    ("20240229", "%Y%m%d"),
    ("2024  \t 2", "%Y %m"),
    ("2024 2", "%Y   %m"),
    ("YEAR2024", "year%Y"),
    (" 1", "%d"),
    ("61", "%S"),
    ("", ""),
    ("a.b", "a.b"),
    ("x", "%Y"),
    ("2024", "%Y-%m"),
    ("2024-13", "%Y-%m"),
    ("2024 extra", "%Y"),
    ("2023-02-29", "%Y-%m-%d"),
    ("24", "%H"),
    ("62", "%S"),
    ("0", "%d"),
    ("1", "%Q"),
    ("1", "%"),
    ("1", "%F"),
    ("aXb", "a.b"),
    ("2024 5", "%G %V"),
    ("2024 5", "%Y %V"),
    ("5", "%V"),
    ("2024 5 1 1", "%G %V %u %j"),
    ("2024 5 1", "%Y %V %u"),
    (5, "%Y"),
    ("5", 5),
):
    try:
        t = time.strptime(text) if format is None else time.strptime(text, format)
        print(repr(text), format, tuple(t), t.tm_zone, t.tm_gmtoff)
    except (ValueError, TypeError) as e:
        print(repr(text), format, type(e).__name__, e)
warnings.simplefilter("always")
time.strptime("5", "%d")
print(time.strptime("7 2024", "%m %Y"))
