//! Formats: `"<2hI"` read into items.

use crate::memory::buf::Buf;
use crate::memory::heap::Heap;
use crate::memory::heap::OutOfMemory;
use crate::num::packed::Number;

/// What one character of a format stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Pad,
    Char,
    /// One value, of as many bytes as the repeat count says.
    Text,
    /// As `Text`; the first byte is the length.
    Pascal,
    Bool,
    Pointer,
    Number(Number),
}

/// One character of a format with its repeat count.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    pub form: Form,
    /// The character, for messages.
    pub code: u8,
    /// Bytes of one value.
    pub size: usize,
    /// How many values stand one after the other.
    pub count: usize,
    /// Where the first stands.
    pub offset: usize,
}

/// A format that has been read.
pub struct Layout {
    pub items: Buf<Item>,
    pub size: usize,
    /// How many values it takes: pads take none.
    pub values: usize,
    pub big_endian: bool,
    /// C's sizes and checks (`@`, or no prefix).
    pub native: bool,
}

/// Why a format is refused.
pub enum Wrong {
    Message(&'static str),
    Memory(OutOfMemory),
}

impl From<OutOfMemory> for Wrong {
    fn from(e: OutOfMemory) -> Wrong {
        Wrong::Memory(e)
    }
}

/// Form, size and alignment of a character. Native sizes are those of 64-bit systems.
pub fn form(code: u8, native: bool) -> Option<(Form, usize)> {
    let number = match code {
        b'x' => return Some((Form::Pad, 1)),
        b'c' => return Some((Form::Char, 1)),
        b's' => return Some((Form::Text, 1)),
        b'p' => return Some((Form::Pascal, 1)),
        b'?' => return Some((Form::Bool, 1)),
        b'P' if native => return Some((Form::Pointer, 8)),
        b'b' => Number::I8,
        b'B' => Number::U8,
        b'h' => Number::I16,
        b'H' => Number::U16,
        b'i' => Number::I32,
        b'I' => Number::U32,
        b'l' if native => Number::I64,
        b'L' if native => Number::U64,
        b'l' => Number::I32,
        b'L' => Number::U32,
        b'q' => Number::I64,
        b'Q' => Number::U64,
        b'n' if native => Number::I64,
        b'N' if native => Number::U64,
        b'e' => Number::F16,
        b'f' => Number::F32,
        b'd' => Number::F64,
        _ => return None,
    };
    Some((Form::Number(number), number.size()))
}

const TOO_LONG: Wrong = Wrong::Message("total struct size too long");

impl Layout {
    /// Reads a format.
    pub fn parse(heap: &Heap, format: &[u8]) -> Result<Layout, Wrong> {
        if format.contains(&0) {
            return Err(Wrong::Message("embedded null character"));
        }
        let native_big = cfg!(target_endian = "big");
        let (big_endian, native, rest) = match format.split_first() {
            Some((b'@', rest)) => (native_big, true, rest),
            Some((b'=', rest)) => (native_big, false, rest),
            Some((b'<', rest)) => (false, false, rest),
            Some((b'>' | b'!', rest)) => (true, false, rest),
            _ => (native_big, true, format),
        };
        let mut layout = Layout {
            items: Buf::new(),
            size: 0,
            values: 0,
            big_endian,
            native,
        };
        let mut rest = rest.iter().copied().peekable();
        while let Some(c) = rest.next() {
            if c.is_ascii_whitespace() || c == 0x0b {
                continue;
            }
            let mut code = c;
            let mut count = 1usize;
            if c.is_ascii_digit() {
                count = (c - b'0') as usize;
                loop {
                    let Some(next) = rest.next() else {
                        return Err(Wrong::Message(
                            "repeat count given without format specifier",
                        ));
                    };
                    if !next.is_ascii_digit() {
                        code = next;
                        break;
                    }
                    count = count
                        .checked_mul(10)
                        .and_then(|n| n.checked_add((next - b'0') as usize))
                        .filter(|n| *n <= i64::MAX as usize)
                        .ok_or(TOO_LONG)?;
                }
            }
            let (form, size) =
                form(code, native).ok_or(Wrong::Message("bad char in struct format"))?;
            layout.add(heap, form, code, size, count)?;
        }
        Ok(layout)
    }

    fn add(
        &mut self,
        heap: &Heap,
        form: Form,
        code: u8,
        size: usize,
        count: usize,
    ) -> Result<(), Wrong> {
        // Native items start at multiples of their size.
        let offset = if self.native {
            self.size.checked_next_multiple_of(size).ok_or(TOO_LONG)?
        } else {
            self.size
        };
        let bytes = size.checked_mul(count).ok_or(TOO_LONG)?;
        self.size = offset
            .checked_add(bytes)
            .filter(|n| *n <= i64::MAX as usize)
            .ok_or(TOO_LONG)?;
        let (size, count) = match form {
            Form::Pad => return Ok(()),
            Form::Text | Form::Pascal => (count, 1),
            _ => (size, count),
        };
        self.values = self.values.saturating_add(count);
        if count > 0 {
            let item = Item {
                form,
                code,
                size,
                count,
                offset,
            };
            self.items.push(heap, item)?;
        }
        Ok(())
    }
}
