//! Modules.

use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;

/// A module: its namespace.
pub struct Module {
    pub dict: Value,
}

impl Payload for Module {
    const KIND: Kind = Kind::Module;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        f(&self.dict);
    }

    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(self.dict.take());
    }
}
