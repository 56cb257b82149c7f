//! Code points in generalized UTF-8: decode, encode, count, index, slice.
//!
//! The encoding is described in the module above. Offsets are in bytes,
//! indices and counts in code points; names say which.

use super::sink::{Full, Sink};

/// The bytes of a code point and how many of the four count.
pub fn encode(code: u32) -> ([u8; 4], usize) {
    let tail = |shift: u32| 0x80 | (code >> shift & 0x3f) as u8;
    match code {
        0..0x80 => ([code as u8, 0, 0, 0], 1),
        0x80..0x800 => ([0xc0 | (code >> 6) as u8, tail(0), 0, 0], 2),
        0x800..0x1_0000 => ([0xe0 | (code >> 12) as u8, tail(6), tail(0), 0], 3),
        _ => (
            [0xf0 | (code >> 18 & 7) as u8, tail(12), tail(6), tail(0)],
            4,
        ),
    }
}

/// How many bytes `encode` gives.
pub fn encoded_len(code: u32) -> usize {
    1 + usize::from(code >= 0x80) + usize::from(code >= 0x800) + usize::from(code >= 0x1_0000)
}

/// How many bytes the character takes that starts with this byte.
pub fn width(first: u8) -> usize {
    match first {
        0..0xc0 => 1,
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}

fn is_tail(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// The first code point and its width in bytes.
pub fn first(bytes: &[u8]) -> Option<(u32, usize)> {
    let tail = |at: usize| u32::from(bytes.get(at).copied().unwrap_or_default() & 0x3f);
    let lead = u32::from(*bytes.first()?);
    let decoded = match lead {
        0..0xc0 => (lead, 1),
        0xc0..0xe0 => ((lead & 0x1f) << 6 | tail(1), 2),
        0xe0..0xf0 => ((lead & 0xf) << 12 | tail(1) << 6 | tail(2), 3),
        _ => ((lead & 7) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4),
    };
    Some((decoded.0, decoded.1.min(bytes.len())))
}

/// The last code point and its width in bytes.
pub fn last(bytes: &[u8]) -> Option<(u32, usize)> {
    let tails = bytes
        .iter()
        .rev()
        .take_while(|&&byte| is_tail(byte))
        .count();
    let start = bytes.len().saturating_sub(tails.min(3) + 1);
    let (code, width) = first(bytes.get(start..)?)?;
    Some((code, width))
}

/// How many code points there are.
pub fn count(bytes: &[u8]) -> usize {
    // Compiles to a vector loop.
    bytes.iter().filter(|&&byte| !is_tail(byte)).count()
}

/// The byte offset of the code point at `index`; the length when past the end.
pub fn offset_of(bytes: &[u8], index: usize) -> usize {
    const BLOCK: usize = 64;
    let mut left = index;
    let mut offset = 0;
    for block in bytes.chunks(BLOCK) {
        let here = count(block);
        if left < here {
            break;
        }
        left -= here;
        offset += block.len();
    }
    let rest = bytes.get(offset..).unwrap_or_default();
    // The block's first bytes may be tails of the character before it.
    let mut starts = rest.iter().enumerate().filter(|(_, byte)| !is_tail(**byte));
    starts
        .nth(left)
        .map_or(bytes.len(), |(within, _)| offset + within)
}

/// The code points, from both ends.
#[derive(Clone, Debug)]
pub struct CodePoints<'a> {
    rest: &'a [u8],
}

pub fn code_points(bytes: &[u8]) -> CodePoints<'_> {
    CodePoints { rest: bytes }
}

impl<'a> CodePoints<'a> {
    /// The bytes not yet taken.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }
}

impl Iterator for CodePoints<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let (code, width) = first(self.rest)?;
        self.rest = &self.rest[width..];
        Some(code)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.rest.len() / 4, Some(self.rest.len()))
    }
}

impl DoubleEndedIterator for CodePoints<'_> {
    fn next_back(&mut self) -> Option<u32> {
        let (code, width) = last(self.rest)?;
        self.rest = &self.rest[..self.rest.len() - width];
        Some(code)
    }
}

/// A lone surrogate's range.
pub fn is_surrogate(code: u32) -> bool {
    (0xd800..0xe000).contains(&code)
}

/// The offset of the first surrogate, if there is one.
pub fn find_surrogate(bytes: &[u8]) -> Option<usize> {
    // 0xED starts U+D000..U+DFFF; its second byte tells the half.
    memchr::memchr_iter(0xed, bytes).find(|&at| bytes.get(at + 1).is_some_and(|&next| next >= 0xa0))
}

/// Surrogate-free text as Rust's own.
pub fn as_str(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// A string's bytes with what is known of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text<'a> {
    pub bytes: &'a [u8],
    /// Only ASCII: an index is an offset.
    pub ascii: bool,
}

impl<'a> Text<'a> {
    /// Looks at the bytes to learn whether they are ASCII.
    pub fn new(bytes: &'a [u8]) -> Self {
        let ascii = bytes.is_ascii();
        Self { bytes, ascii }
    }

    pub fn with_ascii(bytes: &'a [u8], ascii: bool) -> Self {
        Self { bytes, ascii }
    }

    pub fn count(self) -> usize {
        if self.ascii {
            self.bytes.len()
        } else {
            count(self.bytes)
        }
    }

    /// The byte offset of a code point index, clamped to the length.
    pub fn offset_of(self, index: usize) -> usize {
        if self.ascii {
            index.min(self.bytes.len())
        } else {
            offset_of(self.bytes, index)
        }
    }

    /// The code point index of a byte offset.
    pub fn index_of(self, offset: usize) -> usize {
        let offset = offset.min(self.bytes.len());
        if self.ascii {
            offset
        } else {
            count(&self.bytes[..offset])
        }
    }

    /// The bytes of the character at an index.
    pub fn char_at(self, index: usize) -> Option<&'a [u8]> {
        let start = self.offset_of(index);
        let rest = self.bytes.get(start..)?;
        let (_, width) = first(rest)?;
        rest.get(..width)
    }

    /// The characters from `start` up to `stop`, both indices.
    pub fn range(self, start: usize, stop: usize) -> &'a [u8] {
        if stop <= start {
            return &[];
        }
        let from = self.offset_of(start);
        let rest = &self.bytes[from..];
        let length = Text::with_ascii(rest, self.ascii).offset_of(stop - start);
        &rest[..length]
    }

    /// Writes `count` characters from index `start` at distance `step`
    /// (which the slice has already been clamped to).
    pub fn push_stepped<S: Sink>(
        self,
        start: usize,
        step: isize,
        count: usize,
        out: &mut S,
    ) -> Result<(), Full> {
        if count == 0 {
            return Ok(());
        }
        if step == 1 {
            return out.push_bytes(self.range(start, start.saturating_add(count)));
        }
        if self.ascii {
            let mut at = start;
            let mut left = count;
            let mut block = [0; 64];
            while left > 0 {
                let now = left.min(block.len());
                for to in &mut block[..now] {
                    *to = self.bytes.get(at).copied().unwrap_or_default();
                    at = at.wrapping_add_signed(step);
                }
                out.push_bytes(&block[..now])?;
                left -= now;
            }
            return Ok(());
        }
        let skip = step.unsigned_abs() - 1;
        if step > 0 {
            let mut rest = code_points(&self.bytes[self.offset_of(start)..]);
            for _ in 0..count {
                if let Some(code) = rest.next() {
                    out.push_code(code)?;
                }
                rest = code_points(&rest.rest[offset_of(rest.rest, skip)..]);
            }
        } else {
            let end = self.offset_of(start.saturating_add(1));
            let mut rest = code_points(&self.bytes[..end]);
            for _ in 0..count {
                if let Some(code) = rest.next_back() {
                    out.push_code(code)?;
                }
                rest.by_ref().rev().take(skip).for_each(drop);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIXED: &[u8] = b"a\xc3\xa9\xe2\x82\xac\xed\xa0\x80\xed\xb0\x80\xf0\x9f\x90\x8dz";
    const CODES: [u32; 7] = [0x61, 0xe9, 0x20ac, 0xd800, 0xdc00, 0x1f40d, 0x7a];

    #[test]
    fn every_code_point_survives() {
        for code in 0..0x11_0000 {
            let (bytes, length) = encode(code);
            assert_eq!(length, encoded_len(code));
            assert_eq!(first(&bytes[..length]), Some((code, length)));
            assert_eq!(last(&bytes[..length]), Some((code, length)));
            assert_eq!(width(bytes[0]), length);
        }
    }

    #[test]
    fn walks_from_both_ends() {
        assert_eq!(code_points(MIXED).collect::<Vec<_>>(), CODES);
        let back: Vec<_> = code_points(MIXED).rev().collect();
        assert!(back.iter().eq(CODES.iter().rev()));
        assert_eq!(find_surrogate(MIXED), Some(6));
        assert_eq!(find_surrogate(&MIXED[..6]), None);
    }

    #[test]
    fn offsets_and_ranges() {
        let long = MIXED.repeat(40);
        let text = Text::new(&long);
        assert_eq!(text.count(), 280);
        for index in 0..=280 {
            let offset = text.offset_of(index);
            assert_eq!(text.index_of(offset), index);
            let rest: Vec<_> = code_points(&long[offset..]).collect();
            assert_eq!(rest.len(), 280 - index);
        }
        assert_eq!(text.range(2, 4), b"\xe2\x82\xac\xed\xa0\x80");
        assert_eq!(text.range(279, 999), b"z");
        assert_eq!(text.char_at(280), None);
    }

    #[test]
    fn stepped_slices() {
        let stepped = |start, step, count| {
            let mut out = Vec::new();
            Text::new(MIXED)
                .push_stepped(start, step, count, &mut out)
                .unwrap();
            code_points(&out).collect::<Vec<_>>()
        };
        assert_eq!(stepped(1, 2, 3), [0xe9, 0xd800, 0x1f40d]);
        assert_eq!(stepped(6, -3, 3), [0x7a, 0xd800, 0x61]);
        let mut out = Vec::new();
        Text::new(b"abcdefg")
            .push_stepped(6, -2, 4, &mut out)
            .unwrap();
        assert_eq!(out, b"geca");
    }
}
