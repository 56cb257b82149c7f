//! `cargo bench --bench compare`: the programs of `benches/programs` on hognose
//! and on every other interpreter found, side by side.
//!
//! Measured is what the operating system charged the whole process: CPU seconds
//! (user and system) and peak resident memory. Rounds are interleaved: each round
//! runs every program on every interpreter once, in an order that rotates, so that
//! a machine that speeds up or slows down does so for all of them. Medians are
//! reported. Everything a program prints is compared with what the reference
//! printed; a difference or a failure makes the exit status 1.
//!
//! | file | owns |
//! |---|---|
//! | `options.rs` | the command line |
//! | `programs.rs` | the programs and the notes in their headers |
//! | `interpreters.rs` | which interpreters there are |
//! | `measure.rs` | one run of one process |
//! | `objects.rs` | `--objects`: bytes an object |
//! | `results.rs` | samples, medians, ratios, means |
//! | `report.rs` | the Markdown tables and the JSON file |

mod interpreters;
mod measure;
mod objects;
mod options;
mod programs;
mod report;
mod results;

use std::process::ExitCode;

use interpreters::Interpreter;
use measure::Outcome;
use options::{Action, Options};
use programs::Program;
use results::Results;

fn main() -> ExitCode {
    let options = match Options::from_command_line() {
        Ok(Action::Measure(options)) => options,
        Ok(Action::Help) => {
            print!("{}", options::HELP);
            return ExitCode::SUCCESS;
        }
        Ok(Action::NotAsked) => {
            eprintln!("nothing measured: run `cargo bench --bench compare`");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("compare: {error}");
            return ExitCode::from(2);
        }
    };
    match run(&options) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("compare: {error}");
            ExitCode::from(2)
        }
    }
}

/// Measures and reports; false when an output was wrong or a program failed.
fn run(options: &Options) -> Result<bool, String> {
    let interpreters = interpreters::find(options)?;
    if options.objects {
        objects::print(&interpreters, options)?;
        return Ok(true);
    }
    let programs = programs::load(options)?;
    if options.list {
        report::print_plan(&programs, &interpreters);
        return Ok(true);
    }
    let floor = measure::peak_floor()?;
    let mut results = Results::new(programs.len(), interpreters.len());
    for round in 0..options.rounds {
        for (p, program) in programs.iter().enumerate() {
            for turn in 0..interpreters.len() {
                let i = (turn + round) % interpreters.len();
                measure_one(program, &interpreters[i], options, results.cell(p, i))?;
            }
        }
        eprintln!("round {} of {} done", round + 1, options.rounds);
    }
    let complaints = results.check_outputs(&programs, &interpreters);
    report::print(&programs, &interpreters, &results, options, floor);
    if let Some(path) = &options.json {
        let text = report::json(&programs, &interpreters, &results, options, floor);
        std::fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    for complaint in &complaints {
        eprintln!("compare: {complaint}");
    }
    Ok(complaints.is_empty())
}

/// One round of one program on one interpreter; a cell that failed once is not run again.
fn measure_one(
    program: &Program,
    interpreter: &Interpreter,
    options: &Options,
    cell: &mut results::Cell,
) -> Result<(), String> {
    let Some(arguments) = program.arguments(interpreter.language, options.quick) else {
        return Ok(());
    };
    if cell.failure.is_some() {
        return Ok(());
    }
    let mut runs = Vec::new();
    for _ in 0..program.repeat {
        match measure::run(&interpreter.command, &arguments, options.timeout)? {
            Outcome::Finished(run) => runs.push(run),
            Outcome::Failed(why) => {
                eprintln!("{} on {}: {why}", program.name, interpreter.name);
                cell.failure = Some(why);
                return Ok(());
            }
        }
    }
    cell.add_round(runs);
    Ok(())
}
