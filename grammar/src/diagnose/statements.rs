//! Files and simple statements.

use crate::token::Tok;

use super::node::{Kind, Node, TargetOf};
use super::recognise::{Recogniser, Step, Stop};

const AUGMENTED: [Tok<'static>; 13] = [
    Tok::PlusEqual,
    Tok::MinusEqual,
    Tok::StarEqual,
    Tok::AtEqual,
    Tok::SlashEqual,
    Tok::PercentEqual,
    Tok::AmpersandEqual,
    Tok::PipeEqual,
    Tok::CaretEqual,
    Tok::LeftShiftEqual,
    Tok::RightShiftEqual,
    Tok::DoubleStarEqual,
    Tok::DoubleSlashEqual,
];

impl<'s, 'a> Recogniser<'s, 'a> {
    pub(super) fn file(&mut self) -> Step<()> {
        while self.option(Self::statement)?.is_some() {
            self.forget();
        }
        Ok(())
    }

    pub(super) fn interactive(&mut self) -> Step<()> {
        if self.skip(Tok::Newline)? || self.option(Self::compound_statement)?.is_some() {
            return Ok(());
        }
        self.simple_statements()?;
        let line_end = self.here().saturating_sub(1);
        if self.next_is(Tok::EndOfFile)? {
            return Ok(());
        }
        let message = "multiple statements found while compiling a single statement";
        self.fail_at(line_end, line_end, message)
    }

    pub(super) fn eval(&mut self) -> Step<()> {
        self.expressions()?;
        self.many(|r| r.token(Tok::Newline))?;
        Ok(())
    }

    pub(super) fn statement(&mut self) -> Step {
        match self.option(Self::compound_statement)? {
            Some(node) => Ok(node),
            None => self.simple_statements(),
        }
    }

    pub(super) fn simple_statements(&mut self) -> Step {
        let first = self.here();
        self.simple_statement()?;
        self.many(|r| {
            r.token(Tok::Semicolon)?;
            r.simple_statement()
        })?;
        self.skip(Tok::Semicolon)?;
        self.token(Tok::Newline)?;
        Ok(self.node(Kind::Other, first))
    }

    fn simple_statement(&mut self) -> Step {
        self.remembered(|r| {
            let first = r.here();
            if r.option(Self::assignment)?.is_none()
                && r.option(Self::type_alias)?.is_none()
                && r.option(Self::star_expressions)?.is_none()
            {
                r.keyword_statement()?;
            }
            Ok(r.node(Kind::Other, first))
        })
    }

    /// A simple statement that begins with a keyword.
    fn keyword_statement(&mut self) -> Step<()> {
        match self.peek()? {
            Tok::Return => {
                self.advance();
                self.option(Self::star_expressions)?;
                Ok(())
            }
            Tok::Import => self.import(),
            Tok::From => self.import_from(),
            Tok::Raise => {
                self.advance();
                self.option(|r| {
                    r.expression()?;
                    r.option(|r| {
                        r.token(Tok::From)?;
                        r.expression()
                    })
                })?;
                Ok(())
            }
            Tok::Pass | Tok::Break | Tok::Continue => {
                self.advance();
                Ok(())
            }
            Tok::Del => self.del(),
            Tok::Yield => self.yield_expression().map(|_| ()),
            Tok::Assert => {
                self.advance();
                self.expression()?;
                self.option(|r| {
                    r.token(Tok::Comma)?;
                    r.expression()
                })?;
                Ok(())
            }
            Tok::Global | Tok::Nonlocal => {
                self.advance();
                self.listed(Self::name)?;
                Ok(())
            }
            _ => Err(Stop::No),
        }
    }

    fn type_alias(&mut self) -> Step<()> {
        self.soft_keyword("type")?;
        self.name()?;
        self.option(Self::type_parameters)?;
        self.token(Tok::Equal)?;
        self.expression()?;
        Ok(())
    }

    fn del(&mut self) -> Step<()> {
        let keyword = self.advance();
        let found = self.option(|r| {
            r.del_targets()?;
            if r.ahead(|r| r.one_of(&[Tok::Semicolon, Tok::Newline]))? {
                Ok(())
            } else {
                Err(Stop::No)
            }
        })?;
        if found.is_some() {
            return Ok(());
        }
        debug_assert_eq!(self.here(), keyword + 1);
        self.mistake(|r| {
            let target = r.star_expressions()?;
            r.invalid_target(target, TargetOf::Del)
        })?;
        Err(Stop::No)
    }

    // ---- assignments ----

    fn assignment(&mut self) -> Step<()> {
        if self.option(Self::annotated)?.is_some() {
            return Ok(());
        }
        let plain = self.option(|r| {
            r.some(Self::target_and_equal)?;
            r.value()?;
            r.not(|r| r.token(Tok::Equal))
        })?;
        if plain.is_some() {
            return Ok(());
        }
        let mut committed = false;
        let augmented = self.option(|r| {
            r.single_target()?;
            r.one_of(&AUGMENTED)?;
            committed = true;
            r.value()
        })?;
        if augmented.is_some() {
            return Ok(());
        }
        if !committed {
            self.mistake(Self::mistaken_assignment)?;
        }
        Err(Stop::No)
    }

    fn target_and_equal(&mut self) -> Step {
        let target = self.star_targets()?;
        self.token(Tok::Equal)?;
        Ok(target)
    }

    fn annotated(&mut self) -> Step<()> {
        let name = self.option(|r| {
            r.name()?;
            r.annotation()
        })?;
        if name.is_some() {
            return Ok(());
        }
        let parenthesised = self.option(|r| {
            r.token(Tok::LParen)?;
            r.single_target()?;
            r.token(Tok::RParen)
        })?;
        if parenthesised.is_none() {
            self.attribute_or_subscript_target()?;
        }
        self.annotation()
    }

    fn annotation(&mut self) -> Step<()> {
        self.token(Tok::Colon)?;
        self.expression()?;
        self.option(|r| {
            r.token(Tok::Equal)?;
            r.value()
        })?;
        Ok(())
    }

    fn mistaken_assignment(&mut self) -> Step<()> {
        self.option(|r| -> Step<()> {
            let target = r.list_or_tuple()?;
            r.token(Tok::Colon)?;
            r.expression()?;
            let what = target.kind.name();
            r.fail_node(
                target,
                format!("only single target (not {what}) can be annotated"),
            )
        })?;
        self.option(|r| -> Step<()> {
            let target = r.star_named_expression()?;
            r.token(Tok::Comma)?;
            r.many(Self::star_named_expressions)?;
            r.token(Tok::Colon)?;
            r.expression()?;
            r.fail_node(target, "only single target (not tuple) can be annotated")
        })?;
        self.option(|r| -> Step<()> {
            let target = r.expression()?;
            r.token(Tok::Colon)?;
            r.expression()?;
            r.fail_node(target, "illegal target for annotation")
        })?;
        self.option(|r| -> Step<()> {
            r.many(Self::target_and_equal)?;
            let target = r.star_expressions()?;
            r.token(Tok::Equal)?;
            r.invalid_target(target, TargetOf::Assignment)
        })?;
        self.option(|r| -> Step<()> {
            r.many(Self::target_and_equal)?;
            let target = r.yield_expression()?;
            r.token(Tok::Equal)?;
            r.fail_node(target, "assignment to yield expression not possible")
        })?;
        let target = self.star_expressions()?;
        self.one_of(&AUGMENTED)?;
        self.value()?;
        let what = target.kind.name();
        self.fail_node(
            target,
            format!("'{what}' is an illegal expression for augmented assignment"),
        )
    }

    /// A list or tuple, in any number of parentheses.
    fn list_or_tuple(&mut self) -> Step {
        if let Some(node) = self.option(Self::list)? {
            return Ok(node);
        }
        if let Some(node) = self.option(Self::tuple)? {
            return Ok(node);
        }
        self.token(Tok::LParen)?;
        let node: Node = self.nested(Self::list_or_tuple)?;
        self.token(Tok::RParen)?;
        Ok(node)
    }

    // ---- imports ----

    fn dotted_name(&mut self) -> Step<()> {
        self.name()?;
        self.many(|r| {
            r.token(Tok::Dot)?;
            r.name()
        })?;
        Ok(())
    }

    fn import(&mut self) -> Step<()> {
        self.mistake(|r| {
            let import = r.token(Tok::Import)?;
            r.option(|r| -> Step<()> {
                r.listed(Self::dotted_name)?;
                r.token(Tok::From)?;
                r.dotted_name()?;
                r.fail_from(import, "Did you mean to use 'from ... import ...' instead?")
            })?;
            r.no_names()
        })?;
        self.token(Tok::Import)?;
        self.listed(|r| {
            r.dotted_name()?;
            r.alias()
        })?;
        Ok(())
    }

    fn alias(&mut self) -> Step<()> {
        self.option(|r| {
            r.token(Tok::As)?;
            r.name()
        })?;
        Ok(())
    }

    fn no_names(&mut self) -> Step<()> {
        let end = self.token(Tok::Newline)?;
        self.fail_from(end, "Expected one or more names after 'import'")
    }

    fn import_from(&mut self) -> Step<()> {
        // The rules for `import` are tried first, and look at one token.
        self.token(Tok::From)?;
        let dots = self.many(|r| r.one_of(&[Tok::Dot, Tok::Ellipsis]))?;
        let module = self.option(Self::dotted_name)?;
        if dots.is_empty() && module.is_none() {
            return Err(Stop::No);
        }
        self.token(Tok::Import)?;
        let parenthesised = self.option(|r| {
            r.token(Tok::LParen)?;
            r.imported_names()?;
            r.skip(Tok::Comma)?;
            r.token(Tok::RParen)
        })?;
        if parenthesised.is_some() {
            return Ok(());
        }
        let names = self.option(|r| {
            r.imported_names()?;
            r.not(|r| r.token(Tok::Comma))
        })?;
        if names.is_some() || self.option(|r| r.token(Tok::Star))?.is_some() {
            return Ok(());
        }
        self.mistake(|r| {
            r.option(|r| -> Step<()> {
                r.imported_names()?;
                r.token(Tok::Comma)?;
                r.token(Tok::Newline)?;
                r.fail_last("trailing comma not allowed without surrounding parentheses")
            })?;
            r.no_names()
        })?;
        Err(Stop::No)
    }

    fn imported_names(&mut self) -> Step<()> {
        self.listed(|r| {
            r.name()?;
            r.alias()
        })?;
        Ok(())
    }
}
