//! The encodings of one byte a character, each a table of what its bytes stand for.

use super::Run;
use super::charmap_tables::ALL;
use crate::text::sink::{Full, Sink};

/// What the table has for a byte that stands for nothing.
const UNDEFINED: u16 = 0xfffe;

/// A single-byte encoding.
#[derive(Debug, PartialEq, Eq)]
pub struct Charmap {
    pub name: &'static str,
    /// Normalized names, separated by spaces.
    pub(super) names: &'static str,
    /// Code points of all bytes, or of those beyond ASCII where the others are ASCII.
    pub(super) table: &'static [u16],
    /// ASCII characters are themselves both ways.
    pub(super) plain: bool,
}

impl Charmap {
    /// By a normalized name.
    pub(super) fn by_name(name: &str) -> Option<&'static Charmap> {
        ALL.iter()
            .find(|c| c.names.split(' ').any(|own| own == name))
    }

    /// The byte of a character; the last one, where there are several.
    pub fn byte(&self, code: u32) -> Option<u8> {
        if self.plain && code < 128 {
            return Some(code as u8);
        }
        let code = u16::try_from(code).ok().filter(|c| *c != UNDEFINED)?;
        let first = 256 - self.table.len();
        match self.table.iter().rposition(|c| *c == code) {
            Some(at) => Some((first + at) as u8),
            None if code < first as u16 => Some(code as u8),
            None => None,
        }
    }

    fn code(&self, byte: u8) -> Option<u32> {
        let first = 256 - self.table.len();
        match usize::from(byte).checked_sub(first) {
            None => Some(u32::from(byte)),
            Some(at) => self
                .table
                .get(at)
                .filter(|c| **c != UNDEFINED)
                .map(|c| u32::from(*c)),
        }
    }

    /// Decodes until the first byte that stands for nothing.
    pub(super) fn decode<S: Sink>(&self, bytes: &[u8], out: &mut S) -> Result<Run, Full> {
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if self.plain && byte < 128 {
                let plain = bytes[at..].iter().take_while(|b| b.is_ascii()).count();
                out.push_bytes(&bytes[at..at + plain])?;
                at += plain;
                continue;
            }
            match self.code(byte) {
                Some(code) => out.push_code(code)?,
                None => return Ok((at, Some((1, "character maps to <undefined>")))),
            }
            at += 1;
        }
        Ok((at, None))
    }
}
