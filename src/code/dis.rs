//! The disassembler: code objects as text.
//!
//! Each instruction shows its line (where that changes), index, name and operands; registers are
//! named (`x` a local, `t3` a temporary), constants and names stand for their indexes, jump
//! targets have labels. The exception table and the code objects among the constants follow.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::code::{Code, Const, Site};
use super::opcodes::*;
use super::verify::jump_target;

/// A listing of `code` and of all code in it.
pub fn disassemble(code: &Code) -> String {
    let mut out = String::new();
    let mut pending = vec![code];
    // An explicit stack: code nests as deep as functions do.
    while let Some(code) = pending.pop() {
        if !out.is_empty() {
            out.push('\n');
        }
        one(code, &mut out);
        let inner = code.consts.iter().rev().filter_map(|c| match c {
            Const::Code(code) => Some(&**code),
            _ => None,
        });
        pending.extend(inner);
    }
    out
}

fn one(code: &Code, out: &mut String) {
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "{} at line {}: {} locals, {} registers",
        code.qualname, code.first_line, code.nlocals, code.nregs
    );
    if !code.freevars.is_empty() {
        let _ = writeln!(out, "  free: {}", code.freevars.join(", "));
    }
    let mut labels = BTreeMap::new();
    for (at, op) in code.ops.iter().enumerate() {
        if let Some(target) = jump_target(op, at) {
            labels.insert(target, 0);
        }
    }
    for handler in &code.handlers {
        labels.insert(handler.target as i64, 0);
    }
    for (number, label) in labels.values_mut().enumerate() {
        *label = number + 1;
    }
    let label = |target: i64| match labels.get(&target) {
        Some(number) => format!("L{number}"),
        None => format!("?{target}"),
    };
    let mut last_line = 0;
    for (at, op) in code.ops.iter().enumerate() {
        let line = code.positions.get(at).map_or(0, |p| p.line);
        let shown_line = match line {
            0 => "-".to_string(),
            line if line == last_line => String::new(),
            line => line.to_string(),
        };
        last_line = line;
        let shown_label = match labels.get(&(at as i64)) {
            Some(number) => format!("L{number}:"),
            None => String::new(),
        };
        let mut operands = Vec::new();
        op.operands(&mut |field, operand| {
            operands.push(show(code, at, op, field, operand, &label));
        });
        let text = format!(
            "{shown_line:>5} {shown_label:>5} {at:>4} {:<16} {}",
            op.name(),
            operands.join(", ")
        );
        let _ = writeln!(out, "{}", text.trim_end());
    }
    for handler in &code.handlers {
        let _ = writeln!(
            out,
            "  handler {}..{} -> {} in {}, clears from {}",
            handler.start,
            handler.end,
            label(handler.target as i64),
            register(code, handler.reg),
            register(code, handler.depth),
        );
    }
}

fn register(code: &Code, r: u16) -> String {
    match code.locals.get(r as usize) {
        Some(name) => name.to_string(),
        None => format!("t{}", r.saturating_sub(code.nlocals)),
    }
}

fn show(
    code: &Code,
    at: usize,
    op: &Op,
    field: &str,
    operand: Operand,
    label: &dyn Fn(i64) -> String,
) -> String {
    match operand {
        Operand::Dst(Dst(r)) | Operand::Src(Src(r)) | Operand::Keep(Keep(r)) => register(code, r),
        Operand::Base(Base(r)) => format!("{}..", register(code, r)),
        Operand::K(K(k)) => indexed(code, k as usize),
        Operand::K32(K32(k)) => indexed(code, k as usize),
        Operand::Name(Name(n)) => name(code, n),
        Operand::Site(SiteIx(s)) => match code.sites.get(s as usize) {
            Some(site) => show_site(code, op, site),
            None => format!("?site {s}"),
        },
        Operand::Free(Free(i)) => match code.freevars.get(i as usize) {
            Some(name) => format!("free {name}"),
            None => format!("?free {i}"),
        },
        Operand::Count(Count(n)) => format!("{field}={n}"),
        Operand::Imm(Imm(x)) => x.to_string(),
        Operand::Imm32(Imm32(x)) => x.to_string(),
        Operand::Flags(Flags(f)) => format!("{field}={f}"),
        Operand::Off(_) | Operand::Off32(_) => label(jump_target(op, at).unwrap_or(-1)),
    }
}

fn name(code: &Code, n: u32) -> String {
    match code.names.get(n as usize) {
        Some(name) => name.to_string(),
        None => format!("?name {n}"),
    }
}

fn show_site(code: &Code, op: &Op, site: &Site) -> String {
    let mut text = name(code, site.name);
    if matches!(
        op,
        Op::CallKw { .. } | Op::CallGlobal { .. } | Op::CallMethod { .. } | Op::CallLoaded { .. }
    ) {
        let _ = write!(text, " argc={}", site.argc);
        if site.kwnames != Site::NO_KW {
            let _ = write!(text, " kw={}", indexed(code, site.kwnames as usize));
        }
    }
    text.trim_start().to_string()
}

fn indexed(code: &Code, k: usize) -> String {
    match code.consts.get(k) {
        Some(c) => constant(c),
        None => format!("?const {k}"),
    }
}

/// A constant much as `repr` shows it.
pub fn constant(c: &Const) -> String {
    use hognose_grammar::ast::Constant;
    use hognose_grammar::repr::constant as repr;
    let many = |open: &str, items: &[Const], close: &str| {
        let items: Vec<String> = items.iter().map(constant).collect();
        format!("{open}{}{close}", items.join(", "))
    };
    let literal = match c {
        Const::None => Constant::None,
        Const::True => Constant::True,
        Const::False => Constant::False,
        Const::Ellipsis => Constant::Ellipsis,
        Const::Int(x) => return x.to_string(),
        Const::BigInt(digits) => return digits.to_string(),
        Const::Float(x) => return signed(*x, Constant::Float(x.abs())),
        Const::Imag(x) => return signed(*x, Constant::Imag(x.abs())),
        Const::Complex(re, im) => {
            let re = signed(*re, Constant::Float(re.abs()));
            let sign = if im.is_sign_negative() { "" } else { "+" };
            return format!("({re}{sign}{})", signed(*im, Constant::Imag(im.abs())));
        }
        Const::Str(value) => Constant::Str {
            value,
            u_prefix: false,
        },
        Const::Bytes(value) => Constant::Bytes(value),
        Const::Tuple(items) if items.len() == 1 => return many("(", items, ",)"),
        Const::Tuple(items) => return many("(", items, ")"),
        Const::FrozenSet(items) => return many("frozenset({", items, "})"),
        Const::Slice(parts) => return many("slice(", &parts[..], ")"),
        Const::Code(code) => {
            return format!("<code {} at line {}>", code.qualname, code.first_line);
        }
    };
    repr(&literal).unwrap_or_default()
}

fn signed(x: f64, magnitude: hognose_grammar::ast::Constant<'_>) -> String {
    let text = hognose_grammar::repr::constant(&magnitude).unwrap_or_default();
    if x.is_sign_negative() {
        format!("-{text}")
    } else {
        text
    }
}
