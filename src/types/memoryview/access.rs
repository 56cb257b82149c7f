//! The slots of memoryview: subscripts, comparison, hash, iteration.

use super::item::{self, Format, MAX_ITEM};
use super::layout::{self, Dimension, Dimensions};
use super::{MemoryView, check_released, methods, released, try_view, view, with_layout};
use crate::code::opcodes::CmpOp;
use crate::memory::buf::Buf;
use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::modules::struct_::layout::Form;
use crate::num::packed::Number;
use crate::types::container::iter_self;
use crate::types::registry::T;
use crate::types::sequence::Subscript;
use crate::types::slice::Slice;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{CallArgs, Slots, TypeDef};
use crate::{payload, raise};

pub static DEF: TypeDef = TypeDef {
    name: "memoryview",
    doc: "Create a new memoryview object which references the given object.",
    kind: Kind::MemoryView,
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        cmp: Some(cmp),
        len: Some(len),
        get_item: Some(get_item),
        set_item: Some(set_item),
        iter: Some(iter),
        new: Some(new),
        ..Slots::NONE
    },
    methods: methods::METHODS,
    getset: methods::GETSET,
    signature: Some("(object)"),
    matches: b's',
    weakrefs: true,
    ..TypeDef::OBJECT
};

fn new(vm: &mut Vm, _: &Value, call: CallArgs<'_>) -> Res {
    let given = call.args.len();
    if given > 1 {
        raise!(
            vm,
            TypeError,
            "memoryview() takes at most 1 argument ({given} given)"
        );
    }
    let named = |(k, _): &(&Value, &Value)| vm.text(k) == Some("object");
    match call
        .pos()
        .first()
        .or(call.keywords().find(named).map(|(_, v)| v))
    {
        Some(object) => view(vm, object),
        None => raise!(
            vm,
            TypeError,
            "memoryview() missing required argument 'object' (pos 1)"
        ),
    }
}

fn repr(vm: &mut Vm, v: &Value) -> Res {
    let id = vm.id(v);
    match vm.of::<MemoryView>(v).is_released() {
        true => vm.format(format_args!("<released memory at {id:#x}>")),
        false => vm.format(format_args!("<memory at {id:#x}>")),
    }
}

fn len(vm: &mut Vm, v: &Value) -> Res<usize> {
    check_released(vm, v)?;
    match vm.of::<MemoryView>(v).dims().first() {
        Some(d) => Ok(d.len),
        None => raise!(vm, TypeError, "0-dim memory has no length"),
    }
}

// ---------------------------------------------------------------- subscripts

/// What stands between the brackets.
enum Key {
    /// Offset of one item.
    Item(isize),
    Slice(crate::types::sequence::Bounds),
    /// A tuple of slices.
    Slices,
    /// `...` or `()` of a view without dimensions.
    Whole,
    Ellipsis,
    Other,
}

/// The offset of index `i` in dimension `n`.
fn offset(vm: &mut Vm, v: &Value, n: usize, i: i64) -> Res<isize> {
    let m = vm.of::<MemoryView>(v);
    if m.is_released() {
        return Err(released(vm));
    }
    let at = m
        .dims()
        .get(n)
        .and_then(|d| Some((crate::types::sequence::place(i, d.len)?, d.stride)));
    match at {
        Some((at, stride)) => Ok(at as isize * stride),
        None => raise!(vm, IndexError, "index out of bounds on dimension {}", n + 1),
    }
}

fn index(vm: &mut Vm, i: &Value) -> Res<i64> {
    match vm.subscript("memoryview", i)? {
        Subscript::At(i) => Ok(i),
        Subscript::Slice(_) => raise!(vm, TypeError, "memoryview: invalid slice key"),
    }
}

/// Reads a subscript. May run Python (`__index__`).
fn key(vm: &mut Vm, v: &Value, k: &Value) -> Res<Key> {
    let dims = vm.of::<MemoryView>(v).dims().len();
    if dims == 0 {
        return match vm.items(k) {
            Some([]) if vm.is_a(k, T::Tuple) => Ok(Key::Whole),
            _ if k.is(&Value::ELLIPSIS) => Ok(Key::Ellipsis),
            _ => raise!(vm, TypeError, "invalid indexing of 0-dim memory"),
        };
    }
    if vm.has_index(k) {
        if dims > 1 {
            return Ok(Key::Other);
        }
        let i = index(vm, k)?;
        return offset(vm, v, 0, i).map(Key::Item);
    }
    if vm.get::<Slice>(k).is_some() {
        return vm.slice_bounds(k).map(Key::Slice);
    }
    if !vm.is_a(k, T::Tuple) {
        return Ok(Key::Other);
    }
    let parts = Buf::from_slice(vm.heap(), vm.items(k).unwrap_or_default())?;
    if !parts.is_empty() && parts.iter().all(|p| vm.get::<Slice>(p).is_some()) {
        return Ok(Key::Slices);
    }
    if !parts.iter().all(|p| vm.has_index(p)) {
        return Ok(Key::Other);
    }
    if parts.len() < dims {
        raise!(vm, NotImplementedError, "sub-views are not implemented");
    }
    if parts.len() > dims {
        raise!(
            vm,
            TypeError,
            "cannot index {dims}-dimension view with {}-element tuple",
            parts.len()
        );
    }
    let mut at = 0;
    for (n, part) in parts.iter().enumerate() {
        let i = index(vm, part)?;
        at += offset(vm, v, n, i)?;
    }
    Ok(Key::Item(at))
}

/// The item at an offset from the first.
pub fn item_at(vm: &mut Vm, v: &Value, form: Form, at: isize) -> Res {
    match raw_at(vm, v, at) {
        Some(bytes) => item::unpack(vm, form, &bytes),
        None => Err(released(vm)),
    }
}

/// The bytes of the item at an offset from the first, filled up with zeros.
fn raw_at(vm: &Vm, v: &Value, at: isize) -> Option<[u8; MAX_ITEM]> {
    let m = vm.get::<MemoryView>(v)?;
    let base = vm.stored(&m.base)?;
    let range = layout::place(m.start + at, m.format.size, base.len())?;
    let mut out = [0; MAX_ITEM];
    out.get_mut(..range.len())?.copy_from_slice(&base[range]);
    Some(out)
}

/// Whether an index alone is asked of a view with several dimensions.
fn part_of_many(vm: &Vm, v: &Value, k: &Value) -> bool {
    vm.has_index(k) && vm.of::<MemoryView>(v).dims().len() > 1
}

fn get_item(vm: &mut Vm, v: &Value, k: &Value) -> Res {
    check_released(vm, v)?;
    let format = vm.of::<MemoryView>(v).format;
    // The usual case, without reading the key at length.
    if let (Some(i), Some(Form::Number(Number::U8)), [d]) =
        (k.as_small_int(), format.form, vm.of::<MemoryView>(v).dims())
        && let Some(at) = crate::types::sequence::place(i, d.len)
        && let Some(bytes) = raw_at(vm, v, at as isize * d.stride)
    {
        return Ok(Value::int(bytes[0] as i64));
    }
    match key(vm, v, k)? {
        Key::Item(at) => {
            let form = item::readable(vm, format)?;
            item_at(vm, v, form, at)
        }
        Key::Whole => {
            let form = item::readable(vm, format)?;
            item_at(vm, v, form, 0)
        }
        Key::Ellipsis => Ok(v.clone()),
        Key::Slice(bounds) => {
            check_released(vm, v)?;
            sliced(vm, v, bounds)
        }
        Key::Slices => raise!(
            vm,
            NotImplementedError,
            "multi-dimensional slicing is not implemented"
        ),
        Key::Other if part_of_many(vm, v, k) => raise!(
            vm,
            NotImplementedError,
            "multi-dimensional sub-views are not implemented"
        ),
        Key::Other => raise!(vm, TypeError, "memoryview: invalid slice key"),
    }
}

/// The view of a slice of the first dimension.
fn sliced(vm: &mut Vm, v: &Value, bounds: crate::types::sequence::Bounds) -> Res {
    let m = vm.of::<MemoryView>(v);
    let (obj, format) = (m.obj.clone(), m.format);
    let Some(first) = m.dims().first().copied() else {
        raise!(vm, TypeError, "invalid indexing of 0-dim memory");
    };
    let r = bounds.fit(first.len);
    let start = m.start + r.start as isize * first.stride;
    let first = Dimension {
        len: r.count,
        stride: first.stride.saturating_mul(r.step as isize),
    };
    let dimensions = match &m.dimensions {
        Dimensions::One(_) => Dimensions::One(first),
        Dimensions::Many(all) => {
            let mut all = Buf::from_slice(vm.heap(), all)?;
            if let Some(d) = all.first_mut() {
                *d = first;
            }
            Dimensions::Many(all)
        }
    };
    with_layout(vm, v, obj, start, dimensions, format)
}

fn set_item(vm: &mut Vm, v: &Value, k: &Value, new: Option<&Value>) -> Res<()> {
    check_released(vm, v)?;
    let m = vm.of::<MemoryView>(v);
    let format = m.format;
    if format.form.is_some() && m.readonly {
        raise!(vm, TypeError, "cannot modify read-only memory");
    }
    item::readable(vm, format)?;
    let Some(new) = new else {
        raise!(vm, TypeError, "cannot delete memory");
    };
    match key(vm, v, k)? {
        Key::Item(at) => store(vm, v, format, at, new),
        Key::Whole | Key::Ellipsis => store(vm, v, format, 0, new),
        Key::Slice(bounds) if vm.of::<MemoryView>(v).dims().len() == 1 => {
            check_released(vm, v)?;
            assign_slice(vm, v, bounds, new)
        }
        Key::Slice(_) | Key::Slices => raise!(
            vm,
            NotImplementedError,
            "memoryview slice assignments are currently restricted to ndim = 1"
        ),
        Key::Other if part_of_many(vm, v, k) => {
            raise!(vm, NotImplementedError, "sub-views are not implemented")
        }
        Key::Other => raise!(vm, TypeError, "memoryview: invalid slice key"),
    }
}

/// Stores an item at an offset from the first. May run Python, which may release the view.
fn store(vm: &mut Vm, v: &Value, format: Format, at: isize, new: &Value) -> Res<()> {
    let bytes = item::pack(vm, format, new)?;
    check_released(vm, v)?;
    put(vm, v, at, &bytes[..format.size.min(MAX_ITEM)]);
    Ok(())
}

/// Writes the bytes of the item at an offset from the first.
fn put(vm: &mut Vm, v: &Value, at: isize, bytes: &[u8]) {
    let m = vm.of::<MemoryView>(v);
    let (base, start) = (m.base.clone(), m.start);
    if let Some(all) = vm.stored_mut(&base)
        && let Some(range) = layout::place(start + at, bytes.len(), all.len())
    {
        all[range].copy_from_slice(bytes);
    }
}

/// `v[slice] = new`: an exporter of the same format and number of items.
fn assign_slice(
    vm: &mut Vm,
    v: &Value,
    bounds: crate::types::sequence::Bounds,
    new: &Value,
) -> Res<()> {
    let Some(source) = try_view(vm, new)? else {
        return Err(vm.no_buffer(new));
    };
    check_released(vm, v)?;
    let target = sliced(vm, v, bounds)?;
    let (to, from) = (vm.of::<MemoryView>(&target), vm.of::<MemoryView>(&source));
    if to.format.code != from.format.code
        || to.format.size != from.format.size
        || !same_shape(to.dims(), from.dims())
    {
        raise!(
            vm,
            ValueError,
            "memoryview assignment: lvalue and rvalue have different structures"
        );
    }
    // A copy: both may be of one object.
    let bytes = super::copied(vm, &source)?;
    let to = vm.of::<MemoryView>(&target);
    let (size, first) = (to.format.size, to.dims().first().copied());
    if vm
        .write_buffer(&target, |all| match all.len() == bytes.len() {
            true => all.copy_from_slice(&bytes),
            false => debug_assert!(false, "a slice of another length"),
        })
        .is_none()
        && let Some(first) = first
    {
        for (i, item) in bytes.chunks_exact(size).enumerate() {
            put(vm, &target, i as isize * first.stride, item);
        }
    }
    Ok(())
}

// ---------------------------------------------------------------- comparison, hash

fn cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    if !matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    match equal(vm, a, b)? {
        Some(equal) => Ok(Value::bool(equal == (op == CmpOp::Eq))),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// Whether the dimensions have the same lengths.
fn same_shape(a: &[Dimension], b: &[Dimension]) -> bool {
    a.iter().map(|d| d.len).eq(b.iter().map(|d| d.len))
}

/// Whether two exporters have the same items; `None` if `b` is none.
fn equal(vm: &mut Vm, a: &Value, b: &Value) -> Res<Option<bool>> {
    let gone = |vm: &Vm, v: &Value| vm.get::<MemoryView>(v).is_some_and(MemoryView::is_released);
    if gone(vm, a) || gone(vm, b) {
        return Ok(Some(a.is(b)));
    }
    let view = match try_view(vm, b) {
        Ok(view) => view,
        Err(e) if e.is_stop() || !vm.caught(&e, T::Exception) => return Err(e),
        Err(_) => None,
    };
    let Some(b) = view else {
        return Ok(None);
    };
    let (x, y) = (vm.of::<MemoryView>(a), vm.of::<MemoryView>(&b));
    if !same_shape(x.dims(), y.dims()) {
        return Ok(Some(false));
    }
    let (Some(p), Some(q)) = (x.format.form, y.format.form) else {
        return Ok(Some(false));
    };
    vm.charge(x.bytes() as u64 / 32)?;
    let exact = match p {
        Form::Number(n) => n.range().is_some(),
        _ => true,
    };
    if p == q
        && exact
        && let (Some(x), Some(y)) = (super::contiguous(vm, a), super::contiguous(vm, &b))
    {
        return Ok(Some(x == y));
    }
    let all = offsets(vm, a)?;
    let others = offsets(vm, &b)?;
    for (i, j) in all.iter().zip(&others) {
        let x = item_at(vm, a, p, *i)?;
        let y = item_at(vm, &b, q, *j)?;
        // Not by identity: a NaN differs from itself.
        let same = vm.compare(CmpOp::Eq, &x, &y)?;
        if !vm.truthy(&same)? {
            return Ok(Some(false));
        }
    }
    Ok(Some(true))
}

/// The offset of each item in C order.
fn offsets(vm: &mut Vm, v: &Value) -> Res<Buf<isize>> {
    let n = layout::items(vm.of::<MemoryView>(v).dims());
    vm.reserve_check(n.saturating_mul(size_of::<isize>()))?;
    vm.charge(n as u64)?;
    let mut out = Buf::with_capacity(vm.heap(), n)?;
    layout::each(vm.of::<MemoryView>(v).dims(), false, &mut |at| {
        out.push(vm.heap(), at)
    })?;
    Ok(out)
}

fn hash(vm: &mut Vm, v: &Value) -> Res<i64> {
    let m = vm.of::<MemoryView>(v);
    if let Some(known) = m.hash {
        return Ok(known);
    }
    let (readonly, format) = (m.readonly, m.format);
    check_released(vm, v)?;
    if !readonly {
        raise!(vm, ValueError, "cannot hash writable memoryview object");
    }
    if !format.is_byte() {
        raise!(
            vm,
            ValueError,
            "memoryview: hashing is restricted to formats 'B', 'b' or 'c'"
        );
    }
    // What is viewed must be hashable itself.
    let obj = vm.of::<MemoryView>(v).obj.clone();
    vm.hash(&obj)?;
    check_released(vm, v)?;
    let bytes = super::copied(vm, v)?;
    let made = vm.bytes_of(bytes)?;
    let hash = vm.hash(&made)?;
    vm.of_mut::<MemoryView>(v).0.hash = Some(hash);
    Ok(hash)
}

// ---------------------------------------------------------------- iteration

payload! {
    /// Goes through a view of one dimension.
    pub struct ViewIter: MemoryIter {
        /// None once it is exhausted.
        view: Value,
        at: usize,
        /// As many items as there were.
        len: usize,
    }
}

pub static ITER_DEF: TypeDef = TypeDef {
    name: "memory_iterator",
    kind: Kind::MemoryIter,
    slots: Slots {
        iter: Some(iter_self),
        next: Some(next),
        ..Slots::NONE
    },
    ..TypeDef::OBJECT
};

fn iter(vm: &mut Vm, v: &Value) -> Res {
    check_released(vm, v)?;
    let m = vm.of::<MemoryView>(v);
    let len = match m.dims() {
        [] => raise!(vm, TypeError, "invalid indexing of 0-dim memory"),
        [d] => d.len,
        _ => raise!(
            vm,
            NotImplementedError,
            "multi-dimensional sub-views are not implemented"
        ),
    };
    let format = m.format;
    item::readable(vm, format)?;
    vm.alloc(
        T::MemoryIter,
        ViewIter {
            view: v.clone(),
            at: 0,
            len,
        },
    )
}

fn next(vm: &mut Vm, it: &Value) -> Res<Option<Value>> {
    let ViewIter { view, at, len } = vm.of::<ViewIter>(it);
    if view.is_none() {
        return Ok(None);
    }
    let (view, at, len) = (view.clone(), *at, *len);
    if at >= len {
        let done = std::mem::replace(&mut vm.of_mut::<ViewIter>(it).0.view, Value::NONE);
        drop(done);
        return Ok(None);
    }
    check_released(vm, &view)?;
    vm.of_mut::<ViewIter>(it).0.at = at + 1;
    let m = vm.of::<MemoryView>(&view);
    let stride = m.dims().first().map_or(0, |d| d.stride);
    let format = m.format;
    let form = item::readable(vm, format)?;
    item_at(vm, &view, form, at as isize * stride).map(Some)
}
