//! What str, bytes and bytearray share: searching, splitting, stripping, padding, case, items.
//!
//! A method is written once, over a [`Textual`] type that says what a character is, which arguments
//! are text and how results are made. Nothing here runs Python but for converting arguments
//! (`__index__`); receivers are looked at again after that.

pub mod case;
pub mod item;
pub mod pad;
pub mod search;
pub mod split;

use crate::memory::buf::Buf;
use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::raise;
use crate::text::search::{Bytes, Chars, Unit};
use crate::text::sink::Full;
use crate::text::wtf8::Text;
use crate::types::bytearray::ByteArray;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::output::Out;
use std::ops::Range;

/// A kind of text; see the module doc.
pub trait Textual {
    /// What a character is.
    type Unit: Unit;
    /// The type whose method it is.
    const T: T;

    /// The contents of a receiver or of what [`Textual::part`] gave. Of bytes every index is an
    /// offset, so they count as ASCII.
    fn text<'a>(vm: &'a Vm, v: &'a Value) -> Text<'a>;

    /// An argument as text, if it is that.
    fn maybe(vm: &mut Vm, v: &Value) -> Res<Option<Value>>;

    /// Checks an argument that must be text. `what` begins str's message: `find() argument 1 must
    /// be str`.
    fn part(vm: &mut Vm, v: &Value, what: &str) -> Res;

    /// As [`Textual::part`] where bytes also take an int.
    fn part_or_byte(vm: &mut Vm, v: &Value, what: &str) -> Res;

    /// The part of `v` in a range of bytes, an exact object; `v` itself where that is allowed.
    fn piece(vm: &mut Vm, v: &Value, range: Range<usize>) -> Res;

    /// What `write` writes.
    fn write(
        vm: &mut Vm,
        capacity: usize,
        write: impl FnMut(&Vm, &mut Out<'_>) -> Result<(), Full>,
    ) -> Res;

    /// An object with these contents.
    fn of_bytes(vm: &mut Vm, contents: &[u8]) -> Res;

    /// An object that takes over finished contents.
    fn own(vm: &mut Vm, contents: Buf<u8>) -> Res;
}

/// str.
pub struct StrText;

impl Textual for StrText {
    type Unit = Chars;
    const T: T = T::Str;

    fn text<'a>(vm: &'a Vm, v: &'a Value) -> Text<'a> {
        vm.text_of(v)
    }

    fn maybe(vm: &mut Vm, v: &Value) -> Res<Option<Value>> {
        Ok(vm.get::<Str>(v).map(|_| v.clone()))
    }

    fn part(vm: &mut Vm, v: &Value, what: &str) -> Res {
        if vm.get::<Str>(v).is_some() {
            return Ok(v.clone());
        }
        let t = match what.contains("argument") {
            true => vm.arg_type_name(v).to_owned(),
            false => vm.type_name(v).to_owned(),
        };
        raise!(vm, TypeError, "{what}, not {t}")
    }

    fn part_or_byte(vm: &mut Vm, v: &Value, what: &str) -> Res {
        Self::part(vm, v, what)
    }

    fn piece(vm: &mut Vm, v: &Value, range: Range<usize>) -> Res {
        vm.substr(v, range)
    }

    fn write(
        vm: &mut Vm,
        capacity: usize,
        write: impl FnMut(&Vm, &mut Out<'_>) -> Result<(), Full>,
    ) -> Res {
        vm.write_str_sized(capacity, write)
    }

    fn of_bytes(vm: &mut Vm, contents: &[u8]) -> Res {
        vm.str_wtf8(contents)
    }

    fn own(vm: &mut Vm, contents: Buf<u8>) -> Res {
        vm.str_of(contents)
    }
}

/// bytes.
pub struct BytesText;

/// The single byte that an int argument stands for.
pub fn byte_of(vm: &mut Vm, v: &Value) -> Res<u8> {
    let i = vm.index_clamped(v)?;
    match u8::try_from(i) {
        Ok(b) => Ok(b),
        Err(_) => raise!(vm, ValueError, "byte must be in range(0, 256)"),
    }
}

/// Checks an argument that must be bytes-like.
pub fn bytes_part(vm: &mut Vm, v: &Value) -> Res {
    vm.need_bytes_like(v)
}

/// As [`bytes_part`], or an int that stands for one byte.
pub fn bytes_part_or_byte(vm: &mut Vm, v: &Value) -> Res {
    if let Some(b) = vm.bytes_like(v)? {
        return Ok(b);
    }
    if vm.has_index(v) {
        let b = byte_of(vm, v)?;
        return vm.bytes(&[b]);
    }
    let t = vm.type_name(v).to_owned();
    raise!(
        vm,
        TypeError,
        "argument should be integer or bytes-like object, not '{t}'"
    )
}

/// Contents of a bytes-like object as text.
pub fn bytes_text<'a>(vm: &'a Vm, v: &'a Value) -> Text<'a> {
    Text::with_ascii(vm.buffer(v).unwrap_or_default(), true)
}

impl Textual for BytesText {
    type Unit = Bytes;
    const T: T = T::Bytes;

    fn text<'a>(vm: &'a Vm, v: &'a Value) -> Text<'a> {
        bytes_text(vm, v)
    }

    fn maybe(vm: &mut Vm, v: &Value) -> Res<Option<Value>> {
        vm.bytes_like(v)
    }

    fn part(vm: &mut Vm, v: &Value, _: &str) -> Res {
        bytes_part(vm, v)
    }

    fn part_or_byte(vm: &mut Vm, v: &Value, _: &str) -> Res {
        bytes_part_or_byte(vm, v)
    }

    fn piece(vm: &mut Vm, v: &Value, range: Range<usize>) -> Res {
        vm.subbytes(v, range)
    }

    fn write(
        vm: &mut Vm,
        capacity: usize,
        write: impl FnMut(&Vm, &mut Out<'_>) -> Result<(), Full>,
    ) -> Res {
        vm.write_bytes(capacity, write)
    }

    fn of_bytes(vm: &mut Vm, contents: &[u8]) -> Res {
        vm.bytes(contents)
    }

    fn own(vm: &mut Vm, contents: Buf<u8>) -> Res {
        vm.bytes_of(contents)
    }
}

/// bytearray: results are new ones.
pub struct ByteArrayText;

impl Textual for ByteArrayText {
    type Unit = Bytes;
    const T: T = T::ByteArray;

    fn text<'a>(vm: &'a Vm, v: &'a Value) -> Text<'a> {
        bytes_text(vm, v)
    }

    fn maybe(vm: &mut Vm, v: &Value) -> Res<Option<Value>> {
        vm.bytes_like(v)
    }

    fn part(vm: &mut Vm, v: &Value, _: &str) -> Res {
        bytes_part(vm, v)
    }

    fn part_or_byte(vm: &mut Vm, v: &Value, _: &str) -> Res {
        bytes_part_or_byte(vm, v)
    }

    fn piece(vm: &mut Vm, v: &Value, range: Range<usize>) -> Res {
        let contents = Buf::from_slice(vm.heap(), &vm.buffer(v).unwrap_or_default()[range])?;
        Self::own(vm, contents)
    }

    fn write(
        vm: &mut Vm,
        capacity: usize,
        write: impl FnMut(&Vm, &mut Out<'_>) -> Result<(), Full>,
    ) -> Res {
        let contents = vm.write_buf(capacity, write)?;
        Self::own(vm, contents)
    }

    fn of_bytes(vm: &mut Vm, contents: &[u8]) -> Res {
        let contents = Buf::from_slice(vm.heap(), contents)?;
        Self::own(vm, contents)
    }

    fn own(vm: &mut Vm, contents: Buf<u8>) -> Res {
        vm.alloc(T::ByteArray, ByteArray::from(contents))
    }
}

/// Charges fuel for looking at all of `v`.
pub fn charge<X: Textual>(vm: &mut Vm, v: &Value) -> Res<()> {
    let n = X::text(vm, v).bytes.len();
    vm.charge(n as u64 / 64)
}

/// Byte range of a slice of the receiver's bytes.
pub fn range_within(whole: &[u8], piece: &[u8]) -> Range<usize> {
    let start = (piece.as_ptr() as usize).wrapping_sub(whole.as_ptr() as usize);
    // An empty piece may come from elsewhere (a literal).
    if piece.is_empty() && start > whole.len() {
        return 0..0;
    }
    start..start + piece.len()
}
