//! Prints the syntax tree of files as CPython's `ast.dump(tree, indent=1,
//! include_attributes=True)` does.
//!
//! ```text
//! dump [--compact] FILE...    each file's tree, or its error on stderr and status 1
//! dump --stream               reads file names from stdin, a line each; answers each with a line
//!                             `ok LENGTH` or `error LENGTH` and so many bytes: the tree, or
//!                             `LINE:MESSAGE`
//! ```

use std::io::{BufRead, Write};
use std::process::ExitCode;

use bumpalo::Bump;
use hognose_grammar::dump::{Style, dump};
use hognose_grammar::source::Origin;
use hognose_grammar::{Mode, Source, SyntaxError, parse};

fn tree(path: &str, style: Style) -> Result<String, SyntaxError> {
    let bytes = std::fs::read(path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let source = Source::from_bytes(&bytes, Origin::Memory)?;
    let arena = Bump::new();
    let parsed = parse(&source, &arena, Mode::Module)?;
    Ok(match dump(parsed.module, &source, style) {
        Ok(text) => text,
        Err(e) => format!("cannot print: {e}"),
    })
}

fn main() -> ExitCode {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let mut style = Style {
        indent: Some(1),
        attributes: true,
    };
    if args.first().is_some_and(|a| a == "--compact") {
        args.remove(0);
        style = Style::default();
    }
    let mut out = std::io::stdout().lock();
    if args.first().is_some_and(|a| a == "--stream") {
        for path in std::io::stdin().lock().lines() {
            let path = path.expect("file names are text");
            let (verdict, text) = match tree(&path, style) {
                Ok(text) => ("ok", text),
                Err(e) => ("error", format!("{}:{}", e.line, e.message)),
            };
            write!(out, "{verdict} {}\n{text}", text.len()).expect("stdout is open");
            out.flush().expect("stdout is open");
        }
        return ExitCode::SUCCESS;
    }
    let mut status = ExitCode::SUCCESS;
    for path in &args {
        match tree(path, style) {
            Ok(text) => writeln!(out, "{text}").expect("stdout is open"),
            Err(e) => {
                eprintln!("{path}: {e}");
                status = ExitCode::FAILURE;
            }
        }
    }
    status
}
