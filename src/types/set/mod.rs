//! `set` and `frozenset`: slots and methods. The table is [`table`], operations that may run Python
//! are in [`ops`](mod@ops), the iterator in [`iter`].

pub mod iter;
pub mod ops;
pub mod table;

pub use table::Set;

use super::container::{Repr, guarded, one_optional};
use crate::code::opcodes::{BinOp, CmpOp};
use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef, ops};
use crate::{methods, raise};

const SLOTS: Slots = Slots {
    repr: Some(repr),
    cmp: Some(cmp),
    len: Some(len),
    contains: Some(contains),
    iter: Some(iter::new),
    binary: Some(binary),
    ..Slots::NONE
};

const OPERATORS: u16 = ops(&[BinOp::Sub, BinOp::And, BinOp::Or, BinOp::Xor]);

pub static DEF: TypeDef = TypeDef {
    name: "set",
    doc: "Unordered collection of different hashable items.\n\n\
          set() is empty; set(iterable) holds its items.",
    kind: Kind::Set,
    slots: Slots {
        inplace: Some(inplace),
        new: Some(new),
        init: Some(init),
        ..SLOTS
    },
    binary_ops: OPERATORS,
    inplace_ops: OPERATORS,
    methods: METHODS,
    subclassable: true,
    unhashable: true,
    weakrefs: true,
    ..TypeDef::OBJECT
};

pub static FROZEN_DEF: TypeDef = TypeDef {
    name: "frozenset",
    doc: "Set that can't be changed, and so can be hashed.\n\n\
          frozenset() is empty; frozenset(iterable) holds its items.",
    kind: Kind::Set,
    slots: Slots {
        hash: Some(hash),
        new: Some(new_frozen),
        ..SLOTS
    },
    binary_ops: OPERATORS,
    methods: FROZEN_METHODS,
    subclassable: true,
    weakrefs: true,
    ..TypeDef::OBJECT
};

methods! { pub METHODS;
    /// Add an item; if it is there already, nothing happens.
    "add(self, object, /)" => add;
    /// Remove all items.
    "clear(self, /)" => clear;
    /// Return a shallow copy.
    "copy(self, /)" => copy;
    /// Return the items that are in none of the others.
    "difference(self, /, *others)" => difference;
    /// Remove the items of the others.
    "difference_update(self, /, *others)" => difference_update;
    /// Remove an item; if it isn't there, nothing happens.
    "discard(self, object, /)" => discard;
    /// Return the items that are in all the others too.
    "intersection(self, /, *others)" => intersection;
    /// Keep only the items that are in all the others too.
    "intersection_update(self, /, *others)" => intersection_update;
    /// Return True if the two have no item in common.
    "isdisjoint(self, other, /)" => isdisjoint;
    /// Return True if other holds all items of this set.
    "issubset(self, other, /)" => issubset;
    /// Return True if this set holds all items of other.
    "issuperset(self, other, /)" => issuperset;
    /// Remove and return some item; KeyError if the set is empty.
    "pop(self, /)" => pop;
    /// Remove an item; KeyError if it isn't there.
    "remove(self, object, /)" => remove;
    /// Return the items that are in exactly one of the two.
    "symmetric_difference(self, other, /)" => symmetric_difference;
    /// Keep the items that are in exactly one of the two.
    "symmetric_difference_update(self, other, /)" => symmetric_difference_update;
    /// Return the items of this set and all the others.
    "union(self, /, *others)" => union;
    /// Add the items of the others.
    "update(self, /, *others)" => update;
    /// Return the generic alias cls[object].
    @classmethod "__class_getitem__(cls, object, /)" => crate::types::generic_alias::class_getitem;
}

methods! { pub FROZEN_METHODS;
    /// Return the set itself.
    "copy(self, /)" => copy;
    /// Return the items that are in none of the others.
    "difference(self, /, *others)" => difference;
    /// Return the items that are in all the others too.
    "intersection(self, /, *others)" => intersection;
    /// Return True if the two have no item in common.
    "isdisjoint(self, other, /)" => isdisjoint;
    /// Return True if other holds all items of this set.
    "issubset(self, other, /)" => issubset;
    /// Return True if this set holds all items of other.
    "issuperset(self, other, /)" => issuperset;
    /// Return the items that are in exactly one of the two.
    "symmetric_difference(self, other, /)" => symmetric_difference;
    /// Return the items of this set and all the others.
    "union(self, /, *others)" => union;
    /// Return the generic alias cls[object].
    @classmethod "__class_getitem__(cls, object, /)" => crate::types::generic_alias::class_getitem;
}

impl Vm {
    /// A frozenset of `items`, added in order.
    pub fn frozenset_of(&mut self, items: &[Value]) -> Res {
        let set = self.alloc(T::FrozenSet, Set::new())?;
        for item in items {
            self.set_add(&set, item)?;
        }
        Ok(set)
    }

    /// A set of `items`, added in order.
    pub fn build_set(&mut self, items: &[Value]) -> Res {
        let set = self.set_new()?;
        for item in items {
            self.set_add(&set, item)?;
        }
        Ok(set)
    }
}

fn repr(vm: &mut Vm, s: &Value) -> Res {
    let exact = vm.is_exact(s, T::Set);
    let class = vm.type_of(s).clone();
    let name = vm.class_name(&class).to_owned();
    if vm.of::<Set>(s).is_empty() {
        return vm.format(format_args!("{name}()"));
    }
    let inner = format!("{name}(...)");
    guarded(vm, s, &inner, |vm| {
        let mut out = Repr::new();
        if !exact {
            out.push(vm, &name)?;
            out.push(vm, "(")?;
        }
        out.push(vm, "{")?;
        // The items as they are now, whatever their reprs do.
        let items = vm.collect(s)?;
        out.push_items(vm, |_, i| items.get(i).cloned())?;
        out.push(vm, if exact { "}" } else { "})" })?;
        out.finish(vm)
    })
}

fn cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    if !vm.is_set(a) || !vm.is_set(b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (m, n) = (vm.set_len(a), vm.set_len(b));
    let holds = match op {
        CmpOp::Eq => equal(vm, a, b)?,
        CmpOp::Ne => !equal(vm, a, b)?,
        CmpOp::Lt => m < n && vm.set_all_in(a, b)?,
        CmpOp::Le => vm.set_all_in(a, b)?,
        CmpOp::Gt => m > n && vm.set_all_in(b, a)?,
        CmpOp::Ge => vm.set_all_in(b, a)?,
    };
    Ok(Value::bool(holds))
}

fn equal(vm: &mut Vm, a: &Value, b: &Value) -> Res<bool> {
    let (x, y) = (vm.of::<Set>(a), vm.of::<Set>(b));
    if x.len() != y.len() {
        return Ok(false);
    }
    // Frozensets remember their hash: different ones can't be equal.
    if let (Some(p), Some(q)) = (x.cached_hash(), y.cached_hash())
        && p != q
    {
        return Ok(false);
    }
    vm.set_all_in(a, b)
}

fn len(vm: &mut Vm, s: &Value) -> Res<usize> {
    Ok(vm.set_len(s))
}

/// The hash by which `item` is looked for: a set stands for a frozenset with its items.
fn lookup_hash(vm: &mut Vm, item: &Value) -> Res<i64> {
    if vm.is_set(item) && !vm.is_a(item, T::FrozenSet) && vm.slots(item).hash.is_none() {
        return Ok(items_hash(vm, item));
    }
    vm.hash(item)
}

fn items_hash(vm: &Vm, s: &Value) -> i64 {
    let set = vm.of::<Set>(s);
    crate::num::hash::hash_frozenset(Sized(set.iter().map(|(_, hash)| hash), set.len()))
}

/// An iterator whose length is known.
struct Sized<I>(I, usize);

impl<I: Iterator> Iterator for Sized<I> {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> {
        let item = self.0.next()?;
        self.1 -= 1;
        Some(item)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.1, Some(self.1))
    }
}

impl<I: Iterator> ExactSizeIterator for Sized<I> {}

fn hash(vm: &mut Vm, s: &Value) -> Res<i64> {
    if let Some(hash) = vm.of::<Set>(s).cached_hash() {
        return Ok(hash);
    }
    let hash = items_hash(vm, s);
    vm.charge(vm.set_len(s) as u64 / 4)?;
    vm.of_mut::<Set>(s).0.set_cached_hash(hash);
    Ok(hash)
}

fn contains(vm: &mut Vm, s: &Value, item: &Value) -> Res<bool> {
    let hash = lookup_hash(vm, item)?;
    vm.set_contains_hashed(s, item, hash)
}

fn binary(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    if !vm.is_set(a) || !vm.is_set(b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    match op {
        BinOp::Or => {
            let t = vm.set_result_type(a);
            let result = vm.set_copy(a, t)?;
            if !a.is(b) {
                vm.set_update(&result, b)?;
            }
            Ok(result)
        }
        BinOp::And => vm.set_intersection(a, b),
        BinOp::Sub => vm.set_difference(a, b),
        BinOp::Xor => vm.set_symmetric_difference(a, b),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn inplace(vm: &mut Vm, op: BinOp, s: &Value, other: &Value) -> Res {
    if !vm.is_set(other) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    match op {
        BinOp::Or => vm.set_update(s, other)?,
        BinOp::And => {
            let both = vm.set_intersection(s, other)?;
            vm.set_take(s, &both);
        }
        BinOp::Sub => vm.set_difference_update(s, other)?,
        BinOp::Xor => vm.set_symmetric_difference_update(s, other)?,
        _ => return Ok(Value::NOT_IMPLEMENTED),
    }
    Ok(s.clone())
}

fn new(vm: &mut Vm, cls: &Value, _: CallArgs<'_>) -> Res {
    vm.alloc_as(cls, Set::new())
}

fn init(vm: &mut Vm, s: &Value, args: CallArgs<'_>) -> Res<()> {
    let exact = vm.is_exact(s, T::Set);
    let iterable = one_optional(vm, "set", args, !exact)?;
    vm.set_clear(s);
    match iterable {
        // A set that nobody else has yet.
        Some(iterable) if s.header().is_some_and(|h| h.rc.get() == 1) => vm.set_fill(s, iterable),
        Some(iterable) => vm.set_update(s, iterable),
        None => Ok(()),
    }
}

fn new_frozen(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    let exact = cls.is(vm.class(T::FrozenSet));
    let iterable = one_optional(vm, "frozenset", args, !exact)?;
    if let Some(v) = iterable
        && exact
        && vm.is_exact(v, T::FrozenSet)
    {
        return Ok(v.clone());
    }
    let set = vm.alloc_as(cls, Set::new())?;
    if let Some(iterable) = iterable {
        vm.set_fill(&set, iterable)?;
    }
    Ok(set)
}

fn add(vm: &mut Vm, args: Args<'_>) -> Res {
    vm.set_add(&args[0], &args[1])?;
    Ok(Value::NONE)
}

fn clear(vm: &mut Vm, args: Args<'_>) -> Res {
    vm.set_clear(&args[0]);
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, args: Args<'_>) -> Res {
    if vm.is_exact(&args[0], T::FrozenSet) {
        return Ok(args[0].clone());
    }
    let t = vm.set_result_type(&args[0]);
    vm.set_copy(&args[0], t)
}

fn difference(vm: &mut Vm, args: Args<'_>) -> Res {
    let Some((first, rest)) = args.pos[1..].split_first() else {
        return copy(vm, args);
    };
    let result = vm.set_difference(&args[0], first)?;
    for other in rest {
        vm.set_difference_update(&result, other)?;
    }
    Ok(result)
}

fn difference_update(vm: &mut Vm, args: Args<'_>) -> Res {
    for other in &args.pos[1..] {
        vm.set_difference_update(&args[0], other)?;
    }
    Ok(Value::NONE)
}

fn discard(vm: &mut Vm, args: Args<'_>) -> Res {
    let hash = lookup_hash(vm, &args[1])?;
    vm.set_discard_hashed(&args[0], &args[1], hash)?;
    Ok(Value::NONE)
}

fn intersection(vm: &mut Vm, args: Args<'_>) -> Res {
    let mut result = args[0].clone();
    if args.pos.len() == 1 {
        return copy(vm, args);
    }
    for other in &args.pos[1..] {
        result = vm.set_intersection(&result, other)?;
    }
    Ok(result)
}

fn intersection_update(vm: &mut Vm, args: Args<'_>) -> Res {
    let t = vm.set_result_type(&args[0]);
    let result = match args.pos.len() {
        1 => vm.set_copy(&args[0], t)?,
        _ => intersection(vm, args)?,
    };
    vm.set_take(&args[0], &result);
    Ok(Value::NONE)
}

fn isdisjoint(vm: &mut Vm, args: Args<'_>) -> Res {
    let (s, other) = (&args[0], &args[1]);
    if s.is(other) {
        return Ok(Value::bool(vm.set_len(s) == 0));
    }
    if vm.is_set(other) {
        let (few, many) = if vm.set_len(other) > vm.set_len(s) {
            (s, other)
        } else {
            (other, s)
        };
        let mut pos = 0;
        while let Some((key, hash)) = vm.set_next(few, &mut pos) {
            vm.charge(1)?;
            if vm.set_contains_hashed(many, &key, hash)? {
                return Ok(Value::FALSE);
            }
        }
        return Ok(Value::TRUE);
    }
    let it = vm.iter(other)?;
    while let Some(key) = vm.next(&it)? {
        vm.charge(1)?;
        if vm.set_contains(s, &key)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

fn issubset(vm: &mut Vm, args: Args<'_>) -> Res {
    let (s, other) = (&args[0], &args[1]);
    if vm.is_set(other) {
        return vm.set_all_in(s, other).map(Value::bool);
    }
    let both = vm.set_intersection(s, other)?;
    Ok(Value::bool(vm.set_len(&both) == vm.set_len(s)))
}

fn issuperset(vm: &mut Vm, args: Args<'_>) -> Res {
    let (s, other) = (&args[0], &args[1]);
    if vm.is_set(other) {
        return vm.set_all_in(other, s).map(Value::bool);
    }
    let it = vm.iter(other)?;
    while let Some(key) = vm.next(&it)? {
        vm.charge(1)?;
        if !vm.set_contains(s, &key)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

fn pop(vm: &mut Vm, args: Args<'_>) -> Res {
    match vm.of_mut::<Set>(&args[0]).0.pop() {
        Some(key) => Ok(key),
        None => raise!(vm, KeyError, "pop from an empty set"),
    }
}

fn remove(vm: &mut Vm, args: Args<'_>) -> Res {
    let hash = lookup_hash(vm, &args[1])?;
    if vm.set_discard_hashed(&args[0], &args[1], hash)? {
        Ok(Value::NONE)
    } else {
        Err(vm.key_error(&args[1]))
    }
}

fn symmetric_difference(vm: &mut Vm, args: Args<'_>) -> Res {
    vm.set_symmetric_difference(&args[0], &args[1])
}

fn symmetric_difference_update(vm: &mut Vm, args: Args<'_>) -> Res {
    vm.set_symmetric_difference_update(&args[0], &args[1])?;
    Ok(Value::NONE)
}

fn union(vm: &mut Vm, args: Args<'_>) -> Res {
    let t = vm.set_result_type(&args[0]);
    let result = vm.set_copy(&args[0], t)?;
    for other in &args.pos[1..] {
        if !other.is(&args[0]) {
            vm.set_update(&result, other)?;
        }
    }
    Ok(result)
}

fn update(vm: &mut Vm, args: Args<'_>) -> Res {
    for other in &args.pos[1..] {
        vm.set_update(&args[0], other)?;
    }
    Ok(Value::NONE)
}
