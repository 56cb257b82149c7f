//! Writing text: it is encoded at once and collected, and handed on when there is a buffer's worth
//! or a line has to go out.

use super::text::{self, Newline, TextIo};
use super::{BUFFER_SIZE, layer, unsupported};
use crate::memory::buf::Buf;
use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::raise;
use crate::text::codec::Encoding;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;

/// Writes string `s`.
pub fn write(vm: &mut Vm, this: &Value, s: &Value) -> Res<()> {
    let b = text::open_buffer(vm, this)?;
    if !layer::ask(vm, &b, "writable")? {
        return Err(unsupported(vm, "not writable"));
    }
    write_open(vm, this, &b, s)
}

/// As [`write`], to a stream that is known to be open for writing.
pub fn write_open(vm: &mut Vm, this: &Value, buffer: &Value, s: &Value) -> Res<()> {
    let (bytes_len, ends_line) = match vm.get::<Str>(s) {
        Some(s) => (
            s.byte_len(),
            memchr::memchr2(b'\n', b'\r', s.bytes()).is_some(),
        ),
        None => (0, false),
    };
    vm.charge(bytes_len as u64 / 32)?;
    let t = vm.of::<TextIo>(this);
    let direct = matches!(t.encoding, Encoding::Utf8)
        && !(ends_line && matches!(t.newline, Newline::Cr | Newline::CrLf))
        && vm
            .get::<Str>(s)
            .is_some_and(|s| s.is_ascii() || s.as_str().is_some());
    let encoded = if direct {
        None
    } else {
        Some(encode(vm, this, s)?)
    };
    let len = match &encoded {
        Some(b) => vm.bytes_of_value(b).map_or(0, <[u8]>::len),
        None => bytes_len,
    };
    if vm.of::<TextIo>(this).pending.len() + len > BUFFER_SIZE {
        hand_on(vm, this, buffer)?;
    }
    // What exceeds the piece size needn't be collected first.
    if len >= BUFFER_SIZE {
        let copy = match &encoded {
            Some(b) => Buf::from_slice(vm.heap(), vm.bytes_of_value(b).unwrap_or_default())?,
            None => Buf::from_slice(vm.heap(), vm.wtf8(s).unwrap_or_default())?,
        };
        layer::write(vm, buffer, &copy)?;
    } else {
        push(vm, this, encoded.as_ref().unwrap_or(s))?;
    }
    let t = vm.of::<TextIo>(this);
    let flush = t.line_buffering && ends_line;
    if t.write_through || flush || t.pending.len() >= BUFFER_SIZE {
        hand_on(vm, this, buffer)?;
    }
    if flush {
        layer::flush(vm, buffer)?;
    }
    let t = vm.of_mut::<TextIo>(this).0;
    if !t.snapshot.is_empty() || !t.text.is_empty() {
        t.forget();
    }
    Ok(())
}

/// Appends the contents of a string or bytes to what is pending.
fn push(vm: &mut Vm, this: &Value, v: &Value) -> Res<()> {
    // Taken out for the moment, so that the text and the buffer can be borrowed side by side.
    let mut pending = vm.of_mut::<TextIo>(this).0.pending.take();
    let data = vm
        .wtf8(v)
        .or_else(|| vm.bytes_of_value(v))
        .unwrap_or_default();
    let done = pending.extend_from_slice(vm.heap(), data);
    vm.of_mut::<TextIo>(this).0.pending = pending;
    Ok(done?)
}

/// The bytes that `s` is written as.
fn encode(vm: &mut Vm, this: &Value, s: &Value) -> Res {
    let t = vm.of::<TextIo>(this);
    let (encoding, errors, newline, marked) = (t.encoding, t.errors.clone(), t.newline, t.marked);
    let mut s = s.clone();
    let end = match newline {
        Newline::Cr => Some("\r"),
        Newline::CrLf => Some("\r\n"),
        _ => None,
    };
    if let Some(end) = end {
        let (lf, end) = (vm.str("\n")?, vm.str(end)?);
        s = vm.call_method(&s, "replace", &[lf, end])?;
    }
    let encoding = match marked {
        true => encoding.without_mark(),
        false => encoding,
    };
    let bytes = crate::types::codec::encode_as(vm, &s, encoding, Some(&errors))?;
    vm.of_mut::<TextIo>(this).0.marked = true;
    Ok(bytes)
}

/// Gives the buffer below what is pending.
pub fn hand_on(vm: &mut Vm, this: &Value, buffer: &Value) -> Res<()> {
    let t = vm.of_mut::<TextIo>(this).0;
    if t.pending.is_empty() {
        return Ok(());
    }
    let mut pending = t.pending.take();
    let r = layer::write(vm, buffer, &pending);
    let t = vm.of_mut::<TextIo>(this).0;
    if t.pending.is_empty() {
        // The memory serves again.
        pending.clear();
        t.pending = pending;
    }
    r
}

pub(super) fn write_method(vm: &mut Vm, a: Args<'_>) -> Res {
    if !vm.is_a(&a[1], T::Str) {
        let t = vm.arg_type_name(&a[1]).to_owned();
        raise!(vm, TypeError, "write() argument must be str, not {t}");
    }
    write(vm, &a[0], &a[1])?;
    let n = vm.of::<Str>(&a[1]).char_len();
    vm.int(n as i64)
}
