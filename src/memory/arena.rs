//! Arenas: 1 MiB from the operating system, aligned to their size, divided into 64 pools.
//!
//! The arena's own header stands behind those of its pools, in its first pool's memory, so that
//! arenas need no memory besides. A heap's first arena comes from the global allocator, which keeps the
//! pages of the VM before for the next. Arenas with free pools are listed by how many they have; the fullest is filled first, so
//! that the others can become empty and go back to the operating system.
//!
//! Invariants:
//! - A1: bit i of `free` is set exactly when pool i is not in use.
//! - A2: bit i of `committed` is set when pool i was used since its memory came from the system (or
//!   was given back by [`Arena::decommit`]); those pools are charged to the heap.
//! - A3: `index` is the arena's place in the heap's table.

use super::pool::{POOL_SIZE, Pool};
use std::cell::Cell;
use std::ptr;

/// Bytes of an arena, and its alignment.
pub const ARENA_SIZE: usize = 1 << 20;
/// Pools in an arena.
pub const POOLS: usize = ARENA_SIZE / POOL_SIZE;
const _: () = assert!(POOLS == 64, "one word has a bit for each pool");

/// Offset of the arena's header.
const HEADER: usize = POOLS * size_of::<Pool>();

/// Offset of the first block in an arena's first pool.
pub const FIRST_POOL_BLOCKS: usize = HEADER + size_of::<Arena>();

#[repr(C, align(16))]
pub(crate) struct Arena {
    pub free: Cell<u64>,
    pub committed: Cell<u64>,
    pub next: Cell<*mut Arena>,
    pub prev: Cell<*mut Arena>,
    pub index: Cell<u32>,
    /// What the global allocator gave, if that is where the memory is from.
    block: *mut u8,
}

impl Arena {
    /// Gets an arena from the operating system, the first from the global allocator: no pool in use.
    pub fn map(index: u32) -> Option<*mut Arena> {
        let (block, base) = match index {
            0 => first::map()?,
            _ => (ptr::null_mut(), os::map()?),
        };
        let a = base.wrapping_add(HEADER) as *mut Arena;
        // SAFETY: the memory was just mapped for us and is big enough.
        unsafe {
            a.write(Arena {
                free: Cell::new(u64::MAX),
                committed: Cell::new(0),
                next: Cell::new(ptr::null_mut()),
                prev: Cell::new(ptr::null_mut()),
                index: Cell::new(index),
                block,
            });
        }
        Some(a)
    }

    /// Gives the arena's memory back.
    ///
    /// # Safety
    /// No block of it is used any more, and nobody holds its address.
    pub unsafe fn unmap(this: *mut Arena) {
        // SAFETY: the base is what `map` got.
        unsafe {
            match (*this).block.is_null() {
                true => os::unmap((*this).base()),
                false => first::unmap((*this).block),
            }
        }
    }

    /// The arena that a block or a pool's header is in.
    #[inline]
    pub fn of<T>(inside: *const T) -> *mut Arena {
        ((inside as usize & !(ARENA_SIZE - 1)) + HEADER) as *mut Arena
    }

    pub fn base(&self) -> *mut u8 {
        (self as *const Arena as *mut u8).wrapping_sub(HEADER)
    }

    /// The header of pool `i`.
    pub fn pool(&self, i: usize) -> *mut Pool {
        self.base().wrapping_add(i * size_of::<Pool>()) as *mut Pool
    }

    /// Free pools whose memory is committed.
    pub fn warm(&self) -> u64 {
        self.free.get() & self.committed.get()
    }

    pub fn free_pools(&self) -> usize {
        self.free.get().count_ones() as usize
    }

    /// Calls `f` with each pool in use, in address order.
    pub fn for_each_pool(&self, mut f: impl FnMut(&Pool)) {
        let mut used = !self.free.get();
        while used != 0 {
            let i = used.trailing_zeros() as usize;
            used &= used - 1;
            // SAFETY: A1: the pool is in use, so its header is initialised.
            f(unsafe { &*self.pool(i) });
        }
    }

    /// Gives the memory of committed pools that are not in use back to the operating system (the
    /// first stays: it has this header). Returns how many.
    pub fn decommit(&self) -> usize {
        let mut idle = self.free.get() & self.committed.get() & !1;
        let mut n = 0;
        while idle != 0 {
            let i = idle.trailing_zeros() as usize;
            idle &= idle - 1;
            // SAFETY: A1: nothing lives in the pool.
            if unsafe { os::decommit(self.base().add(i * POOL_SIZE)) } {
                self.committed.set(self.committed.get() & !(1 << i));
                n += 1;
            }
        }
        n
    }
}

#[cfg(unix)]
mod os {
    use super::{ARENA_SIZE, POOL_SIZE};
    use std::ptr;

    fn mmap(bytes: usize) -> Option<*mut u8> {
        // SAFETY: a new private mapping, wherever the system likes.
        let p = unsafe {
            libc::mmap(
                ptr::null_mut(),
                bytes,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS,
                -1,
                0,
            )
        };
        (p != libc::MAP_FAILED).then_some(p as *mut u8)
    }

    /// # Safety
    /// The range was mapped by `mmap` and nobody uses it.
    unsafe fn munmap(p: *mut u8, bytes: usize) {
        if bytes > 0 {
            // SAFETY: by contract.
            unsafe { libc::munmap(p as *mut libc::c_void, bytes) };
        }
    }

    /// Maps an aligned arena. The system tends to place a mapping right below the one before, so
    /// that one of the bare size is often aligned already; if not, map twice as much and trim.
    pub fn map() -> Option<*mut u8> {
        let p = mmap(ARENA_SIZE)?;
        if p as usize & (ARENA_SIZE - 1) == 0 {
            return Some(p);
        }
        // SAFETY: just mapped, unused.
        unsafe { munmap(p, ARENA_SIZE) };
        let p = mmap(2 * ARENA_SIZE)?;
        let lead = (p as usize).wrapping_neg() & (ARENA_SIZE - 1);
        let base = p.wrapping_add(lead);
        // SAFETY: the parts before and behind the aligned megabyte, unused.
        unsafe {
            munmap(p, lead);
            munmap(base.wrapping_add(ARENA_SIZE), ARENA_SIZE - lead);
        }
        Some(base)
    }

    /// # Safety
    /// `base` is from `map`, and unused.
    pub unsafe fn unmap(base: *mut u8) {
        // SAFETY: by contract.
        unsafe { munmap(base, ARENA_SIZE) }
    }

    /// Drops the contents of a pool's pages; the range stays usable and reads as zeros.
    ///
    /// # Safety
    /// The pool is inside an arena and unused.
    pub unsafe fn decommit(pool: *mut u8) -> bool {
        // SAFETY: by contract.
        unsafe { libc::madvise(pool as *mut libc::c_void, POOL_SIZE, libc::MADV_DONTNEED) == 0 }
    }
}

/// Arenas from the global allocator.
mod first {
    use super::ARENA_SIZE;
    use std::alloc::{Layout, alloc, dealloc};

    /// Twice the size, for the alignment: an allocator that is asked for an aligned block may go to the
    /// system each time, where it keeps and gives again what is of no particular alignment.
    const LAYOUT: Layout = match Layout::from_size_align(2 * ARENA_SIZE, 16) {
        Ok(l) => l,
        Err(_) => panic!("arena layout"),
    };

    /// The block, and the arena's place in it.
    pub fn map() -> Option<(*mut u8, *mut u8)> {
        // SAFETY: the layout isn't empty.
        let block = unsafe { alloc(LAYOUT) };
        let lead = (block as usize).wrapping_neg() & (ARENA_SIZE - 1);
        (!block.is_null()).then(|| (block, block.wrapping_add(lead)))
    }

    /// # Safety
    /// `block` is from `map`, and unused.
    pub unsafe fn unmap(block: *mut u8) {
        // SAFETY: by contract.
        unsafe { dealloc(block, LAYOUT) }
    }
}

#[cfg(not(unix))]
mod os {
    use super::ARENA_SIZE;
    use std::alloc::{Layout, alloc, dealloc};

    const LAYOUT: Layout = match Layout::from_size_align(ARENA_SIZE, ARENA_SIZE) {
        Ok(l) => l,
        Err(_) => panic!("arena layout"),
    };

    pub fn map() -> Option<*mut u8> {
        // SAFETY: the layout isn't empty.
        let p = unsafe { alloc(LAYOUT) };
        (!p.is_null()).then_some(p)
    }

    /// # Safety
    /// `base` is from `map`, and unused.
    pub unsafe fn unmap(base: *mut u8) {
        // SAFETY: by contract.
        unsafe { dealloc(base, LAYOUT) }
    }

    /// # Safety
    /// The pool is inside an arena and unused.
    pub unsafe fn decommit(_pool: *mut u8) -> bool {
        false
    }
}
