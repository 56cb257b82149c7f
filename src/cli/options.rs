//! The options of the command line.

use lexopt::{Arg, Parser, ValueExt};
use std::ffi::OsString;

/// What to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    File(String),
    Code(String),
    Module(String),
    /// Standard input: a prompt if it is a terminal.
    Stdin,
    /// Print a file's syntax tree.
    Ast {
        file: String,
        compact: bool,
    },
    /// Print a file's bytecode.
    Dis(String),
}

/// The options.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub target: Option<Target>,
    /// `sys.argv`.
    pub argv: Vec<String>,
    pub inspect: bool,
    pub optimize: u8,
    pub unbuffered: bool,
    pub quiet: bool,
    pub verbose: u8,
    pub ignore_environment: bool,
    pub isolated: bool,
    pub no_path: bool,
    /// `-W`, in order.
    pub warnings: Vec<String>,
    pub no_site: bool,
    pub memory: Option<usize>,
}

/// What is to be done instead of running.
pub enum Request {
    Run(Box<Options>),
    Version,
    Help,
}

pub const HELP: &str = "\
usage: hognose [option] ... [FILE | -c CODE | -m MODULE | -] [arg] ...
  FILE             run the Python script FILE
  -c CODE          run CODE
  -m MODULE        run the module MODULE as a script
  -                run standard input (a prompt if it is a terminal; so is no FILE)
  -i               show a prompt after running
  -O, -OO          leave out assertions; docstrings too
  -u               write standard output and error unbuffered
  -q               no banner at the prompt
  -E               ignore HOGNOSEPATH and the other environment variables
  -I               isolate: -E, and the script's folder isn't searched for modules
  -P               don't search the script's folder for modules
  -W FILTER        what becomes of warnings: ACTION:MESSAGE:CATEGORY:MODULE:LINE, each part may be
                   left out; may be given several times
  -S               leave exit, quit, help and the like out of the builtins
  --max-memory N   most bytes the script may hold (K, M and G multiply by 1024)
  --ast FILE       print FILE's syntax tree
  --ast-compact FILE   the same on one line, without positions
  --dis FILE       print FILE's bytecode
  -V, --version    print the version
  -h, --help       print this
environment:
  HOGNOSEPATH      folders to import from, before the library's own modules
  PYTHONWARNINGS   filters as for -W, with commas between
  PYTHONHASHSEED   seed of string hashes: a number, or random
";

/// Reads the options; `Err` is the message.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Request, String> {
    let mut o = Options::default();
    let mut p = Parser::from_iter(args);
    let text = |v: OsString| v.to_string_lossy().into_owned();
    while let Some(arg) = p.next().map_err(|e| e.to_string())? {
        let value = |p: &mut Parser| p.value().map(text).map_err(|e| e.to_string());
        match arg {
            Arg::Short('c') => {
                let code = value(&mut p)?;
                o.argv.push("-c".to_owned());
                o.target = Some(Target::Code(code));
            }
            Arg::Short('m') => {
                let module = value(&mut p)?;
                o.argv.push("-m".to_owned());
                o.target = Some(Target::Module(module));
            }
            Arg::Short('i') => o.inspect = true,
            Arg::Short('O') => o.optimize = (o.optimize + 1).min(2),
            Arg::Short('u') => o.unbuffered = true,
            Arg::Short('q') => o.quiet = true,
            Arg::Short('v') => o.verbose += 1,
            Arg::Short('E') => o.ignore_environment = true,
            Arg::Short('I') => (o.isolated, o.ignore_environment, o.no_path) = (true, true, true),
            Arg::Short('P') => o.no_path = true,
            Arg::Short('W') => o.warnings.push(value(&mut p)?),
            Arg::Short('S') => o.no_site = true,
            // What these ask for is so already: no folder of the user's, no bytecode files.
            Arg::Short('s' | 'B') => {}
            Arg::Short('V') | Arg::Long("version") => return Ok(Request::Version),
            Arg::Short('h') | Arg::Long("help") => return Ok(Request::Help),
            Arg::Long("max-memory") => {
                let v = value(&mut p)?;
                o.memory = Some(size(&v).ok_or_else(|| format!("invalid size: {v}"))?);
            }
            Arg::Long("ast") => {
                o.target = Some(Target::Ast {
                    file: value(&mut p)?,
                    compact: false,
                })
            }
            Arg::Long("ast-compact") => {
                o.target = Some(Target::Ast {
                    file: value(&mut p)?,
                    compact: true,
                })
            }
            Arg::Long("dis") => o.target = Some(Target::Dis(value(&mut p)?)),
            Arg::Value(v) => {
                let v = v.string().unwrap_or_else(|e| e.to_string());
                o.argv.push(v.clone());
                o.target = Some(if v == "-" {
                    Target::Stdin
                } else {
                    Target::File(v)
                });
            }
            other => return Err(other.unexpected().to_string()),
        }
        if o.target.is_some() {
            // All that follows is the script's.
            let rest = p.raw_args().map_err(|e| e.to_string())?;
            o.argv.extend(rest.map(text));
            break;
        }
    }
    if o.argv.is_empty() {
        o.argv.push(String::new());
    }
    Ok(Request::Run(Box::new(o)))
}

/// A number of bytes, with K, M or G behind it.
fn size(text: &str) -> Option<usize> {
    let (digits, shift) = match text.as_bytes().last()? {
        b'k' | b'K' => (&text[..text.len() - 1], 10),
        b'm' | b'M' => (&text[..text.len() - 1], 20),
        b'g' | b'G' => (&text[..text.len() - 1], 30),
        _ => (text, 0),
    };
    digits.parse::<usize>().ok()?.checked_mul(1 << shift)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(args: &[&str]) -> Options {
        match parse(
            std::iter::once("hognose")
                .chain(args.iter().copied())
                .map(OsString::from),
        ) {
            Ok(Request::Run(o)) => *o,
            _ => panic!("not a run: {args:?}"),
        }
    }

    #[test]
    fn what_follows_the_target_is_the_scripts() {
        let o = run(&["-O", "x.py", "-c", "--ast", "-"]);
        assert_eq!(o.target, Some(Target::File("x.py".into())));
        assert_eq!(o.argv, ["x.py", "-c", "--ast", "-"]);
        assert_eq!(o.optimize, 1);
        let o = run(&["-c", "pass", "-i"]);
        assert_eq!(
            (o.target, o.inspect),
            (Some(Target::Code("pass".into())), false)
        );
        assert_eq!(o.argv, ["-c", "-i"]);
    }

    #[test]
    fn sizes() {
        assert_eq!(size("12"), Some(12));
        assert_eq!(size("3K"), Some(3072));
        assert_eq!(size("1G"), Some(1 << 30));
        assert_eq!(size("x"), None);
        assert_eq!(size("99999999999999999999G"), None);
        assert_eq!(size(""), None);
    }
}
