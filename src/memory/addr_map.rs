//! A hash table from addresses to words: charged, fallible, never allocating on removal.
//!
//! Linear probing with backward-shift deletion; at most three quarters full.

use super::buf::Buf;
use super::heap::{Heap, OutOfMemory};

#[derive(Clone, Copy)]
struct Slot {
    /// 0: empty.
    key: usize,
    value: u64,
}

const EMPTY: Slot = Slot { key: 0, value: 0 };

/// See the module doc. Keys are addresses of objects, never 0.
#[derive(Default)]
pub(crate) struct AddrMap {
    /// Length 0 or a power of two.
    slots: Buf<Slot>,
    len: usize,
}

impl AddrMap {
    pub const fn new() -> AddrMap {
        AddrMap {
            slots: Buf::new(),
            len: 0,
        }
    }

    pub fn len(&self) -> usize {
        self.len
    }

    fn home(&self, key: usize) -> usize {
        let hash = (key as u64 >> 4).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (hash >> 32) as usize & (self.slots.len() - 1)
    }

    /// Where `key` stands, or the empty slot where it would.
    fn find(&self, key: usize) -> Option<usize> {
        if self.slots.is_empty() {
            return None;
        }
        let mut i = self.home(key);
        loop {
            let k = self.slots[i].key;
            if k == key || k == 0 {
                return Some(i);
            }
            i = (i + 1) & (self.slots.len() - 1);
        }
    }

    pub fn get(&self, key: usize) -> Option<u64> {
        let slot = &self.slots[self.find(key)?];
        (slot.key == key).then_some(slot.value)
    }

    /// Adds or replaces; replacing needs no memory.
    pub fn insert(&mut self, heap: &Heap, key: usize, value: u64) -> Result<(), OutOfMemory> {
        if let Some(i) = self.find(key)
            && self.slots[i].key == key
        {
            self.slots[i].value = value;
            return Ok(());
        }
        if (self.len + 1) * 4 > self.slots.len() * 3 {
            self.grow(heap)?;
        }
        if let Some(i) = self.find(key) {
            self.slots[i] = Slot { key, value };
            self.len += 1;
        }
        Ok(())
    }

    fn grow(&mut self, heap: &Heap) -> Result<(), OutOfMemory> {
        let n = (self.slots.len() * 2).max(8);
        let mut slots = Buf::with_capacity(heap, n)?;
        slots.resize(heap, n, EMPTY)?;
        let old = std::mem::replace(&mut self.slots, slots);
        for s in old.iter().filter(|s| s.key != 0) {
            if let Some(i) = self.find(s.key) {
                self.slots[i] = *s;
            }
        }
        Ok(())
    }

    pub fn remove(&mut self, key: usize) -> Option<u64> {
        let mut hole = self.find(key)?;
        if self.slots[hole].key != key {
            return None;
        }
        let value = self.slots[hole].value;
        self.len -= 1;
        let mask = self.slots.len() - 1;
        let mut i = hole;
        loop {
            i = (i + 1) & mask;
            let s = self.slots[i];
            if s.key == 0 {
                break;
            }
            // Move it back unless its home lies behind the hole (cyclically).
            if (i.wrapping_sub(self.home(s.key)) & mask) >= (i.wrapping_sub(hole) & mask) {
                self.slots[hole] = s;
                hole = i;
            }
        }
        self.slots[hole] = EMPTY;
        Some(value)
    }

    /// Calls `f` with every key and value, in no particular order.
    pub fn for_each(&self, mut f: impl FnMut(usize, u64)) {
        self.slots
            .iter()
            .filter(|s| s.key != 0)
            .for_each(|s| f(s.key, s.value));
    }

    /// Forgets everything and frees the memory.
    pub fn clear(&mut self) {
        *self = AddrMap::new();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::heap::HeapConfig;
    use std::collections::HashMap;

    /// Random insertions and removals over few addresses, so that runs of slots grow, break and wrap
    /// around.
    #[test]
    fn it_does_what_hashmap_does() {
        let heap = Heap::new(HeapConfig::default());
        for keys in [5, 40, 3000] {
            let mut map = AddrMap::new();
            let mut model = HashMap::new();
            let mut x = 0x2545_F491_4F6C_DD1Du64;
            for i in 0..20_000 {
                x ^= x << 13;
                x ^= x >> 7;
                x ^= x << 17;
                let key = 0x10_0000 + (x >> 33) as usize % keys * 16;
                if x & 1 == 0 {
                    map.insert(&heap, key, i).unwrap();
                    model.insert(key, i);
                } else {
                    assert_eq!(map.remove(key), model.remove(&key));
                }
                assert_eq!(map.len(), model.len());
                assert_eq!(map.get(key), model.get(&key).copied());
            }
            let mut all = HashMap::new();
            map.for_each(|k, v| {
                all.insert(k, v);
            });
            assert_eq!(all, model);
        }
    }
}
