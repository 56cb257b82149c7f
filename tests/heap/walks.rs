//! Walks over the objects of a heap.

use crate::kit::{Node, World, edit};
use crate::memory::heap::Heap;
use std::collections::HashSet;

#[test]
fn tracked_objects_are_found_by_generation() {
    let w = World::new();
    let a = w.node(1);
    w.collect(2);
    let b = w.node(2);
    let s = w.str("not tracked");
    let ids = |g| {
        let mut ids = Vec::new();
        w.heap
            .for_each_tracked_value(g, |v| ids.push(edit::<Node>(&v).id));
        ids.sort();
        ids
    };
    assert_eq!(
        (ids(Some(0)), ids(Some(1)), ids(Some(2))),
        (vec![2], vec![], vec![1])
    );
    assert_eq!(ids(None), [1, 2]);
    w.heap.gc_freeze();
    assert_eq!((ids(None), ids(Some(3))), (vec![], vec![1, 2]));
    w.verify(&[&a, &b, &s]);
}

#[test]
fn references_include_the_type_of_an_instance() {
    let w = World::new();
    let ty = w.class(1);
    let v = w.instance(&ty);
    let mut seen = Vec::new();
    Heap::for_each_reference(&v, |r| seen.push(r.clone()));
    assert!(seen.iter().any(|r| r.is(&ty)));
    let l = w.list(&[v.clone(), v.clone()]);
    let mut n = 0;
    Heap::for_each_reference(&l, |r| n += usize::from(r.is(&v)));
    assert_eq!(n, 2);
}

#[test]
fn identities_are_unique_and_the_same_in_every_heap() {
    let ids = || {
        let w = World::new();
        let keep: Vec<_> = (0..50_000).map(|i| w.node(i)).collect();
        keep.iter()
            .map(|v| Heap::identity(v.header().unwrap()))
            .collect::<Vec<u64>>()
    };
    let first = ids();
    assert_eq!(first.iter().collect::<HashSet<_>>().len(), first.len());
    assert!(first.iter().all(|&id| id != 0 && id % 16 == 0));
    assert_eq!(first, ids());
}
