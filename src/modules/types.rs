//! `_types`: what `python/types.py` needs of the VM.

use super::ModuleDef;
use crate::code::{Code, CodeFlags};
use crate::types::code::CodeObject;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;
use crate::{methods, raise};
use std::sync::Arc;

pub static MODULE: ModuleDef = ModuleDef {
    name: "_types",
    doc: "What the module types needs of the VM.",
    functions: FUNCTIONS,
    types: &[T::Coroutine, T::AsyncGenerator],
    init: None,
};

methods! { FUNCTIONS;
    /// Return a copy of a generator function's code whose generators can be awaited.
    "awaitable_code(code, /)" => awaitable_code;
}

fn awaitable_code(vm: &mut Vm, a: Args<'_>) -> Res {
    if !vm.is_exact(&a[0], T::Code) {
        raise!(vm, TypeError, "a code object is required");
    }
    let code = &vm.of::<CodeObject>(&a[0]).code;
    vm.reserve_check(code.ops.len().saturating_mul(64))?;
    let code = &vm.of::<CodeObject>(&a[0]).code;
    let flags = CodeFlags(code.flags.0 | CodeFlags::ITERABLE_COROUTINE);
    let copy: Code = Code {
        flags,
        ..Code::clone(code)
    };
    vm.code_object(Arc::new(copy))
}
