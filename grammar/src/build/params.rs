//! Parameter lists: read in any order, sorted and checked here.

use super::{Builder, E, Mark, Raised};
use crate::ast::*;

/// One item of a parameter list as written.
#[derive(Clone, Copy)]
pub(crate) enum Param<'a> {
    Named(&'a Arg<'a>, Option<E<'a>>),
    /// `/`.
    Slash(Span),
    /// `*` alone.
    Star(Span),
    VarArgs(&'a Arg<'a>, Option<E<'a>>),
    KwArgs(&'a Arg<'a>, Option<E<'a>>),
}

impl<'a> Builder<'a> {
    /// A parameter's name and annotation.
    pub(crate) fn arg(
        &mut self,
        l: u32,
        r: u32,
        arg: Ident<'a>,
        annotation: Option<E<'a>>,
    ) -> &'a Arg<'a> {
        self.alloc(Arg {
            span: Span::new(l, r),
            arg,
            annotation,
        })
    }

    /// A type parameter.
    pub(crate) fn type_param(
        &mut self,
        l: u32,
        r: u32,
        kind: TypeParamKind<'a>,
    ) -> &'a TypeParam<'a> {
        self.alloc(TypeParam {
            span: Span::new(l, r),
            kind,
        })
    }

    /// The parameters of a function or lambda.
    pub(crate) fn arguments(&mut self, m: Mark<Param<'a>>) -> Result<&'a Arguments<'a>, Raised> {
        let params = self.close(m);
        self.check_order(params)?;
        let star = |p: &Param<'a>| matches!(p, Param::Star(_) | Param::VarArgs(..));
        let slash = params.iter().position(|p| matches!(p, Param::Slash(_)));
        let keyword_only = params.iter().position(star).unwrap_or(params.len());
        let named = |params: &[Param<'a>]| {
            let args = params.iter().filter_map(|p| match p {
                Param::Named(arg, _) => Some(*arg),
                _ => None,
            });
            let args: bumpalo::collections::Vec<'a, _> =
                bumpalo::collections::Vec::from_iter_in(args, self.arena);
            args.into_bump_slice()
        };
        let defaults = |params: &[Param<'a>]| {
            let defaults = params.iter().filter_map(|p| match p {
                Param::Named(_, default) => Some(*default),
                _ => None,
            });
            let defaults: bumpalo::collections::Vec<'a, _> =
                bumpalo::collections::Vec::from_iter_in(defaults, self.arena);
            defaults.into_bump_slice()
        };
        let (positional, rest) = params.split_at(keyword_only);
        let (before_slash, after_slash) = positional.split_at(slash.unwrap_or(0));
        let mut arguments = Arguments {
            posonlyargs: named(before_slash),
            args: named(after_slash),
            kwonlyargs: named(rest),
            kw_defaults: defaults(rest),
            ..Arguments::default()
        };
        for param in params {
            match *param {
                Param::VarArgs(arg, _) => arguments.vararg = Some(arg),
                Param::KwArgs(arg, _) => arguments.kwarg = Some(arg),
                _ => {}
            }
        }
        let values = self.mark();
        for param in positional {
            if let Param::Named(_, Some(default)) = param {
                self.add(*default);
            }
        }
        arguments.defaults = self.close(values);
        Ok(self.alloc(arguments))
    }

    /// Refuses what is out of order, the first one first.
    fn check_order(&self, params: &[Param<'a>]) -> Result<(), Raised> {
        let mut slash = false;
        let mut star = None;
        let mut default = false;
        let mut keywords = false;
        for (i, param) in params.iter().enumerate() {
            if keywords {
                let span = match *param {
                    Param::Named(arg, _) => arg.span,
                    Param::Slash(span) | Param::Star(span) => span,
                    Param::VarArgs(arg, _) => self.stars_before(arg, 1),
                    Param::KwArgs(arg, _) => self.stars_before(arg, 2),
                };
                let message = "arguments cannot follow var-keyword argument";
                return Err(Raised::at(span, message));
            }
            match *param {
                Param::Named(arg, None) if default && star.is_none() => {
                    return Err(Raised::at(
                        arg.span,
                        "parameter without a default follows parameter with a default",
                    ));
                }
                Param::Named(_, value) => default |= value.is_some() && star.is_none(),
                Param::Slash(span) if star.is_some() => {
                    return Err(Raised::at(span, "/ must be ahead of *"));
                }
                Param::Slash(span) if slash => {
                    return Err(Raised::at(span, "/ may appear only once"));
                }
                Param::Slash(span) if i == 0 => {
                    return Err(Raised::at(span, "at least one argument must precede /"));
                }
                Param::Slash(_) => slash = true,
                Param::Star(span) if star.is_some() => return Err(second_star(span)),
                Param::Star(span) => {
                    star = Some(span);
                    if !matches!(
                        params.get(i + 1),
                        Some(
                            Param::Named(..)
                                | Param::Star(_)
                                | Param::VarArgs(..)
                                | Param::Slash(_)
                        )
                    ) {
                        return Err(Raised::at(span, "named arguments must follow bare *"));
                    }
                }
                Param::VarArgs(arg, _) if star.is_some() => {
                    return Err(second_star(self.stars_before(arg, 1)));
                }
                Param::VarArgs(arg, None) => star = Some(arg.span),
                Param::KwArgs(_, None) => keywords = true,
                Param::VarArgs(arg, Some(_)) => {
                    return Err(self.no_default(arg, "var-positional"));
                }
                Param::KwArgs(arg, Some(_)) => {
                    return Err(self.no_default(arg, "var-keyword"));
                }
            }
        }
        Ok(())
    }

    /// The stars before a parameter's name.
    fn stars_before(&self, arg: &Arg<'a>, count: u32) -> Span {
        let before = self.text.get(..arg.span.start as usize).unwrap_or("");
        let start = before.rfind('*').map_or(0, |at| at as u32 + 1) - count.min(arg.span.start);
        Span::new(start, start + count)
    }

    /// A default where none may be: points at the `=`.
    #[cold]
    fn no_default(&self, arg: &Arg<'a>, what: &str) -> Raised {
        let after = self.text.get(arg.span.end as usize..).unwrap_or("");
        let equal = arg.span.end + after.find('=').unwrap_or(0) as u32;
        let message = format!("{what} argument cannot have default value");
        Raised::syntax(equal, equal + 1, message)
    }
}

#[cold]
fn second_star(span: Span) -> Raised {
    Raised::at(span, "* argument may appear only once")
}
