//! Cells: variables shared between a function and those nested in it.

use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;

/// A variable of its own; unbound when empty.
pub struct Cell {
    pub value: Value,
}

impl Payload for Cell {
    const KIND: Kind = Kind::Cell;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        f(&self.value);
    }

    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(self.value.take());
    }
}
