//! `_asyncio`: the running event loop. It is kept here so that it is forgotten however a run ends: a
//! script that is stopped (out of fuel) runs no `finally`. The rest is in `python/asyncio/`.

use super::ModuleDef;
use crate::memory::value::Value;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;
use crate::{methods, raise};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_asyncio",
    doc: "The running event loop.",
    functions: FUNCTIONS,
    types: &[],
    init: None,
};

methods! { FUNCTIONS;
    /// Return the running event loop or None.
    "_get_running_loop()" => get;
    /// Set the running event loop.
    "_set_running_loop(loop, /)" => set;
    /// Return the running event loop. Raise a RuntimeError if there is none.
    "get_running_loop()" => get_or_raise;
    /// Call a function while a loop is the running one and hooks of asynchronous generators are
    /// set.
    "run_in(loop, firstiter, finalizer, function, /)" => run_in;
}

/// The key of the running loop among the VM's slots.
const RUNNING: &str = "asyncio.running_loop";

fn running(vm: &Vm) -> Value {
    vm.state.slots.get(RUNNING).cloned().unwrap_or(Value::NONE)
}

fn replace(vm: &mut Vm, with: Value) -> Option<Value> {
    if with.is_none() {
        return vm.state.slots.remove(RUNNING);
    }
    vm.state.slots.insert(RUNNING, with)
}

fn get(vm: &mut Vm, _: Args<'_>) -> Res {
    Ok(running(vm))
}

fn set(vm: &mut Vm, a: Args<'_>) -> Res {
    drop(replace(vm, a[0].clone()));
    Ok(Value::NONE)
}

fn get_or_raise(vm: &mut Vm, _: Args<'_>) -> Res {
    let v = running(vm);
    if v.is_none() {
        raise!(vm, RuntimeError, "no running event loop");
    }
    Ok(v)
}

fn run_in(vm: &mut Vm, a: Args<'_>) -> Res {
    let before = replace(vm, a[0].clone());
    let hooks = [a[1].clone(), a[2].clone()];
    let hooks = std::mem::replace(&mut vm.state.async_hooks, hooks);
    let r = vm.call(&a[3], &[]);
    let own = std::mem::replace(&mut vm.state.async_hooks, hooks);
    let ended = replace(vm, before.unwrap_or(Value::NONE));
    drop((own, ended));
    r
}
