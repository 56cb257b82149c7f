//! A program from its start to its end: `__main__`, uncaught errors and the exit status, and the
//! order in which what is alive at exit is finalized.

use super::Vm;
use super::error::{Raised, Res};
use super::eval::Mode;
use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::types::dict::Dict;
use crate::types::exception;
use crate::types::module::Module;
use crate::types::registry::T;

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// With this exit status.
    Status(i32),
    /// By a KeyboardInterrupt that nobody caught.
    Interrupted,
    /// Stopped: fuel ran out, or the host asked for it.
    Stopped,
}

/// What `modules/python/_sitebuiltins.py` adds to the builtins.
const SITE_NAMES: [&str; 6] = ["copyright", "credits", "exit", "help", "license", "quit"];

impl Vm {
    /// The module `__main__`, made if need be.
    pub fn main_module(&mut self) -> Res {
        if let Some(m) = self.loaded("__main__")? {
            return Ok(m);
        }
        let m = self.new_module("__main__", &Value::NONE)?;
        let d = self.module_dict(&m);
        let annotations = self.dict()?;
        self.dict_set_str(&d, "__annotations__", &annotations)?;
        let builtins = self.import_dotted("builtins")?;
        self.dict_set_str(&d, "__builtins__", &builtins)?;
        let modules = self.modules.clone();
        self.dict_set_str(&modules, "__main__", &m)?;
        if !self.state.warn_options.is_empty() {
            // It sets the filters that the options ask for.
            self.import_dotted("warnings")?;
        }
        Ok(m)
    }

    /// Runs a script's source as `__main__`.
    pub fn run_main(&mut self, source: &[u8], file: &str) -> Res<()> {
        let m = self.main_module()?;
        let d = self.module_dict(&m);
        let name = self.str(file)?;
        self.dict_set_str(&d, "__file__", &name)?;
        self.dict_set_str(&d, "__cached__", &Value::NONE)?;
        let code = self.compile_script(source, file)?;
        self.run_module_code(code, &d).map(drop)
    }

    /// Runs text as `__main__`, whose lines tracebacks can show.
    pub fn run_main_text(&mut self, text: &str, file: &str, mode: Mode) -> Res<()> {
        let m = self.main_module()?;
        let d = self.module_dict(&m);
        self.keep_source(file, text)?;
        let code = self.compile_text(text, file, mode, false)?;
        self.run_module_code(code, &d).map(drop)
    }

    /// Runs module `name` as `__main__` (`-m`): of a package, its `__main__`.
    pub fn run_main_module(&mut self, name: &str) -> Res<()> {
        let found = match self.find_main(name)? {
            Ok(f) => f,
            Err(why) => {
                let program = self.state.executable.clone();
                self.write_error_output(format!("{program}: {why}\n").as_bytes())?;
                return Err(self.exit_error(1));
            }
        };
        let (file, source, package) = found;
        let m = self.main_module()?;
        let d = self.module_dict(&m);
        let package = self.str(&package)?;
        self.dict_set_str(&d, "__package__", &package)?;
        // `sys.argv[0]` is the file from here on.
        if let Some(first) = self.state.argv.first_mut() {
            first.clone_from(&file);
        }
        if let Some(sys) = self.state.sys_dict.bound().cloned()
            && let Some(argv) = self.dict_get_str(&sys, "argv")?
        {
            let name = self.str(&file)?;
            self.set_item(&argv, &Value::ZERO, &name)?;
        }
        self.run_main(&source, &file)
    }

    /// The error that ends a program with exit status `status`.
    pub fn exit_error(&mut self, status: i64) -> Raised {
        match exception::new(self, T::SystemExit, &[Value::int(status)]) {
            Ok(e) => Raised(e),
            Err(e) => e,
        }
    }

    /// Whether `e` ends the program.
    pub fn is_exit(&self, e: &Raised) -> bool {
        self.caught(e, T::SystemExit)
    }

    /// Adds to the builtins what only a command line has, [`SITE_NAMES`]: as soon as somebody looks
    /// for one of them or for all builtins, since making them takes longer than starting.
    pub fn offer_site(&mut self) {
        self.state.site_offered = true;
    }

    /// The builtin `name` if it is one of those that [`Vm::offer_site`] offers and nobody had asked
    /// for yet. May run Python.
    #[cold]
    pub(crate) fn site_builtin(&mut self, name: &Value) -> Res<Option<Value>> {
        if !self.state.site_offered || !self.text(name).is_some_and(|n| SITE_NAMES.contains(&n)) {
            return Ok(None);
        }
        self.install_site()?;
        Ok(self.dict_lookup_str(&self.builtins, name).cloned())
    }

    /// Makes what [`Vm::offer_site`] offers.
    pub(crate) fn install_site(&mut self) -> Res<()> {
        if !std::mem::take(&mut self.state.site_offered) {
            return Ok(());
        }
        let site = self.import_dotted("_sitebuiltins")?;
        let (builtins, separator) = (
            self.builtins.clone(),
            self.str(std::path::MAIN_SEPARATOR_STR)?,
        );
        self.call_method(&site, "install", &[builtins, separator])?;
        // Scripts find the module again only by asking for it.
        let (modules, name) = (self.modules.clone(), self.intern("_sitebuiltins")?);
        self.dict_remove(&modules, &name).map(drop)
    }

    /// Makes `sys` ready for a prompt: `ps1` and `ps2`, and `sys` itself, for `sys.last_exc`.
    pub fn begin_prompt(&mut self) -> Res<()> {
        self.import_dotted("sys")?;
        self.state.flags.inspect = false;
        let Some(sys) = self.state.sys_dict.bound().cloned() else {
            return Ok(());
        };
        for (name, text) in [("ps1", ">>> "), ("ps2", "... ")] {
            if self.dict_get_str(&sys, name)?.is_none() {
                let text = self.str(text)?;
                self.dict_set_str(&sys, name, &text)?;
            }
        }
        Ok(())
    }

    /// `str(sys.ps1)`, or of another name; empty if there is none or it fails. May run Python.
    pub fn prompt(&mut self, name: &str) -> String {
        let shown = (|| -> Res<Option<Value>> {
            let Some(sys) = self.state.sys_dict.bound().cloned() else {
                return Ok(None);
            };
            match self.dict_get_str(&sys, name)? {
                Some(p) => self.str_value(&p).map(Some),
                None => Ok(None),
            }
        })();
        match shown {
            Ok(Some(p)) => self.text(&p).unwrap_or_default().to_owned(),
            _ => String::new(),
        }
    }

    /// Sets the lowest address that native recursion may reach.
    pub fn set_stack_floor(&mut self, floor: usize) {
        self.stack_floor = floor;
    }

    /// The flag by which another thread or a signal handler interrupts (see `limits`).
    pub fn interrupt_flag(&self) -> std::sync::Arc<std::sync::atomic::AtomicU32> {
        self.interrupt.clone()
    }

    /// What the modules keep: the host's grants and the command line's settings.
    pub fn state_mut(&mut self) -> &mut crate::modules::State {
        &mut self.state
    }

    /// Checks the whole heap when nothing runs: every reference must be accounted for.
    pub fn verify(&self) -> Result<(), String> {
        self.heap
            .verify(crate::memory::check::Counts::Exact, |f| self.visit_roots(f))
    }

    /// Calls `f` with every counted reference that the VM itself holds, when nothing runs.
    fn visit_roots(&self, f: &mut dyn FnMut(&Value)) {
        let single = [
            &self.handled,
            &self.builtins,
            &self.modules,
            &self.empty_str,
            &self.empty_tuple,
            &self.empty_bytes,
            &self.stop_value,
        ];
        single.into_iter().for_each(&mut *f);
        self.types.iter().for_each(&mut *f);
        self.names.iter().for_each(&mut *f);
        self.chars.iter().for_each(&mut *f);
        self.cursor.visit(f);
        self.state.visit(f);
    }

    /// Reports an error that nobody caught, as the interpreter does: through `sys.excepthook`. A
    /// SystemExit says the status instead.
    pub fn report_uncaught(&mut self, e: Raised) -> Outcome {
        let Some(exc) = self.exception_of(e) else {
            return Outcome::Stopped;
        };
        match self.report_exception(&exc) {
            Ok(o) => o,
            Err(e) if e.is_stop() => Outcome::Stopped,
            Err(_) => Outcome::Status(1),
        }
    }

    fn report_exception(&mut self, exc: &Value) -> Res<Outcome> {
        // With -i even an exit leads to the prompt.
        if self.is_a(exc, T::SystemExit) && !self.state.flags.inspect {
            return self.exit_status(exc).map(Outcome::Status);
        }
        let class = self.type_of(exc).clone();
        let tb = exception::traceback_of(self, exc);
        let sys = self.state.sys_dict.bound().cloned();
        if let Some(sys) = sys {
            for (name, v) in [
                ("last_exc", exc),
                ("last_type", &class),
                ("last_value", exc),
                ("last_traceback", &tb),
            ] {
                self.dict_set_str(&sys, name, v)?;
            }
            match self.dict_get_str(&sys, "excepthook")? {
                Some(hook) => {
                    if let Err(e) = self.call(&hook, &[class, exc.clone(), tb]) {
                        return self.hook_failed(e, exc);
                    }
                }
                None => {
                    self.write_error_output(b"sys.excepthook is missing\n")?;
                    self.show_exception(exc)?;
                }
            }
        } else {
            self.show_exception(exc)?;
        }
        // Of subclasses CPython takes no notice here.
        Ok(match self.is_exact(exc, T::KeyboardInterrupt) {
            true => Outcome::Interrupted,
            false => Outcome::Status(1),
        })
    }

    fn hook_failed(&mut self, e: Raised, original: &Value) -> Res<Outcome> {
        let Some(e) = self.exception_of(e) else {
            return Err(Raised(Value::STOPPED));
        };
        if self.is_a(&e, T::SystemExit) {
            return self.exit_status(&e).map(Outcome::Status);
        }
        self.write_error_output(b"Error in sys.excepthook:\n")?;
        self.show_exception(&e)?;
        self.write_error_output(b"\nOriginal exception was:\n")?;
        self.show_exception(original)?;
        Ok(Outcome::Status(1))
    }

    /// Writes the report of an exception to `sys.stderr`: `sys.__excepthook__`.
    pub(crate) fn show_exception(&mut self, exc: &Value) -> Res<()> {
        let mut text = Buf::new();
        // The report gets the reserve: an error for want of memory must be told too.
        self.heap.open_reserve();
        let r = super::report::render(self, exc, &mut text);
        self.heap.close_reserve();
        match r {
            Err(e) if e.is_stop() => return Err(e),
            _ => {}
        }
        self.write_error_output(&text)
    }

    /// The status that a SystemExit asks for: 1 for what isn't a number.
    pub fn exit_code(&mut self, exc: &Value) -> Res<i32> {
        let code = self.attr(exc, "code")?;
        Ok(match code.is_none() {
            true => 0,
            false => self.as_i64(&code).map_or(1, |n| n as i32),
        })
    }

    /// The status that a SystemExit asks for; what isn't a number is written to `sys.stderr`.
    fn exit_status(&mut self, exc: &Value) -> Res<i32> {
        let code = self.attr(exc, "code")?;
        if code.is_none() {
            return Ok(0);
        }
        if code.is_int() || self.is_a(&code, T::Int) {
            // As the system takes it: the lowest byte. Beyond a machine word it is -1.
            return Ok(self.as_i64(&code).map_or(255, |n| (n & 0xFF) as i32));
        }
        let text = match self.str_value(&code) {
            Ok(t) => t,
            Err(e) if e.is_stop() => return Err(e),
            Err(_) => return Ok(1),
        };
        let mut out = Buf::from_slice(self.heap(), self.wtf8(&text).unwrap_or_default())?;
        out.push(self.heap(), b'\n')?;
        self.write_error_output(&out)?;
        Ok(1)
    }

    // ---- the end ----

    /// Ends the program: atexit functions, flushing, finalizers of what is alive, in CPython's order.
    /// Whether the standard streams could be flushed. `Err` only when the run is being stopped.
    pub fn finish(&mut self) -> Res<bool> {
        self.run_at_exit()?;
        let flushed = self.flush_std_streams()?;
        self.state.finalizing = true;
        self.drain()?;
        // Without finalizers, callbacks or hooks of the collector nobody sees modules being taken apart.
        let seen = self.heap.possible_work() > self.finalizers_of_streams()
            || self.state.slots.contains_key("gc.callbacks");
        if seen {
            if self.heap.gc_enabled() {
                self.collect_generation(2)?;
            }
            self.end_modules()?;
        }
        self.flush_original_streams()?;
        Ok(flushed)
    }

    /// Runs the functions registered with `atexit`, last first.
    pub(crate) fn run_at_exit(&mut self) -> Res<()> {
        // What is registered meanwhile doesn't run, what is unregistered (None) neither.
        for i in (0..self.state.at_exit.len()).rev() {
            let entry = self.state.at_exit.get(i).cloned();
            let Some([f, args, kwargs]) = entry.as_ref().and_then(|e| self.items(e)) else {
                continue;
            };
            let (f, args, kwargs) = (f.clone(), args.clone(), kwargs.clone());
            if let Err(e) = self.call_ex(&f, &args, &kwargs) {
                let Some(e) = self.exception_of(e) else {
                    return Err(Raised(Value::STOPPED));
                };
                let r = self.repr(&f).unwrap_or_else(|_| self.empty_str());
                let r = self.text(&r).unwrap_or("?").to_owned();
                self.report_unraisable(
                    &e,
                    &format!("Exception ignored in atexit callback {r}"),
                    None,
                )?;
            }
            self.drain()?;
        }
        self.state.at_exit.clear();
        self.drain()
    }

    /// Takes the modules apart: names of `sys` that hold on to scripts' objects, then the modules
    /// themselves, then what of their namespaces is still referred to, the last imported first.
    fn end_modules(&mut self) -> Res<()> {
        self.state.modules_ended = true;
        let builtins = self.builtins.clone();
        if self.dict_get_str(&builtins, "_")?.is_some() {
            self.dict_set_str(&builtins, "_", &Value::NONE)?;
        }
        let sys = self.state.sys_dict.bound().cloned();
        if let Some(sys) = &sys {
            for name in SPECIAL {
                if self.dict_get_str(sys, name)?.is_some() {
                    self.dict_set_str(sys, name, &Value::NONE)?;
                    self.drain()?;
                }
            }
            for name in ["stdin", "stdout", "stderr"] {
                let original = self
                    .dict_get_str(sys, &format!("__{name}__"))?
                    .unwrap_or(Value::NONE);
                self.dict_set_str(sys, name, &original)?;
                self.drain()?;
            }
        }
        self.ensure_type(T::WeakRef)?;
        let reference = self.class(T::WeakRef).clone();
        let modules = self.modules.clone();
        let all: Vec<Value> = self
            .of::<Dict>(&modules)
            .iter()
            .map(|(_, m)| m.clone())
            .collect();
        let mut left = Vec::new();
        for m in &all {
            if self.get::<Module>(m).is_some() {
                left.push(self.call(&reference, std::slice::from_ref(m))?);
            }
        }
        drop(all);
        let entries = self.of_mut::<Dict>(&modules).0.clear();
        for entry in entries {
            drop(entry);
            self.drain()?;
        }
        self.collect_generation(2)?;
        while let Some(r) = left.pop() {
            let Some(m) = self.weak_target(&r) else {
                continue;
            };
            let d = self.module_dict(&m);
            if d.is(&builtins) || sys.as_ref().is_some_and(|s| s.is(&d)) {
                continue;
            }
            self.clear_namespace(&d)?;
            drop(m);
            self.drain()?;
        }
        if let Some(sys) = &sys {
            self.clear_namespace(sys)?;
        }
        self.clear_namespace(&builtins)?;
        self.collect_generation(2)?;
        Ok(())
    }

    /// Sets the values of a module's namespace to None: names with one underscore in front first.
    fn clear_namespace(&mut self, d: &Value) -> Res<()> {
        for private in [true, false] {
            let mut at = 0;
            while let Some(dict) = self.get::<Dict>(d) {
                let Some((i, k, v)) = dict.next_entry(at) else {
                    break;
                };
                at = i;
                let Some(name) = self.wtf8(k) else { continue };
                let wanted = match private {
                    true => name.first() == Some(&b'_') && name.get(1) != Some(&b'_'),
                    false => name != b"__builtins__",
                };
                if !wanted || v.is_none() {
                    continue;
                }
                let k = k.clone();
                self.dict_store_str(d, &k, Value::NONE)?;
                self.drain()?;
            }
        }
        Ok(())
    }
}

/// What of `sys` goes first.
const SPECIAL: &[&str] = &[
    "path",
    "argv",
    "ps1",
    "ps2",
    "last_exc",
    "last_type",
    "last_value",
    "last_traceback",
    "path_hooks",
    "path_importer_cache",
    "meta_path",
    "__interactivehook__",
];
