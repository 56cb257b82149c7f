//! What `sys` lets event loops and debuggers set about coroutines: hooks of asynchronous generators,
//! and how much is kept of where coroutines come from.

use crate::memory::value::Value;
use crate::raise;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;

const NAMES: [&str; 2] = ["firstiter", "finalizer"];

/// `sys.get_asyncgen_hooks()`.
pub fn get_hooks(vm: &mut Vm, _: Args<'_>) -> Res {
    let hooks = vm.state.async_hooks.clone();
    let hooks = hooks.map(|h| if h.is_unbound() { Value::NONE } else { h });
    vm.struct_sequence(T::AsyncgenHooks, &hooks)
}

/// `sys.set_asyncgen_hooks(firstiter, finalizer)`: what isn't given stays, None takes away.
pub fn set_hooks(vm: &mut Vm, a: Args<'_>) -> Res {
    // The finalizer is looked at first, as CPython does.
    for i in [1, 0] {
        if let Some(v) = a.some(i)
            && vm.slots(v).call.is_none()
        {
            let t = vm.type_name(v).to_owned();
            raise!(vm, TypeError, "callable {} expected, got {t}", NAMES[i]);
        }
    }
    for i in 0..2 {
        if let Some(v) = a.get(i) {
            let v = if v.is_none() {
                Value::UNBOUND
            } else {
                v.clone()
            };
            drop(std::mem::replace(&mut vm.state.async_hooks[i], v));
        }
    }
    Ok(Value::NONE)
}

/// `sys.get_coroutine_origin_tracking_depth()`.
pub fn get_origin_depth(vm: &mut Vm, _: Args<'_>) -> Res {
    vm.int(vm.state.origin_depth as i64)
}

/// `sys.set_coroutine_origin_tracking_depth(depth)`.
pub fn set_origin_depth(vm: &mut Vm, a: Args<'_>) -> Res {
    let depth = vm.index_i64(&a[0])?;
    let Ok(depth) = usize::try_from(depth) else {
        raise!(vm, ValueError, "depth must be >= 0");
    };
    vm.state.origin_depth = depth;
    Ok(Value::NONE)
}
