use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Slots, TypeDef};
pub static DEF: TypeDef = TypeDef {
    name: "bytes",
    kind: Kind::Bytes,
    slots: Slots {
        repr: Some(repr),
        str: Some(st),
        hash: Some(hash),
        ..Slots::NONE
    },
    ..TypeDef::OBJECT
};
pub static ITER_DEF: TypeDef = TypeDef {
    name: "bytes_iterator",
    ..TypeDef::OBJECT
};
fn repr(vm: &mut Vm, v: &Value) -> Res {
    let s = String::from_utf8_lossy(vm.wtf8(v).unwrap_or(b"")).into_owned();
    vm.format(format_args!("'{s}'"))
}
fn st(_: &mut Vm, v: &Value) -> Res {
    Ok(v.clone())
}
fn hash(vm: &mut Vm, v: &Value) -> Res<i64> {
    Ok(vm.heap().hash_str(v) as i64)
}
