//! The table of interned strings: weak, so that what nobody uses any more goes away.
//!
//! Open addressing by the string's hash. Entries are not counted; a string that dies takes itself
//! out (`STR_LAYOUT`'s drop).
//!
//! Invariant IN1: each entry is a live exact string with the INTERNED mark, and each string with
//! the mark is in the table of its heap.

use super::buf::Buf;
use super::header::{Header, payload};
use super::heap::{Heap, OutOfMemory};
use super::inline::Str;
use super::value::Value;
use std::cell::{Cell, UnsafeCell};
use std::ptr;

const GONE: *mut Header = ptr::dangling_mut();

/// See the module doc.
pub(super) struct InternTable {
    slots: UnsafeCell<Buf<*mut Header>>,
    /// Live entries, and live or deleted ones.
    live: Cell<usize>,
    used: Cell<usize>,
}

impl InternTable {
    pub const fn new() -> InternTable {
        InternTable {
            slots: UnsafeCell::new(Buf::new()),
            live: Cell::new(0),
            used: Cell::new(0),
        }
    }
}

impl Heap {
    /// Number of interned strings alive.
    pub fn interned_count(&self) -> usize {
        self.intern.live.get()
    }

    /// The interned string with these bytes.
    pub fn interned(&self, text: &[u8]) -> Option<Value> {
        let h = self.find_interned(text, self.hash_bytes(text))?;
        // SAFETY: IN1: the entry is alive.
        Some(unsafe { Value::share(h) })
    }

    fn find_interned(&self, text: &[u8], hash: u32) -> Option<*mut Header> {
        // SAFETY: nothing in this file runs other code while it looks at the slots.
        let slots = unsafe { &*self.intern.slots.get() };
        if slots.is_empty() {
            return None;
        }
        let mask = slots.len() - 1;
        let mut i = hash as usize & mask;
        loop {
            let h = slots[i];
            if h.is_null() {
                return None;
            }
            if h != GONE {
                // SAFETY: IN1.
                let s = unsafe { &*payload::<Str>(h) };
                if s.cached_hash() == hash && s.bytes() == text {
                    return Some(h);
                }
            }
            i = (i + 1) & mask;
        }
    }

    /// Interns `v`, an exact string: gives back the string that stands for its text.
    pub fn intern(&self, v: Value) -> Result<Value, OutOfMemory> {
        let hash = self.hash_str(&v);
        let h = v.header_ptr();
        // SAFETY: the caller passes a string.
        let text = unsafe { (*payload::<Str>(h)).bytes() };
        if let Some(found) = self.find_interned(text, hash) {
            // SAFETY: IN1.
            return Ok(unsafe { Value::share(found) });
        }
        self.grow_interned()?;
        // SAFETY: as in `find_interned`; `v` is alive and exclusively marked here.
        unsafe {
            insert(&mut *self.intern.slots.get(), h, hash);
            (*payload::<Str>(h)).set_interned(true);
        }
        self.intern.live.set(self.intern.live.get() + 1);
        self.intern.used.set(self.intern.used.get() + 1);
        Ok(v)
    }

    fn grow_interned(&self) -> Result<(), OutOfMemory> {
        // SAFETY: as in `find_interned`.
        let slots = unsafe { &mut *self.intern.slots.get() };
        if (self.intern.used.get() + 1) * 3 < slots.len() * 2 {
            return Ok(());
        }
        let size = ((self.intern.live.get() + 1) * 3)
            .next_power_of_two()
            .max(512);
        let mut fresh: Buf<*mut Header> = Buf::with_capacity(self, size)?;
        fresh.resize(self, size, ptr::null_mut())?;
        for &h in slots.iter().filter(|h| !h.is_null() && **h != GONE) {
            // SAFETY: IN1.
            let hash = unsafe { (*payload::<Str>(h)).cached_hash() };
            insert(&mut fresh, h, hash);
        }
        *slots = fresh;
        self.intern.used.set(self.intern.live.get());
        Ok(())
    }

    /// Takes a dying interned string out of the table.
    pub(super) fn forget_interned(&self, h: *mut Header) {
        // SAFETY: the dying string's payload is still whole.
        let hash = unsafe { (*payload::<Str>(h)).cached_hash() };
        // SAFETY: as in `find_interned`.
        let slots = unsafe { &mut *self.intern.slots.get() };
        if slots.is_empty() {
            return;
        }
        let mask = slots.len() - 1;
        let mut i = hash as usize & mask;
        while !slots[i].is_null() {
            if slots[i] == h {
                slots[i] = GONE;
                self.intern.live.set(self.intern.live.get() - 1);
                return;
            }
            i = (i + 1) & mask;
        }
    }

    /// Empties the table before the heap is dropped.
    pub(super) fn close_interned(&self) {
        // SAFETY: as in `find_interned`.
        unsafe { *self.intern.slots.get() = Buf::new() };
        self.intern.live.set(0);
        self.intern.used.set(0);
    }
}

fn insert(slots: &mut Buf<*mut Header>, h: *mut Header, hash: u32) {
    let mask = slots.len() - 1;
    let mut i = hash as usize & mask;
    while !slots[i].is_null() && slots[i] != GONE {
        i = (i + 1) & mask;
    }
    slots[i] = h;
}
