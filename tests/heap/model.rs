//! Random sequences of making, linking, dropping and collecting, against a model of the object graph.

use crate::kit::{List, Node, World, edit};
use crate::memory::heap::{HeapConfig, StressConfig};
use crate::memory::pending::Work;
use crate::memory::value::Value;
use crate::memory::weak::WeakKind;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug)]
enum Op {
    Node {
        finalizer: bool,
    },
    /// A tuple of the values in these registers.
    Tuple(Vec<usize>),
    /// Puts register `.1` into field a or b of the node in register `.0`.
    Link(usize, usize, bool),
    Unlink(usize, bool),
    Drop(usize),
    Copy(usize, usize),
    /// Appends register `.0` to the shared list.
    Push(usize),
    ClearList,
    Weak(usize),
    Collect(u8),
    Drain,
    /// A collection whose finalizers put their object into a register.
    CollectAndSave(u8, usize),
}

const REGISTERS: usize = 6;

fn op() -> impl Strategy<Value = Op> {
    let r = || 0..REGISTERS;
    prop_oneof![
        6 => prop::bool::weighted(0.3).prop_map(|finalizer| Op::Node { finalizer }),
        2 => proptest::collection::vec(r(), 0..4).prop_map(Op::Tuple),
        8 => (r(), r(), any::<bool>()).prop_map(|(a, b, f)| Op::Link(a, b, f)),
        2 => (r(), any::<bool>()).prop_map(|(a, f)| Op::Unlink(a, f)),
        5 => r().prop_map(Op::Drop),
        3 => (r(), r()).prop_map(|(a, b)| Op::Copy(a, b)),
        2 => r().prop_map(Op::Push),
        1 => Just(Op::ClearList),
        2 => r().prop_map(Op::Weak),
        3 => (0..3u8).prop_map(Op::Collect),
        2 => Just(Op::Drain),
        1 => (0..3u8, r()).prop_map(|(g, r)| Op::CollectAndSave(g, r)),
    ]
}

/// The real thing and what we know of it.
struct Model {
    w: World,
    regs: Vec<Value>,
    list: Value,
    weak: Vec<(Value, u64)>,
    next: u64,
    next_reg: usize,
    /// Ids of nodes whose finalizer ran.
    finalized: BTreeSet<u64>,
    with_finalizer: BTreeSet<u64>,
}

impl Model {
    fn new(poison: bool) -> Model {
        let stress = StressConfig {
            poison,
            ..StressConfig::default()
        };
        let w = World::with(HeapConfig {
            stress,
            ..HeapConfig::default()
        });
        let list = w.list(&[]);
        Model {
            w,
            regs: vec![Value::NONE; REGISTERS],
            list,
            weak: Vec::new(),
            next: 1,
            next_reg: 0,
            finalized: BTreeSet::new(),
            with_finalizer: BTreeSet::new(),
        }
    }

    fn put(&mut self, v: Value) {
        self.regs[self.next_reg] = v;
        self.next_reg = (self.next_reg + 1) % REGISTERS;
    }

    fn is_node(v: &Value) -> bool {
        v.header()
            .is_some_and(|h| h.kind() == crate::types::registry::Kind::Node)
    }

    fn drain(&mut self, mut save: Option<usize>) {
        while let Some(work) = self.w.heap.next_pending() {
            if let Work::Finalize(v) = &work {
                let id = edit::<Node>(v).id;
                assert!(self.with_finalizer.contains(&id));
                assert!(self.finalized.insert(id), "node {id} finalized twice");
                if let Some(r) = save.take() {
                    self.regs[r] = v.clone();
                }
            }
        }
    }

    /// Objects reachable from the roots, by a walk over the real objects.
    fn reachable(&self) -> BTreeMap<usize, u64> {
        let mut seen = BTreeMap::new();
        let mut todo: Vec<&Value> = self.regs.iter().chain([&self.list]).collect();
        todo.extend(self.weak.iter().map(|w| &w.0));
        while let Some(v) = todo.pop() {
            let Some(h) = v.header() else { continue };
            *seen.entry(v.header_ptr() as usize).or_insert(0) += 1;
            if seen[&(v.header_ptr() as usize)] > 1 {
                continue;
            }
            use crate::types::registry::Kind;
            match h.kind() {
                Kind::Node => {
                    let n = edit::<Node>(v);
                    todo.extend([&n.a, &n.b]);
                }
                Kind::List => todo.extend(edit::<List>(v).items.iter()),
                Kind::Tuple => todo.extend(edit::<crate::memory::inline::Tuple>(v).items()),
                _ => {}
            }
        }
        seen
    }

    fn check(&self) {
        // Counts are as many as the references found, for each reachable object.
        let roots: Vec<&Value> = self
            .regs
            .iter()
            .chain([&self.list])
            .chain(self.weak.iter().map(|w| &w.0))
            .collect();
        self.w.verify(&roots);
        let reachable = self.reachable();
        for (r, id) in &self.weak {
            if let Some(t) = edit::<crate::kit::Weak>(r).link.target() {
                assert_eq!(edit::<Node>(&t).id, *id);
            } else {
                let alive = reachable.keys().any(|&h| {
                    // SAFETY: a reachable object's address, read while nothing changes.
                    let h = unsafe { &*(h as *const crate::memory::header::Header) };
                    h.kind() == crate::types::registry::Kind::Node
                        && self
                            .regs
                            .iter()
                            .any(|v| std::ptr::eq(v.header_ptr(), h) && edit::<Node>(v).id == *id)
                        && !self.finalized.contains(id)
                });
                assert!(!alive, "weak reference to {id} was cleared while it lives");
            }
        }
    }

    fn run(&mut self, op: Op) {
        match op {
            Op::Node { finalizer } => {
                let id = self.next;
                self.next += 1;
                let v = if finalizer {
                    self.with_finalizer.insert(id);
                    self.w.final_node(id)
                } else {
                    self.w.node(id)
                };
                self.put(v);
            }
            Op::Tuple(regs) => {
                let items: Vec<Value> = regs.iter().map(|&r| self.regs[r].clone()).collect();
                let t = self.w.tuple(&items);
                drop(items);
                self.put(t);
            }
            Op::Link(a, b, field) if Self::is_node(&self.regs[a]) => {
                let n = edit::<Node>(&self.regs[a]);
                let slot = if field { &mut n.a } else { &mut n.b };
                let old = std::mem::replace(slot, self.regs[b].clone());
                drop(old);
            }
            Op::Unlink(a, field) if Self::is_node(&self.regs[a]) => {
                let n = edit::<Node>(&self.regs[a]);
                let old = if field { n.a.take() } else { n.b.take() };
                drop(old);
            }
            Op::Link(..) | Op::Unlink(..) => {}
            Op::Drop(r) => drop(std::mem::replace(&mut self.regs[r], Value::NONE)),
            Op::Copy(a, b) => self.regs[a] = self.regs[b].clone(),
            Op::Push(r) => self.w.push(&self.list, self.regs[r].clone()),
            Op::ClearList => drop(edit::<List>(&self.list).items.take()),
            Op::Weak(r) => {
                if Self::is_node(&self.regs[r]) {
                    let id = edit::<Node>(&self.regs[r]).id;
                    let callback = id.is_multiple_of(2);
                    let v = self.w.weak(&self.regs[r], WeakKind::Own { callback });
                    self.weak.push((v, id));
                }
            }
            Op::Collect(g) => {
                let c = self.w.heap.begin_collection(g).unwrap();
                self.drain(None);
                let _ = self.w.heap.finish_collection(c, None);
            }
            Op::Drain => self.drain(None),
            Op::CollectAndSave(g, r) => {
                let c = self.w.heap.begin_collection(g).unwrap();
                self.drain(Some(r));
                let _ = self.w.heap.finish_collection(c, None);
            }
        }
    }

    /// After a full collection exactly the reachable objects are left.
    fn finish(mut self) {
        self.drain(None);
        let c = self.w.heap.begin_collection(2).unwrap();
        self.drain(None);
        let _ = self.w.heap.finish_collection(c, None);
        self.check();
        assert_eq!(self.w.objects(), self.reachable().len());
        self.weak.clear();
        self.regs.clear();
        self.list = Value::NONE;
        for _ in 0..2 {
            self.drain(None);
            self.w.collect(2);
        }
        assert_eq!(self.w.objects(), 0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]
    #[test]
    fn the_heap_agrees_with_the_model(
        ops in proptest::collection::vec(op(), 1..120),
        poison in any::<bool>(),
    ) {
        let mut m = Model::new(poison);
        for op in ops {
            m.run(op);
            m.check();
        }
        m.finish();
    }
}
