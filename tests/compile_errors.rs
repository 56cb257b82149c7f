//! What the compiler (and the parser before it) refuses, with CPython's words and places:
//! `tests/compile/errors.txt`, recorded by `tools/record_compile_errors.py`.

use hognose::compile::{Options, compile};
use hognose_grammar::source::{Origin, Source};

/// The answer in the form of the file; none for an error of the parser, which has tests of its
/// own.
fn answer(snippet: &str) -> Option<String> {
    let source = Source::from_bytes(snippet.as_bytes(), Origin::Memory).ok()?;
    let arena = bumpalo::Bump::new();
    let parsed = hognose_grammar::parse(&source, &arena, hognose_grammar::Mode::Module).ok()?;
    Some(
        match compile(parsed.module, &source, "f", &Options::default()) {
            Ok(_) => "ok".into(),
            Err(e) => {
                let p = e.position;
                let (col, end_col) = (p.col + 1, p.end_col + 1);
                format!("{}:{col}-{}:{end_col} {}", p.line, p.end_line, e.message)
            }
        },
    )
}

#[test]
fn refusals_are_those_of_cpython() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/compile/errors.txt");
    let text = std::fs::read_to_string(path).unwrap();
    let mut differences = String::new();
    let mut compared = 0;
    for block in text.split("---\n") {
        let (snippet, expected) = block.split_once("\n=>\n").unwrap();
        let expected = expected.trim_end();
        let Some(got) = answer(snippet) else { continue };
        compared += 1;
        if got != expected {
            differences += &format!("{snippet}\n  expected {expected}\n  got      {got}\n");
        }
    }
    assert!(differences.is_empty(), "{differences}");
    assert!(compared > 150, "only {compared} snippets were parsed");
}
