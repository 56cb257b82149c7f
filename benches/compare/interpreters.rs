//! Finding the interpreters to compare with.
//!
//! The first is hognose as built by this very `cargo bench`, the second the
//! reference. Version managers put shell scripts named `python3.11` and so on
//! early on PATH; scripts are passed over, since what they start (and how long
//! they take to do it) is not what is asked for.

use std::env;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::options::Options;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Python,
    Lua,
}

pub struct Interpreter {
    pub name: String,
    pub language: Language,
    pub command: Vec<String>,
    /// What it says of itself, and whether it was configured as optimised.
    pub version: String,
    /// Whether ratios are taken to this one.
    pub reference: bool,
}

pub const HOGNOSE: &str = "hognose";
const REFERENCE: &str = "python3.11";

/// hognose, the reference, the others found and those of `--with`.
pub fn find(options: &Options) -> Result<Vec<Interpreter>, String> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    found.push((HOGNOSE.into(), vec![env!("CARGO_BIN_EXE_hognose").into()]));
    for (name, command) in [
        (
            REFERENCE,
            from_environment("HOGNOSE_REFERENCE").or_else(|| on_path(REFERENCE)),
        ),
        (
            "python3.13",
            from_environment("HOGNOSE_CPYTHON")
                .or_else(|| on_path("python3.13"))
                .or_else(|| of_pyenv("3.13")),
        ),
        ("pypy3", on_path("pypy3")),
        ("lua5.4", on_path("lua5.4")),
    ] {
        found.extend(command.map(|command| (name.to_owned(), command)));
    }
    for (name, command) in &options.with {
        match found.iter_mut().find(|(known, _)| known == name) {
            Some(entry) => entry.1 = command.clone(),
            None => found.push((name.clone(), command.clone())),
        }
    }
    found.retain(|(name, _)| !options.without.contains(name));

    let mut interpreters = Vec::new();
    for (name, command) in found {
        let language = if name.starts_with("lua") {
            Language::Lua
        } else {
            Language::Python
        };
        let version = version(&command, language)
            .ok_or_else(|| format!("{name}: cannot run {}", command.join(" ")))?;
        interpreters.push(Interpreter {
            reference: name == REFERENCE,
            name,
            language,
            command,
            version,
        });
    }
    if !interpreters.iter().any(|i| i.reference) {
        eprintln!("no {REFERENCE} found: ratios are to the first other Python");
        let other = |i: &&mut Interpreter| i.name != HOGNOSE && i.language == Language::Python;
        if let Some(stand_in) = interpreters.iter_mut().find(other) {
            stand_in.reference = true;
        }
    }
    Ok(interpreters)
}

fn from_environment(variable: &str) -> Option<Vec<String>> {
    let command: Vec<String> = env::var(variable)
        .ok()?
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    (!command.is_empty()).then_some(command)
}

fn on_path(name: &str) -> Option<Vec<String>> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(name))
        .find(|file| is_program(file))
        .map(|file| vec![file.display().to_string()])
}

/// Whether there is a file that is no script (see the module's doc).
fn is_program(file: &Path) -> bool {
    let mut start = [0; 2];
    File::open(file).is_ok_and(|mut f| f.read_exact(&mut start).is_ok()) && &start != b"#!"
}

/// The newest installed version of pyenv that begins with `version`.
fn of_pyenv(version: &str) -> Option<Vec<String>> {
    let root = env::var_os("PYENV_ROOT")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".pyenv")))?;
    let mut fitting: Vec<PathBuf> = fs::read_dir(root.join("versions"))
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.strip_prefix(version)
                .is_some_and(|rest| rest.starts_with('.'))
        })
        .map(|path| path.join("bin").join(format!("python{version}")))
        .filter(|file| is_program(file))
        .collect();
    fitting.sort();
    fitting.pop().map(|file| vec![file.display().to_string()])
}

/// What an interpreter answers to the question for its version.
fn version(command: &[String], language: Language) -> Option<String> {
    let flag = match language {
        Language::Python => "--version",
        Language::Lua => "-v",
    };
    let version = first_line(command, &[flag])?;
    let asks = "import sysconfig; print(sysconfig.get_config_var('CONFIG_ARGS'))";
    let build = match version.starts_with("Python ") {
        true => first_line(command, &["-c", asks]).unwrap_or_default(),
        false => String::new(),
    };
    // Distributions reach the same by other ways, so that absence proves nothing.
    Some(match build.contains("--enable-optimizations") {
        true => format!("{version}, configured with --enable-optimizations"),
        false => version,
    })
}

fn first_line(command: &[String], arguments: &[&str]) -> Option<String> {
    let (program, before) = command.split_first()?;
    let output = Command::new(program)
        .args(before)
        .args(arguments)
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Some(text.lines().next().unwrap_or_default().trim().to_owned())
}
