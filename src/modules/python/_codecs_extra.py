"""The encodings of `codecs` that aren't built in: bytes to bytes, text to text,
punycode, and mappings."""

import codecs


def _info(name, encode, decode, *, text=False, incremental=True, encoder=None, decoder=None):
    """A CodecInfo of two functions from and to whole strings."""

    class Encoder(codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            return encode(input, self.errors)[0]

    class Decoder(codecs.IncrementalDecoder):
        def decode(self, input, final=False):
            return decode(input, self.errors)[0]

    class Writer(codecs.StreamWriter):
        def encode(self, input, errors="strict"):
            return encode(input, errors)

    class Reader(codecs.StreamReader):
        charbuffertype = str if text else bytes

        def decode(self, input, errors="strict"):
            return decode(input, errors)

    module = {"rot-13": "rot_13"}.get(name) or (name if text else name + "_codec")
    for made, shown in ((Encoder, "IncrementalEncoder"), (Decoder, "IncrementalDecoder"), (Writer, "StreamWriter"), (Reader, "StreamReader")):
        made.__name__ = made.__qualname__ = shown
        made.__module__ = "encodings." + module
    return codecs.CodecInfo(encode, decode, Reader, Writer, encoder or Encoder, decoder or Decoder, name, _is_text_encoding=text)


def _bytes_codec(name, forth, back):
    """A CodecInfo from bytes to bytes, without error handling."""

    def encode(input, errors="strict"):
        assert errors == "strict"
        return (forth(input), len(input))

    def decode(input, errors="strict"):
        assert errors == "strict"
        return (back(input), len(input))

    return _info(name, encode, decode)


def _hex():
    import binascii

    return _bytes_codec("hex", binascii.b2a_hex, binascii.a2b_hex)


def _base64():
    import base64

    return _bytes_codec("base64", base64.encodebytes, base64.decodebytes)


def _quopri():
    import binascii

    def forth(data):
        return binascii.b2a_qp(data, quotetabs=True)

    return _bytes_codec("quopri", forth, binascii.a2b_qp)


def _zlib():
    import zlib

    class Encoder(codecs.IncrementalEncoder):
        def __init__(self, errors="strict"):
            assert errors == "strict"
            self.errors = errors
            self.reset()

        def encode(self, input, final=False):
            data = self.compressor.compress(input)
            return data + self.compressor.flush() if final else data

        def reset(self):
            self.compressor = zlib.compressobj()

    class Decoder(codecs.IncrementalDecoder):
        def __init__(self, errors="strict"):
            assert errors == "strict"
            self.errors = errors
            self.reset()

        def decode(self, input, final=False):
            data = self.decompressor.decompress(input)
            return data + self.decompressor.flush() if final else data

        def reset(self):
            self.decompressor = zlib.decompressobj()

    info = _bytes_codec("zlib", zlib.compress, zlib.decompress)
    return codecs.CodecInfo(info[0], info[1], info[2], info[3], Encoder, Decoder, "zlib", _is_text_encoding=False)


def _uu():
    import binascii
    from io import BytesIO

    def encode(input, errors="strict", filename="<data>", mode=0o666):
        assert errors == "strict"
        name = filename.replace("\n", "\\n").replace("\r", "\\r")
        lines = [("begin %o %s\n" % (mode & 0o777, name)).encode("ascii")]
        for at in range(0, len(input), 45):
            lines.append(binascii.b2a_uu(input[at : at + 45]))
        lines.append(b" \nend\n")
        return (b"".join(lines), len(input))

    def decode(input, errors="strict"):
        assert errors == "strict"
        lines = iter(BytesIO(input).readline, b"")
        for line in lines:
            if line.startswith(b"begin"):
                break
        else:
            raise ValueError('Missing "begin" line in input data')
        out = []
        for line in lines:
            if line == b"end\n":
                return (b"".join(out), len(input))
            try:
                out.append(binascii.a2b_uu(line))
            except binascii.Error:
                # Some encoders write too many characters: as many as the length asks for count.
                used = (((line[0] - 32) & 63) * 4 + 5) // 3
                out.append(binascii.a2b_uu(line[:used]))
        raise ValueError("Truncated input data")

    return _info("uu", encode, decode)


def _rot13():
    letters = "abcdefghijklmnopqrstuvwxyz"
    turned = letters[13:] + letters[:13]
    table = str.maketrans(letters + letters.upper(), turned + turned.upper())

    def turn(input, errors="strict"):
        return (str.translate(input, table), len(input))

    info = _info("rot-13", turn, turn)
    info.streamreader.charbuffertype = str
    return info


def _undefined():
    def refuse(input, errors="strict"):
        raise UnicodeError("undefined encoding")

    return _info("undefined", refuse, refuse, text=True)


def _charmap():
    class Encoder(codecs.IncrementalEncoder):
        def __init__(self, errors="strict", mapping=None):
            codecs.IncrementalEncoder.__init__(self, errors)
            self.mapping = mapping

        def encode(self, input, final=False):
            return charmap_encode(input, self.errors, self.mapping)[0]

    class Decoder(codecs.IncrementalDecoder):
        def __init__(self, errors="strict", mapping=None):
            codecs.IncrementalDecoder.__init__(self, errors)
            self.mapping = mapping

        def decode(self, input, final=False):
            return charmap_decode(input, self.errors, self.mapping)[0]

    return _info("charmap", charmap_encode, charmap_decode, text=True, encoder=Encoder, decoder=Decoder)


# Mappings.


def charmap_encode(input, errors="strict", mapping=None):
    """Encodes with a mapping of code points to bytes; None is Latin-1."""
    if mapping is None:
        return codecs.latin_1_encode(input, errors)
    out = bytearray()
    at = 0

    def found(c):
        try:
            byte = mapping[ord(c)]
        except LookupError:
            return None
        if isinstance(byte, int):
            if not 0 <= byte < 256:
                raise TypeError("character mapping must be in range(256)")
            return bytes((byte,))
        if byte is None or isinstance(byte, bytes):
            return byte
        raise TypeError("character mapping must return integer, bytes or None, not " + type(byte).__name__)

    while at < len(input):
        byte = found(input[at])
        if byte is not None:
            out += byte
            at += 1
            continue
        end = at + 1
        while end < len(input) and found(input[end]) is None:
            end += 1
        error = UnicodeEncodeError("charmap", input, at, end, "character maps to <undefined>")
        if errors == "strict":
            raise error
        instead, at = codecs.lookup_error(errors)(error)
        if isinstance(instead, bytes):
            out += instead
        else:
            for c in instead:
                byte = found(c)
                if byte is None:
                    raise error
                out += byte
    return (bytes(out), len(input))


def charmap_decode(input, errors="strict", mapping=None):
    """Decodes with a mapping of bytes to characters; None is Latin-1."""
    if mapping is None:
        return codecs.latin_1_decode(input, errors)
    data = bytes(input)
    out = []
    at = 0
    while at < len(data):
        try:
            c = mapping[data[at]]
        except LookupError:
            c = None
        if isinstance(c, int):
            if not 0 <= c <= 0x10FFFF:
                raise TypeError("character mapping must be in range(0x110000)")
            c = None if c == 0xFFFE else chr(c)
        elif c is not None and not isinstance(c, str):
            raise TypeError("character mapping must return integer, None or str")
        if c is not None and c != "\ufffe":
            out.append(c)
            at += 1
            continue
        error = UnicodeDecodeError("charmap", data, at, at + 1, "character maps to <undefined>")
        if errors == "strict":
            raise error
        instead, at = codecs.lookup_error(errors)(error)
        out.append(instead)
    return ("".join(out), len(data))


# Punycode (RFC 3492).

_BASE, _LOW, _HIGH, _SKEW, _DAMP = 36, 1, 26, 38, 700
_DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789"


def _threshold(place, bias):
    return min(max(_BASE * (place + 1) - bias, _LOW), _HIGH)


def _adapted(delta, first, count):
    delta //= _DAMP if first else 2
    delta += delta // count
    steps = 0
    while delta > (_BASE - _LOW) * _HIGH // 2:
        delta //= _BASE - _LOW
        steps += _BASE
    return steps + _BASE * delta // (delta + _SKEW)


def _number(value, bias):
    digits = []
    place = 0
    while value >= (least := _threshold(place, bias)):
        value, digit = divmod(value - least, _BASE - least)
        digits.append(_DIGITS[least + digit])
        place += 1
    digits.append(_DIGITS[value])
    return "".join(digits)


def punycode_encode(text):
    basic = [c for c in text if ord(c) < 128]
    rest = []
    bias, delta, done = 72, 0, len(basic)
    code = 128
    while done < len(text):
        least = min(ord(c) for c in text if ord(c) >= code)
        delta += (least - code) * (done + 1)
        code = least
        for c in text:
            if ord(c) < code:
                delta += 1
            elif ord(c) == code:
                rest.append(_number(delta, bias))
                done += 1
                bias = _adapted(delta, done == len(basic) + 1, done)
                delta = 0
        delta += 1
        code += 1
    joined = "".join(basic) + "-" if basic else ""
    return (joined + "".join(rest)).encode("ascii")


def punycode_decode(data, errors):
    if errors not in ("strict", "replace", "ignore"):
        raise UnicodeError("Unsupported error handling: " + errors)
    if isinstance(data, str):
        data = data.encode("ascii")
    data = bytes(data)
    cut = data.rfind(b"-")
    basic = data[:cut] if cut > 0 or cut == 0 else b""
    if cut == -1:
        basic, start = b"", 0
    else:
        start = cut + 1
    extended = data[start:].upper()
    out = [c for c in str(basic, "ascii", errors)]
    code, place, bias = 128, -1, 72
    at, first = 0, True
    while at < len(extended):
        value, weight, digit_place = 0, 1, 0
        while True:
            if at >= len(extended):
                if errors == "strict":
                    raise UnicodeDecodeError("punycode", data, start + at, start + at + 1, "incomplete punycode string")
                return "".join(out)
            digit = extended[at]
            at += 1
            if 0x41 <= digit <= 0x5A:
                digit -= 0x41
            elif 0x30 <= digit <= 0x39:
                digit -= 0x30 - 26
            elif errors == "strict":
                raise UnicodeDecodeError("punycode", data, start + at - 1, start + at, "Invalid extended code point '%s'" % digit)
            else:
                return "".join(out)
            least = _threshold(digit_place, bias)
            value += digit * weight
            if digit < least:
                break
            weight *= _BASE - least
            digit_place += 1
        place += value + 1
        code += place // (len(out) + 1)
        if code > 0x10FFFF:
            if errors == "strict":
                raise UnicodeDecodeError("punycode", data, start + place - 1, start + place, "Invalid character U+%x" % code)
            code = ord("?")
        place %= len(out) + 1
        out.insert(place, chr(code))
        bias = _adapted(value, first, len(out))
        first = False
    return "".join(out)


def _punycode():
    def encode(input, errors="strict"):
        return (punycode_encode(input), len(input))

    def decode(input, errors="strict"):
        return (punycode_decode(input, errors), len(input))

    return _info("punycode", encode, decode, text=True)


_makers = {}
for _make, _names in (
    (_hex, "hex hex_codec"),
    (_base64, "base64 base_64 base64_codec"),
    (_quopri, "quopri quoted_printable quotedprintable quopri_codec"),
    (_zlib, "zip zlib zlib_codec"),
    (_uu, "uu uu_codec"),
    (_rot13, "rot13 rot_13"),
    (_undefined, "undefined"),
    (_charmap, "charmap"),
    (_punycode, "punycode"),
):
    for _name in _names.split():
        _makers[_name] = _make


def search(name):
    """The CodecInfo of a normalized name, or None."""
    make = _makers.get(name)
    return make() if make else None
