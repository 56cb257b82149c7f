//! The methods and attributes of memoryview.

use super::access::item_at;
use super::item::{self, Format};
use super::layout::{self, Dimension, Dimensions, MAX_DIMENSIONS};
use super::{MemoryView, check_released, sub_view, with_layout};
use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::modules::struct_::layout::Form;
use crate::types::buffer;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;
use crate::{getset, methods, raise};

methods! { pub METHODS;
    /// Cast a memoryview to a new format or shape.
    "cast(self, /, format, shape=<unrepresentable>)" => cast;
    /// Return the data in the buffer as a string of hexadecimal numbers.
    "hex(self, /, sep=<unrepresentable>, bytes_per_sep=1)" => hex;
    /// Release the underlying buffer exposed by the memoryview object.
    "release(self, /)" => release;
    /// Return the data in the buffer as a byte string, in C's, Fortran's or its own order.
    "tobytes(self, /, order='C')" => tobytes;
    /// Return the data in the buffer as a list of elements.
    "tolist(self, /)" => tolist;
    /// Return a readonly version of the memoryview.
    "toreadonly(self, /)" => toreadonly;
    /// Return a buffer object that exposes the underlying memory of the object.
    "__buffer__(self, flags, /)" => buffer::dunder_buffer;
    /// Release the buffer object that exposes the underlying memory of the object.
    "__release_buffer__(self, buffer, /)" => buffer::dunder_release_buffer;
    "__enter__(self, /)" => enter;
    "__exit__(self, /, *exc_info)" => exit;
    "__reduce_ex__(self, protocol, /)" => reduce_ex;
    /// Create a memoryview object which references the given object, as flags ask.
    @classmethod "_from_flags(cls, /, object, flags)" => from_flags;
}

getset! { pub GETSET;
    /// The underlying object of the memoryview.
    "obj" => obj;
    /// The amount of space in bytes that the array would use in a contiguous representation.
    "nbytes" => nbytes;
    /// A bool indicating whether the memory is read only.
    "readonly" => readonly;
    /// The size in bytes of each element of the memoryview.
    "itemsize" => itemsize;
    /// A string containing the format (in struct module style) for each element in the view.
    "format" => format;
    /// An integer indicating how many dimensions of a multi-dimensional array the memory represents.
    "ndim" => ndim;
    /// A tuple of ndim integers giving the shape of the memory as an N-dimensional array.
    "shape" => shape;
    /// A tuple of ndim integers giving the size in bytes to access each element for each dimension.
    "strides" => strides;
    /// A tuple of integers used internally for PIL-style arrays.
    "suboffsets" => suboffsets;
    /// A bool indicating whether the memory is C contiguous.
    "c_contiguous" => c_contiguous;
    /// A bool indicating whether the memory is Fortran contiguous.
    "f_contiguous" => f_contiguous;
    /// A bool indicating whether the memory is contiguous.
    "contiguous" => contiguous;
}

/// Something that a view which isn't released says about itself.
fn ask<X>(vm: &mut Vm, v: &Value, f: impl FnOnce(&MemoryView) -> X) -> Res<X> {
    check_released(vm, v)?;
    Ok(f(vm.of::<MemoryView>(v)))
}

fn obj(vm: &mut Vm, v: &Value) -> Res {
    ask(vm, v, |m| m.obj.clone())
}

fn nbytes(vm: &mut Vm, v: &Value) -> Res {
    let n = ask(vm, v, MemoryView::bytes)?;
    vm.int(n as i64)
}

fn readonly(vm: &mut Vm, v: &Value) -> Res {
    ask(vm, v, |m| Value::bool(m.readonly))
}

fn itemsize(vm: &mut Vm, v: &Value) -> Res {
    ask(vm, v, |m| Value::int(m.format.size as i64))
}

fn format(vm: &mut Vm, v: &Value) -> Res {
    let f = ask(vm, v, |m| m.format)?;
    let prefix = if f.prefixed { "@" } else { "" };
    vm.format(format_args!("{prefix}{}", f.code as char))
}

fn ndim(vm: &mut Vm, v: &Value) -> Res {
    ask(vm, v, |m| Value::int(m.dims().len() as i64))
}

/// A tuple of a number for each dimension.
fn each_dimension(vm: &mut Vm, v: &Value, f: impl Fn(&Dimension) -> i64) -> Res {
    check_released(vm, v)?;
    let mut out = Buf::new();
    let mut i = 0;
    while let Some(n) = vm.of::<MemoryView>(v).dims().get(i).map(&f) {
        let n = vm.int(n)?;
        out.push(vm.heap(), n)?;
        i += 1;
    }
    vm.tuple_of(out)
}

fn shape(vm: &mut Vm, v: &Value) -> Res {
    each_dimension(vm, v, |d| d.len as i64)
}

fn strides(vm: &mut Vm, v: &Value) -> Res {
    each_dimension(vm, v, |d| d.stride as i64)
}

/// Empty: no exporter here keeps pointers to its rows.
fn suboffsets(vm: &mut Vm, v: &Value) -> Res {
    check_released(vm, v)?;
    Ok(vm.empty_tuple())
}

fn c_contiguous(vm: &mut Vm, v: &Value) -> Res {
    ask(vm, v, |m| Value::bool(m.is_c_contiguous()))
}

fn f_contiguous(vm: &mut Vm, v: &Value) -> Res {
    ask(vm, v, |m| Value::bool(m.is_f_contiguous()))
}

fn contiguous(vm: &mut Vm, v: &Value) -> Res {
    ask(vm, v, |m| {
        Value::bool(m.is_c_contiguous() || m.is_f_contiguous())
    })
}

fn enter(vm: &mut Vm, args: Args<'_>) -> Res {
    check_released(vm, &args[0])?;
    Ok(args[0].clone())
}

fn exit(vm: &mut Vm, args: Args<'_>) -> Res {
    release(vm, args)
}

fn release(vm: &mut Vm, args: Args<'_>) -> Res {
    super::release(vm, &args[0])?;
    Ok(Value::NONE)
}

fn reduce_ex(vm: &mut Vm, _: Args<'_>) -> Res {
    raise!(vm, TypeError, "cannot pickle memoryview objects")
}

fn from_flags(vm: &mut Vm, args: Args<'_>) -> Res {
    let flags = vm.index_i64(&args[2])?;
    match vm.requested_view(&args[1], flags)? {
        Some(view) => Ok(view),
        None => super::with_flags(vm, &args[1], flags),
    }
}

fn toreadonly(vm: &mut Vm, args: Args<'_>) -> Res {
    check_released(vm, &args[0])?;
    let obj = vm.of::<MemoryView>(&args[0]).obj.clone();
    let made = sub_view(vm, &args[0], obj)?;
    vm.of_mut::<MemoryView>(&made).0.readonly = true;
    Ok(made)
}

fn tobytes(vm: &mut Vm, args: Args<'_>) -> Res {
    check_released(vm, &args[0])?;
    let order = match args.some(1) {
        None => b'C',
        Some(o) => match vm.wtf8(o) {
            Some(&[c @ (b'C' | b'F' | b'A')]) => c,
            Some(_) => raise!(vm, ValueError, "order must be 'C', 'F' or 'A'"),
            None => {
                let t = vm.arg_type_name(o).to_owned();
                raise!(
                    vm,
                    TypeError,
                    "tobytes() argument 'order' must be str or None, not {t}"
                )
            }
        },
    };
    // `A` keeps Fortran's order if that is the view's own.
    let m = vm.of::<MemoryView>(&args[0]);
    let fortran = order == b'F' || order == b'A' && m.is_f_contiguous() && !m.is_c_contiguous();
    let bytes = super::ordered(vm, &args[0], fortran)?;
    vm.bytes_of(bytes)
}

fn hex(vm: &mut Vm, args: Args<'_>) -> Res {
    check_released(vm, &args[0])?;
    let bytes = super::copied(vm, &args[0])?;
    let bytes = vm.bytes_of(bytes)?;
    crate::types::bytes::hex::hex_of(vm, &bytes, args)
}

fn tolist(vm: &mut Vm, args: Args<'_>) -> Res {
    check_released(vm, &args[0])?;
    let format = vm.of::<MemoryView>(&args[0]).format;
    let form = item::readable(vm, format)?;
    nested_list(vm, &args[0], form, 0, 0)
}

/// The items of dimension `n` and those within, from an offset on.
fn nested_list(vm: &mut Vm, v: &Value, form: Form, n: usize, at: isize) -> Res {
    let Some(d) = vm.of::<MemoryView>(v).dims().get(n).copied() else {
        return item_at(vm, v, form, at);
    };
    vm.charge(d.len as u64)?;
    vm.reserve_check(d.len.saturating_mul(size_of::<Value>()))?;
    let mut out = Buf::with_capacity(vm.heap(), d.len)?;
    for i in 0..d.len {
        let item = nested_list(vm, v, form, n + 1, at + i as isize * d.stride)?;
        out.push(vm.heap(), item)?;
    }
    vm.list(out)
}

// ---------------------------------------------------------------- cast

const NOT_NATIVE: &str = "memoryview: destination format must be a native single character format prefixed with an optional '@'";

fn cast(vm: &mut Vm, args: Args<'_>) -> Res {
    let v = &args[0];
    if vm.wtf8(&args[1]).is_none() {
        let t = vm.arg_type_name(&args[1]).to_owned();
        raise!(
            vm,
            TypeError,
            "cast() argument 'format' must be str, not {t}"
        );
    }
    let Ok((dims, contiguous)) = ask(vm, v, |m| (m.dims().len(), m.is_c_contiguous())) else {
        return Err(super::released(vm));
    };
    if !contiguous {
        raise!(
            vm,
            TypeError,
            "memoryview: casts are restricted to C-contiguous views"
        );
    }
    let shape = match args.get(2) {
        None => None,
        Some(s) => {
            if !vm.is_a(s, T::List) && !vm.is_a(s, T::Tuple) {
                raise!(vm, TypeError, "shape must be a list or a tuple");
            }
            let parts = Buf::from_slice(vm.heap(), vm.items(s).unwrap_or_default())?;
            if parts.len() > MAX_DIMENSIONS {
                raise!(
                    vm,
                    ValueError,
                    "memoryview: number of dimensions must not exceed {MAX_DIMENSIONS}"
                );
            }
            if dims != 1 && parts.len() != 1 {
                raise!(
                    vm,
                    TypeError,
                    "memoryview: cast must be 1D -> ND or ND -> 1D"
                );
            }
            Some(parts)
        }
    };
    let Some(format) = vm.text(&args[1]).and_then(Format::native) else {
        raise!(vm, ValueError, "{NOT_NATIVE}");
    };
    let m = vm.of::<MemoryView>(v);
    let (old, bytes, start, obj) = (m.format, m.bytes(), m.start, m.obj.clone());
    if old.form.is_none() && !format.is_byte() || !old.is_byte() && !format.is_byte() {
        raise!(
            vm,
            TypeError,
            "memoryview: cannot cast between two non-byte formats"
        );
    }
    if bytes % format.size != 0 {
        raise!(
            vm,
            TypeError,
            "memoryview: length is not a multiple of itemsize"
        );
    }
    let dimensions = match shape {
        None => Dimensions::One(Dimension {
            len: bytes / format.size,
            stride: format.size as isize,
        }),
        Some(shape) => shaped(vm, &shape, format.size, bytes)?,
    };
    with_layout(vm, v, obj, start, dimensions, format)
}

/// Dimensions of the given lengths, C-contiguous, which must fill `bytes` bytes.
fn shaped(vm: &mut Vm, shape: &[Value], size: usize, bytes: usize) -> Res<Dimensions> {
    let mut all: Buf<Dimension> = Buf::with_capacity(vm.heap(), shape.len())?;
    let mut total = size;
    for n in shape {
        if !n.is_int() && !vm.is_a(n, T::Int) {
            raise!(
                vm,
                TypeError,
                "memoryview.cast(): elements of shape must be integers"
            );
        }
        let len = usize::try_from(vm.index_i64(n)?).unwrap_or(0);
        if len == 0 {
            raise!(
                vm,
                ValueError,
                "memoryview.cast(): elements of shape must be integers > 0"
            );
        }
        total = match total.checked_mul(len).filter(|n| *n <= isize::MAX as usize) {
            Some(total) => total,
            None => raise!(
                vm,
                ValueError,
                "memoryview.cast(): product(shape) > SSIZE_MAX"
            ),
        };
        all.push(vm.heap(), Dimension { len, stride: 0 })?;
    }
    if total != bytes {
        raise!(
            vm,
            TypeError,
            "memoryview: product(shape) * itemsize != buffer size"
        );
    }
    let mut stride = size as isize;
    for d in all.iter_mut().rev() {
        d.stride = stride;
        stride *= d.len as isize;
    }
    debug_assert!(layout::is_c_contiguous(&all, size));
    Ok(match all[..] {
        [one] => Dimensions::One(one),
        _ => Dimensions::Many(all),
    })
}
