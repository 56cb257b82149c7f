//! `--objects`: bytes an object costs, by kind, on each Python found.
//!
//! `benches/memory/objects.py` keeps a number of objects alive; the peaks of two
//! processes that differ only in that number give the cost of one, with its share
//! of everything (headers, pools, rounding) and whatever the interpreter thinks it
//! is. `sys.getsizeof`, which is what it thinks, stands beside it in brackets.

use std::path::Path;

use crate::interpreters::{Interpreter, Language};
use crate::measure::{self, Outcome, Run};
use crate::options::Options;

const FEW: u64 = 200_000;
const MANY: u64 = 1_200_000;
/// Bytes of the list's slot, which each object has besides its own.
const SLOT: f64 = 8.0;

/// A kind of object as one interpreter describes it.
struct Kind {
    name: String,
    /// Bytes of its slot that count as its own.
    own_slot: f64,
    getsizeof: String,
}

/// Measures every kind on every Python and prints the table.
pub fn print(interpreters: &[Interpreter], options: &Options) -> Result<(), String> {
    let pythons: Vec<&Interpreter> = interpreters
        .iter()
        .filter(|i| i.language == Language::Python)
        .collect();
    let mut columns = Vec::new();
    for interpreter in &pythons {
        columns.push(measure_all(interpreter, options)?);
        eprintln!("{} done", interpreter.name);
    }
    println!("Bytes an object, and in brackets what sys.getsizeof says:\n");
    let names: Vec<&str> = pythons.iter().map(|i| i.name.as_str()).collect();
    println!("| object | {} |", names.join(" | "));
    println!("|---|{}", "--:|".repeat(names.len()));
    for row in 0..columns.first().map_or(0, Vec::len) {
        let mut line = format!("| {} |", columns[0][row].0);
        for column in &columns {
            line += &column
                .get(row)
                .map_or(" – |".to_owned(), |(_, text)| format!(" {text} |"));
        }
        println!("{line}");
    }
    Ok(())
}

/// The name and the table's text of each kind.
fn measure_all(
    interpreter: &Interpreter,
    options: &Options,
) -> Result<Vec<(String, String)>, String> {
    let listed = run(interpreter, &[], options)?;
    let mut rows = Vec::new();
    for line in String::from_utf8_lossy(&listed.output).lines() {
        let kind = Kind::parse(line)
            .ok_or_else(|| format!("{}: unexpected line {line:?}", interpreter.name))?;
        if !options.only.is_empty() && !options.only.iter().any(|text| kind.name.contains(text)) {
            continue;
        }
        let few = run(interpreter, &[&kind.name, &FEW.to_string()], options)?;
        let many = run(interpreter, &[&kind.name, &MANY.to_string()], options)?;
        let grown = many.peak.saturating_sub(few.peak) as f64 * 1024.0;
        let bytes = grown / (MANY - FEW) as f64 - SLOT + kind.own_slot;
        rows.push((kind.name, format!("{bytes:.1} ({})", kind.getsizeof)));
    }
    Ok(rows)
}

impl Kind {
    fn parse(line: &str) -> Option<Kind> {
        let mut fields = line.split('|');
        Some(Kind {
            name: fields.next()?.to_owned(),
            own_slot: fields.next()?.parse().ok()?,
            getsizeof: fields.next()?.to_owned(),
        })
    }
}

fn run(interpreter: &Interpreter, arguments: &[&str], options: &Options) -> Result<Run, String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/memory/objects.py");
    let mut all = vec![script.display().to_string()];
    all.extend(arguments.iter().map(|text| (*text).to_owned()));
    match measure::run(&interpreter.command, &all, options.timeout)? {
        Outcome::Finished(run) => Ok(run),
        Outcome::Failed(why) => Err(format!("{}: {why}", interpreter.name)),
    }
}
