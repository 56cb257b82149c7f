//! Decoding a stream piece by piece: what of a piece is complete, and how many bytes a part of the
//! text came from.

use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::text::codec::{self, Encoding, Handler, Order};
use crate::text::sink::Measure;
use crate::vm::Vm;
use crate::vm::error::Res;

/// How many bytes at the end of `data` begin a character that isn't all there.
pub fn incomplete_tail(encoding: Encoding, data: &[u8]) -> usize {
    match encoding {
        Encoding::Ascii | Encoding::Latin1 => 0,
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
    }
}

/// Decodes all of `data` (which ends with a whole character, or is the last piece).
pub fn decode(vm: &mut Vm, encoding: Encoding, errors: &Value, data: &[u8]) -> Res<Buf<u8>> {
    vm.charge(data.len() as u64 / 32)?;
    let plain = match encoding {
        Encoding::Utf8 | Encoding::Utf8Sig => std::str::from_utf8(data).is_ok(),
        Encoding::Ascii | Encoding::Latin1 => data.is_ascii(),
        _ => false,
    };
    if plain {
        return Ok(Buf::from_slice(vm.heap(), data)?);
    }
    let (bytes, name) = (vm.bytes(data)?, vm.str(unmarked_name(encoding))?);
    let text = crate::types::codec::decode(vm, &bytes, Some(&name), Some(errors))?;
    Ok(Buf::from_slice(
        vm.heap(),
        vm.wtf8(&text).unwrap_or_default(),
    )?)
}

/// A name under which byte order marks are ordinary characters.
pub fn unmarked_name(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8Sig => "utf-8",
        Encoding::Utf16(Order::Big) => "utf-16-be",
        Encoding::Utf16(_) => "utf-16-le",
        Encoding::Utf32(Order::Big) => "utf-32-be",
        Encoding::Utf32(_) => "utf-32-le",
        e => e.name(),
    }
}

/// How many bytes of `data` the first `n` bytes of its decoded text came from.
pub fn source_bytes(encoding: Encoding, errors: Option<Handler>, data: &[u8], n: usize) -> usize {
    if matches!(encoding, Encoding::Utf8 | Encoding::Utf8Sig) && std::str::from_utf8(data).is_ok()
        || data.is_ascii() && !matches!(encoding, Encoding::Utf16(_) | Encoding::Utf32(_))
    {
        return n.min(data.len());
    }
    let handler = errors.unwrap_or(Handler::Strict);
    let (mut at, mut written) = (0, 0);
    while written < n && at < data.len() {
        let rest = &data[at..];
        let unit = (1..=rest.len().min(4))
            .find(|&k| incomplete_tail(encoding, &rest[..k]) == 0)
            .unwrap_or(rest.len().min(4));
        let mut m = Measure::default();
        // What can't be decoded was refused when the text was made.
        let _ = codec::decode(encoding, handler, &rest[..unit], &mut m);
        written += m.bytes;
        at += unit;
    }
    at
}
