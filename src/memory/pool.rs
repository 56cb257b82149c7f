//! Pools: 16 KiB of blocks of one size class, aligned to their size.
//!
//! ```text
//! pool:   | block | block | … | not carved yet |
//! arena:  | header of pool 0 | of pool 1 | … | of pool 63 | Arena |   (in its first pool)
//! ```
//!
//! A pool's header is found from any of its blocks by masking the address. The headers of an arena's
//! pools stand together, not in front of their blocks: there all of them would compete for the same
//! few lines of the cache, and each would need a page of its own. Free blocks form a LIFO list
//! through their first word. Blocks are carved as they are needed, so that memory which nobody uses
//! is not touched.
//!
//! Invariants:
//! - P1: `used` is the number of blocks handed out (without [`HEAD`]); carved blocks that are not handed out are on the
//!   free list, once each.
//! - P2: the second word of a free block is 0 in its flag byte (so that a walk for tracked objects
//!   needs no other proof that a block lives).
//! - P3: a pool that has a free block or room to carve is in its class's list; one without is not,
//!   except for the list's head until the next allocation finds it full.
//! - P4: `used` of the first pool in each list has [`HEAD`] added, so that it never counts as empty:
//!   a program that makes and drops one object doesn't give a pool back each time.

use super::arena::{ARENA_SIZE, POOLS};
use super::header::Header;
use super::heap::{Heap, POISON};
use super::size_class::{CLASSES, class_size};
use std::cell::Cell;
use std::ptr;

/// Bytes of a pool, and its alignment.
pub const POOL_SIZE: usize = 16 << 10;
/// At most this many bytes are carved at once.
const CARVE_BYTES: usize = 2048;

/// Added to `used` of a class list's first pool.
pub(crate) const HEAD: u32 = 1 << 31;

/// A free block.
#[repr(C)]
pub(crate) struct FreeBlock {
    pub next: *mut FreeBlock,
    /// Where a header has its kind and flags: zero in a free block (P2).
    pub meta: u64,
}

/// One for every pool, in its arena's header table.
#[repr(C, align(16))]
pub(crate) struct Pool {
    pub free: Cell<*mut FreeBlock>,
    pub used: Cell<u32>,
    /// Offset of the first byte that was never carved.
    pub carved: Cell<u32>,
    pub heap: Cell<*const Heap>,
    pub next: Cell<*mut Pool>,
    pub prev: Cell<*mut Pool>,
    /// Bytes of a block.
    pub block: Cell<u32>,
    /// Offset of the first block.
    pub first: Cell<u16>,
    /// Object classes come first, then those for buffers.
    pub class: Cell<u8>,
    /// P3: it stands in its class's list.
    pub listed: Cell<bool>,
    /// Tracked objects are or were in it.
    pub tracked: Cell<bool>,
}

const _: () = assert!(size_of::<Pool>() == 64);

impl Pool {
    /// A pool without blocks.
    pub const fn empty() -> Pool {
        Pool {
            free: Cell::new(ptr::null_mut()),
            used: Cell::new(0),
            carved: Cell::new(POOL_SIZE as u32),
            heap: Cell::new(ptr::null()),
            next: Cell::new(ptr::null_mut()),
            prev: Cell::new(ptr::null_mut()),
            block: Cell::new(POOL_SIZE as u32),
            first: Cell::new(0),
            class: Cell::new(0),
            listed: Cell::new(false),
            tracked: Cell::new(false),
        }
    }

    /// Makes the pool ready for blocks of `class`, the first of them at offset `first`.
    pub fn init(&self, heap: *const Heap, class: usize, first: usize) {
        self.free.set(ptr::null_mut());
        self.used.set(0);
        self.carved.set(first as u32);
        self.heap.set(heap);
        self.next.set(ptr::null_mut());
        self.prev.set(ptr::null_mut());
        self.block.set(class_size(class % CLASSES) as u32);
        self.first.set(first as u16);
        self.class.set(class as u8);
        self.listed.set(false);
        self.tracked.set(false);
    }

    /// Its blocks are buffers, not objects.
    pub fn holds_buffers(&self) -> bool {
        self.class.get() as usize >= CLASSES
    }

    /// The pool of a block.
    #[inline(always)]
    pub fn of(block: *const Header) -> *const Pool {
        let at = block as usize;
        let header = at / POOL_SIZE % POOLS * size_of::<Pool>();
        ((at & !(ARENA_SIZE - 1)) | header) as *const Pool
    }

    /// Where the pool's memory begins.
    #[inline]
    pub fn base(&self) -> *mut u8 {
        let at = self as *const Pool as usize;
        let index = at % ARENA_SIZE / size_of::<Pool>();
        ((at & !(ARENA_SIZE - 1)) | (index * POOL_SIZE)) as *mut u8
    }

    /// Blocks handed out.
    pub fn used_blocks(&self) -> usize {
        (self.used.get() & !HEAD) as usize
    }

    /// Overwrites the block, but for its first 16 bytes.
    ///
    /// # Safety
    /// It is a block of this pool that nobody uses any more.
    pub unsafe fn poison(&self, block: *mut Header) {
        // SAFETY: by contract.
        unsafe {
            let rest = self.block.get() as usize - size_of::<FreeBlock>();
            ptr::write_bytes((block as *mut u8).add(size_of::<FreeBlock>()), POISON, rest);
        }
    }

    fn room_to_carve(&self) -> bool {
        self.carved.get() as usize + self.block.get() as usize <= POOL_SIZE
    }

    /// P3's condition.
    pub fn has_room(&self) -> bool {
        !self.free.get().is_null() || self.room_to_carve()
    }

    /// Blocks that the pool can hold.
    pub fn capacity(&self) -> usize {
        (POOL_SIZE - self.first.get() as usize) / self.block.get() as usize
    }

    /// Puts some never used blocks on the (empty) free list, in ascending order.
    pub fn carve(&self, poison: bool) {
        let size = self.block.get() as usize;
        let from = self.carved.get() as usize;
        let n = ((POOL_SIZE - from) / size).min((CARVE_BYTES / size).max(1));
        let mut head = ptr::null_mut();
        for i in (0..n).rev() {
            let b = self.base().wrapping_add(from + i * size) as *mut FreeBlock;
            // SAFETY: the bytes are inside the pool and belong to no block yet (P1).
            unsafe {
                b.write(FreeBlock {
                    next: head,
                    meta: 0,
                });
                if poison {
                    ptr::write_bytes((b as *mut u8).add(16), POISON, size - 16);
                }
            }
            head = b;
        }
        self.carved.set((from + n * size) as u32);
        self.free.set(head);
    }

    /// Calls `f` with every carved block, in address order.
    #[inline]
    pub fn for_each_block(&self, mut f: impl FnMut(*mut Header)) {
        let size = self.block.get() as usize;
        let mut at = self.first.get() as usize;
        // `f` may carve more of this pool (it frees or allocates), so the end is read each time.
        while at < self.carved.get() as usize {
            f(self.base().wrapping_add(at) as *mut Header);
            at += size;
        }
    }

    /// One bit for each 16 bytes of the pool, set where a free block starts.
    pub fn free_map(&self) -> FreeMap {
        let mut map = FreeMap([0; POOL_SIZE / 16 / 64]);
        let mut b = self.free.get();
        while !b.is_null() {
            let i = (b as usize & (POOL_SIZE - 1)) / 16;
            map.0[i / 64] |= 1 << (i % 64);
            // SAFETY: P1: blocks on the list are free and inside this pool.
            b = unsafe { (*b).next };
        }
        map
    }
}

/// Which blocks of a pool are free.
pub(crate) struct FreeMap([u64; POOL_SIZE / 16 / 64]);

impl FreeMap {
    pub fn is_free(&self, block: *const Header) -> bool {
        let i = (block as usize & (POOL_SIZE - 1)) / 16;
        self.0[i / 64] >> (i % 64) & 1 != 0
    }
}
