//! Parses every `.py` file under a folder that is valid Python and prints the best of five rounds.
//!
//! ```text
//! throughput DIR              megabytes of source a second, from bytes to tree
//! throughput DIR --phases     the same, and of lexing alone
//! ```

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bumpalo::Bump;
use hognose_grammar::source::Origin;
use hognose_grammar::{Mode, Source, lexer, parse};

const ROUNDS: usize = 5;

fn collect(dir: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(dir) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() && path.file_name().is_none_or(|n| n != "site-packages") {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "py") {
            files.push(path);
        }
    }
}

/// The best time of several rounds over all texts.
fn best(texts: &[Vec<u8>], work: impl Fn(&Source, &Bump)) -> Duration {
    let rounds = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        for text in texts {
            let source = Source::from_bytes(text, Origin::Memory).expect("checked before");
            work(&source, &Bump::with_capacity(text.len() * 16));
        }
        start.elapsed()
    });
    rounds.min().unwrap_or_default()
}

fn main() {
    let mut args = std::env::args().skip(1);
    let dir = args.next().expect("usage: throughput DIR [--phases]");
    let phases = args.next().is_some_and(|a| a == "--phases");
    let mut files = Vec::new();
    collect(Path::new(&dir), &mut files);
    files.sort();
    let mut texts: Vec<Vec<u8>> = files.iter().flat_map(std::fs::read).collect();
    texts.retain(|text| {
        Source::from_bytes(text, Origin::Memory)
            .is_ok_and(|source| parse(&source, &Bump::new(), Mode::Module).is_ok())
    });
    let bytes: usize = texts.iter().map(Vec::len).sum();
    let show = |what: &str, time: Duration| {
        let megabytes = bytes as f64 / 1e6;
        println!(
            "{what}: {} files, {megabytes:.1} MB, {:.1} MB/s",
            texts.len(),
            megabytes / time.as_secs_f64()
        );
    };
    if phases {
        let time = best(&texts, |source, arena| {
            black_box(lexer::lex(source, arena).tokens.len());
        });
        show("lex", time);
    }
    let time = best(&texts, |source, arena| {
        black_box(parse(source, arena, Mode::Module).is_ok());
    });
    show("parse", time);
}
