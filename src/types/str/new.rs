//! `str(...)`: of any object, or decoding bytes when an encoding is given.

use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::raise;
use crate::types::codec;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::CallArgs;

/// The `new` slot.
pub fn new(vm: &mut Vm, class: &Value, call: CallArgs<'_>) -> Res {
    let made = match call.args {
        [] => vm.empty_str(),
        [x] if call.names.is_empty() => vm.str_value(x)?,
        _ => with_encoding(vm, call)?,
    };
    if class.is(vm.class(T::Str)) {
        return Ok(made);
    }
    let text = vm.text_of(&made).bytes;
    let copy = crate::memory::buf::Buf::from_slice(vm.heap(), text)?;
    vm.str_as(class, &copy)
}

fn with_encoding(vm: &mut Vm, call: CallArgs<'_>) -> Res {
    if call.args.len() > 3 {
        raise!(
            vm,
            TypeError,
            "str expected at most 3 arguments, got {}",
            call.args.len()
        );
    }
    let (pos, _) = vm.bind("str(object='', encoding='utf-8', errors='strict')", call)?;
    let given = |i: usize| pos.get(i).and_then(Value::bound);
    let (encoding, errors) = (given(1), given(2));
    for (name, v) in [("encoding", encoding), ("errors", errors)] {
        if let Some(v) = v.filter(|v| vm.get::<Str>(v).is_none()) {
            let t = vm.arg_type_name(v).to_owned();
            raise!(
                vm,
                TypeError,
                "str() argument '{name}' must be str, not {t}"
            );
        }
    }
    let Some(x) = given(0) else {
        return Ok(vm.empty_str());
    };
    if encoding.is_none() && errors.is_none() {
        return vm.str_value(x);
    }
    if vm.get::<Str>(x).is_some() {
        raise!(vm, TypeError, "decoding str is not supported");
    }
    let Some(x) = vm.bytes_like_or_none(x)? else {
        let t = vm.type_name(x).to_owned();
        raise!(
            vm,
            TypeError,
            "decoding to str: need a bytes-like object, {t} found"
        );
    };
    codec::decode(vm, &x, encoding, errors)
}
