//! The door: from a source to its tree or its first error.

use bumpalo::Bump;
use lalrpop_util::ParseError;

use crate::ast::{Mod, Span};
use crate::build::{Builder, Raised};
use crate::diagnose::diagnose;
use crate::error::{SyntaxError, Warning};
use crate::lexer::{Lexed, lex};
use crate::soft;
use crate::source::Source;
use crate::token::Tok;

#[allow(clippy::all, missing_docs, unused)]
mod generated {
    lalrpop_util::lalrpop_mod!(python);
    pub(super) use python::TopParser;
}

/// What a source is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A file: any number of statements.
    Module,
    /// What is typed at a prompt: one statement, or several simple ones on a line.
    Interactive,
    /// One expression.
    Expression,
}

/// What to parse as, and how much.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    pub mode: Mode,
    /// The longest source accepted, in bytes of UTF-8. Time and memory are linear in it: for each
    /// byte the tree takes about 10 bytes of arena in ordinary code and 110 at worst. Brackets nest
    /// at most 200 deep and blocks 100, as in CPython; chains of operators may still make a tree
    /// as deep as the source is long.
    pub max_bytes: usize,
}

impl From<Mode> for Options {
    fn from(mode: Mode) -> Self {
        Options {
            mode,
            max_bytes: u32::MAX as usize - 1,
        }
    }
}

/// A parsed source.
#[derive(Debug)]
pub struct Parsed<'a> {
    pub module: &'a Mod<'a>,
    /// In the order of their places; the caller decides which to show.
    pub warnings: Vec<Warning>,
}

type Failure<'a> = ParseError<u32, Tok<'a>, Raised>;

/// Parses `source` into `arena`, which holds the whole tree. Never recurses deeper than brackets
/// nest and never panics.
pub fn parse<'a>(
    source: &'a Source,
    arena: &'a Bump,
    options: impl Into<Options>,
) -> Result<Parsed<'a>, SyntaxError> {
    let options = options.into();
    if source.text().len() > options.max_bytes {
        return Err(SyntaxError::unplaced(format!(
            "source code is longer than {} bytes",
            options.max_bytes
        )));
    }
    let mut lexed = lex(source, arena);
    soft::mark(&mut lexed.tokens);
    let start = match options.mode {
        Mode::Module => Tok::StartModule,
        Mode::Interactive => Tok::StartInteractive,
        Mode::Expression => Tok::StartExpression,
    };
    let mut builder = Builder::new(source.text(), arena);
    let tokens = lexed.tokens.iter().map(|t| Ok((t.start, t.tok, t.end)));
    let tokens = std::iter::once(Ok((0, start, 0))).chain(tokens);
    match generated::TopParser::new().parse(&mut builder, tokens) {
        Ok(module) => {
            let mut warnings = lexed.warnings;
            warnings.append(&mut builder.warnings);
            warnings.sort_by_key(|w| w.offset);
            let module = builder.alloc(module);
            Ok(Parsed { module, warnings })
        }
        Err(failure) => {
            let mut error = describe(source, lexed, options.mode, failure);
            // A module's last line has a line end to CPython even where the text has none.
            if let (Mode::Module, Some(text)) = (options.mode, &mut error.text)
                && !text.ends_with('\n')
            {
                text.push('\n');
            }
            Err(error)
        }
    }
}

/// The error that a failed parse is reported as: what the diagnosis finds, or else what stopped
/// the lexer or the parser.
#[cold]
fn describe(source: &Source, lexed: Lexed<'_>, mode: Mode, failure: Failure<'_>) -> SyntaxError {
    if let Some(error) = diagnose(source, &lexed, mode) {
        return error;
    }
    if let Some(stop) = lexed.error {
        return stop.error;
    }
    let span = match failure {
        ParseError::User {
            error: Raised(span),
        } => span,
        ParseError::UnrecognizedToken {
            token: (start, _, end),
            ..
        }
        | ParseError::ExtraToken {
            token: (start, _, end),
        } => Span::new(start, end),
        ParseError::UnrecognizedEof { location, .. } | ParseError::InvalidToken { location } => {
            Span::new(location, location)
        }
    };
    SyntaxError::at(source, span.start, span.end, "invalid syntax".into())
}
