//! The type `type` as scripts see it: calling a class, attributes of classes, `__name__` and kin,
//! `mro()`, `__subclasses__()`. Storing to a class drops what was cached of it (`Vm::type_modified`).

use super::class;
use super::type_::{self, Type};
use crate::memory::buf::Buf;
use crate::memory::header::Kind;
use crate::memory::shape::Shape;
use crate::memory::value::Value;
use crate::types::dict::Dict;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::names::N;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef};
use crate::{getset, methods, raise};

pub static DEF: TypeDef = TypeDef {
    name: "type",
    doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    kind: Kind::Type,
    slots: Slots {
        repr: Some(repr),
        call: Some(call),
        get_attr: Some(get_attr),
        set_attr: Some(set_attr),
        new: Some(class::type_new),
        init: Some(init),
        binary: Some(binary),
        ..Slots::NONE
    },
    binary_ops: 1 << crate::code::opcodes::BinOp::Or as u16,
    methods: METHODS,
    getset: GETSET,
    subclassable: true,
    weakrefs: true,
    ..TypeDef::OBJECT
};

methods! { pub METHODS;
    /// Return a type's method resolution order.
    "mro(self, /)" => mro;
    /// Return a list of immediate subclasses.
    "__subclasses__(self, /)" => subclasses;
    /// Create the namespace for the class statement
    @classmethod "__prepare__(cls, *args, **kwds)" => prepare;
    /// Check if an object is an instance.
    "__instancecheck__(self, instance, /)" => instancecheck;
    /// Check if a class is a subclass.
    "__subclasscheck__(self, subclass, /)" => subclasscheck;
    /// Specialized __dir__ implementation for types.
    "__dir__(self, /)" => dir;
    /// Return memory consumption of the type object.
    "__sizeof__(self, /)" => sizeof;
}

getset! { pub GETSET;
    "__name__" => name, set_name;
    "__qualname__" => qualname, set_qualname;
    "__module__" => module, set_module;
    "__bases__" => bases, set_bases;
    "__base__" => base;
    "__mro__" => mro_tuple;
    "__dict__" => dict;
    "__doc__" => doc, set_doc;
    "__annotations__" => annotations, set_annotations;
    "__abstractmethods__" => abstractmethods, set_abstractmethods;
    "__type_params__" => type_params, set_type_params;
    "__flags__" => flags;
    "__basicsize__" => basicsize;
    "__itemsize__" => itemsize;
    "__text_signature__" => text_signature;
}

fn repr(vm: &mut Vm, c: &Value) -> Res {
    let n = vm.class_full_name(c)?;
    vm.format(format_args!("<class '{n}'>"))
}

fn call(vm: &mut Vm, class: &Value, call: CallArgs<'_>) -> Res {
    if class.is(vm.class(T::Type)) && call.names.is_empty() {
        match call.args.len() {
            1 => return Ok(vm.type_of(&call.args[0]).clone()),
            3 => {}
            _ => raise!(vm, TypeError, "type() takes 1 or 3 arguments"),
        }
    }
    vm.call_type(class, call)
}

fn init(_: &mut Vm, _: &Value, _: CallArgs<'_>) -> Res<()> {
    Ok(())
}

fn get_attr(vm: &mut Vm, c: &Value, name: &Value) -> Res {
    vm.class_get_attr(c, name)
}

fn set_attr(vm: &mut Vm, c: &Value, name: &Value, v: Option<&Value>) -> Res<()> {
    let (n, a) = (
        vm.class_name(c).to_owned(),
        vm.text(name).unwrap_or("?").to_owned(),
    );
    if !vm.ty(c).is_heap() {
        raise!(
            vm,
            TypeError,
            "cannot set '{a}' attribute of immutable type '{n}'"
        );
    }
    let meta = vm.type_of(c).clone();
    if let Some(d) = vm.type_lookup(&meta, name)?
        && let Some(set) = vm.slots(&d).descr_set
    {
        return set(vm, &d, c, v);
    }
    let dict = vm.ty(c).dict.clone();
    match v {
        Some(v) => {
            // Replacing a value that isn't a dunder keeps the slots as they are.
            let old = vm.dict_store_str(&dict, name, v.clone())?;
            finish_change(vm, c, &a)?;
            drop(old);
        }
        None => {
            let removed = vm.dict_remove(&dict, name)?;
            if removed.is_none() {
                let text = format!("type object '{n}' has no attribute '{a}'");
                return Err(vm.attribute_error_with(c, name, text));
            }
            finish_change(vm, c, &a)?;
        }
    }
    Ok(())
}

/// After attribute `name` of class `c` changed.
fn finish_change(vm: &mut Vm, c: &Value, name: &str) -> Res<()> {
    if name.starts_with("__") && name.ends_with("__") {
        class::refresh_class(vm, c)
    } else {
        vm.type_modified(c);
        Ok(())
    }
}

/// `A | B`: unions are made in Python's typing terms.
fn binary(vm: &mut Vm, op: crate::code::opcodes::BinOp, a: &Value, b: &Value) -> Res {
    if op != crate::code::opcodes::BinOp::Or {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    vm.union_of(a, b)
}

fn mro(vm: &mut Vm, args: Args<'_>) -> Res {
    let items = Buf::from_slice(
        vm.heap(),
        vm.items(&vm.ty(&args[0]).mro).unwrap_or_default(),
    )?;
    vm.list(items)
}

fn subclasses(vm: &mut Vm, args: Args<'_>) -> Res {
    let mut out = Buf::new();
    for t in T::ALL {
        let c = vm.class(t).clone();
        if !c.is_unbound() && vm.ty(&c).base.is(&args[0]) {
            out.push(vm.heap(), c)?;
        }
    }
    for c in vm.live_subclasses(&args[0]) {
        out.push(vm.heap(), c)?;
    }
    vm.list(out)
}

fn prepare(vm: &mut Vm, _: Args<'_>) -> Res {
    vm.dict()
}

fn instancecheck(vm: &mut Vm, args: Args<'_>) -> Res {
    Ok(Value::bool(vm.plain_instance_check(&args[1], &args[0])?))
}

fn subclasscheck(vm: &mut Vm, args: Args<'_>) -> Res {
    Ok(Value::bool(vm.plain_subclass_check(&args[1], &args[0])?))
}

fn dir(vm: &mut Vm, args: Args<'_>) -> Res {
    let names = vm.dict()?;
    vm.merge_class_dict(&names, &args[0])?;
    let keys: Vec<Value> = vm
        .of::<Dict>(&names)
        .iter()
        .map(|(k, _)| k.clone())
        .collect();
    let keys = Buf::from_slice(vm.heap(), &keys)?;
    vm.list(keys)
}

fn sizeof(vm: &mut Vm, args: Args<'_>) -> Res {
    let n = vm.size_of(&args[0]);
    vm.int(n as i64)
}

fn name(vm: &mut Vm, c: &Value) -> Res {
    if vm.ty(c).is_heap() {
        return Ok(vm.ty(c).name.clone());
    }
    let n = vm.ty(c).def.name;
    vm.intern(n)
}

fn heap_only(vm: &mut Vm, c: &Value, what: &str) -> Res<()> {
    if vm.ty(c).is_heap() {
        return Ok(());
    }
    let n = vm.class_name(c).to_owned();
    raise!(
        vm,
        TypeError,
        "cannot set '{what}' attribute of immutable type '{n}'"
    )
}

fn need<'a>(vm: &mut Vm, c: &Value, what: &str, v: Option<&'a Value>) -> Res<&'a Value> {
    heap_only(vm, c, what)?;
    match v {
        Some(v) => Ok(v),
        None => {
            let n = vm.class_name(c).to_owned();
            raise!(
                vm,
                TypeError,
                "cannot delete '{what}' attribute of type '{n}'"
            )
        }
    }
}

fn set_name(vm: &mut Vm, c: &Value, v: Option<&Value>) -> Res<()> {
    let v = need(vm, c, "__name__", v)?;
    if !vm.is_a(v, T::Str) {
        let (n, t) = (vm.class_name(c).to_owned(), vm.type_name(v).to_owned());
        raise!(
            vm,
            TypeError,
            "can only assign string to {n}.__name__, not '{t}'"
        );
    }
    let v = v.clone();
    vm.of_mut::<Type>(c).0.name = v;
    Ok(())
}

fn qualname(vm: &mut Vm, c: &Value) -> Res {
    if vm.ty(c).is_heap() {
        return Ok(vm.ty(c).qualname.clone());
    }
    name(vm, c)
}

fn set_qualname(vm: &mut Vm, c: &Value, v: Option<&Value>) -> Res<()> {
    let v = need(vm, c, "__qualname__", v)?;
    if !vm.is_a(v, T::Str) {
        let (n, t) = (vm.class_name(c).to_owned(), vm.type_name(v).to_owned());
        raise!(
            vm,
            TypeError,
            "can only assign string to {n}.__qualname__, not '{t}'"
        );
    }
    let v = v.clone();
    vm.of_mut::<Type>(c).0.qualname = v;
    Ok(())
}

/// An entry of the class's own dict.
fn own(vm: &mut Vm, c: &Value, n: N) -> Res<Option<Value>> {
    if !vm.ty(c).has(type_::DICT_READY) {
        vm.fill_type_dict(c)?;
    }
    let k = vm.name(n)?;
    let d = vm.ty(c).dict.clone();
    Ok(vm.dict_lookup_str(&d, &k).cloned())
}

fn set_own(vm: &mut Vm, c: &Value, n: N, v: &Value) -> Res<()> {
    let k = vm.name(n)?;
    let d = vm.ty(c).dict.clone();
    vm.dict_store_str(&d, &k, v.clone())?;
    vm.type_modified(c);
    Ok(())
}

fn module(vm: &mut Vm, c: &Value) -> Res {
    if !vm.ty(c).is_heap() {
        let m = vm.ty(c).def.module;
        return vm.intern(m);
    }
    match own(vm, c, N::__module__)? {
        Some(v) => Ok(v),
        None => raise!(vm, AttributeError, "__module__"),
    }
}

fn set_module(vm: &mut Vm, c: &Value, v: Option<&Value>) -> Res<()> {
    let v = need(vm, c, "__module__", v)?;
    set_own(vm, c, N::__module__, v)
}

fn bases(vm: &mut Vm, c: &Value) -> Res {
    Ok(vm.ty(c).bases.clone())
}

fn set_bases(vm: &mut Vm, c: &Value, v: Option<&Value>) -> Res<()> {
    let v = need(vm, c, "__bases__", v)?;
    vm.change_bases(c, v)
}

fn base(vm: &mut Vm, c: &Value) -> Res {
    let b = vm.ty(c).base.clone();
    Ok(if b.is_unbound() { Value::NONE } else { b })
}

fn mro_tuple(vm: &mut Vm, c: &Value) -> Res {
    Ok(vm.ty(c).mro.clone())
}

fn dict(vm: &mut Vm, c: &Value) -> Res {
    if !vm.ty(c).has(type_::DICT_READY) {
        vm.fill_type_dict(c)?;
    }
    let d = vm.ty(c).dict.clone();
    vm.mapping_proxy(&d)
}

fn doc(vm: &mut Vm, c: &Value) -> Res {
    let Some(v) = own(vm, c, N::__doc__)? else {
        return Ok(Value::NONE);
    };
    match vm.slots(&v).descr_get {
        Some(get) => get(vm, &v, None, c),
        None => Ok(v),
    }
}

fn set_doc(vm: &mut Vm, c: &Value, v: Option<&Value>) -> Res<()> {
    let v = need(vm, c, "__doc__", v)?;
    set_own(vm, c, N::__doc__, v)
}

fn annotations(vm: &mut Vm, c: &Value) -> Res {
    if !vm.ty(c).is_heap() {
        let n = vm.class_name(c).to_owned();
        raise!(
            vm,
            AttributeError,
            "type object '{n}' has no attribute '__annotations__'"
        );
    }
    match own(vm, c, N::__annotations__)? {
        Some(v) => Ok(v),
        None => {
            let d = vm.dict()?;
            set_own(vm, c, N::__annotations__, &d)?;
            Ok(d)
        }
    }
}

fn set_annotations(vm: &mut Vm, c: &Value, v: Option<&Value>) -> Res<()> {
    let v = need(vm, c, "__annotations__", v)?;
    set_own(vm, c, N::__annotations__, v)
}

fn abstractmethods(vm: &mut Vm, c: &Value) -> Res {
    let d = vm.ty(c).dict.clone();
    let k = vm.intern("__abstractmethods__")?;
    match vm.dict_lookup_str(&d, &k) {
        Some(v) if vm.ty(c).is_heap() => Ok(v.clone()),
        _ => {
            let n = vm.class_name(c).to_owned();
            let text = format!("type object '{n}' has no attribute '__abstractmethods__'");
            Err(vm.attribute_error_with(c, &k, text))
        }
    }
}

fn set_abstractmethods(vm: &mut Vm, c: &Value, v: Option<&Value>) -> Res<()> {
    let v = need(vm, c, "__abstractmethods__", v)?;
    let on = vm.truthy(v)?;
    let d = vm.ty(c).dict.clone();
    let k = vm.intern("__abstractmethods__")?;
    vm.dict_store_str(&d, &k, v.clone())?;
    vm.ty(c).set(type_::ABSTRACT, on);
    vm.type_modified(c);
    Ok(())
}

fn type_params(vm: &mut Vm, c: &Value) -> Res {
    Ok(own(vm, c, N::__type_params__)?.unwrap_or_else(|| vm.empty_tuple()))
}

fn set_type_params(vm: &mut Vm, c: &Value, v: Option<&Value>) -> Res<()> {
    let v = need(vm, c, "__type_params__", v)?;
    set_own(vm, c, N::__type_params__, v)
}

/// The bits of CPython's `tp_flags` that code asks for.
fn flags(vm: &mut Vm, c: &Value) -> Res {
    let ty = vm.ty(c);
    let mut f: i64 = 1 << 12;
    for (on, bit) in [
        (ty.is_heap(), 9),
        (ty.has(type_::SUBCLASSABLE), 10),
        (!ty.is_heap(), 8),
        (ty.has(type_::ABSTRACT), 20),
        (ty.has(type_::MATCH_SEQUENCE), 5),
        (ty.has(type_::MATCH_MAPPING), 6),
    ] {
        if on {
            f |= 1 << bit;
        }
    }
    let class = c.clone();
    for (t, bit) in [
        (T::Int, 24),
        (T::List, 25),
        (T::Tuple, 26),
        (T::Bytes, 27),
        (T::Str, 28),
        (T::Dict, 29),
        (T::BaseException, 30),
        (T::Type, 31),
    ] {
        if vm.is_subtype(&class, vm.class(t)) {
            f |= 1 << bit;
        }
    }
    vm.int(f)
}

fn basicsize(vm: &mut Vm, c: &Value) -> Res {
    let ty = vm.ty(c);
    let n =
        16 + super::registry::LAYOUTS[ty.def.kind as usize].size + 8 * ty.root.inline_cap as usize;
    vm.int(n as i64)
}

fn itemsize(vm: &mut Vm, c: &Value) -> Res {
    let n = match vm.ty(c).def.kind {
        Kind::Tuple => 8,
        Kind::Bytes | Kind::Str => 1,
        _ => 0,
    };
    vm.int(n)
}

fn text_signature(vm: &mut Vm, c: &Value) -> Res {
    match vm.ty(c).def.signature {
        Some(s) if !vm.ty(c).is_heap() => vm.str(s),
        _ => Ok(Value::NONE),
    }
}

impl Vm {
    /// The nearest base that isn't written in Python.
    pub(crate) fn builtin_base(&self, class: &Value) -> Value {
        let mut c = class.clone();
        while self.ty(&c).is_heap() {
            let b = self.ty(&c).base.clone();
            c = b;
        }
        c
    }

    /// `c.__bases__ = v` for classes with the same layout.
    fn change_bases(&mut self, c: &Value, v: &Value) -> Res<()> {
        let n = self.class_name(c).to_owned();
        let Some(items) = self.items(v).filter(|_| self.is_a(v, T::Tuple)) else {
            let t = self.type_name(v).to_owned();
            raise!(
                self,
                TypeError,
                "can only assign tuple to {n}.__bases__, not {t}"
            );
        };
        let items = items.to_vec();
        if items.is_empty() {
            raise!(
                self,
                TypeError,
                "can only assign non-empty tuple to {n}.__bases__, not ()"
            );
        }
        for b in &items {
            if !self.is_class(b) {
                let t = self.type_name(b).to_owned();
                raise!(
                    self,
                    TypeError,
                    "{n}.__bases__ must be tuple of classes, not '{t}'"
                );
            }
            if self.is_subtype(b, c) {
                raise!(
                    self,
                    TypeError,
                    "a __bases__ item causes an inheritance cycle"
                );
            }
        }
        let (mro, base) = class::mro_for(self, c, &items)?;
        let (old, new) = (
            self.ty(&self.ty(c).base.clone()).root.count,
            self.ty(&base).root.count,
        );
        if old != new || !std::ptr::eq(self.ty(&base).def, self.ty(c).def) {
            let (x, y) = (
                self.class_name(&base).to_owned(),
                self.class_name(&self.ty(c).base).to_owned(),
            );
            raise!(
                self,
                TypeError,
                "__bases__ assignment: '{x}' object layout differs from '{y}'"
            );
        }
        let (v, c2) = (v.clone(), c.clone());
        let (ty, _) = self.of_mut::<Type>(&c2);
        let olds = (
            std::mem::replace(&mut ty.bases, v),
            std::mem::replace(&mut ty.mro, mro),
            std::mem::replace(&mut ty.base, base),
        );
        for b in &items {
            self.add_subclass(b, c)?;
        }
        class::refresh_class(self, c)?;
        drop(olds);
        Ok(())
    }

    /// Gives `v` the class `class`, whose layout fits.
    pub(crate) fn move_to_class(&mut self, v: &Value, class: &Value) -> Res<()> {
        let Some(h) = v.header() else { return Ok(()) };
        // The attributes move to a dict: the slots keep their place, whatever the class would like.
        if self.ty(class).has(type_::HAS_DICT) {
            self.instance_dict(v)?;
        }
        let (fixed, cap, dict_mode) = (h.shape().count, h.shape().inline_cap, h.shape().dict_mode);
        let fixed = if dict_mode {
            fixed
        } else {
            fixed - h.shape().named()
        };
        let known = self
            .ty(class)
            .adopted
            .iter()
            .find(|s| s.count == fixed && s.inline_cap == cap && s.dict_mode == dict_mode)
            .map(|s| &**s as *const Shape);
        let shape = match known {
            Some(s) => s,
            None => {
                self.ty(class).shape_bytes.grow(size_of::<Shape>())?;
                let s = Shape::root(fixed, cap, dict_mode);
                s.set_type(class);
                let p: *const Shape = &*s;
                let (ty, heap) = self.of_mut::<Type>(class);
                ty.adopted.push(heap, s)?;
                p
            }
        };
        // The object's count of its class goes over to the new one.
        let old = self.type_of(v).clone();
        h.set_shape(shape);
        std::mem::forget(class.clone());
        release_twice(old);
        Ok(())
    }
}

/// Drops a reference and the count that an object held of its former class.
#[allow(unsafe_code)]
fn release_twice(class: Value) {
    // SAFETY: the object that held this count doesn't name the class any more.
    drop(unsafe { Value::from_word(class.word()) });
    drop(class);
}
