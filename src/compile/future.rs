//! `from __future__ import …`.

use hognose_grammar::ast::*;

use super::error::{CompileError, Res};

/// Features that every supported version has, and `annotations`, which still changes something.
const FEATURES: &[&str] = &[
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "barry_as_FLUFL",
    "generator_stop",
    "annotations",
];

/// Checks the module's future imports; whether it imports `annotations`. Those that come too late
/// are found when they are compiled.
pub(super) fn check(module: &Mod<'_>) -> Res<bool> {
    let (Mod::Module { body } | Mod::Interactive { body }) = module else {
        return Ok(false);
    };
    let mut annotations = false;
    for s in body.iter().take(leading(body)) {
        if let StmtKind::ImportFrom {
            module: Some("__future__"),
            names,
            ..
        } = s.kind
        {
            for alias in names {
                let name = alias.name;
                let message = match name {
                    "annotations" => {
                        annotations = true;
                        continue;
                    }
                    _ if FEATURES.contains(&name) => continue,
                    "braces" => "not a chance".into(),
                    _ => format!("future feature {name} is not defined"),
                };
                // CPython gives only the place where the statement begins.
                let start = Span::new(s.span.start, s.span.start);
                return Err(CompileError::syntax(message, start));
            }
        }
    }
    Ok(annotations)
}

/// The offset from which on future imports come too late.
pub(super) fn end(module: &Mod<'_>) -> u32 {
    match module {
        Mod::Module { body } | Mod::Interactive { body } => {
            body[..leading(body)].last().map_or(0, |s| s.span.end)
        }
        Mod::Expression { .. } => 0,
    }
}

/// How many statements may be future imports: the docstring and those imports themselves.
fn leading(body: List<'_, Stmt<'_>>) -> usize {
    body.iter()
        .enumerate()
        .take_while(|(i, s)| match s.kind {
            StmtKind::ImportFrom {
                module: Some("__future__"),
                level: 0,
                ..
            } => true,
            StmtKind::Expr { value } => {
                *i == 0
                    && matches!(
                        value.kind,
                        ExprKind::Constant {
                            value: Constant::Str { .. }
                        }
                    )
            }
            _ => false,
        })
        .count()
}
