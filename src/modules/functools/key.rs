//! `cmp_to_key`: keys that compare by a function of two arguments.

use crate::code::opcodes::CmpOp;
use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef};
use crate::{getset, payload, raise};

payload! {
    /// A key, or (with `object` unbound) the function that makes keys.
    pub struct KeyWrapper: KeyWrapper {
        compare: Value,
        object: Value,
    }
}

pub static KEY: TypeDef = TypeDef {
    name: "KeyWrapper",
    full_name: "functools.KeyWrapper",
    module: "functools",
    kind: Kind::KeyWrapper,
    slots: Slots {
        call: Some(call),
        cmp: Some(cmp),
        ..Slots::NONE
    },
    getset: GETSET,
    unhashable: true,
    lazy: true,
    ..TypeDef::OBJECT
};

getset! { GETSET;
    /// Value wrapped by a key function.
    "obj" => object;
}

pub fn cmp_to_key(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.alloc(
        T::KeyWrapper,
        KeyWrapper {
            compare: a[0].clone(),
            object: Value::UNBOUND,
        },
    )
}

fn call(vm: &mut Vm, k: &Value, args: CallArgs<'_>) -> Res {
    let (a, _) = vm.bind("K(obj)", args)?;
    let compare = vm.of::<KeyWrapper>(k).compare.clone();
    let object = a[0].clone();
    vm.alloc(T::KeyWrapper, KeyWrapper { compare, object })
}

fn object(vm: &mut Vm, k: &Value) -> Res {
    match vm.of::<KeyWrapper>(k).object.bound().cloned() {
        Some(v) => Ok(v),
        None => raise!(vm, AttributeError, "object"),
    }
}

fn cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    let (Some(x), Some(y)) = (vm.get::<KeyWrapper>(a), vm.get::<KeyWrapper>(b)) else {
        raise!(vm, TypeError, "other argument must be K instance");
    };
    let (compare, x, y) = (x.compare.clone(), x.object.clone(), y.object.clone());
    if x.is_unbound() || y.is_unbound() {
        raise!(vm, AttributeError, "object");
    }
    let order = vm.call(&compare, &[x, y])?;
    vm.compare(op, &order, &Value::ZERO)
}
