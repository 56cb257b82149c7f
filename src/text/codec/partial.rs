//! Text that comes in pieces: what of a piece is complete.

use super::{Encoding, Order, utf7};

/// Longest escape that may be cut off: a name is at most 88 characters long.
const LONGEST_ESCAPE: usize = 100;

impl Encoding {
    /// How many bytes at the end of `data` begin a character that isn't all there.
    pub fn incomplete_tail(self, data: &[u8]) -> usize {
        match self {
            Encoding::Ascii | Encoding::Latin1 | Encoding::Charmap(_) => 0,
            Encoding::Utf8 | Encoding::Utf8Sig => (1..=data.len().min(3))
                .find(|k| {
                    let tail = &data[data.len() - k..];
                    tail[0] >= 0xC0
                        && std::str::from_utf8(tail)
                            .is_err_and(|e| e.valid_up_to() == 0 && e.error_len().is_none())
                })
                .unwrap_or(0),
            Encoding::Utf16(order) => {
                let odd = data.len() % 2;
                let whole = &data[..data.len() - odd];
                let high = whole.last_chunk::<2>().is_some_and(|&b| {
                    let unit = if order == Order::Big {
                        u16::from_be_bytes(b)
                    } else {
                        u16::from_le_bytes(b)
                    };
                    (0xD800..0xDC00).contains(&unit)
                });
                odd + if high { 2 } else { 0 }
            }
            Encoding::Utf32(_) => data.len() % 4,
            Encoding::Utf7 => utf7::unfinished(data).map_or(0, |start| data.len() - start),
            Encoding::UnicodeEscape | Encoding::RawUnicodeEscape => {
                let from = data.len().saturating_sub(LONGEST_ESCAPE);
                let Some(last) = memchr::memrchr(b'\\', &data[from..]) else {
                    return 0;
                };
                let at = from + last;
                let before = data[..at].iter().rev().take_while(|b| **b == b'\\').count();
                if before % 2 == 1 {
                    return 0;
                }
                let raw = self == Encoding::RawUnicodeEscape;
                match is_cut(&data[at + 1..], raw) {
                    true => data.len() - at,
                    false => 0,
                }
            }
        }
    }
}

/// Whether an escape, given without its backslash, goes on behind the end of the data.
fn is_cut(escape: &[u8], raw: bool) -> bool {
    let Some((letter, rest)) = escape.split_first() else {
        return true;
    };
    let hex = |most: usize| rest.len() < most && rest.iter().all(u8::is_ascii_hexdigit);
    match letter {
        b'u' => hex(4),
        b'U' => hex(8),
        _ if raw => false,
        b'x' => hex(2),
        b'0'..=b'7' => rest.len() < 2 && rest.iter().all(|b| (b'0'..=b'7').contains(b)),
        b'N' => rest.is_empty() || rest[0] == b'{' && !rest.contains(&b'}'),
        _ => false,
    }
}
