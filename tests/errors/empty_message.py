# Exceptions with empty, multi-line and unusual messages as the last line.
class Odd(Exception):
    def __str__(self):
        return "first line\nsecond line"


raise Odd()
