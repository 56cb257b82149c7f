//! Arguments of calls and bases of classes.

use crate::token::Tok;

use super::node::{Kind, Node};
use super::recognise::{Recogniser, Step, Stop, first};

/// What the arguments so far hold, in the order that CPython's message depends on.
#[derive(Clone, Copy)]
struct Arguments {
    node: Node,
    /// How many are neither keyword nor unpacked mapping.
    positional: usize,
    /// The last one of those.
    last: Option<Node>,
    /// Whether a mapping is unpacked.
    unpacks_mapping: bool,
}

impl<'s, 'a> Recogniser<'s, 'a> {
    pub(super) fn arguments(&mut self) -> Step {
        self.remembered(|r| {
            let found = r.option(|r| {
                let found = r.argument_list()?;
                r.skip(Tok::Comma)?;
                match r.next_is(Tok::RParen)? {
                    true => Ok(found.node),
                    false => Err(Stop::No),
                }
            })?;
            if let Some(found) = found {
                return Ok(found);
            }
            r.mistake(Self::mistaken_arguments)?;
            Err(Stop::No)
        })
    }

    /// An argument that is an expression, without star or keyword.
    pub(super) fn plain_argument(&mut self) -> Step {
        first!(self; Self::assignment_expression, Self::expression_not_assigned)
    }

    fn positional_argument(&mut self) -> Step {
        if let Some(starred) = self.option(Self::starred_argument)? {
            return Ok(starred);
        }
        let node = self.plain_argument()?;
        self.not(|r| r.token(Tok::Equal))?;
        Ok(node)
    }

    fn argument_list(&mut self) -> Step<Arguments> {
        let first = self.here();
        let positional = self.option(|r| r.listed(Self::positional_argument))?;
        let keywords = match &positional {
            Some(_) => self.option(|r| {
                r.token(Tok::Comma)?;
                r.keyword_arguments()
            })?,
            None => Some(self.keyword_arguments()?),
        };
        let mut positional = positional.unwrap_or_default();
        let (starred, unpacks_mapping) = keywords.unwrap_or_default();
        positional.extend(starred);
        Ok(Arguments {
            node: self.node(Kind::Other, first),
            positional: positional.len(),
            last: positional.last().copied(),
            unpacks_mapping,
        })
    }

    /// Keyword arguments with starred ones among them, then such with unpacked mappings: the
    /// starred ones, and whether a mapping is unpacked.
    fn keyword_arguments(&mut self) -> Step<(Vec<Node>, bool)> {
        let first = self.option(|r| r.listed(Self::keyword_or_starred))?;
        let second = match &first {
            Some(_) => self.option(|r| {
                r.token(Tok::Comma)?;
                r.listed(Self::keyword_or_mapping)
            })?,
            None => Some(self.listed(Self::keyword_or_mapping)?),
        };
        let mut starred = first.unwrap_or_default();
        starred.retain(|node| node.kind == Kind::Starred);
        let mapping = second
            .unwrap_or_default()
            .iter()
            .any(|n| n.kind == Kind::Dict);
        Ok((starred, mapping))
    }

    fn keyword_or_starred(&mut self) -> Step {
        self.mistake(Self::mistaken_keyword)?;
        first!(self; Self::keyword_argument, Self::starred_argument)
    }

    fn keyword_or_mapping(&mut self) -> Step {
        self.mistake(Self::mistaken_keyword)?;
        first!(self;
        Self::keyword_argument,
        |r| {
            let first = r.token(Tok::DoubleStar)?;
            r.expression()?;
            Ok(r.node(Kind::Dict, first))
        })
    }

    fn keyword_argument(&mut self) -> Step {
        let first = self.name()?.first;
        self.token(Tok::Equal)?;
        self.expression()?;
        Ok(self.node(Kind::Other, first))
    }

    pub(super) fn starred_argument(&mut self) -> Step {
        self.mistake(|r| {
            let star = r.token(Tok::Star)?;
            r.expression()?;
            r.token(Tok::Equal)?;
            let value = r.expression()?;
            r.fail_at(
                star,
                value.last,
                "cannot assign to iterable argument unpacking",
            )
        })?;
        let first = self.token(Tok::Star)?;
        if let Some(value) = self.option(Self::expression)? {
            return Ok(self.node_of(Kind::Starred, first, &[value]));
        }
        self.fail_last("Invalid star expression")
    }

    fn mistaken_keyword(&mut self) -> Step<()> {
        self.option(|r| -> Step<()> {
            let constant = r.one_of(&[Tok::True, Tok::False, Tok::None])?;
            let equal = r.token(Tok::Equal)?;
            let what = r.token_at(constant).tok.text();
            r.fail_at(constant, equal, format!("cannot assign to {what}"))
        })?;
        self.option(Self::keyword_with_generator)?;
        self.option(|r| -> Step<()> {
            r.not(|r| {
                r.name()?;
                r.token(Tok::Equal)
            })?;
            let target = r.expression()?;
            let equal = r.token(Tok::Equal)?;
            let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
            r.fail_at(target.first, equal, message)
        })?;
        let stars = self.token(Tok::DoubleStar)?;
        self.expression()?;
        self.token(Tok::Equal)?;
        let value = self.expression()?;
        self.fail_at(
            stars,
            value.last,
            "cannot assign to keyword argument unpacking",
        )
    }

    /// `name=element for …`.
    fn keyword_with_generator(&mut self) -> Step<()> {
        let name = self.name()?;
        let equal = self.token(Tok::Equal)?;
        self.expression()?;
        self.for_if_clauses()?;
        let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
        self.fail_at(name.first, equal, message)
    }

    fn mistaken_arguments(&mut self) -> Step<()> {
        const BARE: &str = "Generator expression must be parenthesized";
        self.option(|r| -> Step<()> {
            let positional = r.option(|r| {
                r.listed(Self::positional_argument)?;
                r.token(Tok::Comma)?;
                r.keyword_arguments()
            })?;
            if positional.is_none() {
                r.keyword_arguments()?;
            }
            let comma = r.token(Tok::Comma)?;
            r.listed(|r| {
                let starred = r.starred_argument()?;
                r.not(|r| r.token(Tok::Equal))?;
                Ok(starred)
            })?;
            let message = "iterable argument unpacking follows keyword argument unpacking";
            r.fail_from(comma, message)
        })?;
        self.option(|r| -> Step<()> {
            let element = r.expression()?;
            let clauses = r.for_if_clauses()?;
            r.token(Tok::Comma)?;
            r.option(|r| -> Step<()> {
                if r.option(Self::argument_list)?.is_none() {
                    r.expression()?;
                    r.for_if_clauses()?;
                }
                Ok(())
            })?;
            r.fail_at(element.first, clauses.last, BARE)
        })?;
        self.option(Self::keyword_with_generator)?;
        self.option(|r| -> Step<()> {
            r.option(|r| {
                r.argument_list()?;
                r.token(Tok::Comma)
            })?;
            let name = r.name()?;
            let equal = r.token(Tok::Equal)?;
            if !r.ahead(|r| r.one_of(&[Tok::Comma, Tok::RParen]))? {
                return Err(Stop::No);
            }
            r.fail_at(name.first, equal, "expected argument value expression")
        })?;
        self.option(|r| -> Step<()> {
            let arguments = r.argument_list()?;
            let clauses = r.for_if_clauses()?;
            // A single generator is right where it stands.
            match arguments.last {
                Some(last) if arguments.positional > 1 => r.fail_at(last.first, clauses.last, BARE),
                _ => Err(Stop::No),
            }
        })?;
        self.option(|r| -> Step<()> {
            r.argument_list()?;
            r.token(Tok::Comma)?;
            let element = r.expression()?;
            let clauses = r.for_if_clauses()?;
            r.fail_at(element.first, clauses.last, BARE)
        })?;
        let before = self.argument_list()?;
        self.token(Tok::Comma)?;
        self.argument_list()?;
        self.fail_last(if before.unpacks_mapping {
            "positional argument follows keyword argument unpacking"
        } else {
            "positional argument follows keyword argument"
        })
    }
}
