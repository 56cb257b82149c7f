//! Set operations that may run Python (`__hash__`, `__eq__`), step by step as CPython performs them:
//! the order of a result depends on how it was built. Functions take sets or frozensets, subclasses
//! too, and work on their own storage.

use super::table::{Search, Set, Step};
use crate::memory::buf::Buf;
use crate::memory::inline::can_cycle;
use crate::memory::value::Value;
use crate::types::dict::Dict;
use crate::types::dict::key::is_simple;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::generator::Want;

impl Vm {
    /// An empty set.
    pub fn set_new(&mut self) -> Res {
        self.alloc(T::Set, Set::new())
    }

    pub(crate) fn is_set(&self, v: &Value) -> bool {
        self.get::<Set>(v).is_some()
    }

    pub(crate) fn set_len(&self, s: &Value) -> usize {
        self.of::<Set>(s).len()
    }

    /// Where `key` is (`Ok`) or belongs (`Err`).
    #[inline]
    fn set_find(&mut self, s: &Value, key: &Value, hash: i64) -> Res<Result<usize, usize>> {
        match self.of::<Set>(s).find(key, hash) {
            Some(found) => Ok(found),
            None => self.set_find_asking(s, key, hash),
        }
    }

    #[cold]
    fn set_find_asking(&mut self, s: &Value, key: &Value, hash: i64) -> Res<Result<usize, usize>> {
        let mut search = Search::new(hash);
        loop {
            let set = self.of::<Set>(s);
            let at = match set.search(key, &mut search) {
                Step::Found(at) => return Ok(Ok(at)),
                Step::Missing(at) => return Ok(Err(at)),
                Step::Ask(at) => at,
            };
            let Some(theirs) = set.key_at(at).cloned() else {
                continue;
            };
            let mark = set.layout_mark();
            let equal = self.eq(&theirs, key)?;
            let set = self.of::<Set>(s);
            if set.layout_mark() != mark
                || !set.key_at(at).is_some_and(|k| k.is(&theirs))
                || !set.keeps_gap(&search)
            {
                search = Search::new(hash);
            } else if equal {
                return Ok(Ok(at));
            }
        }
    }

    /// Adds `key`, whose hash is known.
    pub(crate) fn set_add_hashed(&mut self, s: &Value, key: &Value, hash: i64) -> Res<()> {
        let Err(at) = self.set_find(s, key, hash)? else {
            return Ok(());
        };
        self.with_memory(|vm| {
            let (set, heap) = vm.of_mut::<Set>(s);
            set.insert_at(heap, at, key.clone(), hash)
        })?;
        if can_cycle(key) {
            self.heap.track(s);
        }
        Ok(())
    }

    /// `s.add(key)`.
    pub fn set_add(&mut self, s: &Value, key: &Value) -> Res<()> {
        let hash = self.hash(key)?;
        self.set_add_hashed(s, key, hash)
    }

    pub(crate) fn set_contains_hashed(&mut self, s: &Value, key: &Value, hash: i64) -> Res<bool> {
        Ok(self.set_find(s, key, hash)?.is_ok())
    }

    /// `key in s`, for a hashable key.
    pub fn set_contains(&mut self, s: &Value, key: &Value) -> Res<bool> {
        let hash = self.hash(key)?;
        self.set_contains_hashed(s, key, hash)
    }

    /// Removes `key`; tells whether it was there.
    pub(crate) fn set_discard_hashed(&mut self, s: &Value, key: &Value, hash: i64) -> Res<bool> {
        let Ok(at) = self.set_find(s, key, hash)? else {
            return Ok(false);
        };
        Ok(self.of_mut::<Set>(s).0.remove_at(at).is_some())
    }

    /// The key and hash at or behind `pos` (which moves behind it).
    pub(crate) fn set_next(&self, s: &Value, pos: &mut usize) -> Option<(Value, i64)> {
        let (next, key, hash) = self.of::<Set>(s).next_entry(*pos)?;
        *pos = next;
        Some((key.clone(), hash))
    }

    /// A set or frozenset (exact) with the items of `s`.
    pub(crate) fn set_copy(&mut self, s: &Value, t: T) -> Res {
        let new = self.alloc(t, Set::new())?;
        self.set_merge(&new, s)?;
        Ok(new)
    }

    /// `s |= other` for two sets.
    fn set_merge(&mut self, s: &Value, other: &Value) -> Res<()> {
        if s.is(other) {
            return Ok(());
        }
        self.charge(self.set_len(other) as u64)?;
        if self.set_merge_fresh(s, other)? {
            if crate::memory::heap::Heap::is_tracked(other) {
                self.heap.track(s);
            }
            return Ok(());
        }
        let mut pos = 0;
        while let Some((key, hash)) = self.set_next(other, &mut pos) {
            self.set_add_hashed(s, &key, hash)?;
        }
        Ok(())
    }

    /// [`Set::merge_fresh`] with both sets in hand.
    fn set_merge_fresh(&mut self, s: &Value, other: &Value) -> Res<bool> {
        self.with_memory(|vm| {
            // Out of its object while it is worked on, as only one object can be borrowed for
            // changing; nothing can see it meanwhile.
            let mut set = std::mem::take(vm.of_mut::<Set>(s).0);
            let done = set.merge_fresh(&vm.heap, vm.of::<Set>(other));
            *vm.of_mut::<Set>(s).0 = set;
            done
        })
    }

    /// As [`Vm::set_update`] for an empty set that Python code doesn't see yet.
    pub(crate) fn set_fill(&mut self, s: &Value, iterable: &Value) -> Res<()> {
        if !self.is_exact(iterable, T::Generator) {
            return self.set_update(s, iterable);
        }
        let mut some = Buf::new();
        loop {
            let next = self.next_into(iterable, Want::Simple, &mut some)?;
            for key in std::mem::take(&mut some) {
                self.set_add(s, &key)?;
            }
            let Some(key) = next else { return Ok(()) };
            self.set_add(s, &key)?;
            if !is_simple(&key) {
                // From now on comparing keys may run Python.
                return self.set_update(s, iterable);
            }
        }
    }

    /// `s.update(iterable)`.
    pub fn set_update(&mut self, s: &Value, iterable: &Value) -> Res<()> {
        if self.is_set(iterable) {
            return self.set_merge(s, iterable);
        }
        if self.is_exact(iterable, T::Dict) {
            let more = self.of::<Dict>(iterable).len();
            self.with_memory(|vm| {
                let (set, heap) = vm.of_mut::<Set>(s);
                set.presize(heap, more)
            })?;
            let mut pos = 0;
            while let Some((next, key, _)) = self.of::<Dict>(iterable).next_entry(pos) {
                let key = key.clone();
                pos = next;
                self.charge(1)?;
                self.set_add(s, &key)?;
            }
            return Ok(());
        }
        let it = self.iter(iterable)?;
        while let Some(key) = self.next(&it)? {
            self.charge(1)?;
            self.set_add(s, &key)?;
        }
        Ok(())
    }

    /// What the result of an operation on `s` is: set, or frozenset for frozensets.
    pub(crate) fn set_result_type(&self, s: &Value) -> T {
        if self.is_a(s, T::FrozenSet) {
            T::FrozenSet
        } else {
            T::Set
        }
    }

    /// `s & other` for any iterable.
    pub(crate) fn set_intersection(&mut self, s: &Value, other: &Value) -> Res {
        let t = self.set_result_type(s);
        if s.is(other) {
            return self.set_copy(s, t);
        }
        if self.is_set(other) {
            let (few, many) = if self.set_len(other) > self.set_len(s) {
                (s, other)
            } else {
                (other, s)
            };
            if let Some(result) = self.set_filtered(few, many, true, t)? {
                return Ok(result);
            }
            let result = self.alloc(t, Set::new())?;
            let mut pos = 0;
            while let Some((key, hash)) = self.set_next(few, &mut pos) {
                self.charge(1)?;
                if self.set_contains_hashed(many, &key, hash)? {
                    self.set_add_hashed(&result, &key, hash)?;
                }
            }
            return Ok(result);
        }
        let result = self.alloc(t, Set::new())?;
        let it = self.iter(other)?;
        while let Some(key) = self.next(&it)? {
            self.charge(1)?;
            let hash = self.hash(&key)?;
            if self.set_contains_hashed(s, &key, hash)? {
                self.set_add_hashed(&result, &key, hash)?;
                if self.set_len(&result) >= self.set_len(s) {
                    break;
                }
            }
        }
        Ok(result)
    }

    /// A set or frozenset of those items of set `s` that are (`there`) or are not in set `other`; `None`
    /// when Python has to be asked.
    fn set_filtered(&mut self, s: &Value, other: &Value, there: bool, t: T) -> Res<Option<Value>> {
        self.charge(self.set_len(s) as u64)?;
        let made = self.with_memory(|vm| {
            let (set, other) = (vm.of::<Set>(s), vm.of::<Set>(other));
            set.filtered(&vm.heap, other, there)
        })?;
        let Some(made) = made else { return Ok(None) };
        let cycles = made.iter().any(|(key, _)| can_cycle(key));
        let result = self.alloc(t, made)?;
        if cycles {
            self.heap.track(&result);
        }
        Ok(Some(result))
    }

    /// `s - other` for any iterable.
    pub(crate) fn set_difference(&mut self, s: &Value, other: &Value) -> Res {
        let t = self.set_result_type(s);
        let dict = self.is_exact(other, T::Dict);
        let size = if self.is_set(other) {
            Some(self.set_len(other))
        } else if dict {
            Some(self.of::<Dict>(other).len())
        } else {
            None
        };
        // Few to remove: copy and remove them.
        if size.is_none_or(|n| self.set_len(s) >> 2 > n) {
            let result = self.set_copy(s, t)?;
            self.set_difference_update(&result, other)?;
            return Ok(result);
        }
        if !dict && let Some(result) = self.set_filtered(s, other, false, t)? {
            return Ok(result);
        }
        let result = self.alloc(t, Set::new())?;
        let mut pos = 0;
        while let Some((key, hash)) = self.set_next(s, &mut pos) {
            self.charge(1)?;
            let there = if dict {
                self.dict_contains(other, &key)?
            } else {
                self.set_contains_hashed(other, &key, hash)?
            };
            if !there {
                self.set_add_hashed(&result, &key, hash)?;
            }
        }
        Ok(result)
    }

    /// `s -= other` for any iterable.
    pub fn set_difference_update(&mut self, s: &Value, other: &Value) -> Res<()> {
        if s.is(other) {
            self.set_clear(s);
            return Ok(());
        }
        if self.is_set(other) {
            let mut other = other.clone();
            // Much bigger than this set: look only at what both have.
            if self.set_len(&other) >> 3 > self.set_len(s) {
                other = self.set_intersection(s, &other)?;
            }
            let mut pos = 0;
            while let Some((key, hash)) = self.set_next(&other, &mut pos) {
                self.charge(1)?;
                self.set_discard_hashed(s, &key, hash)?;
            }
        } else {
            let it = self.iter(other)?;
            while let Some(key) = self.next(&it)? {
                self.charge(1)?;
                let hash = self.hash(&key)?;
                self.set_discard_hashed(s, &key, hash)?;
            }
        }
        self.with_memory(|vm| {
            let (set, heap) = vm.of_mut::<Set>(s);
            set.tidy(heap)
        })
    }

    /// `s ^= other` for any iterable.
    pub fn set_symmetric_difference_update(&mut self, s: &Value, other: &Value) -> Res<()> {
        if s.is(other) {
            self.set_clear(s);
            return Ok(());
        }
        if self.is_exact(other, T::Dict) {
            let mut pos = 0;
            while let Some((next, key, _)) = self.of::<Dict>(other).next_entry(pos) {
                let key = key.clone();
                pos = next;
                let hash = self.hash(&key)?;
                self.set_toggle(s, &key, hash)?;
            }
            return Ok(());
        }
        let other = if self.is_set(other) {
            other.clone()
        } else {
            let t = self.set_result_type(s);
            let made = self.alloc(t, Set::new())?;
            self.set_update(&made, other)?;
            made
        };
        let mut pos = 0;
        while let Some((key, hash)) = self.set_next(&other, &mut pos) {
            self.set_toggle(s, &key, hash)?;
        }
        Ok(())
    }

    fn set_toggle(&mut self, s: &Value, key: &Value, hash: i64) -> Res<()> {
        self.charge(1)?;
        if !self.set_discard_hashed(s, key, hash)? {
            self.set_add_hashed(s, key, hash)?;
        }
        Ok(())
    }

    /// `s ^ other` for any iterable: a set of the other, toggled by this one.
    pub(crate) fn set_symmetric_difference(&mut self, s: &Value, other: &Value) -> Res {
        let t = self.set_result_type(s);
        let result = self.alloc(t, Set::new())?;
        self.set_update(&result, other)?;
        self.set_symmetric_difference_update(&result, s)?;
        Ok(result)
    }

    /// `s.clear()`.
    pub(crate) fn set_clear(&mut self, s: &Value) {
        let old = self.of_mut::<Set>(s).0.take_all();
        drop(old);
    }

    /// Gives `s` the keys of `other`, a set that nobody else has.
    pub(crate) fn set_take(&mut self, s: &Value, other: &Value) {
        let theirs = std::mem::take(self.of_mut::<Set>(other).0);
        let old = self.of_mut::<Set>(s).0.swap(theirs);
        if crate::memory::heap::Heap::is_tracked(other) {
            self.heap.track(s);
        }
        drop(old);
    }

    /// Whether every item of set `a` is in set `b`.
    pub(crate) fn set_all_in(&mut self, a: &Value, b: &Value) -> Res<bool> {
        if self.set_len(a) > self.set_len(b) {
            return Ok(false);
        }
        if let Some(all) = self.of::<Set>(a).all_in(self.of::<Set>(b)) {
            self.charge(self.set_len(a) as u64)?;
            return Ok(all);
        }
        let mut pos = 0;
        while let Some((key, hash)) = self.set_next(a, &mut pos) {
            self.charge(1)?;
            if !self.set_contains_hashed(b, &key, hash)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
