//! Weak references (stub).
use crate::memory::value::Value;
use crate::vm::Vm;
pub fn take_callback(_: &mut Vm, _: &Value) -> Option<Value> {
    None
}
