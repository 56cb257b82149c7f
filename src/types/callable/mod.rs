//! The types of what can be called, and of the descriptors that builtin types are made of.

pub mod descriptor;
pub mod function;
pub mod method;
pub mod native;
pub mod wrapper;

use crate::memory::value::Value;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::CallArgs;

/// The slot of those that `Vm::call_args` knows.
fn call(vm: &mut Vm, f: &Value, args: CallArgs<'_>) -> Res {
    vm.call_args(f, args)
}

fn or_none(v: &Value) -> Value {
    v.bound().cloned().unwrap_or(Value::NONE)
}
