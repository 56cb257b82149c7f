//! What is wrong with a text that the parser refused, in CPython's words and at its place.
//!
//! CPython 3.13 parses by recursive descent with backtracking. When that fails it parses a second
//! time with additional rules that match common mistakes. Which message comes out, and where it
//! points, depends on the order in which rules are tried and on the furthest token that any of
//! them looked at. So the diagnosis goes the same way: a recogniser of the grammar that builds no
//! tree ([`node::Node`] is a kind and a range of tokens), run once to find the furthest token and
//! a second time with the rules for mistakes switched on.
//!
//! It runs only after a failure, so it is written for clarity; memory of results keeps it linear
//! in practice, and nesting beyond a fixed depth ends it with the generic message.
//!
//! - [`recognise`]: tokens, backtracking, memory, and raising errors with their places
//! - `expressions`, `arguments`, `collections`, `parameters`, `targets`, `fstrings`, `patterns`,
//!   `statements`, `blocks`: the rules, those for mistakes beside the rule that they belong to

mod arguments;
mod blocks;
mod collections;
mod expressions;
mod fstrings;
mod node;
mod parameters;
mod patterns;
mod recognise;
mod statements;
mod targets;

use crate::error::SyntaxError;
use crate::lexer::Lexed;
use crate::source::Source;
use crate::token::Tok;

use recognise::{Recogniser, Stop};

/// What a text is parsed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A file.
    Module,
    /// One statement typed at a prompt.
    Interactive,
    /// An expression.
    Expression,
}

/// The error of a text that does not parse; `None` if the rules here find nothing wrong with it.
///
/// `lexed` is what the lexer gave, before or after soft keywords were marked.
pub fn diagnose(source: &Source, lexed: &Lexed<'_>, goal: Goal) -> Option<SyntaxError> {
    if let Some(error) = lexed.error.as_ref().filter(|error| error.hard) {
        return Some(error.error.clone());
    }
    let mut recogniser = Recogniser::new(source, lexed);
    let first = match run(&mut recogniser, goal) {
        Ok(()) => return None,
        Err(Stop::Error(error)) if recogniser.is_at_end() => return Some(*error),
        Err(Stop::Error(error)) => Some(*error),
        Err(Stop::No) => None,
    };
    let last = recogniser.furthest();
    recogniser.begin_second_pass();
    let second = match run(&mut recogniser, goal) {
        Err(Stop::Error(error)) => Some(*error),
        Ok(()) | Err(Stop::No) => None,
    };
    if let Some(error) = second.or(first) {
        return Some(recogniser.unless_unclosed(error));
    }
    Some(recogniser.generic(last))
}

fn run(recogniser: &mut Recogniser<'_, '_>, goal: Goal) -> Result<(), Stop> {
    match goal {
        Goal::Module => recogniser.file(),
        Goal::Interactive => recogniser.interactive(),
        Goal::Expression => recogniser.eval(),
    }
    .and_then(|()| recogniser.token(Tok::EndOfFile).map(|_| ()))
}
