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
//! in practice. It recurses, and so runs on a thread with a stack for the depth that it allows;
//! nesting beyond that, or a statement of very many tokens, ends it: the parser's own error stands then.
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
use crate::parse::Mode;
use crate::source::Source;
use crate::token::Tok;

use recognise::{Recogniser, STACK, Stop};

/// The error of a text that does not parse; `None` if the rules here find nothing wrong with it,
/// if they give up, or if the system has no thread for them.
///
/// `lexed` is what the lexer gave, before or after soft keywords were marked.
pub(crate) fn diagnose(source: &Source, lexed: &Lexed<'_>, mode: Mode) -> Option<SyntaxError> {
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || diagnose_here(source, lexed, mode))
            .ok()?
            .join()
            .ok()?
    })
}

fn diagnose_here(source: &Source, lexed: &Lexed<'_>, mode: Mode) -> Option<SyntaxError> {
    let mut recogniser = Recogniser::new(source, lexed, mode);
    match run(&mut recogniser, mode) {
        Ok(()) | Err(Stop::GaveUp) => return None,
        Err(Stop::Error(error)) => return Some(recogniser.unless_later(*error)),
        Err(Stop::No) => {}
    }
    let last = recogniser.furthest();
    recogniser.begin_second_pass();
    match run(&mut recogniser, mode) {
        Err(Stop::Error(error)) => Some(recogniser.unless_later(*error)),
        Ok(()) | Err(Stop::No | Stop::GaveUp) => Some(recogniser.generic(last)),
    }
}

fn run(recogniser: &mut Recogniser<'_, '_>, mode: Mode) -> Result<(), Stop> {
    match mode {
        Mode::Module => recogniser.file(),
        Mode::Interactive => recogniser.interactive(),
        Mode::Expression => recogniser.eval(),
    }
    .and_then(|()| recogniser.token(Tok::EndOfFile).map(|_| ()))
}
