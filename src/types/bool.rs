//! `bool`: the two truth values, which are ints.

use super::int;
use crate::code::opcodes::{BinOp, UnaryOp};
use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::raise;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{CallArgs, Slots, TypeDef, ops};

pub static DEF: TypeDef = TypeDef {
    name: "bool",
    doc: "Returns True when the argument is true, False otherwise.\n\n\
          The builtins True and False are the only two instances of the class bool.\n\
          The class bool is a subclass of the class int, and cannot be subclassed.",
    base: Some(T::Int),
    kind: Kind::Int,
    slots: Slots {
        repr: Some(repr),
        bool: Some(truth),
        binary: Some(binary),
        unary: Some(unary),
        new: Some(new),
        ..Slots::NONE
    },
    binary_ops: ops(&[BinOp::And, BinOp::Or, BinOp::Xor]),
    signature: Some("(object=False, /)"),
    ..TypeDef::OBJECT
};

fn repr(vm: &mut Vm, v: &Value) -> Res {
    vm.intern(if v.as_bool() == Some(true) {
        "True"
    } else {
        "False"
    })
}

fn truth(_: &mut Vm, v: &Value) -> Res<bool> {
    Ok(v.as_bool() == Some(true))
}

/// Bitwise operators of two bools give a bool; the rest is int's.
fn binary(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    if let (Some(x), Some(y)) = (a.as_bool(), b.as_bool()) {
        match op {
            BinOp::And => return Ok(Value::bool(x & y)),
            BinOp::Or => return Ok(Value::bool(x | y)),
            BinOp::Xor => return Ok(Value::bool(x ^ y)),
            _ => {}
        }
    }
    int::binary(vm, op, a, b)
}

fn unary(vm: &mut Vm, op: UnaryOp, v: &Value) -> Res {
    if op == UnaryOp::Invert {
        let text = crate::compile::INVERTED_BOOL;
        vm.warn(T::DeprecationWarning, format_args!("{text}"), 1)?;
    }
    int::arith::unary(vm, op, v)
}

fn new(vm: &mut Vm, _: &Value, call: CallArgs<'_>) -> Res {
    if !call.names.is_empty() {
        raise!(vm, TypeError, "bool() takes no keyword arguments");
    }
    match call.args {
        [] => Ok(Value::FALSE),
        [x] => vm.truthy(x).map(Value::bool),
        more => raise!(
            vm,
            TypeError,
            "bool expected at most 1 argument, got {}",
            more.len()
        ),
    }
}
