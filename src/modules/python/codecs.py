"""Encodings: looking them up, registering them, converting by pieces and in streams.

The text encodings are built in (`_codecs`); those that aren't, and those that
convert bytes to bytes or text to text, are in `_codecs_extra`.
"""

import builtins
import sys

import _codecs

__all__ = [
    "register",
    "lookup",
    "open",
    "EncodedFile",
    "BOM",
    "BOM_BE",
    "BOM_LE",
    "BOM32_BE",
    "BOM32_LE",
    "BOM64_BE",
    "BOM64_LE",
    "BOM_UTF8",
    "BOM_UTF16",
    "BOM_UTF16_LE",
    "BOM_UTF16_BE",
    "BOM_UTF32",
    "BOM_UTF32_LE",
    "BOM_UTF32_BE",
    "CodecInfo",
    "Codec",
    "IncrementalEncoder",
    "IncrementalDecoder",
    "StreamReader",
    "StreamWriter",
    "StreamReaderWriter",
    "StreamRecoder",
    "getencoder",
    "getdecoder",
    "getincrementalencoder",
    "getincrementaldecoder",
    "getreader",
    "getwriter",
    "encode",
    "decode",
    "iterencode",
    "iterdecode",
    "strict_errors",
    "ignore_errors",
    "replace_errors",
    "xmlcharrefreplace_errors",
    "backslashreplace_errors",
    "namereplace_errors",
    "register_error",
    "lookup_error",
]

BOM_UTF8 = b"\xef\xbb\xbf"
BOM_LE = BOM_UTF16_LE = BOM32_LE = b"\xff\xfe"
BOM_BE = BOM_UTF16_BE = BOM32_BE = b"\xfe\xff"
BOM_UTF32_LE = BOM64_LE = b"\xff\xfe\x00\x00"
BOM_UTF32_BE = BOM64_BE = b"\x00\x00\xfe\xff"
if sys.byteorder == "little":
    BOM = BOM_UTF16 = BOM_UTF16_LE
    BOM_UTF32 = BOM_UTF32_LE
else:
    BOM = BOM_UTF16 = BOM_UTF16_BE
    BOM_UTF32 = BOM_UTF32_BE


class CodecInfo(tuple):
    """The functions and classes of an encoding; the first four are a tuple."""

    # Only text encodings are for str.encode and bytes.decode.
    _is_text_encoding = True

    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None, incrementaldecoder=None, name=None, *, _is_text_encoding=None):
        self = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        self.name = name
        self.encode = encode
        self.decode = decode
        self.incrementalencoder = incrementalencoder
        self.incrementaldecoder = incrementaldecoder
        self.streamwriter = streamwriter
        self.streamreader = streamreader
        if _is_text_encoding is not None:
            self._is_text_encoding = _is_text_encoding
        return self

    def __repr__(self):
        return "<%s.%s object for encoding %s at %#x>" % (self.__class__.__module__, self.__class__.__qualname__, self.name, id(self))

    def __getnewargs__(self):
        return tuple(self)


class Codec:
    """Encoding and decoding without state: both give (result, length consumed)."""

    def encode(self, input, errors="strict"):
        raise NotImplementedError

    def decode(self, input, errors="strict"):
        raise NotImplementedError


class IncrementalEncoder:
    """Encodes piece by piece."""

    def __init__(self, errors="strict"):
        self.errors = errors
        self.buffer = ""

    def encode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return 0

    def setstate(self, state):
        pass


class BufferedIncrementalEncoder(IncrementalEncoder):
    """Keeps what `_buffer_encode` did not consume for the next piece."""

    def __init__(self, errors="strict"):
        IncrementalEncoder.__init__(self, errors)
        self.buffer = ""

    def _buffer_encode(self, input, errors, final):
        raise NotImplementedError

    def encode(self, input, final=False):
        data = self.buffer + input
        result, consumed = self._buffer_encode(data, self.errors, final)
        self.buffer = data[consumed:]
        return result

    def reset(self):
        IncrementalEncoder.reset(self)
        self.buffer = ""

    def getstate(self):
        return self.buffer or 0

    def setstate(self, state):
        self.buffer = state or ""


class IncrementalDecoder:
    """Decodes piece by piece."""

    def __init__(self, errors="strict"):
        self.errors = errors

    def decode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return (b"", 0)

    def setstate(self, state):
        pass


class BufferedIncrementalDecoder(IncrementalDecoder):
    """Keeps what `_buffer_decode` did not consume for the next piece."""

    def __init__(self, errors="strict"):
        IncrementalDecoder.__init__(self, errors)
        self.buffer = b""

    def _buffer_decode(self, input, errors, final):
        raise NotImplementedError

    def decode(self, input, final=False):
        data = self.buffer + input
        result, consumed = self._buffer_decode(data, self.errors, final)
        self.buffer = data[consumed:]
        return result

    def reset(self):
        IncrementalDecoder.reset(self)
        self.buffer = b""

    def getstate(self):
        return (self.buffer, 0)

    def setstate(self, state):
        self.buffer = state[0]


class StreamWriter(Codec):
    """Encodes what is written to a binary stream."""

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors

    def write(self, object):
        data, consumed = self.encode(object, self.errors)
        self.stream.write(data)

    def writelines(self, list):
        self.write("".join(list))

    def reset(self):
        pass

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        if whence == 0 and offset == 0:
            self.reset()

    def __getattr__(self, name, getattr=getattr):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()

    def __reduce_ex__(self, proto):
        raise TypeError("can't serialize %s" % self.__class__.__name__)


class StreamReader(Codec):
    """Decodes what is read from a binary stream."""

    charbuffertype = str

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors
        self.bytebuffer = b""
        self._empty_charbuffer = self.charbuffertype()
        self.charbuffer = self._empty_charbuffer
        self.linebuffer = None

    def decode(self, input, errors="strict"):
        raise NotImplementedError

    def _join_lines(self):
        if self.linebuffer:
            self.charbuffer = self._empty_charbuffer.join(self.linebuffer)
            self.linebuffer = None

    def read(self, size=-1, chars=-1, firstline=False):
        """Reads about size bytes, at most chars characters; all by default.

        With firstline, an error behind the first line is left for the next call.
        """
        self._join_lines()
        if chars < 0:
            chars = size
        while chars < 0 or len(self.charbuffer) < chars:
            new = self.stream.read() if size < 0 else self.stream.read(size)
            data = self.bytebuffer + new
            if not data:
                break
            try:
                text, consumed = self.decode(data, self.errors)
            except UnicodeDecodeError as error:
                if not firstline:
                    raise
                text, consumed = self.decode(data[: error.start], self.errors)
                if len(text.splitlines(keepends=True)) <= 1:
                    raise
            self.bytebuffer = data[consumed:]
            self.charbuffer += text
            if not new or size < 0:
                break
        if chars < 0:
            result, self.charbuffer = self.charbuffer, self._empty_charbuffer
        else:
            result, self.charbuffer = self.charbuffer[:chars], self.charbuffer[chars:]
        return result

    def readline(self, size=None, keepends=True):
        """Reads a line; size says how many bytes to read at once."""
        if self.linebuffer:
            line = self.linebuffer.pop(0)
            if len(self.linebuffer) == 1:
                self.charbuffer = self.linebuffer[0]
                self.linebuffer = None
            return line if keepends else line.splitlines(keepends=False)[0]
        step = size or 72
        line = self._empty_charbuffer
        while True:
            data = self.read(step, firstline=True)
            # A line end may be in two parts.
            if data and isinstance(data, str) and data.endswith("\r") or isinstance(data, bytes) and data.endswith(b"\r"):
                data += self.read(size=1, chars=1)
            line += data
            lines = line.splitlines(keepends=True)
            if len(lines) > 1:
                line = lines.pop(0)
                if len(lines) > 1:
                    lines[-1] += self.charbuffer
                    self.linebuffer = lines
                    self.charbuffer = None
                else:
                    self.charbuffer = lines[0] + self.charbuffer
                break
            if lines and lines[0] != lines[0].splitlines(keepends=False)[0]:
                line = lines[0]
                break
            if not data or size is not None:
                break
            if step < 8000:
                step *= 2
        if line and not keepends:
            line = line.splitlines(keepends=False)[0]
        return line

    def readlines(self, sizehint=None, keepends=True):
        return self.read().splitlines(keepends)

    def reset(self):
        self.bytebuffer = b""
        self.charbuffer = self._empty_charbuffer
        self.linebuffer = None

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reset()

    def __next__(self):
        line = self.readline()
        if line:
            return line
        raise StopIteration

    def __iter__(self):
        return self

    def __getattr__(self, name, getattr=getattr):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()

    def __reduce_ex__(self, proto):
        raise TypeError("can't serialize %s" % self.__class__.__name__)


class StreamReaderWriter:
    """A reader and a writer on one stream."""

    encoding = "unknown"

    def __init__(self, stream, Reader, Writer, errors="strict"):
        self.stream = stream
        self.reader = Reader(stream, errors)
        self.writer = Writer(stream, errors)
        self.errors = errors

    def read(self, size=-1):
        return self.reader.read(size)

    def readline(self, size=None, keepends=True):
        return self.reader.readline(size, keepends)

    def readlines(self, sizehint=None, keepends=True):
        return self.reader.readlines(sizehint, keepends)

    def __next__(self):
        return next(self.reader)

    def __iter__(self):
        return self

    def write(self, data):
        return self.writer.write(data)

    def writelines(self, list):
        return self.writer.writelines(list)

    def reset(self):
        self.reader.reset()
        self.writer.reset()

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reader.reset()
        if whence == 0 and offset == 0:
            self.writer.reset()

    def __getattr__(self, name, getattr=getattr):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()

    def __reduce_ex__(self, proto):
        raise TypeError("can't serialize %s" % self.__class__.__name__)


class StreamRecoder:
    """Shows a stream of one encoding as one of another."""

    data_encoding = "unknown"
    file_encoding = "unknown"

    def __init__(self, stream, encode, decode, Reader, Writer, errors="strict"):
        self.stream = stream
        self.encode = encode
        self.decode = decode
        self.reader = Reader(stream, errors)
        self.writer = Writer(stream, errors)
        self.errors = errors

    def read(self, size=-1):
        return self.encode(self.reader.read(size), self.errors)[0]

    def readline(self, size=None):
        data = self.reader.readline() if size is None else self.reader.readline(size)
        return self.encode(data, self.errors)[0]

    def readlines(self, sizehint=None):
        return self.encode(self.reader.read(), self.errors)[0].splitlines(keepends=True)

    def __next__(self):
        return self.encode(next(self.reader), self.errors)[0]

    def __iter__(self):
        return self

    def write(self, data):
        return self.writer.write(self.decode(data, self.errors)[0])

    def writelines(self, list):
        return self.write(b"".join(list))

    def reset(self):
        self.reader.reset()
        self.writer.reset()

    def seek(self, offset, whence=0):
        self.reader.seek(offset, whence)
        self.writer.seek(offset, whence)

    def __getattr__(self, name, getattr=getattr):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()


# Encodings that are built in.


def _built_in(name):
    """The CodecInfo of the built-in encoding of that name."""
    mark = _codecs.mark(name)
    plain = _codecs.unmarked(name, b"")[0] if mark else name

    def encode(input, errors="strict"):
        return _codecs.encode(input, name, errors)

    def decode(input, errors="strict"):
        return _codecs.decode(input, name, errors, True)

    def chosen(input):
        """The encoding that a byte order mark chooses, and the mark's length."""
        found = _codecs.unmarked(name, input)
        if not found[1] and name != "utf-8-sig" and len(input) >= len(mark):
            raise UnicodeDecodeError(name, input, 0, len(mark), "Stream does not start with BOM")
        return found

    class Encoder(IncrementalEncoder):
        started = False

        def encode(self, input, final=False):
            self.started, first = True, not self.started
            return _codecs.encode(input, name if first else plain, self.errors)[0]

        def reset(self):
            self.started = False

        def getstate(self):
            return 0 if self.started or not mark else 2

        def setstate(self, state):
            self.started = not state

    class Decoder(BufferedIncrementalDecoder):
        chosen = None if mark else name

        def _buffer_decode(self, input, errors, final):
            skipped = 0
            if self.chosen is None:
                if len(input) < len(mark) and not final and (name != "utf-8-sig" or mark.startswith(input)):
                    return ("", 0)
                self.chosen, skipped = chosen(input)
            text, used = _codecs.decode(input[skipped:], self.chosen, errors, final)
            return (text, used + skipped)

        def reset(self):
            BufferedIncrementalDecoder.reset(self)
            self.chosen = None if mark else name

        def getstate(self):
            if not mark or name == "utf-8-sig":
                return (self.buffer, 0 if self.chosen or not mark else 1)
            order = {None: 2, name: 0, plain: 0}.get(self.chosen, 1)
            return (self.buffer, order)

        def setstate(self, state):
            BufferedIncrementalDecoder.setstate(self, state)
            if mark and name == "utf-8-sig":
                self.chosen = None if state[1] else plain
            elif mark:
                self.chosen = {2: None, 0: plain}.get(state[1], plain[:-2] + "be")

    class Writer(StreamWriter):
        started = False

        def encode(self, input, errors="strict"):
            self.started, first = True, not self.started
            return _codecs.encode(input, name if first else plain, errors)

        def reset(self):
            self.started = False

    class Reader(StreamReader):
        chosen = None if mark else name

        def decode(self, input, errors="strict"):
            skipped = 0
            if self.chosen is None:
                if len(input) < len(mark):
                    return ("", 0)
                self.chosen, skipped = chosen(input)
            text, used = _codecs.decode(input[skipped:], self.chosen, errors, False)
            return (text, used + skipped)

        def reset(self):
            StreamReader.reset(self)
            self.chosen = None if mark else name

    for made, shown in ((Encoder, "IncrementalEncoder"), (Decoder, "IncrementalDecoder"), (Writer, "StreamWriter"), (Reader, "StreamReader")):
        made.__name__ = made.__qualname__ = shown
        made.__module__ = "encodings." + name.replace("-", "_")
    return CodecInfo(encode, decode, Reader, Writer, Encoder, Decoder, name)


# The registry.

_search_functions = []
_found = {}


def _normalized(name):
    """The name as search functions get it."""
    return name.lower().replace(" ", "_").replace("-", "_")


def register(search_function, /):
    """Register a function that gives the CodecInfo of an encoding's name, or None."""
    if not callable(search_function):
        raise TypeError("argument must be callable")
    _search_functions.append(search_function)


def unregister(search_function, /):
    """Forget a registered search function, and what was found so far."""
    if search_function in _search_functions:
        _search_functions.remove(search_function)
        _found.clear()


def lookup(encoding, /):
    """The CodecInfo of an encoding."""
    if not isinstance(encoding, str):
        raise TypeError(f"lookup() argument must be str, not {type(encoding).__name__ if encoding is not None else 'None'}")
    if "\0" in encoding:
        raise ValueError("embedded null character")
    key = _normalized(encoding)
    info = _found.get(key)
    if info is not None:
        return info
    built_in = _codecs.find(encoding)
    if built_in is not None:
        info = _found.get(built_in) or _built_in(built_in)
        _found[built_in] = info
    else:
        import _codecs_extra

        info = _codecs_extra.search(key)
    if info is None:
        for search in _search_functions:
            info = search(key)
            if info is None:
                continue
            if not isinstance(info, tuple) or len(info) != 4:
                raise TypeError("codec search functions must return 4-tuples")
            break
        else:
            raise LookupError("unknown encoding: " + encoding)
    _found[key] = info
    return info


def encode(obj, encoding="utf-8", errors="strict"):
    """Encodes with whatever codec: the result need not be bytes."""
    encoder = lookup(encoding)[0]
    try:
        result = encoder(obj, errors)
    except Exception as error:
        error.add_note(f"encoding with '{encoding}' codec failed")
        raise
    if not isinstance(result, tuple) or len(result) != 2:
        raise TypeError("encoder must return a tuple (object, integer)")
    return result[0]


def decode(obj, encoding="utf-8", errors="strict"):
    """Decodes with whatever codec: the result need not be text."""
    decoder = lookup(encoding)[1]
    try:
        result = decoder(obj, errors)
    except Exception as error:
        error.add_note(f"decoding with '{encoding}' codec failed")
        raise
    if not isinstance(result, tuple) or len(result) != 2:
        raise TypeError("decoder must return a tuple (object,integer)")
    return result[0]


def getencoder(encoding):
    return lookup(encoding).encode


def getdecoder(encoding):
    return lookup(encoding).decode


def getincrementalencoder(encoding):
    encoder = lookup(encoding).incrementalencoder
    if encoder is None:
        raise LookupError(encoding)
    return encoder


def getincrementaldecoder(encoding):
    decoder = lookup(encoding).incrementaldecoder
    if decoder is None:
        raise LookupError(encoding)
    return decoder


def getreader(encoding):
    return lookup(encoding).streamreader


def getwriter(encoding):
    return lookup(encoding).streamwriter


def iterencode(iterator, encoding, errors="strict", **kwargs):
    """Encodes the strings of an iterable one after the other."""
    encoder = getincrementalencoder(encoding)(errors, **kwargs)
    for piece in iterator:
        output = encoder.encode(piece)
        if output:
            yield output
    output = encoder.encode("", True)
    if output:
        yield output


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    """Decodes the bytes of an iterable one after the other."""
    decoder = getincrementaldecoder(encoding)(errors, **kwargs)
    for piece in iterator:
        output = decoder.decode(piece)
        if output:
            yield output
    output = decoder.decode(b"", True)
    if output:
        yield output


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    """Opens a file, with a reader and writer of an encoding around it if one is given."""
    if encoding is not None and "b" not in mode:
        mode += "b"
    file = builtins.open(filename, mode, buffering)
    if encoding is None:
        return file
    try:
        info = lookup(encoding)
        both = StreamReaderWriter(file, info.streamreader, info.streamwriter, errors)
        both.encoding = encoding
        return both
    except:
        file.close()
        raise


def EncodedFile(file, data_encoding, file_encoding=None, errors="strict"):
    """Shows a file of one encoding as one of another."""
    if file_encoding is None:
        file_encoding = data_encoding
    data = lookup(data_encoding)
    of_file = lookup(file_encoding)
    both = StreamRecoder(file, data.encode, data.decode, of_file.streamreader, of_file.streamwriter, errors)
    both.data_encoding = data_encoding
    both.file_encoding = file_encoding
    return both


# Error handlers.


def register_error(errors, handler, /):
    """Register a function as an error handler: it gets the error and gives a
    replacement and the position to go on at."""
    if not isinstance(errors, str):
        raise TypeError(f"register_error() argument 1 must be str, not {type(errors).__name__}")
    if not callable(handler):
        raise TypeError("handler must be callable")
    _codecs.error_handlers()[errors] = handler


def lookup_error(name, /):
    """The error handler of that name."""
    if not isinstance(name, str):
        raise TypeError(f"lookup_error() argument must be str, not {type(name).__name__}")
    handler = _codecs.error_handlers().get(name) or _handlers.get(name)
    if handler is None:
        raise LookupError(f"unknown error handler name '{name}'")
    return handler


def _unhandled(error):
    if isinstance(error, BaseException):
        raise TypeError(f"don't know how to handle {type(error).__name__} in error callback")
    raise TypeError("codec must pass exception instance")


def _failed(error):
    """What could not be converted, and where to go on."""
    return (error.object[error.start : error.end], error.end)


def strict_errors(error, /):
    """Raises the error."""
    if not isinstance(error, BaseException):
        raise TypeError("codec must pass exception instance")
    raise error


def ignore_errors(error, /):
    """Leaves out what can't be converted."""
    if not isinstance(error, (UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError)):
        _unhandled(error)
    return ("", error.end)


def replace_errors(error, /):
    """Writes question marks, or U+FFFD."""
    if isinstance(error, UnicodeDecodeError):
        return ("\ufffd", error.end)
    if isinstance(error, UnicodeEncodeError):
        return ("?" * (error.end - error.start), error.end)
    if isinstance(error, UnicodeTranslateError):
        return ("\ufffd" * (error.end - error.start), error.end)
    _unhandled(error)


def xmlcharrefreplace_errors(error, /):
    """Writes character references."""
    if not isinstance(error, UnicodeEncodeError):
        _unhandled(error)
    text, end = _failed(error)
    return ("".join(f"&#{ord(c)};" for c in text), end)


def _escaped(code):
    if code < 0x100:
        return f"\\x{code:02x}"
    if code < 0x10000:
        return f"\\u{code:04x}"
    return f"\\U{code:08x}"


def backslashreplace_errors(error, /):
    """Writes escapes."""
    if not isinstance(error, (UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError)):
        _unhandled(error)
    failed, end = _failed(error)
    return ("".join(_escaped(c if isinstance(c, int) else ord(c)) for c in failed), end)


def namereplace_errors(error, /):
    r"""Writes \N{...} escapes."""
    if not isinstance(error, UnicodeEncodeError):
        _unhandled(error)
    text, end = _failed(error)
    names = [(c, _codecs.name(c)) for c in text]
    return ("".join(f"\\N{{{name}}}" if name else _escaped(ord(c)) for c, name in names), end)


def _surrogateescape(error, /):
    """Keeps bytes that can't be decoded as lone surrogates, and gives them back."""
    if isinstance(error, UnicodeEncodeError):
        text, end = _failed(error)
        codes = [ord(c) - 0xDC00 for c in text]
        if not all(0x80 <= code < 0x100 for code in codes):
            raise error
        return (bytes(codes), end)
    if isinstance(error, UnicodeDecodeError):
        kept = []
        for byte in error.object[error.start : min(error.end, error.start + 4)]:
            if byte < 0x80:
                break
            kept.append(chr(0xDC00 + byte))
        if not kept:
            raise error
        return ("".join(kept), error.start + len(kept))
    _unhandled(error)


def _surrogatepass(error, /):
    """Lets the UTF encodings convert surrogates."""
    if not isinstance(error, (UnicodeEncodeError, UnicodeDecodeError)):
        _unhandled(error)
    name = _codecs.find(error.encoding) or ""
    if not name.startswith(("utf-8", "utf-16", "utf-32")):
        raise error
    if isinstance(error, UnicodeEncodeError):
        text, end = _failed(error)
        if not all("\ud800" <= c <= "\udfff" for c in text):
            raise error
        plain = _codecs.unmarked(name, b"")[0]
        return (_codecs.encode(text, plain, "surrogatepass")[0], end)
    width = {"utf-8": 3, "utf-1": 2, "utf-3": 4}[name[:5]]
    piece = error.object[error.start : error.start + width]
    try:
        text = _codecs.decode(piece, _codecs.unmarked(name, b"")[0], "surrogatepass")[0]
    except UnicodeDecodeError:
        raise error from None
    return (text, error.start + width)


_handlers = {
    "strict": strict_errors,
    "ignore": ignore_errors,
    "replace": replace_errors,
    "xmlcharrefreplace": xmlcharrefreplace_errors,
    "backslashreplace": backslashreplace_errors,
    "namereplace": namereplace_errors,
    "surrogateescape": _surrogateescape,
    "surrogatepass": _surrogatepass,
}


# Functions of single encodings.


def _pair(prefix, name, final=False):
    def encode(str, errors=None, /):
        return _codecs.encode(str, name, errors or "strict")

    if final:

        def decode(data, errors=None, final=False, /):
            return _codecs.decode(data, name, errors or "strict", final)

    else:

        def decode(data, errors=None, /):
            return _codecs.decode(data, name, errors or "strict", True)

    encode.__name__ = encode.__qualname__ = prefix + "_encode"
    decode.__name__ = decode.__qualname__ = prefix + "_decode"
    return encode, decode


ascii_encode, ascii_decode = _pair("ascii", "ascii")
latin_1_encode, latin_1_decode = _pair("latin_1", "latin-1")
utf_7_encode, utf_7_decode = _pair("utf_7", "utf-7", True)
utf_8_encode, utf_8_decode = _pair("utf_8", "utf-8", True)
utf_16_encode, utf_16_decode = _pair("utf_16", "utf-16", True)
utf_16_le_encode, utf_16_le_decode = _pair("utf_16_le", "utf-16-le", True)
utf_16_be_encode, utf_16_be_decode = _pair("utf_16_be", "utf-16-be", True)
utf_32_encode, utf_32_decode = _pair("utf_32", "utf-32", True)
utf_32_le_encode, utf_32_le_decode = _pair("utf_32_le", "utf-32-le", True)
utf_32_be_encode, utf_32_be_decode = _pair("utf_32_be", "utf-32-be", True)
unicode_escape_encode, _ = _pair("unicode_escape", "unicode_escape")
raw_unicode_escape_encode, _ = _pair("raw_unicode_escape", "raw_unicode_escape")


def unicode_escape_decode(data, errors=None, final=True, /):
    return _codecs.decode(data, "unicode_escape", errors or "strict", final)


def raw_unicode_escape_decode(data, errors=None, final=True, /):
    return _codecs.decode(data, "raw_unicode_escape", errors or "strict", final)


def escape_encode(data, errors=None, /):
    """Bytes as a literal writes them."""
    if not isinstance(data, bytes):
        raise TypeError(f"escape_encode() argument 1 must be bytes, not {type(data).__name__}")
    return ("".join(_byte_escaped(byte) for byte in data).encode("ascii"), len(data))


def _byte_escaped(byte):
    if byte in (0x27, 0x5C):
        return "\\" + chr(byte)
    if byte in (9, 10, 13):
        return {9: "\\t", 10: "\\n", 13: "\\r"}[byte]
    return chr(byte) if 32 <= byte < 127 else f"\\x{byte:02x}"


def escape_decode(data, errors=None, /):
    """The bytes that a literal with these contents means."""
    if isinstance(data, str):
        data = data.encode()
    out = bytearray()
    at, end = 0, len(data)
    simple = {0x5C: 0x5C, 0x27: 0x27, 0x22: 0x22, 0x61: 7, 0x62: 8, 0x66: 12, 0x6E: 10, 0x72: 13, 0x74: 9, 0x76: 11}
    while at < end:
        byte = data[at]
        at += 1
        if byte != 0x5C:
            out.append(byte)
            continue
        if at == end:
            raise ValueError("Trailing \\ in string")
        letter = data[at]
        at += 1
        if letter in simple:
            out.append(simple[letter])
        elif letter == 10:
            pass
        elif 0x30 <= letter < 0x38:
            first = at - 1
            while at < end and at < first + 3 and 0x30 <= data[at] < 0x38:
                at += 1
            out.append(int(bytes(data[first:at]), 8) & 0xFF)
        elif letter == 0x78:
            try:
                digits = bytes(data[at : at + 2]).decode("ascii")
                if len(digits) < 2 or not digits.isalnum():
                    raise ValueError
                out.append(int(digits, 16))
                at += 2
            except ValueError:
                if errors in (None, "strict"):
                    raise ValueError(f"invalid \\x escape at position {at - 2}") from None
                if errors == "replace":
                    out.append(0x3F)
                elif errors != "ignore":
                    raise ValueError(f"decoding error; unknown error handling code: {errors}") from None
                if at < end and chr(data[at]) in "0123456789abcdefABCDEF":
                    at += 1
        else:
            out += bytes((0x5C, letter))
    return (bytes(out), end)


def charmap_encode(str, errors=None, mapping=None, /):
    """Encodes with a mapping of code points to bytes."""
    import _codecs_extra

    return _codecs_extra.charmap_encode(str, errors or "strict", mapping)


def charmap_decode(data, errors=None, mapping=None, /):
    """Decodes with a mapping of bytes to characters."""
    import _codecs_extra

    return _codecs_extra.charmap_decode(data, errors or "strict", mapping)


def charmap_build(map, /):
    """The mapping for charmap_encode that belongs to a decoding table."""
    return {ord(c): byte for byte, c in enumerate(map) if c != "\ufffe"}


def make_identity_dict(rng):
    return {i: i for i in rng}


def make_encoding_map(decoding_map):
    """The reverse of a mapping; None for what several bytes stand for."""
    reverse = {}
    for byte, code in decoding_map.items():
        reverse[code] = None if code in reverse else byte
    return reverse
