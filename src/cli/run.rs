//! Running a program: the VM's grants, what is run as `__main__`, and the exit status.

use super::options::{Options, Target};
use super::test_mode::{self, TestMode};
use super::{repl, signal, streams};
use hognose::StackPool;
use hognose::memory::heap::StressConfig;
use hognose::modules::host::process::{
    ProcessClock, ProcessEnvironment, ProcessFiles, StdInput, StdOutput, SystemEntropy,
};
use hognose::vm::eval::Mode;
use hognose::vm::program::Outcome;
use hognose::vm::{Limits, Res, Vm};
use std::hash::{BuildHasher, Hasher};
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Exit status when the output could not be flushed.
const UNFLUSHED: u8 = 120;
/// Exit status when the run was stopped, or the VM could not be made.
const STOPPED: u8 = 70;

/// What a failure before anything runs says, and its exit status.
struct Refusal {
    message: String,
    status: u8,
}

pub fn run(o: &Options) -> ExitCode {
    if let Some(refusal) = streams::refusal() {
        eprintln!("{refusal}");
        return ExitCode::FAILURE;
    }
    StackPool::new().run(4 << 20, |floor| {
        let mode = TestMode::from_environment();
        match start(o, mode, floor) {
            Ok(vm) => end(vm, o, mode),
            Err(e) => {
                eprintln!("{}", e.message);
                ExitCode::from(e.status)
            }
        }
    })
}

fn variable(o: &Options, name: &str) -> Option<String> {
    match o.ignore_environment {
        true => None,
        false => std::env::var_os(name)
            .map(|v| v.to_string_lossy().into_owned())
            .filter(|v| !v.is_empty()),
    }
}

/// The seed that `PYTHONHASHSEED` asks for, and whether it is random.
fn hash_seed(o: &Options) -> Result<(u64, bool), Refusal> {
    match variable(o, "PYTHONHASHSEED").as_deref() {
        None | Some("random") => {
            let mut h = std::collections::hash_map::RandomState::new().build_hasher();
            h.write_u8(0);
            Ok((h.finish(), true))
        }
        Some(text) => match text.parse::<u32>() {
            Ok(n) => Ok((n.into(), n != 0)),
            Err(_) => Err(Refusal {
                message: "Fatal Python error: config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an \
                          integer in range [0; 4294967295]\nPython runtime state: preinitialized"
                    .to_owned(),
                status: 1,
            }),
        },
    }
}

fn start(o: &Options, mode: Option<TestMode>, floor: usize) -> Result<Box<Vm>, Refusal> {
    let (seed, random) = hash_seed(o)?;
    let limits = Limits {
        memory: o.memory,
        hash_seed: seed,
        ..Limits::default()
    };
    let stress = mode.map_or_else(StressConfig::default, TestMode::stress);
    let Ok(mut vm) = Vm::new(&limits, stress) else {
        return Err(Refusal {
            message: "hognose: the memory limit is too low".to_owned(),
            status: STOPPED,
        });
    };
    vm.set_stack_floor(floor);
    if mode == Some(TestMode::NoGc) {
        vm.heap().gc_enable(false);
    }
    signal::catch_interrupts(vm.interrupt_flag());
    let state = vm.state_mut();
    state.argv = o.argv.clone();
    state.original_argv = std::env::args_os()
        .map(|a| a.to_string_lossy().into_owned())
        .collect();
    state.executable = std::env::current_exe()
        .map(|p| p.to_string_lossy().into_owned())
        .unwrap_or_default();
    if let Some(filters) = variable(o, "PYTHONWARNINGS") {
        state.warn_options = filters.split(',').map(str::to_owned).collect();
    }
    state.warn_options.extend(o.warnings.iter().cloned());
    state.optimize = o.optimize;
    state.std_streams.unbuffered = o.unbuffered || variable(o, "PYTHONUNBUFFERED").is_some();
    state.flags.inspect = o.inspect;
    state.flags.interactive = o.inspect;
    state.flags.quiet = o.quiet;
    state.flags.verbose = o.verbose;
    state.flags.ignore_environment = o.ignore_environment;
    state.flags.isolated = o.isolated;
    state.flags.hash_randomization = random;
    let host = &mut state.host;
    if !streams::missing(1) {
        host.stdout = Some(Box::new(StdOutput::stdout()));
    }
    if !streams::missing(2) {
        host.stderr = Some(Box::new(StdOutput::stderr()));
    }
    if !streams::missing(0) {
        host.stdin = Some(Box::new(StdInput));
    }
    host.files = Some(Box::new(ProcessFiles));
    host.clock = Some(Box::new(ProcessClock::default()));
    host.environment = Some(Box::new(ProcessEnvironment));
    host.entropy = Some(Box::<SystemEntropy>::default());
    if let Some(folders) = variable(o, "HOGNOSEPATH") {
        host.import_path = std::env::split_paths(&folders)
            .map(|p| p.to_string_lossy().into_owned())
            .collect();
    }
    Ok(Box::new(vm))
}

/// Puts `folder` in front of the import path.
fn search_first(vm: &mut Vm, o: &Options, folder: &str) {
    if !o.no_path {
        vm.state_mut().host.import_path.insert(0, folder.to_owned());
    }
}

/// Runs what is asked for, ends the program and says the exit status.
fn end(mut vm: Box<Vm>, o: &Options, mode: Option<TestMode>) -> ExitCode {
    if !o.no_site {
        vm.offer_site();
    }
    let ran = program(&mut vm, o);
    let mut outcome = match ran {
        Ok(Ok(())) => Outcome::Status(0),
        Ok(Err(e)) => vm.report_uncaught(e),
        Err(refusal) => {
            eprintln!("{}", refusal.message);
            Outcome::Status(refusal.status.into())
        }
    };
    if o.inspect && outcome != Outcome::Stopped && !matches!(o.target, None | Some(Target::Stdin)) {
        outcome = repl::run(&mut vm, o.quiet);
    }
    let mut unflushed = false;
    if outcome != Outcome::Stopped {
        match vm.finish() {
            Ok(ok) => unflushed = !ok,
            Err(_) => outcome = Outcome::Stopped,
        }
    }
    if mode.is_some()
        && outcome != Outcome::Stopped
        && let Err(what) = vm.verify()
    {
        eprintln!("hognose: the heap is not in order after the program:\n{what}");
        return ExitCode::from(test_mode::BROKEN);
    }
    if mode.is_some() {
        drop(vm);
    } else {
        // The process ends: the system takes all memory back at once.
        std::mem::forget(vm);
    }
    match outcome {
        Outcome::Interrupted => signal::die_interrupted(),
        Outcome::Stopped => {
            eprintln!("hognose: stopped");
            ExitCode::from(STOPPED)
        }
        Outcome::Status(_) if unflushed => ExitCode::from(UNFLUSHED),
        Outcome::Status(n) => ExitCode::from((n & 0xFF) as u8),
    }
}

/// Runs the program itself. The outer error is one of the command line.
fn program(vm: &mut Vm, o: &Options) -> Result<Res<()>, Refusal> {
    match &o.target {
        Some(Target::File(file)) => script(vm, o, file),
        Some(Target::Code(code)) => {
            search_first(vm, o, "");
            Ok(vm.run_main_text(&format!("{code}\n"), "<string>", Mode::Module))
        }
        Some(Target::Module(module)) => {
            let here = std::env::current_dir()
                .map(|p| p.to_string_lossy().into_owned())
                .unwrap_or_default();
            search_first(vm, o, &here);
            Ok(vm.run_main_module(module))
        }
        None | Some(Target::Stdin | Target::Ast { .. } | Target::Dis(_)) => {
            search_first(vm, o, "");
            if std::io::stdin().is_terminal() || o.inspect {
                return Ok(match repl::run(vm, o.quiet) {
                    Outcome::Status(0) => Ok(()),
                    Outcome::Status(n) => Err(vm.exit_error(n.into())),
                    _ => Ok(()),
                });
            }
            let mut source = Vec::new();
            if let Err(e) = std::io::stdin().lock().read_to_end(&mut source) {
                return Err(Refusal {
                    message: format!("hognose: can't read standard input: {e}"),
                    status: 1,
                });
            }
            Ok(vm.run_main(&source, "<stdin>"))
        }
    }
}

fn absolute(path: &Path) -> PathBuf {
    match (path.is_absolute(), std::env::current_dir()) {
        (false, Ok(here)) => here.join(path),
        _ => path.to_path_buf(),
    }
}

/// The system's words for an error, as Python shows them.
fn os_text(e: &std::io::Error) -> String {
    match e.raw_os_error() {
        Some(n) => format!("[Errno {n}] {}", hognose::modules::io::strerror(n)),
        None => e.to_string(),
    }
}

fn script(vm: &mut Vm, o: &Options, file: &str) -> Result<Res<()>, Refusal> {
    let name = std::env::args_os()
        .next()
        .map(|a| a.to_string_lossy().into_owned());
    let name = name.unwrap_or_else(|| "hognose".to_owned());
    let path = match file {
        // The working folder, by its own name.
        "" | "." | "./" => std::env::current_dir().unwrap_or_default(),
        other => absolute(Path::new(other)),
    };
    let shown = path.to_string_lossy().into_owned();
    if path.is_dir() {
        let main = path.join("__main__.py");
        if !main.is_file() {
            return Err(Refusal {
                message: format!("{name}: can't find '__main__' module in '{shown}'"),
                status: 1,
            });
        }
        vm.state_mut().host.import_path.insert(0, shown);
        let source = std::fs::read(&main).map_err(|e| Refusal {
            message: format!("{name}: can't open file: {}", os_text(&e)),
            status: 2,
        })?;
        return Ok(vm.run_main(&source, &main.to_string_lossy()));
    }
    let source = std::fs::read(&path).map_err(|e| Refusal {
        message: format!("{name}: can't open file '{shown}': {}", os_text(&e)),
        status: 2,
    })?;
    if source.starts_with(b"PK\x03\x04") {
        return Err(Refusal {
            message: format!("{name}: can't run '{shown}': zip files are not supported"),
            status: 1,
        });
    }
    // Modules are looked for where the script really is.
    let real = std::fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
    let folder = real
        .parent()
        .map(|p| p.to_string_lossy().into_owned())
        .unwrap_or_default();
    search_first(vm, o, &folder);
    Ok(vm.run_main(&source, &shown))
}
