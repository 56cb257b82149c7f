//! `binascii`: bytes as text and back: hexadecimal, base 64, quoted-printable, uuencoding; checksums.
//!
//! Nothing here runs Python but `__buffer__` and `__index__` of arguments.

mod base64;
mod quoted;

use super::ModuleDef;
use crate::memory::buf::Buf;
use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::num::checksum;
use crate::text::sink::Sink;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};
use crate::vm::typedef::{Args, TypeDef};
use crate::{methods, raise};

pub static MODULE: ModuleDef = ModuleDef {
    name: "binascii",
    doc: "Conversion between binary data and ASCII",
    functions: FUNCTIONS,
    types: &[T::BinasciiError, T::BinasciiIncomplete],
    init: None,
};

pub static ERROR: TypeDef = TypeDef {
    name: "Error",
    module: "binascii",
    base: Some(T::ValueError),
    kind: Kind::Exception,
    subclassable: true,
    lazy: true,
    ..TypeDef::OBJECT
};

pub static INCOMPLETE: TypeDef = TypeDef {
    name: "Incomplete",
    module: "binascii",
    base: Some(T::Exception),
    kind: Kind::Exception,
    subclassable: true,
    lazy: true,
    ..TypeDef::OBJECT
};

methods! { FUNCTIONS;
    /// Decode hexadecimal representation.
    "a2b_hex(hexstr, /)" => unhexlify;
    /// Binary data of hexadecimal representation.
    "unhexlify(hexstr, /)" => unhexlify;
    /// Hexadecimal representation of binary data, with a separator between groups of bytes.
    "b2a_hex(data, sep=<no value>, bytes_per_sep=1)" => hexlify;
    /// Hexadecimal representation of binary data, with a separator between groups of bytes.
    "hexlify(data, sep=<no value>, bytes_per_sep=1)" => hexlify;
    /// Decode base 64; with strict_mode only what is exactly that.
    "a2b_base64(data, /, *, strict_mode=False)" => a2b_base64;
    /// Base 64 code a line of data.
    "b2a_base64(data, /, *, newline=True)" => b2a_base64;
    /// Decode a line of uuencoded data.
    "a2b_uu(data, /)" => a2b_uu;
    /// Uuencode a line of data.
    "b2a_uu(data, /, *, backtick=False)" => b2a_uu;
    /// Decode a string of quoted-printable data.
    "a2b_qp(data, header=False)" => a2b_qp;
    /// Encode data using quoted-printable encoding.
    "b2a_qp(data, quotetabs=False, istext=True, header=False)" => b2a_qp;
    /// Compute CRC-32 incrementally.
    "crc32(data, crc=0, /)" => crc32;
    /// Compute CRC-CCITT incrementally.
    "crc_hqx(data, crc, /)" => crc_hqx;
}

#[cold]
fn error(vm: &mut Vm, message: &str) -> Raised {
    vm.err(T::BinasciiError, format_args!("{message}"))
}

/// Bytes-like data; charges for going through it.
fn data(vm: &mut Vm, v: &Value) -> Res {
    let lent = vm.need_bytes_like(v)?;
    let n = vm.buffer(&lent).map_or(0, <[u8]>::len);
    vm.charge(n as u64 / 16)?;
    Ok(lent)
}

/// As [`data`], or a string of ASCII.
fn ascii(vm: &mut Vm, v: &Value) -> Res {
    if let Some(text) = vm.wtf8(v) {
        if !text.is_ascii() {
            raise!(
                vm,
                ValueError,
                "string argument should contain only ASCII characters"
            );
        }
        let copy = Buf::from_slice(vm.heap(), text)?;
        let bytes = vm.bytes_of(copy)?;
        return data(vm, &bytes);
    }
    if !vm.has_buffer(v)? {
        let t = vm.type_name(v).to_owned();
        raise!(
            vm,
            TypeError,
            "argument should be bytes, buffer or ASCII string, not '{t}'"
        );
    }
    data(vm, v)
}

/// A flag argument.
fn flag(vm: &mut Vm, v: Option<&Value>, default: bool) -> Res<bool> {
    v.map_or(Ok(default), |v| vm.truthy(v))
}

fn hexlify(vm: &mut Vm, a: Args<'_>) -> Res {
    let v = data(vm, &a[0])?;
    let text = crate::types::bytes::hex::hex_of(vm, &v, a)?;
    let copy = Buf::from_slice(vm.heap(), vm.wtf8(&text).unwrap_or_default())?;
    vm.bytes_of(copy)
}

fn unhexlify(vm: &mut Vm, a: Args<'_>) -> Res {
    let v = ascii(vm, &a[0])?;
    let text = vm.buffer(&v).unwrap_or_default();
    if text.len() % 2 == 1 {
        return Err(error(vm, "Odd-length string"));
    }
    let mut out = Buf::with_capacity(vm.heap(), text.len() / 2)?;
    for pair in text.chunks_exact(2) {
        let digit = |b: u8| char::from(b).to_digit(16);
        match (digit(pair[0]), digit(pair[1])) {
            (Some(high), Some(low)) => out.push(vm.heap(), (high << 4 | low) as u8)?,
            _ => return Err(error(vm, "Non-hexadecimal digit found")),
        }
    }
    vm.bytes_of(out)
}

fn b2a_base64(vm: &mut Vm, a: Args<'_>) -> Res {
    let v = data(vm, &a[0])?;
    let newline = flag(vm, a.kw(0), true)?;
    let n = vm.buffer(&v).map_or(0, <[u8]>::len);
    vm.write_bytes(n / 3 * 4 + 5, |vm, out| {
        base64::encode(vm.buffer(&v).unwrap_or_default(), out)?;
        out.push_bytes(if newline { b"\n" } else { b"" })
    })
}

fn a2b_base64(vm: &mut Vm, a: Args<'_>) -> Res {
    let v = ascii(vm, &a[0])?;
    let strict = flag(vm, a.kw(0), false)?;
    match base64::decode(vm.heap(), vm.buffer(&v).unwrap_or_default(), strict) {
        Ok(out) => vm.bytes_of(out),
        Err(base64::Wrong::Message(m)) => Err(error(vm, m)),
        Err(base64::Wrong::Memory(e)) => Err(e.into()),
        Err(base64::Wrong::Alone(n)) => raise!(
            vm,
            BinasciiError,
            "Invalid base64-encoded string: number of data characters ({n}) cannot be 1 more than a multiple of 4"
        ),
    }
}

fn b2a_uu(vm: &mut Vm, a: Args<'_>) -> Res {
    let v = data(vm, &a[0])?;
    let backtick = flag(vm, a.kw(0), false)?;
    let bytes = vm.buffer(&v).unwrap_or_default();
    if bytes.len() > 45 {
        return Err(error(vm, "At most 45 bytes at once"));
    }
    let out = quoted::uu_encode(vm.heap(), bytes, backtick)?;
    vm.bytes_of(out)
}

fn a2b_uu(vm: &mut Vm, a: Args<'_>) -> Res {
    let v = ascii(vm, &a[0])?;
    match quoted::uu_decode(vm.heap(), vm.buffer(&v).unwrap_or_default()) {
        Ok(out) => vm.bytes_of(out),
        Err(quoted::Wrong::Message(m)) => Err(error(vm, m)),
        Err(quoted::Wrong::Memory(e)) => Err(e.into()),
    }
}

fn a2b_qp(vm: &mut Vm, a: Args<'_>) -> Res {
    let v = ascii(vm, &a[0])?;
    let header = flag(vm, a.get(1), false)?;
    let out = quoted::decode(vm.heap(), vm.buffer(&v).unwrap_or_default(), header)?;
    vm.bytes_of(out)
}

fn b2a_qp(vm: &mut Vm, a: Args<'_>) -> Res {
    let v = data(vm, &a[0])?;
    let options = quoted::Options {
        quote_tabs: flag(vm, a.get(1), false)?,
        text: flag(vm, a.get(2), true)?,
        header: flag(vm, a.get(3), false)?,
    };
    let out = quoted::encode(vm.heap(), vm.buffer(&v).unwrap_or_default(), options)?;
    vm.bytes_of(out)
}

/// The low 32 bits of an int argument.
pub fn low_bits(vm: &mut Vm, v: Option<&Value>, default: u32) -> Res<u32> {
    let Some(v) = v else {
        return Ok(default);
    };
    let v = vm.index(v)?;
    match vm.as_i64(&v) {
        Some(i) => Ok(i as u32),
        None => {
            let mask = vm.int(0xffff_ffff)?;
            let low = vm.binary(crate::code::opcodes::BinOp::And, &v, &mask)?;
            Ok(vm.as_i64(&low).unwrap_or(0) as u32)
        }
    }
}

fn crc32(vm: &mut Vm, a: Args<'_>) -> Res {
    let v = data(vm, &a[0])?;
    let start = low_bits(vm, a.get(1), 0)?;
    let sum = checksum::crc32(start, vm.buffer(&v).unwrap_or_default());
    vm.int(i64::from(sum))
}

fn crc_hqx(vm: &mut Vm, a: Args<'_>) -> Res {
    let v = data(vm, &a[0])?;
    let start = low_bits(vm, a.get(1), 0)? as u16;
    let sum = checksum::crc_hqx(start, vm.buffer(&v).unwrap_or_default());
    vm.int(i64::from(sum))
}
