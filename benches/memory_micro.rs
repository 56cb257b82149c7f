//! Times of the memory system alone: blocks, buffers, collections.
//!
//! `cargo bench --bench memory_micro` prints a table; give names to run only some. Compiles
//! `src/memory/` with kinds of its own, so it needs nothing of the VM. Each figure is the best of
//! several runs, in CPU time of the process.

#[path = "../src/memory/mod.rs"]
#[allow(dead_code, unused_imports)]
mod memory;

/// What memory/ expects of the registry.
mod types {
    pub mod registry {
        use crate::memory::header::Layout;
        use crate::memory::{inline, instance};
        use crate::{List, Node, Plain};

        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Kind {
            Instance,
            SlotArray,
            Str,
            Bytes,
            Tuple,
            Type,
            List,
            Node,
            Plain,
            Dict,
            Set,
        }

        pub static LAYOUTS: [Layout; 11] = [
            instance::INSTANCE_LAYOUT,
            Layout::of::<instance::SlotArray>("SlotArray"),
            inline::STR_LAYOUT,
            inline::BYTES_LAYOUT,
            inline::TUPLE_LAYOUT,
            Layout::of::<List>("Type"),
            Layout::of::<List>("List"),
            Layout::of::<Node>("Node"),
            Layout::of::<Plain>("Plain"),
            Layout::of::<List>("Dict"),
            Layout::of::<List>("Set"),
        ];
    }
}

use memory::buf::Buf;
use memory::header::{Payload, payload};
use memory::heap::{Heap, HeapConfig};
use memory::shape::Shape;
use memory::value::Value;
use std::hint::black_box;
use types::registry::Kind;

/// 48 bytes with the header, not tracked.
pub struct Plain(pub [u64; 4]);

impl Payload for Plain {
    const KIND: Kind = Kind::Plain;
}

/// 48 bytes with the header, tracked.
pub struct Node {
    a: Value,
    b: Value,
    pub rest: [u64; 2],
}

impl Payload for Node {
    const KIND: Kind = Kind::Node;
    const TRACKED: bool = true;
    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        f(&self.a);
        f(&self.b);
    }
    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(self.a.take());
        out(self.b.take());
    }
}

#[derive(Default)]
pub struct List {
    items: Buf<Value>,
}

impl Payload for List {
    const KIND: Kind = Kind::List;
    const TRACKED: bool = true;
    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        self.items.iter().for_each(f);
    }
    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        self.items.take().into_iter().for_each(out);
    }
}

#[allow(clippy::mut_from_ref)]
fn node_of(v: &Value) -> &mut Node {
    // SAFETY: only called with nodes, and no two borrows of one overlap.
    unsafe { &mut *payload::<Node>(v.header_ptr()) }
}

struct World {
    heap: Box<Heap>,
    shape: Box<Shape>,
}

impl World {
    fn new() -> World {
        World {
            heap: Heap::new(HeapConfig::default()),
            shape: Shape::root(0, 0, false),
        }
    }

    fn plain(&self) -> Value {
        self.heap
            .new_object(&*self.shape, 0, Plain([1; 4]))
            .expect("memory")
    }

    fn node(&self) -> Value {
        let n = Node {
            a: Value::NONE,
            b: Value::NONE,
            rest: [0; 2],
        };
        self.heap.new_object(&*self.shape, 0, n).expect("memory")
    }

    fn list(&self, items: Buf<Value>) -> Value {
        self.heap
            .new_object(&*self.shape, 0, List { items })
            .expect("memory")
    }

    fn collect(&self, generation: u8) -> usize {
        let c = self
            .heap
            .begin_collection(generation)
            .expect("no collection under way");
        self.heap.finish_collection(c, None).collected
    }

    /// What the VM does at an allocation.
    fn collect_if_due(&self) {
        if self.heap.gc_due() {
            self.collect(self.heap.gc_due_generation());
        }
    }
}

/// CPU seconds of this process so far.
fn cpu() -> f64 {
    let mut t = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: `t` is a valid place for the result.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut t) };
    t.tv_sec as f64 + t.tv_nsec as f64 * 1e-9
}

/// Best seconds of `runs` runs of `f`.
fn best(runs: usize, mut f: impl FnMut()) -> f64 {
    (0..runs)
        .map(|_| {
            let t = cpu();
            f();
            cpu() - t
        })
        .fold(f64::INFINITY, f64::min)
}

fn report(name: &str, value: f64, unit: &str) {
    println!("{name:<52} {value:>10.2} {unit}");
}

const N: usize = 5_000_000;

/// Objects of many sizes, replaced at random: frees hit pools all over the heap.
fn mixed() {
    for n in [1_000usize, 30_000, 1_000_000] {
        let w = World::new();
        let make = |x: u64| {
            let tail = (x % 16 * 16) as usize;
            w.heap
                .new_object_tail(&*w.shape, 0, Plain([x; 4]), tail)
                .expect("memory")
        };
        let mut held: Vec<Value> = (0..n).map(|i| make(i as u64)).collect();
        let mut x = 1u64;
        let rounds = 2_000_000;
        let t = best(3, || {
            for _ in 0..rounds {
                x ^= x << 13;
                x ^= x >> 7;
                x ^= x << 17;
                held[(x >> 8) as usize % n] = make(x);
            }
        });
        report(
            &format!("16 sizes, {n} alive: replace one"),
            t / rounds as f64 * 1e9,
            "ns",
        );
    }
}

fn blocks() {
    let w = World::new();
    let t = best(5, || (0..N).for_each(|_| drop(black_box(w.plain()))));
    report("untracked 48 B: make and drop", t / N as f64 * 1e9, "ns");
    let t = best(5, || (0..N).for_each(|_| drop(black_box(w.node()))));
    report("tracked 48 B: make and drop", t / N as f64 * 1e9, "ns");
    for n in [100, 100_000] {
        let mut held: Vec<Value> = Vec::with_capacity(n);
        let t = best(5, || {
            for _ in 0..N / n {
                held.extend((0..n).map(|_| w.plain()));
                held.clear();
            }
        });
        report(
            &format!("untracked 48 B: make {n}, drop them"),
            t / N as f64 * 1e9,
            "ns",
        );
        let t = best(5, || {
            for _ in 0..N / n {
                held.extend((0..n).map(|_| w.node()));
                held.clear();
            }
        });
        report(
            &format!("tracked 48 B: make {n}, drop them"),
            t / N as f64 * 1e9,
            "ns",
        );
    }
}

fn buffers() {
    let w = World::new();
    let heap = &*w.heap;
    for n in [0usize, 4, 30, 1000, 1_000_000] {
        let rounds = (2_000_000 / n.max(10)).max(1);
        let t = best(5, || {
            for _ in 0..rounds {
                let mut b: Buf<Value> = Buf::new();
                for i in 0..n {
                    b.push(heap, Value::int(i as i64)).expect("memory");
                }
                drop(black_box(w.list(b)));
            }
        });
        let each = t / rounds as f64 * 1e9;
        report(
            &format!("list of {n} by appending, and its drop"),
            each,
            "ns",
        );
        let t = best(5, || {
            for _ in 0..rounds {
                let mut b: Buf<Value> = Buf::with_capacity(heap, n).expect("memory");
                for i in 0..n {
                    b.push(heap, Value::int(i as i64)).expect("memory");
                }
                drop(black_box(w.list(b)));
            }
        });
        report(
            &format!("list of {n} of known size, and its drop"),
            t / rounds as f64 * 1e9,
            "ns",
        );
    }
}

/// Old objects in a list, each linked to another: the next, or one far away.
fn old_world(n: usize, scattered: bool) -> (World, Value) {
    let w = World::new();
    w.heap.gc_enable(false);
    let mut items = Buf::with_capacity(&w.heap, n).expect("memory");
    for _ in 0..n {
        items.push(&w.heap, w.node()).expect("memory");
    }
    let mut x = 1usize;
    for i in 0..n {
        x = x
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        let to = if scattered {
            (x >> 20) % n
        } else {
            (i + 1) % n
        };
        node_of(&items[i]).a = items[to].clone();
    }
    let all = w.list(items);
    w.collect(2);
    (w, all)
}

fn collections() {
    for (scattered, name) in [(false, "dense"), (true, "scattered")] {
        let (w, all) = old_world(1_000_000, scattered);
        // Young objects that refer to old ones all over the place.
        // SAFETY: `all` is a list.
        let olds = unsafe { &(*payload::<List>(all.header_ptr())).items };
        let mut worst = 0f64;
        let mut total = 0f64;
        let rounds = 50;
        for r in 0..rounds {
            let young: Vec<Value> = (0..2000)
                .map(|i| {
                    let v = w.node();
                    let at = if scattered {
                        (i * 7919 + r * 104_729) % olds.len()
                    } else {
                        i
                    };
                    node_of(&v).a = olds[at].clone();
                    v
                })
                .collect();
            let t = cpu();
            w.collect(0);
            let t = cpu() - t;
            worst = worst.max(t);
            total += t;
            drop(young);
        }
        let name = format!("young pass, 2000 alive + 1e6 old, {name}");
        report(&name, total / rounds as f64 * 1e6, "µs");
        report(&format!("{name}: worst"), worst * 1e6, "µs");
        let t = best(5, || {
            (0..2000).for_each(|_| {
                let v = w.node();
                node_of(&v).b = v.clone();
            });
            assert_eq!(w.collect(0), 2000);
        });
        report(
            "2000 self-references made and collected: each",
            t / 2000.0 * 1e9,
            "ns",
        );
        let t = best(3, || assert_eq!(w.collect(2), 0));
        report("full pass, each of 1e6", t / 1e6 * 1e9, "ns");
    }
}

/// Objects alive grow to n, with as much cyclic garbage made on the way.
fn linear() {
    for n in [100_000usize, 1_000_000, 10_000_000] {
        let w = World::new();
        let mut in_gc = 0.0;
        let mut worst = 0f64;
        let start = cpu();
        let mut last = Value::NONE;
        for _ in 0..n {
            for garbage in [false, true] {
                if w.heap.gc_due() {
                    let t = cpu();
                    w.collect_if_due();
                    let t = cpu() - t;
                    in_gc += t;
                    worst = worst.max(t);
                }
                let v = w.node();
                if garbage {
                    node_of(&v).a = v.clone();
                } else {
                    node_of(&v).b = std::mem::replace(&mut last, v.clone());
                }
            }
        }
        let all = cpu() - start;
        let s = w.heap.gc_stats();
        report(
            &format!("growing to {n} alive: total"),
            all / n as f64 * 1e9,
            "ns/object",
        );
        report(
            &format!("growing to {n} alive: collecting"),
            in_gc / n as f64 * 1e9,
            "ns/object",
        );
        report("  longest collection", worst * 1e3, "ms");
        let passes = [s[0].collections, s[1].collections, s[2].collections];
        println!(
            "  collections {passes:?}, {} MB held",
            w.heap.held_bytes() >> 20
        );
        let t = cpu();
        drop(last);
        report(
            "  dropping the chain: each",
            (cpu() - t) / n as f64 * 1e9,
            "ns",
        );
    }
}

fn heaps() {
    let n = 2000;
    let t = best(5, || (0..n).for_each(|_| drop(black_box(World::new()))));
    report("empty heap: make and drop", t / n as f64 * 1e6, "µs");
    let t = best(5, || {
        for _ in 0..n {
            let w = World::new();
            let held: Vec<Value> = (0..200).map(|_| w.node()).collect();
            black_box(&held);
        }
    });
    report(
        "heap with 200 objects: make and drop",
        t / n as f64 * 1e6,
        "µs",
    );
    println!("a Heap is {} bytes", size_of::<Heap>());
}

fn main() {
    let parts: [(&str, fn()); 6] = [
        ("blocks", blocks),
        ("mixed", mixed),
        ("buffers", buffers),
        ("heaps", heaps),
        ("collections", collections),
        ("linear", linear),
    ];
    let asked: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with('-'))
        .collect();
    for (name, run) in parts {
        if asked.is_empty() || asked.iter().any(|a| a == name) {
            run();
        }
    }
}
