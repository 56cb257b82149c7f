//! Work that freeing objects leaves for the VM: finalizers to run and weak reference callbacks.
//!
//! Dropping a reference never runs Python. An object whose last reference goes away while its
//! finalizer has not run is kept alive by the queue here instead. The VM drains the queue before its
//! next op, with [`Heap::next_pending`].
//!
//! The order is depth-first, as if each finalizer had run at the moment of the release: what one
//! entry causes comes before the entries that were waiting already; what one release causes stays in
//! order.
//!
//! Invariants:
//! - Q1: the queue has room for one entry of each object with FLAG_FINALIZER and not FLAG_FINALIZED,
//!   and of each registered weak reference with a callback (`reserved` of them), so that queueing
//!   never allocates.
//! - Q2: the same objects (of the first sort) have a creation serial in `serials`.

use super::addr_map::AddrMap;
use super::buf::Buf;
use super::header::{FLAG_FINALIZED, FLAG_FINALIZER, Header};
use super::heap::{Heap, OutOfMemory};
use super::value::Value;
use std::cell::{Cell, RefCell};

/// One thing for the VM to do.
#[derive(Debug)]
pub enum Work {
    /// Run the object's finalizer (`__del__`, or close the generator), then drop it. It is marked as
    /// finalized already.
    Finalize(Value),
    /// Call the callback of this weak reference object, whose referent is gone.
    Callback(Value),
    /// Collect this generation, and tell who wants to know of it.
    Collect(u8),
}

pub(crate) struct Pending {
    /// A stack: the next one is last, but for the entries from `fresh` on, which stand in the order
    /// in which they came.
    queue: RefCell<Buf<Work>>,
    fresh: Cell<usize>,
    len: Cell<usize>,
    reserved: Cell<usize>,
    serials: RefCell<AddrMap>,
    next_serial: Cell<u64>,
}

impl Pending {
    pub const fn new() -> Pending {
        Pending {
            queue: RefCell::new(Buf::new()),
            fresh: Cell::new(0),
            len: Cell::new(0),
            reserved: Cell::new(0),
            serials: RefCell::new(AddrMap::new()),
            next_serial: Cell::new(0),
        }
    }

    #[inline(always)]
    pub fn any(&self) -> bool {
        self.len.get() != 0
    }

    /// Makes room for one more possible entry (Q1).
    pub fn reserve(&self, heap: &Heap) -> Result<(), OutOfMemory> {
        self.queue
            .borrow_mut()
            .reserve(heap, self.reserved.get() + 1)?;
        self.reserved.set(self.reserved.get() + 1);
        Ok(())
    }

    /// The possible entry will not come.
    pub fn unreserve(&self) {
        debug_assert!(self.reserved.get() > 0);
        self.reserved.set(self.reserved.get() - 1);
    }

    /// An object gets a finalizer.
    pub fn enrol(&self, heap: &Heap, h: *const Header) -> Result<(), OutOfMemory> {
        self.reserve(heap)?;
        let serial = self.next_serial.get() + 1;
        if self
            .serials
            .borrow_mut()
            .insert(heap, h as usize, serial)
            .is_err()
        {
            self.unreserve();
            return Err(OutOfMemory);
        }
        self.next_serial.set(serial);
        Ok(())
    }

    /// The object has no finalizer to run any more.
    pub fn dismiss(&self, h: *const Header) {
        if self.serials.borrow_mut().remove(h as usize).is_some() {
            self.unreserve();
        }
    }

    pub fn serial(&self, h: *const Header) -> Option<u64> {
        self.serials.borrow().get(h as usize)
    }

    /// Number of objects that have a finalizer to run.
    pub fn finalizable(&self) -> usize {
        self.serials.borrow().len()
    }

    /// Q1, for the verifier.
    pub fn has_room(&self) -> bool {
        let q = self.queue.borrow();
        q.capacity() - q.len() >= self.reserved.get()
    }

    /// Queues work, using a reserved place.
    pub fn push(&self, work: Work) {
        self.unreserve();
        let mut q = self.queue.borrow_mut();
        let pushed = q.push_within(work);
        self.len.set(q.len());
        // Q1: there was room.
        debug_assert!(pushed.is_ok());
    }

    /// Queues the finalizers of objects that a collection found, by creation.
    pub fn push_finalizers(&self, each: impl FnOnce(&mut dyn FnMut(Value))) {
        let from = self.len.get();
        each(&mut |v| self.push(Work::Finalize(v)));
        let mut serials = self.serials.borrow_mut();
        let mut q = self.queue.borrow_mut();
        let serial = |w: &Work| match w {
            Work::Finalize(v) | Work::Callback(v) => {
                serials.get(v.header_ptr() as usize).unwrap_or(0)
            }
            Work::Collect(_) => 0,
        };
        q[from..].sort_unstable_by_key(serial);
        for w in &q[from..] {
            if let Work::Finalize(v) = w {
                serials.remove(v.header_ptr() as usize);
            }
        }
    }

    /// An object with a finalizer to run lost its last reference: the queue takes it over.
    pub fn push_dead(&self, v: Value) {
        self.serials.borrow_mut().remove(v.header_ptr() as usize);
        self.push(Work::Finalize(v));
    }

    fn pop(&self) -> Option<Work> {
        let mut q = self.queue.borrow_mut();
        q[self.fresh.get()..].reverse();
        let work = q.pop();
        self.len.set(q.len());
        self.fresh.set(q.len());
        work
    }

    /// Calls `f` with each queued value (they are roots).
    pub fn for_each(&self, mut f: impl FnMut(&Value)) {
        for w in self.queue.borrow().iter() {
            match w {
                Work::Finalize(v) | Work::Callback(v) => f(v),
                Work::Collect(_) => {}
            }
        }
    }

    /// Forgets everything, dropping what is queued.
    pub fn close(&self) {
        self.len.set(0);
        self.fresh.set(0);
        self.reserved.set(0);
        let q = self.queue.take();
        drop(q);
        self.serials.borrow_mut().clear();
    }
}

impl Heap {
    /// Number of things that wait.
    pub fn pending_len(&self) -> usize {
        self.pending.len.get()
    }

    /// The next thing to do. What its doing and dropping queues comes before the rest.
    pub fn next_pending(&self) -> Option<Work> {
        let work = self.pending.pop()?;
        if let Work::Finalize(v) = &work
            && let Some(h) = v.header()
        {
            h.set(FLAG_FINALIZED);
        }
        Some(work)
    }

    /// Queues a collection that the VM is to run. False without memory.
    pub fn request_collection(&self, generation: u8) -> bool {
        let room = self.pending.reserve(self).is_ok();
        if room {
            self.pending.push(Work::Collect(generation));
        }
        room
    }

    /// From now on something runs before the object is freed (its class got a `__del__`, a generator
    /// was suspended where `finally` blocks wait). Objects made with FLAG_FINALIZER have it already.
    pub fn add_finalizer(&self, v: &Value) -> Result<(), OutOfMemory> {
        match v.header() {
            Some(h) if !h.has(FLAG_FINALIZER) => {
                self.pending.enrol(self, h)?;
                h.unset(FLAG_FINALIZED);
                h.set(FLAG_FINALIZER);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Whether something is to run before the object is freed.
    pub fn has_finalizer(&self, v: &Value) -> bool {
        v.header().is_some_and(|h| h.has(FLAG_FINALIZER))
    }

    /// How many finalizers and callbacks of weak references may yet run, or wait to.
    pub fn possible_work(&self) -> usize {
        self.pending.reserved.get() + self.pending.len.get()
    }

    /// Nothing needs to run before the object is freed any more.
    pub fn remove_finalizer(&self, v: &Value) {
        if let Some(h) = v.header()
            && h.has(FLAG_FINALIZER)
        {
            h.unset(FLAG_FINALIZER);
            self.pending.dismiss(h);
        }
    }
}
