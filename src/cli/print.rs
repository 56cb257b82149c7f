//! `--ast` and `--dis`.

use hognose::compile::{self, compile};
use hognose_grammar::dump::{Style, dump};
use hognose_grammar::source::Origin;
use hognose_grammar::{Mode, Source, parse};
use std::io::Write;
use std::process::ExitCode;

fn read(file: &str) -> Result<Vec<u8>, String> {
    std::fs::read(file).map_err(|e| format!("can't open file '{file}': {e}"))
}

fn finish(text: Result<String, String>) -> ExitCode {
    match text {
        Ok(text) => match std::io::stdout().write_all(text.as_bytes()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::from(120),
        },
        Err(e) => {
            eprintln!("hognose: {e}");
            ExitCode::FAILURE
        }
    }
}

/// Prints a file's tree as `ast.dump(ast.parse(source), indent=1, include_attributes=True)` does;
/// compactly: as `ast.dump(ast.parse(source))` does.
pub fn ast(file: &str, compact: bool) -> ExitCode {
    let style = match compact {
        true => Style::default(),
        false => Style {
            indent: Some(1),
            attributes: true,
        },
    };
    finish((|| {
        let bytes = read(file)?;
        let source =
            Source::from_bytes(&bytes, Origin::File(file)).map_err(|e| format!("{file}: {e}"))?;
        let arena = bumpalo::Bump::new();
        let parsed = parse(&source, &arena, Mode::Module).map_err(|e| format!("{file}: {e}"))?;
        let mut text = dump(parsed.module, &source, style).map_err(|e| format!("{file}: {e}"))?;
        text.push('\n');
        Ok(text)
    })())
}

/// Prints a file's bytecode.
pub fn dis(file: &str, optimize: u8) -> ExitCode {
    finish((|| {
        let bytes = read(file)?;
        let source =
            Source::from_bytes(&bytes, Origin::File(file)).map_err(|e| format!("{file}: {e}"))?;
        let arena = bumpalo::Bump::new();
        let parsed = parse(&source, &arena, Mode::Module).map_err(|e| format!("{file}: {e}"))?;
        let options = compile::Options {
            optimize,
            ..compile::Options::default()
        };
        let code =
            compile(parsed.module, &source, file, &options).map_err(|e| format!("{file}: {e}"))?;
        Ok(hognose::code::dis::disassemble(&code))
    })())
}
