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
    /// A line without its end, and whether it had one: the input's last line may lack it.
    Text(String, bool),
    /// A line that isn't UTF-8: why.
    Broken(String),
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
            Lines::Editor(editor) => match edited(editor, prompt) {
                Ok(text) => {
                    let _ = editor.add_history_entry(&text);
                    Line::Text(text, true)
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
                let mut text = Vec::new();
                match (shown, std::io::stdin().lock().read_until(b'\n', &mut text)) {
                    (Ok(()), Ok(n)) if n > 0 => line_of(text),
                    (_, Err(e)) if e.kind() == std::io::ErrorKind::Interrupted => Line::Interrupt,
                    _ => Line::End,
                }
            }
        }
    }
}

fn line_of(bytes: Vec<u8>) -> Line {
    match String::from_utf8(bytes) {
        Ok(text) => {
            let ended = text.ends_with('\n');
            Line::Text(text.trim_end_matches(['\n', '\r']).to_owned(), ended)
        }
        Err(e) => {
            let at = e.utf8_error().valid_up_to();
            let reason = match e.utf8_error().error_len() {
                None => "unexpected end of data",
                Some(_) if matches!(e.as_bytes()[at], 0xc2..=0xf4) => "invalid continuation byte",
                Some(_) => "invalid start byte",
            };
            Line::Broken(format!(
                "'utf-8' codec can't decode byte 0x{:02x} in position {at}: {reason}",
                e.as_bytes()[at]
            ))
        }
    }
}

#[cfg(feature = "repl")]
fn edited(editor: &mut rustyline::DefaultEditor, prompt: &str) -> rustyline::Result<String> {
    let line = editor.readline(prompt);
    // The editor has a handler of its own, which would keep Ctrl-C from what runs now.
    super::signal::rearm();
    line
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

/// Whether there is nothing to run: no more than comments.
fn is_blank(text: &str) -> bool {
    text.lines().all(|l| {
        let l = l.trim();
        l.is_empty() || l.starts_with('#')
    })
}

/// One thing to run, and whether it ends the input.
enum Input {
    Text(String),
    End,
}

/// Reads lines until they make a statement.
fn read(vm: &mut Vm, lines: &mut Lines) -> Input {
    let mut text = String::new();
    loop {
        let prompt = vm.prompt(if text.is_empty() { "ps1" } else { "ps2" });
        match lines.read(&prompt) {
            Line::Text(line, ended) => {
                text.push_str(&line);
                text.push('\n');
                // A line that isn't ended waits for more, though none may come.
                if !ended && !is_blank(&text) {
                    continue;
                }
            }
            Line::Broken(why) => {
                eprintln!("  File \"<stdin>\", line 0\n    \nSyntaxError: (unicode error) {why}");
                text.clear();
            }
            Line::Interrupt => {
                eprintln!("\nKeyboardInterrupt");
                text.clear();
            }
            Line::End => {
                if std::io::stdout().is_terminal() {
                    println!();
                } else {
                    eprintln!();
                }
                return match text.is_empty() {
                    true => Input::End,
                    false => Input::Text(text),
                };
            }
        }
        if is_blank(&text) {
            text.clear();
        } else if !unfinished(&text) {
            return Input::Text(text);
        }
    }
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
    if let Err(e) = vm.begin_prompt() {
        return vm.report_uncaught(e);
    }
    let mut number = 0;
    while let Input::Text(text) = read(vm, &mut lines) {
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
    Outcome::Status(0)
}
