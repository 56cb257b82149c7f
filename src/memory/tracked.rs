//! [`TrackedVec`]: the objects of one young generation, each knowing its own place.
//!
//! An object's index stands in its header's `aux`, so it is removed in constant time: the last one
//! takes its place. Old objects stand in no vector; a full collection walks the pools.
//!
//! Invariants:
//! - T1: entry `i` is null (only in the vector of doomed objects) or a live tracked object whose
//!   `aux` is `i`.
//! - T2: nothing here is freed or allocated but in `reserve`; the memory is charged to the heap.

use super::header::Header;
use super::heap::{Heap, OutOfMemory};
use std::alloc::{Layout, alloc, dealloc, realloc};
use std::cell::Cell;
use std::ptr;

type Entry = *mut Header;

pub(crate) struct TrackedVec {
    ptr: Cell<*mut Entry>,
    len: Cell<usize>,
    cap: Cell<usize>,
    /// What `is_full` goes by: the capacity, or less to make the next `reserve` come early.
    room: Cell<usize>,
}

fn layout(cap: usize) -> Layout {
    // SAFETY: `reserve` bounds the capacity far below the size limit.
    unsafe { Layout::from_size_align_unchecked(cap * size_of::<Entry>(), align_of::<Entry>()) }
}

impl TrackedVec {
    pub const fn new() -> TrackedVec {
        TrackedVec {
            ptr: Cell::new(ptr::null_mut()),
            len: Cell::new(0),
            cap: Cell::new(0),
            room: Cell::new(0),
        }
    }

    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len.get()
    }

    #[inline(always)]
    pub fn capacity(&self) -> usize {
        self.cap.get()
    }

    #[inline(always)]
    pub fn is_full(&self) -> bool {
        self.len.get() >= self.room.get()
    }

    /// Entry `i`, which must be below `len`.
    #[inline(always)]
    pub fn get(&self, i: usize) -> Entry {
        debug_assert!(i < self.len());
        // SAFETY: by contract; entries below `len` are initialised.
        unsafe { *self.ptr.get().add(i) }
    }

    /// Replaces entry `i`, which must be below `len`.
    #[inline(always)]
    pub fn set(&self, i: usize, h: Entry) {
        debug_assert!(i < self.len());
        // SAFETY: as in `get`.
        unsafe { *self.ptr.get().add(i) = h }
    }

    /// Appends `h`; there must be room.
    #[inline(always)]
    pub fn push(&self, h: Entry) {
        let i = self.len.get();
        debug_assert!(i < self.cap.get());
        // SAFETY: there is room by contract, and `h` is live (T1).
        unsafe {
            *self.ptr.get().add(i) = h;
            (*h).aux.set(i as u32);
        }
        self.len.set(i + 1);
    }

    /// Takes `h` out: the last entry takes its place.
    ///
    /// # Safety
    /// `h` stands in this vector, and no entry is null.
    #[inline(always)]
    pub unsafe fn remove(&self, h: Entry) {
        let last_at = self.len.get() - 1;
        // SAFETY: T1 tells where `h` stands; the last entry is live.
        unsafe {
            let i = (*h).aux.get() as usize;
            debug_assert!(i <= last_at && *self.ptr.get().add(i) == h);
            let last = *self.ptr.get().add(last_at);
            *self.ptr.get().add(i) = last;
            (*last).aux.set(i as u32);
        }
        self.len.set(last_at);
    }

    /// Forgets the entries from `len` on.
    pub fn truncate(&self, len: usize) {
        debug_assert!(len <= self.len());
        self.len.set(len);
    }

    /// Room for `more` entries.
    #[cold]
    #[inline(never)]
    pub fn reserve(&self, heap: &Heap, more: usize) -> Result<(), OutOfMemory> {
        let need = self.len() + more;
        let old = self.cap.get();
        self.room.set(old);
        if need <= old {
            return Ok(());
        }
        let cap = need.max(old * 2).max(256);
        if cap > u32::MAX as usize {
            return Err(OutOfMemory);
        }
        let grow = (cap - old) * size_of::<Entry>();
        heap.charge(grow)?;
        if self.cap.get() != old {
            // Charging trimmed this very vector; the need is small then.
            heap.uncharge(grow);
            return if need <= self.cap.get() {
                Ok(())
            } else {
                Err(OutOfMemory)
            };
        }
        // SAFETY: `ptr` is null or was allocated with capacity `old`.
        let p = unsafe {
            if old == 0 {
                alloc(layout(cap))
            } else {
                realloc(
                    self.ptr.get() as *mut u8,
                    layout(old),
                    cap * size_of::<Entry>(),
                )
            }
        };
        if p.is_null() {
            heap.uncharge(grow);
            return Err(OutOfMemory);
        }
        self.ptr.set(p as *mut Entry);
        self.cap.set(cap);
        self.room.set(cap);
        Ok(())
    }

    /// Exchanges the contents of two vectors.
    pub fn swap(&self, other: &TrackedVec) {
        self.ptr.swap(&other.ptr);
        self.len.swap(&other.len);
        self.cap.swap(&other.cap);
        self.room.swap(&other.room);
    }

    /// Makes `is_full` true until the next `reserve`.
    pub fn close(&self) {
        self.room.set(0);
    }

    /// Gives memory back if there is much more than `keep` entries or twice the length need. Runs
    /// only where allocation may happen, or frees all.
    pub fn shrink(&self, heap: &Heap, keep: usize) {
        let (len, old) = (self.len(), self.cap.get());
        let cap = if len == 0 { 0 } else { (len * 2).max(keep) };
        if old <= keep.max(cap) {
            return;
        }
        let p = self.ptr.get() as *mut u8;
        // SAFETY: allocated with capacity `old`; the entries below `len` are kept.
        let p = unsafe {
            if cap == 0 {
                dealloc(p, layout(old));
                ptr::null_mut()
            } else {
                let q = realloc(p, layout(old), cap * size_of::<Entry>());
                if q.is_null() {
                    return;
                }
                q
            }
        };
        self.ptr.set(p as *mut Entry);
        self.cap.set(cap);
        self.room.set(self.room.get().min(cap));
        heap.uncharge((old - cap) * size_of::<Entry>());
    }
}
