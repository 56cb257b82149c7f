//! Reads sources separated by NUL bytes from standard input and prints, for each, `OK` or its
//! syntax error: `CLASS LINE:OFFSET-END_LINE:END_OFFSET MESSAGE`. `tools/check_errors.py` compares
//! these with CPython's.

use std::io::{Read, Write};

use bumpalo::Bump;
use hognose_grammar::{Mode, Source, parse};

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for text in text.split('\0') {
        let error = match Source::from_text(text) {
            Err(error) => Some(error),
            Ok(source) => parse(&source, &Bump::new(), Mode::Module).err(),
        };
        match error {
            None => writeln!(out, "OK")?,
            Some(error) => writeln!(
                out,
                "{} {}:{}-{}:{} {}",
                error.kind.class(),
                error.line,
                error.offset,
                error.end_line,
                error.end_offset,
                error.message.replace('\n', "\\n")
            )?,
        }
    }
    out.flush()
}
