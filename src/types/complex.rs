use crate::memory::header::{Kind, Payload};
use crate::vm::typedef::TypeDef;
pub struct Complex {
    pub re: f64,
    pub im: f64,
}
impl Payload for Complex {
    const KIND: Kind = Kind::Complex;
}
pub static DEF: TypeDef = TypeDef {
    name: "complex",
    kind: Kind::Complex,
    ..TypeDef::OBJECT
};
