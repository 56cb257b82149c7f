//! SyntaxError: where in a source the error is.

use super::{base_init, field, get_field, put_field, set_field};
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::CallArgs;
use crate::{getset, raise};

const MSG: usize = 0;
const FILENAME: usize = 1;
const LINENO: usize = 2;
const OFFSET: usize = 3;
const TEXT: usize = 4;
const END_LINENO: usize = 5;
const END_OFFSET: usize = 6;
const PRINT: usize = 7;

getset! { pub(super) GETSET;
    /// The message.
    "msg" => get_field::<MSG>, put_field::<MSG>;
    /// The file.
    "filename" => get_field::<FILENAME>, put_field::<FILENAME>;
    /// The line, from 1.
    "lineno" => get_field::<LINENO>, put_field::<LINENO>;
    /// The column, in characters from 1.
    "offset" => get_field::<OFFSET>, put_field::<OFFSET>;
    /// The source line.
    "text" => get_field::<TEXT>, put_field::<TEXT>;
    /// The last line.
    "end_lineno" => get_field::<END_LINENO>, put_field::<END_LINENO>;
    /// The column after the last character.
    "end_offset" => get_field::<END_OFFSET>, put_field::<END_OFFSET>;
    "print_file_and_line" => get_field::<PRINT>, put_field::<PRINT>;
}

/// The attributes of a SyntaxError, each None where absent.
pub struct Place {
    pub msg: Value,
    pub filename: Value,
    pub lineno: Value,
    pub offset: Value,
    pub text: Value,
    pub end_lineno: Value,
    pub end_offset: Value,
}

/// The attributes of SyntaxError `e`.
pub fn place_of(vm: &Vm, e: &Value) -> Place {
    Place {
        msg: field(vm, e, MSG),
        filename: field(vm, e, FILENAME),
        lineno: field(vm, e, LINENO),
        offset: field(vm, e, OFFSET),
        text: field(vm, e, TEXT),
        end_lineno: field(vm, e, END_LINENO),
        end_offset: field(vm, e, END_OFFSET),
    }
}

pub(super) fn init(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
    base_init(vm, this, call)?;
    let args = call.pos();
    if let Some(msg) = args.first() {
        set_field(vm, this, MSG, msg.clone())?;
    }
    let [_, place] = args else { return Ok(()) };
    let items = vm.collect(place)?;
    match items.len() {
        n @ 0..4 => raise!(
            vm,
            TypeError,
            "function takes at least 4 arguments ({n} given)"
        ),
        5 => raise!(
            vm,
            TypeError,
            "end_offset must be provided when end_lineno is provided"
        ),
        4 | 6 => {}
        n => raise!(
            vm,
            TypeError,
            "function takes at most 6 arguments ({n} given)"
        ),
    }
    const ORDER: [usize; 6] = [FILENAME, LINENO, OFFSET, TEXT, END_LINENO, END_OFFSET];
    for (v, at) in items.iter().zip(ORDER) {
        set_field(vm, this, at, v.clone())?;
    }
    Ok(())
}

/// The message with file name (its last part) and line.
pub(super) fn str(vm: &mut Vm, this: &Value) -> Res {
    let p = place_of(vm, this);
    let msg = vm.str_value(&p.msg)?;
    let line = if vm.is_exact(&p.lineno, T::Int) {
        Some(vm.str_value(&p.lineno)?)
    } else {
        None
    };
    let text = |v: &Value| String::from_utf8_lossy(vm.wtf8(v).unwrap_or_default()).into_owned();
    let (msg_text, line) = (text(&msg), line.map(|l| text(&l)));
    let file = vm.wtf8(&p.filename).map(|_| text(&p.filename));
    let file = file.map(|f| f.rsplit('/').next().unwrap_or_default().to_owned());
    match (file, line) {
        (Some(f), Some(l)) => vm.format(format_args!("{msg_text} ({f}, line {l})")),
        (Some(f), None) => vm.format(format_args!("{msg_text} ({f})")),
        (None, Some(l)) => vm.format(format_args!("{msg_text} (line {l})")),
        (None, None) => Ok(msg),
    }
}
