use crate::code::opcodes::*;
use crate::memory::header::{Kind, Payload};
use crate::memory::heap::{Heap, OutOfMemory};
use crate::memory::value::Value;
use crate::num::BigInt as Big;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Slots, TypeDef};
pub struct BigInt(Big);
impl BigInt {
    pub fn new(_: &Heap, b: Big) -> Result<BigInt, OutOfMemory> {
        Ok(BigInt(b))
    }
    pub fn value(&self) -> &Big {
        &self.0
    }
}
impl Payload for BigInt {
    const KIND: Kind = Kind::Int;
}
pub static DEF: TypeDef = TypeDef {
    name: "int",
    kind: Kind::Int,
    slots: Slots {
        repr: Some(repr),
        binary: Some(bin),
        ..Slots::NONE
    },
    ..TypeDef::OBJECT
};
pub static BOOL: TypeDef = TypeDef {
    name: "bool",
    base: Some(T::Int),
    kind: Kind::Int,
    slots: Slots {
        repr: Some(brepr),
        ..Slots::NONE
    },
    ..TypeDef::OBJECT
};
fn repr(vm: &mut Vm, v: &Value) -> Res {
    let i = vm.as_i64(v).unwrap_or(0);
    vm.format(format_args!("{i}"))
}
fn brepr(vm: &mut Vm, v: &Value) -> Res {
    vm.str(if v.is(&Value::TRUE) { "True" } else { "False" })
}
fn bin(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    let (Some(x), Some(y)) = (vm.as_i64(a), vm.as_i64(b)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let r = match op {
        BinOp::Add => x + y,
        BinOp::Sub => x - y,
        BinOp::Mul => x * y,
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    vm.int(r)
}
pub fn to_float(_: &mut Vm, v: &Value) -> Res<f64> {
    Ok(v.as_small_int().unwrap_or(0) as f64)
}
impl Vm {
    pub fn int_literal(&mut self, d: &str) -> Res {
        self.int(d.parse().unwrap_or(0))
    }
    pub fn int_pow_mod(&mut self, _: &Value, _: &Value, _: &Value) -> Res<Option<Value>> {
        Ok(None)
    }
    pub fn complex(&mut self, _: f64, _: f64) -> Res {
        Ok(Value::NONE)
    }
    pub fn ascii(&mut self, v: &Value) -> Res {
        self.repr(v)
    }
    pub fn format_value(&mut self, v: &Value, _: &Value) -> Res {
        self.str_value(v)
    }
    pub fn format_field(&mut self, v: &Value, c: u8, _: Option<&Value>) -> Res {
        if c == 2 {
            self.repr(v)
        } else {
            self.str_value(v)
        }
    }
    pub fn build_string(&mut self, items: &[Value]) -> Res {
        let mut b = crate::memory::buf::Buf::new();
        for v in items {
            let s = self.wtf8(v).unwrap_or(b"").to_vec();
            b.extend_from_slice(&self.heap, &s)?;
        }
        self.str_of(b)
    }
}
