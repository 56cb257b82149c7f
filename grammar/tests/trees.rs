//! Trees of every construct, compared with what CPython 3.13 makes of the same source.
//!
//! `trees/NAME.py` is the source and `trees/NAME.ast` has a line for each statement, recorded by
//! `tools/record_trees.py`.

use std::path::{Path, PathBuf};

use bumpalo::Bump;
use hognose_grammar::ast::Mod;
use hognose_grammar::dump::{Style, dump};
use hognose_grammar::{Mode, Source, parse};

fn sources() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/trees");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("tests/trees is there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|e| e == "py"))
        .collect();
    files.sort();
    files
}

/// One line for each statement.
fn statements(text: &str) -> Result<Vec<String>, String> {
    let source = Source::from_text(text).map_err(|e| e.to_string())?;
    let arena = Bump::new();
    let parsed = parse(&source, &arena, Mode::Module).map_err(|e| e.to_string())?;
    let Mod::Module { body } = *parsed.module else {
        return Err("not a module".into());
    };
    let style = Style {
        indent: None,
        attributes: true,
    };
    body.iter()
        .map(|&statement| {
            let alone = Mod::Module { body: &[statement] };
            let text = dump(&alone, &source, style).map_err(|e| e.to_string())?;
            let text = text.strip_prefix("Module(body=[").unwrap_or(&text);
            Ok(text.strip_suffix("])").unwrap_or(text).to_string())
        })
        .collect()
}

#[test]
fn trees_are_those_of_cpython() {
    let mut failures = Vec::new();
    let mut compared = 0;
    for path in sources() {
        let text = std::fs::read_to_string(&path).expect("sources are UTF-8");
        let expected = std::fs::read_to_string(path.with_extension("ast"))
            .expect("recorded by tools/record_trees.py");
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        match statements(&text) {
            Err(error) => failures.push(format!("{name}: {error}")),
            Ok(found) => {
                let expected: Vec<&str> = expected.lines().collect();
                if found.len() != expected.len() {
                    failures.push(format!("{name}: {} statements", found.len()));
                }
                compared += found.len();
                for (found, expected) in found.iter().zip(expected) {
                    if found != expected {
                        failures.push(format!("{name}:\n found {found}\n expected {expected}"));
                    }
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(compared > 300, "only {compared} statements");
}

/// What begins a statement can stand in any block, and what is an expression in any expression.
#[test]
fn statements_parse_alike_in_a_block() {
    for path in sources() {
        let text = std::fs::read_to_string(&path).expect("sources are UTF-8");
        let source = Source::from_text(&text).expect("valid");
        let arena = Bump::new();
        let parsed = parse(&source, &arena, Mode::Module).expect("valid");
        let Mod::Module { body } = *parsed.module else {
            panic!("not a module");
        };
        let style = Style::default();
        for statement in body {
            let text = &source.text()[statement.span.start as usize..statement.span.end as usize];
            let alone = Mod::Module { body: &[statement] };
            let alone = dump(&alone, &source, style).expect("printable");
            // A decorated definition's span begins after its decorators.
            if text.contains('\n') || alone.contains("decorator_list") {
                continue;
            }
            let nested = format!("if 1:\n  while 1:\n    {text}\n");
            let nested = Source::from_text(&nested).expect("valid");
            let nested_arena = Bump::new();
            let parsed = parse(&nested, &nested_arena, Mode::Module)
                .unwrap_or_else(|e| panic!("{text}: {e}"));
            let nested = dump(parsed.module, &nested, style).expect("printable");
            let inner = alone.strip_prefix("Module(body=[").expect("a module");
            let block = "(test=Constant(value=1), body=[";
            let expected = format!("Module(body=[If{block}While{block}{inner}])])");
            assert_eq!(nested, expected, "{text}");
        }
    }
}

#[test]
fn one_line_and_one_expression() {
    let compact = |text: &str, mode| {
        let source = Source::from_text(text).expect("valid");
        let arena = Bump::new();
        let parsed = parse(&source, &arena, mode)
            .map(|parsed| dump(parsed.module, &source, Style::default()).expect("printable"));
        parsed.map_err(|e| e.message)
    };
    let name = "Name(id='a', ctx=Load())";
    assert_eq!(
        compact("a; a\n", Mode::Interactive),
        Ok(format!(
            "Interactive(body=[Expr(value={name}), Expr(value={name})])"
        ))
    );
    assert_eq!(
        compact("if a:\n a\n", Mode::Interactive),
        Ok(format!(
            "Interactive(body=[If(test={name}, body=[Expr(value={name})])])"
        ))
    );
    assert_eq!(
        compact("a, a\n\n", Mode::Expression),
        Ok(format!(
            "Expression(body=Tuple(elts=[{name}, {name}], ctx=Load()))"
        ))
    );
    assert_eq!(
        compact("a\nb\n", Mode::Interactive),
        Err("multiple statements found while compiling a single statement".into())
    );
    assert!(compact("if a:\n b\nc\n", Mode::Interactive).is_err());
    assert!(compact("", Mode::Interactive).is_err());
    assert!(compact("a = 1", Mode::Expression).is_err());
    assert!(compact("*a, b", Mode::Expression).is_err());
    assert!(compact("(*a, b)", Mode::Expression).is_ok());
}
