//! `tee`: several iterators over what one gives.
//!
//! What was read stands in a chain of blocks ([`TeeData`]). Each copy knows its block and its place
//! there, so a block is freed when the last copy has passed it. The blocks are linked forward only.

use super::iterator;
use crate::memory::buf::Buf;
use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, TypeDef};
use crate::{methods, payload, raise};

/// Items a block.
const BLOCK: usize = 57;

payload! {
    /// One of the iterators that `tee` gives.
    pub struct Tee: ItTee {
        block: Value,
        at: usize,
    }
}

payload! {
    /// A block of items.
    pub struct TeeData: ItTeeData {
        it: Value,
        items: Buf<Value>,
        /// The next block, or unbound.
        next: Value,
        /// The iterator is being asked: nobody else may ask it.
        running: bool,
    }
}

pub static TEE: TypeDef = TypeDef {
    name: "_tee",
    subclassable: false,
    weakrefs: true,
    methods: METHODS,
    ..iterator(
        "_tee",
        Kind::ItTee,
        "Iterator that several can go through independently.",
        Some(new),
        next,
    )
};
pub static TEE_DATA: TypeDef = TypeDef {
    name: "_tee_dataobject",
    module: "itertools",
    doc: "Items that were read by one tee iterator and not by all.",
    kind: Kind::ItTeeData,
    lazy: true,
    ..TypeDef::OBJECT
};

methods! { METHODS;
    /// Returns an independent iterator.
    "__copy__(self, /)" => copy;
}

fn block(vm: &mut Vm, it: &Value) -> Res {
    vm.alloc(
        T::ItTeeData,
        TeeData {
            it: it.clone(),
            items: Buf::new(),
            next: Value::UNBOUND,
            running: false,
        },
    )
}

/// A tee iterator over `iterable`; one that is a tee iterator itself is copied.
fn over(vm: &mut Vm, iterable: &Value) -> Res {
    let it = vm.iter(iterable)?;
    if let Some(t) = vm.get::<Tee>(&it) {
        let (block, at) = (t.block.clone(), t.at);
        return vm.alloc(T::ItTee, Tee { block, at });
    }
    let block = block(vm, &it)?;
    vm.alloc(T::ItTee, Tee { block, at: 0 })
}

fn new(vm: &mut Vm, _: &Value, args: CallArgs<'_>) -> Res {
    let a = super::positional(vm, "_tee", args, 1, 1)?;
    over(vm, &a[0])
}

fn copy(vm: &mut Vm, a: Args<'_>) -> Res {
    over(vm, &a[0])
}

pub fn tee(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = match a.get(1) {
        Some(n) => vm.index_i64(n)?,
        None => 2,
    };
    if n < 0 {
        raise!(vm, ValueError, "n must be >= 0");
    }
    let mut out = Buf::new();
    if n > 0 {
        vm.reserve_check((n as usize).saturating_mul(48))?;
        let first = over(vm, &a[0])?;
        out.push(vm.heap(), first.clone())?;
        for _ in 1..n {
            vm.charge(1)?;
            let other = over(vm, &first)?;
            out.push(vm.heap(), other)?;
        }
    }
    vm.tuple_of(out)
}

fn next(vm: &mut Vm, t: &Value) -> Res<Option<Value>> {
    let Tee { block: b, at } = vm.of::<Tee>(t);
    let (mut b, mut at) = (b.clone(), *at);
    if vm.get::<TeeData>(&b).is_none() {
        return Ok(None);
    }
    if at >= BLOCK {
        let following = vm.of::<TeeData>(&b).next.clone();
        let following = if following.is_unbound() {
            let it = vm.of::<TeeData>(&b).it.clone();
            let new = block(vm, &it)?;
            vm.of_mut::<TeeData>(&b).0.next = new.clone();
            new
        } else {
            following
        };
        (b, at) = (following, 0);
    }
    let data = vm.of::<TeeData>(&b);
    let item = match data.items.get(at) {
        Some(v) => v.clone(),
        None => {
            if data.running {
                raise!(vm, RuntimeError, "cannot re-enter the tee iterator");
            }
            let it = data.it.clone();
            vm.of_mut::<TeeData>(&b).0.running = true;
            let got = vm.next(&it);
            let (data, heap) = vm.of_mut::<TeeData>(&b);
            data.running = false;
            let Some(v) = got? else { return Ok(None) };
            data.items.push(heap, v.clone())?;
            v
        }
    };
    let (t, _) = vm.of_mut::<Tee>(t);
    let old = std::mem::replace(&mut t.block, b);
    t.at = at + 1;
    drop(old);
    Ok(Some(item))
}
