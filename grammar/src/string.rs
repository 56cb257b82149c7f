//! Where string literals end. Their text is decoded by [`crate::literal`].

use crate::lexer::{LexError, Lexer};

/// The quotes around a string.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Quotes {
    pub(crate) byte: u8,
    pub(crate) triple: bool,
}

impl Quotes {
    /// The quotes that open at `position`.
    pub(crate) fn at(text: &str, position: usize) -> Quotes {
        let bytes = &text.as_bytes()[position..];
        let byte = bytes[0];
        Quotes {
            byte,
            triple: bytes.len() >= 3 && bytes[1] == byte && bytes[2] == byte,
        }
    }

    /// How many bytes one pair is long.
    pub(crate) fn len(self) -> usize {
        if self.triple { 3 } else { 1 }
    }

    /// True if they close at `position`.
    pub(crate) fn close_at(self, bytes: &[u8], position: usize) -> bool {
        bytes.len() >= position + self.len()
            && bytes[position..position + self.len()]
                .iter()
                .all(|&b| b == self.byte)
    }
}

/// True if a word may stand before a quote as a string's prefix.
pub(crate) fn is_prefix(word: &str) -> bool {
    let lower = |b: u8| b | 0x20;
    match *word.as_bytes() {
        [a] => matches!(lower(a), b'b' | b'r' | b'u' | b'f'),
        [a, b] => matches!(
            (lower(a), lower(b)),
            (b'b' | b'f', b'r') | (b'r', b'b' | b'f')
        ),
        _ => false,
    }
}

/// Where the text of a literal begins, after prefix and quotes.
pub(crate) fn body_start(literal: &str) -> usize {
    let prefix = literal.bytes().take_while(u8::is_ascii_alphabetic).count();
    let quoted = &literal.as_bytes()[prefix..];
    let triple = quoted.len() >= 6 && quoted[1] == quoted[0] && quoted[2] == quoted[0];
    prefix + if triple { 3 } else { 1 }
}

/// The end of the string whose prefix begins at `start` and whose opening quote is at `quote`.
pub(crate) fn scan(lexer: &Lexer<'_>, start: usize, quote: usize) -> Result<usize, LexError> {
    let bytes = lexer.text.as_bytes();
    let quotes = Quotes::at(lexer.text, quote);
    let mut position = quote + quotes.len();
    if !quotes.triple && quotes.close_at(bytes, position) {
        return Ok(position + 1);
    }
    loop {
        match bytes.get(position) {
            Some(b'\\') => position += 2,
            Some(b'\n') if !quotes.triple => break,
            Some(&byte) if byte == quotes.byte && quotes.close_at(bytes, position) => {
                return Ok(position + quotes.len());
            }
            Some(_) => position += 1,
            None => break,
        }
    }
    let position = position.min(bytes.len());
    // A string of an f-string's field that begins with the f-string's own quote is that quote,
    // and what misses is the end of the field.
    if lexer.fstrings.last().is_some_and(|f| f.quotes == quotes) {
        return Err(lexer.error(start + 1, "f-string: expecting '}'"));
    }
    Err(unterminated(lexer, start, position, quotes, false))
}

/// The error of a string, or `formatted` string, that begins at `start` and isn't closed at `end`.
#[cold]
pub(crate) fn unterminated(
    lexer: &Lexer<'_>,
    start: usize,
    end: usize,
    quotes: Quotes,
    formatted: bool,
) -> LexError {
    let triple = if quotes.triple { "triple-quoted " } else { "" };
    let f = if formatted { "f-" } else { "" };
    let text = lexer.text;
    let mut line = lexer.source.line_number(end as u32);
    if quotes.triple && end == text.len() && text.ends_with('\n') {
        // The end of a text that ends its last line is still on that line.
        line -= 1;
    }
    let mut message = format!("unterminated {triple}{f}string literal (detected at line {line})");
    let escaped = [b'\\', quotes.byte];
    if !formatted && !quotes.triple && text.as_bytes()[start..end].windows(2).any(|w| w == escaped)
    {
        message.push_str("; perhaps you escaped the end quote?");
    }
    lexer.error(start + 1, message)
}
