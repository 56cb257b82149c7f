//! The arguments of calls and classes: read in any order, sorted and checked here.

use super::{Builder, E, Mark, Raised};
use crate::ast::*;

/// One argument as written.
pub(crate) enum Argument<'a> {
    Positional(E<'a>),
    /// `x for x in y`, which must be the only one.
    Generator(E<'a>),
    /// `*x`, as a `Starred`.
    Star(E<'a>),
    Keyword(&'a Keyword<'a>),
    /// `**x`.
    DoubleStar(&'a Keyword<'a>),
}

/// An argument list as far as it has been read.
#[derive(Clone, Copy)]
pub(crate) struct CallArgs<'a> {
    args: Mark<E<'a>>,
    keywords: Mark<&'a Keyword<'a>>,
    /// `x for x in y`, if it is the first argument.
    generator: Option<E<'a>>,
    count: u32,
    /// There is a keyword argument, after which nothing positional may come.
    keyword: bool,
    /// There is a `**x`, after which no `*x` may come either.
    unpacked: bool,
}

/// The positional and the keyword arguments of a call or class.
pub(crate) type SortedArgs<'a> = (List<'a, Expr<'a>>, List<'a, Keyword<'a>>);

impl<'a> Builder<'a> {
    /// An empty argument list.
    pub(crate) fn no_args(&mut self) -> CallArgs<'a> {
        CallArgs {
            args: self.mark(),
            keywords: self.mark(),
            generator: None,
            count: 0,
            keyword: false,
            unpacked: false,
        }
    }

    /// `name=value`.
    pub(crate) fn keyword(
        &mut self,
        l: u32,
        r: u32,
        name: E<'a>,
        value: E<'a>,
    ) -> Result<Argument<'a>, Raised> {
        match name.kind {
            ExprKind::Name { id, .. } if name.span.start == l => {
                Ok(Argument::Keyword(self.alloc(Keyword {
                    span: Span::new(l, r),
                    arg: Some(id),
                    value,
                })))
            }
            _ => Err(Raised(name.span)),
        }
    }

    /// `**value`.
    pub(crate) fn double_star(&mut self, l: u32, r: u32, value: E<'a>) -> Argument<'a> {
        Argument::DoubleStar(self.alloc(Keyword {
            span: Span::new(l, r),
            arg: None,
            value,
        }))
    }

    /// Adds an argument.
    pub(crate) fn argument(
        &mut self,
        mut c: CallArgs<'a>,
        a: Argument<'a>,
    ) -> Result<CallArgs<'a>, Raised> {
        c.count += 1;
        let (fits, span) = match a {
            Argument::Positional(e) => {
                self.add(e);
                (!c.keyword, e.span)
            }
            Argument::Generator(e) => {
                c.generator = Some(e);
                self.add(e);
                (c.count == 1, e.span)
            }
            Argument::Star(e) => {
                self.add(e);
                (!c.unpacked, e.span)
            }
            Argument::Keyword(k) => {
                c.keyword = true;
                self.add(k);
                (true, k.span)
            }
            Argument::DoubleStar(k) => {
                c.keyword = true;
                c.unpacked = true;
                self.add(k);
                (true, k.span)
            }
        };
        match c.generator {
            Some(e) if c.count > 1 => Err(Raised(e.span)),
            _ if fits => Ok(c),
            _ => Err(Raised(span)),
        }
    }

    /// Checks that a comma may follow the last argument.
    pub(crate) fn trailing_comma(&self, c: CallArgs<'a>) -> Result<CallArgs<'a>, Raised> {
        match c.generator {
            Some(e) => Err(Raised(e.span)),
            None => Ok(c),
        }
    }

    /// The arguments in the order of the tree.
    fn sorted(&mut self, c: CallArgs<'a>) -> SortedArgs<'a> {
        let keywords = self.close(c.keywords);
        (self.close(c.args), keywords)
    }

    /// `func(…)`; `open` is the offset of the `(`.
    pub(crate) fn call(&mut self, span: Span, open: u32, func: E<'a>, c: CallArgs<'a>) -> E<'a> {
        let (mut args, keywords) = self.sorted(c);
        if let Some(e) = c.generator {
            // The call's parentheses are the generator's.
            let e = self.expr(open, span.end, e.kind);
            let m = self.open(e);
            args = self.close(m);
        }
        let kind = ExprKind::Call {
            func,
            args,
            keywords,
        };
        self.expr(span.start, span.end, kind)
    }

    /// The bases and keywords of a class.
    pub(crate) fn bases(&mut self, c: CallArgs<'a>) -> Result<SortedArgs<'a>, Raised> {
        match c.generator {
            Some(e) => Err(Raised(e.span)),
            None => Ok(self.sorted(c)),
        }
    }
}
