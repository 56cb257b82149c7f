//! `_traceback`: what `traceback` (written in Python) has the renderer do.

use super::ModuleDef;
use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::methods;
use crate::raise;
use crate::types::exception::Exception;
use crate::types::traceback::{self, Traceback};
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::report::{self, Place, Report};
use crate::vm::typedef::Args;

pub static MODULE: ModuleDef = ModuleDef {
    name: "_traceback",
    doc: "Rendering of errors, for traceback.",
    functions: FUNCTIONS,
    types: &[],
    init: None,
};

methods! { FUNCTIONS;
    /// The parts of a report: each line of the message and each entry is one.
    "format_exception(exc, tb, limit, chain, /)" => format_exception;
    /// The parts of the report's end: type and message, notes.
    "format_message(exc, /)" => format_message;
    /// The lines of one entry of a traceback.
    "format_entry(filename, lineno, name, line, end_lineno, colno, end_colno, /)" => format_entry;
    /// Each entry of a traceback: filename, lineno, name, end_lineno, colno, end_colno.
    "entries(tb, /)" => entries;
    /// A line of a source file, or None.
    "source_line(filename, lineno, /)" => source_line;
}

/// A list of strings.
fn strings(vm: &mut Vm, report: &Report) -> Res {
    let mut list = Buf::new();
    for part in report.parts() {
        let s = vm.str_wtf8(part)?;
        list.push(vm.heap(), s)?;
    }
    vm.list(list)
}

/// The first argument, which must be an exception.
fn exception(vm: &mut Vm, args: Args<'_>) -> Res {
    let exc = args[0].clone();
    if vm.get::<Exception>(&exc).is_none() {
        let t = vm.type_name(&exc).to_owned();
        raise!(vm, TypeError, "Exception expected for value, {t} found");
    }
    Ok(exc)
}

fn format_exception(vm: &mut Vm, args: Args<'_>) -> Res {
    let exc = exception(vm, args)?;
    let limit = match args[2].is_none() {
        true => None,
        false => Some(vm.index_clamped(&args[2])?),
    };
    let chain = vm.truthy(&args[3])?;
    let r = report::parts(vm, &exc, Some(&args[1]), limit, chain)?;
    strings(vm, &r)
}

fn format_message(vm: &mut Vm, args: Args<'_>) -> Res {
    let exc = exception(vm, args)?;
    let r = report::message_parts(vm, &exc)?;
    strings(vm, &r)
}

fn number(vm: &mut Vm, v: &Value) -> Res<Option<u32>> {
    if v.is_none() {
        return Ok(None);
    }
    let n = vm.index_clamped(v)?;
    Ok(Some(u32::try_from(n.max(0)).unwrap_or(u32::MAX)))
}

fn format_entry(vm: &mut Vm, args: Args<'_>) -> Res {
    let (file, name) = (vm.str_value(&args[0])?, vm.str_value(&args[2])?);
    let line = number(vm, &args[1])?.unwrap_or(0);
    let (end_line, col, end_col) = (
        number(vm, &args[4])?,
        number(vm, &args[5])?,
        number(vm, &args[6])?,
    );
    let place = Place {
        line,
        end_line: end_line.unwrap_or(line),
        columns: col.zip(end_col),
        text: vm.text(&args[3]).map(str::to_owned),
    };
    let (file, name) = (
        vm.text(&file).unwrap_or("?").to_owned(),
        vm.text(&name).unwrap_or("?").to_owned(),
    );
    let mut out = Buf::new();
    report::entry(vm, &file, &name, &place, &mut out)?;
    vm.str_wtf8(&out)
}

fn entries(vm: &mut Vm, args: Args<'_>) -> Res {
    let mut list = Buf::new();
    let mut at = args[0].clone();
    while let Some(t) = vm.get::<Traceback>(&at) {
        let next = t.next.clone();
        if let Some(code) = traceback::code_at(vm, &t.at) {
            let p = traceback::position(&code, &t.at);
            let (file, name) = (vm.str(&code.filename)?, vm.str(&code.name)?);
            let int = |n: u32| Value::int(n as i64);
            let known = |n: u32| if p.line == 0 { Value::NONE } else { int(n) };
            let line = if p.line == 0 { code.first_line } else { p.line };
            let item = vm.tuple(&[
                file,
                int(line),
                name,
                known(p.end_line),
                known(p.col),
                known(p.end_col),
            ])?;
            list.push(vm.heap(), item)?;
        }
        at = next;
    }
    vm.list(list)
}

fn source_line(vm: &mut Vm, args: Args<'_>) -> Res {
    let file = vm.text(&args[0]).unwrap_or("").to_owned();
    let n = number(vm, &args[1])?.unwrap_or(0);
    let line = vm.source_line(&file, n).map(str::to_owned);
    vm.forget_read_sources();
    match line {
        Some(l) => vm.str(&l),
        None => vm.str(""),
    }
}
