//! The type `method`: a function with its receiver. Its payload is in `types::method`.

use crate::code::opcodes::CmpOp;
use crate::memory::value::Value;
use crate::types::method::BoundMethod;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{CallArgs, Slots, TypeDef};
use crate::{getset, raise};

use crate::memory::header::Kind;

pub static METHOD: TypeDef = TypeDef {
    name: "method",
    doc: "Create a bound instance method object.",
    kind: Kind::BoundMethod,
    slots: Slots {
        repr: Some(method_repr),
        hash: Some(method_hash),
        cmp: Some(method_cmp),
        call: Some(super::call),
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
