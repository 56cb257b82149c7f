//! Prints the tokens of the files named on standard input, one a line: `CLASS LINE COLUMN TEXT`
//! with columns in characters. `tools/check_tokens.py` compares them with CPython's `tokenize`.
//!
//! `--time` prints nothing but bytes, tokens and seconds of lexing everything, best of five.

use std::io::{BufRead, BufWriter, Write};
use std::time::Instant;

use bumpalo::Bump;
use hognose_grammar::lexer::lex;
use hognose_grammar::source::{Origin, Source};

fn main() -> std::io::Result<()> {
    let names: Vec<String> = std::io::stdin().lock().lines().collect::<Result<_, _>>()?;
    if std::env::args().any(|argument| argument == "--time") {
        return time(&names);
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    for name in names {
        writeln!(out, "FILE {name}")?;
        let bytes = std::fs::read(&name)?;
        let source = match Source::from_bytes(&bytes, Origin::File(&name)) {
            Ok(source) => source,
            Err(error) => {
                writeln!(out, "ERROR {error}")?;
                continue;
            }
        };
        let arena = Bump::new();
        let lexed = lex(&source, &arena);
        for token in &lexed.tokens {
            let place = source.position(token.start);
            let text = token.tok.text().escape_debug();
            writeln!(
                out,
                "{} {} {} {text}",
                token.tok.class(),
                place.line,
                place.char_column
            )?;
        }
        if let Some(error) = lexed.error {
            writeln!(out, "ERROR {}", error.error)?;
        }
    }
    out.flush()
}

fn time(names: &[String]) -> std::io::Result<()> {
    let files: Vec<Vec<u8>> = names.iter().map(std::fs::read).collect::<Result<_, _>>()?;
    let sources: Vec<Source> = files
        .iter()
        .filter_map(|bytes| Source::from_bytes(bytes, Origin::Memory).ok())
        .collect();
    let bytes: usize = sources.iter().map(|source| source.text().len()).sum();
    let mut best = f64::INFINITY;
    let mut tokens = 0;
    for _ in 0..5 {
        let start = Instant::now();
        tokens = 0;
        for source in &sources {
            let arena = Bump::new();
            tokens += lex(source, &arena).tokens.len();
        }
        best = best.min(start.elapsed().as_secs_f64());
    }
    let rate = bytes as f64 / best / 1e6;
    println!("{bytes} bytes, {tokens} tokens, {best:.3} s, {rate:.1} MB/s");
    Ok(())
}
