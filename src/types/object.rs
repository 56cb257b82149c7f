//! `object`, and what every instance inherits from it: default repr, comparison, `__class__`,
//! `__dict__`, `__weakref__`, `__dir__`, `__reduce_ex__`.

use super::reduce;
use super::type_::{self, Type};
use crate::code::opcodes::CmpOp;
use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::types::dict::Dict;
use crate::types::native::{GetSet, SlotWrapper};
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::names::N;
use crate::vm::typedef::{Args, CallArgs, GetSetDef, Slots, TypeDef};
use crate::{getset, methods, raise};

pub static DEF: TypeDef = TypeDef {
    name: "object",
    doc: "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n",
    base: None,
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        cmp: Some(cmp),
        str: Some(str),
        new: Some(new),
        init: Some(init),
        ..Slots::NONE
    },
    methods: METHODS,
    getset: GETSET,
    subclassable: true,
    signature: Some("()"),
    ..TypeDef::OBJECT
};

methods! { pub METHODS;
    /// Default dir() implementation.
    "__dir__(self, /)" => dir;
    /// Default object formatter.
    ///
    /// Return str(self) if format_spec is empty. Raise TypeError otherwise.
    "__format__(self, format_spec, /)" => format;
    /// Size of object in memory, in bytes.
    "__sizeof__(self, /)" => sizeof;
    /// Helper for pickle.
    "__reduce_ex__(self, protocol, /)" => reduce::reduce_ex;
    /// Helper for pickle.
    "__reduce__(self, /)" => reduce::reduce;
    /// Helper for pickle.
    "__getstate__(self, /)" => reduce::getstate;
    /// This method is called when a class is subclassed.
    ///
    /// The default implementation does nothing. It may be
    /// overridden to extend subclasses.
    @classmethod "__init_subclass__(cls)" => init_subclass;
    /// Abstract classes can override this to customize issubclass().
    @classmethod "__subclasshook__(cls, object, /)" => subclasshook;
}

getset! { pub GETSET;
    /// the object's class
    "__class__" => class_of, set_class;
}

fn repr(vm: &mut Vm, v: &Value) -> Res {
    vm.default_repr(v)
}

fn str(vm: &mut Vm, v: &Value) -> Res {
    vm.repr(v)
}

fn hash(vm: &mut Vm, v: &Value) -> Res<i64> {
    Ok(vm.identity_hash(v))
}

fn cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    match op {
        CmpOp::Eq => Ok(if a.is(b) {
            Value::TRUE
        } else {
            Value::NOT_IMPLEMENTED
        }),
        // `!=` is the opposite of `==` unless a class says otherwise.
        CmpOp::Ne => {
            let Some(f) = vm.slots(a).cmp else {
                return Ok(Value::NOT_IMPLEMENTED);
            };
            let r = f(vm, CmpOp::Eq, a, b)?;
            if r.is_not_implemented() {
                return Ok(r);
            }
            Ok(Value::bool(!vm.truthy(&r)?))
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// Whether `class` has another `__new__` or `__init__` than object's.
fn overrides(vm: &mut Vm, class: &Value, n: N) -> Res<bool> {
    let name = vm.name(n)?;
    Ok(match vm.type_lookup(class, &name)? {
        Some(f) => !vm
            .get::<SlotWrapper>(&f)
            .is_some_and(|w| w.owner.is(vm.class(T::Object))),
        None => false,
    })
}

fn new(vm: &mut Vm, class: &Value, call: CallArgs<'_>) -> Res {
    if !call.args.is_empty() {
        if overrides(vm, class, N::__new__)? {
            raise!(
                vm,
                TypeError,
                "object.__new__() takes exactly one argument (the type to instantiate)"
            );
        }
        if !overrides(vm, class, N::__init__)? {
            let n = vm.class_name(class).to_owned();
            raise!(vm, TypeError, "{n}() takes no arguments");
        }
    }
    if vm.ty(class).has(type_::ABSTRACT) {
        return Err(abstract_error(vm, class)?);
    }
    if !vm.ty(class).is_heap() {
        return vm.alloc(T::Object, Plain);
    }
    vm.new_plain(class)
}

/// Payload of a bare `object()`.
pub struct Plain;

impl crate::memory::header::Payload for Plain {
    const KIND: crate::memory::header::Kind = crate::memory::header::Kind::Plain;
}

#[cold]
fn abstract_error(vm: &mut Vm, class: &Value) -> Res<crate::vm::Raised> {
    let n = vm.class_name(class).to_owned();
    let missing = vm.attr(class, "__abstractmethods__")?;
    let items = vm.collect(&missing)?;
    let mut names: Vec<String> = items
        .iter()
        .filter_map(|v| vm.text(v))
        .map(str::to_owned)
        .collect();
    names.sort();
    let list = names
        .iter()
        .map(|n| format!("'{n}'"))
        .collect::<Vec<_>>()
        .join(", ");
    let s = if names.len() == 1 { "" } else { "s" };
    Ok(vm.type_error(format_args!(
        "Can't instantiate abstract class {n} without an implementation for abstract method{s} {list}"
    )))
}

/// Slot of `object.__init__`.
pub(crate) fn init(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
    if !call.args.is_empty() {
        let class = vm.type_of(this).clone();
        let ty = vm.ty(&class);
        if !ty.is_heap() && ty.def.slots.new.is_some() && !class.is(vm.class(T::Object)) {
            // A builtin's own `__new__` has dealt with the arguments.
            return Ok(());
        }
        if overrides(vm, &class, N::__init__)? {
            raise!(
                vm,
                TypeError,
                "object.__init__() takes exactly one argument (the instance to initialize)"
            );
        }
        if !overrides(vm, &class, N::__new__)? {
            let n = vm.class_name(&class).to_owned();
            raise!(
                vm,
                TypeError,
                "{n}.__init__() takes exactly one argument (the instance to initialize)"
            );
        }
    }
    Ok(())
}

fn class_of(vm: &mut Vm, this: &Value) -> Res {
    Ok(vm.type_of(this).clone())
}

fn set_class(vm: &mut Vm, this: &Value, class: Option<&Value>) -> Res<()> {
    let Some(class) = class else {
        raise!(vm, TypeError, "can't delete __class__ attribute");
    };
    if !vm.is_class(class) {
        let t = vm.type_name(class).to_owned();
        raise!(
            vm,
            TypeError,
            "__class__ must be set to a class, not '{t}' object"
        );
    }
    vm.change_class(this, class)
}

fn dir(vm: &mut Vm, args: Args<'_>) -> Res {
    let names = vm.dir_of(&args[0])?;
    vm.list(names)
}

fn format(vm: &mut Vm, args: Args<'_>) -> Res {
    match vm.wtf8(&args[1]) {
        Some(b"") => vm.str_value(&args[0]),
        Some(_) => {
            let t = vm.type_name(&args[0]).to_owned();
            raise!(
                vm,
                TypeError,
                "unsupported format string passed to {t}.__format__"
            )
        }
        None => {
            let t = vm.type_name(&args[1]).to_owned();
            raise!(vm, TypeError, "__format__() argument must be str, not {t}")
        }
    }
}

fn sizeof(vm: &mut Vm, args: Args<'_>) -> Res {
    let n = vm.size_of(&args[0]);
    vm.int(n as i64)
}

fn init_subclass(_: &mut Vm, _: Args<'_>) -> Res {
    Ok(Value::NONE)
}

fn subclasshook(_: &mut Vm, _: Args<'_>) -> Res {
    Ok(Value::NOT_IMPLEMENTED)
}

static DICT_GETSET: GetSetDef = GetSetDef {
    name: "__dict__",
    doc: "dictionary for instance variables",
    get: get_dict,
    set: Some(set_dict),
    member: false,
};

static WEAKREF_GETSET: GetSetDef = GetSetDef {
    name: "__weakref__",
    doc: "list of weak references to the object",
    get: get_weakref,
    set: None,
    member: false,
};

/// `__dict__` and `__weakref__` descriptors of a class that is the first of its MRO to have them.
pub fn add_storage_descriptors(
    vm: &mut Vm,
    class: &Value,
    dict: &Value,
    has_dict: bool,
    has_weakref: bool,
) -> Res<()> {
    for (on, flag, def) in [
        (has_dict, type_::HAS_DICT, &DICT_GETSET),
        (has_weakref, type_::HAS_WEAKREF, &WEAKREF_GETSET),
    ] {
        let bases: Vec<Value> = vm.items(&vm.ty(class).bases).unwrap_or_default().to_vec();
        let inherited = bases
            .iter()
            .any(|b| vm.ty(b).has(flag) && (vm.ty(b).is_heap() || vm.ty(b).has(type_::METACLASS)));
        if on && !inherited {
            let k = vm.intern(def.name)?;
            if vm.dict_lookup_str(dict, &k).is_none() {
                let g = vm.alloc(
                    T::GetSetDescriptor,
                    GetSet {
                        def,
                        owner: class.clone(),
                    },
                )?;
                vm.dict_set(dict, &k, &g)?;
            }
        }
    }
    Ok(())
}

fn get_dict(vm: &mut Vm, this: &Value) -> Res {
    match vm.instance_dict(this)? {
        Some(d) => Ok(d),
        None => {
            let t = vm.type_name(this).to_owned();
            raise!(
                vm,
                AttributeError,
                "'{t}' object has no attribute '__dict__'"
            )
        }
    }
}

fn set_dict(vm: &mut Vm, this: &Value, v: Option<&Value>) -> Res<()> {
    match v {
        Some(d) if vm.get::<Dict>(d).is_some() => vm.set_instance_dict(this, d.clone(), false),
        Some(v) => {
            let t = vm.type_name(v).to_owned();
            raise!(
                vm,
                TypeError,
                "__dict__ must be set to a dictionary, not a '{t}'"
            )
        }
        None => {
            let d = vm.dict()?;
            vm.set_instance_dict(this, d, false)
        }
    }
}

fn get_weakref(_: &mut Vm, _: &Value) -> Res {
    Ok(Value::NONE)
}

impl Vm {
    /// Names that `dir(v)` shows, unsorted.
    pub fn dir_of(&mut self, v: &Value) -> Res<Buf<Value>> {
        let names = self.dict()?;
        if let Some(d) = self.instance_dict_view(v)? {
            self.dict_update(&names, &d)?;
        }
        let class = self.type_of(v).clone();
        self.merge_class_dict(&names, &class)?;
        let keys: Vec<Value> = self
            .of::<Dict>(&names)
            .iter()
            .map(|(k, _)| k.clone())
            .collect();
        Ok(Buf::from_slice(&self.heap, &keys)?)
    }

    /// A dict with the instance's own attributes, without changing how the instance keeps them.
    pub(crate) fn instance_dict_view(&mut self, v: &Value) -> Res<Option<Value>> {
        use crate::memory::header::Kind;
        let Some(h) = v.header() else { return Ok(None) };
        if matches!(h.kind(), Kind::Module | Kind::Function) || h.shape().dict_mode {
            return self.instance_dict(v);
        }
        if h.kind() == Kind::Exception && self.own_attr_dict(v) {
            return self.instance_dict(v);
        }
        if h.shape().named() == 0 {
            return Ok(None);
        }
        let d = self.dict()?;
        let mut pairs = Vec::new();
        h.shape().for_each(&mut |n, i| {
            if let Some(x) = crate::memory::instance::slot(h, i).filter(|x| !x.is_unbound()) {
                pairs.push((n.clone(), x.clone()));
            }
        });
        for (n, x) in pairs {
            self.dict_set(&d, &n, &x)?;
        }
        Ok(Some(d))
    }

    fn own_attr_dict(&self, v: &Value) -> bool {
        crate::types::exception::dict_of(self, v).is_some()
    }

    /// Adds the names of `class` and its bases to a dict.
    pub(crate) fn merge_class_dict(&mut self, names: &Value, class: &Value) -> Res<()> {
        let mro: Vec<Value> = self.items(&self.ty(class).mro).unwrap_or_default().to_vec();
        for c in mro {
            if !self.ty(&c).has(type_::DICT_READY) {
                self.fill_type_dict(&c)?;
            }
            let d = self.ty(&c).dict.clone();
            self.dict_update(names, &d)?;
        }
        Ok(())
    }

    /// `v.__class__ = class` for instances of plain classes with the same layout.
    pub(crate) fn change_class(&mut self, v: &Value, class: &Value) -> Res<()> {
        let old = self.type_of(v).clone();
        let (a, b): (&Type, &Type) = (self.ty(&old), self.ty(class));
        let compatible = a.is_heap()
            && b.is_heap()
            && a.def.kind == b.def.kind
            && a.root.count == b.root.count
            && a.has(type_::HAS_DICT) == b.has(type_::HAS_DICT);
        if !compatible {
            if !a.is_heap() || !b.is_heap() {
                raise!(
                    self,
                    TypeError,
                    "__class__ assignment only supported for mutable types or ModuleType subclasses"
                );
            }
            let (x, y) = (
                self.class_name(class).to_owned(),
                self.class_name(&old).to_owned(),
            );
            raise!(
                self,
                TypeError,
                "__class__ assignment: '{x}' object layout differs from '{y}'"
            );
        }
        self.move_to_class(v, class)
    }
}
