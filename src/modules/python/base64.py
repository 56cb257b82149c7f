"""Base 16, 32, 64 and 85: bytes as ASCII text and back."""

import binascii
import struct

__all__ = [
    "encode",
    "decode",
    "encodebytes",
    "decodebytes",
    "b64encode",
    "b64decode",
    "b32encode",
    "b32decode",
    "b32hexencode",
    "b32hexdecode",
    "b16encode",
    "b16decode",
    "b85encode",
    "b85decode",
    "a85encode",
    "a85decode",
    "z85encode",
    "z85decode",
    "standard_b64encode",
    "standard_b64decode",
    "urlsafe_b64encode",
    "urlsafe_b64decode",
]


def _bytes_from_decode_data(s):
    """An argument of a decoding function as bytes: ASCII text is taken too."""
    if isinstance(s, str):
        try:
            return s.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError("string argument should contain only ASCII characters")
    if isinstance(s, (bytes, bytearray)):
        return s
    try:
        return memoryview(s).tobytes()
    except TypeError:
        raise TypeError("argument should be a bytes-like object or ASCII string, not %r" % s.__class__.__name__) from None


# Base 64.


def b64encode(s, altchars=None):
    """Encode bytes as base 64; altchars are used instead of + and /."""
    encoded = binascii.b2a_base64(s, newline=False)
    if altchars is not None:
        assert len(altchars) == 2, repr(altchars)
        return encoded.translate(bytes.maketrans(b"+/", altchars))
    return encoded


def b64decode(s, altchars=None, validate=False):
    """Decode base 64; what isn't of the alphabet is left out, or an error with validate."""
    s = _bytes_from_decode_data(s)
    if altchars is not None:
        altchars = _bytes_from_decode_data(altchars)
        assert len(altchars) == 2, repr(altchars)
        s = s.translate(bytes.maketrans(altchars, b"+/"))
    return binascii.a2b_base64(s, strict_mode=validate)


def standard_b64encode(s):
    """Encode bytes with the standard alphabet of base 64."""
    return b64encode(s)


def standard_b64decode(s):
    """Decode base 64 with the standard alphabet."""
    return b64decode(s)


_to_urlsafe = bytes.maketrans(b"+/", b"-_")
_from_urlsafe = bytes.maketrans(b"-_", b"+/")


def urlsafe_b64encode(s):
    """Encode bytes as base 64 with - and _ instead of + and /."""
    return b64encode(s).translate(_to_urlsafe)


def urlsafe_b64decode(s):
    """Decode base 64 that has - and _ instead of + and /."""
    return b64decode(_bytes_from_decode_data(s).translate(_from_urlsafe))


# Base 32.

_b32alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_b32hexalphabet = b"0123456789ABCDEFGHIJKLMNOPQRSTUV"
# Characters of an incomplete group for each number of bytes in it.
_b32lengths = {1: 2, 2: 4, 3: 5, 4: 7}


def _b32encode(alphabet, s):
    if not isinstance(s, (bytes, bytearray)):
        s = memoryview(s).tobytes()
    left = len(s) % 5
    if left:
        s = s + bytes(5 - left)
    pairs = [bytes((a, b)) for a in alphabet for b in alphabet]
    out = bytearray()
    for at in range(0, len(s), 5):
        bits = int.from_bytes(s[at : at + 5])
        out += pairs[bits >> 30] + pairs[bits >> 20 & 0x3FF] + pairs[bits >> 10 & 0x3FF] + pairs[bits & 0x3FF]
    if left:
        used = _b32lengths[left]
        out[used - 8 :] = b"=" * (8 - used)
    return bytes(out)


def _b32decode(alphabet, s, casefold=False, map01=None):
    s = _bytes_from_decode_data(s)
    if len(s) % 8:
        raise binascii.Error("Incorrect padding")
    if map01 is not None:
        map01 = _bytes_from_decode_data(map01)
        assert len(map01) == 1, repr(map01)
        s = s.translate(bytes.maketrans(b"01", b"O" + map01))
    if casefold:
        s = s.upper()
    digits = s.rstrip(b"=")
    padding = len(s) - len(digits)
    values = {digit: value for value, digit in enumerate(alphabet)}
    out = bytearray()
    bits = 0
    for at in range(0, len(digits), 8):
        group = digits[at : at + 8]
        bits = 0
        try:
            for digit in group:
                bits = bits << 5 | values[digit]
        except KeyError:
            raise binascii.Error("Non-base32 digit found") from None
        bits <<= 5 * (8 - len(group))
        out += bits.to_bytes(5)
    if len(s) % 8 or padding not in {0, 1, 3, 4, 6}:
        raise binascii.Error("Incorrect padding")
    if padding and out:
        del out[(43 - 5 * padding) // 8 - 5 :]
    return bytes(out)


def b32encode(s):
    """Encode bytes as base 32."""
    return _b32encode(_b32alphabet, s)


def b32decode(s, casefold=False, map01=None):
    """Decode base 32; with casefold lower case too, with map01 0 as O and 1 as I or L."""
    return _b32decode(_b32alphabet, s, casefold, map01)


def b32hexencode(s):
    """Encode bytes as base 32 with the extended hexadecimal alphabet."""
    return _b32encode(_b32hexalphabet, s)


def b32hexdecode(s, casefold=False):
    """Decode base 32 with the extended hexadecimal alphabet."""
    return _b32decode(_b32hexalphabet, s, casefold)


# Base 16.


def b16encode(s):
    """Encode bytes as base 16."""
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    """Decode base 16; with casefold lower case too."""
    s = _bytes_from_decode_data(s)
    if casefold:
        s = s.upper()
    if s.translate(None, delete=b"0123456789ABCDEF"):
        raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(s)


# Base 85.

_a85alphabet = bytes(range(33, 118))
_b85alphabet = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
_z85alphabet = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"


def _85encode(b, alphabet, pad=False, foldnuls=False, foldspaces=False):
    if not isinstance(b, (bytes, bytearray)):
        b = memoryview(b).tobytes()
    missing = -len(b) % 4
    if missing:
        b = b + bytes(missing)
    pieces = []
    for (word,) in struct.iter_unpack("!I", b):
        if foldnuls and not word:
            pieces.append(b"z")
        elif foldspaces and word == 0x20202020:
            pieces.append(b"y")
        else:
            digits = []
            for _ in range(5):
                word, digit = divmod(word, 85)
                digits.append(alphabet[digit])
            pieces.append(bytes(reversed(digits)))
    if missing and not pad:
        if pieces[-1] == b"z":
            pieces[-1] = alphabet[:1] * 5
        pieces[-1] = pieces[-1][:-missing]
    return b"".join(pieces)


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    """Encode bytes as Ascii85.

    foldspaces writes four spaces as y; wrapcol is the longest line; pad fills the last
    group with zeros before; adobe frames the result with <~ and ~>.
    """
    result = _85encode(b, _a85alphabet, pad, True, foldspaces)
    if adobe:
        result = b"<~" + result
    if wrapcol:
        wrapcol = max(2 if adobe else 1, wrapcol)
        lines = [result[at : at + wrapcol] for at in range(0, len(result), wrapcol)]
        if adobe and len(lines[-1]) + 2 > wrapcol:
            lines.append(b"")
        result = b"\n".join(lines)
    if adobe:
        result += b"~>"
    return result


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b" \t\n\r\v"):
    """Decode Ascii85; ignorechars are left out."""
    b = _bytes_from_decode_data(b)
    if adobe:
        if not b.endswith(b"~>"):
            raise ValueError("Ascii85 encoded byte sequences must end with {!r}".format(b"~>"))
        b = b[2:-2] if b.startswith(b"<~") else b[:-2]
    out = bytearray()
    group = []
    for digit in b + b"u" * 4:
        if 33 <= digit <= 117:
            group.append(digit)
            if len(group) == 5:
                word = 0
                for digit in group:
                    word = word * 85 + digit - 33
                try:
                    out += struct.pack("!I", word)
                except struct.error:
                    raise ValueError("Ascii85 overflow") from None
                group = []
        elif digit == 0x7A:
            if group:
                raise ValueError("z inside Ascii85 5-tuple")
            out += bytes(4)
        elif foldspaces and digit == 0x79:
            if group:
                raise ValueError("y inside Ascii85 5-tuple")
            out += b"    "
        elif digit not in ignorechars:
            raise ValueError("Non-Ascii85 digit found: %c" % digit)
    padding = 4 - len(group)
    return bytes(out[:-padding] if padding else out)


def _85decode(b, alphabet, kind):
    values = {digit: value for value, digit in enumerate(alphabet)}
    padding = -len(b) % 5
    b = b + alphabet[-1:] * padding
    out = bytearray()
    for at in range(0, len(b), 5):
        word = 0
        for i, digit in enumerate(b[at : at + 5]):
            value = values.get(digit)
            if value is None:
                raise ValueError("bad %s character at position %d" % (kind, at + i))
            word = word * 85 + value
        try:
            out += struct.pack("!I", word)
        except struct.error:
            raise ValueError("%s overflow in hunk starting at byte %d" % (kind, at)) from None
    return bytes(out[:-padding] if padding else out)


def b85encode(b, pad=False):
    """Encode bytes as base 85; with pad, the last group is filled with zeros before."""
    return _85encode(b, _b85alphabet, pad)


def b85decode(b):
    """Decode base 85."""
    return _85decode(_bytes_from_decode_data(b), _b85alphabet, "base85")


def z85encode(s):
    """Encode bytes as Z85."""
    return _85encode(s, _z85alphabet)


def z85decode(s):
    """Decode Z85."""
    return _85decode(_bytes_from_decode_data(s), _z85alphabet, "z85")


# Base 64 of MIME: lines of 76 characters.

MAXLINESIZE = 76
MAXBINSIZE = (MAXLINESIZE // 4) * 3


def encode(input, output):
    """Encode a binary file as lines of base 64."""
    while s := input.read(MAXBINSIZE):
        while len(s) < MAXBINSIZE and (more := input.read(MAXBINSIZE - len(s))):
            s += more
        output.write(binascii.b2a_base64(s))


def decode(input, output):
    """Decode a file of lines of base 64."""
    while line := input.readline():
        output.write(binascii.a2b_base64(line))


def _input_type_check(s):
    try:
        m = memoryview(s)
    except TypeError as error:
        raise TypeError("expected bytes-like object, not %s" % s.__class__.__name__) from error
    if m.format not in ("c", "b", "B"):
        raise TypeError("expected single byte elements, not %r from %s" % (m.format, s.__class__.__name__))
    if m.ndim != 1:
        raise TypeError("expected 1-D data, not %d-D data from %s" % (m.ndim, s.__class__.__name__))


def encodebytes(s):
    """Encode bytes as lines of base 64."""
    _input_type_check(s)
    return b"".join(binascii.b2a_base64(s[at : at + MAXBINSIZE]) for at in range(0, len(s), MAXBINSIZE))


def decodebytes(s):
    """Decode lines of base 64."""
    _input_type_check(s)
    return binascii.a2b_base64(s)
