//! Finalizers: when they are queued, in which order, what resurrection does.

use crate::kit::{Node, World, edit};
use crate::memory::header::FLAG_FINALIZED;
use crate::memory::pending::Work;
use crate::memory::value::Value;

#[test]
fn the_last_release_queues_the_finalizer_and_the_next_frees() {
    let w = World::new();
    let v = w.final_node(1);
    drop(v);
    assert!(w.heap.pending());
    assert_eq!(w.objects(), 1);
    w.verify(&[]);
    assert_eq!(w.drain_names(), ["F1"]);
    assert!(!w.heap.pending());
    assert_eq!(w.objects(), 0);
    w.verify(&[]);
}

#[test]
fn a_resurrected_object_is_not_finalized_again() {
    let w = World::new();
    drop(w.final_node(1));
    let mut saved = Vec::new();
    w.drain(|work| {
        if let Work::Finalize(v) = work {
            saved.push(v.clone());
        }
    });
    assert!(saved[0].header().unwrap().has(FLAG_FINALIZED));
    w.verify(&[&saved[0]]);
    drop(saved);
    assert!(!w.heap.pending());
    assert_eq!(w.objects(), 0);
}

/// `[B, A{X}]` cleared from the end: A, then what A held, then B.
#[test]
fn what_a_finalized_object_held_comes_before_what_waited_already() {
    let w = World::new();
    let (a, b, x) = (w.final_node(1), w.final_node(2), w.final_node(3));
    edit::<Node>(&a).a = x;
    let l = w.list(&[b, a]);
    drop(l);
    assert_eq!(w.drain_names(), ["F1", "F3", "F2"]);
    assert_eq!(w.objects(), 0);
}

#[test]
fn finalizers_may_come_and_go() {
    let w = World::new();
    let v = w.node(1);
    w.heap.add_finalizer(&v).unwrap();
    w.heap.add_finalizer(&v).unwrap();
    w.verify(&[&v]);
    w.heap.remove_finalizer(&v);
    w.heap.remove_finalizer(&v);
    w.verify(&[&v]);
    drop(v);
    assert_eq!((w.heap.pending(), w.objects()), (false, 0));
    let v = w.node(2);
    w.heap.add_finalizer(&v).unwrap();
    drop(v);
    assert_eq!(w.drain_names(), ["F2"]);
}

fn pair(w: &World, a: u64, b: u64) -> (Value, Value) {
    let (x, y) = (w.final_node(a), w.final_node(b));
    edit::<Node>(&x).a = y.clone();
    edit::<Node>(&y).a = x.clone();
    (x, y)
}

#[test]
fn a_collection_finalizes_by_creation_and_then_frees() {
    for generation in 0..3 {
        let w = World::new();
        // Created in the order 1, 2, 3, 4, linked crosswise; untracking shuffles the vector.
        let filler: Vec<Value> = (10..20).map(|i| w.node(i)).collect();
        let all: Vec<Value> = (1..5).map(|i| w.final_node(i)).collect();
        drop(filler);
        for (i, v) in all.iter().enumerate() {
            edit::<Node>(v).a = all[(i + 3) % 4].clone();
        }
        drop(all);
        let c = w.heap.begin_collection(generation).unwrap();
        assert_eq!((c.doomed(), c.has_work()), (4, true));
        w.verify(&[]);
        assert_eq!(w.drain_names(), ["F1", "F2", "F3", "F4"]);
        assert_eq!(w.objects(), 4);
        assert_eq!(w.heap.finish_collection(c, None).collected, 4);
        assert_eq!(w.objects(), 0);
        w.verify(&[]);
    }
}

#[test]
fn a_finalizer_that_saves_one_saves_what_it_reaches() {
    for generation in 0..3 {
        let w = World::new();
        let (a, _b) = pair(&w, 1, 2);
        edit::<Node>(&a).b = w.node(7);
        drop((a, _b));
        // A second cycle that nobody saves.
        drop(pair(&w, 3, 4));
        let c = w.heap.begin_collection(generation).unwrap();
        let mut saved = None;
        w.drain(|work| {
            if let Work::Finalize(v) = work
                && edit::<Node>(v).id == 2
            {
                saved = Some(v.clone());
            }
        });
        assert_eq!(w.heap.finish_collection(c, None).collected, 2);
        let saved = saved.unwrap();
        assert_eq!(w.objects(), 3);
        w.verify(&[&saved]);
        // Dead for good now, without another finalizer.
        drop(saved);
        let c = w.heap.begin_collection(2).unwrap();
        assert!(!c.has_work());
        assert_eq!(w.heap.finish_collection(c, None).collected, 3);
        w.verify(&[]);
    }
}

#[test]
fn a_finalizer_may_break_the_cycle_itself() {
    for generation in 0..3 {
        let w = World::new();
        drop(pair(&w, 1, 2));
        let lone = w.node(9);
        let c = w.heap.begin_collection(generation).unwrap();
        w.drain(|work| {
            if let Work::Finalize(v) = work {
                edit::<Node>(v).a = Value::NONE;
            }
        });
        // Freed by their counts meanwhile: nothing is left to collect.
        assert_eq!(w.objects(), 1);
        assert_eq!(w.heap.finish_collection(c, None).collected, 0);
        w.verify(&[&lone]);
    }
}

#[test]
fn objects_made_by_a_finalizer_live_on() {
    for generation in 0..3 {
        let w = World::new();
        drop(pair(&w, 1, 2));
        let c = w.heap.begin_collection(generation).unwrap();
        let mut made = Vec::new();
        w.drain(|_| {
            for i in 0..3000 {
                let n = w.node(i);
                edit::<Node>(&n).a = n.clone();
                made.push(n);
            }
        });
        assert_eq!(w.heap.finish_collection(c, None).collected, 2);
        w.verify(&made.iter().collect::<Vec<_>>());
        let n = made.len();
        drop(made);
        assert_eq!(w.collect(2).collected, n);
    }
}

#[test]
fn a_heap_with_queued_work_drops_cleanly() {
    let w = World::new();
    drop(w.final_node(1));
    drop(pair(&w, 2, 3));
    let _c = w.heap.begin_collection(2).unwrap();
    assert!(w.heap.pending());
}

#[test]
fn what_needs_no_python_is_freed_at_once() {
    for generation in 0..3 {
        let w = World::new();
        // A cycle with finalizers, which hold a plain cycle.
        let (a, b) = pair(&w, 1, 2);
        let (c, d) = (w.node(3), w.node(4));
        edit::<Node>(&c).a = d.clone();
        edit::<Node>(&d).a = c.clone();
        edit::<Node>(&a).b = c.clone();
        // And a plain cycle that nothing holds.
        let (e, f) = (w.node(5), w.node(6));
        edit::<Node>(&e).a = f.clone();
        edit::<Node>(&f).a = e.clone();
        drop((a, b, c, d, e, f));
        assert_eq!(w.heap.collect_now(generation).collected, 2);
        assert!(!w.heap.pending() && !w.heap.collecting());
        assert_eq!(w.objects(), 4);
        w.verify(&[]);
        let c = w.heap.begin_collection(2).unwrap();
        assert_eq!(w.drain_names(), ["F1", "F2"]);
        assert_eq!(w.heap.finish_collection(c, None).collected, 4);
    }
}
