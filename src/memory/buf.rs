//! [`Buf`]: the vector that objects keep their items in. Charged to its heap, fallible, 16 bytes.
//!
//! ```text
//! Buf { ptr, len }      ptr ─┐
//!            | heap, capacity | item 0 | item 1 | …
//! ```
//!
//! The prefix names the owning heap and the capacity, so dropping needs no context and an empty
//! `Buf` has no allocation. Up to 512 bytes (prefix included) are a block of the heap's pools, which
//! are charged as such; more comes from the system allocator and is charged one by one.
//!
//! Invariants:
//! - B1: `ptr` dangles (is aligned, non-null) while the capacity is 0; otherwise a prefix with the
//!   true capacity and a live heap stands 16 bytes before it.
//! - B2: items `0..len` are initialised, `len <= capacity`.
//! - B3: items are dropped only while the buffer no longer counts them (dropping a `Value` may free
//!   other objects, never this buffer's owner while it is borrowed).

use super::heap::{Heap, MAX_BLOCK, OutOfMemory};
use std::alloc::{Layout, alloc, dealloc, realloc};
use std::ops::{Bound, Deref, DerefMut, RangeBounds};
use std::ptr::{self, NonNull};

#[repr(C)]
struct Prefix {
    heap: *const Heap,
    cap: usize,
}

const PREFIX: usize = size_of::<Prefix>();

/// Bytes that a request of `bytes` takes: a block of the pools, or what the system allocator makes
/// of it (its own word more, rounded to 16).
#[inline(always)]
pub const fn footprint(bytes: usize) -> usize {
    if is_small(bytes) {
        (bytes + 15) & !15
    } else {
        (bytes + 8 + 15) & !15
    }
}

/// Whether an allocation of `bytes` is a block of the pools.
#[inline(always)]
const fn is_small(bytes: usize) -> bool {
    bytes <= MAX_BLOCK
}

/// Growable array of `T` owned by an object; see the module doc.
pub struct Buf<T> {
    ptr: NonNull<T>,
    len: usize,
}

impl<T> Buf<T> {
    const CHECK: () = assert!(align_of::<T>() <= 16 && size_of::<T>() > 0);

    /// An empty buffer; allocates nothing.
    #[inline(always)]
    pub const fn new() -> Buf<T> {
        const { Self::CHECK };
        Buf {
            ptr: NonNull::dangling(),
            len: 0,
        }
    }

    /// An empty buffer with room for `n` items.
    #[inline]
    pub fn with_capacity(heap: &Heap, n: usize) -> Result<Buf<T>, OutOfMemory> {
        let mut b = Buf::new();
        let cap = Self::fill_block(n);
        let bytes = Self::request(cap)?;
        if cap == 0 || !is_small(bytes) {
            b.set_capacity(heap, n)?;
            return Ok(b);
        }
        let p = Self::alloc(heap, bytes)?;
        // SAFETY: a fresh block of `bytes`: room for the prefix and `cap` items (B1).
        unsafe {
            (p as *mut Prefix).write(Prefix { heap, cap });
            b.ptr = NonNull::new_unchecked(p.add(PREFIX) as *mut T);
        }
        Ok(b)
    }

    #[inline(always)]
    fn is_dangling(&self) -> bool {
        self.ptr == NonNull::dangling()
    }

    #[inline(always)]
    fn prefix(&self) -> *mut Prefix {
        (self.ptr.as_ptr() as *mut u8).wrapping_sub(PREFIX) as *mut Prefix
    }

    /// Items that fit without growing.
    #[inline(always)]
    pub fn capacity(&self) -> usize {
        if self.is_dangling() {
            0
        } else {
            // SAFETY: B1.
            unsafe { (*self.prefix()).cap }
        }
    }

    /// Bytes of memory that this buffer takes.
    pub fn bytes(&self) -> usize {
        if self.is_dangling() {
            0
        } else {
            footprint(PREFIX + self.capacity() * size_of::<T>())
        }
    }

    #[inline(always)]
    pub fn as_slice(&self) -> &[T] {
        // SAFETY: B1, B2.
        unsafe { std::slice::from_raw_parts(self.ptr.as_ptr(), self.len) }
    }

    #[inline(always)]
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        // SAFETY: B1, B2.
        unsafe { std::slice::from_raw_parts_mut(self.ptr.as_ptr(), self.len) }
    }

    /// Bytes to ask for, for `n` items.
    #[inline(always)]
    fn request(n: usize) -> Result<usize, OutOfMemory> {
        match n
            .checked_mul(size_of::<T>())
            .and_then(|b| b.checked_add(PREFIX))
        {
            Some(b) if b <= isize::MAX as usize - 32 => Ok(b),
            _ => Err(OutOfMemory),
        }
    }

    fn layout(bytes: usize) -> Layout {
        // SAFETY: 16 is a power of two and `request` bounds the size.
        unsafe { Layout::from_size_align_unchecked(bytes, 16) }
    }

    /// `n`, or more if the block that `n` items need has room for them.
    #[inline(always)]
    fn fill_block(n: usize) -> usize {
        match n.checked_mul(size_of::<T>()) {
            Some(bytes) if n > 0 && bytes <= MAX_BLOCK - PREFIX => {
                (footprint(PREFIX + bytes) - PREFIX) / size_of::<T>()
            }
            _ => n,
        }
    }

    /// Changes the capacity to `n`, at least `len`. 0 frees the allocation.
    #[cold]
    #[inline(never)]
    fn set_capacity(&mut self, heap: &Heap, n: usize) -> Result<(), OutOfMemory> {
        debug_assert!(n >= self.len);
        let old = self.capacity();
        let n = Self::fill_block(n);
        if n == old {
            return Ok(());
        }
        if n == 0 {
            self.release_memory();
            return Ok(());
        }
        let bytes = Self::request(n)?;
        let old_bytes = PREFIX + old * size_of::<T>();
        // SAFETY: sizes are checked by `request`; B1: the prefix is where the old allocation starts
        // and `old` its true capacity. A fresh or moved prefix is written before `ptr` changes.
        unsafe {
            let p = if !is_small(bytes) && old != 0 && !is_small(old_bytes) {
                self.resize_large(heap, old_bytes, bytes)?
            } else {
                let p = Self::alloc(heap, bytes)?;
                ptr::copy_nonoverlapping(self.ptr.as_ptr(), p.add(PREFIX) as *mut T, self.len);
                self.release_memory();
                p
            };
            (p as *mut Prefix).write(Prefix { heap, cap: n });
            self.ptr = NonNull::new_unchecked(p.add(PREFIX) as *mut T);
        }
        Ok(())
    }

    /// A fresh allocation of `bytes`, charged.
    #[inline]
    fn alloc(heap: &Heap, bytes: usize) -> Result<*mut u8, OutOfMemory> {
        if is_small(bytes) {
            return heap
                .alloc_small_buffer(bytes)
                .map(NonNull::as_ptr)
                .ok_or(OutOfMemory);
        }
        heap.charge_buffer(footprint(bytes))?;
        // SAFETY: the layout isn't empty.
        let p = unsafe { alloc(Self::layout(bytes)) };
        if p.is_null() {
            heap.uncharge_buffer(footprint(bytes));
            return Err(OutOfMemory);
        }
        Ok(p)
    }

    /// Reallocates from one large size to another.
    ///
    /// # Safety
    /// The allocation has `old` bytes, and neither size is small.
    unsafe fn resize_large(
        &mut self,
        heap: &Heap,
        old: usize,
        new: usize,
    ) -> Result<*mut u8, OutOfMemory> {
        let (had, want) = (footprint(old), footprint(new));
        if want > had {
            heap.charge_buffer(want - had)?;
        }
        // SAFETY: by contract.
        let p = unsafe { realloc(self.prefix() as *mut u8, Self::layout(old), new) };
        if p.is_null() {
            if want > had {
                heap.uncharge_buffer(want - had);
            }
            return Err(OutOfMemory);
        }
        if want < had {
            heap.uncharge_buffer(had - want);
        }
        Ok(p)
    }

    /// Frees the allocation without touching items.
    #[inline]
    fn release_memory(&mut self) {
        if self.is_dangling() {
            return;
        }
        let bytes = PREFIX + self.capacity() * size_of::<T>();
        let p = self.prefix();
        self.ptr = NonNull::dangling();
        // SAFETY: B1; heaps outlive the buffers charged to them.
        unsafe {
            let heap = &*(*p).heap;
            if is_small(bytes) {
                heap.free_small_buffer(p as *mut u8);
            } else {
                heap.uncharge_buffer(footprint(bytes));
                dealloc(p as *mut u8, Self::layout(bytes));
            }
        }
    }

    /// Room for at least `more` items beyond `len`, growing by an eighth (and a little) at least,
    /// so that appending is amortised.
    #[inline(always)]
    pub fn reserve(&mut self, heap: &Heap, more: usize) -> Result<(), OutOfMemory> {
        if more > self.capacity() - self.len {
            self.grow(heap, more)
        } else {
            Ok(())
        }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, heap: &Heap, more: usize) -> Result<(), OutOfMemory> {
        let need = self.len.checked_add(more).ok_or(OutOfMemory)?;
        // Small buffers grow faster: what counts there is the number of steps.
        let step = match need {
            0..64 => need / 2 + 4,
            64..2048 => need / 4,
            _ => need / 8,
        };
        let roomy = need.saturating_add(step);
        match self.set_capacity(heap, roomy) {
            Ok(()) => Ok(()),
            // Near the cap, take what is needed and no more.
            Err(OutOfMemory) => self.set_capacity(heap, need),
        }
    }

    /// Room for exactly `more` items beyond `len`, if there is less.
    pub fn reserve_exact(&mut self, heap: &Heap, more: usize) -> Result<(), OutOfMemory> {
        if more <= self.capacity() - self.len {
            return Ok(());
        }
        let need = self.len.checked_add(more).ok_or(OutOfMemory)?;
        self.set_capacity(heap, need)
    }

    /// Gives back capacity beyond `len`, as far as that frees memory.
    pub fn shrink(&mut self) {
        if !self.is_dangling() && self.capacity() > self.len {
            // SAFETY: B1; the heap outlives its buffers.
            let heap = unsafe { &*(*self.prefix()).heap };
            // Shrinking charges nothing; if the allocator refuses, the buffer stays as it is.
            let _ = self.set_capacity(heap, self.len);
        }
    }

    #[inline(always)]
    pub fn push(&mut self, heap: &Heap, item: T) -> Result<(), OutOfMemory> {
        if self.len == self.capacity() {
            self.grow(heap, 1)?;
        }
        // SAFETY: there is room for one more (B2).
        unsafe { self.ptr.as_ptr().add(self.len).write(item) };
        self.len += 1;
        Ok(())
    }

    /// Appends if there is room; gives the item back otherwise. Never allocates.
    pub fn push_within(&mut self, item: T) -> Result<(), T> {
        if self.len == self.capacity() {
            return Err(item);
        }
        // SAFETY: there is room for one more (B2).
        unsafe { self.ptr.as_ptr().add(self.len).write(item) };
        self.len += 1;
        Ok(())
    }

    #[inline(always)]
    pub fn pop(&mut self) -> Option<T> {
        if self.len == 0 {
            return None;
        }
        self.len -= 1;
        // SAFETY: B2; the item is no longer counted, so it has one owner.
        Some(unsafe { self.ptr.as_ptr().add(self.len).read() })
    }

    /// Inserts before index `at`; an index beyond the end appends.
    pub fn insert(&mut self, heap: &Heap, at: usize, item: T) -> Result<(), OutOfMemory> {
        self.reserve(heap, 1)?;
        let at = at.min(self.len);
        // SAFETY: room for one more was reserved; the items behind `at` move up by one (B2).
        unsafe {
            let p = self.ptr.as_ptr().add(at);
            ptr::copy(p, p.add(1), self.len - at);
            p.write(item);
        }
        self.len += 1;
        Ok(())
    }

    /// Removes the item at `at` and closes the gap; `None` beyond the end.
    pub fn remove(&mut self, at: usize) -> Option<T> {
        if at >= self.len {
            return None;
        }
        self.len -= 1;
        // SAFETY: `at` is initialised (B2); the items behind it move down over it.
        unsafe {
            let p = self.ptr.as_ptr().add(at);
            let item = p.read();
            ptr::copy(p.add(1), p, self.len - at);
            Some(item)
        }
    }

    /// Removes the item at `at`, putting the last in its place; `None` beyond the end.
    pub fn swap_remove(&mut self, at: usize) -> Option<T> {
        if at >= self.len {
            return None;
        }
        let last = self.len - 1;
        self.as_mut_slice().swap(at, last);
        self.pop()
    }

    /// Drops the items from `len` on, the last first (the order in which CPython clears lists).
    pub fn truncate(&mut self, len: usize) {
        while self.len > len {
            // B3: `pop` stops counting the item before it is dropped.
            drop(self.pop());
        }
    }

    /// Drops all items, the last first, and the allocation.
    pub fn clear(&mut self) {
        drop(std::mem::take(self));
    }

    /// Takes the items out, leaving an empty buffer.
    pub fn take(&mut self) -> Buf<T> {
        std::mem::take(self)
    }

    /// Replaces `range` by `items`, whose number is exactly known, and gives back what was there.
    ///
    /// Nothing is dropped while the buffer is being changed. On `Err` the buffer is as it was.
    pub fn splice<I>(
        &mut self,
        heap: &Heap,
        range: impl RangeBounds<usize>,
        items: I,
    ) -> Result<Buf<T>, OutOfMemory>
    where
        I: IntoIterator<Item = T>,
        I::IntoIter: ExactSizeIterator,
    {
        let mut items = items.into_iter();
        let (start, end) = self.bounds(range);
        let add = items.len();
        let cut = end - start;
        let mut removed = Buf::with_capacity(heap, cut)?;
        self.reserve(heap, add.saturating_sub(cut))?;
        let tail = self.len - end;
        // SAFETY: `removed` has room for the cut items and takes them over; the gap is resized to
        // `add` with enough capacity reserved. `len` is `start` until the gap is filled, so that a
        // panicking or short iterator leaks the tail instead of exposing the gap (B2).
        unsafe {
            let p = self.ptr.as_ptr();
            ptr::copy_nonoverlapping(p.add(start), removed.ptr.as_ptr(), cut);
            removed.len = cut;
            self.len = start;
            ptr::copy(p.add(end), p.add(start + add), tail);
            let mut n = 0;
            while n < add {
                let Some(item) = items.next() else { break };
                p.add(start + n).write(item);
                n += 1;
            }
            if n < add {
                ptr::copy(p.add(start + add), p.add(start + n), tail);
            }
            self.len = start + n + tail;
        }
        Ok(removed)
    }

    /// Removes `range` and gives back what was there.
    pub fn cut(
        &mut self,
        heap: &Heap,
        range: impl RangeBounds<usize>,
    ) -> Result<Buf<T>, OutOfMemory> {
        self.splice(heap, range, std::iter::empty())
    }

    fn bounds(&self, range: impl RangeBounds<usize>) -> (usize, usize) {
        let start = match range.start_bound() {
            Bound::Included(&s) => s,
            Bound::Excluded(&s) => s.saturating_add(1),
            Bound::Unbounded => 0,
        };
        let end = match range.end_bound() {
            Bound::Included(&e) => e.saturating_add(1),
            Bound::Excluded(&e) => e,
            Bound::Unbounded => self.len,
        };
        let start = start.min(self.len);
        (start, end.min(self.len).max(start))
    }

    /// Appends what an iterator of known length yields.
    pub fn extend_exact<I>(&mut self, heap: &Heap, items: I) -> Result<(), OutOfMemory>
    where
        I: IntoIterator<Item = T>,
        I::IntoIter: ExactSizeIterator,
    {
        let items = items.into_iter();
        self.reserve(heap, items.len())?;
        for item in items {
            self.push(heap, item)?;
        }
        Ok(())
    }

    /// Appends copies of `items`.
    pub fn extend_from_slice(&mut self, heap: &Heap, items: &[T]) -> Result<(), OutOfMemory>
    where
        T: Clone,
    {
        self.reserve(heap, items.len())?;
        for item in items {
            // SAFETY: room for all was reserved; `len` counts only what is written (B2).
            unsafe { self.ptr.as_ptr().add(self.len).write(item.clone()) };
            self.len += 1;
        }
        Ok(())
    }

    /// A buffer with copies of `items` and no spare room.
    pub fn from_slice(heap: &Heap, items: &[T]) -> Result<Buf<T>, OutOfMemory>
    where
        T: Clone,
    {
        let mut b = Buf::with_capacity(heap, items.len())?;
        b.extend_from_slice(heap, items)?;
        Ok(b)
    }

    /// Grows or shrinks to `len` items, new ones being copies of `item`.
    pub fn resize(&mut self, heap: &Heap, len: usize, item: T) -> Result<(), OutOfMemory>
    where
        T: Clone,
    {
        if len <= self.len {
            self.truncate(len);
            return Ok(());
        }
        self.reserve(heap, len - self.len)?;
        while self.len < len {
            self.push(heap, item.clone())?;
        }
        Ok(())
    }

    /// Keeps the items for which `keep` says so; `keep` must not panic.
    pub fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        let n = self.len;
        let p = self.ptr.as_ptr();
        let mut kept = 0;
        // SAFETY: B2; while items move, `len` is 0, so no item is seen twice.
        unsafe {
            self.len = 0;
            for i in 0..n {
                if keep(&*p.add(i)) {
                    ptr::copy(p.add(i), p.add(kept), 1);
                    kept += 1;
                } else {
                    ptr::drop_in_place(p.add(i));
                }
            }
        }
        self.len = kept;
    }
}

impl<T> Default for Buf<T> {
    fn default() -> Buf<T> {
        Buf::new()
    }
}

impl<T> Drop for Buf<T> {
    #[inline]
    fn drop(&mut self) {
        if !self.is_dangling() {
            if std::mem::needs_drop::<T>() {
                self.truncate(0);
            }
            self.release_memory();
        }
    }
}

impl<T> Deref for Buf<T> {
    type Target = [T];
    #[inline(always)]
    fn deref(&self) -> &[T] {
        self.as_slice()
    }
}

impl<T> DerefMut for Buf<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [T] {
        self.as_mut_slice()
    }
}

impl<T: std::fmt::Debug> std::fmt::Debug for Buf<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.as_slice().fmt(f)
    }
}

impl<'a, T> IntoIterator for &'a Buf<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> std::slice::Iter<'a, T> {
        self.as_slice().iter()
    }
}

impl<'a, T> IntoIterator for &'a mut Buf<T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;
    fn into_iter(self) -> std::slice::IterMut<'a, T> {
        self.as_mut_slice().iter_mut()
    }
}

/// The items of a [`Buf`], by value.
pub struct IntoIter<T> {
    /// Its `len` is 0: the items `next..end` belong to the iterator.
    buf: Buf<T>,
    next: usize,
    end: usize,
}

impl<T> IntoIterator for Buf<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> {
        let mut buf = self;
        let end = std::mem::replace(&mut buf.len, 0);
        IntoIter { buf, next: 0, end }
    }
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        if self.next == self.end {
            return None;
        }
        self.next += 1;
        // SAFETY: items `next..end` are initialised and owned by the iterator.
        Some(unsafe { self.buf.ptr.as_ptr().add(self.next - 1).read() })
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.end - self.next, Some(self.end - self.next))
    }
}

impl<T> DoubleEndedIterator for IntoIter<T> {
    fn next_back(&mut self) -> Option<T> {
        if self.next == self.end {
            return None;
        }
        self.end -= 1;
        // SAFETY: as in `next`.
        Some(unsafe { self.buf.ptr.as_ptr().add(self.end).read() })
    }
}

impl<T> ExactSizeIterator for IntoIter<T> {}

impl<T> Drop for IntoIter<T> {
    fn drop(&mut self) {
        for _ in self.by_ref() {}
    }
}

const _: () = assert!(size_of::<Buf<u64>>() == 16);
