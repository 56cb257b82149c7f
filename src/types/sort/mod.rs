//! Sorting of lists: `list.sort` and `sorted`.
//!
//! Keys that are all numbers, all strings, or tuples of such with one type a column have a total
//! order that needs no Python: the library's stable sort does them ([`order`]). Everything else goes
//! through `<`, which may run Python, fail, or contradict itself: the merge sort in [`merge`].
//!
//! The list is empty while it is being sorted; ValueError if something was put into it meanwhile.

mod merge;
mod order;

use crate::code::opcodes::CmpOp;
use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::raise;
use crate::types::list::List;
use crate::vm::Vm;
use crate::vm::error::Res;
use order::Order;
use std::cmp::Ordering;

impl Vm {
    /// `list.sort(key=key, reverse=reverse)`.
    pub fn list_sort(&mut self, list: &Value, key: Option<&Value>, reverse: bool) -> Res<()> {
        let mut items = self.of_mut::<List>(list).0.buf().take();
        let result = self.sort_values(&mut items, key, reverse);
        let (l, _) = self.of_mut::<List>(list);
        // A buffer means that something was put in, even if it was taken out again.
        let modified = l.buf().capacity() > 0;
        let meanwhile = std::mem::replace(l.buf(), items);
        drop(meanwhile);
        result?;
        if modified {
            raise!(self, ValueError, "list modified during sort");
        }
        Ok(())
    }

    /// Sorts values that nobody else can reach. On an error they are all still there, in some order.
    pub fn sort_values(
        &mut self,
        items: &mut Buf<Value>,
        key: Option<&Value>,
        reverse: bool,
    ) -> Res<()> {
        let n = items.len();
        // Comparing costs more than moving: about log2(n) comparisons an item.
        self.charge(n as u64 * (n.max(1).ilog2() as u64 + 1) / 4)?;
        match key {
            None => sort_plain(self, items, reverse),
            Some(key) => sort_by_key(self, items, key, reverse),
        }
    }
}

/// Charges the heap for a sort's scratch memory while it lives.
fn with_scratch<X>(vm: &mut Vm, bytes: usize, f: impl FnOnce() -> X) -> Res<X> {
    vm.heap().charge(bytes)?;
    let x = f();
    vm.heap().uncharge(bytes);
    Ok(x)
}

fn directed(o: Ordering, reverse: bool) -> Ordering {
    if reverse { o.reverse() } else { o }
}

fn sort_plain(vm: &mut Vm, items: &mut Buf<Value>, reverse: bool) -> Res<()> {
    if items.len() < 2 {
        return Ok(());
    }
    let Some(order) = Order::of(items) else {
        let ranks = merge::sorted(vm, items, reverse)?;
        return permute(vm, items, &ranks);
    };
    let scratch = size_of_val(items.as_slice());
    with_scratch(vm, scratch, || match order {
        // The words of small ints order as they do.
        Order::SmallInts => {
            items.sort_by(|a, b| directed((a.word() as i64).cmp(&(b.word() as i64)), reverse))
        }
        _ => items.sort_by(|a, b| directed(order.cmp(a, b), reverse)),
    })
}

/// A key and the item it belongs to.
struct Keyed {
    key: Value,
    item: Value,
}

fn sort_by_key(vm: &mut Vm, items: &mut Buf<Value>, key: &Value, reverse: bool) -> Res<()> {
    let mut keys = Buf::with_capacity(vm.heap(), items.len())?;
    for i in items.iter() {
        let k = vm.call(key, std::slice::from_ref(i))?;
        keys.push(vm.heap(), k)?;
    }
    if items.len() < 2 {
        return Ok(());
    }
    let Some(order) = Order::of(&keys) else {
        let ranks = merge::sorted(vm, &keys, reverse)?;
        return permute(vm, items, &ranks);
    };
    let mut pairs = Buf::with_capacity(vm.heap(), items.len())?;
    for (key, item) in keys.iter_mut().zip(items.iter_mut()) {
        // Room was reserved, so nothing gets lost.
        pairs.push(
            vm.heap(),
            Keyed {
                key: key.take(),
                item: item.take(),
            },
        )?;
    }
    let scratch = size_of_val(pairs.as_slice());
    let done = with_scratch(vm, scratch, || match order {
        Order::SmallInts => {
            pairs.sort_by(|a, b| {
                directed((a.key.word() as i64).cmp(&(b.key.word() as i64)), reverse)
            });
        }
        _ => pairs.sort_by(|a, b| directed(order.cmp(&a.key, &b.key), reverse)),
    });
    for (slot, pair) in items.iter_mut().zip(pairs) {
        *slot = pair.item;
    }
    done
}

/// Puts the item that stood at `ranks[i]` to place i.
fn permute(vm: &mut Vm, items: &mut Buf<Value>, ranks: &[u32]) -> Res<()> {
    let mut out = Buf::with_capacity(vm.heap(), items.len())?;
    for &r in ranks {
        if let Some(v) = items.get_mut(r as usize) {
            out.push(vm.heap(), v.take())?;
        }
    }
    *items = out;
    Ok(())
}

/// `a < b` by the protocol.
fn less(vm: &mut Vm, a: &Value, b: &Value) -> Res<bool> {
    vm.compare_bool(CmpOp::Lt, a, b)
}
