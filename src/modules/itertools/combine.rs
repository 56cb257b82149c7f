//! `product`, `permutations`, `combinations` and `combinations_with_replacement`: a pool of items and
//! the indexes of the tuple given last.

use super::iterator;
use crate::memory::buf::Buf;
use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{CallArgs, TypeDef};
use crate::{payload, raise};

payload! {
    /// `product`.
    pub struct Product: ItProduct {
        /// Tuples.
        pools: Buf<Value>,
        indexes: Buf<usize>,
        started: bool,
        done: bool,
    }
}

payload! {
    /// `permutations`.
    pub struct Permutations: ItPermutations {
        pool: Buf<Value>,
        indexes: Buf<usize>,
        /// Steps left at each place until its item changes.
        cycles: Buf<usize>,
        started: bool,
        done: bool,
    }
}

payload! {
    /// `combinations`.
    pub struct Combinations: ItCombinations {
        pool: Buf<Value>,
        indexes: Buf<usize>,
        started: bool,
        done: bool,
    }
}

payload! {
    /// `combinations_with_replacement`.
    pub struct Replacements: ItReplacements {
        pool: Buf<Value>,
        indexes: Buf<usize>,
        started: bool,
        done: bool,
    }
}

pub static PRODUCT: TypeDef = iterator(
    "product",
    Kind::ItProduct,
    "Cartesian product of iterables: what nested for loops would go through.",
    Some(product_new),
    product_next,
);
pub static PERMUTATIONS: TypeDef = iterator(
    "permutations",
    Kind::ItPermutations,
    "The orderings of r of an iterable's items, by position.",
    Some(permutations_new),
    permutations_next,
);
pub static COMBINATIONS: TypeDef = iterator(
    "combinations",
    Kind::ItCombinations,
    "The choices of r of an iterable's items, in order, by position.",
    Some(combinations_new),
    combinations_next,
);
pub static REPLACEMENTS: TypeDef = iterator(
    "combinations_with_replacement",
    Kind::ItReplacements,
    "The choices of r of an iterable's items, in order, each any number of times.",
    Some(replacements_new),
    replacements_next,
);

/// 0, 1, … up to `n`.
fn counting(vm: &mut Vm, n: usize) -> Res<Buf<usize>> {
    let mut out = Buf::with_capacity(vm.heap(), n)?;
    out.extend_exact(vm.heap(), 0..n)?;
    Ok(out)
}

fn product_new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    let mut repeat = 1;
    if args.names.len() > 1 {
        let n = args.names.len();
        raise!(
            vm,
            TypeError,
            "product() takes at most 1 keyword argument ({n} given)"
        );
    }
    for (name, value) in args.keywords() {
        if vm.text(name) != Some("repeat") {
            let name = vm.text(name).unwrap_or("?").to_owned();
            raise!(
                vm,
                TypeError,
                "product() got an unexpected keyword argument '{name}'"
            );
        }
        repeat = vm.index_i64(value)?;
    }
    if repeat < 0 {
        raise!(vm, ValueError, "repeat argument cannot be negative");
    }
    let once = args.pos().len();
    let total = if repeat == 0 {
        0
    } else {
        once.saturating_mul(repeat as usize)
    };
    vm.reserve_check(total.saturating_mul(16))?;
    let mut pools: Buf<Value> = Buf::with_capacity(vm.heap(), total)?;
    let mut done = false;
    if repeat > 0 {
        for v in args.pos() {
            let items = vm.collect(v)?;
            done |= items.is_empty();
            let pool = vm.tuple_of(items)?;
            pools.push(vm.heap(), pool)?;
        }
        vm.charge(total as u64)?;
        for i in once..total {
            let again = pools[i - once].clone();
            pools.push(vm.heap(), again)?;
        }
    }
    let mut indexes = Buf::new();
    indexes.resize(vm.heap(), pools.len(), 0)?;
    vm.alloc_as(
        cls,
        Product {
            pools,
            indexes,
            started: false,
            done,
        },
    )
}

fn product_next(vm: &mut Vm, p: &Value) -> Res<Option<Value>> {
    let n = vm.of::<Product>(p).pools.len();
    if vm.of::<Product>(p).started {
        // The last place counts fastest.
        let mut i = n;
        loop {
            if i == 0 {
                vm.of_mut::<Product>(p).0.done = true;
                break;
            }
            i -= 1;
            let size = {
                let pool = &vm.of::<Product>(p).pools[i];
                vm.items(pool).map_or(0, <[Value]>::len)
            };
            let (pr, _) = vm.of_mut::<Product>(p);
            pr.indexes[i] += 1;
            if pr.indexes[i] < size {
                break;
            }
            pr.indexes[i] = 0;
        }
    }
    let pr = vm.of::<Product>(p);
    if pr.done {
        return Ok(None);
    }
    let mut out = Buf::with_capacity(vm.heap(), n)?;
    for (pool, &i) in pr.pools.iter().zip(&pr.indexes) {
        let item = vm.items(pool).and_then(|items| items.get(i)).cloned();
        out.push(vm.heap(), item.unwrap_or(Value::NONE))?;
    }
    vm.of_mut::<Product>(p).0.started = true;
    vm.charge(n as u64 / 8)?;
    vm.tuple_of(out).map(Some)
}

/// The argument `r`.
fn size(vm: &mut Vm, r: &Value) -> Res<usize> {
    let r = vm.index_i64(r)?;
    if r < 0 {
        raise!(vm, ValueError, "r must be non-negative");
    }
    vm.reserve_check((r as usize).saturating_mul(8))?;
    Ok(r as usize)
}

macro_rules! choose {
    ($p:ident, $new:ident, $next:ident, $signature:literal, $first:expr, $none:expr, $advance:expr) => {
        fn $new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
            let (a, _) = vm.bind($signature, args)?;
            let pool = vm.collect(&a[0])?;
            let r = size(vm, &a[1])?;
            let done = $none(pool.len(), r);
            let indexes = if done { Buf::new() } else { $first(vm, r)? };
            vm.alloc_as(
                cls,
                $p {
                    pool,
                    indexes,
                    started: false,
                    done,
                },
            )
        }

        fn $next(vm: &mut Vm, c: &Value) -> Res<Option<Value>> {
            let (co, _) = vm.of_mut::<$p>(c);
            if !co.done && co.started && !$advance(&mut co.indexes, co.pool.len()) {
                co.done = true;
            }
            if co.done {
                return Ok(None);
            }
            co.started = true;
            let co = vm.of::<$p>(c);
            let mut out = Buf::with_capacity(vm.heap(), co.indexes.len())?;
            for &i in co.indexes.iter() {
                out.push(vm.heap(), co.pool.get(i).cloned().unwrap_or(Value::NONE))?;
            }
            vm.charge(out.len() as u64 / 8)?;
            vm.tuple_of(out).map(Some)
        }
    };
}

choose!(
    Combinations,
    combinations_new,
    combinations_next,
    "combinations(iterable, r)",
    counting,
    |n: usize, r: usize| r > n,
    |indexes: &mut Buf<usize>, n: usize| {
        let r = indexes.len();
        // The rightmost index that can still grow; those behind it follow on.
        let Some(i) = (0..r).rev().find(|&i| indexes[i] + r < i + n) else {
            return false;
        };
        indexes[i] += 1;
        for j in i + 1..r {
            indexes[j] = indexes[j - 1] + 1;
        }
        true
    }
);

choose!(
    Replacements,
    replacements_new,
    replacements_next,
    "combinations_with_replacement(iterable, r)",
    |vm: &mut Vm, r: usize| -> Res<Buf<usize>> {
        let mut zeros = Buf::new();
        zeros.resize(vm.heap(), r, 0)?;
        Ok(zeros)
    },
    |n: usize, r: usize| n == 0 && r > 0,
    |indexes: &mut Buf<usize>, n: usize| {
        let Some(i) = indexes.iter().rposition(|&at| at + 1 < n) else {
            return false;
        };
        let at = indexes[i] + 1;
        indexes.as_mut_slice()[i..].fill(at);
        true
    }
);

fn permutations_new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    let (a, _) = vm.bind("permutations(iterable, r=None)", args)?;
    let pool = vm.collect(&a[0])?;
    let n = pool.len();
    let r = match a.get(1).and_then(Value::bound) {
        None => n,
        Some(v) if v.is_none() => n,
        Some(v) if !vm.is_a(v, crate::types::registry::T::Int) => {
            raise!(vm, TypeError, "Expected int as r")
        }
        Some(v) => size(vm, v)?,
    };
    let done = r > n;
    let indexes = counting(vm, if done { 0 } else { n })?;
    let mut cycles = Buf::new();
    if !done {
        cycles.extend_exact(vm.heap(), (0..r).map(|i| n - i))?;
    }
    vm.alloc_as(
        cls,
        Permutations {
            pool,
            indexes,
            cycles,
            started: false,
            done,
        },
    )
}

fn permutations_next(vm: &mut Vm, p: &Value) -> Res<Option<Value>> {
    let (pe, _) = vm.of_mut::<Permutations>(p);
    if pe.done {
        return Ok(None);
    }
    if pe.started {
        let (n, r) = (pe.indexes.len(), pe.cycles.len());
        let mut stepped = false;
        for i in (0..r).rev() {
            pe.cycles[i] -= 1;
            if pe.cycles[i] == 0 {
                pe.indexes.as_mut_slice()[i..].rotate_left(1);
                pe.cycles[i] = n - i;
            } else {
                let j = n - pe.cycles[i];
                pe.indexes.swap(i, j);
                stepped = true;
                break;
            }
        }
        if !stepped {
            pe.done = true;
            return Ok(None);
        }
    }
    pe.started = true;
    let r = vm.of::<Permutations>(p).cycles.len();
    let pe = vm.of::<Permutations>(p);
    let mut out = Buf::with_capacity(vm.heap(), r)?;
    for &i in &pe.indexes[..r] {
        out.push(vm.heap(), pe.pool.get(i).cloned().unwrap_or(Value::NONE))?;
    }
    vm.charge(r as u64 / 8)?;
    vm.tuple_of(out).map(Some)
}
