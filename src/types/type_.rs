//! `type`: the payload of type objects, their creation, MRO and attribute lookup.
//!
//! Builtin types are made once per VM from their static [`TypeDef`]; the dict of one is filled from
//! the def's tables when it is first looked into. Classes written in Python are made by
//! `new_class` (`types/class.rs`).
//!
//! Invariants:
//! - T1: `version` changes whenever the dict of the type or of any class in its MRO changes, so
//!   whatever was looked up under one version stays right (and alive) under it.
//! - T2: `slots` of a class agree with the dunders found along its MRO.

use crate::memory::buf::Buf;
use crate::memory::charge::Held;
use crate::memory::header::{Kind, Payload};
use crate::memory::shape::Shape;
use crate::memory::value::Value;
use crate::memory::weak::{WeakKind, WeakLink};
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::names::N;
use crate::vm::typedef::{Slots, TypeDef};
use std::cell::{Cell, OnceCell};

/// Made by a `class` statement or `type()`.
pub const HEAP: u32 = 1 << 0;
/// Instances have a `__dict__`.
pub const HAS_DICT: u32 = 1 << 1;
/// Instances can be weakly referenced.
pub const HAS_WEAKREF: u32 = 1 << 2;
/// May be subclassed.
pub const SUBCLASSABLE: u32 = 1 << 3;
/// `__getattribute__` is `object`'s own and there is no `__getattr__`: attributes can be cached.
pub const PLAIN_GETATTR: u32 = 1 << 4;
/// `__setattr__` and `__delattr__` are `object`'s own.
pub const PLAIN_SETATTR: u32 = 1 << 5;
/// `__new__` is `object`'s own: calling the class makes a plain instance and runs `__init__`.
pub const PLAIN_NEW: u32 = 1 << 6;
/// Has `__del__`.
pub const HAS_DEL: u32 = 1 << 7;
/// Abstract methods remain: instantiation is refused.
pub const ABSTRACT: u32 = 1 << 8;
/// The dict has been filled.
pub const DICT_READY: u32 = 1 << 9;
/// Derives from `type`: its instances are classes.
pub const METACLASS: u32 = 1 << 10;
/// Patterns treat instances as sequences or mappings.
pub const MATCH_SEQUENCE: u32 = 1 << 11;
pub const MATCH_MAPPING: u32 = 1 << 12;

/// A type object.
pub struct Type {
    /// Static side of the nearest builtin base (its own for a builtin).
    pub def: &'static TypeDef,
    pub name: Value,
    pub qualname: Value,
    /// The base whose layout this type has.
    pub base: Value,
    /// Tuple of bases, and the method resolution order with the type itself first (a borrowed,
    /// uncounted self reference would be unsafe, so the MRO tuple is a cycle that teardown breaks).
    pub bases: Value,
    pub mro: Value,
    pub dict: Value,
    pub slots: Slots,
    pub flags: Cell<u32>,
    pub version: Cell<u32>,
    /// Shape of new instances, and of those that keep their attributes in a dict, made when there is one.
    pub root: Box<Shape>,
    pub(crate) dict_shape: OnceCell<Box<Shape>>,
    /// What the shapes take.
    pub shape_bytes: Held,
    /// Shapes of instances that came from other classes (`__class__` assignment).
    pub adopted: Buf<Box<Shape>>,
    /// Weak references to direct subclasses written in Python, in order of creation.
    pub subclasses: Buf<WeakLink>,
    pub maker: Maker,
}

/// What calling a class comes to, where that is making a plain instance without finalizer and running a
/// Python `__init__`.
#[derive(Default)]
pub struct Maker {
    /// Version of the class that this was found under; 0: not known.
    version: Cell<u32>,
    /// Word of `__init__`, not counted: the MRO holds it as long as the version is the class's (T1).
    init: Cell<u64>,
}

impl Maker {
    /// The word of `__init__` for a class that has `version`.
    #[inline(always)]
    pub fn get(&self, version: u32) -> Option<u64> {
        (version != 0 && self.version.get() == version).then(|| self.init.get())
    }

    pub fn set(&self, version: u32, init: &Value) {
        self.init.set(init.word());
        self.version.set(version);
    }
}

impl Payload for Type {
    const KIND: Kind = Kind::Type;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        for v in [
            &self.name,
            &self.qualname,
            &self.base,
            &self.bases,
            &self.mro,
            &self.dict,
        ] {
            f(v);
        }
        // Shapes own the names of attributes.
        self.root.visit_names(f);
        for s in self.adopted.iter() {
            s.visit_names(f);
        }
    }

    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        // Shapes stay: instances in the same cycle may still have them. `base` and `bases` stay so
        // that the class remains usable by finalizers; the cycle is broken at dict and MRO.
        out(self.dict.take());
        out(self.mro.take());
    }

    fn extra_bytes(&self) -> usize {
        self.adopted.bytes() + self.subclasses.bytes() + self.shape_bytes.bytes()
    }
}

impl Type {
    #[inline(always)]
    pub fn has(&self, flag: u32) -> bool {
        self.flags.get() & flag != 0
    }

    pub fn set(&self, flag: u32, on: bool) {
        self.flags.set(if on {
            self.flags.get() | flag
        } else {
            self.flags.get() & !flag
        });
    }

    pub fn is_heap(&self) -> bool {
        self.has(HEAP)
    }
}

impl Vm {
    /// Payload of a type object.
    #[inline(always)]
    pub fn ty<'a>(&'a self, class: &'a Value) -> &'a Type {
        self.of::<Type>(class)
    }

    /// The type of `v`, borrowed.
    #[inline]
    pub fn type_of<'a>(&'a self, v: &'a Value) -> &'a Value {
        use crate::types::registry::T;
        match v.header() {
            Some(h) => h.shape().type_ref(),
            None if v.is_int() => self.class(T::Int),
            None if v.is_inline_float() => self.class(T::Float),
            None if v.is_bool() => self.class(T::Bool),
            None if v.is_none() => self.class(T::NoneType),
            None if v.is_not_implemented() => self.class(T::NotImplementedType),
            None if v.is(&Value::ELLIPSIS) => self.class(T::EllipsisType),
            None => self.class(T::Object),
        }
    }

    /// Slots of `v`'s type.
    #[inline(always)]
    pub fn slots<'a>(&'a self, v: &'a Value) -> &'a Slots {
        &self.ty(self.type_of(v)).slots
    }

    /// Name of `v`'s type, for messages.
    pub fn type_name<'a>(&'a self, v: &'a Value) -> &'a str {
        self.class_shown_name(self.type_of(v))
    }

    /// Name of a class where messages about objects name their type: with the module if it is a
    /// builtin type that CPython calls so.
    pub fn class_shown_name<'a>(&'a self, class: &'a Value) -> &'a str {
        match self.ty(class) {
            t if !t.is_heap() && !t.def.full_name.is_empty() => t.def.full_name,
            _ => self.class_name(class),
        }
    }

    /// Name of an argument's type as messages about arguments have it: None is called None.
    pub fn arg_type_name<'a>(&'a self, v: &'a Value) -> &'a str {
        if v.is_none() {
            "None"
        } else {
            self.type_name(v)
        }
    }

    /// Name of a class, for messages.
    pub fn class_name<'a>(&'a self, class: &'a Value) -> &'a str {
        let ty = self.ty(class);
        if ty.is_heap() {
            self.text(&ty.name).unwrap_or("?")
        } else {
            ty.def.name
        }
    }

    /// `module.qualname` of a class, without the module for builtins.
    pub fn class_full_name(&mut self, class: &Value) -> Res<String> {
        let ty = self.ty(class);
        if !ty.is_heap() {
            return Ok(match ty.def.module {
                "builtins" => ty.def.name.to_owned(),
                m => format!("{m}.{}", ty.def.name),
            });
        }
        let qualname = self.text(&ty.qualname).unwrap_or("?").to_owned();
        let key = self.name(N::__module__)?;
        let dict = self.ty(class).dict.clone();
        Ok(
            match self.dict_lookup_str(&dict, &key).and_then(|m| self.text(m)) {
                Some("builtins") | None => qualname,
                Some(m) => format!("{m}.{qualname}"),
            },
        )
    }

    /// Whether class `a` is `b` or derives from it (by MRO, no `__subclasscheck__`).
    #[inline]
    pub fn is_subtype(&self, a: &Value, b: &Value) -> bool {
        a.is(b)
            || self
                .items(&self.ty(a).mro)
                .is_some_and(|m| m.iter().any(|c| c.is(b)))
    }

    /// Whether `v` is an instance of builtin `t` or of a subclass of it.
    #[inline]
    pub fn is_a(&self, v: &Value, t: crate::types::registry::T) -> bool {
        self.is_subtype(self.type_of(v), self.class(t))
    }

    /// Whether the type of `v` is builtin `t` itself.
    #[inline]
    pub fn is_exact(&self, v: &Value, t: crate::types::registry::T) -> bool {
        self.type_of(v).is(self.class(t))
    }

    /// Attribute `name` (interned) as the MRO of `class` has it, without binding. Never runs Python.
    pub fn type_lookup(&mut self, class: &Value, name: &Value) -> Res<Option<Value>> {
        let version = self.ty(class).version.get();
        if let Some(found) = self.type_cache.get(name, version) {
            return Ok(found);
        }
        let found = self.type_lookup_slow(class, name)?;
        let version = self.type_version(class);
        self.type_cache.put(name, version, found.as_ref());
        Ok(found)
    }

    /// Whether `name` is found in the type's own dict or its bases'.
    fn type_lookup_slow(&mut self, class: &Value, name: &Value) -> Res<Option<Value>> {
        let mro = self.ty(class).mro.clone();
        let n = self.items(&mro).map_or(0, <[Value]>::len);
        for i in 0..n {
            let Some(c) = self.items(&mro).and_then(|m| m.get(i)).cloned() else {
                break;
            };
            if !self.ty(&c).has(DICT_READY) {
                self.fill_type_dict(&c)?;
            }
            if let Some(v) = self.dict_lookup_str(&self.ty(&c).dict, name) {
                return Ok(Some(v.clone()));
            }
        }
        Ok(None)
    }

    /// A non-zero version for `class`, made if it has none.
    pub fn type_version(&mut self, class: &Value) -> u32 {
        let v = self.ty(class).version.get();
        if v != 0 {
            return v;
        }
        // Bases first: `type_modified` relies on a class with a version having bases with one.
        let n = self.items(&self.ty(class).mro).map_or(0, <[Value]>::len);
        for i in (0..n).rev() {
            let Some(c) = self.items(&self.ty(class).mro).and_then(|m| m.get(i)) else {
                break;
            };
            if self.ty(c).version.get() == 0 {
                // Wrapping round would take 2^32 class changes; skipping 0 keeps "none" distinct.
                let v = self.next_type_version.wrapping_add(1).max(1);
                self.ty(c).version.set(v);
                self.next_type_version = v;
            }
        }
        self.ty(class).version.get()
    }

    /// After a change to `class`'s dict or bases: drops its version and its subclasses'.
    pub fn type_modified(&mut self, class: &Value) {
        if self.ty(class).version.get() == 0 {
            return;
        }
        let ty = self.ty(class);
        ty.version.set(0);
        ty.root.reset_ids();
        if let Some(shape) = ty.dict_shape.get() {
            shape.reset_ids();
        }
        for sub in self.live_subclasses(class) {
            self.type_modified(&sub);
        }
    }

    /// Direct subclasses written in Python that are alive, in order of creation.
    pub fn live_subclasses(&self, class: &Value) -> Vec<Value> {
        self.ty(class)
            .subclasses
            .iter()
            .filter_map(WeakLink::target)
            .collect()
    }

    /// Notes `sub` as a direct subclass of `base`.
    pub fn add_subclass(&mut self, base: &Value, sub: &Value) -> Res<()> {
        let link = self
            .heap
            .weakrefs()
            .register(sub, WeakKind::Own { callback: false })?;
        let (ty, heap) = self.of_mut::<Type>(base);
        ty.subclasses.retain(|w| !w.is_dead());
        ty.subclasses.push(heap, link)?;
        Ok(())
    }

    /// Replaces the slots of a class.
    pub fn set_type_slots(&mut self, class: &Value, slots: Slots) {
        self.of_mut::<Type>(class).0.slots = slots;
    }

    /// Tells the shapes of a new class which type they belong to.
    pub fn publish_shapes(&mut self, class: &Value) {
        let ty = self.ty(class);
        ty.root.set_type(class);
    }

    /// Shape of the instances of `class` that keep their attributes in a dict.
    pub fn dict_shape(&self, class: &Value) -> *const Shape {
        let ty = self.ty(class);
        &**ty.dict_shape.get_or_init(|| {
            let shape = Shape::root(ty.root.count, ty.root.inline_cap, true);
            shape.set_type(class);
            shape
        })
    }

    /// Attribute `n` of `v`'s type, unbound.
    pub fn lookup_special(&mut self, v: &Value, n: N) -> Res<Option<Value>> {
        let class = self.type_of(v).clone();
        let name = self.name(n)?;
        self.type_lookup(&class, &name)
    }
}

/// Entries of a type cache.
const TYPE_CACHE: usize = 1024;

/// What was looked up in classes, keyed on name and class version. Versions are unique among classes,
/// so a version names its class too.
///
/// An entry is the word of the name, the version (0: empty), and the word of the value (unbound: not
/// found), which isn't counted. Plain words, so that the table comes zeroed from the system, and what
/// isn't used takes no memory.
pub struct TypeCache(Box<[[u64; 3]]>);

#[allow(unsafe_code)]
impl TypeCache {
    pub fn new() -> TypeCache {
        TypeCache(vec![[0; 3]; TYPE_CACHE].into_boxed_slice())
    }

    fn slot(name: &Value, version: u32) -> usize {
        ((name.word() >> 3) ^ u64::from(version)) as usize % TYPE_CACHE
    }

    /// A counted reference to what a class that has `version` now says of `name`; the inner `None`:
    /// it has nothing.
    #[inline]
    fn get(&self, name: &Value, version: u32) -> Option<Option<Value>> {
        let [key, for_version, found] = self.0[TypeCache::slot(name, version)];
        if version == 0 || for_version != u64::from(version) || key != name.word() {
            return None;
        }
        // SAFETY: T1: the class has the version that was stored, so a dict in its MRO holds the value.
        let found = std::mem::ManuallyDrop::new(unsafe { Value::from_word(found) });
        Some(found.bound().cloned())
    }

    fn put(&mut self, name: &Value, version: u32, found: Option<&Value>) {
        let found = found.unwrap_or(&Value::UNBOUND).word();
        self.0[TypeCache::slot(name, version)] = [name.word(), version.into(), found];
    }
}

impl Default for TypeCache {
    fn default() -> TypeCache {
        TypeCache::new()
    }
}
