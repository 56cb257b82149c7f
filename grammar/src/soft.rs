//! Words that are keywords only in their place, decided by looking ahead in the tokens.
//!
//! Runs between lexer and parser and changes tokens in place:
//!
//! - `match` at the start of a line is a keyword if the line ends in a colon and the block after
//!   it begins with `case`: no other statement does.
//! - `case` is one at the start of a line directly in such a block.
//! - `type` is one before a name that `=` or `[` follows: no expression has two names in a row.
//! - The `(` after `with` becomes [`Tok::WithParen`] if what it encloses are with-items, not one
//!   expression: `:` follows the closing one, and inside there is a comma or `as`, and nothing
//!   that only an expression may hold (`*x`, `x := y`, `yield`, `for`).
//!
//! Each token is looked at a bounded number of times.

use crate::token::{Tok, Token};

/// Marks soft keywords and the parentheses around with-items.
pub(crate) fn mark(tokens: &mut [Token<'_>]) {
    // For each open block: is it that of a `match`?
    let mut blocks: Vec<bool> = Vec::new();
    let mut match_line = false;
    let mut line_start = true;
    for i in 0..tokens.len() {
        let at_start = std::mem::take(&mut line_start);
        match tokens[i].tok {
            Tok::Newline => line_start = true,
            Tok::Indent => {
                blocks.push(std::mem::take(&mut match_line));
                line_start = true;
            }
            Tok::Dedent => {
                blocks.pop();
                line_start = true;
            }
            Tok::Name("match") if at_start && begins_match(&tokens[i + 1..]) => {
                tokens[i].tok = Tok::MatchKw;
                match_line = true;
            }
            Tok::Name("case") if at_start && blocks.last() == Some(&true) => {
                tokens[i].tok = Tok::CaseKw;
            }
            Tok::Name("type") if begins_type_alias(&tokens[i + 1..]) => {
                tokens[i].tok = Tok::TypeKw;
            }
            Tok::With if encloses_items(&tokens[i + 1..]) => tokens[i + 1].tok = Tok::WithParen,
            _ => {}
        }
    }
}

/// True if a `match` statement goes on like this after its first word.
fn begins_match(rest: &[Token<'_>]) -> bool {
    let Some(end) = rest.iter().position(|t| t.tok == Tok::Newline) else {
        return false;
    };
    end >= 2
        && rest[end - 1].tok == Tok::Colon
        && matches!(
            rest[end + 1..],
            [
                Token {
                    tok: Tok::Indent,
                    ..
                },
                Token {
                    tok: Tok::Name("case"),
                    ..
                },
                ..
            ]
        )
}

/// True if a `type` statement goes on like this after its first word.
fn begins_type_alias(rest: &[Token<'_>]) -> bool {
    matches!(
        rest,
        [
            Token {
                tok: Tok::Name(_),
                ..
            },
            Token {
                tok: Tok::Equal | Tok::LBracket,
                ..
            },
            ..
        ]
    )
}

/// True if with-items in parentheses follow.
fn encloses_items(rest: &[Token<'_>]) -> bool {
    if rest.first().is_none_or(|t| t.tok != Tok::LParen) {
        return false;
    }
    let mut depth = 0;
    let mut several = false;
    // Lambdas whose parameters are being read, which may have stars.
    let mut lambdas = 0;
    let mut before = Tok::Newline;
    for (i, token) in rest.iter().enumerate() {
        match token.tok {
            Tok::LParen | Tok::LBracket | Tok::LBrace => depth += 1,
            Tok::RParen | Tok::RBracket | Tok::RBrace => {
                depth -= 1;
                if depth == 0 {
                    return several && rest.get(i + 1).is_some_and(|t| t.tok == Tok::Colon);
                }
            }
            Tok::Newline | Tok::Error => return false,
            _ if depth > 1 => {}
            Tok::As | Tok::Comma => several = true,
            Tok::Lambda => lambdas += 1,
            Tok::Colon => lambdas -= 1,
            Tok::Walrus | Tok::For | Tok::Yield => return false,
            Tok::Star if lambdas == 0 && matches!(before, Tok::LParen | Tok::Comma) => {
                return false;
            }
            _ => {}
        }
        before = token.tok;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexer::lex;
    use crate::source::Source;

    fn marked(text: &str) -> Vec<String> {
        let arena = bumpalo::Bump::new();
        let source = Source::from_text(text).expect("valid text");
        let mut tokens = lex(&source, &arena).tokens;
        mark(&mut tokens);
        tokens
            .iter()
            .filter(|t| {
                matches!(
                    t.tok,
                    Tok::MatchKw | Tok::CaseKw | Tok::TypeKw | Tok::WithParen
                )
            })
            .map(|t| t.tok.text().to_string())
            .collect()
    }

    #[test]
    fn match_is_a_keyword_only_before_a_case_block() {
        assert_eq!(marked("match x:\n case case:\n  pass\n"), ["match", "case"]);
        assert_eq!(
            marked("match x:\n case 1:\n  case = 2\n case 3: case\n"),
            ["match", "case", "case"]
        );
        assert_eq!(
            marked("match (x):\n case 1:\n  match [y]:\n   case 2: 0\n case 3: 0\n").len(),
            5
        );
        for plain in [
            "match = 1\n",
            "match(x)\n",
            "match[a:b]\n",
            "match: int\n",
            "match x:\n pass\n",
            "x = match\ncase = 1\n",
            "if match:\n case = 1\n",
        ] {
            assert!(marked(plain).is_empty(), "{plain}");
        }
    }

    #[test]
    fn type_is_a_keyword_before_a_name_being_defined() {
        assert_eq!(marked("type X = int\n"), ["type"]);
        assert_eq!(marked("if x: type type[T] = T; type match = 1\n").len(), 2);
        for plain in ["type = 1\n", "type(x)\n", "type[x]\n", "a.type, b = c\n"] {
            assert!(marked(plain).is_empty(), "{plain}");
        }
    }

    #[test]
    fn with_items_are_told_from_expressions() {
        for items in [
            "(a as b)",
            "(a, b)",
            "(a,)",
            "(a as b, c as d,)",
            "((a := b), c)",
            "(lambda *x: 1, b)",
            "(a[*x], b)",
            "(f'{x:{y}}' as z)",
        ] {
            assert_eq!(marked(&format!("with {items}: 0\n")), ["("], "{items}");
        }
        for expression in [
            "(a)",
            "()",
            "(a, b).c",
            "(a, b) as c",
            "(a), (b)",
            "(*a, b)",
            "(a := b, c)",
            "(yield a, b)",
            "(f(a, b) for a in b)",
            "(a, b), c",
        ] {
            assert!(
                marked(&format!("with {expression}: 0\n")).is_empty(),
                "{expression}"
            );
        }
    }
}
