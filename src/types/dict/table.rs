//! The dict's table: an insertion-ordered compact hash table that never runs Python.
//!
//! ```text
//! Dict { entries, index, used, version }
//! entries: | key, value | key, value | (removed) | key, value | …     in insertion order
//! index:   Tags    up to 8 simple keys: one byte of each entry's hash, in the payload itself
//!          Short   u16 slots, up to 16384 of them  ┐ open addressing; a slot holds the number of
//!          Long    u32 slots                       ┘ an entry and the hash bits above the mask
//!          Hashed  | u32 slots … | u32 hash of entry 0, 1, … |     once a key isn't simple
//! ```
//! A key is *simple* when its hash and its equality with other simple keys need no Python: exact
//! str, small int, inline float, None, True, False. Their hashes are not stored (strings cache
//! theirs). Tables hash by 32 bits ([`fold`] of Python's hash).
//!
//! Invariants:
//! - D1: a live entry's key is bound and stands in exactly one slot (or tag byte); a removed one has
//!   key and value unbound. `used` counts the live ones.
//! - D2: `room` counts the keys that may be added before the table is rebuilt: CPython's `usable` of
//!   a table of the same size. At least a third of the slots is empty, so every probe ends; and gaps
//!   are closed when CPython closes them, which loops see that change the dict they go through.
//! - D3: in all but `Hashed`, every key is simple.
//! - D4: `version` is [`UNNUMBERED`] or a number from 1 that no other state of any dict's keys has had.
//!
//! Users: `types::dict`, the VM's name lookups and inline caches. Only functions with a `heap`
//! argument and a `Result` allocate.

use super::key::{fold, hash_small, is_simple, quick_eq, simple_hash};
use super::slots::{Cursor, first_tag, probe, probe_next, probe_tags, put, unput};
use crate::memory::buf::Buf;
use crate::memory::hash::{exact_str, same_text};
use crate::memory::header::{Kind, Payload};
use crate::memory::heap::{Heap, OutOfMemory};
use crate::memory::inline::Str;
use crate::memory::value::Value;

/// Most entries that [`Index::Tags`] serves.
const TAGS: usize = 8;
/// Most slots of [`Index::Short`]: leaves two bits of each for hash bits, which tell three in four
/// wrong entries from the right one without looking at them.
const SHORT_SLOTS: usize = 1 << 14;
const MIN_SLOTS: usize = 16;

/// The version of keys that no cache has asked for.
const UNNUMBERED: u32 = u32::MAX;

/// A key and its value; both unbound when it was removed.
#[derive(Clone)]
pub struct Entry {
    pub key: Value,
    pub value: Value,
}

enum Index {
    /// Byte `i` is the low byte of entry `i`'s hash. Up to [`TAGS`] entries.
    Tags {
        room: u32,
        tags: u64,
    },
    Short {
        room: u32,
        slots: Buf<u16>,
    },
    Long {
        room: u32,
        slots: Buf<u32>,
    },
    /// `1 << bits` slots, then a hash for each entry; no slots when `bits` is 0 (up to [`TAGS`]
    /// entries).
    Hashed {
        bits: u8,
        room: u32,
        words: Buf<u32>,
    },
}

impl Index {
    /// That of an empty dict: as many keys as CPython's smallest table takes.
    const EMPTY: Index = Index::Tags {
        room: usable(8) as u32,
        tags: 0,
    };

    fn room(&mut self) -> &mut u32 {
        match self {
            Index::Tags { room, .. }
            | Index::Short { room, .. }
            | Index::Long { room, .. }
            | Index::Hashed { room, .. } => room,
        }
    }
}

/// Entries that `slots` slots serve.
#[inline(always)]
const fn usable(slots: usize) -> usize {
    slots * 2 / 3
}

/// CPython's table size for `used` keys and as many again.
fn size_for(used: usize) -> usize {
    (used * 3).next_power_of_two().max(8)
}

/// How many entries to make room for when `len` are there: 3, 5, 8, then an eighth more or so.
#[inline]
fn growth(len: usize) -> usize {
    match len {
        0 | 5 => 3,
        3 => 2,
        _ => len / 8 + 3,
    }
}

/// The payload of dicts.
pub struct Dict {
    entries: Buf<Entry>,
    index: Index,
    used: u32,
    version: u32,
}

const _: () = assert!(size_of::<Dict>() == 48);

impl Drop for Dict {
    /// Entries are released from the first, as CPython clears dicts.
    fn drop(&mut self) {
        if !self.entries.is_empty() {
            self.entries.take().into_iter().for_each(drop);
        }
    }
}

impl Payload for Dict {
    const KIND: Kind = Kind::Dict;

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        for e in &self.entries {
            visit(&e.key);
            visit(&e.value);
        }
    }

    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        self.version = UNNUMBERED;
        self.used = 0;
        self.index = Index::EMPTY;
        for e in self.entries.take() {
            out(e.key);
            out(e.value);
        }
    }

    fn extra_bytes(&self) -> usize {
        self.entries.bytes()
            + match &self.index {
                Index::Tags { .. } => 0,
                Index::Short { slots, .. } => slots.bytes(),
                Index::Long { slots, .. } => slots.bytes(),
                Index::Hashed { words, .. } => words.bytes(),
            }
    }
}

impl Default for Dict {
    fn default() -> Dict {
        Dict::new()
    }
}

impl Dict {
    /// An empty dict; allocates nothing.
    pub const fn new() -> Dict {
        Dict {
            entries: Buf::new(),
            index: Index::EMPTY,
            used: 0,
            version: UNNUMBERED,
        }
    }

    /// Number of keys.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.used as usize
    }

    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// One past the last entry's number, removed ones included.
    #[inline(always)]
    pub fn end(&self) -> usize {
        self.entries.len()
    }

    // ---- finding ----

    /// The entry with these hash bits that `hit` accepts. `hit` gets live and removed entries.
    #[inline(always)]
    fn find(&self, hash: u32, mut hit: impl FnMut(&Entry) -> bool) -> Option<usize> {
        let entries = self.entries.as_slice();
        let mut test = |i: usize| entries.get(i).is_some_and(&mut hit);
        match &self.index {
            Index::Tags { tags, .. } => probe_tags(*tags, hash, test),
            Index::Short { slots, .. } => probe(slots, hash, test),
            Index::Long { slots, .. } => probe(slots, hash, test),
            Index::Hashed { bits, words, .. } => {
                let (slots, hashes) = split(*bits, words);
                let mut test = |i: usize| hashes.get(i) == Some(&hash) && test(i);
                if slots.is_empty() {
                    (0..hashes.len()).find(|&i| test(i))
                } else {
                    probe(slots, hash, test)
                }
            }
        }
    }

    /// What can be told of str or small int `key` at a glance: it is the very key of an entry, or there
    /// is none with its hash.
    #[inline(always)]
    pub fn glance(&self, key: &Value) -> Glance {
        let hash = match key.as_small_int() {
            Some(i) => fold(hash_small(i)),
            None => match exact_str(key).map_or(0, Str::cached_hash) {
                0 => return Glance::Unsure,
                hash => hash,
            },
        };
        let entries = self.entries.as_slice();
        let candidate = match &self.index {
            Index::Tags { tags, .. } => first_tag(*tags, hash),
            Index::Short { slots, .. } => probe(slots, hash, |_| true),
            Index::Long { slots, .. } => probe(slots, hash, |_| true),
            Index::Hashed { .. } => return Glance::Unsure,
        };
        match candidate {
            None => Glance::Missing,
            Some(i) if entries.get(i).is_some_and(|e| e.key.is(key)) => Glance::At(i),
            Some(_) => Glance::Unsure,
        }
    }

    /// The entry with str key `key` (an exact str). Never runs Python: in a table with other keys
    /// than strings, a key whose `__eq__` might claim to equal the string isn't asked.
    #[inline]
    pub fn find_str(&self, heap: &Heap, key: &Value) -> Option<usize> {
        let text = exact_str(key)?;
        let hash = heap.hash_of(text);
        self.find(hash, |e| {
            e.key.is(key) || exact_str(&e.key).is_some_and(|s| same_text(s, text))
        })
    }

    /// The entry whose key is the str with these bytes.
    pub fn find_bytes(&self, heap: &Heap, key: &[u8]) -> Option<usize> {
        let hash = heap.hash_bytes(key);
        self.find(hash, |e| {
            exact_str(&e.key).is_some_and(|s| s.bytes() == key)
        })
    }

    /// The entry of small int `key`; `Err` when a key that isn't simple may have to be asked.
    #[inline]
    pub fn find_int(&self, key: &Value, value: i64) -> Result<Option<usize>, NotSimple> {
        let hash = fold(hash_small(value));
        let found = self.find(hash, |e| {
            e.key.is(key) || !e.key.is_int() && quick_eq(&e.key, key) == Some(true)
        });
        match (found, &self.index) {
            (None, Index::Hashed { .. }) => Err(NotSimple),
            _ => Ok(found),
        }
    }

    /// Looks for `key` from `cursor` on. Gives [`Step::Ask`] when only Python can tell whether an
    /// entry's key equals it; call again with the same cursor if it doesn't.
    pub fn search(&self, heap: &Heap, key: &Value, hash: u32, cursor: &mut Cursor) -> Step {
        loop {
            let candidate = match &self.index {
                Index::Tags { .. } => self.next_in_order(cursor),
                Index::Short { slots, .. } => probe_next(slots, hash, cursor),
                Index::Long { slots, .. } => probe_next(slots, hash, cursor),
                Index::Hashed { bits: 0, .. } => self.next_in_order(cursor),
                Index::Hashed { bits, words, .. } => {
                    probe_next(split(*bits, words).0, hash, cursor)
                }
            };
            let Some(i) = candidate else {
                return Step::Missing;
            };
            let Some(e) = self.entries.get(i) else {
                continue;
            };
            if e.key.is_unbound() || self.hash_at(heap, i) != hash {
                continue;
            }
            match quick_eq(&e.key, key) {
                Some(true) => return Step::Found(i),
                Some(false) => {}
                None => return Step::Ask(i),
            }
        }
    }

    fn next_in_order(&self, cursor: &mut Cursor) -> Option<usize> {
        cursor.at = cursor.at.wrapping_add(1);
        ((cursor.at as usize) < self.entries.len()).then_some(cursor.at as usize)
    }

    /// Whether there may be keys that aren't simple.
    #[inline(always)]
    pub fn has_any_keys(&self) -> bool {
        matches!(self.index, Index::Hashed { .. })
    }

    /// Something that changes when the table is rebuilt: a search can't go on then.
    pub fn layout_mark(&self) -> (usize, usize) {
        let index = match &self.index {
            Index::Tags { .. } => 0,
            Index::Short { slots, .. } => slots.as_ptr() as usize,
            Index::Long { slots, .. } => slots.as_ptr() as usize,
            Index::Hashed { words, .. } => words.as_ptr() as usize,
        };
        (self.entries.as_ptr() as usize, index)
    }

    /// Hash of entry `i`'s key.
    pub fn hash_at(&self, heap: &Heap, i: usize) -> u32 {
        match &self.index {
            Index::Hashed { bits, words, .. } => split(*bits, words).1.get(i).copied().unwrap_or(0),
            // D3
            _ => self
                .entries
                .get(i)
                .and_then(|e| simple_hash(heap, &e.key))
                .unwrap_or(0),
        }
    }

    // ---- entries by number ----

    /// The live entry `i`.
    #[inline(always)]
    pub fn entry(&self, i: usize) -> Option<(&Value, &Value)> {
        match self.entries.get(i) {
            Some(e) if !e.key.is_unbound() => Some((&e.key, &e.value)),
            _ => None,
        }
    }

    /// The value of entry `i`.
    #[inline(always)]
    pub fn value_at(&self, i: usize) -> Option<&Value> {
        self.entries.get(i).and_then(|e| e.value.bound())
    }

    /// Where the value of live entry `i` stands.
    #[inline(always)]
    pub fn slot_at(&mut self, i: usize) -> Option<&mut Value> {
        let e = self.entries.get_mut(i)?;
        (!e.key.is_unbound()).then_some(&mut e.value)
    }

    /// Replaces the value of live entry `i` and gives the old one; `None` if there is no such entry.
    #[inline(always)]
    pub fn set_value_at(&mut self, i: usize, v: Value) -> Option<Value> {
        Some(std::mem::replace(self.slot_at(i)?, v))
    }

    /// The first live entry at or behind `pos`, and the position behind it.
    #[inline]
    pub fn next_entry(&self, mut pos: usize) -> Option<(usize, &Value, &Value)> {
        loop {
            let e = self.entries.get(pos)?;
            pos += 1;
            if !e.key.is_unbound() {
                return Some((pos, &e.key, &e.value));
            }
        }
    }

    /// The last live entry before `pos`, and its number.
    pub fn prev_entry(&self, pos: usize) -> Option<(usize, &Value, &Value)> {
        let before = self.entries.get(..pos.min(self.entries.len()))?;
        let i = before.iter().rposition(|e| !e.key.is_unbound())?;
        Some((i, &before[i].key, &before[i].value))
    }

    /// Keys and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Value, &Value)> {
        self.entries
            .iter()
            .filter(|e| !e.key.is_unbound())
            .map(|e| (&e.key, &e.value))
    }

    // ---- the VM's names ----

    /// Value of str key `key` (see [`Dict::find_str`]).
    #[inline]
    pub fn get_str(&self, heap: &Heap, key: &Value) -> Option<&Value> {
        self.value_at(self.find_str(heap, key)?)
    }

    /// Sets str key `key` and gives the old value.
    #[inline]
    pub fn set_str(
        &mut self,
        heap: &Heap,
        key: &Value,
        v: Value,
    ) -> Result<Option<Value>, OutOfMemory> {
        if let Some(i) = self.find_str(heap, key) {
            return Ok(self.set_value_at(i, v));
        }
        let hash = exact_str(key).map_or(0, |s| heap.hash_of(s));
        self.insert_new(heap, key.clone(), hash, v)?;
        Ok(None)
    }

    /// Removes str key `key` and gives what was stored.
    pub fn remove_str(&mut self, heap: &Heap, key: &Value) -> Option<(Value, Value)> {
        self.remove_at(heap, self.find_str(heap, key)?)
    }

    /// Number of this state of the keys, [`UNNUMBERED`] when none was assigned; never 0. It changes
    /// whenever a key is added, removed or moved to another entry, or the entries move, not when a
    /// value is replaced.
    #[inline(always)]
    pub fn keys_version(&self) -> u32 {
        self.version
    }

    /// As [`Dict::keys_version`], taking a number from `next` if there is none. 0, which no dict has,
    /// when the numbers have run out.
    pub fn assign_version(&mut self, next: &mut u32) -> u32 {
        if self.version == UNNUMBERED {
            if *next == UNNUMBERED - 1 {
                return 0;
            }
            *next += 1;
            self.version = *next;
        }
        self.version
    }

    // ---- changing ----

    /// Adds a key that is known not to be there; gives its entry's number. On `Err` nothing has
    /// changed.
    pub fn insert_new(
        &mut self,
        heap: &Heap,
        key: Value,
        hash: u32,
        value: Value,
    ) -> Result<usize, OutOfMemory> {
        self.make_room(heap, &key)?;
        self.insert_reserved(heap, key, hash, value)
    }

    /// Readies everything for one more key, `key`, so that [`Dict::insert_reserved`] needs no memory.
    #[inline]
    pub fn make_room(&mut self, heap: &Heap, key: &Value) -> Result<(), OutOfMemory> {
        let i = self.entries.len();
        let plain = match &self.index {
            Index::Tags { room, .. } => *room > 0 && i < TAGS && is_simple(key),
            Index::Short { room, .. } | Index::Long { room, .. } => *room > 0 && is_simple(key),
            Index::Hashed { .. } => false,
        };
        if plain && i < self.entries.capacity() {
            return Ok(());
        }
        self.make_room_slow(heap, key)
    }

    #[inline(never)]
    fn make_room_slow(&mut self, heap: &Heap, key: &Value) -> Result<(), OutOfMemory> {
        if *self.index.room() == 0 {
            self.rebuild(heap)?;
        }
        if !self.has_any_keys() && !is_simple(key) {
            self.index = self.new_index(heap, true, true)?;
        } else if self.entries.len() == TAGS
            && matches!(
                self.index,
                Index::Tags { .. } | Index::Hashed { bits: 0, .. }
            )
        {
            self.index = self.new_index(heap, self.has_any_keys(), true)?;
        }
        let i = self.entries.len();
        if i == self.entries.capacity() {
            self.entries.reserve_exact(heap, growth(i))?;
            self.version = UNNUMBERED;
        }
        if let Index::Hashed { words, .. } = &mut self.index {
            words.reserve(heap, 1)?;
        }
        Ok(())
    }

    /// As [`Dict::insert_new`] after [`Dict::make_room`].
    #[inline]
    pub fn insert_reserved(
        &mut self,
        heap: &Heap,
        key: Value,
        hash: u32,
        value: Value,
    ) -> Result<usize, OutOfMemory> {
        let i = self.entries.len();
        match &mut self.index {
            Index::Tags { tags, room } => {
                let shift = i as u32 * 8;
                *tags = *tags & !(0xFF << shift) | (hash as u64 & 0xFF) << shift;
                *room -= 1;
            }
            Index::Short { slots, room } => {
                put(slots, hash, i as u32);
                *room -= 1;
            }
            Index::Long { slots, room } => {
                put(slots, hash, i as u32);
                *room -= 1;
            }
            Index::Hashed { bits, words, room } => {
                words.push(heap, hash)?;
                if *bits > 0
                    && let Some(slots) = words.get_mut(..1 << *bits)
                {
                    put(slots, hash, i as u32);
                }
                *room -= 1;
            }
        }
        self.entries.push(heap, Entry { key, value })?;
        self.used += 1;
        self.version = UNNUMBERED;
        Ok(i)
    }

    /// Adds a simple key that is known not to be there, if there is room already; tells whether it
    /// did.
    #[inline]
    pub fn insert_within(&mut self, key: &Value, hash: u32, value: &Value) -> bool {
        let i = self.entries.len();
        if i == self.entries.capacity() || !is_simple(key) {
            return false;
        }
        match &mut self.index {
            Index::Tags { tags, room } if *room > 0 && i < TAGS => {
                let shift = i as u32 * 8;
                *tags = *tags & !(0xFF << shift) | (hash as u64 & 0xFF) << shift;
                *room -= 1;
            }
            Index::Short { slots, room } if *room > 0 => {
                put(slots, hash, i as u32);
                *room -= 1;
            }
            Index::Long { slots, room } if *room > 0 => {
                put(slots, hash, i as u32);
                *room -= 1;
            }
            _ => return false,
        }
        let entry = Entry {
            key: key.clone(),
            value: value.clone(),
        };
        // There is room.
        let pushed = self.entries.push_within(entry).is_ok();
        debug_assert!(pushed);
        self.used += 1;
        self.version = UNNUMBERED;
        true
    }

    /// Room for `n` more entries; the index grows when they are added.
    pub fn reserve_entries(&mut self, heap: &Heap, n: usize) -> Result<(), OutOfMemory> {
        self.entries.reserve_exact(heap, n)
    }

    /// Removes live entry `i` and gives its key and value.
    pub fn remove_at(&mut self, heap: &Heap, i: usize) -> Option<(Value, Value)> {
        let hash = self.hash_at(heap, i);
        let e = self.entries.get_mut(i)?;
        if e.key.is_unbound() {
            return None;
        }
        let out = (e.key.take(), e.value.take());
        self.used -= 1;
        self.version = UNNUMBERED;
        match &mut self.index {
            Index::Tags { .. } => {}
            Index::Short { slots, .. } => unput(slots, hash, i as u32),
            Index::Long { slots, .. } => unput(slots, hash, i as u32),
            Index::Hashed { bits, words, .. } => {
                if *bits > 0
                    && let Some(slots) = words.get_mut(..1 << *bits)
                {
                    unput(slots, hash, i as u32);
                }
            }
        }
        Some(out)
    }

    /// Removes the last live entry and gives its key and value. Entries behind it are forgotten, so
    /// that doing it again and again stays cheap.
    pub fn pop_last(&mut self, heap: &Heap) -> Option<(Value, Value)> {
        let (i, _, _) = self.prev_entry(self.entries.len())?;
        let out = self.remove_at(heap, i);
        self.entries.truncate(i);
        if let Index::Hashed { bits, words, .. } = &mut self.index {
            words.truncate(slot_count(*bits) + i);
        }
        out
    }

    /// Removes everything; what was stored comes back, to be dropped by the caller.
    pub fn clear(&mut self) -> Buf<Entry> {
        self.version = UNNUMBERED;
        self.used = 0;
        self.index = Index::EMPTY;
        self.entries.take()
    }

    /// A dict with the same keys and values.
    pub fn copy(&self, heap: &Heap) -> Result<Dict, OutOfMemory> {
        let mut entries = Buf::with_capacity(heap, self.used as usize)?;
        for e in self.entries.iter().filter(|e| !e.key.is_unbound()) {
            entries.push(heap, e.clone())?;
        }
        let index = if entries.len() == self.entries.len() {
            match &self.index {
                Index::Tags { room, tags } => Index::Tags {
                    room: *room,
                    tags: *tags,
                },
                Index::Short { room, slots } => Index::Short {
                    room: *room,
                    slots: Buf::from_slice(heap, slots)?,
                },
                Index::Long { room, slots } => Index::Long {
                    room: *room,
                    slots: Buf::from_slice(heap, slots)?,
                },
                Index::Hashed { bits, room, words } => Index::Hashed {
                    bits: *bits,
                    room: *room,
                    words: Buf::from_slice(heap, words)?,
                },
            }
        } else {
            self.new_index(heap, self.has_any_keys(), false)?
        };
        Ok(Dict {
            entries,
            index,
            used: self.used,
            version: UNNUMBERED,
        })
    }

    /// Closes the gaps and makes the index anew, with room to grow.
    #[cold]
    #[inline(never)]
    fn rebuild(&mut self, heap: &Heap) -> Result<(), OutOfMemory> {
        self.index = self.new_index(heap, self.has_any_keys(), false)?;
        self.version = UNNUMBERED;
        // Removed entries hold nothing, so this drops nothing.
        self.entries.retain(|e| !e.key.is_unbound());
        if self.entries.capacity() > 64 && self.entries.capacity() / 4 > self.entries.len() {
            self.entries.shrink();
        }
        Ok(())
    }

    /// An index for the entries: with `gaps` as they are, in a table with as much room as this one;
    /// else for the live ones as they will be numbered without gaps, in one of the size that is due.
    /// `any`: for any keys.
    #[cold]
    #[inline(never)]
    fn new_index(&self, heap: &Heap, any: bool, gaps: bool) -> Result<Index, OutOfMemory> {
        let used = self.used as usize;
        let len = if gaps { self.entries.len() } else { used };
        let (size, room) = if gaps {
            let room = match &self.index {
                Index::Tags { room, .. }
                | Index::Short { room, .. }
                | Index::Long { room, .. }
                | Index::Hashed { room, .. } => *room,
            };
            let mut size = MIN_SLOTS;
            while usable(size) < len + room as usize {
                size *= 2;
            }
            (size, room)
        } else {
            let size = size_for(used);
            (size, usable(size).saturating_sub(used) as u32)
        };
        if size > 1 << 31 {
            return Err(OutOfMemory);
        }
        // Number and hash of each entry; a gap has none.
        let mut next = 0;
        let numbered = (0..self.entries.len()).filter_map(|i| {
            let live = !self.entries[i].key.is_unbound();
            let number = if gaps { i } else { next };
            next += live as usize;
            (live || gaps).then(|| {
                (
                    number as u32,
                    if live {
                        Some(self.hash_at(heap, i))
                    } else {
                        None
                    },
                )
            })
        });
        let small = len < TAGS;
        if any {
            let slots = if small { 0 } else { size };
            let mut words = Buf::with_capacity(heap, slots + len + len / 4 + 1)?;
            words.resize(heap, slots, u32::MAX)?;
            for (number, hash) in numbered {
                if let (Some(hash), false) = (hash, small) {
                    put(&mut words[..slots], hash, number);
                }
                words.push(heap, hash.unwrap_or(0))?;
            }
            let bits = if small {
                0
            } else {
                size.trailing_zeros() as u8
            };
            return Ok(Index::Hashed { bits, room, words });
        }
        let hashed = numbered.filter_map(|(number, hash)| Some((number, hash?)));
        if small {
            let tags = hashed.fold(0, |tags, (i, h)| tags | (h as u64 & 0xFF) << (i * 8));
            Ok(Index::Tags { room, tags })
        } else if size <= SHORT_SLOTS {
            let mut slots = Buf::with_capacity(heap, size)?;
            slots.resize(heap, size, u16::MAX)?;
            hashed.for_each(|(number, hash)| put(&mut slots, hash, number));
            Ok(Index::Short { room, slots })
        } else {
            let mut slots = Buf::with_capacity(heap, size)?;
            slots.resize(heap, size, u32::MAX)?;
            hashed.for_each(|(number, hash)| put(&mut slots, hash, number));
            Ok(Index::Long { room, slots })
        }
    }
}

/// Slots of [`Index::Hashed`].
#[inline(always)]
fn slot_count(bits: u8) -> usize {
    if bits == 0 { 0 } else { 1 << bits }
}

/// Slots and hashes of [`Index::Hashed`].
#[inline(always)]
fn split(bits: u8, words: &[u32]) -> (&[u32], &[u32]) {
    words
        .split_at_checked(slot_count(bits))
        .unwrap_or((&[], &[]))
}

/// Outcome of [`Dict::glance`].
#[derive(Debug, PartialEq, Eq)]
pub enum Glance {
    At(usize),
    Missing,
    /// Only a search can tell.
    Unsure,
}

/// Only Python can tell: use [`Dict::search`].
#[derive(Debug, PartialEq, Eq)]
pub struct NotSimple;

/// Outcome of [`Dict::search`].
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    Found(usize),
    Missing,
    /// Compare this entry's key.
    Ask(usize),
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
