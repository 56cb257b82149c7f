//! Dropping a heap: every object that is left is dropped, then all memory goes back.
//!
//! Finalizers don't run (the VM ran those it wanted before). No object is freed one by one: each
//! payload is dropped once in place, while all headers stay readable, so the order doesn't matter,
//! but for types, which own the shapes that others' drop looks at, and so come last.

use super::header::{FLAG_HEAP_TYPE, Header, Kind};
use super::heap::Heap;
use super::instance;
use crate::types::registry::LAYOUTS;

impl Drop for Heap {
    fn drop(&mut self) {
        self.closing.set(true);
        // Pools are walked while payloads give buffers back.
        self.gc.hold_pools.set(true);
        // From here on releasing a reference frees nothing.
        self.for_each_object(|h| h.immortalize());
        self.close_interned();
        self.pending.close();
        self.drop_payloads(|kind| kind != Kind::Type);
        self.drop_payloads(|kind| kind == Kind::Type);
        self.weak.close();
        self.drop_vectors();
        self.unmap_all();
        let tested = cfg!(debug_assertions) || self.counts_allocations() || self.poison.get();
        if tested && !std::thread::panicking() {
            assert_eq!(self.buffer_bytes(), 0, "buffers outlive their heap");
            assert_eq!(self.held_bytes(), 0, "charges outlive their heap");
        }
    }
}

impl Heap {
    fn drop_payloads(&self, which: impl Fn(Kind) -> bool) {
        self.for_each_object(|h| {
            let kind = h.kind();
            if which(kind) {
                let p = h as *const Header as *mut Header;
                // SAFETY: each object is dropped once: a kind passes in one of the two calls. Its
                // header stays, immortal, for values that still refer to it.
                unsafe {
                    (LAYOUTS[kind as usize].drop)(p);
                    if h.has(FLAG_HEAP_TYPE) && kind != Kind::Instance {
                        instance::drop_ext(p);
                    }
                }
            }
        });
    }
}
