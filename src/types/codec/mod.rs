//! Encoding strings and decoding bytes: the object side of `text::codec`.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | the encodings and error handlers that are built in, and their errors |
//! | `callback.rs` | error handlers that are Python functions |
//! | `registry.rs` | encodings that the `codecs` module knows |
//!
//! What is built in runs no Python.

mod callback;
mod registry;

pub use callback::{error_handlers, find_handler};
pub use registry::info;

use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::raise;
use crate::text::codec::{self, Encoding, Failure, Fault, Handler};
use crate::text::sink::{Full, Sink};
use crate::text::{unicode, wtf8};
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};

/// The error handler that an argument names; `None` for one that is not built in (it only matters
/// once there is an error).
fn handler_of(vm: &Vm, name: Option<&Value>) -> Option<Handler> {
    match name {
        None => Some(Handler::Strict),
        Some(n) => Handler::from_name(vm.text(n)?),
    }
}

/// Outcome of a conversion that wrote into a sink: out of memory apart from the rest.
fn outcome(r: Result<(), Failure>) -> Result<Result<(), Failure>, Full> {
    match r {
        Err(Failure::Full) => Err(Full),
        r => Ok(r),
    }
}

/// `str.encode`: `encoding` and `errors` are strings. Runs Python for encodings and error handlers
/// that aren't built in.
pub fn encode(vm: &mut Vm, v: &Value, encoding: Option<&Value>, errors: Option<&Value>) -> Res {
    let Some(name) = encoding else {
        return encode_as(vm, v, Encoding::Utf8, errors);
    };
    match vm.text(name).and_then(Encoding::from_name) {
        Some(known) => {
            let result = encode_as(vm, v, known, errors);
            noted(vm, result, "encoding", name)
        }
        None => registry::encode(vm, v, name, errors),
    }
}

/// Adds to an error which encoding it is about, except for those names that CPython converts without
/// asking a codec.
fn noted(vm: &mut Vm, result: Res, doing: &str, name: &Value) -> Res {
    let e = match result {
        Err(e) if vm.caught(&e, T::Exception) && !vm.caught(&e, T::MemoryError) => e,
        other => return other,
    };
    let shown = vm.text(name).unwrap_or_default().to_owned();
    let plain: String = shown
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '_'
            }
        })
        .collect();
    let direct = matches!(
        plain.as_str(),
        "utf8"
            | "utf_8"
            | "utf16"
            | "utf_16"
            | "utf32"
            | "utf_32"
            | "ascii"
            | "us_ascii"
            | "latin1"
            | "latin_1"
            | "iso_8859_1"
            | "iso8859_1"
    );
    if direct {
        return Err(e);
    }
    let note = vm.format(format_args!("{doing} with '{shown}' codec failed"))?;
    vm.call_method(&e.0, "add_note", &[note])?;
    Err(e)
}

/// As [`encode`] in an encoding that is built in.
pub fn encode_as(vm: &mut Vm, v: &Value, encoding: Encoding, errors: Option<&Value>) -> Res {
    let known = handler_of(vm, errors);
    let handler = known.unwrap_or(Handler::Strict);
    let len = vm.of::<Str>(v).byte_len();
    vm.charge(len as u64 / 32)?;
    let text = vm.text_of(v);
    let as_it_is = match encoding {
        Encoding::Utf8 => text.ascii || wtf8::find_surrogate(text.bytes).is_none(),
        Encoding::Ascii | Encoding::Latin1 => text.ascii,
        _ => false,
    };
    if as_it_is {
        return vm.bytes_of_str(v);
    }
    let written = vm.try_write_bytes(len, |vm, out| {
        outcome(codec::encode(
            encoding,
            handler,
            vm.text_of(v).bytes,
            &unicode::name,
            out,
        ))
    })?;
    match (written, errors) {
        (Ok(b), _) => Ok(b),
        (Err(_), Some(name)) if known.is_none() => callback::encode(vm, v, encoding, name),
        (Err(Failure::Fault(f)), _) => Err(encode_error(vm, encoding.name(), v, f)),
        (Err(_), _) => raise!(
            vm,
            TypeError,
            "don't know how to handle UnicodeEncodeError in error callback"
        ),
    }
}

/// `bytes.decode` of an object that `Vm::buffer` reads. Runs Python for encodings and error handlers
/// that aren't built in.
pub fn decode(vm: &mut Vm, v: &Value, encoding: Option<&Value>, errors: Option<&Value>) -> Res {
    let Some(name) = encoding else {
        return decode_as(vm, v, Encoding::Utf8, errors);
    };
    // Nothing to decode: the encoding isn't looked at, as in CPython.
    if vm.buffer(v).is_some_and(<[u8]>::is_empty) {
        return Ok(vm.empty_str());
    }
    match vm.text(name).and_then(Encoding::from_name) {
        Some(known) => {
            let result = decode_as(vm, v, known, errors);
            noted(vm, result, "decoding", name)
        }
        None => registry::decode(vm, v, name, errors),
    }
}

/// As [`decode`] in an encoding that is built in.
pub fn decode_as(vm: &mut Vm, v: &Value, encoding: Encoding, errors: Option<&Value>) -> Res {
    let known = handler_of(vm, errors);
    let handler = known.unwrap_or(Handler::Strict);
    let len = vm.buffer(v).map_or(0, <[u8]>::len);
    vm.charge(len as u64 / 32)?;
    if len != 1
        && matches!(
            encoding,
            Encoding::Utf8 | Encoding::Ascii | Encoding::Latin1
        )
        && vm.buffer(v).unwrap_or_default().is_ascii()
    {
        return vm.str_filled(len, true, len, |vm, f| {
            f.push(vm.buffer(v).unwrap_or_default())
        });
    }
    let written = vm.try_write_str_sized(len, |vm, out| {
        outcome(codec::decode(
            encoding,
            handler,
            vm.buffer(v).unwrap_or_default(),
            out,
        ))
    })?;
    if encoding == Encoding::UnicodeEscape && written.is_ok() {
        warn_of_escape(vm, v)?;
    }
    match (written, errors) {
        (Ok(s), _) => Ok(s),
        (Err(_), Some(name)) if known.is_none() => callback::decode(vm, v, encoding, name),
        (Err(Failure::Fault(f)), _) => {
            let (actual, _) = encoding.unmarked(vm.buffer(v).unwrap_or_default());
            let e = decode_error(vm, actual.name(), v, f)?;
            Err(vm.raised(e))
        }
        (Err(_), _) => raise!(
            vm,
            TypeError,
            "don't know how to handle UnicodeDecodeError in error callback"
        ),
    }
}

/// Warns of the first escape of `v` that means nothing.
fn warn_of_escape(vm: &mut Vm, v: &Value) -> Res<()> {
    let found = codec::invalid_escape(vm.buffer(v).unwrap_or_default());
    let Some((escape, octal)) = found else {
        return Ok(());
    };
    let shown: String = escape.iter().map(|b| char::from(*b)).collect();
    let what = if octal { "octal escape" } else { "escape" };
    vm.warn(
        T::DeprecationWarning,
        format_args!("invalid {what} sequence '{shown}'"),
        1,
    )
}

#[cold]
fn encode_error(vm: &mut Vm, name: &str, v: &Value, f: Fault) -> Raised {
    match encode_exception(vm, name, v, f) {
        Ok(e) => vm.raised(e),
        Err(e) => e,
    }
}

/// The UnicodeEncodeError of a fault.
fn encode_exception(vm: &mut Vm, name: &str, v: &Value, f: Fault) -> Res {
    let text = vm.text_of(v);
    let (start, end) = (text.index_of(f.start) as i64, text.index_of(f.end) as i64);
    exception(vm, T::UnicodeEncodeError, name, v, start, end, f.reason)
}

/// The UnicodeDecodeError of a fault.
#[cold]
fn decode_error(vm: &mut Vm, name: &str, v: &Value, f: Fault) -> Res {
    let object = match vm.is_exact(v, T::Bytes) {
        true => v.clone(),
        false => {
            let n = vm.buffer(v).map_or(0, <[u8]>::len);
            vm.subbytes(v, 0..n)?
        }
    };
    exception(
        vm,
        T::UnicodeDecodeError,
        name,
        &object,
        f.start as i64,
        f.end as i64,
        f.reason,
    )
}

fn exception(vm: &mut Vm, t: T, name: &str, v: &Value, start: i64, end: i64, reason: &str) -> Res {
    let args = [
        vm.str(name)?,
        v.clone(),
        Value::int(start),
        Value::int(end),
        vm.str(reason)?,
    ];
    crate::types::exception::new(vm, t, &args)
}

/// The UnicodeDecodeError of a stream without the byte order mark that it needs.
pub fn no_mark(vm: &mut Vm, encoding: Encoding, data: &[u8]) -> Res<Raised> {
    let v = vm.bytes(data)?;
    let fault = Fault {
        start: 0,
        end: encoding.mark().len(),
        reason: "Stream does not start with BOM",
    };
    let e = decode_error(vm, encoding.name(), &v, fault)?;
    Ok(vm.raised(e))
}

/// `LookupError: unknown error handler name 'x'`.
#[cold]
fn unknown_handler(vm: &mut Vm, name: &Value) -> Raised {
    match vm.repr(name) {
        Ok(shown) => vm.error_text(T::LookupError, |vm, out| {
            out.push_str("unknown error handler name ")?;
            out.push_bytes(vm.text_of(&shown).bytes)
        }),
        Err(e) => e,
    }
}
