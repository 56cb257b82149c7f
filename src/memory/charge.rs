//! [`Charge`]: ties memory that a library allocates for an object (a big integer's words) to the
//! heap that the object is in. [`Held`]: the same for a number of bytes that it knows itself.
//!
//! Invariant C1: a `Charge` is owned by an object of its heap, or by what is about to become one, so
//! the heap outlives it, as it outlives every buffer (B1 of `buf.rs`).

use super::heap::{Heap, OutOfMemory};
use std::cell::Cell;
use std::ptr::NonNull;

/// A heap that bytes were charged to; whoever holds it knows how many.
pub struct Charge {
    heap: NonNull<Heap>,
}

impl Charge {
    /// Charges `bytes`.
    pub fn new(heap: &Heap, bytes: usize) -> Result<Charge, OutOfMemory> {
        if bytes > 0 {
            heap.charge_buffer(bytes)?;
        }
        Ok(Charge {
            heap: NonNull::from(heap),
        })
    }

    /// Takes back a charge of `bytes`, which must be what was charged.
    pub fn release(&self, bytes: usize) {
        if bytes > 0 {
            // SAFETY: C1.
            unsafe { self.heap.as_ref() }.uncharge_buffer(bytes);
        }
    }
}

/// Bytes charged to a heap as long as this lives.
pub struct Held {
    charge: Charge,
    bytes: Cell<usize>,
}

impl Held {
    /// Charges `bytes`.
    pub fn new(heap: &Heap, bytes: usize) -> Result<Held, OutOfMemory> {
        let charge = Charge::new(heap, bytes)?;
        Ok(Held {
            charge,
            bytes: Cell::new(bytes),
        })
    }

    /// Charges `more` bytes as well.
    pub fn grow(&self, more: usize) -> Result<(), OutOfMemory> {
        if more > 0 {
            // SAFETY: C1.
            unsafe { self.charge.heap.as_ref() }.charge_buffer(more)?;
            self.bytes.set(self.bytes.get() + more);
        }
        Ok(())
    }

    pub fn bytes(&self) -> usize {
        self.bytes.get()
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.charge.release(self.bytes.get());
    }
}
