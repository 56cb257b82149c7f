//! The module registry: native modules, modules written in Python, and what the VM keeps for them.
//!
//! A native module is one file with a `MODULE: ModuleDef` and one row here; a module better written
//! in Python is a file in `python/` and one row.

pub mod array;
pub mod asyncio;
pub mod atexit;
pub mod binascii;
pub mod bisect;
pub mod builtins;
pub mod codecs;
pub mod collections;
pub mod contextvars;
pub mod functools;
pub mod gc;
pub mod hashlib;
pub mod heapq;
pub mod host;
pub mod imp;
pub mod import;
pub mod io;
pub mod itertools;
mod json_;
pub mod math;
pub mod module_spec;
pub mod operator;
pub mod posix;
pub mod random;
pub mod string_;
pub mod struct_;
pub mod sys;
pub mod time;
pub mod traceback;
pub mod types;
pub mod typing;
pub mod warnings;
pub mod weakref;
pub mod zlib;

use crate::memory::value::Value;
use crate::types::module::Module;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::MethodDef;
use std::collections::HashMap;

/// The static side of a native module.
pub struct ModuleDef {
    pub name: &'static str,
    pub doc: &'static str,
    pub functions: &'static [MethodDef],
    /// Types that it shows under their own names.
    pub types: &'static [T],
    /// Fills in what is left, once, when it is first imported. May run Python.
    pub init: Option<fn(&mut Vm, &Value) -> Res<()>>,
}

/// Native modules.
pub static MODULES: &[&ModuleDef] = &[
    &builtins::MODULE,
    &sys::MODULE,
    &asyncio::MODULE,
    &atexit::MODULE,
    &io::MODULE,
    &io::PUBLIC,
    &traceback::MODULE,
    &gc::MODULE,
    &hashlib::MODULE,
    &imp::MODULE,
    &itertools::MODULE,
    &json_::MODULE,
    &math::MODULE,
    &posix::MODULE,
    &random::MODULE,
    &string_::MODULE,
    &struct_::MODULE,
    &array::MODULE,
    &time::MODULE,
    &types::MODULE,
    &typing::MODULE,
    &warnings::MODULE,
    &weakref::MODULE,
    &zlib::MODULE,
    &binascii::MODULE,
    &bisect::MODULE,
    &codecs::MODULE,
    &collections::MODULE,
    &contextvars::MODULE,
    &functools::MODULE,
    &heapq::MODULE,
    &operator::MODULE,
];

/// The text of a file of `modules/python/`, deflated by the build script.
#[derive(Clone, Copy)]
pub struct Source(&'static [u8]);

impl Source {
    /// The text; empty if the build was faulty.
    pub fn text(self) -> Vec<u8> {
        miniz_oxide::inflate::decompress_to_vec(self.0).unwrap_or_default()
    }
}

macro_rules! python {
    ($file:literal) => {
        Source(include_bytes!(concat!(env!("OUT_DIR"), "/python/", $file)))
    };
}

/// Modules written in Python: name and source. A name that has others below it is a package.
pub static PYTHON_MODULES: &[(&str, Source)] = &[
    ("__future__", python!("__future__.py")),
    ("_collections_abc", python!("_collections_abc.py")),
    ("_collections_user", python!("_collections_user.py")),
    ("_codecs_extra", python!("_codecs_extra.py")),
    ("_enum_flag", python!("_enum_flag.py")),
    ("_enum_tools", python!("_enum_tools.py")),
    ("_sitebuiltins", python!("_sitebuiltins.py")),
    ("_frozen_importlib", python!("_frozen_importlib.py")),
    ("_strptime", python!("_strptime.py")),
    ("_typing_protocol", python!("_typing_protocol.py")),
    ("_typing_tools", python!("_typing_tools.py")),
    ("_weakrefset", python!("_weakrefset.py")),
    ("abc", python!("abc.py")),
    ("asyncio", python!("asyncio/__init__.py")),
    ("asyncio.base_events", python!("asyncio/base_events.py")),
    ("asyncio.coroutines", python!("asyncio/coroutines.py")),
    ("asyncio.events", python!("asyncio/events.py")),
    ("asyncio.exceptions", python!("asyncio/exceptions.py")),
    ("asyncio.futures", python!("asyncio/futures.py")),
    ("asyncio.locks", python!("asyncio/locks.py")),
    ("asyncio.mixins", python!("asyncio/mixins.py")),
    ("asyncio.queues", python!("asyncio/queues.py")),
    ("asyncio.runners", python!("asyncio/runners.py")),
    ("asyncio.taskgroups", python!("asyncio/taskgroups.py")),
    ("asyncio.tasks", python!("asyncio/tasks.py")),
    ("asyncio.threads", python!("asyncio/threads.py")),
    ("asyncio.timeouts", python!("asyncio/timeouts.py")),
    ("asyncio.waiting", python!("asyncio/waiting.py")),
    ("base64", python!("base64.py")),
    ("codecs", python!("codecs.py")),
    ("collections", python!("collections/__init__.py")),
    ("collections.abc", python!("collections/abc.py")),
    ("contextlib", python!("contextlib.py")),
    ("contextvars", python!("contextvars.py")),
    ("copy", python!("copy.py")),
    ("copyreg", python!("copyreg.py")),
    ("dataclasses", python!("dataclasses.py")),
    ("enum", python!("enum.py")),
    ("fractions", python!("fractions.py")),
    ("functools", python!("functools.py")),
    ("hashlib", python!("hashlib.py")),
    ("heapq", python!("heapq.py")),
    ("importlib", python!("importlib/__init__.py")),
    ("importlib.abc", python!("importlib/abc.py")),
    ("importlib.machinery", python!("importlib/machinery.py")),
    ("importlib.util", python!("importlib/util.py")),
    ("json", python!("json/__init__.py")),
    ("json.decoder", python!("json/decoder.py")),
    ("json.encoder", python!("json/encoder.py")),
    ("json.scanner", python!("json/scanner.py")),
    ("keyword", python!("keyword.py")),
    ("os", python!("os.py")),
    ("posixpath", python!("posixpath.py")),
    ("random", python!("random.py")),
    ("reprlib", python!("reprlib.py")),
    ("shutil", python!("shutil.py")),
    ("string", python!("string.py")),
    ("tempfile", python!("tempfile.py")),
    ("time", python!("time.py")),
    ("traceback", python!("traceback.py")),
    ("types", python!("types.py")),
    ("typing", python!("typing.py")),
    ("warnings", python!("warnings.py")),
    ("weakref", python!("weakref.py")),
];

/// What modules keep in a VM.
#[derive(Default)]
pub struct State {
    /// What the host grants.
    pub host: host::Host,
    /// The standard streams.
    pub std_streams: io::std_streams::StdStreams,
    /// Objects that the host holds on to; unbound slots are free.
    pub host_roots: Vec<Value>,
    /// `sys.__dict__`, once `sys` was imported.
    pub sys_dict: Value,
    /// `sys.argv`.
    pub argv: Vec<String>,
    /// `sys.orig_argv`.
    pub original_argv: Vec<String>,
    /// `sys.executable`.
    pub executable: String,
    /// What the command line sets of `sys.flags`, by name.
    pub flags: sys::info::Flags,
    /// `sys.flags.optimize`.
    pub optimize: u8,
    /// Functions registered with `atexit`, last first: tuples of function, arguments, keywords.
    pub at_exit: Vec<Value>,
    /// The program is ending (`sys.is_finalizing`).
    pub finalizing: bool,
    /// `exit`, `quit` and so on are builtins, but not made yet (`Vm::offer_site`).
    pub site_offered: bool,
    /// `sys.warnoptions`.
    pub warn_options: Vec<String>,
    /// Filters of warnings.
    pub warnings: warnings::Warnings,
    /// The program's modules are being taken apart.
    pub modules_ended: bool,
    /// `gc.set_debug` flags.
    pub gc_debug: i64,
    /// `sys.set_asyncgen_hooks`: what is called when an asynchronous generator is first iterated,
    /// and when one is dropped; unbound when it isn't set.
    pub async_hooks: [Value; 2],
    /// `sys.set_coroutine_origin_tracking_depth`.
    pub origin_depth: usize,
    /// The current context of `contextvars`; unbound before a variable is set.
    pub context: Value,
    /// Payload-less state of modules, by module name.
    pub slots: HashMap<&'static str, Value>,
}

impl State {
    /// Calls `f` with every reference.
    pub(crate) fn visit(&self, f: &mut dyn FnMut(&Value)) {
        self.std_streams.visit(f);
        self.warnings.visit(f);
        f(&self.sys_dict);
        f(&self.context);
        self.async_hooks.iter().for_each(&mut *f);
        self.host_roots.iter().for_each(&mut *f);
        self.at_exit.iter().for_each(&mut *f);
        self.slots.values().for_each(f);
    }
}

impl Vm {
    /// A native module, made from its def.
    pub(crate) fn native_module(&mut self, def: &'static ModuleDef) -> Res {
        let doc = if def.doc.is_empty() {
            Value::NONE
        } else {
            self.str(def.doc)?
        };
        let m = self.new_module(def.name, &doc)?;
        // `time` is written in Python around its functions, which are its own.
        let name = self.intern(if def.name == "_time" {
            "time"
        } else {
            def.name
        })?;
        let dict = self.module_dict(&m);
        let package = self.empty_str();
        self.dict_set_str(&dict, "__package__", &package)?;
        if def.name == "builtins" {
            // Its namespace is where names are looked up.
            let builtins = self.builtins.clone();
            self.dict_update(&builtins, &dict)?;
            self.of_mut::<Module>(&m).0.dict = builtins;
            return Ok(m);
        }
        for f in def.functions {
            let v = self.module_function(f, &name)?;
            let k = self.intern(f.name())?;
            self.dict_store_str(&dict, &k, v)?;
        }
        for &t in def.types {
            self.ensure_type(t)?;
            let class = self.class(t).clone();
            let short = self.ty(&class).def.name;
            let k = self.intern(short)?;
            self.dict_store_str(&dict, &k, class)?;
        }
        Ok(m)
    }
}
