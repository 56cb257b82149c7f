//! `memoryview`: a window on the bytes of another object, without copying them.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | the payload, making views, what other code asks of them |
//! | `layout.rs` | dimensions and strides |
//! | `item.rs` | formats; one item read and written |
//! | `access.rs` | slots: subscripts, comparison, hash, iteration |
//! | `methods.rs` | methods and attributes |
//!
//! Invariants:
//! - A view is released (its base is unbound) or holds an export of its base (`types::buffer`), so
//!   the base's bytes stay as many as they were.
//! - The base is never a memoryview: a view of a view shares its base, and its export.
//!
//! Nothing here runs Python but for converting items and indexes; a view may be released meanwhile,
//! so its state is looked at again after that.

mod access;
pub mod item;
pub mod layout;
mod methods;

use crate::memory::buf::Buf;
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::modules::array::Array;
use crate::modules::io::bytes_io::{BytesIo, BytesIoBuffer};
use crate::raise;
use crate::types::buffer::{self, Exports};
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};
use item::Format;
use layout::{Dimension, Dimensions};
use std::ops::Range;

pub use access::{DEF, ITER_DEF, ViewIter};

/// The payload.
pub struct MemoryView {
    /// Whose bytes are viewed; unbound once it is released.
    pub base: Value,
    /// `memoryview.obj`: the base, or what stands for it.
    pub obj: Value,
    /// The export of the base.
    lock: Value,
    /// Exports of this view itself.
    pub exports: Exports,
    /// Where the first item stands in the base's bytes.
    start: isize,
    dimensions: Dimensions,
    format: Format,
    pub readonly: bool,
    /// Its hash, once it was asked for.
    hash: Option<i64>,
}

impl Payload for MemoryView {
    const KIND: Kind = Kind::MemoryView;
    const TRACKED: bool = true;

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.base);
        visit(&self.obj);
        visit(&self.lock);
        self.exports.visit(visit);
    }

    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(self.base.take());
        out(std::mem::replace(&mut self.obj, Value::NONE));
        out(std::mem::replace(&mut self.lock, Value::NONE));
    }

    fn extra_bytes(&self) -> usize {
        self.dimensions.bytes()
    }
}

impl MemoryView {
    pub fn is_released(&self) -> bool {
        self.base.is_unbound()
    }

    fn dims(&self) -> &[Dimension] {
        self.dimensions.as_slice()
    }

    /// Bytes of all items.
    fn bytes(&self) -> usize {
        layout::items(self.dims()).saturating_mul(self.format.size)
    }

    fn is_c_contiguous(&self) -> bool {
        layout::is_c_contiguous(self.dims(), self.format.size)
    }

    fn is_f_contiguous(&self) -> bool {
        layout::is_f_contiguous(self.dims(), self.format.size)
    }

    /// Where its bytes stand in the base's, if they follow each other.
    pub fn contiguous_range(&self) -> Option<Range<usize>> {
        if self.is_released() || !self.is_c_contiguous() {
            return None;
        }
        layout::place(self.start, self.bytes(), usize::MAX)
    }
}

const RELEASED: &str = "operation forbidden on released memoryview object";

/// The contents of a view that is contiguous and not released.
pub fn contiguous<'a>(vm: &'a Vm, v: &'a Value) -> Option<&'a [u8]> {
    let m = vm.get::<MemoryView>(v)?;
    let range = m.contiguous_range()?;
    vm.stored(&m.base)?.get(range)
}

#[cold]
fn released(vm: &mut Vm) -> Raised {
    vm.err(T::ValueError, format_args!("{RELEASED}"))
}

/// ValueError for a view that has been released.
pub fn check_released(vm: &mut Vm, v: &Value) -> Res<()> {
    match vm.of::<MemoryView>(v).is_released() {
        true => Err(released(vm)),
        false => Ok(()),
    }
}

/// BufferError for a view that isn't contiguous.
pub fn check_contiguous(vm: &mut Vm, v: &Value) -> Res<()> {
    if vm.of::<MemoryView>(v).is_c_contiguous() {
        return Ok(());
    }
    raise!(
        vm,
        BufferError,
        "memoryview: underlying buffer is not C-contiguous"
    )
}

/// The contents of a view in C order, copied. The view must not be released.
pub fn copied(vm: &mut Vm, v: &Value) -> Res<Buf<u8>> {
    ordered(vm, v, false)
}

/// The contents of a view in C's or Fortran's order, copied. The view must not be released.
fn ordered(vm: &mut Vm, v: &Value, fortran: bool) -> Res<Buf<u8>> {
    let total = vm.of::<MemoryView>(v).bytes();
    vm.reserve_check(total)?;
    vm.charge(total as u64 / 32)?;
    let vm = &*vm;
    let m = vm.of::<MemoryView>(v);
    if let Some(bytes) = contiguous(vm, v)
        && (!fortran || m.is_f_contiguous())
    {
        return Ok(Buf::from_slice(vm.heap(), bytes)?);
    }
    let mut out = Buf::with_capacity(vm.heap(), total)?;
    let base = vm.stored(&m.base).unwrap_or_default();
    layout::each(m.dims(), fortran, &mut |at| match layout::place(
        m.start + at,
        m.format.size,
        base.len(),
    ) {
        Some(range) => out.extend_from_slice(vm.heap(), &base[range]),
        None => Ok(()),
    })?;
    Ok(out)
}

/// A view of `len` items at the start of `base`, whose export it takes.
fn whole(vm: &mut Vm, base: &Value, obj: &Value, format: Format, readonly: bool) -> Res {
    let lock = vm.export(base)?;
    let bytes = vm.stored(base).map_or(0, <[u8]>::len);
    let size = format.size.max(1);
    vm.alloc(
        T::MemoryView,
        MemoryView {
            base: base.clone(),
            obj: obj.clone(),
            lock,
            exports: Exports::default(),
            start: 0,
            dimensions: Dimensions::One(Dimension {
                len: bytes / size,
                stride: size as isize,
            }),
            format,
            readonly,
            hash: None,
        },
    )
}

/// A view of the same items as view `v`, for which `obj` stands.
pub fn sub_view(vm: &mut Vm, v: &Value, obj: Value) -> Res {
    let m = vm.of::<MemoryView>(v);
    let dimensions = match &m.dimensions {
        Dimensions::One(d) => Dimensions::One(*d),
        Dimensions::Many(all) => Dimensions::Many(Buf::from_slice(vm.heap(), all)?),
    };
    let (start, format) = (m.start, m.format);
    with_layout(vm, v, obj, start, dimensions, format)
}

/// A view of the base of `v` with another layout.
fn with_layout(
    vm: &mut Vm,
    v: &Value,
    obj: Value,
    start: isize,
    dimensions: Dimensions,
    format: Format,
) -> Res {
    let m = vm.of::<MemoryView>(v);
    let view = MemoryView {
        base: m.base.clone(),
        obj,
        lock: m.lock.clone(),
        exports: Exports::default(),
        start,
        dimensions,
        format,
        readonly: m.readonly,
        hash: None,
    };
    vm.alloc(T::MemoryView, view)
}

/// A view of what stands for a BytesIO's buffer; `None` for anything else.
pub fn of_wrapper(vm: &mut Vm, v: &Value) -> Res<Option<Value>> {
    match vm.get::<BytesIoBuffer>(v) {
        Some(b) => {
            let base = b.source.clone();
            if vm.get::<BytesIo>(&base).is_none() {
                return Ok(None);
            }
            whole(vm, &base, v, Format::BYTES, false).map(Some)
        }
        None => Ok(None),
    }
}

/// A view of an exporter of a builtin kind; `None` for anything else.
fn of_builtin(vm: &mut Vm, v: &Value) -> Res<Option<Value>> {
    let Some(h) = v.header() else {
        return Ok(None);
    };
    match h.kind() {
        Kind::Bytes => whole(vm, v, v, Format::BYTES, true).map(Some),
        Kind::ByteArray => whole(vm, v, v, Format::BYTES, false).map(Some),
        Kind::Array => {
            let (code, size) = vm.of::<Array>(v).item_layout();
            whole(vm, v, v, Format::of_array(code, size), false).map(Some)
        }
        Kind::MemoryView => {
            check_released(vm, v)?;
            let obj = vm.of::<MemoryView>(v).obj.clone();
            sub_view(vm, v, obj).map(Some)
        }
        _ => of_wrapper(vm, v),
    }
}

/// Bytes of an item of an exporter.
pub fn item_size(vm: &Vm, v: &Value) -> usize {
    match (vm.get::<MemoryView>(v), vm.get::<Array>(v)) {
        (Some(m), _) => m.format.size,
        (_, Some(a)) => a.item_layout().1,
        _ => 1,
    }
}

/// A view of any exporter; `None` if `v` exports nothing. May run `__buffer__`.
pub fn try_view(vm: &mut Vm, v: &Value) -> Res<Option<Value>> {
    match vm.requested_view(v, buffer::FULL_READ)? {
        Some(view) => Ok(Some(view)),
        None => of_builtin(vm, v),
    }
}

/// `memoryview(v)`. May run `__buffer__`.
pub fn view(vm: &mut Vm, v: &Value) -> Res {
    match try_view(vm, v)? {
        Some(view) => Ok(view),
        None => {
            let t = vm.type_name(v).to_owned();
            raise!(
                vm,
                TypeError,
                "memoryview: a bytes-like object is required, not '{t}'"
            )
        }
    }
}

/// Flags of a buffer request; see CPython's documentation of `PyBUF_`.
const FORMAT: i64 = 0x4;
const ND: i64 = 0x8;
const STRIDES: i64 = 0x10 | ND;
const C_CONTIGUOUS: i64 = 0x20 | STRIDES;
const F_CONTIGUOUS: i64 = 0x40 | STRIDES;
const ANY_CONTIGUOUS: i64 = 0x80 | STRIDES;

/// The view that a request with `flags` gets of a builtin exporter.
pub fn with_flags(vm: &mut Vm, v: &Value, flags: i64) -> Res {
    let has = |all: i64| flags & all == all;
    let made = match of_builtin(vm, v)? {
        Some(made) => made,
        None => return Err(vm.no_buffer(v)),
    };
    let is_view = vm.get::<MemoryView>(v).is_some();
    let m = vm.of::<MemoryView>(&made);
    let (c, f) = (m.is_c_contiguous(), m.is_f_contiguous());
    let refusal = if has(buffer::WRITABLE) && m.readonly {
        match is_view {
            true => Some("memoryview: underlying buffer is not writable"),
            false => Some("Object is not writable."),
        }
    } else if has(C_CONTIGUOUS) && !c {
        Some("memoryview: underlying buffer is not C-contiguous")
    } else if has(F_CONTIGUOUS) && !f {
        Some("memoryview: underlying buffer is not Fortran contiguous")
    } else if has(ANY_CONTIGUOUS) && !c && !f {
        Some("memoryview: underlying buffer is not contiguous")
    } else if !has(STRIDES) && !c {
        Some("memoryview: underlying buffer is not C-contiguous")
    } else if is_view && !has(ND) && has(FORMAT) {
        Some("memoryview: cannot cast to unsigned bytes if the format flag is present")
    } else {
        None
    };
    if let Some(message) = refusal {
        return Err(vm.locked(message));
    }
    let (m, _) = vm.of_mut::<MemoryView>(&made);
    if !has(FORMAT) {
        m.format = Format {
            size: m.format.size,
            ..Format::BYTES
        };
    }
    if !has(ND) {
        m.dimensions = Dimensions::One(Dimension {
            len: layout::items(m.dims()),
            stride: m.format.size as isize,
        });
    }
    Ok(made)
}

/// Releases a view.
///
/// # Errors
/// BufferError while it is exported itself.
pub fn release(vm: &mut Vm, v: &Value) -> Res<()> {
    let n = vm.of::<MemoryView>(v).exports.count();
    if n > 0 {
        let s = if n == 1 { "" } else { "s" };
        return Err(vm.err(
            T::BufferError,
            format_args!("memoryview has {n} exported buffer{s}"),
        ));
    }
    let (m, _) = vm.of_mut::<MemoryView>(v);
    let none = || Value::NONE;
    let gone = (
        m.base.take(),
        std::mem::replace(&mut m.obj, none()),
        std::mem::replace(&mut m.lock, none()),
    );
    drop(gone);
    Ok(())
}
