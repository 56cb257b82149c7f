//! The prompt: reads statements, runs each as `__main__`, shows values of expressions.

use hognose::vm::Vm;
use hognose::vm::eval::Mode;
use hognose::vm::program::Outcome;
use hognose_grammar::ast;
use hognose_grammar::{Source, parse};
use std::io::{BufRead, IsTerminal, Write};

/// Where lines come from.
enum Lines {
    #[cfg(feature = "repl")]
    Editor(Box<rustyline::DefaultEditor>),
    Plain,
}

enum Line {
    Text(String),
    End,
    Interrupt,
}

impl Lines {
    fn new() -> Lines {
        #[cfg(feature = "repl")]
        if std::io::stdin().is_terminal()
            && let Ok(editor) = rustyline::DefaultEditor::new()
        {
            return Lines::Editor(Box::new(editor));
        }
        Lines::Plain
    }

    /// The next line without its end.
    fn read(&mut self, prompt: &str) -> Line {
        match self {
            #[cfg(feature = "repl")]
            Lines::Editor(editor) => match editor.readline(prompt) {
                Ok(text) => {
                    let _ = editor.add_history_entry(&text);
                    Line::Text(text)
                }
                Err(rustyline::error::ReadlineError::Interrupted) => Line::Interrupt,
                Err(_) => Line::End,
            },
            Lines::Plain => {
                let terminal = std::io::stdin().is_terminal();
                // As CPython: the prompt goes to standard error when nobody sits there.
                let shown = match terminal {
                    true => write!(std::io::stdout(), "{prompt}")
                        .and_then(|()| std::io::stdout().flush()),
                    false => write!(std::io::stderr(), "{prompt}"),
                };
                let mut text = String::new();
                match (shown, std::io::stdin().lock().read_line(&mut text)) {
                    (Ok(()), Ok(n)) if n > 0 => {
                        Line::Text(text.trim_end_matches(['\n', '\r']).to_owned())
                    }
                    (_, Err(e)) if e.kind() == std::io::ErrorKind::Interrupted => Line::Interrupt,
                    _ => Line::End,
                }
            }
        }
    }
}

/// Whether what was typed so far needs further lines.
fn unfinished(text: &str) -> bool {
    let Ok(source) = Source::from_text(text) else {
        return false;
    };
    let arena = bumpalo::Bump::new();
    let parsed = parse(&source, &arena, Mode::Module);
    let blank_line = text.ends_with("\n\n") || text.trim().is_empty();
    match parsed {
        // Compound statements go on until an empty line.
        Ok(tree) => match tree.module {
            ast::Mod::Module { body } => body.last().is_some_and(|s| is_compound(s)) && !blank_line,
            _ => false,
        },
        Err(e) => {
            let at_end = e.message.contains("was never closed")
                || e.message.starts_with("unterminated triple-quoted")
                || e.message.starts_with("unexpected EOF")
                || e.message
                    .starts_with("expected 'except' or 'finally' block");
            let block = e.message.starts_with("expected an indented block")
                || at_end && e.message.starts_with("expected '");
            let last = text.lines().count() as i64;
            let continued = text.trim_end_matches('\n').ends_with('\\');
            let decorated = text.trim_start().starts_with('@') && i64::from(e.line) >= last;
            continued || (at_end && !block) || ((block || decorated) && !blank_line)
        }
    }
}

fn is_compound(s: &ast::Stmt<'_>) -> bool {
    use ast::StmtKind as K;
    matches!(
        s.kind,
        K::FunctionDef { .. }
            | K::AsyncFunctionDef { .. }
            | K::ClassDef { .. }
            | K::For { .. }
            | K::AsyncFor { .. }
            | K::While { .. }
            | K::If { .. }
            | K::With { .. }
            | K::AsyncWith { .. }
            | K::Match { .. }
            | K::Try { .. }
            | K::TryStar { .. }
    )
}

/// Runs the prompt until the input ends or a SystemExit.
pub fn run(vm: &mut Vm, quiet: bool) -> Outcome {
    let mut lines = Lines::new();
    if !quiet {
        eprintln!(
            "Hognose {} (Python 3.13.0) on {}\nType \"exit()\" or press Ctrl-D to leave.",
            env!("CARGO_PKG_VERSION"),
            std::env::consts::OS
        );
    }
    let prompts = vm.prompts();
    let mut number = 0;
    loop {
        let mut text = String::new();
        let ended = loop {
            let prompt = if text.is_empty() {
                &prompts.0
            } else {
                &prompts.1
            };
            match lines.read(prompt) {
                Line::Text(line) => {
                    text.push_str(&line);
                    text.push('\n');
                }
                Line::Interrupt => {
                    eprintln!("\nKeyboardInterrupt");
                    text.clear();
                    continue;
                }
                Line::End => break true,
            }
            if text.trim().is_empty() {
                text.clear();
                continue;
            }
            if !unfinished(&text) {
                break false;
            }
        };
        if !text.is_empty() {
            // Each input has a name of its own, so that tracebacks show its lines.
            let ran = vm.run_main_text(&text, &format!("<stdin>-{number}"), Mode::Interactive);
            number += 1;
            if let Err(e) = ran {
                if vm.is_exit(&e) {
                    return vm.report_uncaught(e);
                }
                if vm.report_uncaught(e) == Outcome::Stopped {
                    return Outcome::Stopped;
                }
            }
            if vm.flush_std_streams().is_err() {
                return Outcome::Stopped;
            }
        }
        if ended {
            if std::io::stdin().is_terminal() {
                println!();
            } else {
                eprintln!();
            }
            return Outcome::Status(0);
        }
    }
}
