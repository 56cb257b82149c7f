//! The heap of one VM: hands out blocks, owns arenas and pools, and accounts for every byte.
//!
//! ```text
//! Heap ─┬─ class lists: pools with room, one list a size class; `current` is each list's head
//!       ├─ arenas by number of free pools (fullest first)
//!       ├─ tracked objects: young, middle (the old ones are found by walking pools)
//!       ├─ weak reference table, finalizer table, queue of pending work for the VM
//!       └─ accounting: held bytes against the cap
//! ```
//!
//! A heap lives at a stable address (a `Box`), which every pool names: a block finds its heap by
//! masking its address, so dropping a reference needs no context. All methods take `&self`; a heap
//! is neither `Send` nor `Sync` by itself (its VM moves as a whole).
//!
//! Invariants:
//! - M1: pools of this heap name it as long as they are in use; the heap outlives all its blocks.
//! - M2: `current[c]` is the head of `lists[c]`, or the sentinel, which has no blocks. In stress mode
//!   it is always the sentinel, so that each allocation takes the slow path.
//! - M3: `held` is the sum of committed pools, buffers and whatever else was charged.
//!
//! Nothing in this file collects or runs Python. `charge`, `new_*`, `track`, `alloc_block` may
//! allocate; releasing never does.

use super::arena::{Arena, POOLS};
use super::header::{
    FLAG_FINALIZER, FLAG_HEAP_TYPE, FLAG_MARK, FLAG_TRACKED, GEN_MASK, Header, Kind, Payload,
    payload,
};
use super::pending::Pending;
use super::pool::{FreeBlock, HEAD, Pool};
use super::shape::Shape;
use super::size_class::{CLASSES, POOL_CLASSES, class_of, class_size};
use super::tracked::TrackedVec;
use super::value::Value;
use super::weak::WeakTable;
use std::cell::{Cell, RefCell};
use std::ptr::{self, NonNull};

pub use super::size_class::MAX_BLOCK;

/// Memory ran out: the cap was reached, or the system has no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfMemory;

impl std::fmt::Display for OutOfMemory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("out of memory")
    }
}

impl std::error::Error for OutOfMemory {}

/// What makes memory errors show early, for tests.
#[derive(Clone, Debug, Default)]
pub struct StressConfig {
    /// `gc_due` says yes at every allocation.
    pub collect_every_alloc: bool,
    /// With `collect_every_alloc`: after so many collections of the young, `gc_due` waits for
    /// [`LATER_STRESS`] young objects each time. None: never.
    pub collect_budget: Option<u64>,
    /// The n-th allocation (of a block or a charge, from 1) fails; later ones succeed again.
    pub fail_nth: Option<u64>,
    /// Freed blocks are overwritten with [`POISON`].
    pub poison: bool,
}

/// Young objects that make a collection due once the budget of stress mode is spent.
pub const LATER_STRESS: usize = 64;

/// What freed blocks are filled with behind their first 16 bytes in poison mode.
pub const POISON: u8 = 0xDD;

/// How a heap is set up.
#[derive(Clone, Debug, Default)]
pub struct HeapConfig {
    /// Most bytes the heap may hold: pools, buffers and everything charged. None: no limit.
    pub cap: Option<usize>,
    /// Key of the hashes of strings and bytes; the heap only keeps it for the VM.
    pub hash_seed: u64,
    pub stress: StressConfig,
}

/// See the module doc.
pub struct Heap {
    // What the fast paths touch comes first.
    pub(super) current: [Cell<*const Pool>; POOL_CLASSES],
    pub(super) young: TrackedVec,
    /// `gc_due` when `young` has as many.
    pub(super) young_limit: Cell<usize>,
    /// Depth of nested frees (`release.rs`).
    pub(super) depth: Cell<u32>,
    pub(super) poison: Cell<bool>,
    pub(super) held: Cell<usize>,
    /// What `held` may reach now: the cap, less the reserve unless that is open.
    pub(super) limit: Cell<usize>,
    pub(super) peak: Cell<usize>,
    pub(super) buffer_bytes: Cell<usize>,
    pub(super) cap: Cell<usize>,
    pub(super) reserve_open: Cell<u32>,
    /// Dead objects whose payload is dropped later, linked through `aux`.
    pub(super) deferred: Cell<*mut Header>,
    pub(super) deferred_last: Cell<*mut Header>,
    /// The heap is being dropped: no finalizers, nothing is freed one by one.
    pub(super) closing: Cell<bool>,
    pub(super) lists: [Cell<*mut Pool>; POOL_CLASSES],
    sentinel: Pool,
    // Arenas.
    pub(super) arenas: RefCell<Vec<*mut Arena>>,
    /// Arenas with i free pools, for i in 1..=64; bit i-1 of `bucket_bits` says whether there are any.
    pub(super) buckets: [Cell<*mut Arena>; POOLS + 1],
    pub(super) bucket_bits: Cell<u64>,
    pub(super) arena_count: Cell<usize>,
    /// A whole arena is kept when it becomes empty, so that a heap at its edge doesn't thrash.
    pub(super) kept: Cell<usize>,
    stress: StressConfig,
    allocations: Cell<u64>,
    /// With `fail_nth`: the numbers of the allocations that fail, the last not included.
    failing: Cell<(u64, u64)>,
    hash_seed: u64,
    pub(super) gc: super::gc::GcState,
    pub(super) weak: WeakTable,
    pub(super) pending: Pending,
    pub(super) intern: super::intern::InternTable,
}

impl Heap {
    /// An empty heap. Maps nothing yet.
    pub fn new(config: HeapConfig) -> Box<Heap> {
        let counting = config.stress.fail_nth.is_some();
        let first = config.stress.fail_nth.unwrap_or(u64::MAX);
        let heap = Box::new(Heap {
            current: [const { Cell::new(ptr::null()) }; POOL_CLASSES],
            young: TrackedVec::new(),
            young_limit: Cell::new(0),
            depth: Cell::new(0),
            poison: Cell::new(config.stress.poison),
            held: Cell::new(0),
            limit: Cell::new(0),
            peak: Cell::new(0),
            buffer_bytes: Cell::new(0),
            cap: Cell::new(config.cap.unwrap_or(usize::MAX)),
            reserve_open: Cell::new(0),
            deferred: Cell::new(ptr::null_mut()),
            deferred_last: Cell::new(ptr::null_mut()),
            closing: Cell::new(false),
            lists: [const { Cell::new(ptr::null_mut()) }; POOL_CLASSES],
            sentinel: Pool::empty(),
            arenas: RefCell::new(Vec::new()),
            buckets: [const { Cell::new(ptr::null_mut()) }; POOLS + 1],
            bucket_bits: Cell::new(0),
            arena_count: Cell::new(0),
            kept: Cell::new(0),
            stress: config.stress,
            allocations: Cell::new(0),
            failing: Cell::new((first, first.saturating_add(1))),
            hash_seed: config.hash_seed,
            gc: super::gc::GcState::new(),
            weak: WeakTable::new(),
            pending: Pending::new(),
            intern: super::intern::InternTable::new(),
        });
        for c in &heap.current {
            c.set(&heap.sentinel);
        }
        heap.update_limit();
        heap.update_young_limit();
        debug_assert!(!counting || heap.counts_allocations());
        heap
    }

    pub fn hash_seed(&self) -> u64 {
        self.hash_seed
    }

    pub fn stress(&self) -> &StressConfig {
        &self.stress
    }

    /// The heap that an object in a pool belongs to.
    #[inline(always)]
    pub fn of(h: &Header) -> &Heap {
        // SAFETY: M1.
        unsafe { &*(*Pool::of(h)).heap.get() }
    }

    /// Bytes of the block at `h`.
    #[inline(always)]
    /// Address of an object relative to its pool's arena order: repeats from run to run for the
    /// same allocations, as the arenas' own addresses don't.
    pub fn relative_address(&self, h: &Header) -> u64 {
        self.arena_relative(h as *const Header as usize) as u64
    }

    pub fn block_size(h: *const Header) -> usize {
        // SAFETY: objects live in pools, whose header stands at the masked address.
        unsafe { (*Pool::of(h)).block.get() as usize }
    }

    // ---- objects ----

    /// Makes an object with one reference. Never collects and never runs Python. Payloads with
    /// `TRACKED` are tracked at once. With `FLAG_HEAP_TYPE` the object counts its type and has an
    /// unbound extension word (`instance.rs`, I2).
    #[inline]
    pub fn new_object<T: Payload>(
        &self,
        shape: *const Shape,
        flags: u8,
        payload: T,
    ) -> Result<Value, OutOfMemory> {
        self.new_object_tail(shape, flags, payload, 0)
    }

    /// As [`Heap::new_object`], with `tail` zeroed bytes behind the payload. Header, payload, tail
    /// (and extension) must fit into [`MAX_BLOCK`]; otherwise this is `OutOfMemory`.
    #[inline]
    pub fn new_object_tail<T: Payload>(
        &self,
        shape: *const Shape,
        flags: u8,
        content: T,
        tail: usize,
    ) -> Result<Value, OutOfMemory> {
        let base = const {
            assert!(size_of::<Header>() + size_of::<T>() + 8 <= MAX_BLOCK);
            size_of::<Header>() + size_of::<T>()
        };
        let has_ext = flags & FLAG_HEAP_TYPE != 0 && T::KIND as u8 != Kind::Instance as u8;
        let bytes = base + tail + if has_ext { size_of::<Value>() } else { 0 };
        if bytes > MAX_BLOCK {
            return Err(OutOfMemory);
        }
        let class = class_of(bytes);
        let h = self.alloc_class(class) as *mut Header;
        if h.is_null() {
            return Err(OutOfMemory);
        }
        // The header is written once, flags and all: a byte changed right after would make the next
        // read of the whole word wait for the store.
        let flags = if T::TRACKED {
            flags | FLAG_TRACKED
        } else {
            flags
        };
        // SAFETY: the block is ours and big enough; header, payload, tail and extension word are all
        // written before the object is published (H1).
        unsafe {
            h.write(Header::new(shape, T::KIND, flags));
            payload::<T>(h).write(content);
            let p = h as *mut u8;
            if tail > 0 {
                ptr::write_bytes(p.add(base), 0, tail);
            }
            if has_ext {
                (p.add(class_size(class)) as *mut Value)
                    .sub(1)
                    .write(Value::UNBOUND);
            }
            self.publish(h, flags)
        }
    }

    /// A block for an object that the caller lays out itself (`inline.rs`). Its first 16 bytes must
    /// become a valid header before anything else happens to the heap, and the whole must go through
    /// [`Heap::publish`]. Never used for anything but objects: walks take every block for one.
    ///
    /// # Safety
    /// See above. `bytes` is at most [`MAX_BLOCK`].
    #[inline]
    pub unsafe fn alloc_block(&self, bytes: usize) -> Result<*mut u8, OutOfMemory> {
        if bytes > MAX_BLOCK {
            return Err(OutOfMemory);
        }
        let b = self.alloc_class(class_of(bytes.max(1)));
        if b.is_null() { Err(OutOfMemory) } else { Ok(b) }
    }

    /// Turns a block from [`Heap::alloc_block`] into a value: tracks it, counts the heap type and
    /// registers the finalizer, as `flags` say. On `Err` the object has been dropped.
    ///
    /// # Safety
    /// Header (with one reference and these flags), payload and extension are initialised; nobody
    /// else has it.
    #[inline(always)]
    pub unsafe fn publish(&self, h: *mut Header, flags: u8) -> Result<Value, OutOfMemory> {
        // SAFETY: by contract; S1: the shape names a live type.
        unsafe {
            if flags & FLAG_TRACKED != 0 {
                self.make_young(h);
            }
            if flags & FLAG_HEAP_TYPE != 0 {
                std::mem::forget((*h).shape().type_ref().clone());
            }
            if flags & FLAG_FINALIZER != 0 {
                return self.publish_finalizable(h);
            }
            Ok(Value::from_header(h))
        }
    }

    /// # Safety
    /// As [`Heap::publish`], of which only this is left to do.
    #[cold]
    #[inline(never)]
    unsafe fn publish_finalizable(&self, h: *mut Header) -> Result<Value, OutOfMemory> {
        // SAFETY: by contract.
        unsafe {
            let registered = self.pending.enrol(self, h);
            if registered.is_err() {
                (*h).unset(FLAG_FINALIZER);
            }
            let v = Value::from_header(h);
            registered.map(|()| v)
        }
    }

    /// Gives a block back. Its object must be dropped already.
    ///
    /// # Safety
    /// `h` is a block of a pool that nobody uses any more.
    #[inline(always)]
    pub unsafe fn free_block(&self, h: *mut Header) {
        // SAFETY: P1: the block goes on its pool's free list, with P2 established.
        unsafe {
            let pool = &*Pool::of(h);
            let b = h as *mut FreeBlock;
            let first = pool.free.get();
            b.write(FreeBlock {
                next: first,
                meta: 0,
            });
            pool.free.set(b);
            let used = pool.used.get() - 1;
            pool.used.set(used);
            if first.is_null() || used == 0 || self.poison.get() {
                self.free_slow(pool, h);
            }
        }
    }

    /// A block of `class` (object classes first, then as many for buffers); null when memory ran
    /// out.
    #[inline(always)]
    fn alloc_class(&self, class: usize) -> *mut u8 {
        // SAFETY: M2: `current` points to a pool of this class or the sentinel; P1: what is on its
        // free list is free.
        unsafe {
            let pool = &**self.current.get_unchecked(class).as_ptr();
            let b = pool.free.get();
            if b.is_null() {
                return self.alloc_slow(class);
            }
            pool.free.set((*b).next);
            pool.used.set(pool.used.get() + 1);
            b as *mut u8
        }
    }

    #[cold]
    #[inline(never)]
    fn alloc_slow(&self, class: usize) -> *mut u8 {
        if self.count_allocation().is_err() {
            return ptr::null_mut();
        }
        let pool = loop {
            let head = self.lists[class].get();
            if head.is_null() {
                let Ok(pool) = self.new_pool(class) else {
                    return ptr::null_mut();
                };
                self.link_pool(class, pool);
                continue;
            }
            // SAFETY: pools in a list are in use by this heap.
            let pool = unsafe { &*head };
            if pool.free.get().is_null() {
                if !pool.has_room() {
                    self.unlink_pool(class, pool);
                    continue;
                }
                pool.carve(self.poison.get());
            }
            break pool;
        };
        if !self.counts_allocations() {
            self.current[class].set(pool);
        }
        let b = pool.free.get();
        // SAFETY: P1: it has a free block now.
        pool.free.set(unsafe { (*b).next });
        pool.used.set(pool.used.get() + 1);
        b as *mut u8
    }

    /// A block of at least `bytes` (at most [`MAX_BLOCK`]) for a buffer.
    #[inline]
    pub(super) fn alloc_small_buffer(&self, bytes: usize) -> Option<NonNull<u8>> {
        debug_assert!(bytes <= MAX_BLOCK);
        NonNull::new(self.alloc_class(CLASSES + class_of(bytes)))
    }

    /// Gives back a block from [`Heap::alloc_small_buffer`].
    ///
    /// # Safety
    /// Nobody uses it any more.
    #[inline]
    pub(super) unsafe fn free_small_buffer(&self, p: *mut u8) {
        // SAFETY: by contract; freeing looks at nothing in the block.
        unsafe { self.free_block(p as *mut Header) }
    }

    /// After the pool went from full to not full or became empty, or in poison mode.
    ///
    /// # Safety
    /// `h` is a free block of the pool.
    #[cold]
    #[inline(never)]
    unsafe fn free_slow(&self, pool: &Pool, h: *mut Header) {
        if self.poison.get() {
            // SAFETY: by contract.
            unsafe { pool.poison(h) };
        }
        let class = pool.class.get() as usize;
        if !pool.listed.get() {
            self.link_pool(class, pool as *const Pool as *mut Pool);
        }
        // The head of a list stays even when empty: the next allocation takes from it (P4).
        if pool.used.get() == 0 && !self.gc.hold_pools.get() {
            self.unlink_pool(class, pool);
            self.free_pool(pool);
        }
    }

    /// Frees the empty pools that were held (`hold_pools`).
    pub(super) fn release_empty_pools(&self) {
        for (class, list) in self.lists.iter().enumerate() {
            let mut pool = list.get();
            while !pool.is_null() {
                // SAFETY: pools in lists are in use by this heap.
                unsafe {
                    let next = (*pool).next.get();
                    if (*pool).used.get() == 0 {
                        self.unlink_pool(class, &*pool);
                        self.free_pool(&*pool);
                    }
                    pool = next;
                }
            }
        }
    }

    /// Puts a pool with room into its class's list: behind the head, which is being filled.
    fn link_pool(&self, class: usize, pool: *mut Pool) {
        let head = self.lists[class].get();
        // SAFETY: pools in lists are in use by this heap, so their headers are valid.
        unsafe {
            (*pool).listed.set(true);
            if head.is_null() {
                (*pool).next.set(ptr::null_mut());
                (*pool).prev.set(ptr::null_mut());
                self.set_head(class, pool);
            } else {
                let next = (*head).next.get();
                (*pool).prev.set(head);
                (*pool).next.set(next);
                (*head).next.set(pool);
                if !next.is_null() {
                    (*next).prev.set(pool);
                }
            }
        }
    }

    /// # Safety
    /// `pool` is null, or in use and not a head.
    unsafe fn set_head(&self, class: usize, pool: *mut Pool) {
        self.lists[class].set(pool);
        if !pool.is_null() {
            // SAFETY: by contract.
            unsafe { (*pool).used.set((*pool).used.get() + HEAD) };
        }
    }

    fn unlink_pool(&self, class: usize, pool: &Pool) {
        let (prev, next) = (pool.prev.get(), pool.next.get());
        // SAFETY: as in `link_pool`.
        unsafe {
            if prev.is_null() {
                pool.used.set(pool.used.get() - HEAD);
                self.set_head(class, next);
                self.current[class].set(&self.sentinel);
            } else {
                (*prev).next.set(next);
            }
            if !next.is_null() {
                (*next).prev.set(prev);
            }
        }
        pool.listed.set(false);
    }

    // ---- tracking ----

    /// Makes the collector look at an object (whose layout has `visit`); if it does already, nothing.
    #[inline]
    pub fn track(&self, v: &Value) {
        if let Some(h) = v.header()
            && !h.has(FLAG_TRACKED)
        {
            h.set(FLAG_TRACKED);
            // SAFETY: a value's object is live; it wasn't tracked.
            unsafe { self.make_young(v.header_ptr()) };
        }
    }

    /// Puts an object that has FLAG_TRACKED already among the young.
    ///
    /// # Safety
    /// It is a live object of this heap, in no vector.
    #[inline(always)]
    unsafe fn make_young(&self, h: *mut Header) {
        // SAFETY: objects live in pools.
        unsafe { (*Pool::of(h)).tracked.set(true) };
        if self.young.is_full() && !self.grow_young() {
            // No memory for the vector: old objects need none.
            // SAFETY: by contract.
            unsafe { (*h).set_generation(2) };
            return;
        }
        self.young.push(h);
    }

    #[cold]
    #[inline(never)]
    fn grow_young(&self) -> bool {
        let ok = self.young.reserve(self, 1).is_ok();
        // The next collection moves survivors there; those without room become old at once.
        let _ = self
            .gc
            .middle
            .reserve(self, self.young.capacity().min(super::gc::MIDDLE_ROOM));
        ok
    }

    /// The collector forgets the object.
    pub fn untrack(&self, v: &Value) {
        if let Some(h) = v.header()
            && h.has(FLAG_TRACKED)
        {
            // SAFETY: tracked objects are live objects of this heap.
            unsafe { self.untrack_header(v.header_ptr()) };
        }
    }

    /// Whether the collector looks at it.
    pub fn is_tracked(v: &Value) -> bool {
        v.header().is_some_and(|h| h.has(FLAG_TRACKED))
    }

    /// # Safety
    /// `h` is a tracked object of this heap.
    unsafe fn untrack_header(&self, h: *mut Header) {
        // SAFETY: by contract.
        unsafe {
            self.leave_generation(h, (*h).flags());
            (*h).unset(FLAG_TRACKED | GEN_MASK | FLAG_MARK);
        }
    }

    /// Takes a tracked object out of where its generation stands, leaving its flags.
    ///
    /// # Safety
    /// `h` is a tracked object of this heap with these flags.
    #[inline(always)]
    pub(super) unsafe fn leave_generation(&self, h: *mut Header, flags: u8) {
        // SAFETY: T1: young objects that aren't doomed stand in the young vector.
        unsafe {
            if flags & (GEN_MASK | FLAG_MARK) == 0 {
                self.young.remove(h);
            } else {
                self.untrack_slow(h);
            }
        }
    }

    // ---- stress ----

    #[inline(always)]
    pub(super) fn counts_allocations(&self) -> bool {
        self.stress.fail_nth.is_some()
    }

    /// Allocations seen so far (only counted when one of them is to fail).
    pub fn allocations(&self) -> u64 {
        self.allocations.get()
    }

    pub(super) fn count_allocation(&self) -> Result<(), OutOfMemory> {
        if self.counts_allocations() {
            let n = self.allocations.get() + 1;
            self.allocations.set(n);
            let (first, end) = self.failing.get();
            if first <= n && n < end {
                return Err(OutOfMemory);
            }
        }
        Ok(())
    }

    /// Makes `count` allocations fail, the first of which is the `nth` from now on; a `count` of 0
    /// ends that. Only in a heap that was set up with [`StressConfig::fail_nth`].
    pub fn fail_allocations(&self, nth: u64, count: u64) {
        let first = self.allocations.get().saturating_add(nth);
        self.failing.set((first, first.saturating_add(count)));
    }

    /// Whether the VM should collect: cheap, asked at allocations and safepoints.
    #[inline(always)]
    pub fn gc_due(&self) -> bool {
        self.young.len() >= self.young_limit.get()
    }

    /// Whether finalizers or weak reference callbacks wait to be run.
    #[inline(always)]
    pub fn pending(&self) -> bool {
        self.pending.any()
    }
}
