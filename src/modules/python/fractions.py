"""Exact rational numbers.

A Fraction holds coprime ints, the denominator positive. Every operation keeps that up with as few
and as small gcds as it can.
"""

from math import gcd as _gcd, isinf as _isinf, isnan as _isnan

__all__ = ["Fraction"]

_make = object.__new__
# Hashes of numbers are taken modulo this prime, so that equal numbers of all types hash alike.
_MODULUS = (1 << 61) - 1
_HASH_OF_INFINITY = 314159


def _is_rational(x):
    return isinstance(x, (int, Fraction)) or (
        not isinstance(x, (float, complex, str, type))
        and isinstance(getattr(x, "numerator", None), int)
        and isinstance(getattr(x, "denominator", None), int)
    )


def _digits(text, at):
    """The end of a run of decimal digits, which single underscores may part."""
    size = len(text)
    start = at
    while at < size and (
        text[at].isdecimal()
        or text[at] == "_" and at > start and at + 1 < size and text[at + 1].isdecimal()
    ):
        at += 1
    return at


def _parse(text):
    """Numerator and denominator of a literal, not normalised; None if it is none."""
    literal = text.strip()
    at = 0
    negative = literal[:1] == "-"
    if literal[:1] in ("-", "+") and literal:
        at = 1
    whole_end = _digits(literal, at)
    whole = literal[at:whole_end]
    size = len(literal)
    if whole:
        slash = whole_end
        while slash < size and literal[slash].isspace():
            slash += 1
        if literal[slash : slash + 1] == "/":
            start = slash + 1
            while start < size and literal[start].isspace():
                start += 1
            end = _digits(literal, start)
            if end == start or end != size:
                return None
            numerator = int(whole)
            return -numerator if negative else numerator, int(literal[start:])
    at = whole_end
    decimals = ""
    if literal[at : at + 1] == ".":
        end = _digits(literal, at + 1)
        decimals = literal[at + 1 : end].replace("_", "")
        at = end
    if not whole and not decimals:
        return None
    exponent = 0
    if literal[at : at + 1] in ("e", "E") and at < size:
        start = at + 1
        if literal[start : start + 1] in ("-", "+") and start < size:
            start += 1
        end = _digits(literal, start)
        if end == start:
            return None
        exponent = int(literal[at + 1 : end])
        at = end
    if at != size:
        return None
    numerator = int((whole.replace("_", "") + decimals) or "0")
    exponent -= len(decimals)
    if negative:
        numerator = -numerator
    if exponent >= 0:
        return numerator * 10**exponent, 1
    return numerator, 10**-exponent


class Fraction:
    """A rational number: Fraction(numerator, denominator), or of one number or a string."""

    __slots__ = ("_numerator", "_denominator")
    __match_args__ = ()

    def __new__(cls, numerator=0, denominator=None):
        self = _make(cls)
        if denominator is None:
            if type(numerator) is int:
                self._numerator = numerator
                self._denominator = 1
                return self
            if isinstance(numerator, str):
                parsed = _parse(numerator)
                if parsed is None:
                    raise ValueError(f"Invalid literal for Fraction: {numerator!r}")
                numerator, denominator = parsed
            elif _is_rational(numerator):
                self._numerator = numerator.numerator
                self._denominator = numerator.denominator
                return self
            elif isinstance(numerator, float) or hasattr(type(numerator), "as_integer_ratio"):
                self._numerator, self._denominator = numerator.as_integer_ratio()
                return self
            else:
                raise TypeError("argument should be a string or a Rational instance")
        elif not (type(numerator) is int is type(denominator)):
            if not (_is_rational(numerator) and _is_rational(denominator)):
                raise TypeError("both arguments should be Rational instances")
            numerator, denominator = (
                numerator.numerator * denominator.denominator,
                denominator.numerator * numerator.denominator,
            )
        if denominator == 0:
            raise ZeroDivisionError(f"Fraction({numerator}, 0)")
        g = _gcd(numerator, denominator)
        if denominator < 0:
            g = -g
        self._numerator = numerator // g
        self._denominator = denominator // g
        return self

    @classmethod
    def from_float(cls, f):
        """The number that a float (or an int) is, exactly."""
        if not isinstance(f, (float, int)):
            raise TypeError(
                f"{cls.__name__}.from_float() only takes floats, not {f!r} ({type(f).__name__})"
            )
        return _coprime(*f.as_integer_ratio(), cls)

    @classmethod
    def from_decimal(cls, dec):
        """The number that a Decimal (or an int) is, exactly."""
        if not isinstance(dec, int) and type(dec).__name__ != "Decimal":
            raise TypeError(
                f"{cls.__name__}.from_decimal() only takes Decimals, not {dec!r} ({type(dec).__name__})"
            )
        return _coprime(*dec.as_integer_ratio(), cls)

    def is_integer(self):
        """Whether it is a whole number."""
        return self._denominator == 1

    def as_integer_ratio(self):
        """Numerator and denominator."""
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        """The closest fraction whose denominator is at most max_denominator."""
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        # Convergents of the continued fraction; the best one stands between the last that fits and
        # the one before it, extended as far as the limit allows.
        p0, q0, p1, q1 = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            quotient = n // d
            q2 = q0 + quotient * q1
            if q2 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + quotient * p1, q2
            n, d = d, n - quotient * d
        steps = (max_denominator - q0) // q1
        # Twice the distance of one candidate against the other's, in whole numbers.
        if 2 * d * (q0 + steps * q1) <= self._denominator:
            return _coprime(p1, q1)
        return _coprime(p0 + steps * p1, q0 + steps * q1)

    @property
    def numerator(self):
        return self._numerator

    @property
    def denominator(self):
        return self._denominator

    @property
    def real(self):
        return +self

    @property
    def imag(self):
        return 0

    def conjugate(self):
        return +self

    def __repr__(self):
        return f"{self.__class__.__name__}({self._numerator}, {self._denominator})"

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return f"{self._numerator}/{self._denominator}"

    def __format__(self, spec, /):
        formatted = _format(self, spec)
        if formatted is None:
            raise ValueError(
                f"Invalid format specifier {spec!r} for object of type {type(self).__name__!r}"
            )
        return formatted

    def __add__(a, b):
        if isinstance(b, Fraction):
            return _sum(a._numerator, a._denominator, b._numerator, b._denominator)
        if isinstance(b, int):
            return _coprime(a._numerator + b * a._denominator, a._denominator)
        if isinstance(b, float):
            return float(a) + b
        if isinstance(b, complex):
            return complex(a) + b
        return NotImplemented

    def __radd__(b, a):
        if isinstance(a, int):
            return _coprime(a * b._denominator + b._numerator, b._denominator)
        if isinstance(a, float):
            return a + float(b)
        if isinstance(a, complex):
            return a + complex(b)
        if _is_rational(a):
            return _sum(a.numerator, a.denominator, b._numerator, b._denominator)
        return NotImplemented

    def __sub__(a, b):
        if isinstance(b, Fraction):
            return _sum(a._numerator, a._denominator, -b._numerator, b._denominator)
        if isinstance(b, int):
            return _coprime(a._numerator - b * a._denominator, a._denominator)
        if isinstance(b, float):
            return float(a) - b
        if isinstance(b, complex):
            return complex(a) - b
        return NotImplemented

    def __rsub__(b, a):
        if isinstance(a, int):
            return _coprime(a * b._denominator - b._numerator, b._denominator)
        if isinstance(a, float):
            return a - float(b)
        if isinstance(a, complex):
            return a - complex(b)
        if _is_rational(a):
            return _sum(a.numerator, a.denominator, -b._numerator, b._denominator)
        return NotImplemented

    def __mul__(a, b):
        if isinstance(b, Fraction):
            return _product(a._numerator, a._denominator, b._numerator, b._denominator)
        if isinstance(b, int):
            return _product(a._numerator, a._denominator, int(b), 1)
        if isinstance(b, float):
            return float(a) * b
        if isinstance(b, complex):
            return complex(a) * b
        return NotImplemented

    def __rmul__(b, a):
        if isinstance(a, int):
            return _product(int(a), 1, b._numerator, b._denominator)
        if isinstance(a, float):
            return a * float(b)
        if isinstance(a, complex):
            return a * complex(b)
        if _is_rational(a):
            return _product(a.numerator, a.denominator, b._numerator, b._denominator)
        return NotImplemented

    def __truediv__(a, b):
        if isinstance(b, Fraction):
            return _quotient(a._numerator, a._denominator, b._numerator, b._denominator)
        if isinstance(b, int):
            return _quotient(a._numerator, a._denominator, int(b), 1)
        if isinstance(b, float):
            return float(a) / b
        if isinstance(b, complex):
            return complex(a) / b
        return NotImplemented

    def __rtruediv__(b, a):
        if isinstance(a, int):
            return _quotient(int(a), 1, b._numerator, b._denominator)
        if isinstance(a, float):
            return a / float(b)
        if isinstance(a, complex):
            return a / complex(b)
        if _is_rational(a):
            return _quotient(a.numerator, a.denominator, b._numerator, b._denominator)
        return NotImplemented

    def __floordiv__(a, b):
        if isinstance(b, (int, Fraction)):
            return (a._numerator * b.denominator) // (a._denominator * b.numerator)
        if isinstance(b, float):
            return float(a) // b
        return NotImplemented

    def __rfloordiv__(b, a):
        if _is_rational(a):
            return (a.numerator * b._denominator) // (a.denominator * b._numerator)
        if isinstance(a, float):
            return a // float(b)
        return NotImplemented

    def __divmod__(a, b):
        if isinstance(b, (int, Fraction)):
            d = a._denominator * b.denominator
            quotient, rest = divmod(a._numerator * b.denominator, a._denominator * b.numerator)
            return quotient, Fraction(rest, d)
        if isinstance(b, float):
            return divmod(float(a), b)
        return NotImplemented

    def __rdivmod__(b, a):
        if _is_rational(a):
            d = a.denominator * b._denominator
            quotient, rest = divmod(a.numerator * b._denominator, a.denominator * b._numerator)
            return quotient, Fraction(rest, d)
        if isinstance(a, float):
            return divmod(a, float(b))
        return NotImplemented

    def __mod__(a, b):
        if isinstance(b, (int, Fraction)):
            rest = (a._numerator * b.denominator) % (b.numerator * a._denominator)
            return Fraction(rest, a._denominator * b.denominator)
        if isinstance(b, float):
            return float(a) % b
        return NotImplemented

    def __rmod__(b, a):
        if _is_rational(a):
            rest = (a.numerator * b._denominator) % (b._numerator * a.denominator)
            return Fraction(rest, a.denominator * b._denominator)
        if isinstance(a, float):
            return a % float(b)
        return NotImplemented

    def __pow__(a, b):
        if _is_rational(b):
            if b.denominator != 1:
                return float(a) ** float(b)
            power = b.numerator
            n, d = a._numerator, a._denominator
            if power >= 0:
                return _coprime(n**power, d**power)
            if n > 0:
                return _coprime(d**-power, n**-power)
            if n == 0:
                raise ZeroDivisionError(f"Fraction({d ** -power}, 0)")
            return _coprime((-d) ** -power, (-n) ** -power)
        if isinstance(b, (float, complex)):
            return float(a) ** b
        return NotImplemented

    def __rpow__(b, a):
        if b._denominator == 1 and b._numerator >= 0:
            return a**b._numerator
        if _is_rational(a):
            return Fraction(a.numerator, a.denominator) ** b
        if b._denominator == 1:
            return a**b._numerator
        return a ** float(b)

    def __pos__(a):
        return _coprime(a._numerator, a._denominator)

    def __neg__(a):
        return _coprime(-a._numerator, a._denominator)

    def __abs__(a):
        return _coprime(abs(a._numerator), a._denominator)

    def __int__(a):
        n = a._numerator
        return -(-n // a._denominator) if n < 0 else n // a._denominator

    __trunc__ = __int__

    def __float__(a):
        return a._numerator / a._denominator

    def __complex__(a):
        return complex(a._numerator / a._denominator)

    def __floor__(a):
        return a._numerator // a._denominator

    def __ceil__(a):
        return -(-a._numerator // a._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            return _round_half_even(self._numerator, self._denominator)
        scale = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(_round_half_even(self._numerator * scale, self._denominator), scale)
        return Fraction(_round_half_even(self._numerator, self._denominator * scale) * scale)

    def __hash__(self):
        try:
            inverse = pow(self._denominator, -1, _MODULUS)
        except ValueError:
            # A multiple of the modulus has no inverse.
            hashed = _HASH_OF_INFINITY
        else:
            hashed = hash(hash(abs(self._numerator)) * inverse)
        result = hashed if self._numerator >= 0 else -hashed
        return -2 if result == -1 else result

    def __eq__(a, b):
        if isinstance(b, Fraction):
            return a._numerator == b._numerator and a._denominator == b._denominator
        if isinstance(b, int):
            return a._numerator == b and a._denominator == 1
        if isinstance(b, complex) and b.imag == 0:
            b = b.real
        if isinstance(b, float):
            if _isnan(b) or _isinf(b):
                return 0.0 == b
            n, d = b.as_integer_ratio()
            return a._numerator == n and a._denominator == d
        if _is_rational(b):
            return a._numerator == b.numerator and a._denominator == b.denominator
        return NotImplemented

    def __lt__(a, b):
        if isinstance(b, Fraction):
            return a._numerator * b._denominator < b._numerator * a._denominator
        b = _comparable(b)
        if b is NotImplemented or b is None:
            return b is not None and b
        return a._numerator * b[1] < b[0] * a._denominator

    def __gt__(a, b):
        if isinstance(b, Fraction):
            return a._numerator * b._denominator > b._numerator * a._denominator
        b = _comparable(b)
        if b is NotImplemented or b is None:
            return b is not None and b
        return a._numerator * b[1] > b[0] * a._denominator

    def __le__(a, b):
        if isinstance(b, Fraction):
            return a._numerator * b._denominator <= b._numerator * a._denominator
        b = _comparable(b)
        if b is NotImplemented or b is None:
            return b is not None and b
        return a._numerator * b[1] <= b[0] * a._denominator

    def __ge__(a, b):
        if isinstance(b, Fraction):
            return a._numerator * b._denominator >= b._numerator * a._denominator
        b = _comparable(b)
        if b is NotImplemented or b is None:
            return b is not None and b
        return a._numerator * b[1] >= b[0] * a._denominator

    def __bool__(a):
        return a._numerator != 0

    def __reduce__(self):
        return self.__class__, (self._numerator, self._denominator)

    def __copy__(self):
        if type(self) is Fraction:
            return self
        return self.__class__(self._numerator, self._denominator)

    def __deepcopy__(self, memo):
        return self.__copy__()


def _coprime(n, d, cls=Fraction):
    """The fraction of ints that are coprime already, d positive."""
    made = _make(cls)
    made._numerator = n
    made._denominator = d
    return made


def _sum(na, da, nb, db):
    made = _make(Fraction)
    g = _gcd(da, db)
    if g == 1:
        made._numerator = na * db + da * nb
        made._denominator = da * db
        return made
    # What is left to cancel divides g: smaller numbers than those of the schoolbook's sum.
    s = da // g
    n = na * (db // g) + nb * s
    g = _gcd(n, g)
    if g == 1:
        made._numerator = n
        made._denominator = s * db
    else:
        made._numerator = n // g
        made._denominator = s * (db // g)
    return made


def _product(na, da, nb, db):
    g = _gcd(na, db)
    if g > 1:
        na //= g
        db //= g
    g = _gcd(nb, da)
    if g > 1:
        nb //= g
        da //= g
    made = _make(Fraction)
    made._numerator = na * nb
    made._denominator = da * db
    return made


def _quotient(na, da, nb, db):
    if nb == 0:
        raise ZeroDivisionError(f"Fraction({na * db}, 0)")
    if nb < 0:
        nb, db = -nb, -db
    return _product(na, da, db, nb)


def _comparable(b):
    """Numerator and denominator of what a Fraction is ordered against; None for a NaN, infinities
    as one over nothing."""
    if isinstance(b, int):
        return b, 1
    if isinstance(b, float):
        if _isnan(b):
            return None
        if _isinf(b):
            return (1 if b > 0 else -1), 0
        return b.as_integer_ratio()
    if _is_rational(b):
        return b.numerator, b.denominator
    return NotImplemented


def _round_half_even(n, d):
    quotient, rest = divmod(n, d)
    if 2 * rest > d or 2 * rest == d and quotient & 1:
        quotient += 1
    return quotient


def _round_to_figures(n, d, figures):
    """Sign, digits and exponent of n/d rounded to a number of significant figures:
    digits * 10**exponent, of exactly so many digits (or 0)."""
    if n == 0:
        return False, 0, 1 - figures
    negative, n = n < 0, abs(n)
    # An estimate, at most one too small.
    magnitude = len(str(n)) - len(str(d))
    exponent = magnitude - figures
    if exponent >= 0:
        digits = _round_half_even(n, d * 10**exponent)
    else:
        digits = _round_half_even(n * 10**-exponent, d)
    if len(str(digits)) > figures:
        exponent += 1
        if exponent >= 0:
            digits = _round_half_even(n, d * 10**exponent)
        else:
            digits = _round_half_even(n * 10**-exponent, d)
        if len(str(digits)) > figures:
            digits //= 10
            exponent += 1
    return negative, digits, exponent


def _format(x, spec):
    """x as a format specifier says; None if the specifier is none."""
    fill, align, at, size = " ", None, 0, len(spec)
    if size > 1 and spec[1] in "<>=^":
        fill, align, at = spec[0], spec[1], 2
    elif spec[:1] and spec[0] in "<>=^":
        align, at = spec[0], 1

    def flag(options):
        nonlocal at
        if at < size and spec[at] in options:
            at += 1
            return spec[at - 1]
        return ""

    sign = flag("-+ ")
    no_negative_zero = flag("z")
    alternate = flag("#")
    zeros = at + 1 < size and spec[at] == "0" and spec[at + 1] in "0123456789"
    start = at
    while at < size and spec[at] in "0123456789":
        at += 1
    width = int(spec[start:at] or "0")
    comma = flag(",_")
    precision = None
    if spec[at : at + 1] == ".":
        start = at + 1
        at = start
        while at < size and spec[at] in "0123456789":
            at += 1
        if at == start:
            return None
        precision = int(spec[start:at])
    kind = flag("eEfFgG%")
    if at != size:
        return None
    n, d = x._numerator, x._denominator
    if not kind:
        if zeros or no_negative_zero or precision is not None:
            return None
        mark = "-" if n < 0 else ("" if sign == "-" else sign)
        body = f"{abs(n):{comma}}"
        if d > 1 or alternate:
            body += f"/{d:{comma}}"
        return _pad(mark, body, fill, align, width)
    if align is not None and zeros:
        return None
    if precision is None:
        precision = 6
    scientific = kind in "eE"
    trim = kind in "gG" and not alternate
    if kind in "fF%":
        if kind == "%":
            n *= 100
        scale = 10**precision
        negative, digits = n < 0, _round_half_even(abs(n) * scale, d)
        point = precision
        exponent = -precision
    else:
        figures = (precision or 1) if kind in "gG" else precision + 1
        negative, digits, exponent = _round_to_figures(n, d, figures)
        top = exponent + figures - 1 if digits else 0
        if kind in "gG":
            scientific = not -4 <= top < figures
        point = figures - 1 if scientific else -exponent if digits else figures - 1
        exponent = top
    if no_negative_zero and digits == 0:
        negative = False
    mark = "-" if negative else ("" if sign == "-" else sign)
    text = f"{digits:0{point + 1}d}"
    whole, decimals = text[: len(text) - point], text[len(text) - point :]
    if trim:
        decimals = decimals.rstrip("0")
    tail = ("." if decimals or alternate else "") + decimals
    if scientific:
        tail += f"{'E' if kind in 'EG' else 'e'}{exponent:+03d}"
    elif kind == "%":
        tail += "%"
    if zeros:
        room = width - len(mark) - len(tail)
        # A separator never leads: a group that it would open gets another zero.
        whole = f"{int(whole):0{max(room, 1)}{comma}d}" if comma else whole.rjust(room, "0")
        return mark + whole + tail
    if comma:
        whole = f"{int(whole):{comma}}"
    return _pad(mark, whole + tail, fill, align, width)


def _pad(mark, body, fill, align, width):
    missing = fill * (width - len(mark) - len(body))
    if align == "<":
        return mark + body + missing
    if align == "^":
        half = len(missing) // 2
        return missing[:half] + mark + body + missing[half:]
    if align == "=":
        return mark + missing + body
    return missing + mark + body
