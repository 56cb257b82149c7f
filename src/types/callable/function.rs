//! The type `function`. Its payload is in `types::function`.

use crate::code::CodeFlags;
use crate::memory::value::Value;
use crate::types::code::CodeObject;
use crate::types::function::Function;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{CallArgs, Slots, TypeDef};
use crate::{getset, raise};

use crate::memory::header::Kind;

pub static FUNCTION: TypeDef = TypeDef {
    name: "function",
    doc: "Create a function object.",
    kind: Kind::Function,
    slots: Slots {
        repr: Some(function_repr),
        call: Some(super::call),
        descr_get: Some(function_get),
        new: Some(function_new),
        ..Slots::NONE
    },
    getset: FUNCTION_GETSET,
    weakrefs: true,
    ..TypeDef::OBJECT
};

getset! { FUNCTION_GETSET;
    "__code__" => function_code, set_function_code;
    @member "__globals__" => function_globals;
    "__name__" => function_name, set_function_name;
    "__qualname__" => function_qualname, set_function_qualname;
    "__doc__" => function_doc, set_function_doc;
    "__module__" => function_module, set_function_module;
    "__defaults__" => function_defaults, set_function_defaults;
    "__kwdefaults__" => function_kwdefaults, set_function_kwdefaults;
    @member "__closure__" => function_closure;
    "__annotations__" => function_annotations, set_function_annotations;
    "__type_params__" => function_type_params, set_function_type_params;
    "__dict__" => function_dict, set_function_dict;
    @member "__builtins__" => function_builtins;
}

fn function_repr(vm: &mut Vm, f: &Value) -> Res {
    let q = vm.function_qualname(f).to_owned();
    let id = vm.id(f);
    vm.format(format_args!("<function {q} at {id:#x}>"))
}

/// `types.FunctionType(code, globals, …)`.
fn function_new(vm: &mut Vm, _: &Value, call: CallArgs<'_>) -> Res {
    let (pos, _) = vm.bind(
        "function(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)",
        call,
    )?;
    let part = |i: usize| pos.get(i).and_then(Value::bound).filter(|v| !v.is_none());
    let (code, globals) = (&pos[0], &pos[1]);
    for (v, t, what, name) in [
        (code, T::Code, "code", "code"),
        (globals, T::Dict, "dict", "globals"),
    ] {
        if !vm.is_a(v, t) {
            let have = vm.type_name(v).to_owned();
            raise!(
                vm,
                TypeError,
                "function() argument '{name}' must be {what}, not {have}"
            );
        }
    }
    if let Some(n) = part(2)
        && !vm.is_a(n, T::Str)
    {
        raise!(vm, TypeError, "arg 3 (name) must be None or string");
    }
    if let Some(d) = part(3)
        && !vm.is_a(d, T::Tuple)
    {
        raise!(vm, TypeError, "arg 4 (defaults) must be None or tuple");
    }
    let free = vm.of::<CodeObject>(code).freevars.len();
    match part(4) {
        Some(c) if !vm.is_a(c, T::Tuple) => {
            raise!(vm, TypeError, "arg 5 (closure) must be None or tuple")
        }
        None if free > 0 => raise!(vm, TypeError, "arg 5 (closure) must be tuple"),
        _ => {}
    }
    let cells: Vec<Value> = part(4)
        .and_then(|c| vm.items(c))
        .unwrap_or_default()
        .to_vec();
    if cells.len() != free {
        let n = vm.of::<CodeObject>(code).code.name.to_string();
        raise!(
            vm,
            ValueError,
            "{n} requires closure of length {free}, not {}",
            cells.len()
        );
    }
    if let Some(c) = cells.iter().find(|c| !vm.is_a(c, T::Cell)) {
        let t = vm.type_name(c).to_owned();
        raise!(vm, TypeError, "arg 5 (closure) expected cell, found {t}");
    }
    let (defaults, kwdefaults) = (part(3).cloned(), part(5).cloned());
    let f = vm.function(code, globals)?;
    let (fp, _) = vm.of_mut::<Function>(&f);
    fp.defaults = defaults.unwrap_or_default();
    fp.kwdefaults = kwdefaults.unwrap_or_default();
    if free > 0 {
        fp.closure = pos[4].clone();
    }
    if let Some(n) = part(2) {
        set_function_name(vm, &f, Some(n))?;
    }
    Ok(f)
}

fn function_get(vm: &mut Vm, f: &Value, obj: Option<&Value>, _: &Value) -> Res {
    match obj {
        Some(o) => vm.bound_method(f, o),
        None => Ok(f.clone()),
    }
}

fn function_code(vm: &mut Vm, f: &Value) -> Res {
    Ok(vm.of::<Function>(f).code.clone())
}

fn set_function_code(vm: &mut Vm, f: &Value, v: Option<&Value>) -> Res<()> {
    let Some(code) = v.filter(|v| vm.get::<CodeObject>(v).is_some()) else {
        raise!(vm, TypeError, "__code__ must be set to a code object");
    };
    let have = vm
        .items(&vm.of::<Function>(f).closure)
        .map_or(0, <[Value]>::len);
    let want = vm.of::<CodeObject>(code).freevars.len();
    if have != want {
        let n = vm.function_qualname(f).to_owned();
        raise!(
            vm,
            ValueError,
            "{n}() requires a code object with {have} free vars, not {want}"
        );
    }
    let code = code.clone();
    vm.of_mut::<Function>(f).0.code = code;
    Ok(())
}

fn function_globals(vm: &mut Vm, f: &Value) -> Res {
    Ok(vm.of::<Function>(f).globals.clone())
}

/// A text attribute: what was set, else the code object's.
macro_rules! text_attr {
    ($get:ident, $set:ident, $field:ident, $name:literal) => {
        fn $get(vm: &mut Vm, f: &Value) -> Res {
            if let Some(m) = &vm.of::<Function>(f).meta
                && !m.$field.is_unbound()
            {
                return Ok(m.$field.clone());
            }
            let code = vm.code_of(f);
            vm.intern(&code.$field)
        }

        fn $set(vm: &mut Vm, f: &Value, v: Option<&Value>) -> Res<()> {
            let Some(v) = v.filter(|v| vm.is_a(v, T::Str)) else {
                raise!(
                    vm,
                    TypeError,
                    concat!($name, " must be set to a string object")
                );
            };
            let old = std::mem::replace(&mut vm.function_meta(f)?.$field, v.clone());
            drop(old);
            Ok(())
        }
    };
}

text_attr!(function_name, set_function_name, name, "__name__");
text_attr!(
    function_qualname,
    set_function_qualname,
    qualname,
    "__qualname__"
);

fn function_doc(vm: &mut Vm, f: &Value) -> Res {
    if let Some(m) = &vm.of::<Function>(f).meta
        && !m.doc.is_unbound()
    {
        return Ok(m.doc.clone());
    }
    let co = vm.of::<CodeObject>(&vm.of::<Function>(f).code);
    if co.code.flags.has(CodeFlags::HAS_DOCSTRING) {
        return Ok(co.consts.first().cloned().unwrap_or(Value::NONE));
    }
    Ok(Value::NONE)
}

fn set_function_doc(vm: &mut Vm, f: &Value, v: Option<&Value>) -> Res<()> {
    let v = v.cloned().unwrap_or(Value::NONE);
    vm.function_meta(f)?.doc = v;
    Ok(())
}

fn function_module(vm: &mut Vm, f: &Value) -> Res {
    if let Some(m) = &vm.of::<Function>(f).meta
        && !m.module.is_unbound()
    {
        return Ok(m.module.clone());
    }
    match vm.function_module(f) {
        Some(m) => vm.intern(&m),
        None => Ok(Value::NONE),
    }
}

fn set_function_module(vm: &mut Vm, f: &Value, v: Option<&Value>) -> Res<()> {
    let v = v.cloned().unwrap_or(Value::NONE);
    vm.function_meta(f)?.module = v;
    Ok(())
}

fn function_defaults(vm: &mut Vm, f: &Value) -> Res {
    Ok(super::or_none(&vm.of::<Function>(f).defaults))
}

fn set_function_defaults(vm: &mut Vm, f: &Value, v: Option<&Value>) -> Res<()> {
    let v = match v {
        Some(v) if vm.is_a(v, T::Tuple) => v.clone(),
        Some(v) if !v.is_none() => {
            raise!(vm, TypeError, "__defaults__ must be set to a tuple object")
        }
        _ => Value::UNBOUND,
    };
    vm.of_mut::<Function>(f).0.defaults = v;
    Ok(())
}

fn function_kwdefaults(vm: &mut Vm, f: &Value) -> Res {
    Ok(super::or_none(&vm.of::<Function>(f).kwdefaults))
}

fn set_function_kwdefaults(vm: &mut Vm, f: &Value, v: Option<&Value>) -> Res<()> {
    let v = match v {
        Some(v) if vm.is_a(v, T::Dict) => v.clone(),
        Some(v) if !v.is_none() => {
            raise!(vm, TypeError, "__kwdefaults__ must be set to a dict object")
        }
        _ => Value::UNBOUND,
    };
    vm.of_mut::<Function>(f).0.kwdefaults = v;
    Ok(())
}

fn function_closure(vm: &mut Vm, f: &Value) -> Res {
    Ok(super::or_none(&vm.of::<Function>(f).closure))
}

fn function_annotations(vm: &mut Vm, f: &Value) -> Res {
    if let Some(m) = &vm.of::<Function>(f).meta
        && !m.annotations.is_unbound()
    {
        return Ok(m.annotations.clone());
    }
    let d = vm.dict()?;
    vm.function_meta(f)?.annotations = d.clone();
    Ok(d)
}

fn set_function_annotations(vm: &mut Vm, f: &Value, v: Option<&Value>) -> Res<()> {
    let v = match v {
        Some(v) if vm.is_a(v, T::Dict) => v.clone(),
        Some(v) if !v.is_none() => raise!(
            vm,
            TypeError,
            "__annotations__ must be set to a dict object"
        ),
        _ => Value::UNBOUND,
    };
    vm.function_meta(f)?.annotations = v;
    Ok(())
}

fn function_type_params(vm: &mut Vm, f: &Value) -> Res {
    match &vm.of::<Function>(f).meta {
        Some(m) if !m.type_params.is_unbound() => Ok(m.type_params.clone()),
        _ => Ok(vm.empty_tuple()),
    }
}

fn set_function_type_params(vm: &mut Vm, f: &Value, v: Option<&Value>) -> Res<()> {
    let Some(v) = v.filter(|v| vm.is_a(v, T::Tuple)) else {
        raise!(vm, TypeError, "__type_params__ must be set to a tuple");
    };
    let v = v.clone();
    vm.function_meta(f)?.type_params = v;
    Ok(())
}

fn function_dict(vm: &mut Vm, f: &Value) -> Res {
    Ok(vm.instance_dict(f)?.unwrap_or(Value::NONE))
}

fn set_function_dict(vm: &mut Vm, f: &Value, v: Option<&Value>) -> Res<()> {
    match v {
        Some(d) if vm.is_a(d, T::Dict) => {
            vm.of_mut::<Function>(f).0.dict = d.clone();
            Ok(())
        }
        Some(v) => {
            let t = vm.type_name(v).to_owned();
            raise!(
                vm,
                TypeError,
                "__dict__ must be set to a dictionary, not a '{t}'"
            )
        }
        None => raise!(vm, TypeError, "cannot delete __dict__"),
    }
}

fn function_builtins(vm: &mut Vm, _: &Value) -> Res {
    Ok(vm.builtins.clone())
}
