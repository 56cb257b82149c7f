//! Calls: entering Python functions, calling anything, making instances, starting generators.
//!
//! `call_args` is the way for native code: it runs the callee to its end, a Python function in a run
//! loop of its own. The loop's own calls push frames in place (`run.rs`) and come here for what needs
//! binding, another window or another kind of callee. Everything here may run Python.

use super::Vm;
use super::error::{Raised, Res};
use super::frame::{CTOR, ENTRY, Frame};
use super::names::N;
use super::typedef::{CallArgs, InitFn};
use crate::memory::header::Kind;
use crate::memory::inline::Tuple;
use crate::memory::instance;
use crate::memory::value::Value;
use crate::raise;
use crate::types::code::CodeObject;
use crate::types::function::Function;
use crate::types::method::BoundMethod;
use crate::types::native::{NativeDef, NativeFunction};
use crate::types::registry::T;
use crate::types::type_::{self, Type};
use smallvec::SmallVec;
use std::ptr;

/// A number that no default has.
const NO_DEFAULTS: usize = usize::MAX;

#[allow(unsafe_code)]
impl Vm {
    /// First free register on the main stack.
    pub(super) fn free_registers(&self) -> *mut Value {
        self.frames.last().map_or(ptr::null_mut(), |f| f.top)
    }

    /// Pushes a frame for `func` whose parameter registers get `params`, then defaults from number
    /// `from` on: together as many as it has. On `Err` none of them has been taken.
    fn push_params(
        &mut self,
        func: Value,
        dst: u16,
        params: impl Iterator<Item = Value>,
        from: usize,
        flags: u8,
        extra: Value,
    ) -> Res<()> {
        let f = self.of::<Function>(&func);
        let co: *const CodeObject = self.of::<CodeObject>(&f.code);
        // SAFETY: F3: the frame will own `func`, which holds the code object.
        let (nregs, nlocals, ops) =
            unsafe { ((*co).nregs as usize, (*co).nlocals as usize, (*co).ops) };
        if self.frames.len() >= self.recursion_limit {
            return Err(self.recursion_error(""));
        }
        self.charge(4)?;
        let at = self.free_registers();
        let regs = match self.stack.reserve(&self.heap, at, nregs) {
            Some(regs) if self.frames.make_room(&self.heap) => regs,
            _ => return Err(Raised(Value::OUT_OF_MEMORY)),
        };
        let limit = self.stack.limit(regs);
        // SAFETY: `reserve` gave room for `nregs` dead registers (F4).
        unsafe {
            let mut i = 0;
            for v in params {
                ptr::write(regs.add(i), v);
                i += 1;
            }
            let defaults = self.items(&self.of::<Function>(&func).defaults);
            for v in defaults.and_then(|d| d.get(from..)).unwrap_or_default() {
                ptr::write(regs.add(i), v.clone());
                i += 1;
            }
            for j in i..nlocals {
                ptr::write(regs.add(j), Value::UNBOUND);
            }
            if let Some(f) = self.frames.last_mut() {
                f.pc = self.pc;
            }
            self.frames.push(Frame {
                regs,
                pc: ops,
                dst,
                flags,
                code: co,
                func,
                extra,
                top: regs.add(nregs),
                limit,
            });
        }
        self.pc = ops;
        Ok(())
    }

    /// The slow way into a Python function from the loop: `argc` owned arguments at `args`, which
    /// are moved out.
    pub(crate) fn push_call(
        &mut self,
        func: Value,
        dst: u16,
        args: *mut Value,
        argc: usize,
        flags: u8,
        extra: Value,
    ) -> Res<()> {
        // Often only defaults are missing, or the caller's window was too small or a generator's.
        if let Some(from) = self.plain_defaults(&func, argc) {
            // SAFETY: R1: the arguments are registers of the running frame.
            let params = (0..argc).map(|i| unsafe { ptr::replace(args.add(i), Value::ZERO) });
            let r = self.push_params(func, dst, params, from, flags, extra);
            if r.is_err() {
                // SAFETY: as above; they are still there.
                drop(unsafe { take_run(args, argc) });
            }
            return r;
        }
        // SAFETY: R1, as above.
        let args = unsafe { take_run(args, argc) };
        let params = self.bind_python(&func, &args, &[])?;
        drop(args);
        self.push_params(func, dst, params.into_iter(), NO_DEFAULTS, flags, extra)
    }

    /// Pushes a frame for `func(o, i)`.
    pub(super) fn push_item_call(
        &mut self,
        func: Value,
        o: &Value,
        i: &Value,
        dst: u16,
    ) -> Res<()> {
        let args = [o.clone(), i.clone()];
        match self.plain_defaults(&func, 2) {
            Some(from) => self.push_params(func, dst, args.into_iter(), from, 0, Value::UNBOUND),
            None => {
                let params = self.bind_python(&func, &args, &[])?.into_iter();
                self.push_params(func, dst, params, NO_DEFAULTS, 0, Value::UNBOUND)
            }
        }
    }

    /// As [`Vm::push_call`] with keyword arguments last.
    pub(crate) fn push_call_kw(
        &mut self,
        func: Value,
        dst: u16,
        args: *mut Value,
        n: usize,
        names: &[Value],
    ) -> Res<()> {
        // SAFETY: as above.
        let args = unsafe { take_run(args, n) };
        let params = self.bind_python(&func, &args, names)?;
        drop(args);
        self.push_params(
            func,
            dst,
            params.into_iter(),
            NO_DEFAULTS,
            0,
            Value::UNBOUND,
        )
    }

    /// When `n` positional arguments need no binding but for defaults: the number of the first default
    /// that is missing (or [`NO_DEFAULTS`]).
    #[inline]
    fn plain_defaults(&self, func: &Value, n: usize) -> Option<usize> {
        let f = self.of::<Function>(func);
        let co = self.of::<CodeObject>(&f.code);
        let argcount = co.argcount as usize;
        if n >= argcount || !co.simple {
            return (n == co.quick_args as usize).then_some(NO_DEFAULTS);
        }
        let defaults = self.get::<Tuple>(&f.defaults)?.len();
        n.checked_sub(argcount.checked_sub(defaults)?)
    }

    /// Calls a Python function from Rust.
    fn call_python(&mut self, func: &Value, call: CallArgs<'_>, flags: u8, extra: Value) -> Res {
        let flags = flags | ENTRY;
        let plain = self.plain_defaults(func, call.args.len());
        if let Some(from) = plain.filter(|_| call.names.is_empty()) {
            self.check_native_stack()?;
            let params = call.args.iter().cloned();
            self.push_params(func.clone(), 0, params, from, flags, extra)?;
        } else {
            let params = self.bind_python(func, call.args, call.names)?;
            self.check_native_stack()?;
            let params = params.into_iter();
            self.push_params(func.clone(), 0, params, NO_DEFAULTS, flags, extra)?;
        }
        self.run(None)
    }

    /// `func(this, *args)` for a Python function.
    fn call_with_self(&mut self, func: &Value, this: &Value, call: CallArgs<'_>) -> Res {
        let plain = self.plain_defaults(func, call.args.len() + 1);
        if let Some(from) = plain.filter(|_| call.names.is_empty()) {
            self.check_native_stack()?;
            let params = std::iter::once(this).chain(call.args).cloned();
            self.push_params(func.clone(), 0, params, from, ENTRY, Value::UNBOUND)?;
            return self.run(None);
        }
        let mut args: SmallVec<[Value; 8]> = SmallVec::with_capacity(call.args.len() + 1);
        args.push(this.clone());
        args.extend(call.args.iter().cloned());
        let call = CallArgs {
            args: &args,
            names: call.names,
        };
        self.call_python(func, call, 0, Value::UNBOUND)
    }

    /// Runs function `func` (a class or module body) with namespace `ns`.
    pub(crate) fn call_body(&mut self, func: &Value, ns: Value) -> Res {
        self.call_python(func, CallArgs::positional(&[]), super::frame::NAMESPACE, ns)
    }

    // ---- anything ----

    /// `f(*args)`.
    pub fn call(&mut self, f: &Value, args: &[Value]) -> Res {
        self.call_args(f, CallArgs::positional(args))
    }

    /// Calls `f`. May run any Python code.
    pub fn call_args(&mut self, f: &Value, call: CallArgs<'_>) -> Res {
        let Some(h) = f.header() else {
            return Err(self.not_callable(f));
        };
        match h.kind() {
            Kind::Function => self.call_python(f, call, 0, Value::UNBOUND),
            Kind::NativeFunction => self.call_native_function(f, call),
            // Of no metaclass, and not `type` itself.
            Kind::Type if self.type_of(f).is(self.class(T::Type)) && !f.is(self.class(T::Type)) => {
                self.call_type(f, call)
            }
            Kind::BoundMethod => {
                let m = self.of::<BoundMethod>(f);
                let (func, this) = (m.func.clone(), m.this.clone());
                if func.header().is_some_and(|h| h.kind() == Kind::Function) {
                    return self.call_with_self(&func, &this, call);
                }
                // A method of a method, as deep as a script likes.
                self.check_native_stack_for(" while calling a Python object")?;
                let mut args: SmallVec<[Value; 8]> = SmallVec::with_capacity(call.args.len() + 1);
                args.push(this);
                args.extend(call.args.iter().cloned());
                self.call_args(
                    &func,
                    CallArgs {
                        args: &args,
                        names: call.names,
                    },
                )
            }
            _ => match self.slots(f).call {
                Some(slot) => {
                    self.check_native_stack_for(" while calling a Python object")?;
                    slot(self, f, call)
                }
                None => Err(self.not_callable(f)),
            },
        }
    }

    #[cold]
    fn not_callable(&mut self, f: &Value) -> Raised {
        let n = self.type_name(f).to_owned();
        self.type_error(format_args!("'{n}' object is not callable"))
    }

    fn call_native_function(&mut self, f: &Value, call: CallArgs<'_>) -> Res {
        let nf = self.of::<NativeFunction>(f);
        let (owner, this) = (nf.owner.clone(), nf.this.clone());
        if let NativeDef::Host(host) = &nf.def {
            // The closure belongs to `f`, which the caller holds: it outlives the call.
            let func: *const crate::types::native::HostFn = &*host.func;
            // SAFETY: as said; the payload is not written while the VM lives.
            let func = unsafe { &*func };
            return func(self, call);
        }
        let raw = match nf.def {
            NativeDef::Raw { func, .. } => Some(func),
            _ => None,
        };
        match nf.row() {
            Some(def) => {
                if owner.is_unbound() {
                    // `this` names the module.
                    return self.call_native(def, &this, None, call);
                }
                if !this.is_unbound() {
                    return self.call_native(def, &owner, Some(&this), call);
                }
                if def.binding == super::typedef::Binding::Static {
                    return self.call_native(def, &owner, None, call);
                }
                // A method descriptor: the receiver must be of its class.
                match call.pos().first() {
                    Some(r) if self.is_subtype(self.type_of(r), &owner) => {
                        self.call_native(def, &owner, None, call)
                    }
                    Some(r) => {
                        let (o, t) = (
                            self.class_name(&owner).to_owned(),
                            self.type_name(r).to_owned(),
                        );
                        raise!(
                            self,
                            TypeError,
                            "descriptor '{}' for '{o}' objects doesn't apply to a '{t}' object",
                            def.name()
                        )
                    }
                    None => {
                        let o = self.class_name(&owner).to_owned();
                        raise!(
                            self,
                            TypeError,
                            "unbound method {o}.{}() needs an argument",
                            def.name()
                        )
                    }
                }
            }
            None => match raw {
                Some(func) => func(self, call),
                None => Ok(Value::NONE),
            },
        }
    }

    /// `f(*args, **kwargs)` as `CallEx` has it.
    pub(crate) fn call_ex(&mut self, f: &Value, args: &Value, kwargs: &Value) -> Res {
        let args = if self.get::<Tuple>(args).is_some() {
            args.clone()
        } else {
            let it = match self.iter(args) {
                Ok(it) => it,
                Err(e) if self.caught(&e, T::TypeError) && self.slots(args).iter.is_none() => {
                    let (name, t) = (self.callee_name(f), self.type_name(args).to_owned());
                    raise!(
                        self,
                        TypeError,
                        "{name} argument after * must be an iterable, not {t}"
                    );
                }
                Err(e) => return Err(e),
            };
            let items = self.collect(&it)?;
            self.tuple_of(items)?
        };
        let pairs: Vec<(Value, Value)> = match self.get::<crate::types::dict::Dict>(kwargs) {
            Some(d) => d.iter().map(|(k, v)| (k.clone(), v.clone())).collect(),
            None => Vec::new(),
        };
        let mut all: SmallVec<[Value; 12]> =
            self.of::<Tuple>(&args).items().iter().cloned().collect();
        let mut names: SmallVec<[Value; 8]> = SmallVec::with_capacity(pairs.len());
        for (k, v) in pairs {
            if self.wtf8(&k).is_none() {
                raise!(self, TypeError, "keywords must be strings");
            }
            names.push(self.intern_value(&k)?);
            all.push(v);
        }
        self.call_args(
            f,
            CallArgs {
                args: &all,
                names: &names,
            },
        )
    }

    /// `module.name()`-like text that messages about a callee use.
    pub(crate) fn callee_name(&mut self, f: &Value) -> String {
        if self.get::<Function>(f).is_some() {
            let q = self.function_qualname(f).to_owned();
            let module = self.function_module(f);
            return match module {
                Some(m) if m != "builtins" => format!("{m}.{q}()"),
                _ => format!("{q}()"),
            };
        }
        let qualname = self.try_attr(f, "__qualname__").ok().flatten();
        let module = self.try_attr(f, "__module__").ok().flatten();
        match qualname.as_ref().and_then(|q| self.text(q)) {
            Some(q) => match module.as_ref().and_then(|m| self.text(m)) {
                Some(m) if m != "builtins" => format!("{m}.{q}()"),
                _ => format!("{q}()"),
            },
            None => format!("{} object", self.type_name(f)),
        }
    }

    /// `obj.name(*args)`.
    pub fn call_method(&mut self, obj: &Value, name: &str, args: &[Value]) -> Res {
        let name = self.intern(name)?;
        self.call_method_value(obj, &name, args)
    }

    /// As [`Vm::call_method`] with an interned name.
    pub fn call_method_value(&mut self, obj: &Value, name: &Value, args: &[Value]) -> Res {
        let (f, with_self) = self.find_method(obj, name)?;
        if !with_self {
            return self.call(&f, args);
        }
        let mut all: SmallVec<[Value; 8]> = SmallVec::with_capacity(args.len() + 1);
        all.push(obj.clone());
        all.extend(args.iter().cloned());
        self.call(&f, &all)
    }

    /// Calls what [`Vm::lookup_special`] found (unbound) for `obj`.
    pub fn call_unbound(&mut self, f: &Value, obj: &Value, args: &[Value]) -> Res {
        if f.header().is_some_and(|h| h.kind() == Kind::Function) {
            return self.call_with_self(f, obj, CallArgs::positional(args));
        }
        let class = self.type_of(obj).clone();
        let bound = self.bind_descriptor(f, Some(obj), &class)?;
        self.call(&bound, args)
    }

    // ---- instances ----

    /// If calling class `cls` makes a plain instance and runs a Python `__init__`: that function,
    /// or unbound when there is none. `None`: call it through the protocol.
    #[inline]
    pub(crate) fn constructor(&mut self, cls: &Value) -> Res<Option<Value>> {
        if !self.ty(cls).is_heap() {
            return Ok(None);
        }
        self.python_constructor(cls)
    }

    fn python_constructor(&mut self, cls: &Value) -> Res<Option<Value>> {
        let ty = self.ty(cls);
        let plain =
            ty.has(type_::PLAIN_NEW) && !ty.has(type_::ABSTRACT) && ty.def.kind == Kind::Instance;
        if !plain || !self.type_of(cls).is(self.class(T::Type)) {
            return Ok(None);
        }
        let init = self.name(N::__init__)?;
        let found = match self.type_lookup(cls, &init)? {
            Some(f) if f.header().is_some_and(|h| h.kind() == Kind::Function) => f,
            Some(f) if self.is_object_init(&f) => Value::UNBOUND,
            _ => return Ok(None),
        };
        if !found.is_unbound() && !self.ty(cls).has(type_::HAS_DEL) {
            let version = self.type_version(cls);
            self.ty(cls).maker.set(version, &found);
        }
        Ok(Some(found))
    }

    /// Whether `f` is `object.__init__`.
    fn is_object_init(&self, f: &Value) -> bool {
        self.get::<crate::types::native::SlotWrapper>(f)
            .is_some_and(|w| w.name == N::__init__ && w.owner.is(self.class(T::Object)))
    }

    /// A new instance of plain class `cls`, `__init__` not called.
    pub(crate) fn new_plain(&mut self, cls: &Value) -> Res {
        if self.heap.gc_due() {
            self.collect_due();
        }
        let shape = &raw const *self.ty(cls).root;
        // SAFETY: S1: `cls` is alive.
        let v = unsafe { instance::new_instance(&self.heap, &*shape)? };
        self.note_finalizer(cls, v)
    }

    #[cold]
    pub(crate) fn no_arguments_error(&mut self, cls: &Value) -> Raised {
        let n = self.class_name(cls).to_owned();
        self.type_error(format_args!("{n}() takes no arguments"))
    }

    #[cold]
    pub(crate) fn init_result_error(&mut self, v: &Value) -> Raised {
        let t = self.type_name(v).to_owned();
        self.type_error(format_args!("__init__() should return None, not '{t}'"))
    }

    /// `type.__call__`: `__new__`, then `__init__` if that gave an instance of the class.
    pub fn call_type(&mut self, cls: &Value, call: CallArgs<'_>) -> Res {
        if let Some(init) = self.constructor(cls)? {
            let obj = self.new_plain(cls)?;
            if init.is_unbound() {
                if !call.args.is_empty() {
                    return Err(self.no_arguments_error(cls));
                }
                return Ok(obj);
            }
            let mut args: SmallVec<[Value; 8]> = SmallVec::with_capacity(call.args.len() + 1);
            args.push(obj.clone());
            args.extend(call.args.iter().cloned());
            let call = CallArgs {
                args: &args,
                names: call.names,
            };
            return self.call_python(&init, call, CTOR, obj);
        }
        let Some(new) = self.ty(cls).slots.new else {
            let n = match self.ty(cls) {
                t if !t.is_heap() && !t.def.full_name.is_empty() => t.def.full_name.to_owned(),
                _ => self.class_name(cls).to_owned(),
            };
            raise!(self, TypeError, "cannot create '{n}' instances");
        };
        let obj = new(self, cls, call)?;
        let class = self.type_of(&obj);
        if (class.is(cls) || self.is_subtype(class, cls))
            && let Some(init) = self.slots(&obj).init
            && !self.has_no_init(&obj, init)
        {
            init(self, &obj, call)?;
        }
        Ok(obj)
    }

    /// Whether `init` is object's, which has nothing to do for a builtin type: `__new__` has accepted
    /// the arguments.
    fn has_no_init(&self, obj: &Value, init: InitFn) -> bool {
        std::ptr::fn_addr_eq(init, crate::types::object::init as InitFn)
            && !self.ty(self.type_of(obj)).is_heap()
    }

    /// Payload of a code object without tying the VM.
    pub(crate) fn code_of(&self, func: &Value) -> std::sync::Arc<crate::code::Code> {
        self.of::<CodeObject>(&self.of::<Function>(func).code)
            .code
            .clone()
    }

    /// Whether `v` is a class.
    pub fn is_class(&self, v: &Value) -> bool {
        self.get::<Type>(v).is_some()
    }
}

/// Moves `n` values out of registers, which are dead after.
///
/// # Safety
/// `p` points to `n` registers.
#[allow(unsafe_code)]
unsafe fn take_run(p: *mut Value, n: usize) -> super::bind::Scratch {
    // SAFETY: the caller's promise.
    (0..n)
        .map(|i| unsafe { ptr::replace(p.add(i), Value::ZERO) })
        .collect()
}
