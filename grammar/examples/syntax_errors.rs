//! Reads sources separated by NUL bytes from standard input and prints, for each, its syntax error
//! (`CLASS LINE:OFFSET-END_LINE:END_OFFSET MESSAGE`) or `OK` and its warnings (`; LINE MESSAGE`).
//! `tools/check_errors.py` compares these with CPython's.

use std::io::{Read, Write};

use bumpalo::Bump;
use hognose_grammar::{Mode, Source, parse};

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for text in text.split('\0') {
        let error = match Source::from_text(text) {
            Err(error) => error,
            Ok(source) => match parse(&source, &Bump::new(), Mode::Module) {
                Ok(parsed) => {
                    write!(out, "OK")?;
                    for warning in parsed.warnings {
                        let line = source.line_number(warning.offset);
                        write!(out, "; {line} {}", warning.message)?;
                    }
                    writeln!(out)?;
                    continue;
                }
                Err(error) => error,
            },
        };
        writeln!(
            out,
            "{} {}:{}-{}:{} {}",
            error.kind.class(),
            error.line,
            error.offset,
            error.end_line,
            error.end_offset,
            error.message.replace('\n', "\\n")
        )?;
    }
    out.flush()
}
