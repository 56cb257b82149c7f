//! `builtins`: the module every name lookup ends in. Its functions are rows of `functions.rs`; types
//! are listed here, exceptions come from their table. `install` fills it once, when a VM is made.

mod evaluate;
mod functions;

use super::ModuleDef;
use crate::memory::value::Value;
use crate::types::native::{NativeDef, NativeFunction};
use crate::types::registry::{T, TYPE_DEFS};
use crate::vm::Vm;
use crate::vm::error::Res;

pub static MODULE: ModuleDef = ModuleDef {
    name: "builtins",
    doc: "Built-in functions, types, exceptions, and other objects.",
    functions: functions::FUNCTIONS,
    types: &[],
    init: None,
};

/// Types that `builtins` shows beside the exceptions.
const TYPES: &[T] = &[
    T::Object,
    T::Type,
    T::Int,
    T::Bool,
    T::Float,
    T::Complex,
    T::Str,
    T::Bytes,
    T::ByteArray,
    T::MemoryView,
    T::Tuple,
    T::List,
    T::Dict,
    T::Set,
    T::FrozenSet,
    T::Range,
    T::Slice,
    T::Property,
    T::StaticMethod,
    T::ClassMethod,
    T::Super,
    T::Enumerate,
    T::Zip,
    T::Map,
    T::Filter,
    T::Reversed,
];

/// Fills the VM's builtins and registers the module.
pub fn install(vm: &mut Vm) -> Res<()> {
    let dict = vm.builtins.clone();
    let name = vm.intern("builtins")?;
    for f in MODULE.functions {
        let v = vm.module_function(f, &name)?;
        let k = vm.intern(f.name())?;
        vm.dict_store_str(&dict, &k, v)?;
    }
    let build_class = NativeFunction {
        def: NativeDef::Raw {
            name: "__build_class__",
            func: crate::types::class::build_class,
        },
        this: name,
        owner: Value::UNBOUND,
    };
    let build_class = vm.alloc(T::BuiltinFunction, build_class)?;
    let k = vm.intern("__build_class__")?;
    vm.dict_store_str(&dict, &k, build_class)?;
    let io = vm.intern("_io")?;
    let open = vm.module_function(&crate::modules::io::FUNCTIONS[0], &io)?;
    let k = vm.intern("open")?;
    vm.dict_store_str(&dict, &k, open)?;
    for (k, v) in [
        ("None", Value::NONE),
        ("True", Value::TRUE),
        ("False", Value::FALSE),
        ("Ellipsis", Value::ELLIPSIS),
        ("NotImplemented", Value::NOT_IMPLEMENTED),
        ("__debug__", Value::bool(vm.state.optimize == 0)),
    ] {
        let k = vm.intern(k)?;
        vm.dict_store_str(&dict, &k, v)?;
    }
    for &t in TYPES {
        show(vm, &dict, t, TYPE_DEFS[t as usize].name)?;
    }
    for t in T::ALL {
        let def = TYPE_DEFS[t as usize];
        if def.module == "builtins" && is_exception(t) {
            show(vm, &dict, t, def.name)?;
        }
    }
    for alias in ["EnvironmentError", "IOError"] {
        show(vm, &dict, T::OSError, alias)?;
    }
    Ok(())
}

/// The module object, over the namespace that the VM has already.
pub fn module(vm: &mut Vm) -> Res {
    let doc = vm.str(MODULE.doc)?;
    let dict = vm.builtins.clone();
    vm.module_over(MODULE.name, &doc, dict)
}

fn show(vm: &mut Vm, dict: &Value, t: T, name: &str) -> Res<()> {
    let k = vm.intern(name)?;
    let class = vm.class(t).clone();
    vm.dict_store_str(dict, &k, class)?;
    Ok(())
}

fn is_exception(t: T) -> bool {
    let mut at = Some(t);
    while let Some(x) = at {
        if x == T::BaseException {
            return true;
        }
        at = TYPE_DEFS[x as usize].base;
    }
    false
}
