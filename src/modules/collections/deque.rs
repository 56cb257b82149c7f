//! `collections.deque`: a sequence that grows and shrinks at both ends.
//!
//! The items stand in one buffer from `head` on; places before `head` are unbound. Taking from the
//! front moves `head`, and the gap is closed when it is more than half of the buffer; adding in front
//! of a full beginning makes a gap as long as the deque. Either is amortised O(1).
//!
//! Invariant: `version` changes with every change of length, so iterators notice.

use super::deque_iter;
use crate::code::opcodes::{BinOp, CmpOp};
use crate::memory::buf::Buf;
use crate::memory::header::Kind;
use crate::memory::heap::{Heap, OutOfMemory};
use crate::memory::in_order::InOrder;
use crate::memory::value::Value;
use crate::types::container::{Repr, guarded};
use crate::types::registry::T;
use crate::types::sequence;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef, ops};
use crate::{getset, methods, payload, raise};

payload! {
    /// The payload.
    pub struct Deque: Deque {
        items: InOrder,
        head: usize,
        most: Option<usize>,
        pub(super) version: u64,
    }
}

/// Smallest gap that is made or closed.
const GAP: usize = 16;

impl Deque {
    pub fn items(&self) -> &[Value] {
        self.items.get(self.head..).unwrap_or_default()
    }

    fn items_mut(&mut self) -> &mut [Value] {
        let head = self.head;
        self.items
            .as_mut_slice()
            .get_mut(head..)
            .unwrap_or_default()
    }

    pub(super) fn len(&self) -> usize {
        self.items().len()
    }

    fn push(&mut self, heap: &Heap, v: Value) -> Result<(), OutOfMemory> {
        self.items.push(heap, v)?;
        self.version += 1;
        Ok(())
    }

    fn push_front(&mut self, heap: &Heap, v: Value) -> Result<(), OutOfMemory> {
        if self.head == 0 {
            let (n, gap) = (self.items.len(), self.items.len().max(GAP));
            let mut new = Buf::with_capacity(heap, n + gap + n / 4)?;
            new.extend_exact(heap, (0..gap).map(|_| Value::UNBOUND))?;
            new.extend_exact(heap, self.items.take())?;
            (self.items, self.head) = (new.into(), gap);
        }
        self.head -= 1;
        let head = self.head;
        if let Some(place) = self.items.as_mut_slice().get_mut(head) {
            *place = v;
        }
        self.version += 1;
        Ok(())
    }

    fn pop(&mut self) -> Option<Value> {
        if self.len() == 0 {
            return None;
        }
        self.version += 1;
        let v = self.items.pop();
        if self.len() == 0 {
            self.items.clear();
            self.head = 0;
        }
        v
    }

    fn pop_front(&mut self) -> Option<Value> {
        let head = self.head;
        let v = self.items.as_mut_slice().get_mut(head)?.take();
        self.version += 1;
        self.head += 1;
        if self.head >= self.items.len() {
            self.items.clear();
            self.head = 0;
        } else if self.head >= GAP && self.head > self.items.len() / 2 {
            let left = self.len();
            self.items.as_mut_slice().rotate_left(head + 1);
            self.items.truncate(left);
            self.head = 0;
        }
        Some(v)
    }
}

pub static DEQUE: TypeDef = TypeDef {
    name: "deque",
    full_name: "collections.deque",
    module: "collections",
    doc: "A list-like sequence optimized for data accesses near its endpoints.",
    kind: Kind::Deque,
    slots: Slots {
        repr: Some(repr),
        cmp: Some(cmp),
        bool: Some(|vm, d| Ok(vm.of::<Deque>(d).len() > 0)),
        len: Some(|vm, d| Ok(vm.of::<Deque>(d).len())),
        get_item: Some(get_item),
        set_item: Some(set_item),
        contains: Some(contains),
        iter: Some(|vm, d| deque_iter::new(vm, d, false)),
        binary: Some(binary),
        inplace: Some(inplace),
        new: Some(new),
        init: Some(init),
        ..Slots::NONE
    },
    binary_ops: ops(&[BinOp::Add, BinOp::Mul]),
    inplace_ops: ops(&[BinOp::Add, BinOp::Mul]),
    methods: METHODS,
    getset: GETSET,
    subclassable: true,
    unhashable: true,
    weakrefs: true,
    lazy: true,
    signature: Some("([iterable[, maxlen]])"),
    matches: b's',
    ..TypeDef::OBJECT
};

methods! { METHODS;
    /// Add an element to the right side of the deque.
    "append(self, item, /)" => append;
    /// Add an element to the left side of the deque.
    "appendleft(self, item, /)" => appendleft;
    /// Remove all elements from the deque.
    "clear(self, /)" => clear;
    /// Return a shallow copy of a deque.
    "copy(self, /)" => copy;
    /// Return a shallow copy of a deque.
    "__copy__(self, /)" => copy;
    /// Return number of occurrences of value.
    "count(self, value, /)" => count;
    /// Extend the right side of the deque with elements from the iterable.
    "extend(self, iterable, /)" => extend;
    /// Extend the left side of the deque with elements from the iterable.
    "extendleft(self, iterable, /)" => extendleft;
    /// Return first index of value.
    "index(self, value, start=0, stop=None, /)" => index;
    /// Insert value before index.
    "insert(self, index, value, /)" => insert;
    /// Remove and return the rightmost element.
    "pop(self, /)" => pop;
    /// Remove and return the leftmost element.
    "popleft(self, /)" => popleft;
    /// Remove first occurrence of value.
    "remove(self, value, /)" => remove;
    /// Reverse *IN PLACE*.
    "reverse(self, /)" => reverse;
    /// Rotate the deque n steps to the right.  If n is negative, rotates left.
    "rotate(self, n=1, /)" => rotate;
    /// Return a reverse iterator over the deque.
    "__reversed__(self, /)" => reversed;
    /// Return state information for pickling.
    "__reduce__(self, /)" => reduce;
    /// Return the generic alias cls[object].
    @classmethod "__class_getitem__(cls, object, /)" => crate::types::generic_alias::class_getitem;
}

getset! { GETSET;
    /// maximum size of a deque or None if unbounded
    "maxlen" => maxlen;
}

fn new(vm: &mut Vm, cls: &Value, _: CallArgs<'_>) -> Res {
    vm.alloc_as(
        cls,
        Deque {
            items: InOrder::default(),
            head: 0,
            most: None,
            version: 0,
        },
    )
}

fn init(vm: &mut Vm, d: &Value, args: CallArgs<'_>) -> Res<()> {
    let (a, _) = vm.bind("deque(iterable=None, maxlen=None)", args)?;
    let most = match a.get(1).and_then(Value::bound).filter(|v| !v.is_none()) {
        None => None,
        Some(v) if !vm.has_index(v) => raise!(vm, TypeError, "an integer is required"),
        Some(v) => match vm.index_i64(v)? {
            n if n < 0 => raise!(vm, ValueError, "maxlen must be non-negative"),
            n => Some(n as usize),
        },
    };
    empty(vm, d);
    vm.of_mut::<Deque>(d).0.most = most;
    match a.first().and_then(Value::bound) {
        Some(items) => extend_with(vm, d, items),
        None => Ok(()),
    }
}

fn empty(vm: &mut Vm, d: &Value) {
    let (q, _) = vm.of_mut::<Deque>(d);
    let old = InOrder(q.items.take());
    q.head = 0;
    q.version += 1;
    drop(old);
}

/// Adds at the right; what is too much goes at the left.
fn add(vm: &mut Vm, d: &Value, v: Value) -> Res<()> {
    let (q, heap) = vm.of_mut::<Deque>(d);
    q.push(heap, v)?;
    if q.most.is_some_and(|m| q.len() > m) {
        let old = q.pop_front();
        drop(old);
    }
    Ok(())
}

fn add_left(vm: &mut Vm, d: &Value, v: Value) -> Res<()> {
    let (q, heap) = vm.of_mut::<Deque>(d);
    q.push_front(heap, v)?;
    if q.most.is_some_and(|m| q.len() > m) {
        let old = q.pop();
        drop(old);
    }
    Ok(())
}

fn extend_by(
    vm: &mut Vm,
    d: &Value,
    iterable: &Value,
    add: fn(&mut Vm, &Value, Value) -> Res<()>,
) -> Res<()> {
    // A deque that is extended with itself takes the items it had.
    let it = if iterable.is(d) {
        let items = Buf::from_slice(vm.heap(), vm.of::<Deque>(d).items())?;
        let items = vm.list(items)?;
        vm.iter(&items)?
    } else {
        vm.iter(iterable)?
    };
    while let Some(v) = vm.next(&it)? {
        add(vm, d, v)?;
    }
    Ok(())
}

fn extend_with(vm: &mut Vm, d: &Value, iterable: &Value) -> Res<()> {
    extend_by(vm, d, iterable, add)
}

fn append(vm: &mut Vm, a: Args<'_>) -> Res {
    add(vm, &a[0], a[1].clone())?;
    Ok(Value::NONE)
}

fn appendleft(vm: &mut Vm, a: Args<'_>) -> Res {
    add_left(vm, &a[0], a[1].clone())?;
    Ok(Value::NONE)
}

fn extend(vm: &mut Vm, a: Args<'_>) -> Res {
    extend_with(vm, &a[0], &a[1])?;
    Ok(Value::NONE)
}

fn extendleft(vm: &mut Vm, a: Args<'_>) -> Res {
    extend_by(vm, &a[0], &a[1], add_left)?;
    Ok(Value::NONE)
}

fn clear(vm: &mut Vm, a: Args<'_>) -> Res {
    empty(vm, &a[0]);
    Ok(Value::NONE)
}

/// A new deque of the same class and bound, with the same items.
fn copied(vm: &mut Vm, d: &Value) -> Res {
    let most = vm.of::<Deque>(d).most;
    if vm.is_exact(d, T::Deque) {
        let items = Buf::from_slice(vm.heap(), vm.of::<Deque>(d).items())?;
        vm.charge(items.len() as u64)?;
        return vm.alloc(
            T::Deque,
            Deque {
                items: items.into(),
                head: 0,
                most,
                version: 0,
            },
        );
    }
    let class = vm.type_of(d).clone();
    match most {
        None => vm.call(&class, std::slice::from_ref(d)),
        Some(m) => {
            let m = vm.int(m as i64)?;
            vm.call(&class, &[d.clone(), m])
        }
    }
}

fn copy(vm: &mut Vm, a: Args<'_>) -> Res {
    copied(vm, &a[0])
}

fn pop(vm: &mut Vm, a: Args<'_>) -> Res {
    match vm.of_mut::<Deque>(&a[0]).0.pop() {
        Some(v) => Ok(v),
        None => raise!(vm, IndexError, "pop from an empty deque"),
    }
}

fn popleft(vm: &mut Vm, a: Args<'_>) -> Res {
    match vm.of_mut::<Deque>(&a[0]).0.pop_front() {
        Some(v) => Ok(v),
        None => raise!(vm, IndexError, "pop from an empty deque"),
    }
}

fn item_at(vm: &Vm, d: &Value, i: usize) -> Option<Value> {
    vm.of::<Deque>(d).items().get(i).cloned()
}

/// Finds an item; RuntimeError when the deque changes meanwhile.
fn find(vm: &mut Vm, d: &Value, x: &Value, start: usize, stop: usize) -> Res<Option<usize>> {
    let version = vm.of::<Deque>(d).version;
    let mut i = start;
    while i < stop {
        let Some(v) = item_at(vm, d, i) else { break };
        vm.charge(1)?;
        let equal = vm.eq(&v, x)?;
        if vm.of::<Deque>(d).version != version {
            raise!(vm, RuntimeError, "deque mutated during iteration");
        }
        if equal {
            return Ok(Some(i));
        }
        i += 1;
    }
    Ok(None)
}

fn count(vm: &mut Vm, a: Args<'_>) -> Res {
    let (mut n, mut i) = (0, 0);
    while let Some(at) = find(vm, &a[0], &a[1], i, usize::MAX)? {
        n += 1;
        i = at + 1;
    }
    Ok(Value::int(n))
}

fn contains(vm: &mut Vm, d: &Value, x: &Value) -> Res<bool> {
    Ok(find(vm, d, x, 0, usize::MAX)?.is_some())
}

fn index(vm: &mut Vm, a: Args<'_>) -> Res {
    let start = vm.slice_argument(a.get(2), 0)?;
    let stop = vm.slice_argument(a.get(3), i64::MAX)?;
    let (start, stop) = sequence::fit(start, stop, vm.of::<Deque>(&a[0]).len());
    match find(vm, &a[0], &a[1], start, stop)? {
        Some(i) => vm.int(i as i64),
        None => {
            let shown = vm.repr(&a[1])?;
            let shown = vm.text(&shown).unwrap_or("?").to_owned();
            raise!(vm, ValueError, "{shown} is not in deque")
        }
    }
}

/// Takes out the item at `i`.
fn remove_at(vm: &mut Vm, d: &Value, i: usize) {
    let (q, _) = vm.of_mut::<Deque>(d);
    let at = q.head + i;
    let old = q.items.remove(at);
    q.version += 1;
    drop(old);
}

fn remove(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = vm.of::<Deque>(&a[0]).len();
    let version = vm.of::<Deque>(&a[0]).version;
    for i in 0..n {
        let Some(v) = item_at(vm, &a[0], i) else {
            break;
        };
        vm.charge(1)?;
        let equal = vm.eq(&v, &a[1])?;
        if vm.of::<Deque>(&a[0]).version != version {
            raise!(vm, IndexError, "deque mutated during remove().");
        }
        if equal {
            remove_at(vm, &a[0], i);
            return Ok(Value::NONE);
        }
    }
    let shown = vm.repr(&a[1])?;
    let shown = vm.text(&shown).unwrap_or("?").to_owned();
    raise!(vm, ValueError, "{shown} is not in deque")
}

fn insert(vm: &mut Vm, a: Args<'_>) -> Res {
    let i = vm.index_i64(&a[1])?;
    let (q, heap) = vm.of_mut::<Deque>(&a[0]);
    let n = q.len() as i64;
    if q.most.is_some_and(|m| n as usize >= m) {
        raise!(vm, IndexError, "deque already at its maximum size");
    }
    let at = if i < 0 {
        i.saturating_add(n).max(0)
    } else {
        i.min(n)
    } as usize;
    let at = q.head + at;
    q.items.insert(heap, at, a[2].clone())?;
    q.version += 1;
    vm.charge(n as u64 / 8)?;
    Ok(Value::NONE)
}

fn reverse(vm: &mut Vm, a: Args<'_>) -> Res {
    let (q, _) = vm.of_mut::<Deque>(&a[0]);
    q.items_mut().reverse();
    q.version += 1;
    let n = q.len() as u64;
    vm.charge(n / 8)?;
    Ok(Value::NONE)
}

fn rotate(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = match a.get(1) {
        Some(n) => vm.index_i64(n)?,
        None => 1,
    };
    let len = vm.of::<Deque>(&a[0]).len();
    if len < 2 {
        return Ok(Value::NONE);
    }
    // Steps to the right, then the shorter way round.
    let right = n.rem_euclid(len as i64) as usize;
    let steps = right.min(len - right);
    vm.charge(steps as u64)?;
    let (q, heap) = vm.of_mut::<Deque>(&a[0]);
    for _ in 0..steps {
        if right <= len / 2 {
            if let Some(v) = q.pop() {
                q.push_front(heap, v)?;
            }
        } else if let Some(v) = q.pop_front() {
            q.push(heap, v)?;
        }
    }
    q.version += 1;
    Ok(Value::NONE)
}

fn reversed(vm: &mut Vm, a: Args<'_>) -> Res {
    deque_iter::new(vm, &a[0], true)
}

fn reduce(vm: &mut Vm, a: Args<'_>) -> Res {
    let class = vm.type_of(&a[0]).clone();
    let empty = vm.empty_tuple();
    let args = match vm.of::<Deque>(&a[0]).most {
        None => empty.clone(),
        Some(m) => {
            let m = vm.int(m as i64)?;
            vm.tuple(&[empty, m])?
        }
    };
    let state = vm.instance_dict(&a[0])?.unwrap_or(Value::NONE);
    let it = vm.iter(&a[0])?;
    vm.tuple(&[class, args, state, it])
}

fn maxlen(vm: &mut Vm, d: &Value) -> Res {
    match vm.of::<Deque>(d).most {
        Some(m) => vm.int(m as i64),
        None => Ok(Value::NONE),
    }
}

fn repr(vm: &mut Vm, d: &Value) -> Res {
    guarded(vm, d, "[...]", |vm| {
        let mut out = Repr::new();
        let name = vm.class_name(vm.type_of(d)).to_owned();
        out.push(vm, &name)?;
        out.push(vm, "([")?;
        out.push_items(vm, |vm, i| item_at(vm, d, i))?;
        out.push(vm, "]")?;
        if let Some(m) = vm.of::<Deque>(d).most {
            out.push(vm, &format!(", maxlen={m}"))?;
        }
        out.push(vm, ")")?;
        out.finish(vm)
    })
}

fn cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    if vm.get::<Deque>(a).is_none() || vm.get::<Deque>(b).is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    if matches!(op, CmpOp::Eq | CmpOp::Ne) && vm.of::<Deque>(a).len() != vm.of::<Deque>(b).len() {
        return Ok(Value::bool(op == CmpOp::Ne));
    }
    sequence::compare_from(vm, op, a, b, 0, item_at, |vm, v| vm.of::<Deque>(v).len())
}

/// The place that an index means.
fn place(vm: &mut Vm, d: &Value, i: &Value) -> Res<usize> {
    if !vm.has_index(i) {
        let t = vm.type_name(i).to_owned();
        raise!(vm, TypeError, "sequence index must be integer, not '{t}'");
    }
    let i = vm.index_i64(i)?;
    match sequence::place(i, vm.of::<Deque>(d).len()) {
        Some(i) => Ok(i),
        None => raise!(vm, IndexError, "deque index out of range"),
    }
}

fn get_item(vm: &mut Vm, d: &Value, i: &Value) -> Res {
    let i = place(vm, d, i)?;
    match item_at(vm, d, i) {
        Some(v) => Ok(v),
        None => raise!(vm, IndexError, "deque index out of range"),
    }
}

fn set_item(vm: &mut Vm, d: &Value, i: &Value, v: Option<&Value>) -> Res<()> {
    let i = place(vm, d, i)?;
    match v {
        None => remove_at(vm, d, i),
        Some(v) => {
            if let Some(place) = vm.of_mut::<Deque>(d).0.items_mut().get_mut(i) {
                let old = std::mem::replace(place, v.clone());
                drop(old);
            }
        }
    }
    Ok(())
}

fn binary(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    match op {
        BinOp::Add if vm.get::<Deque>(a).is_some() => {
            if vm.get::<Deque>(b).is_none() {
                let t = vm.type_name(b).to_owned();
                raise!(
                    vm,
                    TypeError,
                    "can only concatenate deque (not \"{t}\") to deque"
                );
            }
            let new = copied(vm, a)?;
            extend_with(vm, &new, b)?;
            Ok(new)
        }
        BinOp::Mul => {
            let (d, n) = if vm.get::<Deque>(a).is_some() {
                (a, b)
            } else {
                (b, a)
            };
            if sequence::repeat_count(vm, n)?.is_none() {
                return Ok(Value::NOT_IMPLEMENTED);
            }
            let new = copied(vm, d)?;
            repeat(vm, &new, n)?;
            Ok(new)
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// Repeats in place.
fn repeat(vm: &mut Vm, d: &Value, n: &Value) -> Res<bool> {
    let Some(n) = sequence::repeat_count(vm, n)? else {
        return Ok(false);
    };
    if n == 0 {
        empty(vm, d);
        return Ok(true);
    }
    let items = Buf::from_slice(vm.heap(), vm.of::<Deque>(d).items())?;
    // With a bound only the last items stay, so no more rounds are needed than fill it.
    let rounds = match vm.of::<Deque>(d).most {
        Some(m) if !items.is_empty() => n.min(m / items.len() + 2),
        _ => n,
    };
    vm.reserve_check(items.len().saturating_mul(rounds).saturating_mul(8))?;
    for _ in 1..rounds {
        vm.charge(items.len() as u64)?;
        for v in items.iter() {
            add(vm, d, v.clone())?;
        }
    }
    Ok(true)
}

fn inplace(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    match op {
        BinOp::Add => extend_with(vm, a, b)?,
        BinOp::Mul => {
            if !repeat(vm, a, b)? {
                return Ok(Value::NOT_IMPLEMENTED);
            }
        }
        _ => return Ok(Value::NOT_IMPLEMENTED),
    }
    Ok(a.clone())
}
