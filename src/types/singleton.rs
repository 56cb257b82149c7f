use crate::vm::typedef::{Slots, TypeDef};
pub static NONE: TypeDef = TypeDef {
    name: "NoneType",
    slots: Slots {
        repr: Some(|vm, _| vm.str("None")),
        ..Slots::NONE
    },
    ..TypeDef::OBJECT
};
pub static NOT_IMPLEMENTED: TypeDef = TypeDef {
    name: "NotImplementedType",
    ..TypeDef::OBJECT
};
pub static ELLIPSIS: TypeDef = TypeDef {
    name: "ellipsis",
    ..TypeDef::OBJECT
};
