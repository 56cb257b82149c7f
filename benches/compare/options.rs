//! The command line of the comparison.

use std::path::PathBuf;
use std::time::Duration;

use lexopt::prelude::*;

pub const HELP: &str = "\
Usage: cargo bench --bench compare -- [OPTIONS]

Runs benches/programs on hognose and on the interpreters found, checks that they
print the same, and prints CPU seconds, ratios and peak memory as Markdown.

  --rounds N           rounds to take the median of (default 5)
  --quick              one round with small sizes: checks outputs, times mean little
  --only TEXT          only programs whose name contains TEXT (may be repeated)
  --with NAME=COMMAND  one more interpreter, or another command for one of this name;
                       a NAME that begins with `lua` runs the Lua twins
  --without NAME       leave an interpreter out (may be repeated)
  --timeout SECONDS    give up on a run after so long (default 120)
  --json FILE          save everything measured
  --objects            measure bytes an object instead, on every Python
  --list               print programs and interpreters, measure nothing
  --help               print this

The reference is the distribution's python3.11, or HOGNOSE_REFERENCE=COMMAND.
CPython 3.13 is HOGNOSE_CPYTHON=COMMAND, or python3.13 on PATH or of pyenv.
";

/// What one invocation is to do.
pub enum Action {
    Measure(Options),
    Help,
    /// Run by `cargo test --benches`, which passes no `--bench`.
    NotAsked,
}

#[derive(Debug)]
pub struct Options {
    pub rounds: usize,
    pub quick: bool,
    pub list: bool,
    pub objects: bool,
    pub timeout: Duration,
    pub json: Option<PathBuf>,
    pub only: Vec<String>,
    /// Name and command line of each `--with`.
    pub with: Vec<(String, Vec<String>)>,
    pub without: Vec<String>,
}

impl Options {
    pub fn from_command_line() -> Result<Action, lexopt::Error> {
        let mut options = Options {
            rounds: 5,
            quick: false,
            list: false,
            objects: false,
            timeout: Duration::from_secs(120),
            json: None,
            only: Vec::new(),
            with: Vec::new(),
            without: Vec::new(),
        };
        // Test runners call every bench binary in ways of their own.
        if !std::env::args().any(|argument| argument == "--bench") {
            return Ok(Action::NotAsked);
        }
        let mut parser = lexopt::Parser::from_env();
        while let Some(argument) = parser.next()? {
            match argument {
                Long("bench") => {}
                Long("rounds") => options.rounds = parser.value()?.parse()?,
                Long("quick") => options.quick = true,
                Long("objects") => options.objects = true,
                Long("list") => options.list = true,
                Long("timeout") => {
                    options.timeout = Duration::from_secs(parser.value()?.parse()?);
                }
                Long("json") => options.json = Some(parser.value()?.into()),
                Long("only") => options.only.push(parser.value()?.string()?),
                Long("without") => options.without.push(parser.value()?.string()?),
                Long("with") => options.with.push(parse_with(&parser.value()?.string()?)?),
                Long("help") | Short('h') => return Ok(Action::Help),
                _ => return Err(argument.unexpected()),
            }
        }
        if options.rounds == 0 {
            return Err("--rounds must be at least 1".into());
        }
        if options.quick {
            options.rounds = 1;
        }
        Ok(Action::Measure(options))
    }
}

fn parse_with(text: &str) -> Result<(String, Vec<String>), lexopt::Error> {
    let (name, command) = text
        .split_once('=')
        .ok_or_else(|| format!("--with {text:?}: NAME=COMMAND is wanted"))?;
    let command: Vec<String> = command.split_whitespace().map(str::to_owned).collect();
    if name.is_empty() || command.is_empty() {
        return Err(format!("--with {text:?}: NAME=COMMAND is wanted").into());
    }
    Ok((name.to_owned(), command))
}
