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
//! - D4: `version` is 0 or a number that no other state of any dict's keys has had.
//!
//! Users: `types::dict`, the VM's name lookups and inline caches. Only functions with a `heap`
//! argument and a `Result` allocate.

use crate::memory::buf::Buf;
use crate::memory::hash::{exact_str, same_text};
use crate::memory::header::{Kind, Payload};
use crate::memory::heap::{Heap, OutOfMemory};
use crate::memory::value::Value;
use crate::num::hash::{hash_f64, hash_i64};

/// `hash(None)`.
pub const HASH_NONE: i64 = 0xFCA8_6420;

/// Most entries that [`Index::Tags`] serves.
const TAGS: usize = 8;
/// Most slots of [`Index::Short`]: leaves two bits of each for hash bits, which tell three in four
/// wrong entries from the right one without looking at them.
const SHORT_SLOTS: usize = 1 << 14;
const MIN_SLOTS: usize = 16;

/// The 32 bits of a Python hash that tables use: the low half, mixed with the high one where that
/// isn't zero.
#[inline(always)]
pub fn fold(hash: i64) -> u32 {
    let high = (hash as u64) >> 32;
    (hash as u32) ^ (high.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
}

/// Python's hash of a small int.
#[inline(always)]
fn hash_small(i: i64) -> i64 {
    // Nearly all ints are their own hash.
    if (-(1 << 60)..1 << 60).contains(&i) && i != -1 {
        i
    } else {
        hash_i64(i)
    }
}

/// Hash of a simple key; `None` for any other.
#[inline]
pub fn simple_hash(heap: &Heap, key: &Value) -> Option<u32> {
    if let Some(i) = key.as_small_int() {
        return Some(fold(hash_small(i)));
    }
    if let Some(f) = key.as_inline_float() {
        // Inline floats are no NaNs.
        return Some(fold(hash_f64(f).unwrap_or(0)));
    }
    if key.is_ptr() {
        return exact_str(key).map(|s| heap.hash_of(s));
    }
    match key.as_bool() {
        Some(b) => Some(b as u32),
        None if key.is_none() => Some(fold(HASH_NONE)),
        None => None,
    }
}

/// Whether [`simple_hash`] gives something.
#[inline]
pub fn is_simple(key: &Value) -> bool {
    key.is_int()
        || key.is_inline_float()
        || key.is_bool()
        || key.is_none()
        || exact_str(key).is_some()
}

/// Equality as far as it can be told without Python: identity, and simple keys.
#[inline]
pub fn quick_eq(a: &Value, b: &Value) -> Option<bool> {
    if a.is(b) {
        return Some(true);
    }
    if a.is_int() && b.is_int() {
        return Some(false);
    }
    if a.is_ptr() || b.is_ptr() {
        return match (exact_str(a), exact_str(b)) {
            (Some(x), Some(y)) => Some(same_text(x, y)),
            (Some(_), None) if !b.is_ptr() => Some(false),
            (None, Some(_)) if !a.is_ptr() => Some(false),
            _ => None,
        };
    }
    match (number(a), number(b)) {
        (Some(x), Some(y)) => Some(x == y),
        _ => Some(false),
    }
}

/// A number without a box.
#[derive(Clone, Copy)]
enum Number {
    Int(i64),
    Float(f64),
}

impl PartialEq for Number {
    fn eq(&self, other: &Number) -> bool {
        match (*self, *other) {
            (Number::Int(a), Number::Int(b)) => a == b,
            (Number::Float(a), Number::Float(b)) => a == b,
            // Exact: an i64 that survives the trip through f64 is that float.
            (Number::Int(i), Number::Float(f)) | (Number::Float(f), Number::Int(i)) => {
                i as f64 == f && (i as f64) as i128 == i as i128
            }
        }
    }
}

fn number(v: &Value) -> Option<Number> {
    if let Some(i) = v.as_small_int() {
        Some(Number::Int(i))
    } else if let Some(f) = v.as_inline_float() {
        Some(Number::Float(f))
    } else {
        v.as_bool().map(|b| Number::Int(b as i64))
    }
}

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

/// A slot: the low bits (as many as the table's mask) number an entry, those above are the
/// hash's. All low bits set: empty; one less: a removed entry's.
trait Slot: Copy {
    fn wide(self) -> u32;
    fn cut(word: u32) -> Self;
}
impl Slot for u16 {
    #[inline(always)]
    fn wide(self) -> u32 {
        self as u32
    }
    #[inline(always)]
    fn cut(word: u32) -> u16 {
        word as u16
    }
}
impl Slot for u32 {
    #[inline(always)]
    fn wide(self) -> u32 {
        self
    }
    #[inline(always)]
    fn cut(word: u32) -> u32 {
        word
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

/// Where a probe stands; kept while Python compares keys.
#[derive(Clone, Copy)]
pub struct Cursor {
    at: u32,
    perturb: u32,
}

impl Cursor {
    /// The beginning of a search for `hash`.
    pub fn new(hash: u32) -> Cursor {
        Cursor {
            at: u32::MAX,
            perturb: hash,
        }
    }
}

#[inline(always)]
fn step(at: u32, perturb: &mut u32, mask: u32) -> u32 {
    *perturb >>= 5;
    at.wrapping_mul(5).wrapping_add(*perturb).wrapping_add(1) & mask
}

/// Goes through the entries whose hash bits agree until `hit` accepts one: gives it.
#[inline(always)]
fn probe<S: Slot>(slots: &[S], hash: u32, mut hit: impl FnMut(usize) -> bool) -> Option<usize> {
    let mask = slots.len().wrapping_sub(1) as u32;
    let high = S::cut(!mask).wide();
    let mut perturb = hash;
    let mut at = hash & mask;
    loop {
        // In range: `at` is masked. An empty slice has no keys.
        let slot = slots.get(at as usize)?.wide();
        if slot & mask == mask {
            return None;
        }
        if (slot ^ hash) & high == 0 && hit((slot & mask) as usize) {
            return Some((slot & mask) as usize);
        }
        at = step(at, &mut perturb, mask);
    }
}

/// The next entry whose hash bits agree, and the probe that continues behind it.
fn probe_next<S: Slot>(slots: &[S], hash: u32, cursor: &mut Cursor) -> Option<usize> {
    let mask = slots.len().wrapping_sub(1) as u32;
    let high = S::cut(!mask).wide();
    loop {
        cursor.at = match cursor.at {
            u32::MAX => hash & mask,
            at => step(at, &mut cursor.perturb, mask),
        };
        let slot = slots.get(cursor.at as usize)?.wide();
        if slot & mask == mask {
            return None;
        }
        if (slot ^ hash) & high == 0 {
            return Some((slot & mask) as usize);
        }
    }
}

/// Puts `entry` into the first slot that isn't in use.
fn put<S: Slot>(slots: &mut [S], hash: u32, entry: u32) {
    let mask = slots.len().wrapping_sub(1) as u32;
    let mut perturb = hash;
    let mut at = hash & mask;
    while let Some(slot) = slots.get_mut(at as usize) {
        if slot.wide() & mask >= mask - 1 {
            *slot = S::cut(hash & !mask | entry);
            return;
        }
        at = step(at, &mut perturb, mask);
    }
}

/// Marks the slot of `entry` as removed.
fn unput<S: Slot>(slots: &mut [S], hash: u32, entry: u32) {
    let mask = slots.len().wrapping_sub(1) as u32;
    let mut perturb = hash;
    let mut at = hash & mask;
    while let Some(slot) = slots.get_mut(at as usize) {
        let number = slot.wide() & mask;
        if number == entry {
            *slot = S::cut(mask - 1);
            return;
        }
        if number == mask {
            return;
        }
        at = step(at, &mut perturb, mask);
    }
}

const LANES: u64 = 0x0101_0101_0101_0101;

/// Calls `hit` for the entries whose tag is the hash's low byte (and now and then another, which
/// `hit` must turn down) until it accepts one.
#[inline(always)]
fn probe_tags(tags: u64, hash: u32, mut hit: impl FnMut(usize) -> bool) -> Option<usize> {
    let x = tags ^ LANES.wrapping_mul(hash as u64 & 0xFF);
    let mut zero = x.wrapping_sub(LANES) & !x & (LANES << 7);
    while zero != 0 {
        let entry = (zero.trailing_zeros() >> 3) as usize;
        if hit(entry) {
            return Some(entry);
        }
        zero &= zero - 1;
    }
    None
}

/// The payload of dicts.
pub struct Dict {
    entries: Buf<Entry>,
    index: Index,
    used: u32,
    version: u32,
}

const _: () = assert!(size_of::<Dict>() == 48);

impl Payload for Dict {
    const KIND: Kind = Kind::Dict;

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        for e in &self.entries {
            visit(&e.key);
            visit(&e.value);
        }
    }

    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        self.version = 0;
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
            version: 0,
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

    /// Replaces the value of live entry `i` and gives the old one; `None` if there is no such entry.
    #[inline(always)]
    pub fn set_value_at(&mut self, i: usize, v: Value) -> Option<Value> {
        let e = self.entries.get_mut(i)?;
        if e.key.is_unbound() {
            return None;
        }
        Some(std::mem::replace(&mut e.value, v))
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

    /// Number of this state of the keys, 0 when none was assigned. It changes whenever a key is
    /// added, removed or moved to another entry, not when a value is replaced.
    #[inline(always)]
    pub fn keys_version(&self) -> u32 {
        self.version
    }

    /// As [`Dict::keys_version`], taking a number from `next` if there is none. 0 when the numbers
    /// have run out.
    pub fn assign_version(&mut self, next: &mut u32) -> u32 {
        if self.version == 0 && *next != u32::MAX {
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
        if *self.index.room() == 0 {
            self.rebuild(heap)?;
        }
        if !self.has_any_keys() && !is_simple(&key) {
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
        }
        match &mut self.index {
            Index::Tags { tags, .. } => {
                let shift = i as u32 * 8;
                *tags = *tags & !(0xFF << shift) | (hash as u64 & 0xFF) << shift;
            }
            Index::Short { slots, .. } => put(slots, hash, i as u32),
            Index::Long { slots, .. } => put(slots, hash, i as u32),
            Index::Hashed { bits, words, .. } => {
                words.push(heap, hash)?;
                if *bits > 0
                    && let Some(slots) = words.get_mut(..1 << *bits)
                {
                    put(slots, hash, i as u32);
                }
            }
        }
        *self.index.room() -= 1;
        self.entries.push(heap, Entry { key, value })?;
        self.used += 1;
        self.version = 0;
        Ok(i)
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
        self.version = 0;
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
        self.version = 0;
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
            version: 0,
        })
    }

    /// Closes the gaps and makes the index anew, with room to grow.
    #[cold]
    #[inline(never)]
    fn rebuild(&mut self, heap: &Heap) -> Result<(), OutOfMemory> {
        self.index = self.new_index(heap, self.has_any_keys(), false)?;
        self.version = 0;
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
mod tests {
    use super::*;
    use crate::memory::heap::HeapConfig;
    use crate::memory::inline::{Bytes8, new_str, new_tuple};
    use crate::memory::shape::Shape;

    /// A heap and a shape for objects whose type nobody asks for.
    struct World {
        shape: Box<Shape>,
        heap: Box<Heap>,
    }

    impl World {
        fn new() -> World {
            World {
                shape: Shape::root(0, 0, false),
                heap: Heap::new(HeapConfig::default()),
            }
        }
        fn str(&self, s: &str) -> Value {
            new_str(
                &self.heap,
                &self.shape,
                0,
                Bytes8::Copy(s.as_bytes()),
                true,
                s.len(),
                0,
            )
            .unwrap()
        }
        fn object(&self) -> Value {
            new_tuple(&self.heap, &self.shape, 0, 1, |_| Value::ZERO).unwrap()
        }
    }

    /// A dict that also takes objects, whose hash is a number and which equal only themselves.
    fn locate(w: &World, d: &Dict, key: &Value, hash: u32) -> Option<usize> {
        let mut cursor = Cursor::new(hash);
        loop {
            match d.search(&w.heap, key, hash, &mut cursor) {
                Step::Found(i) => return Some(i),
                Step::Missing => return None,
                Step::Ask(_) => {}
            }
        }
    }

    fn check(w: &World, d: &Dict, model: &[(Value, u32, i64)]) {
        assert_eq!(d.len(), model.len());
        let got: Vec<_> = d
            .iter()
            .map(|(k, v)| (k.word(), v.as_small_int().unwrap()))
            .collect();
        let want: Vec<_> = model.iter().map(|(k, _, v)| (k.word(), *v)).collect();
        assert_eq!(got, want);
        for (k, h, v) in model {
            let i = locate(w, d, k, *h).unwrap();
            assert_eq!(d.value_at(i).unwrap().as_small_int(), Some(*v));
            if exact_str(k).is_some() {
                assert_eq!(d.find_str(&w.heap, k), Some(i));
            } else if let Some(n) = k.as_small_int() {
                assert_eq!(d.find_int(k, n), Ok(Some(i)));
            }
        }
    }

    /// Random insertions, replacements, removals and pops against a list of pairs.
    fn run(seed: u64, keys: usize, steps: usize, with_objects: bool) {
        let w = World::new();
        let mut x = seed | 1;
        let mut random = move |n: usize| {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            (x >> 20) as usize % n
        };
        let pool: Vec<(Value, u32)> = (0..keys)
            .map(|i| match i % 4 {
                0 => w.str(&format!("key{i}")),
                1 => Value::int(i as i64 * 4096 - 5000),
                2 if with_objects => w.object(),
                2 => Value::inline_float(i as f64 + 0.5).unwrap(),
                _ => Value::int(-(i as i64)),
            })
            // Objects get few hashes, so that they collide.
            .map(|k| {
                (
                    simple_hash(&w.heap, &k).unwrap_or(77 + k.word() as u32 % 3),
                    k,
                )
            })
            .map(|(h, k)| (k, h))
            .collect();
        let mut d = Dict::new();
        let mut model: Vec<(Value, u32, i64)> = Vec::new();
        for n in 0..steps {
            let (key, hash) = &pool[random(keys)];
            let found = locate(&w, &d, key, *hash);
            let at = model.iter().position(|(k, _, _)| k.is(key));
            assert_eq!(found.is_some(), at.is_some());
            // Phases of growing and of shrinking.
            match (found, at) {
                (Some(i), Some(m)) if random(3) == 0 || n / 500 % 2 == 1 => {
                    let (k, v) = d.remove_at(&w.heap, i).unwrap();
                    assert!(k.is(key));
                    assert_eq!(v.as_small_int(), Some(model.remove(m).2));
                }
                (Some(i), Some(m)) => {
                    model[m].2 = n as i64;
                    assert!(d.set_value_at(i, Value::int(n as i64)).is_some());
                }
                _ if n / 500 % 2 == 1 && random(2) == 0 => {
                    let last = d.pop_last(&w.heap).map(|(k, v)| (k.word(), v.word()));
                    let want = model
                        .pop()
                        .map(|(k, _, v)| (k.word(), Value::int(v).word()));
                    assert_eq!(last, want);
                }
                _ => {
                    d.insert_new(&w.heap, key.clone(), *hash, Value::int(n as i64))
                        .unwrap();
                    model.push((key.clone(), *hash, n as i64));
                }
            }
            if n % 97 == 0 {
                check(&w, &d, &model);
                check(&w, &d.copy(&w.heap).unwrap(), &model);
            }
        }
        check(&w, &d, &model);
        assert_eq!(d.clear().len() >= model.len(), true);
        assert!(d.is_empty() && d.iter().next().is_none());
    }

    #[test]
    fn behaves_as_a_list_of_pairs() {
        for seed in 0..40 {
            run(seed * 77 + 3, 6 + seed as usize * 3, 3000, seed % 2 == 0);
        }
    }

    #[test]
    fn big_tables_too() {
        run(5, 9000, 60_000, false);
        run(6, 9000, 30_000, true);
    }

    #[test]
    fn equal_numbers_are_one_key() {
        let w = World::new();
        let mut d = Dict::new();
        d.insert_new(&w.heap, Value::ONE, 1, Value::int(10))
            .unwrap();
        for key in [Value::TRUE, Value::inline_float(1.0).unwrap()] {
            let hash = simple_hash(&w.heap, &key).unwrap();
            assert_eq!(locate(&w, &d, &key, hash), Some(0));
        }
        assert_eq!(
            quick_eq(
                &Value::int((1 << 53) + 1),
                &Value::inline_float((1u64 << 53) as f64).unwrap()
            ),
            Some(false)
        );
        assert_eq!(
            quick_eq(
                &Value::inline_float(0.0).unwrap(),
                &Value::inline_float(-0.0).unwrap()
            ),
            Some(true)
        );
        assert_eq!(quick_eq(&Value::NONE, &Value::FALSE), Some(false));
    }

    #[test]
    fn versions_follow_the_keys() {
        let w = World::new();
        let mut d = Dict::new();
        let mut next = 0;
        let (a, b) = (w.str("a"), w.str("b"));
        assert!(d.set_str(&w.heap, &a, Value::ONE).unwrap().is_none());
        let v = d.assign_version(&mut next);
        assert!(v != 0 && d.assign_version(&mut next) == v);
        assert!(d.set_str(&w.heap, &a, Value::ZERO).unwrap().is_some());
        assert_eq!(d.keys_version(), v);
        d.set_str(&w.heap, &b, Value::ONE).unwrap();
        assert_eq!(d.keys_version(), 0);
        assert!(d.assign_version(&mut next) > v);
        assert!(d.remove_str(&w.heap, &a).is_some());
        assert_eq!(d.keys_version(), 0);
        next = u32::MAX;
        assert_eq!(d.assign_version(&mut next), 0);
        assert_eq!(
            d.find_bytes(&w.heap, b"b")
                .and_then(|i| d.value_at(i))
                .unwrap()
                .as_small_int(),
            Some(1)
        );
    }

    /// CPython 3.13's table for `n` str keys: a header of 32 bytes, slots of one byte (two from 256
    /// of them), 16 bytes for each entry that the slots serve.
    fn theirs(n: usize) -> usize {
        let slots = (3..).map(|k| 1 << k).find(|s| usable(*s) >= n).unwrap();
        32 + slots * if slots < 256 { 1 } else { 2 } + usable(slots) * 16
    }

    #[test]
    fn smaller_than_cpythons_on_average() {
        let w = World::new();
        let (mut d, mut ours, mut other) = (Dict::new(), 0, 0);
        for n in 1..=5000 {
            d.set_str(&w.heap, &w.str(&format!("k{n}")), Value::NONE)
                .unwrap();
            ours += d.extra_bytes();
            other += theirs(n);
            if [5, 42, 85, 341, 5000].contains(&n) {
                assert!(ours <= other, "{n}: {ours} > {other}");
            }
        }
    }
}
