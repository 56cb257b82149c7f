//! `bytes.hex` and `bytes.fromhex`.

use crate::memory::buf::Buf;
use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::raise;
use crate::text::sink::Sink;
use crate::text::wtf8;
use crate::types::textual::Textual;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;

/// `hex(sep, bytes_per_sep)`: the separator stands between groups of bytes, counted from the right,
/// or from the left where the number is negative.
pub fn hex(vm: &mut Vm, args: Args<'_>) -> Res {
    hex_of(vm, &args[0], args)
}

/// As [`hex`], of `v` instead of the receiver.
pub fn hex_of(vm: &mut Vm, v: &Value, args: Args<'_>) -> Res {
    let separator = match args.get(1) {
        None => None,
        Some(s) => {
            let one = match vm.get::<Str>(s) {
                Some(t) => Some((
                    t.char_len(),
                    t.bytes().first().copied().unwrap_or(0),
                    t.is_ascii(),
                )),
                None => vm
                    .buffer(s)
                    .map(|b| (b.len(), b.first().copied().unwrap_or(0), b.is_ascii())),
            };
            let Some((count, byte, ascii)) = one else {
                if vm.slots(s).len.is_some() {
                    if vm.len(s)? != 1 {
                        raise!(vm, ValueError, "sep must be length 1.");
                    }
                    raise!(vm, TypeError, "sep must be str or bytes.");
                }
                let t = vm.type_name(s).to_owned();
                raise!(vm, TypeError, "object of type '{t}' has no len()");
            };
            if count != 1 {
                raise!(vm, ValueError, "sep must be length 1.");
            }
            if !ascii {
                raise!(vm, ValueError, "sep must be ASCII.");
            }
            Some(byte)
        }
    };
    let group = match args.get(2) {
        Some(n) => vm.index_i64(n)?,
        None => 1,
    };
    let n = vm.buffer(v).map_or(0, <[u8]>::len);
    vm.charge(n as u64 / 32)?;
    vm.write_str_sized(n.saturating_mul(2), |vm, out| {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let size = group.unsigned_abs() as usize;
        for (i, b) in vm.buffer(v).unwrap_or_default().iter().enumerate() {
            let place = if group < 0 { i } else { n - i };
            if let Some(s) = separator
                && i > 0
                && size > 0
                && place % size == 0
            {
                out.push_bytes(&[s])?;
            }
            out.push_bytes(&[DIGITS[(b >> 4) as usize], DIGITS[(b & 15) as usize]])?;
        }
        Ok(())
    })
}

fn digit(code: u32) -> Option<u8> {
    char::from_u32(code)?.to_digit(16).map(|d| d as u8)
}

/// The bytes that hexadecimal text spells; white space may stand between bytes.
fn parse_hex(vm: &mut Vm, text: &Value) -> Res<Buf<u8>> {
    if vm.get::<Str>(text).is_none() {
        let t = vm.arg_type_name(text).to_owned();
        raise!(vm, TypeError, "fromhex() argument must be str, not {t}");
    }
    let source = Buf::from_slice(vm.heap(), vm.text_of(text).bytes)?;
    vm.charge(source.len() as u64 / 32)?;
    let mut out = Buf::with_capacity(vm.heap(), source.len() / 2)?;
    let mut codes = wtf8::code_points(&source).enumerate();
    while let Some((at, code)) = codes.next() {
        if matches!(code, 0x20 | 0x09..=0x0d) {
            continue;
        }
        let high = digit(code);
        let Some(high) = high else {
            raise!(
                vm,
                ValueError,
                "non-hexadecimal number found in fromhex() arg at position {at}"
            );
        };
        let low = codes.next().map(|(_, c)| c);
        match low.and_then(digit) {
            Some(low) => out.push(vm.heap(), high << 4 | low)?,
            None => raise!(
                vm,
                ValueError,
                "non-hexadecimal number found in fromhex() arg at position {}",
                at + 1
            ),
        }
    }
    Ok(out)
}

/// `fromhex(text)`.
pub fn fromhex<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    let out = parse_hex(vm, &args[1])?;
    if args[0].is(vm.class(X::T)) {
        return X::own(vm, out);
    }
    let made = vm.bytes_of(out)?;
    vm.call(&args[0], &[made])
}
