//! The types of functions written in Rust: builtin_function_or_method, method_descriptor and
//! classmethod_descriptor. Their payload is in `types::native`.

use crate::code::opcodes::CmpOp;
use crate::memory::value::Value;
use crate::types::native::{NativeDef, NativeFunction};
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::bind::text_signature;
use crate::vm::error::Res;
use crate::vm::typedef::{Slots, TypeDef};
use crate::{getset, raise};

use crate::memory::header::Kind;

pub static BUILTIN_FUNCTION: TypeDef = TypeDef {
    name: "builtin_function_or_method",
    kind: Kind::NativeFunction,
    slots: Slots {
        repr: Some(native_repr),
        hash: Some(native_hash),
        cmp: Some(native_cmp),
        call: Some(super::call),
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
        call: Some(super::call),
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
        call: Some(super::call),
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
    Ok(super::or_none(&this))
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
    Ok(super::or_none(&vm.of::<NativeFunction>(f).owner))
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
