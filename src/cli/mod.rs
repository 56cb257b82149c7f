//! The command line: reads the options, makes a VM that is granted what the process has, runs what
//! is asked for, and exits as CPython does.

mod options;
mod print;
mod repl;
mod run;
mod signal;
mod streams;
mod test_mode;

use options::{Request, Target};
use std::process::ExitCode;

/// Exit status of a wrong command line.
const USAGE: u8 = 2;

pub fn main() -> ExitCode {
    let options = match options::parse(std::env::args_os()) {
        Ok(Request::Run(o)) => o,
        Ok(Request::Version) => {
            println!("Hognose {} (Python 3.13.0)", env!("CARGO_PKG_VERSION"));
            return ExitCode::SUCCESS;
        }
        Ok(Request::Help) => {
            print!("{}", options::HELP);
            return ExitCode::SUCCESS;
        }
        Err(e) => {
            eprintln!("hognose: {e}\nTry `hognose --help' for more information.");
            return ExitCode::from(USAGE);
        }
    };
    match &options.target {
        Some(Target::Ast { file, compact }) => print::ast(file, *compact),
        Some(Target::Dis(file)) => print::dis(file, options.optimize),
        _ => run::run(&options),
    }
}
