//! Patterns of `case`.

use super::{Builder, E, Mark, P, Raised};
use crate::ast::*;

/// One entry of a mapping pattern.
#[derive(Clone, Copy)]
pub(crate) enum Entry<'a> {
    Item(E<'a>, P<'a>),
    /// `**name`.
    Rest(Span, Ident<'a>),
}

/// One argument of a class pattern.
#[derive(Clone, Copy)]
pub(crate) enum ClassArg<'a> {
    Positional(P<'a>),
    Keyword(Ident<'a>, P<'a>),
}

impl<'a> Builder<'a> {
    /// A pattern that covers `l..r`.
    pub(crate) fn pattern(&self, l: u32, r: u32, kind: PatternKind<'a>) -> P<'a> {
        self.alloc(Pattern {
            span: Span::new(l, r),
            kind,
        })
    }

    /// A name that captures, or `_`, which doesn't.
    pub(crate) fn capture(&self, l: u32, r: u32, name: Ident<'a>) -> P<'a> {
        let name = (name != "_").then_some(name);
        let kind = PatternKind::MatchAs {
            pattern: None,
            name,
        };
        self.pattern(l, r, kind)
    }

    /// `*name`.
    pub(crate) fn star_pattern(&self, l: u32, r: u32, name: Ident<'a>) -> P<'a> {
        let name = (name != "_").then_some(name);
        self.pattern(l, r, PatternKind::MatchStar { name })
    }

    /// `pattern as name`; `at` is where the name stands.
    pub(crate) fn as_pattern(
        &self,
        l: u32,
        at: Span,
        pattern: P<'a>,
        name: Ident<'a>,
    ) -> Result<P<'a>, Raised> {
        if name == "_" {
            return Err(Raised(at));
        }
        let kind = PatternKind::MatchAs {
            pattern: Some(pattern),
            name: Some(name),
        };
        Ok(self.pattern(l, at.end, kind))
    }

    /// `a | b`.
    pub(crate) fn or_pattern(&mut self, l: u32, r: u32, m: Mark<P<'a>>) -> P<'a> {
        let patterns = self.close(m);
        self.pattern(l, r, PatternKind::MatchOr { patterns })
    }

    /// A sequence of the patterns on the stack and perhaps one more.
    pub(crate) fn sequence(
        &mut self,
        l: u32,
        r: u32,
        m: Mark<P<'a>>,
        last: Option<P<'a>>,
    ) -> P<'a> {
        if let Some(last) = last {
            self.add(last);
        }
        let patterns = self.close(m);
        self.pattern(l, r, PatternKind::MatchSequence { patterns })
    }

    /// `real ± imaginary`.
    pub(crate) fn complex(
        &mut self,
        l: u32,
        r: u32,
        real: E<'a>,
        op: Operator,
        imaginary: E<'a>,
    ) -> Result<E<'a>, Raised> {
        let is_imaginary = |e: E<'a>| {
            matches!(
                e.kind,
                ExprKind::Constant {
                    value: Constant::Imag(_)
                }
            )
        };
        let number = match real.kind {
            ExprKind::UnaryOp { operand, .. } => operand,
            _ => real,
        };
        if is_imaginary(number) {
            return Err(Raised(number.span));
        }
        if !is_imaginary(imaginary) {
            return Err(Raised(imaginary.span));
        }
        Ok(self.binary(l, r, real, op, imaginary))
    }

    /// `{key: pattern, **rest}`.
    pub(crate) fn mapping(&mut self, span: Span, m: Mark<Entry<'a>>) -> Result<P<'a>, Raised> {
        let entries = self.close(m);
        let keys = self.mark();
        let patterns = self.mark();
        let mut rest = None;
        for entry in entries {
            match *entry {
                Entry::Item(key, pattern) if rest.is_none() => {
                    self.add(key);
                    self.add(pattern);
                }
                // Nothing may follow `**rest`, and `**_` says nothing.
                Entry::Item(key, _) => return Err(Raised(key.span)),
                Entry::Rest(at, name) if rest.is_some() || name == "_" => {
                    return Err(Raised(at));
                }
                Entry::Rest(_, name) => rest = Some(name),
            }
        }
        let patterns = self.close(patterns);
        let kind = PatternKind::MatchMapping {
            keys: self.close(keys),
            patterns,
            rest,
        };
        Ok(self.pattern(span.start, span.end, kind))
    }

    /// `cls(pattern, name=pattern)`.
    pub(crate) fn class_pattern(
        &mut self,
        l: u32,
        r: u32,
        cls: E<'a>,
        m: Mark<ClassArg<'a>>,
    ) -> Result<P<'a>, Raised> {
        let args = self.close(m);
        let positional = args
            .iter()
            .position(|a| matches!(a, ClassArg::Keyword(..)))
            .unwrap_or(args.len());
        let (positional, keywords) = args.split_at(positional);
        let patterns = self.mark();
        for arg in positional {
            if let ClassArg::Positional(p) = arg {
                self.add(*p);
            }
        }
        let patterns = self.close(patterns);
        let names = self.mark();
        let kwd_patterns = self.mark();
        for arg in keywords {
            match *arg {
                ClassArg::Keyword(name, pattern) => {
                    self.add(name);
                    self.add(pattern);
                }
                // Positional ones come first.
                ClassArg::Positional(p) => return Err(Raised(p.span)),
            }
        }
        let kwd_patterns = self.close(kwd_patterns);
        let kind = PatternKind::MatchClass {
            cls,
            patterns,
            kwd_attrs: self.close(names),
            kwd_patterns,
        };
        Ok(self.pattern(l, r, kind))
    }
}
