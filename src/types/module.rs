//! `module`: an object around a dict. Attributes are the dict's entries, then `__getattr__` of the module.

use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;

/// A module: its namespace.
pub struct Module {
    pub dict: Value,
}

impl Payload for Module {
    const KIND: Kind = Kind::Module;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        f(&self.dict);
    }

    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(self.dict.take());
    }
}

// ---------------------------------------------------------------- its type

use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::names::N;
use crate::vm::typedef::{CallArgs, Slots, TypeDef};
use crate::{getset, raise};

pub static DEF: TypeDef = TypeDef {
    name: "module",
    doc: "Create a module object.\n\nThe name must be a string; the optional docstring can have any type.",
    kind: Kind::Module,
    slots: Slots {
        new: Some(new),
        init: Some(init),
        repr: Some(repr),
        get_attr: Some(get_attr),
        ..Slots::NONE
    },
    getset: GETSET,
    subclassable: true,
    weakrefs: true,
    ..TypeDef::OBJECT
};

getset! { GETSET;
    "__dict__" => dict;
}

fn dict(vm: &mut Vm, m: &Value) -> Res {
    Ok(vm.of::<Module>(m).dict.clone())
}

fn new(vm: &mut Vm, class: &Value, _: CallArgs<'_>) -> Res {
    let dict = vm.dict()?;
    vm.alloc_as(class, Module { dict })
}

fn init(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
    let (pos, _) = vm.bind("module(name, doc=None)", call)?;
    if !vm.is_a(&pos[0], T::Str) {
        let t = vm.type_name(&pos[0]).to_owned();
        raise!(
            vm,
            TypeError,
            "module() argument 'name' must be str, not {t}"
        );
    }
    let doc = pos
        .get(1)
        .and_then(Value::bound)
        .cloned()
        .unwrap_or(Value::NONE);
    let name = pos[0].clone();
    vm.fill_module(this, &name, &doc)
}

fn repr(vm: &mut Vm, m: &Value) -> Res {
    let d = vm.of::<Module>(m).dict.clone();
    let (name, file) = (vm.name(N::__name__)?, vm.name(N::__file__)?);
    let n = match vm.dict_lookup_str(&d, &name).cloned() {
        Some(n) => vm.repr(&n)?,
        None => vm.str("'?'")?,
    };
    let n = vm.text(&n).unwrap_or("'?'").to_owned();
    let spec = vm.dict_get_str(&d, "__spec__")?.filter(|s| !s.is_none());
    // What the module says of itself in brackets, or where it comes from.
    let (from, what) = match spec {
        Some(spec) => {
            let origin = vm.try_attr(&spec, "origin")?.filter(|o| !o.is_none());
            let has_location = match vm.try_attr(&spec, "has_location")? {
                Some(v) => vm.truthy(&v)?,
                None => false,
            };
            match origin {
                Some(o) if has_location => (Some(o), None),
                Some(o) => (None, Some(vm.str_value(&o)?)),
                None => match vm.try_attr(&spec, "loader")? {
                    Some(l) if !l.is_none() => return with_loader(vm, &n, &l),
                    _ => (None, None),
                },
            }
        }
        None => match vm.dict_lookup_str(&d, &file).cloned() {
            Some(f) => (Some(f), None),
            None => match vm.dict_get_str(&d, "__loader__")? {
                Some(l) if !l.is_none() => return with_loader(vm, &n, &l),
                _ => (None, None),
            },
        },
    };
    let from = match from {
        Some(f) => Some(vm.repr(&f)?),
        None => None,
    };
    let text = |v: &Value| vm.text(v).unwrap_or("?").to_owned();
    match (from.as_ref().map(text), what.as_ref().map(text)) {
        (Some(f), _) => vm.format(format_args!("<module {n} from {f}>")),
        (None, Some(w)) => vm.format(format_args!("<module {n} ({w})>")),
        (None, None) => vm.format(format_args!("<module {n}>")),
    }
}

fn with_loader(vm: &mut Vm, name: &str, loader: &Value) -> Res {
    // A namespace package tells where its parts are.
    if let Some(path) = vm.try_attr(loader, "_path")? {
        let path = vm.repr(&path)?;
        let path = vm.text(&path).unwrap_or("?").to_owned();
        return vm.format(format_args!("<module {name} (namespace) from {path}>"));
    }
    let r = vm.repr(loader)?;
    let r = vm.text(&r).unwrap_or("?").to_owned();
    vm.format(format_args!("<module {name} ({r})>"))
}

/// Attributes of modules: their dict, then a `__getattr__` function in it (PEP 562).
fn get_attr(vm: &mut Vm, m: &Value, name: &Value) -> Res {
    if let Some(v) = vm.find_attr(m, name)? {
        return Ok(v);
    }
    let d = vm.of::<Module>(m).dict.clone();
    if d.is(&vm.builtins)
        && let Some(v) = vm.site_builtin(name)?
    {
        return Ok(v);
    }
    // The loader of what the VM imported is made when somebody asks for it.
    if let Some(l) = vm.module_loader(&d, name)? {
        return Ok(l);
    }
    let hook = vm.name(N::__getattr__)?;
    match vm.dict_lookup_str(&d, &hook).cloned() {
        Some(f) => match vm.call(&f, std::slice::from_ref(name)) {
            // That a module of the library makes some names when they are asked for shows nowhere.
            Err(e) if vm.caught(&e, T::AttributeError) && vm.is_library_module(&d)? => {
                Err(vm.attribute_error(m, name))
            }
            r => r,
        },
        None => Err(vm.attribute_error(m, name)),
    }
}

impl Vm {
    /// A new module with its standard attributes.
    pub fn new_module(&mut self, name: &str, doc: &Value) -> Res {
        let dict = self.dict()?;
        self.module_over(name, doc, dict)
    }

    /// A new module over namespace `dict`.
    pub(crate) fn module_over(&mut self, name: &str, doc: &Value, dict: Value) -> Res {
        let m = self.alloc(T::Module, Module { dict })?;
        let name = self.intern(name)?;
        self.fill_module(&m, &name, doc)?;
        Ok(m)
    }

    fn fill_module(&mut self, m: &Value, name: &Value, doc: &Value) -> Res<()> {
        let d = self.of::<Module>(m).dict.clone();
        for (n, v) in [
            (N::__name__, name.clone()),
            (N::__doc__, doc.clone()),
            (N::__package__, Value::NONE),
            (N::__loader__, Value::NONE),
            (N::__spec__, Value::NONE),
        ] {
            let k = self.name(n)?;
            self.dict_store_str(&d, &k, v)?;
        }
        Ok(())
    }

    /// A module's namespace.
    pub fn module_dict(&self, m: &Value) -> Value {
        self.get::<Module>(m)
            .map_or(Value::UNBOUND, |m| m.dict.clone())
    }
}
