//! `_warnings`: what becomes of a warning. Natives and the compiler warn through [`Vm::warn`] and
//! [`Vm::warn_at`]; the rest of `warnings` (setting filters, catching, formatting) is Python.
//!
//! Filters are made when the first warning asks for them. Once `warnings` has been imported, what its
//! namespace says counts: its filters, its `defaultaction`, and its `_showwarnmsg`, which shows the
//! warning. All of this may run Python.

use super::ModuleDef;
use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::types::dict::Dict;
use crate::types::function::Function;
use crate::types::registry::T;
use crate::types::traceback;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;
use crate::{methods, raise};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_warnings",
    doc: "Warnings and the filters that decide about them.",
    functions: FUNCTIONS,
    types: &[],
    init: Some(init),
};

methods! { FUNCTIONS;
    /// Issue a warning, or maybe ignore it or raise an exception.
    "warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=())" => warn;
    /// Issue a warning, or maybe ignore it or raise an exception.
    "warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None)" => warn_explicit;
    "_filters_mutated()" => filters_mutated;
    /// The text of a line of a source file; empty if there is none.
    "_line(filename, lineno, /)" => line;
}

/// What the VM keeps for warnings.
#[derive(Default)]
pub struct Warnings {
    /// The list of filters; unbound until it is needed.
    filters: Value,
    /// Registry of the action "once"; unbound until it is needed.
    once: Value,
    /// Counts changes of filters: what registries remember is void after one.
    version: i64,
}

impl Warnings {
    pub(super) fn visit(&self, f: &mut dyn FnMut(&Value)) {
        f(&self.filters);
        f(&self.once);
    }
}

/// A warning on its way.
struct Warning {
    /// The instance.
    message: Value,
    category: Value,
    /// Its text, a str.
    text: Value,
    filename: Value,
    line: i64,
    /// Name of the module, for filters.
    module: Value,
    /// What has been shown before: a dict, or unbound.
    registry: Value,
    /// The source line, if the caller knows it.
    source_line: Option<Value>,
    /// The object that it is about, or None.
    source: Value,
}

/// Where a warning comes from.
struct Origin {
    globals: Value,
    filename: Value,
    line: i64,
}

fn init(vm: &mut Vm, m: &Value) -> Res<()> {
    let d = vm.module_dict(m);
    let (filters, once) = (vm.own_filters()?, vm.own_once_registry()?);
    let action = vm.intern("default")?;
    vm.dict_set_str(&d, "filters", &filters)?;
    vm.dict_set_str(&d, "_onceregistry", &once)?;
    vm.dict_set_str(&d, "_defaultaction", &action)
}

fn warn(vm: &mut Vm, a: Args<'_>) -> Res {
    let category = vm.warning_category(&a[0], a.some(1))?;
    let level = a.get(2).map_or(Ok(1), |v| vm.index_i64(v))?;
    let source = a.some(3).cloned().unwrap_or(Value::NONE);
    let mut prefixes = Vec::new();
    if let Some(p) = a.kw(0) {
        if !vm.is_a(p, T::Tuple) {
            let t = vm.type_name(p).to_owned();
            raise!(
                vm,
                TypeError,
                "warn() argument 'skip_file_prefixes' must be tuple, not {t}"
            );
        }
        for v in vm.items(p).unwrap_or_default().to_vec() {
            match vm.text(&v) {
                Some(s) => prefixes.push(s.to_owned()),
                None => {
                    let t = vm.type_name(&v).to_owned();
                    raise!(vm, TypeError, "Found non-str '{t}' in skip_file_prefixes.");
                }
            }
        }
    }
    vm.warn_from_frame(&a[0], category, level, &prefixes, source)?;
    Ok(Value::NONE)
}

fn warn_explicit(vm: &mut Vm, a: Args<'_>) -> Res {
    let filename = a[2].clone();
    if !vm.is_a(&filename, T::Str) {
        let t = vm.type_name(&filename).to_owned();
        raise!(
            vm,
            TypeError,
            "warn_explicit() argument 'filename' must be str, not {t}"
        );
    }
    let line = i64::from(vm.index_i32(&a[3])?);
    let source_line = match a.some(6) {
        Some(g) => vm.line_of_loader(g, line)?,
        None => None,
    };
    let registry = match a.some(5) {
        Some(r) if !vm.is_a(r, T::Dict) => {
            raise!(vm, TypeError, "'registry' must be a dict or None")
        }
        Some(r) => r.clone(),
        None => Value::UNBOUND,
    };
    let module = match a.some(4) {
        Some(m) => m.clone(),
        None => vm.module_of_file(&filename)?,
    };
    let (message, category, text) = vm.warning_parts(&a[0], &a[1])?;
    vm.issue(Warning {
        message,
        category,
        text,
        filename,
        line,
        module,
        registry,
        source_line,
        source: a.some(7).cloned().unwrap_or(Value::NONE),
    })?;
    Ok(Value::NONE)
}

fn filters_mutated(vm: &mut Vm, _: Args<'_>) -> Res {
    vm.state.warnings.version += 1;
    Ok(Value::NONE)
}

fn line(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = vm.index_clamped(&a[1])?;
    let file = vm.text(&a[0]).map(str::to_owned);
    let text = match (file, u32::try_from(n)) {
        (Some(f), Ok(n)) => vm.source_line(&f, n).map(str::to_owned),
        _ => None,
    };
    vm.forget_read_sources();
    vm.str(&text.unwrap_or_default())
}

impl Vm {
    /// Warns of what the Python frame does that runs at `level` (1: the innermost). `Err` if a filter
    /// makes the warning an exception. May run Python.
    pub fn warn(&mut self, category: T, message: std::fmt::Arguments<'_>, level: i64) -> Res<()> {
        let message = self.format(message)?;
        let category = self.class(category).clone();
        self.warn_from_frame(&message, category, level, &[], Value::NONE)
    }

    /// As [`Vm::warn`] of the innermost frame, about `source`, which is being lost.
    pub(crate) fn warn_about(&mut self, category: T, message: &str, source: &Value) -> Res<()> {
        let message = self.str(message)?;
        let category = self.class(category).clone();
        self.warn_from_frame(&message, category, 1, &[], source.clone())
    }

    /// Warns of a line of a file, each time anew.
    pub(crate) fn warn_at(
        &mut self,
        category: T,
        message: &str,
        filename: &str,
        line: u32,
    ) -> Res<()> {
        let message = self.str(message)?;
        let filename = self.str(filename)?;
        let category = self.class(category).clone();
        let (message, category, text) = self.warning_parts(&message, &category)?;
        let module = self.module_of_file(&filename)?;
        self.issue(Warning {
            message,
            category,
            text,
            filename,
            line: i64::from(line),
            module,
            registry: Value::UNBOUND,
            source_line: None,
            source: Value::NONE,
        })
    }

    /// The class that a warning belongs to: that of an instance, the one that is given, or
    /// UserWarning.
    fn warning_category(&mut self, message: &Value, category: Option<&Value>) -> Res {
        if self.is_a(message, T::Warning) {
            return Ok(self.type_of(message).clone());
        }
        let Some(c) = category else {
            return Ok(self.class(T::UserWarning).clone());
        };
        let base = self.class(T::Warning).clone();
        if self.as_type(c).is_some() && self.is_subclass(c, &base)? {
            return Ok(c.clone());
        }
        let t = self.type_name(c).to_owned();
        raise!(
            self,
            TypeError,
            "category must be a Warning subclass, not '{t}'"
        )
    }

    /// Instance, class and text of a warning, of which `message` is the instance or the text.
    fn warning_parts(&mut self, message: &Value, category: &Value) -> Res<(Value, Value, Value)> {
        if self.is_a(message, T::Warning) {
            let text = self.str_value(message)?;
            return Ok((message.clone(), self.type_of(message).clone(), text));
        }
        let instance = self.call(category, std::slice::from_ref(message))?;
        Ok((instance, category.clone(), message.clone()))
    }

    fn warn_from_frame(
        &mut self,
        message: &Value,
        category: Value,
        level: i64,
        prefixes: &[String],
        source: Value,
    ) -> Res<()> {
        let at = self.warning_origin(level, prefixes)?;
        let registry = match self.dict_get_str(&at.globals, "__warningregistry__")? {
            Some(r) if self.is_a(&r, T::Dict) => r,
            Some(r) if !r.is_none() => {
                raise!(self, TypeError, "'registry' must be a dict or None")
            }
            _ => {
                let r = self.dict()?;
                self.dict_set_str(&at.globals, "__warningregistry__", &r)?;
                r
            }
        };
        let module = match self.dict_get_str(&at.globals, "__name__")? {
            Some(m) if self.is_a(&m, T::Str) => m,
            _ => self.str("<string>")?,
        };
        let (message, category, text) = self.warning_parts(message, &category)?;
        self.issue(Warning {
            message,
            category,
            text,
            filename: at.filename,
            line: at.line,
            module,
            registry,
            source_line: None,
            source,
        })
    }

    /// The frame at `level`, counted without those whose file begins as one of `prefixes`. Beyond the
    /// outermost frame it is `sys`.
    fn warning_origin(&mut self, level: i64, prefixes: &[String]) -> Res<Origin> {
        let mut left = match prefixes {
            [] => level.max(1),
            _ => level.max(2),
        };
        for i in (0..self.frame_count()).rev() {
            self.charge(1)?;
            let at = self.frame_spot(i);
            let (Some(f), Some(code)) = (
                self.get::<Function>(&at.func),
                traceback::code_at(self, &at),
            ) else {
                continue;
            };
            let globals = f.globals.clone();
            let skipped = |p: &String| code.filename.starts_with(p.as_str());
            // The innermost frame is where counting starts, wherever it is.
            if i + 1 != self.frame_count() && prefixes.iter().any(skipped) {
                continue;
            }
            left -= 1;
            if left == 0 {
                let line = match traceback::position(&code, &at).line {
                    0 => code.first_line,
                    n => n,
                };
                return Ok(Origin {
                    globals,
                    filename: self.str(&code.filename)?,
                    line: i64::from(line),
                });
            }
        }
        // At exit `sys.modules` is empty already.
        if self.state.sys_dict.is_unbound() {
            self.import_dotted("sys")?;
        }
        Ok(Origin {
            globals: self.state.sys_dict.clone(),
            filename: self.str("<sys>")?,
            line: 0,
        })
    }

    /// The name that filters know the module of a file by.
    fn module_of_file(&mut self, filename: &Value) -> Res {
        match self.text(filename) {
            Some("") => self.str("<unknown>"),
            Some(f) => match f.strip_suffix(".py").map(str::to_owned) {
                Some(stem) => self.str(&stem),
                None => Ok(filename.clone()),
            },
            None => Ok(filename.clone()),
        }
    }

    /// The line that the loader of a module with `globals` has.
    fn line_of_loader(&mut self, globals: &Value, line: i64) -> Res<Option<Value>> {
        if !self.is_a(globals, T::Dict) {
            let t = self.type_name(globals).to_owned();
            raise!(self, TypeError, "module_globals must be a dict, not '{t}'");
        }
        let loader = self.dict_get_str(globals, "__loader__")?;
        let name = self.dict_get_str(globals, "__name__")?;
        let (Some(loader), Some(name)) = (loader, name) else {
            return Ok(None);
        };
        let Some(get_source) = self.try_attr(&loader, "get_source")? else {
            return Ok(None);
        };
        let source = self.call(&get_source, &[name])?;
        if source.is_none() {
            return Ok(None);
        }
        let lines = self.call_method(&source, "splitlines", &[])?;
        let at = usize::try_from(line - 1).ok();
        Ok(at.and_then(|i| self.items(&lines)?.get(i).cloned()))
    }

    /// Decides about a warning, and shows it.
    fn issue(&mut self, w: Warning) -> Res<()> {
        let line = self.int(w.line)?;
        let key = self.tuple(&[w.text.clone(), w.category.clone(), line])?;
        let registered = w.registry.bound().cloned();
        if let Some(r) = &registered
            && self.already_warned(r, &key, false)?
        {
            return Ok(());
        }
        let (action, item) = self.warning_action(&w)?;
        let name = self.text(&action).unwrap_or_default().to_owned();
        match name.as_str() {
            "error" => return Err(self.raised(w.message)),
            "ignore" => return Ok(()),
            "always" => {}
            _ => {
                if let Some(r) = &registered {
                    self.dict_set(r, &key, &Value::TRUE)?;
                }
                let by_text = match (name.as_str(), registered) {
                    ("once", None) => Some(self.once_registry()?),
                    ("once" | "module", r) => r,
                    ("default", _) => None,
                    _ => {
                        let (action, item) = (self.repr(&action)?, self.repr(&item)?);
                        let (a, i) = (self.text(&action), self.text(&item));
                        let text = format!(
                            "Unrecognized action ({}) in warnings.filters:\n {}",
                            a.unwrap_or_default(),
                            i.unwrap_or_default()
                        );
                        raise!(self, RuntimeError, "{text}");
                    }
                };
                if let Some(r) = by_text {
                    let key = self.tuple(&[w.text.clone(), w.category.clone()])?;
                    if self.already_warned(&r, &key, true)? {
                        return Ok(());
                    }
                }
            }
        }
        self.show_warning(&w)
    }

    /// Whether `registry` has `key` since the filters changed last; with `set` it has from now on.
    fn already_warned(&mut self, registry: &Value, key: &Value, set: bool) -> Res<bool> {
        let version = Value::int(self.state.warnings.version);
        let known = self.dict_get_str(registry, "version")?;
        if !known.is_some_and(|v| v.is(&version)) {
            let old = self.of_mut::<Dict>(registry).0.clear();
            drop(old);
            self.dict_set_str(registry, "version", &version)?;
        } else if let Some(v) = self.dict_get(registry, key)?
            && self.truthy(&v)?
        {
            return Ok(true);
        }
        if set {
            self.dict_set(registry, key, &Value::TRUE)?;
        }
        Ok(false)
    }

    /// An attribute of `warnings`, if that has been imported.
    fn warnings_attr(&mut self, name: &str) -> Res<Option<Value>> {
        match self.loaded("warnings")? {
            Some(m) if !m.is_none() => self.try_attr(&m, name),
            _ => Ok(None),
        }
    }

    fn once_registry(&mut self) -> Res {
        match self.warnings_attr("onceregistry")? {
            Some(r) if self.is_a(&r, T::Dict) => Ok(r),
            Some(r) => {
                let t = self.type_name(&r).to_owned();
                raise!(
                    self,
                    TypeError,
                    "_warnings.onceregistry must be a dict, not '{t}'"
                )
            }
            None => self.own_once_registry(),
        }
    }

    fn own_once_registry(&mut self) -> Res {
        if self.state.warnings.once.is_unbound() {
            self.state.warnings.once = self.dict()?;
        }
        Ok(self.state.warnings.once.clone())
    }

    /// The list of filters that a program starts with.
    fn own_filters(&mut self) -> Res {
        if self.state.warnings.filters.is_unbound() {
            let main = self.str("__main__")?;
            let mut list = Buf::new();
            for (action, category, module) in [
                ("default", T::DeprecationWarning, main),
                ("ignore", T::DeprecationWarning, Value::NONE),
                ("ignore", T::PendingDeprecationWarning, Value::NONE),
                ("ignore", T::ImportWarning, Value::NONE),
                ("ignore", T::ResourceWarning, Value::NONE),
            ] {
                let action = self.intern(action)?;
                let category = self.class(category).clone();
                let item = self.tuple(&[action, Value::NONE, category, module, Value::int(0)])?;
                list.push(self.heap(), item)?;
            }
            self.state.warnings.filters = self.list(list)?;
        }
        Ok(self.state.warnings.filters.clone())
    }

    /// The action of the first filter that fits, and that filter.
    fn warning_action(&mut self, w: &Warning) -> Res<(Value, Value)> {
        let filters = match self.warnings_attr("filters")? {
            Some(f) => f,
            None => self.own_filters()?,
        };
        if !self.is_a(&filters, T::List) {
            raise!(self, ValueError, "_warnings.filters must be a list");
        }
        let mut i = 0;
        while let Some(item) = self.items(&filters).and_then(|f| f.get(i)).cloned() {
            self.charge(1)?;
            let parts = match self.is_a(&item, T::Tuple) {
                true => self.items(&item).unwrap_or_default().to_vec(),
                false => Vec::new(),
            };
            let [action, message, category, module, line] = parts.as_slice() else {
                raise!(
                    self,
                    ValueError,
                    "_warnings.filters item {i} isn't a 5-tuple"
                );
            };
            if !self.is_a(action, T::Str) {
                let t = self.type_name(action).to_owned();
                raise!(self, TypeError, "action must be a string, not '{t}'");
            }
            let fits = self.filter_matches(message, &w.text)?
                && self.is_subclass(&w.category, category)?
                && self.filter_matches(module, &w.module)?;
            if fits {
                let n = match line.as_small_int() {
                    Some(n) => n,
                    None if self.is_a(line, T::Int) => self.index_i64(line)?,
                    None => raise!(self, TypeError, "an integer is required"),
                };
                if n == 0 || n == w.line {
                    return Ok((action.clone(), item));
                }
            }
            i += 1;
        }
        let action = match self.warnings_attr("defaultaction")? {
            Some(a) if self.is_a(&a, T::Str) => a,
            Some(a) => {
                let t = self.type_name(&a).to_owned();
                raise!(
                    self,
                    TypeError,
                    "_warnings.defaultaction must be a string, not '{t}'"
                )
            }
            None => self.intern("default")?,
        };
        Ok((action, Value::NONE))
    }

    /// Whether a filter's message or module (None, a str, or a pattern) fits `text`.
    fn filter_matches(&mut self, pattern: &Value, text: &Value) -> Res<bool> {
        if pattern.is_none() {
            return Ok(true);
        }
        if self.is_exact(pattern, T::Str) {
            return self.eq(pattern, text);
        }
        let r = self.call_method(pattern, "match", std::slice::from_ref(text))?;
        self.truthy(&r)
    }

    /// Shows a warning through `warnings`, or itself if that hasn't been imported.
    fn show_warning(&mut self, w: &Warning) -> Res<()> {
        // What is said of a source is for `warnings` to say.
        if !w.source.is_none()
            && !self.state.finalizing
            && let Err(e) = self.import_dotted("warnings")
            && e.is_stop()
        {
            return Err(e);
        }
        if let Some(show) = self.warnings_attr("_showwarnmsg")? {
            let Some(class) = self.warnings_attr("WarningMessage")? else {
                raise!(self, RuntimeError, "unable to get warnings.WarningMessage");
            };
            let line = self.int(w.line)?;
            let message = self.call(
                &class,
                &[
                    w.message.clone(),
                    w.category.clone(),
                    w.filename.clone(),
                    line,
                    Value::NONE,
                    Value::NONE,
                    w.source.clone(),
                ],
            )?;
            return self.call(&show, &[message]).map(drop);
        }
        let name = self.attr(&w.category, "__name__")?;
        let part = |v: &Value| {
            let bytes = self.wtf8(v).unwrap_or_default();
            String::from_utf8_lossy(bytes).into_owned()
        };
        let file = part(&w.filename);
        let text = match self.is_a(&w.text, T::Str) {
            true => part(&w.text),
            false => {
                let t = self.str_value(&w.text)?;
                String::from_utf8_lossy(self.wtf8(&t).unwrap_or_default()).into_owned()
            }
        };
        let name = String::from_utf8_lossy(self.wtf8(&name).unwrap_or_default()).into_owned();
        let mut out = format!("{file}:{}: {name}: {text}\n", w.line);
        let shown = match &w.source_line {
            Some(l) => self.text(l).map(str::to_owned),
            // Only files are looked into.
            None if file.starts_with('<') => None,
            None => u32::try_from(w.line)
                .ok()
                .and_then(|n| self.source_line(&file, n).map(str::to_owned)),
        };
        self.forget_read_sources();
        if let Some(l) = shown.as_deref().map(str::trim).filter(|l| !l.is_empty()) {
            out.push_str("  ");
            out.push_str(l);
            out.push('\n');
        }
        self.write_error_output(out.as_bytes())
    }
}
