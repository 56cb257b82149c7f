//! `atexit`: functions that run when the program ends (`vm/program.rs` calls them).

use super::ModuleDef;
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;
use crate::{methods, raise};

pub static MODULE: ModuleDef = ModuleDef {
    name: "atexit",
    doc: "Functions to be run when the program ends.",
    functions: FUNCTIONS,
    types: &[],
    init: None,
};

methods! { FUNCTIONS;
    /// Register a function to be executed upon normal program termination
    "register(func, /, *args, **kwargs)" => register;
    /// Unregister an exit function which was previously registered using atexit.register
    "unregister(func, /)" => unregister;
    /// Run all registered exit functions.
    "_run_exitfuncs()" => run;
    /// Clear the list of previously registered exit functions.
    "_clear()" => clear;
    /// Return the number of registered exit functions.
    "_ncallbacks()" => count;
}

fn register(vm: &mut Vm, a: Args<'_>) -> Res {
    let f = a[0].clone();
    if vm.slots(&f).call.is_none() {
        raise!(vm, TypeError, "the first argument must be callable");
    }
    let args = vm.tuple(&a.pos[1..])?;
    let kwargs = match a.kw(0) {
        Some(d) if vm.is_a(d, T::Dict) => d.clone(),
        _ => vm.dict()?,
    };
    let entry = vm.tuple(&[f.clone(), args, kwargs])?;
    vm.state.at_exit.push(entry);
    Ok(f)
}

fn unregister(vm: &mut Vm, a: Args<'_>) -> Res {
    let mut i = vm.state.at_exit.len();
    while i > 0 {
        i -= 1;
        // Comparing may register or remove others.
        let Some(entry) = vm.state.at_exit.get(i).cloned() else {
            continue;
        };
        let Some(f) = vm.items(&entry).and_then(|e| e.first()).cloned() else {
            continue;
        };
        if vm.eq(&f, &a[0])?
            && let Some(e) = vm.state.at_exit.iter_mut().find(|e| e.is(&entry))
        {
            // The others keep their numbers: `Vm::run_at_exit` may be going through them.
            *e = Value::NONE;
        }
    }
    Ok(Value::NONE)
}

fn run(vm: &mut Vm, _: Args<'_>) -> Res {
    vm.run_at_exit()?;
    Ok(Value::NONE)
}

fn clear(vm: &mut Vm, _: Args<'_>) -> Res {
    vm.state.at_exit.clear();
    Ok(Value::NONE)
}

fn count(vm: &mut Vm, _: Args<'_>) -> Res {
    vm.int(vm.state.at_exit.len() as i64)
}
