//! Long chains are freed without deep recursion: each test runs on a small native stack.

use crate::kit::{Node, World, edit};
use crate::memory::value::Value;

/// Runs `f` on a thread with 256 KiB of stack.
fn on_small_stack(f: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new()
        .stack_size(256 << 10)
        .spawn(f)
        .unwrap()
        .join()
        .unwrap();
}

const MILLION: u64 = 1_000_000;

#[test]
fn a_million_node_chain() {
    on_small_stack(|| {
        let w = World::new();
        let mut head = Value::NONE;
        for i in 0..MILLION {
            let n = w.node(i);
            edit::<Node>(&n).a = head;
            head = n;
        }
        assert_eq!(w.objects() as u64, MILLION);
        drop(head);
        assert_eq!(w.objects(), 0);
        w.verify(&[]);
    });
}

#[test]
fn a_million_nested_lists() {
    on_small_stack(|| {
        let w = World::new();
        let mut outer = w.list(&[]);
        for _ in 0..MILLION {
            outer = w.list(&[outer]);
        }
        drop(outer);
        assert_eq!((w.objects(), w.heap.buffer_bytes()), (0, 0));
    });
}

#[test]
fn a_deep_chain_of_tuples_and_instances() {
    on_small_stack(|| {
        let w = World::new();
        let ty = w.class(1);
        let mut v = Value::NONE;
        for i in 0..200_000 {
            let inner = if i % 2 == 0 {
                w.tuple(&[v])
            } else {
                w.list(&[v, Value::int(i)])
            };
            let o = w.instance(&ty);
            let h = o.header().unwrap();
            crate::memory::instance::set_slot(&w.heap, &w.shape, h, 0, inner).unwrap();
            v = o;
        }
        drop(v);
        assert_eq!((w.objects(), ty.ref_count()), (1, Some(1)));
        w.verify(&[&ty]);
    });
}

#[test]
fn a_binary_tree_and_a_wide_list() {
    on_small_stack(|| {
        let w = World::new();
        fn tree(w: &World, depth: u32) -> Value {
            let n = w.node(depth as u64);
            if depth > 0 {
                edit::<Node>(&n).a = tree(w, depth - 1);
                edit::<Node>(&n).b = tree(w, depth - 1);
            }
            n
        }
        let trees: Vec<Value> = (0..40).map(|_| tree(&w, 9)).collect();
        let wide = w.list(&trees);
        drop(trees);
        assert_eq!(w.objects(), 40 * 1023 + 1);
        drop(wide);
        assert_eq!(w.objects(), 0);
    });
}

#[test]
fn a_million_nodes_in_a_cycle_are_collected() {
    on_small_stack(|| {
        let w = World::new();
        let first = w.node(0);
        let mut last = first.clone();
        for i in 1..MILLION {
            let n = w.node(i);
            edit::<Node>(&last).a = n.clone();
            last = n;
        }
        edit::<Node>(&last).a = first.clone();
        drop((first, last));
        assert_eq!(w.collect(2).collected as u64, MILLION);
        assert_eq!(w.objects(), 0);
        w.verify(&[]);
        assert!(w.heap.stats().arenas <= 2);
    });
}
