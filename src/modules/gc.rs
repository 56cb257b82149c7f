//! `gc`: the cycle collector's switches and looks at the heap.
//!
//! What it keeps (`callbacks`, `garbage`) are the lists in its own namespace.

use super::ModuleDef;
use crate::memory::buf::Buf;
use crate::memory::gc::Collection;
use crate::memory::header::FLAG_FINALIZED;
use crate::memory::heap::Heap;
use crate::memory::value::Value;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};
use crate::vm::typedef::Args;
use crate::{methods, raise};

pub static MODULE: ModuleDef = ModuleDef {
    name: "gc",
    doc: "The collector of reference cycles.",
    functions: FUNCTIONS,
    types: &[],
    init: Some(init),
};

/// Each collection is told on `sys.stderr`.
const DEBUG_STATS: i64 = 1;
/// Each object that is found unreachable is told.
pub const DEBUG_COLLECTABLE: i64 = 2;
/// There are no objects that can't be collected.
const DEBUG_UNCOLLECTABLE: i64 = 4;
/// Collected objects go to `gc.garbage` instead of being freed.
pub const DEBUG_SAVEALL: i64 = 32;
const DEBUG: [(&str, i64); 5] = [
    ("DEBUG_STATS", DEBUG_STATS),
    ("DEBUG_COLLECTABLE", DEBUG_COLLECTABLE),
    ("DEBUG_UNCOLLECTABLE", DEBUG_UNCOLLECTABLE),
    ("DEBUG_SAVEALL", DEBUG_SAVEALL),
    (
        "DEBUG_LEAK",
        DEBUG_COLLECTABLE | DEBUG_UNCOLLECTABLE | DEBUG_SAVEALL,
    ),
];

methods! { FUNCTIONS;
    /// Enable automatic garbage collection.
    "enable()" => enable;
    /// Disable automatic garbage collection.
    "disable()" => disable;
    /// Returns true if automatic garbage collection is enabled.
    "isenabled()" => isenabled;
    /// Run the garbage collector; return the number of unreachable objects.
    ///
    /// With no arguments, run a full collection; the optional argument is the oldest
    /// generation that is collected.
    "collect(generation=2)" => collect;
    /// Return a three-tuple of the current collection counts.
    "get_count()" => get_count;
    /// Return the current collection thresholds.
    "get_threshold()" => get_threshold;
    /// Set the collection thresholds; a first one of 0 disables collection.
    "set_threshold(*args)" => set_threshold;
    /// Return a list of dictionaries with the statistics of each generation.
    "get_stats()" => get_stats;
    /// Set the debugging flags: what is told of collections on sys.stderr, and DEBUG_SAVEALL.
    "set_debug(flags, /)" => set_debug;
    /// Get the debugging flags.
    "get_debug()" => get_debug;
    /// Returns true if the object is tracked by the garbage collector.
    "is_tracked(obj, /)" => is_tracked;
    /// Returns true if the object has been already finalized by the collector.
    "is_finalized(obj, /)" => is_finalized;
    /// Freeze all current tracked objects and ignore them for future collections.
    "freeze()" => freeze;
    /// Unfreeze all objects in the permanent generation.
    "unfreeze()" => unfreeze;
    /// Return the number of objects in the permanent generation.
    "get_freeze_count()" => get_freeze_count;
    /// Return a list of objects tracked by the collector, of one generation if given.
    "get_objects(generation=None)" => get_objects;
    /// Return the list of objects that directly refer to any of 'objs'.
    "get_referrers(*objs)" => get_referrers;
    /// Return the list of objects that are directly referred to by 'objs'.
    "get_referents(*objs)" => get_referents;
}

fn init(vm: &mut Vm, m: &Value) -> Res<()> {
    let d = vm.module_dict(m);
    for name in ["callbacks", "garbage"] {
        let l = vm.list(Buf::new())?;
        vm.state.slots.insert(name_of(name), l.clone());
        vm.dict_set_str(&d, name, &l)?;
    }
    for (name, flag) in DEBUG {
        vm.dict_set_str(&d, name, &Value::int(flag))?;
    }
    Ok(())
}

/// Key of `Vm::state.slots`.
fn name_of(list: &str) -> &'static str {
    match list {
        "callbacks" => "gc.callbacks",
        _ => "gc.garbage",
    }
}

fn enable(vm: &mut Vm, _: Args<'_>) -> Res {
    vm.heap().gc_enable(true);
    Ok(Value::NONE)
}

fn disable(vm: &mut Vm, _: Args<'_>) -> Res {
    vm.heap().gc_enable(false);
    Ok(Value::NONE)
}

fn isenabled(vm: &mut Vm, _: Args<'_>) -> Res {
    Ok(Value::bool(vm.heap().gc_enabled()))
}

fn collect(vm: &mut Vm, a: Args<'_>) -> Res {
    let generation = match a.get(0) {
        Some(g) => vm.index_i64(g)?,
        None => 2,
    };
    if !(0..=2).contains(&generation) {
        raise!(vm, ValueError, "invalid generation");
    }
    let found = vm.collect_and_tell(generation as u8)?;
    vm.int(found as i64)
}

/// Whether somebody is told of collections: `gc.callbacks`, or who reads `sys.stderr`.
pub fn tells(vm: &Vm) -> bool {
    let callbacks = vm.state.slots.get("gc.callbacks");
    vm.state.gc_debug & (DEBUG_STATS | DEBUG_COLLECTABLE) != 0
        || callbacks.is_some_and(|c| vm.items(c).is_some_and(|c| !c.is_empty()))
}

/// The steps of [`Vm::collect_and_tell`]. May run any Python code.
pub fn collect_and_tell(vm: &mut Vm, generation: u8) -> Res<usize> {
    notify(vm, "start", i64::from(generation), 0)?;
    let stats = vm.state.gc_debug & DEBUG_STATS != 0;
    let now = |vm: &mut Vm| match &mut vm.state.host.clock {
        Some(clock) if stats => clock.monotonic(),
        _ => Default::default(),
    };
    let began = now(vm);
    if stats {
        let mut sizes = [0usize; 3];
        for (g, n) in sizes.iter_mut().enumerate() {
            vm.heap().for_each_tracked_value(Some(g as u8), |_| *n += 1);
        }
        let [young, middle, old] = sizes;
        let text = format!(
            "gc: collecting generation {generation}...\ngc: objects in each generation: {young} {middle} \
             {old}\ngc: objects in permanent generation: {}\n",
            vm.heap().gc_frozen()
        );
        vm.write_error_output(text.as_bytes())?;
    }
    let found = vm.collect_generation(generation)?;
    if stats {
        let seconds = now(vm).saturating_sub(began) as f64 / 1e9;
        let text =
            format!("gc: done, {found} unreachable, 0 uncollectable, {seconds:.4}s elapsed\n");
        vm.write_error_output(text.as_bytes())?;
    }
    notify(vm, "stop", i64::from(generation), found)?;
    Ok(found)
}

/// DEBUG_COLLECTABLE: tells each object that a collection has found.
pub fn list_found(vm: &mut Vm, c: &Collection) {
    let mut text = Buf::new();
    vm.heap().for_each_found(c, |v| {
        let line = format!("gc: collectable <{} {:#x}>\n", vm.type_name(v), vm.id(v));
        // Without memory the rest isn't told.
        let _ = text.extend_from_slice(vm.heap(), line.as_bytes());
    });
    if !text.is_empty() {
        // Who stops the run is heard at the next instruction.
        let _ = vm.write_error_output(&text);
    }
}

/// Calls `gc.callbacks`.
fn notify(vm: &mut Vm, phase: &str, generation: i64, collected: usize) -> Res<()> {
    let Some(callbacks) = vm.state.slots.get("gc.callbacks").cloned() else {
        return Ok(());
    };
    if vm.items(&callbacks).is_none_or(<[Value]>::is_empty) {
        return Ok(());
    }
    let info = vm.dict()?;
    for (k, v) in [
        ("generation", generation),
        ("collected", collected as i64),
        ("uncollectable", 0),
    ] {
        vm.dict_set_str(&info, k, &Value::int(v))?;
    }
    let phase = vm.str(phase)?;
    let mut i = 0;
    while let Some(f) = vm.items(&callbacks).and_then(|c| c.get(i)).cloned() {
        i += 1;
        match vm.call(&f, &[phase.clone(), info.clone()]) {
            Ok(_) => {}
            Err(e) if e.is_stop() => return Err(e),
            Err(e) => vm.unraisable(e, &f)?,
        }
    }
    Ok(())
}

fn triple(vm: &mut Vm, n: [usize; 3]) -> Res {
    vm.tuple(&n.map(|n| Value::int(n as i64)))
}

fn get_count(vm: &mut Vm, _: Args<'_>) -> Res {
    let n = vm.heap().gc_counts();
    triple(vm, n)
}

fn get_threshold(vm: &mut Vm, _: Args<'_>) -> Res {
    let n = vm.heap().gc_thresholds();
    triple(vm, n)
}

fn set_threshold(vm: &mut Vm, a: Args<'_>) -> Res {
    if a.pos.is_empty() || a.pos.len() > 3 {
        raise!(vm, TypeError, "gc.set_threshold requires 1 to 3 arguments");
    }
    let mut t = vm.heap().gc_thresholds();
    for (t, v) in t.iter_mut().zip(a.pos) {
        // A negative first threshold turns automatic collection off, as 0 does.
        *t = vm.index_i64(v)?.max(0) as usize;
    }
    vm.heap().set_gc_thresholds(t);
    Ok(Value::NONE)
}

fn get_stats(vm: &mut Vm, _: Args<'_>) -> Res {
    let mut out = Buf::new();
    for s in vm.heap().gc_stats() {
        let d = vm.dict()?;
        for (k, v) in [
            ("collections", s.collections as i64),
            ("collected", s.collected as i64),
            ("uncollectable", 0),
        ] {
            vm.dict_set_str(&d, k, &Value::int(v))?;
        }
        out.push(vm.heap(), d)?;
    }
    vm.list(out)
}

fn set_debug(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.state.gc_debug = i64::from(vm.index_i32(&a[0])?);
    Ok(Value::NONE)
}

fn get_debug(vm: &mut Vm, _: Args<'_>) -> Res {
    Ok(Value::int(vm.state.gc_debug))
}

/// Adds what DEBUG_SAVEALL kept to `gc.garbage`.
pub fn save(vm: &mut Vm, objects: Buf<Value>) -> Result<(), Raised> {
    if let Some(garbage) = vm.state.slots.get("gc.garbage").cloned() {
        for v in objects {
            vm.list_push(&garbage, v)?;
        }
    }
    Ok(())
}

fn is_tracked(_: &mut Vm, a: Args<'_>) -> Res {
    Ok(Value::bool(Heap::is_tracked(&a[0])))
}

fn is_finalized(_: &mut Vm, a: Args<'_>) -> Res {
    Ok(Value::bool(
        a[0].header().is_some_and(|h| h.has(FLAG_FINALIZED)),
    ))
}

fn freeze(vm: &mut Vm, _: Args<'_>) -> Res {
    vm.heap().gc_freeze();
    Ok(Value::NONE)
}

fn unfreeze(vm: &mut Vm, _: Args<'_>) -> Res {
    vm.heap().gc_unfreeze();
    Ok(Value::NONE)
}

fn get_freeze_count(vm: &mut Vm, _: Args<'_>) -> Res {
    vm.int(vm.heap().gc_frozen() as i64)
}

/// Tracked objects that `wanted` chooses. It must not make or free objects.
fn tracked(
    vm: &mut Vm,
    generation: Option<u8>,
    wanted: impl Fn(&Value) -> bool,
) -> Res<Buf<Value>> {
    let mut n = 0;
    vm.heap().for_each_tracked_value(generation, |v| {
        n += wanted(&v) as usize;
    });
    vm.charge(n as u64)?;
    // Room is made beforehand: nothing may be allocated while the pools are walked.
    let mut out = Buf::with_capacity(vm.heap(), n)?;
    vm.heap().for_each_tracked_value(generation, |v| {
        if wanted(&v) {
            let _ = out.push_within(v);
        }
    });
    Ok(out)
}

fn get_objects(vm: &mut Vm, a: Args<'_>) -> Res {
    let generation = match a.some(0) {
        None => None,
        Some(g) => match vm.index_i64(g)? {
            g @ 0..=2 => Some(g as u8),
            g if g < 0 => raise!(vm, ValueError, "generation parameter cannot be negative"),
            _ => raise!(
                vm,
                ValueError,
                "generation parameter must be less than the number of available generations (3)"
            ),
        },
    };
    let found = tracked(vm, generation, |_| true)?;
    vm.list(found)
}

fn get_referrers(vm: &mut Vm, a: Args<'_>) -> Res {
    let found = tracked(vm, None, |v| {
        let mut hit = false;
        Heap::for_each_reference(v, |r| hit |= a.pos.iter().any(|o| o.is(r)));
        hit
    })?;
    vm.list(found)
}

fn get_referents(vm: &mut Vm, a: Args<'_>) -> Res {
    let mut n = 0;
    for o in a.pos {
        Heap::for_each_reference(o, |_| n += 1);
    }
    vm.charge(n as u64)?;
    let mut out = Buf::with_capacity(vm.heap(), n)?;
    for o in a.pos {
        // A string that is a key is left out, as CPython does where all keys are strings.
        let dict = vm.get::<crate::types::dict::Dict>(o).is_some();
        let first = out.len();
        Heap::for_each_reference(o, |r| {
            let key = dict && crate::memory::hash::exact_str(r).is_some();
            if !key && !r.is_unbound() {
                let _ = out.push_within(r.clone());
            }
        });
        // CPython goes through lists and tuples from their end.
        if vm.items(o).is_some() {
            out[first..].reverse();
        }
    }
    vm.list(out)
}
