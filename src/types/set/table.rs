//! The set's table: CPython's open addressing, step by step, so that sets iterate in CPython's
//! order after any sequence of operations. Never runs Python.
//!
//! A table has `mask + 1` entries, a power of two from 8. A hash's probe starts at `hash & mask`,
//! goes through up to ten neighbouring entries (nine more, where they all lie within the table),
//! then jumps to `i * 5 + 1 + perturb`. Removed entries stay as dummies till they are used
//! again (of those that a search passes, the last) or the next resize. A table grows when
//! `fill * 5 >= mask * 3`.
//!
//! Invariants:
//! - S1: `used` entries have a bound key and their key's hash; a dummy has an unbound key and hash
//!   -1, a free entry an unbound key and hash 0 (-1 is no hash).
//! - S2: `fill` counts used entries and dummies; some entry is free, so every probe ends.
//! - S3: an empty set may have no entries at all, and behaves as if it had 8 free ones.

use crate::memory::buf::Buf;
use crate::memory::header::{Kind, Payload};
use crate::memory::heap::{Heap, OutOfMemory};
use crate::memory::value::Value;
use crate::types::dict::key::quick_eq;

const MIN_SIZE: usize = 8;
const LINEAR_PROBES: usize = 9;
const PERTURB_SHIFT: u32 = 5;
const DUMMY: i64 = -1;

/// A place of the table.
#[derive(Clone)]
pub struct Entry {
    pub key: Value,
    pub hash: i64,
}

const FREE: Entry = Entry {
    key: Value::UNBOUND,
    hash: 0,
};

impl Entry {
    #[inline(always)]
    fn is_free(&self) -> bool {
        self.hash == 0 && self.key.is_unbound()
    }
}

/// The payload of sets and frozensets.
#[derive(Default)]
pub struct Set {
    table: Buf<Entry>,
    used: u32,
    fill: u32,
    /// Where `pop` looks next.
    finger: u32,
    /// A frozenset's hash, when `hashed`.
    hashed: bool,
    hash: i64,
}

impl Payload for Set {
    const KIND: Kind = Kind::Set;

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.table.iter().for_each(|e| visit(&e.key));
    }

    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        for e in self.take_all() {
            out(e.key);
        }
    }

    fn extra_bytes(&self) -> usize {
        self.table.bytes()
    }
}

/// The positions that a hash's probe goes through.
struct Probe {
    mask: usize,
    perturb: u64,
    /// Start of the current run, and how far into it.
    start: usize,
    offset: usize,
}

impl Probe {
    #[inline(always)]
    fn new(hash: i64, mask: usize) -> Probe {
        Probe {
            mask,
            perturb: hash as u64,
            start: hash as usize & mask,
            offset: 0,
        }
    }

    #[inline(always)]
    fn at(&self) -> usize {
        self.start + self.offset
    }

    #[inline(always)]
    fn advance(&mut self) {
        let run = if self.start + LINEAR_PROBES <= self.mask {
            LINEAR_PROBES
        } else {
            0
        };
        if self.offset < run {
            self.offset += 1;
            return;
        }
        self.perturb >>= PERTURB_SHIFT;
        let next = (self.start as u64)
            .wrapping_mul(5)
            .wrapping_add(1)
            .wrapping_add(self.perturb);
        self.start = next as usize & self.mask;
        self.offset = 0;
    }
}

/// A search that may have to ask Python about keys.
pub struct Search {
    hash: i64,
    probe: Option<Probe>,
    /// The last dummy that was passed: where a new key goes.
    dummy: Option<usize>,
}

impl Search {
    pub fn new(hash: i64) -> Search {
        Search {
            hash,
            probe: None,
            dummy: None,
        }
    }
}

/// Outcome of [`Set::search`].
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    Found(usize),
    /// Not there; this free entry or dummy is where it belongs.
    Missing(usize),
    /// Only Python can tell whether this entry's key equals the one looked for; search on if not.
    Ask(usize),
}

impl Set {
    pub const fn new() -> Set {
        Set {
            table: Buf::new(),
            used: 0,
            fill: 0,
            finger: 0,
            hashed: false,
            hash: 0,
        }
    }

    #[inline(always)]
    pub fn len(&self) -> usize {
        self.used as usize
    }

    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    #[inline(always)]
    fn mask(&self) -> usize {
        self.table.len().max(MIN_SIZE) - 1
    }

    /// Something that changes when the table is resized: a search can't go on then.
    pub fn layout_mark(&self) -> (usize, usize) {
        (self.table.as_ptr() as usize, self.table.len())
    }

    /// Where `key` is (`Ok`) or belongs (`Err`); `None` when only Python can tell.
    #[inline]
    pub fn find(&self, key: &Value, hash: i64) -> Option<Result<usize, usize>> {
        let mut probe = Probe::new(hash, self.mask());
        let mut dummy = None;
        loop {
            let at = probe.at();
            let Some(e) = self.table.get(at) else {
                return Some(Err(at));
            };
            if e.hash == hash {
                if e.key.is(key) {
                    return Some(Ok(at));
                }
                if e.is_free() {
                    return Some(Err(dummy.unwrap_or(at)));
                }
                if quick_eq(&e.key, key)? {
                    return Some(Ok(at));
                }
            } else if e.is_free() {
                return Some(Err(dummy.unwrap_or(at)));
            } else if e.hash == DUMMY {
                dummy = Some(at);
            }
            probe.advance();
        }
    }

    /// Whether a search may go on where it stopped, as far as the gap goes that it has passed: Python
    /// code may have filled that meanwhile.
    pub fn keeps_gap(&self, search: &Search) -> bool {
        let hash = |at: usize| self.table.get(at).map(|e| e.hash);
        search.dummy.is_none_or(|at| hash(at) == Some(DUMMY))
    }

    /// Looks for `key`, from where the search stopped.
    pub fn search(&self, key: &Value, search: &mut Search) -> Step {
        let hash = search.hash;
        let mut probe = match search.probe.take() {
            Some(mut probe) => {
                probe.advance();
                probe
            }
            None => Probe::new(hash, self.mask()),
        };
        loop {
            let at = probe.at();
            let Some(e) = self.table.get(at).filter(|e| !e.is_free()) else {
                return Step::Missing(search.dummy.unwrap_or(at));
            };
            if e.hash == DUMMY {
                search.dummy = Some(at);
            }
            if e.hash == hash && !e.key.is_unbound() {
                match quick_eq(&e.key, key) {
                    Some(true) => return Step::Found(at),
                    Some(false) => {}
                    None => {
                        search.probe = Some(probe);
                        return Step::Ask(at);
                    }
                }
            }
            probe.advance();
        }
    }

    /// The key in entry `at`.
    pub fn key_at(&self, at: usize) -> Option<&Value> {
        self.table.get(at).and_then(|e| e.key.bound())
    }

    /// Puts a key into the entry that a search gave; if that was a free one, grows the table if it is due. On
    /// `Err` the key has not been added.
    pub fn insert_at(
        &mut self,
        heap: &Heap,
        at: usize,
        key: Value,
        hash: i64,
    ) -> Result<(), OutOfMemory> {
        if self.table.is_empty() {
            self.table = new_table(heap, MIN_SIZE)?;
        }
        let mask = self.mask();
        self.hashed = false;
        if self.table.get(at).is_some_and(|e| e.hash == DUMMY) {
            self.fill -= 1;
            self.place(at, key, hash);
        } else if (self.fill as usize + 1) * 5 >= mask * 3 {
            // The key is in before the table grows, so it keeps its place in the order.
            let used = self.used as usize + 1;
            let bigger = new_table(
                heap,
                table_size(if used > 50_000 { used * 2 } else { used * 4 }),
            )?;
            self.place(at, key, hash);
            self.move_to(bigger);
        } else {
            self.place(at, key, hash);
        }
        Ok(())
    }

    #[inline(always)]
    fn place(&mut self, at: usize, key: Value, hash: i64) {
        if let Some(e) = self.table.get_mut(at) {
            debug_assert!(e.key.is_unbound());
            *e = Entry { key, hash };
            self.fill += 1;
            self.used += 1;
        }
    }

    /// Takes the key out of entry `at`, leaving a dummy.
    pub fn remove_at(&mut self, at: usize) -> Option<Value> {
        let e = self.table.get_mut(at)?;
        if e.key.is_unbound() {
            return None;
        }
        e.hash = DUMMY;
        self.used -= 1;
        self.hashed = false;
        Some(e.key.take())
    }

    /// Takes out the key that `set.pop` gives.
    pub fn pop(&mut self) -> Option<Value> {
        if self.used == 0 {
            return None;
        }
        let mask = self.mask();
        let mut at = self.finger as usize & mask;
        while self.table.get(at).is_none_or(|e| e.key.is_unbound()) {
            at = if at >= mask { 0 } else { at + 1 };
        }
        self.finger = at as u32 + 1;
        self.remove_at(at)
    }

    /// The first key at or behind `pos`, its hash, and the position behind it.
    #[inline]
    pub fn next_entry(&self, pos: usize) -> Option<(usize, &Value, i64)> {
        let rest = self.table.get(pos..)?;
        let i = rest.iter().position(|e| !e.key.is_unbound())?;
        Some((pos + i + 1, &rest[i].key, rest[i].hash))
    }

    /// Keys and hashes in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Value, i64)> {
        self.table
            .iter()
            .filter(|e| !e.key.is_unbound())
            .map(|e| (&e.key, e.hash))
    }

    /// Removes everything: what was stored, for the caller to drop.
    pub fn take_all(&mut self) -> Buf<Entry> {
        self.used = 0;
        self.fill = 0;
        self.hashed = false;
        self.table.take()
    }

    /// Swaps the keys of two sets (what `pop` remembers stays).
    pub fn swap(&mut self, mut other: Set) -> Set {
        std::mem::swap(&mut self.table, &mut other.table);
        std::mem::swap(&mut self.used, &mut other.used);
        std::mem::swap(&mut self.fill, &mut other.fill);
        self.hashed = false;
        other
    }

    /// Makes the table have more than `minimum` entries, dropping dummies.
    pub fn resize(&mut self, heap: &Heap, minimum: usize) -> Result<(), OutOfMemory> {
        let size = table_size(minimum);
        if size == MIN_SIZE && self.table.len() <= MIN_SIZE && self.fill == self.used {
            return Ok(());
        }
        let table = new_table(heap, size)?;
        self.move_to(table);
        Ok(())
    }

    /// Moves the keys over into an empty table that is big enough.
    fn move_to(&mut self, table: Buf<Entry>) {
        let old = std::mem::replace(&mut self.table, table);
        for e in old {
            if !e.key.is_unbound() {
                insert_clean(&mut self.table, e.key, e.hash);
            }
        }
        self.fill = self.used;
    }

    /// Before many keys are added: grows if `more` would be too many.
    pub fn presize(&mut self, heap: &Heap, more: usize) -> Result<(), OutOfMemory> {
        if (self.fill as usize + more) * 5 >= self.mask() * 3 {
            self.resize(heap, (self.used as usize + more) * 2)?;
        }
        Ok(())
    }

    /// After many keys were removed: drops the dummies if they are more than a quarter.
    pub fn tidy(&mut self, heap: &Heap) -> Result<(), OutOfMemory> {
        if (self.fill - self.used) as usize <= self.mask() / 4 {
            return Ok(());
        }
        let used = self.used as usize;
        self.resize(heap, if used > 50_000 { used * 2 } else { used * 4 })
    }

    /// Adds all of `other` if this can be done without comparing keys: this set was never added to,
    /// or nothing is to be done. Tells whether it did; if not, room has been made.
    pub fn merge_fresh(&mut self, heap: &Heap, other: &Set) -> Result<bool, OutOfMemory> {
        if other.used == 0 {
            return Ok(true);
        }
        self.presize(heap, other.len())?;
        if self.fill != 0 {
            return Ok(false);
        }
        self.hashed = false;
        if self.mask() == other.mask() && other.fill == other.used {
            self.table = Buf::from_slice(heap, &other.table)?;
        } else {
            if self.table.is_empty() {
                self.table = new_table(heap, MIN_SIZE)?;
            }
            for (key, hash) in other.iter() {
                insert_clean(&mut self.table, key.clone(), hash);
            }
        }
        self.used = other.used;
        self.fill = other.used;
        Ok(true)
    }

    /// Whether `other` has all keys of this set; `None` when only Python can tell.
    pub fn all_in(&self, other: &Set) -> Option<bool> {
        for (key, hash) in self.iter() {
            if other.find(key, hash)?.is_err() {
                return Some(false);
            }
        }
        Some(true)
    }

    /// A set of those keys, in order, that are (`there`) or are not in `other`; `None` when only Python
    /// can tell.
    pub fn filtered(
        &self,
        heap: &Heap,
        other: &Set,
        there: bool,
    ) -> Result<Option<Set>, OutOfMemory> {
        let mut out = Set::new();
        for (key, hash) in self.iter() {
            let Some(found) = other.find(key, hash) else {
                return Ok(None);
            };
            if found.is_ok() != there {
                continue;
            }
            match out.find(key, hash) {
                Some(Err(at)) => out.insert_at(heap, at, key.clone(), hash)?,
                Some(Ok(_)) => {}
                None => return Ok(None),
            }
        }
        Ok(Some(out))
    }

    /// The frozenset's hash, if computed before.
    pub fn cached_hash(&self) -> Option<i64> {
        self.hashed.then_some(self.hash)
    }

    pub fn set_cached_hash(&mut self, hash: i64) {
        self.hash = hash;
        self.hashed = true;
    }
}

/// The table size for more than `minimum` entries.
fn table_size(minimum: usize) -> usize {
    (minimum + 1).next_power_of_two().max(MIN_SIZE)
}

fn new_table(heap: &Heap, size: usize) -> Result<Buf<Entry>, OutOfMemory> {
    // Positions are kept in 32 bits.
    if size > u32::MAX as usize {
        return Err(OutOfMemory);
    }
    let mut table = Buf::with_capacity(heap, size)?;
    table.resize(heap, size, FREE)?;
    Ok(table)
}

/// Inserts a key that isn't in a table without dummies.
fn insert_clean(table: &mut [Entry], key: Value, hash: i64) {
    let mut probe = Probe::new(hash, table.len() - 1);
    while let Some(e) = table.get_mut(probe.at()) {
        if e.key.is_unbound() {
            *e = Entry { key, hash };
            return;
        }
        probe.advance();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::heap::HeapConfig;
    use crate::num::hash::hash_i64;

    fn add(heap: &Heap, s: &mut Set, i: i64) {
        let (key, hash) = (Value::int(i), hash_i64(i));
        if let Step::Missing(at) = s.search(&key, &mut Search::new(hash)) {
            s.insert_at(heap, at, key, hash).unwrap();
        }
    }

    fn discard(s: &mut Set, i: i64) -> bool {
        match s.search(&Value::int(i), &mut Search::new(hash_i64(i))) {
            Step::Found(at) => s.remove_at(at).is_some(),
            _ => false,
        }
    }

    fn items(s: &Set) -> Vec<i64> {
        s.iter().map(|(k, _)| k.as_small_int().unwrap()).collect()
    }

    /// Orders recorded from CPython 3.13.
    #[test]
    fn order_is_cpythons() {
        let heap = Heap::new(HeapConfig::default());
        let mut s = Set::new();
        [3, 1, 2, 100, 33, -1, -2, 8]
            .iter()
            .for_each(|&i| add(&heap, &mut s, i));
        assert_eq!(items(&s), [1, 2, 3, 100, 33, 8, -2, -1]);
        (0..12).for_each(|i| add(&heap, &mut s, i << 5));
        assert_eq!(
            items(&s),
            [
                0, 1, 2, 3, 128, 256, 8, 32, 33, 160, 288, 64, 192, 320, 96, 224, 352, 100, -1, -2
            ]
        );
        assert!(discard(&mut s, 33) && !discard(&mut s, 33));
        assert_eq!(s.pop().unwrap().as_small_int(), Some(0));
        assert_eq!(s.pop().unwrap().as_small_int(), Some(1));
        add(&heap, &mut s, 33);
        let mut t = Set::new();
        assert!(t.merge_fresh(&heap, &s).unwrap());
        assert_eq!(t.len(), s.len());
        assert!(!t.merge_fresh(&heap, &s).unwrap());
    }

    /// Random additions and removals against a sorted set.
    #[test]
    fn holds_what_was_added() {
        let heap = Heap::new(HeapConfig::default());
        let (mut s, mut model) = (Set::new(), std::collections::BTreeSet::new());
        let mut x = 88172645463325252u64;
        for n in 0..200_000 {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            let i = (x % 3000) as i64 * 61 - 9000;
            if (n / 10_000) % 3 == 2 || x >> 40 & 1 == 0 {
                assert_eq!(discard(&mut s, i), model.remove(&i));
            } else {
                add(&heap, &mut s, i);
                model.insert(i);
            }
            if n % 1000 == 0 {
                s.tidy(&heap).unwrap();
                let mut all = items(&s);
                all.sort_unstable();
                assert!(all.iter().eq(model.iter()));
            }
        }
        while let Some(v) = s.pop() {
            assert!(model.remove(&v.as_small_int().unwrap()));
        }
        assert!(model.is_empty());
    }
}
