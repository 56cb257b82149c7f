//! What happens when the last reference to an object goes away.
//!
//! 1. An object whose finalizer has not run is kept alive by the queue of pending work.
//! 2. Its weak references are cleared; callbacks are queued.
//! 3. The payload is dropped (releasing what it refers to), then the block is freed, then the count
//!    of a heap type is given back.
//!
//! Dropping a payload may release further objects, which recurses here. Beyond [`MAX_DEPTH`] nested
//! frees, objects are put on a list instead, which the outermost free works off: chains of any length
//! need little native stack. The list is linked through the dead objects' headers.
//!
//! Nothing here allocates or runs Python.
//!
//! Invariants:
//! - R1: an object whose payload is being or waits to be dropped has count 0 and stands in no
//!   generation's vector (whatever its flags say). Only the weak reference table can still find it,
//!   and looks at the count. No collection or walk of the heap happens while there is one.
//! - R2: `deferred` is empty when `depth` is 0.

use super::header::{
    Drops, FLAG_FINALIZED, FLAG_FINALIZER, FLAG_HEAP_TYPE, FLAG_MARK, FLAG_TRACKED, FLAG_WEAKREFS,
    GEN_MASK, Header, Kind,
};
use super::heap::Heap;
use super::inline;
use super::instance;
use super::pool::Pool;
use super::value::Value;
use crate::types::registry::LAYOUTS;
use std::ptr;

/// Frees nest at most this deep on the native stack.
const MAX_DEPTH: u32 = 64;

/// Drops the last reference to `h`.
///
/// # Safety
/// `h` is a live object in a pool; its count is 1 and the caller gives it up.
#[inline(never)]
pub(crate) unsafe fn release_last(h: *mut Header) {
    // Everything but the common path is a tail call, so that this needs no stack frame.
    // SAFETY: by contract; M1: its pool names its heap.
    unsafe {
        let heap = &*(*Pool::of(h)).heap.get();
        let flags = (*h).flags();
        if flags & (FLAG_FINALIZER | FLAG_WEAKREFS) != 0 {
            return release_noted(heap, h);
        }
        if flags & FLAG_TRACKED != 0 {
            if flags & (GEN_MASK | FLAG_MARK) != 0 {
                return release_old(heap, h);
            }
            // The flags stay as they are: nobody looks at them again.
            heap.young.remove(h);
        }
        let kind = (*h).kind();
        if kind == Kind::Tuple && flags & FLAG_HEAP_TYPE == 0 && inline::holds_no_pointers(h) {
            return heap.free_block(h);
        }
        let layout = &LAYOUTS[kind as usize];
        if layout.drops == Drops::Values || flags & FLAG_HEAP_TYPE != 0 {
            release_contents(heap, h);
        } else if layout.drops == Drops::Nothing {
            heap.free_block(h);
        } else {
            release_flat(heap, h, layout.drop);
        }
    }
}

/// Drops a payload that releases no references, and frees the block.
///
/// # Safety
/// `h` is dead and off every list; `drop` is its layout's.
#[inline(never)]
unsafe fn release_flat(heap: &Heap, h: *mut Header, drop: unsafe fn(*mut Header)) {
    // SAFETY: by contract.
    unsafe {
        drop(h);
        heap.free_block(h);
    }
}

/// [`release_last`] for tracked objects that aren't young.
///
/// # Safety
/// As [`release_last`]; finalizer and weak references are dealt with.
#[inline(never)]
unsafe fn release_old(heap: &Heap, h: *mut Header) {
    // SAFETY: by contract.
    unsafe {
        heap.leave_generation(h, (*h).flags());
        release_contents(heap, h);
    }
}

/// [`release_last`] for objects with a finalizer or weak references.
///
/// # Safety
/// As [`release_last`].
#[cold]
#[inline(never)]
unsafe fn release_noted(heap: &Heap, h: *mut Header) {
    // SAFETY: by contract.
    unsafe {
        if last_rites(heap, h) {
            if (*h).has(FLAG_TRACKED) {
                heap.leave_generation(h, (*h).flags());
            }
            release_contents(heap, h);
        }
    }
}

/// Drops the payload and frees the block, now or later.
///
/// # Safety
/// `h` is dead and off every list.
#[inline(never)]
unsafe fn release_contents(heap: &Heap, h: *mut Header) {
    // SAFETY: by contract.
    unsafe {
        (*h).rc.set(0);
        let depth = heap.depth.get();
        if depth >= MAX_DEPTH {
            return heap.defer(h);
        }
        heap.depth.set(depth + 1);
        destroy(heap, h);
        heap.depth.set(depth);
        if depth == 0 && !heap.deferred.get().is_null() {
            heap.free_deferred();
        }
    }
}

/// Drops the payload and frees the block.
///
/// # Safety
/// `h` is dead (R1).
#[inline(always)]
unsafe fn destroy(heap: &Heap, h: *mut Header) {
    // SAFETY: H1: the layout is the payload's; S1: the shape outlives the object, whose count of
    // the type is given back last.
    unsafe {
        let kind = (*h).kind();
        if kind == Kind::Instance {
            instance::drop_slots(h);
        } else {
            // A subclass's own attributes go before what its base holds.
            if (*h).has(FLAG_HEAP_TYPE) {
                instance::drop_ext(h);
            }
            (LAYOUTS[kind as usize].drop)(h);
        }
        if (*h).has(FLAG_HEAP_TYPE) {
            let ty = (*h).shape().type_header();
            heap.free_block(h);
            drop(Value::from_header(ty));
        } else {
            heap.free_block(h);
        }
    }
}

/// Finalizer and weak references of a dying object. False: it stays alive for now.
///
/// # Safety
/// As [`release_last`].
unsafe fn last_rites(heap: &Heap, h: *mut Header) -> bool {
    // SAFETY: by contract; the queue takes over the count when the object stays alive.
    unsafe {
        // As CPython does with a generator's before it closes it.
        if (*h).has(FLAG_WEAKREFS) && LAYOUTS[(*h).kind() as usize].cleared_first {
            heap.weak.clear(heap, &*h, |_| true);
        }
        if (*h).has(FLAG_FINALIZER) && !(*h).has(FLAG_FINALIZED) {
            heap.pending.push_dead(Value::from_header(h));
            return false;
        }
        if (*h).has(FLAG_WEAKREFS) {
            heap.weak.clear(heap, &*h, |_| true);
        }
        true
    }
}

impl Heap {
    /// Puts a dead object on the list of those to destroy later.
    ///
    /// # Safety
    /// `h` is dead (R1).
    #[cold]
    unsafe fn defer(&self, h: *mut Header) {
        // SAFETY: nobody else looks at the `aux` of a dead object, so it holds the link.
        unsafe {
            (*h).aux.set(0);
            let last = self.deferred_last.get();
            if self.deferred.get().is_null() {
                self.deferred.set(h);
            } else {
                (*last).aux.set(self.compact(h));
            }
        }
        self.deferred_last.set(h);
    }

    /// Destroys what was put off, in order.
    #[cold]
    #[inline(never)]
    pub(super) fn free_deferred(&self) {
        let depth = self.depth.replace(1);
        loop {
            let h = self.deferred.get();
            if h.is_null() {
                break;
            }
            // SAFETY: R1; the link leads to the next dead object or is 0.
            unsafe {
                self.deferred.set(self.expand((*h).aux.get()));
                destroy(self, h);
            }
        }
        self.depth.set(depth);
    }

    /// Runs `f`, in which nothing is destroyed; what dies in it is destroyed afterwards. So `f` may
    /// drop values while it works on an object's inside.
    pub(super) fn putting_off<R>(&self, f: impl FnOnce() -> R) -> R {
        let depth = self.depth.replace(MAX_DEPTH);
        let r = f();
        self.depth.set(depth);
        if depth == 0 && !self.deferred.get().is_null() {
            self.free_deferred();
        }
        r
    }

    /// An object's address in 32 bits: the arena's place in the table and the offset. Never 0.
    #[inline]
    pub(super) fn compact(&self, h: *const Header) -> u32 {
        use super::arena::{ARENA_SIZE, Arena};
        // SAFETY: objects live in pools of mapped arenas.
        let index = unsafe { (*Arena::of(h)).index.get() };
        index << 16 | ((h as usize & (ARENA_SIZE - 1)) >> 4) as u32
    }

    /// The object that [`Heap::compact`] gave `c` for; null for 0.
    #[inline]
    pub(super) fn expand(&self, c: u32) -> *mut Header {
        if c == 0 {
            return ptr::null_mut();
        }
        // SAFETY: the arena holds a live block, so it is mapped.
        let base = unsafe { (*self.arena_at((c >> 16) as usize)).base() };
        base.wrapping_add(((c & 0xFFFF) as usize) << 4) as *mut Header
    }
}
