//! Encodings that aren't built in: `codecs.lookup` knows them. Runs Python.

use crate::memory::value::Value;
use crate::raise;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;

/// The `CodecInfo` of an encoding that makes bytes of text. `module_function` is named to whoever
/// wants another sort: `codecs.encode()`.
pub fn info(vm: &mut Vm, name: &Value, module_function: &str) -> Res {
    let codecs = vm.import_dotted("codecs")?;
    let info = vm.call_method(&codecs, "lookup", std::slice::from_ref(name))?;
    let textual = match vm.try_attr(&info, "_is_text_encoding")? {
        Some(flag) => vm.truthy(&flag)?,
        None => true,
    };
    if !textual {
        let n = vm.text(name).unwrap_or_default().to_owned();
        raise!(
            vm,
            LookupError,
            "'{n}' is not a text encoding; use {module_function} to handle arbitrary codecs"
        );
    }
    Ok(info)
}

/// What the encoder (0) or decoder (1) of `info` makes of `v`.
fn converted(
    vm: &mut Vm,
    name: &Value,
    info: &Value,
    which: usize,
    v: &Value,
    errors: Option<&Value>,
) -> Res {
    let f = vm.get_item(info, &Value::int(which as i64))?;
    let errors = match errors {
        Some(e) => e.clone(),
        None => vm.str("strict")?,
    };
    let result = vm.call(&f, &[v.clone(), errors]);
    let doing = if which == 0 { "encoding" } else { "decoding" };
    let result = super::noted(vm, result, doing, name)?;
    if !vm.is_a(&result, T::Tuple) || vm.items(&result).map_or(0, <[Value]>::len) != 2 {
        // As CPython has them: one with a space, one without.
        let words = match which {
            0 => "encoder must return a tuple (object, integer)",
            _ => "decoder must return a tuple (object,integer)",
        };
        raise!(vm, TypeError, "{words}");
    }
    vm.get_item(&result, &Value::ZERO)
}

/// `str.encode` with an encoding that isn't built in.
pub fn encode(vm: &mut Vm, v: &Value, name: &Value, errors: Option<&Value>) -> Res {
    let info = info(vm, name, "codecs.encode()")?;
    let made = converted(vm, name, &info, 0, v, errors)?;
    if vm.is_a(&made, T::Bytes) {
        return Ok(made);
    }
    let (n, t) = (shown(vm, name), vm.type_name(&made).to_owned());
    raise!(
        vm,
        TypeError,
        "'{n}' encoder returned '{t}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types"
    )
}

/// `bytes.decode` with an encoding that isn't built in.
pub fn decode(vm: &mut Vm, v: &Value, name: &Value, errors: Option<&Value>) -> Res {
    let info = info(vm, name, "codecs.decode()")?;
    let made = converted(vm, name, &info, 1, v, errors)?;
    if vm.is_a(&made, T::Str) {
        return Ok(made);
    }
    let (n, t) = (shown(vm, name), vm.type_name(&made).to_owned());
    raise!(
        vm,
        TypeError,
        "'{n}' decoder returned '{t}' instead of 'str'; use codecs.decode() to decode to arbitrary types"
    )
}

fn shown(vm: &Vm, name: &Value) -> String {
    vm.text(name).unwrap_or_default().to_owned()
}
