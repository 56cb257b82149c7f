//! `_codecs`: what the `codecs` module, which is written in Python, needs of the encodings that are
//! built in.

use super::ModuleDef;
use crate::memory::value::Value;
use crate::text::codec::Encoding;
use crate::text::unicode;
use crate::types::codec;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;
use crate::{methods, raise};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_codecs",
    doc: "Encodings that are built in, and the registered error handlers.",
    functions: FUNCTIONS,
    types: &[],
    init: None,
};

methods! { FUNCTIONS;
    /// The name that an encoding's CodecInfo has; None if it is not built in.
    "find(name, /)" => find;
    /// The byte order mark that an encoding writes first.
    "mark(name, /)" => mark;
    /// The name of the encoding that data is to be decoded in, and the length of its byte order mark.
    "unmarked(name, data, /)" => unmarked;
    /// Encode a string: the bytes and the string's length.
    "encode(string, name, errors='strict', /)" => encode;
    /// Decode bytes: the string and the number of bytes that it was made of, all if final.
    "decode(data, name, errors='strict', final=True, /)" => decode;
    /// The registered error handlers: a dict of functions by name.
    "error_handlers()" => error_handlers;
    /// The name of a character; None if it has none.
    "name(character, /)" => name;
}

fn known(vm: &mut Vm, name: &Value) -> Res<Encoding> {
    match vm.text(name).and_then(Encoding::from_name) {
        Some(e) => Ok(e),
        None => raise!(vm, LookupError, "not a built-in encoding"),
    }
}

fn find(vm: &mut Vm, a: Args<'_>) -> Res {
    match vm.text(&a[0]).and_then(Encoding::from_name) {
        Some(e) => vm.str(e.info_name()),
        None => Ok(Value::NONE),
    }
}

fn mark(vm: &mut Vm, a: Args<'_>) -> Res {
    let encoding = known(vm, &a[0])?;
    vm.bytes(encoding.mark())
}

fn unmarked(vm: &mut Vm, a: Args<'_>) -> Res {
    let encoding = known(vm, &a[0])?;
    let data = vm.need_bytes_like(&a[1])?;
    let (encoding, n) = encoding.unmarked(vm.buffer(&data).unwrap_or_default());
    let name = vm.str(encoding.info_name())?;
    vm.tuple(&[name, Value::int(n as i64)])
}

/// The `errors` argument of codec functions: None means strict.
fn errors_of<'a>(vm: &mut Vm, a: &Args<'a>, i: usize) -> Res<Option<&'a Value>> {
    match a.some(i) {
        Some(e) if !vm.is_a(e, T::Str) => {
            let t = vm.arg_type_name(e).to_owned();
            raise!(vm, TypeError, "errors must be str or None, not {t}")
        }
        e => Ok(e),
    }
}

fn encode(vm: &mut Vm, a: Args<'_>) -> Res {
    let encoding = known(vm, &a[1])?;
    if !vm.is_a(&a[0], T::Str) {
        let t = vm.arg_type_name(&a[0]).to_owned();
        let f = match encoding {
            Encoding::Utf7 => "utf_7".to_owned(),
            Encoding::UnicodeEscape => "unicode_escape".to_owned(),
            Encoding::RawUnicodeEscape => "raw_unicode_escape".to_owned(),
            e => e.name().replace('-', "_"),
        };
        raise!(
            vm,
            TypeError,
            "{f}_encode() argument 1 must be str, not {t}"
        );
    }
    let errors = errors_of(vm, &a, 2)?;
    let bytes = codec::encode_as(vm, &a[0], encoding, errors)?;
    let n = vm.text_of(&a[0]).count();
    let n = vm.int(n as i64)?;
    vm.tuple(&[bytes, n])
}

fn decode(vm: &mut Vm, a: Args<'_>) -> Res {
    let encoding = known(vm, &a[1])?;
    let errors = errors_of(vm, &a, 2)?;
    let escapes = matches!(
        encoding,
        Encoding::UnicodeEscape | Encoding::RawUnicodeEscape
    );
    // These alone take str too.
    let data = match vm.is_a(&a[0], T::Str) && escapes {
        true => codec::encode_as(vm, &a[0], Encoding::Utf8, None)?,
        false => vm.need_bytes_like(&a[0])?,
    };
    let last = match a.get(3) {
        Some(v) => vm.truthy(v)?,
        None => true,
    };
    let bytes = vm.buffer(&data).unwrap_or_default();
    let tail = if last {
        0
    } else {
        encoding.incomplete_tail(bytes)
    };
    let used = bytes.len() - tail;
    let whole = match tail {
        0 => data,
        _ => vm.subbytes(&data, 0..used)?,
    };
    let text = codec::decode_as(vm, &whole, encoding, errors)?;
    let used = vm.int(used as i64)?;
    vm.tuple(&[text, used])
}

fn error_handlers(vm: &mut Vm, _: Args<'_>) -> Res {
    codec::error_handlers(vm)
}

fn name(vm: &mut Vm, a: Args<'_>) -> Res {
    let code = vm.wtf8(&a[0]).and_then(crate::text::wtf8::first);
    let mut found = None;
    if let Some((code, _)) = code {
        unicode::name(code, &mut |name| found = Some(name.to_owned()));
    }
    match found {
        Some(name) => vm.str(&name),
        None => Ok(Value::NONE),
    }
}
