//! What may be assigned to, deleted or annotated.

use crate::token::Tok;

use super::node::{Kind, Node};
use super::recognise::{Recogniser, Step, Stop, first};

impl<'s, 'a> Recogniser<'s, 'a> {
    /// Targets with commas between, as loops and assignments have.
    pub(super) fn star_targets(&mut self) -> Step {
        let first = self.here();
        let mut found = vec![self.star_target()?];
        if !self.next_is(Tok::Comma)? {
            return Ok(found[0]);
        }
        found.extend(self.many(|r| {
            r.token(Tok::Comma)?;
            r.star_target()
        })?);
        self.skip(Tok::Comma)?;
        Ok(self.node_of(Kind::Tuple, first, &found))
    }

    pub(super) fn star_target(&mut self) -> Step {
        self.remembered(|r| {
            let starred = r.option(|r| {
                let first = r.token(Tok::Star)?;
                r.not(|r| r.token(Tok::Star))?;
                r.star_target()?;
                Ok(r.node(Kind::Starred, first))
            })?;
            match starred {
                Some(starred) => Ok(starred),
                None => r.unstarred_target(),
            }
        })
    }

    fn unstarred_target(&mut self) -> Step {
        self.remembered(|r| {
            first!(r;
                Self::attribute_or_subscript_target,
                Self::name,
                |r| r.in_parentheses(Self::unstarred_target),
                |r| r.target_tuple(Self::star_target),
                |r| r.target_list(Self::star_target))
        })
    }

    fn in_parentheses(&mut self, rule: fn(&mut Self) -> Step) -> Step {
        self.token(Tok::LParen)?;
        let node = self.nested(rule)?;
        self.token(Tok::RParen)?;
        Ok(node)
    }

    fn target_tuple(&mut self, target: fn(&mut Self) -> Step) -> Step {
        let first = self.token(Tok::LParen)?;
        self.nested(|r| {
            r.option(|r| {
                target(r)?;
                r.token(Tok::Comma)?;
                if r.option(|r| r.listed(target))?.is_some() {
                    r.skip(Tok::Comma)?;
                }
                Ok(())
            })
        })?;
        self.token(Tok::RParen)?;
        Ok(self.node(Kind::Tuple, first))
    }

    fn target_list(&mut self, target: fn(&mut Self) -> Step) -> Step {
        let first = self.token(Tok::LBracket)?;
        self.nested(|r| {
            r.option(|r| {
                r.listed(target)?;
                r.skip(Tok::Comma)
            })
        })?;
        self.token(Tok::RBracket)?;
        Ok(self.node(Kind::List, first))
    }

    /// An attribute or item of something, with nothing behind it that would go further.
    pub(super) fn attribute_or_subscript_target(&mut self) -> Step {
        let first = self.here();
        self.remembered(Self::target_object)?;
        let target = self.trailer(first)?;
        if target.kind == Kind::Call || self.ahead(Self::trailer_start)? {
            return Err(Stop::No);
        }
        Ok(target)
    }

    /// The longest primary that has a trailer behind it.
    fn target_object(&mut self) -> Step {
        let first = self.here();
        let mut object = self.atom()?;
        if !self.ahead(Self::trailer_start)? {
            return Err(Stop::No);
        }
        while let Some(longer) = self.option(|r| {
            let longer: Node = r.trailer(first)?;
            if r.ahead(Self::trailer_start)? {
                Ok(longer)
            } else {
                Err(Stop::No)
            }
        })? {
            object = longer;
        }
        Ok(object)
    }

    fn trailer_start(&mut self) -> Step<u32> {
        self.one_of(&[Tok::LParen, Tok::LBracket, Tok::Dot])
    }

    /// What a lone annotation or augmented assignment may have on its left.
    pub(super) fn single_target(&mut self) -> Step {
        first!(self;
            Self::attribute_or_subscript_target,
            Self::name,
            |r| r.in_parentheses(Self::single_target))
    }

    pub(super) fn del_targets(&mut self) -> Step<()> {
        self.listed(Self::del_target)?;
        self.skip(Tok::Comma)?;
        Ok(())
    }

    fn del_target(&mut self) -> Step {
        self.remembered(|r| {
            first!(r;
                Self::attribute_or_subscript_target,
                Self::name,
                |r| r.in_parentheses(Self::del_target),
                |r| {
                    let first = r.token(Tok::LParen)?;
                    r.option(Self::del_targets)?;
                    r.token(Tok::RParen)?;
                    Ok(r.node(Kind::Tuple, first))
                },
                |r| r.target_list(Self::del_target))
        })
    }
}
