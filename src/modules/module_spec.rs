//! `ModuleSpec`: what is known of a module before it is loaded. Each module that is imported has one; the
//! loader of one that the VM imported itself is made when it is asked for, so that importing needs
//! nothing of `importlib`.

use crate::code::opcodes::CmpOp;
use crate::memory::buf::Buf;
use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{CallArgs, Slots, TypeDef};
use crate::{getset, payload, raise};

/// How a module is found and loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Native.
    BuiltIn = 1,
    /// Python that is a part of the VM.
    Frozen,
    File,
    /// Folders without code.
    Namespace,
}

impl Origin {
    /// What Python code calls it.
    pub fn name(self) -> &'static str {
        match self {
            Origin::BuiltIn => "built-in",
            Origin::Frozen => "frozen",
            Origin::File => "file",
            Origin::Namespace => "namespace",
        }
    }
}

payload! {
    pub struct ModuleSpec: ModuleSpec {
        pub name: Value,
        /// Unbound as long as nobody has asked for the VM's own loader.
        loader: Value,
        pub origin: Value,
        loader_state: Value,
        pub locations: Value,
        /// Unbound until it is asked for.
        cached: Value,
        uninitialized: Value,
        has_location: bool,
        initializing: bool,
        /// [`Origin`] of a module that the VM imported, or 0.
        how: u8,
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "ModuleSpec",
    module: "_frozen_importlib",
    doc: "The specification for a module, used for loading.",
    kind: Kind::ModuleSpec,
    slots: Slots {
        repr: Some(repr),
        cmp: Some(compare),
        new: Some(new),
        init: Some(init),
        ..Slots::NONE
    },
    getset: GETSET,
    unhashable: true,
    subclassable: true,
    weakrefs: true,
    lazy: true,
    ..TypeDef::OBJECT
};

getset! { GETSET;
    "name" => name, set_name;
    "loader" => loader, set_loader;
    "origin" => origin, set_origin;
    "loader_state" => loader_state, set_loader_state;
    "submodule_search_locations" => locations, set_locations;
    "cached" => cached, set_cached;
    /// The name of the module's parent.
    "parent" => parent;
    "has_location" => has_location, set_has_location;
    "_initializing" => initializing, set_initializing;
    "_uninitialized_submodules" => uninitialized;
}

macro_rules! plain_field {
    ($($get:ident, $set:ident: $field:ident;)*) => { $(
        fn $get(vm: &mut Vm, this: &Value) -> Res {
            Ok(vm.of::<ModuleSpec>(this).$field.clone())
        }

        fn $set(vm: &mut Vm, this: &Value, v: Option<&Value>) -> Res<()> {
            let v = v.cloned().unwrap_or(Value::NONE);
            vm.of_mut::<ModuleSpec>(this).0.$field = v;
            Ok(())
        }
    )* };
}
plain_field! {
    name, set_name: name;
    origin, set_origin: origin;
    loader_state, set_loader_state: loader_state;
    locations, set_locations: locations;
}

fn uninitialized(vm: &mut Vm, this: &Value) -> Res {
    Ok(vm.of::<ModuleSpec>(this).uninitialized.clone())
}

fn new(vm: &mut Vm, class: &Value, _: CallArgs<'_>) -> Res {
    let uninitialized = vm.list(Buf::new())?;
    vm.alloc_as(
        class,
        ModuleSpec {
            name: Value::NONE,
            loader: Value::NONE,
            origin: Value::NONE,
            loader_state: Value::NONE,
            locations: Value::NONE,
            cached: Value::UNBOUND,
            uninitialized,
            has_location: false,
            initializing: false,
            how: 0,
        },
    )
}

fn init(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
    let args: Vec<Value> = std::iter::once(this).chain(call.args).cloned().collect();
    let (pos, kw) = vm.bind(
        "ModuleSpec.__init__(self, name, loader, *, origin=None, loader_state=None, is_package=None)",
        CallArgs {
            args: &args,
            names: call.names,
        },
    )?;
    let some = |i: usize| kw.get(i).and_then(Value::bound).cloned();
    let is_package = match some(2) {
        Some(v) => vm.truthy(&v)?,
        None => false,
    };
    let locations = match is_package {
        true => vm.list(Buf::new())?,
        false => Value::NONE,
    };
    let (spec, _) = vm.of_mut::<ModuleSpec>(this);
    spec.name = pos[1].clone();
    spec.loader = pos[2].clone();
    spec.origin = some(0).unwrap_or(Value::NONE);
    spec.loader_state = some(1).unwrap_or(Value::NONE);
    spec.locations = locations;
    Ok(())
}

fn repr(vm: &mut Vm, this: &Value) -> Res {
    let class = vm.type_name(this).to_owned();
    let loader = loader(vm, this)?;
    let spec = vm.of::<ModuleSpec>(this);
    let (name, origin, locations) = (
        spec.name.clone(),
        spec.origin.clone(),
        spec.locations.clone(),
    );
    let mut parts = vec![("name", name), ("loader", loader)];
    if !origin.is_none() {
        parts.push(("origin", origin));
    }
    if !locations.is_none() {
        parts.push(("submodule_search_locations", locations));
    }
    let mut text = String::new();
    for (label, v) in parts {
        let r = vm.repr(&v)?;
        let r = String::from_utf8_lossy(vm.wtf8(&r).unwrap_or_default()).into_owned();
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(label);
        text.push('=');
        text.push_str(&r);
    }
    vm.format(format_args!("{class}({text})"))
}

fn compare(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    if !matches!(op, CmpOp::Eq | CmpOp::Ne) || vm.get::<ModuleSpec>(b).is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let mut same = true;
    for field in [name, loader, origin, locations, cached, has_location] {
        let (x, y) = (field(vm, a)?, field(vm, b)?);
        if !vm.eq(&x, &y)? {
            same = false;
            break;
        }
    }
    Ok(Value::bool(same == (op == CmpOp::Eq)))
}

/// The loader; one of the VM's own is made now.
fn loader(vm: &mut Vm, this: &Value) -> Res {
    let spec = vm.of::<ModuleSpec>(this);
    if let Some(l) = spec.loader.bound() {
        return Ok(l.clone());
    }
    let how = [
        Origin::BuiltIn,
        Origin::Frozen,
        Origin::File,
        Origin::Namespace,
    ]
    .into_iter()
    .find(|o| *o as u8 == spec.how)
    .map_or("", Origin::name);
    let (name, origin, locations) = (
        spec.name.clone(),
        spec.origin.clone(),
        spec.locations.clone(),
    );
    let machinery = vm.import_dotted("_frozen_importlib")?;
    let how = vm.str(how)?;
    let l = vm.call_method(&machinery, "_loader", &[how, name, origin, locations])?;
    vm.of_mut::<ModuleSpec>(this).0.loader = l.clone();
    Ok(l)
}

fn set_loader(vm: &mut Vm, this: &Value, v: Option<&Value>) -> Res<()> {
    let v = v.cloned().unwrap_or(Value::NONE);
    vm.of_mut::<ModuleSpec>(this).0.loader = v;
    Ok(())
}

/// Where compiled code would be kept; None for what has no file.
fn cached(vm: &mut Vm, this: &Value) -> Res {
    let spec = vm.of::<ModuleSpec>(this);
    if let Some(c) = spec.cached.bound() {
        return Ok(c.clone());
    }
    if !spec.has_location || spec.origin.is_none() {
        return Ok(Value::NONE);
    }
    let origin = spec.origin.clone();
    let machinery = vm.import_dotted("_frozen_importlib")?;
    let c = vm.call_method(&machinery, "_get_cached", &[origin])?;
    vm.of_mut::<ModuleSpec>(this).0.cached = c.clone();
    Ok(c)
}

fn set_cached(vm: &mut Vm, this: &Value, v: Option<&Value>) -> Res<()> {
    let v = v.cloned().unwrap_or(Value::NONE);
    vm.of_mut::<ModuleSpec>(this).0.cached = v;
    Ok(())
}

fn parent(vm: &mut Vm, this: &Value) -> Res {
    let spec = vm.of::<ModuleSpec>(this);
    let (name, package) = (spec.name.clone(), !spec.locations.is_none());
    if package {
        return Ok(name);
    }
    let Some(text) = vm.text(&name) else {
        let t = vm.type_name(&name).to_owned();
        raise!(
            vm,
            AttributeError,
            "'{t}' object has no attribute 'rpartition'"
        );
    };
    let parent = text.rsplit_once('.').map_or("", |(p, _)| p).to_owned();
    vm.str(&parent)
}

fn has_location(vm: &mut Vm, this: &Value) -> Res {
    Ok(Value::bool(vm.of::<ModuleSpec>(this).has_location))
}

fn set_has_location(vm: &mut Vm, this: &Value, v: Option<&Value>) -> Res<()> {
    let v = match v {
        Some(v) => vm.truthy(v)?,
        None => false,
    };
    vm.of_mut::<ModuleSpec>(this).0.has_location = v;
    Ok(())
}

fn initializing(vm: &mut Vm, this: &Value) -> Res {
    Ok(Value::bool(vm.of::<ModuleSpec>(this).initializing))
}

fn set_initializing(vm: &mut Vm, this: &Value, v: Option<&Value>) -> Res<()> {
    let v = match v {
        Some(v) => vm.truthy(v)?,
        None => false,
    };
    vm.of_mut::<ModuleSpec>(this).0.initializing = v;
    Ok(())
}

impl Vm {
    /// Gives a module that the VM imports its spec. `locations`: where submodules of a package are.
    pub(crate) fn describe_module(
        &mut self,
        m: &Value,
        name: &str,
        how: Origin,
        file: Option<&str>,
        locations: Option<&Value>,
    ) -> Res<()> {
        self.ensure_type(T::ModuleSpec)?;
        let origin = match (how, file) {
            (Origin::File, Some(f)) => self.str(f)?,
            (Origin::Namespace, _) => Value::NONE,
            _ => self.str(how.name())?,
        };
        let name = self.intern(name)?;
        let uninitialized = self.list(Buf::new())?;
        let spec = ModuleSpec {
            name,
            loader: Value::UNBOUND,
            origin,
            loader_state: Value::NONE,
            locations: locations.cloned().unwrap_or(Value::NONE),
            cached: Value::UNBOUND,
            uninitialized,
            has_location: how == Origin::File,
            initializing: false,
            how: how as u8,
        };
        let spec = self.alloc(T::ModuleSpec, spec)?;
        let d = self.module_dict(m);
        self.dict_set_str(&d, "__spec__", &spec)?;
        // It is found through the spec: see `types::module`.
        let key = self.intern("__loader__")?;
        self.dict_remove(&d, &key).map(drop)
    }

    /// Whether a module's namespace is that of one in Python which is a part of the VM.
    pub(crate) fn is_library_module(&mut self, namespace: &Value) -> Res<bool> {
        let spec = self.dict_get_str(namespace, "__spec__")?;
        let spec = spec.as_ref().and_then(|s| self.get::<ModuleSpec>(s));
        Ok(spec.is_some_and(|s| s.how == Origin::Frozen as u8))
    }

    /// `__loader__` of a module whose namespace doesn't have it yet: that of its spec. None for any
    /// other name, and for modules that the VM hasn't imported.
    pub(crate) fn module_loader(&mut self, namespace: &Value, name: &Value) -> Res<Option<Value>> {
        if self.text(name) != Some("__loader__") {
            return Ok(None);
        }
        let spec = match self.dict_get_str(namespace, "__spec__")? {
            Some(s) if self.get::<ModuleSpec>(&s).is_some() => s,
            _ => return Ok(None),
        };
        let l = loader(self, &spec)?;
        self.dict_set_str(namespace, "__loader__", &l)?;
        Ok(Some(l))
    }
}
