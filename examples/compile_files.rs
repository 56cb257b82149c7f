//! Compiles Python files and says what happened to each: for checking the compiler against a
//! large body of source.
//!
//! `cargo run --example compile_files -- [--dis] PATH…`: files, or directories that are searched.
//! For each file that isn't compiled, prints the path, a tab and the error; with `--dis` the
//! bytecode of those that are. Ends with the counts.

use std::path::{Path, PathBuf};

use hognose::compile::{CompileErrorKind, Options, compile};
use hognose_grammar::source::{Origin, Source};

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_dir() {
        let mut entries: Vec<PathBuf> = std::fs::read_dir(path)
            .map(|dir| dir.flatten().map(|entry| entry.path()).collect())
            .unwrap_or_default();
        entries.sort();
        entries.iter().for_each(|entry| collect(entry, files));
    } else if path.extension().is_some_and(|e| e == "py") {
        files.push(path.to_path_buf());
    }
}

#[derive(Default)]
struct Counts {
    compiled: u32,
    refused: u32,
    broken: u32,
}

fn one(path: &Path, dis: bool, counts: &mut Counts) -> Result<(), String> {
    let bytes = std::fs::read(path).map_err(|e| e.to_string())?;
    let name = path.display().to_string();
    let refused = |counts: &mut Counts, text: String| {
        counts.refused += 1;
        text
    };
    let source = Source::from_bytes(&bytes, Origin::File(&name))
        .map_err(|e| refused(counts, e.to_string()))?;
    let arena = bumpalo::Bump::new();
    let parsed = hognose_grammar::parse(&source, &arena, hognose_grammar::Mode::Module)
        .map_err(|e| refused(counts, e.to_string()))?;
    match compile(parsed.module, &source, &name, &Options::default()) {
        Ok(code) => {
            counts.compiled += 1;
            if dis {
                print!("{}", hognose::code::dis::disassemble(&code));
            }
            Ok(())
        }
        Err(error) => {
            match error.kind {
                CompileErrorKind::Syntax => counts.refused += 1,
                _ => counts.broken += 1,
            }
            Err(error.to_string())
        }
    }
}

fn main() {
    let mut dis = false;
    let mut files = Vec::new();
    for arg in std::env::args().skip(1) {
        match arg.as_str() {
            "--dis" => dis = true,
            path => {
                let path = Path::new(path);
                if path.is_file() {
                    files.push(path.to_path_buf());
                } else {
                    collect(path, &mut files);
                }
            }
        }
    }
    let mut counts = Counts::default();
    for path in &files {
        if let Err(error) = one(path, dis, &mut counts) {
            println!("{}\t{error}", path.display());
        }
    }
    println!(
        "{} files: {} compiled, {} refused, {} broken",
        files.len(),
        counts.compiled,
        counts.refused,
        counts.broken
    );
    if counts.broken > 0 {
        std::process::exit(1);
    }
}
