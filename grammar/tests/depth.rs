//! Deep and long sources give a tree or an error, on a small stack, and dropping the tree recurses
//! nowhere.

use bumpalo::Bump;
use hognose_grammar::dump::{DumpError, Style, dump};
use hognose_grammar::{Mode, Options, Source, SyntaxError, parse};

/// Parses on a thread with 256 KiB of stack: the message of the error, if there is one.
fn outcome(text: String) -> Result<(), String> {
    on_small_stack(move || {
        let source = Source::from_text(&text).map_err(|e| e.message)?;
        let arena = Bump::new();
        parse(&source, &arena, Mode::Module)
            .map(drop)
            .map_err(|e| e.message)
    })
}

fn on_small_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new()
        .stack_size(256 << 10)
        .spawn(work)
        .expect("threads can be made")
        .join()
        .expect("no panic")
}

/// More levels than any native stack of a test's thread would hold.
const DEEP: usize = 20_000;

#[test]
fn a_sum_of_100_000_terms_and_as_many_brackets() {
    assert_eq!(outcome("1".to_string() + &"+1".repeat(99_999)), Ok(()));
    let error = Err("too many nested parentheses".to_string());
    assert_eq!(outcome("(".repeat(100_000)), error);
    assert_eq!(outcome("(".repeat(100_000) + &")".repeat(100_000)), error);
}

#[test]
fn long_chains_parse() {
    for (first, rest) in [
        ("1", "+1"),
        ("a", ".b"),
        ("a", "()"),
        ("a", "[0]"),
        ("a", " or b"),
        ("a", " < b"),
        ("a = b", " = c"),
        ("a", "**b"),
        ("a", " if b else c"),
        ("a,", "b,"),
        ("'a'", " 'b'"),
        ("f'{a}'", " f'{b}'"),
        ("f(a", ",a"),
    ] {
        let mut text = first.to_string() + &rest.repeat(DEEP);
        if first == "f(a" {
            text.push(')');
        }
        assert_eq!(outcome(text), Ok(()), "{first}{rest}…");
    }
}

#[test]
fn prefixes_parse_however_many() {
    for prefix in ["-", "not ", "~", "lambda: ", "a if b else "] {
        assert_eq!(outcome(prefix.repeat(DEEP) + "a"), Ok(()), "{prefix}");
    }
    let elifs = "elif a: b\n".repeat(DEEP);
    assert_eq!(outcome(format!("if a: b\n{elifs}")), Ok(()));
    let decorators = "@a\n".repeat(DEEP);
    assert_eq!(outcome(format!("{decorators}def f(): pass\n")), Ok(()));
}

#[test]
fn brackets_and_blocks_have_cpythons_limits() {
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("f(", ")"),
        ("a[", "]"),
        ("{0: ", "}"),
    ] {
        let nested = |n: usize| open.repeat(n) + "a" + &close.repeat(n);
        assert_eq!(outcome(nested(199)), Ok(()), "{open}");
        let error = Err("too many nested parentheses".to_string());
        assert_eq!(outcome(nested(201)), error, "{open}");
        assert_eq!(outcome(nested(DEEP)), error, "{open}");
        assert_eq!(outcome(open.repeat(DEEP)), error, "{open}");
    }
    let blocks = |n: usize| {
        let lines = (0..n).map(|i| " ".repeat(i) + "if a:\n");
        lines.collect::<String>() + &" ".repeat(n) + "b\n"
    };
    assert_eq!(outcome(blocks(99)), Ok(()));
    for n in [100, 10_000] {
        let error = Err("too many levels of indentation".to_string());
        assert_eq!(outcome(blocks(n)), error);
    }
}

#[test]
fn deep_errors_are_errors() {
    for text in [
        "-".repeat(DEEP),
        "not ".repeat(DEEP) + "= 1",
        "1+".repeat(DEEP) + "1 = 2",
        "lambda: ".repeat(DEEP),
        "a if ".repeat(DEEP),
        "a = ".repeat(DEEP) + "1 = 2",
        "f'{".repeat(DEEP),
        "if a:\n".repeat(DEEP),
        "@".repeat(DEEP),
        "await ".repeat(DEEP),
        "*".repeat(DEEP),
        "a ".repeat(DEEP),
        "with ".repeat(DEEP),
        "match ".repeat(DEEP),
        "case ".repeat(DEEP),
    ] {
        let start: String = text.chars().take(12).collect();
        assert!(outcome(text).is_err(), "{start}…");
    }
}

#[test]
fn a_tree_too_deep_to_print_is_refused() {
    let printed = |n: usize| {
        on_small_stack(move || {
            let text = "1".to_string() + &"+1".repeat(n);
            let source = Source::from_text(&text).expect("valid");
            let arena = Bump::new();
            let parsed = parse(&source, &arena, Mode::Module).expect("valid");
            dump(parsed.module, &source, Style::default()).map(|t| t.len())
        })
    };
    assert!(printed(4000).is_ok_and(|length| length > 4000 * 20));
    assert_eq!(printed(DEEP), Err(DumpError::TooDeep));
}

#[test]
fn a_source_beyond_its_budget_is_refused() {
    let source = Source::from_text("a = 1\n").expect("valid");
    let parse_with = |max_bytes| -> Result<(), SyntaxError> {
        let mode = Mode::Module;
        parse(&source, &Bump::new(), Options { mode, max_bytes }).map(drop)
    };
    assert!(parse_with(6).is_ok());
    let message = parse_with(5).map_err(|e| e.message);
    assert_eq!(message, Err("source code is longer than 5 bytes".into()));
}
