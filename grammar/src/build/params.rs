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

    /// Refuses what is out of order.
    fn check_order(&self, params: &[Param<'a>]) -> Result<(), Raised> {
        let mut slash = false;
        let mut star = false;
        let mut default = false;
        for (i, param) in params.iter().enumerate() {
            let (fits, span) = match *param {
                Param::Named(arg, value) => {
                    let fits = star || value.is_some() || !default;
                    default |= value.is_some() && !star;
                    (fits, arg.span)
                }
                Param::Slash(span) => {
                    let fits = i > 0 && !star && !slash;
                    slash = true;
                    (fits, span)
                }
                // A bare star is there for the parameters after it.
                Param::Star(span) => {
                    let fits = !star && matches!(params.get(i + 1), Some(Param::Named(..)));
                    star = true;
                    (fits, span)
                }
                Param::VarArgs(arg, value) => {
                    let fits = !star && value.is_none();
                    star = true;
                    (fits, arg.span)
                }
                Param::KwArgs(arg, value) => (value.is_none() && i + 1 == params.len(), arg.span),
            };
            if !fits {
                return Err(Raised(span));
            }
        }
        Ok(())
    }
}
