//! Errors of text encodings: what could not be converted, and where.

use super::{base_init, field, get_field, has_field, join, put_field, set_field};
use crate::memory::value::Value;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::CallArgs;
use crate::{getset, raise};

const ENCODING: usize = 0;
const OBJECT: usize = 1;
const START: usize = 2;
const END: usize = 3;
const REASON: usize = 4;

getset! { pub(super) GETSET;
    /// Name of the encoding.
    "encoding" => get_field::<ENCODING>, put_field::<ENCODING>;
    /// What was to be converted.
    "object" => get_field::<OBJECT>, put_field::<OBJECT>;
    /// Index of the first item that could not be converted.
    "start" => get_field::<START>, put_index::<START>;
    /// Index after the last.
    "end" => get_field::<END>, put_index::<END>;
    /// Why.
    "reason" => get_field::<REASON>, put_field::<REASON>;
}

fn put_index<const I: usize>(vm: &mut Vm, this: &Value, v: Option<&Value>) -> Res<()> {
    let Some(v) = v else {
        raise!(vm, TypeError, "can't delete numeric/char attribute")
    };
    let n = vm.index_i64(v)?;
    let n = vm.int(n)?;
    set_field(vm, this, I, n)
}

/// Checks the arguments (`encoding`, unless translating, then object, start, end, reason) and sets
/// the fields.
fn init(vm: &mut Vm, this: &Value, call: CallArgs<'_>, first: usize, bytes: bool) -> Res<()> {
    base_init(vm, this, call)?;
    let args = call.pos();
    let want = REASON + 1 - first;
    if args.len() != want {
        raise!(
            vm,
            TypeError,
            "function takes exactly {want} arguments ({} given)",
            args.len()
        );
    }
    for (i, v) in args.iter().enumerate() {
        let at = first + i;
        let v = match at {
            START | END => {
                let n = vm.index_i64(v)?;
                vm.int(n)?
            }
            OBJECT if bytes => match vm.bytes_of_value(v) {
                Some(_) => v.clone(),
                None => {
                    let lent = vm.need_bytes_like(v)?;
                    let n = vm.buffer(&lent).map_or(0, <[u8]>::len);
                    vm.subbytes(&lent, 0..n)?
                }
            },
            _ => {
                if vm.wtf8(v).is_none() {
                    let t = vm.type_name(v).to_owned();
                    raise!(vm, TypeError, "argument {} must be str, not {t}", i + 1);
                }
                v.clone()
            }
        };
        set_field(vm, this, at, v)?;
    }
    Ok(())
}

pub(super) fn decode_init(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
    init(vm, this, call, ENCODING, true)
}

pub(super) fn encode_init(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
    init(vm, this, call, ENCODING, false)
}

pub(super) fn translate_init(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
    init(vm, this, call, OBJECT, false)
}

/// `start`, `end` as numbers.
fn range(vm: &Vm, this: &Value) -> (i64, i64) {
    let get = |i| field(vm, this, i).as_small_int().unwrap_or_default();
    (get(START), get(END))
}

/// The character at `start`, if that is all that could not be converted.
fn bad_char(vm: &Vm, this: &Value) -> Option<String> {
    let (start, end) = range(vm, this);
    let object = field(vm, this, OBJECT);
    let text = vm.wtf8(&object)?;
    if end != start.checked_add(1)? {
        return None;
    }
    let at = usize::try_from(start).ok()?;
    let c = crate::text::wtf8::code_points(text).nth(at)?;
    Some(match c {
        0..0x100 => format!("\\x{c:02x}"),
        0x100..0x1_0000 => format!("\\u{c:04x}"),
        _ => format!("\\U{c:08x}"),
    })
}

/// `what: reason`, with the encoding in front where there is one.
fn message(vm: &mut Vm, this: &Value, encoding: bool, what: &str) -> Res {
    let reason = field(vm, this, REASON);
    let reason = vm.str_value(&reason)?;
    let what = vm.str(what)?;
    if !encoding {
        return join(vm, &[&what, &reason]);
    }
    let name = field(vm, this, ENCODING);
    let (quote, name, codec) = (vm.str("'")?, vm.str_value(&name)?, vm.str("' codec ")?);
    join(vm, &[&quote, &name, &codec, &what, &reason])
}

pub(super) fn decode_str(vm: &mut Vm, this: &Value) -> Res {
    if !has_field(vm, this, OBJECT) {
        return Ok(vm.empty_str());
    }
    let (start, end) = range(vm, this);
    let object = field(vm, this, OBJECT);
    let byte = vm
        .bytes_of_value(&object)
        .and_then(|b| b.get(usize::try_from(start).ok()?));
    let what = match byte {
        Some(b) if start.checked_add(1) == Some(end) => {
            format!("can't decode byte 0x{b:02x} in position {start}: ")
        }
        _ => format!(
            "can't decode bytes in position {start}-{}: ",
            end.saturating_sub(1)
        ),
    };
    message(vm, this, true, &what)
}

pub(super) fn encode_str(vm: &mut Vm, this: &Value) -> Res {
    text_str(vm, this, "encode", true)
}

pub(super) fn translate_str(vm: &mut Vm, this: &Value) -> Res {
    text_str(vm, this, "translate", false)
}

fn text_str(vm: &mut Vm, this: &Value, verb: &str, encoding: bool) -> Res {
    if !has_field(vm, this, OBJECT) {
        return Ok(vm.empty_str());
    }
    let (start, end) = range(vm, this);
    let what = match bad_char(vm, this) {
        Some(c) => format!("can't {verb} character '{c}' in position {start}: "),
        None => {
            format!(
                "can't {verb} characters in position {start}-{}: ",
                end.saturating_sub(1)
            )
        }
    };
    message(vm, this, encoding, &what)
}
