//! The lexer: source text to a vector of tokens, layout included.
//!
//! logos finds the tokens of ordinary text. What a regular expression cannot say is scanned by
//! hand: indentation and brackets ([`crate::layout`]), numbers ([`crate::number`]), strings and
//! f-strings (`crate::fstring`, which keeps a stack of modes), identifiers beyond ASCII
//! ([`crate::identifier`]).
//!
//! Lexing stops at the first error, which `Tok::Error` stands for at the end of the tokens.
//! As in CPython, most errors are reported wherever the parser got stuck, and some only if the
//! parser reaches them: [`Reach`] says which.

use bumpalo::Bump;
use logos::Logos;

use crate::error::{SyntaxError, Warning};
use crate::fstring::FString;
use crate::layout::{Bracket, Layout};
use crate::source::Source;
use crate::token::{Tok, Token};
use crate::{identifier, number, string};

/// What the lexer made of a source text.
#[derive(Debug)]
pub struct Lexed<'a> {
    /// All tokens; the last one is `EndOfFile`, or `Error` where lexing stopped.
    pub tokens: Vec<Token<'a>>,
    pub warnings: Vec<Warning>,
    pub error: Option<LexError>,
    /// The brackets still open where lexing stopped, outermost first.
    pub open_brackets: Vec<Bracket>,
}

/// Why lexing stopped.
#[derive(Debug)]
pub struct LexError {
    pub error: SyntaxError,
    pub reach: Reach,
}

/// When the lexer's error is the one to report, as against the parser's at an earlier token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Always.
    Everywhere,
    /// If the parser gets there. Inside an f-string what is wrong in an expression comes first.
    FString,
    /// If the parser gets there: an error of layout.
    Layout,
}

/// Lexes the whole of `source`. Allocates in `arena` only what NFKC normalisation changes.
pub fn lex<'a>(source: &'a Source, arena: &'a Bump) -> Lexed<'a> {
    let text = source.text();
    let mut lexer = Lexer {
        source,
        text,
        arena,
        raw: Raw::lexer(text),
        // CPython's library averages one token in 5 bytes.
        tokens: Vec::with_capacity(text.len() / 5 + 8),
        layout: Layout::new(),
        fstrings: Vec::new(),
        warnings: Vec::new(),
    };
    let error = lexer.run().err();
    let error = lexer.invalid_utf8().or(error);
    if error.is_some() {
        let end = lexer.raw.span().end;
        lexer.push(Tok::Error, end, end);
    }
    Lexed {
        tokens: lexer.tokens,
        warnings: lexer.warnings,
        error,
        open_brackets: lexer.layout.brackets,
    }
}

/// A token without text.
type Fixed = Tok<'static>;

/// What logos recognises.
#[derive(Logos, Clone, Copy, Debug, PartialEq)]
#[logos(skip r"[ \t\x0c]+")]
pub(crate) enum Raw {
    #[regex("[A-Za-z_][A-Za-z0-9_]*")]
    Word,
    /// The first digit of a number, with the point that may precede it.
    #[regex(r"\.?[0-9]")]
    Number,
    #[regex(r#"["']"#)]
    Quote,
    #[token("\n")]
    LineEnd,
    #[regex(r"#[^\n]*")]
    Comment,
    #[token("\\")]
    Backslash,
    /// ASCII that begins no token but is no lexical error either.
    #[regex(r"[$?`]")]
    Stray,

    #[token("(", |_| Tok::LParen)]
    #[token("[", |_| Tok::LBracket)]
    #[token("{", |_| Tok::LBrace)]
    Open(Fixed),

    #[token(")", |_| Tok::RParen)]
    #[token("]", |_| Tok::RBracket)]
    #[token("}", |_| Tok::RBrace)]
    Close(Fixed),

    #[token(":")]
    Colon,
    #[token(":=")]
    Walrus,

    #[token(",", |_| Tok::Comma)]
    #[token(";", |_| Tok::Semicolon)]
    #[token(".", |_| Tok::Dot)]
    #[token("...", |_| Tok::Ellipsis)]
    #[token("->", |_| Tok::Arrow)]
    #[token("@", |_| Tok::At)]
    #[token("!", |_| Tok::Exclamation)]
    #[token("=", |_| Tok::Equal)]
    #[token("+", |_| Tok::Plus)]
    #[token("-", |_| Tok::Minus)]
    #[token("*", |_| Tok::Star)]
    #[token("/", |_| Tok::Slash)]
    #[token("//", |_| Tok::DoubleSlash)]
    #[token("%", |_| Tok::Percent)]
    #[token("**", |_| Tok::DoubleStar)]
    #[token("|", |_| Tok::Pipe)]
    #[token("&", |_| Tok::Ampersand)]
    #[token("^", |_| Tok::Caret)]
    #[token("~", |_| Tok::Tilde)]
    #[token("<<", |_| Tok::LeftShift)]
    #[token(">>", |_| Tok::RightShift)]
    #[token("<", |_| Tok::Less)]
    #[token(">", |_| Tok::Greater)]
    #[token("<=", |_| Tok::LessEqual)]
    #[token(">=", |_| Tok::GreaterEqual)]
    #[token("==", |_| Tok::DoubleEqual)]
    #[token("!=", |_| Tok::NotEqual)]
    // PEP 401's spelling: one token, which no rule takes.
    #[token("<>", |_| Tok::Unknown)]
    #[token("+=", |_| Tok::PlusEqual)]
    #[token("-=", |_| Tok::MinusEqual)]
    #[token("*=", |_| Tok::StarEqual)]
    #[token("/=", |_| Tok::SlashEqual)]
    #[token("//=", |_| Tok::DoubleSlashEqual)]
    #[token("%=", |_| Tok::PercentEqual)]
    #[token("@=", |_| Tok::AtEqual)]
    #[token("&=", |_| Tok::AmpersandEqual)]
    #[token("|=", |_| Tok::PipeEqual)]
    #[token("^=", |_| Tok::CaretEqual)]
    #[token("<<=", |_| Tok::LeftShiftEqual)]
    #[token(">>=", |_| Tok::RightShiftEqual)]
    #[token("**=", |_| Tok::DoubleStarEqual)]
    Operator(Fixed),
}

pub(crate) struct Lexer<'a> {
    pub(crate) source: &'a Source,
    pub(crate) text: &'a str,
    arena: &'a Bump,
    raw: logos::Lexer<'a, Raw>,
    pub(crate) tokens: Vec<Token<'a>>,
    pub(crate) layout: Layout,
    /// The f-strings around the current position, outermost first.
    pub(crate) fstrings: Vec<FString>,
    pub(crate) warnings: Vec<Warning>,
}

impl<'a> Lexer<'a> {
    /// Adds a token that covers `start..end`.
    #[inline]
    pub(crate) fn push(&mut self, tok: Tok<'a>, start: usize, end: usize) {
        // `Source` refuses texts whose offsets don't fit in 32 bits.
        self.tokens.push(Token {
            tok,
            start: start as u32,
            end: end as u32,
        });
    }

    /// The end of what has been read.
    pub(crate) fn position(&self) -> usize {
        self.raw.span().end
    }

    /// Goes on reading at `position`, which is not before the current one.
    pub(crate) fn advance_to(&mut self, position: usize) {
        self.raw.bump(position - self.raw.span().end);
    }

    /// The byte at `position`, 0 at the end (the text has no NUL).
    #[inline]
    pub(crate) fn byte(&self, position: usize) -> u8 {
        self.text.as_bytes().get(position).copied().unwrap_or(0)
    }

    /// An error; `end` is the offset after the last character read, where CPython points.
    #[cold]
    pub(crate) fn error(&self, end: usize, message: impl Into<String>) -> LexError {
        let reach = if self.fstrings.is_empty() {
            Reach::Everywhere
        } else {
            Reach::FString
        };
        LexError {
            error: self.source.error_before(end, message.into()),
            reach,
        }
    }

    fn run(&mut self) -> Result<(), LexError> {
        self.begin_line()?;
        while let Some(raw) = self.raw.next() {
            let (start, end) = (self.raw.span().start, self.raw.span().end);
            match raw {
                Ok(Raw::Word) => self.word(start, end)?,
                Ok(Raw::Operator(tok)) => self.push(tok, start, end),
                Ok(Raw::Open(tok)) => {
                    self.open_bracket(tok, start)?;
                    self.push(tok, start, end);
                }
                Ok(Raw::Close(tok)) => {
                    let closes_field = self.close_bracket(tok, start)?;
                    self.push(tok, start, end);
                    if closes_field {
                        self.fstring_text()?;
                    }
                }
                Ok(Raw::Colon) => {
                    self.push(Tok::Colon, start, end);
                    if self.begins_format_spec() {
                        self.fstring_text()?;
                    }
                }
                Ok(Raw::Walrus) => {
                    if self.begins_format_spec() {
                        // The `=` is the spec's first character, and so read by hand.
                        self.push(Tok::Colon, start, start + 1);
                        self.raw = rewound(&self.raw, start + 1);
                        self.fstring_text()?;
                    } else {
                        self.push(Tok::Walrus, start, end);
                    }
                }
                Ok(Raw::LineEnd) => {
                    if self.layout.brackets.is_empty() {
                        self.push(Tok::Newline, start, end);
                        self.begin_line()?;
                    }
                }
                Ok(Raw::Comment) => {}
                Ok(Raw::Number) => {
                    let number = number::scan(self, start)?;
                    let text = &self.text[start..number.end];
                    let tok = match number.kind {
                        number::Kind::Int => Tok::Int(text),
                        number::Kind::Float => Tok::Float(text),
                        number::Kind::Imaginary => Tok::Imag(text),
                    };
                    self.push(tok, start, number.end);
                    self.advance_to(number.end);
                }
                Ok(Raw::Quote) => self.string(start, start)?,
                Ok(Raw::Backslash) => self.continuation(end)?,
                Ok(Raw::Stray) => self.push(Tok::Unknown, start, end),
                Err(()) => self.beyond_ascii(start)?,
            }
        }
        self.end_of_text();
        Ok(())
    }

    /// A keyword, an identifier or the prefix of a string.
    #[inline]
    fn word(&mut self, start: usize, end: usize) -> Result<(), LexError> {
        let next = self.byte(end);
        if next >= 0x80 {
            return self.wide_identifier(start);
        }
        if (next == b'"' || next == b'\'') && string::is_prefix(&self.text[start..end]) {
            return self.string(start, end);
        }
        let word = &self.text[start..end];
        self.push(Tok::keyword(word).unwrap_or(Tok::Name(word)), start, end);
        Ok(())
    }

    /// A string whose opening quote is at `quote`, after a prefix that begins at `start`.
    fn string(&mut self, start: usize, quote: usize) -> Result<(), LexError> {
        let prefix = &self.text[start..quote];
        if prefix.bytes().any(|b| b | 0x20 == b'f') {
            return self.begin_fstring(start, quote);
        }
        let end = string::scan(self, start, quote)?;
        let text = &self.text[start..end];
        let bytes = prefix.bytes().any(|b| b | 0x20 == b'b');
        self.push(
            if bytes {
                Tok::Bytes(text)
            } else {
                Tok::Str(text)
            },
            start,
            end,
        );
        self.advance_to(end);
        Ok(())
    }

    /// What logos knows no token for: an identifier or a character that has no place.
    #[cold]
    fn beyond_ascii(&mut self, start: usize) -> Result<(), LexError> {
        if self.byte(start) < 0x80 {
            let message = format!("invalid non-printable character U+{:04X}", self.byte(start));
            return Err(self.error(start + 1, message));
        }
        self.wide_identifier(start)
    }

    /// An identifier with characters beyond ASCII.
    fn wide_identifier(&mut self, start: usize) -> Result<(), LexError> {
        let bytes = self.text.as_bytes();
        let mut end = start;
        while bytes
            .get(end)
            .is_some_and(|&b| b >= 0x80 || b == b'_' || b.is_ascii_alphanumeric())
        {
            end += 1;
        }
        let word = &self.text[start..end];
        match identifier::normalised(word, self.arena) {
            Ok(name) => self.push(Tok::Name(name), start, end),
            Err(bad) => return Err(self.error(start + bad.end, bad.message)),
        }
        // logos stands somewhere inside the word.
        self.raw = rewound(&self.raw, end);
        Ok(())
    }

    /// After a backslash that ends at `end`: the line goes on in the next one.
    fn continuation(&mut self, end: usize) -> Result<(), LexError> {
        let end = self.join(end)?;
        self.advance_to(end);
        Ok(())
    }

    /// The error of the first token that holds a byte that was no UTF-8.
    fn invalid_utf8(&self) -> Option<LexError> {
        let end = self.position() as u32;
        for invalid in self
            .source
            .invalid
            .iter()
            .take_while(|invalid| invalid.offset <= end)
        {
            let after = self
                .tokens
                .partition_point(|token| token.start <= invalid.offset);
            let token = self.tokens[..after]
                .last()
                .filter(|token| token.end > invalid.offset);
            let (start, body) = match token {
                Some(Token {
                    tok: Tok::Str(text) | Tok::Bytes(text),
                    start,
                    ..
                }) => (*start, *start + string::body_start(text) as u32),
                Some(token) => (token.start, token.start),
                // What stopped the lexer, rather than a comment before.
                None if invalid.offset + 3 >= end => (invalid.offset, invalid.offset),
                None => continue,
            };
            let message = format!(
                "(unicode error) 'utf-8' codec can't decode byte 0x{:02x} in position {}: {}",
                invalid.byte,
                invalid.offset - body,
                invalid.reason
            );
            let mut error = self.error(start as usize + 1, message);
            error.error.end_offset = if token.is_some() {
                error.error.offset + 1
            } else {
                -1
            };
            return Some(error);
        }
        None
    }

    /// Ends the last line, if nothing did, and all blocks.
    fn end_of_text(&mut self) {
        let end = self.text.len();
        if self.layout.brackets.is_empty() {
            if self
                .tokens
                .last()
                .is_some_and(|last| !matches!(last.tok, Tok::Newline | Tok::Dedent))
            {
                self.push(Tok::Newline, end, end);
            }
            for _ in 0..self.layout.depth() {
                self.push(Tok::Dedent, end, end);
            }
        }
        self.push(Tok::EndOfFile, end, end);
    }
}

/// A logos lexer of the same text that goes on at `position`.
fn rewound<'a>(raw: &logos::Lexer<'a, Raw>, position: usize) -> logos::Lexer<'a, Raw> {
    let mut new = Raw::lexer(raw.source());
    new.bump(position);
    new
}
