//! Dict operations that may run Python (`__hash__`, `__eq__` of keys), for builtins and the VM.
//!
//! A search that had to ask Python starts anew when the table was rebuilt meanwhile or the asked
//! key is no longer in its entry. All functions take `d`, a dict or an instance of a subclass, and
//! work on its own storage: methods that a subclass overrides aren't called.

use super::key::{fold, simple_hash};
use super::slots::Cursor;
use super::table::{Dict, Glance, NotSimple, Step};
use crate::memory::hash::exact_str;
use crate::memory::inline::{Tuple, can_cycle, exact_tuple};
use crate::memory::value::Value;
use crate::raise;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};
use crate::vm::typedef::Item;

impl Vm {
    /// The hash that tables use for `key`. TypeError for an unhashable one.
    #[inline]
    pub(crate) fn key_hash(&mut self, key: &Value) -> Res<u32> {
        match simple_hash(&self.heap, key) {
            Some(hash) => Ok(hash),
            None => Ok(fold(self.hash(key)?)),
        }
    }

    /// The entry of `key`, whose hash is known.
    pub(crate) fn dict_find(&mut self, d: &Value, key: &Value, hash: u32) -> Res<Option<usize>> {
        let mut cursor = Cursor::new(hash);
        loop {
            let dict = self.of::<Dict>(d);
            let i = match dict.search(&self.heap, key, hash, &mut cursor) {
                Step::Found(i) => return Ok(Some(i)),
                Step::Missing => return Ok(None),
                Step::Ask(i) => i,
            };
            let Some((theirs, _)) = dict.entry(i) else {
                continue;
            };
            let (theirs, mark) = (theirs.clone(), dict.layout_mark());
            let equal = self.eq(&theirs, key)?;
            let dict = self.of::<Dict>(d);
            if dict.layout_mark() != mark || !dict.entry(i).is_some_and(|(k, _)| k.is(&theirs)) {
                cursor = Cursor::new(hash);
            } else if equal {
                return Ok(Some(i));
            }
        }
    }

    /// The entry of `key` if that can be told without Python: str and small int keys, unless the
    /// dict has keys of other types.
    #[inline]
    fn dict_find_fast(&self, d: &Value, key: &Value) -> Result<Option<usize>, NotSimple> {
        let dict = self.of::<Dict>(d);
        match dict.glance(key) {
            Glance::At(i) => Ok(Some(i)),
            Glance::Missing => Ok(None),
            Glance::Unsure => self.dict_find_simple(dict, key),
        }
    }

    #[inline(never)]
    fn dict_find_simple(&self, dict: &Dict, key: &Value) -> Result<Option<usize>, NotSimple> {
        if let Some(i) = key.as_small_int() {
            return dict.find_int(key, i);
        }
        if exact_str(key).is_some() {
            return match dict.find_str(&self.heap, key) {
                None if dict.has_any_keys() => Err(NotSimple),
                found => Ok(found),
            };
        }
        Err(NotSimple)
    }

    /// Entry of `key`, and its hash when that had to be computed.
    #[inline]
    fn dict_locate(&mut self, d: &Value, key: &Value) -> Res<Option<usize>> {
        match self.dict_find_fast(d, key) {
            Ok(found) => Ok(found),
            Err(NotSimple) => {
                let hash = self.key_hash(key)?;
                self.dict_find(d, key, hash)
            }
        }
    }

    /// `d[key]`, if it is there.
    #[inline]
    pub fn dict_get(&mut self, d: &Value, key: &Value) -> Res<Option<Value>> {
        let found = self.dict_locate(d, key)?;
        Ok(found.and_then(|i| self.of::<Dict>(d).value_at(i)).cloned())
    }

    /// Whether `key` is there.
    pub fn dict_contains(&mut self, d: &Value, key: &Value) -> Res<bool> {
        Ok(self.dict_locate(d, key)?.is_some())
    }

    /// `d[key] = value`.
    #[inline]
    pub fn dict_set(&mut self, d: &Value, key: &Value, value: &Value) -> Res<()> {
        match self.dict_find_fast(d, key) {
            Ok(Some(i)) => {
                self.dict_replace(d, i, value);
                Ok(())
            }
            Ok(None) => {
                let hash = simple_hash(&self.heap, key).unwrap_or(0);
                self.dict_insert(d, key, hash, value)
            }
            Err(NotSimple) => {
                let hash = self.key_hash(key)?;
                self.dict_set_hashed(d, key, hash, value)
            }
        }
    }

    /// `d[key] = value` with the hash known.
    pub(crate) fn dict_set_hashed(
        &mut self,
        d: &Value,
        key: &Value,
        hash: u32,
        value: &Value,
    ) -> Res<()> {
        match self.dict_find(d, key, hash)? {
            Some(i) => {
                self.dict_replace(d, i, value);
                Ok(())
            }
            None => self.dict_insert(d, key, hash, value),
        }
    }

    /// Replaces the value of entry `i`.
    #[inline]
    fn dict_replace(&mut self, d: &Value, i: usize, value: &Value) {
        if can_cycle(value) {
            self.heap.track(d);
        }
        let (dict, _) = self.of_mut::<Dict>(d);
        drop(dict.set_value_at(i, value.clone()));
    }

    /// Adds `key`, which isn't there.
    fn dict_insert(&mut self, d: &Value, key: &Value, hash: u32, value: &Value) -> Res<()> {
        let cycle = can_cycle(value) || can_cycle(key);
        let (dict, _) = self.of_mut::<Dict>(d);
        if !dict.insert_within(key, hash, value) {
            self.dict_insert_slow(d, key, hash, value)?;
        }
        if cycle {
            self.heap.track(d);
        }
        Ok(())
    }

    #[inline(never)]
    fn dict_insert_slow(&mut self, d: &Value, key: &Value, hash: u32, value: &Value) -> Res<()> {
        self.with_memory(|vm| {
            let (dict, heap) = vm.of_mut::<Dict>(d);
            dict.make_room(heap, key)
        })?;
        let (dict, heap) = self.of_mut::<Dict>(d);
        dict.insert_reserved(heap, key.clone(), hash, value.clone())?;
        Ok(())
    }

    /// Removes `key`; its value, if it was there.
    pub fn dict_remove(&mut self, d: &Value, key: &Value) -> Res<Option<Value>> {
        let Some(i) = self.dict_locate(d, key)? else {
            return Ok(None);
        };
        let (dict, heap) = self.of_mut::<Dict>(d);
        Ok(dict.remove_at(heap, i).map(|(_, value)| value))
    }

    /// `d["key"]`, if it is there.
    pub fn dict_get_str(&mut self, d: &Value, key: &str) -> Res<Option<Value>> {
        let dict = self.of::<Dict>(d);
        Ok(dict
            .find_bytes(&self.heap, key.as_bytes())
            .and_then(|i| dict.value_at(i))
            .cloned())
    }

    /// `d["key"] = value`; the key is interned.
    pub fn dict_set_str(&mut self, d: &Value, key: &str, value: &Value) -> Res<()> {
        let key = self.intern(key)?;
        self.dict_set(d, &key, value)
    }

    /// `d.setdefault(key, default)`.
    pub fn dict_setdefault(&mut self, d: &Value, key: &Value, default: &Value) -> Res {
        let (found, hash) = match self.dict_find_fast(d, key) {
            Ok(found) => (found, simple_hash(&self.heap, key).unwrap_or(0)),
            Err(NotSimple) => {
                let hash = self.key_hash(key)?;
                (self.dict_find(d, key, hash)?, hash)
            }
        };
        if let Some(v) = found.and_then(|i| self.of::<Dict>(d).value_at(i)) {
            return Ok(v.clone());
        }
        self.dict_insert(d, key, hash, default)?;
        Ok(default.clone())
    }

    /// KeyError with `key` as its argument.
    #[cold]
    pub fn key_error(&mut self, key: &Value) -> Raised {
        self.err_value(T::KeyError, key.clone())
    }

    /// An exact dict with the entries of `d`.
    pub fn dict_copy(&mut self, d: &Value) -> Res {
        let copy = self.with_memory(|vm| vm.of::<Dict>(d).copy(&vm.heap))?;
        let cycle = self.is_tracked(d);
        self.charge(copy.len() as u64)?;
        let new = self.alloc(T::Dict, copy)?;
        if cycle {
            self.heap.track(&new);
        }
        Ok(new)
    }

    fn is_tracked(&self, d: &Value) -> bool {
        crate::memory::heap::Heap::is_tracked(d)
    }

    /// Sets each of dict `from`'s items in `d`. RuntimeError when `from` changes size meanwhile.
    pub fn dict_merge(&mut self, d: &Value, from: &Value) -> Res<()> {
        if d.is(from) || self.of::<Dict>(from).is_empty() {
            return Ok(());
        }
        let (end, used) = (self.of::<Dict>(from).end(), self.of::<Dict>(from).len());
        let mut pos = 0;
        self.charge(used as u64)?;
        while let Some((next, key, value)) = self.of::<Dict>(from).next_entry(pos) {
            let (key, value) = (key.clone(), value.clone());
            pos = next;
            match self.dict_find_fast(d, &key) {
                Ok(Some(i)) => self.dict_replace(d, i, &value),
                found => {
                    let hash = self.of::<Dict>(from).hash_at(&self.heap, next - 1);
                    match found {
                        Ok(_) => self.dict_insert(d, &key, hash, &value)?,
                        Err(NotSimple) => self.dict_set_hashed(d, &key, hash, &value)?,
                    }
                }
            }
            let from = self.of::<Dict>(from);
            if from.end() != end || from.len() != used {
                raise!(self, RuntimeError, "dict mutated during update");
            }
        }
        Ok(())
    }

    /// `d.update(other)`: a mapping (something with `keys`) or an iterable of pairs.
    pub fn dict_update(&mut self, d: &Value, other: &Value) -> Res<()> {
        if self.is_exact(other, T::Dict) {
            return self.dict_merge(d, other);
        }
        match self.try_attr(other, "keys")? {
            Some(_) => self.dict_merge_mapping(d, other),
            None => self.dict_merge_pairs(d, other),
        }
    }

    /// `d.update(mapping)` for any mapping: goes by its `keys` and `[]`, unless it is a dict whose
    /// iteration is dict's own.
    pub fn dict_merge_mapping(&mut self, d: &Value, mapping: &Value) -> Res<()> {
        if self.iterates_as_dict(mapping) {
            return self.dict_merge(d, mapping);
        }
        let keys = self.call_method(mapping, "keys", &[])?;
        let it = self.iter(&keys)?;
        while let Some(key) = self.next(&it)? {
            self.charge(1)?;
            let value = self.get_item(mapping, &key)?;
            self.dict_set(d, &key, &value)?;
        }
        Ok(())
    }

    /// Whether `v` is a dict, or of a subclass that doesn't override `__iter__`.
    pub(crate) fn iterates_as_dict(&self, v: &Value) -> bool {
        if self.get::<Dict>(v).is_none() {
            return false;
        }
        let own = super::DEF.slots.iter.map(|f| f as usize);
        self.is_exact(v, T::Dict) || self.ty(self.type_of(v)).slots.iter.map(|f| f as usize) == own
    }

    fn dict_merge_pairs(&mut self, d: &Value, pairs: &Value) -> Res<()> {
        let it = self.iter(pairs)?;
        let mut n = 0usize;
        while let Some(pair) = self.next_parts(&it)? {
            self.charge(1)?;
            let pair = match pair {
                Item::Pair(key, value) => {
                    self.dict_set(d, &key, &value)?;
                    n += 1;
                    continue;
                }
                Item::One(pair) => pair,
            };
            if let Some([key, value]) = exact_tuple(&pair).map(Tuple::items) {
                self.dict_set(d, key, value)?;
                n += 1;
                continue;
            }
            let items = match self.collect(&pair) {
                Ok(items) => items,
                Err(e) if self.caught(&e, T::TypeError) => {
                    raise!(
                        self,
                        TypeError,
                        "cannot convert dictionary update sequence element #{n} to a sequence"
                    )
                }
                Err(e) => return Err(e),
            };
            let [key, value] = items.as_slice() else {
                let len = items.len();
                raise!(
                    self,
                    ValueError,
                    "dictionary update sequence element #{n} has length {len}; 2 is required"
                );
            };
            self.dict_set(d, key, value)?;
            n += 1;
        }
        Ok(())
    }

    /// Whether two dicts are equal.
    pub(crate) fn dict_equal(&mut self, a: &Value, b: &Value) -> Res<bool> {
        if self.of::<Dict>(a).len() != self.of::<Dict>(b).len() {
            return Ok(false);
        }
        let mut pos = 0;
        while let Some((next, key, value)) = self.of::<Dict>(a).next_entry(pos) {
            let (key, value) = (key.clone(), value.clone());
            let hash = self.of::<Dict>(a).hash_at(&self.heap, next - 1);
            pos = next;
            self.charge(1)?;
            let found = self.dict_find(b, &key, hash)?;
            let Some(other) = found.and_then(|i| self.of::<Dict>(b).value_at(i)).cloned() else {
                return Ok(false);
            };
            if !self.eq(&other, &value)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
