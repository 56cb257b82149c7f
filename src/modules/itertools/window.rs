//! Iterators that join, pair or fold items: `chain`, `starmap`, `accumulate`, `pairwise`, `batched`,
//! `zip_longest`.

use super::{iterator, positional};
use crate::code::opcodes::BinOp;
use crate::memory::buf::Buf;
use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, TypeDef};
use crate::{methods, payload, raise};

payload! {
    /// `chain`.
    pub struct Chain: ItChain {
        /// Iterator over the iterables; None once it is exhausted.
        source: Value,
        /// The one that is gone through; None between two.
        active: Value,
    }
}

payload! {
    /// `starmap`.
    pub struct StarMap: ItStarMap {
        func: Value,
        it: Value,
    }
}

payload! {
    /// `accumulate`.
    pub struct Accumulate: ItAccumulate {
        it: Value,
        /// None: addition.
        func: Value,
        /// Unbound before the first item.
        total: Value,
        /// What comes before the first item, or unbound.
        initial: Value,
    }
}

payload! {
    /// `pairwise`.
    pub struct PairWise: ItPairWise {
        /// None once it is exhausted.
        it: Value,
        old: Value,
    }
}

payload! {
    /// `batched`.
    pub struct Batched: ItBatched {
        /// None once it is exhausted.
        it: Value,
        size: usize,
        strict: bool,
    }
}

payload! {
    /// `zip_longest`. Exhausted iterators are None.
    pub struct ZipLongest: ItZipLongest {
        its: Buf<Value>,
        fill: Value,
        active: usize,
    }
}

pub static CHAIN: TypeDef = TypeDef {
    methods: CHAIN_METHODS,
    ..iterator(
        "chain",
        Kind::ItChain,
        "The items of one iterable after the other.",
        Some(chain_new),
        chain_next,
    )
};
pub static STARMAP: TypeDef = iterator(
    "starmap",
    Kind::ItStarMap,
    "What a function gives for the items, each a sequence of its arguments.",
    Some(starmap_new),
    starmap_next,
);
pub static ACCUMULATE: TypeDef = iterator(
    "accumulate",
    Kind::ItAccumulate,
    "Running totals, or running results of a function of two arguments.",
    Some(accumulate_new),
    accumulate_next,
);
pub static PAIRWISE: TypeDef = iterator(
    "pairwise",
    Kind::ItPairWise,
    "Overlapping pairs of items that follow each other.",
    Some(pairwise_new),
    pairwise_next,
);
pub static BATCHED: TypeDef = iterator(
    "batched",
    Kind::ItBatched,
    "Tuples of n items; the last one may be shorter unless strict.",
    Some(batched_new),
    batched_next,
);
pub static ZIP_LONGEST: TypeDef = iterator(
    "zip_longest",
    Kind::ItZipLongest,
    "Tuples with an item of each iterable until the longest ends; fillvalue stands for those missing.",
    Some(zip_longest_new),
    zip_longest_next,
);

methods! { CHAIN_METHODS;
    /// Alternative chain() constructor taking a single iterable argument that evaluates lazily.
    @classmethod "from_iterable(cls, iterable, /)" => from_iterable;
    /// Return the generic alias cls[object].
    @classmethod "__class_getitem__(cls, object, /)" => crate::types::generic_alias::class_getitem;
}

fn chain_of(vm: &mut Vm, cls: &Value, iterables: &Value) -> Res {
    let source = vm.iter(iterables)?;
    vm.alloc_as(
        cls,
        Chain {
            source,
            active: Value::NONE,
        },
    )
}

fn chain_new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    if !args.names.is_empty() {
        raise!(vm, TypeError, "chain() takes no keyword arguments");
    }
    let all = vm.tuple(args.pos())?;
    chain_of(vm, cls, &all)
}

fn from_iterable(vm: &mut Vm, a: Args<'_>) -> Res {
    chain_of(vm, &a[0], &a[1])
}

fn chain_next(vm: &mut Vm, c: &Value) -> Res<Option<Value>> {
    loop {
        let Chain { source, active } = vm.of::<Chain>(c);
        let (source, mut active) = (source.clone(), active.clone());
        if source.is_none() {
            return Ok(None);
        }
        if active.is_none() {
            let next = match vm.next(&source) {
                Ok(Some(iterable)) => vm.iter(&iterable),
                other => {
                    drop(std::mem::replace(
                        &mut vm.of_mut::<Chain>(c).0.source,
                        Value::NONE,
                    ));
                    return other;
                }
            };
            match next {
                Ok(it) => active = it,
                Err(e) => {
                    drop(std::mem::replace(
                        &mut vm.of_mut::<Chain>(c).0.source,
                        Value::NONE,
                    ));
                    return Err(e);
                }
            }
            vm.of_mut::<Chain>(c).0.active = active.clone();
        }
        if let Some(v) = vm.next(&active)? {
            return Ok(Some(v));
        }
        drop(std::mem::replace(
            &mut vm.of_mut::<Chain>(c).0.active,
            Value::NONE,
        ));
    }
}

fn starmap_new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    let a = positional(vm, "starmap", args, 2, 2)?;
    let it = vm.iter(&a[1])?;
    let func = a[0].clone();
    vm.alloc_as(cls, StarMap { func, it })
}

fn starmap_next(vm: &mut Vm, s: &Value) -> Res<Option<Value>> {
    let StarMap { func, it } = vm.of::<StarMap>(s);
    let (func, it) = (func.clone(), it.clone());
    let Some(args) = vm.next(&it)? else {
        return Ok(None);
    };
    let args = vm.collect(&args)?;
    vm.call(&func, &args).map(Some)
}

fn accumulate_new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    let (a, kw) = vm.bind("accumulate(iterable, func=None, *, initial=None)", args)?;
    let it = vm.iter(&a[0])?;
    let some = |v: Option<&Value>| v.and_then(Value::bound).filter(|v| !v.is_none()).cloned();
    vm.alloc_as(
        cls,
        Accumulate {
            it,
            func: some(a.get(1)).unwrap_or(Value::NONE),
            total: Value::UNBOUND,
            initial: some(kw.first()).unwrap_or(Value::UNBOUND),
        },
    )
}

fn accumulate_next(vm: &mut Vm, s: &Value) -> Res<Option<Value>> {
    let (ac, _) = vm.of_mut::<Accumulate>(s);
    let initial = ac.initial.take();
    if !initial.is_unbound() {
        ac.total = initial.clone();
        return Ok(Some(initial));
    }
    let (it, func) = (ac.it.clone(), ac.func.clone());
    let Some(v) = vm.next(&it)? else {
        return Ok(None);
    };
    let total = vm.of::<Accumulate>(s).total.clone();
    let total = if total.is_unbound() {
        v
    } else if func.is_none() {
        vm.binary(BinOp::Add, &total, &v)?
    } else {
        vm.call(&func, &[total, v])?
    };
    let old = std::mem::replace(&mut vm.of_mut::<Accumulate>(s).0.total, total.clone());
    drop(old);
    Ok(Some(total))
}

fn pairwise_new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    let a = positional(vm, "pairwise", args, 1, 1)?;
    let it = vm.iter(&a[0])?;
    vm.alloc_as(
        cls,
        PairWise {
            it,
            old: Value::UNBOUND,
        },
    )
}

fn pairwise_next(vm: &mut Vm, p: &Value) -> Res<Option<Value>> {
    let it = vm.of::<PairWise>(p).it.clone();
    if it.is_none() {
        return Ok(None);
    }
    if vm.of::<PairWise>(p).old.is_unbound() {
        let Some(first) = vm.next(&it)? else {
            return Ok(finish_pairs(vm, p));
        };
        vm.of_mut::<PairWise>(p).0.old = first;
        // Reading the first item may have gone on with this very iterator to its end.
        if vm.of::<PairWise>(p).it.is_none() {
            return Ok(finish_pairs(vm, p));
        }
    }
    let old = vm.of::<PairWise>(p).old.clone();
    let Some(new) = vm.next(&it)? else {
        return Ok(finish_pairs(vm, p));
    };
    drop(std::mem::replace(
        &mut vm.of_mut::<PairWise>(p).0.old,
        new.clone(),
    ));
    vm.tuple(&[old, new]).map(Some)
}

fn finish_pairs(vm: &mut Vm, p: &Value) -> Option<Value> {
    let (p, _) = vm.of_mut::<PairWise>(p);
    let held = (std::mem::replace(&mut p.it, Value::NONE), p.old.take());
    drop(held);
    None
}

fn batched_new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    let (a, kw) = vm.bind("batched(iterable, n, *, strict=False)", args)?;
    let n = vm.index_i64(&a[1])?;
    let strict = match kw.first().and_then(Value::bound) {
        Some(v) => vm.truthy(v)?,
        None => false,
    };
    if n < 1 {
        raise!(vm, ValueError, "n must be at least one");
    }
    let it = vm.iter(&a[0])?;
    vm.alloc_as(
        cls,
        Batched {
            it,
            size: n as usize,
            strict,
        },
    )
}

fn batched_next(vm: &mut Vm, b: &Value) -> Res<Option<Value>> {
    let Batched { it, size, strict } = vm.of::<Batched>(b);
    let (it, size, strict) = (it.clone(), *size, *strict);
    if it.is_none() {
        return Ok(None);
    }
    let mut out = Buf::new();
    while out.len() < size {
        match vm.next(&it)? {
            Some(v) => out.push(vm.heap(), v)?,
            None => {
                drop(std::mem::replace(
                    &mut vm.of_mut::<Batched>(b).0.it,
                    Value::NONE,
                ));
                if out.is_empty() {
                    return Ok(None);
                }
                if strict {
                    raise!(vm, ValueError, "batched(): incomplete batch");
                }
                break;
            }
        }
    }
    vm.tuple_of(out).map(Some)
}

fn zip_longest_new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    let mut fill = Value::NONE;
    for (name, value) in args.keywords() {
        if vm.text(name) != Some("fillvalue") {
            raise!(
                vm,
                TypeError,
                "zip_longest() got an unexpected keyword argument"
            );
        }
        fill = value.clone();
    }
    let mut its = Buf::with_capacity(vm.heap(), args.pos().len())?;
    for v in args.pos() {
        let it = vm.iter(v)?;
        its.push(vm.heap(), it)?;
    }
    let active = its.len();
    vm.alloc_as(cls, ZipLongest { its, fill, active })
}

fn zip_longest_next(vm: &mut Vm, z: &Value) -> Res<Option<Value>> {
    let ZipLongest { its, fill, active } = vm.of::<ZipLongest>(z);
    let (n, fill) = (its.len(), fill.clone());
    if n == 0 || *active == 0 {
        return Ok(None);
    }
    let mut out = Buf::with_capacity(vm.heap(), n)?;
    for i in 0..n {
        let it = match vm.of::<ZipLongest>(z).its.get(i) {
            Some(it) if !it.is_none() => it.clone(),
            _ => {
                out.push(vm.heap(), fill.clone())?;
                continue;
            }
        };
        let item = match vm.next(&it) {
            Ok(Some(v)) => v,
            Ok(None) => {
                let (zl, _) = vm.of_mut::<ZipLongest>(z);
                zl.active = zl.active.saturating_sub(1);
                if zl.active == 0 {
                    return Ok(None);
                }
                if let Some(slot) = zl.its.as_mut_slice().get_mut(i) {
                    drop(std::mem::replace(slot, Value::NONE));
                }
                fill.clone()
            }
            Err(e) => {
                vm.of_mut::<ZipLongest>(z).0.active = 0;
                return Err(e);
            }
        };
        out.push(vm.heap(), item)?;
    }
    vm.tuple_of(out).map(Some)
}
