//! Expressions as text, for annotations under `from __future__ import annotations`.

use hognose_grammar::ast::*;
use hognose_grammar::ast::{BoolOp, CmpOp, UnaryOp};
use hognose_grammar::repr;

use super::error::Res;
use super::stack::StackGuard;

/// How tightly an expression binds; what is looser than its surroundings gets parentheses.
mod level {
    pub const TUPLE: u8 = 0;
    pub const TEST: u8 = 1;
    pub const OR: u8 = 2;
    pub const AND: u8 = 3;
    pub const NOT: u8 = 4;
    pub const CMP: u8 = 5;
    pub const EXPR: u8 = 6;
    pub const BXOR: u8 = 7;
    pub const BAND: u8 = 8;
    pub const SHIFT: u8 = 9;
    pub const ARITH: u8 = 10;
    pub const TERM: u8 = 11;
    pub const FACTOR: u8 = 12;
    pub const POWER: u8 = 13;
    pub const AWAIT: u8 = 14;
    pub const ATOM: u8 = 15;
}

/// The text of an annotation, as CPython writes it.
pub(super) fn annotation(e: &Expr<'_>, guard: &StackGuard) -> Res<String> {
    let mut writer = Writer {
        out: String::new(),
        guard,
    };
    writer.expr(e, level::TEST)?;
    Ok(writer.out)
}

struct Writer<'g> {
    out: String,
    guard: &'g StackGuard,
}

impl Writer<'_> {
    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Writes in parentheses if the surroundings bind tighter than `own`.
    fn grouped(&mut self, around: u8, own: u8, write: impl FnOnce(&mut Self) -> Res) -> Res {
        if around > own {
            self.put("(");
        }
        write(self)?;
        if around > own {
            self.put(")");
        }
        Ok(())
    }

    fn list(&mut self, elts: List<'_, Expr<'_>>, at: u8) -> Res {
        for (i, elt) in elts.iter().enumerate() {
            if i > 0 {
                self.put(", ");
            }
            self.expr(elt, at)?;
        }
        Ok(())
    }

    fn expr(&mut self, e: &Expr<'_>, around: u8) -> Res {
        self.guard.check()?;
        match &e.kind {
            ExprKind::BoolOp { op, values } => {
                let (own, word) = match op {
                    BoolOp::And => (level::AND, " and "),
                    BoolOp::Or => (level::OR, " or "),
                };
                self.grouped(around, own, |w| {
                    for (i, value) in values.iter().enumerate() {
                        if i > 0 {
                            w.put(word);
                        }
                        w.expr(value, own + 1)?;
                    }
                    Ok(())
                })
            }
            ExprKind::NamedExpr { target, value } => self.grouped(around, level::TUPLE, |w| {
                w.expr(target, level::ATOM)?;
                w.put(" := ");
                w.expr(value, level::ATOM)
            }),
            ExprKind::BinOp { left, op, right } => {
                let (text, own) = operator(*op);
                let power = own == level::POWER;
                self.grouped(around, own, |w| {
                    w.expr(left, own + power as u8)?;
                    w.put(text);
                    w.expr(right, own + !power as u8)
                })
            }
            ExprKind::UnaryOp { op, operand } => {
                let (text, own) = match op {
                    UnaryOp::Invert => ("~", level::FACTOR),
                    UnaryOp::Not => ("not ", level::NOT),
                    UnaryOp::UAdd => ("+", level::FACTOR),
                    UnaryOp::USub => ("-", level::FACTOR),
                };
                self.grouped(around, own, |w| {
                    w.put(text);
                    w.expr(operand, own)
                })
            }
            ExprKind::Lambda { args, body } => self.grouped(around, level::TEST, |w| {
                // As CPython: `lambda*args: …`.
                let positional = args.posonlyargs.len() + args.args.len();
                w.put(if positional == 0 { "lambda" } else { "lambda " });
                w.arguments(args)?;
                w.put(": ");
                w.expr(body, level::TEST)
            }),
            ExprKind::IfExp { test, body, orelse } => self.grouped(around, level::TEST, |w| {
                w.expr(body, level::TEST + 1)?;
                w.put(" if ");
                w.expr(test, level::TEST + 1)?;
                w.put(" else ");
                w.expr(orelse, level::TEST)
            }),
            ExprKind::Dict { keys, values } => {
                self.put("{");
                for (i, (key, value)) in keys.iter().zip(*values).enumerate() {
                    if i > 0 {
                        self.put(", ");
                    }
                    match key {
                        Some(key) => {
                            self.expr(key, level::TEST)?;
                            self.put(": ");
                            self.expr(value, level::TEST)?;
                        }
                        None => {
                            self.put("**");
                            self.expr(value, level::EXPR)?;
                        }
                    }
                }
                self.put("}");
                Ok(())
            }
            ExprKind::Set { elts } => {
                self.put("{");
                self.list(elts, level::TEST)?;
                self.put("}");
                Ok(())
            }
            ExprKind::List { elts, .. } => {
                self.put("[");
                self.list(elts, level::TEST)?;
                self.put("]");
                Ok(())
            }
            ExprKind::Tuple { elts: [], .. } => {
                self.put("()");
                Ok(())
            }
            ExprKind::Tuple { elts, .. } => self.grouped(around, level::TUPLE, |w| {
                w.list(elts, level::TEST)?;
                if elts.len() == 1 {
                    w.put(",");
                }
                Ok(())
            }),
            ExprKind::ListComp { elt, generators } => {
                self.comprehension("[", elt, None, generators, "]")
            }
            ExprKind::SetComp { elt, generators } => {
                self.comprehension("{", elt, None, generators, "}")
            }
            ExprKind::GeneratorExp { elt, generators } => {
                self.comprehension("(", elt, None, generators, ")")
            }
            ExprKind::DictComp {
                key,
                value,
                generators,
            } => self.comprehension("{", key, Some(value), generators, "}"),
            ExprKind::Await { value } => self.grouped(around, level::AWAIT, |w| {
                w.put("await ");
                w.expr(value, level::ATOM)
            }),
            ExprKind::Yield { value: None } => {
                self.put("(yield)");
                Ok(())
            }
            ExprKind::Yield { value: Some(value) } => {
                self.put("(yield ");
                self.expr(value, level::TUPLE)?;
                self.put(")");
                Ok(())
            }
            ExprKind::YieldFrom { value } => {
                self.put("(yield from ");
                self.expr(value, level::TUPLE)?;
                self.put(")");
                Ok(())
            }
            ExprKind::Compare {
                left,
                ops,
                comparators,
            } => self.grouped(around, level::CMP, |w| {
                w.expr(left, level::CMP + 1)?;
                for (op, right) in ops.iter().zip(*comparators) {
                    w.put(comparison(*op));
                    w.expr(right, level::CMP + 1)?;
                }
                Ok(())
            }),
            ExprKind::Call {
                func,
                args,
                keywords,
            } => self.call(func, args, keywords),
            ExprKind::FormattedValue { .. } | ExprKind::JoinedStr { .. } => {
                let mut body = Writer {
                    out: String::new(),
                    guard: self.guard,
                };
                body.fstring(e)?;
                self.put("f");
                self.put(&repr::string(body.out.as_bytes()));
                Ok(())
            }
            ExprKind::Constant { value } => {
                let text = match value {
                    Constant::Ellipsis => "...".into(),
                    other => repr::constant(other).unwrap_or_default(),
                };
                match value {
                    // An infinite literal reads back as one.
                    Constant::Float(_) | Constant::Imag(_) => {
                        self.put(&text.replace("inf", "1e309"));
                    }
                    _ => self.put(&text),
                }
                Ok(())
            }
            ExprKind::Attribute { value, attr, .. } => {
                self.expr(value, level::ATOM)?;
                let is_int = matches!(
                    value.kind,
                    ExprKind::Constant {
                        value: Constant::Int(_) | Constant::BigInt { .. }
                    }
                );
                self.put(if is_int { " ." } else { "." });
                self.put(attr);
                Ok(())
            }
            ExprKind::Starred { value, .. } => {
                self.put("*");
                self.expr(value, level::EXPR)
            }
            ExprKind::Name { id, .. } => {
                self.put(id);
                Ok(())
            }
            ExprKind::Slice { lower, upper, step } => {
                if let Some(lower) = lower {
                    self.expr(lower, level::TEST)?;
                }
                self.put(":");
                if let Some(upper) = upper {
                    self.expr(upper, level::TEST)?;
                }
                if let Some(step) = step {
                    self.put(":");
                    self.expr(step, level::TEST)?;
                }
                Ok(())
            }
            ExprKind::Subscript { value, slice, .. } => {
                self.expr(value, level::ATOM)?;
                self.put("[");
                self.expr(slice, level::TUPLE)?;
                self.put("]");
                Ok(())
            }
        }
    }

    fn call(
        &mut self,
        func: &Expr<'_>,
        args: List<'_, Expr<'_>>,
        keywords: List<'_, Keyword<'_>>,
    ) -> Res {
        self.expr(func, level::ATOM)?;
        if let ([one], []) = (args, keywords)
            && matches!(one.kind, ExprKind::GeneratorExp { .. })
        {
            return self.expr(one, level::TEST);
        }
        self.put("(");
        self.list(args, level::TEST)?;
        for (i, keyword) in keywords.iter().enumerate() {
            if i > 0 || !args.is_empty() {
                self.put(", ");
            }
            match keyword.arg {
                Some(name) => {
                    self.put(name);
                    self.put("=");
                }
                None => self.put("**"),
            }
            self.expr(keyword.value, level::TEST)?;
        }
        self.put(")");
        Ok(())
    }

    fn comprehension(
        &mut self,
        open: &str,
        elt: &Expr<'_>,
        value: Option<&Expr<'_>>,
        generators: List<'_, Comprehension<'_>>,
        close: &str,
    ) -> Res {
        self.put(open);
        self.expr(elt, level::TEST)?;
        if let Some(value) = value {
            self.put(": ");
            self.expr(value, level::TEST)?;
        }
        for generator in generators {
            self.put(if generator.is_async {
                " async for "
            } else {
                " for "
            });
            self.expr(generator.target, level::TUPLE)?;
            self.put(" in ");
            self.expr(generator.iter, level::TEST + 1)?;
            for test in generator.ifs {
                self.put(" if ");
                self.expr(test, level::TEST + 1)?;
            }
        }
        self.put(close);
        Ok(())
    }

    fn arguments(&mut self, args: &Arguments<'_>) -> Res {
        let mut first = true;
        let mut separate = |w: &mut Self| {
            if !std::mem::take(&mut first) {
                w.put(", ");
            }
        };
        let positional: Vec<_> = args.posonlyargs.iter().chain(args.args).collect();
        let required = positional.len().saturating_sub(args.defaults.len());
        for (i, arg) in positional.iter().enumerate() {
            separate(self);
            self.put(arg.arg);
            if i >= required {
                self.put("=");
                self.expr(args.defaults[i - required], level::TEST)?;
            }
            if i + 1 == args.posonlyargs.len() {
                self.put(", /");
            }
        }
        if args.vararg.is_some() || !args.kwonlyargs.is_empty() {
            separate(self);
            self.put("*");
            if let Some(vararg) = args.vararg {
                self.put(vararg.arg);
            }
        }
        for (arg, default) in args.kwonlyargs.iter().zip(args.kw_defaults) {
            separate(self);
            self.put(arg.arg);
            if let Some(default) = default {
                self.put("=");
                self.expr(default, level::TEST)?;
            }
        }
        if let Some(kwarg) = args.kwarg {
            separate(self);
            self.put("**");
            self.put(kwarg.arg);
        }
        Ok(())
    }

    /// What stands between the quotes of an f-string.
    fn fstring(&mut self, e: &Expr<'_>) -> Res {
        match &e.kind {
            ExprKind::JoinedStr { values } => values.iter().try_for_each(|v| self.fstring(v)),
            ExprKind::Constant {
                value: Constant::Str { value, .. },
            } => {
                let text = String::from_utf8_lossy(value);
                self.put(&text.replace('{', "{{").replace('}', "}}"));
                Ok(())
            }
            ExprKind::FormattedValue {
                value,
                conversion,
                format_spec,
            } => {
                let mut inner = Writer {
                    out: String::new(),
                    guard: self.guard,
                };
                inner.expr(value, level::TEST + 1)?;
                self.put(if inner.out.starts_with('{') {
                    "{ "
                } else {
                    "{"
                });
                self.put(&inner.out);
                self.put(match conversion {
                    Conversion::None => "",
                    Conversion::Str => "!s",
                    Conversion::Repr => "!r",
                    Conversion::Ascii => "!a",
                });
                if let Some(spec) = format_spec {
                    self.put(":");
                    self.fstring(spec)?;
                }
                self.put("}");
                Ok(())
            }
            _ => self.expr(e, level::TEST),
        }
    }
}

fn operator(op: Operator) -> (&'static str, u8) {
    match op {
        Operator::Add => (" + ", level::ARITH),
        Operator::Sub => (" - ", level::ARITH),
        Operator::Mult => (" * ", level::TERM),
        Operator::MatMult => (" @ ", level::TERM),
        Operator::Div => (" / ", level::TERM),
        Operator::Mod => (" % ", level::TERM),
        Operator::FloorDiv => (" // ", level::TERM),
        Operator::LShift => (" << ", level::SHIFT),
        Operator::RShift => (" >> ", level::SHIFT),
        Operator::BitOr => (" | ", level::EXPR),
        Operator::BitXor => (" ^ ", level::BXOR),
        Operator::BitAnd => (" & ", level::BAND),
        Operator::Pow => (" ** ", level::POWER),
    }
}

fn comparison(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => " == ",
        CmpOp::NotEq => " != ",
        CmpOp::Lt => " < ",
        CmpOp::LtE => " <= ",
        CmpOp::Gt => " > ",
        CmpOp::GtE => " >= ",
        CmpOp::Is => " is ",
        CmpOp::IsNot => " is not ",
        CmpOp::In => " in ",
        CmpOp::NotIn => " not in ",
    }
}
