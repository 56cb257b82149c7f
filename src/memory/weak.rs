//! Weak references: which weak reference objects point to which object, and back.
//!
//! A weak reference object owns a [`WeakLink`], a handle on a node of the heap's table. The nodes of
//! one referent form a list in CPython's order: the shared reference, the shared proxy, then the
//! others, most recent first. When the referent dies (or is part of a garbage cycle) its nodes are
//! cleared, and the callbacks of those that have one are queued in list order.
//!
//! Invariants:
//! - W1: an object is a key of `heads` exactly when it has FLAG_WEAKREFS, and then its list isn't
//!   empty; all nodes of the list name it as their target.
//! - W2: node addresses are not counted. A node's target is cleared before the target is freed, and
//!   the node is freed by its link, which lives in the weak reference object.
//! - W3: each node that has a callback and a target has a reserved place in the queue (`pending.rs`).

use super::addr_map::AddrMap;
use super::buf::Buf;
use super::header::{FLAG_WEAKREFS, Header};
use super::heap::{Heap, OutOfMemory};
use super::pending::Work;
use super::value::Value;
use std::cell::{Cell, RefCell};
use std::ptr;

/// What sort of weak reference; it decides the place in the referent's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeakKind {
    /// `weakref.ref(x)`: one object, shared.
    Ref,
    /// `weakref.proxy(x)`: one object, shared.
    Proxy,
    /// With a callback, or an instance of a subclass of `ref`.
    Own { callback: bool },
}

#[derive(Clone, Copy)]
struct Node {
    target: *mut Header,
    /// The weak reference object; null until bound.
    object: *mut Header,
    kind: WeakKind,
    prev: u32,
    /// Next node of the list, or of the free nodes.
    next: u32,
}

const NONE: u32 = u32::MAX;

struct Table {
    nodes: Buf<Node>,
    free: u32,
    /// Referent's address to its first node.
    heads: AddrMap,
}

pub(crate) struct WeakTable {
    table: RefCell<Table>,
}

/// A weak reference object's hold on the table. Dropping it unregisters.
pub struct WeakLink {
    heap: *const Heap,
    node: u32,
    callback: Cell<bool>,
}

impl WeakTable {
    pub const fn new() -> WeakTable {
        WeakTable {
            table: RefCell::new(Table {
                nodes: Buf::new(),
                free: NONE,
                heads: AddrMap::new(),
            }),
        }
    }

    /// Forgets everything (the heap is being dropped).
    pub fn close(&self) {
        let mut t = self.table.borrow_mut();
        t.nodes.clear();
        t.heads.clear();
        t.free = NONE;
    }

    /// W1, for the verifier.
    pub fn lists_are_sound(&self) -> bool {
        let t = self.table.borrow();
        let mut ok = true;
        t.heads.for_each(|key, head| {
            let (mut i, mut prev) = (head as u32, NONE);
            ok &= i != NONE;
            while i != NONE {
                let n = &t.nodes[i as usize];
                ok &= n.target as usize == key && n.prev == prev;
                prev = i;
                i = n.next;
            }
        });
        ok
    }

    /// Number of objects with weak references.
    pub fn referents(&self) -> usize {
        self.table.borrow().heads.len()
    }

    pub fn has(&self, h: *const Header) -> bool {
        self.table.borrow().heads.get(h as usize).is_some()
    }

    /// Clears all weak references to `h` and queues the callbacks of those for which `call` says so.
    pub fn clear(&self, heap: &Heap, h: &Header, call: impl Fn(&Header) -> bool) {
        let mut t = self.table.borrow_mut();
        h.unset(FLAG_WEAKREFS);
        let Some(head) = t.heads.remove(h as *const Header as usize) else {
            return;
        };
        let mut i = head as u32;
        while i != NONE {
            let n = &mut t.nodes[i as usize];
            i = n.next;
            n.target = ptr::null_mut();
            (n.next, n.prev) = (NONE, NONE);
            if n.kind == (WeakKind::Own { callback: true }) {
                // SAFETY: W2: the link, in the weak reference object, still owns the node, so the
                // object's memory is there. It may be dying: then its count is 0.
                unsafe {
                    if !n.object.is_null() && (*n.object).rc.get() != 0 && call(&*n.object) {
                        heap.pending.push(Work::Callback(Value::share(n.object)));
                    } else {
                        heap.pending.unreserve();
                    }
                }
            }
        }
    }
}

impl Table {
    fn node(&self, i: u32) -> Node {
        self.nodes[i as usize]
    }

    fn head(&self, target: &Header) -> u32 {
        self.heads
            .get(target as *const Header as usize)
            .map_or(NONE, |i| i as u32)
    }

    /// The shared node of this kind; shared ones stand first.
    fn shared(&self, target: &Header, kind: WeakKind) -> Option<u32> {
        let mut i = self.head(target);
        while i != NONE {
            let n = self.node(i);
            if n.kind == kind {
                return Some(i);
            }
            if matches!(n.kind, WeakKind::Own { .. }) {
                return None;
            }
            i = n.next;
        }
        None
    }

    fn alloc(&mut self, heap: &Heap, node: Node) -> Result<u32, OutOfMemory> {
        if self.free != NONE {
            let i = self.free;
            self.free = self.nodes[i as usize].next;
            self.nodes[i as usize] = node;
            return Ok(i);
        }
        let i = self.nodes.len();
        if i >= NONE as usize {
            return Err(OutOfMemory);
        }
        self.nodes.push(heap, node)?;
        Ok(i as u32)
    }

    fn release(&mut self, i: u32) {
        self.nodes[i as usize].next = self.free;
        self.nodes[i as usize].target = ptr::null_mut();
        self.free = i;
    }
}

/// The weak references of a heap.
pub struct Weakrefs<'h>(&'h Heap);

impl Heap {
    pub fn weakrefs(&self) -> Weakrefs<'_> {
        Weakrefs(self)
    }
}

impl Weakrefs<'_> {
    /// The shared reference or proxy to `target`, if there is one.
    pub fn shared(&self, target: &Value, kind: WeakKind) -> Option<Value> {
        let h = target.header()?;
        if !h.has(FLAG_WEAKREFS) {
            return None;
        }
        let t = self.0.weak.table.borrow();
        let object = t.node(t.shared(h, kind)?).object;
        // SAFETY: W2: the object owns the node; a dying one has count 0.
        unsafe { (!object.is_null() && (*object).rc.get() != 0).then(|| Value::share(object)) }
    }

    /// Registers a weak reference to `target`, which must be a heap object. The object that takes
    /// the link must be named with [`WeakLink::bind`] once it exists.
    pub fn register(&self, target: &Value, kind: WeakKind) -> Result<WeakLink, OutOfMemory> {
        let heap = self.0;
        let callback = kind == WeakKind::Own { callback: true };
        let Some(h) = target.header() else {
            // A number or singleton never dies: a link that is never cleared would need no table,
            // and the types that allow weak references are all heap objects.
            return Err(OutOfMemory);
        };
        if callback {
            heap.pending.reserve(heap)?;
        }
        let linked = self.link(target.header_ptr(), h, kind);
        if linked.is_err() && callback {
            heap.pending.unreserve();
        }
        Ok(WeakLink {
            heap,
            node: linked?,
            callback: Cell::new(callback),
        })
    }

    fn link(&self, p: *mut Header, h: &Header, kind: WeakKind) -> Result<u32, OutOfMemory> {
        let heap = self.0;
        let mut t = heap.weak.table.borrow_mut();
        let head = t.head(h);
        // Behind the shared ones that come first in the list.
        let after = match kind {
            WeakKind::Ref => None,
            WeakKind::Proxy => t.shared(h, WeakKind::Ref),
            WeakKind::Own { .. } => t
                .shared(h, WeakKind::Proxy)
                .or_else(|| t.shared(h, WeakKind::Ref)),
        };
        let (prev, next) = match after {
            None => (NONE, head),
            Some(a) => (a, t.node(a).next),
        };
        let i = t.alloc(
            heap,
            Node {
                target: p,
                object: ptr::null_mut(),
                kind,
                prev,
                next,
            },
        )?;
        if prev == NONE
            && let Err(e) = t.heads.insert(heap, p as usize, i as u64)
        {
            t.release(i);
            return Err(e);
        }
        if prev != NONE {
            t.nodes[prev as usize].next = i;
        }
        if next != NONE {
            t.nodes[next as usize].prev = i;
        }
        h.set(FLAG_WEAKREFS);
        Ok(i)
    }

    /// Number of weak references to `target`.
    pub fn count(&self, target: &Value) -> usize {
        let mut n = 0;
        self.for_each(target, |_| n += 1);
        n
    }

    /// Calls `f` with each weak reference object to `target`, in list order; `f` must not touch
    /// weak references.
    pub fn for_each(&self, target: &Value, mut f: impl FnMut(Value)) {
        let Some(h) = target.header() else { return };
        let t = self.0.weak.table.borrow();
        let mut i = t.head(h);
        while i != NONE {
            let n = t.node(i);
            i = n.next;
            // SAFETY: as in `shared`.
            unsafe {
                if !n.object.is_null() && (*n.object).rc.get() != 0 {
                    f(Value::share(n.object));
                }
            }
        }
    }
}

impl WeakLink {
    fn table(&self) -> &RefCell<Table> {
        // SAFETY: M1: the heap outlives its objects, which own the links.
        unsafe { &(*self.heap).weak.table }
    }

    /// Names the weak reference object that owns this link.
    pub fn bind(&self, object: &Value) {
        if let Some(n) = self.table().borrow_mut().nodes.get_mut(self.node as usize) {
            n.object = object.header_ptr();
        }
    }

    /// The referent, unless it is gone.
    pub fn target(&self) -> Option<Value> {
        let t = self.table().borrow();
        let h = t.nodes.get(self.node as usize)?.target;
        // SAFETY: W2: a target that isn't cleared is alive, or (count 0) being freed.
        unsafe { (!h.is_null() && (*h).rc.get() != 0).then(|| Value::share(h)) }
    }

    /// Whether the referent is gone.
    pub fn is_dead(&self) -> bool {
        self.table()
            .borrow()
            .nodes
            .get(self.node as usize)
            .is_none_or(|n| n.target.is_null())
    }

    /// Lets go of the referent without calling anything.
    pub fn clear(&self) {
        // SAFETY: M1.
        let heap = unsafe { &*self.heap };
        let mut t = self.table().borrow_mut();
        let Some(&n) = t.nodes.get(self.node as usize) else {
            return;
        };
        if n.target.is_null() {
            return;
        }
        if n.next != NONE {
            t.nodes[n.next as usize].prev = n.prev;
        }
        if n.prev != NONE {
            t.nodes[n.prev as usize].next = n.next;
        } else if n.next != NONE {
            // Replaces an entry that is there: needs no memory.
            let _ = t.heads.insert(heap, n.target as usize, n.next as u64);
        } else {
            t.heads.remove(n.target as usize);
            // SAFETY: W2: the target is not freed yet.
            unsafe { (*n.target).unset(FLAG_WEAKREFS) };
        }
        let m = &mut t.nodes[self.node as usize];
        m.target = ptr::null_mut();
        (m.next, m.prev) = (NONE, NONE);
        if self.callback.replace(false) {
            heap.pending.unreserve();
        }
    }
}

impl Drop for WeakLink {
    fn drop(&mut self) {
        // SAFETY: M1.
        if unsafe { (*self.heap).closing.get() } {
            return;
        }
        self.clear();
        self.table().borrow_mut().release(self.node);
    }
}
