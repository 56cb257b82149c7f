//! Rendering errors as CPython 3.13 prints them.
//!
//! [`render`] writes a whole report: chained exceptions, tracebacks with source lines and carets
//! ([`stack`], [`carets`]), the message, notes, suggestions ([`hints`]), and groups as trees.
//! Everything here may run Python (`__str__` of exceptions and notes, `__dir__`); what goes wrong in
//! that becomes part of the text, but for a stop of the run. Chains and groups are walked without
//! recursion, so depth is bounded by memory alone.

mod carets;
mod hints;
mod out;
mod stack;
pub mod stdlib_names;

use super::Vm;
use super::error::{Raised, Res};
use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::types::exception::{self, Exception};
use crate::types::registry::T;
use out::Out;
pub use stack::Place;

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";

/// Exceptions of a group that are shown, and levels of nested groups.
const GROUP_WIDTH: usize = 15;
const GROUP_DEPTH: usize = 10;

/// Writes the report of uncaught exception `exc`: what the interpreter prints to stderr.
pub fn render(vm: &mut Vm, exc: &Value, buf: &mut Buf<u8>) -> Res<()> {
    let limit = trace_limit(vm)?;
    let what = What {
        chained: true,
        limit,
        tb: None,
    };
    let r = chain(vm, exc, &what, &mut Out::new(buf));
    vm.forget_read_sources();
    r
}

/// `sys.tracebacklimit`, for uncaught exceptions: the innermost so many entries.
fn trace_limit(vm: &mut Vm) -> Res<Option<i64>> {
    let name = vm.intern("sys")?;
    let modules = vm.modules.clone();
    let Some(sys) = vm.dict_lookup_str(&modules, &name).cloned() else {
        return Ok(None);
    };
    let limit = vm.try_attr(&sys, "tracebacklimit")?;
    Ok(limit.and_then(|l| l.as_small_int()).map(|n| -n.max(0)))
}

/// A report in parts, as `traceback.format_exception` gives it.
pub struct Report {
    text: Buf<u8>,
    starts: Vec<usize>,
}

impl Report {
    /// The parts, each ending in a line end.
    pub fn parts(&self) -> impl Iterator<Item = &[u8]> {
        let ends = self.starts.iter().skip(1).copied().chain([self.text.len()]);
        self.starts.iter().zip(ends).map(|(&a, b)| &self.text[a..b])
    }
}

/// The whole report of `exc` with traceback `tb` (its own if not given), at most `limit` entries of
/// each traceback (a negative one: the last), in parts.
pub fn parts(
    vm: &mut Vm,
    exc: &Value,
    tb: Option<&Value>,
    limit: Option<i64>,
    chained: bool,
) -> Res<Report> {
    let mut text = Buf::new();
    let mut out = Out::new(&mut text);
    let what = What { chained, limit, tb };
    let r = chain(vm, exc, &what, &mut out);
    let starts = out.into_starts();
    vm.forget_read_sources();
    r?;
    Ok(Report { text, starts })
}

/// The last lines of a report: type and message, notes, the place of a syntax error.
pub fn message_parts(vm: &mut Vm, exc: &Value) -> Res<Report> {
    let mut text = Buf::new();
    let mut out = Out::new(&mut text);
    message(vm, exc, &mut out)?;
    let starts = out.into_starts();
    Ok(Report { text, starts })
}

/// Writes one entry of a traceback.
pub fn entry(vm: &mut Vm, file: &str, name: &str, place: &Place, buf: &mut Buf<u8>) -> Res<()> {
    let r = stack::write_entry(
        vm,
        file,
        name,
        place,
        stack::Style::Carets,
        &mut Out::new(buf),
    );
    vm.forget_read_sources();
    r
}

/// What a report is to have.
struct What<'a> {
    /// The exceptions that led to the one asked for.
    chained: bool,
    /// Entries of each traceback.
    limit: Option<i64>,
    /// The traceback of the exception asked for, if it isn't its own.
    tb: Option<&'a Value>,
}

/// Writes what is said of an exception in a finalizer or callback, where nobody can catch it:
/// `heading: repr(subject)`, and the exception without what it is chained to.
pub fn unraisable(
    vm: &mut Vm,
    exc: &Value,
    heading: &str,
    subject: Option<&Value>,
    buf: &mut Buf<u8>,
) -> Res<()> {
    let out = &mut Out::new(buf);
    out.text(vm, heading)?;
    if let Some(subject) = subject {
        out.text(vm, ": ")?;
        match vm.repr(subject) {
            Ok(r) => out.put(vm, &bytes_of(vm, &r)?)?,
            Err(e) if e.is_stop() => return Err(e),
            Err(_) => out.text(vm, "<object repr() failed>")?,
        }
    } else {
        out.text(vm, ":")?;
    }
    out.text(vm, "\n")?;
    let tb = exception::traceback_of(vm, exc);
    if !tb.is_none() {
        out.text(vm, "Traceback (most recent call last):\n")?;
        let r = stack::write(vm, &tb, None, stack::Style::LinesOnly, out);
        vm.forget_read_sources();
        r?;
    }
    type_name(vm, exc, out)?;
    let text = safe_text(vm, exc, "exception", "str")?;
    out.text(vm, ": ")?;
    out.put(vm, &text)?;
    out.text(vm, "\n")
}

// ---------------------------------------------------------------- chains and groups

/// What remains to be written, last first.
enum Step {
    Text(&'static str),
    /// Traceback and message of an exception that is no group, or the opening of one.
    Exception(Value),
    /// The members of a group from index `.1` on.
    Members(Value, usize),
    /// After a member: its level ends.
    Leave {
        last: bool,
    },
    /// After the members of an outermost group.
    Top,
}

/// The exception that `exc` was raised from or in, if it is to be shown and not in `seen`.
fn before(vm: &Vm, exc: &Value, seen: &[u64]) -> Option<(Value, &'static str)> {
    let e = vm.get::<Exception>(exc)?;
    let fresh = |v: &Value| !v.is_none() && !seen.contains(&v.word());
    if fresh(&e.cause) {
        return Some((e.cause.clone(), CAUSE));
    }
    (!e.suppress_context && fresh(&e.context)).then(|| (e.context.clone(), CONTEXT))
}

/// Pushes `exc` and what it is chained to, so that the earliest comes off first.
fn push_chain(
    vm: &mut Vm,
    exc: &Value,
    chained: bool,
    seen: &mut Vec<u64>,
    todo: &mut Vec<Step>,
) -> Res<()> {
    let mut at = exc.clone();
    loop {
        vm.charge(1)?;
        seen.push(at.word());
        todo.push(Step::Exception(at.clone()));
        match if chained { before(vm, &at, seen) } else { None } {
            Some((earlier, text)) => {
                todo.push(Step::Text(text));
                at = earlier;
            }
            None => return Ok(()),
        }
    }
}

fn chain(vm: &mut Vm, exc: &Value, what: &What<'_>, out: &mut Out<'_>) -> Res<()> {
    let chained = what.chained;
    let mut seen = Vec::new();
    let mut todo = Vec::new();
    let mut need_close = false;
    push_chain(vm, exc, chained, &mut seen, &mut todo)?;
    while let Some(step) = todo.pop() {
        match step {
            Step::Text(t) => {
                out.part();
                out.text(vm, t)?;
            }
            Step::Exception(e) if !exception::is_group(vm, &e) => {
                let tb = what.traceback_of(vm, &e, exc);
                traceback(vm, &tb, what.limit, "Traceback", b'|', out)?;
                message(vm, &e, out)?;
            }
            Step::Exception(_) if out.depth > GROUP_DEPTH => {
                out.text(vm, &format!("... (max_group_depth is {GROUP_DEPTH})\n"))?;
            }
            Step::Exception(e) => {
                let top = out.depth == 0;
                if top {
                    out.depth = 1;
                    todo.push(Step::Top);
                }
                let tb = what.traceback_of(vm, &e, exc);
                let margin = if top { b'+' } else { b'|' };
                traceback(
                    vm,
                    &tb,
                    what.limit,
                    "Exception Group Traceback",
                    margin,
                    out,
                )?;
                message(vm, &e, out)?;
                need_close = false;
                todo.push(Step::Members(e, 0));
            }
            Step::Members(group, i) => {
                let all = exception::members(vm, &group);
                let total = vm.items(&all).map_or(0, <[Value]>::len);
                let shown = total.min(GROUP_WIDTH + 1);
                let Some(member) = vm.items(&all).and_then(|m| m.get(i)).cloned() else {
                    continue;
                };
                let last = i + 1 == shown;
                need_close |= last;
                let cut = i >= GROUP_WIDTH;
                let title = if cut {
                    "...".to_owned()
                } else {
                    (i + 1).to_string()
                };
                let corner = if i == 0 { "+-" } else { "  " };
                out.bare_line(
                    vm,
                    &format!("{corner}+---------------- {title} ----------------"),
                )?;
                out.depth += 1;
                if !last {
                    todo.push(Step::Members(group, i + 1));
                }
                todo.push(Step::Leave { last });
                if cut {
                    let left = total - GROUP_WIDTH;
                    let s = if left > 1 { "s" } else { "" };
                    out.text(vm, &format!("and {left} more exception{s}\n"))?;
                } else if !seen.contains(&member.word()) || !chained {
                    push_chain(vm, &member, chained, &mut seen, &mut todo)?;
                } else {
                    todo.push(Step::Exception(member));
                }
            }
            Step::Leave { last } => {
                if last && need_close {
                    out.bare_line(vm, "+------------------------------------")?;
                    need_close = false;
                }
                out.depth -= 1;
            }
            Step::Top => out.depth = 0,
        }
    }
    Ok(())
}

impl What<'_> {
    fn traceback_of(&self, vm: &Vm, e: &Value, asked: &Value) -> Value {
        match self.tb {
            Some(tb) if e.is(asked) => tb.clone(),
            _ => exception::traceback_of(vm, e),
        }
    }
}

/// The heading and the entries of a traceback, if there is one.
fn traceback(
    vm: &mut Vm,
    tb: &Value,
    limit: Option<i64>,
    heading: &str,
    margin: u8,
    out: &mut Out<'_>,
) -> Res<()> {
    if tb.is_none() || limit == Some(0) {
        return Ok(());
    }
    out.part();
    out.set_margin(margin);
    out.text(vm, heading)?;
    out.text(vm, " (most recent call last):\n")?;
    out.set_margin(b'|');
    stack::write(vm, tb, limit, stack::Style::Carets, out)
}

// ---------------------------------------------------------------- the last lines

/// Contents of a string, on their own.
fn bytes_of(vm: &Vm, v: &Value) -> Res<Buf<u8>> {
    Ok(Buf::from_slice(vm.heap(), vm.wtf8(v).unwrap_or_default())?)
}

/// `str(v)` or `repr(v)`, or that it failed.
fn safe_text(vm: &mut Vm, v: &Value, what: &str, how: &str) -> Res<Buf<u8>> {
    let r = if how == "repr" {
        vm.repr(v)
    } else {
        vm.str_value(v)
    };
    match r {
        Ok(s) => bytes_of(vm, &s),
        Err(e) if e.is_stop() => Err(e),
        Err(_) => Ok(Buf::from_slice(
            vm.heap(),
            format!("<{what} {how}() failed>").as_bytes(),
        )?),
    }
}

/// The exception's class with its module, unless that is `builtins` or `__main__`.
fn type_name(vm: &mut Vm, exc: &Value, out: &mut Out<'_>) -> Res<()> {
    let class = vm.type_of(exc).clone();
    let module = vm.intern("__module__")?;
    let module = match vm.find_class_attr(&class, &module) {
        Ok(m) => m,
        Err(e) if e.is_stop() => return Err(e),
        Err(_) => None,
    };
    match module.as_ref().and_then(|m| vm.text(m)) {
        Some("builtins" | "__main__") => {}
        Some(m) => {
            out.text(vm, m)?;
            out.text(vm, ".")?;
        }
        None => out.text(vm, "<unknown>.")?,
    }
    let qualname = vm.ty(&class).qualname.clone();
    let name = if vm.wtf8(&qualname).is_some() {
        qualname
    } else {
        vm.ty(&class).name.clone()
    };
    match vm.wtf8(&name) {
        Some(n) => out.put(vm, n),
        None => out.text(vm, vm.class_name(&class)),
    }
}

/// Type, message, notes.
fn message(vm: &mut Vm, exc: &Value, out: &mut Out<'_>) -> Res<()> {
    out.part();
    if vm.is_a(exc, T::SyntaxError) {
        syntax_error(vm, exc, out)?;
    } else {
        let text = safe_text(vm, exc, "exception", "str")?;
        let hint = hints::of(vm, exc)?;
        type_name(vm, exc, out)?;
        if !text.is_empty() || !hint.is_empty() {
            out.text(vm, ": ")?;
            out.put(vm, &text)?;
            out.text(vm, &hint)?;
        }
        out.text(vm, "\n")?;
    }
    notes(vm, exc, out)
}

fn notes(vm: &mut Vm, exc: &Value, out: &mut Out<'_>) -> Res<()> {
    let notes = match vm.try_attr(exc, "__notes__") {
        Ok(Some(n)) if !n.is_none() => n,
        Ok(_) => return Ok(()),
        Err(e) if e.is_stop() => return Err(e),
        Err(e) => {
            let text = match vm.exception_of(e) {
                Some(e) => safe_text(vm, &e, "__notes__", "repr")?,
                None => return Err(Raised(Value::STOPPED)),
            };
            out.part();
            out.text(vm, "Ignored error getting __notes__: ")?;
            out.put(vm, &text)?;
            return out.text(vm, "\n");
        }
    };
    if vm.items(&notes).is_none() {
        let text = safe_text(vm, &notes, "__notes__", "repr")?;
        out.part();
        out.put(vm, &text)?;
        return out.text(vm, "\n");
    }
    let mut i = 0;
    while let Some(note) = vm.items(&notes).and_then(|n| n.get(i)).cloned() {
        let text = safe_text(vm, &note, "note", "str")?;
        out.part();
        out.put(vm, &text)?;
        out.text(vm, "\n")?;
        i += 1;
    }
    Ok(())
}

/// File, line and carets of a SyntaxError, then its message.
fn syntax_error(vm: &mut Vm, exc: &Value, out: &mut Out<'_>) -> Res<()> {
    let p = exception::place_of(vm, exc);
    let show = |vm: &mut Vm, v: &Value| -> Res<String> {
        let b = safe_text(vm, v, "attribute", "str")?;
        Ok(String::from_utf8_lossy(&b).into_owned())
    };
    let file = if vm.truthy(&p.filename).unwrap_or(false) {
        Some(show(vm, &p.filename)?)
    } else {
        None
    };
    let mut suffix = String::new();
    if !p.lineno.is_none() {
        let (name, line) = (file.as_deref().unwrap_or("<string>"), show(vm, &p.lineno)?);
        let name = stack::shown_name(name);
        out.text(vm, &format!("  File \"{name}\", line {line}\n"))?;
    } else if let Some(name) = &file {
        suffix = format!(" ({name})");
    }
    if let Some(text) = vm.wtf8(&p.text) {
        let text = String::from_utf8_lossy(text).into_owned();
        let same_line = p.lineno.is_none() == p.end_lineno.is_none() && {
            let (a, b) = (show(vm, &p.lineno)?, show(vm, &p.end_lineno)?);
            a == b
        };
        let offset = p.offset.as_small_int();
        let lines = source_of_error(&text, offset, p.end_offset.as_small_int(), same_line);
        for line in lines.split_inclusive('\n') {
            out.part();
            out.text(vm, line)?;
        }
    }
    out.part();
    type_name(vm, exc, out)?;
    let msg = match vm.truthy(&p.msg) {
        Ok(true) => show(vm, &p.msg)?,
        _ => "<no detail available>".to_owned(),
    };
    out.text(vm, &format!(": {msg}{suffix}\n"))
}

/// The line of a syntax error and the carets under it. Offsets count characters from 1.
fn source_of_error(
    text: &str,
    offset: Option<i64>,
    end_offset: Option<i64>,
    same_line: bool,
) -> String {
    let all = text.chars().count() as i64;
    let line = text.trim_end_matches('\n');
    let len = line.chars().count() as i64;
    let shown = line.trim_start_matches([' ', '\n', '\x0c']);
    let spaces = len - shown.chars().count() as i64;
    let mut s = format!("    {shown}\n");
    let Some(mut offset) = offset else { return s };
    let mut end = match (same_line, end_offset) {
        (true, None | Some(0)) => offset,
        (true, Some(end)) => end,
        (false, _) => len + 1,
    };
    if all > 0 && offset > all {
        offset = len + 1;
    }
    if all > 0 && end > all {
        end = len + 1;
    }
    if offset >= end || end < 0 {
        end = offset + 1;
    }
    let (col, end_col) = (offset - 1 - spaces, end - 1 - spaces);
    if col >= 0 {
        s.push_str("    ");
        // Tabs stay tabs, so that the carets stand where they should.
        s.extend(
            shown
                .chars()
                .take(col as usize)
                .map(|c| if c.is_whitespace() { c } else { ' ' }),
        );
        s.extend(std::iter::repeat_n('^', (end_col - col) as usize));
        s.push('\n');
    }
    s
}
