//! Decoding a stream piece by piece, and how many bytes a part of the text came from.

use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::text::codec::{self, Encoding, Handler};
use crate::text::sink::Measure;
use crate::vm::Vm;
use crate::vm::error::Res;

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
    let bytes = vm.bytes(data)?;
    let text = crate::types::codec::decode_as(vm, &bytes, encoding.without_mark(), Some(errors))?;
    Ok(Buf::from_slice(
        vm.heap(),
        vm.wtf8(&text).unwrap_or_default(),
    )?)
}

/// How many bytes of `data` the first `n` bytes of its decoded text came from.
pub fn source_bytes(encoding: Encoding, errors: Option<Handler>, data: &[u8], n: usize) -> usize {
    if matches!(encoding, Encoding::Utf8 | Encoding::Utf8Sig) && std::str::from_utf8(data).is_ok()
        || data.is_ascii() && encoding.keeps_ascii()
    {
        return n.min(data.len());
    }
    let handler = errors.unwrap_or(Handler::Strict);
    let (mut at, mut written) = (0, 0);
    while written < n && at < data.len() {
        let rest = &data[at..];
        let unit = (1..=rest.len().min(4))
            .find(|&k| encoding.incomplete_tail(&rest[..k]) == 0)
            .unwrap_or(rest.len().min(4));
        let mut m = Measure::default();
        // What can't be decoded was refused when the text was made.
        let _ = codec::decode(encoding, handler, &rest[..unit], &mut m);
        written += m.bytes;
        at += unit;
    }
    at
}
