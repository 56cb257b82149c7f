//! `property`, `staticmethod`, `classmethod`: payloads.

use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;

/// A computed attribute made in Python. Absent parts are None.
pub struct Property {
    pub get: Value,
    pub set: Value,
    pub del: Value,
    pub doc: Value,
    /// From `__set_name__`, for error messages; unbound if not given.
    pub name: Value,
}

impl Payload for Property {
    const KIND: Kind = Kind::Property;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        for v in [&self.get, &self.set, &self.del, &self.doc, &self.name] {
            f(v);
        }
    }

    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        for v in [&mut self.get, &mut self.set, &mut self.del] {
            out(std::mem::replace(v, Value::NONE));
        }
    }
}

/// A function that isn't bound.
pub struct StaticMethod {
    pub func: Value,
    pub dict: Value,
}

impl Payload for StaticMethod {
    const KIND: Kind = Kind::StaticMethod;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        f(&self.func);
        f(&self.dict);
    }

    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(std::mem::replace(&mut self.func, Value::NONE));
        out(self.dict.take());
    }
}

/// A function that is bound to the class.
pub struct ClassMethod {
    pub func: Value,
    pub dict: Value,
}

impl Payload for ClassMethod {
    const KIND: Kind = Kind::ClassMethod;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        f(&self.func);
        f(&self.dict);
    }

    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(std::mem::replace(&mut self.func, Value::NONE));
        out(self.dict.take());
    }
}

// ---------------------------------------------------------------- their types

use crate::types::function::Function;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef};
use crate::{getset, methods, raise};

pub static PROPERTY: TypeDef = TypeDef {
    name: "property",
    doc: "Property attribute.\n\n  fget\n    function to be used for getting an attribute value\n  fset\n    function to be used for setting an attribute value\n  fdel\n    function to be used for del'ing an attribute\n  doc\n    docstring\n",
    kind: Kind::Property,
    slots: Slots {
        new: Some(property_new),
        init: Some(property_init),
        descr_get: Some(property_get),
        descr_set: Some(property_set),
        ..Slots::NONE
    },
    methods: PROPERTY_METHODS,
    getset: PROPERTY_GETSET,
    subclassable: true,
    ..TypeDef::OBJECT
};

methods! { PROPERTY_METHODS;
    /// Descriptor to obtain a copy of the property with a different getter.
    "getter(self, fget, /)" => getter;
    /// Descriptor to obtain a copy of the property with a different setter.
    "setter(self, fset, /)" => setter;
    /// Descriptor to obtain a copy of the property with a different deleter.
    "deleter(self, fdel, /)" => deleter;
    /// Method to set name of a property.
    "__set_name__(self, owner, name, /)" => set_name;
}

getset! { PROPERTY_GETSET;
    "fget" => fget;
    "fset" => fset;
    "fdel" => fdel;
    "__doc__" => property_doc, set_property_doc;
    "__name__" => property_name, set_property_name;
    "__isabstractmethod__" => property_abstract;
}

fn property_new(vm: &mut Vm, class: &Value, _: CallArgs<'_>) -> Res {
    vm.alloc_as(
        class,
        Property {
            get: Value::NONE,
            set: Value::NONE,
            del: Value::NONE,
            doc: Value::NONE,
            name: Value::UNBOUND,
        },
    )
}

fn property_init(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
    let (pos, _) = vm.bind("property(fget=None, fset=None, fdel=None, doc=None)", call)?;
    let part = |i: usize| {
        pos.get(i)
            .and_then(Value::bound)
            .cloned()
            .unwrap_or(Value::NONE)
    };
    let (get, set, del, mut doc) = (part(0), part(1), part(2), part(3));
    if doc.is_none() && !get.is_none() {
        doc = vm.try_attr(&get, "__doc__")?.unwrap_or(Value::NONE);
    }
    let (p, _) = vm.of_mut::<Property>(this);
    (p.get, p.set, p.del, p.doc) = (get, set, del, doc);
    Ok(())
}

/// `property 'x' of 'C' object has no getter`.
fn missing(vm: &mut Vm, p: &Value, obj: &Value, what: &str) -> crate::vm::Raised {
    let t = match vm.class_qualname(&vm.type_of(obj).clone()) {
        Ok(t) => t,
        Err(e) => return e,
    };
    let name = match vm.of::<Property>(p).name.bound().cloned() {
        Some(n) => Some(n),
        None => {
            let get = vm.of::<Property>(p).get.clone();
            if vm.get::<Function>(&get).is_some() {
                vm.try_attr(&get, "__name__").ok().flatten()
            } else {
                None
            }
        }
    };
    match name.as_ref().and_then(|n| vm.text(n)).map(str::to_owned) {
        Some(n) => vm.err(
            T::AttributeError,
            format_args!("property '{n}' of '{t}' object has no {what}"),
        ),
        None => vm.err(
            T::AttributeError,
            format_args!("property of '{t}' object has no {what}"),
        ),
    }
}

fn property_get(vm: &mut Vm, p: &Value, obj: Option<&Value>, _: &Value) -> Res {
    let Some(obj) = obj else { return Ok(p.clone()) };
    let get = vm.of::<Property>(p).get.clone();
    if get.is_none() {
        return Err(missing(vm, p, obj, "getter"));
    }
    vm.call(&get, std::slice::from_ref(obj))
}

fn property_set(vm: &mut Vm, p: &Value, obj: &Value, v: Option<&Value>) -> Res<()> {
    let part = vm.of::<Property>(p);
    let (f, what) = match v {
        Some(_) => (part.set.clone(), "setter"),
        None => (part.del.clone(), "deleter"),
    };
    if f.is_none() {
        return Err(missing(vm, p, obj, what));
    }
    match v {
        Some(v) => vm.call(&f, &[obj.clone(), v.clone()])?,
        None => vm.call(&f, std::slice::from_ref(obj))?,
    };
    Ok(())
}

/// A property like `p` with some parts replaced (None keeps).
fn copy_with(
    vm: &mut Vm,
    p: &Value,
    get: Option<&Value>,
    set: Option<&Value>,
    del: Option<&Value>,
) -> Res {
    let old = vm.of::<Property>(p);
    let pick = |new: Option<&Value>, old: &Value| match new {
        Some(n) if !n.is_none() => n.clone(),
        _ => old.clone(),
    };
    let (g, s, d) = (
        pick(get, &old.get),
        pick(set, &old.set),
        pick(del, &old.del),
    );
    let doc = if get.is_some_and(|g| !g.is_none()) {
        Value::NONE
    } else {
        old.doc.clone()
    };
    let name = old.name.clone();
    let class = vm.type_of(p).clone();
    let new = vm.call(&class, &[g, s, d, doc])?;
    if let Some((n, _)) = vm.edit::<Property>(&new) {
        n.name = name;
    }
    Ok(new)
}

fn getter(vm: &mut Vm, a: Args<'_>) -> Res {
    copy_with(vm, &a[0], Some(&a[1]), None, None)
}

fn setter(vm: &mut Vm, a: Args<'_>) -> Res {
    copy_with(vm, &a[0], None, Some(&a[1]), None)
}

fn deleter(vm: &mut Vm, a: Args<'_>) -> Res {
    copy_with(vm, &a[0], None, None, Some(&a[1]))
}

fn set_name(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = a[2].clone();
    vm.of_mut::<Property>(&a[0]).0.name = n;
    Ok(Value::NONE)
}

fn fget(vm: &mut Vm, p: &Value) -> Res {
    Ok(vm.of::<Property>(p).get.clone())
}

fn fset(vm: &mut Vm, p: &Value) -> Res {
    Ok(vm.of::<Property>(p).set.clone())
}

fn fdel(vm: &mut Vm, p: &Value) -> Res {
    Ok(vm.of::<Property>(p).del.clone())
}

fn property_doc(vm: &mut Vm, p: &Value) -> Res {
    Ok(vm.of::<Property>(p).doc.clone())
}

fn set_property_doc(vm: &mut Vm, p: &Value, v: Option<&Value>) -> Res<()> {
    let v = v.cloned().unwrap_or(Value::NONE);
    vm.of_mut::<Property>(p).0.doc = v;
    Ok(())
}

fn property_name(vm: &mut Vm, p: &Value) -> Res {
    if let Some(n) = vm.of::<Property>(p).name.bound() {
        return Ok(n.clone());
    }
    let get = vm.of::<Property>(p).get.clone();
    match vm.try_attr(&get, "__name__")? {
        Some(n) if !get.is_none() => Ok(n),
        _ => raise!(
            vm,
            AttributeError,
            "'property' object has no attribute '__name__'"
        ),
    }
}

fn set_property_name(vm: &mut Vm, p: &Value, v: Option<&Value>) -> Res<()> {
    let v = v.cloned().unwrap_or(Value::UNBOUND);
    vm.of_mut::<Property>(p).0.name = v;
    Ok(())
}

fn property_abstract(vm: &mut Vm, p: &Value) -> Res {
    let q = vm.of::<Property>(p);
    for f in [q.get.clone(), q.set.clone(), q.del.clone()] {
        if let Some(v) = vm.try_attr(&f, "__isabstractmethod__")?
            && vm.truthy(&v)?
        {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

/// `staticmethod` and `classmethod` differ in how they bind alone.
macro_rules! wrapper_type {
    ($def:ident, $payload:ident, $name:literal, $doc:literal, $new:ident, $init:ident, $get:path,
     $getset:ident, $func:ident, $dict:ident, $repr:ident, $call:expr) => {
        pub static $def: TypeDef = TypeDef {
            name: $name,
            doc: $doc,
            kind: Kind::$payload,
            slots: Slots {
                new: Some($new),
                init: Some($init),
                descr_get: Some($get),
                repr: Some($repr),
                call: $call,
                ..Slots::NONE
            },
            getset: $getset,
            subclassable: true,
            ..TypeDef::OBJECT
        };

        getset! { $getset;
            "__func__" => $func;
            "__wrapped__" => $func;
            "__dict__" => $dict;
            "__isabstractmethod__" => wrapper_abstract;
            "__name__" => wrapper_name;
            "__qualname__" => wrapper_qualname;
            "__doc__" => wrapper_doc;
            "__module__" => wrapper_module;
        }

        fn $new(vm: &mut Vm, class: &Value, _: CallArgs<'_>) -> Res {
            vm.alloc_as(
                class,
                $payload {
                    func: Value::NONE,
                    dict: Value::UNBOUND,
                },
            )
        }

        fn $init(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
            if !call.names.is_empty() && vm.type_of(this).is(vm.class(T::$payload)) {
                raise!(
                    vm,
                    TypeError,
                    concat!($name, "() takes no keyword arguments")
                );
            }
            let f = match call.pos() {
                [f] => f.clone(),
                other => raise!(
                    vm,
                    TypeError,
                    "{} expected 1 argument, got {}",
                    $name,
                    other.len()
                ),
            };
            vm.of_mut::<$payload>(this).0.func = f;
            Ok(())
        }

        fn $func(vm: &mut Vm, w: &Value) -> Res {
            Ok(vm.of::<$payload>(w).func.clone())
        }

        fn $dict(vm: &mut Vm, w: &Value) -> Res {
            if vm.of::<$payload>(w).dict.is_unbound() {
                let d = vm.dict()?;
                vm.of_mut::<$payload>(w).0.dict = d;
            }
            Ok(vm.of::<$payload>(w).dict.clone())
        }

        fn $repr(vm: &mut Vm, w: &Value) -> Res {
            let f = vm.of::<$payload>(w).func.clone();
            let r = vm.repr(&f)?;
            let r = vm.text(&r).unwrap_or("?").to_owned();
            vm.format(format_args!(concat!("<", $name, "({})>"), r))
        }
    };
}

wrapper_type!(
    STATICMETHOD,
    StaticMethod,
    "staticmethod",
    "Convert a function to be a static method.",
    static_new,
    static_init,
    static_get,
    STATIC_GETSET,
    static_func,
    static_dict,
    static_repr,
    Some(static_call)
);

wrapper_type!(
    CLASSMETHOD,
    ClassMethod,
    "classmethod",
    "Convert a function to be a class method.",
    class_new,
    class_init,
    class_get,
    CLASS_GETSET,
    class_func,
    class_dict,
    class_repr,
    None
);

fn static_get(vm: &mut Vm, s: &Value, _: Option<&Value>, _: &Value) -> Res {
    Ok(vm.of::<StaticMethod>(s).func.clone())
}

fn static_call(vm: &mut Vm, s: &Value, call: CallArgs<'_>) -> Res {
    let f = vm.of::<StaticMethod>(s).func.clone();
    vm.call_args(&f, call)
}

fn class_get(vm: &mut Vm, c: &Value, _: Option<&Value>, class: &Value) -> Res {
    let f = vm.of::<ClassMethod>(c).func.clone();
    vm.bound_method(&f, class)
}

fn wrapped(vm: &Vm, w: &Value) -> Value {
    match vm.get::<StaticMethod>(w) {
        Some(s) => s.func.clone(),
        None => vm.of::<ClassMethod>(w).func.clone(),
    }
}

macro_rules! forwarded {
    ($f:ident, $name:literal) => {
        fn $f(vm: &mut Vm, w: &Value) -> Res {
            let f = wrapped(vm, w);
            vm.nested("", |vm| vm.attr(&f, $name))
        }
    };
}

forwarded!(wrapper_name, "__name__");
forwarded!(wrapper_qualname, "__qualname__");
forwarded!(wrapper_doc, "__doc__");
forwarded!(wrapper_module, "__module__");

fn wrapper_abstract(vm: &mut Vm, w: &Value) -> Res {
    let f = wrapped(vm, w);
    match vm.nested("", |vm| vm.try_attr(&f, "__isabstractmethod__"))? {
        Some(v) => Ok(Value::bool(vm.truthy(&v)?)),
        None => Ok(Value::FALSE),
    }
}

impl Vm {
    /// `staticmethod(f)`.
    pub(crate) fn static_method(&mut self, f: &Value) -> Res {
        self.alloc(
            T::StaticMethod,
            StaticMethod {
                func: f.clone(),
                dict: Value::UNBOUND,
            },
        )
    }

    /// `classmethod(f)`.
    pub(crate) fn class_method(&mut self, f: &Value) -> Res {
        self.alloc(
            T::ClassMethod,
            ClassMethod {
                func: f.clone(),
                dict: Value::UNBOUND,
            },
        )
    }
}
