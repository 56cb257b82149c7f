//! Compound statements and their blocks.

use crate::token::Tok;

use super::node::Kind;
use super::recognise::{Recogniser, Step, Stop, first};

impl<'s, 'a> Recogniser<'s, 'a> {
    pub(super) fn compound_statement(&mut self) -> Step {
        let first = self.here();
        self.nested(|r| match r.peek()? {
            Tok::Def => r.function(),
            Tok::At => match r.option(|r| {
                r.decorators()?;
                r.function()
            })? {
                Some(()) => Ok(()),
                None => {
                    r.decorators()?;
                    r.class()
                }
            },
            Tok::Async => {
                if r.option(Self::function)?.is_none() && r.option(Self::with)?.is_none() {
                    r.for_loop()?;
                }
                Ok(())
            }
            Tok::If => r.if_chain(Tok::If),
            Tok::Class => r.class(),
            Tok::With => r.with(),
            Tok::For => r.for_loop(),
            Tok::Try => r.try_statement(),
            Tok::While => r.while_loop(),
            Tok::Name("match") => r.match_statement(),
            _ => Err(Stop::No),
        })?;
        Ok(self.node(Kind::Other, first))
    }

    fn block(&mut self) -> Step {
        self.remembered(|r| {
            first!(r;
            |r| {
                let first = r.token(Tok::Newline)?;
                r.token(Tok::Indent)?;
                r.some(Self::statement)?;
                r.token(Tok::Dedent)?;
                Ok(r.node(Kind::Other, first))
            },
            Self::simple_statements,
            |r| {
                r.mistake(|r| {
                    r.token(Tok::Newline)?;
                    r.not(|r| r.token(Tok::Indent))?;
                    r.fail_no_plain_block()
                })?;
                Err(Stop::No)
            })
        })
    }

    /// Raises if a line ends here and no indented block follows what begins at token `keyword`.
    fn missing_block(&mut self, what: &str, keyword: u32) -> Step<()> {
        self.token(Tok::Newline)?;
        self.not(|r| r.token(Tok::Indent))?;
        self.fail_no_block(what, keyword)
    }

    /// Raises if the line ends where a colon is due.
    fn missing_colon(&mut self) -> Step<()> {
        self.token(Tok::Newline)?;
        self.fail_last("expected ':'")
    }

    /// Both of these for what stands between a keyword and its colon.
    fn mistaken_header(
        &mut self,
        keyword: u32,
        what: &str,
        header: impl Fn(&mut Self) -> Step<()>,
    ) -> Step<()> {
        self.option(|r| -> Step<()> {
            header(r)?;
            r.missing_colon()
        })?;
        header(self)?;
        self.token(Tok::Colon)?;
        self.missing_block(what, keyword)
    }

    // ---- functions and classes ----

    fn decorators(&mut self) -> Step<()> {
        self.some(|r| {
            r.token(Tok::At)?;
            r.named_expression()?;
            r.token(Tok::Newline)
        })?;
        Ok(())
    }

    fn return_annotation(&mut self) -> Step<()> {
        self.option(|r| {
            r.token(Tok::Arrow)?;
            r.expression()
        })?;
        Ok(())
    }

    fn function(&mut self) -> Step<()> {
        self.mistake(|r| {
            r.skip(Tok::Async)?;
            let def = r.token(Tok::Def)?;
            r.name()?;
            r.option(Self::type_parameters)?;
            r.token(Tok::LParen)?;
            r.option(Self::parameters)?;
            r.token(Tok::RParen)?;
            r.return_annotation()?;
            r.token(Tok::Colon)?;
            r.missing_block("function definition", def)
        })?;
        self.skip(Tok::Async)?;
        self.token(Tok::Def)?;
        self.name()?;
        self.option(Self::type_parameters)?;
        self.forced(Tok::LParen)?;
        self.option(Self::parameters)?;
        self.token(Tok::RParen)?;
        self.return_annotation()?;
        self.forced(Tok::Colon)?;
        self.block()?;
        Ok(())
    }

    fn class(&mut self) -> Step<()> {
        self.mistake(|r| {
            let class = r.token(Tok::Class)?;
            r.mistaken_header(class, "class definition", Self::class_header)
        })?;
        self.token(Tok::Class)?;
        self.class_header()?;
        self.token(Tok::Colon)?;
        self.block()?;
        Ok(())
    }

    fn class_header(&mut self) -> Step<()> {
        self.name()?;
        self.option(Self::type_parameters)?;
        self.option(|r| {
            r.token(Tok::LParen)?;
            r.option(Self::arguments)?;
            r.token(Tok::RParen)
        })?;
        Ok(())
    }

    // ---- if, while, for, with ----

    /// `if` or `elif` and what follows it.
    fn if_chain(&mut self, keyword: Tok<'static>) -> Step<()> {
        self.mistake(|r| {
            let first = r.token(keyword)?;
            let what = format!("'{}' statement", keyword.text());
            r.mistaken_header(first, &what, |r| r.named_expression().map(|_| ()))
        })?;
        self.token(keyword)?;
        self.named_expression()?;
        self.token(Tok::Colon)?;
        self.block()?;
        if self
            .option(|r| r.nested(|r| r.if_chain(Tok::Elif)))?
            .is_none()
        {
            self.option(Self::else_block)?;
        }
        Ok(())
    }

    fn else_block(&mut self) -> Step<()> {
        self.mistaken_plain_header(Tok::Else)?;
        self.token(Tok::Else)?;
        self.forced(Tok::Colon)?;
        self.block()?;
        Ok(())
    }

    /// Looks for a missing block after a keyword and its colon.
    fn mistaken_plain_header(&mut self, keyword: Tok<'static>) -> Step<()> {
        self.mistake(|r| {
            let first = r.token(keyword)?;
            r.token(Tok::Colon)?;
            r.missing_block(&format!("'{}' statement", keyword.text()), first)
        })
    }

    fn while_loop(&mut self) -> Step<()> {
        self.mistake(|r| {
            let first = r.token(Tok::While)?;
            r.mistaken_header(first, "'while' statement", |r| {
                r.named_expression().map(|_| ())
            })
        })?;
        self.token(Tok::While)?;
        self.named_expression()?;
        self.token(Tok::Colon)?;
        self.block()?;
        self.option(Self::else_block)?;
        Ok(())
    }

    fn for_loop(&mut self) -> Step<()> {
        self.mistake(|r| {
            r.skip(Tok::Async)?;
            let first = r.token(Tok::For)?;
            r.mistaken_header(first, "'for' statement", |r| {
                r.star_targets()?;
                r.token(Tok::In)?;
                r.star_expressions()?;
                Ok(())
            })
        })?;
        let mut committed = false;
        let found = self.option(|r| {
            r.skip(Tok::Async)?;
            r.token(Tok::For)?;
            r.star_targets()?;
            r.token(Tok::In)?;
            committed = true;
            r.star_expressions()?;
            r.token(Tok::Colon)?;
            r.block()?;
            r.option(Self::else_block)
        })?;
        if found.is_some() {
            return Ok(());
        }
        if !committed {
            self.mistake(Self::mistaken_for_target)?;
        }
        Err(Stop::No)
    }

    fn with(&mut self) -> Step<()> {
        self.mistake(|r| {
            r.skip(Tok::Async)?;
            let first = r.token(Tok::With)?;
            r.option(|r| -> Step<()> {
                r.with_items_as(Self::expression)?;
                r.token(Tok::Colon)?;
                r.missing_block("'with' statement", first)
            })?;
            r.with_items_in_parentheses()?;
            r.token(Tok::Colon)?;
            r.missing_block("'with' statement", first)
        })?;
        let found = self.option(|r| {
            r.skip(Tok::Async)?;
            r.token(Tok::With)?;
            let parenthesised = r.option(|r| {
                r.token(Tok::LParen)?;
                r.listed(Self::with_item)?;
                r.skip(Tok::Comma)?;
                r.token(Tok::RParen)?;
                r.token(Tok::Colon)?;
                r.block()
            })?;
            if parenthesised.is_none() {
                r.listed(Self::with_item)?;
                r.token(Tok::Colon)?;
                r.block()?;
            }
            Ok(())
        })?;
        if found.is_some() {
            return Ok(());
        }
        self.mistake(|r| {
            r.skip(Tok::Async)?;
            r.token(Tok::With)?;
            r.option(|r| -> Step<()> {
                r.with_items_as(Self::expression)?;
                r.missing_colon()
            })?;
            r.with_items_in_parentheses()?;
            r.missing_colon()
        })?;
        Err(Stop::No)
    }

    fn with_items_as(&mut self, value: fn(&mut Self) -> Step) -> Step<()> {
        self.listed(|r| {
            value(r)?;
            r.option(|r| {
                r.token(Tok::As)?;
                r.star_target()
            })
        })?;
        Ok(())
    }

    fn with_items_in_parentheses(&mut self) -> Step<()> {
        self.token(Tok::LParen)?;
        self.with_items_as(Self::expressions)?;
        self.skip(Tok::Comma)?;
        self.token(Tok::RParen)?;
        Ok(())
    }

    fn with_item(&mut self) -> Step<()> {
        const AFTER: [Tok<'static>; 3] = [Tok::Comma, Tok::RParen, Tok::Colon];
        let named = self.option(|r| {
            r.expression()?;
            r.token(Tok::As)?;
            r.star_target()?;
            if r.ahead(|r| r.one_of(&AFTER))? {
                Ok(())
            } else {
                Err(Stop::No)
            }
        })?;
        if named.is_some() {
            return Ok(());
        }
        self.mistake(|r| {
            r.expression()?;
            r.token(Tok::As)?;
            let target = r.expression()?;
            if !r.ahead(|r| r.one_of(&AFTER))? {
                return Err(Stop::No);
            }
            r.invalid_target(target, super::node::TargetOf::Assignment)
        })?;
        self.expression()?;
        Ok(())
    }

    // ---- try ----

    fn try_statement(&mut self) -> Step<()> {
        self.mistake(Self::mistaken_try)?;
        self.token(Tok::Try)?;
        self.forced(Tok::Colon)?;
        self.block()?;
        if self.option(Self::finally_block)?.is_some() {
            return Ok(());
        }
        if self.option(|r| r.some(Self::except_block))?.is_none() {
            self.some(Self::except_star_block)?;
        }
        self.option(Self::else_block)?;
        self.option(Self::finally_block)?;
        Ok(())
    }

    fn mistaken_try(&mut self) -> Step<()> {
        const BOTH: &str = "cannot have both 'except' and 'except*' on the same 'try'";
        let keyword = self.token(Tok::Try)?;
        self.token(Tok::Colon)?;
        self.option(|r| r.missing_block("'try' statement", keyword))?;
        self.option(|r| -> Step<()> {
            r.block()?;
            r.not(|r| r.one_of(&[Tok::Except, Tok::Finally]))?;
            r.fail_last("expected 'except' or 'finally' block")
        })?;
        self.option(|r| -> Step<()> {
            r.many(Self::block)?;
            r.some(Self::except_block)?;
            let except = r.token(Tok::Except)?;
            let star = r.token(Tok::Star)?;
            r.expression()?;
            r.exception_name()?;
            r.token(Tok::Colon)?;
            r.fail_at(except, star, BOTH)
        })?;
        self.many(Self::block)?;
        self.some(Self::except_star_block)?;
        let except = self.token(Tok::Except)?;
        self.option(|r| {
            r.expression()?;
            r.exception_name()
        })?;
        self.token(Tok::Colon)?;
        self.fail_at(except, except, BOTH)
    }

    fn exception_name(&mut self) -> Step<()> {
        self.option(|r| {
            r.token(Tok::As)?;
            r.name()
        })?;
        Ok(())
    }

    fn except_block(&mut self) -> Step<()> {
        self.mistake(|r| {
            let except = r.token(Tok::Except)?;
            r.option(|r| -> Step<()> {
                r.expression()?;
                r.exception_name()?;
                r.token(Tok::Colon)?;
                r.missing_block("'except' statement", except)
            })?;
            r.token(Tok::Colon)?;
            r.missing_block("'except' statement", except)
        })?;
        let found = self.option(|r| {
            r.token(Tok::Except)?;
            r.option(|r| {
                r.expression()?;
                r.exception_name()
            })?;
            r.token(Tok::Colon)?;
            r.block()
        })?;
        if found.is_some() {
            return Ok(());
        }
        self.mistake(Self::mistaken_except)?;
        Err(Stop::No)
    }

    fn except_star_block(&mut self) -> Step<()> {
        self.mistake(|r| {
            let except = r.token(Tok::Except)?;
            r.token(Tok::Star)?;
            r.expression()?;
            r.exception_name()?;
            r.token(Tok::Colon)?;
            r.missing_block("'except*' statement", except)
        })?;
        let found = self.option(|r| {
            r.token(Tok::Except)?;
            r.token(Tok::Star)?;
            r.expression()?;
            r.exception_name()?;
            r.token(Tok::Colon)?;
            r.block()
        })?;
        if found.is_some() {
            return Ok(());
        }
        self.mistake(Self::mistaken_except)?;
        Err(Stop::No)
    }

    fn mistaken_except(&mut self) -> Step<()> {
        self.token(Tok::Except)?;
        self.option(|r| -> Step<()> {
            r.skip(Tok::Star)?;
            let first = r.expression()?;
            r.token(Tok::Comma)?;
            r.expressions()?;
            r.exception_name()?;
            r.token(Tok::Colon)?;
            r.fail_from(
                first.first,
                "multiple exception types must be parenthesized",
            )
        })?;
        self.option(|r| -> Step<()> {
            r.skip(Tok::Star)?;
            r.expression()?;
            r.exception_name()?;
            r.missing_colon()
        })?;
        self.option(Self::missing_colon)?;
        self.token(Tok::Star)?;
        self.one_of(&[Tok::Newline, Tok::Colon])?;
        self.fail_last("expected one or more exception types")
    }

    fn finally_block(&mut self) -> Step<()> {
        self.mistaken_plain_header(Tok::Finally)?;
        self.token(Tok::Finally)?;
        self.forced(Tok::Colon)?;
        self.block()?;
        Ok(())
    }

    // ---- match ----

    fn match_statement(&mut self) -> Step<()> {
        let found = self.option(|r| {
            r.soft_keyword("match")?;
            r.subject()?;
            r.token(Tok::Colon)?;
            r.token(Tok::Newline)?;
            r.token(Tok::Indent)?;
            r.some(Self::case_block)?;
            r.token(Tok::Dedent)
        })?;
        if found.is_some() {
            return Ok(());
        }
        self.mistake(|r| {
            let keyword = r.soft_keyword("match")?;
            r.mistaken_header(keyword, "'match' statement", Self::subject)
        })?;
        Err(Stop::No)
    }

    fn subject(&mut self) -> Step<()> {
        let several = self.option(|r| {
            r.star_named_expression()?;
            r.token(Tok::Comma)?;
            r.option(Self::star_named_expressions)
        })?;
        if several.is_none() {
            self.named_expression()?;
        }
        Ok(())
    }

    fn case_block(&mut self) -> Step<()> {
        self.mistake(|r| {
            let keyword = r.soft_keyword("case")?;
            r.mistaken_header(keyword, "'case' statement", Self::case_header)
        })?;
        self.soft_keyword("case")?;
        self.case_header()?;
        self.token(Tok::Colon)?;
        self.block()?;
        Ok(())
    }

    fn case_header(&mut self) -> Step<()> {
        self.patterns()?;
        self.option(|r| {
            r.token(Tok::If)?;
            r.named_expression()
        })?;
        Ok(())
    }
}
