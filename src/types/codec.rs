//! Encoding strings and decoding bytes: the object side of `text::codec`.

use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::raise;
use crate::text::codec::{self, Encoding, Failure, Fault, Handler};
use crate::text::sink::Full;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};

/// The encoding that an argument names; UTF-8 if it is left out.
fn encoding_of(vm: &mut Vm, name: Option<&Value>) -> Res<Encoding> {
    let Some(name) = name else {
        return Ok(Encoding::Utf8);
    };
    match vm.text(name).and_then(Encoding::from_name) {
        Some(e) => Ok(e),
        None => {
            let message = vm.write_str(|vm, out| {
                use crate::text::sink::Sink;
                out.push_str("unknown encoding: ")?;
                out.push_bytes(vm.text_of(name).bytes)
            })?;
            Err(vm.err_value(T::LookupError, message))
        }
    }
}

/// The error handler that an argument names; `None` for one that is not known (it only matters once
/// there is an error).
fn handler_of(vm: &Vm, name: Option<&Value>) -> Option<Handler> {
    match name {
        None => Some(Handler::Strict),
        Some(n) => Handler::from_name(vm.text(n)?),
    }
}

#[cold]
fn unknown_handler(vm: &mut Vm, name: Option<&Value>) -> Raised {
    let name = name.cloned().unwrap_or_else(|| vm.empty_str());
    match vm.repr(&name) {
        Ok(shown) => vm.error_text(T::LookupError, |vm, out| {
            use crate::text::sink::Sink;
            out.push_str("unknown error handler name ")?;
            out.push_bytes(vm.text_of(&shown).bytes)
        }),
        Err(e) => e,
    }
}

/// Outcome of a conversion that wrote into a sink: out of memory apart from the rest.
fn outcome(r: Result<(), Failure>) -> Result<Result<(), Failure>, Full> {
    match r {
        Err(Failure::Full) => Err(Full),
        r => Ok(r),
    }
}

/// `str.encode`: `encoding` and `errors` are strings.
pub fn encode(vm: &mut Vm, v: &Value, encoding: Option<&Value>, errors: Option<&Value>) -> Res {
    let encoding = encoding_of(vm, encoding)?;
    let known = handler_of(vm, errors);
    let handler = known.unwrap_or(Handler::Strict);
    let len = vm.of::<Str>(v).byte_len();
    vm.charge(len as u64 / 32)?;
    // Names of characters come with the unicodedata module.
    let no_names = |_: u32, _: &mut dyn FnMut(&str)| false;
    let written = vm.try_write_bytes(len, |vm, out| {
        outcome(codec::encode(
            encoding,
            handler,
            vm.text_of(v).bytes,
            &no_names,
            out,
        ))
    })?;
    match written {
        Ok(b) => Ok(b),
        Err(_) if known.is_none() => Err(unknown_handler(vm, errors)),
        Err(Failure::Fault(f)) => Err(encode_error(vm, encoding.name(), v, f)),
        Err(_) => raise!(
            vm,
            TypeError,
            "don't know how to handle UnicodeEncodeError in error callback"
        ),
    }
}

/// `bytes.decode` of a bytes-like object.
pub fn decode(vm: &mut Vm, v: &Value, encoding: Option<&Value>, errors: Option<&Value>) -> Res {
    let encoding = encoding_of(vm, encoding)?;
    let known = handler_of(vm, errors);
    let handler = known.unwrap_or(Handler::Strict);
    let len = vm.buffer(v).map_or(0, <[u8]>::len);
    vm.charge(len as u64 / 32)?;
    let written = vm.try_write_str_sized(len, |vm, out| {
        outcome(codec::decode(
            encoding,
            handler,
            vm.buffer(v).unwrap_or_default(),
            out,
        ))
    })?;
    match written {
        Ok(s) => Ok(s),
        Err(_) if known.is_none() => Err(unknown_handler(vm, errors)),
        Err(Failure::Fault(f)) => {
            let (actual, _) = encoding.unmarked(vm.buffer(v).unwrap_or_default());
            Err(decode_error(vm, actual.name(), v, f))
        }
        Err(_) => raise!(
            vm,
            TypeError,
            "don't know how to handle UnicodeDecodeError in error callback"
        ),
    }
}

#[cold]
fn encode_error(vm: &mut Vm, name: &str, v: &Value, f: Fault) -> Raised {
    let text = vm.text_of(v);
    let (start, end) = (text.index_of(f.start) as i64, text.index_of(f.end) as i64);
    error(vm, T::UnicodeEncodeError, name, v, start, end, f.reason)
}

#[cold]
fn decode_error(vm: &mut Vm, name: &str, v: &Value, f: Fault) -> Raised {
    let object = match vm.is_exact(v, T::Bytes) {
        true => Ok(v.clone()),
        false => {
            let n = vm.buffer(v).map_or(0, <[u8]>::len);
            vm.subbytes(v, 0..n)
        }
    };
    match object {
        Ok(o) => error(
            vm,
            T::UnicodeDecodeError,
            name,
            &o,
            f.start as i64,
            f.end as i64,
            f.reason,
        ),
        Err(e) => e,
    }
}

fn error(vm: &mut Vm, t: T, name: &str, v: &Value, start: i64, end: i64, reason: &str) -> Raised {
    let made = (|| {
        let args = [
            vm.str(name)?,
            v.clone(),
            Value::int(start),
            Value::int(end),
            vm.str(reason)?,
        ];
        crate::types::exception::new(vm, t, &args)
    })();
    match made {
        Ok(e) => Raised(e),
        Err(e) => e,
    }
}
