//! Suggestions behind a message: near names, forgotten imports.

use super::stdlib_names;
use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::types::exception;
use crate::types::function::Function;
use crate::types::registry::T;
use crate::types::traceback::{self, Spot};
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::suggest::closest;

/// What is to be added to the message of `exc`; mostly nothing.
pub(super) fn of(vm: &mut Vm, exc: &Value) -> Res<String> {
    let found = if vm.is_a(exc, T::ImportError) {
        import(vm, exc)
    } else if vm.is_a(exc, T::AttributeError) {
        attribute(vm, exc)
    } else if vm.is_a(exc, T::NameError) {
        return name(vm, exc);
    } else {
        return Ok(String::new());
    };
    Ok(quiet(found)?.map_or_else(String::new, |s| format!(". Did you mean: '{s}'?")))
}

/// What fails in looking for a suggestion means that there is none.
fn quiet(r: Res<Option<String>>) -> Res<Option<String>> {
    match r {
        Err(e) if !e.is_stop() => Ok(None),
        r => r,
    }
}

fn text_of(vm: &Vm, v: &Value) -> Option<String> {
    vm.text(v).map(str::to_owned)
}

/// `dir(v)`.
fn dir(vm: &mut Vm, v: &Value) -> Res<Buf<Value>> {
    let names = vm.call_method(v, "__dir__", &[])?;
    let mut names = vm.collect(&names)?;
    names.sort_by(|a, b| vm.wtf8(a).cmp(&vm.wtf8(b)));
    Ok(names)
}

/// The name nearest to `wrong` among `names`.
fn nearest(vm: &Vm, wrong: &str, names: &[Value], private: bool) -> Option<String> {
    let names = names
        .iter()
        .filter_map(|n| vm.text(n))
        .filter(|n| private || !n.starts_with('_'));
    closest(wrong, names).map(str::to_owned)
}

/// The frame in which `exc` was raised.
fn innermost(vm: &mut Vm, exc: &Value) -> Res<Option<Spot>> {
    let tb = exception::traceback_of(vm, exc);
    match traceback::innermost(vm, &tb) {
        Some(tb) => traceback::spot(vm, &tb).map(Some),
        None => Ok(None),
    }
}

/// Local variable `self` of a frame.
fn self_of(vm: &Vm, at: &Spot) -> Option<Value> {
    let mut found = None;
    traceback::each_local(vm, at, &mut |n, v| {
        if n == "self" {
            found = Some(v.clone());
        }
    });
    found
}

fn attribute(vm: &mut Vm, exc: &Value) -> Res<Option<String>> {
    let (wrong, obj) = exception::name_obj(vm, exc);
    let Some(wrong) = text_of(vm, &wrong) else {
        return Ok(None);
    };
    let names = dir(vm, &obj)?;
    let mut private = wrong.starts_with('_');
    if !private && let Some(at) = innermost(vm, exc)? {
        private = self_of(vm, &at).is_some_and(|s| s.is(&obj));
    }
    Ok(nearest(vm, &wrong, &names, private))
}

fn import(vm: &mut Vm, exc: &Value) -> Res<Option<String>> {
    let (module, wrong) = exception::import_parts(vm, exc);
    let Some(wrong) = text_of(vm, &wrong) else {
        return Ok(None);
    };
    let modules = vm.modules.clone();
    let Some(module) = vm.dict_lookup_str(&modules, &module).cloned() else {
        return Ok(None);
    };
    let names = dir(vm, &module)?;
    Ok(nearest(vm, &wrong, &names, wrong.starts_with('_')))
}

fn name(vm: &mut Vm, exc: &Value) -> Res<String> {
    let (wrong, _) = exception::name_obj(vm, exc);
    let Some(wrong) = text_of(vm, &wrong) else {
        return Ok(String::new());
    };
    let near = near_variable(vm, exc, &wrong);
    let near = quiet(near)?;
    let is_module = stdlib_names::contains(&wrong);
    Ok(match near {
        Some(s) if is_module => {
            format!(". Did you mean: '{s}'? Or did you forget to import '{wrong}'?")
        }
        Some(s) => format!(". Did you mean: '{s}'?"),
        None if is_module => format!(". Did you forget to import '{wrong}'?"),
        None => String::new(),
    })
}

fn near_variable(vm: &mut Vm, exc: &Value, wrong: &str) -> Res<Option<String>> {
    let Some(at) = innermost(vm, exc)? else {
        return Ok(None);
    };
    if let Some(this) = self_of(vm, &at)
        && vm.try_attr(&this, wrong)?.is_some()
    {
        return Ok(Some(format!("self.{wrong}")));
    }
    let mut names: Vec<String> = Vec::new();
    traceback::each_local(vm, &at, &mut |n, _| names.push(n.to_owned()));
    let globals = vm
        .get::<Function>(&at.func)
        .map_or(Value::NONE, |f| f.globals.clone());
    vm.install_site()?;
    let spaces = [at.namespace.clone(), globals, vm.builtins.clone()];
    for space in &spaces {
        if let Some(d) = vm.get::<crate::types::dict::Dict>(space) {
            names.extend(d.iter().filter_map(|(k, _)| vm.text(k)).map(str::to_owned));
        }
    }
    Ok(closest(wrong, names.iter().map(|s| &**s)).map(str::to_owned))
}
