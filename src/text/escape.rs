//! `repr` of str and bytes, and `ascii`.

use super::sink::{Full, Sink};
use super::{unicode, wtf8};

const HEX: &[u8; 16] = b"0123456789abcdef";

/// Writes `\xhh`, `\uhhhh` or `\Uhhhhhhhh`, whichever is the shortest.
pub fn push_code_escape<S: Sink>(code: u32, out: &mut S) -> Result<(), Full> {
    let (letter, digits) = match code {
        0..0x100 => (b'x', 2),
        0x100..0x1_0000 => (b'u', 4),
        _ => (b'U', 8),
    };
    let mut piece = [b'\\', letter, 0, 0, 0, 0, 0, 0, 0, 0];
    for (place, digit) in piece[2..2 + digits].iter_mut().rev().enumerate() {
        *digit = HEX[(code >> (4 * place) & 0xf) as usize];
    }
    out.push_bytes(&piece[..2 + digits])
}

/// Single quotes, unless there is one inside and no double quote.
fn quote_for(bytes: &[u8]) -> u8 {
    let single = memchr::memchr(b'\'', bytes).is_some();
    if single && memchr::memchr(b'"', bytes).is_none() {
        b'"'
    } else {
        b'\''
    }
}

/// Which characters beyond ASCII `repr` escapes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beyond {
    Unprintable,
    All,
}

/// The escape of an ASCII character, where it has one.
fn push_ascii_escape<S: Sink>(byte: u8, quote: u8, out: &mut S) -> Result<(), Full> {
    match byte {
        b'\\' => out.push_bytes(b"\\\\"),
        b'\n' => out.push_bytes(b"\\n"),
        b'\r' => out.push_bytes(b"\\r"),
        b'\t' => out.push_bytes(b"\\t"),
        _ if byte == quote => out.push_bytes(&[b'\\', quote]),
        _ => push_code_escape(u32::from(byte), out),
    }
}

fn is_plain(byte: u8, quote: u8) -> bool {
    (0x20..0x7f).contains(&byte) && byte != b'\\' && byte != quote
}

/// `repr` of a str.
pub fn str_repr<S: Sink>(text: &[u8], out: &mut S) -> Result<(), Full> {
    quoted(text, Beyond::Unprintable, out)
}

/// `ascii` of a str.
pub fn str_ascii<S: Sink>(text: &[u8], out: &mut S) -> Result<(), Full> {
    quoted(text, Beyond::All, out)
}

fn quoted<S: Sink>(text: &[u8], beyond: Beyond, out: &mut S) -> Result<(), Full> {
    let quote = quote_for(text);
    out.push_bytes(&[quote])?;
    let mut rest = text;
    loop {
        let plain = rest
            .iter()
            .take_while(|&&byte| is_plain(byte, quote))
            .count();
        out.push_bytes(&rest[..plain])?;
        rest = &rest[plain..];
        let Some((code, width)) = wtf8::first(rest) else {
            break;
        };
        if code < 0x80 {
            push_ascii_escape(code as u8, quote, out)?;
        } else if beyond == Beyond::Unprintable && unicode::is_printable(code) {
            out.push_bytes(&rest[..width])?;
        } else {
            push_code_escape(code, out)?;
        }
        rest = &rest[width..];
    }
    out.push_bytes(&[quote])
}

/// `ascii` of any object: its `repr` with what is beyond ASCII escaped.
pub fn escape_beyond_ascii<S: Sink>(text: &[u8], out: &mut S) -> Result<(), Full> {
    wtf8::code_points(text).try_for_each(|code| match code {
        0..0x80 => out.push_bytes(&[code as u8]),
        _ => push_code_escape(code, out),
    })
}

/// `repr` of bytes.
pub fn bytes_repr<S: Sink>(bytes: &[u8], out: &mut S) -> Result<(), Full> {
    let quote = quote_for(bytes);
    out.push_bytes(&[b'b', quote])?;
    let mut rest = bytes;
    loop {
        let plain = rest
            .iter()
            .take_while(|&&byte| is_plain(byte, quote))
            .count();
        out.push_bytes(&rest[..plain])?;
        let Some((&byte, after)) = rest[plain..].split_first() else {
            break;
        };
        push_ascii_escape(byte, quote, out)?;
        rest = after;
    }
    out.push_bytes(&[quote])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(write: fn(&[u8], &mut Vec<u8>) -> Result<(), Full>, text: &[u8]) -> String {
        let mut out = Vec::new();
        write(text, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// Recorded from CPython 3.13.
    #[test]
    fn as_cpython_shows_them() {
        assert_eq!(
            shown(str_repr, b"it's \"x\"\n\x7f\\"),
            r#"'it\'s "x"\n\x7f\\'"#
        );
        assert_eq!(shown(str_repr, b"it's"), r#""it's""#);
        let mixed = "\u{e9}\u{a0}\u{378}\u{1f40d}\u{10ffff}".as_bytes();
        assert_eq!(
            shown(str_repr, mixed),
            "'\u{e9}\\xa0\\u0378\u{1f40d}\\U0010ffff'"
        );
        assert_eq!(
            shown(str_ascii, mixed),
            r"'\xe9\xa0\u0378\U0001f40d\U0010ffff'"
        );
        assert_eq!(shown(str_repr, b"\xed\xb2\x80"), r"'\udc80'");
        assert_eq!(shown(bytes_repr, b"a'\"\0\xff\t"), r#"b'a\'"\x00\xff\t'"#);
        assert_eq!(shown(escape_beyond_ascii, "<\u{e9}>".as_bytes()), r"<\xe9>");
    }
}
