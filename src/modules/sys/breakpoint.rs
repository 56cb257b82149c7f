//! `breakpoint()` and `sys.breakpointhook`: which function is called is told by PYTHONBREAKPOINT.
//! Runs Python.

use crate::memory::value::Value;
use crate::raise;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs};

/// Calls `f` with the arguments that a `(*args, **kws)` function got.
fn passed_on(vm: &mut Vm, f: &Value, a: &Args<'_>) -> Res {
    let mut all: smallvec::SmallVec<[Value; 8]> = a.pos.iter().cloned().collect();
    let mut names: smallvec::SmallVec<[Value; 4]> = smallvec::SmallVec::new();
    if let Some(keywords) = a.kw.last().and_then(Value::bound).filter(|d| !d.is_none()) {
        let items = vm.call_method(keywords, "items", &[])?;
        for pair in vm.collect(&items)?.iter() {
            if let Some([name, v]) = vm.items(pair) {
                let (name, v) = (name.clone(), v.clone());
                names.push(vm.intern_value(&name)?);
                all.push(v);
            }
        }
    }
    vm.call_args(
        f,
        CallArgs {
            args: &all,
            names: &names,
        },
    )
}

/// `breakpoint(*args, **kws)`.
pub fn builtin(vm: &mut Vm, a: Args<'_>) -> Res {
    let sys = vm.state.sys_dict.clone();
    let hook = match sys.is_unbound() {
        true => {
            let sys = vm.import_dotted("sys")?;
            vm.try_attr(&sys, "breakpointhook")?
        }
        false => vm.dict_get_str(&sys, "breakpointhook")?,
    };
    match hook {
        Some(hook) => passed_on(vm, &hook, &a),
        None => raise!(vm, RuntimeError, "lost sys.breakpointhook"),
    }
}

/// `sys.breakpointhook(*args, **kws)`.
pub fn hook(vm: &mut Vm, a: Args<'_>) -> Res {
    let os = vm.import_dotted("os")?;
    let environ = vm.attr(&os, "environ")?;
    let variable = vm.str("PYTHONBREAKPOINT")?;
    let set = vm.call_method(&environ, "get", &[variable])?;
    let path = match vm.text(&set) {
        None | Some("") => "pdb.set_trace".to_owned(),
        Some("0") => return Ok(Value::NONE),
        Some(path) => path.to_owned(),
    };
    let (module, name) = path.rsplit_once('.').unwrap_or(("builtins", &path));
    let found = match module {
        "" => None,
        module => match function(vm, module, name) {
            Ok(f) => Some(f),
            Err(e) if vm.caught(&e, T::ImportError) || vm.caught(&e, T::AttributeError) => None,
            Err(e) => return Err(e),
        },
    };
    match found {
        Some(f) => passed_on(vm, &f, &a),
        None => {
            let message = format_args!("Ignoring unimportable $PYTHONBREAKPOINT: \"{path}\"");
            vm.warn(T::RuntimeWarning, message, 1)?;
            Ok(Value::NONE)
        }
    }
}

fn function(vm: &mut Vm, module: &str, name: &str) -> Res {
    let module = vm.import_dotted(module)?;
    vm.attr(&module, name)
}
