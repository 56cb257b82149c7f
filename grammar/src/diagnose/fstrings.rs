//! String literals and f-strings.

use bumpalo::Bump;

use crate::literal::{Decoder, LiteralError};
use crate::token::Tok;

use super::node::Kind;
use super::recognise::{Recogniser, Step, Stop};

impl<'s, 'a> Recogniser<'s, 'a> {
    /// Literals side by side.
    pub(super) fn strings(&mut self) -> Step {
        self.remembered(|r| {
            let first = r.here();
            let kinds = r.some(|r| match r.option(Self::fstring)? {
                Some(()) => Ok(Tok::FStringStart("")),
                None => r.string(),
            })?;
            let bytes = kinds
                .iter()
                .filter(|kind| matches!(kind, Tok::Bytes(_)))
                .count();
            if bytes != 0 && bytes != kinds.len() {
                return r.fail_last("cannot mix bytes and nonbytes literals");
            }
            let formatted = kinds
                .iter()
                .any(|kind| matches!(kind, Tok::FStringStart(_)));
            Ok(r.node(
                if formatted {
                    Kind::FString
                } else {
                    Kind::Literal
                },
                first,
            ))
        })
    }

    fn string(&mut self) -> Step<Tok<'a>> {
        let tok = self.peek()?;
        let (arena, mut warnings) = (Bump::new(), Vec::new());
        let mut decoder = Decoder {
            arena: &arena,
            warnings: &mut warnings,
        };
        let (value, ascii) = match tok {
            Tok::Str(text) => (decoder.string(text, 0).map(|_| ()), true),
            Tok::Bytes(text) => (decoder.bytes(text, 0).map(|_| ()), text.is_ascii()),
            _ => return Err(Stop::No),
        };
        let token = self.advance();
        match value {
            Ok(()) => Ok(tok),
            Err(LiteralError { message }) if !ascii => self.fail_at(token, token, message),
            Err(LiteralError { message }) => self.fail_last(message),
        }
    }

    fn fstring(&mut self) -> Step<()> {
        let Tok::FStringStart(start) = self.peek()? else {
            return Err(Stop::No);
        };
        let raw = start.contains(['r', 'R']);
        self.advance();
        let mut texts = Vec::new();
        self.nested(|r| {
            r.many(|r| match r.peek()? {
                Tok::FStringMiddle(text) => {
                    r.advance();
                    texts.push(text);
                    Ok(())
                }
                _ => r.replacement_field(raw),
            })
        })?;
        let Tok::FStringEnd(_) = self.peek()? else {
            return Err(Stop::No);
        };
        self.advance();
        for text in texts {
            self.check_text(text, raw, false)?;
        }
        Ok(())
    }

    fn check_text(&mut self, text: &'a str, raw: bool, in_spec: bool) -> Step<()> {
        let (arena, mut warnings) = (Bump::new(), Vec::new());
        let mut decoder = Decoder {
            arena: &arena,
            warnings: &mut warnings,
        };
        match decoder.fstring_middle(text, 0, raw, in_spec).map(|_| ()) {
            Ok(()) => Ok(()),
            Err(LiteralError { message }) => self.fail_last(message),
        }
    }

    fn replacement_field(&mut self, raw: bool) -> Step<()> {
        let found = self.option(|r| {
            r.token(Tok::LBrace)?;
            r.value()?;
            r.skip(Tok::Equal)?;
            r.option(Self::conversion)?;
            r.option(|r| r.format_spec(raw))?;
            r.token(Tok::RBrace)?;
            Ok(())
        })?;
        if found.is_some() {
            return Ok(());
        }
        self.mistake(|r| r.mistaken_field(raw))?;
        Err(Stop::No)
    }

    fn conversion(&mut self) -> Step<()> {
        let mark = self.token(Tok::Exclamation)?;
        let name = self.name()?.first;
        let (mark_token, name_token) = (self.token_at(mark), self.token_at(name));
        if mark_token.end != name_token.start {
            let message = "f-string: conversion type must come right after the exclamanation mark";
            return self.fail_at(mark, name, message);
        }
        let conversion = name_token.tok.text();
        if !matches!(conversion, "s" | "r" | "a") {
            let message = format!(
                "f-string: invalid conversion character '{conversion}': expected 's', 'r', or 'a'"
            );
            return self.fail_at(name, name, message);
        }
        Ok(())
    }

    fn format_spec(&mut self, raw: bool) -> Step<()> {
        self.token(Tok::Colon)?;
        self.nested(|r| {
            r.many(|r| match r.peek()? {
                Tok::FStringMiddle(text) => {
                    r.advance();
                    r.check_text(text, raw, true)
                }
                _ => r.replacement_field(raw),
            })
        })?;
        Ok(())
    }

    fn mistaken_field(&mut self, raw: bool) -> Step<()> {
        const AFTER_VALUE: [Tok<'static>; 4] =
            [Tok::Equal, Tok::Exclamation, Tok::Colon, Tok::RBrace];
        self.token(Tok::LBrace)?;
        let empty = [Tok::Equal, Tok::Exclamation, Tok::Colon, Tok::RBrace];
        if let Some(token) = self.option(|r| r.one_of(&empty))? {
            let what = self.token_at(token).tok.text();
            let message = format!("f-string: valid expression required before '{what}'");
            return self.fail_at(token, token, message);
        }
        if self.option(Self::value)?.is_none() {
            return self.fail_next("f-string: expecting a valid expression after '{'");
        }
        if !self.ahead(|r| r.one_of(&AFTER_VALUE))? {
            return self.fail_next("f-string: expecting '=', or '!', or ':', or '}'");
        }
        if self.skip(Tok::Equal)? && !self.ahead(|r| r.one_of(&AFTER_VALUE[1..]))? {
            return self.fail_next("f-string: expecting '!', or ':', or '}'");
        }
        if self.next_is(Tok::Exclamation)? {
            self.advance();
            if self.ahead(|r| r.one_of(&[Tok::Colon, Tok::RBrace]))? {
                return self.fail_next("f-string: missing conversion character");
            }
            if self.option(Self::name)?.is_none() {
                return self.fail_next("f-string: invalid conversion character");
            }
        }
        if !self.ahead(|r| r.one_of(&[Tok::Colon, Tok::RBrace]))? {
            return self.fail_next("f-string: expecting ':' or '}'");
        }
        if self.option(|r| r.format_spec(raw))?.is_some() {
            if !self.next_is(Tok::RBrace)? {
                return self.fail_next("f-string: expecting '}', or format specs");
            }
        } else if !self.next_is(Tok::RBrace)? {
            return self.fail_next("f-string: expecting '}'");
        }
        Err(Stop::No)
    }
}
