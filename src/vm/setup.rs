//! Making a VM: its types, its few eager constants, and the dicts of builtin types on first use.

use super::error::Res;
use super::frame::RegStack;
use super::names::{N, NAME_TEXTS};
use super::{Limits, Vm};
use crate::memory::buf::Buf;
use crate::memory::charge::Held;
use crate::memory::heap::{Heap, HeapConfig, StressConfig};
use crate::memory::inline::{self, Bytes8};
use crate::memory::shape::Shape;
use crate::memory::value::Value;
use crate::types::dunder::DUNDERS;
use crate::types::native::{GetSet, NativeDef, NativeFunction, SlotWrapper};
use crate::types::registry::{T, TYPE_COUNT, TYPE_DEFS};
use crate::types::type_::{self, Type};
use crate::vm::typedef::{Binding, MethodDef, Slots};
use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;

impl Vm {
    /// A VM with its types, and nothing imported. Fails when the memory limit is too small.
    pub fn new(limits: &Limits, stress: StressConfig) -> Res<Vm> {
        let stressed = stress.collect_every_alloc;
        let heap = Heap::new(HeapConfig {
            cap: limits.memory,
            hash_seed: limits.hash_seed,
            stress,
        });
        let mut vm = Vm {
            frames: super::frame::FrameStack::new(limits.recursion),
            stack: RegStack::new(stressed),
            pc: std::ptr::null(),
            inner_fault: false,
            handled: Value::NONE,
            sink: Default::default(),
            types: (0..TYPE_COUNT).map(|_| Value::UNBOUND).collect(),
            names: NAME_TEXTS.iter().map(|_| Value::UNBOUND).collect(),
            type_cache: Default::default(),
            next_type_version: 0,
            next_dict_version: 0,
            builtins: Value::UNBOUND,
            modules: Value::UNBOUND,
            empty_str: Value::UNBOUND,
            empty_tuple: Value::UNBOUND,
            empty_bytes: Value::UNBOUND,
            cursor: Default::default(),
            int_max_digits: crate::num::int_text::DEFAULT_MAX_DIGITS,
            chars: (0..256).map(|_| Value::UNBOUND).collect(),
            in_repr: Vec::new(),
            depth: 0,
            recursion_limit: limits.recursion,
            stack_floor: 0,
            tick: 0,
            fuel: limits.fuel,
            interrupt: Arc::new(AtomicU32::new(0)),
            stop_value: Value::NONE,
            finalizing: Default::default(),
            sources: Default::default(),
            state: crate::modules::State::default(),
            heap,
        };
        vm.refill_tick();
        let enabled = vm.heap.gc_enabled();
        vm.heap.gc_enable(false);
        vm.make_types()?;
        vm.builtins = vm.dict()?;
        vm.modules = vm.dict()?;
        crate::modules::builtins::install(&mut vm)?;
        vm.heap.gc_enable(enabled);
        Ok(vm)
    }

    /// Allocates the builtin types but for those that belong to a module, bases first.
    fn make_types(&mut self) -> Res<()> {
        // The shape of types belongs to `type`, whose object needs that shape.
        let mut type_root = Some(Shape::root(0, 0, false));
        let shape: *const Shape = type_root.as_deref().map_or(std::ptr::null(), |r| r);
        for t in T::ALL {
            if !TYPE_DEFS[t as usize].lazy {
                let root = match t {
                    T::Type => type_root.take(),
                    _ => None,
                };
                self.make_type_object(t, shape, root)?;
            }
        }
        // Small constants, now that their types exist.
        let root = |vm: &Vm, t: T| -> *const Shape { &*vm.ty(vm.class(t)).root };
        let (s, b, tu) = (
            root(self, T::Str),
            root(self, T::Bytes),
            root(self, T::Tuple),
        );
        self.empty_str =
            inline::new_str(&self.heap, shape_at(s), 0, Bytes8::Copy(b""), true, 0, 0)?;
        self.empty_bytes = inline::new_bytes(&self.heap, shape_at(b), 0, Bytes8::Copy(b""))?;
        self.empty_tuple = inline::new_tuple(&self.heap, shape_at(tu), 0, 0, |_| Value::NONE)?;
        for t in T::ALL {
            if !TYPE_DEFS[t as usize].lazy {
                self.link_type(t)?;
            }
        }
        Ok(())
    }

    /// Makes a builtin type that belongs to a module, when that is first imported.
    #[cold]
    pub(crate) fn ensure_type(&mut self, t: T) -> Res<()> {
        if self.types[t as usize].is_unbound() {
            if let Some(base) = TYPE_DEFS[t as usize].base {
                self.ensure_type(base)?;
            }
            let shape: *const Shape = &*self.ty(self.class(T::Type)).root;
            self.make_type_object(t, shape, None)?;
        }
        // Memory may have run out between the two.
        if self.ty(&self.types[t as usize]).mro.is_unbound() {
            self.link_type(t)?;
        }
        Ok(())
    }

    /// MRO and bases of a builtin type.
    fn link_type(&mut self, t: T) -> Res<()> {
        let mut mro: smallvec::SmallVec<[Value; 8]> = smallvec::SmallVec::new();
        let mut at = Some(t);
        while let Some(x) = at {
            mro.push(self.types[x as usize].clone());
            at = TYPE_DEFS[x as usize].base;
        }
        let second = TYPE_DEFS[t as usize]
            .second_base
            .map(|b| self.types[b as usize].clone());
        if let Some(b) = &second {
            // The second base's line joins the first where they meet.
            let chain = self.ty(b).mro.clone();
            let chain: Vec<Value> = self.items(&chain).unwrap_or_default().to_vec();
            mro.retain(|c| !chain.iter().any(|x| x.is(c)));
            mro.extend(chain);
        }
        let mro = self.tuple(&mro)?;
        let bases = match (TYPE_DEFS[t as usize].base, second) {
            (None, _) => self.empty_tuple.clone(),
            (Some(b), None) => self.tuple(std::slice::from_ref(&self.types[b as usize].clone()))?,
            (Some(b), Some(second)) => self.tuple(&[self.types[b as usize].clone(), second])?,
        };
        let class = self.types[t as usize].clone();
        let (ty, _) = self.of_mut::<Type>(&class);
        ty.mro = mro;
        ty.bases = bases;
        class.header().inspect(|h| h.immortalize());
        Ok(())
    }

    /// Allocates the object of builtin type `t`; its base exists. `root`: the shape made for it
    /// beforehand, if any.
    fn make_type_object(&mut self, t: T, shape: *const Shape, root: Option<Box<Shape>>) -> Res<()> {
        let def = TYPE_DEFS[t as usize];
        let base = match def.base {
            Some(b) => self.types[b as usize].clone(),
            None => Value::UNBOUND,
        };
        let slots = match def.base {
            Some(b) => inherited(
                &self.ty(&self.types[b as usize]).slots,
                &def.slots,
                def.unhashable,
            ),
            None => def.slots,
        };
        // Builtin types that can't be instantiated don't get it from `object`.
        let slots = match def.base {
            Some(T::Object) => Slots {
                new: def.slots.new,
                ..slots
            },
            _ => slots,
        };
        let root = root.unwrap_or_else(|| Shape::root(0, 0, false));
        let mut flags = type_::PLAIN_GETATTR | type_::PLAIN_SETATTR;
        if def.weakrefs {
            flags |= type_::HAS_WEAKREF;
        }
        if slots.get_attr.is_some() {
            flags &= !type_::PLAIN_GETATTR;
        }
        if slots.set_attr.is_some() {
            flags &= !type_::PLAIN_SETATTR;
        }
        if def.subclassable {
            flags |= type_::SUBCLASSABLE;
        }
        flags |= match def.matches {
            b's' => type_::MATCH_SEQUENCE,
            b'm' => type_::MATCH_MAPPING,
            _ => 0,
        };
        if t == T::Type {
            flags |= type_::METACLASS | type_::HAS_DICT;
        }
        if t == T::Object {
            flags |= type_::PLAIN_NEW;
        }
        let ty = Type {
            def,
            name: Value::UNBOUND,
            qualname: Value::UNBOUND,
            base,
            bases: Value::UNBOUND,
            mro: Value::UNBOUND,
            dict: Value::UNBOUND,
            slots,
            flags: Cell::new(flags),
            version: Cell::new(0),
            root,
            dict_shape: Default::default(),
            shape_bytes: Held::new(&self.heap, 0)?,
            adopted: Buf::new(),
            subclasses: Buf::new(),
            maker: Default::default(),
        };
        let v = self.heap.new_object(shape, 0, ty)?;
        self.types[t as usize] = v;
        let v = self.types[t as usize].clone();
        self.publish_shapes(&v);
        Ok(())
    }

    /// Fills the dict of a builtin type from its def's tables. If that fails it is as before, and
    /// will be filled when it is looked into again.
    #[cold]
    pub(crate) fn fill_type_dict(&mut self, class: &Value) -> Res<()> {
        let before = self.ty(class).dict.clone();
        let filled = self.fill_from_def(class);
        if filled.is_err() {
            self.ty(class).set(type_::DICT_READY, false);
            self.of_mut::<Type>(class).0.dict = before;
            self.type_modified(class);
        }
        filled
    }

    fn fill_from_def(&mut self, class: &Value) -> Res<()> {
        let def = self.ty(class).def;
        let dict = self.dict()?;
        self.ty(class).set(type_::DICT_READY, true);
        self.of_mut::<Type>(class).0.dict = dict.clone();
        if def.slots.new.is_some() {
            self.put_wrapper(&dict, class, N::__new__, T::NewFunction)?;
        }
        for d in DUNDERS {
            if (d.present)(def) {
                self.put_wrapper(&dict, class, d.name, T::WrapperDescriptor)?;
            }
        }
        if def.unhashable {
            let k = self.name(N::__hash__)?;
            self.dict_store_str(&dict, &k, Value::NONE)?;
        }
        for m in def.methods {
            let f = self.method_object(m, class)?;
            let k = self.intern(m.name())?;
            self.dict_store_str(&dict, &k, f)?;
        }
        for g in def.getset {
            let d = self.alloc(
                T::GetSetDescriptor,
                GetSet {
                    def: g,
                    owner: class.clone(),
                },
            )?;
            let k = self.intern(g.name)?;
            self.dict_store_str(&dict, &k, d)?;
        }
        let doc = if def.doc.is_empty() {
            Value::NONE
        } else {
            self.str(def.doc)?
        };
        let k = self.name(N::__doc__)?;
        if self.dict_lookup_str(&dict, &k).is_none() {
            self.dict_store_str(&dict, &k, doc)?;
        }
        if let Some(f) = def.attrs {
            f(self, class)?;
        }
        Ok(())
    }

    fn put_wrapper(&mut self, dict: &Value, class: &Value, name: N, t: T) -> Res<()> {
        let w = SlotWrapper {
            name,
            owner: class.clone(),
            this: Value::UNBOUND,
        };
        let w = self.alloc(t, w)?;
        let k = self.name(name)?;
        self.dict_store_str(dict, &k, w)?;
        Ok(())
    }

    /// A row of a type's method table as the object that stands in its dict.
    fn method_object(&mut self, m: &'static MethodDef, class: &Value) -> Res {
        let f = NativeFunction {
            def: NativeDef::Static(m),
            this: Value::UNBOUND,
            owner: class.clone(),
        };
        match m.binding {
            Binding::Instance => self.alloc(T::MethodDescriptor, f),
            Binding::Class => self.alloc(T::ClassMethodDescriptor, f),
            Binding::Static => {
                let f = NativeFunction {
                    owner: Value::UNBOUND,
                    ..f
                };
                let f = self.alloc(T::BuiltinFunction, f)?;
                self.static_method(&f)
            }
        }
    }

    /// A function of a module: `module` is its name or the module object.
    pub fn module_function(&mut self, m: &'static MethodDef, module: &Value) -> Res {
        let f = NativeFunction {
            def: NativeDef::Static(m),
            this: module.clone(),
            owner: Value::UNBOUND,
        };
        self.alloc(T::BuiltinFunction, f)
    }
}

/// A derived builtin's slots: its own, and its base's where it has none.
fn inherited(base: &Slots, own: &Slots, unhashable: bool) -> Slots {
    macro_rules! merge {
        ($($f:ident),*) => { Slots { $($f: own.$f.or(base.$f)),* } };
    }
    let mut s = merge!(
        repr, str, hash, cmp, bool, len, get_item, set_item, contains, iter, next, parts, call,
        get_attr, set_attr, descr_get, descr_set, binary, inplace, unary, index, int, float, new,
        init, del
    );
    // Those that give parts do so instead of their own `next`.
    s.parts = own.parts;
    if unhashable {
        s.hash = None;
    }
    s
}

#[allow(unsafe_code)]
fn shape_at<'a>(s: *const Shape) -> &'a Shape {
    // SAFETY: S1: shapes of builtin types live as long as the VM.
    unsafe { &*s }
}

impl Drop for Vm {
    fn drop(&mut self) {
        self.teardown();
    }
}
