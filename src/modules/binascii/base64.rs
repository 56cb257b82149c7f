//! Base 64 (RFC 4648), written and read.

use crate::memory::buf::Buf;
use crate::memory::heap::Heap;
use crate::text::sink::{Full, Sink};

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Values of digits; 64 and more for other bytes.
static VALUES: [u8; 256] = {
    let mut values = [64; 256];
    let mut i = 0;
    while i < 64 {
        values[DIGITS[i] as usize] = i as u8;
        i += 1;
    }
    values
};

pub fn encode<S: Sink>(bytes: &[u8], out: &mut S) -> Result<(), Full> {
    for group in bytes.chunks(3) {
        let byte = |i: usize| u32::from(group.get(i).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        let digit = |at: usize| match at > group.len() {
            true => b'=',
            false => DIGITS[(bits >> (18 - 6 * at) & 63) as usize],
        };
        out.push_bytes(&[digit(0), digit(1), digit(2), digit(3)])?;
    }
    Ok(())
}

/// Why text is not base 64.
pub enum Wrong {
    Message(&'static str),
    /// So many digits: the last one alone.
    Alone(usize),
    Memory(crate::memory::heap::OutOfMemory),
}

impl From<crate::memory::heap::OutOfMemory> for Wrong {
    fn from(e: crate::memory::heap::OutOfMemory) -> Wrong {
        Wrong::Memory(e)
    }
}

/// Decodes. Bytes that are no digits are skipped, unless `strict`.
pub fn decode(heap: &Heap, text: &[u8], strict: bool) -> Result<Buf<u8>, Wrong> {
    let wrong = |message| Err(Wrong::Message(message));
    let mut out = Buf::with_capacity(heap, text.len() / 4 * 3 + 3)?;
    if strict && text.first() == Some(&b'=') {
        return wrong("Leading padding not allowed");
    }
    let (mut place, mut left, mut pads, mut padded) = (0, 0u8, 0, false);
    for (i, &byte) in text.iter().enumerate() {
        if byte == b'=' {
            padded = true;
            if strict && place == 0 {
                return wrong("Excess padding not allowed");
            }
            if place >= 2 {
                pads += 1;
                if place + pads >= 4 {
                    // What follows is not looked at.
                    return match strict && i + 1 < text.len() {
                        true => wrong("Excess data after padding"),
                        false => Ok(out),
                    };
                }
            }
            continue;
        }
        let value = VALUES[byte as usize];
        if value >= 64 {
            if strict {
                return wrong("Only base64 data is allowed");
            }
            continue;
        }
        if strict && padded {
            return wrong("Discontinuous padding not allowed");
        }
        pads = 0;
        let byte = match place {
            0 => None,
            1 => Some(left << 2 | value >> 4),
            2 => Some(left << 4 | value >> 2),
            _ => Some(left << 6 | value),
        };
        left = value & [63, 15, 3, 0][place];
        place = (place + 1) % 4;
        if let Some(byte) = byte {
            out.push(heap, byte)?;
        }
    }
    match place {
        0 => Ok(out),
        1 => Err(Wrong::Alone(out.len() / 3 * 4 + 1)),
        _ => wrong("Incorrect padding"),
    }
}
