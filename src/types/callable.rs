//! The types of what can be called, and of the descriptors that builtin types are made of: function,
//! method, builtin_function_or_method, method descriptors, wrappers of slots, getset and member
//! descriptors. The payloads are in `types::function`, `types::method` and `types::native`.

use crate::code::CodeFlags;
use crate::code::opcodes::CmpOp;
use crate::memory::value::Value;
use crate::types::code::CodeObject;
use crate::types::dunder;
use crate::types::function::Function;
use crate::types::method::BoundMethod;
use crate::types::native::{GetSet, Member, NativeDef, NativeFunction, SlotWrapper};
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::bind::text_signature;
use crate::vm::error::Res;
use crate::vm::names::NAME_TEXTS;
use crate::vm::typedef::{CallArgs, GetSetDef, Slots, TypeDef};
use crate::{getset, raise};

use crate::memory::header::Kind;

// ---------------------------------------------------------------- functions

pub static FUNCTION: TypeDef = TypeDef {
    name: "function",
    doc: "Create a function object.",
    kind: Kind::Function,
    slots: Slots {
        repr: Some(function_repr),
        call: Some(function_call),
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

fn function_call(vm: &mut Vm, f: &Value, call: CallArgs<'_>) -> Res {
    vm.call_args(f, call)
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

fn or_none(v: &Value) -> Value {
    v.bound().cloned().unwrap_or(Value::NONE)
}

fn function_defaults(vm: &mut Vm, f: &Value) -> Res {
    Ok(or_none(&vm.of::<Function>(f).defaults))
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
    Ok(or_none(&vm.of::<Function>(f).kwdefaults))
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
    Ok(or_none(&vm.of::<Function>(f).closure))
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

// ---------------------------------------------------------------- bound methods

pub static METHOD: TypeDef = TypeDef {
    name: "method",
    doc: "Create a bound instance method object.",
    kind: Kind::BoundMethod,
    slots: Slots {
        repr: Some(method_repr),
        hash: Some(method_hash),
        cmp: Some(method_cmp),
        call: Some(function_call),
        get_attr: Some(method_attr),
        descr_get: Some(method_get),
        new: Some(method_new),
        ..Slots::NONE
    },
    getset: METHOD_GETSET,
    weakrefs: true,
    ..TypeDef::OBJECT
};

getset! { METHOD_GETSET;
    /// the function (or other callable) implementing a method
    @member "__func__" => method_func;
    /// the instance to which a method is bound
    @member "__self__" => method_self;
    "__doc__" => method_doc;
}

fn method_doc(vm: &mut Vm, m: &Value) -> Res {
    let func = vm.of::<BoundMethod>(m).func.clone();
    vm.attr(&func, "__doc__")
}

fn method_func(vm: &mut Vm, m: &Value) -> Res {
    Ok(vm.of::<BoundMethod>(m).func.clone())
}

fn method_self(vm: &mut Vm, m: &Value) -> Res {
    Ok(vm.of::<BoundMethod>(m).this.clone())
}

fn method_new(vm: &mut Vm, _: &Value, call: CallArgs<'_>) -> Res {
    let (pos, _) = vm.bind("method(function, instance, /)", call)?;
    if vm.slots(&pos[0]).call.is_none() {
        raise!(vm, TypeError, "first argument must be callable");
    }
    if pos[1].is_none() {
        raise!(vm, TypeError, "instance must not be None");
    }
    vm.bound_method(&pos[0], &pos[1])
}

fn method_repr(vm: &mut Vm, m: &Value) -> Res {
    let b = vm.of::<BoundMethod>(m);
    let (func, this) = (b.func.clone(), b.this.clone());
    let name = match vm.try_attr(&func, "__qualname__")? {
        Some(n) => vm.text(&n).unwrap_or("?").to_owned(),
        None => "?".to_owned(),
    };
    let r = vm.repr(&this)?;
    let r = vm.text(&r).unwrap_or("?").to_owned();
    vm.format(format_args!("<bound method {name} of {r}>"))
}

fn method_hash(vm: &mut Vm, m: &Value) -> Res<i64> {
    let b = vm.of::<BoundMethod>(m);
    let (func, this) = (b.func.clone(), b.this.clone());
    let h = vm.hash(&func)? ^ vm.identity_hash(&this);
    Ok(if h == -1 { -2 } else { h })
}

fn method_cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    let (Some(x), Some(y)) = (vm.get::<BoundMethod>(a), vm.get::<BoundMethod>(b)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let same_this = x.this.is(&y.this);
    let (f, g) = (x.func.clone(), y.func.clone());
    match op {
        CmpOp::Eq => Ok(Value::bool(same_this && vm.eq(&f, &g)?)),
        CmpOp::Ne => Ok(Value::bool(!(same_this && vm.eq(&f, &g)?))),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// Attributes of methods are those of their function, but for the method's own.
fn method_attr(vm: &mut Vm, m: &Value, name: &Value) -> Res {
    let class = vm.type_of(m).clone();
    if vm.type_lookup(&class, name)?.is_some() {
        return vm.generic_get_attr(m, name);
    }
    let func = vm.of::<BoundMethod>(m).func.clone();
    vm.nested("", |vm| vm.get_attr(&func, name))
}

fn method_get(_: &mut Vm, m: &Value, _: Option<&Value>, _: &Value) -> Res {
    Ok(m.clone())
}

// ---------------------------------------------------------------- native functions

pub static BUILTIN_FUNCTION: TypeDef = TypeDef {
    name: "builtin_function_or_method",
    kind: Kind::NativeFunction,
    slots: Slots {
        repr: Some(native_repr),
        hash: Some(native_hash),
        cmp: Some(native_cmp),
        call: Some(function_call),
        ..Slots::NONE
    },
    getset: NATIVE_GETSET,
    weakrefs: true,
    ..TypeDef::OBJECT
};

pub static METHOD_DESCRIPTOR: TypeDef = TypeDef {
    name: "method_descriptor",
    kind: Kind::NativeFunction,
    slots: Slots {
        repr: Some(descriptor_repr),
        call: Some(function_call),
        descr_get: Some(native_get),
        ..Slots::NONE
    },
    getset: DESCRIPTOR_GETSET,
    ..TypeDef::OBJECT
};

pub static CLASSMETHOD_DESCRIPTOR: TypeDef = TypeDef {
    name: "classmethod_descriptor",
    kind: Kind::NativeFunction,
    slots: Slots {
        repr: Some(descriptor_repr),
        call: Some(function_call),
        descr_get: Some(class_native_get),
        ..Slots::NONE
    },
    getset: DESCRIPTOR_GETSET,
    ..TypeDef::OBJECT
};

getset! { NATIVE_GETSET;
    "__name__" => native_name;
    "__qualname__" => native_qualname;
    "__doc__" => native_doc;
    "__self__" => native_self;
    "__module__" => native_module;
    "__text_signature__" => native_signature;
}

getset! { DESCRIPTOR_GETSET;
    "__name__" => native_name;
    "__qualname__" => native_qualname;
    "__doc__" => native_doc;
    "__objclass__" => native_owner;
    "__text_signature__" => native_signature;
}

fn native_name(vm: &mut Vm, f: &Value) -> Res {
    let n = vm.of::<NativeFunction>(f).name().to_owned();
    vm.intern(&n)
}

fn native_qualname(vm: &mut Vm, f: &Value) -> Res {
    let nf = vm.of::<NativeFunction>(f);
    let n = nf.name().to_owned();
    match vm.as_type(&nf.owner) {
        Some(_) => {
            let o = vm.class_name(&vm.of::<NativeFunction>(f).owner).to_owned();
            vm.format(format_args!("{o}.{n}"))
        }
        None => vm.intern(&n),
    }
}

fn native_doc(vm: &mut Vm, f: &Value) -> Res {
    match vm.of::<NativeFunction>(f).row() {
        Some(r) if !r.doc.is_empty() => {
            let doc = r
                .doc
                .lines()
                .map(|l| l.strip_prefix(' ').unwrap_or(l))
                .collect::<Vec<_>>()
                .join("\n");
            vm.str(doc.trim())
        }
        _ => Ok(Value::NONE),
    }
}

fn native_self(vm: &mut Vm, f: &Value) -> Res {
    let nf = vm.of::<NativeFunction>(f);
    let this = nf.this.clone();
    // A module's function knows the module by its name, so that it keeps no cycle alive.
    if nf.owner.is_unbound()
        && let Some(name) = vm.text(&this).map(str::to_owned)
    {
        return Ok(vm.loaded(&name)?.unwrap_or(Value::NONE));
    }
    Ok(or_none(&this))
}

fn native_module(vm: &mut Vm, f: &Value) -> Res {
    let nf = vm.of::<NativeFunction>(f);
    if !nf.owner.is_unbound() || nf.this.is_unbound() {
        return Ok(Value::NONE);
    }
    let this = nf.this.clone();
    if vm.is_a(&this, T::Str) {
        return Ok(this);
    }
    Ok(vm.try_attr(&this, "__name__")?.unwrap_or(Value::NONE))
}

fn native_owner(vm: &mut Vm, f: &Value) -> Res {
    Ok(or_none(&vm.of::<NativeFunction>(f).owner))
}

fn native_signature(vm: &mut Vm, f: &Value) -> Res {
    match vm.of::<NativeFunction>(f).row() {
        Some(r) => text_signature(vm, r),
        None => Ok(Value::NONE),
    }
}

fn native_repr(vm: &mut Vm, f: &Value) -> Res {
    let nf = vm.of::<NativeFunction>(f);
    let n = nf.name().to_owned();
    if !nf.is_bound() {
        return vm.format(format_args!("<built-in function {n}>"));
    }
    let this = nf.this.clone();
    let (t, id) = (vm.type_name(&this).to_owned(), vm.id(&this));
    vm.format(format_args!(
        "<built-in method {n} of {t} object at {id:#x}>"
    ))
}

fn native_hash(vm: &mut Vm, f: &Value) -> Res<i64> {
    let nf = vm.of::<NativeFunction>(f);
    Ok(match &nf.def {
        NativeDef::Static(d) if nf.is_bound() => {
            let h = vm.identity_hash(&nf.this) ^ d.signature.len() as i64;
            if h == -1 { -2 } else { h }
        }
        _ => vm.identity_hash(f),
    })
}

fn native_cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    let (Some(x), Some(y)) = (vm.get::<NativeFunction>(a), vm.get::<NativeFunction>(b)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let same = a.is(b)
        || (x.this.is(&y.this)
            && match (x.row(), y.row()) {
                (Some(r), Some(s)) => std::ptr::eq(r, s),
                _ => false,
            });
    match op {
        CmpOp::Eq => Ok(Value::bool(same)),
        CmpOp::Ne => Ok(Value::bool(!same)),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn descriptor_repr(vm: &mut Vm, f: &Value) -> Res {
    let nf = vm.of::<NativeFunction>(f);
    let (n, o) = (nf.name().to_owned(), vm.class_name(&nf.owner).to_owned());
    vm.format(format_args!("<method '{n}' of '{o}' objects>"))
}

fn bind_native(vm: &mut Vm, f: &Value, this: &Value) -> Res {
    let nf = vm.of::<NativeFunction>(f);
    let NativeDef::Static(row) = nf.def else {
        return Ok(f.clone());
    };
    let owner = nf.owner.clone();
    vm.alloc(
        T::BuiltinFunction,
        NativeFunction {
            def: NativeDef::Static(row),
            this: this.clone(),
            owner,
        },
    )
}

fn native_get(vm: &mut Vm, f: &Value, obj: Option<&Value>, _: &Value) -> Res {
    let Some(obj) = obj else { return Ok(f.clone()) };
    let owner = vm.of::<NativeFunction>(f).owner.clone();
    if !vm.is_subtype(vm.type_of(obj), &owner) {
        let n = vm.of::<NativeFunction>(f).name().to_owned();
        let (o, t) = (
            vm.class_name(&owner).to_owned(),
            vm.type_name(obj).to_owned(),
        );
        raise!(
            vm,
            TypeError,
            "descriptor '{n}' for '{o}' objects doesn't apply to a '{t}' object"
        );
    }
    bind_native(vm, f, obj)
}

fn class_native_get(vm: &mut Vm, f: &Value, _: Option<&Value>, class: &Value) -> Res {
    bind_native(vm, f, class)
}

// ---------------------------------------------------------------- slot wrappers

pub static WRAPPER_DESCRIPTOR: TypeDef = TypeDef {
    name: "wrapper_descriptor",
    kind: Kind::SlotWrapper,
    slots: Slots {
        repr: Some(wrapper_repr),
        call: Some(wrapper_call),
        descr_get: Some(wrapper_get),
        ..Slots::NONE
    },
    getset: WRAPPER_GETSET,
    ..TypeDef::OBJECT
};

pub static METHOD_WRAPPER: TypeDef = TypeDef {
    name: "method-wrapper",
    kind: Kind::SlotWrapper,
    slots: Slots {
        repr: Some(bound_wrapper_repr),
        call: Some(wrapper_call),
        ..Slots::NONE
    },
    getset: WRAPPER_GETSET,
    ..TypeDef::OBJECT
};

/// `T.__new__` of a builtin type.
pub static NEW_FUNCTION: TypeDef = TypeDef {
    name: "builtin_function_or_method",
    kind: Kind::SlotWrapper,
    slots: Slots {
        repr: Some(new_repr),
        call: Some(new_call),
        ..Slots::NONE
    },
    getset: WRAPPER_GETSET,
    ..TypeDef::OBJECT
};

getset! { WRAPPER_GETSET;
    "__name__" => wrapper_name;
    "__qualname__" => wrapper_qualname;
    "__doc__" => wrapper_doc;
    "__objclass__" => wrapper_owner;
    "__self__" => wrapper_self;
    "__text_signature__" => wrapper_signature;
}

fn wrapper_text(vm: &Vm, w: &Value) -> &'static str {
    NAME_TEXTS[vm.of::<SlotWrapper>(w).name as usize]
}

fn wrapper_name(vm: &mut Vm, w: &Value) -> Res {
    let n = wrapper_text(vm, w);
    vm.intern(n)
}

fn wrapper_qualname(vm: &mut Vm, w: &Value) -> Res {
    let n = wrapper_text(vm, w);
    let o = vm.class_name(&vm.of::<SlotWrapper>(w).owner).to_owned();
    vm.format(format_args!("{o}.{n}"))
}

fn wrapper_doc(vm: &mut Vm, w: &Value) -> Res {
    match dunder::row(vm.of::<SlotWrapper>(w).name) {
        Some(d) if !d.doc.is_empty() => vm.str(d.doc),
        _ => vm.str("Create and return a new object.  See help(type) for accurate signature."),
    }
}

fn wrapper_owner(vm: &mut Vm, w: &Value) -> Res {
    Ok(vm.of::<SlotWrapper>(w).owner.clone())
}

fn wrapper_self(vm: &mut Vm, w: &Value) -> Res {
    let sw = vm.of::<SlotWrapper>(w);
    Ok(if sw.this.is_unbound() {
        sw.owner.clone()
    } else {
        sw.this.clone()
    })
}

fn wrapper_signature(vm: &mut Vm, w: &Value) -> Res {
    match dunder::row(vm.of::<SlotWrapper>(w).name) {
        Some(d) => vm.str(d.signature),
        None => vm.str("($type, *args, **kwargs)"),
    }
}

fn wrapper_repr(vm: &mut Vm, w: &Value) -> Res {
    let n = wrapper_text(vm, w);
    let o = vm.class_name(&vm.of::<SlotWrapper>(w).owner).to_owned();
    vm.format(format_args!("<slot wrapper '{n}' of '{o}' objects>"))
}

fn bound_wrapper_repr(vm: &mut Vm, w: &Value) -> Res {
    let n = wrapper_text(vm, w);
    let this = vm.of::<SlotWrapper>(w).this.clone();
    let (t, id) = (vm.type_name(&this).to_owned(), vm.id(&this));
    vm.format(format_args!(
        "<method-wrapper '{n}' of {t} object at {id:#x}>"
    ))
}

fn wrapper_get(vm: &mut Vm, w: &Value, obj: Option<&Value>, _: &Value) -> Res {
    let Some(obj) = obj else { return Ok(w.clone()) };
    let sw = vm.of::<SlotWrapper>(w);
    let (name, owner) = (sw.name, sw.owner.clone());
    vm.alloc(
        T::MethodWrapper,
        SlotWrapper {
            name,
            owner,
            this: obj.clone(),
        },
    )
}

fn wrapper_call(vm: &mut Vm, w: &Value, call: CallArgs<'_>) -> Res {
    let sw = vm.of::<SlotWrapper>(w);
    let (name, owner, this) = (sw.name, sw.owner.clone(), sw.this.clone());
    let Some(row) = dunder::row(name) else {
        return Ok(Value::NONE);
    };
    let slots = vm.ty(&owner).slots;
    if !this.is_unbound() {
        return (row.call)(vm, &slots, &this, call);
    }
    let (n, o) = (NAME_TEXTS[name as usize], vm.class_name(&owner).to_owned());
    let Some((this, rest)) = call.args.split_first().filter(|_| !call.pos().is_empty()) else {
        raise!(
            vm,
            TypeError,
            "descriptor '{n}' of '{o}' object needs an argument"
        );
    };
    if !vm.is_subtype(vm.type_of(this), &owner) {
        let t = vm.type_name(this).to_owned();
        raise!(
            vm,
            TypeError,
            "descriptor '{n}' requires a '{o}' object but received a '{t}'"
        );
    }
    (row.call)(
        vm,
        &slots,
        this,
        CallArgs {
            args: rest,
            names: call.names,
        },
    )
}

fn new_repr(vm: &mut Vm, w: &Value) -> Res {
    let owner = vm.of::<SlotWrapper>(w).owner.clone();
    let id = vm.id(&owner);
    vm.format(format_args!(
        "<built-in method __new__ of type object at {id:#x}>"
    ))
}

/// `T.__new__(cls, ...)`.
fn new_call(vm: &mut Vm, w: &Value, call: CallArgs<'_>) -> Res {
    let owner = vm.of::<SlotWrapper>(w).owner.clone();
    let o = vm.class_name(&owner).to_owned();
    let Some(class) = call.pos().first() else {
        raise!(vm, TypeError, "{o}.__new__(): not enough arguments");
    };
    if !vm.is_class(class) {
        let t = vm.type_name(class).to_owned();
        raise!(
            vm,
            TypeError,
            "{o}.__new__(X): X is not a type object ({t})"
        );
    }
    if !vm.is_subtype(class, &owner) {
        let c = vm.class_name(class).to_owned();
        raise!(
            vm,
            TypeError,
            "{o}.__new__({c}): {c} is not a subtype of {o}"
        );
    }
    // The nearest builtin base must be the one whose `__new__` this is.
    let base = vm.builtin_base(class);
    if !base.is(&owner) && vm.ty(&base).slots.new.is_some() {
        let same = match (vm.ty(&base).slots.new, vm.ty(&owner).slots.new) {
            (Some(f), Some(g)) => std::ptr::fn_addr_eq(f, g),
            _ => false,
        };
        if !same {
            let (c, b) = (
                vm.class_name(class).to_owned(),
                vm.class_name(&base).to_owned(),
            );
            raise!(
                vm,
                TypeError,
                "{o}.__new__({c}) is not safe, use {b}.__new__()"
            );
        }
    }
    match vm.ty(&owner).slots.new {
        Some(f) => f(
            vm,
            class,
            CallArgs {
                args: &call.args[1..],
                names: call.names,
            },
        ),
        None => raise!(vm, TypeError, "cannot create '{o}' instances"),
    }
}

// ---------------------------------------------------------------- getset and member descriptors

pub static GETSET_DESCRIPTOR: TypeDef = TypeDef {
    name: "getset_descriptor",
    kind: Kind::GetSet,
    slots: Slots {
        repr: Some(getset_repr),
        descr_get: Some(getset_get),
        descr_set: Some(getset_set),
        ..Slots::NONE
    },
    getset: GETSET_ATTRS,
    ..TypeDef::OBJECT
};

getset! { GETSET_ATTRS;
    "__name__" => getset_name;
    "__qualname__" => getset_qualname;
    "__doc__" => getset_doc;
    "__objclass__" => getset_owner;
}

fn getset_name(vm: &mut Vm, d: &Value) -> Res {
    let n = vm.of::<GetSet>(d).def.name;
    vm.intern(n)
}

fn getset_qualname(vm: &mut Vm, d: &Value) -> Res {
    let g = vm.of::<GetSet>(d);
    let (n, o) = (g.def.name, vm.class_name(&g.owner).to_owned());
    vm.format(format_args!("{o}.{n}"))
}

fn getset_doc(vm: &mut Vm, d: &Value) -> Res {
    let def: &'static GetSetDef = vm.of::<GetSet>(d).def;
    if def.doc.is_empty() {
        Ok(Value::NONE)
    } else {
        vm.str(def.doc.trim())
    }
}

fn getset_owner(vm: &mut Vm, d: &Value) -> Res {
    Ok(vm.of::<GetSet>(d).owner.clone())
}

fn getset_repr(vm: &mut Vm, d: &Value) -> Res {
    let g = vm.of::<GetSet>(d);
    let (n, o) = (g.def.name, vm.class_name(&g.owner).to_owned());
    let what = if g.def.member { "member" } else { "attribute" };
    vm.format(format_args!("<{what} '{n}' of '{o}' objects>"))
}

fn check_receiver(vm: &mut Vm, name: &str, owner: &Value, obj: &Value) -> Res<()> {
    if vm.is_subtype(vm.type_of(obj), owner) {
        return Ok(());
    }
    let (o, t) = (
        vm.class_name(owner).to_owned(),
        vm.type_name(obj).to_owned(),
    );
    raise!(
        vm,
        TypeError,
        "descriptor '{name}' for '{o}' objects doesn't apply to a '{t}' object"
    )
}

fn getset_get(vm: &mut Vm, d: &Value, obj: Option<&Value>, _: &Value) -> Res {
    let Some(obj) = obj else { return Ok(d.clone()) };
    let g = vm.of::<GetSet>(d);
    let (def, owner) = (g.def, g.owner.clone());
    check_receiver(vm, def.name, &owner, obj)?;
    (def.get)(vm, obj)
}

fn getset_set(vm: &mut Vm, d: &Value, obj: &Value, v: Option<&Value>) -> Res<()> {
    let g = vm.of::<GetSet>(d);
    let (def, owner) = (g.def, g.owner.clone());
    check_receiver(vm, def.name, &owner, obj)?;
    match def.set {
        Some(set) => set(vm, obj, v),
        None if def.member => raise!(vm, AttributeError, "readonly attribute"),
        None => {
            let o = vm.class_shown_name(&owner).to_owned();
            raise!(
                vm,
                AttributeError,
                "attribute '{}' of '{o}' objects is not writable",
                def.name
            )
        }
    }
}

pub static MEMBER_DESCRIPTOR: TypeDef = TypeDef {
    name: "member_descriptor",
    kind: Kind::Member,
    slots: Slots {
        repr: Some(member_repr),
        descr_get: Some(member_get),
        descr_set: Some(member_set),
        ..Slots::NONE
    },
    getset: MEMBER_ATTRS,
    ..TypeDef::OBJECT
};

getset! { MEMBER_ATTRS;
    "__name__" => member_name;
    "__objclass__" => member_owner;
}

fn member_name(vm: &mut Vm, d: &Value) -> Res {
    Ok(vm.of::<Member>(d).name.clone())
}

fn member_owner(vm: &mut Vm, d: &Value) -> Res {
    Ok(vm.of::<Member>(d).owner.clone())
}

fn member_text(vm: &Vm, d: &Value) -> String {
    vm.text(&vm.of::<Member>(d).name).unwrap_or("?").to_owned()
}

fn member_repr(vm: &mut Vm, d: &Value) -> Res {
    let n = member_text(vm, d);
    let o = vm.class_name(&vm.of::<Member>(d).owner).to_owned();
    vm.format(format_args!("<member '{n}' of '{o}' objects>"))
}

/// [`check_receiver`] for a member, whose name is read only for the message.
fn check_member_receiver(vm: &mut Vm, d: &Value, obj: &Value) -> Res<()> {
    let owner = &vm.of::<Member>(d).owner;
    if vm.is_subtype(vm.type_of(obj), owner) {
        return Ok(());
    }
    let (owner, name) = (owner.clone(), member_text(vm, d));
    check_receiver(vm, &name, &owner, obj)
}

fn member_get(vm: &mut Vm, d: &Value, obj: Option<&Value>, _: &Value) -> Res {
    let Some(obj) = obj else { return Ok(d.clone()) };
    let m = vm.of::<Member>(d);
    let (slot, name) = (m.slot, m.name.clone());
    check_member_receiver(vm, d, obj)?;
    let found = obj
        .header()
        .and_then(|h| crate::memory::instance::slot(h, slot))
        .filter(|v| !v.is_unbound());
    match found {
        Some(v) => Ok(v.clone()),
        None => Err(vm.attribute_error(obj, &name)),
    }
}

fn member_set(vm: &mut Vm, d: &Value, obj: &Value, v: Option<&Value>) -> Res<()> {
    let m = vm.of::<Member>(d);
    let (slot, name) = (m.slot, m.name.clone());
    check_member_receiver(vm, d, obj)?;
    let new = v.cloned().unwrap_or(Value::UNBOUND);
    let old = vm.write_slot(obj, slot, new)?;
    if v.is_none() && old.is_unbound() {
        let text = member_text(vm, d);
        return Err(vm.attribute_error_with(obj, &name, text));
    }
    drop(old);
    Ok(())
}
