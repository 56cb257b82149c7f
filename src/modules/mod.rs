//! The module registry: native modules, modules written in Python, and what the VM keeps for them.
//!
//! A native module is one file with a `MODULE: ModuleDef` and one row here; a module better written
//! in Python is a file in `python/` and one row.

pub mod array;
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
    &atexit::MODULE,
    &io::MODULE,
    &io::PUBLIC,
    &traceback::MODULE,
    &gc::MODULE,
    &hashlib::MODULE,
    &imp::MODULE,
    &itertools::MODULE,
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

/// Modules written in Python: name and source. A name that has others below it is a package.
pub static PYTHON_MODULES: &[(&str, &str)] = &[
    ("__future__", include_str!("python/__future__.py")),
    (
        "_collections_abc",
        include_str!("python/_collections_abc.py"),
    ),
    (
        "_collections_user",
        include_str!("python/_collections_user.py"),
    ),
    ("_codecs_extra", include_str!("python/_codecs_extra.py")),
    ("_enum_flag", include_str!("python/_enum_flag.py")),
    ("_enum_tools", include_str!("python/_enum_tools.py")),
    ("_sitebuiltins", include_str!("python/_sitebuiltins.py")),
    (
        "_frozen_importlib",
        include_str!("python/_frozen_importlib.py"),
    ),
    ("_strptime", include_str!("python/_strptime.py")),
    (
        "_typing_protocol",
        include_str!("python/_typing_protocol.py"),
    ),
    ("_typing_tools", include_str!("python/_typing_tools.py")),
    ("_weakrefset", include_str!("python/_weakrefset.py")),
    ("abc", include_str!("python/abc.py")),
    ("asyncio", include_str!("python/asyncio/__init__.py")),
    (
        "asyncio.base_events",
        include_str!("python/asyncio/base_events.py"),
    ),
    (
        "asyncio.coroutines",
        include_str!("python/asyncio/coroutines.py"),
    ),
    ("asyncio.events", include_str!("python/asyncio/events.py")),
    (
        "asyncio.exceptions",
        include_str!("python/asyncio/exceptions.py"),
    ),
    ("asyncio.futures", include_str!("python/asyncio/futures.py")),
    ("asyncio.locks", include_str!("python/asyncio/locks.py")),
    ("asyncio.mixins", include_str!("python/asyncio/mixins.py")),
    ("asyncio.queues", include_str!("python/asyncio/queues.py")),
    ("asyncio.runners", include_str!("python/asyncio/runners.py")),
    (
        "asyncio.taskgroups",
        include_str!("python/asyncio/taskgroups.py"),
    ),
    ("asyncio.tasks", include_str!("python/asyncio/tasks.py")),
    ("asyncio.threads", include_str!("python/asyncio/threads.py")),
    (
        "asyncio.timeouts",
        include_str!("python/asyncio/timeouts.py"),
    ),
    ("asyncio.waiting", include_str!("python/asyncio/waiting.py")),
    ("base64", include_str!("python/base64.py")),
    ("codecs", include_str!("python/codecs.py")),
    (
        "collections",
        include_str!("python/collections/__init__.py"),
    ),
    ("collections.abc", include_str!("python/collections/abc.py")),
    ("contextlib", include_str!("python/contextlib.py")),
    ("contextvars", include_str!("python/contextvars.py")),
    ("copy", include_str!("python/copy.py")),
    ("copyreg", include_str!("python/copyreg.py")),
    ("dataclasses", include_str!("python/dataclasses.py")),
    ("enum", include_str!("python/enum.py")),
    ("fractions", include_str!("python/fractions.py")),
    ("functools", include_str!("python/functools.py")),
    ("hashlib", include_str!("python/hashlib.py")),
    ("heapq", include_str!("python/heapq.py")),
    ("importlib", include_str!("python/importlib/__init__.py")),
    ("importlib.abc", include_str!("python/importlib/abc.py")),
    (
        "importlib.machinery",
        include_str!("python/importlib/machinery.py"),
    ),
    ("importlib.util", include_str!("python/importlib/util.py")),
    ("json", include_str!("python/json/__init__.py")),
    ("json.decoder", include_str!("python/json/decoder.py")),
    ("json.encoder", include_str!("python/json/encoder.py")),
    ("keyword", include_str!("python/keyword.py")),
    ("os", include_str!("python/os.py")),
    ("posixpath", include_str!("python/posixpath.py")),
    ("random", include_str!("python/random.py")),
    ("reprlib", include_str!("python/reprlib.py")),
    ("shutil", include_str!("python/shutil.py")),
    ("string", include_str!("python/string.py")),
    ("tempfile", include_str!("python/tempfile.py")),
    ("time", include_str!("python/time.py")),
    ("traceback", include_str!("python/traceback.py")),
    ("types", include_str!("python/types.py")),
    ("typing", include_str!("python/typing.py")),
    ("warnings", include_str!("python/warnings.py")),
    ("weakref", include_str!("python/weakref.py")),
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
