//! Blocks, pools and arenas: sizes, reuse, giving back.

use crate::kit::World;
use crate::memory::header::{FLAG_TRACKED, Payload};
use crate::memory::heap::{Heap, HeapConfig, StressConfig};
use crate::memory::size_class::{GRANULE, MAX_BLOCK};
use crate::memory::value::Value;
use crate::types::registry::Kind;

/// A payload without references. It has the kind of an untracked layout with a trivial drop.
#[repr(C)]
struct Plain(u64);

impl Payload for Plain {
    const KIND: Kind = Kind::Str;
}

fn plain(w: &World, tail: usize) -> Value {
    w.heap
        .new_object_tail(&*w.shape, 0, Plain(0), tail)
        .unwrap()
}

#[test]
fn blocks_are_aligned_and_as_small_as_the_class_allows() {
    let w = World::new();
    for tail in 0..=MAX_BLOCK - 24 {
        let v = plain(&w, tail);
        let size = Heap::block_size(v.header_ptr());
        assert_eq!(size, (24 + tail).next_multiple_of(GRANULE));
        assert_eq!(v.header_ptr() as usize % GRANULE, 0);
        assert!(std::ptr::eq(Heap::of(v.header().unwrap()), &*w.heap));
    }
    assert!(
        w.heap
            .new_object_tail(&*w.shape, 0, Plain(0), MAX_BLOCK - 23)
            .is_err()
    );
    w.verify(&[]);
    assert_eq!(w.objects(), 0);
}

#[test]
fn the_block_freed_last_is_used_first() {
    let w = World::new();
    let (a, b) = (w.node(1), w.node(2));
    let (pa, pb) = (a.header_ptr(), b.header_ptr());
    drop(a);
    drop(b);
    assert_eq!(w.node(3).header_ptr(), pb);
    let (c, d) = (w.node(4), w.node(5));
    assert_eq!((c.header_ptr(), d.header_ptr()), (pb, pa));
}

#[test]
fn empty_arenas_go_back_to_the_system() {
    let w = World::new();
    let nodes: Vec<Value> = (0..200_000).map(|i| w.node(i)).collect();
    let full = w.heap.stats();
    assert!(full.arenas > 8, "{full:?}");
    assert_eq!(full.objects, 200_000);
    assert_eq!(full.tracked[0], 200_000);
    w.verify(&nodes.iter().collect::<Vec<_>>());
    drop(nodes);
    let empty = w.heap.stats();
    // One is in use by the last pool of the class, one may be kept.
    assert!(empty.arenas <= 2, "{empty:?}");
    assert_eq!(empty.objects, 0);
    assert!(empty.peak_bytes >= full.held_bytes);
    w.verify(&[]);
    w.heap.trim();
    assert_eq!(w.heap.stats().arenas, 1);
    // The pool in use, and the arena's first, which has the arena's header.
    assert!(w.heap.stats().committed_pools <= 2);
}

#[test]
fn pools_are_shared_by_all_classes_once_empty() {
    let w = World::new();
    for round in 0..20 {
        let big: Vec<Value> = (0..3000).map(|_| plain(&w, 16 * (round % 20))).collect();
        assert!(w.heap.stats().arenas <= 3);
        drop(big);
    }
    w.verify(&[]);
}

#[test]
fn the_fullest_arena_is_filled_first() {
    let w = World::new();
    let mut all: Vec<Option<Value>> = (0..300_000).map(|i| Some(w.node(i))).collect();
    let arenas = w.heap.stats().arenas;
    // Free everything of the later half but one object in each thousand, then refill as much as
    // was freed: no new arena is needed.
    let mut freed = 0;
    for (i, v) in all.iter_mut().enumerate().skip(150_000) {
        if i % 1000 != 0 {
            *v = None;
            freed += 1;
        }
    }
    let more: Vec<Value> = (0..freed).map(|i| w.node(i)).collect();
    assert_eq!(w.heap.stats().arenas, arenas);
    drop(more);
    drop(all);
    w.verify(&[]);
}

#[test]
fn untracking_keeps_the_vector_of_young_objects_true() {
    let w = World::new();
    let nodes: Vec<Value> = (0..100).map(|i| w.node(i)).collect();
    for v in nodes.iter().step_by(3) {
        w.heap.untrack(v);
        assert!(!Heap::is_tracked(v));
    }
    w.heap.untrack(&nodes[0]);
    w.verify(&nodes.iter().collect::<Vec<_>>());
    for v in &nodes {
        w.heap.track(v);
        assert!(v.header().unwrap().has(FLAG_TRACKED));
    }
    assert_eq!(w.heap.stats().tracked, [100, 0, 0, 0]);
    w.verify(&nodes.iter().collect::<Vec<_>>());
}

#[test]
fn freed_blocks_are_poisoned_and_writes_to_them_are_found() {
    let stress = StressConfig {
        poison: true,
        ..StressConfig::default()
    };
    let w = World::with(HeapConfig {
        stress,
        ..HeapConfig::default()
    });
    let v = w.node(1);
    let p = v.header_ptr() as *mut u8;
    drop(v);
    w.verify(&[]);
    // SAFETY: the block is free but its pool is mapped; this is the bug to be found.
    unsafe { p.add(20).write(1) };
    let e = w
        .heap
        .verify(crate::memory::check::Counts::Exact, |_| {})
        .unwrap_err();
    assert!(e.contains("was written to"), "{e}");
    // SAFETY: as above.
    unsafe { p.add(20).write(crate::memory::heap::POISON) };
}

#[test]
fn dropping_a_heap_drops_what_is_left_in_it() {
    let w = World::new();
    let ty = w.class(3);
    let a = w.instance(&ty);
    let s = w.str(&"x".repeat(5000));
    let l = w.list(&[a.clone(), s.clone(), w.tuple(&[ty.clone(), a.clone()])]);
    w.push(&l, l.clone());
    let t = w.tuple(&vec![s.clone(); 200]);
    t.header().unwrap().immortalize();
    w.verify(&[&ty, &a, &s, &l, &t]);
    // The heap's drop asserts that no charge is left; these references are leaked to it.
    for v in [ty, a, s, l, t] {
        std::mem::forget(v);
    }
}

#[test]
fn making_a_heap_is_cheap() {
    let t = std::time::Instant::now();
    for _ in 0..1000 {
        let w = World::new();
        drop(w.node(1));
    }
    // Far above what it takes (some µs each), to hold on a busy machine too.
    assert!(t.elapsed().as_millis() < 2000, "{:?}", t.elapsed());
}

#[test]
fn common_objects_are_small() {
    let w = World::new();
    let size = |v: &Value| Heap::block_size(v.header_ptr());
    let ty = w.class(3);
    assert_eq!(size(&w.instance(&ty)), 48);
    let items = [Value::int(1), Value::NONE, Value::TRUE];
    assert_eq!(size(&w.tuple(&items)), 48);
    assert_eq!(size(&w.list(&[])), 32);
    assert_eq!(size(&w.str("hello")), 32);
    assert_eq!(w.heap.stats().small_buffer_bytes, 0);
    // Prefix and three items.
    let l = w.list(&items);
    assert_eq!((size(&l), w.heap.stats().small_buffer_bytes), (32, 48));
}
