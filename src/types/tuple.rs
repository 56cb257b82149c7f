//! `tuple` and its iterator. The layout is `memory::inline::Tuple`.

use super::container::{Repr, guarded, iter_self, one_optional};
use super::dict::key::hash_small;
use super::sequence::{self, Subscript, place};
use crate::code::opcodes::{BinOp, CmpOp};
use crate::memory::buf::Buf;
use crate::memory::header::{Kind, Payload};
use crate::memory::inline::Tuple;
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef, ops};
use crate::{methods, raise};

pub static DEF: TypeDef = TypeDef {
    name: "tuple",
    doc: "Sequence that can't be changed.\n\ntuple() is empty; tuple(iterable) holds its items.",
    kind: Kind::Tuple,
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        cmp: Some(cmp),
        len: Some(len),
        get_item: Some(get_item),
        contains: Some(contains),
        iter: Some(iter),
        binary: Some(binary),
        new: Some(new),
        ..Slots::NONE
    },
    binary_ops: ops(&[BinOp::Add, BinOp::Mul]),
    methods: METHODS,
    subclassable: true,
    signature: Some("(iterable=(), /)"),
    matches: b's',
    ..TypeDef::OBJECT
};

methods! { pub METHODS;
    /// Return the number of items that equal value.
    "count(self, value, /)" => count;
    /// Return the index of the first item that equals value; ValueError if there is none.
    "index(self, value, start=0, stop=sys.maxsize, /)" => index;
    /// Return the arguments for copying the tuple by __new__.
    "__getnewargs__(self, /)" => getnewargs;
    /// Return the generic alias cls[object].
    @classmethod "__class_getitem__(cls, object, /)" => crate::types::generic_alias::class_getitem;
}

impl Vm {
    /// `tuple(list)` for a list that nobody else has.
    pub fn list_to_tuple(&mut self, list: &Value) -> Res {
        let items = self.of_mut::<super::list::List>(list).0.buf().take();
        self.tuple_of(items)
    }
}

fn item_at(vm: &Vm, t: &Value, i: usize) -> Option<Value> {
    vm.of::<Tuple>(t).items().get(i).cloned()
}

fn repr(vm: &mut Vm, t: &Value) -> Res {
    if vm.of::<Tuple>(t).is_empty() {
        return vm.str("()");
    }
    guarded(vm, t, "(...)", |vm| {
        let mut out = Repr::new();
        out.push(vm, "(")?;
        let n = out.push_items(vm, |vm, i| item_at(vm, t, i))?;
        out.push(vm, if n == 1 { ",)" } else { ")" })?;
        out.finish(vm)
    })
}

fn hash(vm: &mut Vm, t: &Value) -> Res<i64> {
    vm.nested(" while hashing an object", |vm| {
        let mut state = crate::num::hash::TupleHasher::new();
        let mut i = 0;
        loop {
            let items = vm.of::<Tuple>(t).items();
            while let Some(n) = items.get(i).and_then(Value::as_small_int) {
                state.add(hash_small(n));
                i += 1;
            }
            let Some(item) = items.get(i).cloned() else {
                break;
            };
            state.add(vm.hash(&item)?);
            i += 1;
        }
        vm.charge(i as u64 / 4)?;
        Ok(state.finish())
    })
}

fn cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    if vm.get::<Tuple>(a).is_none() || vm.get::<Tuple>(b).is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    sequence::compare(vm, op, a, b)
}

fn len(vm: &mut Vm, t: &Value) -> Res<usize> {
    Ok(vm.of::<Tuple>(t).len())
}

fn get_item(vm: &mut Vm, t: &Value, i: &Value) -> Res {
    match vm.subscript("tuple", i)? {
        Subscript::At(i) => {
            let items = vm.of::<Tuple>(t).items();
            match place(i, items.len()) {
                Some(i) => Ok(items[i].clone()),
                None => raise!(vm, IndexError, "tuple index out of range"),
            }
        }
        Subscript::Slice(bounds) => {
            let n = vm.of::<Tuple>(t).len();
            let range = bounds.fit(n);
            if range.count == n && range.step == 1 && vm.is_exact(t, T::Tuple) {
                return Ok(t.clone());
            }
            vm.charge(range.count as u64 / 8)?;
            let items = sequence::sliced(vm, t, range)?;
            vm.tuple_of(items)
        }
    }
}

fn contains(vm: &mut Vm, t: &Value, x: &Value) -> Res<bool> {
    Ok(sequence::find(vm, t, x, 0, usize::MAX)?.is_some())
}

fn binary(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    match op {
        BinOp::Add if vm.get::<Tuple>(a).is_some() && vm.get::<Tuple>(b).is_some() => {
            // An empty side gives the other one itself.
            for (x, y) in [(a, b), (b, a)] {
                if vm.of::<Tuple>(x).is_empty() && vm.is_exact(y, T::Tuple) {
                    return Ok(y.clone());
                }
            }
            let items = sequence::joined(vm, a, b)?;
            vm.tuple_of(items)
        }
        BinOp::Mul => {
            let (t, n) = if vm.get::<Tuple>(a).is_some() {
                (a, b)
            } else {
                (b, a)
            };
            let Some(n) = sequence::repeat_count(vm, n)? else {
                return Ok(Value::NOT_IMPLEMENTED);
            };
            if (n == 1 || vm.of::<Tuple>(t).is_empty()) && vm.is_exact(t, T::Tuple) {
                return Ok(t.clone());
            }
            let items = sequence::repeated(vm, t, n)?;
            vm.tuple_of(items)
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    let exact = cls.is(vm.class(T::Tuple));
    let items = match one_optional(vm, "tuple", args, !exact)? {
        Some(v) if exact && vm.is_exact(v, T::Tuple) => return Ok(v.clone()),
        Some(v) => vm.collect(v)?,
        None => Buf::new(),
    };
    if exact {
        vm.tuple_of(items)
    } else {
        vm.tuple_as(cls, &items)
    }
}

fn count(vm: &mut Vm, args: Args<'_>) -> Res {
    sequence::count(vm, &args[0], &args[1])
}

fn index(vm: &mut Vm, args: Args<'_>) -> Res {
    let start = vm.slice_argument(args.get(2), 0)?;
    let stop = vm.slice_argument(args.get(3), i64::MAX)?;
    let (start, stop) = sequence::fit(start, stop, vm.of::<Tuple>(&args[0]).len());
    match sequence::find(vm, &args[0], &args[1], start, stop)? {
        Some(i) => Ok(Value::int(i as i64)),
        None => raise!(vm, ValueError, "tuple.index(x): x not in tuple"),
    }
}

fn getnewargs(vm: &mut Vm, args: Args<'_>) -> Res {
    let items = Buf::from_slice(vm.heap(), vm.of::<Tuple>(&args[0]).items())?;
    let plain = vm.tuple_of(items)?;
    vm.tuple(&[plain])
}

// ---------------------------------------------------------------- the iterator

/// Payload of `tuple_iterator`.
pub struct TupleIter {
    /// A tuple, or None once exhausted.
    pub tuple: Value,
    /// The item to give next.
    pub index: usize,
}

impl Payload for TupleIter {
    const KIND: Kind = Kind::TupleIter;
    const TRACKED: bool = true;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.tuple);
    }
    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(std::mem::replace(&mut self.tuple, Value::NONE));
    }
}

pub static ITER_DEF: TypeDef = TypeDef {
    name: "tuple_iterator",
    kind: Kind::TupleIter,
    slots: Slots {
        iter: Some(iter_self),
        next: Some(next),
        ..Slots::NONE
    },
    methods: ITER_METHODS,
    ..TypeDef::OBJECT
};

methods! { ITER_METHODS;
    /// Return an estimate of the number of remaining items.
    "__length_hint__(self, /)" => length_hint;
}

fn iter(vm: &mut Vm, t: &Value) -> Res {
    vm.alloc(
        T::TupleIter,
        TupleIter {
            tuple: t.clone(),
            index: 0,
        },
    )
}

fn next(vm: &mut Vm, it: &Value) -> Res<Option<Value>> {
    let i = vm.of::<TupleIter>(it);
    let item = vm
        .get::<Tuple>(&i.tuple)
        .and_then(|t| t.items().get(i.index))
        .cloned();
    let (i, _) = vm.of_mut::<TupleIter>(it);
    match item {
        Some(_) => i.index += 1,
        None => drop(std::mem::replace(&mut i.tuple, Value::NONE)),
    }
    Ok(item)
}

fn length_hint(vm: &mut Vm, args: Args<'_>) -> Res {
    let i = vm.of::<TupleIter>(&args[0]);
    let left = vm
        .get::<Tuple>(&i.tuple)
        .map_or(0, |t| t.len().saturating_sub(i.index));
    Ok(Value::int(left as i64))
}
