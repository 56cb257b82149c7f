//! The loop.
//!
//! [`Vm::run`] executes frames from the top one down to the nearest one with [`ENTRY`]. Python
//! calls, method calls, class instantiation and generators resumed by `for` or `yield from` push
//! frames here and do not recurse in Rust.
//!
//! An arm of the `match` below does what is frequent (small ints, floats, cache hits, items of lists)
//! and goes on with the next instruction; what it leaves over falls through to [`Vm::step`], which
//! starts the instruction anew. An arm changes nothing before it knows that it can finish. With the
//! rest out of sight the compiler keeps the loop's few variables in machine registers.
//!
//! Invariants (beside F1-F4 of `frame` and the numbered ones of `code::opcodes`):
//! - R1: the verifier has checked the code: registers, constants, sites, names, free variables and
//!   jump targets are in range, so they are read unchecked.
//! - R2: locals of the running frame are read as borrowed references. Nothing that runs meanwhile
//!   can write them: other frames have other windows, and cells are objects of their own.
//! - R3: `Vm::pc` is up to date whenever something that may raise or run Python is called.
//! - R4: a slow path finishes reading its operands before anything is consumed.

use super::Vm;
use super::error::{Raised, Res};
use super::fast::*;
use super::frame::{CTOR, CacheKind, ENTRY, Running, SiteCache};
use super::generator::{resume_frame, suspend_frame};
use super::invoke::Called;
use super::iterate::{Next, fast_next, next_item, range_next, resumable, suspended};
use super::step::Flow;
use crate::code::Op;
use crate::code::opcodes::*;
use crate::memory::header::{Header, IMMORTAL_BIT, payload};
use crate::memory::value::{INT_MIN, Value};
use crate::types::cell::Cell;
use crate::vm::typedef::{Args, Item, MethodDef};
use std::ptr;

#[cold]
#[inline(never)]
unsafe fn release_last(vm: &Vm, h: *mut Header) -> bool {
    // SAFETY: the caller's promise: this was the last count.
    unsafe { crate::memory::release::release_last(h) };
    vm.heap.pending()
}

impl Vm {
    /// Runs the top frame, which has [`ENTRY`], until it returns or yields; `start` is an exception
    /// to raise in it first (`generator.throw`).
    pub(crate) fn run(&mut self, start: Option<Raised>) -> Res {
        let start = match self.check_native_stack() {
            Ok(()) => start,
            // The frame has been pushed, so it has to be unwound.
            Err(e) => Some(e),
        };
        if let Some(e) = &start {
            self.link_own_context(&e.0);
        }
        // SAFETY: the whole loop relies on R1-R4 and F1-F4.
        let r = unsafe { self.run_loop(start) };
        // R3 for whoever called.
        if let Some(f) = self.frames.last() {
            self.pc = f.pc;
        }
        r
    }

    /// The result of the entry frame, once waiting finalizers have run.
    fn over(&mut self, v: Value) -> Res {
        if self.heap.pending() {
            self.drain_keep(v)
        } else {
            Ok(v)
        }
    }

    unsafe fn run_loop(&mut self, start: Option<Raised>) -> Res {
        let vm = self;
        // SAFETY: `run`'s caller has pushed an entry frame, so there is one; R1-R4, F1-F5.
        unsafe {
            let mut s = Running::of(&vm.frames);
            if let Some(e) = start {
                vm.pc = s.pc;
                vm.unwind(e, true)?;
                s = Running::of(&vm.frames);
            }
            loop {
                let fault: Raised = 'fault: loop {
                    // The word that the arm has to release at its end.
                    let dead: u64 = 'arm: {
                        // `s.pc` is the instruction at hand until the arm is done with it: one pointer is
                        // live then, not two.
                        macro_rules! next {
                            () => {{
                                s.pc = s.pc.add(1);
                                continue 'fault;
                            }};
                        }
                        macro_rules! raise {
                            ($e:expr) => {
                                break 'fault $e
                            };
                        }
                        macro_rules! tri {
                            ($e:expr) => {{
                                vm.pc = s.pc.add(1);
                                match $e {
                                    Ok(v) => v,
                                    Err(e) => raise!(e),
                                }
                            }};
                        }
                        macro_rules! drain {
                            () => {
                                tri!(vm.drain())
                            };
                        }
                        macro_rules! poll {
                            () => {
                                if vm.heap.pending() {
                                    drain!();
                                }
                            };
                        }
                        /// Gives up a counted word.
                        macro_rules! release {
                            ($w:expr) => {{
                                let w: u64 = $w;
                                if w & 7 == 2 {
                                    let h = (w - 2) as *mut Header;
                                    let rc = (*h).rc.get();
                                    if rc & IMMORTAL_BIT == 0 {
                                        if rc == 1 {
                                            if release_last(vm, h) {
                                                drain!();
                                            }
                                        } else {
                                            (*h).rc.set(rc - 1);
                                        }
                                    }
                                }
                            }};
                        }
                        /// Writes an owned word into a register and releases what was there.
                        macro_rules! put_word {
                            ($d:expr, $w:expr) => {{
                                let slot = s.reg($d.0) as *mut u64;
                                let old = ptr::replace(slot, $w);
                                release!(old);
                            }};
                        }
                        /// As `release!`, `put_word!` and `put!` where the instruction ends: what is left to do
                        /// stands once, behind the arms.
                        macro_rules! finish_release {
                            ($w:expr) => {{
                                let w: u64 = $w;
                                if w & 7 == 2 {
                                    break 'arm w;
                                }
                                next!();
                            }};
                        }
                        macro_rules! finish_word {
                            ($d:expr, $w:expr) => {{
                                let slot = s.reg($d.0) as *mut u64;
                                let old = ptr::replace(slot, $w);
                                finish_release!(old);
                            }};
                        }
                        macro_rules! finish {
                            ($d:expr, $v:expr) => {{
                                let v: Value = $v;
                                finish_word!($d, v.into_word());
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
                            ($r:expr) => {{
                                if s.is_temporary($r.0) {
                                    let slot = s.reg($r.0) as *mut u64;
                                    let w = *slot;
                                    if w & 7 == 2 {
                                        *slot = 0;
                                        release!(w);
                                    }
                                }
                            }};
                            ($r:expr, $d:expr) => {{
                                if $r.0 != $d.0 {
                                    consume!($r);
                                }
                            }};
                        }
                        macro_rules! safepoint {
                            () => {{
                                vm.pc = s.pc;
                                if let Err(e) = vm.safepoint() {
                                    // It belongs to the next instruction.
                                    vm.pc = s.pc.add(1);
                                    raise!(e);
                                }
                            }};
                        }
                        macro_rules! jump {
                            ($off:expr) => {{
                                let off = $off.0 as isize;
                                s.pc = s.pc.offset(off + 1);
                                if off < 0 {
                                    vm.tick += off as i64;
                                    if vm.tick < 0 {
                                        safepoint!();
                                    }
                                }
                                continue 'fault;
                            }};
                        }
                        /// A result of int arithmetic, if it is small.
                        macro_rules! done_int {
                            ($d:expr, $w:expr) => {
                                if let Some(w) = $w {
                                    finish_word!($d, w as u64);
                                }
                            };
                        }
                        macro_rules! done_float {
                        ($d:expr, $f:expr) => {{
                            let f: f64 = $f;
                            let word = float_word(f);
                            // Nearly always: of ordinary size. Zeros, infinities and NaN need a look.
                            if is_ordinary_float(word) {
                                finish_word!($d, word);
                            }
                            if let Some(v) = Value::inline_float(f) {
                                finish_word!($d, v.into_word());
                            }
                        }};
                    }
                        macro_rules! ints {
                            ($d:expr, $a:expr, $b:expr, |$x:ident, $y:ident| $int:expr) => {{
                                let (x, y) = (s.word($a.0), s.word($b.0));
                                if (x | y) & 3 == 0 {
                                    let ($x, $y) = (x as i64, y as i64);
                                    done_int!($d, $int);
                                }
                            }};
                        }
                        /// An operator on two registers: ints inline, floats inline.
                        macro_rules! arith {
                            ($d:expr, $a:expr, $b:expr, |$x:ident, $y:ident| $int:expr, |$f:ident, $g:ident| $float:expr) => {{
                                let (x, y) = (s.word($a.0), s.word($b.0));
                                if (x | y) & 3 == 0 {
                                    let ($x, $y) = (x as i64, y as i64);
                                    done_int!($d, $int);
                                } else if x & y & 1 != 0 {
                                    let ($f, $g) = (float_of(x), float_of(y));
                                    done_float!($d, $float);
                                }
                            }};
                        }
                        macro_rules! imm_ints {
                            ($d:expr, $a:expr, $imm:expr, |$x:ident, $i:ident| $int:expr) => {{
                                let x = s.word($a.0);
                                if x & 3 == 0 {
                                    let ($x, $i) = (x as i64, $imm.0 as i64);
                                    done_int!($d, $int);
                                }
                            }};
                        }
                        macro_rules! imm_arith {
                            ($d:expr, $a:expr, $imm:expr, |$x:ident, $i:ident| $int:expr, |$f:ident, $g:ident| $float:expr) => {{
                                let x = s.word($a.0);
                                if x & 3 == 0 {
                                    let ($x, $i) = (x as i64, $imm.0 as i64);
                                    done_int!($d, $int);
                                } else if x & 1 != 0 {
                                    let ($f, $g) = (float_of(x), $imm.0 as f64);
                                    done_float!($d, $float);
                                }
                            }};
                        }
                        macro_rules! const_float {
                            ($d:expr, $a:expr, $k:expr, |$f:ident, $g:ident| $float:expr) => {{
                                let (x, y) = (s.word($a.0), (*s.k($k.0)).word());
                                if x & y & 1 != 0 {
                                    let ($f, $g) = (float_of(x), float_of(y));
                                    done_float!($d, $float);
                                }
                            }};
                        }
                        macro_rules! const_left {
                            ($d:expr, $k:expr, $b:expr, |$x:ident, $y:ident| $int:expr, |$f:ident, $g:ident| $float:expr) => {{
                                let (x, y) = ((*s.k($k.0)).word(), s.word($b.0));
                                if (x | y) & 3 == 0 {
                                    let ($x, $y) = (x as i64, y as i64);
                                    done_int!($d, $int);
                                } else if x & y & 1 != 0 {
                                    let ($f, $g) = (float_of(x), float_of(y));
                                    done_float!($d, $float);
                                }
                            }};
                        }
                        macro_rules! compare {
                        ($d:expr, $a:expr, $b:expr, $t:tt) => {{
                            let (x, y) = (s.word($a.0), s.word($b.0));
                            if (x | y) & 3 == 0 {
                                finish_word!($d, Value::bool((x as i64) $t (y as i64)).word());
                            }
                            if x & y & 1 != 0 {
                                finish_word!($d, Value::bool(float_of(x) $t float_of(y)).word());
                            }
                        }};
                    }
                        /// Compares and jumps when the outcome is `$want`.
                        macro_rules! branch {
                        ($a:expr, $b:expr, $off:expr, $t:tt, $want:literal) => {{
                            let (x, y) = (s.word($a.0), s.word($b.0));
                            if (x | y) & 3 == 0 {
                                if ((x as i64) $t (y as i64)) == $want {
                                    jump!($off);
                                }
                                next!();
                            }
                            if x & y & 1 != 0 {
                                if (float_of(x) $t float_of(y)) == $want {
                                    jump!($off);
                                }
                                next!();
                            }
                        }};
                    }
                        /// Of two strings: jumps if whether they are equal is `$want`.
                        macro_rules! branch_texts {
                            ($a:expr, $b:expr, $off:expr, $want:literal) => {{
                                if s.word($a.0) & s.word($b.0) & 7 == 2
                                    && let Some(same) = equal_texts(&*s.reg($a.0), &*s.reg($b.0))
                                {
                                    consume!($a);
                                    consume!($b);
                                    if same == $want {
                                        jump!($off);
                                    }
                                    next!();
                                }
                            }};
                        }
                        macro_rules! branch_imm {
                        ($a:expr, $imm:expr, $off:expr, $t:tt, $want:literal) => {{
                            let (x, i) = (s.word($a.0), $imm.0 as i64);
                            if x & 3 == 0 {
                                if ((x as i64) $t (i << 2)) == $want {
                                    jump!($off);
                                }
                                next!();
                            }
                            if x & 1 != 0 {
                                if (float_of(x) $t (i as f64)) == $want {
                                    jump!($off);
                                }
                                next!();
                            }
                        }};
                    }
                        /// Compares with a float constant.
                        macro_rules! branch_float {
                        ($a:expr, $k:expr, $off:expr, $t:tt, $want:literal) => {{
                            let (x, y) = (s.word($a.0), (*s.k($k.0)).word());
                            if x & y & 1 != 0 {
                                if (float_of(x) $t float_of(y)) == $want {
                                    jump!($off);
                                }
                                next!();
                            }
                        }};
                    }
                        /// Compares with a constant: floats and strings.
                        macro_rules! branch_equal {
                        ($a:expr, $k:expr, $off:expr, $want:literal) => {{
if let Some(same) = equal_texts(&*s.reg($a.0), &*s.k($k.0)) {
    consume!($a);
    if same == $want {
        jump!($off);
    }
    next!();
}
                            branch_float!($a, $k, $off, ==, $want);
                        }};
                    }
                        /// Truth of what needs no call; `None` of the rest.
                        macro_rules! truth {
                            ($a:expr) => {{
                                let w = s.word($a.0);
                                if w == Value::TRUE.word() {
                                    Some(true)
                                } else if w == Value::FALSE.word()
                                    || w == Value::NONE.word()
                                    || w == 0
                                {
                                    Some(false)
                                } else if w & 3 == 0 {
                                    Some(true)
                                } else {
                                    None
                                }
                            }};
                        }
                        /// Enters the Python function of word `$func`, whose `$argc` arguments stand at
                        /// `$args`, if that needs no binding and no other window. `$count` makes the
                        /// reference that the frame owns.
                        macro_rules! enter {
                        ($func:expr, $count:expr, $d:expr, $args:expr, $argc:expr) => {{
                            let func: u64 = $func;
                            let args: *mut Value = $args;
                            let argc: u32 = $argc;
                            let co = code_of_word(func);
                            let top = args.add((*co).nregs as usize);
                            let frame = vm.frames.top;
                            let limit = (*frame.sub(1)).limit;
                            if argc == (*co).quick_args && top <= limit && frame < vm.frames.limit {
                                $count;
                                (*frame.sub(1)).pc = s.pc.add(1);
                                s.regs = args;
                                s.code = co;
                                s.pc = (*co).ops;
                                let mut slot = args.add(argc as usize);
                                let locals = args.add((*co).nlocals as usize);
                                while slot < locals {
                                    (slot as *mut u64).write(Value::UNBOUND.word());
                                    slot = slot.add(1);
                                }
                                // SAFETY: F5: there is room below `limit`. The fields are written one
                                // by one: a whole `Frame` would be built and copied.
                                (&raw mut (*frame).regs).write(args);
                                (&raw mut (*frame).pc).write(s.pc);
                                (&raw mut (*frame).dst).write($d);
                                (&raw mut (*frame).flags).write(0);
                                (&raw mut (*frame).code).write(co);
                                (&raw mut (*frame).func as *mut u64).write(func);
                                (&raw mut (*frame).extra as *mut u64).write(Value::UNBOUND.word());
                                (&raw mut (*frame).top).write(top);
                                (&raw mut (*frame).limit).write(limit);
                                vm.frames.top = frame.add(1);
                                vm.tick -= CALL_COST;
                                if vm.tick < 0 {
                                    safepoint!();
                                }
                                continue 'fault;
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
                                        next!();
                                    }
                                    Called::Entered => {
                                        s = Running::of(&vm.frames);
                                        continue 'fault;
                                    }
                                }
                            }};
                        }
                        /// Hands word `$v`, which `$take` makes ours, to the frame below as the result of this
                        /// one, which is released. Frames that native code or a generator waits for: out of line.
                        macro_rules! leave {
                            ($v:expr, $take:block) => {{
                                let mut result: u64 = $v;
                                let frame = vm.frames.top.sub(1);
                                let flags = (*frame).flags;
                                if flags == 0 || (flags == CTOR && result == Value::NONE.word()) {
                                    $take
                                    if flags == CTOR {
                                        // `__init__` is over: the instance is the result.
                                        result = (*frame).extra.word();
                                    }
                                    let mut slot = s.regs as *mut u64;
                                    let locals = slot.add((*s.code).nlocals as usize);
                                    while slot < locals {
                                        let w = ptr::replace(slot, 0);
                                        drop(Value::from_word(w));
                                        slot = slot.add(1);
                                    }
                                    let (func, dst) = ((*frame).func.word(), (*frame).dst);
                                    vm.frames.top = frame;
                                    s = Running::at_call(&vm.frames);
                                    drop(Value::from_word(func));
                                    put_word!(Dst(dst), result);
                                    poll!();
                                    next!();
                                }
                            }};
                        }
                        /// Suspends the running generator with the owned word `$v`; what is sent next will
                        /// arrive in `$dst`.
                        macro_rules! suspend {
                        ($v:expr, $dst:expr) => {{
                            let v: u64 = $v;
                            let mut dst: u16 = $dst;
                            let mut next = s.pc.add(1);
                            loop {
                                let flags = (*vm.frames.top.sub(1)).flags;
                                let g = suspend_frame(vm, next, s.code, dst);
                                if flags & ENTRY != 0 {
                                    drop(g);
                                    return vm.over(Value::from_word(v));
                                }
                                s = Running::at_call(&vm.frames);
                                drop(g);
                                match *s.pc {
                                    Op::ForIter { d, .. } => {
                                        put_word!(d, v);
                                        break;
                                    }
                                    Op::ForLoop { d, off, .. } => {
                                        put_word!(d, v);
                                        jump!(off);
                                    }
                                    // The frame below delegates: it yields in its turn, and will
                                    // execute its `YieldFrom` again, with what is sent to it.
                                    Op::YieldFrom { v: sent, .. } => {
                                        dst = sent.0;
                                        next = s.pc;
                                    }
                                    Op::CallMethod { d, base, .. } => {
                                        let g = Value::from_word(ptr::replace(s.reg(base.0) as *mut u64, 0));
                                        put_word!(d, v);
                                        release!(g.into_word());
                                        break;
                                    }
                                    _ => {
                                        debug_assert!(false, "resumed by another instruction");
                                        drop(Value::from_word(v));
                                        break;
                                    }
                                }
                            }
                            next!();
                        }};
                    }
                        /// Resumes the generator in register `$g`, which can be, with the owned word `$sent`.
                        macro_rules! resume {
                            ($g:expr, $sent:expr) => {{
                                if vm.frames.top < vm.frames.limit {
                                    let top = vm.frames.top.sub(1);
                                    (*top).pc = s.pc.add(1);
                                    resume_frame(vm, &*s.reg($g.0), $sent, 0, (*top).top);
                                    s = Running::of(&vm.frames);
                                    continue 'fault;
                                }
                            }};
                        }
                        /// The next item of the iterator in `$it`, into `$d`; then `$next`, to the body at
                        /// `$body`, or `$end`.
                        macro_rules! iterate {
                            ($it:expr, $d:expr, $body:expr, $next:expr, $end:expr) => {{
                                // Ranges first, and apart: a jump table for all kinds costs more.
                                if let Some(next) = range_next(&*s.reg($it.0)) {
                                    match next {
                                        Some(i) => {
                                            put_word!($d, Value::int(i).into_word());
                                            $next
                                        }
                                        None => {
                                            put_word!($it, 0);
                                            $end
                                        }
                                    }
                                }
                                match fast_next(vm, &*s.reg($it.0)) {
                                    Next::Value(v) => {
                                        put!($d, v);
                                        $next
                                    }
                                    Next::End => {
                                        put_word!($it, 0);
                                        $end
                                    }
                                    Next::Generator => resume!($it, Value::NONE.word()),
                                    Next::Other => {
                                        match tri!(next_item(
                                            vm,
                                            &*s.reg($it.0),
                                            $body,
                                            $d,
                                            s.is_temporary($d.0)
                                        )) {
                                            Some(Item::One(v)) => {
                                                put!($d, v);
                                                poll!();
                                                $next
                                            }
                                            Some(Item::Pair(x, y)) => {
                                                // Stands for the body's first instruction as well.
                                                if let Op::Unpack2 { a, b, .. } = *$body {
                                                    put!(a, x);
                                                    put!(b, y);
                                                }
                                                poll!();
                                                s.pc = s.pc.add(1);
                                                $next
                                            }

                                            None => {
                                                put_word!($it, 0);
                                                poll!();
                                                $end
                                            }
                                        }
                                    }
                                }
                            }};
                        }

                        // By reference: each arm then reads just the operands that it has.
                        match *s.pc {
                            Op::Nop {} => next!(),
                            Op::Move { d, s: from } => {
                                let w = if s.is_temporary(from.0) {
                                    ptr::replace(s.reg(from.0) as *mut u64, 0)
                                } else {
                                    (*s.reg(from.0)).clone().into_word()
                                };
                                finish_word!(d, w);
                            }
                            Op::Copy { d, s: from } => {
                                finish!(d, (*s.reg(from.0)).clone());
                            }
                            Op::LoadConst { d, k } => {
                                finish!(d, (*s.k(k.0)).clone());
                            }
                            Op::LoadInt { d, imm } => {
                                finish_word!(d, Value::int(imm.0 as i64).into_word());
                            }
                            Op::LoadNone { d } => {
                                finish_word!(d, Value::NONE.word());
                            }
                            Op::LoadBool { flags, d } => {
                                finish_word!(d, Value::bool(flags.0 == 1).into_word());
                            }
                            Op::Clear { r } => {
                                let w = ptr::replace(s.reg(r.0) as *mut u64, Value::UNBOUND.word());
                                finish_release!(w);
                            }
                            Op::CheckBound { r } => {
                                if !(*s.reg(r.0)).is_unbound() {
                                    next!();
                                }
                            }

                            // ---- cells and names ----
                            Op::LoadCell { d, r } => {
                                let v = &(*payload::<Cell>((*s.reg(r.0)).header_ptr())).value;
                                if !v.is_unbound() {
                                    finish!(d, v.clone());
                                }
                            }
                            Op::StoreCell { r, s: from } => {
                                let v = s.take(from.0);
                                let slot =
                                    &raw mut (*payload::<Cell>((*s.reg(r.0)).header_ptr())).value;
                                let old = ptr::replace(slot as *mut u64, v.into_word());
                                finish_release!(old);
                            }
                            Op::LoadFree { d, i } => {
                                let v = &(*free_cell(vm, i.0)).value;
                                if !v.is_unbound() {
                                    finish!(d, v.clone());
                                }
                            }
                            Op::StoreFree { i, s: from } => {
                                let v = s.take(from.0);
                                let slot = &raw mut (*free_cell(vm, i.0)).value;
                                let old = ptr::replace(slot as *mut u64, v.into_word());
                                finish_release!(old);
                            }
                            Op::LoadGlobal { d, site } => {
                                if let Some(v) = cached_global(vm, &*s.cache(site.0)) {
                                    finish!(d, v.clone());
                                }
                            }

                            // ---- attributes and items ----
                            Op::LoadAttr { d, o, site } => {
                                if let Some(v) = cached_attr(&*s.reg(o.0), &*s.cache(site.0)) {
                                    let v: Value = v;
                                    consume!(o, d);
                                    finish!(d, v);
                                }
                            }
                            Op::StoreAttr { o, v, site } => {
                                if let Some(slot) = cached_store(&*s.reg(o.0), &*s.cache(site.0)) {
                                    let new = s.take(v.0);
                                    let old = ptr::replace(slot as *mut u64, new.into_word());
                                    release!(old);
                                    consume!(o);
                                    next!();
                                }
                            }
                            Op::GetItem { d, o, i } => {
                                let found = match fast_item(&*s.reg(o.0), s.word(i.0)) {
                                    Some(v) => Some(v),
                                    None => dict_item(&*s.reg(o.0), &*s.reg(i.0)),
                                };
                                if let Some(v) = found {
                                    let v: Value = v.clone();
                                    consume!(o, d);
                                    consume!(i, d);
                                    finish!(d, v);
                                }
                            }
                            Op::GetItemI { d, o, imm } => {
                                let w = Value::int(imm.0 as i64).into_word();
                                if let Some(v) = fast_item(&*s.reg(o.0), w) {
                                    let v: Value = v.clone();
                                    consume!(o, d);
                                    finish!(d, v);
                                }
                            }
                            Op::GetItemK { d, o, k } => {
                                if let Some(v) = dict_item(&*s.reg(o.0), &*s.k(k.0)) {
                                    let v: Value = v.clone();
                                    consume!(o, d);
                                    finish!(d, v);
                                }
                            }
                            Op::SetItem { o, i, v } => {
                                let slot = match fast_item_slot(&*s.reg(o.0), s.word(i.0)) {
                                    None => dict_slot(vm, &*s.reg(o.0), &*s.reg(i.0), &*s.reg(v.0)),
                                    slot => slot,
                                };
                                if let Some(slot) = slot {
                                    let new = s.take(v.0);
                                    let old = ptr::replace(slot as *mut u64, new.into_word());
                                    release!(old);
                                    consume!(o);
                                    consume!(i);
                                    next!();
                                }
                            }
                            Op::DelItem { o, i } => {
                                tri!(vm.del_item(&*s.reg(o.0), &*s.reg(i.0)));
                                consume!(o);
                                consume!(i);
                                poll!();
                                next!();
                            }
                            Op::SetItemK { o, k, v } => {
                                let slot = dict_slot(vm, &*s.reg(o.0), &*s.k(k.0), &*s.reg(v.0));
                                if let Some(slot) = slot {
                                    let new = s.take(v.0);
                                    let old = ptr::replace(slot as *mut u64, new.into_word());
                                    release!(old);
                                    consume!(o);
                                    next!();
                                }
                            }
                            Op::GetSlice { d, o, base } => {
                                let p = s.reg(base.0);
                                let v = tri!(vm.get_slice(&*s.reg(o.0), &*p, &*p.add(1)));
                                clear_run(vm, p, 2);
                                put!(d, v);
                                consume!(o, d);
                                poll!();
                                next!();
                            }

                            // ---- arithmetic: an int's word is its value times four ----
                            Op::Add { d, a, b } => {
                                arith!(d, a, b, |x, y| x.checked_add(y), |f, g| f + g)
                            }
                            Op::Sub { d, a, b } => {
                                arith!(d, a, b, |x, y| x.checked_sub(y), |f, g| f - g)
                            }
                            Op::Mul { d, a, b } => {
                                arith!(d, a, b, |x, y| (x >> 2).checked_mul(y), |f, g| f * g)
                            }
                            Op::TrueDiv { d, a, b } => {
                                let (x, y) = (s.word(a.0), s.word(b.0));
                                if x & y & 1 != 0 && float_of(y) != 0.0 {
                                    done_float!(d, float_of(x) / float_of(y));
                                }
                            }
                            Op::FloorDiv { d, a, b } => ints!(d, a, b, |x, y| if y == 0 {
                                None
                            } else {
                                int_word(floor_div(x, y))
                            }),
                            Op::Mod { d, a, b } => ints!(d, a, b, |x, y| if y == 0 {
                                None
                            } else {
                                Some(floor_mod(x, y))
                            }),
                            Op::LShift { d, a, b } => {
                                ints!(d, a, b, |x, y| shift_left(x, y >> 2))
                            }
                            Op::RShift { d, a, b } => ints!(d, a, b, |x, y| if y < 0 {
                                None
                            } else {
                                Some((x >> (y >> 2).min(63)) & !3)
                            }),
                            Op::And { d, a, b } => ints!(d, a, b, |x, y| Some(x & y)),
                            Op::Or { d, a, b } => ints!(d, a, b, |x, y| Some(x | y)),
                            Op::Xor { d, a, b } => ints!(d, a, b, |x, y| Some(x ^ y)),
                            Op::AddI { d, a, imm } => {
                                imm_arith!(d, a, imm, |x, i| x.checked_add(i << 2), |f, g| f + g)
                            }
                            Op::SubI { d, a, imm } => {
                                imm_arith!(d, a, imm, |x, i| x.checked_sub(i << 2), |f, g| f - g)
                            }
                            Op::MulI { d, a, imm } => {
                                imm_arith!(d, a, imm, |x, i| x.checked_mul(i), |f, g| f * g)
                            }
                            Op::FloorDivI { d, a, imm } => {
                                imm_ints!(d, a, imm, |x, i| int_word(floor_div(x >> 2, i)))
                            }
                            Op::ModI { d, a, imm } => {
                                imm_ints!(d, a, imm, |x, i| Some(floor_mod(x, i << 2)))
                            }
                            Op::AndI { d, a, imm } => {
                                imm_ints!(d, a, imm, |x, i| Some(x & (i << 2)))
                            }
                            Op::LShiftI { d, a, imm } => {
                                imm_ints!(d, a, imm, |x, i| shift_left(x, i))
                            }
                            Op::RShiftI { d, a, imm } => {
                                imm_ints!(d, a, imm, |x, i| Some((x >> i) & !3))
                            }
                            Op::AddK { d, a, k } => const_float!(d, a, k, |f, g| f + g),
                            Op::SubK { d, a, k } => const_float!(d, a, k, |f, g| f - g),
                            Op::MulK { d, a, k } => const_float!(d, a, k, |f, g| f * g),
                            Op::TrueDivK { d, a, k } => {
                                let (x, y) = (s.word(a.0), (*s.k(k.0)).word());
                                if x & y & 1 != 0 && float_of(y) != 0.0 {
                                    done_float!(d, float_of(x) / float_of(y));
                                }
                            }
                            Op::KAdd { d, k, b } => {
                                const_left!(d, k, b, |x, y| x.checked_add(y), |f, g| f + g)
                            }
                            Op::KSub { d, k, b } => {
                                const_left!(d, k, b, |x, y| x.checked_sub(y), |f, g| f - g)
                            }
                            Op::KMul { d, k, b } => {
                                const_left!(d, k, b, |x, y| (x >> 2).checked_mul(y), |f, g| f * g)
                            }
                            Op::KTrueDiv { d, k, b } => {
                                let (x, y) = ((*s.k(k.0)).word(), s.word(b.0));
                                if x & y & 1 != 0 && float_of(y) != 0.0 {
                                    done_float!(d, float_of(x) / float_of(y));
                                }
                            }
                            Op::IAdd { a, b } => {
                                arith!(a, a, b, |x, y| x.checked_add(y), |f, g| f + g)
                            }
                            Op::ISub { a, b } => {
                                arith!(a, a, b, |x, y| x.checked_sub(y), |f, g| f - g)
                            }
                            Op::IMul { a, b } => {
                                arith!(a, a, b, |x, y| (x >> 2).checked_mul(y), |f, g| f * g)
                            }
                            Op::IAddI { a, imm } => {
                                let x = s.word(a.0);
                                if x & 3 == 0
                                    && let Some(w) = (x as i64).checked_add((imm.0 as i64) << 2)
                                {
                                    *(s.reg(a.0) as *mut u64) = w as u64;
                                    next!();
                                }
                            }
                            Op::ISubI { a, imm } => {
                                let x = s.word(a.0);
                                if x & 3 == 0
                                    && let Some(w) = (x as i64).checked_sub((imm.0 as i64) << 2)
                                {
                                    *(s.reg(a.0) as *mut u64) = w as u64;
                                    next!();
                                }
                            }
                            Op::Unary { flags, d, a } => {
                                let x = s.word(a.0);
                                if flags.0 == UnaryOp::Neg as u8 {
                                    if x & 3 == 0 && x as i64 != INT_MIN << 2 {
                                        finish_word!(d, (x as i64).wrapping_neg() as u64);
                                    }
                                    if x & 1 != 0 {
                                        done_float!(d, -float_of(x));
                                    }
                                }
                            }
                            Op::Not { d, a } => {
                                if let Some(t) = truth!(a) {
                                    finish_word!(d, Value::bool(!t).into_word());
                                }
                            }

                            // ---- comparison and jumps ----
                            Op::Lt { d, a, b } => compare!(d, a, b, <),
                            Op::Le { d, a, b } => compare!(d, a, b, <=),
                            Op::Eq { d, a, b } => compare!(d, a, b, ==),
                            Op::Ne { d, a, b } => compare!(d, a, b, !=),
                            Op::Gt { d, a, b } => compare!(d, a, b, >),
                            Op::Ge { d, a, b } => compare!(d, a, b, >=),
                            Op::Is { flags, d, a, b } => {
                                let same = s.word(a.0) == s.word(b.0);
                                put_word!(d, Value::bool(same == (flags.0 == 0)).into_word());
                                consume!(a, d);
                                consume!(b, d);
                                next!();
                            }
                            Op::Jump { off } => jump!(off),
                            Op::JumpIf { a, off } => {
                                if let Some(t) = truth!(a) {
                                    if t {
                                        jump!(off);
                                    }
                                    next!();
                                }
                            }
                            Op::JumpIfNot { a, off } => {
                                if let Some(t) = truth!(a) {
                                    if !t {
                                        jump!(off);
                                    }
                                    next!();
                                }
                            }
                            Op::JumpIfNone { a, off } => {
                                if s.word(a.0) == Value::NONE.word() {
                                    jump!(off);
                                }
                                consume!(a);
                                next!();
                            }
                            Op::JumpIfNotNone { a, off } => {
                                if s.word(a.0) != Value::NONE.word() {
                                    consume!(a);
                                    jump!(off);
                                }
                                next!();
                            }
                            Op::JLt { a, b, off } => branch!(a, b, off, <, true),
                            Op::JLe { a, b, off } => branch!(a, b, off, <=, true),
                            Op::JEq { a, b, off } => {
                                branch_texts!(a, b, off, true);
                                branch!(a, b, off, ==, true)
                            }
                            Op::JNe { a, b, off } => {
                                branch_texts!(a, b, off, false);
                                branch!(a, b, off, !=, true)
                            }
                            Op::JGt { a, b, off } => branch!(a, b, off, >, true),
                            Op::JGe { a, b, off } => branch!(a, b, off, >=, true),
                            Op::JNLt { a, b, off } => branch!(a, b, off, <, false),
                            Op::JNLe { a, b, off } => branch!(a, b, off, <=, false),
                            Op::JNEq { a, b, off } => {
                                branch_texts!(a, b, off, false);
                                branch!(a, b, off, ==, false)
                            }
                            Op::JNNe { a, b, off } => {
                                branch_texts!(a, b, off, true);
                                branch!(a, b, off, !=, false)
                            }
                            Op::JNGt { a, b, off } => branch!(a, b, off, >, false),
                            Op::JNGe { a, b, off } => branch!(a, b, off, >=, false),
                            Op::JLtI { a, imm, off } => branch_imm!(a, imm, off, <, true),
                            Op::JLeI { a, imm, off } => branch_imm!(a, imm, off, <=, true),
                            Op::JEqI { a, imm, off } => branch_imm!(a, imm, off, ==, true),
                            Op::JNeI { a, imm, off } => branch_imm!(a, imm, off, !=, true),
                            Op::JGtI { a, imm, off } => branch_imm!(a, imm, off, >, true),
                            Op::JGeI { a, imm, off } => branch_imm!(a, imm, off, >=, true),
                            Op::JNLtI { a, imm, off } => branch_imm!(a, imm, off, <, false),
                            Op::JNLeI { a, imm, off } => branch_imm!(a, imm, off, <=, false),
                            Op::JNEqI { a, imm, off } => branch_imm!(a, imm, off, ==, false),
                            Op::JNNeI { a, imm, off } => branch_imm!(a, imm, off, !=, false),
                            Op::JNGtI { a, imm, off } => branch_imm!(a, imm, off, >, false),
                            Op::JNGeI { a, imm, off } => branch_imm!(a, imm, off, >=, false),
                            Op::JLtK { a, k, off } => branch_float!(a, k, off, <, true),
                            Op::JNLtK { a, k, off } => branch_float!(a, k, off, <, false),
                            Op::JLeK { a, k, off } => branch_float!(a, k, off, <=, true),
                            Op::JNLeK { a, k, off } => branch_float!(a, k, off, <=, false),
                            Op::JGtK { a, k, off } => branch_float!(a, k, off, >, true),
                            Op::JNGtK { a, k, off } => branch_float!(a, k, off, >, false),
                            Op::JGeK { a, k, off } => branch_float!(a, k, off, >=, true),
                            Op::JNGeK { a, k, off } => branch_float!(a, k, off, >=, false),
                            Op::JEqK { a, k, off } => branch_equal!(a, k, off, true),
                            Op::JNEqK { a, k, off } => branch_equal!(a, k, off, false),
                            Op::JIs { a, b, off } => {
                                let same = s.word(a.0) == s.word(b.0);
                                consume!(a);
                                consume!(b);
                                if same {
                                    jump!(off);
                                }
                                next!();
                            }
                            Op::JIsNot { a, b, off } => {
                                let same = s.word(a.0) == s.word(b.0);
                                consume!(a);
                                consume!(b);
                                if !same {
                                    jump!(off);
                                }
                                next!();
                            }

                            Op::In { flags, d, a, b } => {
                                let found = tri!(contains(vm, &*s.reg(b.0), &*s.reg(a.0)));
                                put_word!(d, Value::bool(found == (flags.0 == 0)).into_word());
                                consume!(a, d);
                                consume!(b, d);
                                poll!();
                                next!();
                            }
                            Op::JIn { a, b, off } => {
                                let found = tri!(contains(vm, &*s.reg(b.0), &*s.reg(a.0)));
                                consume!(a);
                                consume!(b);
                                poll!();
                                if found {
                                    jump!(off);
                                }
                                next!();
                            }
                            Op::JNotIn { a, b, off } => {
                                let found = tri!(contains(vm, &*s.reg(b.0), &*s.reg(a.0)));
                                consume!(a);
                                consume!(b);
                                poll!();
                                if !found {
                                    jump!(off);
                                }
                                next!();
                            }

                            // ---- iteration ----
                            Op::GetIter { d, a } => {
                                let v = tri!(vm.iter(&*s.reg(a.0)));
                                put!(d, v);
                                consume!(a, d);
                                poll!();
                                next!();
                            }
                            Op::ForIter { it, d, off } => {
                                iterate!(it, d, s.pc.add(1), next!(), jump!(off))
                            }
                            Op::ForLoop { it, d, off } => iterate!(
                                it,
                                d,
                                s.pc.offset(off.0 as isize + 1),
                                jump!(off),
                                next!()
                            ),
                            Op::Yield { d, s: from } => {
                                let mut v = s.take(from.0);
                                let frame = &*vm.frames.top.sub(1);
                                if frame.flags & ENTRY != 0
                                    && frame.extra.word() == vm.sink.generator
                                {
                                    match vm.sink.offer(&vm.heap, v) {
                                        // Taken: `None` is sent at once.
                                        Ok(()) => {
                                            vm.tick -= 1;
                                            finish_word!(d, Value::NONE.word());
                                        }
                                        Err(back) => v = back,
                                    }
                                }
                                suspend!(v.into_word(), d.0)
                            }
                            Op::YieldFrom { it, v, .. } => {
                                if resumable(&*s.reg(it.0)) {
                                    resume!(it, ptr::replace(s.reg(v.0) as *mut u64, 0));
                                }
                            }
                            Op::Unpack { s: from, base, n } => {
                                tri!(unpack(vm, &*s.reg(from.0), s.reg(base.0), n.0 as usize));
                                // `base` may be the register of `s` itself, whose value is gone then.
                                if from.0 < base.0 || from.0 >= base.0 + n.0 {
                                    consume!(from);
                                }
                                poll!();
                                next!();
                            }
                            Op::UnpackLocals { s: from, a, n } => {
                                tri!(unpack(vm, &*s.reg(from.0), s.reg(a.0), n.0 as usize));
                                consume!(from);
                                poll!();
                                next!();
                            }
                            Op::Unpack2 { s: from, a, b } => {
                                if let Some([x, y]) = exact_items(&*s.reg(from.0)) {
                                    let (x, y) = (x.clone(), y.clone());
                                    put!(a, x);
                                    put!(b, y);
                                    consume!(from);
                                    next!();
                                }
                            }

                            // ---- building ----
                            Op::BuildTuple { d, base, n } => {
                                let items =
                                    std::slice::from_raw_parts_mut(s.reg(base.0), n.0 as usize);
                                let v = tri!(vm.tuple_take(items));
                                finish!(d, v);
                            }
                            Op::BuildList { d, base, n } => {
                                let items =
                                    std::slice::from_raw_parts_mut(s.reg(base.0), n.0 as usize);
                                let v = tri!(vm.list_take(items));
                                finish!(d, v);
                            }
                            Op::ListAppend { list, v } => {
                                let item = s.take(v.0);
                                tri!(vm.list_push(&*s.reg(list.0), item));
                                next!();
                            }

                            Op::BuildMap { d, base, n } => {
                                let items =
                                    std::slice::from_raw_parts(s.reg(base.0), 2 * n.0 as usize);
                                let v = tri!(vm.build_map(items));
                                clear_run(vm, s.reg(base.0), 2 * n.0 as usize);
                                put!(d, v);
                                poll!();
                                next!();
                            }
                            Op::BuildString { d, base, n } => {
                                let parts = std::slice::from_raw_parts(s.reg(base.0), n.0 as usize);
                                let v = tri!(vm.build_string(parts));
                                clear_run(vm, s.reg(base.0), n.0 as usize);
                                finish!(d, v);
                            }
                            Op::Format { flags, d, a } => {
                                let v = tri!(vm.format_field(&*s.reg(a.0), flags.0, None));
                                put!(d, v);
                                consume!(a, d);
                                poll!();
                                next!();
                            }
                            Op::FormatSpec { flags, d, a, spec } => {
                                let form = Some(&*s.reg(spec.0));
                                let v = tri!(vm.format_field(&*s.reg(a.0), flags.0, form));
                                put!(d, v);
                                consume!(a, d);
                                consume!(spec, d);
                                poll!();
                                next!();
                            }

                            // ---- calls ----
                            Op::LoadMethod { base, site } => {
                                let p = s.reg(base.0);
                                if let Some(f) = loaded_method(&*p, &*s.cache(site.0)) {
                                    let this = ptr::replace(p as *mut u64, f.into_word());
                                    (p.add(1) as *mut u64).write(this);
                                    next!();
                                }
                            }
                            Op::CallLoaded { d, base, site } => {
                                let site = &*(*s.code).sites.add(site.0 as usize);
                                let p = s.reg(base.0);
                                if site.kwnames == crate::code::Site::NO_KW
                                    && !(*p.add(1)).is_unbound()
                                {
                                    let f = Value::from_word(ptr::replace(p as *mut u64, 0));
                                    let n = site.argc as usize + 1;
                                    called!(d, vm.call_registers(f, d.0, p, n));
                                }
                            }
                            Op::Call { d, base, n } => {
                                let p = s.reg(base.0);
                                if is_function(&*p) {
                                    // The frame gets the register's count.
                                    let take = || ptr::write(p as *mut u64, 0);
                                    enter!((*p).word(), take(), d.0, p.add(1), n.0 as u32);
                                }
                                let f = Value::from_word(ptr::replace(p as *mut u64, 0));
                                called!(d, vm.call_registers(f, d.0, p, n.0 as usize));
                            }
                            Op::CallGlobal { d, base, site } => {
                                let c = &*s.cache(site.0);
                                if let Some(f) = cached_global(vm, c) {
                                    let p = s.reg(base.0);
                                    let argc = c[0].argc;
                                    if is_function(f) {
                                        enter!(
                                            f.word(),
                                            share_count(f.word()),
                                            d.0,
                                            p.add(1),
                                            argc as u32
                                        );
                                    } else if argc != SiteCache::KEYWORDS {
                                        let f = f.clone();
                                        called!(d, vm.call_registers(f, d.0, p, argc as usize));
                                    }
                                }
                            }
                            Op::CallMethod { d, base, site } => {
                                let c = &*s.cache(site.0);
                                let p = s.reg(base.0);
                                if let Some(e) = entry_for(&*p, c) {
                                    let n = c[0].argc as u32 + 1;
                                    if e.kind == CacheKind::Method {
                                        enter!(e.value, share_count(e.value), d.0, p, n);
                                    } else if e.kind == CacheKind::NativeMethod {
                                        let def = &*(e.value as *const MethodDef);
                                        if n >= def.min as u32 && n <= def.max as u32 {
                                            vm.tick -= CALL_COST;
                                            let pos = std::slice::from_raw_parts(p, n as usize);
                                            let v = tri!((def.func)(vm, Args { pos, kw: &[] }));
                                            for i in 0..n as usize {
                                                let w = ptr::replace(p.add(i) as *mut u64, 0);
                                                drop(Value::from_word(w));
                                            }
                                            put!(d, v);
                                            poll!();
                                            next!();
                                        }
                                    } else if e.kind == CacheKind::Send && n == 2 && suspended(&*p)
                                    {
                                        vm.tick -= CALL_COST;
                                        resume!(base, ptr::replace(p.add(1) as *mut u64, 0));
                                        vm.tick += CALL_COST;
                                    }
                                }
                            }
                            Op::Return { s: from } => {
                                leave!(s.word(from.0), { *(s.reg(from.0) as *mut u64) = 0 })
                            }
                            Op::ReturnNone {} => leave!(Value::NONE.word(), {}),
                            // In full only.
                            Op::GetAwaitable { .. }
                            | Op::GetAIter { .. }
                            | Op::GetANext { .. }
                            | Op::EndAsyncFor { .. }
                            | Op::AsyncWithEnter { .. }
                            | Op::AsyncWithExit { .. }
                            | Op::AsyncWithExitExc { .. }
                            | Op::LoadFromClass { .. }
                            | Op::LoadNamespace { .. }
                            | Op::MakeTypeParam { .. }
                            | Op::MakeTypeAlias { .. }
                            | Op::SetTypeParams { .. }
                            | Op::GenericBase { .. }
                            | Op::DelLocal { .. }
                            | Op::MakeCell { .. }
                            | Op::DelCell { .. }
                            | Op::DelFree { .. }
                            | Op::LoadFreeCell { .. }
                            | Op::LoadClassFree { .. }
                            | Op::StoreGlobal { .. }
                            | Op::DelGlobal { .. }
                            | Op::LoadName { .. }
                            | Op::StoreName { .. }
                            | Op::DelName { .. }
                            | Op::SetupAnnotations { .. }
                            | Op::DelAttr { .. }
                            | Op::BuildSlice { .. }
                            | Op::GetSliceBy { .. }
                            | Op::SetSlice { .. }
                            | Op::Pow { .. }
                            | Op::MatMul { .. }
                            | Op::IBinary { .. }
                            | Op::JumpIfKeep { .. }
                            | Op::JumpIfNotKeep { .. }
                            | Op::UnpackEx { .. }
                            | Op::BuildSet { .. }
                            | Op::ListExtend { .. }
                            | Op::ListToTuple { .. }
                            | Op::SetAdd { .. }
                            | Op::SetUpdate { .. }
                            | Op::MapAdd { .. }
                            | Op::MapUpdate { .. }
                            | Op::MapMerge { .. }
                            | Op::CallKw { .. }
                            | Op::CallEx { .. }
                            | Op::MakeFunction { .. }
                            | Op::LoadBuildClass { .. }
                            | Op::MakeGenerator { .. }
                            | Op::GetYieldFrom { .. }
                            | Op::Raise { .. }
                            | Op::RaiseFrom { .. }
                            | Op::Reraise { .. }
                            | Op::PushExc { .. }
                            | Op::PopExc { .. }
                            | Op::JExcNoMatch { .. }
                            | Op::GroupMatch { .. }
                            | Op::GroupRest { .. }
                            | Op::AssertFail { .. }
                            | Op::WithEnter { .. }
                            | Op::WithExit { .. }
                            | Op::WithExitExc { .. }
                            | Op::ImportName { .. }
                            | Op::ImportFrom { .. }
                            | Op::ImportStar { .. }
                            | Op::MatchKind { .. }
                            | Op::GetLen { .. }
                            | Op::MatchKeys { .. }
                            | Op::MatchClass { .. }
                            | Op::PrintExpr { .. } => {}
                        }
                        let mut at = s;
                        match vm.step(&mut at) {
                            Flow::Go => s = at,
                            Flow::Over(r) => return r,
                        }
                        continue 'fault;
                    };
                    s.pc = s.pc.add(1);
                    let h = (dead - 2) as *mut Header;
                    let rc = (*h).rc.get();
                    if rc & IMMORTAL_BIT == 0 {
                        if rc > 1 {
                            (*h).rc.set(rc - 1);
                        } else if release_last(vm, h) {
                            vm.pc = s.pc;
                            if let Err(e) = vm.drain() {
                                break 'fault e;
                            }
                        }
                    }
                };
                vm.unwind(fault, true)?;
                s = Running::of(&vm.frames);
            }
        }
    }
}
