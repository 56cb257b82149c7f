//! The embedding API: a VM for Rust programs.
//!
//! [`Vm`] wraps the machine: it grants what the [`Builder`] was told, runs scripts on a native stack
//! of their own ([`native_stack`]), converts values ([`convert`]) and turns what a script raises into
//! [`Error`]s, which are plain data. Objects that stay in the VM are held by [`Handle`]s. Rust
//! closures become functions by [`Vm::register`] ([`function`]).
//!
//! - E1: counted references never leave the crate: a handle is a slot of the VM's root table, and
//!   what drops it only notes that in a queue, which the VM empties when it next runs.
//! - E2: a stop (out of fuel, interrupted) runs no Python code; the VM goes on to be usable.
//! - E3: a panic of a host function doesn't pass through the VM: it becomes an exception.

mod builder;
mod convert;
mod error;
mod function;
mod handle;
mod native_stack;

#[doc(inline)]
pub use crate::modules::host;
pub use builder::{Builder, Stream};
pub use convert::{Args, Arguments, Bytes, FromPython, Mismatch, ToPython};
pub use error::{Error, ErrorKind, TracebackFrame};
pub use function::{HostError, HostFunction};
pub use handle::{Callee, Handle};
pub use native_stack::StackPool;

use crate::memory::value::Value;
use crate::modules::host::capture::Capture;
use crate::types::registry::T;
use crate::vm::error::{Raised, Res};
use crate::vm::eval::Mode;
use crate::vm::limits::{INTERRUPT_KEYBOARD, INTERRUPT_STOP};
use crate::vm::typedef::CallArgs;
use crate::vm::{self as core};
use handle::Roots;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// A Python virtual machine.
///
/// It is an ordinary value: it can move to another thread, and dropping it gives back all that its
/// scripts held. By default a script reaches nothing outside: no files, no environment, no clock, no
/// modules but the library's own, and what it prints is thrown away.
///
/// ```
/// let mut vm = hognose::Vm::builder().memory(16 << 20).fuel(1_000_000).build()?;
/// vm.register("double", |n: i64| n * 2)?;
/// vm.run("def twice(n): return double(n)")?;
/// assert_eq!(vm.call::<i64>("twice", (21,))?, 42);
/// assert_eq!(vm.eval::<Vec<String>>("'a b'.split()")?, ["a", "b"]);
/// # Ok::<(), hognose::Error>(())
/// ```
pub struct Vm {
    inner: Box<core::Vm>,
    roots: Arc<Roots>,
    stacks: Arc<StackPool>,
    /// Bytes of the caller's stack to run on instead of a stack of its own.
    callers_stack: Option<usize>,
    stdout: Option<Capture>,
    stderr: Option<Capture>,
    ended: bool,
}

/// Stops or interrupts the script that a VM is running, from any thread. If none runs, the next one
/// is interrupted at its start.
#[derive(Clone)]
pub struct InterruptHandle {
    flag: Arc<AtomicU32>,
}

impl InterruptHandle {
    /// Stops the run: it ends with [`ErrorKind::Interrupted`], which no script can catch.
    pub fn stop(&self) {
        self.flag.store(INTERRUPT_STOP, Ordering::Relaxed);
    }

    /// Raises KeyboardInterrupt in the script, as Ctrl-C does.
    pub fn keyboard_interrupt(&self) {
        self.flag.store(INTERRUPT_KEYBOARD, Ordering::Relaxed);
    }
}

impl Vm {
    /// A VM with no limits and no grants.
    pub fn new() -> Result<Vm, Error> {
        Vm::builder().build()
    }

    /// Sets limits and grants.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Runs `f` on the VM, on a native stack with room for deep nesting.
    fn enter<X>(&mut self, f: impl FnOnce(&mut core::Vm) -> Res<X>) -> Result<X, Error> {
        if self.ended {
            return Err(Error::setup("the VM has been finished"));
        }
        let inner = &mut self.inner;
        self.roots.release(inner);
        let body = |floor: usize| {
            inner.set_stack_floor(floor);
            inner
                .begin_run()
                .and_then(|()| f(inner))
                .and_then(|x| {
                    inner.drain()?;
                    Ok(x)
                })
                .map_err(|e| error::from_raised(inner, e))
        };
        match self.callers_stack {
            Some(room) => native_stack::on_callers_stack(room, body),
            None => self.stacks.run(512 << 10, body),
        }
    }

    /// Runs statements in the module `__main__`.
    pub fn run(&mut self, source: &str) -> Result<(), Error> {
        self.run_named(source, "<script>")
    }

    /// As [`Vm::run`]; tracebacks show `name` as the file's.
    pub fn run_named(&mut self, source: &str, name: &str) -> Result<(), Error> {
        let r = self.enter(|vm| vm.run_main_text(source, name, Mode::Module));
        self.flushed(r)
    }

    /// The value of an expression, in the module `__main__`.
    pub fn eval<X: FromPython>(&mut self, source: &str) -> Result<X, Error> {
        let roots = self.roots.clone();
        let r = self.enter(|vm| {
            let v = vm.eval_main(source, "<eval>")?;
            Ok(X::from_python(
                &mut convert::Context { vm, roots: &roots },
                &v,
            ))
        });
        self.converted(r)
    }

    /// Calls a function: `callee` is the name of a global, or a [`Handle`]; `args` is a tuple, or
    /// [`Args`] where some are passed by keyword.
    pub fn call<X: FromPython>(
        &mut self,
        callee: impl Callee,
        args: impl Arguments,
    ) -> Result<X, Error> {
        let roots = self.roots.clone();
        let f = callee.find(self)?;
        let r = self.enter(|vm| {
            let f = match f {
                handle::Found::Value(v) => v,
                handle::Found::Global(name) => vm.main_global(&name)?,
            };
            let passed = args.passed(&mut convert::Context { vm, roots: &roots })?;
            let v = vm.call_args(
                &f,
                CallArgs {
                    args: &passed.values,
                    names: &passed.names,
                },
            )?;
            Ok(X::from_python(
                &mut convert::Context { vm, roots: &roots },
                &v,
            ))
        });
        self.converted(r)
    }

    /// A global of the module `__main__`; a [`Handle`] holds any object.
    pub fn get<X: FromPython>(&mut self, name: &str) -> Result<X, Error> {
        let roots = self.roots.clone();
        let r = self.enter(|vm| {
            let v = vm.main_global(name)?;
            Ok(X::from_python(
                &mut convert::Context { vm, roots: &roots },
                &v,
            ))
        });
        self.converted(r)
    }

    /// Sets a global of the module `__main__`.
    pub fn set(&mut self, name: &str, value: impl ToPython) -> Result<(), Error> {
        let roots = self.roots.clone();
        self.enter(|vm| {
            let v = value.to_python(&mut convert::Context { vm, roots: &roots })?;
            vm.set_main_global(name, &v)
        })
    }

    /// An attribute of an object.
    pub fn attr<X: FromPython>(&mut self, object: &Handle, name: &str) -> Result<X, Error> {
        let roots = self.roots.clone();
        let object = self.value_of(object)?;
        let r = self.enter(|vm| {
            let v = vm.attr(&object, name)?;
            drop(object);
            Ok(X::from_python(
                &mut convert::Context { vm, roots: &roots },
                &v,
            ))
        });
        self.converted(r)
    }

    /// Makes a Rust closure the builtin function `name`, which every module sees. Its arguments and
    /// result are converted; an `Err` becomes an exception ([`HostError`] chooses which), a panic a
    /// RuntimeError.
    ///
    /// The arguments can be passed by keyword too if `name` tells the names of the parameters; one
    /// that is followed by `=None` may be left out.
    ///
    /// ```
    /// let mut vm = hognose::Vm::new()?;
    /// vm.register("tax(price, rate=None)", |price: f64, rate: Option<f64>| price * rate.unwrap_or(0.2))?;
    /// assert_eq!(vm.eval::<f64>("tax(100) + tax(rate=0.5, price=10)")?, 25.0);
    /// # Ok::<(), hognose::Error>(())
    /// ```
    pub fn register<A>(&mut self, name: &str, f: impl HostFunction<A>) -> Result<(), Error> {
        let roots = self.roots.clone();
        let signature = function::Signature::parse(name, function::arity(&f))
            .map_err(|what| Error::setup(&what))?;
        self.enter(|vm| function::register(vm, signature, f, roots))
    }

    /// Runs what a program's end runs: functions registered with `atexit`, finalizers of what is
    /// alive, flushing of open files. Dropping a VM without this frees everything and runs nothing.
    pub fn finish(&mut self) -> Result<(), Error> {
        let r = self.enter(|vm| vm.finish().map(drop));
        self.ended = true;
        r
    }

    /// What was printed since the last call, if [`Stream::Capture`] was asked for.
    pub fn take_stdout(&mut self) -> String {
        take(&self.stdout)
    }

    /// What was written to `sys.stderr` since the last call, if [`Stream::Capture`] was asked for.
    pub fn take_stderr(&mut self) -> String {
        take(&self.stderr)
    }

    /// Interrupts this VM from elsewhere.
    pub fn interrupt_handle(&self) -> InterruptHandle {
        InterruptHandle {
            flag: self.inner.interrupt_flag(),
        }
    }

    /// Units of work left; `None`: no bound. The same program uses the same fuel on every run.
    pub fn fuel_left(&self) -> Option<u64> {
        self.inner.fuel_left()
    }

    /// Sets the work that may be done from now on.
    pub fn set_fuel(&mut self, fuel: Option<u64>) {
        self.inner.set_fuel(fuel);
    }

    /// Bytes that live objects and their buffers take.
    pub fn memory_used(&self) -> usize {
        self.inner.heap().live_bytes()
    }

    /// Bytes that the VM holds, which is what its memory cap bounds.
    pub fn memory_held(&self) -> usize {
        self.inner.heap().held_bytes()
    }

    /// Checks that every reference in the heap is accounted for: for tests.
    #[doc(hidden)]
    pub fn verify(&mut self) -> Result<(), String> {
        self.roots.release(&mut self.inner);
        self.inner.verify()
    }

    /// Makes `count` allocations fail, beginning with the `nth` from now on: for tests of VMs that
    /// were built with [`Builder::stress`].
    #[doc(hidden)]
    pub fn fail_allocations(&mut self, nth: u64, count: u64) {
        self.inner.heap().fail_allocations(nth, count);
    }

    /// How many allocations there were, if they are counted (`StressConfig::fail_nth`).
    #[doc(hidden)]
    pub fn allocations(&self) -> u64 {
        self.inner.heap().allocations()
    }

    /// The object behind a handle of this VM.
    fn value_of(&mut self, h: &Handle) -> Result<Value, Error> {
        self.roots.clone().value(&self.inner, h)
    }

    /// Hands on what was printed, whatever became of the run.
    fn flushed<X>(&mut self, r: Result<X, Error>) -> Result<X, Error> {
        let flushed = self.enter(|vm| vm.flush_std_streams().map(drop));
        let x = r?;
        flushed?;
        Ok(x)
    }

    fn converted<X>(&mut self, r: Result<Result<X, Mismatch>, Error>) -> Result<X, Error> {
        match self.flushed(r)? {
            Ok(x) => Ok(x),
            Err(m) => Err(Error::conversion(m)),
        }
    }
}

fn take(c: &Option<Capture>) -> String {
    c.as_ref().map_or(String::new(), |c| {
        String::from_utf8_lossy(&c.take()).into_owned()
    })
}

impl core::Vm {
    /// What a run begins with: an interrupt that came before, finalizers that wait.
    fn begin_run(&mut self) -> Res<()> {
        self.poll_interrupt()?;
        self.drain()
    }

    fn eval_main(&mut self, source: &str, name: &str) -> Res {
        let m = self.main_module()?;
        let d = self.module_dict(&m);
        self.keep_source(name, source)?;
        let code = self.compile_text(
            source.trim_start_matches([' ', '\t']),
            name,
            Mode::Expression,
            false,
        )?;
        self.run_module_code(code, &d)
    }

    fn main_global(&mut self, name: &str) -> Res {
        let m = self.main_module()?;
        let d = self.module_dict(&m);
        if let Some(v) = self.dict_get_str(&d, name)? {
            return Ok(v);
        }
        let builtins = self.builtins.clone();
        match self.dict_get_str(&builtins, name)? {
            Some(v) => Ok(v),
            None => Err(self.err(T::NameError, format_args!("name '{name}' is not defined"))),
        }
    }

    fn set_main_global(&mut self, name: &str, v: &Value) -> Res<()> {
        let m = self.main_module()?;
        let d = self.module_dict(&m);
        self.dict_set_str(&d, name, v)
    }
}

impl From<Mismatch> for Error {
    fn from(m: Mismatch) -> Error {
        Error::conversion(m)
    }
}

/// A VM can move between threads.
const _: fn() = || {
    fn send<X: Send>() {}
    fn sync<X: Sync>() {}
    send::<Vm>();
    send::<Handle>();
    sync::<Handle>();
    send::<InterruptHandle>();
    sync::<InterruptHandle>();
    send::<Error>();
    let _ = |e: Raised| e;
};
