//! The loop's calls of what isn't a Python function with plain arguments.
//!
//! The loop enters functions whose arguments need no binding itself; everything else it calls comes
//! here, with the arguments in registers of the running frame, where [`Vm::call_registers`] and its
//! kin read or take them. Everything here may run Python.

#![allow(unsafe_code)]

use super::Vm;
use super::error::Res;
use super::fast::{CALL_COST, code_of_word, direct_row, is_function, share_count};
use super::frame::CTOR;
use super::names::N;
use super::typedef::{Args, CallArgs, MethodDef};
use crate::code::Site;
use crate::memory::header::{Kind, payload};
use crate::memory::inline::Tuple;
use crate::memory::instance;
use crate::memory::shape::Shape;
use crate::memory::value::Value;
use crate::types::code::CodeObject;
use crate::types::method::BoundMethod;
use crate::types::native::NativeFunction;
use crate::types::type_::Type;
use std::ptr;

/// What a call has come to.
pub(super) enum Called {
    Value(Value),
    /// A frame was pushed: the loop goes on there.
    Entered,
}

/// Ends `n` registers at `args`.
///
/// # Safety
/// R1: they are in the window of the running frame.
unsafe fn release_run(args: *mut Value, n: usize) {
    for i in 0..n {
        // SAFETY: R1: the registers are in the window of the running frame.
        drop(unsafe { ptr::replace(args.add(i), Value::ZERO) });
    }
}

impl Vm {
    /// Calls `f` with `n` positional arguments behind register `base`, which is dead; takes them.
    ///
    /// # Safety
    /// R1: `base` and the arguments are registers of the running frame; R3.
    #[inline(never)]
    pub(super) unsafe fn call_registers(
        &mut self,
        f: Value,
        dst: u16,
        base: *mut Value,
        n: usize,
    ) -> Res<Called> {
        // SAFETY: the caller's promise; payloads are of the kinds tested, and `f` is held.
        unsafe {
            let args = base.add(1);
            let kind = match f.header() {
                Some(h) => h.kind(),
                None => Kind::SlotArray,
            };
            match kind {
                Kind::NativeFunction => {
                    let nf = &*payload::<NativeFunction>(f.header_ptr());
                    if let Some(def) = direct_row(self, nf, args, n) {
                        return self.call_row(def, args, n);
                    }
                    if let Some(def) = nf.bound_row()
                        && n + 1 >= def.min as usize
                        && n < def.max as usize
                    {
                        ptr::write(base, nf.this.clone());
                        return self.call_row(def, base, n + 1);
                    }
                }
                Kind::Function => {
                    self.enter_function(f, dst, args, n, 0, Value::UNBOUND)?;
                    return Ok(Called::Entered);
                }
                Kind::BoundMethod => {
                    let m = &*payload::<BoundMethod>(f.header_ptr());
                    if is_function(&m.func) {
                        ptr::write(base, m.this.clone());
                        let func = m.func.clone();
                        drop(f);
                        self.enter_function(func, dst, base, n + 1, 0, Value::UNBOUND)?;
                        return Ok(Called::Entered);
                    }
                }
                Kind::Type => return self.construct(f, dst, base, n),
                _ => {}
            }
            self.call_generic(f, args, n, &[])
        }
    }

    /// Calls class `f` with `n` positional arguments behind register `base`.
    ///
    /// # Safety
    /// As of [`Vm::call_registers`].
    #[inline(never)]
    unsafe fn construct(&mut self, f: Value, dst: u16, base: *mut Value, n: usize) -> Res<Called> {
        // SAFETY: the caller's promise; F1, F3, F5; the payload is of the class that `f` is.
        unsafe {
            let ty = &*payload::<Type>(f.header_ptr());
            let Some(init) = ty.maker.get(ty.version.get()) else {
                return self.construct_slowly(f, dst, base, n);
            };
            let co = code_of_word(init);
            let top = base.add((*co).nregs as usize);
            let below = self.frames.top.sub(1);
            let limit = (*below).limit;
            if n as u32 + 1 != (*co).quick_args
                || top > limit
                || self.frames.top >= self.frames.limit
                || self.heap.gc_due()
            {
                return self.construct_slowly(f, dst, base, n);
            }
            let shape: *const Shape = &*ty.root;
            let obj = instance::new_instance_of(&self.heap, &*shape, f)?;
            share_count(init);
            ptr::write(base, obj.clone());
            let mut slot = base.add(n + 1);
            let locals = base.add((*co).nlocals as usize);
            while slot < locals {
                ptr::write(slot, Value::UNBOUND);
                slot = slot.add(1);
            }
            (*below).pc = self.pc;
            let init = Value::from_word(init);
            self.frames
                .push_parts(base, (*co).ops, CTOR, co, init, obj, top, limit);
            (*below.add(1)).dst = dst;
            self.pc = (*co).ops;
            self.tick -= CALL_COST;
            Ok(Called::Entered)
        }
    }

    /// [`Vm::construct`] where something is out of the ordinary.
    #[inline(never)]
    unsafe fn construct_slowly(
        &mut self,
        f: Value,
        dst: u16,
        base: *mut Value,
        n: usize,
    ) -> Res<Called> {
        // SAFETY: the caller's promise.
        unsafe {
            let Some(init) = self.constructor(&f)? else {
                return self.call_generic(f, base.add(1), n, &[]);
            };
            let obj = self.new_plain(&f)?;
            if init.is_unbound() {
                if n != 0 {
                    return Err(self.no_arguments_error(&f));
                }
                return Ok(Called::Value(obj));
            }
            ptr::write(base, obj.clone());
            drop(f);
            self.enter_function(init, dst, base, n + 1, CTOR, obj)?;
            Ok(Called::Entered)
        }
    }

    /// As [`Vm::call_registers`], with a site that may have keyword arguments: their values follow
    /// the positional ones. `code` is the running code.
    ///
    /// # Safety
    /// As of [`Vm::call_registers`].
    #[inline(never)]
    pub(super) unsafe fn call_site(
        &mut self,
        f: Value,
        dst: u16,
        base: *mut Value,
        site: &Site,
        code: *const CodeObject,
    ) -> Res<Called> {
        // SAFETY: the caller's promise.
        unsafe {
            let n = site.argc as usize;
            if site.kwnames == Site::NO_KW {
                if f.header().is_some_and(|h| h.kind() == Kind::Type) {
                    return self.construct(f, dst, base, n);
                }
                return self.call_registers(f, dst, base, n);
            }
            let names = names_of(code, site);
            self.call_registers_kw(f, dst, base.add(1), n + names.len(), names)
        }
    }

    /// As [`Vm::call_site`], the receiver standing in `base`: `f` is what its type has.
    ///
    /// # Safety
    /// As of [`Vm::call_registers`].
    #[inline(never)]
    pub(super) unsafe fn call_site_method(
        &mut self,
        f: Value,
        dst: u16,
        base: *mut Value,
        site: &Site,
        code: *const CodeObject,
    ) -> Res<Called> {
        // SAFETY: the caller's promise.
        unsafe {
            let n = site.argc as usize + 1;
            if site.kwnames != Site::NO_KW {
                let names = names_of(code, site);
                return self.call_registers_kw(f, dst, base, n + names.len(), names);
            }
            if is_function(&f) {
                self.enter_function(f, dst, base, n, 0, Value::UNBOUND)?;
                return Ok(Called::Entered);
            }
            self.call_generic(f, base, n, &[])
        }
    }

    /// Calls `f` with `n` arguments at `args`, the last of them by keyword; takes them.
    ///
    /// # Safety
    /// As of [`Vm::call_registers`].
    #[inline(never)]
    pub(super) unsafe fn call_registers_kw(
        &mut self,
        f: Value,
        dst: u16,
        args: *mut Value,
        n: usize,
        names: &[Value],
    ) -> Res<Called> {
        if is_function(&f) {
            self.push_call_kw(f, dst, args, n, names)?;
            return Ok(Called::Entered);
        }
        // SAFETY: the caller's promise.
        unsafe { self.call_generic(f, args, n, names) }
    }

    /// Any call, through the protocol.
    unsafe fn call_generic(
        &mut self,
        f: Value,
        args: *mut Value,
        n: usize,
        names: &[Value],
    ) -> Res<Called> {
        self.tick -= CALL_COST;
        // SAFETY: the caller's promise: the arguments stay where they are, nobody else writes the
        // running frame's temporaries.
        let r = unsafe {
            let args = std::slice::from_raw_parts(args, n);
            self.call_args(&f, CallArgs { args, names })
        };
        // SAFETY: as above.
        unsafe { release_run(args, n) };
        r.map(Called::Value)
    }

    /// Calls a native row with `n` arguments at `args`, if it takes as many.
    ///
    /// # Safety
    /// As of [`Vm::call_registers`].
    #[inline(never)]
    pub(super) unsafe fn call_native_method(
        &mut self,
        def: &MethodDef,
        args: *mut Value,
        n: usize,
    ) -> Res<Called> {
        if n < def.min as usize || n > def.max as usize {
            return Err(self.arity_error(def, args, n));
        }
        // SAFETY: the caller's promise.
        unsafe { self.call_row(def, args, n) }
    }

    /// Calls a native row with `n` arguments at `args`.
    unsafe fn call_row(&mut self, def: &MethodDef, args: *mut Value, n: usize) -> Res<Called> {
        self.tick -= CALL_COST;
        // SAFETY: as in `call_generic`.
        let r = unsafe {
            let pos = std::slice::from_raw_parts(args, n);
            (def.func)(self, Args { pos, kw: &[] })
        };
        // SAFETY: as above.
        unsafe { release_run(args, n) };
        r.map(Called::Value)
    }

    /// Enters the Python function that `o[i]` calls, its result going to register `dst`; tells
    /// whether there is one (if not, nothing has happened).
    ///
    /// # Safety
    /// R3; `dst` is a register of the running frame.
    pub(super) unsafe fn enter_get_item(&mut self, o: &Value, i: &Value, dst: u16) -> Res<bool> {
        use crate::types::dunder::py_get_item;
        let by_python = |f| ptr::fn_addr_eq(f, py_get_item as fn(&mut Vm, &Value, &Value) -> Res);
        if !self.slots(o).get_item.is_some_and(by_python) {
            return Ok(false);
        }
        let Some(func) = self.lookup_special(o, N::__getitem__)? else {
            return Ok(false);
        };
        if !is_function(&func) {
            return Ok(false);
        }
        // SAFETY: F1, F3, F5: behind the running frame's registers none is in use.
        unsafe {
            let co = code_of_word(func.word());
            let running = &*self.frames.top.sub(1);
            let (args, limit) = (running.top, running.limit);
            let top = args.wrapping_add((*co).nregs as usize);
            if (*co).quick_args != 2 || top > limit || self.frames.top >= self.frames.limit {
                self.push_item_call(func, o, i, dst)?;
                return Ok(true);
            }
            ptr::write(args, o.clone());
            ptr::write(args.add(1), i.clone());
            self.enter_function(func, dst, args, 2, 0, Value::UNBOUND)?;
        }
        Ok(true)
    }

    /// Enters function `func` with `n` arguments at `args`: in place if they need no binding and the
    /// window fits.
    unsafe fn enter_function(
        &mut self,
        func: Value,
        dst: u16,
        args: *mut Value,
        n: usize,
        flags: u8,
        extra: Value,
    ) -> Res<()> {
        // SAFETY: the caller's promise; F1, F3, F5.
        unsafe {
            let co = code_of_word(func.word());
            let top = args.add((*co).nregs as usize);
            let limit = (*self.frames.top.sub(1)).limit;
            if n as u32 != (*co).quick_args || top > limit || self.frames.top >= self.frames.limit {
                return self.push_call(func, dst, args, n, flags, extra);
            }
            for i in n..(*co).nlocals as usize {
                ptr::write(args.add(i), Value::UNBOUND);
            }
            (*self.frames.top.sub(1)).pc = self.pc;
            self.frames
                .push_parts(args, (*co).ops, flags, co, func, extra, top, limit);
            (*self.frames.top.sub(1)).dst = dst;
            self.pc = (*co).ops;
            self.tick -= CALL_COST;
            Ok(())
        }
    }
}

/// Keyword names of a site.
///
/// # Safety
/// The site is one of `code`, and has keyword arguments.
unsafe fn names_of<'a>(code: *const CodeObject, site: &Site) -> &'a [Value] {
    // SAFETY: R1: the constant is a tuple, which the running code holds.
    unsafe {
        let names = &*super::fast::consts_of(code).add(site.kwnames as usize);
        (*payload::<Tuple>(names.header_ptr())).items()
    }
}
