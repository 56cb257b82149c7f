//! What the tests share: payload types, a world with a heap and shapes.

use crate::memory::buf::Buf;
use crate::memory::check::Counts;
use crate::memory::gc::Collected;
use crate::memory::header::{FLAG_FINALIZER, Payload, payload};
use crate::memory::heap::{Heap, HeapConfig, OutOfMemory};
use crate::memory::inline;
use crate::memory::instance;
use crate::memory::pending::Work;
use crate::memory::shape::Shape;
use crate::memory::value::Value;
use crate::memory::weak::{WeakKind, WeakLink};
use crate::types::registry::Kind;

/// A type object: owns the shape of its instances.
pub struct Type {
    pub shape: Box<Shape>,
}

impl Payload for Type {
    const KIND: Kind = Kind::Type;
    const TRACKED: bool = true;
}

#[derive(Default)]
pub struct List {
    pub items: Buf<Value>,
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
    fn extra_bytes(&self) -> usize {
        self.items.bytes()
    }
}

/// Two references and a number: 40 bytes with the header.
pub struct Node {
    pub a: Value,
    pub b: Value,
    pub id: u64,
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

pub struct Weak {
    pub link: WeakLink,
    pub callback: Value,
}

impl Payload for Weak {
    const KIND: Kind = Kind::Weak;
    const TRACKED: bool = true;
    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        f(&self.callback);
    }
    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(self.callback.take());
    }
}

/// The payload of `v`, for reading and writing.
#[allow(clippy::mut_from_ref)]
pub fn edit<T: Payload>(v: &Value) -> &mut T {
    let h = v.header().expect("an object");
    assert_eq!(h.kind(), T::KIND);
    // SAFETY: H1; the tests hold no two borrows of one payload, nor any across frees.
    unsafe { &mut *payload::<T>(h) }
}

/// A heap with what it takes to make objects.
pub struct World {
    // Shapes are read when objects are dropped, so the heap goes first.
    pub heap: Box<Heap>,
    pub shape: Box<Shape>,
}

impl World {
    pub fn new() -> World {
        World::with(HeapConfig::default())
    }

    pub fn with(config: HeapConfig) -> World {
        World {
            heap: Heap::new(config),
            shape: Shape::root(0, 0, false),
        }
    }

    pub fn capped(cap: usize) -> World {
        World::with(HeapConfig {
            cap: Some(cap),
            ..HeapConfig::default()
        })
    }

    pub fn node(&self, id: u64) -> Value {
        self.try_node(id).unwrap()
    }

    pub fn try_node(&self, id: u64) -> Result<Value, OutOfMemory> {
        self.node_with(0, id)
    }

    pub fn node_with(&self, flags: u8, id: u64) -> Result<Value, OutOfMemory> {
        let n = Node {
            a: Value::NONE,
            b: Value::NONE,
            id,
        };
        self.heap.new_object(&*self.shape, flags, n)
    }

    /// A node with a finalizer.
    pub fn final_node(&self, id: u64) -> Value {
        self.node_with(FLAG_FINALIZER, id).unwrap()
    }

    pub fn list(&self, items: &[Value]) -> Value {
        let items = Buf::from_slice(&self.heap, items).unwrap();
        self.heap
            .new_object(&*self.shape, 0, List { items })
            .unwrap()
    }

    pub fn push(&self, list: &Value, v: Value) {
        edit::<List>(list).items.push(&self.heap, v).unwrap();
    }

    pub fn tuple(&self, items: &[Value]) -> Value {
        inline::new_tuple(&self.heap, &self.shape, 0, items.len(), |i| {
            items[i].clone()
        })
        .unwrap()
    }

    pub fn str(&self, s: &str) -> Value {
        let src = inline::Bytes8::Copy(s.as_bytes());
        let (ascii, chars) = (s.is_ascii(), s.chars().count());
        inline::new_str(&self.heap, &self.shape, 0, src, ascii, chars, 0).unwrap()
    }

    /// A type whose instances have `slots` inline slots.
    pub fn class(&self, slots: u32) -> Value {
        let shape = Shape::root(slots, slots, false);
        let ty = self
            .heap
            .new_object(&*self.shape, 0, Type { shape })
            .unwrap();
        edit::<Type>(&ty).shape.set_type(&ty);
        ty
    }

    pub fn instance(&self, ty: &Value) -> Value {
        instance::new_instance(&self.heap, &edit::<Type>(ty).shape).unwrap()
    }

    pub fn weak(&self, target: &Value, kind: WeakKind) -> Value {
        let link = self.heap.weakrefs().register(target, kind).unwrap();
        let w = Weak {
            link,
            callback: Value::NONE,
        };
        let v = self.heap.new_object(&*self.shape, 0, w).unwrap();
        edit::<Weak>(&v).link.bind(&v);
        v
    }

    /// Runs the queue as a VM would. `run` sees each entry; objects are named by their node id.
    pub fn drain(&self, mut run: impl FnMut(&Work)) {
        while let Some(work) = self.heap.next_pending() {
            run(&work);
        }
    }

    /// What the queue holds, as text: `F1` for the finalizer of node 1, `C` for a callback.
    pub fn drain_names(&self) -> Vec<String> {
        let mut names = Vec::new();
        self.drain(|w| {
            names.push(match w {
                Work::Finalize(v) => format!("F{}", edit::<Node>(v).id),
                Work::Callback(v) => format!("C{:?}", edit::<Weak>(v).callback),
                Work::Collect(g) => format!("G{g}"),
            })
        });
        names
    }

    /// A whole collection, running finalizers that do nothing.
    pub fn collect(&self, generation: u8) -> Collected {
        let c = self
            .heap
            .begin_collection(generation)
            .expect("no collection under way");
        self.drain(|_| {});
        self.heap.finish_collection(c, None)
    }

    /// Verifies the heap, with all references outside it being `roots`.
    pub fn verify(&self, roots: &[&Value]) {
        let r = self
            .heap
            .verify(Counts::Exact, |f| roots.iter().for_each(|v| f(v)));
        if let Err(e) = r {
            panic!("heap is broken:\n{e}");
        }
    }

    pub fn objects(&self) -> usize {
        self.heap.stats().objects
    }
}
