use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Slots, TypeDef};
pub struct Float {
    pub value: f64,
}
impl Payload for Float {
    const KIND: Kind = Kind::Float;
}
pub static DEF: TypeDef = TypeDef {
    name: "float",
    kind: Kind::Float,
    slots: Slots {
        repr: Some(repr),
        ..Slots::NONE
    },
    ..TypeDef::OBJECT
};
fn repr(vm: &mut Vm, v: &Value) -> Res {
    let f = vm.as_f64(v).unwrap_or(0.0);
    vm.format(format_args!("{f:?}"))
}
