//! Weak references: `weakref.ref` and the proxies. The heap's side is `memory/weak.rs`: who refers to
//! whom, and clearing when a referent dies. Callbacks run from `vm/finalize.rs`.
//!
//! A reference without a callback is shared: asking again gives the same object. Proxies forward
//! every operation to the referent, and raise ReferenceError once it is gone.

use crate::code::opcodes::{BinOp, CmpOp, UnaryOp};
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::memory::weak::{WeakKind, WeakLink};
use crate::types::registry::T;
use crate::types::type_;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};
use crate::vm::names::N;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef};
use crate::{getset, methods, raise};

/// The payload of references and proxies.
pub struct WeakRef {
    link: WeakLink,
    /// None when there is none, or when it has run.
    callback: Value,
    /// The referent's hash, once it was asked for: it outlives the referent.
    hash: Option<i64>,
}

impl Payload for WeakRef {
    const KIND: Kind = Kind::WeakRef;
    const TRACKED: bool = true;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.callback);
    }
    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        self.link.clear();
        out(std::mem::replace(&mut self.callback, Value::NONE));
    }
}

pub static REF: TypeDef = TypeDef {
    name: "ReferenceType",
    full_name: "weakref.ReferenceType",
    module: "weakref",
    doc: "A reference that doesn't keep its object alive; calling it gives the object or None.",
    kind: Kind::WeakRef,
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        cmp: Some(cmp),
        call: Some(call),
        new: Some(new),
        init: Some(init),
        ..Slots::NONE
    },
    methods: METHODS,
    getset: GETSET,
    subclassable: true,
    lazy: true,
    ..TypeDef::OBJECT
};

methods! { METHODS;
    /// Return the generic alias cls[object].
    @classmethod "__class_getitem__(cls, object, /)" => crate::types::generic_alias::class_getitem;
}

getset! { GETSET;
    /// What is called when the object is gone; None if there is nothing or the object is gone.
    "__callback__" => callback;
}

pub static PROXY: TypeDef = TypeDef {
    name: "ProxyType",
    full_name: "weakref.ProxyType",
    module: "weakref",
    slots: PROXY_SLOTS,
    binary_ops: u16::MAX,
    inplace_ops: u16::MAX,
    kind: Kind::WeakRef,
    unhashable: true,
    lazy: true,
    methods: PROXY_METHODS,
    ..TypeDef::OBJECT
};

pub static CALLABLE_PROXY: TypeDef = TypeDef {
    name: "CallableProxyType",
    full_name: "weakref.CallableProxyType",
    module: "weakref",
    slots: Slots {
        call: Some(proxy_call),
        ..PROXY_SLOTS
    },
    binary_ops: u16::MAX,
    inplace_ops: u16::MAX,
    kind: Kind::WeakRef,
    unhashable: true,
    lazy: true,
    methods: PROXY_METHODS,
    ..TypeDef::OBJECT
};

methods! { PROXY_METHODS;
    /// Return bytes(self).
    "__bytes__(self, /)" => proxy_bytes;
    /// Return an iterator over the items of the object, the last first.
    "__reversed__(self, /)" => proxy_reversed;
}

/// Whether weak references to `v` are possible.
pub fn check(vm: &mut Vm, v: &Value) -> Res<()> {
    let class = vm.type_of(v);
    if v.header().is_some() && vm.ty(class).has(type_::HAS_WEAKREF) {
        return Ok(());
    }
    let t = vm.type_name(v).to_owned();
    raise!(
        vm,
        TypeError,
        "cannot create weak reference to '{t}' object"
    )
}

/// A weak reference object of class `cls`, the shared one if there can be one.
fn make(vm: &mut Vm, cls: &Value, target: &Value, callback: &Value, shared: WeakKind) -> Res {
    let kind = if !callback.is_none() {
        WeakKind::Own { callback: true }
    } else if vm.ty(cls).is_heap() {
        WeakKind::Own { callback: false }
    } else {
        shared
    };
    if kind == shared
        && let Some(r) = vm.heap().weakrefs().shared(target, kind)
    {
        return Ok(r);
    }
    let link = vm.with_memory(|vm| vm.heap().weakrefs().register(target, kind))?;
    let r = vm.alloc_as(
        cls,
        WeakRef {
            link,
            callback: callback.clone(),
            hash: None,
        },
    )?;
    vm.of::<WeakRef>(&r).link.bind(&r);
    Ok(r)
}

fn new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    let (target, callback) = match args.pos() {
        [t] => (t, Value::NONE),
        [t, c] => (t, c.clone()),
        [] => raise!(vm, TypeError, "__new__ expected at least 1 argument, got 0"),
        more => {
            let n = more.len();
            raise!(
                vm,
                TypeError,
                "__new__ expected at most 2 arguments, got {n}"
            )
        }
    };
    check(vm, target)?;
    make(vm, cls, target, &callback, WeakKind::Ref)
}

fn init(vm: &mut Vm, _: &Value, args: CallArgs<'_>) -> Res<()> {
    if !args.names.is_empty() {
        raise!(vm, TypeError, "ref() takes no keyword arguments");
    }
    match args.pos().len() {
        1 | 2 => Ok(()),
        0 => raise!(
            vm,
            TypeError,
            "__init__ expected at least 1 argument, got 0"
        ),
        n => raise!(
            vm,
            TypeError,
            "__init__ expected at most 2 arguments, got {n}"
        ),
    }
}

/// `weakref.proxy(object, callback=None)`.
pub fn proxy(vm: &mut Vm, a: Args<'_>) -> Res {
    check(vm, &a[0])?;
    let callable = vm.slots(&a[0]).call.is_some();
    let t = if callable {
        T::WeakCallableProxy
    } else {
        T::WeakProxy
    };
    let class = vm.class(t).clone();
    let callback = a.get(1).cloned().unwrap_or(Value::NONE);
    make(vm, &class, &a[0], &callback, WeakKind::Proxy)
}

/// The callback of a reference whose referent is gone; it runs once.
pub fn take_callback(vm: &mut Vm, r: &Value) -> Option<Value> {
    let (r, _) = vm.edit::<WeakRef>(r)?;
    let f = std::mem::replace(&mut r.callback, Value::NONE);
    (!f.is_none()).then_some(f)
}

impl Vm {
    /// What a weak reference refers to, unless that is gone.
    pub fn weak_target(&self, r: &Value) -> Option<Value> {
        self.get::<WeakRef>(r)?.link.target()
    }
}

fn call(vm: &mut Vm, r: &Value, args: CallArgs<'_>) -> Res {
    if !args.args.is_empty() {
        vm.bind("ref()", args)?;
    }
    Ok(vm.weak_target(r).unwrap_or(Value::NONE))
}

fn callback(vm: &mut Vm, r: &Value) -> Res {
    let r = vm.of::<WeakRef>(r);
    Ok(if r.link.is_dead() {
        Value::NONE
    } else {
        r.callback.clone()
    })
}

fn repr(vm: &mut Vm, r: &Value) -> Res {
    let at = vm.id(r);
    let Some(target) = vm.weak_target(r) else {
        return vm.format(format_args!("<weakref at {at:#x}; dead>"));
    };
    let (t, to) = (vm.type_name(&target).to_owned(), vm.id(&target));
    let name = vm.try_attr(&target, "__name__")?;
    match name.as_ref().and_then(|n| vm.text(n)).map(str::to_owned) {
        Some(n) => vm.format(format_args!(
            "<weakref at {at:#x}; to '{t}' at {to:#x} ({n})>"
        )),
        None => vm.format(format_args!("<weakref at {at:#x}; to '{t}' at {to:#x}>")),
    }
}

fn hash(vm: &mut Vm, r: &Value) -> Res<i64> {
    if let Some(h) = vm.of::<WeakRef>(r).hash {
        return Ok(h);
    }
    let Some(target) = vm.weak_target(r) else {
        raise!(vm, TypeError, "weak object has gone away");
    };
    let h = vm.hash(&target)?;
    vm.of_mut::<WeakRef>(r).0.hash = Some(h);
    Ok(h)
}

fn cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    if !matches!(op, CmpOp::Eq | CmpOp::Ne) || !vm.is_a(a, T::WeakRef) || !vm.is_a(b, T::WeakRef) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    match (vm.weak_target(a), vm.weak_target(b)) {
        (Some(x), Some(y)) => vm.compare(op, &x, &y),
        _ => Ok(Value::bool(a.is(b) == (op == CmpOp::Eq))),
    }
}

// ---- proxies ----

const PROXY_SLOTS: Slots = Slots {
    repr: Some(proxy_repr),
    str: Some(|vm, p| {
        let o = referent(vm, p)?;
        vm.str_value(&o)
    }),
    cmp: Some(|vm, op, a, b| {
        let (a, b) = (through(vm, a)?, through(vm, b)?);
        vm.compare(op, &a, &b)
    }),
    bool: Some(|vm, p| {
        let o = referent(vm, p)?;
        vm.truthy(&o)
    }),
    len: Some(|vm, p| {
        let o = referent(vm, p)?;
        vm.len(&o)
    }),
    get_item: Some(|vm, p, k| {
        let (o, k) = (referent(vm, p)?, through(vm, k)?);
        vm.get_item(&o, &k)
    }),
    set_item: Some(|vm, p, k, v| {
        let o = referent(vm, p)?;
        match v {
            Some(v) => vm.set_item(&o, k, v),
            None => vm.del_item(&o, k),
        }
    }),
    contains: Some(|vm, p, x| {
        let (o, x) = (referent(vm, p)?, through(vm, x)?);
        vm.contains(&o, &x)
    }),
    iter: Some(|vm, p| {
        let o = referent(vm, p)?;
        vm.iter(&o)
    }),
    next: Some(proxy_next),
    get_attr: Some(|vm, p, name| {
        let o = referent(vm, p)?;
        vm.get_attr(&o, name)
    }),
    set_attr: Some(|vm, p, name, v| {
        let o = referent(vm, p)?;
        vm.set_attr_opt(&o, name, v)
    }),
    binary: Some(|vm, op: BinOp, a, b| {
        let (a, b) = (through(vm, a)?, through(vm, b)?);
        vm.binary(op, &a, &b)
    }),
    inplace: Some(|vm, op: BinOp, a, b| {
        let (a, b) = (through(vm, a)?, through(vm, b)?);
        vm.inplace(op, &a, &b)
    }),
    unary: Some(|vm, op: UnaryOp, p| {
        let o = referent(vm, p)?;
        vm.unary(op, &o)
    }),
    index: Some(|vm, p| {
        let o = referent(vm, p)?;
        vm.index(&o)
    }),
    int: Some(|vm, p| {
        let o = referent(vm, p)?;
        let int = vm.class(T::Int).clone();
        vm.call(&int, &[o])
    }),
    float: Some(|vm, p| {
        let o = referent(vm, p)?;
        let float = vm.class(T::Float).clone();
        vm.call(&float, &[o])
    }),
    ..Slots::NONE
};

#[cold]
fn gone(vm: &mut Vm) -> Raised {
    vm.err(
        T::ReferenceError,
        format_args!("weakly-referenced object no longer exists"),
    )
}

/// What a proxy stands for.
fn referent(vm: &mut Vm, p: &Value) -> Res {
    vm.weak_target(p).ok_or_else(|| gone(vm))
}

/// `v`, or what it stands for if it is a proxy.
fn through(vm: &mut Vm, v: &Value) -> Res {
    if vm.is_a(v, T::WeakProxy) || vm.is_a(v, T::WeakCallableProxy) {
        referent(vm, v)
    } else {
        Ok(v.clone())
    }
}

fn proxy_repr(vm: &mut Vm, p: &Value) -> Res {
    let at = vm.id(p);
    let Some(target) = vm.weak_target(p) else {
        return vm.format(format_args!("<weakproxy at {at:#x}; dead>"));
    };
    let (t, to) = (vm.type_name(&target).to_owned(), vm.id(&target));
    vm.format(format_args!("<weakproxy at {at:#x}; to '{t}' at {to:#x}>"))
}

fn proxy_next(vm: &mut Vm, p: &Value) -> Res<Option<Value>> {
    let o = referent(vm, p)?;
    if vm.slots(&o).next.is_none() {
        let t = vm.type_name(&o).to_owned();
        raise!(
            vm,
            TypeError,
            "Weakref proxy referenced a non-iterator '{t}' object"
        );
    }
    vm.next(&o)
}

fn proxy_call(vm: &mut Vm, p: &Value, args: CallArgs<'_>) -> Res {
    let o = referent(vm, p)?;
    vm.call_args(&o, args)
}

fn proxy_bytes(vm: &mut Vm, a: Args<'_>) -> Res {
    let o = referent(vm, &a[0])?;
    vm.call_method(&o, "__bytes__", &[])
}

fn proxy_reversed(vm: &mut Vm, a: Args<'_>) -> Res {
    let o = referent(vm, &a[0])?;
    match vm.special(&o, N::__reversed__)? {
        Some(f) => vm.call(&f, &[]),
        None => {
            let reversed = vm.class(T::Reversed).clone();
            vm.call(&reversed, &[o])
        }
    }
}
