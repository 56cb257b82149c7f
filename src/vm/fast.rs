//! What the loop does inline or nearly so: cache hits, items of lists, unpacking.
//!
//! Unless it says otherwise nothing here runs Python, allocates or collects. The invariants are
//! those of `run`.

use super::Vm;
use super::error::Res;
use super::frame::{CacheKind, SiteCache, SiteCaches};
use crate::code::opcodes::{BinOp, Flags, UnaryOp};
use crate::memory::buf::Buf;
use crate::memory::hash::{exact_str, same_text};
use crate::memory::header::{Header, Kind, payload};
use crate::memory::inline::{Str, Tuple, can_cycle};
use crate::memory::instance;
use crate::memory::value::{INT_MAX, INT_MIN, Value};
use crate::types::cell::Cell;
use crate::types::code::CodeObject;
use crate::types::dict::Dict;
use crate::types::dict::table::Glance;
use crate::types::function::Function;
use crate::types::list::List;
use crate::types::native::NativeFunction;
use crate::vm::typedef::{Binding, MethodDef};
use std::ptr;

/// Work units of a call, beside the instructions it runs.
pub(super) const CALL_COST: i64 = 4;

/// Operator of an instruction's flags (the verifier has checked the range).
pub(super) fn bin_op(f: Flags) -> BinOp {
    use BinOp::*;
    const ALL: [BinOp; 14] = [
        Add, Sub, Mul, TrueDiv, FloorDiv, Mod, Pow, LShift, RShift, And, Or, Xor, MatMul, DivMod,
    ];
    ALL[f.0 as usize % ALL.len()]
}

pub(super) fn unary_op(f: Flags) -> UnaryOp {
    match f.0 {
        0 => UnaryOp::Neg,
        1 => UnaryOp::Pos,
        _ => UnaryOp::Invert,
    }
}

/// The float of an odd word.
#[inline(always)]
pub(super) fn float_of(word: u64) -> f64 {
    f64::from_bits(word.rotate_right(3).wrapping_sub(3 << 60))
}

/// The word of `f` if that is a float which needs no box.
#[inline(always)]
pub(super) fn float_word(f: f64) -> u64 {
    f.to_bits().wrapping_add(3 << 60).rotate_left(3)
}

/// Whether a word made by [`float_word`] is that of a float with 2^-255 <= |x| < 2^257. (The lowest
/// bit tells floats without box and NaN from the others; the next one those from zeros, infinities,
/// NaN and the very small and large.)
#[inline(always)]
pub(super) fn is_ordinary_float(word: u64) -> bool {
    word & 3 == 3
}

/// The word of an int, if it needs no box.
#[inline(always)]
pub(super) fn int_word(i: i64) -> Option<i64> {
    if (INT_MIN..=INT_MAX).contains(&i) {
        Some(i << 2)
    } else {
        None
    }
}

/// Python's `//` for a divisor that isn't 0.
#[inline(always)]
pub(super) fn floor_div(x: i64, y: i64) -> i64 {
    let q = x.wrapping_div(y);
    if (x % y != 0) && ((x < 0) != (y < 0)) {
        q - 1
    } else {
        q
    }
}

/// Python's `%` for a divisor that isn't 0.
#[inline(always)]
pub(super) fn floor_mod(x: i64, y: i64) -> i64 {
    let r = x.wrapping_rem(y);
    if r != 0 && ((r < 0) != (y < 0)) {
        r + y
    } else {
        r
    }
}

/// Int word shifted left, if the result needs no box.
#[inline(always)]
pub(super) fn shift_left(word: i64, n: i64) -> Option<i64> {
    if !(0..62).contains(&n) {
        return None;
    }
    let r = word << n;
    if r >> n == word { Some(r) } else { None }
}

/// `regs[d] = a op b` through the protocol, consuming temporaries. May run Python.
#[inline(never)]
pub(super) unsafe fn slow_binary(
    vm: &mut Vm,
    regs: *mut Value,
    nlocals: usize,
    op: BinOp,
    d: u16,
    a: u16,
    b: u16,
) -> Res<()> {
    // SAFETY: registers are in range (R1) and stay put (R2).
    unsafe {
        let (x, y) = (&*regs.add(a as usize), &*regs.add(b as usize));
        let v = match concat_quick(vm, op, x, y) {
            Some(v) => v,
            None => vm.binary(op, x, y)?,
        };
        *regs.add(d as usize) = v;
        consume(regs, nlocals, a, d);
        consume(regs, nlocals, b, d);
    }
    Ok(())
}

/// `a + b` of two short strings.
#[inline]
fn concat_quick(vm: &Vm, op: BinOp, a: &Value, b: &Value) -> Option<Value> {
    if op != BinOp::Add {
        return None;
    }
    let (x, y) = (exact_str(a)?, exact_str(b)?);
    // What has nothing to add is the result itself; long ones are charged for.
    if x.byte_len() == 0 || y.byte_len() == 0 || x.byte_len() + y.byte_len() >= 64 {
        return None;
    }
    vm.quick_str(
        [x.bytes(), y.bytes()],
        x.is_ascii() && y.is_ascii(),
        x.char_len() + y.char_len(),
    )
}

/// As [`slow_binary`] with a right operand that is no register.
#[inline(never)]
pub(super) unsafe fn slow_binary_value(
    vm: &mut Vm,
    regs: *mut Value,
    nlocals: usize,
    op: BinOp,
    d: u16,
    a: u16,
    b: &Value,
) -> Res<()> {
    // SAFETY: as above.
    unsafe {
        let v = vm.binary(op, &*regs.add(a as usize), b)?;
        *regs.add(d as usize) = v;
        consume(regs, nlocals, a, d);
    }
    Ok(())
}

/// Ends temporary `s` unless it is also the destination.
unsafe fn consume(regs: *mut Value, nlocals: usize, s: u16, d: u16) {
    if s as usize >= nlocals && s != d {
        // SAFETY: R1; the old value is dropped, a number takes its place.
        unsafe { *regs.add(s as usize) = Value::ZERO }
    }
}

/// Name `i` of the running code.
#[inline(always)]
pub(super) unsafe fn name_at<'a>(code: *const CodeObject, i: usize) -> &'a Value {
    // SAFETY: R1: the verifier has checked the index; F3: the code outlives its frame.
    unsafe { &*consts_ptr(&(*code).names).add(i) }
}

/// Constants of a code object.
#[inline(always)]
pub(super) unsafe fn consts_of(code: *const CodeObject) -> *const Value {
    // SAFETY: F3.
    unsafe { consts_ptr(&(*code).consts) }
}

/// Inline caches of a code object; the loop alone writes them.
#[inline(always)]
pub(super) unsafe fn caches_of(code: *const CodeObject) -> *mut SiteCaches {
    // SAFETY: F3.
    let caches: &Buf<SiteCaches> = unsafe { &(*code).caches };
    caches.as_ptr() as *mut SiteCaches
}

#[inline(always)]
fn consts_ptr(values: &Buf<Value>) -> *const Value {
    values.as_ptr()
}

/// Releases `n` registers from `p` on.
pub(super) unsafe fn clear_run(vm: &Vm, p: *mut Value, n: usize) {
    let _ = vm;
    for i in 0..n {
        // SAFETY: R1: the run is in the window.
        unsafe { *p.add(i) = Value::ZERO }
    }
}

// ---------------------------------------------------------------- caches

/// The cache entry for the receiver's shape.
#[inline(always)]
pub(super) fn entry_for<'a>(obj: &Value, c: &'a SiteCaches) -> Option<&'a SiteCache> {
    let id = obj.header()?.shape().id.get();
    if id == 0 {
        None
    } else if c[0].guard == id {
        Some(&c[0])
    } else if c[1].guard == id {
        Some(&c[1])
    } else {
        None
    }
}

/// The attribute that an inline cache says `obj` has.
#[inline(always)]
pub(super) unsafe fn cached_attr(obj: &Value, c: &SiteCaches) -> Option<Value> {
    let h = obj.header()?;
    let c = entry_for(obj, c)?;
    match c.kind {
        CacheKind::Slot => {
            // SAFETY: the shape says that slot `index` is inline (I1).
            let v = unsafe { &*slot_ptr(h, c.index) };
            if v.is_unbound() {
                None
            } else {
                Some(v.clone())
            }
        }
        // SAFETY: the guard holds, so the type still holds the value (T1).
        CacheKind::TypeValue => Some(unsafe { share_word(c.value) }),
        _ => cached_attr_rare(h, c),
    }
}

#[inline(never)]
fn cached_attr_rare(h: &Header, c: &SiteCache) -> Option<Value> {
    match c.kind {
        CacheKind::FarSlot => instance::slot(h, c.index)
            .filter(|v| !v.is_unbound())
            .cloned(),
        CacheKind::ModuleAttr if h.kind() == Kind::Module => {
            // SAFETY: H1.
            let m = unsafe { &*payload::<crate::types::module::Module>(h) };
            let d = dict_of(&m.dict)?;
            if d.keys_version() != c.guard2 {
                None
            } else {
                d.value_at(c.index as usize).cloned()
            }
        }
        CacheKind::ClassValue if h.kind() == Kind::Type => {
            // SAFETY: H1; the class's version is what it was, so its MRO holds the value (T1).
            unsafe {
                let t = &*payload::<crate::types::type_::Type>(h);
                if t.version.get() == c.guard2 {
                    Some(share_word(c.value))
                } else {
                    None
                }
            }
        }
        _ => None,
    }
}

/// Address of inline slot `i` of an instance.
#[inline(always)]
fn slot_ptr(h: &Header, i: u32) -> *mut Value {
    const BASE: usize = instance::instance_bytes(0);
    (h as *const Header as *mut u8).wrapping_add(BASE + i as usize * 8) as *mut Value
}

/// A counted reference from a cached word.
///
/// # Safety
/// Something alive holds the value.
#[inline(always)]
pub(super) unsafe fn share_word(word: u64) -> Value {
    // SAFETY: the caller's promise; the temporary isn't dropped.
    let v = std::mem::ManuallyDrop::new(unsafe { Value::from_word(word) });
    (*v).clone()
}

/// The method of `obj` that a cache holds as a function.
#[inline(always)]
pub(super) fn loaded_method(obj: &Value, c: &SiteCaches) -> Option<Value> {
    let e = entry_for(obj, c)?;
    // SAFETY: the guard holds, so the type still holds the function (T1).
    (e.kind == CacheKind::Method).then(|| unsafe { share_word(e.value) })
}

/// The row of native `f` that `n` arguments at `args` can go to as they are: a module function's, or
/// that of a method descriptor whose receiver stands first and is of the very class.
///
/// # Safety
/// `args` are `n` registers.
#[inline]
pub(super) unsafe fn direct_row(
    vm: &Vm,
    f: &NativeFunction,
    args: *const Value,
    n: usize,
) -> Option<&'static MethodDef> {
    let def = f.row()?;
    if n < def.min as usize || n > def.max as usize {
        return None;
    }
    // SAFETY: by contract; the first is read only where there is one.
    let fits = f.owner.is_unbound()
        || f.this.is_unbound()
            && def.binding == Binding::Instance
            && n > 0
            && unsafe { vm.type_of(&*args).is(&f.owner) };
    fits.then_some(def)
}

/// Where a cached attribute store of `obj` goes.
#[inline(always)]
pub(super) fn cached_store(obj: &Value, c: &SiteCaches) -> Option<*mut Value> {
    let h = obj.header()?;
    let c = entry_for(obj, c)?;
    match c.kind {
        CacheKind::Slot => Some(slot_ptr(h, c.index)),
        CacheKind::AddSlot => {
            h.set_shape(c.value as *const crate::memory::shape::Shape);
            Some(slot_ptr(h, c.index))
        }
        _ => None,
    }
}

fn dict_of(v: &Value) -> Option<&Dict> {
    let h = v.header()?;
    // SAFETY: H1; the borrow ties to `v`, which keeps the dict alive.
    (h.kind() == Kind::Dict).then(|| unsafe { &*payload::<Dict>(h) })
}

/// The running function.
#[inline(always)]
unsafe fn running(vm: &Vm) -> &Function {
    // SAFETY: F3: the top frame owns a function.
    unsafe { &*payload::<Function>((*vm.frames.top.sub(1)).func.header_ptr()) }
}

/// The global or builtin that an inline cache points to.
#[inline(always)]
pub(super) unsafe fn cached_global<'a>(vm: &Vm, c: &SiteCaches) -> Option<&'a Value> {
    let c = &c[0];
    // SAFETY: the result is a value in the globals' or builtins' dict, which the running function
    // and the VM hold; it stands there as long as the version of the keys, which no other state of
    // any dict's keys has (D4), is what it was. The loop clones it at once. An empty cache's guard,
    // 0, is no dict's version.
    unsafe {
        let globals = &*payload::<Dict>(running(vm).globals.header_ptr());
        if globals.keys_version() != c.guard {
            return None;
        }
        if c.kind != CacheKind::Global {
            let b = &*payload::<Dict>(vm.builtins.header_ptr());
            if b.keys_version() != c.guard2 {
                return None;
            }
        }
        Some(&*(c.value as *const Value))
    }
}

/// Whether `v` is a Python function.
#[inline(always)]
pub(super) fn is_function(v: &Value) -> bool {
    v.header().is_some_and(|h| h.kind() == Kind::Function)
}

/// Code object of the function with this word.
///
/// # Safety
/// The word is that of a live function.
#[inline(always)]
pub(super) unsafe fn code_of_word(func: u64) -> *const CodeObject {
    // SAFETY: F3: a function has a code object.
    unsafe {
        let func = std::mem::ManuallyDrop::new(Value::from_word(func));
        let func = &*payload::<Function>(func.header_ptr());
        payload::<CodeObject>(func.code.header_ptr())
    }
}

/// Counts one reference more.
///
/// # Safety
/// As of [`share_word`].
#[inline(always)]
pub(super) unsafe fn share_count(word: u64) {
    // SAFETY: the caller's promise.
    std::mem::forget(unsafe { share_word(word) });
}

/// Cell of free variable `i` of the running function.
#[inline(always)]
pub(super) unsafe fn free_cell(vm: &Vm, i: u16) -> *mut Cell {
    // SAFETY: R1: the closure has a cell for each free variable of the code.
    unsafe { payload::<Cell>(free_cell_value(vm, i).header_ptr()) }
}

#[inline(always)]
pub(super) unsafe fn free_cell_value(vm: &Vm, i: u16) -> &Value {
    // SAFETY: as above.
    unsafe {
        let t = &*payload::<Tuple>(running(vm).closure.header_ptr());
        t.items().get_unchecked(i as usize)
    }
}

// ---------------------------------------------------------------- items

/// `o[i]` for a list or tuple and a small int.
#[inline(always)]
pub(super) fn fast_item(o: &Value, i: u64) -> Option<&Value> {
    if i & 3 != 0 {
        return None;
    }
    let h = o.header()?;
    let items: &[Value] = if h.is_exact(Kind::List) {
        // SAFETY: H1; the borrow ends before anything else runs.
        unsafe { (*payload::<List>(h)).items() }
    } else if h.is_exact(Kind::Tuple) {
        // SAFETY: as above.
        unsafe { (*payload::<Tuple>(h)).items() }
    } else {
        return None;
    };
    let i = (i as i64) >> 2;
    let i = if i < 0 { i + items.len() as i64 } else { i };
    items.get(i as usize)
}

/// Where `o[i] = v` goes for a list and a small int.
#[inline(always)]
pub(super) fn fast_item_slot(o: &Value, i: u64) -> Option<*mut Value> {
    if i & 3 != 0 {
        return None;
    }
    let h = o.header()?;
    if !h.is_exact(Kind::List) {
        return None;
    }
    // SAFETY: H1; the slot is written at once, before anything else runs.
    let items = unsafe { (*payload::<List>(h)).items_mut() };
    let i = (i as i64) >> 2;
    let i = if i < 0 { i + items.len() as i64 } else { i };
    items.get_mut(i as usize).map(|p| p as *mut Value)
}

/// Whether two exact strs are equal.
#[inline(never)]
pub(super) fn equal_texts(a: &Value, b: &Value) -> Option<bool> {
    let (x, y) = (exact_str(a)?, exact_str(b)?);
    Some(a.is(b) || same_text(x, y))
}

/// The exact dict behind `o`.
#[inline(always)]
fn exact_dict(o: &Value) -> Option<&Dict> {
    let h = o.header()?;
    // SAFETY: H1; the borrows of this file end before anything else runs.
    h.is_exact(Kind::Dict)
        .then(|| unsafe { &*payload::<Dict>(h) })
}

/// `o[key]` for an exact dict, if a glance finds it.
#[inline(never)]
pub(super) fn dict_item<'a>(o: &'a Value, key: &Value) -> Option<&'a Value> {
    let d = exact_dict(o)?;
    match d.glance(key) {
        Glance::At(i) => d.value_at(i),
        _ => None,
    }
}

/// `key in o` for an exact dict, if a glance tells.
#[inline]
fn dict_has(o: &Value, key: &Value) -> Option<bool> {
    match exact_dict(o)?.glance(key) {
        Glance::At(_) => Some(true),
        Glance::Missing => Some(false),
        Glance::Unsure => None,
    }
}

/// `x in o`. May run Python.
#[inline(never)]
pub(super) fn contains(vm: &mut Vm, o: &Value, x: &Value) -> Res<bool> {
    match dict_has(o, x) {
        Some(found) => Ok(found),
        None => vm.contains(o, x),
    }
}

/// Where `o[key] = v` goes for an exact dict, if a glance finds the key.
#[inline(never)]
pub(super) fn dict_slot(vm: &Vm, o: &Value, key: &Value, v: &Value) -> Option<*mut Value> {
    let Glance::At(i) = exact_dict(o)?.glance(key) else {
        return None;
    };
    if can_cycle(v) {
        vm.heap.track(o);
    }
    // SAFETY: as in `exact_dict`: the loop writes the slot at once.
    let d = unsafe { &mut *payload::<Dict>(o.header_ptr()) };
    d.slot_at(i).map(|v| v as *mut Value)
}

/// `a += b` for strings: in place when `a` is the only reference, else a new string with room to
/// grow. Tells whether it was done. Allocates.
#[inline(never)]
pub(super) fn append_str(vm: &mut Vm, a: &mut Value, b: &Value) -> Res<bool> {
    let (Some(ha), Some(hb)) = (a.header(), b.header()) else {
        return Ok(false);
    };
    if !ha.is_exact(Kind::Str) || !hb.is_exact(Kind::Str) {
        return Ok(false);
    }
    // SAFETY: H1. `a` and `b` are different objects when `a` has one reference, and the string is
    // written only then: nobody else can have borrowed it.
    unsafe {
        if ha.rc.get() == 2 {
            vm.cursor.forget(a);
        }
        let more = &*payload::<Str>(hb);
        vm.charge(more.byte_len() as u64 / 64)?;
        if ha.rc.get() == 1 && !ptr::eq(ha, hb) {
            let s = &mut *payload::<Str>(ha);
            if s.try_append(&vm.heap, more.bytes(), more.is_ascii(), more.char_len())? {
                return Ok(true);
            }
        }
        let slack = ((*payload::<Str>(ha)).byte_len() / 2).clamp(16, 1 << 16);
        *a = vm.str_concat(a, b, slack)?;
    }
    Ok(true)
}

// ---------------------------------------------------------------- unpacking

/// Items of an exact tuple or list.
#[inline(always)]
pub(super) fn exact_items(v: &Value) -> Option<&[Value]> {
    let h = v.header()?;
    // SAFETY: H1; callers clone what they need before anything else runs.
    unsafe {
        if h.is_exact(Kind::Tuple) {
            Some((*payload::<Tuple>(h)).items())
        } else if h.is_exact(Kind::List) {
            Some((*payload::<List>(h)).items())
        } else {
            None
        }
    }
}

/// Spreads `s` over `n` registers at `base` (which may include the one of `s`). May run Python.
pub(super) unsafe fn unpack(vm: &mut Vm, s: &Value, base: *mut Value, n: usize) -> Res<()> {
    let s = s.clone();
    // SAFETY: R1: the run is in the window. Registers of the run are dead or hold `s` itself.
    unsafe {
        match exact_items(&s) {
            Some(items) if items.len() == n => {
                for (i, v) in items.iter().enumerate() {
                    *base.add(i) = v.clone();
                }
                Ok(())
            }
            Some(items) => Err(vm.unpack_count_error(n, Some(items.len()))),
            None => {
                let items = vm.unpack_iterable(&s, n)?;
                for (i, v) in items.into_iter().enumerate() {
                    *base.add(i) = v;
                }
                Ok(())
            }
        }
    }
}

/// `(a, b)` of a pair. May run Python.
pub(super) fn unpack_two(vm: &mut Vm, s: &Value) -> Res<(Value, Value)> {
    match exact_items(s) {
        Some([a, b]) => Ok((a.clone(), b.clone())),
        Some(items) => Err(vm.unpack_count_error(2, Some(items.len()))),
        None => {
            let s = s.clone();
            let mut items = vm.unpack_iterable(&s, 2)?;
            let b = items.pop().unwrap_or_default();
            let a = items.pop().unwrap_or_default();
            Ok((a, b))
        }
    }
}

/// `*before, list, *after` of an iterable. May run Python.
pub(super) unsafe fn unpack_star(
    vm: &mut Vm,
    s: &Value,
    base: *mut Value,
    before: usize,
    after: usize,
) -> Res<()> {
    let s = s.clone();
    let items = vm.collect_for_unpack(&s)?;
    if items.len() < before + after {
        return Err(vm.unpack_star_error(before, after, items.len()));
    }
    let middle = items.len() - before - after;
    let list = vm.list_of_slice(&items[before..before + middle])?;
    // SAFETY: R1, as in `unpack`.
    unsafe {
        for (i, v) in items[..before].iter().enumerate() {
            *base.add(i) = v.clone();
        }
        *base.add(before) = list;
        for (i, v) in items[before + middle..].iter().enumerate() {
            *base.add(before + 1 + i) = v.clone();
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_floats_are_those_of_middling_size() {
        let ordinary = |f: f64| is_ordinary_float(float_word(f));
        for f in [
            1.0,
            -1.5,
            4.0,
            2f64.powi(-255),
            -2f64.powi(256),
            1e77,
            1e-76,
        ] {
            assert!(ordinary(f), "{f}");
            assert_eq!(
                Value::inline_float(f).map(|v| v.word()),
                Some(float_word(f))
            );
        }
        for f in [
            0.0,
            -0.0,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NAN,
            -f64::NAN,
            1e-300,
        ] {
            assert!(!ordinary(f), "{f}");
        }
        for f in [2f64.powi(257), -2f64.powi(-256), 1e300, 5e-324] {
            assert!(!ordinary(f), "{f}");
        }
    }

    #[test]
    fn integer_division_floors() {
        for (x, y) in [(7, 2), (-7, 2), (7, -2), (-7, -2), (6, 3), (-6, 3), (0, 5)] {
            let (q, r) = (floor_div(x, y), floor_mod(x, y));
            assert_eq!(q * y + r, x);
            assert!(r == 0 || (r < 0) == (y < 0));
        }
    }

    #[test]
    fn shifts_refuse_what_does_not_fit() {
        assert_eq!(shift_left(4, 3), Some(32));
        assert_eq!(shift_left(-4, 3), Some(-32));
        assert_eq!(shift_left(4, 61), None);
        assert_eq!(shift_left(4, -1), None);
    }
}
