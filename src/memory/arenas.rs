//! Which arenas a heap has, and which pool is taken or given back next.
//!
//! Arenas with free pools stand in buckets by how many they have. A pool comes from the fullest; when
//! an arena becomes wholly free it is unmapped, but for one that is kept. Committed pools are charged
//! whether used or not; [`Heap::trim`] gives the idle ones back (it runs when a charge fails).
//!
//! Invariants:
//! - M4: an arena in the table is mapped; it stands in `buckets[n]` when it has n > 0 free pools.
//! - M5: `kept` counts the wholly free arenas.

use super::arena::{ARENA_SIZE, Arena, FIRST_POOL_BLOCKS};
use super::heap::{Heap, OutOfMemory};
use super::pool::{POOL_SIZE, Pool};
use std::ptr;

impl Heap {
    pub(super) fn new_pool(&self, class: usize) -> Result<*mut Pool, OutOfMemory> {
        // SAFETY: arenas in buckets are mapped and have a free pool (A1).
        unsafe {
            let mut arena = self.fullest_arena();
            if arena.is_null() || (*arena).warm() == 0 {
                // Charging may give idle memory back, arenas too, so it comes before the choice.
                self.charge_raw(POOL_SIZE)?;
                arena = self.fullest_arena();
                if arena.is_null() {
                    arena = self.new_arena().inspect_err(|_| self.uncharge(POOL_SIZE))?;
                }
                if (*arena).warm() != 0 {
                    self.uncharge(POOL_SIZE);
                }
            }
            let free = (*arena).free.get();
            let warm = (*arena).warm();
            let i = if warm != 0 { warm } else { free }.trailing_zeros();
            (*arena).committed.set((*arena).committed.get() | 1 << i);
            if free == u64::MAX {
                self.kept.set(self.kept.get() - 1);
            }
            self.rebucket(arena, free & !(1 << i));
            let pool = (*arena).pool(i as usize);
            let first = if i == 0 { FIRST_POOL_BLOCKS } else { 0 };
            (*pool).init(self, class, first);
            Ok(pool)
        }
    }

    /// `addr` as if arenas stood one behind the other in a place of their own.
    pub(super) fn arena_relative(&self, addr: usize) -> usize {
        const BASE: usize = 0x7f00_0000_0000;
        let base = addr & !(ARENA_SIZE - 1);
        let index = self
            .arenas
            .borrow()
            .iter()
            .position(|&a| a as usize == base)
            .unwrap_or(0);
        BASE + index * ARENA_SIZE + (addr - base)
    }

    /// The arena with the fewest free pools (but some), or null.
    fn fullest_arena(&self) -> *mut Arena {
        match self.bucket_bits.get() {
            0 => ptr::null_mut(),
            bits => self.buckets[bits.trailing_zeros() as usize + 1].get(),
        }
    }

    fn new_arena(&self) -> Result<*mut Arena, OutOfMemory> {
        let mut table = self.arenas.borrow_mut();
        let index = table
            .iter()
            .position(|a| a.is_null())
            .unwrap_or(table.len());
        // Compact references (`gc.rs`) have 16 bits for the arena.
        if index > u16::MAX as usize {
            return Err(OutOfMemory);
        }
        if index == table.len() {
            table.try_reserve(1).map_err(|_| OutOfMemory)?;
            table.push(ptr::null_mut());
        }
        let arena = Arena::map(index as u32).ok_or(OutOfMemory)?;
        table[index] = arena;
        self.arena_count.set(self.arena_count.get() + 1);
        self.kept.set(self.kept.get() + 1);
        // SAFETY: just mapped.
        unsafe { self.insert_bucket(arena) };
        Ok(arena)
    }

    pub(super) fn free_pool(&self, pool: &Pool) {
        let arena = Arena::of(pool);
        // SAFETY: the arena of a pool in use is mapped; nothing lives in the pool any more.
        unsafe {
            let i = pool as *const Pool as usize % ARENA_SIZE / size_of::<Pool>();
            let free = (*arena).free.get() | 1 << i;
            self.rebucket(arena, free);
            if free == u64::MAX {
                if self.kept.get() >= 1 {
                    self.free_arena(arena);
                } else {
                    self.kept.set(self.kept.get() + 1);
                }
            }
        }
    }

    /// # Safety
    /// No pool of the arena is in use, and it stands in its bucket.
    unsafe fn free_arena(&self, arena: *mut Arena) {
        // SAFETY: by contract.
        unsafe {
            self.remove_bucket(arena);
            let index = (*arena).index.get() as usize;
            self.uncharge((*arena).committed.get().count_ones() as usize * POOL_SIZE);
            let mut table = self.arenas.borrow_mut();
            table[index] = ptr::null_mut();
            while table.last().is_some_and(|a| a.is_null()) {
                table.pop();
            }
            self.arena_count.set(self.arena_count.get() - 1);
            Arena::unmap(arena);
        }
    }

    /// Changes an arena's free pools, keeping the buckets true.
    ///
    /// # Safety
    /// The arena is mapped and in its bucket.
    unsafe fn rebucket(&self, arena: *mut Arena, free: u64) {
        // SAFETY: by contract.
        unsafe {
            self.remove_bucket(arena);
            (*arena).free.set(free);
            self.insert_bucket(arena);
        }
    }

    /// # Safety
    /// The arena is mapped and in no bucket.
    unsafe fn insert_bucket(&self, arena: *mut Arena) {
        // SAFETY: by contract; arenas in buckets are mapped.
        unsafe {
            let n = (*arena).free_pools();
            if n == 0 {
                return;
            }
            let head = self.buckets[n].get();
            (*arena).prev.set(ptr::null_mut());
            (*arena).next.set(head);
            if !head.is_null() {
                (*head).prev.set(arena);
            }
            self.buckets[n].set(arena);
            self.bucket_bits.set(self.bucket_bits.get() | 1 << (n - 1));
        }
    }

    /// # Safety
    /// The arena is mapped and in the bucket for its number of free pools.
    unsafe fn remove_bucket(&self, arena: *mut Arena) {
        // SAFETY: by contract.
        unsafe {
            let n = (*arena).free_pools();
            if n == 0 {
                return;
            }
            let (prev, next) = ((*arena).prev.get(), (*arena).next.get());
            if prev.is_null() {
                self.buckets[n].set(next);
                if next.is_null() {
                    self.bucket_bits
                        .set(self.bucket_bits.get() & !(1 << (n - 1)));
                }
            } else {
                (*prev).next.set(next);
            }
            if !next.is_null() {
                (*next).prev.set(prev);
            }
        }
    }

    /// Gives back what is held but not used: idle pools' memory and the kept arena.
    pub fn trim(&self) {
        self.trim_vectors();
        let n = self.arenas.borrow().len();
        for i in 0..n {
            let Some(&arena) = self.arenas.borrow().get(i) else {
                break;
            };
            if arena.is_null() {
                continue;
            }
            // SAFETY: arenas in the table are mapped; a wholly free one has no blocks.
            unsafe {
                if (*arena).free.get() == u64::MAX {
                    self.kept.set(self.kept.get() - 1);
                    self.free_arena(arena);
                } else {
                    self.uncharge((*arena).decommit() * POOL_SIZE);
                }
            }
        }
    }

    /// Calls `f` with each arena.
    pub(super) fn for_each_arena(&self, mut f: impl FnMut(&Arena)) {
        let n = self.arenas.borrow().len();
        for i in 0..n {
            let arena = self.arenas.borrow().get(i).copied();
            if let Some(arena) = arena
                && !arena.is_null()
            {
                // SAFETY: arenas in the table are mapped.
                f(unsafe { &*arena });
            }
        }
    }

    /// Calls `f` with each pool in use.
    pub(super) fn for_each_pool(&self, mut f: impl FnMut(&Pool)) {
        self.for_each_arena(|a| a.for_each_pool(&mut f));
    }

    /// The arena at a place of the table (A3).
    pub(super) fn arena_at(&self, index: usize) -> *mut Arena {
        self.arenas.borrow()[index]
    }

    pub(super) fn arena_count(&self) -> usize {
        self.arena_count.get()
    }

    /// Unmaps all arenas, whatever is in them.
    pub(super) fn unmap_all(&self) {
        for arena in self.arenas.take() {
            if !arena.is_null() {
                // SAFETY: the heap is being dropped; its objects have been dropped (`teardown.rs`).
                unsafe {
                    self.uncharge((*arena).committed.get().count_ones() as usize * POOL_SIZE);
                    Arena::unmap(arena);
                }
            }
        }
        self.arena_count.set(0);
    }
}
