//! Shows what each stage makes of a source: tokens, syntax tree, bytecode.
//!
//! ```text
//! cargo run --example pipeline -- 'total += price[name] * 2'
//! cargo run --example pipeline -- --file script.py
//! ```

use hognose::code::dis::disassemble;
use hognose::compile::{Options, compile};
use hognose_grammar::dump::{Style, dump};
use hognose_grammar::lexer::lex;
use hognose_grammar::source::{Origin, Source};
use hognose_grammar::{Mode, parse};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let shown = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--file", path] => match std::fs::read(path) {
            Ok(bytes) => show(&bytes, path),
            Err(e) => Err(format!("{path}: {e}")),
        },
        [text] => show(text.as_bytes(), "<argument>"),
        _ => Err("usage: pipeline TEXT | pipeline --file PATH".into()),
    };
    match shown {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn show(bytes: &[u8], name: &str) -> Result<(), String> {
    let source = Source::from_bytes(bytes, Origin::File(name)).map_err(|e| e.to_string())?;
    let arena = bumpalo::Bump::new();

    println!("== tokens");
    for token in lex(&source, &arena).tokens {
        let at = source.position(token.start);
        let (class, text) = (token.tok.class(), token.tok.text());
        let place = format!("{}:{}", at.line, at.byte_column);
        if class == text {
            println!("{place:6} {text}");
        } else {
            println!("{place:6} {class} {text}");
        }
    }

    let parsed = parse(&source, &arena, Mode::Module).map_err(|e| e.to_string())?;
    println!("\n== tree");
    let style = Style {
        indent: Some(1),
        attributes: false,
    };
    println!(
        "{}",
        dump(parsed.module, &source, style).map_err(|e| e.to_string())?
    );

    let code =
        compile(parsed.module, &source, name, &Options::default()).map_err(|e| e.to_string())?;
    println!("\n== bytecode");
    print!("{}", disassemble(&code));
    Ok(())
}
