//! `list`: payload, slots and methods. Iterators are in [`iter`], subscripts in [`item`], sorting in
//! `types::sort`.

pub mod item;
pub mod iter;

pub use iter::ListIter;

use super::container::{Repr, guarded, one_optional};
use super::sequence;
use crate::code::opcodes::{BinOp, CmpOp};
use crate::memory::buf::Buf;
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef, ops};
use crate::{methods, raise};

/// The payload of lists.
#[derive(Default)]
pub struct List {
    items: Buf<Value>,
}

impl Payload for List {
    const KIND: Kind = Kind::List;
    const TRACKED: bool = true;

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.items.iter().for_each(visit);
    }

    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        // The last first, as CPython clears lists.
        self.items.take().into_iter().rev().for_each(out);
    }

    fn extra_bytes(&self) -> usize {
        self.items.bytes()
    }
}

impl From<Buf<Value>> for List {
    fn from(items: Buf<Value>) -> List {
        List { items }
    }
}

impl List {
    #[inline(always)]
    pub fn items(&self) -> &[Value] {
        &self.items
    }

    #[inline(always)]
    pub fn items_mut(&mut self) -> &mut [Value] {
        &mut self.items
    }

    /// The buffer itself.
    #[inline(always)]
    pub fn buf(&mut self) -> &mut Buf<Value> {
        &mut self.items
    }

    #[inline(always)]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "list",
    doc: "Sequence that can be changed.\n\nlist() is empty; list(iterable) holds its items.",
    kind: Kind::List,
    slots: Slots {
        repr: Some(repr),
        cmp: Some(cmp),
        len: Some(len),
        get_item: Some(item::get),
        set_item: Some(item::set),
        contains: Some(contains),
        iter: Some(iter::new),
        binary: Some(binary),
        inplace: Some(inplace),
        new: Some(new),
        init: Some(init),
        ..Slots::NONE
    },
    binary_ops: ops(&[BinOp::Add, BinOp::Mul]),
    inplace_ops: ops(&[BinOp::Add, BinOp::Mul]),
    methods: METHODS,
    subclassable: true,
    unhashable: true,
    signature: Some("(iterable=(), /)"),
    matches: b's',
    ..TypeDef::OBJECT
};

methods! { pub METHODS;
    /// Add an item at the end.
    "append(self, object, /)" => append;
    /// Remove all items.
    "clear(self, /)" => clear;
    /// Return a shallow copy.
    "copy(self, /)" => copy;
    /// Return the number of items that equal value.
    "count(self, value, /)" => count;
    /// Add the items of an iterable at the end.
    "extend(self, iterable, /)" => extend;
    /// Return the index of the first item that equals value; ValueError if there is none.
    "index(self, value, start=0, stop=sys.maxsize, /)" => index;
    /// Insert an item before index.
    "insert(self, index, object, /)" => insert;
    /// Remove and return the item at index, by default the last.
    "pop(self, index=-1, /)" => pop;
    /// Remove the first item that equals value; ValueError if there is none.
    "remove(self, value, /)" => remove;
    /// Reverse the list in place.
    "reverse(self, /)" => reverse;
    /// Sort the list in place, ascending and stably; key is called once for each item.
    "sort(self, /, *, key=None, reverse=False)" => sort;
    /// Return an iterator over the items, the last first.
    "__reversed__(self, /)" => reversed;
    /// Return the generic alias cls[object].
    @classmethod "__class_getitem__(cls, object, /)" => crate::types::generic_alias::class_getitem;
}

impl Vm {
    /// `list.append(item)`. Never runs Python.
    #[inline]
    pub fn list_push(&mut self, list: &Value, item: Value) -> Res<()> {
        let (l, heap) = self.of_mut::<List>(list);
        Ok(l.items.push(heap, item)?)
    }

    /// A new list of clones of `items`.
    pub fn list_of_slice(&mut self, items: &[Value]) -> Res {
        let buf = Buf::from_slice(&self.heap, items)?;
        self.list(buf)
    }

    /// `list.extend(iterable)`.
    pub fn list_extend_with(&mut self, list: &Value, iterable: &Value) -> Res<()> {
        if self.is_exact(iterable, T::List) || self.is_exact(iterable, T::Tuple) {
            let more = self.collect(iterable)?;
            let (l, heap) = self.of_mut::<List>(list);
            return Ok(l.items.extend_exact(heap, more)?);
        }
        let it = self.iter(iterable)?;
        let hint = self.length_hint(iterable)?;
        if hint > 0
            && self
                .heap
                .could_hold(hint.saturating_mul(size_of::<Value>()))
        {
            let (l, heap) = self.of_mut::<List>(list);
            l.items.reserve(heap, hint)?;
        }
        while let Some(item) = self.next(&it)? {
            self.list_push(list, item)?;
        }
        Ok(())
    }
}

/// Item `i`, for algorithms that let Python run between items.
fn item_at(vm: &Vm, list: &Value, i: usize) -> Option<Value> {
    vm.of::<List>(list).items.get(i).cloned()
}

fn repr(vm: &mut Vm, list: &Value) -> Res {
    guarded(vm, list, "[...]", |vm| {
        let mut out = Repr::new();
        out.push(vm, "[")?;
        out.push_items(vm, |vm, i| item_at(vm, list, i))?;
        out.push(vm, "]")?;
        out.finish(vm)
    })
}

fn cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    if vm.get::<List>(a).is_none() || vm.get::<List>(b).is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    if matches!(op, CmpOp::Eq | CmpOp::Ne) && vm.of::<List>(a).len() != vm.of::<List>(b).len() {
        return Ok(Value::bool(op == CmpOp::Ne));
    }
    sequence::compare(vm, op, a, b)
}

fn len(vm: &mut Vm, list: &Value) -> Res<usize> {
    Ok(vm.of::<List>(list).len())
}

fn contains(vm: &mut Vm, list: &Value, x: &Value) -> Res<bool> {
    Ok(sequence::find(vm, list, x, 0, usize::MAX)?.is_some())
}

fn binary(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    match op {
        BinOp::Add if vm.get::<List>(a).is_some() && vm.get::<List>(b).is_some() => {
            let items = sequence::joined(vm, a, b)?;
            vm.list(items)
        }
        BinOp::Mul => {
            let (list, n) = if vm.get::<List>(a).is_some() {
                (a, b)
            } else {
                (b, a)
            };
            match sequence::repeat_count(vm, n)? {
                Some(n) => {
                    let items = sequence::repeated(vm, list, n)?;
                    vm.list(items)
                }
                None => Ok(Value::NOT_IMPLEMENTED),
            }
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn inplace(vm: &mut Vm, op: BinOp, list: &Value, b: &Value) -> Res {
    match op {
        BinOp::Add => vm.list_extend_with(list, b)?,
        BinOp::Mul => {
            let Some(n) = sequence::repeat_count(vm, b)? else {
                return Ok(Value::NOT_IMPLEMENTED);
            };
            if n != 1 {
                let items = sequence::repeated(vm, list, n)?;
                drop(std::mem::replace(vm.of_mut::<List>(list).0.buf(), items));
            }
        }
        _ => return Ok(Value::NOT_IMPLEMENTED),
    }
    Ok(list.clone())
}

fn new(vm: &mut Vm, cls: &Value, _: CallArgs<'_>) -> Res {
    vm.alloc_as(cls, List::default())
}

fn init(vm: &mut Vm, list: &Value, args: CallArgs<'_>) -> Res<()> {
    let exact = vm.is_exact(list, T::List);
    let iterable = one_optional(vm, "list", args, !exact)?;
    vm.of_mut::<List>(list).0.buf().clear();
    match iterable {
        // A list that nobody else has yet.
        Some(iterable) if list.header().is_some_and(|h| h.rc.get() == 1) => {
            let items = vm.collect(iterable)?;
            let old = std::mem::replace(vm.of_mut::<List>(list).0.buf(), items);
            drop(old);
            Ok(())
        }
        Some(iterable) => vm.list_extend_with(list, iterable),
        None => Ok(()),
    }
}

fn append(vm: &mut Vm, args: Args<'_>) -> Res {
    vm.list_push(&args[0], args[1].clone())?;
    Ok(Value::NONE)
}

fn clear(vm: &mut Vm, args: Args<'_>) -> Res {
    // Out of the list first: nobody sees it half empty.
    let old = vm.of_mut::<List>(&args[0]).0.buf().take();
    drop(old);
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, args: Args<'_>) -> Res {
    let n = vm.of::<List>(&args[0]).len();
    vm.charge(n as u64)?;
    let items = Buf::from_slice(vm.heap(), vm.of::<List>(&args[0]).items())?;
    vm.list(items)
}

fn count(vm: &mut Vm, args: Args<'_>) -> Res {
    sequence::count(vm, &args[0], &args[1])
}

fn extend(vm: &mut Vm, args: Args<'_>) -> Res {
    vm.list_extend_with(&args[0], &args[1])?;
    Ok(Value::NONE)
}

fn index(vm: &mut Vm, args: Args<'_>) -> Res {
    let start = vm.slice_argument(args.get(2), 0)?;
    let stop = vm.slice_argument(args.get(3), i64::MAX)?;
    let (start, mut stop) = sequence::fit(start, stop, vm.of::<List>(&args[0]).len());
    if args.get(3).is_none() {
        // What is appended by comparisons is looked at as well.
        stop = usize::MAX;
    }
    match sequence::find(vm, &args[0], &args[1], start, stop)? {
        Some(i) => Ok(Value::int(i as i64)),
        None => {
            let mut text = Repr::new();
            text.push_repr(vm, &args[1])?;
            text.push(vm, " is not in list")?;
            let text = text.finish(vm)?;
            Err(vm.err_value(T::ValueError, text))
        }
    }
}

fn insert(vm: &mut Vm, args: Args<'_>) -> Res {
    let i = vm.index_i64(&args[1])?;
    let (l, heap) = vm.of_mut::<List>(&args[0]);
    let n = l.len() as i64;
    let at = if i < 0 {
        i.saturating_add(n).max(0)
    } else {
        i.min(n)
    };
    l.items.insert(heap, at as usize, args[2].clone())?;
    vm.charge((n - at) as u64 / 8)?;
    Ok(Value::NONE)
}

fn pop(vm: &mut Vm, args: Args<'_>) -> Res {
    let i = match args.get(1) {
        Some(i) => vm.index_i64(i)?,
        None => -1,
    };
    let (l, _) = vm.of_mut::<List>(&args[0]);
    if l.is_empty() {
        raise!(vm, IndexError, "pop from empty list");
    }
    let n = l.len();
    let Some(at) = sequence::place(i, n) else {
        raise!(vm, IndexError, "pop index out of range");
    };
    let item = if at + 1 == n {
        l.items.pop()
    } else {
        l.items.remove(at)
    };
    l.tighten();
    vm.charge((n - at) as u64 / 8)?;
    // In range: `place` said so.
    Ok(item.unwrap_or(Value::NONE))
}

impl List {
    /// Gives memory back when most of it isn't used.
    #[inline]
    pub fn tighten(&mut self) {
        let room = self.items.capacity();
        if room > 16 && self.items.len() < room / 2 {
            self.items.shrink();
        }
    }
}

fn remove(vm: &mut Vm, args: Args<'_>) -> Res {
    let list = &args[0];
    match sequence::find(vm, list, &args[1], 0, usize::MAX)? {
        Some(i) => {
            let (l, _) = vm.of_mut::<List>(list);
            let item = l.items.remove(i);
            l.tighten();
            drop(item);
            Ok(Value::NONE)
        }
        None => raise!(vm, ValueError, "list.remove(x): x not in list"),
    }
}

fn reverse(vm: &mut Vm, args: Args<'_>) -> Res {
    let (l, _) = vm.of_mut::<List>(&args[0]);
    l.items.reverse();
    let n = l.len();
    vm.charge(n as u64 / 8)?;
    Ok(Value::NONE)
}

fn sort(vm: &mut Vm, args: Args<'_>) -> Res {
    let key = args.kw(0).filter(|k| !k.is_none());
    let reverse = match args.kw(1) {
        Some(r) => vm.truthy(r)?,
        None => false,
    };
    vm.list_sort(&args[0], key, reverse)?;
    Ok(Value::NONE)
}

fn reversed(vm: &mut Vm, args: Args<'_>) -> Res {
    iter::new_reverse(vm, &args[0])
}
