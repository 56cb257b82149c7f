//! Names in running code (globals, builtins, namespaces of class bodies), and the making of constants,
//! code objects, functions and closures.

use super::Vm;
use super::error::{Raised, Res};
use super::frame::{CacheKind, NAMESPACE, SiteCache, SiteCaches, replace};
use super::names::N;
use crate::code::{Code, Const};
use crate::memory::buf::Buf;
use crate::memory::charge::Held;
use crate::memory::value::Value;
use crate::raise;
use crate::types::cell::Cell;
use crate::types::code::CodeObject;
use crate::types::dict::Dict;
use crate::types::function::{Function, FunctionMeta};
use crate::types::module::Module;
use crate::types::registry::T;
use std::sync::Arc;

impl Vm {
    /// Code of the top frame.
    #[allow(unsafe_code)]
    pub(crate) fn running_code(&self) -> &CodeObject {
        match self.frames.last() {
            // SAFETY: F3: the frame owns the function that holds the code.
            Some(f) => unsafe { &*f.code },
            None => no_frame(),
        }
    }

    /// Function of the top frame.
    pub(crate) fn running_function(&self) -> Option<&Value> {
        self.frames.last().map(|f| &f.func)
    }

    /// Globals of the top frame; unbound when nothing runs.
    pub(crate) fn globals(&self) -> Value {
        self.running_function()
            .map_or(Value::UNBOUND, |f| self.of::<Function>(f).globals.clone())
    }

    /// Namespace of the top frame's class or exec body.
    pub(crate) fn namespace(&self) -> Option<&Value> {
        self.frames
            .last()
            .filter(|f| f.flags & NAMESPACE != 0)
            .map(|f| &f.extra)
    }

    fn name_error(&mut self, name: &Value) -> Raised {
        let n = self.text(name).unwrap_or("?").to_owned();
        let e = self.err(T::NameError, format_args!("name '{n}' is not defined"));
        crate::types::exception::set_name_obj(self, &e.0, name, None);
        e
    }

    /// The global or builtin of a site of the running code, filling its cache.
    pub(crate) fn load_global(&mut self, c: &mut SiteCaches, site: u16) -> Res {
        let name = self.site_name(site);
        let globals = self.globals();
        let builtins = self.builtins.clone();
        let other = self.other_builtins(&globals)?;
        if let Some(d) = self.get::<Dict>(&globals)
            && let Some(i) = d.find_str(&self.heap, &name)
        {
            let v = d.value_at(i).cloned();
            let guard = self.dict_version(&globals);
            replace(
                c,
                SiteCache {
                    guard,
                    kind: CacheKind::Global,
                    value: self.entry_address(&globals, i),
                    ..SiteCache::default()
                },
            );
            if let Some(v) = v {
                return Ok(v);
            }
        }
        if let Some(d) = other {
            return match self.dict_lookup_str(&d, &name) {
                Some(v) => Ok(v.clone()),
                None => Err(self.name_error(&name)),
            };
        }
        if let Some(d) = self.get::<Dict>(&builtins)
            && let Some(i) = d.find_str(&self.heap, &name)
        {
            let v = d.value_at(i).cloned();
            let guard = self.dict_version(&globals);
            let guard2 = self.dict_version(&builtins);
            replace(
                c,
                SiteCache {
                    guard,
                    guard2,
                    kind: CacheKind::Builtin,
                    value: self.entry_address(&builtins, i),
                    ..SiteCache::default()
                },
            );
            if let Some(v) = v {
                return Ok(v);
            }
        }
        if let Some(v) = self.site_builtin(&name)? {
            return Ok(v);
        }
        match self.module_loader(&globals, &name)? {
            Some(l) => Ok(l),
            None => Err(self.name_error(&name)),
        }
    }

    /// Where the value of entry `i` of dict `d` stands: there until the version of its keys changes.
    fn entry_address(&self, d: &Value, i: usize) -> u64 {
        let value = self.get::<Dict>(d).and_then(|d| d.value_at(i));
        value.map_or(0, |v| v as *const Value as u64)
    }

    /// The namespace that `globals` names as its `__builtins__`, if it isn't the usual one.
    fn other_builtins(&mut self, globals: &Value) -> Res<Option<Value>> {
        let key = self.name(N::__builtins__)?;
        let Some(v) = self.dict_lookup_str(globals, &key) else {
            return Ok(None);
        };
        let d = match self.get::<Module>(v) {
            Some(m) => &m.dict,
            None => v,
        };
        let other = !d.is(&self.builtins) && self.get::<Dict>(d).is_some();
        Ok(other.then(|| d.clone()))
    }

    /// A global or builtin by name.
    pub(crate) fn lookup_global(&mut self, name: &Value) -> Res<Option<Value>> {
        let globals = self.globals();
        if let Some(v) = self.dict_lookup_str(&globals, name) {
            return Ok(Some(v.clone()));
        }
        let other = self.other_builtins(&globals)?;
        let builtins = other.as_ref().unwrap_or(&self.builtins);
        match self.dict_lookup_str(builtins, name) {
            Some(v) => Ok(Some(v.clone())),
            None if other.is_none() => self.site_builtin(name),
            None => Ok(None),
        }
    }

    /// Stores a global; gives back what was there.
    pub(crate) fn store_global(&mut self, name: &Value, v: Value) -> Res {
        let globals = self.globals();
        Ok(self.dict_store_str(&globals, name, v)?.unwrap_or_default())
    }

    pub(crate) fn delete_global(&mut self, name: &Value) -> Res<()> {
        let globals = self.globals();
        let removed = match self.edit::<Dict>(&globals) {
            Some((d, heap)) => d.remove_str(heap, name),
            None => None,
        };
        match removed {
            Some(old) => {
                drop(old);
                Ok(())
            }
            None => Err(self.name_error(name)),
        }
    }

    /// A name in a class or exec body: namespace, globals, builtins.
    pub(crate) fn load_name(&mut self, name: &Value) -> Res {
        if let Some(ns) = self.namespace().cloned()
            && let Some(v) = self.namespace_get(&ns, name)?
        {
            return Ok(v);
        }
        match self.lookup_global(name)? {
            Some(v) => Ok(v),
            None => Err(self.name_error(name)),
        }
    }

    /// `ns[name]`, or `None` when it isn't there. Runs Python if `ns` is no plain dict.
    fn namespace_get(&mut self, ns: &Value, name: &Value) -> Res<Option<Value>> {
        if self.is_exact(ns, T::Dict) {
            return Ok(self.dict_lookup_str(ns, name).cloned());
        }
        match self.get_item(ns, name) {
            Ok(v) => Ok(Some(v)),
            Err(e) if self.caught(&e, T::KeyError) => Ok(None),
            Err(e) => Err(e),
        }
    }

    pub(crate) fn store_name(&mut self, name: &Value, v: Value) -> Res<()> {
        match self.namespace().cloned() {
            Some(ns) if self.is_exact(&ns, T::Dict) => {
                self.dict_store_str(&ns, name, v)?;
                Ok(())
            }
            Some(ns) => self.set_item(&ns, name, &v),
            None => self.store_global(name, v).map(drop),
        }
    }

    pub(crate) fn delete_name(&mut self, name: &Value) -> Res<()> {
        match self.namespace().cloned() {
            Some(ns) if self.is_exact(&ns, T::Dict) => match self.dict_remove(&ns, name)? {
                Some(_) => Ok(()),
                None => Err(self.name_error(name)),
            },
            Some(ns) => match self.del_item(&ns, name) {
                Err(e) if self.caught(&e, T::KeyError) => Err(self.name_error(name)),
                r => r,
            },
            None => self.delete_global(name),
        }
    }

    /// A free variable in a class body: the namespace may hide it.
    pub(crate) fn load_class_free(&mut self, i: u16, name: &Value) -> Res {
        if let Some(ns) = self.namespace().cloned()
            && let Some(v) = self.namespace_get(&ns, name)?
        {
            return Ok(v);
        }
        let cell = match self.running_function() {
            Some(f) => self
                .items(&self.of::<Function>(f).closure)
                .and_then(|c| c.get(i as usize))
                .cloned(),
            None => None,
        };
        match cell.as_ref().and_then(|c| self.get::<Cell>(c)) {
            Some(c) if !c.value.is_unbound() => Ok(c.value.clone()),
            _ => Err(self.unbound_free(i)),
        }
    }

    /// A name in an annotation scope of a class: the class's namespace (free variable `i`), the free
    /// variable of that name, globals, builtins.
    pub(crate) fn load_from_class(&mut self, i: u16, name: &Value) -> Res {
        let cell = |vm: &Vm, i: usize| {
            let f = vm.running_function()?;
            let cells = vm.items(&vm.of::<Function>(f).closure)?;
            let cell = vm.get::<Cell>(cells.get(i)?)?;
            cell.value.bound().cloned()
        };
        if let Some(ns) = cell(self, i as usize)
            && let Some(v) = self.namespace_get(&ns, name)?
        {
            return Ok(v);
        }
        let names = &self.running_code().freevars;
        if let Some(i) = names.iter().position(|n| n.is(name)) {
            return match cell(self, i) {
                Some(v) => Ok(v),
                None => Err(self.unbound_free(i as u16)),
            };
        }
        match self.lookup_global(name)? {
            Some(v) => Ok(v),
            None => Err(self.name_error(name)),
        }
    }

    pub(crate) fn setup_annotations(&mut self) -> Res<()> {
        let name = self.name(N::__annotations__)?;
        let ns = match self.namespace() {
            Some(ns) => ns.clone(),
            None => self.globals(),
        };
        if self.namespace_get(&ns, &name)?.is_none() {
            let d = self.dict()?;
            self.set_item(&ns, &name, &d)?;
        }
        Ok(())
    }

    // ---- making code and functions ----

    /// A value of a constant.
    pub(crate) fn constant(&mut self, c: &Const) -> Res {
        match c {
            Const::None => Ok(Value::NONE),
            Const::True => Ok(Value::TRUE),
            Const::False => Ok(Value::FALSE),
            Const::Ellipsis => Ok(Value::ELLIPSIS),
            Const::Int(i) => self.int(*i),
            Const::BigInt(digits) => self.int_literal(digits),
            Const::Float(f) => self.float(*f),
            Const::Imag(f) => self.complex(0.0, *f),
            Const::Complex(re, im) => self.complex(*re, *im),
            Const::Str(s) => {
                let v = self.str_wtf8(s)?;
                // Strings that look like names are interned, as CPython does.
                if s.len() <= 4096 && s.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'_') {
                    return self.intern_value(&v);
                }
                Ok(v)
            }
            Const::Bytes(b) => self.bytes(b),
            Const::Tuple(items) => {
                let mut buf = Buf::with_capacity(&self.heap, items.len())?;
                for i in items {
                    let v = self.constant(i)?;
                    buf.push(&self.heap, v)?;
                }
                self.tuple_of(buf)
            }
            Const::FrozenSet(items) => {
                let mut buf = Buf::with_capacity(&self.heap, items.len())?;
                for i in items {
                    let v = self.constant(i)?;
                    buf.push(&self.heap, v)?;
                }
                self.frozenset_of(&buf)
            }
            Const::Slice(parts) => {
                let [a, b, c] = &**parts;
                let (a, b, c) = (self.constant(a)?, self.constant(b)?, self.constant(c)?);
                self.new_slice(&a, &b, &c)
            }
            Const::Code(code) => self.code_object(code.clone()),
        }
    }

    /// Instantiates code for this VM: its constants, names and empty caches.
    pub(crate) fn code_object(&mut self, code: Arc<Code>) -> Res {
        let mut consts = Buf::with_capacity(&self.heap, code.consts.len())?;
        for c in &code.consts {
            let v = self.constant(c)?;
            consts.push(&self.heap, v)?;
        }
        let names = self.interned_all(&code.names)?;
        let locals = self.interned_all(&code.locals)?;
        let freevars = self.interned_all(&code.freevars)?;
        let mut caches = Buf::with_capacity(&self.heap, code.sites.len())?;
        for site in &code.sites {
            let empty = SiteCache::empty(site);
            caches.push(&self.heap, [empty, SiteCache::default()])?;
        }
        let charged = code.ops.len() * (8 + 16) + code.handlers.len() * 16 + code.sites.len() * 8;
        let charged = Held::new(&self.heap, charged)?;
        use crate::code::CodeFlags;
        let simple = code.kwonly == 0
            && !code.flags.has(CodeFlags::VARARGS)
            && !code.flags.has(CodeFlags::VARKEYWORDS);
        let co = CodeObject {
            ops: code.ops.as_ptr(),
            sites: code.sites.as_ptr(),
            argcount: code.argcount,
            nlocals: code.nlocals,
            nregs: code.nregs,
            simple,
            quick_args: if simple {
                code.argcount as u32
            } else {
                u32::MAX
            },
            code,
            consts,
            names,
            locals,
            freevars,
            caches,
            charged,
        };
        self.alloc(T::Code, co)
    }

    fn interned_all(&mut self, names: &[Box<str>]) -> Res<Buf<Value>> {
        let mut buf = Buf::with_capacity(&self.heap, names.len())?;
        for n in names {
            let v = self.intern(n)?;
            buf.push(&self.heap, v)?;
        }
        Ok(buf)
    }

    /// A function of `code` (a code object) with `globals` and no closure.
    pub(crate) fn function(&mut self, code: &Value, globals: &Value) -> Res {
        self.alloc(
            T::Function,
            Function {
                code: code.clone(),
                globals: globals.clone(),
                closure: Value::UNBOUND,
                defaults: Value::UNBOUND,
                kwdefaults: Value::UNBOUND,
                dict: Value::UNBOUND,
                meta: None,
            },
        )
    }

    /// `MakeFunction`: takes what `flags` says out of `parts`.
    pub(crate) fn make_function(&mut self, code: &Value, flags: u8, parts: &mut [Value]) -> Res {
        let globals = self.globals();
        let mut parts = parts.iter_mut().map(|p| std::mem::replace(p, Value::ZERO));
        let mut part = |bit: u8| match flags & bit != 0 {
            true => parts.next().unwrap_or_default(),
            false => Value::UNBOUND,
        };
        let (defaults, kwdefaults, annotations, closure) = (part(1), part(2), part(4), part(8));
        let meta = if annotations.is_unbound() {
            None
        } else {
            let pairs: Vec<Value> = self.items(&annotations).unwrap_or_default().to_vec();
            let d = self.dict()?;
            for pair in pairs.chunks_exact(2) {
                self.dict_set(&d, &pair[0], &pair[1])?;
            }
            let mut meta = FunctionMeta::new(&self.heap)?;
            meta.annotations = d;
            Some(meta)
        };
        self.alloc(
            T::Function,
            Function {
                code: code.clone(),
                globals,
                closure,
                defaults,
                kwdefaults,
                dict: Value::UNBOUND,
                meta,
            },
        )
    }

    /// Seldom used attributes of a function, made if need be.
    pub(crate) fn function_meta<'a>(&'a mut self, f: &'a Value) -> Res<&'a mut FunctionMeta> {
        if self.of::<Function>(f).meta.is_none() {
            let meta = FunctionMeta::new(&self.heap)?;
            self.of_mut::<Function>(f).0.meta = Some(meta);
        }
        match self.of_mut::<Function>(f).0.meta.as_deref_mut() {
            Some(m) => Ok(m),
            None => Err(Raised(Value::OUT_OF_MEMORY)),
        }
    }

    /// `__module__` of a function: what was set, else its globals' `__name__`.
    pub(crate) fn function_module(&mut self, f: &Value) -> Option<String> {
        if let Some(m) = &self.of::<Function>(f).meta
            && !m.module.is_unbound()
        {
            return self.text(&m.module).map(str::to_owned);
        }
        let globals = self.of::<Function>(f).globals.clone();
        let name = self.name(N::__name__).ok()?;
        let v = self.dict_lookup_str(&globals, &name)?;
        self.text(v).map(str::to_owned)
    }

    pub(crate) fn build_class_function(&mut self) -> Res {
        let name = self.name(N::__build_class__)?;
        match self.dict_lookup_str(&self.builtins, &name) {
            Some(v) => Ok(v.clone()),
            None => raise!(self, NameError, "__build_class__ not found"),
        }
    }
}

#[cold]
fn no_frame() -> ! {
    panic!("no Python code is running: a caller inside the VM expected a frame")
}
