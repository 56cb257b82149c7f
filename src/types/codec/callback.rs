//! Error handlers that are Python functions: `codecs.register_error`.
//!
//! A handler gets the exception and gives a replacement and where to go on. It may run anything; the
//! text and bytes that are converted are immutable or a copy.

use super::{decode_error, encode_exception, unknown_handler};
use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::raise;
use crate::text::codec::{self, Encoding, Fault};
use crate::text::sink::Full;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::output::Out;

/// The dict of registered handlers, by name.
pub fn error_handlers(vm: &mut Vm) -> Res {
    const SLOT: &str = "codecs error handlers";
    if let Some(d) = vm.state.slots.get(SLOT) {
        return Ok(d.clone());
    }
    let d = vm.dict()?;
    vm.state.slots.insert(SLOT, d.clone());
    Ok(d)
}

/// The handler registered under a name.
pub fn find_handler(vm: &mut Vm, name: &Value) -> Res {
    let all = error_handlers(vm)?;
    match vm.dict_get(&all, name)? {
        Some(f) => Ok(f),
        None => Err(unknown_handler(vm, name)),
    }
}

/// What a handler gave: a replacement, and the position to go on at in a text of `len` items.
fn asked(
    vm: &mut Vm,
    handler: &Value,
    exc: &Value,
    len: usize,
    encoding: bool,
) -> Res<(Value, usize)> {
    let answer = vm.call(handler, std::slice::from_ref(exc))?;
    let parts = match vm.is_a(&answer, T::Tuple) {
        true => vm.items(&answer),
        false => None,
    };
    let parts = match parts {
        Some([replacement, at]) => Some((replacement.clone(), at.clone())),
        _ => None,
    };
    let fits = |vm: &Vm, v: &Value| vm.is_a(v, T::Str) || encoding && vm.is_a(v, T::Bytes);
    let (replacement, at) = match parts {
        Some((r, at)) if fits(vm, &r) && vm.is_a(&at, T::Int) => (r, at),
        _ if encoding => raise!(
            vm,
            TypeError,
            "encoding error handler must return (str/bytes, int) tuple"
        ),
        _ => raise!(
            vm,
            TypeError,
            "decoding error handler must return (str, int) tuple"
        ),
    };
    let given = vm.index_clamped(&at)?;
    let place = match given {
        n if n < 0 => n.saturating_add(len as i64),
        n => n,
    };
    match usize::try_from(place) {
        Ok(n) if n <= len => Ok((replacement, n)),
        _ => raise!(
            vm,
            IndexError,
            "position {place} from error handler out of bounds"
        ),
    }
}

/// Runs one stretch of a conversion, whose output is appended to `all`.
fn stretch(
    vm: &mut Vm,
    all: &mut Buf<u8>,
    mut run: impl FnMut(&Vm, &mut Out<'_>) -> Result<(), Full>,
) -> Res<()> {
    let piece = vm.write_buf(0, |vm, out| run(vm, out))?;
    Ok(all.extend_from_slice(vm.heap(), &piece)?)
}

/// Encodes with a handler that isn't built in.
pub fn encode(vm: &mut Vm, v: &Value, encoding: Encoding, name: &Value) -> Res {
    let handler = find_handler(vm, name)?;
    let mut all = Buf::from_slice(vm.heap(), encoding.mark())?;
    let mut at = 0;
    loop {
        let mut fault: Option<Fault> = None;
        let mut end = at;
        stretch(vm, &mut all, |vm, out| {
            end = at;
            fault = codec::encode_run(encoding, vm.text_of(v).bytes, &mut end, out)?;
            Ok(())
        })?;
        let Some(fault) = fault else {
            return vm.bytes_of(all);
        };
        let exc = encode_exception(vm, encoding.name(), v, fault)?;
        let count = vm.text_of(v).count();
        let (replacement, place) = asked(vm, &handler, &exc, count, true)?;
        if let Some(bytes) = vm.bytes_of_value(&replacement) {
            all.extend_from_slice(vm.heap(), bytes)?;
        } else {
            let mut refused = false;
            stretch(vm, &mut all, |vm, out| {
                let text = vm.text_of(&replacement).bytes;
                refused = codec::encode_run(encoding, text, &mut 0, out)?.is_some();
                Ok(())
            })?;
            if refused {
                return Err(vm.raised(exc));
            }
        }
        at = match vm.text_of(v) {
            text if place == text.count() => text.bytes.len(),
            text => text.offset_of(place),
        };
        vm.charge(1)?;
    }
}

/// Decodes with a handler that isn't built in.
pub fn decode(vm: &mut Vm, v: &Value, encoding: Encoding, name: &Value) -> Res {
    let handler = find_handler(vm, name)?;
    let n = vm.buffer(v).map_or(0, <[u8]>::len);
    let data = vm.subbytes(v, 0..n)?;
    let (encoding, mut at) = encoding.unmarked(vm.buffer(&data).unwrap_or_default());
    let mut all = Buf::new();
    loop {
        let mut fault: Option<Fault> = None;
        let mut end = at;
        stretch(vm, &mut all, |vm, out| {
            end = at;
            let bytes = vm.buffer(&data).unwrap_or_default();
            fault = codec::decode_run(encoding, bytes, &mut end, out)?;
            Ok(())
        })?;
        let Some(fault) = fault else {
            return vm.str_of(all);
        };
        let exc = decode_error(vm, encoding.name(), &data, fault)?;
        let (replacement, place) = asked(vm, &handler, &exc, n, false)?;
        all.extend_from_slice(vm.heap(), vm.wtf8(&replacement).unwrap_or_default())?;
        at = place;
        vm.charge(1)?;
    }
}
