//! Accounting: every byte that a script causes to be held is charged here, against the cap.
//!
//! Pools are charged when their memory is committed, buffers by what the system allocator takes for
//! them, and whoever else holds memory for a script charges it. See M3 in `heap.rs`.

use super::heap::{Heap, OutOfMemory};

/// The largest part of the cap that is kept for handlers of MemoryError.
const RESERVE: usize = 64 << 10;

impl Heap {
    /// Accounts for `bytes` that are about to be taken from the system.
    #[inline]
    pub fn charge(&self, bytes: usize) -> Result<(), OutOfMemory> {
        if self.counts_allocations() {
            self.count_allocation()?;
        }
        self.charge_raw(bytes)
    }

    #[inline(always)]
    pub(super) fn charge_raw(&self, bytes: usize) -> Result<(), OutOfMemory> {
        match self.held.get().checked_add(bytes) {
            Some(held) if held <= self.limit.get() => {
                self.held.set(held);
                Ok(())
            }
            _ => self.charge_slow(bytes),
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn charge_slow(&self, bytes: usize) -> Result<(), OutOfMemory> {
        // Idle pools count as held; giving them back may make room.
        self.trim();
        match self.held.get().checked_add(bytes) {
            Some(held) if held <= self.limit.get() => {
                self.held.set(held);
                Ok(())
            }
            _ => Err(OutOfMemory),
        }
    }

    /// Takes back a charge.
    #[inline]
    pub fn uncharge(&self, bytes: usize) {
        let held = self.held.get();
        debug_assert!(held >= bytes, "uncharged more than was charged");
        self.peak.set(self.peak.get().max(held));
        self.held.set(held - bytes);
    }

    #[inline]
    pub(super) fn charge_buffer(&self, bytes: usize) -> Result<(), OutOfMemory> {
        self.charge(bytes)?;
        self.buffer_bytes.set(self.buffer_bytes.get() + bytes);
        Ok(())
    }

    #[inline]
    pub(super) fn uncharge_buffer(&self, bytes: usize) {
        self.uncharge(bytes);
        self.buffer_bytes.set(self.buffer_bytes.get() - bytes);
    }

    /// Whether `bytes` more could be charged now, without charging them: what is known to be too
    /// much is refused before it starts.
    pub fn could_hold(&self, bytes: usize) -> bool {
        bytes <= isize::MAX as usize
            && self
                .held
                .get()
                .checked_add(bytes)
                .is_some_and(|h| h <= self.limit.get())
    }

    /// Bytes held: committed pools, buffers, everything charged.
    pub fn held_bytes(&self) -> usize {
        self.held.get()
    }

    /// Most bytes ever held.
    pub fn peak_bytes(&self) -> usize {
        self.peak.get().max(self.held.get())
    }

    /// Bytes of buffers.
    pub fn buffer_bytes(&self) -> usize {
        self.buffer_bytes.get()
    }

    pub fn cap(&self) -> Option<usize> {
        (self.cap.get() != usize::MAX).then(|| self.cap.get())
    }

    /// Changes the cap; what is held beyond it stays, but nothing can be added.
    pub fn set_cap(&self, cap: Option<usize>) {
        self.cap.set(cap.unwrap_or(usize::MAX));
        self.update_limit();
    }

    /// Lets allocations use the last part of the cap (for code that handles MemoryError). Nests.
    pub fn open_reserve(&self) {
        self.reserve_open.set(self.reserve_open.get() + 1);
        self.update_limit();
    }

    pub fn close_reserve(&self) {
        debug_assert!(self.reserve_open.get() > 0);
        self.reserve_open
            .set(self.reserve_open.get().saturating_sub(1));
        self.update_limit();
    }

    pub(super) fn update_limit(&self) {
        let cap = self.cap.get();
        let reserve = if cap == usize::MAX || self.reserve_open.get() > 0 {
            0
        } else {
            RESERVE.min(cap / 16)
        };
        self.limit.set(cap - reserve);
    }
}
