//! Deflates the modules that are written in Python, and arranges how the `hognose` executable is linked.
//!
//! The link, where the linker can do it: functions that starting up runs
//! side by side (`link/order.ld`), addresses fixed, the C library inside. Together that takes more than
//! half of the memory and time of starting up away (see ARCHITECTURE.md).
//!
//! Only release builds on x86-64 Linux with glibc, and only what a trial shows to work with the linker at
//! hand; elsewhere the executable is linked as usual. `HOGNOSE_PLAIN_LINK=1` asks for that too. Programs
//! that embed the library are not concerned.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Libraries that rustc asks for, and the archives that hold the same.
const ARCHIVES: &[(&str, &str)] = &[
    ("c", "libc.a"),
    ("m", "libm.a"),
    ("gcc_s", "libgcc_eh.a"),
    ("util", "libutil.a"),
    ("rt", "librt.a"),
    ("pthread", "libpthread.a"),
    ("dl", "libdl.a"),
];

/// Panics, starts a thread, calls the mathematical library: prints "linked" if all of it works.
const TRIAL: &str = r#"
fn main() {
    std::panic::set_hook(Box::new(|_| ()));
    let number: f64 = std::env::args().count() as f64;
    let thread = std::thread::spawn(move || number.sin());
    let caught = std::panic::catch_unwind(|| panic!("caught"));
    if caught.is_err() && thread.join().is_ok_and(|x| x > 0.8) {
        println!("linked");
    }
}
"#;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=link/order.ld");
    println!("cargo::rerun-if-env-changed=HOGNOSE_PLAIN_LINK");
    println!("cargo::rerun-if-changed=src/modules/python");
    let of = |name: &str| env::var(name).unwrap_or_default();
    let out = PathBuf::from(of("OUT_DIR"));
    let modules = Path::new(&of("CARGO_MANIFEST_DIR")).join("src/modules/python");
    if let Err(e) = deflate(&modules, &out.join("python")) {
        panic!(
            "the modules in {} can't be deflated: {e}",
            modules.display()
        );
    }
    let suitable = of("PROFILE") == "release"
        && of("TARGET") == "x86_64-unknown-linux-gnu"
        && of("HOST") == of("TARGET")
        && of("HOGNOSE_PLAIN_LINK").is_empty()
        // Sanitizers, instrumentation and other linkers bring arrangements of their own.
        && of("CARGO_ENCODED_RUSTFLAGS").is_empty()
        && of("RUSTC_LINKER").is_empty();
    if !suitable {
        return;
    }
    let order = Path::new(&of("CARGO_MANIFEST_DIR")).join("link/order.ld");
    let ordered = vec!["-no-pie".to_owned(), format!("-Wl,-T,{}", order.display())];
    let fixed = archives(&out).map(|folder| {
        let mut all = ordered.clone();
        all.extend(["-static".to_owned(), format!("-L{}", folder.display())]);
        all
    });
    if let Some(arguments) = fixed.into_iter().chain([ordered]).find(|a| works(&out, a)) {
        for argument in arguments {
            println!("cargo::rustc-link-arg-bin=hognose={argument}");
        }
    }
}

/// Writes the Python files below `from` to `to`, deflated.
fn deflate(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            deflate(&path, &target)?;
        } else if path.extension().is_some_and(|e| e == "py") {
            let text = fs::read(&path)?;
            fs::write(target, miniz_oxide::deflate::compress_to_vec(&text, 9))?;
        }
    }
    Ok(())
}

/// A folder in which the linker finds the archives under the names of the shared libraries: rustc
/// doesn't link executables statically when the same flags build procedural macros.
fn archives(out: &Path) -> Option<PathBuf> {
    let folder = out.join("archives");
    fs::create_dir_all(&folder).ok()?;
    for (library, archive) in ARCHIVES {
        let found = Command::new("cc")
            .arg(format!("-print-file-name={archive}"))
            .output()
            .ok()?;
        let path = PathBuf::from(String::from_utf8(found.stdout).ok()?.trim());
        if !path.is_absolute() {
            return None;
        }
        let script = format!("INPUT({})\n", path.display());
        fs::write(folder.join(format!("lib{library}.so")), script).ok()?;
    }
    Some(folder)
}

/// Whether a small program linked so does what it should.
fn works(out: &Path, arguments: &[String]) -> bool {
    let (source, program) = (out.join("trial.rs"), out.join("trial"));
    let _ = fs::remove_file(&program);
    if fs::write(&source, TRIAL).is_err() {
        return false;
    }
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut compile = Command::new(rustc);
    compile.args([
        "--edition=2024",
        "-Copt-level=1",
        "--crate-name=trial",
        "-o",
    ]);
    compile.arg(&program).arg(&source);
    for argument in arguments {
        compile.arg(format!("-Clink-arg={argument}"));
    }
    compile.output().is_ok_and(|o| o.status.success())
        && Command::new(&program)
            .output()
            .is_ok_and(|o| o.stdout == b"linked\n")
}
