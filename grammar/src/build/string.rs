//! Strings: literals, f-strings and what stands next to each other.

use super::{Builder, E, Mark, Raised};
use crate::ast::*;
use crate::literal::{Decoder, LiteralError};

/// How the text of an f-string or format spec is decoded.
#[derive(Clone, Copy)]
pub(crate) struct Mode {
    raw: bool,
    in_spec: bool,
}

/// A conversion as written: its name and where it stands.
pub(crate) type Named<'a> = (Span, &'a str);

impl<'a> Builder<'a> {
    fn decode<T>(
        &mut self,
        span: Span,
        decode: impl FnOnce(&mut Decoder<'a, '_>) -> Result<T, LiteralError>,
    ) -> Result<T, Raised> {
        let mut decoder = Decoder {
            arena: self.arena,
            warnings: &mut self.warnings,
        };
        decode(&mut decoder).map_err(|_| Raised(span))
    }

    /// A string literal.
    pub(crate) fn str(&mut self, l: u32, r: u32, text: &'a str) -> Result<E<'a>, Raised> {
        let value = self.decode(Span::new(l, r), |d| d.string(text, l))?;
        let u_prefix = text.starts_with('u');
        Ok(self.constant(l, r, Constant::Str { value, u_prefix }))
    }

    /// A bytes literal.
    pub(crate) fn bytes(&mut self, l: u32, r: u32, text: &'a str) -> Result<E<'a>, Raised> {
        let value = self.decode(Span::new(l, r), |d| d.bytes(text, l))?;
        Ok(self.constant(l, r, Constant::Bytes(value)))
    }

    /// Begins an f-string with this prefix and quotes.
    pub(crate) fn enter_fstring(&mut self, opening: &str) {
        let raw = opening.bytes().any(|b| b | 0x20 == b'r');
        self.fstrings.push(Mode {
            raw,
            in_spec: false,
        });
    }

    /// Begins a format spec. CPython decodes its escapes even in a raw f-string.
    pub(crate) fn enter_spec(&mut self) {
        self.fstrings.push(Mode {
            raw: false,
            in_spec: true,
        });
    }

    /// Literal text of the innermost f-string or spec.
    pub(crate) fn fstring_text(&mut self, l: u32, r: u32, text: &'a str) -> Result<E<'a>, Raised> {
        let Mode { raw, in_spec } = self.fstrings.last().copied().unwrap_or(Mode {
            raw: true,
            in_spec: false,
        });
        let value = self.decode(Span::new(l, r), |d| d.fstring_middle(text, l, raw, in_spec))?;
        let u_prefix = false;
        Ok(self.constant(l, r, Constant::Str { value, u_prefix }))
    }

    /// An f-string, or a format spec with its colon, of the parts on the stack.
    pub(crate) fn joined(&mut self, l: u32, r: u32, m: Mark<E<'a>>) -> E<'a> {
        self.fstrings.pop();
        let values = self.merge(m);
        self.expr(l, r, ExprKind::JoinedStr { values })
    }

    /// A replacement field. `debug` is where its conversion, spec or closing brace begins if there
    /// is a `=`: then the text of the expression is pushed before it.
    pub(crate) fn replacement(
        &mut self,
        m: Mark<E<'a>>,
        span: Span,
        value: E<'a>,
        debug: Option<u32>,
        (conversion, format_spec): (Option<Named<'a>>, Option<E<'a>>),
    ) -> Result<Mark<E<'a>>, Raised> {
        // No space may part `!` and the name.
        if let Some((at, _)) = conversion
            && !self.text[..at.start as usize].ends_with('!')
        {
            return Err(Raised(at));
        }
        let chosen = match conversion {
            None if debug.is_some() && format_spec.is_none() => Conversion::Repr,
            None => Conversion::None,
            Some((_, "s")) => Conversion::Str,
            Some((_, "r")) => Conversion::Repr,
            Some((_, "a")) => Conversion::Ascii,
            Some((at, _)) => return Err(Raised(at)),
        };
        if let Some(end) = debug {
            let text = self.debug_text(span.start + 1, end);
            let text = self.constant(span.start + 1, end, text);
            self.add(text);
        }
        let field = self.expr(
            span.start,
            span.end,
            ExprKind::FormattedValue {
                value,
                conversion: chosen,
                format_spec,
            },
        );
        Ok(self.push(m, field))
    }

    /// The text of a field's expression without comments. What begins with `#` inside a string
    /// counts as one too, as in CPython.
    fn debug_text(&mut self, start: u32, end: u32) -> Constant<'a> {
        let text = self.text.get(start as usize..end as usize).unwrap_or("");
        let value = if text.contains('#') {
            let mut kept = bumpalo::collections::Vec::with_capacity_in(text.len(), self.arena);
            for line in text.split_inclusive('\n') {
                match line.split_once('#') {
                    None => kept.extend_from_slice(line.as_bytes()),
                    Some((code, comment)) => {
                        kept.extend_from_slice(code.as_bytes());
                        if comment.ends_with('\n') {
                            kept.push(b'\n');
                        }
                    }
                }
            }
            kept.into_bump_slice()
        } else {
            text.as_bytes()
        };
        Constant::Str {
            value,
            u_prefix: false,
        }
    }

    /// Strings side by side are one.
    pub(crate) fn strings(&mut self, l: u32, r: u32, m: Mark<E<'a>>) -> Result<E<'a>, Raised> {
        let parts = self.close(m);
        if let [one] = parts {
            return Ok(one);
        }
        let is_bytes = |e: &&E<'a>| {
            matches!(
                e.kind,
                ExprKind::Constant {
                    value: Constant::Bytes(_)
                }
            )
        };
        let bytes = parts.iter().filter(is_bytes).count();
        if bytes > 0 && bytes < parts.len() {
            return Err(Raised(Span::new(l, r)));
        }
        let joined = parts
            .iter()
            .any(|e| matches!(e.kind, ExprKind::JoinedStr { .. }));
        if !joined {
            let value = self.concatenated(parts);
            return Ok(self.constant(l, r, value));
        }
        let m = self.mark();
        for part in parts {
            match part.kind {
                ExprKind::JoinedStr { values } => {
                    for value in values {
                        self.add(*value);
                    }
                }
                _ => self.add(*part),
            }
        }
        let values = self.merge(m);
        Ok(self.expr(l, r, ExprKind::JoinedStr { values }))
    }

    /// The parts on the stack with neighbouring constants made one and empty ones dropped.
    fn merge(&mut self, m: Mark<E<'a>>) -> List<'a, Expr<'a>> {
        let parts = self.close(m);
        let m = self.mark();
        let is_constant = |e: &E<'a>| matches!(e.kind, ExprKind::Constant { .. });
        for run in parts.chunk_by(|a, b| is_constant(a) && is_constant(b)) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else {
                continue;
            };
            if !is_constant(first) {
                self.add(*first);
                continue;
            }
            let value = self.concatenated(run);
            if matches!(value, Constant::Str { value: [], .. }) {
                continue;
            }
            let constant = self.constant(first.span.start, last.span.end, value);
            self.add(constant);
        }
        self.close(m)
    }

    /// One constant of several, all strings or all bytes. The first says which and has the prefix
    /// that counts.
    fn concatenated(&mut self, parts: &[E<'a>]) -> Constant<'a> {
        let content = |e: &E<'a>| match e.kind {
            ExprKind::Constant {
                value: Constant::Str { value, .. } | Constant::Bytes(value),
            } => value,
            _ => &[],
        };
        let value = match parts {
            [one] => content(one),
            _ => {
                let length = parts.iter().map(|e| content(e).len()).sum();
                let mut all = bumpalo::collections::Vec::with_capacity_in(length, self.arena);
                for part in parts {
                    all.extend_from_slice(content(part));
                }
                all.into_bump_slice()
            }
        };
        match parts.first().map(|e| e.kind) {
            Some(ExprKind::Constant {
                value: Constant::Bytes(_),
            }) => Constant::Bytes(value),
            Some(ExprKind::Constant {
                value: Constant::Str { u_prefix, .. },
            }) => Constant::Str { value, u_prefix },
            _ => Constant::Str {
                value,
                u_prefix: false,
            },
        }
    }
}
