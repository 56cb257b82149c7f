//! Importing: `sys.modules`, native modules, modules in Python that come with the library, and
//! files that the host lets us read.

use super::module_spec::Origin;
use super::{MODULES, ModuleDef, PYTHON_MODULES};
use crate::code::Code;
use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::raise;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};
use crate::vm::names::N;
use std::path::Path;
use std::sync::Arc;

/// Key of `State::slots`: the finders that stand for the VM's own importing, once they exist.
pub(super) const FINDERS: &str = "import finders";

/// Where a module's source was found.
pub(super) struct Found {
    /// Empty for a namespace package.
    pub file: String,
    source: Vec<u8>,
    /// Folder of a package.
    package: Option<String>,
    /// Folders of a package without code.
    portions: Vec<String>,
}

impl Found {
    pub fn how(&self) -> Origin {
        match () {
            () if !self.portions.is_empty() => Origin::Namespace,
            () if self.file.starts_with("<frozen ") => Origin::Frozen,
            () => Origin::File,
        }
    }

    fn is_package(&self) -> bool {
        self.package.is_some() || !self.portions.is_empty()
    }

    /// A package's `__path__`.
    pub fn locations(&self, vm: &mut Vm) -> Res<Option<Value>> {
        if !self.is_package() {
            return Ok(None);
        }
        let mut items = Buf::new();
        for folder in self.package.iter().chain(&self.portions) {
            let folder = vm.str(folder)?;
            items.push(vm.heap(), folder)?;
        }
        vm.list(items).map(Some)
    }
}

/// What the VM itself can import.
pub(super) enum Located {
    BuiltIn(&'static ModuleDef),
    Source(Found),
}

/// File, source and package of what is run as `__main__`.
pub(crate) type Main = (String, Vec<u8>, String);

/// What `-m` says when looking for the module fails.
fn unfound(name: &str, why: &str) -> String {
    let mut text = format!(
        "Error while finding module specification for '{name}' (ModuleNotFoundError: {why})"
    );
    if let Some(stem) = name.strip_suffix(".py") {
        text += &format!(". Try using '{stem}' instead of '{name}' as the module name.");
    }
    text
}

impl Vm {
    /// `import name` as the instruction has it: `level` dots, and what `from` asks for.
    pub(crate) fn import_name(&mut self, name: &Value, level: &Value, fromlist: &Value) -> Res {
        if self.text(name) == Some("builtins") {
            self.install_site()?;
        }
        let key = self.name(N::__import__)?;
        let hook = self.dict_lookup_str(&self.builtins, &key).cloned();
        let globals = self.globals();
        if let Some(f) = hook
            && self
                .get::<crate::types::native::NativeFunction>(&f)
                .is_none_or(|f| f.name() != "__import__")
        {
            let locals = self.namespace().cloned().unwrap_or_else(|| globals.clone());
            return self.call(
                &f,
                &[
                    name.clone(),
                    globals,
                    locals,
                    fromlist.clone(),
                    level.clone(),
                ],
            );
        }
        let level = level.as_small_int().unwrap_or(0);
        let text = self.text(name).unwrap_or("").to_owned();
        self.import_module(&text, &globals, fromlist, level)
    }

    /// `__import__`.
    pub(crate) fn import_module(
        &mut self,
        name: &str,
        globals: &Value,
        fromlist: &Value,
        level: i64,
    ) -> Res {
        if level < 0 {
            raise!(self, ValueError, "level must be >= 0");
        }
        let absolute = if level > 0 {
            self.resolve_relative(name, globals, level as usize)?
        } else {
            name.to_owned()
        };
        if absolute.is_empty() {
            raise!(self, ValueError, "Empty module name");
        }
        let m = self.import_dotted(&absolute)?;
        if fromlist.is_none() || !self.truthy(fromlist)? {
            if level == 0 {
                let top = absolute.split('.').next().unwrap_or(&absolute).to_owned();
                return self.loaded(&top)?.map_or_else(|| Ok(m), Ok);
            }
            // `__import__('', level=1)`-like: the package itself.
            let keep = absolute.len() - name.len() + name.split('.').next().map_or(0, str::len);
            let top = absolute[..keep].trim_end_matches('.').to_owned();
            return self.loaded(&top)?.map_or_else(|| Ok(m), Ok);
        }
        // Names of a package's submodules are imported for `from package import submodule`.
        if self.try_attr(&m, "__path__")?.is_some() {
            let items: Vec<Value> = self.items(fromlist).unwrap_or_default().to_vec();
            self.import_submodules(&m, &absolute, &items)?;
        }
        Ok(m)
    }

    fn import_submodules(&mut self, m: &Value, package: &str, items: &[Value]) -> Res<()> {
        for item in items {
            let Some(n) = self.text(item).map(str::to_owned) else {
                let t = self.type_name(item).to_owned();
                raise!(
                    self,
                    TypeError,
                    "Item in ``from list'' must be str, not {t}"
                );
            };
            if n == "*" {
                if let Some(all) = self.try_attr(m, "__all__")? {
                    let all = self.collect(&all)?;
                    self.import_submodules(m, package, &all)?;
                }
                continue;
            }
            if self.try_attr_value(m, item)?.is_none() {
                let full = format!("{package}.{n}");
                match self.import_dotted(&full) {
                    Ok(_) => {}
                    Err(e) if self.is_missing(&e, &full)? => {}
                    Err(e) => return Err(e),
                }
            }
        }
        Ok(())
    }

    /// Whether `e` says that module `name` itself doesn't exist.
    fn is_missing(&mut self, e: &Raised, name: &str) -> Res<bool> {
        if !self.caught(e, T::ModuleNotFoundError) {
            return Ok(false);
        }
        let n = self.attr(&e.0, "name")?;
        Ok(self.text(&n) == Some(name))
    }

    fn resolve_relative(&mut self, name: &str, globals: &Value, level: usize) -> Res<String> {
        let package = self.dict_get_str(globals, "__package__")?;
        let package = match package {
            Some(p) if !p.is_none() => self.text(&p).unwrap_or("").to_owned(),
            _ => {
                let n = self.dict_get_str(globals, "__name__")?;
                let n = n
                    .as_ref()
                    .and_then(|n| self.text(n))
                    .unwrap_or("")
                    .to_owned();
                match self.dict_get_str(globals, "__path__")? {
                    Some(_) => n,
                    None => n
                        .rsplit_once('.')
                        .map_or(String::new(), |(p, _)| p.to_owned()),
                }
            }
        };
        if package.is_empty() {
            raise!(
                self,
                ImportError,
                "attempted relative import with no known parent package"
            );
        }
        let mut base = package.as_str();
        for _ in 1..level {
            match base.rsplit_once('.') {
                Some((p, _)) => base = p,
                None => raise!(
                    self,
                    ImportError,
                    "attempted relative import beyond top-level package"
                ),
            }
        }
        Ok(if name.is_empty() {
            base.to_owned()
        } else {
            format!("{base}.{name}")
        })
    }

    /// The module in `sys.modules`.
    pub(crate) fn loaded(&mut self, name: &str) -> Res<Option<Value>> {
        let modules = self.modules.clone();
        self.dict_get_str(&modules, name)
    }

    /// Imports `a.b.c`, parents first; gives the last one.
    pub(crate) fn import_dotted(&mut self, name: &str) -> Res {
        if let Some(m) = self.loaded(name)? {
            if m.is_none() {
                return Err(self.not_found(
                    name,
                    format!("import of {name} halted; None in sys.modules"),
                ));
            }
            return Ok(m);
        }
        let mut parent = None;
        if let Some((p, _)) = name.rsplit_once('.') {
            let pm = self.nested("", |vm| vm.import_dotted(p))?;
            // Importing the parent may have imported this one.
            if let Some(m) = self.loaded(name)? {
                return Ok(m);
            }
            if self.try_attr(&pm, "__path__")?.is_none() {
                return Err(self.not_found(
                    name,
                    format!("No module named '{name}'; '{p}' is not a package"),
                ));
            }
            parent = Some(pm);
        }
        let m = self.load(name, parent.as_ref())?;
        if let Some(p) = parent
            && let Some((_, child)) = name.rsplit_once('.')
        {
            let k = self.intern(child)?;
            self.set_attr(&p, &k, &m)?;
        }
        Ok(m)
    }

    fn not_found(&mut self, name: &str, text: String) -> Raised {
        let e = self.err(T::ModuleNotFoundError, format_args!("{text}"));
        if let Ok(n) = self.str(name)
            && let Ok(k) = self.intern("name")
            && let Err(e2) = self.set_attr(&e.0, &k, &n)
        {
            return e2;
        }
        e
    }

    /// Finds, makes and runs module `name`.
    fn load(&mut self, name: &str, parent: Option<&Value>) -> Res {
        let path = match parent {
            None => None,
            Some(p) => Some(self.attr(p, "__path__")?),
        };
        let m = match self.finders()? {
            None => self.load_own(name, path.as_ref(), true, true)?,
            Some(finders) => self.load_by_finders(name, path.as_ref(), &finders)?,
        };
        m.map_or_else(
            || Err(self.not_found(name, format!("No module named '{name}'"))),
            Ok,
        )
    }

    /// `sys.meta_path`, if there is anything in it but the VM's own finders.
    fn finders(&mut self) -> Res<Option<Buf<Value>>> {
        let Some(sys) = self.state.sys_dict.bound().cloned() else {
            return Ok(None);
        };
        let Some(list) = self.dict_get_str(&sys, "meta_path")? else {
            return Ok(None);
        };
        let own = self.state.slots.get(FINDERS).cloned();
        let own = own.as_ref().and_then(|o| self.items(o)).unwrap_or_default();
        let same = self
            .items(&list)
            .is_some_and(|l| l.len() == own.len() && l.iter().zip(own).all(|(a, b)| a.is(b)));
        match same {
            true => Ok(None),
            false => self.collect(&list).map(Some),
        }
    }

    /// Loads `name` by the first of `finders` that knows it.
    fn load_by_finders(
        &mut self,
        name: &str,
        path: Option<&Value>,
        finders: &[Value],
    ) -> Res<Option<Value>> {
        let own = self.state.slots.get(FINDERS).cloned();
        let own = own
            .as_ref()
            .and_then(|o| self.items(o))
            .unwrap_or_default()
            .to_vec();
        let given = path.cloned().unwrap_or(Value::NONE);
        for f in finders {
            // The second, for frozen modules, is a part of the third.
            if let Some(i) = own.iter().position(|o| o.is(f)) {
                match self.load_own(name, path, i == 0, i == 2)? {
                    Some(m) => return Ok(Some(m)),
                    None => continue,
                }
            }
            let Some(find) = self.try_attr(f, "find_spec")? else {
                continue;
            };
            let full = self.str(name)?;
            let spec = self.call(&find, &[full, given.clone(), Value::NONE])?;
            if !spec.is_none() {
                let machinery = self.import_dotted("_frozen_importlib")?;
                return self.call_method(&machinery, "_load", &[spec]).map(Some);
            }
        }
        match own.is_empty() {
            // The VM's own haven't been asked for yet.
            true => self.load_own(name, path, true, true),
            false => Ok(None),
        }
    }

    /// Loads a native module, or one in Python. `None` if there is none.
    fn load_own(
        &mut self,
        name: &str,
        path: Option<&Value>,
        native: bool,
        source: bool,
    ) -> Res<Option<Value>> {
        let paths = match path {
            Some(p) => Some(self.collect(p)?),
            None => None,
        };
        match self.locate(name, paths.as_deref())? {
            Some(Located::BuiltIn(def)) if native => {
                let m = self.make_native_module(def)?;
                Ok(Some(self.loaded(name)?.unwrap_or(m)))
            }
            Some(Located::Source(f)) if source => self.run_source_module(name, f).map(Some),
            _ => Ok(None),
        }
    }

    /// Makes a native module and enters it in `sys.modules`.
    pub(super) fn make_native_module(&mut self, def: &'static ModuleDef) -> Res {
        let m = match def.name {
            "builtins" => super::builtins::module(self)?,
            _ => self.native_module(def)?,
        };
        self.describe_module(&m, def.name, Origin::BuiltIn, None, None)?;
        self.register_module(def.name, &m)?;
        if let Some(init) = def.init
            && let Err(e) = init(self, &m)
        {
            self.unregister_module(def.name)?;
            return Err(e);
        }
        Ok(m)
    }

    /// Where module `name` is: native, a file in `paths` (by default `sys.path`), or one of the
    /// library's.
    pub(super) fn locate(&mut self, name: &str, paths: Option<&[Value]>) -> Res<Option<Located>> {
        if let Some(def) = MODULES.iter().find(|d| d.name == name) {
            return Ok(Some(Located::BuiltIn(def)));
        }
        let paths = match paths {
            None => self.search_path()?,
            Some(items) => items
                .iter()
                .filter_map(|v| self.text(v))
                .map(str::to_owned)
                .collect(),
        };
        Ok(self.find_source(name, &paths)?.map(Located::Source))
    }

    /// File, source and package of module `name`, to be run as `__main__` (`-m`): of a package, its
    /// `__main__`. The inner error says why there is none.
    pub(crate) fn find_main(&mut self, name: &str) -> Res<Result<Main, String>> {
        if name.starts_with('.') {
            return Ok(Err("Relative module names not supported".to_owned()));
        }
        let package = name.rsplit_once('.').map_or("", |(p, _)| p).to_owned();
        let paths = match package.as_str() {
            "" => self.search_path()?,
            p => {
                let parent = match self.import_dotted(p) {
                    Ok(m) => m,
                    Err(e)
                        if self.caught(&e, T::ModuleNotFoundError)
                            && self.is_missing_on(&e, p)? =>
                    {
                        let text = self.str_value(&e.0)?;
                        return Ok(Err(unfound(name, self.text(&text).unwrap_or_default())));
                    }
                    Err(e) => return Err(e),
                };
                let Some(path) = self.try_attr(&parent, "__path__")? else {
                    let why = format!(
                        "__path__ attribute not found on '{p}' while trying to find '{name}'"
                    );
                    return Ok(Err(unfound(name, &why)));
                };
                let items = self.collect(&path)?;
                items
                    .iter()
                    .filter_map(|v| self.text(v))
                    .map(str::to_owned)
                    .collect()
            }
        };
        let native = MODULES.iter().any(|d| d.name == name);
        let found = match name.ends_with('.') || name.contains(['/', '\0']) || native {
            true => None,
            false => self.find_source(name, &paths)?,
        };
        match found {
            Some(f) if !f.is_package() => Ok(Ok((f.file, f.source, package))),
            Some(_) if name.ends_with(".__main__") => {
                Ok(Err("Cannot use package as __main__ module".to_owned()))
            }
            Some(_) => Ok(match self.find_main(&format!("{name}.__main__"))? {
                Err(why) if self.loaded(name)?.is_some() => Err(format!(
                    "{why}; '{name}' is a package and cannot be directly executed"
                )),
                other => other,
            }),
            None if native => Ok(Err(format!("No code object available for {name}"))),
            None => Ok(Err(format!("No module named {name}"))),
        }
    }

    /// Whether `e` says that module `name` or one of its parents doesn't exist.
    fn is_missing_on(&mut self, e: &Raised, name: &str) -> Res<bool> {
        let n = self.attr(&e.0, "name")?;
        Ok(self.text(&n).is_some_and(|n| {
            name.strip_prefix(n)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        }))
    }

    /// The source of module `name`: a file, or one of the library's.
    fn find_source(&mut self, name: &str, paths: &[String]) -> Res<Option<Found>> {
        // Modules of the library stand before files only where Python itself would have them frozen.
        let found = self.find_file(name, paths)?;
        if let Some(f) = &found
            && f.portions.is_empty()
        {
            return Ok(found);
        }
        let frozen = PYTHON_MODULES
            .iter()
            .find(|(n, _)| *n == name)
            .map(|(n, source)| Found {
                file: format!("<frozen {n}>"),
                source: source.text(),
                package: PYTHON_MODULES
                    .iter()
                    .any(|(other, _)| other.strip_prefix(n).is_some_and(|r| r.starts_with('.')))
                    .then(|| format!("<frozen {n}>")),
                portions: Vec::new(),
            });
        // Folders without code come last.
        Ok(frozen.or(found))
    }

    fn register_module(&mut self, name: &str, m: &Value) -> Res<()> {
        let modules = self.modules.clone();
        self.dict_set_str(&modules, name, m)
    }

    fn unregister_module(&mut self, name: &str) -> Res<()> {
        let (modules, k) = (self.modules.clone(), self.intern(name)?);
        self.dict_remove(&modules, &k).map(drop)
    }

    /// `sys.path` as it is now, or what the host granted.
    fn search_path(&mut self) -> Res<Vec<String>> {
        if let Some(sys) = self.loaded("sys")?
            && let Some(path) = self.try_attr(&sys, "path")?
        {
            let items = self.collect(&path)?;
            return Ok(items
                .iter()
                .filter_map(|v| self.text(v))
                .map(str::to_owned)
                .collect());
        }
        Ok(self.state.host.import_path.clone())
    }

    /// Looks for `name` (its last part) as a package or a file in `paths`.
    fn find_file(&mut self, name: &str, paths: &[String]) -> Res<Option<Found>> {
        let last = name.rsplit('.').next().unwrap_or(name);
        let mut portions = Vec::new();
        for p in paths {
            let folder = if p.is_empty() {
                Path::new("").to_path_buf()
            } else {
                Path::new(p).to_path_buf()
            };
            let package = folder.join(last);
            let init = package.join("__init__.py");
            if let Some(source) = self.read_file(&init)? {
                return Ok(Some(Found {
                    file: init.to_string_lossy().into_owned(),
                    source,
                    package: Some(package.to_string_lossy().into_owned()),
                    portions: Vec::new(),
                }));
            }
            let file = folder.join(format!("{last}.py"));
            if let Some(source) = self.read_file(&file)? {
                return Ok(Some(Found {
                    file: file.to_string_lossy().into_owned(),
                    source,
                    package: None,
                    portions: Vec::new(),
                }));
            }
            let is_dir = |files: &mut Box<dyn super::host::Files>| {
                files.metadata(&package, true).is_ok_and(|m| m.is_dir())
            };
            if self.state.host.files.as_mut().is_some_and(is_dir) {
                portions.push(package.to_string_lossy().into_owned());
            }
        }
        Ok((!portions.is_empty()).then(|| Found {
            file: String::new(),
            source: Vec::new(),
            package: None,
            portions,
        }))
    }

    /// A whole file through the host; `None` when there is none or files aren't granted.
    pub(crate) fn read_file(&mut self, path: &Path) -> Res<Option<Vec<u8>>> {
        let Some(files) = &mut self.state.host.files else {
            return Ok(None);
        };
        let mode = super::host::OpenMode {
            read: true,
            ..Default::default()
        };
        match files.metadata(path, true) {
            Ok(m) if m.is_file() => {}
            _ => return Ok(None),
        }
        let Ok(mut f) = files.open(path, mode) else {
            return Ok(None);
        };
        let mut out = Vec::new();
        let mut buf = [0u8; 16 * 1024];
        loop {
            match f.read(&mut buf) {
                Ok(0) => return Ok(Some(out)),
                Ok(n) => {
                    self.heap().charge(n)?;
                    self.heap().uncharge(n);
                    out.extend_from_slice(&buf[..n]);
                }
                Err(_) => return Ok(None),
            }
        }
    }

    fn run_source_module(&mut self, name: &str, found: Found) -> Res {
        let m = self.new_module(name, &Value::NONE)?;
        let d = self.module_dict(&m);
        let package = match (found.is_package(), name.rsplit_once('.')) {
            (true, _) => name,
            (false, Some((p, _))) => p,
            (false, None) => "",
        };
        let package = self.str(package)?;
        self.dict_set_str(&d, "__package__", &package)?;
        let path = found.locations(self)?;
        if let Some(path) = &path {
            self.dict_set_str(&d, "__path__", path)?;
        }
        self.describe_module(&m, name, found.how(), Some(&found.file), path.as_ref())?;
        self.register_module(name, &m)?;
        if found.how() == Origin::Namespace {
            self.dict_set_str(&d, "__file__", &Value::NONE)?;
            return Ok(m);
        }
        let file = self.str(&found.file)?;
        self.dict_set_str(&d, "__file__", &file)?;
        let r = self
            .compile_source(
                &found.source,
                &found.file,
                crate::vm::eval::Mode::Module,
                false,
            )
            .and_then(|code| self.run_module_code(code, &d));
        match r {
            // The module may have replaced itself in sys.modules.
            Ok(_) => Ok(self.loaded(name)?.unwrap_or(m)),
            Err(e) => {
                self.unregister_module(name)?;
                Err(e)
            }
        }
    }

    /// Runs compiled module code in namespace `d`.
    pub(crate) fn run_module_code(&mut self, code: Arc<Code>, d: &Value) -> Res {
        let k = self.name(N::__builtins__)?;
        if self.dict_lookup_str(d, &k).is_none() {
            let b = self.builtins.clone();
            self.dict_store_str(d, &k, b)?;
        }
        let co = self.code_object(code)?;
        let f = self.function(&co, d)?;
        self.call(&f, &[])
    }

    /// `from m import name`.
    pub(crate) fn import_from(&mut self, m: &Value, name: &Value) -> Res {
        if let Some(v) = self.try_attr_value(m, name)? {
            return Ok(v);
        }
        let n = self.text(name).unwrap_or("?").to_owned();
        let module = self.try_attr(m, "__name__")?;
        let module = module
            .as_ref()
            .and_then(|m| self.text(m))
            .map(str::to_owned);
        // A submodule that is being imported in a circle.
        if let Some(module) = &module
            && let Some(v) = self.loaded(&format!("{module}.{n}"))?
        {
            return Ok(v);
        }
        let file = self.try_attr(m, "__file__")?;
        let file = file.as_ref().and_then(|f| self.text(f)).map(str::to_owned);
        let shown = module
            .clone()
            .unwrap_or_else(|| "<unknown module name>".to_owned());
        let place = file
            .clone()
            .unwrap_or_else(|| "unknown location".to_owned());
        let e = self.err(
            T::ImportError,
            format_args!("cannot import name '{n}' from '{shown}' ({place})"),
        );
        for (attr, v) in [("name", module), ("path", file), ("name_from", Some(n))] {
            if let Some(v) = v {
                let (k, v) = (self.intern(attr)?, self.str(&v)?);
                self.set_attr(&e.0, &k, &v)?;
            }
        }
        Err(e)
    }

    /// `from m import *`.
    pub(crate) fn import_star(&mut self, m: &Value) -> Res<()> {
        let d = self.attr(m, "__dict__")?;
        let all = self.try_attr(m, "__all__")?;
        let explicit = all.is_some();
        let names = match all {
            Some(a) => self.collect(&a)?,
            None => self.collect(&d)?,
        };
        for n in names.iter() {
            let Some(text) = self.text(n) else {
                let t = self.type_name(n).to_owned();
                raise!(self, TypeError, "Item in __all__ must be str, not {t}");
            };
            if !explicit && text.starts_with('_') {
                continue;
            }
            let v = self.get_attr(m, n)?;
            let k = self.intern_value(n)?;
            self.store_name(&k, v)?;
        }
        Ok(())
    }
}
