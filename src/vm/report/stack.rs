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

/// Where in a source an entry is.
pub struct Place {
    pub line: u32,
    pub end_line: u32,
    /// Byte where the expression begins in its first line, and where it ends in its last.
    pub columns: Option<(u32, u32)>,
    /// The lines, if they aren't to be looked up.
    pub text: Option<String>,
}

/// The part of `tb` that `limit` lets through: where it begins, and how many entries.
fn limited(vm: &Vm, tb: &Value, limit: Option<i64>) -> (Value, usize) {
    let Some(limit) = limit else {
        return (tb.clone(), usize::MAX);
    };
    if limit >= 0 {
        return (tb.clone(), limit as usize);
    }
    let keep = limit.unsigned_abs() as usize;
    let step = |at: &Value| vm.get::<Traceback>(at).map(|t| t.next.clone());
    let total = std::iter::successors(step(tb), step).count();
    let mut at = tb.clone();
    for _ in keep..total {
        at = step(&at).unwrap_or(Value::NONE);
    }
    (at, keep)
}

/// Writes the entries of `tb`: the first `limit`, or the last if that is negative.
pub(super) fn write(
    vm: &mut Vm,
    tb: &Value,
    limit: Option<i64>,
    style: Style,
    out: &mut Out<'_>,
) -> Res<()> {
    let (mut at, mut left) = limited(vm, tb, limit);
    let mut last: Option<Entry> = None;
    let mut count = 0;
    while left > 0
        && let Some(t) = vm.get::<Traceback>(&at)
    {
        left -= 1;
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
                let p = &entry.position;
                let place = Place {
                    line: entry.line(),
                    end_line: p.end_line.max(entry.line()),
                    columns: (p.line != 0).then_some((p.col, p.end_col)),
                    text: None,
                };
                let code = &entry.code;
                write_entry(vm, &code.filename, &code.name, &place, style, out)?;
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
            out.part();
            out.text(
                vm,
                &format!("  [Previous line repeated {n} more time{s}]\n"),
            )
        }
    }
}

/// The name that reports call a source by: the prompt's inputs are numbered only inside.
pub(super) fn shown_name(file: &str) -> &str {
    match file.starts_with("<stdin>-") {
        true => "<stdin>",
        false => file,
    }
}

/// Writes one entry.
pub(super) fn write_entry(
    vm: &mut Vm,
    file: &str,
    name: &str,
    at: &Place,
    style: Style,
    out: &mut Out<'_>,
) -> Res<()> {
    let shown = shown_name(file);
    out.part();
    out.text(
        vm,
        &format!("  File \"{shown}\", line {}, in {name}\n", at.line),
    )?;
    let whole = at.columns.is_some() && style == Style::Carets;
    let last = if whole {
        at.end_line.max(at.line)
    } else {
        at.line
    };
    // The reports of finalizers read files, as long as modules are there; given texts they don't know.
    if style == Style::LinesOnly && (file.starts_with('<') || vm.state.modules_ended) {
        return Ok(());
    }
    let lines: Vec<String> = match &at.text {
        Some(t) => t.lines().map(|l| l.trim_end().to_owned()).collect(),
        None => {
            let mut lines = Vec::new();
            for n in at.line..=last {
                // Lines that a file has no more count as empty, but for those at its end.
                match vm.source_line(file, n) {
                    Some(l) => lines.push(l.trim_end().to_owned()),
                    None => break,
                }
            }
            lines
        }
    };
    if lines.iter().all(|l| l.trim().is_empty()) {
        return Ok(());
    }
    vm.charge(lines.iter().map(|l| l.len() as u64 / 64 + 1).sum())?;
    match at.columns {
        Some((col, end_col)) if whole => {
            out.text(vm, &carets::lines(&lines, col as usize, end_col as usize))
        }
        _ => match lines[0].trim() {
            "" => Ok(()),
            first => out.text(vm, &format!("    {first}\n")),
        },
    }
}
