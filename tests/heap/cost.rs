//! What collecting costs, counted in objects looked at (and, where a promise is in time, timed).

use crate::kit::{Node, World, edit};
use crate::memory::value::Value;
use std::time::{Duration, Instant};

/// Makes n objects that stay (a chain) and n that are garbage at once, collecting when due as a VM
/// does. Returns the objects that collections looked at.
fn grow(n: usize) -> u64 {
    let w = World::new();
    let mut last = Value::NONE;
    for i in 0..n {
        for garbage in [false, true] {
            if w.heap.gc_due() {
                w.collect(w.heap.gc_due_generation());
            }
            let v = w.node(i as u64);
            if garbage {
                edit::<Node>(&v).a = v.clone();
            } else {
                edit::<Node>(&v).b = std::mem::replace(&mut last, v.clone());
            }
        }
    }
    // Garbage doesn't pile up beyond what the youngest generations hold.
    assert!(w.heap.stats().objects < n + n / 4 + 30_000);
    w.heap.gc_examined()
}

#[test]
fn collecting_is_linear_in_what_is_allocated() {
    // Each object is looked at once when young and once when middle-aged, garbage once. Full
    // collections come whenever the old have grown by a quarter: 1 + 4/5 + (4/5)^2 + … = 5 times.
    let sizes = if cfg!(debug_assertions) {
        &[30_000, 100_000, 300_000, 1_000_000][..]
    } else {
        &[100_000, 1_000_000, 10_000_000][..]
    };
    for &n in sizes {
        let each = grow(n) as f64 / n as f64;
        assert!(each < 3.0 + 5.0 + 0.5, "{n}: {each} looks for each object");
    }
}

#[test]
fn a_young_pass_looks_at_the_young_alone() {
    let w = World::new();
    w.heap.gc_enable(false);
    let mut old = vec![w.node(0)];
    for i in 1..1_000_000 {
        let v = w.node(i);
        edit::<Node>(&v).a = old[(i as usize * 7919) % old.len()].clone();
        old.push(v);
    }
    w.collect(2);
    let mut best = Duration::MAX;
    for round in 0..20 {
        let young: Vec<Value> = (0..2000)
            .map(|i| {
                let v = w.node(i);
                edit::<Node>(&v).a = old[(i as usize * 104_729 + round) % old.len()].clone();
                v
            })
            .collect();
        let before = w.heap.gc_examined();
        let start = Instant::now();
        w.collect(0);
        best = best.min(start.elapsed());
        assert_eq!(w.heap.gc_examined() - before, 2000);
        drop(young);
    }
    // The promise is for optimised builds.
    let limit = if cfg!(debug_assertions) { 10_000 } else { 500 };
    assert!(best < Duration::from_micros(limit), "{best:?}");
}
