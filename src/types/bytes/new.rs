//! `bytes(...)` and `bytearray(...)`: of text with an encoding, a length, a buffer, an iterable of ints.

use crate::memory::buf::Buf;
use crate::memory::inline::{Bytes, Str};
use crate::memory::value::Value;
use crate::raise;
use crate::types::codec;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::names::N;
use crate::vm::typedef::CallArgs;

/// The `new` slot.
pub fn new(vm: &mut Vm, class: &Value, call: CallArgs<'_>) -> Res {
    let made = make(vm, "bytes", call)?;
    if class.is(vm.class(T::Bytes)) {
        return Ok(made);
    }
    let copy = Buf::from_slice(vm.heap(), vm.buffer(&made).unwrap_or_default())?;
    vm.bytes_as(class, &copy)
}

/// The bytes that constructor arguments mean, for `bytes` and `bytearray`. May run Python.
pub fn make(vm: &mut Vm, name: &str, call: CallArgs<'_>) -> Res {
    if call.args.is_empty() {
        return vm.bytes(b"");
    }
    // What nearly all calls are.
    if let [source] = call.args
        && call.names.is_empty()
        && vm.get::<Str>(source).is_none()
    {
        return of_source(vm, source, name);
    }
    let signature = match name {
        "bytes" => "bytes(source=b'', encoding='utf-8', errors='strict')",
        _ => "bytearray(source=b'', encoding='utf-8', errors='strict')",
    };
    let (pos, _) = vm.bind(signature, call)?;
    let given = |i: usize| pos.get(i).and_then(Value::bound);
    let (source, encoding, errors) = (given(0), given(1), given(2));
    for (what, v) in [("encoding", encoding), ("errors", errors)] {
        if let Some(v) = v.filter(|v| vm.get::<Str>(v).is_none()) {
            let t = vm.arg_type_name(v).to_owned();
            raise!(
                vm,
                TypeError,
                "{name}() argument '{what}' must be str, not {t}"
            );
        }
    }
    let text = source.filter(|s| vm.get::<Str>(s).is_some());
    match (text, encoding, errors) {
        (Some(s), Some(_), _) => return codec::encode(vm, s, encoding, errors),
        (Some(_), None, _) => raise!(vm, TypeError, "string argument without an encoding"),
        (None, Some(_), _) => raise!(vm, TypeError, "encoding without a string argument"),
        (None, None, Some(_)) => raise!(vm, TypeError, "errors without a string argument"),
        (None, None, None) => {}
    }
    let Some(source) = source else {
        return vm.bytes(b"");
    };
    of_source(vm, source, name)
}

/// The bytes that the only argument of type `name` means. May run Python.
fn of_source(vm: &mut Vm, source: &Value, name: &str) -> Res {
    if vm.is_exact(source, T::Bytes) {
        return Ok(source.clone());
    }
    if let Some(b) = by_method(vm, source)? {
        return Ok(b);
    }
    if vm.has_index(source) && !vm.has_buffer(source)? {
        return zeros(vm, source);
    }
    converted(vm, source, name)
}

/// What `__bytes__` gives, if the class of `v` has it.
fn by_method(vm: &mut Vm, v: &Value) -> Res<Option<Value>> {
    let Some(f) = vm.lookup_special(v, N::__bytes__)? else {
        return Ok(None);
    };
    let r = vm.call_unbound(&f, v, &[])?;
    if vm.get::<Bytes>(&r).is_none() {
        let t = vm.type_name(&r).to_owned();
        raise!(vm, TypeError, "__bytes__ returned non-bytes (type {t})");
    }
    Ok(Some(r))
}

/// `bytes(n)`.
fn zeros(vm: &mut Vm, n: &Value) -> Res {
    let Some(n) = vm.index_fitting(n)? else {
        let t = vm.type_name(n).to_owned();
        raise!(
            vm,
            OverflowError,
            "cannot fit '{t}' into an index-sized integer"
        );
    };
    let Ok(n) = usize::try_from(n) else {
        raise!(vm, ValueError, "negative count");
    };
    vm.reserve_check(n)?;
    vm.charge(n as u64 / 64)?;
    vm.write_bytes(n, |_, out| {
        use crate::text::sink::Sink;
        out.push_repeated(&[0], n)
    })
}

/// The bytes of a bytes-like object or of an iterable of ints: always exact bytes. May run Python.
pub fn from_object(vm: &mut Vm, v: &Value) -> Res {
    converted(vm, v, "bytes")
}

/// As [`from_object`], for a type called `name`.
fn converted(vm: &mut Vm, v: &Value, name: &str) -> Res {
    if vm.is_exact(v, T::Bytes) {
        return Ok(v.clone());
    }
    if let Some(b) = vm.buffer_copy(v)? {
        return vm.bytes_of(b);
    }
    if let Some(b) = by_method(vm, v)? {
        return Ok(b);
    }
    let slots = vm.slots(v);
    if vm.get::<Str>(v).is_some() || slots.iter.is_none() && slots.get_item.is_none() {
        let t = vm.type_name(v).to_owned();
        raise!(vm, TypeError, "cannot convert '{t}' object to {name}");
    }
    let what = if name == "bytes" { "bytes" } else { "byte" };
    let out = collect(vm, v, what)?;
    vm.bytes_of(out)
}

/// The bytes that an iterable of ints yields; `what` must be in range, says the error. May run Python.
pub fn collect(vm: &mut Vm, v: &Value, what: &str) -> Res<Buf<u8>> {
    let mut out = Buf::new();
    let it = vm.iter(v)?;
    while let Some(x) = vm.next(&it)? {
        let i = vm.index_clamped(&x)?;
        let Ok(b) = u8::try_from(i) else {
            raise!(vm, ValueError, "{what} must be in range(0, 256)");
        };
        out.push(vm.heap(), b)?;
    }
    Ok(out)
}
