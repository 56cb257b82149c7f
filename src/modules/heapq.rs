//! `_heapq`: lists as binary heaps. `merge`, `nlargest` and `nsmallest` are in `python/heapq.py`.
//!
//! Comparing items may run Python, which may change the list: its length is looked at again after
//! each comparison, and RuntimeError raised when it is another.

use super::ModuleDef;
use crate::code::opcodes::CmpOp;
use crate::memory::value::Value;
use crate::types::list::List;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;
use crate::{methods, raise};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_heapq",
    doc: "Heap queues.",
    functions: FUNCTIONS,
    types: &[],
    init: None,
};

methods! { FUNCTIONS;
    /// Push item onto heap, maintaining the heap invariant.
    "heappush(heap, item, /)" => push;
    /// Pop the smallest item off the heap, maintaining the heap invariant.
    "heappop(heap, /)" => pop;
    /// Pop and return the current smallest value, and add the new item.
    "heapreplace(heap, item, /)" => replace;
    /// Push item on the heap, then pop and return the smallest item from the heap.
    "heappushpop(heap, item, /)" => pushpop;
    /// Transform list into a heap, in-place, in O(len(heap)) time.
    "heapify(heap, /)" => heapify;
    /// Maxheap variant of heappop.
    "_heappop_max(heap, /)" => pop_max;
    /// Maxheap variant of heapreplace.
    "_heapreplace_max(heap, item, /)" => replace_max;
    /// Maxheap variant of heapify.
    "_heapify_max(heap, /)" => heapify_max;
}

/// Which item comes first.
#[derive(Clone, Copy)]
enum Order {
    Least,
    Most,
}

impl Order {
    /// Whether `a` belongs above `b`.
    fn before(self, vm: &mut Vm, a: &Value, b: &Value) -> Res<bool> {
        match self {
            Order::Least => vm.compare_bool(CmpOp::Lt, a, b),
            Order::Most => vm.compare_bool(CmpOp::Lt, b, a),
        }
    }
}

fn list<'a>(vm: &mut Vm, a: &Args<'a>, name: &str) -> Res<&'a Value> {
    let l = &a.pos[0];
    if vm.is_a(l, T::List) {
        return Ok(l);
    }
    let t = vm.type_name(l).to_owned();
    if a.pos.len() == 1 {
        raise!(vm, TypeError, "{name}() argument must be list, not {t}");
    }
    raise!(vm, TypeError, "{name}() argument 1 must be list, not {t}")
}

fn len(vm: &Vm, heap: &Value) -> usize {
    vm.of::<List>(heap).len()
}

fn item(vm: &mut Vm, heap: &Value, i: usize, n: usize) -> Res {
    let items = vm.of::<List>(heap).items();
    match items.get(i) {
        Some(v) if items.len() == n => Ok(v.clone()),
        _ => raise!(vm, RuntimeError, "list changed size during iteration"),
    }
}

fn swap(vm: &mut Vm, heap: &Value, i: usize, j: usize) {
    let (l, _) = vm.of_mut::<List>(heap);
    if i.max(j) < l.len() {
        l.items_mut().swap(i, j);
    }
}

/// Moves the item at `at` up to where it belongs, not above `top`.
fn up(vm: &mut Vm, heap: &Value, order: Order, top: usize, mut at: usize) -> Res<()> {
    let n = len(vm, heap);
    if at >= n {
        raise!(vm, IndexError, "index out of range");
    }
    while at > top {
        vm.charge(1)?;
        let parent = (at - 1) / 2;
        let (a, b) = (item(vm, heap, at, n)?, item(vm, heap, parent, n)?);
        let above = order.before(vm, &a, &b)?;
        if len(vm, heap) != n {
            raise!(vm, RuntimeError, "list changed size during iteration");
        }
        if !above {
            break;
        }
        swap(vm, heap, at, parent);
        at = parent;
    }
    Ok(())
}

/// Moves the item at `at` down to a leaf, the better child up each time, then up to its place.
fn down(vm: &mut Vm, heap: &Value, order: Order, top: usize) -> Res<()> {
    let n = len(vm, heap);
    if top >= n {
        raise!(vm, IndexError, "index out of range");
    }
    let mut at = top;
    while at < n / 2 {
        vm.charge(1)?;
        let mut child = 2 * at + 1;
        if child + 1 < n {
            let (a, b) = (item(vm, heap, child, n)?, item(vm, heap, child + 1, n)?);
            if !order.before(vm, &a, &b)? {
                child += 1;
            }
            if len(vm, heap) != n {
                raise!(vm, RuntimeError, "list changed size during iteration");
            }
        }
        swap(vm, heap, at, child);
        at = child;
    }
    up(vm, heap, order, top, at)
}

fn push(vm: &mut Vm, a: Args<'_>) -> Res {
    let heap = list(vm, &a, "heappush")?;
    vm.list_push(heap, a[1].clone())?;
    let last = len(vm, heap) - 1;
    up(vm, heap, Order::Least, 0, last)?;
    Ok(Value::NONE)
}

fn take(vm: &mut Vm, heap: &Value, order: Order) -> Res {
    let Some(last) = vm.of_mut::<List>(heap).0.buf().pop() else {
        raise!(vm, IndexError, "index out of range");
    };
    if len(vm, heap) == 0 {
        return Ok(last);
    }
    put_first(vm, heap, last, order)
}

/// Replaces the first item, which is given back.
fn put_first(vm: &mut Vm, heap: &Value, v: Value, order: Order) -> Res {
    let (l, _) = vm.of_mut::<List>(heap);
    let Some(first) = l.items_mut().first_mut() else {
        raise!(vm, IndexError, "index out of range");
    };
    let old = std::mem::replace(first, v);
    down(vm, heap, order, 0)?;
    Ok(old)
}

fn pop(vm: &mut Vm, a: Args<'_>) -> Res {
    let heap = list(vm, &a, "heappop")?;
    take(vm, heap, Order::Least)
}

fn pop_max(vm: &mut Vm, a: Args<'_>) -> Res {
    let heap = list(vm, &a, "_heappop_max")?;
    take(vm, heap, Order::Most)
}

fn replace(vm: &mut Vm, a: Args<'_>) -> Res {
    let heap = list(vm, &a, "heapreplace")?;
    put_first(vm, heap, a[1].clone(), Order::Least)
}

fn replace_max(vm: &mut Vm, a: Args<'_>) -> Res {
    let heap = list(vm, &a, "_heapreplace_max")?;
    put_first(vm, heap, a[1].clone(), Order::Most)
}

fn pushpop(vm: &mut Vm, a: Args<'_>) -> Res {
    let heap = list(vm, &a, "heappushpop")?;
    let Some(first) = vm.of::<List>(heap).items().first().cloned() else {
        return Ok(a[1].clone());
    };
    if !Order::Least.before(vm, &first, &a[1])? {
        return Ok(a[1].clone());
    }
    put_first(vm, heap, a[1].clone(), Order::Least)
}

fn heapify_by(vm: &mut Vm, heap: &Value, order: Order) -> Res {
    for i in (0..len(vm, heap) / 2).rev() {
        down(vm, heap, order, i)?;
    }
    Ok(Value::NONE)
}

fn heapify(vm: &mut Vm, a: Args<'_>) -> Res {
    let heap = list(vm, &a, "heapify")?;
    heapify_by(vm, heap, Order::Least)
}

fn heapify_max(vm: &mut Vm, a: Args<'_>) -> Res {
    let heap = list(vm, &a, "_heapify_max")?;
    heapify_by(vm, heap, Order::Most)
}
