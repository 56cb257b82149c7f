//! Iterators that aren't one container's: over anything with `__getitem__` ([`sequence`]), calls
//! until a sentinel ([`callable`]), and the builtins [`enumerate`], [`zip`](mod@zip), [`map`],
//! [`filter`] and [`reversed`].

pub mod callable;
pub mod enumerate;
pub mod filter;
pub mod map;
pub mod reversed;
pub mod sequence;
pub mod zip;

use crate::memory::value::Value;
use crate::vm::Vm;
use crate::vm::error::Raised;

/// Whether an error says that a sequence ends: IndexError or StopIteration.
fn ends_sequence(vm: &mut Vm, e: &Raised) -> bool {
    use crate::types::registry::T;
    vm.caught(e, T::IndexError) || vm.caught(e, T::StopIteration)
}

/// A field of a finished iterator: None in place of what it held.
fn finish(field: &mut Value) {
    drop(std::mem::replace(field, Value::NONE));
}
