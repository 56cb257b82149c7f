//! The bridge between slots and dunder methods, one row a dunder.
//!
//! A row says how a builtin type's slot is called as a method (`int.__add__`), and which slot a
//! class written in Python gets when it defines the method. The slots of such classes look the
//! method up each time, through the type cache.

use crate::code::opcodes::{BinOp, CmpOp, UnaryOp};
use crate::memory::value::Value;
use crate::raise;
use crate::types::native::SlotWrapper;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::names::N;
use crate::vm::typedef::{CallArgs, Slots, TypeDef};

/// A dunder method.
pub struct Dunder {
    pub name: N,
    /// Python signature and doc of the builtin wrapper.
    pub signature: &'static str,
    pub doc: &'static str,
    /// Whether a builtin type has it.
    pub present: fn(&TypeDef) -> bool,
    /// Calls the slot of the wrapper's owner.
    pub call: fn(&mut Vm, &Slots, &Value, CallArgs<'_>) -> Res,
    /// Gives a Python class the slot that looks this dunder up.
    pub install: fn(&mut Slots),
    /// Copies the slot from a builtin's.
    pub inherit: fn(&mut Slots, &Slots),
}

/// Exactly `n` positional arguments of a wrapper call.
fn args<'a>(vm: &mut Vm, call: CallArgs<'a>, min: usize, max: usize) -> Res<&'a [Value]> {
    if !call.names.is_empty() {
        raise!(vm, TypeError, "wrapper() takes no keyword arguments");
    }
    let n = call.args.len();
    if n < min || n > max {
        if min == max {
            let s = if min == 1 { "" } else { "s" };
            raise!(vm, TypeError, "expected {min} argument{s}, got {n}");
        }
        if n < min {
            let s = if min == 1 { "" } else { "s" };
            raise!(
                vm,
                TypeError,
                "expected at least {min} argument{s}, got {n}"
            );
        }
        let s = if max == 1 { "" } else { "s" };
        raise!(vm, TypeError, "expected at most {max} argument{s}, got {n}");
    }
    Ok(call.args)
}

macro_rules! slot_row {
    ($name:ident, $sig:literal, $doc:literal, $slot:ident = $python:path,
     |$vm:ident, $f:ident, $this:ident, $call:ident| $body:expr) => {
        Dunder {
            name: N::$name,
            signature: $sig,
            doc: $doc,
            present: |d| d.slots.$slot.is_some(),
            call: |$vm, slots, $this, $call| match slots.$slot {
                Some($f) => $body,
                None => Ok(Value::NOT_IMPLEMENTED),
            },
            install: |s| s.$slot = Some($python),
            inherit: |s, from| s.$slot = from.$slot,
        }
    };
}

macro_rules! cmp_row {
    ($name:ident, $op:ident, $doc:literal) => {
        slot_row!(
            $name,
            "($self, value, /)",
            $doc,
            cmp = py_cmp,
            |vm, f, this, call| {
                let a = args(vm, call, 1, 1)?;
                f(vm, CmpOp::$op, this, &a[0])
            }
        )
    };
}

macro_rules! bin_row {
    ($name:ident, $op:ident, $doc:literal) => {
        Dunder {
            name: N::$name,
            signature: "($self, value, /)",
            doc: $doc,
            present: |d| d.binary_ops & (1 << BinOp::$op as u16) != 0,
            call: |vm, slots, this, call| {
                let a = args(vm, call, 1, 1)?;
                match slots.binary {
                    Some(f) => f(vm, BinOp::$op, this, &a[0]),
                    None => Ok(Value::NOT_IMPLEMENTED),
                }
            },
            install: |s| s.binary = Some(py_binary),
            inherit: |s, from| s.binary = from.binary,
        }
    };
}

macro_rules! rbin_row {
    ($name:ident, $op:ident, $doc:literal) => {
        Dunder {
            name: N::$name,
            signature: "($self, value, /)",
            doc: $doc,
            // Sequences' concatenation and repetition: only `__rmul__` exists.
            present: |d| {
                d.binary_ops & (1 << BinOp::$op as u16) != 0
                    && (d.matches == 0
                        || (matches!(BinOp::$op, BinOp::Mul) && d.matches == b's')
                        || !matches!(BinOp::$op, BinOp::Add | BinOp::Mul))
            },
            call: |vm, slots, this, call| {
                let a = args(vm, call, 1, 1)?;
                match slots.binary {
                    Some(f) => f(vm, BinOp::$op, &a[0], this),
                    None => Ok(Value::NOT_IMPLEMENTED),
                }
            },
            install: |s| s.binary = Some(py_binary),
            inherit: |s, from| s.binary = from.binary,
        }
    };
}

macro_rules! ibin_row {
    ($name:ident, $op:ident, $doc:literal) => {
        Dunder {
            name: N::$name,
            signature: "($self, value, /)",
            doc: $doc,
            present: |d| d.inplace_ops & (1 << BinOp::$op as u16) != 0,
            call: |vm, slots, this, call| {
                let a = args(vm, call, 1, 1)?;
                match slots.inplace {
                    Some(f) => f(vm, BinOp::$op, this, &a[0]),
                    None => Ok(Value::NOT_IMPLEMENTED),
                }
            },
            install: |s| s.inplace = Some(py_inplace),
            inherit: |s, from| s.inplace = from.inplace,
        }
    };
}

macro_rules! unary_row {
    ($name:ident, $op:ident, $doc:literal) => {
        slot_row!(
            $name,
            "($self, /)",
            $doc,
            unary = py_unary,
            |vm, f, this, call| {
                args(vm, call, 0, 0)?;
                f(vm, UnaryOp::$op, this)
            }
        )
    };
}

/// All of them.
pub static DUNDERS: &[Dunder] = &[
    slot_row!(
        __repr__,
        "($self, /)",
        "Return repr(self).",
        repr = py_repr,
        |vm, f, this, call| {
            args(vm, call, 0, 0)?;
            f(vm, this)
        }
    ),
    slot_row!(
        __str__,
        "($self, /)",
        "Return str(self).",
        str = py_str,
        |vm, f, this, call| {
            args(vm, call, 0, 0)?;
            f(vm, this)
        }
    ),
    slot_row!(
        __hash__,
        "($self, /)",
        "Return hash(self).",
        hash = py_hash,
        |vm, f, this, call| {
            args(vm, call, 0, 0)?;
            let h = f(vm, this)?;
            vm.int(h)
        }
    ),
    cmp_row!(__lt__, Lt, "Return self<value."),
    cmp_row!(__le__, Le, "Return self<=value."),
    cmp_row!(__eq__, Eq, "Return self==value."),
    cmp_row!(__ne__, Ne, "Return self!=value."),
    cmp_row!(__gt__, Gt, "Return self>value."),
    cmp_row!(__ge__, Ge, "Return self>=value."),
    slot_row!(
        __bool__,
        "($self, /)",
        "True if self else False",
        bool = py_bool,
        |vm, f, this, call| {
            args(vm, call, 0, 0)?;
            Ok(Value::bool(f(vm, this)?))
        }
    ),
    slot_row!(
        __len__,
        "($self, /)",
        "Return len(self).",
        len = py_len,
        |vm, f, this, call| {
            args(vm, call, 0, 0)?;
            Ok(Value::int(f(vm, this)? as i64))
        }
    ),
    slot_row!(
        __getitem__,
        "($self, key, /)",
        "Return self[key].",
        get_item = py_get_item,
        |vm, f, this, call| {
            let a = args(vm, call, 1, 1)?;
            f(vm, this, &a[0])
        }
    ),
    slot_row!(
        __setitem__,
        "($self, key, value, /)",
        "Set self[key] to value.",
        set_item = py_set_item,
        |vm, f, this, call| {
            let a = args(vm, call, 2, 2)?;
            f(vm, this, &a[0], Some(&a[1]))?;
            Ok(Value::NONE)
        }
    ),
    slot_row!(
        __delitem__,
        "($self, key, /)",
        "Delete self[key].",
        set_item = py_set_item,
        |vm, f, this, call| {
            let a = args(vm, call, 1, 1)?;
            f(vm, this, &a[0], None)?;
            Ok(Value::NONE)
        }
    ),
    slot_row!(
        __contains__,
        "($self, key, /)",
        "Return bool(key in self).",
        contains = py_contains,
        |vm, f, this, call| {
            let a = args(vm, call, 1, 1)?;
            Ok(Value::bool(f(vm, this, &a[0])?))
        }
    ),
    slot_row!(
        __iter__,
        "($self, /)",
        "Implement iter(self).",
        iter = py_iter,
        |vm, f, this, call| {
            args(vm, call, 0, 0)?;
            f(vm, this)
        }
    ),
    slot_row!(
        __next__,
        "($self, /)",
        "Implement next(self).",
        next = py_next,
        |vm, f, this, call| {
            args(vm, call, 0, 0)?;
            match f(vm, this)? {
                Some(v) => Ok(v),
                None => Err(vm.stop_iteration(this)),
            }
        }
    ),
    slot_row!(
        __call__,
        "($self, /, *args, **kwargs)",
        "Call self as a function.",
        call = py_call,
        |vm, f, this, call| f(vm, this, call)
    ),
    Dunder {
        name: N::__getattribute__,
        signature: "($self, name, /)",
        doc: "Return getattr(self, name).",
        present: |d| d.slots.get_attr.is_some() || d.base.is_none(),
        call: |vm, slots, this, call| {
            let a = args(vm, call, 1, 1)?;
            let name = attr_name(vm, &a[0])?;
            match slots.get_attr {
                Some(f) => f(vm, this, &name),
                None => vm.generic_get_attr(this, &name),
            }
        },
        install: |s| s.get_attr = Some(py_get_attr),
        inherit: |s, from| s.get_attr = from.get_attr,
    },
    Dunder {
        name: N::__getattr__,
        signature: "($self, name, /)",
        doc: "",
        present: |_| false,
        call: |_, _, _, _| Ok(Value::NOT_IMPLEMENTED),
        install: |s| s.get_attr = Some(py_get_attr),
        inherit: |_, _| {},
    },
    Dunder {
        name: N::__setattr__,
        signature: "($self, name, value, /)",
        doc: "Implement setattr(self, name, value).",
        present: |d| d.slots.set_attr.is_some() || d.base.is_none(),
        call: |vm, slots, this, call| {
            let a = args(vm, call, 2, 2)?;
            let name = attr_name(vm, &a[0])?;
            match slots.set_attr {
                Some(f) => f(vm, this, &name, Some(&a[1]))?,
                None => vm.generic_set_attr(this, &name, Some(&a[1]))?,
            }
            Ok(Value::NONE)
        },
        install: |s| s.set_attr = Some(py_set_attr),
        inherit: |s, from| s.set_attr = from.set_attr,
    },
    Dunder {
        name: N::__delattr__,
        signature: "($self, name, /)",
        doc: "Implement delattr(self, name).",
        present: |d| d.slots.set_attr.is_some() || d.base.is_none(),
        call: |vm, slots, this, call| {
            let a = args(vm, call, 1, 1)?;
            let name = attr_name(vm, &a[0])?;
            match slots.set_attr {
                Some(f) => f(vm, this, &name, None)?,
                None => vm.generic_set_attr(this, &name, None)?,
            }
            Ok(Value::NONE)
        },
        install: |s| s.set_attr = Some(py_set_attr),
        inherit: |s, from| s.set_attr = from.set_attr,
    },
    slot_row!(
        __get__,
        "($self, instance, owner=None, /)",
        "Return an attribute of instance, which is of type owner.",
        descr_get = py_descr_get,
        |vm, f, this, call| {
            let a = args(vm, call, 1, 2)?;
            let obj = if a[0].is_none() { None } else { Some(&a[0]) };
            let class = match (a.get(1).filter(|c| !c.is_none()), obj) {
                (Some(c), _) => c.clone(),
                (None, Some(o)) => vm.type_of(o).clone(),
                (None, None) => raise!(vm, TypeError, "__get__(None, None) is invalid"),
            };
            f(vm, this, obj, &class)
        }
    ),
    slot_row!(
        __set__,
        "($self, instance, value, /)",
        "Set an attribute of instance to value.",
        descr_set = py_descr_set,
        |vm, f, this, call| {
            let a = args(vm, call, 2, 2)?;
            f(vm, this, &a[0], Some(&a[1]))?;
            Ok(Value::NONE)
        }
    ),
    slot_row!(
        __delete__,
        "($self, instance, /)",
        "Delete an attribute of instance.",
        descr_set = py_descr_set,
        |vm, f, this, call| {
            let a = args(vm, call, 1, 1)?;
            f(vm, this, &a[0], None)?;
            Ok(Value::NONE)
        }
    ),
    slot_row!(
        __init__,
        "($self, /, *args, **kwargs)",
        "Initialize self.  See help(type(self)) for accurate signature.",
        init = py_init,
        |vm, f, this, call| {
            f(vm, this, call)?;
            Ok(Value::NONE)
        }
    ),
    slot_row!(
        __del__,
        "($self, /)",
        "",
        del = py_del,
        |vm, f, this, call| {
            args(vm, call, 0, 0)?;
            f(vm, this)?;
            Ok(Value::NONE)
        }
    ),
    bin_row!(__add__, Add, "Return self+value."),
    rbin_row!(__radd__, Add, "Return value+self."),
    bin_row!(__sub__, Sub, "Return self-value."),
    rbin_row!(__rsub__, Sub, "Return value-self."),
    bin_row!(__mul__, Mul, "Return self*value."),
    rbin_row!(__rmul__, Mul, "Return value*self."),
    bin_row!(__mod__, Mod, "Return self%value."),
    rbin_row!(__rmod__, Mod, "Return value%self."),
    bin_row!(__divmod__, DivMod, "Return divmod(self, value)."),
    rbin_row!(__rdivmod__, DivMod, "Return divmod(value, self)."),
    Dunder {
        name: N::__pow__,
        signature: "($self, value, mod=None, /)",
        doc: "Return pow(self, value, mod).",
        present: |d| d.binary_ops & (1 << BinOp::Pow as u16) != 0,
        call: |vm, slots, this, call| {
            let a = args(vm, call, 1, 2)?;
            if let Some(m) = a.get(1).filter(|m| !m.is_none()) {
                return vm.number_pow_mod(this, &a[0], m);
            }
            match slots.binary {
                Some(f) => f(vm, BinOp::Pow, this, &a[0]),
                None => Ok(Value::NOT_IMPLEMENTED),
            }
        },
        install: |s| s.binary = Some(py_binary),
        inherit: |s, from| s.binary = from.binary,
    },
    Dunder {
        name: N::__rpow__,
        signature: "($self, value, mod=None, /)",
        doc: "Return pow(value, self, mod).",
        present: |d| d.binary_ops & (1 << BinOp::Pow as u16) != 0,
        call: |vm, slots, this, call| {
            let a = args(vm, call, 1, 2)?;
            if let Some(m) = a.get(1).filter(|m| !m.is_none()) {
                return vm.number_pow_mod(&a[0], this, m);
            }
            match slots.binary {
                Some(f) => f(vm, BinOp::Pow, &a[0], this),
                None => Ok(Value::NOT_IMPLEMENTED),
            }
        },
        install: |s| s.binary = Some(py_binary),
        inherit: |s, from| s.binary = from.binary,
    },
    bin_row!(__lshift__, LShift, "Return self<<value."),
    rbin_row!(__rlshift__, LShift, "Return value<<self."),
    bin_row!(__rshift__, RShift, "Return self>>value."),
    rbin_row!(__rrshift__, RShift, "Return value>>self."),
    bin_row!(__and__, And, "Return self&value."),
    rbin_row!(__rand__, And, "Return value&self."),
    bin_row!(__xor__, Xor, "Return self^value."),
    rbin_row!(__rxor__, Xor, "Return value^self."),
    bin_row!(__or__, Or, "Return self|value."),
    rbin_row!(__ror__, Or, "Return value|self."),
    bin_row!(__floordiv__, FloorDiv, "Return self//value."),
    rbin_row!(__rfloordiv__, FloorDiv, "Return value//self."),
    bin_row!(__truediv__, TrueDiv, "Return self/value."),
    rbin_row!(__rtruediv__, TrueDiv, "Return value/self."),
    bin_row!(__matmul__, MatMul, "Return self@value."),
    rbin_row!(__rmatmul__, MatMul, "Return value@self."),
    ibin_row!(__iadd__, Add, "Implement self+=value."),
    ibin_row!(__isub__, Sub, "Implement self-=value."),
    ibin_row!(__imul__, Mul, "Implement self*=value."),
    ibin_row!(__imod__, Mod, "Implement self%=value."),
    ibin_row!(__ipow__, Pow, "Implement self**=value."),
    ibin_row!(__ilshift__, LShift, "Implement self<<=value."),
    ibin_row!(__irshift__, RShift, "Implement self>>=value."),
    ibin_row!(__iand__, And, "Implement self&=value."),
    ibin_row!(__ixor__, Xor, "Implement self^=value."),
    ibin_row!(__ior__, Or, "Implement self|=value."),
    ibin_row!(__ifloordiv__, FloorDiv, "Implement self//=value."),
    ibin_row!(__itruediv__, TrueDiv, "Implement self/=value."),
    ibin_row!(__imatmul__, MatMul, "Implement self@=value."),
    unary_row!(__neg__, Neg, "-self"),
    unary_row!(__pos__, Pos, "+self"),
    unary_row!(__invert__, Invert, "~self"),
    slot_row!(
        __index__,
        "($self, /)",
        "Return self converted to an integer, if self is suitable for use as an index into a list.",
        index = py_index,
        |vm, f, this, call| {
            args(vm, call, 0, 0)?;
            f(vm, this)
        }
    ),
    slot_row!(
        __int__,
        "($self, /)",
        "int(self)",
        int = py_int,
        |vm, f, this, call| {
            args(vm, call, 0, 0)?;
            f(vm, this)
        }
    ),
    slot_row!(
        __float__,
        "($self, /)",
        "float(self)",
        float = py_float,
        |vm, f, this, call| {
            args(vm, call, 0, 0)?;
            f(vm, this)
        }
    ),
];

/// The row of a dunder name.
pub fn row(n: N) -> Option<&'static Dunder> {
    DUNDERS.iter().find(|d| d.name == n)
}

fn attr_name(vm: &mut Vm, v: &Value) -> Res {
    if vm.wtf8(v).is_none() {
        let t = vm.type_name(v).to_owned();
        raise!(vm, TypeError, "attribute name must be string, not '{t}'");
    }
    vm.intern_value(v)
}

/// `type.slots` of a class: from its MRO.
pub fn update_slots(vm: &mut Vm, class: &Value) -> Res<()> {
    let mut slots = Slots::NONE;
    for d in DUNDERS {
        let name = vm.name(d.name)?;
        let Some(found) = vm.type_lookup(class, &name)? else {
            continue;
        };
        match vm.get::<SlotWrapper>(&found) {
            Some(w) if w.name == d.name && w.this.is_unbound() => {
                let owner = w.owner.clone();
                let from = vm.ty(&owner).slots;
                // A Python definition of another dunder of the same slot wins.
                let mut trial = slots;
                (d.inherit)(&mut trial, &from);
                if !overridden(&slots, d) {
                    slots = trial;
                }
            }
            _ => {
                if d.name == N::__hash__ && found.is_none() {
                    slots.hash = Some(not_hashable);
                } else {
                    (d.install)(&mut slots);
                }
            }
        }
    }
    // `__new__` is no wrapper: a builtin's own, or a Python function.
    let name = vm.name(N::__new__)?;
    if let Some(found) = vm.type_lookup(class, &name)? {
        slots.new = match vm.get::<SlotWrapper>(&found) {
            Some(w) => {
                let owner = w.owner.clone();
                vm.ty(&owner).slots.new
            }
            None => Some(py_new),
        };
    }
    vm.set_type_slots(class, slots);
    Ok(())
}

/// Whether the slot that `d` belongs to already looks up a Python method.
fn overridden(s: &Slots, d: &Dunder) -> bool {
    fn same<F: Copy + PartialEq>(a: Option<F>, b: Option<F>) -> bool {
        a.is_some() && a == b
    }
    let mut py = Slots::NONE;
    (d.install)(&mut py);
    #[allow(unpredictable_function_pointer_comparisons)]
    {
        same(s.cmp, py.cmp)
            || same(s.set_item, py.set_item)
            || same(s.get_attr, py.get_attr)
            || same(s.set_attr, py.set_attr)
            || same(s.descr_set, py.descr_set)
            || same(s.binary, py.binary)
            || same(s.inplace, py.inplace)
            || same(s.unary, py.unary)
    }
}

// ---------------------------------------------------------------- slots of Python classes

/// Calls dunder `n` of `this`'s class; `None` when it has none. A dunder that is None can't be
/// called: TypeError.
fn call_dunder(vm: &mut Vm, this: &Value, n: N, args: &[Value]) -> Res<Option<Value>> {
    match vm.lookup_special(this, n)? {
        Some(f) => vm.call_unbound(&f, this, args).map(Some),
        None => Ok(None),
    }
}

fn required(vm: &mut Vm, this: &Value, n: N, args: &[Value]) -> Res {
    match call_dunder(vm, this, n, args)? {
        Some(v) => Ok(v),
        None => {
            raise!(vm, AttributeError, "{n:?}")
        }
    }
}

fn py_repr(vm: &mut Vm, this: &Value) -> Res {
    required(vm, this, N::__repr__, &[])
}

fn py_str(vm: &mut Vm, this: &Value) -> Res {
    required(vm, this, N::__str__, &[])
}

fn not_hashable(vm: &mut Vm, this: &Value) -> Res<i64> {
    Err(vm.unhashable(this))
}

fn py_hash(vm: &mut Vm, this: &Value) -> Res<i64> {
    let r = required(vm, this, N::__hash__, &[])?;
    if !vm.is_a(&r, T::Int) {
        raise!(vm, TypeError, "__hash__ method should return an integer");
    }
    match vm.as_i64(&r) {
        // What fits into a hash is one as it stands; -1 is reserved.
        Some(-1) => Ok(-2),
        Some(i) => Ok(i),
        None => vm.hash(&r),
    }
}

const CMP_NAMES: [N; 6] = [
    N::__lt__,
    N::__le__,
    N::__eq__,
    N::__ne__,
    N::__gt__,
    N::__ge__,
];

fn py_cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    Ok(
        call_dunder(vm, a, CMP_NAMES[op as usize], std::slice::from_ref(b))?
            .unwrap_or(Value::NOT_IMPLEMENTED),
    )
}

fn py_bool(vm: &mut Vm, this: &Value) -> Res<bool> {
    match call_dunder(vm, this, N::__bool__, &[])? {
        Some(v) => match v.as_bool() {
            Some(b) => Ok(b),
            None => {
                let t = vm.type_name(&v).to_owned();
                raise!(vm, TypeError, "__bool__ should return bool, returned {t}")
            }
        },
        None => Ok(true),
    }
}

fn py_len(vm: &mut Vm, this: &Value) -> Res<usize> {
    let r = required(vm, this, N::__len__, &[])?;
    let i = vm.index(&r)?;
    match i.as_small_int() {
        Some(n) if n >= 0 => Ok(n as usize),
        Some(_) => raise!(vm, ValueError, "__len__() should return >= 0"),
        None => raise!(
            vm,
            OverflowError,
            "cannot fit 'int' into an index-sized integer"
        ),
    }
}

/// Slot of a class whose `__getitem__` is Python's.
pub(crate) fn py_get_item(vm: &mut Vm, this: &Value, i: &Value) -> Res {
    match call_dunder(vm, this, N::__getitem__, std::slice::from_ref(i))? {
        Some(v) => Ok(v),
        None => {
            let t = vm.type_name(this).to_owned();
            raise!(vm, TypeError, "'{t}' object is not subscriptable")
        }
    }
}

fn py_set_item(vm: &mut Vm, this: &Value, i: &Value, v: Option<&Value>) -> Res<()> {
    let r = match v {
        Some(v) => call_dunder(vm, this, N::__setitem__, &[i.clone(), v.clone()])?,
        None => call_dunder(vm, this, N::__delitem__, std::slice::from_ref(i))?,
    };
    if r.is_none() {
        let n = if v.is_some() {
            "__setitem__"
        } else {
            "__delitem__"
        };
        raise!(vm, AttributeError, "{n}");
    }
    Ok(())
}

fn py_contains(vm: &mut Vm, this: &Value, x: &Value) -> Res<bool> {
    match vm.lookup_special(this, N::__contains__)? {
        Some(f) if f.is_none() => {
            let t = vm.type_name(this).to_owned();
            raise!(vm, TypeError, "'{t}' object is not a container")
        }
        Some(f) => {
            let r = vm.call_unbound(&f, this, std::slice::from_ref(x))?;
            vm.truthy(&r)
        }
        None => vm.search(this, x),
    }
}

fn py_iter(vm: &mut Vm, this: &Value) -> Res {
    match vm.lookup_special(this, N::__iter__)? {
        Some(f) if !f.is_none() => vm.call_unbound(&f, this, &[]),
        _ => {
            let t = vm.type_name(this).to_owned();
            raise!(vm, TypeError, "'{t}' object is not iterable")
        }
    }
}

fn py_next(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    match required(vm, this, N::__next__, &[]) {
        Ok(v) => Ok(Some(v)),
        Err(e) if vm.caught(&e, T::StopIteration) => Ok(None),
        Err(e) => Err(e),
    }
}

fn py_call(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res {
    let Some(f) = vm.special(this, N::__call__)? else {
        let t = vm.type_name(this).to_owned();
        raise!(vm, TypeError, "'{t}' object is not callable")
    };
    vm.nested(" while calling a Python object", |vm| {
        vm.call_args(&f, call)
    })
}

fn py_get_attr(vm: &mut Vm, this: &Value, name: &Value) -> Res {
    let found = match vm.lookup_special(this, N::__getattribute__)? {
        Some(f) => match vm.get::<SlotWrapper>(&f) {
            Some(w) => {
                let owner = w.owner.clone();
                match vm.ty(&owner).slots.get_attr {
                    Some(g) => g(vm, this, name),
                    None => vm.generic_get_attr(this, name),
                }
            }
            None => vm.call_unbound(&f, this, std::slice::from_ref(name)),
        },
        None => vm.generic_get_attr(this, name),
    };
    match found {
        Err(e) if vm.caught(&e, T::AttributeError) => {
            match vm.lookup_special(this, N::__getattr__)? {
                Some(f) => {
                    drop(e);
                    vm.call_unbound(&f, this, std::slice::from_ref(name))
                }
                None => Err(e),
            }
        }
        r => r,
    }
}

fn py_set_attr(vm: &mut Vm, this: &Value, name: &Value, v: Option<&Value>) -> Res<()> {
    match v {
        Some(v) => required(vm, this, N::__setattr__, &[name.clone(), v.clone()])?,
        None => required(vm, this, N::__delattr__, std::slice::from_ref(name))?,
    };
    Ok(())
}

fn py_descr_get(vm: &mut Vm, this: &Value, obj: Option<&Value>, class: &Value) -> Res {
    let o = obj.cloned().unwrap_or(Value::NONE);
    match call_dunder(vm, this, N::__get__, &[o, class.clone()])? {
        Some(v) => Ok(v),
        None => Ok(this.clone()),
    }
}

fn py_descr_set(vm: &mut Vm, this: &Value, obj: &Value, v: Option<&Value>) -> Res<()> {
    let (n, r) = match v {
        Some(v) => (
            "__set__",
            call_dunder(vm, this, N::__set__, &[obj.clone(), v.clone()])?,
        ),
        None => (
            "__delete__",
            call_dunder(vm, this, N::__delete__, std::slice::from_ref(obj))?,
        ),
    };
    if r.is_none() {
        raise!(vm, AttributeError, "{n}");
    }
    Ok(())
}

fn py_init(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
    let Some(f) = vm.special(this, N::__init__)? else {
        return Ok(());
    };
    let r = vm.call_args(&f, call)?;
    if !r.is_none() {
        return Err(vm.init_result_error(&r));
    }
    Ok(())
}

fn py_new(vm: &mut Vm, class: &Value, call: CallArgs<'_>) -> Res {
    let name = vm.name(N::__new__)?;
    let Some(f) = vm.type_lookup(class, &name)? else {
        let n = vm.class_name(class).to_owned();
        raise!(vm, TypeError, "cannot create '{n}' instances")
    };
    let f = vm.bind_descriptor(&f, None, class)?;
    let mut all: smallvec::SmallVec<[Value; 8]> =
        smallvec::SmallVec::with_capacity(call.args.len() + 1);
    all.push(class.clone());
    all.extend(call.args.iter().cloned());
    vm.call_args(
        &f,
        CallArgs {
            args: &all,
            names: call.names,
        },
    )
}

fn py_del(vm: &mut Vm, this: &Value) -> Res<()> {
    call_dunder(vm, this, N::__del__, &[])?;
    Ok(())
}

const BIN_NAMES: [(N, N, N); 14] = [
    (N::__add__, N::__radd__, N::__iadd__),
    (N::__sub__, N::__rsub__, N::__isub__),
    (N::__mul__, N::__rmul__, N::__imul__),
    (N::__truediv__, N::__rtruediv__, N::__itruediv__),
    (N::__floordiv__, N::__rfloordiv__, N::__ifloordiv__),
    (N::__mod__, N::__rmod__, N::__imod__),
    (N::__pow__, N::__rpow__, N::__ipow__),
    (N::__lshift__, N::__rlshift__, N::__ilshift__),
    (N::__rshift__, N::__rrshift__, N::__irshift__),
    (N::__and__, N::__rand__, N::__iand__),
    (N::__or__, N::__ror__, N::__ior__),
    (N::__xor__, N::__rxor__, N::__ixor__),
    (N::__matmul__, N::__rmatmul__, N::__imatmul__),
    (N::__divmod__, N::__rdivmod__, N::__divmod__),
];

fn is_py_binary(vm: &Vm, v: &Value) -> bool {
    let py: fn(&mut Vm, BinOp, &Value, &Value) -> Res = py_binary;
    vm.slots(v)
        .binary
        .is_some_and(|f| std::ptr::fn_addr_eq(f, py))
}

fn py_binary(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    let (fwd, rev, _) = BIN_NAMES[op as usize];
    let same_type = vm.type_of(a).is(vm.type_of(b));
    let mut do_other = !same_type && is_py_binary(vm, b);
    if is_py_binary(vm, a) {
        if do_other && vm.is_subtype(vm.type_of(b), vm.type_of(a)) {
            let (ra, rb) = (vm.lookup_special(a, rev)?, vm.lookup_special(b, rev)?);
            let overrides = match (&ra, &rb) {
                (Some(x), Some(y)) => !x.is(y),
                (None, Some(_)) => true,
                _ => false,
            };
            if overrides {
                let r = call_dunder(vm, b, rev, std::slice::from_ref(a))?
                    .unwrap_or(Value::NOT_IMPLEMENTED);
                if !r.is_not_implemented() {
                    return Ok(r);
                }
                do_other = false;
            }
        }
        let r = call_dunder(vm, a, fwd, std::slice::from_ref(b))?.unwrap_or(Value::NOT_IMPLEMENTED);
        if !r.is_not_implemented() || same_type {
            return Ok(r);
        }
    }
    if do_other {
        return Ok(
            call_dunder(vm, b, rev, std::slice::from_ref(a))?.unwrap_or(Value::NOT_IMPLEMENTED)
        );
    }
    // Called for the right operand alone.
    if !is_py_binary(vm, a) && is_py_binary(vm, b) {
        return Ok(
            call_dunder(vm, b, rev, std::slice::from_ref(a))?.unwrap_or(Value::NOT_IMPLEMENTED)
        );
    }
    Ok(Value::NOT_IMPLEMENTED)
}

fn py_inplace(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    let (_, _, inplace) = BIN_NAMES[op as usize];
    Ok(call_dunder(vm, a, inplace, std::slice::from_ref(b))?.unwrap_or(Value::NOT_IMPLEMENTED))
}

fn py_unary(vm: &mut Vm, op: UnaryOp, a: &Value) -> Res {
    let n = match op {
        UnaryOp::Neg => N::__neg__,
        UnaryOp::Pos => N::__pos__,
        UnaryOp::Invert => N::__invert__,
    };
    Ok(call_dunder(vm, a, n, &[])?.unwrap_or(Value::NOT_IMPLEMENTED))
}

fn py_index(vm: &mut Vm, a: &Value) -> Res {
    let r = required(vm, a, N::__index__, &[])?;
    vm.check_returned(&r, T::Int, "__index__ returned non-int")?;
    Ok(r)
}

fn py_int(vm: &mut Vm, a: &Value) -> Res {
    let r = required(vm, a, N::__int__, &[])?;
    vm.check_returned(&r, T::Int, "__int__ returned non-int")?;
    Ok(r)
}

fn py_float(vm: &mut Vm, a: &Value) -> Res {
    let r = required(vm, a, N::__float__, &[])?;
    let c = vm.type_name(a).to_owned();
    vm.check_returned(&r, T::Float, &format!("{c}.__float__ returned non-float"))?;
    Ok(r)
}
