//! Syntax errors: class, message, lines and offsets, as recorded from CPython 3.13 in
//! `tests/errors/*.txt` by `tools/record_errors.py`, which describes the format.

use std::path::Path;

use bumpalo::Bump;
use hognose_grammar::{Mode, Source, parse};

/// A source text and what is expected of it.
struct Case {
    source: String,
    expected: String,
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut source = String::new();
    let mut lines = text.split('\n');
    while let Some(line) = lines.next() {
        match line.strip_prefix("~~~") {
            Some(expected) => {
                cases.push(Case {
                    source: decoded(&source),
                    expected: expected.trim().into(),
                });
                source.clear();
                assert_eq!(lines.next(), Some(""), "an empty line ends a case");
            }
            None => {
                source.push_str(line);
                source.push('\n');
            }
        }
    }
    assert_eq!(source.trim(), "", "the last case has no expectation");
    cases
}

/// The text with `<U+0009>` and `<END>` replaced by what they stand for.
fn decoded(text: &str) -> String {
    let mut parts = text.split("<U+");
    let mut result = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let (code, rest) = part.split_once('>').expect("<U+ is closed");
        let code = u32::from_str_radix(code, 16).expect("a hexadecimal number");
        result.push(char::from_u32(code).expect("a character"));
        result.push_str(rest);
    }
    match result.strip_suffix("<END>\n") {
        Some(short) => short.into(),
        None => result,
    }
}

fn actual(text: &str) -> String {
    let error = match Source::from_text(text) {
        Err(error) => error,
        Ok(source) => match parse(&source, &Bump::new(), Mode::Module) {
            Ok(_) => return "OK".into(),
            Err(error) => error,
        },
    };
    let line = text
        .split('\n')
        .nth(error.line as usize - 1)
        .unwrap_or_default();
    let shown = error
        .text
        .as_deref()
        .unwrap_or_default()
        .trim_end_matches('\n');
    assert_eq!(shown, line, "the error of {text:?} shows its line");
    format!(
        "{} {}:{}-{}:{} {}",
        error.kind.class(),
        error.line,
        error.offset,
        error.end_line,
        error.end_offset,
        error.message.replace('\n', "\\n")
    )
}

#[test]
fn errors_are_cpythons() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors");
    let mut count = 0;
    let mut failures = Vec::new();
    for entry in std::fs::read_dir(&folder).expect("the folder of cases") {
        let path = entry.expect("a folder entry").path();
        let text = std::fs::read_to_string(&path).expect("a readable file");
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        for case in cases(&text) {
            count += 1;
            let actual = actual(&case.source);
            if actual != case.expected {
                let Case { source, expected } = case;
                failures.push(format!(
                    "{name}\n{source}\nexpected {expected}\n  actual {actual}\n"
                ));
            }
        }
    }
    assert!(count >= 300, "only {count} cases found");
    assert!(
        failures.is_empty(),
        "{} of {count} differ\n{}",
        failures.len(),
        failures.join("\n")
    );
}
