//! Parameters of functions and lambdas, and type parameters.

use crate::token::Tok;

use super::node::{Kind, Node};
use super::recognise::{Recogniser, Step, Stop, first};

/// Whose parameters they are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Function,
    Lambda,
}

impl Of {
    /// What ends the parameters.
    fn end(self) -> Tok<'static> {
        match self {
            Of::Function => Tok::RParen,
            Of::Lambda => Tok::Colon,
        }
    }
}

impl<'s, 'a> Recogniser<'s, 'a> {
    pub(super) fn parameters(&mut self) -> Step<()> {
        self.parameters_of(Of::Function)
    }

    pub(super) fn lambda_parameters(&mut self) -> Step<()> {
        self.parameters_of(Of::Lambda)
    }

    fn parameters_of(&mut self, of: Of) -> Step<()> {
        self.mistake(|r| r.mistaken_parameters(of))?;
        let start = self.here();
        // Those before `/`, then those without, then those with a default; then the starred.
        let slash = self.option(|r| r.before_slash(of, false))?.is_some();
        let slash_default = !slash && self.option(|r| r.before_slash(of, true))?.is_some();
        if !slash_default {
            self.many(|r| r.without_default(of))?;
        }
        self.many(|r| r.with_default(of))?;
        let starred = self.option(|r| r.starred_parameters(of))?;
        if starred.is_none() && self.here() == start {
            Err(Stop::No)
        } else {
            Ok(())
        }
    }

    fn parameter(&mut self, of: Of) -> Step {
        let name = self.name()?;
        if of == Of::Function && self.next_is(Tok::Colon)? {
            self.option(|r| {
                r.token(Tok::Colon)?;
                r.expression()
            })?;
        }
        Ok(self.node(Kind::Name, name.first))
    }

    /// The comma behind a parameter, or the end ahead.
    fn parameter_end(&mut self, of: Of) -> Step<()> {
        if self.skip(Tok::Comma)? || self.next_is(of.end())? {
            Ok(())
        } else {
            Err(Stop::No)
        }
    }

    fn without_default(&mut self, of: Of) -> Step {
        let parameter = self.parameter(of)?;
        self.parameter_end(of)?;
        Ok(parameter)
    }

    fn with_default(&mut self, of: Of) -> Step {
        let parameter = self.parameter(of)?;
        self.default()?;
        self.parameter_end(of)?;
        Ok(parameter)
    }

    fn maybe_default(&mut self, of: Of) -> Step {
        let parameter = self.parameter(of)?;
        self.option(Self::default)?;
        self.parameter_end(of)?;
        Ok(parameter)
    }

    fn default(&mut self) -> Step<()> {
        let equal = self.token(Tok::Equal)?;
        if self.option(Self::expression)?.is_some() {
            return Ok(());
        }
        if self.mistakes && self.ahead(|r| r.one_of(&[Tok::RParen, Tok::Comma]))? {
            return self.fail_at(equal, equal, "expected default value expression");
        }
        Err(Stop::No)
    }

    /// Parameters up to a `/`, the last of them with defaults if `default`.
    fn before_slash(&mut self, of: Of, default: bool) -> Step<()> {
        if default {
            self.many(|r| r.without_default(of))?;
            self.some(|r| r.with_default(of))?;
        } else {
            self.some(|r| r.without_default(of))?;
        }
        self.token(Tok::Slash)?;
        self.parameter_end(of)
    }

    fn before_any_slash(&mut self, of: Of) -> Step<()> {
        match self.option(|r| r.before_slash(of, false))? {
            Some(()) => Ok(()),
            None => self.before_slash(of, true),
        }
    }

    fn starred_parameters(&mut self, of: Of) -> Step<()> {
        self.mistake(|r| r.mistaken_star(of))?;
        let found = self.option(|r| {
            r.token(Tok::Star)?;
            let name = r.option(|r| match r.option(|r| r.without_default(of))? {
                Some(_) => Ok(()),
                None if of == Of::Function => {
                    r.name()?;
                    r.token(Tok::Colon)?;
                    r.star_expression()?;
                    r.parameter_end(of)
                }
                None => Err(Stop::No),
            })?;
            if name.is_none() {
                r.token(Tok::Comma)?;
                r.some(|r| r.maybe_default(of))?;
            } else {
                r.many(|r| r.maybe_default(of))?;
            }
            r.option(|r| r.double_starred_parameter(of))?;
            Ok(())
        })?;
        match found {
            Some(()) => Ok(()),
            None => self.double_starred_parameter(of),
        }
    }

    fn double_starred_parameter(&mut self, of: Of) -> Step<()> {
        self.mistake(|r| r.mistaken_double_star(of))?;
        self.token(Tok::DoubleStar)?;
        self.without_default(of)?;
        Ok(())
    }

    fn mistaken_parameters(&mut self, of: Of) -> Step<()> {
        self.option(|r| -> Step<()> {
            let slash = r.token(Tok::Slash)?;
            r.token(Tok::Comma)?;
            r.fail_at(slash, slash, "at least one argument must precede /")
        })?;
        self.option(|r| -> Step<()> {
            r.before_any_slash(of)?;
            r.many(|r| r.maybe_default(of))?;
            let slash = r.token(Tok::Slash)?;
            r.fail_at(slash, slash, "/ may appear only once")
        })?;
        self.option(|r| -> Step<()> {
            r.option(|r| r.before_slash(of, false))?;
            r.many(|r| r.without_default(of))?;
            if r.option(|r| r.before_slash(of, true))?.is_none() {
                r.some(|r| r.with_default(of))?;
            }
            let parameter = r.without_default(of)?;
            // The parameter itself: its comma is not part of it.
            let message = "parameter without a default follows parameter with a default";
            r.fail_node(parameter, message)
        })?;
        self.option(|r| -> Step<()> {
            r.many(|r| r.without_default(of))?;
            let open = r.token(Tok::LParen)?;
            let what = match of {
                Of::Function => {
                    r.some(|r| r.without_default(of))?;
                    "Function"
                }
                Of::Lambda => {
                    r.listed(|r| r.parameter(of))?;
                    "Lambda expression"
                }
            };
            r.skip(Tok::Comma)?;
            let close = r.token(Tok::RParen)?;
            r.fail_at(
                open,
                close,
                format!("{what} parameters cannot be parenthesized"),
            )
        })?;
        self.option(|r| -> Step<()> {
            r.option(|r| r.before_any_slash(of))?;
            r.many(|r| r.maybe_default(of))?;
            r.token(Tok::Star)?;
            r.comma_or_parameter(of)?;
            r.many(|r| r.maybe_default(of))?;
            let slash = r.token(Tok::Slash)?;
            r.fail_at(slash, slash, "/ must be ahead of *")
        })?;
        self.some(|r| r.maybe_default(of))?;
        self.token(Tok::Slash)?;
        let star = self.token(Tok::Star)?;
        self.fail_at(star, star, "expected comma between / and *")
    }

    fn comma_or_parameter(&mut self, of: Of) -> Step<()> {
        if !self.skip(Tok::Comma)? {
            self.without_default(of)?;
        }
        Ok(())
    }

    fn mistaken_star(&mut self, of: Of) -> Step<()> {
        let star = self.token(Tok::Star)?;
        self.option(|r| -> Step<()> {
            if r.skip(Tok::Comma)? {
                r.one_of(&[of.end(), Tok::DoubleStar])?;
            } else {
                r.token(of.end())?;
            }
            let message = "named arguments must follow bare *";
            match of {
                Of::Function => r.fail_at(star, star, message),
                Of::Lambda => r.fail_last(message),
            }
        })?;
        self.option(|r| -> Step<()> {
            r.parameter(of)?;
            let equal = r.token(Tok::Equal)?;
            r.fail_at(
                equal,
                equal,
                "var-positional argument cannot have default value",
            )
        })?;
        self.comma_or_parameter(of)?;
        self.many(|r| r.maybe_default(of))?;
        let star = self.token(Tok::Star)?;
        self.comma_or_parameter(of)?;
        self.fail_at(star, star, "* argument may appear only once")
    }

    fn mistaken_double_star(&mut self, of: Of) -> Step<()> {
        self.token(Tok::DoubleStar)?;
        self.parameter(of)?;
        if self.next_is(Tok::Equal)? {
            let equal = self.here();
            return self.fail_at(
                equal,
                equal,
                "var-keyword argument cannot have default value",
            );
        }
        self.token(Tok::Comma)?;
        let message = "arguments cannot follow var-keyword argument";
        if let Some(parameter) = self.option(|r| r.parameter(of))? {
            return self.fail_node(parameter, message);
        }
        let star = self.one_of(&[Tok::Star, Tok::DoubleStar, Tok::Slash])?;
        self.fail_at(star, star, message)
    }

    // ---- type parameters ----

    pub(super) fn type_parameters(&mut self) -> Step<()> {
        self.mistake(|r| {
            r.token(Tok::LBracket)?;
            let close = r.token(Tok::RBracket)?;
            r.fail_from(close, "Type parameter list cannot be empty")
        })?;
        self.token(Tok::LBracket)?;
        self.listed(Self::type_parameter)?;
        self.skip(Tok::Comma)?;
        self.token(Tok::RBracket)?;
        Ok(())
    }

    fn type_parameter(&mut self) -> Step {
        self.remembered(|r| {
            first!(r;
            |r| {
                let name = r.name()?;
                r.option(|r| {
                    r.token(Tok::Colon)?;
                    r.expression()
                })?;
                r.type_default(Self::expression)?;
                Ok(name)
            },
            |r| {
                r.mistake(Self::mistaken_type_parameter)?;
                Err(Stop::No)
            },
            |r| {
                r.token(Tok::Star)?;
                let name = r.name()?;
                r.type_default(Self::star_expression)?;
                Ok(name)
            },
            |r| {
                r.token(Tok::DoubleStar)?;
                let name = r.name()?;
                r.type_default(Self::expression)?;
                Ok(name)
            })
        })
    }

    fn type_default(&mut self, value: fn(&mut Self) -> Step) -> Step<Option<Node>> {
        self.option(|r| {
            r.token(Tok::Equal)?;
            value(r)
        })
    }

    fn mistaken_type_parameter(&mut self) -> Step<()> {
        let star = self.one_of(&[Tok::Star, Tok::DoubleStar])?;
        self.name()?;
        let colon = self.token(Tok::Colon)?;
        let bound = self.expression()?;
        let part = if bound.kind == Kind::Tuple {
            "constraints"
        } else {
            "bound"
        };
        let what = match self.token_at(star).tok {
            Tok::Star => "TypeVarTuple",
            _ => "ParamSpec",
        };
        self.fail_from(colon, format!("cannot use {part} with {what}"))
    }
}
