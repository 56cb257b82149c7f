//! Quoted-printable (RFC 1521) and uuencoded lines.

use crate::memory::buf::Buf;
use crate::memory::heap::{Heap, OutOfMemory};

/// Longest line of quoted-printable, with the `=` of a soft line end.
const LINE: usize = 76;

/// What `b2a_qp` is asked for.
#[derive(Clone, Copy)]
pub struct Options {
    pub quote_tabs: bool,
    pub text: bool,
    pub header: bool,
}

fn push_escape(heap: &Heap, byte: u8, out: &mut Buf<u8>) -> Result<(), OutOfMemory> {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    out.extend_from_slice(
        heap,
        &[b'=', HEX[(byte >> 4) as usize], HEX[(byte & 15) as usize]],
    )
}

/// Encodes as quoted-printable. Line ends are those of the first line.
pub fn encode(heap: &Heap, bytes: &[u8], options: Options) -> Result<Buf<u8>, OutOfMemory> {
    let crlf = match memchr::memchr(b'\n', bytes) {
        Some(at) => at > 0 && bytes[at - 1] == b'\r',
        None => false,
    };
    let line_end: &[u8] = if crlf { b"\r\n" } else { b"\n" };
    let mut out = Buf::new();
    let mut length = 0;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1).copied();
        let escaped = match byte {
            127.. | b'=' => true,
            b'_' => options.header,
            b'.' => length == 0 && matches!(next, None | Some(b'\n' | b'\r' | 0)),
            b'\r' | b'\n' => !options.text,
            b' ' | b'\t' => next.is_none() || options.quote_tabs,
            _ => byte < b' ',
        };
        if escaped {
            if length + 3 >= LINE {
                out.push(heap, b'=')?;
                out.extend_from_slice(heap, line_end)?;
                length = 0;
            }
            push_escape(heap, byte, &mut out)?;
            length += 3;
            at += 1;
            continue;
        }
        if options.text && (byte == b'\n' || byte == b'\r' && next == Some(b'\n')) {
            length = 0;
            // White space at the end of a line would get lost.
            if let Some(&last @ (b' ' | b'\t')) = out.last() {
                out.pop();
                push_escape(heap, last, &mut out)?;
            }
            out.extend_from_slice(heap, line_end)?;
            at += if byte == b'\r' { 2 } else { 1 };
            continue;
        }
        if next.is_some_and(|n| n != b'\n') && length + 1 >= LINE {
            out.push(heap, b'=')?;
            out.extend_from_slice(heap, line_end)?;
            length = 0;
        }
        length += 1;
        let shown = if options.header && byte == b' ' {
            b'_'
        } else {
            byte
        };
        out.push(heap, shown)?;
        at += 1;
    }
    Ok(out)
}

fn hex(byte: Option<&u8>) -> Option<u8> {
    char::from(*byte?).to_digit(16).map(|d| d as u8)
}

/// Decodes quoted-printable. What is no escape stays as it is.
pub fn decode(heap: &Heap, bytes: &[u8], header: bool) -> Result<Buf<u8>, OutOfMemory> {
    let mut out = Buf::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        if byte != b'=' {
            let shown = if header && byte == b'_' { b' ' } else { byte };
            out.push(heap, shown)?;
            continue;
        }
        match bytes.get(at) {
            None => {}
            Some(b'\n' | b'\r') => {
                let rest = &bytes[at..];
                at += memchr::memchr(b'\n', rest).map_or(rest.len(), |n| n + 1);
            }
            Some(b'=') => {
                out.push(heap, b'=')?;
                at += 1;
            }
            high => match (hex(high), hex(bytes.get(at + 1))) {
                (Some(high), Some(low)) => {
                    out.push(heap, high << 4 | low)?;
                    at += 2;
                }
                _ => out.push(heap, b'=')?,
            },
        }
    }
    Ok(out)
}

/// One uuencoded line of at most 45 bytes.
pub fn uu_encode(heap: &Heap, bytes: &[u8], backtick: bool) -> Result<Buf<u8>, OutOfMemory> {
    let shown = |value: u32| match value as u8 {
        0 if backtick => b'`',
        value => value + b' ',
    };
    let mut out = Buf::new();
    out.push(heap, shown(bytes.len() as u32))?;
    for group in bytes.chunks(3) {
        let byte = |i: usize| u32::from(group.get(i).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for shift in [18, 12, 6, 0] {
            out.push(heap, shown(bits >> shift & 63))?;
        }
    }
    out.push(heap, b'\n')?;
    Ok(out)
}

/// Why a line is not uuencoded.
pub enum Wrong {
    Message(&'static str),
    Memory(OutOfMemory),
}

impl From<OutOfMemory> for Wrong {
    fn from(e: OutOfMemory) -> Wrong {
        Wrong::Memory(e)
    }
}

/// Decodes one uuencoded line. Trailing spaces may be missing.
pub fn uu_decode(heap: &Heap, line: &[u8]) -> Result<Buf<u8>, Wrong> {
    let (first, rest) = line.split_first().unwrap_or((&0, &[]));
    let length = usize::from(first.wrapping_sub(b' ') & 63);
    let mut out = Buf::with_capacity(heap, length)?;
    let (mut bits, mut count) = (0u32, 0);
    let mut at = 0;
    while out.len() < length {
        let value = match rest.get(at) {
            None | Some(b'\n' | b'\r') => 0,
            Some(b @ b' '..=b'`') => (b - b' ') & 63,
            Some(_) => return Err(Wrong::Message("Illegal char")),
        };
        at += 1;
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(heap, (bits >> count) as u8)?;
            bits &= (1 << count) - 1;
        }
    }
    let trailing = rest.get(at..).unwrap_or_default();
    match trailing
        .iter()
        .all(|b| matches!(b, b' ' | b'`' | b'\n' | b'\r'))
    {
        true => Ok(out),
        false => Err(Wrong::Message("Trailing garbage")),
    }
}
