//! [`Text`]: builds strings in charged memory.
//!
//! Like `String`, but every append says when memory runs out, and the content is WTF-8 (Python
//! strings may hold lone surrogates). It counts code points and knows whether all are ASCII, which is
//! what a string object needs to know.

use super::buf::Buf;
use super::heap::{Heap, OutOfMemory};
use std::fmt;

/// See the module doc. Borrows the heap that its memory is charged to.
pub struct Text<'h> {
    heap: &'h Heap,
    buf: Buf<u8>,
    chars: usize,
}

impl<'h> Text<'h> {
    pub fn new(heap: &'h Heap) -> Text<'h> {
        Text {
            heap,
            buf: Buf::new(),
            chars: 0,
        }
    }

    pub fn with_capacity(heap: &'h Heap, bytes: usize) -> Result<Text<'h>, OutOfMemory> {
        Ok(Text {
            heap,
            buf: Buf::with_capacity(heap, bytes)?,
            chars: 0,
        })
    }

    pub fn push_str(&mut self, s: &str) -> Result<(), OutOfMemory> {
        self.push_wtf8(s.as_bytes())
    }

    /// Appends text that is WTF-8.
    pub fn push_wtf8(&mut self, s: &[u8]) -> Result<(), OutOfMemory> {
        self.buf.extend_from_slice(self.heap, s)?;
        self.chars += count_chars(s);
        Ok(())
    }

    pub fn push_char(&mut self, c: char) -> Result<(), OutOfMemory> {
        self.push_code_point(c as u32)
    }

    /// Appends a code point, surrogates included. What is beyond U+10FFFF becomes U+FFFD.
    #[inline]
    pub fn push_code_point(&mut self, c: u32) -> Result<(), OutOfMemory> {
        let mut bytes = [0; 4];
        let n = encode_wtf8(c, &mut bytes);
        self.buf.extend_from_slice(self.heap, &bytes[..n])?;
        self.chars += 1;
        Ok(())
    }

    /// Appends an ASCII character.
    #[inline]
    pub fn push_ascii(&mut self, c: u8) -> Result<(), OutOfMemory> {
        debug_assert!(c.is_ascii());
        self.buf.push(self.heap, c)?;
        self.chars += 1;
        Ok(())
    }

    /// Appends `n` copies of a code point.
    pub fn push_repeated(&mut self, c: u32, n: usize) -> Result<(), OutOfMemory> {
        let mut bytes = [0; 4];
        let len = encode_wtf8(c, &mut bytes);
        self.buf
            .reserve(self.heap, n.checked_mul(len).ok_or(OutOfMemory)?)?;
        for _ in 0..n {
            self.buf.extend_from_slice(self.heap, &bytes[..len])?;
        }
        self.chars += n;
        Ok(())
    }

    /// Appends formatted text.
    pub fn push_fmt(&mut self, args: fmt::Arguments<'_>) -> Result<(), OutOfMemory> {
        // The only error that this writer makes is memory running out; a Display that fails by
        // itself is treated alike, there being no other way on.
        fmt::Write::write_fmt(self, args).map_err(|_| OutOfMemory)
    }

    /// Bytes of WTF-8.
    pub fn as_bytes(&self) -> &[u8] {
        &self.buf
    }

    /// The text, unless it holds surrogates.
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(&self.buf).ok()
    }

    pub fn byte_len(&self) -> usize {
        self.buf.len()
    }

    pub fn is_empty(&self) -> bool {
        self.buf.is_empty()
    }

    /// Number of code points.
    pub fn char_len(&self) -> usize {
        self.chars
    }

    pub fn is_ascii(&self) -> bool {
        // Only ASCII takes one byte a code point.
        self.chars == self.buf.len()
    }

    pub fn heap(&self) -> &'h Heap {
        self.heap
    }

    /// Removes everything from byte `len` on, which must be a character's start.
    pub fn truncate(&mut self, len: usize) {
        if len < self.buf.len() {
            self.chars -= count_chars(&self.buf[len..]);
            self.buf.truncate(len);
        }
    }

    pub fn clear(&mut self) {
        self.truncate(0);
    }

    /// The bytes, for a string object.
    pub fn into_buf(self) -> Buf<u8> {
        self.buf
    }
}

impl fmt::Write for Text<'_> {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        self.push_str(s).map_err(|_| fmt::Error)
    }
}

/// Code points in WTF-8 text: bytes that don't continue one.
pub fn count_chars(s: &[u8]) -> usize {
    s.iter().filter(|&&b| (b as i8) >= -0x40).count()
}

/// Encodes a code point, surrogates included; returns the number of bytes.
pub fn encode_wtf8(c: u32, out: &mut [u8; 4]) -> usize {
    let c = if c > 0x10FFFF { 0xFFFD } else { c };
    let tail = |shift: u32| 0x80 | (c >> shift & 0x3F) as u8;
    match c {
        0..0x80 => {
            out[0] = c as u8;
            1
        }
        0x80..0x800 => {
            out[..2].copy_from_slice(&[0xC0 | (c >> 6) as u8, tail(0)]);
            2
        }
        0x800..0x1_0000 => {
            out[..3].copy_from_slice(&[0xE0 | (c >> 12) as u8, tail(6), tail(0)]);
            3
        }
        _ => {
            *out = [0xF0 | (c >> 18) as u8, tail(12), tail(6), tail(0)];
            4
        }
    }
}
