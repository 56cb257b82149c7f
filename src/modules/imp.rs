//! `_imp`: what importing in Python needs of the VM's own importing.

use super::import::Located;
use super::module_spec::Origin;
use super::{MODULES, ModuleDef, PYTHON_MODULES};
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;
use crate::{methods, raise};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_imp",
    doc: "The VM's side of importing.",
    functions: FUNCTIONS,
    types: &[T::ModuleSpec],
    init: None,
};

methods! { FUNCTIONS;
    /// Returns True if the module name corresponds to a built-in module.
    "is_builtin(name, /)" => is_builtin;
    /// Returns True if the module name corresponds to a frozen module.
    "is_frozen(name, /)" => is_frozen;
    /// Where a module is found: (how, file, places of submodules), or None.
    "_find(name, path, /)" => find;
    /// A new native module.
    "_create(name, /)" => create;
    /// The source of a module that is a part of the VM.
    "_source(name, /)" => source;
    /// The text of the bytes of a source file.
    "_decode(data, /)" => decode;
    /// Imports a module by its full name.
    "_import(name, /)" => import;
    /// Says which finders stand for the VM's own importing.
    "_set_finders(finders, /)" => set_finders;
}

fn text(vm: &mut Vm, v: &Value) -> Res<String> {
    match vm.text(v) {
        Some(t) => Ok(t.to_owned()),
        None => {
            let t = vm.type_name(v).to_owned();
            raise!(vm, TypeError, "module name must be str, not {t}")
        }
    }
}

fn is_builtin(vm: &mut Vm, a: Args<'_>) -> Res {
    let name = text(vm, &a[0])?;
    // 1: made anew each time; -1: there is but one.
    let n = match name.as_str() {
        "sys" | "builtins" => -1,
        n => i64::from(MODULES.iter().any(|d| d.name == n)),
    };
    Ok(Value::int(n))
}

fn is_frozen(vm: &mut Vm, a: Args<'_>) -> Res {
    let name = text(vm, &a[0])?;
    Ok(Value::bool(PYTHON_MODULES.iter().any(|(n, _)| *n == name)))
}

fn find(vm: &mut Vm, a: Args<'_>) -> Res {
    let name = text(vm, &a[0])?;
    let paths = match a[1].is_none() {
        true => None,
        false => Some(vm.collect(&a[1])?),
    };
    let Some(found) = vm.locate(&name, paths.as_deref())? else {
        return Ok(Value::NONE);
    };
    let (how, file, locations) = match found {
        Located::BuiltIn(_) => (Origin::BuiltIn, None, None),
        Located::Source(f) => {
            let how = f.how();
            let locations = f.locations(vm)?;
            (how, (how == Origin::File).then_some(f.file), locations)
        }
    };
    let how = vm.str(how.name())?;
    let file = match file {
        Some(f) => vm.str(&f)?,
        None => Value::NONE,
    };
    vm.tuple(&[how, file, locations.unwrap_or(Value::NONE)])
}

fn create(vm: &mut Vm, a: Args<'_>) -> Res {
    let name = text(vm, &a[0])?;
    match MODULES.iter().find(|d| d.name == name) {
        Some(def) => vm.make_native_module(def),
        None => raise!(vm, ImportError, "'{name}' is not a built-in module"),
    }
}

fn source(vm: &mut Vm, a: Args<'_>) -> Res {
    let name = text(vm, &a[0])?;
    match PYTHON_MODULES.iter().find(|(n, _)| *n == name) {
        Some((_, s)) => vm.str_wtf8(&s.text()),
        None => raise!(vm, ImportError, "'{name}' is not a frozen module"),
    }
}

fn decode(vm: &mut Vm, a: Args<'_>) -> Res {
    let Some(bytes) = vm.bytes_of_value(&a[0]).map(<[u8]>::to_vec) else {
        let t = vm.type_name(&a[0]).to_owned();
        raise!(vm, TypeError, "a bytes-like object is required, not '{t}'");
    };
    match vm.decode_source(&bytes) {
        Ok(text) => vm.str(&text),
        Err(e) => Err(e),
    }
}

fn import(vm: &mut Vm, a: Args<'_>) -> Res {
    let name = text(vm, &a[0])?;
    vm.import_dotted(&name)
}

fn set_finders(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.state.slots.insert(super::import::FINDERS, a[0].clone());
    Ok(Value::NONE)
}
