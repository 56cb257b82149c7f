//! Attributes: lookup, binding, storing.
//!
//! Everything may run Python (descriptors, `__getattr__`) unless it says otherwise.

use super::Vm;
use super::error::{Raised, Res};
use super::names::N;
use crate::memory::header::Kind;
use crate::memory::instance;
use crate::memory::shape::Shape;
use crate::memory::value::Value;
use crate::raise;
use crate::types::dict::Dict;
use crate::types::function::Function;
use crate::types::method::BoundMethod;
use crate::types::module::Module;
use crate::types::native::{NativeDef, NativeFunction};
use crate::types::registry::T;
use crate::types::type_;
use crate::vm::typedef::Binding;

impl Vm {
    /// A string key's value in a dict; never runs Python.
    #[inline]
    pub(crate) fn dict_lookup_str<'a>(&'a self, dict: &'a Value, key: &Value) -> Option<&'a Value> {
        self.get::<Dict>(dict)?.get_str(&self.heap, key)
    }

    /// Stores under a string key.
    pub(crate) fn dict_store_str(
        &mut self,
        dict: &Value,
        key: &Value,
        v: Value,
    ) -> Res<Option<Value>> {
        if crate::memory::inline::can_cycle(&v) {
            self.heap.track(dict);
        }
        match self.edit::<Dict>(dict) {
            Some((d, heap)) => Ok(d.set_str(heap, key, v)?),
            None => Ok(None),
        }
    }

    // ---- instance storage ----

    /// Attribute `name` (interned) of an instance's own storage. Never runs Python.
    pub(crate) fn own_attr<'a>(&'a self, obj: &'a Value, name: &Value) -> Option<&'a Value> {
        let h = obj.header()?;
        let shape = h.shape();
        if shape.dict_mode {
            return self.dict_lookup_str(instance::ext(h)?, name);
        }
        match h.kind() {
            Kind::Module => return self.dict_lookup_str(&self.of::<Module>(obj).dict, name),
            Kind::Function => return self.dict_lookup_str(&self.of::<Function>(obj).dict, name),
            Kind::Exception if !h.has(crate::memory::header::FLAG_HEAP_TYPE) => {
                return self.dict_lookup_str(crate::types::exception::dict_of(self, obj)?, name);
            }
            _ => {}
        }
        let i = shape.lookup(name)?;
        instance::slot(h, i).filter(|v| !v.is_unbound())
    }

    /// Whether objects of `obj`'s type have attributes of their own.
    pub(crate) fn has_own_attrs(&self, obj: &Value) -> bool {
        let Some(h) = obj.header() else { return false };
        matches!(h.kind(), Kind::Module | Kind::Function | Kind::Exception)
            || self.ty(self.type_of(obj)).has(type_::HAS_DICT)
    }

    /// Stores into an instance's own storage (it has one). Never runs Python, but releases what
    /// was there.
    pub(crate) fn set_own_attr(&mut self, obj: &Value, name: &Value, v: Value) -> Res<()> {
        let Some(h) = obj.header() else { return Ok(()) };
        let shape = h.shape();
        if shape.dict_mode {
            let d = instance::ext(h).cloned().unwrap_or_default();
            self.dict_store_str(&d, name, v)?;
            return Ok(());
        }
        match h.kind() {
            Kind::Module => {
                let d = self.of::<Module>(obj).dict.clone();
                self.dict_store_str(&d, name, v)?;
                return Ok(());
            }
            Kind::Function => {
                let mut d = self.of::<Function>(obj).dict.clone();
                if d.is_unbound() {
                    d = self.dict()?;
                    self.of_mut::<Function>(obj).0.dict = d.clone();
                }
                self.dict_store_str(&d, name, v)?;
                return Ok(());
            }
            Kind::Exception if !h.has(crate::memory::header::FLAG_HEAP_TYPE) => {
                let d = crate::types::exception::make_dict(self, obj)?;
                self.dict_store_str(&d, name, v)?;
                return Ok(());
            }
            _ => {}
        }
        let slot = match shape.lookup(name) {
            Some(i) => i,
            None => {
                let room = &self.ty(shape.type_ref()).shape_bytes;
                match shape.child(name, |n| room.grow(n))? {
                    Some(child) => {
                        let i = shape.count;
                        let old = self.write_slot(obj, i, v)?;
                        h.set_shape(child);
                        drop(old);
                        return Ok(());
                    }
                    None => {
                        self.keep_in_dict(obj)?;
                        return self.set_own_attr(obj, name, v);
                    }
                }
            }
        };
        let old = self.write_slot(obj, slot, v)?;
        drop(old);
        Ok(())
    }

    /// Writes slot `i`; the heap may have to make room for it.
    pub(crate) fn write_slot(&mut self, obj: &Value, i: u32, v: Value) -> Res<Value> {
        let Some(h) = obj.header() else {
            return Ok(v);
        };
        // An instance of a builtin's subclass is tracked once it can be in a cycle.
        if crate::memory::inline::can_cycle(&v) {
            self.heap.track(obj);
        }
        let shape: *const Shape = &*self.ty(self.class(T::SlotArray)).root;
        Ok(instance::set_slot(
            &self.heap,
            self.shape_at(shape),
            h,
            i,
            v,
        )?)
    }

    #[allow(unsafe_code)]
    fn shape_at<'a>(&self, s: *const Shape) -> &'a Shape {
        // SAFETY: S1: shapes of builtin types live as long as the VM.
        unsafe { &*s }
    }

    /// Removes from an instance's own storage; gives back what was there.
    pub(crate) fn del_own_attr(&mut self, obj: &Value, name: &Value) -> Res<Option<Value>> {
        if self.own_attr(obj, name).is_none() {
            return Ok(None);
        }
        let Some(h) = obj.header() else {
            return Ok(None);
        };
        let d = match h.kind() {
            Kind::Module => self.of::<Module>(obj).dict.clone(),
            Kind::Function => self.of::<Function>(obj).dict.clone(),
            Kind::Exception if !h.has(crate::memory::header::FLAG_HEAP_TYPE) => {
                crate::types::exception::make_dict(self, obj)?
            }
            _ => {
                if !h.shape().dict_mode {
                    self.keep_in_dict(obj)?;
                }
                instance::ext(h).cloned().unwrap_or_default()
            }
        };
        Ok(match self.edit::<Dict>(&d) {
            Some((d, heap)) => d.remove_str(heap, name).map(|(_, v)| v),
            None => None,
        })
    }

    /// The dict of an instance, made if need be: from then on its attributes live there.
    pub(crate) fn instance_dict(&mut self, obj: &Value) -> Res<Option<Value>> {
        let Some(h) = obj.header() else {
            return Ok(None);
        };
        match h.kind() {
            Kind::Module => return Ok(Some(self.of::<Module>(obj).dict.clone())),
            Kind::Function => {
                if self.of::<Function>(obj).dict.is_unbound() {
                    let d = self.dict()?;
                    self.of_mut::<Function>(obj).0.dict = d;
                }
                return Ok(Some(self.of::<Function>(obj).dict.clone()));
            }
            Kind::Exception if !h.has(crate::memory::header::FLAG_HEAP_TYPE) => {
                return Ok(Some(crate::types::exception::make_dict(self, obj)?));
            }
            _ => {}
        }
        if !self.ty(self.type_of(obj)).has(type_::HAS_DICT) {
            return Ok(None);
        }
        if !h.shape().dict_mode {
            self.keep_in_dict(obj)?;
        }
        Ok(instance::ext(h).cloned())
    }

    /// Moves an instance's named attributes into a dict.
    fn keep_in_dict(&mut self, obj: &Value) -> Res<()> {
        let d = self.dict()?;
        self.set_instance_dict(obj, d.clone(), true)
    }

    /// Makes `d` the instance's dict, `keep`ing the attributes it had.
    pub(crate) fn set_instance_dict(&mut self, obj: &Value, d: Value, keep: bool) -> Res<()> {
        let Some(h) = obj.header() else { return Ok(()) };
        let shape = h.shape();
        if !shape.dict_mode {
            let mut names: Vec<(Value, u32)> = Vec::new();
            shape.for_each(&mut |n, i| names.push((n.clone(), i)));
            let fixed = shape.count - names.len() as u32;
            let mut dropped = Vec::new();
            for (n, i) in &names {
                let v = self.write_slot(obj, *i, Value::UNBOUND)?;
                if keep && !v.is_unbound() {
                    self.dict_store_str(&d, n, v)?;
                } else {
                    dropped.push(v);
                }
            }
            if fixed > 0 && h.kind() != Kind::Instance {
                // The extension word holds `__slots__` values: they keep a slot array, so such
                // classes can't be in dict mode. Classes with both have their slots inline.
                raise!(
                    self,
                    SystemError,
                    "__dict__ of an object with __slots__ in a builtin subclass"
                );
            }
            let dict_shape = self.dict_shape(self.type_of(obj));
            h.set_shape(dict_shape);
        }
        let old = instance::set_ext(h, d);
        self.heap.track(obj);
        drop(old);
        Ok(())
    }

    // ---- generic lookup ----

    /// `obj.name`; `name` is a string (interned here).
    pub fn get_attr(&mut self, obj: &Value, name: &Value) -> Res {
        let name = self.intern_value(name)?;
        let r = match self.slots(obj).get_attr {
            Some(f) => f(self, obj, &name),
            None => self.generic_get_attr(obj, &name),
        };
        if let Err(e) = &r {
            self.note_attribute(e, obj, &name);
        }
        r
    }

    /// Notes in an AttributeError that scripts raised what it is about, for suggestions.
    #[cold]
    fn note_attribute(&mut self, e: &Raised, obj: &Value, name: &Value) {
        if self.caught(e, T::AttributeError) && !crate::types::exception::has_name_obj(self, &e.0) {
            crate::types::exception::set_name_obj(self, &e.0, name, Some(obj));
        }
    }

    /// `obj.name` for a literal name.
    pub fn attr(&mut self, obj: &Value, name: &str) -> Res {
        let name = self.intern(name)?;
        self.get_attr(obj, &name)
    }

    /// `obj.name`, or `None` on AttributeError.
    pub fn try_attr(&mut self, obj: &Value, name: &str) -> Res<Option<Value>> {
        let name = self.intern(name)?;
        self.try_attr_value(obj, &name)
    }

    /// As [`Vm::try_attr`] with a string object.
    pub fn try_attr_value(&mut self, obj: &Value, name: &Value) -> Res<Option<Value>> {
        let name = self.intern_value(name)?;
        let found = match self.slots(obj).get_attr {
            None => self.find_attr(obj, &name),
            Some(_) => self.get_attr(obj, &name).map(Some),
        };
        match found {
            Ok(v) => Ok(v),
            Err(e) if self.caught(&e, T::AttributeError) => Ok(None),
            Err(e) => Err(e),
        }
    }

    /// `object.__getattribute__`.
    pub fn generic_get_attr(&mut self, obj: &Value, name: &Value) -> Res {
        match self.find_attr(obj, name)? {
            Some(v) => Ok(v),
            None => Err(self.attribute_error(obj, name)),
        }
    }

    /// Generic lookup: data descriptors, the instance's own, then the rest of the type. `name` is
    /// interned.
    pub fn find_attr(&mut self, obj: &Value, name: &Value) -> Res<Option<Value>> {
        let class = self.type_of(obj).clone();
        let on_type = self.type_lookup(&class, name)?;
        if let Some(d) = &on_type
            && self.slots(d).descr_set.is_some()
            && let Some(get) = self.slots(d).descr_get
        {
            return get(self, d, Some(obj), &class).map(Some);
        }
        if let Some(v) = self.own_attr(obj, name) {
            return Ok(Some(v.clone()));
        }
        match on_type {
            Some(d) => self.bind_descriptor(&d, Some(obj), &class).map(Some),
            None => Ok(None),
        }
    }

    /// `d.__get__(obj, class)` if `d` is a descriptor, else `d`.
    pub fn bind_descriptor(&mut self, d: &Value, obj: Option<&Value>, class: &Value) -> Res {
        match self.slots(d).descr_get {
            Some(get) => get(self, d, obj, class),
            None => Ok(d.clone()),
        }
    }

    /// `type.__getattribute__`: attributes of classes.
    pub fn class_get_attr(&mut self, class: &Value, name: &Value) -> Res {
        match self.find_class_attr(class, name)? {
            Some(v) => Ok(v),
            None => {
                let n = self.class_name(class).to_owned();
                let a = self.text(name).unwrap_or("?").to_owned();
                Err(self.attribute_error_with(
                    class,
                    name,
                    format!("type object '{n}' has no attribute '{a}'"),
                ))
            }
        }
    }

    /// Generic lookup on a class: metaclass data descriptors, the class's MRO, the metaclass.
    pub fn find_class_attr(&mut self, class: &Value, name: &Value) -> Res<Option<Value>> {
        let meta = self.type_of(class).clone();
        let on_meta = self.type_lookup(&meta, name)?;
        if let Some(d) = &on_meta
            && self.slots(d).descr_set.is_some()
            && let Some(get) = self.slots(d).descr_get
        {
            return get(self, d, Some(class), &meta).map(Some);
        }
        if let Some(v) = self.type_lookup(class, name)? {
            return self.bind_descriptor(&v, None, class).map(Some);
        }
        match on_meta {
            Some(d) => self.bind_descriptor(&d, Some(class), &meta).map(Some),
            None => Ok(None),
        }
    }

    /// The AttributeError for a missing attribute, with `name` and `obj` set for suggestions.
    #[cold]
    pub fn attribute_error(&mut self, obj: &Value, name: &Value) -> Raised {
        let a = self.text(name).unwrap_or("?").to_owned();
        let text = if let Some(m) = self.module_name(obj) {
            format!("module '{m}' has no attribute '{a}'")
        } else {
            format!("'{}' object has no attribute '{a}'", self.type_name(obj))
        };
        self.attribute_error_with(obj, name, text)
    }

    #[cold]
    pub(crate) fn attribute_error_with(
        &mut self,
        obj: &Value,
        name: &Value,
        text: String,
    ) -> Raised {
        let e = self.err(T::AttributeError, format_args!("{text}"));
        crate::types::exception::set_name_obj(self, &e.0, name, Some(obj));
        e
    }

    /// `__name__` of a module object.
    fn module_name(&mut self, obj: &Value) -> Option<String> {
        let d = self.get::<Module>(obj)?.dict.clone();
        let n = self.name(N::__name__).ok()?;
        let v = self.dict_lookup_str(&d, &n)?;
        self.text(v).map(str::to_owned)
    }

    // ---- storing ----

    /// `obj.name = v`.
    pub fn set_attr(&mut self, obj: &Value, name: &Value, v: &Value) -> Res<()> {
        self.set_attr_opt(obj, name, Some(v))
    }

    /// `del obj.name`.
    pub fn del_attr(&mut self, obj: &Value, name: &Value) -> Res<()> {
        self.set_attr_opt(obj, name, None)
    }

    /// Stores, or deletes when `v` is `None`.
    pub fn set_attr_opt(&mut self, obj: &Value, name: &Value, v: Option<&Value>) -> Res<()> {
        let name = self.intern_value(name)?;
        match self.slots(obj).set_attr {
            Some(f) => f(self, obj, &name, v),
            None => self.generic_set_attr(obj, &name, v),
        }
    }

    /// `object.__setattr__` and `object.__delattr__`. `name` is interned.
    pub fn generic_set_attr(&mut self, obj: &Value, name: &Value, v: Option<&Value>) -> Res<()> {
        let class = self.type_of(obj).clone();
        let on_type = self.type_lookup(&class, name)?;
        if let Some(d) = &on_type
            && let Some(set) = self.slots(d).descr_set
        {
            return set(self, d, obj, v);
        }
        if self.has_own_attrs(obj) {
            match v {
                Some(v) => return self.set_own_attr(obj, name, v.clone()),
                None => match self.del_own_attr(obj, name)? {
                    Some(old) => {
                        drop(old);
                        return Ok(());
                    }
                    None => return Err(self.attribute_error(obj, name)),
                },
            }
        }
        let t = self.type_name(obj).to_owned();
        let a = self.text(name).unwrap_or("?").to_owned();
        let text = match on_type {
            Some(_) => format!("'{t}' object attribute '{a}' is read-only"),
            None => format!(
                "'{t}' object has no attribute '{a}' and no __dict__ for setting new attributes"
            ),
        };
        Err(self.attribute_error_with(obj, name, text))
    }

    // ---- methods ----

    /// `obj.name` for a call: the callable, and whether `obj` must be passed as first argument.
    /// `name` is interned.
    pub fn find_method(&mut self, obj: &Value, name: &Value) -> Res<(Value, bool)> {
        if self.slots(obj).get_attr.is_some() {
            return Ok((self.get_attr(obj, name)?, false));
        }
        let class = self.type_of(obj).clone();
        let Some(d) = self.type_lookup(&class, name)? else {
            return Ok((self.generic_get_attr(obj, name)?, false));
        };
        if !self.binds_as_method(&d, &class) {
            return Ok((self.generic_get_attr(obj, name)?, false));
        }
        match self.own_attr(obj, name) {
            Some(v) => Ok((v.clone(), false)),
            None => Ok((d, true)),
        }
    }

    /// Whether `d`, found on `class`, takes the receiver as its first argument.
    fn binds_as_method(&self, d: &Value, class: &Value) -> bool {
        if self.get::<Function>(d).is_some() {
            return true;
        }
        match self.get::<NativeFunction>(d) {
            Some(nf) => {
                matches!(&nf.def, NativeDef::Static(r) if r.binding == Binding::Instance)
                    && nf.this.is_unbound()
                    && !nf.owner.is_unbound()
                    && self.is_subtype(class, &nf.owner)
            }
            None => false,
        }
    }

    // ---- small things that descriptors share ----

    /// A bound method.
    pub(crate) fn bound_method(&mut self, func: &Value, this: &Value) -> Res {
        self.alloc(
            T::BoundMethod,
            BoundMethod {
                func: func.clone(),
                this: this.clone(),
            },
        )
    }
}
