//! One instruction in full.
//!
//! The loop (`run`) does the common case of the common instructions itself, and hands every other
//! one to [`Vm::step`], which has the meaning of them all. What both do, both do alike: a case that
//! the loop has may come here as well.

use super::Vm;
use super::error::{Raised, Res};
use super::fast::*;
use super::frame::{CTOR, CacheKind, ENTRY, GEN, Running};
use super::generator::suspend_frame;
use super::invoke::Called;
use super::iterate::{Next, fast_next, resumable};
use crate::code::opcodes::*;
use crate::code::{Op, Site};
use crate::memory::header::{Header, IMMORTAL_BIT, payload};
use crate::memory::inline::Tuple;
use crate::memory::value::Value;
use crate::types::cell::Cell;
use crate::vm::typedef::MethodDef;
use std::ptr;

/// What follows an instruction.
pub(super) enum Flow {
    /// The next one, where the [`Running`] says.
    Go,
    /// Nothing: the entry frame was left.
    Over(Res),
}

/// Why an instruction didn't end in order.
enum Exit {
    /// An exception; `true`: add a traceback entry for the running frame.
    Raise(Raised, bool),
    /// The entry frame returned or yielded.
    Done(Value),
    /// No reason: on to the next instruction.
    Next,
}

/// Releases a register's old word; tells whether finalizers wait.
#[inline(always)]
unsafe fn release(vm: &Vm, word: u64) -> bool {
    // SAFETY: the caller owns the count of `word` (a register's old content).
    unsafe {
        let v = std::mem::ManuallyDrop::new(Value::from_word(word));
        if v.is_ptr() {
            let h = &*v.header_ptr();
            let rc = h.rc.get();
            if rc & IMMORTAL_BIT == 0 {
                if rc == 1 {
                    return release_last(vm, v.header_ptr());
                }
                h.rc.set(rc - 1);
            }
        }
        false
    }
}

#[inline(never)]
unsafe fn release_last(vm: &Vm, h: *mut Header) -> bool {
    // SAFETY: as in `release`: this was the last count.
    unsafe { crate::memory::release::release_last(h) };
    vm.heap.pending()
}

impl Vm {
    /// Executes the instruction at `at`, whatever it takes, and tells in `at` where to go on.
    // Registers are reloaded by macros, also where the next step leaves the loop.
    #[allow(unused_assignments)]
    ///
    /// # Safety
    /// `at` is where the top frame is, at an instruction; the invariants of `run`.
    #[inline(never)]
    pub(super) unsafe fn step(&mut self, at: &mut Running) -> Flow {
        let vm = self;
        let Running {
            mut regs,
            mut pc,
            mut code,
        } = *at;

        macro_rules! load_frame {
            () => {{
                let f = &*vm.frames.top.sub(1);
                regs = f.regs;
                pc = f.pc;
                code = f.code;
            }};
        }
        macro_rules! nlocals {
            () => {
                (*code).nlocals as usize
            };
        }
        macro_rules! reg {
            ($r:expr) => {
                regs.add($r.0 as usize)
            };
        }
        macro_rules! word {
            ($r:expr) => {
                *(reg!($r) as *const u64)
            };
        }
        macro_rules! k {
            ($k:expr) => {
                &*consts_of(code).add($k.0 as usize)
            };
        }
        macro_rules! site {
            ($s:expr) => {
                &mut *caches_of(code).add($s.0 as usize)
            };
        }

        // SAFETY: the caller's promise.
        unsafe {
            let exit: Exit = 'exec: {
                macro_rules! fail {
                    ($e:expr) => {{
                        vm.pc = pc;
                        break 'exec Exit::Raise($e, true);
                    }};
                }
                macro_rules! tri {
                    ($e:expr) => {{
                        vm.pc = pc;
                        match $e {
                            Ok(v) => v,
                            Err(e) => break 'exec Exit::Raise(e, true),
                        }
                    }};
                }
                /// Runs waiting finalizers between two instructions.
                macro_rules! drain {
                    () => {{
                        vm.pc = pc;
                        if let Err(e) = vm.drain() {
                            break 'exec Exit::Raise(e, true);
                        }
                    }};
                }
                macro_rules! poll {
                    () => {{
                        if vm.heap.pending() {
                            drain!();
                        }
                    }};
                }
                macro_rules! release {
                    ($w:expr) => {{
                        if release(vm, $w) {
                            drain!();
                        }
                    }};
                }
                /// Writes an owned word into a register and releases what was there.
                macro_rules! put_word {
                    ($d:expr, $w:expr) => {{
                        let slot = reg!($d) as *mut u64;
                        let new: u64 = $w;
                        let old = ptr::replace(slot, new);
                        release!(old);
                    }};
                }
                macro_rules! put {
                    ($d:expr, $v:expr) => {{
                        let v: Value = $v;
                        put_word!($d, v.into_word());
                    }};
                }
                /// Ends a temporary that was read.
                macro_rules! consume {
                    ($s:expr) => {{
                        if $s.0 as usize >= nlocals!() {
                            let slot = reg!($s) as *mut u64;
                            let w = *slot;
                            if w & 7 == 2 {
                                *slot = 0;
                                release!(w);
                            }
                        }
                    }};
                    ($s:expr, $d:expr) => {{
                        if $s.0 != $d.0 {
                            consume!($s);
                        }
                    }};
                }
                /// The value of a source: a temporary is moved out, a local cloned.
                macro_rules! take {
                    ($s:expr) => {{
                        if $s.0 as usize >= nlocals!() {
                            Value::from_word(ptr::replace(reg!($s) as *mut u64, 0))
                        } else {
                            (*reg!($s)).clone()
                        }
                    }};
                }
                /// Looks at fuel and interrupts before the next instruction, which is the one that
                /// an error here belongs to.
                macro_rules! safepoint {
                    () => {{
                        vm.pc = pc;
                        if let Err(e) = vm.safepoint() {
                            vm.pc = pc.add(1);
                            break 'exec Exit::Raise(e, true);
                        }
                    }};
                }
                /// As `tri!` for the first part of a fused instruction, which has a position of
                /// its own.
                macro_rules! tri_inner {
                    ($e:expr) => {{
                        vm.pc = pc;
                        match $e {
                            Ok(v) => v,
                            Err(e) => {
                                vm.inner_fault = true;
                                break 'exec Exit::Raise(e, true);
                            }
                        }
                    }};
                }
                macro_rules! jump {
                    ($off:expr) => {{
                        let off = $off.0 as isize;
                        pc = pc.offset(off);
                        if off < 0 {
                            vm.tick += off as i64;
                            if vm.tick < 0 {
                                safepoint!();
                            }
                        }
                    }};
                }
                macro_rules! binary {
                    ($op:ident, $d:expr, $a:expr, $b:expr) => {{
                        vm.pc = pc;
                        match slow_binary(vm, regs, nlocals!(), BinOp::$op, $d.0, $a.0, $b.0) {
                            Ok(()) => poll!(),
                            Err(e) => fail!(e),
                        }
                    }};
                }
                macro_rules! value_binary {
                    ($op:ident, $d:expr, $k:expr, $b:expr) => {{
                        let v = tri!(vm.binary(BinOp::$op, k!($k), &*reg!($b)));
                        put!($d, v);
                        consume!($b, $d);
                        poll!();
                    }};
                }
                macro_rules! binary_value {
                    ($op:ident, $d:expr, $a:expr, $v:expr) => {{
                        vm.pc = pc;
                        match slow_binary_value(vm, regs, nlocals!(), BinOp::$op, $d.0, $a.0, $v) {
                            Ok(()) => poll!(),
                            Err(e) => fail!(e),
                        }
                    }};
                }
                macro_rules! inplace {
                    ($op:expr, $a:expr, $b:expr) => {{
                        let v = tri!(vm.inplace($op, &*reg!($a), &*reg!($b)));
                        put!($a, v);
                        consume!($b);
                        poll!();
                    }};
                }
                macro_rules! inplace_value {
                    ($op:expr, $a:expr, $imm:expr) => {{
                        let i = Value::int($imm.0 as i64);
                        let v = tri!(vm.inplace($op, &*reg!($a), &i));
                        put!($a, v);
                        poll!();
                    }};
                }
                macro_rules! compare {
                    ($op:ident, $d:expr, $a:expr, $b:expr) => {{
                        let v = tri!(vm.compare(CmpOp::$op, &*reg!($a), &*reg!($b)));
                        put!($d, v);
                        consume!($a, $d);
                        consume!($b, $d);
                        poll!();
                    }};
                }
                /// Compares and jumps when the outcome is `$want`.
                macro_rules! branch {
                    ($op:ident, $a:expr, $b:expr, $off:expr, $want:literal) => {{
                        let c = tri!(vm.compare_bool(CmpOp::$op, &*reg!($a), &*reg!($b)));
                        consume!($a);
                        consume!($b);
                        poll!();
                        if c == $want {
                            jump!($off);
                        }
                    }};
                }
                macro_rules! branch_imm {
                    ($op:ident, $a:expr, $imm:expr, $off:expr, $want:literal) => {{
                        let i = Value::int($imm.0 as i64);
                        let c = tri!(vm.compare_bool(CmpOp::$op, &*reg!($a), &i));
                        consume!($a);
                        poll!();
                        if c == $want {
                            jump!($off);
                        }
                    }};
                }
                macro_rules! branch_const {
                    ($op:ident, $a:expr, $k:expr, $off:expr, $want:literal) => {{
                        let v = k!($k);
                        let c = tri!(vm.compare_bool(CmpOp::$op, &*reg!($a), v));
                        consume!($a);
                        poll!();
                        if c == $want {
                            jump!($off);
                        }
                    }};
                }
                /// Truth of a register; consumes it.
                macro_rules! truth {
                    ($a:expr) => {{
                        let w = word!($a);
                        if w == Value::TRUE.word() {
                            true
                        } else if w == Value::FALSE.word() || w == Value::NONE.word() || w == 0 {
                            false
                        } else if w & 3 == 0 {
                            true
                        } else {
                            let t = tri!(vm.truthy(&*reg!($a)));
                            consume!($a);
                            poll!();
                            t
                        }
                    }};
                }
                /// What a call out of line has come to.
                macro_rules! called {
                    ($d:expr, $r:expr) => {{
                        match tri!($r) {
                            Called::Value(v) => {
                                put!($d, v);
                                poll!();
                            }
                            Called::Entered => load_frame!(),
                        }
                    }};
                }
                macro_rules! names_of {
                    ($s:expr) => {{
                        match &*consts_of(code).add($s.kwnames as usize) {
                            v => (*payload::<Tuple>(v.header_ptr())).items(),
                        }
                    }};
                }
                /// Hands `$v` to the frame below as the result of this one, which is released.
                macro_rules! leave {
                    ($v:expr) => {{
                        let result: u64 = $v;
                        let mut slot = regs as *mut u64;
                        let locals = slot.add(nlocals!());
                        while slot < locals {
                            let w = *slot;
                            if w & 7 == 2 {
                                *slot = 0;
                                release(vm, w);
                            }
                            slot = slot.add(1);
                        }
                        let mut v = Value::from_word(result);
                        let f = vm.frames.pop().unwrap_unchecked();
                        let (flags, dst) = (f.flags, f.dst);
                        if flags & CTOR != 0 {
                            if !v.is_none() {
                                let e = vm.init_result_error(&v);
                                drop(f);
                                if flags & ENTRY != 0 {
                                    return Flow::Over(Err(e));
                                }
                                load_frame!();
                                fail!(e);
                            }
                            v = f.extra;
                            drop(f.func);
                        } else if flags & GEN != 0 {
                            vm.generator_done(f.extra);
                            drop(f.func);
                            if flags & ENTRY == 0 {
                                // Resumed by an instruction of the frame below.
                                load_frame!();
                                match *pc.sub(1) {
                                    Op::ForIter { it, off, .. } => {
                                        drop(v);
                                        put_word!(it, 0);
                                        jump!(off);
                                    }
                                    Op::ForLoop { it, .. } => {
                                        drop(v);
                                        put_word!(it, 0);
                                    }
                                    Op::YieldFrom { d, it, .. } => {
                                        put_word!(it, 0);
                                        put!(d, v);
                                    }
                                    // `send` says by an exception that it is over.
                                    Op::CallMethod { base, .. } => {
                                        put_word!(base, 0);
                                        fail!(vm.generator_returned(v));
                                    }
                                    _ => {
                                        debug_assert!(false, "resumed by another instruction");
                                        drop(v);
                                    }
                                }
                                poll!();
                                break 'exec Exit::Next;
                            }
                            break 'exec Exit::Done(v);
                        } else {
                            drop(f.func);
                            drop(f.extra);
                        }
                        if flags & ENTRY != 0 {
                            break 'exec Exit::Done(v);
                        }
                        load_frame!();
                        put_word!(Dst(dst), v.into_word());
                        poll!();
                    }};
                }
                /// Suspends the running generator frame with `$v`; what is sent next will arrive in
                /// `$dst`.
                macro_rules! suspend {
                    ($v:expr, $dst:expr) => {{
                        let v: Value = $v;
                        let mut dst: u16 = $dst;
                        loop {
                            let flags = (*vm.frames.top.sub(1)).flags;
                            drop(suspend_frame(vm, pc, code, dst));
                            if flags & ENTRY != 0 {
                                break 'exec Exit::Done(v);
                            }
                            load_frame!();
                            match *pc.sub(1) {
                                Op::ForIter { d, .. } => {
                                    put_word!(d, v.into_word());
                                    break;
                                }
                                Op::ForLoop { d, off, .. } => {
                                    put_word!(d, v.into_word());
                                    jump!(off);
                                    break;
                                }
                                // The frame below delegates: it yields in its turn, and will
                                // execute its `YieldFrom` again, with what is sent to it.
                                Op::YieldFrom { v: sent, .. } => {
                                    dst = sent.0;
                                    pc = pc.sub(1);
                                }
                                Op::CallMethod { d, base, .. } => {
                                    put_word!(base, 0);
                                    put_word!(d, v.into_word());
                                    break;
                                }
                                _ => {
                                    debug_assert!(false, "resumed by another instruction");
                                    break;
                                }
                            }
                        }
                    }};
                }
                /// Resumes suspended generator `$g` (a borrowed register) with `$sent`.
                macro_rules! resume {
                    ($g:expr, $sent:expr) => {{
                        vm.pc = pc;
                        match vm.enter_generator($g, $sent, 0) {
                            Ok(()) => load_frame!(),
                            Err(e) => fail!(e),
                        }
                    }};
                }

                let op = &*pc;
                pc = pc.add(1);
                match *op {
                    Op::Nop {} => {}
                    Op::Move { d, s } => {
                        let v = take!(s);
                        put!(d, v);
                    }
                    Op::Copy { d, s } => {
                        let v = (*reg!(s)).clone();
                        put!(d, v);
                    }
                    Op::LoadConst { d, k } => {
                        let v = (k!(k)).clone();
                        put!(d, v);
                    }
                    Op::LoadInt { d, imm } => {
                        put_word!(d, Value::int(imm.0 as i64).into_word())
                    }
                    Op::LoadNone { d } => put_word!(d, Value::NONE.word()),
                    Op::LoadBool { flags, d } => {
                        put_word!(d, Value::bool(flags.0 == 1).into_word())
                    }
                    Op::Clear { r } => {
                        let w = ptr::replace(reg!(r) as *mut u64, Value::UNBOUND.word());
                        release!(w);
                    }
                    Op::CheckBound { r } => {
                        if (*reg!(r)).is_unbound() {
                            fail!(vm.unbound_local(r.0));
                        }
                    }
                    Op::DelLocal { r } => {
                        if (*reg!(r)).is_unbound() {
                            fail!(vm.unbound_local(r.0));
                        }
                        let w = ptr::replace(reg!(r) as *mut u64, Value::UNBOUND.word());
                        release!(w);
                    }

                    // ---- cells ----
                    Op::MakeCell { r } => {
                        let value = Value::from_word(ptr::replace(
                            reg!(r) as *mut u64,
                            Value::UNBOUND.word(),
                        ));
                        let c = tri!(vm.alloc(crate::types::registry::T::Cell, Cell { value }));
                        put_word!(r, c.into_word());
                    }
                    Op::LoadCell { d, r } => {
                        let v = &(*payload::<Cell>((*reg!(r)).header_ptr())).value;
                        if v.is_unbound() {
                            fail!(vm.unbound_local(r.0));
                        }
                        let v = v.clone();
                        put!(d, v);
                    }
                    Op::StoreCell { r, s } => {
                        let v = take!(s);
                        let slot = &raw mut (*payload::<Cell>((*reg!(r)).header_ptr())).value;
                        let old = ptr::replace(slot as *mut u64, v.into_word());
                        release!(old);
                    }
                    Op::DelCell { r } => {
                        let slot = &raw mut (*payload::<Cell>((*reg!(r)).header_ptr())).value;
                        let old = ptr::replace(slot as *mut u64, Value::UNBOUND.word());
                        if old == Value::UNBOUND.word() {
                            fail!(vm.unbound_local(r.0));
                        }
                        release!(old);
                    }
                    Op::LoadFree { d, i } => {
                        let v = &(*free_cell(vm, i.0)).value;
                        if v.is_unbound() {
                            fail!(vm.unbound_free(i.0));
                        }
                        let v = v.clone();
                        put!(d, v);
                    }
                    Op::StoreFree { i, s } => {
                        let v = take!(s);
                        let slot = &raw mut (*free_cell(vm, i.0)).value;
                        let old = ptr::replace(slot as *mut u64, v.into_word());
                        release!(old);
                    }
                    Op::DelFree { i } => {
                        let slot = &raw mut (*free_cell(vm, i.0)).value;
                        let old = ptr::replace(slot as *mut u64, Value::UNBOUND.word());
                        if old == Value::UNBOUND.word() {
                            fail!(vm.unbound_free(i.0));
                        }
                        release!(old);
                    }
                    Op::LoadFreeCell { d, i } => {
                        let v = free_cell_value(vm, i.0).clone();
                        put!(d, v);
                    }
                    Op::LoadClassFree { d, i, k } => {
                        let name = (k!(k)).clone();
                        let found = tri!(vm.load_class_free(i.0, &name));
                        put!(d, found);
                    }

                    Op::LoadFromClass { d, i, k } => {
                        let name = (k!(k)).clone();
                        let found = tri!(vm.load_from_class(i.0, &name));
                        put!(d, found);
                        poll!();
                    }

                    // ---- names ----
                    Op::LoadGlobal { d, site } => {
                        let c = site!(site);
                        let v = match cached_global(vm, c) {
                            Some(v) => v.clone(),
                            None => tri!(vm.load_global(c, site.0)),
                        };
                        put!(d, v);
                    }
                    Op::StoreGlobal { s, name } => {
                        let v = take!(s);
                        let name = name_at(code, name.0 as usize);
                        let old = tri!(vm.store_global(name, v));
                        release!(old.into_word());
                    }
                    Op::DelGlobal { name } => {
                        let name = name_at(code, name.0 as usize).clone();
                        tri!(vm.delete_global(&name));
                        poll!();
                    }
                    Op::LoadName { d, name } => {
                        let name = name_at(code, name.0 as usize);
                        let v = tri!(vm.load_name(name));
                        put!(d, v);
                    }
                    Op::StoreName { s, name } => {
                        let v = take!(s);
                        let name = name_at(code, name.0 as usize);
                        tri!(vm.store_name(name, v));
                        poll!();
                    }
                    Op::DelName { name } => {
                        let name = name_at(code, name.0 as usize);
                        tri!(vm.delete_name(name));
                        poll!();
                    }
                    Op::SetupAnnotations {} => {
                        tri!(vm.setup_annotations());
                    }

                    // ---- attributes and items ----
                    Op::LoadAttr { d, o, site } => {
                        let c = site!(site);
                        let obj = &*reg!(o);
                        let v = match cached_attr(obj, c) {
                            Some(v) => v,
                            None => tri!(vm.load_attr(obj, c, site.0)),
                        };
                        put!(d, v);
                        consume!(o, d);
                        poll!();
                    }
                    Op::StoreAttr { o, v, site } => {
                        let c = site!(site);
                        let obj = &*reg!(o);
                        if let Some(slot) = cached_store(obj, c) {
                            let new = take!(v);
                            let old = ptr::replace(slot as *mut u64, new.into_word());
                            release!(old);
                        } else {
                            let new = take!(v);
                            tri!(vm.store_attr(obj, new, c, site.0));
                        }
                        consume!(o);
                        poll!();
                    }
                    Op::DelAttr { o, name } => {
                        let name = name_at(code, name.0 as usize);
                        tri!(vm.del_attr(&*reg!(o), name));
                        consume!(o);
                        poll!();
                    }
                    Op::GetItem { d, o, i } => {
                        let v = match fast_item(&*reg!(o), word!(i)) {
                            Some(v) => v.clone(),
                            None => match dict_item(&*reg!(o), &*reg!(i)) {
                                Some(v) => v.clone(),
                                None => {
                                    if tri!(vm.enter_get_item(&*reg!(o), &*reg!(i), d.0)) {
                                        // The callee holds both.
                                        consume!(o, d);
                                        consume!(i, d);
                                        load_frame!();
                                        break 'exec Exit::Next;
                                    }
                                    tri!(vm.get_item(&*reg!(o), &*reg!(i)))
                                }
                            },
                        };
                        put!(d, v);
                        consume!(o, d);
                        consume!(i, d);
                        poll!();
                    }
                    Op::GetItemI { d, o, imm } => {
                        let w = Value::int(imm.0 as i64).into_word();
                        let v = match fast_item(&*reg!(o), w) {
                            Some(v) => v.clone(),
                            None => {
                                let i = Value::int(imm.0 as i64);
                                if tri!(vm.enter_get_item(&*reg!(o), &i, d.0)) {
                                    consume!(o, d);
                                    load_frame!();
                                    break 'exec Exit::Next;
                                }
                                tri!(vm.get_item(&*reg!(o), &i))
                            }
                        };
                        put!(d, v);
                        consume!(o, d);
                        poll!();
                    }
                    Op::GetItemK { d, o, k } => {
                        let key = k!(k);
                        let obj = &*reg!(o);
                        let v = match dict_item(obj, key) {
                            Some(v) => v.clone(),
                            None => {
                                if tri!(vm.enter_get_item(obj, key, d.0)) {
                                    consume!(o, d);
                                    load_frame!();
                                    break 'exec Exit::Next;
                                }
                                tri!(vm.get_item(obj, key))
                            }
                        };
                        put!(d, v);
                        consume!(o, d);
                        poll!();
                    }
                    Op::SetItem { o, i, v } => {
                        match fast_item_slot(&*reg!(o), word!(i)) {
                            Some(slot) => {
                                let new = take!(v);
                                let old = ptr::replace(slot as *mut u64, new.into_word());
                                release!(old);
                            }
                            None => {
                                tri!(vm.set_item(&*reg!(o), &*reg!(i), &*reg!(v)));
                                consume!(v);
                            }
                        }
                        consume!(o);
                        consume!(i);
                        poll!();
                    }
                    Op::SetItemK { o, k, v } => {
                        tri!(vm.set_item(&*reg!(o), k!(k), &*reg!(v)));
                        consume!(v);
                        consume!(o);
                        poll!();
                    }
                    Op::DelItem { o, i } => {
                        tri!(vm.del_item(&*reg!(o), &*reg!(i)));
                        consume!(o);
                        consume!(i);
                        poll!();
                    }
                    Op::GetSlice { d, o, base } => {
                        let v = tri!(vm.get_slice(&*reg!(o), &*reg!(base), &*reg!(base).add(1)));
                        clear_run(vm, reg!(base), 2);
                        put!(d, v);
                        consume!(o, d);
                        poll!();
                    }
                    Op::GetSliceBy { d, o, base } => {
                        let b = reg!(base);
                        let v = tri!(vm.get_slice_by(&*reg!(o), &*b, &*b.add(1), &*b.add(2)));
                        clear_run(vm, b, 3);
                        put!(d, v);
                        consume!(o, d);
                        poll!();
                    }
                    Op::SetSlice { v, o, base } => {
                        let b = reg!(base);
                        tri!(vm.set_slice(&*reg!(o), &*b, &*b.add(1), &*reg!(v)));
                        clear_run(vm, b, 2);
                        consume!(v);
                        consume!(o);
                        poll!();
                    }
                    Op::BuildSlice { d, base, n } => {
                        let step = if n.0 == 3 {
                            (*reg!(base).add(2)).clone()
                        } else {
                            Value::NONE
                        };
                        let v = tri!(vm.new_slice(&*reg!(base), &*reg!(base).add(1), &step));
                        clear_run(vm, reg!(base), n.0 as usize);
                        put!(d, v);
                    }

                    // ---- arithmetic ----
                    Op::Add { d, a, b } => binary!(Add, d, a, b),
                    Op::Sub { d, a, b } => binary!(Sub, d, a, b),
                    Op::Mul { d, a, b } => binary!(Mul, d, a, b),
                    Op::TrueDiv { d, a, b } => binary!(TrueDiv, d, a, b),
                    Op::FloorDiv { d, a, b } => binary!(FloorDiv, d, a, b),
                    Op::Mod { d, a, b } => binary!(Mod, d, a, b),
                    Op::Pow { d, a, b } => binary!(Pow, d, a, b),
                    Op::LShift { d, a, b } => binary!(LShift, d, a, b),
                    Op::RShift { d, a, b } => binary!(RShift, d, a, b),
                    Op::And { d, a, b } => binary!(And, d, a, b),
                    Op::Or { d, a, b } => binary!(Or, d, a, b),
                    Op::Xor { d, a, b } => binary!(Xor, d, a, b),
                    Op::MatMul { d, a, b } => binary!(MatMul, d, a, b),
                    Op::AddI { d, a, imm } => binary_value!(Add, d, a, &Value::int(imm.0 as i64)),
                    Op::SubI { d, a, imm } => binary_value!(Sub, d, a, &Value::int(imm.0 as i64)),
                    Op::MulI { d, a, imm } => binary_value!(Mul, d, a, &Value::int(imm.0 as i64)),
                    Op::FloorDivI { d, a, imm } => {
                        binary_value!(FloorDiv, d, a, &Value::int(imm.0 as i64))
                    }
                    Op::ModI { d, a, imm } => binary_value!(Mod, d, a, &Value::int(imm.0 as i64)),
                    Op::AndI { d, a, imm } => binary_value!(And, d, a, &Value::int(imm.0 as i64)),
                    Op::LShiftI { d, a, imm } => {
                        binary_value!(LShift, d, a, &Value::int(imm.0 as i64))
                    }
                    Op::RShiftI { d, a, imm } => {
                        binary_value!(RShift, d, a, &Value::int(imm.0 as i64))
                    }
                    Op::AddK { d, a, k } => binary_value!(Add, d, a, k!(k)),
                    Op::SubK { d, a, k } => binary_value!(Sub, d, a, k!(k)),
                    Op::MulK { d, a, k } => binary_value!(Mul, d, a, k!(k)),
                    Op::TrueDivK { d, a, k } => binary_value!(TrueDiv, d, a, k!(k)),
                    Op::KAdd { d, k, b } => value_binary!(Add, d, k, b),
                    Op::KSub { d, k, b } => value_binary!(Sub, d, k, b),
                    Op::KMul { d, k, b } => value_binary!(Mul, d, k, b),
                    Op::KTrueDiv { d, k, b } => value_binary!(TrueDiv, d, k, b),
                    Op::IAdd { a, b } => {
                        if tri!(append_str(vm, &mut *reg!(a), &*reg!(b))) {
                            consume!(b);
                        } else {
                            inplace!(BinOp::Add, a, b);
                        }
                    }
                    Op::ISub { a, b } => inplace!(BinOp::Sub, a, b),
                    Op::IMul { a, b } => inplace!(BinOp::Mul, a, b),
                    Op::IAddI { a, imm } => inplace_value!(BinOp::Add, a, imm),
                    Op::ISubI { a, imm } => inplace_value!(BinOp::Sub, a, imm),
                    Op::IBinary { flags, a, b } => {
                        inplace!(bin_op(flags), a, b);
                    }
                    Op::Unary { flags, d, a } => {
                        let v = tri!(vm.unary(unary_op(flags), &*reg!(a)));
                        put!(d, v);
                        consume!(a, d);
                        poll!();
                    }
                    Op::Not { d, a } => {
                        let t = truth!(a);
                        put_word!(d, Value::bool(!t).into_word());
                    }

                    // ---- comparison ----
                    Op::Lt { d, a, b } => compare!(Lt, d, a, b),
                    Op::Le { d, a, b } => compare!(Le, d, a, b),
                    Op::Eq { d, a, b } => compare!(Eq, d, a, b),
                    Op::Ne { d, a, b } => compare!(Ne, d, a, b),
                    Op::Gt { d, a, b } => compare!(Gt, d, a, b),
                    Op::Ge { d, a, b } => compare!(Ge, d, a, b),
                    Op::Is { flags, d, a, b } => {
                        let same = word!(a) == word!(b);
                        put_word!(d, Value::bool(same == (flags.0 == 0)).into_word());
                        consume!(a, d);
                        consume!(b, d);
                    }
                    Op::In { flags, d, a, b } => {
                        let found = tri!(vm.contains(&*reg!(b), &*reg!(a)));
                        put_word!(d, Value::bool(found == (flags.0 == 0)).into_word());
                        consume!(a, d);
                        consume!(b, d);
                        poll!();
                    }

                    // ---- jumps ----
                    Op::Jump { off } => jump!(off),
                    Op::JumpIf { a, off } => {
                        if truth!(a) {
                            jump!(off);
                        }
                    }
                    Op::JumpIfNot { a, off } => {
                        if !truth!(a) {
                            jump!(off);
                        }
                    }
                    Op::JumpIfKeep { a, off } => {
                        if tri!(vm.truthy(&*reg!(a))) {
                            jump!(off);
                        } else {
                            put_word!(a, 0);
                        }
                        poll!();
                    }
                    Op::JumpIfNotKeep { a, off } => {
                        if tri!(vm.truthy(&*reg!(a))) {
                            put_word!(a, 0);
                        } else {
                            jump!(off);
                        }
                        poll!();
                    }
                    Op::JumpIfNone { a, off } => {
                        if word!(a) == Value::NONE.word() {
                            jump!(off);
                        } else {
                            consume!(a);
                        }
                    }
                    Op::JumpIfNotNone { a, off } => {
                        if word!(a) != Value::NONE.word() {
                            consume!(a);
                            jump!(off);
                        }
                    }
                    Op::JLt { a, b, off } => branch!(Lt, a, b, off, true),
                    Op::JLe { a, b, off } => branch!(Le, a, b, off, true),
                    Op::JEq { a, b, off } => branch!(Eq, a, b, off, true),
                    Op::JNe { a, b, off } => branch!(Ne, a, b, off, true),
                    Op::JGt { a, b, off } => branch!(Gt, a, b, off, true),
                    Op::JGe { a, b, off } => branch!(Ge, a, b, off, true),
                    Op::JNLt { a, b, off } => branch!(Lt, a, b, off, false),
                    Op::JNLe { a, b, off } => branch!(Le, a, b, off, false),
                    Op::JNEq { a, b, off } => branch!(Eq, a, b, off, false),
                    Op::JNNe { a, b, off } => branch!(Ne, a, b, off, false),
                    Op::JNGt { a, b, off } => branch!(Gt, a, b, off, false),
                    Op::JNGe { a, b, off } => branch!(Ge, a, b, off, false),
                    Op::JLtI { a, imm, off } => branch_imm!(Lt, a, imm, off, true),
                    Op::JLeI { a, imm, off } => branch_imm!(Le, a, imm, off, true),
                    Op::JEqI { a, imm, off } => branch_imm!(Eq, a, imm, off, true),
                    Op::JNeI { a, imm, off } => branch_imm!(Ne, a, imm, off, true),
                    Op::JGtI { a, imm, off } => branch_imm!(Gt, a, imm, off, true),
                    Op::JGeI { a, imm, off } => branch_imm!(Ge, a, imm, off, true),
                    Op::JNLtI { a, imm, off } => branch_imm!(Lt, a, imm, off, false),
                    Op::JNLeI { a, imm, off } => branch_imm!(Le, a, imm, off, false),
                    Op::JNEqI { a, imm, off } => branch_imm!(Eq, a, imm, off, false),
                    Op::JNNeI { a, imm, off } => branch_imm!(Ne, a, imm, off, false),
                    Op::JNGtI { a, imm, off } => branch_imm!(Gt, a, imm, off, false),
                    Op::JNGeI { a, imm, off } => branch_imm!(Ge, a, imm, off, false),
                    Op::JEqK { a, k, off } => branch_const!(Eq, a, k, off, true),
                    Op::JNEqK { a, k, off } => branch_const!(Eq, a, k, off, false),
                    Op::JLtK { a, k, off } => branch_const!(Lt, a, k, off, true),
                    Op::JNLtK { a, k, off } => branch_const!(Lt, a, k, off, false),
                    Op::JLeK { a, k, off } => branch_const!(Le, a, k, off, true),
                    Op::JNLeK { a, k, off } => branch_const!(Le, a, k, off, false),
                    Op::JGtK { a, k, off } => branch_const!(Gt, a, k, off, true),
                    Op::JNGtK { a, k, off } => branch_const!(Gt, a, k, off, false),
                    Op::JGeK { a, k, off } => branch_const!(Ge, a, k, off, true),
                    Op::JNGeK { a, k, off } => branch_const!(Ge, a, k, off, false),
                    Op::JIs { a, b, off } => {
                        let same = word!(a) == word!(b);
                        consume!(a);
                        consume!(b);
                        if same {
                            jump!(off);
                        }
                    }
                    Op::JIsNot { a, b, off } => {
                        let same = word!(a) == word!(b);
                        consume!(a);
                        consume!(b);
                        if !same {
                            jump!(off);
                        }
                    }
                    Op::JIn { a, b, off } => {
                        let found = tri!(vm.contains(&*reg!(b), &*reg!(a)));
                        consume!(a);
                        consume!(b);
                        poll!();
                        if found {
                            jump!(off);
                        }
                    }
                    Op::JNotIn { a, b, off } => {
                        let found = tri!(vm.contains(&*reg!(b), &*reg!(a)));
                        consume!(a);
                        consume!(b);
                        poll!();
                        if !found {
                            jump!(off);
                        }
                    }

                    // ---- iteration ----
                    Op::GetIter { d, a } => {
                        let v = tri!(vm.iter(&*reg!(a)));
                        put!(d, v);
                        consume!(a, d);
                        poll!();
                    }
                    Op::ForIter { it, d, off } => match fast_next(vm, &*reg!(it)) {
                        Next::Value(v) => put!(d, v),
                        Next::End => {
                            put_word!(it, 0);
                            jump!(off);
                        }
                        Next::Generator => resume!(&*reg!(it), Value::NONE),
                        Next::Other => match tri!(vm.next(&*reg!(it))) {
                            Some(v) => {
                                put!(d, v);
                                poll!();
                            }
                            None => {
                                put_word!(it, 0);
                                poll!();
                                jump!(off);
                            }
                        },
                    },
                    Op::ForLoop { it, d, off } => match fast_next(vm, &*reg!(it)) {
                        Next::Value(v) => {
                            put!(d, v);
                            jump!(off);
                        }
                        Next::End => put_word!(it, 0),
                        Next::Generator => resume!(&*reg!(it), Value::NONE),
                        Next::Other => match tri!(vm.next(&*reg!(it))) {
                            Some(v) => {
                                put!(d, v);
                                poll!();
                                jump!(off);
                            }
                            None => {
                                put_word!(it, 0);
                                poll!();
                            }
                        },
                    },
                    Op::Unpack { s, base, n } => {
                        tri!(unpack(vm, &*reg!(s), reg!(base), n.0 as usize));
                        // `base` may be the register of `s` itself, whose value is gone then.
                        if s.0 < base.0 || s.0 >= base.0 + n.0 {
                            consume!(s);
                        }
                        poll!();
                    }
                    Op::Unpack2 { s, a, b } => {
                        let (x, y) = tri!(unpack_two(vm, &*reg!(s)));
                        put!(a, x);
                        put!(b, y);
                        consume!(s);
                        poll!();
                    }
                    Op::UnpackLocals { s, a, n } => {
                        tri!(unpack(vm, &*reg!(s), reg!(a), n.0 as usize));
                        consume!(s);
                        poll!();
                    }
                    Op::UnpackEx { s, base, n } => {
                        let (before, after) = ((n.0 >> 8) as usize, (n.0 & 255) as usize);
                        tri!(unpack_star(vm, &*reg!(s), reg!(base), before, after));
                        let total = before + 1 + after;
                        if (s.0 as usize) < base.0 as usize
                            || s.0 as usize >= base.0 as usize + total
                        {
                            consume!(s);
                        }
                        poll!();
                    }

                    // ---- building ----
                    Op::BuildTuple { d, base, n } => {
                        let items = std::slice::from_raw_parts_mut(reg!(base), n.0 as usize);
                        let v = tri!(vm.tuple_take(items));
                        put!(d, v);
                    }
                    Op::BuildList { d, base, n } => {
                        let items = std::slice::from_raw_parts_mut(reg!(base), n.0 as usize);
                        let v = tri!(vm.list_take(items));
                        put!(d, v);
                    }
                    Op::BuildSet { d, base, n } => {
                        let items = std::slice::from_raw_parts(reg!(base), n.0 as usize);
                        let v = tri!(vm.build_set(items));
                        clear_run(vm, reg!(base), n.0 as usize);
                        put!(d, v);
                        poll!();
                    }
                    Op::BuildMap { d, base, n } => {
                        let items = std::slice::from_raw_parts(reg!(base), 2 * n.0 as usize);
                        let v = tri!(vm.build_map(items));
                        clear_run(vm, reg!(base), 2 * n.0 as usize);
                        put!(d, v);
                        poll!();
                    }
                    Op::BuildString { d, base, n } => {
                        let items = std::slice::from_raw_parts(reg!(base), n.0 as usize);
                        let v = tri!(vm.build_string(items));
                        clear_run(vm, reg!(base), n.0 as usize);
                        put!(d, v);
                    }
                    Op::Format { flags, d, a } => {
                        let v = tri!(vm.format_field(&*reg!(a), flags.0, None));
                        put!(d, v);
                        consume!(a, d);
                        poll!();
                    }
                    Op::FormatSpec { flags, d, a, spec } => {
                        let v = tri!(vm.format_field(&*reg!(a), flags.0, Some(&*reg!(spec))));
                        put!(d, v);
                        consume!(a, d);
                        consume!(spec, d);
                        poll!();
                    }
                    Op::ListAppend { list, v } => {
                        let item = take!(v);
                        tri!(vm.list_push(&*reg!(list), item));
                    }
                    Op::ListExtend { list, it } => {
                        tri!(vm.list_extend(&*reg!(list), &*reg!(it)));
                        consume!(it);
                        poll!();
                    }
                    Op::ListToTuple { d, a } => {
                        let v = tri!(vm.list_to_tuple(&*reg!(a)));
                        put!(d, v);
                        consume!(a, d);
                    }
                    Op::SetAdd { set, v } => {
                        tri!(vm.set_insert(&*reg!(set), &*reg!(v)));
                        consume!(v);
                        poll!();
                    }
                    Op::SetUpdate { set, it } => {
                        tri!(vm.set_update(&*reg!(set), &*reg!(it)));
                        consume!(it);
                        poll!();
                    }
                    Op::MapAdd { map, k, v } => {
                        tri!(vm.dict_set(&*reg!(map), &*reg!(k), &*reg!(v)));
                        consume!(k);
                        consume!(v);
                        poll!();
                    }
                    Op::MapUpdate { map, it } => {
                        tri!(vm.map_update(&*reg!(map), &*reg!(it)));
                        consume!(it);
                        poll!();
                    }
                    Op::MapMerge { map, it, f } => {
                        tri!(vm.map_merge(&*reg!(map), &*reg!(it), &*reg!(f)));
                        consume!(it);
                        poll!();
                    }

                    // ---- calls ----
                    Op::Call { d, base, n } => {
                        let p = reg!(base);
                        let f = Value::from_word(ptr::replace(p as *mut u64, 0));
                        called!(d, vm.call_registers(f, d.0, p, n.0 as usize));
                    }
                    Op::CallKw { d, base, site } => {
                        let s = &*(*code).sites.add(site.0 as usize);
                        let p = reg!(base);
                        let f = Value::from_word(ptr::replace(p as *mut u64, 0));
                        let names = names_of!(s);
                        let n = s.argc as usize + names.len();
                        called!(d, vm.call_registers_kw(f, d.0, p.add(1), n, names));
                    }
                    Op::CallEx { d, base } => {
                        let p = reg!(base);
                        let v = tri!(vm.call_ex(&*p, &*p.add(1), &*p.add(2)));
                        clear_run(vm, p, 3);
                        put!(d, v);
                        poll!();
                    }
                    Op::CallGlobal { d, base, site } => {
                        let c = site!(site);
                        let p = reg!(base);
                        let f = match cached_global(vm, c) {
                            Some(f) => f.clone(),
                            None => tri_inner!(vm.load_global(c, site.0)),
                        };
                        let s = &*(*code).sites.add(site.0 as usize);
                        called!(d, vm.call_site(f, d.0, p, s, code));
                    }
                    Op::CallMethod { d, base, site } => {
                        let c = site!(site);
                        let p = reg!(base);
                        let s = &*(*code).sites.add(site.0 as usize);
                        match entry_for(&*p, c) {
                            Some(e)
                                if e.kind == CacheKind::NativeMethod
                                    && s.kwnames == Site::NO_KW =>
                            {
                                let def = &*(e.value as *const MethodDef);
                                called!(d, vm.call_native_method(def, p, s.argc as usize + 1));
                            }
                            _ => {
                                let (f, with_self) =
                                    tri_inner!(vm.load_method(&*p, c, site.0, true));
                                if with_self {
                                    called!(d, vm.call_site_method(f, d.0, p, s, code));
                                } else {
                                    put_word!(base, 0);
                                    called!(d, vm.call_site(f, d.0, p, s, code));
                                }
                            }
                        }
                    }
                    Op::LoadMethod { base, site } => {
                        let c = site!(site);
                        let p = reg!(base);
                        let (f, with_self) = tri!(vm.load_method(&*p, c, site.0, false));
                        let this = ptr::replace(p as *mut u64, f.into_word());
                        if with_self {
                            (p.add(1) as *mut u64).write(this);
                        } else {
                            (p.add(1) as *mut u64).write(Value::UNBOUND.word());
                            release!(this);
                        }
                    }
                    Op::CallLoaded { d, base, site } => {
                        let s = &*(*code).sites.add(site.0 as usize);
                        let p = reg!(base);
                        let f = Value::from_word(ptr::replace(p as *mut u64, 0));
                        let (args, extra) = if (*p.add(1)).is_unbound() {
                            (p.add(2), 0)
                        } else {
                            (p.add(1), 1)
                        };
                        let n = s.argc as usize + extra;
                        if s.kwnames == Site::NO_KW {
                            called!(d, vm.call_registers(f, d.0, args.sub(1), n));
                        } else {
                            let names = names_of!(s);
                            let n = n + names.len();
                            called!(d, vm.call_registers_kw(f, d.0, args, n, names));
                        }
                    }

                    // ---- functions and classes ----
                    Op::MakeFunction { flags, d, k, base } => {
                        let n = flags.0.count_ones() as usize;
                        let parts = std::slice::from_raw_parts_mut(reg!(base), n);
                        let v = tri!(vm.make_function(k!(k), flags.0, parts));
                        put!(d, v);
                    }
                    Op::LoadBuildClass { d } => {
                        let v = tri!(vm.build_class_function());
                        put!(d, v);
                    }
                    Op::LoadNamespace { d } => {
                        let v = vm.namespace().cloned().unwrap_or_default();
                        put!(d, v);
                    }
                    Op::MakeTypeParam { flags, d, base } => {
                        let p = reg!(base);
                        let v = tri!(vm.new_type_param(flags.0, &*p, &*p.add(1), &*p.add(2)));
                        clear_run(vm, p, 3);
                        put!(d, v);
                    }
                    Op::MakeTypeAlias { d, base } => {
                        let p = reg!(base);
                        let v = tri!(vm.new_type_alias(&*p, &*p.add(1), &*p.add(2)));
                        clear_run(vm, p, 3);
                        put!(d, v);
                    }
                    Op::SetTypeParams { f, params } => {
                        let v = take!(params);
                        tri!(vm.function_meta(&*reg!(f))).type_params = v;
                    }
                    Op::GenericBase { d, params } => {
                        let v = tri!(vm.generic_base(&*reg!(params)));
                        put!(d, v);
                        consume!(params, d);
                        poll!();
                    }
                    Op::MakeGenerator {} => {
                        vm.pc = pc;
                        let g = match vm.make_generator(pc) {
                            Ok(g) => g,
                            Err(e) => fail!(e),
                        };
                        // The window has moved to the generator: nothing is left to release.
                        let f = vm.frames.pop().unwrap_unchecked();
                        let (flags, dst) = (f.flags, f.dst);
                        drop(f);
                        if flags & ENTRY != 0 {
                            break 'exec Exit::Done(g);
                        }
                        load_frame!();
                        put_word!(Dst(dst), g.into_word());
                    }
                    Op::Return { s } => {
                        let v = ptr::replace(reg!(s) as *mut u64, 0);
                        leave!(v);
                    }
                    Op::ReturnNone {} => leave!(Value::NONE.word()),
                    Op::Yield { d, s } => {
                        let v = take!(s);
                        suspend!(v, d.0);
                    }
                    Op::GetYieldFrom { d, a } => {
                        let v = tri!(vm.yield_from_iter(&*reg!(a)));
                        put!(d, v);
                        consume!(a, d);
                        poll!();
                    }
                    Op::YieldFrom { d, it, v } => {
                        let sent = Value::from_word(ptr::replace(reg!(v) as *mut u64, 0));
                        if resumable(&*reg!(it)) {
                            resume!(&*reg!(it), sent);
                        } else {
                            match tri!(vm.send_to(&*reg!(it), sent)) {
                                Ok(item) => {
                                    // Suspended here; what is sent next arrives in `v`.
                                    pc = pc.sub(1);
                                    suspend!(item, v.0);
                                }
                                Err(result) => {
                                    put_word!(it, 0);
                                    put!(d, result);
                                    poll!();
                                }
                            }
                        }
                    }

                    Op::GetAwaitable { flags, d, a } => {
                        let v = tri!(vm.awaitable(&*reg!(a), flags.0));
                        put!(d, v);
                        consume!(a, d);
                        poll!();
                    }
                    Op::GetAIter { d, a } => {
                        let v = tri!(vm.async_iter(&*reg!(a)));
                        put!(d, v);
                        consume!(a, d);
                        poll!();
                    }
                    Op::GetANext { d, it } => {
                        let v = tri!(vm.async_next(&*reg!(it)));
                        put!(d, v);
                        poll!();
                    }
                    Op::EndAsyncFor { it, exc } => {
                        vm.pc = pc;
                        let e = Raised(take!(exc));
                        if !vm.is_stop_async_iteration(&e) {
                            break 'exec Exit::Raise(e, false);
                        }
                        let old = ptr::replace(reg!(it) as *mut u64, 0);
                        release!(old);
                        drop(e);
                        poll!();
                    }

                    // ---- exceptions ----
                    Op::Raise { flags, a } => {
                        vm.pc = pc;
                        if flags.0 == 1 {
                            match vm.reraise_handled() {
                                Ok(e) => break 'exec Exit::Raise(e, false),
                                Err(e) => fail!(e),
                            }
                        }
                        let v = take!(a);
                        fail!(vm.raise_value(&v, None));
                    }
                    Op::RaiseFrom { a, cause } => {
                        vm.pc = pc;
                        let (v, c) = (take!(a), take!(cause));
                        fail!(vm.raise_value(&v, Some(&c)));
                    }
                    Op::Reraise { a } => {
                        vm.pc = pc;
                        let v = take!(a);
                        break 'exec Exit::Raise(Raised(v), false);
                    }
                    Op::PushExc { save, exc } => {
                        let now = (*reg!(exc)).clone();
                        let before = std::mem::replace(&mut vm.handled, now);
                        put!(save, before);
                    }
                    Op::PopExc { save } => {
                        let before = Value::from_word(ptr::replace(reg!(save) as *mut u64, 0));
                        let old = std::mem::replace(&mut vm.handled, before);
                        release!(old.into_word());
                    }
                    Op::JExcNoMatch { exc, ty, off } => {
                        let hit = tri!(vm.exception_matches(&*reg!(exc), &*reg!(ty)));
                        consume!(ty);
                        poll!();
                        if !hit {
                            jump!(off);
                        }
                    }
                    Op::GroupMatch { d, rest, ty } => {
                        let (hit, left) = tri!(vm.group_match(&*reg!(rest), &*reg!(ty)));
                        put!(rest, left);
                        put!(d, hit);
                        consume!(ty, d);
                        poll!();
                    }
                    Op::GroupRest { d, exc, raised } => {
                        let v = tri!(vm.group_rest(&*reg!(exc), &*reg!(raised)));
                        put!(d, v);
                        consume!(raised, d);
                        poll!();
                    }
                    Op::AssertFail { flags, a } => {
                        vm.pc = pc;
                        let e = if flags.0 == 1 {
                            let v = take!(a);
                            vm.err_value(crate::types::registry::T::AssertionError, v)
                        } else {
                            vm.err_empty(crate::types::registry::T::AssertionError)
                        };
                        fail!(e);
                    }

                    // ---- with ----
                    Op::WithEnter { base } => {
                        let (exit, value) = tri!(vm.with_enter(&*reg!(base)));
                        let p = reg!(base);
                        (p.add(1) as *mut u64).write(value.into_word());
                        let old = ptr::replace(p as *mut u64, exit.into_word());
                        release!(old);
                        poll!();
                    }
                    Op::WithExit { exit } => {
                        let f = Value::from_word(ptr::replace(reg!(exit) as *mut u64, 0));
                        let r = tri!(vm.call(&f, &[Value::NONE, Value::NONE, Value::NONE]));
                        drop(f);
                        release!(r.into_word());
                        poll!();
                    }
                    Op::WithExitExc { d, exit, exc } => {
                        let f = Value::from_word(ptr::replace(reg!(exit) as *mut u64, 0));
                        let t = tri!(vm.with_exit_exc(&f, &*reg!(exc)));
                        drop(f);
                        put_word!(d, Value::bool(t).into_word());
                        poll!();
                    }

                    Op::AsyncWithEnter { base } => {
                        let (exit, value) = tri!(vm.async_with_enter(&*reg!(base)));
                        let p = reg!(base);
                        (p.add(1) as *mut u64).write(value.into_word());
                        let old = ptr::replace(p as *mut u64, exit.into_word());
                        release!(old);
                        poll!();
                    }
                    Op::AsyncWithExit { d, exit } => {
                        let f = Value::from_word(ptr::replace(reg!(exit) as *mut u64, 0));
                        let r = tri!(vm.call(&f, &[Value::NONE, Value::NONE, Value::NONE]));
                        drop(f);
                        put!(d, r);
                        poll!();
                    }
                    Op::AsyncWithExitExc { d, exit, exc } => {
                        let f = Value::from_word(ptr::replace(reg!(exit) as *mut u64, 0));
                        let r = tri!(vm.call_exit(&f, &*reg!(exc)));
                        drop(f);
                        put!(d, r);
                        poll!();
                    }

                    // ---- imports ----
                    Op::ImportName { base, name } => {
                        let name = name_at(code, name.0 as usize);
                        let p = reg!(base);
                        let m = tri!(vm.import_name(name, &*p, &*p.add(1)));
                        clear_run(vm, p, 2);
                        (p as *mut u64).write(m.into_word());
                        poll!();
                    }
                    Op::ImportFrom { d, m, site } => {
                        let s = &*(*code).sites.add(site.0 as usize);
                        let name = name_at(code, s.name as usize);
                        let v = tri!(vm.import_from(&*reg!(m), name));
                        put!(d, v);
                        poll!();
                    }
                    Op::ImportStar { m } => {
                        tri!(vm.import_star(&*reg!(m)));
                        consume!(m);
                        poll!();
                    }

                    // ---- pattern matching ----
                    Op::MatchKind { flags, d, s } => {
                        let yes = vm.match_kind(&*reg!(s), flags.0 == 1);
                        put_word!(d, Value::bool(yes).into_word());
                    }
                    Op::GetLen { d, s } => {
                        let n = tri!(vm.len(&*reg!(s)));
                        put_word!(d, Value::int(n as i64).into_word());
                    }
                    Op::MatchKeys { d, s, keys } => {
                        let v = tri!(vm.match_keys(&*reg!(s), &*reg!(keys)));
                        put!(d, v);
                        poll!();
                    }
                    Op::MatchClass { flags, d, s, base } => {
                        let p = reg!(base);
                        let v = tri!(vm.match_class(&*reg!(s), &*p, &*p.add(1), flags.0 as usize));
                        clear_run(vm, p, 2);
                        put!(d, v);
                        poll!();
                    }
                    Op::PrintExpr { s } => {
                        tri!(vm.display(&*reg!(s)));
                        consume!(s);
                        poll!();
                    }
                }
                Exit::Next
            };
            match exit {
                Exit::Next => {}
                Exit::Done(v) => {
                    return Flow::Over(if vm.heap.pending() {
                        vm.drain_keep(v)
                    } else {
                        Ok(v)
                    });
                }
                Exit::Raise(e, add_traceback) => match vm.unwind(e, add_traceback) {
                    // A handler in the top frame: go on there.
                    Ok(()) => load_frame!(),
                    Err(e) => return Flow::Over(Err(e)),
                },
            }
            *at = Running { regs, pc, code };
            Flow::Go
        }
    }
}
