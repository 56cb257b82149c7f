//! Runs every script test and example program in its modes with the built binary and compares what
//! it prints with what CPython 3.13 printed (`tests/README.md` has the rules).
//!
//! `cargo test --profile quick --test scripts [FILTER]`; names are `mode/folder/name`. In each mode the
//! binary itself verifies the heap after the run and ends with status 86 if anything is left.
//! `tests/known_failures.txt` lists what is known not to work yet, one `mode/folder/name` a line:
//! such a test may fail, and a line is printed when it has come to work.

use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::HashSet;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const MODES: [&str; 3] = ["normal", "stress", "nogc"];
const FOLDERS: [&str; 7] = [
    "tests/lang",
    "tests/types",
    "tests/modules",
    "tests/errors",
    "tests/memory",
    "tests/regression",
    "examples/scripts",
];
/// Longest a script may take; stress mode is slow on purpose.
const TIMEOUT: Duration = Duration::from_secs(120);

/// What the comments at a script's top say.
#[derive(Default)]
struct Directives {
    modes: Vec<String>,
    args: Vec<String>,
    stdin: Option<String>,
}

fn directives(source: &str) -> Directives {
    let mut d = Directives::default();
    for line in source.lines().take_while(|l| l.starts_with('#')) {
        let line = line.trim_start_matches('#').trim();
        if let Some(m) = line.strip_prefix("modes:") {
            d.modes = m.split(',').map(|m| m.trim().to_owned()).collect();
        } else if let Some(a) = line.strip_prefix("args:") {
            d.args = a.split_whitespace().map(str::to_owned).collect();
        } else if let Some(s) = line.strip_prefix("stdin:") {
            d.stdin = Some(s.trim().to_owned());
        }
    }
    d
}

/// What a run leaves, and what was recorded.
#[derive(PartialEq)]
struct Outcome {
    out: String,
    err: String,
    status: i32,
}

/// Removes the folder's path, and addresses.
fn normal_form(bytes: &[u8], folder: &Path) -> String {
    let text = String::from_utf8_lossy(bytes).replace(&format!("{}/", folder.display()), "");
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(i) = rest.find(" at 0x") {
        out.push_str(&rest[..i]);
        out.push_str(" at 0x...");
        rest = rest[i + 6..].trim_start_matches(|c: char| c.is_ascii_hexdigit());
    }
    out.push_str(rest);
    out
}

fn recorded(script: &Path) -> Result<Outcome, Failed> {
    let read = |ext: &str| fs::read(script.with_extension(ext)).unwrap_or_default();
    if !script.with_extension("out").exists() {
        return Err("nothing recorded (run tests/regen)".into());
    }
    let rc = String::from_utf8_lossy(&read("rc")).trim().to_owned();
    Ok(Outcome {
        out: String::from_utf8_lossy(&read("out")).into_owned(),
        err: String::from_utf8_lossy(&read("err")).into_owned(),
        status: if rc.is_empty() {
            0
        } else {
            rc.parse().map_err(|e| format!("{e}"))?
        },
    })
}

fn run(script: &Path, mode: &str, d: &Directives) -> Result<Outcome, Failed> {
    let folder = script.parent().ok_or("no folder")?;
    let name = script.file_name().ok_or("no name")?;
    let mut child = Command::new(env!("CARGO_BIN_EXE_hognose"))
        .arg(name)
        .args(&d.args)
        .current_dir(folder)
        .env("HOGNOSE_TEST_MODE", mode)
        .env_remove("PYTHONUNBUFFERED")
        .env("NO_COLOR", "1")
        .env("PYTHON_COLORS", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let input = match &d.stdin {
        Some(f) => fs::read(folder.join(f))?,
        None => Vec::new(),
    };
    let mut stdin = child.stdin.take().ok_or("no stdin")?;
    let mut stdout = child.stdout.take().ok_or("no stdout")?;
    let mut stderr = child.stderr.take().ok_or("no stderr")?;
    std::thread::scope(|scope| {
        // A script need not read all of its input.
        scope.spawn(move || {
            let _ = stdin.write_all(&input);
        });
        let out = scope.spawn(move || {
            let mut v = Vec::new();
            stdout.read_to_end(&mut v).map(|_| v)
        });
        let err = scope.spawn(move || {
            let mut v = Vec::new();
            stderr.read_to_end(&mut v).map(|_| v)
        });
        let started = Instant::now();
        let status = loop {
            if let Some(s) = child.try_wait()? {
                break s;
            }
            if started.elapsed() > TIMEOUT {
                child.kill()?;
                child.wait()?;
                return Err(format!("still running after {} s", TIMEOUT.as_secs()).into());
            }
            std::thread::sleep(Duration::from_millis(2));
        };
        let out = out.join().map_err(|_| "reader failed")??;
        let err = err.join().map_err(|_| "reader failed")??;
        use std::os::unix::process::ExitStatusExt;
        Ok(Outcome {
            out: normal_form(&out, folder),
            err: normal_form(&err, folder),
            status: status
                .code()
                .unwrap_or_else(|| -status.signal().unwrap_or(0)),
        })
    })
}

/// The first line in which two texts differ.
fn difference(what: &str, want: &str, got: &str) -> Option<String> {
    if want == got {
        return None;
    }
    let (mut w, mut g) = (want.lines(), got.lines());
    let mut line = 0;
    loop {
        line += 1;
        match (w.next(), g.next()) {
            (a, b) if a == b && a.is_some() => {}
            (a, b) => return Some(format!("{what}, line {line}\n  want {a:?}\n  got  {b:?}")),
        }
    }
}

fn check(script: &Path, mode: &str) -> Result<(), Failed> {
    let d = directives(&fs::read_to_string(script)?);
    let want = recorded(script)?;
    let got = run(script, mode, &d)?;
    let problems: Vec<String> = [
        difference("stdout", &want.out, &got.out),
        difference("stderr", &want.err, &got.err),
        (want.status != got.status)
            .then(|| format!("status {} instead of {}", got.status, want.status)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems.join("\n").into())
    }
}

fn scripts(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| e == "py"))
        .filter(|p| {
            p.file_name()
                .is_some_and(|n| !n.to_string_lossy().starts_with('_'))
        })
        .collect();
    found.sort();
    found
}

fn main() {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let known: HashSet<String> = fs::read_to_string(root.join("tests/known_failures.txt"))
        .unwrap_or_default()
        .lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty())
        .map(str::to_owned)
        .collect();
    let mut trials = Vec::new();
    for folder in FOLDERS {
        for script in scripts(&root.join(folder)) {
            let source = fs::read_to_string(&script).unwrap_or_default();
            let listed = directives(&source).modes;
            for mode in MODES {
                if !listed.is_empty() && !listed.iter().any(|m| m == mode) {
                    continue;
                }
                let stem = script
                    .file_stem()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned();
                let short = folder.trim_start_matches("tests/");
                let name = format!("{mode}/{short}/{stem}");
                let expected_failure = known.contains(&name);
                let label = name.clone();
                let script = script.clone();
                trials.push(Trial::test(name, move || {
                    match (check(&script, mode), expected_failure) {
                        (Err(_), true) => Ok(()),
                        (Ok(()), true) => {
                            eprintln!("{label} works now: take it off tests/known_failures.txt");
                            Ok(())
                        }
                        (r, false) => r,
                    }
                }));
            }
        }
    }
    assert!(!trials.is_empty(), "no script tests found");
    libtest_mimic::run(&arguments, trials).exit();
}
