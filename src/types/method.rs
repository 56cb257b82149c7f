//! Bound methods: a function with its first argument.

use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;

/// `obj.method`.
pub struct BoundMethod {
    pub func: Value,
    pub this: Value,
}

impl Payload for BoundMethod {
    const KIND: Kind = Kind::BoundMethod;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        f(&self.func);
        f(&self.this);
    }
}
