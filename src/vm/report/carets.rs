//! The source lines of a failing expression with marks under it: `~~~^^^`.
//!
//! Operators, brackets of subscripts and parentheses of calls are marked by `^`, the rest of the
//! expression by `~`; they are found by parsing the expression again. Other expressions are marked
//! as a whole, unless they are all that stands on their lines.

use bumpalo::Bump;
use hognose_grammar::ast::{Expr, ExprKind, Mod, StmtKind};
use hognose_grammar::{Mode, Source, parse};

/// The longest text that is parsed for anchors, in bytes.
const MAX_PARSED: usize = 1 << 16;

/// A place in the lines: index of the line, and character.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    line: usize,
    col: usize,
}

/// Where the `^` marks of an expression begin and end.
struct Anchors {
    start: Place,
    end: Place,
}

/// The source lines of an expression that reaches from byte `col` of the first to byte `end_col` of
/// the last, indented by four, with the marks.
pub(super) fn lines(original: &[String], col: usize, end_col: usize) -> String {
    let all = dedent(original);
    let last = all.len() - 1;
    let removed = original[0].chars().count() - all[0].chars().count();
    let start = char_of(&original[0], col).saturating_sub(removed);
    let end = char_of(&original[last], end_col).saturating_sub(removed);
    let segment = segment(&all, start, end);
    let anchors = find_anchors(&segment);
    let marked = is_marked(&all, start, end, anchors.is_some());
    // Anchors are counted from the expression's start.
    let on_page = |p: Place| {
        let col = if p.line == 0 { p.col + start } else { p.col };
        Place {
            line: p.line,
            col: all.get(p.line).map_or(col, |l| width(l, col)),
        }
    };
    let anchors = anchors.map(|a| Anchors {
        start: on_page(a.start),
        end: on_page(a.end),
    });
    let (first_col, end_col) = (width(&all[0], start), width(&all[last], end));

    let mut shown = vec![0, last];
    if let Some(a) = &anchors {
        for p in [a.start.line, a.end.line] {
            shown.extend(p.saturating_sub(1)..=(p + 1).min(last));
        }
    }
    shown.sort_unstable();
    shown.dedup();
    let mut out: Vec<String> = Vec::new();
    let put = |i: usize, out: &mut Vec<String>| {
        out.push(all[i].clone());
        if marked {
            let to = if i == last {
                end_col
            } else {
                width(&all[i], usize::MAX)
            };
            out.push(marks(&all[i], i, first_col, to, anchors.as_ref()));
        }
    };
    for (n, &i) in shown.iter().enumerate() {
        if n > 0 {
            match i - shown[n - 1] {
                2 => put(i - 1, &mut out),
                3.. => out.push(format!("...<{} lines>...", i - shown[n - 1] - 1)),
                _ => {}
            }
        }
        put(i, &mut out);
    }
    dedent(&out).iter().map(|l| format!("    {l}\n")).collect()
}

/// The marks under one line.
fn marks(line: &str, i: usize, first_col: usize, to: usize, anchors: Option<&Anchors>) -> String {
    let blank = line.chars().take_while(|c| c.is_whitespace()).count();
    let mark = |col: usize| {
        let here = Place { line: i, col };
        if col < blank || (i == 0 && col < first_col) {
            ' '
        } else {
            match anchors {
                None => '^',
                Some(a) if a.start <= here && here < a.end => '^',
                Some(_) => '~',
            }
        }
    };
    (0..to).map(mark).collect()
}

/// Whether marks say anything: not when the expression is all that there is, nor under a call that
/// is the whole of a `return` or of an assignment to a name.
fn is_marked(all: &[String], start: usize, end: usize, has_anchors: bool) -> bool {
    match whole_call(all, start, end) {
        Some(true) => return false,
        Some(false) => {}
        None => return false,
    }
    if has_anchors {
        return true;
    }
    let before: String = all[0].chars().take(start).collect();
    let after: String = all[all.len() - 1].chars().skip(end).collect();
    !before.trim().is_empty() || !after.trim().is_empty()
}

/// Whether the lines are `return name(…)` or `name = …(…)` and the call is what failed. `None`:
/// they hold no statement.
fn whole_call(all: &[String], start: usize, end: usize) -> Option<bool> {
    let text = all.join("\n");
    if text.len() > MAX_PARSED {
        return Some(false);
    }
    let Ok(source) = Source::from_text(&text) else {
        return Some(false);
    };
    let arena = Bump::new();
    let Ok(parsed) = parse(&source, &arena, Mode::Module) else {
        return Some(false);
    };
    let Mod::Module { body } = parsed.module else {
        return Some(false);
    };
    let statement = body.first()?;
    let call = match &statement.kind {
        StmtKind::Return { value: Some(v) } => match &v.kind {
            ExprKind::Call { func, .. } if matches!(func.kind, ExprKind::Name { .. }) => *v,
            _ => return Some(false),
        },
        StmtKind::Assign {
            targets: [target],
            value,
        } if matches!(target.kind, ExprKind::Name { .. })
            && matches!(value.kind, ExprKind::Call { .. }) =>
        {
            *value
        }
        _ => return Some(false),
    };
    let (from, to) = (
        source.position(call.span.start),
        source.position(call.span.end),
    );
    Some(
        from.line == 1
            && to.line as usize == all.len()
            && from.byte_column as usize == start
            && to.byte_column as usize == end,
    )
}

/// The `^` part of an expression, if it is an operation, a subscript or a call.
fn find_anchors(segment: &str) -> Option<Anchors> {
    if segment.len() > MAX_PARSED {
        return None;
    }
    // In parentheses, an expression may span lines.
    let source = Source::from_text(&format!("(\n{segment}\n)")).ok()?;
    let arena = Bump::new();
    let parsed = parse(&source, &arena, Mode::Module).ok()?;
    let Mod::Module { body: [statement] } = parsed.module else {
        return None;
    };
    let StmtKind::Expr { value } = &statement.kind else {
        return None;
    };
    let end_of = |e: &Expr<'_>| (e.span.end as usize).saturating_sub(2);
    let (start, end) = match &value.kind {
        ExprKind::BinOp { left, right, .. } => {
            let start = seek(segment, end_of(left), |c| !c.is_whitespace() && c != ')')?;
            let first = segment.get(start..)?.chars().next()?;
            let mut end = start + first.len_utf8();
            // A second character, if it stands before the right operand.
            let right_start = (right.span.start as usize).saturating_sub(2);
            if let Some(c) = segment.get(end..)?.chars().next()
                && end < right_start
                && !c.is_whitespace()
                && !matches!(c, '\\' | '#')
            {
                end += c.len_utf8();
            }
            (start, end)
        }
        ExprKind::Subscript { value: of, .. } => {
            (seek(segment, end_of(of), |c| c == '[')?, end_of(value))
        }
        ExprKind::Call { func, .. } => (seek(segment, end_of(func), |c| c == '(')?, end_of(value)),
        _ => return None,
    };
    Some(Anchors {
        start: place(segment, start)?,
        end: place(segment, end)?,
    })
}

/// Byte of the first character from `at` on that `stop` accepts; comments and joined line ends are
/// skipped.
fn seek(segment: &str, mut at: usize, stop: impl Fn(char) -> bool) -> Option<usize> {
    loop {
        let c = segment.get(at..)?.chars().next()?;
        match c {
            '\\' | '#' => at += segment[at..].find('\n')? + 1,
            '\n' => at += 1,
            c if stop(c) => return Some(at),
            c => at += c.len_utf8(),
        }
    }
}

/// Line and character of byte `at`.
fn place(segment: &str, at: usize) -> Option<Place> {
    let before = segment.get(..at)?;
    let line = before.matches('\n').count();
    let begin = before.rfind('\n').map_or(0, |i| i + 1);
    Some(Place {
        line,
        col: before[begin..].chars().count(),
    })
}

/// The text from character `start` of the first line to character `end` of the last.
fn segment(all: &[String], start: usize, end: usize) -> String {
    let text = all.join("\n");
    let tail = all[all.len() - 1]
        .chars()
        .skip(end)
        .map(char::len_utf8)
        .sum::<usize>();
    let head: usize = text.chars().take(start).map(char::len_utf8).sum();
    text.get(head..text.len() - tail)
        .unwrap_or_default()
        .to_owned()
}

/// Number of characters in the first `bytes` bytes.
fn char_of(line: &str, bytes: usize) -> usize {
    line.char_indices().take_while(|(i, _)| *i < bytes).count()
}

/// Columns of a terminal that the first `n` characters take.
fn width(line: &str, n: usize) -> usize {
    if line.is_ascii() {
        return if n == usize::MAX { line.len() } else { n };
    }
    let wide = |c: char| {
        if crate::text::unicode::is_wide(c as u32) {
            2
        } else {
            1
        }
    };
    line.chars().take(n).map(wide).sum()
}

/// Removes the indentation that all lines share; lines of blanks become empty.
fn dedent(lines: &[String]) -> Vec<String> {
    let blanks = |l: &str| l.len() - l.trim_start_matches([' ', '\t']).len();
    let mut margin: Option<&str> = None;
    for l in lines.iter().filter(|l| blanks(l) < l.len()) {
        let indent = &l[..blanks(l)];
        margin = Some(match margin {
            None => indent,
            Some(m) => {
                let n = m
                    .bytes()
                    .zip(indent.bytes())
                    .take_while(|(a, b)| a == b)
                    .count();
                &m[..n]
            }
        });
    }
    let cut = margin.map_or(0, str::len);
    lines
        .iter()
        .map(|l| {
            if blanks(l) == l.len() {
                String::new()
            } else {
                l[cut..].to_owned()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::lines;

    fn show(source: &[&str], col: usize, end_col: usize) -> String {
        let source: Vec<String> = source.iter().map(|s| (*s).to_owned()).collect();
        lines(&source, col, end_col)
    }

    #[test]
    fn marks_operators_brackets_and_parentheses() {
        assert_eq!(
            show(&["  return a + b"], 9, 14),
            "    return a + b\n           ~~^~~\n"
        );
        assert_eq!(
            show(&["x = a ** b"], 4, 10),
            "    x = a ** b\n        ~~^^~~\n"
        );
        assert_eq!(show(&["f(x)[1]"], 0, 7), "    f(x)[1]\n    ~~~~^^^\n");
        assert_eq!(show(&["g.f(1, 2)"], 0, 9), "    g.f(1, 2)\n    ~~~^^^^^^\n");
    }

    #[test]
    fn whole_statements_are_not_marked() {
        assert_eq!(show(&["    c.nope"], 4, 10), "    c.nope\n");
        assert_eq!(show(&["return f(x)"], 7, 11), "    return f(x)\n");
        assert_eq!(show(&["y = f(x)"], 4, 8), "    y = f(x)\n");
    }

    #[test]
    fn lines_in_the_middle_are_left_out() {
        let s = ["f(", "  1,", "  2,", "  3,", "  4,", ")"];
        let t = show(&s, 0, 1);
        assert_eq!(
            t,
            "    f(\n    ~^\n      1,\n      ^^\n    ...<2 lines>...\n      4,\n      ^^\n    )\n    ^\n"
        );
    }
}
