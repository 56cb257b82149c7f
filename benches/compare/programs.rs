//! The measured programs: `benches/programs/*.py` and their Lua twins.
//!
//! A program opens with comment lines: what it does, then notes of the form
//! `# key: value`:
//!
//! - `aim`: how many times the reference's speed hognose is to reach. Programs
//!   with an aim are the fixed list, over which geometric means are taken.
//! - `quick`: the size to run with under `--quick` (as first argument).
//! - `repeat`: how many processes make one round, of which the average counts
//!   (for what is too short to be measured once).
//! - `inline`: `yes` passes the text itself on the command line, not the file.
//!
//! A twin `NAME.lua` prints what `NAME.py` prints.

use std::fs;
use std::path::{Path, PathBuf};

use crate::interpreters::Language;
use crate::options::Options;

pub struct Program {
    pub name: String,
    pub aim: Option<f64>,
    pub repeat: usize,
    quick: Option<String>,
    inline: bool,
    python: PathBuf,
    lua: Option<PathBuf>,
}

impl Program {
    /// What follows the interpreter's command, or None where there is no twin.
    pub fn arguments(&self, language: Language, quick: bool) -> Option<Vec<String>> {
        let file = match language {
            Language::Python => &self.python,
            Language::Lua => self.lua.as_ref()?,
        };
        let mut arguments = match (self.inline, language) {
            (true, Language::Python) => vec!["-c".to_owned(), fs::read_to_string(file).ok()?],
            (true, Language::Lua) => vec!["-e".to_owned(), fs::read_to_string(file).ok()?],
            (false, _) => vec![file.display().to_string()],
        };
        if quick {
            arguments.extend(self.quick.clone());
        }
        Some(arguments)
    }

    fn read(path: &Path) -> Result<Program, String> {
        let complain = |what: String| format!("{}: {what}", path.display());
        let text = fs::read_to_string(path).map_err(|e| complain(e.to_string()))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let twin = path.with_extension("lua");
        let mut program = Program {
            name: name.into_owned(),
            aim: None,
            repeat: 1,
            quick: None,
            inline: false,
            python: path.to_owned(),
            lua: twin.exists().then_some(twin),
        };
        for line in text.lines().take_while(|line| line.starts_with('#')) {
            let Some((key, value)) = line.trim_start_matches(['#', ' ']).split_once(": ") else {
                continue;
            };
            let number = |text: &str| {
                text.parse::<f64>()
                    .ok()
                    .filter(|n| *n > 0.0)
                    .ok_or_else(|| complain(format!("bad number in {line:?}")))
            };
            match key {
                "aim" => program.aim = Some(number(value)?),
                "repeat" => program.repeat = number(value)? as usize,
                "quick" => program.quick = Some(value.to_owned()),
                "inline" => program.inline = value == "yes",
                _ => {}
            }
        }
        Ok(program)
    }
}

/// All programs that the options ask for, those of the fixed list first.
pub fn load(options: &Options) -> Result<Vec<Program>, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/programs");
    let entries = fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut programs = Vec::new();
    for entry in entries {
        let path = entry
            .map_err(|e| format!("{}: {e}", folder.display()))?
            .path();
        if path.extension().is_some_and(|e| e == "py") {
            programs.push(Program::read(&path)?);
        }
    }
    if !options.only.is_empty() {
        programs.retain(|p| options.only.iter().any(|text| p.name.contains(text)));
    }
    if programs.is_empty() {
        return Err("no such program".to_owned());
    }
    programs.sort_by(|a, b| (a.aim.is_none(), &a.name).cmp(&(b.aim.is_none(), &b.name)));
    Ok(programs)
}
