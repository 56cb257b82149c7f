//! Expressions from conditionals down to atoms.

use crate::literal;
use crate::token::Tok;

use super::node::{Kind, Node};
use super::recognise::{Recogniser, Step, Stop, first};

impl<'s, 'a> Recogniser<'s, 'a> {
    /// Expressions with commas between, without stars.
    pub(super) fn expressions(&mut self) -> Step {
        self.tuple_or_one(Self::expression)
    }

    /// The same with starred ones.
    pub(super) fn star_expressions(&mut self) -> Step {
        self.tuple_or_one(Self::star_expression)
    }

    fn tuple_or_one(&mut self, rule: fn(&mut Self) -> Step) -> Step {
        let first = self.here();
        let mut found = vec![rule(self)?];
        let mut comma = false;
        while self.skip(Tok::Comma)? {
            comma = true;
            match self.option(rule)? {
                Some(node) => found.push(node),
                None => break,
            }
        }
        if !comma {
            return Ok(found[0]);
        }
        Ok(self.node_of(Kind::Tuple, first, &found))
    }

    pub(super) fn star_expression(&mut self) -> Step {
        self.remembered(|r| first!(r; Self::starred, Self::expression))
    }

    /// `*` and an operand.
    fn starred(&mut self) -> Step {
        let first = self.token(Tok::Star)?;
        let value = self.bitwise_or()?;
        Ok(self.node_of(Kind::Starred, first, &[value]))
    }

    pub(super) fn star_named_expressions(&mut self) -> Step<Vec<Node>> {
        let found = self.listed(Self::star_named_expression)?;
        self.skip(Tok::Comma)?;
        Ok(found)
    }

    pub(super) fn star_named_expression(&mut self) -> Step {
        first!(self; Self::starred, Self::named_expression)
    }

    pub(super) fn assignment_expression(&mut self) -> Step {
        let first = self.name()?.first;
        self.token(Tok::Walrus)?;
        self.expression()?;
        Ok(self.node(Kind::NamedExpression, first))
    }

    pub(super) fn named_expression(&mut self) -> Step {
        if let Some(node) = self.option(Self::assignment_expression)? {
            return Ok(node);
        }
        if self.mistakes {
            self.option(|r| r.remembered(Self::mistaken_named_expression))?;
        }
        self.expression_not_assigned()
    }

    /// An expression without `:=` after it.
    pub(super) fn expression_not_assigned(&mut self) -> Step {
        let node = self.expression()?;
        self.not(|r| r.token(Tok::Walrus))?;
        Ok(node)
    }

    fn mistaken_named_expression(&mut self) -> Step {
        const AFTER: [Tok<'static>; 2] = [Tok::Equal, Tok::Walrus];
        self.option(|r| -> Step<()> {
            let target = r.expression()?;
            r.token(Tok::Walrus)?;
            r.expression()?;
            let what = target.kind.name();
            r.fail_node(
                target,
                format!("cannot use assignment expressions with {what}"),
            )
        })?;
        self.option(|r| -> Step<()> {
            let name = r.name()?;
            r.token(Tok::Equal)?;
            let value = r.bitwise_or()?;
            r.not(|r| r.one_of(&AFTER))?;
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
            r.fail_at(name.first, value.last, message)
        })?;
        self.not(|r| {
            first!(r; Self::list, Self::tuple, Self::generator,
                |r| r.constant(Tok::True, Kind::True),
                |r| r.constant(Tok::None, Kind::None),
                |r| r.constant(Tok::False, Kind::False))
        })?;
        let target = self.bitwise_or()?;
        self.token(Tok::Equal)?;
        self.bitwise_or()?;
        self.not(|r| r.one_of(&AFTER))?;
        let what = target.kind.name();
        self.fail_node(
            target,
            format!("cannot assign to {what} here. Maybe you meant '==' instead of '='?"),
        )
    }

    pub(super) fn yield_expression(&mut self) -> Step {
        let first = self.token(Tok::Yield)?;
        let from = self.option(|r| {
            r.token(Tok::From)?;
            r.expression()
        })?;
        if from.is_none() {
            self.option(Self::star_expressions)?;
        }
        Ok(self.node(Kind::Yield, first))
    }

    /// What may stand on the right of an assignment.
    pub(super) fn value(&mut self) -> Step {
        first!(self; Self::yield_expression, Self::star_expressions)
    }

    pub(super) fn expression(&mut self) -> Step {
        self.remembered(|r| {
            r.mistake(Self::mistaken_expression)?;
            r.mistake(Self::legacy_statement)?;
            r.plain_expression()
        })
    }

    fn plain_expression(&mut self) -> Step {
        let first = self.here();
        let Some(body) = self.option(Self::disjunction)? else {
            return self.lambda();
        };
        let conditional = self.option(|r| {
            r.token(Tok::If)?;
            r.disjunction()?;
            r.token(Tok::Else)?;
            r.expression()
        })?;
        Ok(if conditional.is_some() {
            self.node(Kind::Conditional, first)
        } else {
            body
        })
    }

    /// An expression, without looking for mistakes in it.
    fn expression_as_is(&mut self) -> Step {
        let mistakes = std::mem::replace(&mut self.mistakes, false);
        let found = self.plain_expression();
        self.mistakes = mistakes;
        found
    }

    fn mistaken_expression(&mut self) -> Step<()> {
        // Two expressions side by side. A string after a name may be one with a wrong prefix, and
        // what begins with a soft keyword a statement.
        self.option(|r| -> Step<()> {
            r.not(|r| {
                let Tok::Name(name) = r.peek()? else {
                    return Err(Stop::No);
                };
                r.advance();
                // As CPython compares, the beginning of a keyword does.
                let soft = ["match", "case", "type", "_"]
                    .iter()
                    .any(|word| word.starts_with(name));
                match soft {
                    true => Ok(()),
                    false => match r.peek()? {
                        Tok::Str(_) | Tok::Bytes(_) => Ok(()),
                        _ => Err(Stop::No),
                    },
                }
            })?;
            let left = r.disjunction()?;
            let right = r.expression_as_is()?;
            if r.is_legacy_name(left) || r.level() == 0 {
                return Err(Stop::No);
            }
            r.fail_at(
                left.first,
                right.last,
                "invalid syntax. Perhaps you forgot a comma?",
            )
        })?;
        self.option(|r| -> Step<()> {
            let body = r.disjunction()?;
            r.token(Tok::If)?;
            let test = r.disjunction()?;
            r.not(|r| r.one_of(&[Tok::Else, Tok::Colon]))?;
            r.fail_at(
                body.first,
                test.last,
                "expected 'else' after 'if' expression",
            )
        })?;
        let first = self.token(Tok::Lambda)?;
        self.option(Self::lambda_parameters)?;
        let colon = self.token(Tok::Colon)?;
        match self.peek()? {
            Tok::FStringMiddle(_) => {
                let message = "f-string: lambda expressions are not allowed without parentheses";
                self.fail_at(first, colon, message)
            }
            _ => Err(Stop::No),
        }
    }

    /// True for the names of statements that became functions.
    fn is_legacy_name(&self, node: Node) -> bool {
        node.kind == Kind::Name
            && matches!(self.token_at(node.first).tok, Tok::Name("print" | "exec"))
    }

    /// `print x`.
    fn legacy_statement(&mut self) -> Step<()> {
        let name = self.name()?;
        self.not(|r| r.token(Tok::LParen))?;
        let arguments = self.star_expressions()?;
        if !self.is_legacy_name(name) {
            return Err(Stop::No);
        }
        let what = self.token_at(name.first).tok.text();
        let message = format!("Missing parentheses in call to '{what}'. Did you mean {what}(...)?");
        self.fail_at(name.first, arguments.last, message)
    }

    fn lambda(&mut self) -> Step {
        let first = self.token(Tok::Lambda)?;
        self.option(Self::lambda_parameters)?;
        self.token(Tok::Colon)?;
        self.expression()?;
        Ok(self.node(Kind::Lambda, first))
    }

    pub(super) fn disjunction(&mut self) -> Step {
        self.remembered(|r| r.operands(Tok::Or, Self::conjunction))
    }

    fn conjunction(&mut self) -> Step {
        self.operands(Tok::And, Self::inversion)
    }

    /// Operands with `operator` between.
    fn operands(&mut self, operator: Tok<'static>, operand: fn(&mut Self) -> Step) -> Step {
        let first = self.here();
        let left = operand(self)?;
        let more = self.many(|r| {
            r.token(operator)?;
            operand(r)
        })?;
        Ok(if more.is_empty() {
            left
        } else {
            self.node(Kind::Operation, first)
        })
    }

    pub(super) fn inversion(&mut self) -> Step {
        self.nested(|r| {
            if r.next_is(Tok::Not)? {
                let first = r.advance();
                r.inversion()?;
                return Ok(r.node(Kind::Operation, first));
            }
            r.comparison()
        })
    }

    fn comparison(&mut self) -> Step {
        let first = self.here();
        let left = self.bitwise_or()?;
        let operators = self.many(|r| {
            let operator = r.comparison_operator()?;
            r.bitwise_or()?;
            Ok(operator)
        })?;
        match operators.first() {
            None => Ok(left),
            Some(Tok::In) => Ok(self.node_of(Kind::In, first, &[left])),
            Some(_) => Ok(self.node(Kind::Comparison, first)),
        }
    }

    fn comparison_operator(&mut self) -> Step<Tok<'a>> {
        let operator = self.peek()?;
        match operator {
            Tok::DoubleEqual
            | Tok::NotEqual
            | Tok::LessEqual
            | Tok::Less
            | Tok::GreaterEqual
            | Tok::Greater
            | Tok::In => {
                self.advance();
            }
            Tok::Not => {
                self.advance();
                self.token(Tok::In)?;
            }
            Tok::Is => {
                self.advance();
                self.skip(Tok::Not)?;
            }
            _ => return Err(Stop::No),
        }
        Ok(operator)
    }

    pub(super) fn bitwise_or(&mut self) -> Step {
        self.remembered(|r| {
            r.left_binary(&[Tok::Pipe], |r| {
                r.left_binary(&[Tok::Caret], |r| {
                    r.left_binary(&[Tok::Ampersand], |r| {
                        r.left_binary(&[Tok::LeftShift, Tok::RightShift], Self::shift_operand)
                    })
                })
            })
        })
    }

    fn left_binary(&mut self, operators: &[Tok<'static>], operand: fn(&mut Self) -> Step) -> Step {
        let first = self.here();
        let left = operand(self)?;
        let more = self.many(|r| {
            r.one_of(operators)?;
            operand(r)
        })?;
        Ok(if more.is_empty() {
            left
        } else {
            self.node(Kind::Operation, first)
        })
    }

    fn shift_operand(&mut self) -> Step {
        self.mistake(|r| {
            r.sum()?;
            r.one_of(&[
                Tok::Plus,
                Tok::Minus,
                Tok::Star,
                Tok::Slash,
                Tok::Percent,
                Tok::DoubleSlash,
                Tok::At,
            ])?;
            let not = r.token(Tok::Not)?;
            let operand = r.inversion()?;
            r.fail_at(
                not,
                operand.last,
                "'not' after an operator must be parenthesized",
            )
        })?;
        self.sum()
    }

    fn sum(&mut self) -> Step {
        self.remembered(|r| r.left_binary(&[Tok::Plus, Tok::Minus], Self::term))
    }

    fn term(&mut self) -> Step {
        self.remembered(|r| {
            r.mistake(|r| {
                r.one_of(&[Tok::Plus, Tok::Minus, Tok::Tilde])?;
                let not = r.token(Tok::Not)?;
                let operand = r.factor()?;
                r.fail_at(
                    not,
                    operand.last,
                    "'not' after an operator must be parenthesized",
                )
            })?;
            r.left_binary(
                &[
                    Tok::Star,
                    Tok::Slash,
                    Tok::DoubleSlash,
                    Tok::Percent,
                    Tok::At,
                ],
                Self::factor,
            )
        })
    }

    fn factor(&mut self) -> Step {
        self.remembered(|r| {
            let first = r.here();
            if r.option(|r| r.one_of(&[Tok::Plus, Tok::Minus, Tok::Tilde]))?
                .is_some()
            {
                r.factor()?;
                return Ok(r.node(Kind::Operation, first));
            }
            let base = r.await_primary()?;
            let power = r.option(|r| {
                r.token(Tok::DoubleStar)?;
                r.factor()
            })?;
            Ok(if power.is_some() {
                r.node(Kind::Operation, first)
            } else {
                base
            })
        })
    }

    fn await_primary(&mut self) -> Step {
        self.nested(|r| {
            if r.next_is(Tok::Await)? {
                let first = r.advance();
                r.primary()?;
                return Ok(r.node(Kind::Await, first));
            }
            r.primary()
        })
    }

    fn primary(&mut self) -> Step {
        self.remembered(|r| {
            // Not the atom's first token, which a parenthesis may precede.
            let first = r.here();
            let mut node = r.atom()?;
            while let Some(longer) = r.option(|r| r.trailer(first))? {
                node = longer;
            }
            Ok(node)
        })
    }

    /// What makes a longer primary of one that begins at token `first`.
    pub(super) fn trailer(&mut self, first: u32) -> Step {
        let next = self.peek()?;
        if matches!(next, Tok::LBracket | Tok::LBrace) {
            // CPython tries a generator here, and with it looks for mistaken comprehensions.
            self.mistake(Self::mistaken_comprehension)?;
        }
        match next {
            Tok::Dot => {
                self.advance();
                self.name()?;
                Ok(self.node(Kind::Attribute, first))
            }
            Tok::LParen => {
                if self.option(Self::generator)?.is_none() {
                    self.advance();
                    self.option(Self::arguments)?;
                    self.token(Tok::RParen)?;
                }
                Ok(self.node(Kind::Call, first))
            }
            Tok::LBracket => {
                self.advance();
                self.slices()?;
                self.token(Tok::RBracket)?;
                Ok(self.node(Kind::Subscript, first))
            }
            _ => Err(Stop::No),
        }
    }

    fn slices(&mut self) -> Step<()> {
        let single = self.option(|r| {
            r.slice()?;
            r.not(|r| r.token(Tok::Comma))
        })?;
        if single.is_none() {
            self.listed(|r| {
                if r.option(Self::slice)?.is_none() {
                    r.starred_argument()?;
                }
                Ok(())
            })?;
            self.skip(Tok::Comma)?;
        }
        Ok(())
    }

    fn slice(&mut self) -> Step<()> {
        let range = self.option(|r| {
            r.option(Self::expression)?;
            r.token(Tok::Colon)?;
            r.option(Self::expression)?;
            if r.skip(Tok::Colon)? {
                r.option(Self::expression)?;
            }
            Ok(())
        })?;
        if range.is_none() {
            self.named_expression()?;
        }
        Ok(())
    }

    fn constant(&mut self, tok: Tok<'static>, kind: Kind) -> Step {
        if self.next_is(tok)? {
            Ok(self.leaf(kind))
        } else {
            Err(Stop::No)
        }
    }

    pub(super) fn atom(&mut self) -> Step {
        match self.peek()? {
            Tok::Name(_) => Ok(self.leaf(Kind::Name)),
            Tok::True => Ok(self.leaf(Kind::True)),
            Tok::False => Ok(self.leaf(Kind::False)),
            Tok::None => Ok(self.leaf(Kind::None)),
            Tok::Ellipsis => Ok(self.leaf(Kind::Ellipsis)),
            Tok::Str(_) | Tok::Bytes(_) | Tok::FStringStart(_) => self.strings(),
            Tok::Int(_) | Tok::Float(_) | Tok::Imag(_) => self.number(),
            Tok::LParen => {
                self.nested(|r| first!(r; Self::tuple, Self::group, Self::generator))
            }
            Tok::LBracket => self.nested(|r| first!(r; Self::list, Self::list_comprehension)),
            Tok::LBrace => self.nested(|r| {
                first!(r; Self::dict, Self::set, Self::dict_comprehension, Self::set_comprehension)
            }),
            _ => Err(Stop::No),
        }
    }

    /// A number literal.
    pub(super) fn number(&mut self) -> Step {
        match self.peek()? {
            Tok::Int(text) => {
                let node = self.leaf(Kind::Literal);
                match literal::int(text, &bumpalo::Bump::new()) {
                    Ok(_) => Ok(node),
                    Err(error) => self.fail_line(node.first, error.message),
                }
            }
            Tok::Float(_) | Tok::Imag(_) => Ok(self.leaf(Kind::Literal)),
            _ => Err(Stop::No),
        }
    }

    fn group(&mut self) -> Step {
        let inner = self.option(|r| {
            r.token(Tok::LParen)?;
            let inner = r.yield_or_named()?;
            r.token(Tok::RParen)?;
            Ok(inner)
        })?;
        if let Some(inner) = inner {
            return Ok(inner);
        }
        self.mistake(|r| {
            r.token(Tok::LParen)?;
            let starred = r.option(Self::starred_argument)?;
            if let Some(starred) = starred
                && r.next_is(Tok::RParen)?
            {
                return r.fail_node(starred, "cannot use starred expression here");
            }
            Err(Stop::No)
        })?;
        self.mistake(|r| {
            r.token(Tok::LParen)?;
            let stars = r.token(Tok::DoubleStar)?;
            r.expression()?;
            r.token(Tok::RParen)?;
            r.fail_at(stars, stars, "cannot use double starred expression here")
        })?;
        Err(Stop::No)
    }

    fn yield_or_named(&mut self) -> Step {
        first!(self; Self::yield_expression, Self::named_expression)
    }
}
