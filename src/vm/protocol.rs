//! Protocols: repr, hash, truth, length, items, iteration, and the guards of recursive natives.
//!
//! Everything here may run Python code.

use super::Vm;
use super::error::{Raised, Res};
use super::generator::Want;
use super::names::N;
use crate::memory::buf::Buf;
use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::raise;
use crate::types::registry::T;

/// Bytes of native stack that a step of native recursion must find.
const STACK_MARGIN: usize = 96 * 1024;

impl Vm {
    // ---- native recursion ----

    /// RecursionError when the native stack runs low.
    #[inline]
    pub(crate) fn check_native_stack(&mut self) -> Res<()> {
        self.check_native_stack_for("")
    }

    /// As [`Vm::check_native_stack`]; `what` ends the RecursionError's message.
    #[inline]
    pub(crate) fn check_native_stack_for(&mut self, what: &str) -> Res<()> {
        let here = 0u8;
        if (&raw const here as usize) < self.stack_floor + STACK_MARGIN {
            return Err(self.recursion_error(what));
        }
        Ok(())
    }

    /// Runs a recursive step of a native algorithm; `what` ends the RecursionError's message.
    #[inline]
    pub fn nested<X>(&mut self, what: &str, f: impl FnOnce(&mut Vm) -> Res<X>) -> Res<X> {
        let here = 0u8;
        let limit = self.recursion_limit.saturating_mul(NATIVE_PER_FRAME);
        if (&raw const here as usize) < self.stack_floor + STACK_MARGIN || self.depth >= limit {
            return Err(self.recursion_error(what));
        }
        self.depth += 1;
        let r = f(self);
        self.depth -= 1;
        r
    }

    /// Runs `f` unless the repr of `v` is under way already; then `None`.
    pub fn repr_guard(&mut self, v: &Value, f: impl FnOnce(&mut Vm) -> Res) -> Res<Option<Value>> {
        if self.in_repr.contains(&v.word()) {
            return Ok(None);
        }
        self.in_repr.push(v.word());
        let r = self.nested(" while getting the repr of an object", f);
        self.in_repr.pop();
        r.map(Some)
    }

    // ---- text ----

    /// `repr(v)`: a string.
    pub fn repr(&mut self, v: &Value) -> Res {
        if let Some(i) = v.as_small_int() {
            return self.small_int_text(i);
        }
        let r = match self.slots(v).repr {
            Some(f) => self.nested(" while getting the repr of an object", |vm| f(vm, v))?,
            None => self.default_repr(v)?,
        };
        if self.get::<Str>(&r).is_none() {
            let t = self.type_name(&r).to_owned();
            raise!(self, TypeError, "__repr__ returned non-string (type {t})");
        }
        Ok(r)
    }

    /// `<module.Class object at 0x…>`.
    pub fn default_repr(&mut self, v: &Value) -> Res {
        let class = self.type_of(v).clone();
        let name = self.class_full_name(&class)?;
        let id = self.id(v);
        self.format(format_args!("<{name} object at {id:#x}>"))
    }

    /// `str(v)`: a string.
    pub fn str_value(&mut self, v: &Value) -> Res {
        if let Some(i) = v.as_small_int() {
            return self.small_int_text(i);
        }
        if self.is_exact(v, T::Str) {
            return Ok(v.clone());
        }
        let r = match self.slots(v).str {
            Some(f) => self.nested(" while getting the str of an object", |vm| f(vm, v))?,
            None => return self.repr(v),
        };
        if self.get::<Str>(&r).is_none() {
            let t = self.type_name(&r).to_owned();
            raise!(self, TypeError, "__str__ returned non-string (type {t})");
        }
        Ok(r)
    }

    /// What `id(v)` gives: an address relative to the heap for objects, so that it repeats from run
    /// to run; a number made of the bits for the rest.
    pub fn id(&self, v: &Value) -> u64 {
        match v.header() {
            Some(h) => self.heap.relative_address(h),
            None => v.word(),
        }
    }

    // ---- truth, hash, length ----

    /// `bool(v)`.
    #[inline]
    pub fn truthy(&mut self, v: &Value) -> Res<bool> {
        if let Some(b) = v.as_bool() {
            return Ok(b);
        }
        if let Some(i) = v.as_small_int() {
            return Ok(i != 0);
        }
        if v.is_none() {
            return Ok(false);
        }
        if let Some(f) = v.as_inline_float() {
            return Ok(f != 0.0);
        }
        let s = self.slots(v);
        if let Some(f) = s.bool {
            return f(self, v);
        }
        match s.len {
            Some(f) => Ok(f(self, v)? != 0),
            None => Ok(true),
        }
    }

    /// `hash(v)`.
    #[inline]
    pub fn hash(&mut self, v: &Value) -> Res<i64> {
        if let Some(i) = v.as_small_int() {
            return Ok(crate::num::hash::hash_i64(i));
        }
        match self.slots(v).hash {
            Some(f) => f(self, v),
            None => Err(self.unhashable(v)),
        }
    }

    #[cold]
    pub fn unhashable(&mut self, v: &Value) -> Raised {
        let t = self.type_name(v).to_owned();
        self.type_error(format_args!("unhashable type: '{t}'"))
    }

    /// Hash by identity.
    pub fn identity_hash(&self, v: &Value) -> i64 {
        (self.id(v) as i64).rotate_right(4)
    }

    /// `len(v)`.
    pub fn len(&mut self, v: &Value) -> Res<usize> {
        match self.slots(v).len {
            Some(f) => f(self, v),
            None => {
                let t = self.type_name(v).to_owned();
                raise!(self, TypeError, "object of type '{t}' has no len()")
            }
        }
    }

    /// `operator.length_hint(v)`: 0 when there is none.
    pub fn length_hint(&mut self, v: &Value) -> Res<usize> {
        if let Some(f) = self.slots(v).len {
            match f(self, v) {
                Ok(n) => return Ok(n),
                Err(e) if self.caught(&e, T::TypeError) => return Ok(0),
                Err(e) => return Err(e),
            }
        }
        let Some(f) = self.lookup_special(v, N::__length_hint__)? else {
            return Ok(0);
        };
        let r = match self.call_unbound(&f, v, &[]) {
            Ok(r) => r,
            Err(e) if self.caught(&e, T::TypeError) => return Ok(0),
            Err(e) => return Err(e),
        };
        if r.is_not_implemented() {
            return Ok(0);
        }
        match r.as_small_int() {
            Some(n) if n >= 0 => Ok(n as usize),
            Some(_) => raise!(self, ValueError, "__length_hint__() should return >= 0"),
            None => {
                let t = self.type_name(&r).to_owned();
                raise!(
                    self,
                    TypeError,
                    "__length_hint__ must be an integer, not {t}"
                )
            }
        }
    }

    // ---- items ----

    /// `o[i]`.
    pub fn get_item(&mut self, o: &Value, i: &Value) -> Res {
        match self.slots(o).get_item {
            Some(f) => f(self, o, i),
            None => {
                if self.is_class(o) {
                    return self.class_get_item(o, i);
                }
                let t = self.type_name(o).to_owned();
                raise!(self, TypeError, "'{t}' object is not subscriptable")
            }
        }
    }

    /// `C[i]`: the metaclass's `__getitem__` was not there; `__class_getitem__`.
    fn class_get_item(&mut self, class: &Value, i: &Value) -> Res {
        if class.is(self.class(T::Type)) {
            return self.generic_alias(class, i);
        }
        let name = self.name(N::__class_getitem__)?;
        if let Some(f) = self.find_class_attr(class, &name)? {
            return self.call(&f, std::slice::from_ref(i));
        }
        let n = self.class_name(class).to_owned();
        raise!(self, TypeError, "type '{n}' is not subscriptable")
    }

    /// `o[i] = v`.
    pub fn set_item(&mut self, o: &Value, i: &Value, v: &Value) -> Res<()> {
        match self.slots(o).set_item {
            Some(f) => f(self, o, i, Some(v)),
            None => {
                let t = self.type_name(o).to_owned();
                raise!(
                    self,
                    TypeError,
                    "'{t}' object does not support item assignment"
                )
            }
        }
    }

    /// `del o[i]`.
    pub fn del_item(&mut self, o: &Value, i: &Value) -> Res<()> {
        match self.slots(o).set_item {
            Some(f) => f(self, o, i, None),
            None => {
                let t = self.type_name(o).to_owned();
                // CPython asks sequences in other words, which all classes written in Python are.
                let s = self.slots(o);
                let sequence = s.len.is_some() || self.ty(self.type_of(o)).is_heap();
                if sequence && self.slots(i).index.is_some() {
                    raise!(
                        self,
                        TypeError,
                        "'{t}' object doesn't support item deletion"
                    )
                }
                raise!(
                    self,
                    TypeError,
                    "'{t}' object does not support item deletion"
                )
            }
        }
    }

    /// `x in o`.
    pub fn contains(&mut self, o: &Value, x: &Value) -> Res<bool> {
        if let Some(f) = self.slots(o).contains {
            return f(self, o, x);
        }
        self.search(o, x)
    }

    /// `x in o` by iteration.
    pub(crate) fn search(&mut self, o: &Value, x: &Value) -> Res<bool> {
        let it = match self.iter(o) {
            Ok(it) => it,
            Err(e) if self.caught(&e, T::TypeError) => {
                let t = self.type_name(o).to_owned();
                raise!(self, TypeError, "argument of type '{t}' is not iterable")
            }
            Err(e) => return Err(e),
        };
        while let Some(v) = self.next(&it)? {
            if self.eq(&v, x)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    // ---- iteration ----

    /// `iter(v)`.
    pub fn iter(&mut self, v: &Value) -> Res {
        let s = self.slots(v);
        if let Some(f) = s.iter {
            let it = f(self, v)?;
            if self.slots(&it).next.is_none() {
                let t = self.type_name(&it).to_owned();
                raise!(
                    self,
                    TypeError,
                    "iter() returned non-iterator of type '{t}'"
                );
            }
            return Ok(it);
        }
        if self.is_sequence(v) {
            return self.sequence_iter(v);
        }
        let t = self.type_name(v).to_owned();
        raise!(self, TypeError, "'{t}' object is not iterable")
    }

    /// As [`Vm::next`] by the slot; doesn't charge.
    pub(crate) fn next_by_slot(&mut self, it: &Value) -> Res<Option<Value>> {
        match self.slots(it).next {
            Some(f) => {
                // Iterators of iterators nest as deep as a script likes.
                self.check_native_stack()?;
                match f(self, it) {
                    // What a native iterator calls may say that it ends.
                    Err(e) if self.caught(&e, T::StopIteration) => Ok(None),
                    r => r,
                }
            }
            None => {
                let t = self.type_name(it).to_owned();
                raise!(self, TypeError, "'{t}' object is not an iterator")
            }
        }
    }

    /// All items of an iterable.
    pub fn collect(&mut self, v: &Value) -> Res<Buf<Value>> {
        if self.is_exact(v, T::List) || self.is_exact(v, T::Tuple) {
            let n = self.items(v).map_or(0, <[Value]>::len);
            self.charge(n as u64)?;
            return Ok(Buf::from_slice(
                &self.heap,
                self.items(v).unwrap_or_default(),
            )?);
        }
        let it = self.iter(v)?;
        let hint = self.length_hint(v)?;
        let mut out = Buf::new();
        if hint > 0 && self.heap.could_hold(hint.saturating_mul(8)) {
            out.reserve(&self.heap, hint)?;
        }
        while let Some(x) = self.next_into(&it, Want::All, &mut out)? {
            out.push(&self.heap, x)?;
        }
        Ok(out)
    }

    // ---- work and limits ----

    /// Charges fuel for `n` units of work; stops the run when there is none left, or raises
    /// KeyboardInterrupt.
    #[inline]
    pub fn charge(&mut self, n: u64) -> Res<()> {
        self.tick -= n.min(i64::MAX as u64) as i64;
        if self.tick < 0 {
            self.safepoint()
        } else {
            Ok(())
        }
    }

    // ---- unpacking ----

    #[cold]
    pub(crate) fn unpack_count_error(&mut self, want: usize, have: Option<usize>) -> Raised {
        match have {
            Some(h) if h < want => self.value_error(format_args!(
                "not enough values to unpack (expected {want}, got {h})"
            )),
            // How many there were is not told: of an iterator nobody could know.
            _ => self.value_error(format_args!("too many values to unpack (expected {want})")),
        }
    }

    #[cold]
    pub(crate) fn unpack_star_error(&mut self, before: usize, after: usize, have: usize) -> Raised {
        self.value_error(format_args!(
            "not enough values to unpack (expected at least {}, got {have})",
            before + after
        ))
    }

    /// Exactly `n` items of an iterable.
    pub(crate) fn unpack_iterable(&mut self, v: &Value, n: usize) -> Res<Buf<Value>> {
        let it = self.iter_for_unpack(v)?;
        let mut out = Buf::new();
        for i in 0..n {
            match self.next(&it)? {
                Some(x) => out.push(&self.heap, x)?,
                None => return Err(self.unpack_count_error(n, Some(i))),
            }
        }
        if self.next(&it)?.is_some() {
            let have = if self.is_exact(v, T::Dict) {
                Some(self.len(v)?)
            } else {
                None
            };
            return Err(self.unpack_count_error(n, have));
        }
        Ok(out)
    }

    pub(crate) fn collect_for_unpack(&mut self, v: &Value) -> Res<Buf<Value>> {
        let it = self.iter_for_unpack(v)?;
        let mut out = Buf::new();
        while let Some(x) = self.next_into(&it, Want::All, &mut out)? {
            out.push(&self.heap, x)?;
        }
        Ok(out)
    }

    fn iter_for_unpack(&mut self, v: &Value) -> Res {
        match self.iter(v) {
            Err(e)
                if self.slots(v).iter.is_none()
                    && self.slots(v).get_item.is_none()
                    && self.caught(&e, T::TypeError) =>
            {
                let t = self.type_name(v).to_owned();
                raise!(self, TypeError, "cannot unpack non-iterable {t} object")
            }
            r => r,
        }
    }

    /// Attribute `n` of `v`'s type, bound to `v`.
    pub fn special(&mut self, v: &Value, n: N) -> Res<Option<Value>> {
        match self.lookup_special(v, n)? {
            Some(f) => {
                let class = self.type_of(v).clone();
                self.bind_descriptor(&f, Some(v), &class).map(Some)
            }
            None => Ok(None),
        }
    }
}

/// How many native steps a Python frame's share of the recursion limit stands for.
const NATIVE_PER_FRAME: usize = 8;
