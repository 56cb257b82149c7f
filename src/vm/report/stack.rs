//! The entries of a traceback: file, line, name, source and carets.

use super::carets;
use super::out::Out;
use crate::code::{Code, Position};
use crate::memory::value::Value;
use crate::types::traceback::{self, Traceback};
use crate::vm::Vm;
use crate::vm::error::Res;
use std::sync::Arc;

/// An entry that comes so many times in a row is shown no more.
const REPEATS: usize = 3;

/// How much of the source is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// All lines of the failing expression, with carets.
    Carets,
    /// The first line alone (what finalizers report).
    LinesOnly,
}

struct Entry {
    code: Arc<Code>,
    position: Position,
}

impl Entry {
    fn line(&self) -> u32 {
        if self.position.line == 0 {
            self.code.first_line
        } else {
            self.position.line
        }
    }

    fn same_place(&self, other: &Entry) -> bool {
        self.line() == other.line()
            && self.code.filename == other.code.filename
            && self.code.name == other.code.name
    }
}

/// Writes all entries of `tb`.
pub(super) fn write(vm: &mut Vm, tb: &Value, style: Style, out: &mut Out<'_>) -> Res<()> {
    let mut at = tb.clone();
    let mut last: Option<Entry> = None;
    let mut count = 0;
    while let Some(t) = vm.get::<Traceback>(&at) {
        let next = t.next.clone();
        if let Some(code) = traceback::code_at(vm, &t.at) {
            let position = traceback::position(&code, &t.at);
            let entry = Entry { code, position };
            if !last.as_ref().is_some_and(|l| l.same_place(&entry)) {
                repeated(vm, count, out)?;
                count = 0;
            }
            count += 1;
            if count <= REPEATS {
                write_entry(vm, &entry, style, out)?;
            }
            last = Some(entry);
        }
        vm.charge(1)?;
        at = next;
    }
    repeated(vm, count, out)
}

fn repeated(vm: &Vm, count: usize, out: &mut Out<'_>) -> Res<()> {
    match count.saturating_sub(REPEATS) {
        0 => Ok(()),
        n => {
            let s = if n > 1 { "s" } else { "" };
            out.text(
                vm,
                &format!("  [Previous line repeated {n} more time{s}]\n"),
            )
        }
    }
}

fn write_entry(vm: &mut Vm, e: &Entry, style: Style, out: &mut Out<'_>) -> Res<()> {
    let (file, name, line) = (&e.code.filename, &e.code.name, e.line());
    let shown = if file.starts_with("<stdin>-") {
        "<stdin>"
    } else {
        &**file
    };
    out.text(vm, &format!("  File \"{shown}\", line {line}, in {name}\n"))?;
    let has_columns = e.position.line != 0;
    let last = if has_columns && style == Style::Carets {
        e.position.end_line.max(line)
    } else {
        line
    };
    let mut lines: Vec<String> = Vec::new();
    for n in line..=last {
        // A file that shrank since has no such lines.
        let text = vm.source_line(file, n);
        if text.is_none() && n > line {
            lines.push(String::new());
            if lines.len() > 10_000 {
                break;
            }
            continue;
        }
        lines.push(text.unwrap_or_default().trim_end().to_owned());
    }
    if lines.iter().all(|l| l.trim().is_empty()) {
        return Ok(());
    }
    vm.charge(lines.iter().map(|l| l.len() as u64 / 64 + 1).sum())?;
    if !has_columns || style == Style::LinesOnly {
        return match lines[0].trim() {
            "" => Ok(()),
            first => out.text(vm, &format!("    {first}\n")),
        };
    }
    let p = &e.position;
    out.text(
        vm,
        &carets::lines(&lines, p.col as usize, p.end_col as usize),
    )
}
