//! The cap, its reserve, and allocations that fail.

use crate::kit::{List, Node, World, edit};
use crate::memory::buf::Buf;
use crate::memory::heap::{HeapConfig, OutOfMemory, StressConfig};
use crate::memory::value::Value;
use crate::memory::weak::WeakKind;

#[test]
fn the_cap_is_never_passed_and_everything_can_be_had_again() {
    let cap = 3 << 20;
    let w = World::capped(cap);
    let fill = || {
        let mut all = Vec::new();
        while let Ok(v) = w.try_node(1) {
            all.push(v);
            assert!(w.heap.held_bytes() <= cap);
        }
        all
    };
    let first = fill();
    // 48-byte blocks in pools, the young vector and the reserve.
    assert!(first.len() > 40_000, "{}", first.len());
    let n = first.len();
    w.verify(&first.iter().collect::<Vec<_>>());
    drop(first);
    let second = fill();
    assert!(second.len() >= n);
    drop(second);
    w.verify(&[]);
}

#[test]
fn the_reserve_lets_handlers_work() {
    let w = World::capped(1 << 20);
    let mut all = Vec::new();
    while let Ok(v) = w.try_node(1) {
        all.push(v);
    }
    assert!(Buf::<u8>::with_capacity(&w.heap, 20_000).is_err());
    w.heap.open_reserve();
    w.heap.open_reserve();
    let b = Buf::<u8>::with_capacity(&w.heap, 20_000).unwrap();
    w.heap.close_reserve();
    assert!(Buf::<u8>::with_capacity(&w.heap, 20_000).is_ok());
    w.heap.close_reserve();
    assert!(Buf::<u8>::with_capacity(&w.heap, 20_000).is_err());
    assert!(w.heap.held_bytes() <= 1 << 20);
    drop(b);
    w.heap.set_cap(Some(4 << 20));
    assert!(Buf::<u8>::with_capacity(&w.heap, 1 << 20).is_ok());
    assert_eq!(w.heap.cap(), Some(4 << 20));
    w.heap.set_cap(None);
    assert_eq!(w.heap.cap(), None);
}

#[test]
fn buffers_take_the_room_that_idle_pools_leave() {
    let w = World::capped(4 << 20);
    let mut all = Vec::new();
    while let Ok(v) = w.try_node(1) {
        all.push(v);
    }
    // Every arena keeps one object, so none goes back as a whole.
    let mut i = 0;
    all.retain(|_| {
        i += 1;
        i % 10_000 == 0
    });
    assert!(w.heap.stats().arenas >= 3);
    let b = Buf::<u8>::with_capacity(&w.heap, 3 << 20).unwrap();
    assert!(w.heap.held_bytes() <= 4 << 20);
    drop(b);
    w.verify(&all.iter().collect::<Vec<_>>());
}

/// Something of everything; any step may fail.
fn program(w: &World) -> Result<Vec<Value>, OutOfMemory> {
    let heap = &*w.heap;
    let mut keep = Vec::new();
    for i in 0..40 {
        let n = w.node_with(
            if i % 3 == 0 {
                crate::memory::header::FLAG_FINALIZER
            } else {
                0
            },
            i,
        )?;
        let items = Buf::from_slice(heap, &[n.clone(), Value::int(1)])?;
        let l = heap.new_object(&*w.shape, 0, List { items })?;
        edit::<Node>(&n).a = l.clone();
        for _ in 0..i {
            edit::<List>(&l).items.push(heap, n.clone())?;
        }
        if i % 2 == 0 {
            let callback = i % 4 == 0;
            let link = heap.weakrefs().register(&n, WeakKind::Own { callback })?;
            let weak = crate::kit::Weak {
                link,
                callback: Value::NONE,
            };
            let v = heap.new_object(&*w.shape, 0, weak)?;
            edit::<crate::kit::Weak>(&v).link.bind(&v);
            keep.push(v);
        }
        if i % 5 == 0 {
            keep.push(n);
        }
        if i % 8 == 0 {
            w.collect((i / 8 % 3) as u8);
        }
    }
    Ok(keep)
}

#[test]
fn every_single_allocation_may_fail() {
    let mut nth = 1;
    loop {
        let stress = StressConfig {
            fail_nth: Some(nth),
            poison: true,
            ..StressConfig::default()
        };
        let w = World::with(HeapConfig {
            stress,
            ..HeapConfig::default()
        });
        let r = program(&w);
        let roots = r.as_ref().map_or(&[][..], |v| v);
        w.verify(&roots.iter().collect::<Vec<_>>());
        let done = r.is_ok() && w.heap.allocations() < nth;
        drop(r);
        w.drain(|_| {});
        w.collect(2);
        w.verify(&[]);
        assert_eq!(w.objects(), 0, "leak when allocation {nth} fails");
        if done {
            break;
        }
        nth += 1;
    }
    assert!(nth > 100, "{nth}");
}
