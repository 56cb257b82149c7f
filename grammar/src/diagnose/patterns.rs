//! The patterns of `match` statements.

use crate::token::Tok;

use super::node::{Kind, Node};
use super::recognise::{Recogniser, Step, Stop, first};

impl<'s, 'a> Recogniser<'s, 'a> {
    pub(super) fn patterns(&mut self) -> Step<()> {
        if self.option(Self::open_sequence)?.is_none() {
            self.pattern()?;
        }
        Ok(())
    }

    fn pattern(&mut self) -> Step {
        self.nested(|r| first!(r; Self::as_pattern, Self::or_pattern))
    }

    fn as_pattern(&mut self) -> Step {
        let first = self.here();
        let found = self.option(|r| {
            r.or_pattern()?;
            r.token(Tok::As)?;
            r.capture_target()?;
            Ok(r.node(Kind::Other, first))
        })?;
        if let Some(found) = found {
            return Ok(found);
        }
        self.mistake(|r| {
            r.or_pattern()?;
            r.token(Tok::As)?;
            if let Some(wildcard) = r.option(|r| r.soft_keyword("_"))? {
                return r.fail_at(wildcard, wildcard, "cannot use '_' as a target");
            }
            r.not(Self::name)?;
            let target = r.expression()?;
            r.fail_node(target, "invalid pattern target")
        })?;
        Err(Stop::No)
    }

    fn or_pattern(&mut self) -> Step {
        let first = self.closed_pattern()?.first;
        self.many(|r| {
            r.token(Tok::Pipe)?;
            r.closed_pattern()
        })?;
        Ok(self.node(Kind::Other, first))
    }

    fn closed_pattern(&mut self) -> Step {
        self.remembered(|r| {
            first!(r;
                Self::literal_pattern,
                |r| {
                    let name = r.capture_target()?;
                    Ok(name)
                },
                |r| r.soft_keyword("_").map(|at| r.node(Kind::Other, at)),
                Self::value_pattern,
                |r| {
                    let first = r.token(Tok::LParen)?;
                    r.pattern()?;
                    r.token(Tok::RParen)?;
                    Ok(r.node(Kind::Other, first))
                },
                Self::sequence_pattern,
                Self::mapping_pattern,
                Self::class_pattern)
        })
    }

    fn literal_pattern(&mut self) -> Step {
        first!(self;
        |r| {
            let number = r.signed(Self::number)?;
            r.not(|r| r.one_of(&[Tok::Plus, Tok::Minus]))?;
            Ok(number)
        },
        |r| {
            let first = r.signed(Self::real_number)?.first;
            r.one_of(&[Tok::Plus, Tok::Minus])?;
            r.imaginary_number()?;
            Ok(r.node(Kind::Literal, first))
        },
        Self::strings,
        |r| {
            let constant = r.one_of(&[Tok::None, Tok::True, Tok::False])?;
            Ok(r.node(Kind::Literal, constant))
        })
    }

    fn signed(&mut self, number: fn(&mut Self) -> Step) -> Step {
        let first = self.here();
        self.skip(Tok::Minus)?;
        number(self)?;
        Ok(self.node(Kind::Literal, first))
    }

    fn real_number(&mut self) -> Step {
        let number = self.number()?;
        match self.token_at(number.first).tok {
            Tok::Imag(_) => self.fail_node(number, "real number required in complex literal"),
            _ => Ok(number),
        }
    }

    fn imaginary_number(&mut self) -> Step {
        let number = self.number()?;
        match self.token_at(number.first).tok {
            Tok::Imag(_) => Ok(number),
            _ => self.fail_node(number, "imaginary number required in complex literal"),
        }
    }

    /// A name to bind, with nothing behind it that makes it another pattern.
    fn capture_target(&mut self) -> Step {
        self.not(|r| r.soft_keyword("_"))?;
        let name = self.name()?;
        self.not(|r| r.one_of(&[Tok::Dot, Tok::LParen, Tok::Equal]))?;
        Ok(name)
    }

    /// A name with attributes, at least `least` of them.
    fn dotted(&mut self, least: usize) -> Step {
        let first = self.name()?.first;
        let attributes = self.many(|r| {
            r.token(Tok::Dot)?;
            r.name()
        })?;
        if attributes.len() < least {
            Err(Stop::No)
        } else {
            Ok(self.node(Kind::Attribute, first))
        }
    }

    fn value_pattern(&mut self) -> Step {
        let value = self.dotted(1)?;
        self.not(|r| r.one_of(&[Tok::Dot, Tok::LParen, Tok::Equal]))?;
        Ok(value)
    }

    fn star_pattern(&mut self) -> Step {
        let first = self.token(Tok::Star)?;
        if self.option(Self::capture_target)?.is_none() {
            self.soft_keyword("_")?;
        }
        Ok(self.node(Kind::Other, first))
    }

    fn maybe_star_pattern(&mut self) -> Step {
        first!(self; Self::star_pattern, Self::pattern)
    }

    fn open_sequence(&mut self) -> Step<()> {
        self.maybe_star_pattern()?;
        self.token(Tok::Comma)?;
        self.option(Self::sequence_items)?;
        Ok(())
    }

    fn sequence_items(&mut self) -> Step<()> {
        self.listed(Self::maybe_star_pattern)?;
        self.skip(Tok::Comma)?;
        Ok(())
    }

    fn sequence_pattern(&mut self) -> Step {
        let first = self.one_of(&[Tok::LBracket, Tok::LParen])?;
        if self.token_at(first).tok == Tok::LBracket {
            self.option(Self::sequence_items)?;
            self.token(Tok::RBracket)?;
        } else {
            self.option(Self::open_sequence)?;
            self.token(Tok::RParen)?;
        }
        Ok(self.node(Kind::Other, first))
    }

    fn mapping_pattern(&mut self) -> Step {
        let first = self.token(Tok::LBrace)?;
        let items = self.option(|r| r.listed(Self::key_and_pattern))?;
        if items.is_none()
            || self.ahead(|r| {
                r.token(Tok::Comma)?;
                r.token(Tok::DoubleStar)
            })?
        {
            self.option(|r| {
                if items.is_some() {
                    r.token(Tok::Comma)?;
                }
                r.token(Tok::DoubleStar)?;
                r.capture_target()?;
                Ok(())
            })?;
        }
        if self.here() > first + 1 {
            self.skip(Tok::Comma)?;
        }
        self.token(Tok::RBrace)?;
        Ok(self.node(Kind::Other, first))
    }

    fn key_and_pattern(&mut self) -> Step {
        if self.option(Self::literal_pattern)?.is_none() {
            self.dotted(1)?;
        }
        self.token(Tok::Colon)?;
        self.pattern()
    }

    fn class_pattern(&mut self) -> Step {
        let first = self.here();
        let found = self.option(|r| {
            r.dotted(0)?;
            r.token(Tok::LParen)?;
            r.option(|r| {
                let positional = r.option(|r| r.listed(Self::positional_pattern))?;
                r.option(|r| {
                    if positional.is_some() {
                        r.token(Tok::Comma)?;
                    }
                    r.listed(Self::keyword_pattern)
                })?;
                r.skip(Tok::Comma)
            })?;
            r.token(Tok::RParen)?;
            Ok(r.node(Kind::Other, first))
        })?;
        if let Some(found) = found {
            return Ok(found);
        }
        self.mistake(|r| {
            r.dotted(0)?;
            r.token(Tok::LParen)?;
            r.option(|r| {
                r.listed(Self::positional_pattern)?;
                r.token(Tok::Comma)
            })?;
            r.listed(Self::keyword_pattern)?;
            r.token(Tok::Comma)?;
            let late: Vec<Node> = r.listed(Self::positional_pattern)?;
            let first = late.first().map_or(first, |node| node.first);
            let last = late.last().map_or(first, |node| node.last);
            r.fail_at(first, last, "positional patterns follow keyword patterns")
        })?;
        Err(Stop::No)
    }

    fn positional_pattern(&mut self) -> Step {
        self.pattern()
    }

    fn keyword_pattern(&mut self) -> Step {
        let first = self.name()?.first;
        self.token(Tok::Equal)?;
        self.pattern()?;
        Ok(self.node(Kind::Other, first))
    }
}
