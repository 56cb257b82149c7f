//! Iterators that leave items out: `compress`, `dropwhile`, `takewhile`, `filterfalse`, `islice`.

use super::{iterator, positional};
use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{CallArgs, TypeDef};
use crate::{payload, raise};

payload! {
    /// `compress`.
    pub struct Compress: ItCompress {
        data: Value,
        selectors: Value,
    }
}

payload! {
    /// `dropwhile`, `takewhile` and `filterfalse`: a function and an iterator.
    pub struct Filtering: ItFiltering {
        func: Value,
        it: Value,
        /// The function has given its last verdict.
        done: bool,
    }
}

payload! {
    /// `islice`.
    pub struct ISlice: ItISlice {
        /// None once it is exhausted.
        it: Value,
        /// Index of the next item wanted.
        next: usize,
        stop: Option<usize>,
        step: usize,
        /// Items taken so far.
        taken: usize,
    }
}

pub static COMPRESS: TypeDef = iterator(
    "compress",
    Kind::ItCompress,
    "The items of data for which the selectors' item is true.",
    Some(compress_new),
    compress_next,
);
pub static DROPWHILE: TypeDef = iterator(
    "dropwhile",
    Kind::ItFiltering,
    "Leaves out items as long as the function gives something true, then gives all the others.",
    Some(dropwhile_new),
    dropwhile_next,
);
pub static TAKEWHILE: TypeDef = iterator(
    "takewhile",
    Kind::ItFiltering,
    "Gives items as long as the function gives something true for them.",
    Some(takewhile_new),
    takewhile_next,
);
pub static FILTERFALSE: TypeDef = iterator(
    "filterfalse",
    Kind::ItFiltering,
    "The items for which a function gives something false; None: those that are false themselves.",
    Some(filterfalse_new),
    filterfalse_next,
);
pub static ISLICE: TypeDef = iterator(
    "islice",
    Kind::ItISlice,
    "The items of a slice of an iterable: islice(iterable, stop) or\n\
     islice(iterable, start, stop[, step]).",
    Some(islice_new),
    islice_next,
);

fn compress_new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    let (a, _) = vm.bind("compress(data, selectors)", args)?;
    let data = vm.iter(&a[0])?;
    let selectors = vm.iter(&a[1])?;
    vm.alloc_as(cls, Compress { data, selectors })
}

fn compress_next(vm: &mut Vm, c: &Value) -> Res<Option<Value>> {
    let Compress { data, selectors } = vm.of::<Compress>(c);
    let (data, selectors) = (data.clone(), selectors.clone());
    loop {
        let Some(item) = vm.next(&data)? else {
            return Ok(None);
        };
        let Some(wanted) = vm.next(&selectors)? else {
            return Ok(None);
        };
        if vm.truthy(&wanted)? {
            return Ok(Some(item));
        }
    }
}

fn filtering(vm: &mut Vm, cls: &Value, name: &str, args: CallArgs<'_>) -> Res {
    let a = positional(vm, name, args, 2, 2)?;
    let it = vm.iter(&a[1])?;
    vm.alloc_as(
        cls,
        Filtering {
            func: a[0].clone(),
            it,
            done: false,
        },
    )
}

fn dropwhile_new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    filtering(vm, cls, "dropwhile", args)
}

fn takewhile_new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    filtering(vm, cls, "takewhile", args)
}

fn filterfalse_new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    filtering(vm, cls, "filterfalse", args)
}

/// What the function says of `item`.
fn verdict(vm: &mut Vm, func: &Value, item: &Value) -> Res<bool> {
    let v = vm.call(func, std::slice::from_ref(item))?;
    vm.truthy(&v)
}

fn dropwhile_next(vm: &mut Vm, d: &Value) -> Res<Option<Value>> {
    let f = vm.of::<Filtering>(d);
    let (func, it) = (f.func.clone(), f.it.clone());
    while let Some(item) = vm.next(&it)? {
        if vm.of::<Filtering>(d).done {
            return Ok(Some(item));
        }
        if !verdict(vm, &func, &item)? {
            vm.of_mut::<Filtering>(d).0.done = true;
            return Ok(Some(item));
        }
    }
    Ok(None)
}

fn takewhile_next(vm: &mut Vm, t: &Value) -> Res<Option<Value>> {
    let f = vm.of::<Filtering>(t);
    if f.done {
        return Ok(None);
    }
    let (func, it) = (f.func.clone(), f.it.clone());
    let Some(item) = vm.next(&it)? else {
        return Ok(None);
    };
    if verdict(vm, &func, &item)? {
        return Ok(Some(item));
    }
    vm.of_mut::<Filtering>(t).0.done = true;
    Ok(None)
}

fn filterfalse_next(vm: &mut Vm, t: &Value) -> Res<Option<Value>> {
    let f = vm.of::<Filtering>(t);
    let (func, it) = (f.func.clone(), f.it.clone());
    let direct = func.is_none() || func.is(vm.class(T::Bool));
    while let Some(item) = vm.next(&it)? {
        let truth = if direct {
            vm.truthy(&item)?
        } else {
            verdict(vm, &func, &item)?
        };
        if !truth {
            return Ok(Some(item));
        }
    }
    Ok(None)
}

/// A start, stop or step: None or an int that isn't negative.
fn bound(vm: &mut Vm, v: &Value) -> Res<Result<Option<usize>, ()>> {
    if v.is_none() {
        return Ok(Ok(None));
    }
    if !vm.has_index(v) {
        return Ok(Err(()));
    }
    let i = vm.index(v)?;
    Ok(match vm.as_i64(&i) {
        Some(i) if i >= 0 => Ok(Some(i as usize)),
        _ => Err(()),
    })
}

fn islice_new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    let a = positional(vm, "islice", args, 2, 4)?;
    let (start, stop) = if a.len() == 2 {
        (&Value::NONE, &a[1])
    } else {
        (&a[1], &a[2])
    };
    let stop = bound(vm, stop)?;
    let start = bound(vm, start)?;
    let (start, stop) = match (start, stop) {
        (Ok(a), Ok(b)) => (a.unwrap_or(0), b),
        (_, Err(())) if a.len() == 2 => raise!(
            vm,
            ValueError,
            "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize."
        ),
        _ => raise!(
            vm,
            ValueError,
            "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."
        ),
    };
    let step = match a.get(3) {
        None => 1,
        Some(v) => match bound(vm, v)? {
            Ok(None) => 1,
            Ok(Some(n)) if n > 0 => n,
            _ => raise!(
                vm,
                ValueError,
                "Step for islice() must be a positive integer or None."
            ),
        },
    };
    let it = vm.iter(&a[0])?;
    vm.alloc_as(
        cls,
        ISlice {
            it,
            next: start,
            stop,
            step,
            taken: 0,
        },
    )
}

fn islice_next(vm: &mut Vm, s: &Value) -> Res<Option<Value>> {
    let it = vm.of::<ISlice>(s).it.clone();
    if it.is_none() {
        return Ok(None);
    }
    while vm.of::<ISlice>(s).taken < vm.of::<ISlice>(s).next {
        if vm.next(&it)?.is_none() {
            return Ok(finish(vm, s));
        }
        vm.of_mut::<ISlice>(s).0.taken += 1;
    }
    let sl = vm.of::<ISlice>(s);
    if sl.stop.is_some_and(|e| sl.taken >= e) {
        return Ok(finish(vm, s));
    }
    let Some(item) = vm.next(&it)? else {
        return Ok(finish(vm, s));
    };
    let (sl, _) = vm.of_mut::<ISlice>(s);
    sl.taken += 1;
    sl.next = sl
        .next
        .saturating_add(sl.step)
        .min(sl.stop.unwrap_or(usize::MAX));
    Ok(Some(item))
}

/// Lets go of the iterator.
fn finish(vm: &mut Vm, s: &Value) -> Option<Value> {
    let (sl, _) = vm.of_mut::<ISlice>(s);
    drop(std::mem::replace(&mut sl.it, Value::NONE));
    None
}
