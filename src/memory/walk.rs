//! Walks over all objects of a heap: for `gc.get_objects`, `gc.get_referrers` and the like, for the
//! verifier and for teardown.
//!
//! A walk may not make or free objects; what it finds can be kept (each value is a counted
//! reference). The order is that of addresses.

use super::gc::visit_object;
use super::header::{FLAG_TRACKED, Header};
use super::heap::Heap;
use super::pool::Pool;
use super::value::Value;

impl Heap {
    /// Calls `f` with every object of the heap, tracked or not. `f` must not make or free any.
    pub fn for_each_object(&self, mut f: impl FnMut(&Header)) {
        self.for_each_pool(|pool: &Pool| {
            if pool.holds_buffers() {
                return;
            }
            let free = pool.free_map();
            pool.for_each_block(|h| {
                if !free.is_free(h) {
                    // SAFETY: P1: a carved block that isn't free is an object.
                    f(unsafe { &*h });
                }
            });
        });
    }

    /// Calls `f` with each object that the collector tracks, of one generation (0 to 2, 3: frozen)
    /// or of all but the frozen. `f` must not make or free objects.
    pub fn for_each_tracked_value(&self, generation: Option<u8>, mut f: impl FnMut(Value)) {
        self.for_each_object(|h| {
            let wanted = match generation {
                Some(g) => h.generation() == g,
                None => h.generation() != super::gc::FROZEN,
            };
            // An object that is being freed has no count.
            if h.has(FLAG_TRACKED) && wanted && h.rc.get() != 0 {
                // SAFETY: it is live.
                f(unsafe { Value::share(h as *const Header as *mut Header) });
            }
        });
    }

    /// Calls `f` with each reference that the object owns (its type included, for instances of heap
    /// types). `f` must not run Python or change the object.
    pub fn for_each_reference(v: &Value, mut f: impl FnMut(&Value)) {
        if let Some(h) = v.header() {
            // SAFETY: a value's object is live.
            unsafe { visit_object(h, &mut f) }
        }
    }

    /// A number that no other object alive has, the same in every run that makes and frees the same
    /// objects: what `id()` and identity hashes are made of. A multiple of 16, never 0.
    pub fn identity(h: &Header) -> u64 {
        (Heap::of(h).compact(h) as u64) << 4
    }
}
