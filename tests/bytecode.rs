//! Golden bytecode: `tests/bytecode/*.py` compile to the listings beside them.
//!
//! `HOGNOSE_BLESS=1 cargo test --test bytecode` writes the listings and the opcode reference page
//! anew; the diff is for you to judge.

use hognose::code::dis::disassemble;
use hognose::code::opcodes::TABLE;
use hognose::code::verify::verify_flow;
use hognose::code::{Code, Const};
use hognose::compile::{Options, compile};
use hognose_grammar::source::{Origin, Source};
use std::path::Path;

fn bless() -> bool {
    std::env::var_os("HOGNOSE_BLESS").is_some()
}

/// Compares with a file, or writes it.
fn check(path: &Path, text: &str, differences: &mut Vec<String>) {
    if bless() {
        std::fs::write(path, text).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    if expected == text {
        return;
    }
    let place = expected
        .lines()
        .zip(text.lines())
        .position(|(a, b)| a != b)
        .unwrap_or_else(|| expected.lines().count().min(text.lines().count()));
    let line = |text: &str| text.lines().nth(place).unwrap_or("<end>").to_string();
    differences.push(format!(
        "{} differs at line {}:\n  expected {}\n  got      {}",
        path.display(),
        place + 1,
        line(&expected),
        line(text)
    ));
}

fn flow_is_valid(code: &Code) -> Result<(), String> {
    verify_flow(code).map_err(|why| format!("{}: {why}", code.qualname))?;
    code.consts.iter().try_for_each(|c| match c {
        Const::Code(inner) => flow_is_valid(inner),
        _ => Ok(()),
    })
}

#[test]
fn listings_are_current() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bytecode");
    let mut scripts: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "py"))
        .collect();
    scripts.sort();
    assert!(!scripts.is_empty());
    let mut differences = Vec::new();
    for script in scripts {
        let name = script.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&script).unwrap();
        let source = Source::from_bytes(&bytes, Origin::File(&name)).unwrap();
        let arena = bumpalo::Bump::new();
        let parsed =
            hognose_grammar::parse(&source, &arena, hognose_grammar::Mode::Module).unwrap();
        let code = compile(parsed.module, &source, &name, &Options::default())
            .unwrap_or_else(|e| panic!("{name}: {e}"));
        flow_is_valid(&code).unwrap_or_else(|e| panic!("{name}: {e}"));
        check(
            &script.with_extension("dis"),
            &disassemble(&code),
            &mut differences,
        );
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// ARCHITECTURE.md follows a line through the listing of `walk.py`.
#[test]
fn the_walk_is_current() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
    let script = std::fs::read_to_string(root.join("tests/bytecode/walk.py")).unwrap();
    let listing = std::fs::read_to_string(root.join("tests/bytecode/walk.dis")).unwrap();
    let function = &listing[listing.find("\ncost at line").unwrap()..];
    assert!(page.contains(script.trim()), "the script differs");
    assert!(page.contains(function.trim()), "the listing differs");
}

#[test]
fn the_opcode_page_is_current() {
    let mut page = String::from(
        "# Instructions\n\n\
         Generated from the table in `src/code/opcodes.rs`, whose documentation tells what the\n\
         roles of operands mean and which invariants hold; do not edit.\n\n\
         | instruction | operands | effect |\n|---|---|---|\n",
    );
    for op in TABLE {
        let operands: Vec<String> = op
            .operands
            .iter()
            .map(|(name, role)| format!("{name}: {role}"))
            .collect();
        let doc: Vec<&str> = op
            .doc
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .collect();
        let doc = doc.join(" ").replace('|', "\\|");
        page += &format!("| `{}` | {} | {doc} |\n", op.name, operands.join(", "));
    }
    let mut differences = Vec::new();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/opcodes.md");
    check(&path, &page, &mut differences);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// A chain of this many operators, calls and `elif`s compiles or is refused; it never overflows
/// the stack.
#[test]
fn deep_sources_compile_or_are_refused() {
    let names = vec!["a"; 100_000];
    let elifs: String = (0..10_000)
        .map(|i| format!("elif a == {i}:\n b = {i}\n"))
        .collect();
    let sources = [
        names.join(" + "),
        names.join(" and "),
        names.join(" < "),
        format!("x = {}", names.join(".")),
        format!("a{}", "()".repeat(100_000)),
        format!("a{}", "[0]".repeat(100_000)),
        format!("x = {}a", "-".repeat(3_000)),
        format!("x = {}a", "lambda: ".repeat(1_000)),
        format!("if a:\n b = 1\n{elifs}"),
        format!("x = [{}]", vec!["[a]"; 70_000].join(", ")),
        format!("f({})", names.join(", ")),
        format!("{{{}}}", vec!["a: a"; 70_000].join(", ")),
        format!("while a:\n{}", " b.c = d.e\n".repeat(70_000)),
    ];
    for text in sources {
        let source = Source::from_text(&text).unwrap();
        let arena = bumpalo::Bump::new();
        let Ok(parsed) = hognose_grammar::parse(&source, &arena, hognose_grammar::Mode::Module)
        else {
            continue;
        };
        if let Err(e) = compile(parsed.module, &source, "deep", &Options::default()) {
            let start: String = text.chars().take(20).collect();
            let message = &e.message;
            assert!(
                message == "maximum recursion depth exceeded during compilation",
                "{start}: {message}"
            );
        }
    }
}
