//! The command line: what is run, what is said of bad input, exit status, pipes, interrupts. What is
//! expected is what CPython 3.13 does, but for the program's own name.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

fn hognose() -> Command {
    let mut c = Command::new(env!("CARGO_BIN_EXE_hognose"));
    c.env("HOGNOSE_TEST_MODE", "normal").stdin(Stdio::null());
    // Whoever runs the tests may have set it.
    c.env_remove("PYTHONUNBUFFERED");
    c
}

fn run(args: &[&str]) -> Output {
    hognose().args(args).output().expect("hognose starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Status, standard output and standard error.
fn all(o: &Output) -> (Option<i32>, String, String) {
    (o.status.code(), text(&o.stdout), text(&o.stderr))
}

/// A folder of its own for a test, empty.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if path.exists() {
        std::fs::remove_dir_all(&path).expect("the folder can be emptied");
    }
    std::fs::create_dir_all(&path).expect("the folder can be made");
    path
}

fn with_input(args: &[&str], input: &str) -> Output {
    let mut child = hognose()
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("hognose starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(input.as_bytes()).expect("it reads");
    drop(stdin);
    child.wait_with_output().expect("it ends")
}

#[test]
fn code_files_modules_and_input() {
    let dir = folder("targets");
    std::fs::create_dir_all(dir.join("pkg")).unwrap();
    std::fs::create_dir_all(dir.join("app")).unwrap();
    std::fs::write(
        dir.join("mod.py"),
        "import sys\nprint(__name__, sys.argv[1:], sys.path[0])\n",
    )
    .unwrap();
    std::fs::write(dir.join("pkg/__init__.py"), "print('init')\n").unwrap();
    std::fs::write(dir.join("pkg/__main__.py"), "print('main', __package__)\n").unwrap();
    std::fs::write(dir.join("app/__main__.py"), "print('app')\n").unwrap();
    let here = |args: &[&str]| all(&hognose().current_dir(&dir).args(args).output().unwrap());
    let shown = std::fs::canonicalize(&dir).unwrap().display().to_string();
    let ok = |s: &str| (Some(0), s.to_owned(), String::new());
    assert_eq!(
        here(&["-c", "import sys; print(sys.argv)", "-x"]),
        ok("['-c', '-x']\n")
    );
    assert_eq!(
        here(&["mod.py", "a", "-b"]),
        ok(&format!("__main__ ['a', '-b'] {shown}\n"))
    );
    assert_eq!(
        here(&["-m", "mod", "a"]),
        ok(&format!("__main__ ['a'] {shown}\n"))
    );
    assert_eq!(here(&["-m", "pkg"]), ok("init\nmain pkg\n"));
    assert_eq!(here(&["app"]), ok("app\n"));
    assert_eq!(
        here(&["-O", "-c", "assert False\nprint(__debug__)"]),
        ok("False\n")
    );
    let piped = with_input(&["-", "a"], "import sys\nprint(sys.argv)\n");
    assert_eq!(all(&piped), ok("['-', 'a']\n"));
}

#[test]
fn bad_input_is_told_apart() {
    let dir = folder("bad");
    let path = |name: &str| dir.join(name).display().to_string();
    let program = env!("CARGO_BIN_EXE_hognose");
    let missing = path("missing.py");
    assert_eq!(
        all(&run(&[&missing])),
        (
            Some(2),
            String::new(),
            format!(
                "{program}: can't open file '{missing}': [Errno 2] No such file or directory\n"
            )
        )
    );
    let (status, _, err) = all(&run(&[&dir.display().to_string()]));
    assert_eq!(status, Some(1));
    assert_eq!(
        err,
        format!(
            "{program}: can't find '__main__' module in '{}'\n",
            dir.display()
        )
    );
    let nul = path("nul.py");
    std::fs::write(&nul, b"x = 1\0\n").unwrap();
    let want = format!(
        "  File \"{nul}\", line 1\n    x = 1\nSyntaxError: source code cannot contain null bytes\n"
    );
    assert_eq!(all(&run(&[&nul])), (Some(1), String::new(), want));
    let coding = path("coding.py");
    std::fs::write(&coding, b"# coding: nope\n").unwrap();
    let want = "SyntaxError: encoding problem: nope\n".to_owned();
    assert_eq!(all(&run(&[&coding])), (Some(1), String::new(), want));
    std::fs::write(dir.join("utf8.py"), b"x = '\xff'\n").unwrap();
    let (status, _, err) = all(&run(&[&path("utf8.py")]));
    assert_eq!(status, Some(1));
    assert!(
        err.starts_with("SyntaxError: Non-UTF-8 code starting with '\\xff' in file "),
        "{err}"
    );
    let (status, _, err) = all(&run(&["--nonsense"]));
    assert_eq!(status, Some(2));
    assert!(err.starts_with("hognose: "), "{err}");
    let (status, _, err) = all(&run(&["-m", "no_such_module"]));
    assert_eq!(
        (status, err.ends_with("No module named no_such_module\n")),
        (Some(1), true),
        "{err}"
    );
}

#[test]
fn exit_status() {
    for (code, status, err) in [
        ("import sys; sys.exit()", 0, ""),
        ("import sys; sys.exit(7)", 7, ""),
        ("import sys; sys.exit(256 + 3)", 3, ""),
        ("import sys; sys.exit(-1)", 255, ""),
        ("import sys; sys.exit('bye')", 1, "bye\n"),
        ("raise SystemExit((1, 2))", 1, "(1, 2)\n"),
    ] {
        assert_eq!(
            all(&run(&["-c", code])),
            (Some(status), String::new(), err.to_owned()),
            "{code}"
        );
    }
}

#[test]
fn memory_is_bounded() {
    let (status, out, err) = all(&run(&[
        "--max-memory",
        "20M",
        "-c",
        "print('x' * 10)\nx = 'a' * 100_000_000",
    ]));
    assert_eq!((status, out.as_str()), (Some(1), "xxxxxxxxxx\n"));
    assert!(err.ends_with("MemoryError\n"), "{err}");
    let (status, _, err) = all(&run(&["--max-memory", "lots", "-c", "pass"]));
    assert_eq!(
        (status, err.contains("invalid size: lots")),
        (Some(2), true)
    );
}

#[test]
fn the_hash_seed_decides_the_order_of_sets() {
    let order = |seed: &str| {
        let o = hognose()
            .env("PYTHONHASHSEED", seed)
            .args(["-c", "print({str(i) for i in range(50)})"])
            .output();
        text(&o.unwrap().stdout)
    };
    assert_eq!(order("1"), order("1"));
    assert_ne!(order("1"), order("2"));
    let o = hognose()
        .env("PYTHONHASHSEED", "x")
        .args(["-c", "pass"])
        .output()
        .unwrap();
    assert_eq!(o.status.code(), Some(1));
    assert!(
        text(&o.stderr).starts_with("Fatal Python error: config_init_hash_seed: PYTHONHASHSEED")
    );
}

#[test]
fn modules_are_found_on_the_path() {
    let dir = folder("path");
    std::fs::write(dir.join("found.py"), "where = __file__\n").unwrap();
    let code = "import found; print(found.where)";
    let o = hognose()
        .env("HOGNOSEPATH", &dir)
        .args(["-c", code])
        .output()
        .unwrap();
    assert_eq!(
        text(&o.stdout),
        format!("{}\n", dir.join("found.py").display())
    );
    let o = hognose()
        .env("HOGNOSEPATH", &dir)
        .args(["-E", "-c", code])
        .output()
        .unwrap();
    assert!(text(&o.stderr).ends_with("ModuleNotFoundError: No module named 'found'\n"));
}

#[test]
fn the_prompt_without_a_terminal() {
    let o = with_input(
        &["-i", "-q"],
        "1 + 1\nx = 3\nfor i in range(2):\n    print(i)\n\nx / 0\n(1,\n 2)\n",
    );
    assert_eq!(text(&o.stdout), "2\n0\n1\n(1, 2)\n");
    let err = text(&o.stderr);
    assert_eq!(err.matches(">>> ").count(), 6, "{err}");
    assert_eq!(err.matches("... ").count(), 3, "{err}");
    assert!(
        err.contains("ZeroDivisionError: division by zero\n"),
        "{err}"
    );
    assert_eq!(o.status.code(), Some(0));
    let o = with_input(
        &["-i", "-q"],
        "import sys\nsys.exit(4)\nprint('not reached')\n",
    );
    assert_eq!((o.status.code(), text(&o.stdout)), (Some(4), String::new()));
}

/// Starts a script whose output nobody reads.
fn into_closed_pipe(code: &str) -> (Option<i32>, String) {
    let mut child = hognose()
        .args(["-c", code])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut err = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut err)
        .unwrap();
    (child.wait().unwrap().code(), err)
}

#[cfg(unix)]
#[test]
fn a_broken_pipe_is_told() {
    // The pause lets the other end close first.
    let (status, err) = into_closed_pipe("import time; time.sleep(0.3); print('x')");
    let want =
        "Exception ignored on flushing sys.stdout:\nBrokenPipeError: [Errno 32] Broken pipe\n";
    assert_eq!((status, err.as_str()), (Some(120), want));
    let (status, err) =
        into_closed_pipe("import time; time.sleep(0.3)\nfor i in range(10**5): print(i)");
    assert_eq!(status, Some(1), "{err}");
    assert!(
        err.starts_with("Traceback") && err.ends_with("BrokenPipeError: [Errno 32] Broken pipe\n"),
        "{err}"
    );
}

/// Sends the interrupt signal once the script has said that it runs.
#[cfg(unix)]
fn interrupted(code: &str) -> (Child, String) {
    let mut child = hognose()
        .args(["-u", "-c", code])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut ready = [0];
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut ready).unwrap();
    std::thread::sleep(Duration::from_millis(50));
    let pid = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    (child, rest)
}

#[cfg(unix)]
#[test]
fn an_interrupt_raises_promptly() {
    use std::os::unix::process::ExitStatusExt;
    for (code, last) in [
        ("print('r')\nwhile True: pass", "KeyboardInterrupt\n"),
        (
            "print('r')\nimport time; time.sleep(60)",
            "KeyboardInterrupt\n",
        ),
        (
            "print('r')\nimport sys; sys.stdin.read()",
            "KeyboardInterrupt\n",
        ),
        ("print('r')\nsum(range(10**12))", "KeyboardInterrupt\n"),
        ("print('r')\ninput()", "KeyboardInterrupt\n"),
        (
            "x = list(range(10**5))\nprint('r')\nwhile True: x.sort(key=lambda i: -i % 1001)",
            "KeyboardInterrupt\n",
        ),
        (
            "print('r')\npow(2**100000, 2**100000, 3**100000)",
            "KeyboardInterrupt\n",
        ),
        (
            "import itertools\nprint('r')\n5.5 in itertools.count()",
            "KeyboardInterrupt\n",
        ),
        (
            "print('r')\nfor i in range(10**9): 'x' * 10**6",
            "KeyboardInterrupt\n",
        ),
    ] {
        let start = Instant::now();
        let (mut child, _) = interrupted(code);
        let status = child.wait().unwrap();
        assert_eq!(status.signal(), Some(2), "{code}");
        assert!(start.elapsed() < Duration::from_secs(20), "{code}");
        let mut err = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut err)
            .unwrap();
        assert!(err.ends_with(last), "{code}: {err}");
    }
    let (mut child, out) = interrupted(
        "print('r')\ntry:\n    while True: pass\nexcept KeyboardInterrupt:\n    print('caught')",
    );
    assert_eq!(
        (child.wait().unwrap().code(), out.as_str()),
        (Some(0), "\ncaught\n")
    );
}

#[test]
fn trees_and_bytecode_are_printed() {
    let dir = folder("print");
    let file = dir.join("x.py");
    std::fs::write(&file, "x = 1\n").unwrap();
    let file = file.display().to_string();
    let (status, out, _) = all(&run(&["--ast-compact", &file]));
    assert_eq!(
        (status, out.as_str()),
        (
            Some(0),
            "Module(body=[Assign(targets=[Name(id='x', ctx=Store())], value=Constant(value=1))])\n"
        )
    );
    let (_, out, _) = all(&run(&["--ast", &file]));
    assert!(out.starts_with("Module(\n body=[\n  Assign(\n"), "{out}");
    let (status, out, _) = all(&run(&["--dis", &file]));
    assert!(status == Some(0) && !out.is_empty());
    std::fs::write(dir.join("bad.py"), "x = = 1\n").unwrap();
    let (status, out, err) = all(&run(&["--ast", &dir.join("bad.py").display().to_string()]));
    assert_eq!((status, out.as_str()), (Some(1), ""));
    assert!(err.contains("invalid syntax"), "{err}");
}

#[test]
fn filters_of_warnings() {
    let code = "import sys, warnings\nprint(sys.warnoptions)\nwarnings.warn('a')\n\
                warnings.warn('b', ImportWarning)\n";
    let shown = |o: Output| text(&o.stderr);
    let both = "<string>:3: UserWarning: a\n  warnings.warn('a')\n\
                <string>:4: ImportWarning: b\n  warnings.warn('b', ImportWarning)\n";
    assert_eq!(shown(run(&["-Wd", "-c", code])), both);
    assert_eq!(shown(run(&["-W", "ignore", "-c", code])), "");
    let o = run(&[
        "-Werror::ImportWarning",
        "-Wignore",
        "-W",
        "bad",
        "-c",
        code,
    ]);
    assert_eq!(
        all(&o),
        (
            Some(0),
            "['error::ImportWarning', 'ignore', 'bad']\n".into(),
            "Invalid -W option ignored: invalid action: 'bad'\n".into()
        )
    );
    let o = run(&["-Wignore", "-Werror::ImportWarning", "-c", code]);
    assert_eq!(o.status.code(), Some(1));
    assert!(text(&o.stderr).ends_with("\nImportWarning: b\n"));
    let set = |args: &[&str]| {
        let mut c = hognose();
        c.env("PYTHONWARNINGS", "ignore,default::ImportWarning");
        text(&c.args(args).output().expect("hognose starts").stdout)
    };
    assert_eq!(
        set(&["-We", "-c", "import sys; print(sys.warnoptions)"]),
        "['ignore', 'default::ImportWarning', 'e']\n"
    );
    assert_eq!(
        set(&["-E", "-c", "import sys; print(sys.warnoptions)"]),
        "[]\n"
    );
}

#[test]
fn a_warning_made_an_error_is_a_syntax_error() {
    let o = run(&["-Werror", "-c", "x = 1\nx is 5"]);
    assert_eq!(
        all(&o),
        (
            Some(1),
            String::new(),
            "  File \"<string>\", line 2\nSyntaxError: \"is\" with 'int' literal. Did you mean \"==\"?\n"
                .into()
        )
    );
}

#[test]
fn what_an_unclosed_file_holds_is_written_at_exit() {
    let dir = folder("unclosed");
    let (script, out) = (dir.join("script.py"), dir.join("out.txt"));
    std::fs::write(
        &script,
        // The function keeps the namespace in a cycle, and with it the file.
        format!("def f(): pass\nfile = open({out:?}, 'w')\nfile.write('kept')\n"),
    )
    .unwrap();
    let o = run(&["-Wd", script.to_str().unwrap()]);
    assert_eq!(std::fs::read_to_string(&out).unwrap(), "kept");
    let warning = text(&o.stderr);
    assert!(
        warning.starts_with("<sys>:0: ResourceWarning: unclosed file <_io.TextIOWrapper name="),
        "{warning}"
    );
}

/// Starts hognose by a shell, which names it `$0`: for redirections.
#[cfg(unix)]
fn shell(command: &str) -> Output {
    Command::new("sh")
        .args(["-c", command, env!("CARGO_BIN_EXE_hognose")])
        .env("HOGNOSE_TEST_MODE", "normal")
        .env_remove("PYTHONUNBUFFERED")
        .output()
        .expect("there is a shell")
}

#[cfg(target_os = "linux")]
#[test]
fn streams_may_be_closed_or_full() {
    const LOST: &str = "Traceback (most recent call last):\n  File \"<string>\", line 1, in <module>\n    input()\n    ~~~~~^^\nRuntimeError: input(): lost sys.stdin\n";
    const FULL: &str =
        "Exception ignored on flushing sys.stdout:\nOSError: [Errno 28] No space left on device\n";
    const FOLDER: &str = "Fatal Python error: init_sys_streams: <stdin> is a directory, cannot continue\nPython runtime state: core initialized\n";
    const WRITES: &str = "\"$0\" -c \"import sys; sys.stdout.write('a'); sys.stderr.write('b'); sys.stdout.write('c')\" 2>&1";
    let unbuffered = format!("PYTHONUNBUFFERED=1 {WRITES}");
    for (command, status, out, err) in [
        (
            r#""$0" -c "import sys; print(sys.stdin)" <&-"#,
            0,
            "None\n",
            "",
        ),
        (r#""$0" -c "print(1)" >&-"#, 0, "", ""),
        (
            r#""$0" -c "import sys; print(sys.stderr); 1/0" 2>&-"#,
            1,
            "None\n",
            "",
        ),
        (
            r#""$0" -c "import sys; sys.exit(3)" >&- 2>&- <&-"#,
            3,
            "",
            "",
        ),
        (r#""$0" -c "input()" <&-"#, 1, "", LOST),
        (r#""$0" -c "print(1)" > /dev/full"#, 120, "", FULL),
        (r#""$0" < /"#, 1, "", FOLDER),
        (WRITES, 0, "acb", ""),
        (&unbuffered, 0, "abc", ""),
        (
            r#""$0" -c "for i in range(100): print(i)" | head -1"#,
            0,
            "0\n",
            "",
        ),
    ] {
        let want = (Some(status), out.to_owned(), err.to_owned());
        assert_eq!(all(&shell(command)), want, "{command}");
    }
}

#[test]
fn what_is_said_of_modules_that_cannot_be_run() {
    let dir = folder("modules");
    for (file, text) in [
        ("mod.py", ""),
        ("pkg/__init__.py", "print('init')\n"),
        (
            "pkg/sub.py",
            "from . import other\nprint(__name__, __package__, other.x)\n",
        ),
        ("pkg/other.py", "x = 5\n"),
        ("fails/__init__.py", "1/0\n"),
    ] {
        let path = dir.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let run = |name: &str| {
        let o = hognose().current_dir(&dir).args(["-m", name]).output();
        all(&o.unwrap())
    };
    let specification = "Error while finding module specification for";
    let no_path = "__path__ attribute not found on 'mod' while trying to find 'mod.py'";
    for (name, out, why) in [
        ("nosuch", "", "No module named nosuch"),
        (".mod", "", "Relative module names not supported"),
        ("pkg/sub", "", "No module named pkg/sub"),
        ("math", "", "No code object available for math"),
        (
            "pkg",
            "init\n",
            "No module named pkg.__main__; 'pkg' is a package and cannot be directly executed",
        ),
        (
            "nosuch.a",
            "",
            &format!("{specification} 'nosuch.a' (ModuleNotFoundError: No module named 'nosuch')"),
        ),
        (
            "mod.py",
            "",
            &format!(
                "{specification} 'mod.py' (ModuleNotFoundError: {no_path}). Try using 'mod' instead of 'mod.py' as the module name."
            ),
        ),
    ] {
        let (status, printed, err) = run(name);
        assert_eq!((status, printed.as_str()), (Some(1), out), "{name}: {err}");
        assert!(err.ends_with(&format!(": {why}\n")), "{name}: {err}");
    }
    let ran = (Some(0), "init\n__main__ pkg 5\n".to_owned(), String::new());
    assert_eq!(run("pkg.sub"), ran);
    let (status, _, err) = run("fails.x");
    assert_eq!(status, Some(1));
    assert!(
        err.ends_with("ZeroDivisionError: division by zero\n"),
        "{err}"
    );
}

#[test]
fn programs_end_in_many_ways() {
    for (code, status, out, err) in [
        ("exit()", 0, "", ""),
        ("quit(3)", 3, "", ""),
        (
            "print(exit)",
            0,
            "Use exit() or Ctrl-D (i.e. EOF) to exit\n",
            "",
        ),
        ("import sys; sys.exit(SystemExit(5))", 5, "", ""),
        (
            "import sys\ntry: sys.exit(3)\nfinally: print('f')",
            3,
            "f\n",
            "",
        ),
        (
            "import sys\ndef h(*a): sys.exit(6)\nsys.excepthook = h\n1/0",
            6,
            "",
            "",
        ),
        (
            "import atexit\n@atexit.register\ndef f():\n  atexit.register(print, 'x')\n  print('f')",
            0,
            "f\n",
            "",
        ),
        (
            "import atexit\natexit.register(print, 1)\natexit.register(lambda: atexit.unregister(print))",
            0,
            "",
            "",
        ),
        (
            "class K(KeyboardInterrupt): pass\nraise K",
            1,
            "",
            "Traceback (most recent call last):\n  File \"<string>\", line 2, in <module>\n    raise K\nK\n",
        ),
        (
            "import sys\nsys.tracebacklimit = 0\n1/0",
            1,
            "",
            "ZeroDivisionError: division by zero\n",
        ),
    ] {
        let want = (Some(status), out.to_owned(), err.to_owned());
        assert_eq!(all(&run(&["-c", code])), want, "{code}");
    }
    let (status, _, err) = all(&run(&["-S", "-c", "exit()"]));
    assert_eq!(status, Some(1));
    assert!(
        err.ends_with("NameError: name 'exit' is not defined\n"),
        "{err}"
    );
}

#[test]
fn scripts_come_in_many_encodings() {
    let dir = folder("encodings");
    let file = dir.join("x.py").display().to_string();
    let run = |source: &[u8]| {
        std::fs::write(&file, source).unwrap();
        all(&run(&[&file]))
    };
    let cases: [(&[u8], &str); 11] = [
        (b"print(1)", "1\n"),
        (b"", ""),
        (b"\xef\xbb\xbfprint('bom')\n", "bom\n"),
        (b"\xef\xbb\xbf# coding: utf-8\nprint('bom')\n", "bom\n"),
        (b"print('a')\r\nif 1:\r\n    print('b')\r\n", "a\nb\n"),
        (b"print('a')\rprint('b')\r", "a\nb\n"),
        (
            b"x = '''a\r\nb\rc\n'''\nprint(repr(x))\r\n",
            "'a\\nb\\nc\\n'\n",
        ),
        (b"# -*- coding: latin-1 -*-\nprint('\xe9')\n", "\u{e9}\n"),
        (
            b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\nprint('\x80')\n",
            "\u{20ac}\n",
        ),
        (b"\x0cprint(1)\n", "1\n"),
        (b"\n\n# coding: nope\nprint(1)\n", "1\n"),
    ];
    for (source, out) in cases {
        let want = (Some(0), out.to_owned(), String::new());
        assert_eq!(run(source), want, "{}", source.escape_ascii());
    }
    let refused = |e: &str| (Some(1), String::new(), e.replace("FILE", &file));
    let bom = "SyntaxError: encoding problem: iso-8859-1 with BOM\n";
    assert_eq!(run(b"\xef\xbb\xbf# coding: latin-1\n"), refused(bom));
    // A NUL in a line is seen before what is no UTF-8 in it.
    let nul =
        "  File \"FILE\", line 2\n    ab\nSyntaxError: source code cannot contain null bytes\n";
    assert_eq!(run(b"x = 1\nab\0\xff\n"), refused(nul));
    let utf8 = "SyntaxError: Non-UTF-8 code starting with '\\xff' in file FILE on line 1, but no encoding declared; see https://peps.python.org/pep-0263/ for details\n";
    assert_eq!(run(b"\xff\n\0"), refused(utf8));
}

#[test]
fn files_may_change_while_they_run() {
    let dir = folder("changing");
    let real = std::fs::canonicalize(&dir).unwrap().display().to_string();
    let run = |first: &str| {
        let source = format!("import os\n{first}\ndef f():\n    1/0\nf()\n");
        std::fs::write(dir.join("x.py"), source).unwrap();
        let (status, _, err) = all(&hognose().current_dir(&dir).arg("x.py").output().unwrap());
        assert_eq!(status, Some(1), "{first}");
        err.replace(&real, "DIR")
            .replace(&dir.display().to_string(), "DIR")
    };
    let bare = "Traceback (most recent call last):\n  File \"DIR/x.py\", line 5, in <module>\n  File \"DIR/x.py\", line 4, in f\nZeroDivisionError: division by zero\n";
    assert_eq!(run("os.remove('x.py')"), bare);
    assert_eq!(run("open('x.py', 'w').close()"), bare);
    // The lines that are there now are shown.
    let shown = run("f = open('x.py', 'w'); f.write('# new\\n' * 9); f.close()");
    assert_eq!(shown.matches("    # new\n").count(), 2, "{shown}");
}

#[test]
fn a_module_may_fail_half_way_through_import() {
    let dir = folder("half");
    let source = "a = 1\nprint('half', a)\nraise ValueError('broken')\n";
    std::fs::write(dir.join("half.py"), source).unwrap();
    let code = "import sys\nfor _ in range(2):\n    try: import half\n    except ValueError as e: print(e, 'half' in sys.modules)\nimport half";
    let o = hognose().current_dir(&dir).args(["-c", code]).output();
    let (status, out, err) = all(&o.unwrap());
    assert_eq!(status, Some(1));
    assert_eq!(out, "half 1\nbroken False\nhalf 1\nbroken False\nhalf 1\n");
    let end = "line 3, in <module>\n    raise ValueError('broken')\nValueError: broken\n";
    assert!(err.ends_with(end), "{err}");
}

#[test]
fn the_prompt_in_detail() {
    let prompt = |input: &str| {
        let o = with_input(&["-i", "-q"], input);
        (text(&o.stdout), text(&o.stderr))
    };
    let own = |out: &str, err: &str| (out.to_owned(), err.to_owned());
    let comments = prompt("# c\n   \n  # d\n1 # x\n");
    assert_eq!(comments, own("1\n", ">>> >>> >>> >>> >>> \n"));
    assert_eq!(prompt("print(1)"), own("1\n", ">>> ... \n>>> \n"));
    let unclosed = ">>> ... \n  File \"<stdin>\", line 1\n    (1,\n    ^\nSyntaxError: '(' was never closed\n>>> \n";
    assert_eq!(prompt("(1,\n"), own("", unclosed));
    let last = prompt("1/0\nimport sys\nsys.last_value is sys.last_exc\n");
    assert_eq!(last.0, "True\n");
    let counted = prompt(
        "import sys\nsys.ps1 = 'A '\nclass P:\n  n = 0\n  def __str__(s): P.n += 1; return f'{P.n}>'\n\nsys.ps1 = P()\n1\ndel sys.ps1\n3\n",
    );
    assert_eq!(counted, own("1\n3\n", ">>> >>> A ... ... ... A 1>2>\n"));
    let o = with_input(&["-i", "-q", "-c", "import sys; sys.exit(3)"], "print(5)\n");
    assert_eq!(
        (o.status.code(), text(&o.stdout)),
        (Some(0), "5\n".to_owned())
    );
    assert!(text(&o.stderr).contains("SystemExit: 3\n>>> "));
}

/// Objects that wrap objects of their own kind, deeper than the native stack bears: what CPython itself
/// doesn't always survive.
#[test]
fn chains_of_wrappers_do_not_overflow_the_stack() {
    let code = "
import types
def chain(start, wrap):
    for _ in range(100000):
        start = wrap(start)
    return start
def attempt(use):
    try:
        use()
    except (RecursionError, AttributeError, TypeError):
        pass
static = chain(lambda: 0, staticmethod)
method = chain(lambda *a: 0, lambda f: types.MethodType(f, 1))
proxy = chain({0: 1}, types.MappingProxyType)
alias = chain(int, lambda a: list[a] | None)
for use in (static, lambda: static.__isabstractmethod__, lambda: method.nope,
            lambda: len(proxy), lambda: proxy[0], lambda: iter(proxy), lambda: 0 in proxy,
            lambda: proxy.get(0), lambda: reversed(proxy), lambda: proxy == {}, lambda: proxy | {},
            lambda: alias.__parameters__, lambda: alias[int]):
    attempt(use)
del static, method, proxy, alias, use
print('alive')
";
    let o = run(&["-c", code]);
    assert_eq!(all(&o), (Some(0), "alive\n".into(), String::new()));
}
