//! What a heap holds, in figures.

use super::gc::FROZEN;
use super::header::FLAG_TRACKED;
use super::heap::Heap;
use super::pool::POOL_SIZE;
use super::size_class::{CLASSES, class_size};

/// One size class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClassStats {
    /// Bytes of a block.
    pub block: usize,
    pub pools: usize,
    /// Blocks that are in use, and blocks that the pools could hold besides.
    pub used: usize,
    pub free: usize,
}

/// See [`Heap::stats`]. Sizes are in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeapStats {
    pub arenas: usize,
    /// Pools in use, and pools whose memory is there (used or idle).
    pub pools: usize,
    pub committed_pools: usize,
    /// Blocks of objects, and of buffers of at most [`super::size_class::MAX_BLOCK`] bytes.
    pub classes: [ClassStats; CLASSES],
    pub buffer_classes: [ClassStats; CLASSES],
    /// Bytes of blocks in use: objects, and small buffers.
    pub block_bytes: usize,
    pub small_buffer_bytes: usize,
    /// Bytes of larger buffers.
    pub buffer_bytes: usize,
    /// Charged by others than pools and buffers.
    pub other_bytes: usize,
    pub held_bytes: usize,
    pub live_bytes: usize,
    pub peak_bytes: usize,
    pub cap: Option<usize>,
    pub objects: usize,
    /// Tracked objects: young, middle, old, frozen.
    pub tracked: [usize; 4],
    /// Objects whose finalizer has not run.
    pub finalizable: usize,
    /// Objects with weak references.
    pub weak_referents: usize,
}

impl Heap {
    /// Figures of this moment; walks all pools.
    pub fn stats(&self) -> HeapStats {
        let mut classes = [ClassStats::default(); CLASSES];
        for (i, c) in classes.iter_mut().enumerate() {
            c.block = class_size(i);
        }
        let mut buffer_classes = classes;
        let mut pools = 0;
        let mut block_bytes = 0;
        let mut small_buffer_bytes = 0;
        let mut objects = 0;
        self.for_each_pool(|p| {
            let i = p.class.get() as usize % CLASSES;
            let c = if p.holds_buffers() {
                &mut buffer_classes[i]
            } else {
                &mut classes[i]
            };
            let used = p.used_blocks();
            c.pools += 1;
            c.used += used;
            c.free += p.capacity() - used;
            pools += 1;
            if p.holds_buffers() {
                small_buffer_bytes += used * c.block;
            } else {
                objects += used;
                block_bytes += used * c.block;
            }
        });
        let mut tracked = [0; 4];
        self.for_each_object(|h| {
            if h.has(FLAG_TRACKED) {
                tracked[h.generation().min(FROZEN) as usize] += 1;
            }
        });
        let committed_pools = self.committed_pools();
        let held_bytes = self.held_bytes();
        let other_bytes =
            held_bytes.saturating_sub(self.buffer_bytes() + committed_pools * POOL_SIZE);
        HeapStats {
            arenas: self.arena_count(),
            pools,
            committed_pools,
            classes,
            buffer_classes,
            block_bytes,
            small_buffer_bytes,
            buffer_bytes: self.buffer_bytes(),
            other_bytes,
            held_bytes,
            live_bytes: block_bytes + small_buffer_bytes + self.buffer_bytes() + other_bytes,
            peak_bytes: self.peak_bytes(),
            cap: self.cap(),
            objects,
            tracked,
            finalizable: self.pending.finalizable(),
            weak_referents: self.weak.referents(),
        }
    }

    /// Pools whose memory is there, used or idle.
    pub(super) fn committed_pools(&self) -> usize {
        let mut n = 0;
        self.for_each_arena(|a| n += a.committed.get().count_ones() as usize);
        n
    }

    /// Bytes of objects, buffers and other charges: what is held without free blocks and idle pools.
    pub fn live_bytes(&self) -> usize {
        let mut used = 0;
        self.for_each_pool(|p| used += p.used_blocks() * p.block.get() as usize);
        self.held_bytes() - self.committed_pools() * POOL_SIZE + used
    }
}
