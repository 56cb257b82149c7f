//! What the loop's instructions do with collections: displays, unpacking into them, slices,
//! patterns of sequences and mappings.

use super::Vm;
use super::error::Res;
use crate::memory::buf::Buf;
use crate::memory::header::Kind;
use crate::memory::inline::exact_tuple;
use crate::memory::value::Value;
use crate::raise;
use crate::types::dict::Dict;
use crate::types::list::List;
use crate::types::registry::T;
use crate::types::sequence::{Bounds, sliced};
use crate::types::str::cursor;
use crate::types::textual::{BytesText, item};
use crate::types::type_::{MATCH_MAPPING, MATCH_SEQUENCE};

impl Vm {
    /// A list of the values in `items`, which are taken out: numbers or markers stay behind, no
    /// pointers. On an error they are all still there.
    pub(crate) fn list_take(&mut self, items: &mut [Value]) -> Res {
        let mut buf = self.with_memory(|vm| Buf::with_capacity(&vm.heap, items.len()))?;
        let list = self.alloc(T::List, List::default())?;
        for item in items {
            // There is room for all.
            buf.push(&self.heap, item.take())?;
        }
        *self.of_mut::<List>(&list).0.buf() = buf;
        Ok(list)
    }

    /// `{k: v, …}` of keys and values in turn.
    pub(crate) fn build_map(&mut self, items: &[Value]) -> Res {
        let d = self.dict()?;
        if !items.is_empty() {
            self.with_memory(|vm| {
                let (dict, heap) = vm.of_mut::<Dict>(&d);
                dict.reserve_entries(heap, items.len() / 2)
            })?;
        }
        for pair in items.chunks_exact(2) {
            self.dict_set(&d, &pair[0], &pair[1])?;
        }
        Ok(d)
    }

    /// Adds to the set that a display builds.
    pub(crate) fn set_insert(&mut self, set: &Value, item: &Value) -> Res<()> {
        self.set_add(set, item)
    }

    /// `[*iterable]`: extends the list that a display builds.
    pub(crate) fn list_extend(&mut self, list: &Value, iterable: &Value) -> Res<()> {
        match self.list_extend_with(list, iterable) {
            Err(e)
                if self.slots(iterable).iter.is_none()
                    && !self.is_sequence(iterable)
                    && self.caught(&e, T::TypeError) =>
            {
                let t = self.type_name(iterable).to_owned();
                raise!(
                    self,
                    TypeError,
                    "Value after * must be an iterable, not {t}"
                )
            }
            done => done,
        }
    }

    /// `{**mapping}`.
    pub(crate) fn map_update(&mut self, d: &Value, mapping: &Value) -> Res<()> {
        match self.mapping_keys(mapping)? {
            true => self.dict_merge_mapping(d, mapping),
            false => {
                let t = self.type_name(mapping).to_owned();
                raise!(self, TypeError, "'{t}' object is not a mapping")
            }
        }
    }

    /// Whether `v` is a mapping as `**` has it: a dict, or something with `keys`.
    fn mapping_keys(&mut self, v: &Value) -> Res<bool> {
        Ok(self.get::<Dict>(v).is_some() || self.try_attr(v, "keys")?.is_some())
    }

    /// `f(..., **mapping)`: adds to the keywords of a call of `f`, TypeError for one that is there.
    pub(crate) fn map_merge(&mut self, d: &Value, mapping: &Value, f: &Value) -> Res<()> {
        if !self.mapping_keys(mapping)? {
            let (name, t) = (self.callee_name(f), self.type_name(mapping).to_owned());
            raise!(
                self,
                TypeError,
                "{name} argument after ** must be a mapping, not {t}"
            );
        }
        if self.of::<Dict>(d).is_empty() {
            return self.dict_merge_mapping(d, mapping);
        }
        let keys = self.call_method(mapping, "keys", &[])?;
        let it = self.iter(&keys)?;
        while let Some(key) = self.next(&it)? {
            self.charge(1)?;
            if self.dict_contains(d, &key)? {
                let name = self.callee_name(f);
                if self.wtf8(&key).is_none() {
                    raise!(self, TypeError, "keywords must be strings");
                }
                let key = self.text(&key).unwrap_or("?").to_owned();
                raise!(
                    self,
                    TypeError,
                    "{name} got multiple values for keyword argument '{key}'"
                );
            }
            let value = self.get_item(mapping, &key)?;
            self.dict_set(d, &key, &value)?;
        }
        Ok(())
    }

    /// `o[start:stop]`.
    pub(crate) fn get_slice(&mut self, o: &Value, start: &Value, stop: &Value) -> Res {
        // The commonest sequences need no slice object.
        if plain_bound(start) && plain_bound(stop) {
            let bounds = Bounds {
                start: start.as_small_int(),
                stop: stop.as_small_int(),
                step: 1,
            };
            match o.header() {
                Some(h) if h.is_exact(Kind::Str) => return cursor::slice(self, o, bounds),
                Some(h) if h.is_exact(Kind::Bytes) => {
                    return item::slice::<BytesText>(self, o, bounds);
                }
                Some(h) if h.is_exact(Kind::List) || h.is_exact(Kind::Tuple) => {
                    let list = h.is_exact(Kind::List);
                    let len = self.items(o).map_or(0, <[Value]>::len);
                    let range = bounds.fit(len);
                    if !list && range.count == len {
                        return Ok(o.clone());
                    }
                    self.charge(range.count as u64 / 8)?;
                    let items = sliced(self, o, range)?;
                    return if list {
                        self.list(items)
                    } else {
                        self.tuple_of(items)
                    };
                }
                _ => {}
            }
        }
        let slice = self.new_slice(start, stop, &Value::NONE)?;
        self.get_item(o, &slice)
    }

    /// `o[start:stop:step]`.
    pub(crate) fn get_slice_by(
        &mut self,
        o: &Value,
        start: &Value,
        stop: &Value,
        step: &Value,
    ) -> Res {
        let list = self.is_exact(o, T::List);
        if (list || self.is_exact(o, T::Tuple))
            && let Some(bounds) = Bounds::plain(start, stop, step)
        {
            let len = self.items(o).map_or(0, <[Value]>::len);
            let range = bounds.fit(len);
            if !list && range.count == len && range.step == 1 {
                return Ok(o.clone());
            }
            self.charge(range.count as u64 / 8)?;
            let items = sliced(self, o, range)?;
            return match list {
                true => self.list(items),
                false => self.tuple_of(items),
            };
        }
        let slice = self.new_slice(start, stop, step)?;
        self.get_item(o, &slice)
    }

    /// `o[start:stop] = v`.
    pub(crate) fn set_slice(
        &mut self,
        o: &Value,
        start: &Value,
        stop: &Value,
        v: &Value,
    ) -> Res<()> {
        if self.is_exact(o, T::List)
            && let Some(bounds) = Bounds::plain(start, stop, &Value::NONE)
        {
            return crate::types::list::item::assign(self, o, bounds, v);
        }
        let slice = self.new_slice(start, stop, &Value::NONE)?;
        self.set_item(o, &slice, v)
    }

    /// Whether a pattern treats `v` as a mapping or as a sequence.
    pub(crate) fn match_kind(&self, v: &Value, mapping: bool) -> bool {
        self.ty(self.type_of(v)).has(if mapping {
            MATCH_MAPPING
        } else {
            MATCH_SEQUENCE
        })
    }

    /// The values of mapping `subject` for a tuple of keys, or None when one is missing. ValueError
    /// for a key that stands there twice.
    pub(crate) fn match_keys(&mut self, subject: &Value, keys: &Value) -> Res {
        let keys = keys.clone();
        let Some(keys) = exact_tuple(&keys) else {
            return Ok(Value::NONE);
        };
        let mut values = Buf::with_capacity(&self.heap, keys.len())?;
        if keys.is_empty() {
            return self.tuple_of(values);
        }
        let get = self.attr(subject, "get")?;
        // What `get` gives for a missing key: an object that is nowhere else.
        let missing = self.set_new()?;
        let seen = self.set_new()?;
        for key in keys.items() {
            if self.set_contains(&seen, key)? {
                let shown = self.repr(key)?;
                let shown = self.text(&shown).unwrap_or("?").to_owned();
                raise!(
                    self,
                    ValueError,
                    "mapping pattern checks duplicate key ({shown})"
                );
            }
            self.set_add(&seen, key)?;
            let value = self.call(&get, &[key.clone(), missing.clone()])?;
            if value.is(&missing) {
                return Ok(Value::NONE);
            }
            values.push(&self.heap, value)?;
        }
        self.tuple_of(values)
    }
}

/// A bound of a slice that needs no `__index__`.
fn plain_bound(v: &Value) -> bool {
    v.is_int() || v.is_none()
}
