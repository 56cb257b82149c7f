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

/// What is wrong with the order of arguments.
#[derive(Clone, Copy)]
enum Disorder {
    AfterKeyword,
    AfterUnpacking,
}

/// An argument list as far as it has been read.
#[derive(Clone, Copy)]
pub(crate) struct CallArgs<'a> {
    args: Mark<E<'a>>,
    keywords: Mark<&'a Keyword<'a>>,
    /// The first two `x for x in y` cannot both be there, so one suffices.
    generator: Option<E<'a>>,
    count: u32,
    /// The last keyword argument: `**x` or not.
    last_keyword: Option<bool>,
    unpacked: bool,
    disorder: Option<Disorder>,
    /// There is a comma after the last argument.
    comma: bool,
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
            last_keyword: None,
            unpacked: false,
            disorder: None,
            comma: false,
        }
    }

    /// `name=value`; `equal` is the offset of the `=`.
    pub(crate) fn keyword(
        &mut self,
        l: u32,
        r: u32,
        name: E<'a>,
        equal: u32,
        value: E<'a>,
    ) -> Result<Argument<'a>, Raised> {
        let message = match name.kind {
            ExprKind::Name { id, .. } if name.span.start == l => {
                return Ok(Argument::Keyword(self.alloc(Keyword {
                    span: Span::new(l, r),
                    arg: Some(id),
                    value,
                })));
            }
            ExprKind::Constant {
                value: Constant::True | Constant::False | Constant::None,
            } if name.span.start == l => format!("cannot assign to {}", name.description()),
            _ => "expression cannot contain assignment, perhaps you meant \"==\"?".into(),
        };
        Err(Raised::syntax(l, equal + 1, message))
    }

    /// `**value`.
    pub(crate) fn double_star(&mut self, l: u32, r: u32, value: E<'a>) -> Argument<'a> {
        Argument::DoubleStar(self.alloc(Keyword {
            span: Span::new(l, r),
            arg: None,
            value,
        }))
    }

    /// Adds an argument that begins at `l`.
    pub(crate) fn argument(
        &mut self,
        mut c: CallArgs<'a>,
        comma: u32,
        a: Argument<'a>,
    ) -> Result<CallArgs<'a>, Raised> {
        c.count += 1;
        match a {
            Argument::Positional(e) => {
                if let Some(unpacking) = c.last_keyword {
                    c.disorder.get_or_insert(if unpacking {
                        Disorder::AfterUnpacking
                    } else {
                        Disorder::AfterKeyword
                    });
                }
                self.add(e);
            }
            Argument::Generator(e) => {
                c.generator = Some(e);
                self.add(e);
            }
            Argument::Star(e) => {
                if c.unpacked && c.disorder.is_none() {
                    return Err(Raised::syntax(
                        comma,
                        e.span.end,
                        "iterable argument unpacking follows keyword argument unpacking",
                    ));
                }
                self.add(e);
            }
            Argument::Keyword(k) => {
                c.last_keyword = Some(false);
                self.add(k);
            }
            Argument::DoubleStar(k) => {
                c.last_keyword = Some(true);
                c.unpacked = true;
                self.add(k);
            }
        }
        if let Some(e) = c.generator
            && c.count > 1
        {
            return Err(unparenthesised(e));
        }
        Ok(c)
    }

    /// Notes the comma after the last argument.
    pub(crate) fn trailing_comma(&self, mut c: CallArgs<'a>) -> CallArgs<'a> {
        c.comma = true;
        c
    }

    /// The arguments in the order of the tree; `close` is the offset of the `)`.
    fn sorted(&mut self, c: CallArgs<'a>, close: u32) -> Result<SortedArgs<'a>, Raised> {
        if let Some(disorder) = c.disorder {
            let what = match disorder {
                Disorder::AfterKeyword => "argument",
                Disorder::AfterUnpacking => "argument unpacking",
            };
            return Err(Raised::syntax(
                close,
                close + 1,
                format!("positional argument follows keyword {what}"),
            ));
        }
        if let Some(e) = c.generator
            && c.comma
        {
            return Err(unparenthesised(e));
        }
        let keywords = self.close(c.keywords);
        Ok((self.close(c.args), keywords))
    }

    /// `func(…)`; `open` is the offset of the `(`.
    pub(crate) fn call(
        &mut self,
        span: Span,
        open: u32,
        func: E<'a>,
        c: CallArgs<'a>,
    ) -> Result<E<'a>, Raised> {
        let (mut args, keywords) = self.sorted(c, span.end - 1)?;
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
        Ok(self.expr(span.start, span.end, kind))
    }

    /// The bases and keywords of a class; `close` is the offset of the `)`.
    pub(crate) fn bases(&mut self, c: CallArgs<'a>, close: u32) -> Result<SortedArgs<'a>, Raised> {
        if let Some(e) = c.generator {
            return Err(Raised::vague(e.span));
        }
        self.sorted(c, close)
    }
}

#[cold]
fn unparenthesised(e: E<'_>) -> Raised {
    Raised::at(e.span, "Generator expression must be parenthesized")
}
