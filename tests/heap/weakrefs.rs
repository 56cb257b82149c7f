//! Weak references: sharing, list order, clearing, callbacks.

use crate::kit::{Node, Weak, World, edit};
use crate::memory::pending::Work;
use crate::memory::value::Value;
use crate::memory::weak::WeakKind::{self, Own, Proxy, Ref};

const CALL: WeakKind = Own { callback: true };

/// A weak reference whose callback is the number `id`.
fn called(w: &World, target: &Value, id: i64) -> Value {
    let v = w.weak(target, CALL);
    edit::<Weak>(&v).callback = Value::int(id);
    v
}

fn target(r: &Value) -> Option<u64> {
    edit::<Weak>(r).link.target().map(|v| edit::<Node>(&v).id)
}

#[test]
fn a_reference_knows_its_target_until_that_dies() {
    let w = World::new();
    let n = w.node(5);
    let r = w.weak(&n, Ref);
    assert_eq!(target(&r), Some(5));
    assert_eq!(n.ref_count(), Some(1));
    w.verify(&[&n, &r]);
    drop(n);
    assert_eq!(target(&r), None);
    assert!(edit::<Weak>(&r).link.is_dead());
    w.verify(&[&r]);
}

#[test]
fn one_without_callback_is_shared() {
    let w = World::new();
    let n = w.node(1);
    assert!(w.heap.weakrefs().shared(&n, Ref).is_none());
    let r = w.weak(&n, Ref);
    let p = w.weak(&n, Proxy);
    let own = w.weak(&n, Own { callback: false });
    assert!(w.heap.weakrefs().shared(&n, Ref).unwrap().is(&r));
    assert!(w.heap.weakrefs().shared(&n, Proxy).unwrap().is(&p));
    assert_eq!(w.heap.weakrefs().count(&n), 3);
    drop(r);
    assert!(w.heap.weakrefs().shared(&n, Ref).is_none());
    drop((p, own));
    assert_eq!(w.heap.weakrefs().count(&n), 0);
    w.verify(&[&n]);
}

#[test]
fn the_list_has_cpythons_order() {
    let w = World::new();
    let n = w.node(1);
    let c1 = called(&w, &n, 1);
    let p = w.weak(&n, Proxy);
    let c2 = called(&w, &n, 2);
    let r = w.weak(&n, Ref);
    let c3 = called(&w, &n, 3);
    let mut order = Vec::new();
    w.heap.weakrefs().for_each(&n, |v| order.push(v));
    let expected = [&r, &p, &c3, &c2, &c1];
    assert_eq!(order.len(), expected.len());
    assert!(order.iter().zip(expected).all(|(a, b)| a.is(b)));
    drop(order);
    drop(n);
    assert_eq!(w.drain_names(), ["C3", "C2", "C1"]);
    w.verify(&[&c1, &p, &c2, &r, &c3]);
}

#[test]
fn a_dead_reference_is_not_called() {
    let w = World::new();
    let n = w.node(1);
    let a = called(&w, &n, 1);
    let b = called(&w, &n, 2);
    drop(b);
    drop(n);
    assert_eq!(w.drain_names(), ["C1"]);
    drop(a);
    assert_eq!(w.objects(), 0);
}

#[test]
fn the_finalizer_sees_weak_references_and_callbacks_follow() {
    let w = World::new();
    let n = w.final_node(1);
    edit::<Node>(&n).b = w.final_node(2);
    let c = called(&w, &n, 7);
    drop(n);
    assert_eq!(target(&c), Some(1));
    let mut seen = Vec::new();
    w.drain(|work| match work {
        Work::Finalize(v) => seen.push((edit::<Node>(v).id, target(&c))),
        Work::Callback(_) => seen.push((0, target(&c))),
        Work::Collect(_) => unreachable!("nobody asked for a collection"),
    });
    assert_eq!(seen, [(1, Some(1)), (0, None), (2, None)]);
    w.verify(&[&c]);
}

/// The target owns the weak reference to itself, and the other way round.
#[test]
fn references_among_the_dying() {
    let w = World::new();
    let n = w.node(1);
    edit::<Node>(&n).a = called(&w, &n, 4);
    drop(n);
    // The reference was alive when its target died, so it is called (as in CPython).
    assert_eq!(w.drain_names(), ["C4"]);
    assert_eq!(w.objects(), 0);

    let n = w.node(1);
    let r = w.weak(&n, CALL);
    edit::<Weak>(&r).callback = n.clone();
    drop(n);
    // Now the reference holds the target through its callback, and dies first: no call.
    drop(r);
    assert!(!w.heap.pending());
    assert_eq!(w.objects(), 0);
    w.verify(&[]);
}

#[test]
fn a_collection_clears_references_first_and_calls_those_from_outside() {
    for generation in 0..3 {
        let w = World::new();
        let (a, b) = (w.final_node(1), w.node(2));
        edit::<Node>(&a).a = b.clone();
        edit::<Node>(&b).a = a.clone();
        let outside = called(&w, &a, 1);
        // Garbage itself: not called.
        edit::<Node>(&b).b = called(&w, &a, 2);
        let plain = w.weak(&b, Ref);
        drop((a, b));
        let c = w.heap.begin_collection(generation).unwrap();
        assert_eq!((target(&outside), target(&plain)), (None, None));
        assert_eq!(w.drain_names(), ["C1", "F1"]);
        assert_eq!(w.heap.finish_collection(c, None).collected, 3);
        assert_eq!(w.objects(), 2);
        w.verify(&[&outside, &plain]);
    }
}

#[test]
fn many_references_come_and_go() {
    let w = World::new();
    let nodes: Vec<Value> = (0..500).map(|i| w.node(i)).collect();
    let mut refs: Vec<Value> = Vec::new();
    for round in 0..6 {
        for (i, n) in nodes.iter().enumerate() {
            refs.push(if (i + round) % 2 == 0 {
                called(&w, n, 0)
            } else {
                w.weak(n, Own { callback: false })
            });
        }
        let mut i = 0;
        refs.retain(|_| {
            i += 1;
            i % 3 != 0
        });
    }
    w.verify(&nodes.iter().chain(&refs).collect::<Vec<_>>());
    let alive = refs.len();
    drop(nodes);
    let calls = w.drain_names().len();
    assert!(calls > 0 && calls < alive);
    assert!(refs.iter().all(|r| target(r).is_none()));
    w.verify(&refs.iter().collect::<Vec<_>>());
}
