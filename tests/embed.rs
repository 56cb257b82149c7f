//! The embedding API: conversions, limits, errors as data, handles, interrupts, many VMs at once.

use hognose::{Args, Bytes, Error, ErrorKind, Handle, HostError, Stream, Vm};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

fn captured() -> Vm {
    Vm::builder()
        .stdout(Stream::Capture)
        .stderr(Stream::Capture)
        .build()
        .unwrap()
}

#[test]
fn values_go_in_and_come_out() -> Result<(), Error> {
    let mut vm = Vm::new()?;
    vm.set("n", 7)?;
    vm.set("big", u64::MAX)?;
    vm.set("s", "snake")?;
    vm.set("items", vec![Some(1.5), None])?;
    vm.set("data", Bytes(vec![0, 255]))?;
    vm.set("ages", HashMap::from([("ann", 3_i64)]))?;
    assert_eq!(vm.eval::<i64>("n * 6")?, 42);
    assert_eq!(vm.eval::<u128>("big + 1")?, u128::from(u64::MAX) + 1);
    assert_eq!(vm.eval::<String>("s.upper()")?, "SNAKE");
    assert_eq!(
        vm.eval::<Vec<Option<f64>>>("items + [2]")?,
        [Some(1.5), None, Some(2.0)]
    );
    assert_eq!(vm.eval::<Bytes>("data + b'a'")?, Bytes(vec![0, 255, 97]));
    assert_eq!(
        vm.eval::<HashMap<String, i64>>("{**ages, 'bob': 5}")?["bob"],
        5
    );
    assert_eq!(
        vm.eval::<(bool, char, Option<i64>)>("(True, 'x', None)")?,
        (true, 'x', None)
    );
    assert_eq!(
        vm.eval::<Vec<i64>>("(i * i for i in range(4))")?,
        [0, 1, 4, 9]
    );
    vm.eval::<()>("object()")?;
    Ok(())
}

#[test]
fn wrong_types_are_errors() {
    let mut vm = Vm::new().unwrap();
    let text = |r: Result<(), Error>| {
        let e = r.unwrap_err();
        assert_eq!(e.kind(), ErrorKind::Conversion);
        e.to_string()
    };
    assert_eq!(
        text(vm.eval::<i64>("'x'").map(drop)),
        "expected int, got str"
    );
    assert_eq!(
        text(vm.eval::<i64>("True").map(drop)),
        "expected int, got bool"
    );
    assert_eq!(
        text(vm.eval::<u8>("256").map(drop)),
        "expected an int that fits u8, got one out of its range"
    );
    assert_eq!(
        text(vm.eval::<Vec<String>>("'abc'").map(drop)),
        "expected list, got str"
    );
    assert_eq!(
        text(vm.eval::<(i64, i64)>("(1,)").map(drop)),
        "expected a tuple of 2, got one of 1"
    );
    assert_eq!(
        text(vm.eval::<String>("'\\ud800'").map(drop)),
        "expected str, got one with lone surrogates"
    );
}

#[test]
fn functions_are_called_by_name_and_by_handle() -> Result<(), Error> {
    let mut vm = Vm::new()?;
    vm.run("def join(a, b): return f'{a}-{b}'\ndef adder(n): return lambda x: x + n")?;
    assert_eq!(vm.call::<String>("join", ("a", 1))?, "a-1");
    let add = vm.call::<Handle>("adder", (10,))?;
    assert_eq!(vm.call::<i64>(&add, (5,))?, 15);
    vm.set("add", &add)?;
    drop(add);
    assert_eq!(vm.eval::<i64>("add(1)")?, 11);
    assert_eq!(vm.call::<i64>("len", ("four",))?, 4);
    assert_eq!(vm.call::<()>("nope", ()).unwrap_err().class(), "NameError");
    assert_eq!(vm.verify(), Ok(()));
    Ok(())
}

#[test]
fn a_handle_of_another_vm_is_refused() -> Result<(), Error> {
    let (mut a, mut b) = (Vm::new()?, Vm::new()?);
    let h = a.eval::<Handle>("[1, 2]")?;
    assert_eq!(b.call::<()>(&h, ()).unwrap_err().kind(), ErrorKind::Handle);
    assert_eq!(
        b.attr::<Handle>(&h, "append").unwrap_err().kind(),
        ErrorKind::Handle
    );
    assert_eq!(b.set("x", &h).unwrap_err().class(), "ValueError");
    drop(a);
    // Its VM is gone; the slot of that number in this one is none of its business.
    let own = b.eval::<Handle>("[3]")?;
    assert_eq!(b.call::<()>(&h, ()).unwrap_err().kind(), ErrorKind::Handle);
    b.set("y", &own)?;
    assert_eq!(b.eval::<Vec<i64>>("y")?, [3]);
    Ok(())
}

#[test]
fn dropping_a_handle_drops_the_object() -> Result<(), Error> {
    let mut vm = captured();
    vm.run("class D:\n    def __del__(self): print('gone')\n")?;
    let h = vm.eval::<Handle>("D()")?;
    let copy = h.clone();
    drop(h);
    vm.run("print('held')")?;
    drop(copy);
    vm.run("print('after')")?;
    assert_eq!(vm.take_stdout(), "held\ngone\nafter\n");
    Ok(())
}

#[test]
fn errors_are_data() {
    let mut vm = captured();
    let e = vm
        .run_named("def f(x):\n    return 1 // x\n\nf(0)\n", "calc.py")
        .unwrap_err();
    assert_eq!(
        (e.kind(), e.class(), e.message()),
        (
            ErrorKind::Exception,
            "ZeroDivisionError",
            "integer division or modulo by zero"
        )
    );
    let at: Vec<_> = e
        .traceback()
        .iter()
        .map(|f| (f.file.as_str(), f.line, f.function.as_str()))
        .collect();
    assert_eq!(at, [("calc.py", 4, "<module>"), ("calc.py", 2, "f")]);
    assert!(e.rendered().starts_with("Traceback (most recent call last):\n  File \"calc.py\", line 4, in <module>\n    f(0)\n"), "{}", e.rendered());
    assert!(
        e.rendered()
            .ends_with("ZeroDivisionError: integer division or modulo by zero\n")
    );
    assert_eq!(vm.run("x = = 1").unwrap_err().kind(), ErrorKind::Syntax);
    assert_eq!(
        vm.run("import sys\nsys.exit(3)").unwrap_err().kind(),
        ErrorKind::Exit(3)
    );
    assert_eq!(
        vm.run("raise SystemExit('bye')").unwrap_err().kind(),
        ErrorKind::Exit(1)
    );
    let e = vm
        .run("class E(Exception): pass\nraise E('a', 1)")
        .unwrap_err();
    assert_eq!((e.class(), e.message()), ("E", "('a', 1)"));
}

#[test]
fn host_functions_have_typed_parameters() -> Result<(), Error> {
    let mut vm = captured();
    vm.register("add", |a: i64, b: i64| a + b)?;
    vm.register("half", |n: i64| {
        if n % 2 == 0 {
            Ok(n / 2)
        } else {
            Err(HostError::new("ValueError", "odd"))
        }
    })?;
    vm.register("broken", || -> Result<i64, std::fmt::Error> {
        Err(std::fmt::Error)
    })?;
    vm.register("tags", |m: HashMap<String, Vec<f64>>| m.len())?;
    vm.register("apply", |f: Handle| f)?;
    assert_eq!(vm.eval::<i64>("add(half(10), 2)")?, 7);
    assert_eq!(vm.eval::<i64>("tags({'a': [1, 2.5]})")?, 1);
    assert_eq!(vm.eval::<i64>("apply(len)([1])")?, 1);
    for (source, class, message) in [
        ("half(3)", "ValueError", "odd"),
        ("add(1)", "TypeError", "add() takes 2 arguments (1 given)"),
        (
            "add(1, b=2)",
            "TypeError",
            "add() takes no keyword arguments",
        ),
        (
            "add(1, 'x')",
            "TypeError",
            "add() argument 2: expected int, got str",
        ),
        (
            "broken()",
            "RuntimeError",
            "an error occurred when formatting an argument",
        ),
    ] {
        let e = vm.eval::<()>(source).unwrap_err();
        assert_eq!((e.class(), e.message()), (class, message), "{source}");
    }
    vm.run("try:\n    half(1)\nexcept ValueError as e:\n    print('caught', e)")?;
    assert_eq!(vm.take_stdout(), "caught odd\n");
    Ok(())
}

#[test]
fn arguments_are_passed_by_keyword_both_ways() -> Result<(), Error> {
    let mut vm = Vm::new()?;
    vm.run("def f(a, b=2, *c, d=4, **e): return [a, b, c, d, e]")?;
    let args = Args::new().pass(1).pass_as("d", "x").pass_as("z", vec![9]);
    let got: (i64, i64, Handle, String, HashMap<String, Vec<i64>>) = vm.call("f", args)?;
    assert_eq!((got.0, got.1, got.3.as_str()), (1, 2, "x"));
    assert_eq!(got.4["z"], [9]);
    let twice = Args::new().pass_as("a", 1).pass_as("a", 2);
    assert_eq!(vm.call::<()>("f", twice).unwrap_err().class(), "TypeError");
    vm.register("area(width, height=None)", |w: i64, h: Option<i64>| {
        w * h.unwrap_or(w)
    })?;
    assert_eq!(
        vm.eval::<Vec<i64>>(
            "[area(3), area(3, 4), area(height=2, width=5), area(6, height=None)]"
        )?,
        [9, 12, 10, 36]
    );
    for (source, message) in [
        ("area()", "area() missing argument 'width'"),
        (
            "area(1, 2, 3)",
            "area() takes at most 2 arguments (3 given)",
        ),
        (
            "area(1, width=2)",
            "area() got multiple values for argument 'width'",
        ),
        (
            "area(1, depth=2)",
            "area() got an unexpected keyword argument 'depth'",
        ),
    ] {
        let e = vm.eval::<()>(source).unwrap_err();
        assert_eq!((e.class(), e.message()), ("TypeError", message), "{source}");
    }
    for wrong in ["f(a", "f(a, b)", "f(1)", "f(a=2)"] {
        assert!(vm.register(wrong, |n: i64| n).is_err(), "{wrong}");
    }
    assert!(
        vm.register("f(a=None, b)", |a: Option<i64>, b: i64| (a, b))
            .is_err()
    );
    Ok(())
}

#[test]
fn handles_outlive_their_vm_harmlessly() -> Result<(), Error> {
    let mut vm = Vm::new()?;
    let handle: Handle = vm.eval("[1, 2, 3]")?;
    let copy = handle.clone();
    drop(vm);
    let mut other = Vm::new()?;
    other.run("def f(x): return x")?;
    assert!(other.call::<()>("f", (handle,)).is_err());
    assert!(other.call::<()>(&copy, ()).is_err());
    assert!(other.set("x", copy).is_err());
    assert_eq!(other.verify(), Ok(()));
    Ok(())
}

#[test]
fn a_vm_may_be_dropped_inside_a_callback() -> Result<(), Error> {
    let mut inner = captured();
    inner.run("class A:\n    def __del__(self): print('gone')\na = A()")?;
    let held = std::sync::Mutex::new(Some(inner));
    let mut vm = Vm::new()?;
    vm.register("nested", move |source: String| -> Result<i64, Error> {
        let Some(mut inner) = held.lock().unwrap().take() else {
            return Ok(-1);
        };
        // It runs inside the other's run, and goes with the end of the call.
        inner.eval(&source)
    })?;
    assert_eq!(vm.eval::<i64>("nested('sum(range(5))') + nested('1')")?, 9);
    assert_eq!(vm.verify(), Ok(()));
    Ok(())
}

#[test]
fn a_panic_of_a_host_function_is_an_exception() -> Result<(), Error> {
    let mut vm = Vm::new()?;
    vm.register("explode", |n: i64| -> i64 { panic!("no {n}") })?;
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let e = vm.eval::<i64>("explode(5)").unwrap_err();
    std::panic::set_hook(hook);
    assert_eq!(
        (e.class(), e.message()),
        ("RuntimeError", "host function panicked: no 5")
    );
    assert_eq!(vm.eval::<i64>("1 + 1")?, 2);
    Ok(())
}

#[test]
fn nothing_is_granted_by_default() {
    let mut vm = Vm::new().unwrap();
    vm.run("print('thrown away')\nimport sys\nassert sys.stdout is None and sys.path == []")
        .unwrap();
    // An environment that isn't granted is one without variables.
    assert_eq!(vm.eval::<i64>("len(__import__('os').environ)").unwrap(), 0);
    for source in [
        "open('/etc/passwd')",
        "open('x', 'w')",
        "open(0)",
        "__import__('time').time()",
        "__import__('time').sleep(0)",
        "input()",
        "__import__('os').listdir()",
        "__import__('os').getcwd()",
        "__import__('os').getpid()",
        "__import__('os').urandom(4)",
        "__import__('os').remove('x')",
        "__import__('os').mkdir('x')",
        "__import__('tempfile').mkdtemp()",
    ] {
        let e = vm.eval::<()>(source).expect_err(source);
        assert!(
            ["PermissionError", "RuntimeError", "OSError"].contains(&e.class()),
            "{source}: {e}"
        );
    }
}

#[test]
fn output_is_captured_to_a_bound() -> Result<(), Error> {
    let mut vm = Vm::builder()
        .stdout(Stream::Capture)
        .capture_limit(10_000)
        .build()?;
    vm.run("print('x' * 100)\nimport sys\nprint('e', file=sys.stderr)")?;
    // What goes to a stream that is None goes to sys.stdout.
    assert_eq!(vm.take_stdout().len(), 103);
    let e = vm.run("while True: print('y' * 100)").unwrap_err();
    assert_eq!(e.class(), "OSError");
    assert!(vm.take_stdout().len() <= 10_000);
    Ok(())
}

#[test]
fn fuel_stops_and_the_vm_goes_on() -> Result<(), Error> {
    let mut vm = Vm::builder()
        .fuel(200_000)
        .stdout(Stream::Capture)
        .build()?;
    let e = vm
        .run("try:\n    while True: pass\nexcept BaseException:\n    print('caught')\nfinally:\n    print('finally')")
        .unwrap_err();
    assert_eq!(e.kind(), ErrorKind::OutOfFuel);
    assert_eq!(vm.fuel_left(), Some(0));
    vm.set_fuel(Some(50_000));
    assert_eq!(vm.eval::<i64>("sum(range(10))")?, 45);
    assert_eq!(vm.take_stdout(), "");
    assert_eq!(vm.verify(), Ok(()));
    Ok(())
}

#[test]
fn the_same_program_takes_the_same_fuel() {
    const SOURCE: &str = "
class P:
    def __init__(self, n): self.n = n
    def grow(self): return [self.n] * self.n
words = {}
for i in range(300):
    words['w' + str(i % 37)] = P(i % 7).grow()
total = sum(len(v) for v in words.values())
text = ' '.join(sorted(words))
try:
    1 / 0
except ZeroDivisionError as e:
    text += str(e)
";
    let used: Vec<_> = (0..6)
        .map(|i| {
            let b = Vm::builder().fuel(10_000_000);
            let mut vm = b.hash_seed(i % 3).build().unwrap();
            if i == 5 {
                vm.run("import gc\ngc.disable()").unwrap();
            }
            // Other work before must not change what the same source takes.
            if i > 1 {
                vm.run("x = [object() for _ in range(1000)]\ndel x")
                    .unwrap();
                vm.set_fuel(Some(10_000_000));
            }
            vm.run(SOURCE).unwrap();
            vm.fuel_left().unwrap()
        })
        .collect();
    assert_eq!(used[0], used[1]);
    assert!(used[2..].iter().all(|&u| u == used[2]), "{used:?}");
}

#[test]
fn memory_is_bounded_and_the_error_caught() -> Result<(), Error> {
    let mut vm = Vm::builder()
        .memory(8 << 20)
        .stdout(Stream::Capture)
        .build()?;
    vm.run("try:\n    x = [0]\n    while True: x = x + x\nexcept MemoryError:\n    print('caught')\nx = None")?;
    assert_eq!(vm.take_stdout(), "caught\n");
    assert_eq!(
        vm.eval::<i64>("len('a' * 10**12)").unwrap_err().kind(),
        ErrorKind::Memory
    );
    assert!(vm.memory_held() <= 8 << 20);
    assert_eq!(vm.eval::<i64>("len('a' * 1000)")?, 1000);
    let e = Vm::builder().memory(1000).build().err().unwrap();
    assert_eq!(e.kind(), ErrorKind::Setup);
    Ok(())
}

#[test]
fn recursion_depth_does_not_depend_on_the_hosts_thread() {
    let deep = || {
        let mut vm = Vm::builder().recursion_limit(20_000).build().unwrap();
        vm.run(
            "
class R:
    def __init__(self, n): self.n = n
    def __repr__(self): return repr(R(self.n - 1)) if self.n else 'end'
def f(n): return 0 if n == 0 else 1 + f(n - 1)
",
        )
        .unwrap();
        let flat = vm.eval::<i64>("f(15000)").unwrap();
        (flat, vm.eval::<String>("repr(R(400))").unwrap())
    };
    let small = std::thread::Builder::new()
        .stack_size(256 << 10)
        .spawn(deep)
        .unwrap();
    assert_eq!(small.join().unwrap(), (15_000, "end".to_owned()));
    let mut vm = Vm::builder().recursion_limit(1_000_000).build().unwrap();
    let e = vm
        .run("class R:\n    def __repr__(self): return repr(self)\nrepr(R())")
        .unwrap_err();
    assert_eq!(e.class(), "RecursionError");
}

#[test]
fn another_thread_interrupts() {
    let mut vm = captured();
    let handle = vm.interrupt_handle();
    let started = Instant::now();
    let stopper = std::thread::spawn({
        let handle = handle.clone();
        move || {
            std::thread::sleep(Duration::from_millis(50));
            handle.stop();
        }
    });
    let e = vm
        .run("try:\n    while True: pass\nexcept BaseException:\n    print('caught')")
        .unwrap_err();
    stopper.join().unwrap();
    assert_eq!(e.kind(), ErrorKind::Interrupted);
    assert!(started.elapsed() < Duration::from_secs(5));
    handle.keyboard_interrupt();
    assert_eq!(vm.run("pass").unwrap_err().class(), "KeyboardInterrupt");
    vm.run("print('usable')").unwrap();
    assert_eq!(vm.take_stdout(), "usable\n");
}

#[test]
fn a_vm_is_finished_once() -> Result<(), Error> {
    let mut vm = captured();
    vm.run("import atexit\natexit.register(print, 'bye')\nclass D:\n    def __del__(self): print('del')\nd = D()")?;
    vm.finish()?;
    assert_eq!(vm.take_stdout(), "bye\ndel\n");
    assert_eq!(vm.verify(), Ok(()));
    assert_eq!(vm.run("1").unwrap_err().kind(), ErrorKind::Setup);
    Ok(())
}

#[test]
fn a_vm_moves_between_threads() -> Result<(), Error> {
    let mut vm = Vm::new()?;
    vm.run("n = 1")?;
    for _ in 0..4 {
        vm = std::thread::spawn(move || {
            vm.run("n = n * 2").unwrap();
            vm
        })
        .join()
        .unwrap();
    }
    assert_eq!(vm.get::<i64>("n")?, 16);
    Ok(())
}

#[test]
fn the_callers_stack_will_do() -> Result<(), Error> {
    let mut vm = Vm::builder().callers_stack(1 << 20).build()?;
    assert_eq!(vm.eval::<i64>("sum(range(100))")?, 4950);
    let e = vm
        .run("class R:\n    def __repr__(self): return repr(self)\nrepr(R())")
        .unwrap_err();
    assert_eq!(e.class(), "RecursionError");
    Ok(())
}

/// Many VMs on few threads, each at its own cap and fuel, some failing, none disturbing another.
#[test]
fn two_hundred_vms_on_eight_threads() {
    const VMS: usize = 200;
    let next = Arc::new(AtomicUsize::new(0));
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let next = next.clone();
            std::thread::spawn(move || {
                loop {
                    let i = next.fetch_add(1, Ordering::Relaxed);
                    if i >= VMS {
                        return;
                    }
                    one_of_many(i);
                }
            })
        })
        .collect();
    for t in threads {
        t.join().unwrap();
    }
}

fn one_of_many(i: usize) {
    let fuel = 400_000 + i as u64 * 1000;
    let mut vm = Vm::builder()
        .memory((6 << 20) + (i << 12))
        .fuel(fuel)
        .hash_seed(i as u64)
        .stdout(Stream::Capture)
        .build()
        .unwrap();
    vm.register("number", move || i).unwrap();
    match i % 4 {
        0 => {
            let e = vm.run("while True: pass").unwrap_err();
            assert_eq!(e.kind(), ErrorKind::OutOfFuel);
        }
        1 => {
            let e = vm
                .run("x = []\nwhile True: x.append('a' * 4000)")
                .unwrap_err();
            assert!(
                matches!(e.kind(), ErrorKind::Memory | ErrorKind::OutOfFuel),
                "{e}"
            );
            vm.run("x = None").unwrap_or(());
        }
        2 => {
            let e = vm.run("{}['missing']").unwrap_err();
            assert_eq!(e.class(), "KeyError");
        }
        _ => {
            vm.run("d = {str(k): k for k in range(500)}\nprint(sum(d.values()), number())")
                .unwrap();
            assert_eq!(vm.take_stdout(), format!("124750 {i}\n"));
        }
    }
    vm.set_fuel(Some(100_000));
    assert_eq!(vm.eval::<usize>("number()").unwrap(), i);
    vm.verify().unwrap();
}
