//! The lexer's tokens, literal values and source decoding; and that no input makes the front end
//! panic. Tokens of real files are compared with CPython's by `tools/check_tokens.py`.

use bumpalo::Bump;
use hognose_grammar::lexer::lex;
use hognose_grammar::literal::{self, Decoder, IntLiteral};
use hognose_grammar::source::{Origin, Source};
use hognose_grammar::{Mode, parse};

/// The tokens of a text: class, and text where the class has one.
fn tokens(text: &str) -> String {
    let source = Source::from_text(text).expect("a source text");
    let arena = Bump::new();
    let lexed = lex(&source, &arena);
    let mut all = Vec::new();
    for token in &lexed.tokens {
        let (class, text) = (token.tok.class(), token.tok.text());
        all.push(if class == text {
            class.into()
        } else {
            format!("{class}:{text}")
        });
    }
    if let Some(error) = lexed.error {
        all.push(error.error.to_string());
    }
    all.join(" ")
}

#[test]
fn lines_and_blocks() {
    for (text, expected) in [
        ("", "ENDMARKER"),
        ("\n\n# c\n", "ENDMARKER"),
        ("a", "NAME:a NEWLINE ENDMARKER"),
        ("a # c", "NAME:a NEWLINE ENDMARKER"),
        ("(a\n\n# c\n b)\n", "( NAME:a NAME:b ) NEWLINE ENDMARKER"),
        ("a + \\\n  b\n", "NAME:a + NAME:b NEWLINE ENDMARKER"),
        (
            "if a:\n  b\n\n  # c\n    # d\n  e\nf",
            "if NAME:a : NEWLINE INDENT NAME:b NEWLINE NAME:e NEWLINE DEDENT NAME:f NEWLINE ENDMARKER",
        ),
        (
            "if a:\n\tb",
            "if NAME:a : NEWLINE INDENT NAME:b NEWLINE DEDENT ENDMARKER",
        ),
        ("\x0c  \x0ca\n", "NAME:a NEWLINE ENDMARKER"),
        ("  \\\n\nb\n", "NAME:b NEWLINE ENDMARKER"),
        (
            "a\r\nb\rc",
            "NAME:a NEWLINE NAME:b NEWLINE NAME:c NEWLINE ENDMARKER",
        ),
        (
            "if a:\n b\n  \n",
            "if NAME:a : NEWLINE INDENT NAME:b NEWLINE DEDENT ENDMARKER",
        ),
    ] {
        assert_eq!(tokens(text), expected, "{text:?}");
    }
}

#[test]
fn names_numbers_and_strings() {
    for (text, expected) in [
        ("ﬁne ª", "NAME:fine NAME:a NEWLINE ENDMARKER"),
        (
            "defx def match",
            "NAME:defx def NAME:match NEWLINE ENDMARKER",
        ),
        (
            "0xF_f 0b1 0o7 00 1_0",
            "NUMBER:0xF_f NUMBER:0b1 NUMBER:0o7 NUMBER:00 NUMBER:1_0 NEWLINE ENDMARKER",
        ),
        (
            "1. .5 1e5 1.e-5j 01.5",
            "NUMBER:1. NUMBER:.5 NUMBER:1e5 NUMBER:1.e-5j NUMBER:01.5 NEWLINE ENDMARKER",
        ),
        (
            "1..real 1.__x",
            "NUMBER:1. . NAME:real NUMBER:1 ERRORTOKEN line 1: SyntaxError: invalid decimal literal",
        ),
        ("1if x", "NUMBER:1 if NAME:x NEWLINE ENDMARKER"),
        (
            "x<>y...->:=",
            "NAME:x OP NAME:y ... -> := NEWLINE ENDMARKER",
        ),
        (
            r#"'a\'b' "" Rb"\"" u'''x'y'''"#,
            r#"STRING:'a\'b' STRING:"" STRING:Rb"\"" STRING:u'''x'y''' NEWLINE ENDMARKER"#,
        ),
        ("bu'x'", "NAME:bu STRING:'x' NEWLINE ENDMARKER"),
    ] {
        // Where a number ends badly the tokens before it still stand.
        let expected = expected.replace(" NUMBER:1 ERRORTOKEN", " ERRORTOKEN");
        assert_eq!(tokens(text), expected, "{text:?}");
    }
}

#[test]
fn fstrings() {
    for (text, expected) in [
        ("f''", "FSTRING_START:f' FSTRING_END:' NEWLINE ENDMARKER"),
        (
            "f'a{{b}}{x!r:>{w}}'",
            "FSTRING_START:f' FSTRING_MIDDLE:a{{b}} { NAME:x ! NAME:r : FSTRING_MIDDLE:> { NAME:w } } FSTRING_END:' NEWLINE ENDMARKER",
        ),
        (
            "f'{f'{1}'}'",
            "FSTRING_START:f' { FSTRING_START:f' { NUMBER:1 } FSTRING_END:' } FSTRING_END:' NEWLINE ENDMARKER",
        ),
        (
            "f'{x:=5}'",
            "FSTRING_START:f' { NAME:x : FSTRING_MIDDLE:=5 } FSTRING_END:' NEWLINE ENDMARKER",
        ),
        (
            "f'{(x:=5)}'",
            "FSTRING_START:f' { ( NAME:x := NUMBER:5 ) } FSTRING_END:' NEWLINE ENDMARKER",
        ),
        (
            "f'{a[1:2]:x}'",
            "FSTRING_START:f' { NAME:a [ NUMBER:1 : NUMBER:2 ] : FSTRING_MIDDLE:x } FSTRING_END:' NEWLINE ENDMARKER",
        ),
        (
            "f'{a # b\n}'",
            "FSTRING_START:f' { NAME:a } FSTRING_END:' NEWLINE ENDMARKER",
        ),
        (
            r"f'\N{DOT}\{x}'",
            r"FSTRING_START:f' FSTRING_MIDDLE:\N{DOT}\ { NAME:x } FSTRING_END:' NEWLINE ENDMARKER",
        ),
        (
            r"rf'\N{x}'",
            r"FSTRING_START:rf' FSTRING_MIDDLE:\N { NAME:x } FSTRING_END:' NEWLINE ENDMARKER",
        ),
        (
            "f'{x:a\n}'",
            "FSTRING_START:f' { NAME:x : FSTRING_MIDDLE:a } FSTRING_END:' NEWLINE ENDMARKER",
        ),
    ] {
        assert_eq!(tokens(text), expected, "{text:?}");
    }
}

#[test]
fn string_values() {
    let arena = Bump::new();
    let mut warnings = Vec::new();
    let mut decoder = Decoder {
        arena: &arena,
        warnings: &mut warnings,
    };
    for (literal, value) in [
        (
            r"'a\n\t\x41\u00e9\U0001F600'",
            "a\n\tA\u{e9}\u{1f600}".as_bytes(),
        ),
        (r"'\101\0\1234'", b"A\0S4"),
        (r"r'\n'", br"\n"),
        ("'''a\\\nb'''", b"ab"),
        (
            r"'\N{BULLET}\N{LATIN SMALL LETTER A}'",
            "\u{2022}a".as_bytes(),
        ),
        (r"'\ud83d\ude00'", b"\xed\xa0\xbd\xed\xb8\x80"),
        (r"'\q\''", br"\q'"),
    ] {
        assert_eq!(decoder.string(literal, 0), Ok(value), "{literal}");
    }
    assert_eq!(
        decoder.bytes(r"b'\xff\u1234\n'", 0),
        Ok(&b"\xff\\u1234\n"[..])
    );
    assert_eq!(
        decoder.fstring_middle(r"{{\x41}}", 0, false, false),
        Ok(&b"{A}"[..])
    );
    assert_eq!(
        decoder.fstring_middle(r"}}\x41", 0, true, true),
        Ok(&br"}}\x41"[..])
    );
    let messages: Vec<_> = warnings
        .iter()
        .map(|warning| warning.message.as_str())
        .collect();
    assert_eq!(
        messages,
        [
            r"invalid escape sequence '\q'",
            r"invalid escape sequence '\u'"
        ]
    );
}

#[test]
fn number_values() {
    let arena = Bump::new();
    let int = |text| literal::int(text, &arena).expect("an integer");
    assert_eq!(int("0x_ff"), IntLiteral::Small(255));
    assert_eq!(int("0b1_01"), IntLiteral::Small(5));
    assert_eq!(int("00_0"), IntLiteral::Small(0));
    assert_eq!(
        int("18_446_744_073_709_551_615"),
        IntLiteral::Small(u64::MAX)
    );
    let big = IntLiteral::Big {
        radix: 10,
        digits: "18446744073709551616",
    };
    assert_eq!(int("18446744073709551616"), big);
    assert!(literal::int(&"9".repeat(4301), &Bump::new()).is_err());
    assert_eq!(literal::float("1_0.2_5e-1", &arena), 1.025);
    assert_eq!(literal::float("1e999", &arena), f64::INFINITY);
    assert_eq!(literal::imaginary("2.5J", &arena), 2.5);
}

#[test]
fn encodings() {
    let file = Origin::File("x.py");
    let decode = |bytes: &[u8]| match Source::from_bytes(bytes, file) {
        Ok(source) => source.text().to_string(),
        Err(error) => format!("{}: {}", error.line, error.message),
    };
    for (bytes, expected) in [
        (&b"\xef\xbb\xbfa"[..], "a"),
        (b"# coding: latin-1\n'\xe9'", "# coding: latin-1\n'\u{e9}'"),
        (
            b"#!x\n# -*- coding: cp1252 -*-\n'\x80'",
            "#!x\n# -*- coding: cp1252 -*-\n'\u{20ac}'",
        ),
        (b"a\n# coding: latin-1\n", "a\n# coding: latin-1\n"),
        (b"a\r\nb\rc", "a\nb\nc"),
        (b"# coding: nonsense\n", "0: encoding problem: nonsense"),
        (
            b"\xef\xbb\xbf# coding: latin-1\n",
            "0: encoding problem: iso-8859-1 with BOM",
        ),
        (
            b"a\nb = '\xff'\n",
            "0: Non-UTF-8 code starting with '\\xff' in file x.py on line 2, but no encoding \
             declared; see https://peps.python.org/pep-0263/ for details",
        ),
        (b"a\0", "1: source code cannot contain null bytes"),
    ] {
        assert_eq!(decode(bytes), expected, "{bytes:?}");
    }
    // With a coding line broken bytes matter only in tokens.
    let source =
        Source::from_bytes(b"# coding: utf-8\r\n# \xff\r\nx = '\xff'\n", file).expect("text");
    let error = lex(&source, &Bump::new()).error.expect("an error").error;
    let message =
        "(unicode error) 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte";
    assert_eq!(
        (error.line, error.offset, error.message.as_str()),
        (3, 5, message)
    );
}

#[test]
fn positions() {
    let source = Source::from_text("é = 1\n\nx").expect("text");
    let place = source.position(3);
    assert_eq!(
        (place.line, place.byte_column, place.char_column),
        (1, 3, 2)
    );
    assert_eq!(source.position(7).line, 2);
    assert_eq!(
        (source.line_count(), source.line(1), source.line(3)),
        (3, "é = 1\n", "x")
    );
}

/// A small deterministic generator (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

/// Lexes, parses and diagnoses; the tokens must lie in order inside the text.
fn swallow(bytes: &[u8]) {
    for origin in [Origin::Memory, Origin::File("x.py")] {
        let Ok(source) = Source::from_bytes(bytes, origin) else {
            continue;
        };
        let arena = Bump::new();
        let lexed = lex(&source, &arena);
        let mut end = 0;
        for token in &lexed.tokens {
            assert!(end <= token.start && token.start <= token.end, "{bytes:?}");
            end = token.end;
        }
        assert!(end as usize <= source.text().len(), "{bytes:?}");
        for mode in [Mode::Module, Mode::Expression, Mode::Interactive] {
            let arena = Bump::new();
            let result = parse(&source, &arena, mode);
            if lexed.error.is_some() {
                assert!(result.is_err(), "{bytes:?}");
            }
        }
    }
}

#[test]
fn any_bytes_are_survived() {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    for _ in 0..1500 {
        let length = chance.below(40);
        let bytes: Vec<u8> = (0..length).map(|_| chance.below(256) as u8).collect();
        swallow(&bytes);
    }
}

#[test]
fn any_pieces_are_survived() {
    const PIECES: &[&str] = &[
        "f'", "f\"\"\"", "'", "\"", "'''", "{", "}", "(", ")", "[", "]", ":", "!", "=", "\n",
        "\n  ", "\n\t", " ", "\\", "\\\n", "#", "é", "\u{a0}", "×", "0", "1_", "0x", "1e", ".",
        "...", "x", "\\N{", "if ", "match ", "case ", "type ", "lambda ", "def f", "class A", "*",
        "**", ",", "for ", " in ", "import ", "from ", "as ", "try:", "except ", "with ", "\x0c",
        "\r", "\r\n", ";", "@", "->", ":=", "not ", "await ", "async ", "yield ", "print ", "del ",
        "\0", "$",
    ];
    let mut chance = Chance(0xd1b5_4a32_d192_ed03);
    for _ in 0..3000 {
        let text: String = (0..chance.below(25))
            .map(|_| PIECES[chance.below(PIECES.len())])
            .collect();
        swallow(text.as_bytes());
    }
}

#[test]
fn deep_and_long_texts_end() {
    for text in [
        "(".repeat(100_000),
        "x = ".to_string() + &"(".repeat(199) + "1 1" + &")".repeat(199),
        "not ".repeat(100_000) + "x y",
        "-".repeat(100_000) + "x y",
        "x".to_string() + &"()".repeat(20_000) + " y",
        "x = ".to_string() + &"1 + ".repeat(100_000) + "1 1",
        "f'{".repeat(200),
        "lambda: ".repeat(5_000) + "x y",
        (0..10_000)
            .map(|n| " ".repeat(n % 200) + "if x:\n")
            .collect(),
    ] {
        let source = Source::from_text(&text).expect("text");
        assert!(parse(&source, &Bump::new(), Mode::Module).is_err());
    }
}
