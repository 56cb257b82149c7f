//! `list[i]`, `list[i:j]`, and assigning to or deleting them.

use super::List;
use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::raise;
use crate::types::registry::T;
use crate::types::sequence::{self, Bounds, Subscript, place};
use crate::vm::Vm;
use crate::vm::error::Res;

/// Slot of `list[i]`.
pub fn get(vm: &mut Vm, list: &Value, i: &Value) -> Res {
    match vm.subscript("list", i)? {
        Subscript::At(i) => {
            let items = vm.of::<List>(list).items();
            match place(i, items.len()) {
                Some(i) => Ok(items[i].clone()),
                None => raise!(vm, IndexError, "list index out of range"),
            }
        }
        Subscript::Slice(bounds) => {
            let range = bounds.fit(vm.of::<List>(list).len());
            vm.charge(range.count as u64 / 8)?;
            let items = sequence::sliced(vm, list, range)?;
            vm.list(items)
        }
    }
}

/// Slot of `list[i] = value` and `del list[i]`.
pub fn set(vm: &mut Vm, list: &Value, i: &Value, value: Option<&Value>) -> Res<()> {
    match vm.subscript("list", i)? {
        Subscript::At(i) => {
            let (l, _) = vm.of_mut::<List>(list);
            let Some(i) = place(i, l.len()) else {
                raise!(vm, IndexError, "list assignment index out of range");
            };
            match value {
                Some(v) => drop(std::mem::replace(&mut l.items_mut()[i], v.clone())),
                None => drop(l.buf().remove(i)),
            }
            Ok(())
        }
        Subscript::Slice(bounds) => match value {
            Some(v) => assign(vm, list, bounds, v),
            None => delete(vm, list, bounds),
        },
    }
}

/// `list[bounds] = value`.
pub(crate) fn assign(vm: &mut Vm, list: &Value, bounds: Bounds, value: &Value) -> Res<()> {
    let it = match vm.is_exact(value, T::List) || vm.is_exact(value, T::Tuple) {
        true => value.clone(),
        false => match vm.iter(value) {
            Ok(it) => it,
            Err(e) if vm.caught(&e, T::TypeError) => {
                raise!(vm, TypeError, "must assign iterable to extended slice")
            }
            Err(e) => return Err(e),
        },
    };
    let new = vm.collect(&it)?;
    vm.charge(new.len() as u64)?;
    // Only now: iterating may have changed the list.
    let (l, heap) = vm.of_mut::<List>(list);
    let range = bounds.fit(l.len());
    if range.step == 1 && new.len() != range.count {
        let start = range.start as usize;
        let old = l.buf().splice(heap, start..start + range.count, new)?;
        drop(old);
        return Ok(());
    }
    if new.len() != range.count {
        let (have, want) = (new.len(), range.count);
        raise!(
            vm,
            ValueError,
            "attempt to assign sequence of size {have} to extended slice of size {want}"
        );
    }
    let mut old = new;
    if range.step == 1 {
        let start = range.start as usize;
        l.items_mut()[start..start + range.count].swap_with_slice(&mut old);
        drop(old);
        return Ok(());
    }
    for (place, i) in old.iter_mut().zip(range.indexes()) {
        std::mem::swap(place, &mut l.items_mut()[i]);
    }
    drop(old);
    Ok(())
}

fn delete(vm: &mut Vm, list: &Value, bounds: Bounds) -> Res<()> {
    let (l, heap) = vm.of_mut::<List>(list);
    let range = bounds.fit(l.len());
    if range.count == 0 {
        return Ok(());
    }
    let old = if range.step == 1 {
        let start = range.start as usize;
        l.buf().cut(heap, start..start + range.count)?
    } else {
        let mut old = Buf::with_capacity(heap, range.count)?;
        for i in range.indexes() {
            old.push(heap, l.items_mut()[i].take())?;
        }
        // Items of a list are never unbound, so these are the gaps.
        l.buf().retain(|v| !v.is_unbound());
        old
    };
    l.tighten();
    drop(old);
    Ok(())
}
