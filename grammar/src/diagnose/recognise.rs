//! The recogniser's machinery: tokens, backtracking, memory of results, and errors with places.

use std::collections::HashMap;

use crate::error::{ErrorKind, SyntaxError};
use crate::lexer::{LexError, Lexed, Reach};
use crate::parse::Mode;
use crate::source::Source;
use crate::token::{Tok, Token};

use super::node::{Kind, Node, TargetOf};

/// How deep remembered and nested rules may lie in each other before the diagnosis gives up: a
/// bracket takes about 12 levels, a `not` or `lambda` one or two.
const MAX_DEPTH: u32 = 6000;
/// How many results are remembered before the diagnosis gives up: about 100 MB, which only a single
/// statement of some hundred thousand tokens needs.
const MAX_REMEMBERED: usize = 1 << 20;
/// Stack for that many levels: one takes up to 6 KB without optimisation. Only what is used of
/// it becomes real memory.
pub(super) const STACK: usize = MAX_DEPTH as usize * 8 * 1024;

/// Why a rule did not match.
#[derive(Debug)]
pub(super) enum Stop {
    /// It doesn't: the next alternative may.
    No,
    /// The text's error is found.
    Error(Box<SyntaxError>),
    /// The text is nested too deeply, or a statement too long, to go on.
    GaveUp,
}

/// What a rule returns.
pub(super) type Step<T = Node> = Result<T, Stop>;

/// A rule without parameters.
pub(super) type Rule<'s, 'a> = fn(&mut Recogniser<'s, 'a>) -> Step;

/// The first of some rules that matches.
macro_rules! first {
    ($recogniser:expr; $($rule:expr),+ $(,)?) => {{
        let recogniser = $recogniser;
        $(if let Some(node) = recogniser.option($rule)? {
            return Ok(node);
        })+
        Err(Stop::No)
    }};
}
pub(super) use first;

pub(super) struct Recogniser<'s, 'a> {
    source: &'s Source,
    tokens: Vec<Token<'a>>,
    /// How many brackets are open after each token.
    levels: Vec<u16>,
    lex_error: Option<&'s LexError>,
    /// The innermost bracket that is open at the end of the text.
    unclosed: Option<(&'static str, u32)>,
    /// The next token.
    at: usize,
    /// How many tokens have been looked at.
    seen: usize,
    /// Whether CPython would complete a last line without line end: in a module.
    pub(super) lines_end: bool,
    /// Whether the rules for mistakes are on.
    pub(super) mistakes: bool,
    memory: HashMap<(usize, u32), Option<(Node, u32)>, ahash::RandomState>,
    depth: u32,
    /// Parts of nodes.
    parts: Vec<Node>,
}

impl<'s, 'a> Recogniser<'s, 'a> {
    pub(super) fn new(source: &'s Source, lexed: &'s Lexed<'a>, mode: Mode) -> Self {
        let mut tokens = lexed.tokens.clone();
        tokens.retain(|token| {
            !matches!(
                token.tok,
                Tok::StartModule | Tok::StartInteractive | Tok::StartExpression
            )
        });
        let mut level = 0u16;
        let mut levels = Vec::with_capacity(tokens.len());
        for token in &mut tokens {
            match token.tok {
                Tok::WithParen => token.tok = Tok::LParen,
                Tok::MatchKw | Tok::CaseKw | Tok::TypeKw => token.tok = Tok::Name(token.tok.text()),
                _ => {}
            }
            match token.tok {
                Tok::LParen | Tok::LBracket | Tok::LBrace => level = level.saturating_add(1),
                Tok::RParen | Tok::RBracket | Tok::RBrace => level = level.saturating_sub(1),
                _ => {}
            }
            levels.push(level);
        }
        Recogniser {
            source,
            tokens,
            levels,
            lex_error: lexed.error.as_ref(),
            unclosed: lexed
                .open_brackets
                .last()
                .map(|open| (open.tok.text(), open.offset)),
            at: 0,
            seen: 0,
            lines_end: mode == Mode::Module,
            mistakes: false,
            memory: HashMap::with_hasher(ahash::RandomState::with_seeds(1, 2, 3, 4)),
            depth: 0,
            parts: Vec::new(),
        }
    }

    /// The furthest token looked at.
    pub(super) fn furthest(&self) -> usize {
        self.seen.saturating_sub(1)
    }

    /// Whether the end of the text, or what stopped the lexer, has been looked at.
    pub(super) fn is_at_end(&self) -> bool {
        matches!(
            self.tokens[self.furthest()].tok,
            Tok::Error | Tok::EndOfFile
        )
    }

    /// Starts again, with the rules for mistakes on. What has been looked at stays so.
    pub(super) fn begin_second_pass(&mut self) {
        self.at = 0;
        self.depth = 0;
        self.mistakes = true;
        self.forget();
    }

    // ---- tokens ----

    /// The next token's index and kind. Looking at what stopped the lexer is an error.
    pub(super) fn peek(&mut self) -> Step<Tok<'a>> {
        let at = self.at.min(self.tokens.len() - 1);
        self.seen = self.seen.max(at + 1);
        let tok = self.tokens[at].tok;
        match tok {
            Tok::Error => Err(self
                .lex_error
                .map_or(Stop::No, |e| Stop::Error(Box::new(e.error.clone())))),
            Tok::EndOfFile => match self.unclosed_error() {
                Some(error) => Err(Stop::Error(Box::new(error))),
                None => Ok(tok),
            },
            _ => Ok(tok),
        }
    }

    /// True if the next token is `tok`, one without text.
    pub(super) fn next_is(&mut self, tok: Tok<'static>) -> Step<bool> {
        Ok(self.peek()? == tok)
    }

    /// Takes the next token, whatever it is.
    pub(super) fn advance(&mut self) -> u32 {
        let at = self.at;
        self.at += 1;
        at as u32
    }

    /// Takes `tok`, one without text, and returns its index.
    pub(super) fn token(&mut self, tok: Tok<'static>) -> Step<u32> {
        if self.peek()? == tok {
            Ok(self.advance())
        } else {
            Err(Stop::No)
        }
    }

    /// Takes one of several tokens.
    pub(super) fn one_of(&mut self, toks: &[Tok<'static>]) -> Step<u32> {
        let next = self.peek()?;
        if toks.contains(&next) {
            Ok(self.advance())
        } else {
            Err(Stop::No)
        }
    }

    /// Takes `tok` if it is next.
    pub(super) fn skip(&mut self, tok: Tok<'static>) -> Step<bool> {
        let found = self.next_is(tok)?;
        if found {
            self.advance();
        }
        Ok(found)
    }

    /// Takes `tok`; that another token is next is the error.
    pub(super) fn forced(&mut self, tok: Tok<'static>) -> Step<u32> {
        if self.next_is(tok)? {
            return Ok(self.advance());
        }
        if !self.mistakes {
            return Err(Stop::No);
        }
        let next = self.here();
        self.fail_at(next, next, format!("expected '{}'", tok.text()))
    }

    /// Takes a name.
    pub(super) fn name(&mut self) -> Step {
        match self.peek()? {
            Tok::Name(_) => Ok(self.leaf(Kind::Name)),
            _ => Err(Stop::No),
        }
    }

    /// Takes the name `word`.
    pub(super) fn soft_keyword(&mut self, word: &str) -> Step<u32> {
        match self.peek()? {
            Tok::Name(name) if name == word => Ok(self.advance()),
            _ => Err(Stop::No),
        }
    }

    /// The token at an index.
    pub(super) fn token_at(&self, index: u32) -> Token<'a> {
        self.tokens[index as usize]
    }

    /// How many brackets are open after the last token taken.
    pub(super) fn level(&self) -> u16 {
        self.levels[self.at.saturating_sub(1)]
    }

    /// The index of the next token.
    pub(super) fn here(&self) -> u32 {
        self.at as u32
    }

    // ---- nodes ----

    /// Takes the next token as a node.
    pub(super) fn leaf(&mut self, kind: Kind) -> Node {
        let at = self.advance();
        Node {
            kind,
            first: at,
            last: at,
            parts: (0, 0),
        }
    }

    /// The node from token `first` to the last one taken.
    pub(super) fn node(&self, kind: Kind, first: u32) -> Node {
        Node {
            kind,
            first,
            last: self.at as u32 - 1,
            parts: (0, 0),
        }
    }

    /// The same with parts.
    pub(super) fn node_of(&mut self, kind: Kind, first: u32, parts: &[Node]) -> Node {
        let start = self.parts.len() as u32;
        self.parts.extend_from_slice(parts);
        Node {
            parts: (start, self.parts.len() as u32),
            ..self.node(kind, first)
        }
    }

    pub(super) fn parts(&self, node: Node) -> &[Node] {
        &self.parts[node.parts.0 as usize..node.parts.1 as usize]
    }

    // ---- combinators ----

    /// Tries a rule; one that doesn't match leaves no trace.
    pub(super) fn option<T>(&mut self, rule: impl FnOnce(&mut Self) -> Step<T>) -> Step<Option<T>> {
        let mark = self.at;
        match rule(self) {
            Ok(found) => Ok(Some(found)),
            Err(Stop::No) => {
                self.at = mark;
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// True if a rule matches here; takes nothing.
    pub(super) fn ahead<T>(&mut self, rule: impl FnOnce(&mut Self) -> Step<T>) -> Step<bool> {
        let mark = self.at;
        let found = self.option(rule)?.is_some();
        self.at = mark;
        Ok(found)
    }

    /// Matches if `rule` does not.
    pub(super) fn not<T>(&mut self, rule: impl FnOnce(&mut Self) -> Step<T>) -> Step<()> {
        if self.ahead(rule)? {
            Err(Stop::No)
        } else {
            Ok(())
        }
    }

    /// Runs a rule for a mistake, which raises or doesn't match, if they are on.
    pub(super) fn mistake(&mut self, rule: impl FnOnce(&mut Self) -> Step<()>) -> Step<()> {
        if self.mistakes {
            self.option(rule)?;
        }
        Ok(())
    }

    /// A rule as often as it matches.
    pub(super) fn many<T>(&mut self, mut rule: impl FnMut(&mut Self) -> Step<T>) -> Step<Vec<T>> {
        let mut found = Vec::new();
        while let Some(one) = self.option(&mut rule)? {
            found.push(one);
        }
        Ok(found)
    }

    /// The same, at least once.
    pub(super) fn some<T>(&mut self, mut rule: impl FnMut(&mut Self) -> Step<T>) -> Step<Vec<T>> {
        let mut found = vec![rule(self)?];
        found.extend(self.many(rule)?);
        Ok(found)
    }

    /// A rule at least once, with commas between.
    pub(super) fn listed<T>(&mut self, mut rule: impl FnMut(&mut Self) -> Step<T>) -> Step<Vec<T>> {
        let mut found = vec![rule(self)?];
        found.extend(self.many(|r| {
            r.token(Tok::Comma)?;
            rule(r)
        })?);
        Ok(found)
    }

    /// Runs a rule, or remembers what it gave here before.
    pub(super) fn remembered(&mut self, rule: Rule<'s, 'a>) -> Step {
        let key = (rule as usize, self.here());
        if let Some(&known) = self.memory.get(&key) {
            let (node, end) = known.ok_or(Stop::No)?;
            self.at = end as usize;
            // Looking the result up is looking at its tokens, which has happened before.
            return Ok(node);
        }
        if self.memory.len() >= MAX_REMEMBERED {
            return Err(Stop::GaveUp);
        }
        let found = self.nested(|r| r.option(rule))?;
        self.memory
            .insert(key, found.map(|node| (node, self.here())));
        found.ok_or(Stop::No)
    }

    /// Drops what is remembered, which after a whole statement of a file is of no more use.
    pub(super) fn forget(&mut self) {
        // Emptying a table takes time by its capacity: a large one is given back.
        if self.memory.capacity() > 4096 {
            self.memory = HashMap::with_hasher(self.memory.hasher().clone());
        } else {
            self.memory.clear();
        }
        self.parts.clear();
    }

    /// Runs a rule one level deeper.
    pub(super) fn nested<T>(&mut self, rule: impl FnOnce(&mut Self) -> Step<T>) -> Step<T> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Stop::GaveUp);
        }
        let result = rule(self);
        self.depth -= 1;
        result
    }

    // ---- errors ----

    /// Line and column (characters, from 0) where a token begins. Tokens of layout have no
    /// place of their own: CPython takes that of what has been read.
    fn start(&self, index: u32) -> (u32, i32) {
        let token = self.tokens[index as usize];
        match token.tok {
            Tok::Newline => {
                // It begins with the comment before it.
                let before = index
                    .checked_sub(1)
                    .map_or(0, |i| self.tokens[i as usize].end);
                let gap = &self.source.text()[before as usize..token.start as usize];
                let start = gap.find('#').map_or(token.start, |at| before + at as u32);
                self.place(start)
            }
            Tok::Indent | Tok::Dedent | Tok::EndOfFile => {
                let (line, column) = self.end(index);
                (line, column - 1)
            }
            _ => self.place(token.start),
        }
    }

    /// Line and column after a token's last character.
    fn end(&self, index: u32) -> (u32, i32) {
        let token = self.tokens[index as usize];
        let text = self.source.text();
        match token.tok {
            Tok::Newline => {
                let (line, column) = self.place(token.start);
                (line, column + 1)
            }
            Tok::Indent => self.place(token.end),
            Tok::EndOfFile | Tok::Dedent if token.start as usize == text.len() => {
                // The last line has been read, its end included.
                let line = self.source.line_count().max(1);
                let length = self
                    .source
                    .line(line)
                    .trim_end_matches('\n')
                    .chars()
                    .count();
                (line, length as i32 + 1)
            }
            _ => self.place(token.end),
        }
    }

    fn place(&self, offset: u32) -> (u32, i32) {
        let position = self.source.position(offset);
        (position.line, position.char_column as i32)
    }

    fn error(&self, message: String, start: (u32, i32), end: (u32, i32)) -> SyntaxError {
        SyntaxError {
            kind: ErrorKind::Syntax,
            message,
            line: start.0,
            offset: start.1,
            end_line: end.0,
            end_offset: end.1,
            text: Some(self.source.line(start.0).into()),
        }
    }

    /// Raises an error over the tokens from `first` to `last`.
    pub(super) fn fail_at<T>(&self, first: u32, last: u32, message: impl Into<String>) -> Step<T> {
        self.raise(self.over(first, last, message.into()))
    }

    /// An error over the tokens from `first` to `last`.
    fn over(&self, first: u32, last: u32, message: String) -> SyntaxError {
        let (line, column) = self.start(first);
        let (end_line, mut end_column) = self.end(last);
        if end_line != line {
            // CPython counts the characters of the last line's columns in the first line.
            let end = self.source.position(self.tokens[last as usize].end);
            end_column = self.chars_in(line, end.byte_column as usize + 1) - 1;
        }
        self.error(message, (line, column + 1), (end_line, end_column + 1))
    }

    /// Raises an error over a node.
    pub(super) fn fail_node<T>(&self, node: Node, message: impl Into<String>) -> Step<T> {
        self.fail_at(node.first, node.last, message)
    }

    /// Raises an error from a token to all that has been looked at.
    pub(super) fn fail_from<T>(&self, first: u32, message: impl Into<String>) -> Step<T> {
        let (line, column) = self.start(first);
        let error = self.error(
            message.into(),
            (line, column + 1),
            self.end(self.furthest() as u32),
        );
        Err(Stop::Error(Box::new(error)))
    }

    /// Raises an error on the first line of a node, from the column of its last character, that
    /// has no end.
    pub(super) fn fail_after<T>(&self, node: Node, message: impl Into<String>) -> Step<T> {
        let (line, _) = self.start(node.first);
        let end = self.source.position(self.tokens[node.last as usize].end);
        let column = self.chars_in(line, end.byte_column as usize);
        self.raise(self.error(message.into(), (line, column), (end.line, 0)))
    }

    /// How many characters begin in the first `bytes` bytes of a line, its end being one.
    fn chars_in(&self, line: u32, bytes: usize) -> i32 {
        let text = self.source.line(line).trim_end_matches('\n').as_bytes();
        let beyond = usize::from(bytes > text.len());
        let shared = &text[..bytes.min(text.len())];
        (shared.iter().filter(|&&b| b & 0xc0 != 0x80).count() + beyond) as i32
    }

    /// Raises an error without columns on a token's line.
    pub(super) fn fail_line<T>(&self, index: u32, message: impl Into<String>) -> Step<T> {
        let (line, _) = self.start(index);
        Err(Stop::Error(Box::new(self.error(
            message.into(),
            (line, 0),
            (line, 0),
        ))))
    }

    /// Raises an error at one token, where what has no place of its own gets none at the end.
    fn at_token(&self, kind: ErrorKind, index: u32, message: String) -> SyntaxError {
        let mut error = self.over(index, index, message);
        if matches!(
            self.token_at(index).tok,
            Tok::Indent | Tok::Dedent | Tok::EndOfFile
        ) {
            error.end_offset = -1;
        }
        if !self.lines_end && self.is_implied_newline(index) {
            // CPython's token has no place; it names the end of what was read.
            let end = self.source.position(self.source.text().len() as u32);
            (error.offset, error.end_offset) = (end.char_column as i32, -1);
        }
        SyntaxError { kind, ..error }
    }

    /// Whether token `index` ends a last line that has no line end.
    fn is_implied_newline(&self, index: u32) -> bool {
        self.token_at(index).tok == Tok::Newline
            && index as usize + 2 >= self.tokens.len()
            && !self.source.text().ends_with('\n')
    }

    /// Raises an error at the furthest token looked at.
    pub(super) fn fail_last<T>(&self, message: impl Into<String>) -> Step<T> {
        let last = self.furthest() as u32;
        self.raise(self.at_token(ErrorKind::Syntax, last, message.into()))
    }

    /// Raises an error at the next token.
    pub(super) fn fail_next<T>(&self, message: impl Into<String>) -> Step<T> {
        self.raise(self.at_token(ErrorKind::Syntax, self.here(), message.into()))
    }

    /// Raises that the block after `what` on the line of token `keyword` is missing.
    pub(super) fn fail_no_block<T>(&self, what: &str, keyword: u32) -> Step<T> {
        let line = self.start(keyword).0;
        let message = format!("expected an indented block after {what} on line {line}");
        self.raise(self.at_token(ErrorKind::Indentation, self.furthest() as u32, message))
    }

    /// Raises that a block is missing.
    pub(super) fn fail_no_plain_block<T>(&self) -> Step<T> {
        let message = "expected an indented block".into();
        self.raise(self.at_token(ErrorKind::Indentation, self.furthest() as u32, message))
    }

    fn raise<T>(&self, error: SyntaxError) -> Step<T> {
        Err(Stop::Error(Box::new(error)))
    }

    /// Raises that `node` holds what cannot be a target, if it does.
    pub(super) fn invalid_target(&self, node: Node, of: TargetOf) -> Step<()> {
        let Some(bad) = self.bad_target(node, of) else {
            return Err(Stop::No);
        };
        let verb = if of == TargetOf::Del {
            "delete"
        } else {
            "assign to"
        };
        self.fail_node(bad, format!("cannot {verb} {}", bad.kind.name()))
    }

    fn bad_target(&self, node: Node, of: TargetOf) -> Option<Node> {
        match node.kind {
            Kind::Name | Kind::Subscript | Kind::Attribute => None,
            Kind::Starred if of == TargetOf::Del => Some(node),
            Kind::List | Kind::Tuple | Kind::Starred => self
                .parts(node)
                .iter()
                .find_map(|&part| self.bad_target(part, of)),
            Kind::In if of == TargetOf::For => self
                .parts(node)
                .first()
                .and_then(|&left| self.bad_target(left, of)),
            Kind::Comparison if of == TargetOf::For => None,
            _ => Some(node),
        }
    }

    /// `invalid syntax` at a token, or what CPython says of a token of layout.
    pub(super) fn generic(&self, last: usize) -> SyntaxError {
        let index = last as u32;
        let (kind, message) = match self.tokens[last].tok {
            Tok::Indent => (ErrorKind::Indentation, "unexpected indent"),
            Tok::Dedent => (ErrorKind::Indentation, "unexpected unindent"),
            Tok::EndOfFile => {
                let (line, _) = self.start(index);
                return self.error("invalid syntax".into(), (line, 0), (line, 0));
            }
            _ => (ErrorKind::Syntax, "invalid syntax"),
        };
        let error = self.at_token(kind, index, message.into());
        if kind == ErrorKind::Indentation {
            error
        } else {
            self.unless_later(error)
        }
    }

    /// `error`, unless the rest of the text has one that CPython reports instead: what stopped
    /// the lexer, or a bracket never closed that was opened on a line before the last one looked
    /// at.
    pub(super) fn unless_later(&self, error: SyntaxError) -> SyntaxError {
        if self.is_at_end() {
            return error;
        }
        match self.lex_error {
            Some(LexError {
                error,
                reach: Reach::Everywhere,
            }) => return error.clone(),
            Some(LexError {
                reach: Reach::FString,
                ..
            }) => return error,
            _ => {}
        }
        let last = self.start(self.furthest() as u32).0;
        match self.unclosed {
            Some((_, offset)) if self.source.line_number(offset) < last => {
                self.unclosed_error().unwrap_or(error)
            }
            _ => error,
        }
    }

    fn unclosed_error(&self) -> Option<SyntaxError> {
        let (bracket, offset) = self.unclosed?;
        let (line, column) = self.place(offset);
        Some(self.error(
            format!("'{bracket}' was never closed"),
            (line, column + 1),
            (line, 0),
        ))
    }
}
