//! Lists, tuples, sets, dicts and comprehensions.

use crate::token::Tok;

use super::node::{Kind, Node, TargetOf};
use super::recognise::{Recogniser, Step, Stop, first};

impl<'s, 'a> Recogniser<'s, 'a> {
    pub(super) fn list(&mut self) -> Step {
        let first = self.token(Tok::LBracket)?;
        let items = self
            .option(Self::star_named_expressions)?
            .unwrap_or_default();
        self.token(Tok::RBracket)?;
        Ok(self.node_of(Kind::List, first, &items))
    }

    pub(super) fn tuple(&mut self) -> Step {
        let first = self.token(Tok::LParen)?;
        let items = self.option(|r| {
            let mut items = vec![r.star_named_expression()?];
            r.token(Tok::Comma)?;
            items.extend(r.option(Self::star_named_expressions)?.unwrap_or_default());
            Ok(items)
        })?;
        self.token(Tok::RParen)?;
        Ok(self.node_of(Kind::Tuple, first, &items.unwrap_or_default()))
    }

    pub(super) fn set(&mut self) -> Step {
        let first = self.token(Tok::LBrace)?;
        self.star_named_expressions()?;
        self.token(Tok::RBrace)?;
        Ok(self.node(Kind::Set, first))
    }

    pub(super) fn dict(&mut self) -> Step {
        let first = self.here();
        let found = self.option(|r| {
            r.token(Tok::LBrace)?;
            r.option(|r| {
                r.listed(Self::pair_or_unpacking)?;
                r.skip(Tok::Comma)
            })?;
            r.token(Tok::RBrace)?;
            Ok(r.node(Kind::Dict, first))
        })?;
        if let Some(found) = found {
            return Ok(found);
        }
        // CPython looks for these mistakes in the first pass already.
        self.option(|r| {
            r.token(Tok::LBrace)?;
            r.mistaken_pairs()
        })?;
        Err(Stop::No)
    }

    fn pair(&mut self) -> Step {
        let first = self.expression()?.first;
        self.token(Tok::Colon)?;
        self.expression()?;
        Ok(self.node(Kind::Other, first))
    }

    fn pair_or_unpacking(&mut self) -> Step {
        first!(self;
            |r| {
                let first = r.token(Tok::DoubleStar)?;
                r.bitwise_or()?;
                Ok(r.node(Kind::Other, first))
            },
            Self::pair)
    }

    fn mistaken_pairs(&mut self) -> Step<()> {
        self.option(|r| -> Step<()> {
            r.listed(Self::pair_or_unpacking)?;
            r.token(Tok::Comma)?;
            r.option(|r| -> Step<()> {
                let key = r.expression()?;
                r.not(|r| r.token(Tok::Colon))?;
                r.fail_after(key, "':' expected after dictionary key")
            })?;
            r.mistaken_value()
        })?;
        self.mistaken_value()
    }

    /// A key, its colon and no value that may be one.
    fn mistaken_value(&mut self) -> Step<()> {
        self.expression()?;
        let colon = self.token(Tok::Colon)?;
        self.option(|r| -> Step<()> {
            let star = r.token(Tok::Star)?;
            r.bitwise_or()?;
            r.fail_from(
                star,
                "cannot use a starred expression in a dictionary value",
            )
        })?;
        if self.ahead(|r| r.one_of(&[Tok::RBrace, Tok::Comma]))? {
            return self.fail_at(
                colon,
                colon,
                "expression expected after dictionary key and ':'",
            );
        }
        Err(Stop::No)
    }

    // ---- comprehensions ----

    pub(super) fn list_comprehension(&mut self) -> Step {
        self.comprehension(
            Tok::LBracket,
            Tok::RBracket,
            Kind::ListComprehension,
            Self::named_expression,
        )
    }

    pub(super) fn set_comprehension(&mut self) -> Step {
        self.comprehension(
            Tok::LBrace,
            Tok::RBrace,
            Kind::SetComprehension,
            Self::named_expression,
        )
    }

    pub(super) fn generator(&mut self) -> Step {
        self.comprehension(
            Tok::LParen,
            Tok::RParen,
            Kind::Generator,
            Self::plain_argument,
        )
    }

    fn comprehension(
        &mut self,
        open: Tok<'static>,
        close: Tok<'static>,
        kind: Kind,
        element: fn(&mut Self) -> Step,
    ) -> Step {
        let first = self.here();
        let found = self.option(|r| {
            r.token(open)?;
            element(r)?;
            r.for_if_clauses()?;
            r.token(close)?;
            Ok(r.node(kind, first))
        })?;
        if let Some(found) = found {
            return Ok(found);
        }
        self.mistake(Self::mistaken_comprehension)?;
        Err(Stop::No)
    }

    pub(super) fn mistaken_comprehension(&mut self) -> Step<()> {
        let open = self.one_of(&[Tok::LBracket, Tok::LParen, Tok::LBrace])?;
        self.option(|r| -> Step<()> {
            let starred = r.starred_argument()?;
            r.for_if_clauses()?;
            r.fail_node(
                starred,
                "iterable unpacking cannot be used in comprehension",
            )
        })?;
        if self.token_at(open).tok == Tok::LParen {
            return Err(Stop::No);
        }
        const MESSAGE: &str = "did you forget parentheses around the comprehension target?";
        let element = self.star_named_expression()?;
        let comma = self.token(Tok::Comma)?;
        self.option(|r| -> Step<()> {
            let more = r.star_named_expressions()?;
            r.for_if_clauses()?;
            let last = more.last().map_or(comma, |node: &Node| node.last);
            r.fail_at(element.first, last, MESSAGE)
        })?;
        self.for_if_clauses()?;
        self.fail_at(element.first, comma, MESSAGE)
    }

    pub(super) fn dict_comprehension(&mut self) -> Step {
        let first = self.here();
        let found = self.option(|r| {
            r.token(Tok::LBrace)?;
            r.pair()?;
            r.for_if_clauses()?;
            r.token(Tok::RBrace)?;
            Ok(r.node(Kind::DictComprehension, first))
        })?;
        if let Some(found) = found {
            return Ok(found);
        }
        self.mistake(|r| {
            r.token(Tok::LBrace)?;
            let stars = r.token(Tok::DoubleStar)?;
            r.bitwise_or()?;
            r.for_if_clauses()?;
            r.token(Tok::RBrace)?;
            r.fail_at(
                stars,
                stars,
                "dict unpacking cannot be used in dict comprehension",
            )
        })?;
        Err(Stop::No)
    }

    /// `for … in … if …`, at least once; the node covers the last one.
    pub(super) fn for_if_clauses(&mut self) -> Step {
        let clauses = self.some(Self::for_if_clause)?;
        clauses.last().copied().ok_or(Stop::No)
    }

    fn for_if_clause(&mut self) -> Step {
        let first = self.here();
        let mut committed = false;
        let found = self.option(|r| {
            r.skip(Tok::Async)?;
            r.token(Tok::For)?;
            r.star_targets()?;
            r.token(Tok::In)?;
            committed = true;
            r.disjunction()?;
            r.many(|r| {
                r.token(Tok::If)?;
                r.disjunction()
            })?;
            Ok(r.node(Kind::Other, first))
        })?;
        if let Some(found) = found {
            return Ok(found);
        }
        if !committed {
            // Looked for in both passes.
            self.option(|r| -> Step<()> {
                r.skip(Tok::Async)?;
                r.token(Tok::For)?;
                r.listed(Self::bitwise_or)?;
                r.skip(Tok::Comma)?;
                r.not(|r| r.token(Tok::In))?;
                r.fail_last("'in' expected after for-loop variables")
            })?;
            self.mistake(Self::mistaken_for_target)?;
        }
        Err(Stop::No)
    }

    pub(super) fn mistaken_for_target(&mut self) -> Step<()> {
        self.skip(Tok::Async)?;
        self.token(Tok::For)?;
        let target = self.star_expressions()?;
        self.invalid_target(target, TargetOf::For)
    }
}
