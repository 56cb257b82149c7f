//! The verifier: what the loop's unchecked reads rely on.
//!
//! [`verify`] checks each instruction by itself: registers, indexes, jump targets, flags, the
//! exception table, and that execution cannot run off the end. [`verify_flow`] follows every path
//! and checks the invariants of [`super::opcodes`]: a register is alive when it is read, a
//! temporary dead when it is written, none alive when the frame is left. `verify` runs on whatever
//! the compiler makes, `verify_flow` in debug builds and tests.

use super::code::{Code, CodeFlags, Const, Site};
use super::opcodes::*;

type Check = Result<(), String>;

/// What an instruction does with a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reads it; a temporary is dead afterwards.
    Use(u16),
    /// Reads it; it stays alive.
    Keep(u16),
    /// Ends its life, whether it is alive or not.
    Kill(u16),
    /// Writes it.
    Def(u16),
    /// Leaves it alone, but it must be free.
    Reserve(u16),
}

/// Calls `visit` with what `op` does with registers when it goes on to the next instruction:
/// reads first, writes last. What differs when it jumps, [`jump_accesses`] tells.
pub fn accesses(op: &Op, code: &Code, visit: &mut dyn FnMut(Access)) {
    use Access::{Def, Keep, Kill, Reserve, Use};
    let mut run = |first: u16, n: u32, access: fn(u16) -> Access| {
        for i in 0..n {
            visit(access(first.saturating_add(i as u16)));
        }
    };
    let args = |site: SiteIx| -> u32 {
        let site = code.sites.get(site.0 as usize).copied().unwrap_or_default();
        site.argc as u32 + keywords(code, site)
    };
    match *op {
        Op::Clear { r } | Op::DelLocal { r } => visit(Kill(r.0)),
        Op::CheckBound { r } | Op::MakeCell { r } => visit(Def(r.0)),
        Op::GetSlice { d, o, base } => {
            run(o.0, 1, Use);
            run(base.0, 2, Use);
            visit(Def(d.0));
        }
        Op::GetSliceBy { d, o, base } => {
            run(o.0, 1, Use);
            run(base.0, 3, Use);
            visit(Def(d.0));
        }
        Op::SetSlice { v, o, base } => {
            run(v.0, 1, Use);
            run(o.0, 1, Use);
            run(base.0, 2, Use);
        }
        Op::BuildSlice { d, base, n }
        | Op::BuildTuple { d, base, n }
        | Op::BuildList { d, base, n }
        | Op::BuildSet { d, base, n }
        | Op::BuildString { d, base, n } => {
            run(base.0, n.0 as u32, Use);
            visit(Def(d.0));
        }
        Op::BuildMap { d, base, n } => {
            run(base.0, 2 * n.0 as u32, Use);
            visit(Def(d.0));
        }
        Op::Unpack { s, base, n } => {
            run(s.0, 1, Use);
            run(base.0, n.0 as u32, Def);
        }
        Op::UnpackLocals { s, a, n } => {
            run(s.0, 1, Use);
            run(a.0, n.0 as u32, Def);
        }
        Op::UnpackEx { s, base, n } => {
            run(s.0, 1, Use);
            run(base.0, (n.0 >> 8) as u32 + 1 + (n.0 & 255) as u32, Def);
        }
        Op::Call { d, base, n } => {
            run(base.0, 1 + n.0 as u32, Use);
            visit(Def(d.0));
        }
        Op::CallKw { d, base, site } | Op::CallMethod { d, base, site } => {
            run(base.0, 1 + args(site), Use);
            visit(Def(d.0));
        }
        Op::CallGlobal { d, base, site } => {
            run(base.0, 1, Reserve);
            run(base.0.saturating_add(1), args(site), Use);
            visit(Def(d.0));
        }
        Op::CallLoaded { d, base, site } => {
            run(base.0, 2 + args(site), Use);
            visit(Def(d.0));
        }
        Op::CallEx { d, base } => {
            run(base.0, 3, Use);
            visit(Def(d.0));
        }
        Op::LoadMethod { base, .. } | Op::WithEnter { base } | Op::AsyncWithEnter { base } => {
            run(base.0, 1, Use);
            run(base.0, 2, Def);
        }
        Op::MakeFunction { flags, d, base, .. } => {
            run(base.0, (flags.0 & 15).count_ones(), Use);
            visit(Def(d.0));
        }
        Op::MakeTypeParam { d, base, .. } | Op::MakeTypeAlias { d, base } => {
            run(base.0, 3, Use);
            visit(Def(d.0));
        }
        Op::ImportName { base, .. } => {
            run(base.0, 2, Use);
            run(base.0, 1, Def);
        }
        Op::MatchClass { d, s, base, .. } => {
            run(s.0, 1, Keep);
            run(base.0, 2, Use);
            visit(Def(d.0));
        }
        Op::JumpIfKeep { a, .. } | Op::JumpIfNotKeep { a, .. } => visit(Use(a.0)),
        Op::ForIter { it, d, .. } => {
            visit(Keep(it.0));
            visit(Def(d.0));
        }
        Op::ForLoop { it, .. } => {
            visit(Keep(it.0));
            visit(Kill(it.0));
        }
        Op::YieldFrom { d, it, v } => {
            for r in [it.0, v.0] {
                visit(Keep(r));
                visit(Kill(r));
            }
            visit(Def(d.0));
        }
        Op::PopExc { save } => {
            visit(Keep(save.0));
            visit(Kill(save.0));
        }
        Op::WithExit { exit } => {
            visit(Keep(exit.0));
            visit(Kill(exit.0));
        }
        Op::AsyncWithExit { d, exit } => {
            visit(Keep(exit.0));
            visit(Kill(exit.0));
            visit(Def(d.0));
        }
        Op::EndAsyncFor { it, exc } => {
            visit(Use(exc.0));
            visit(Keep(it.0));
            visit(Kill(it.0));
        }
        Op::WithExitExc { d, exit, exc } | Op::AsyncWithExitExc { d, exit, exc } => {
            visit(Keep(exc.0));
            visit(Keep(exit.0));
            visit(Kill(exit.0));
            visit(Def(d.0));
        }
        Op::Raise { flags, .. } if flags.0 == 1 => {}
        Op::AssertFail { flags, .. } if flags.0 == 0 => {}
        _ => {
            // All others do what the roles of their operands say.
            op.operands(&mut |_, operand| match operand {
                Operand::Src(Src(r)) => visit(Use(r)),
                Operand::Keep(r) => visit(Keep(r.0)),
                _ => {}
            });
            op.operands(&mut |_, operand| {
                if let Operand::Dst(Dst(r)) = operand {
                    visit(Def(r));
                }
            });
        }
    }
}

/// As [`accesses`], for the way to the jump's target.
pub fn jump_accesses(op: &Op, code: &Code, visit: &mut dyn FnMut(Access)) {
    use Access::*;
    match *op {
        Op::JumpIfKeep { a, .. } | Op::JumpIfNotKeep { a, .. } => visit(Keep(a.0)),
        Op::ForIter { it, .. } => {
            visit(Keep(it.0));
            visit(Kill(it.0));
        }
        Op::ForLoop { it, d, .. } => {
            visit(Keep(it.0));
            visit(Def(d.0));
        }
        _ => accesses(op, code, visit),
    }
}

fn keywords(code: &Code, site: Site) -> u32 {
    match code.consts.get(site.kwnames as usize) {
        Some(Const::Tuple(names)) if site.kwnames != Site::NO_KW => names.len() as u32,
        _ => 0,
    }
}

/// Whether execution never goes on to the next instruction.
pub fn is_terminator(op: &Op) -> bool {
    matches!(
        op,
        Op::Jump { .. }
            | Op::Return { .. }
            | Op::ReturnNone {}
            | Op::Raise { .. }
            | Op::RaiseFrom { .. }
            | Op::Reraise { .. }
            | Op::AssertFail { .. }
    )
}

/// The index of the instruction that a jump at index `at` leads to.
pub fn jump_target(op: &Op, at: usize) -> Option<i64> {
    let mut target = None;
    op.operands(&mut |_, operand| {
        let off = match operand {
            Operand::Off(Off(off)) => off as i64,
            Operand::Off32(Off32(off)) => off as i64,
            _ => return,
        };
        target = Some(at as i64 + 1 + off);
    });
    target
}

/// Checks a code object (not those in its constants: they are checked when they are made).
pub fn verify(code: &Code) -> Check {
    let ops = code.ops.len();
    let require = |ok: bool, what: &str| if ok { Ok(()) } else { Err(what.to_string()) };
    require(code.nlocals <= code.nregs, "more locals than registers")?;
    require(
        code.locals.len() == code.nlocals as usize && code.cells.len() == code.nlocals as usize,
        "tables of locals differ in length",
    )?;
    require(
        code.param_count() <= code.nlocals as usize,
        "more parameters than locals",
    )?;
    require(
        code.positions.len() == ops,
        "a position for each instruction",
    )?;
    require(
        code.inner_positions.is_sorted_by(|a, b| a.0 < b.0)
            && code
                .inner_positions
                .last()
                .is_none_or(|p| (p.0 as usize) < ops),
        "inner positions out of order",
    )?;
    require(
        code.ops.last().is_some_and(is_terminator),
        "execution can run off the end",
    )?;
    for site in &code.sites {
        require((site.name as usize) < code.names.len(), "name of a site")?;
        if site.kwnames != Site::NO_KW {
            let ok = matches!(code.consts.get(site.kwnames as usize), Some(Const::Tuple(names))
                if names.iter().all(|n| matches!(n, Const::Str(_))));
            require(ok, "keyword names of a site")?;
        }
    }
    for handler in &code.handlers {
        let ok = handler.start < handler.end
            && handler.end as usize <= ops
            && (handler.target as usize) < ops
            && (code.nlocals..=code.nregs).contains(&handler.depth)
            && (handler.depth..code.nregs).contains(&handler.reg);
        require(ok, "an exception handler")?;
    }
    let suspends = CodeFlags::GENERATOR | CodeFlags::COROUTINE | CodeFlags::ASYNC_GENERATOR;
    let is_generator = code.flags.has(suspends);
    for (at, op) in code.ops.iter().enumerate() {
        let makes = matches!(op, Op::MakeGenerator {});
        if makes != (at == 0 && is_generator) {
            return Err(format!(
                "{at}: MakeGenerator is the first of a generator's code"
            ));
        }
        verify_op(code, at, op).map_err(|why| format!("{at} {}: {why}", op.name()))?;
    }
    if cfg!(debug_assertions) {
        verify_flow(code)?;
    }
    Ok(())
}

fn verify_op(code: &Code, at: usize, op: &Op) -> Check {
    let mut result = Ok(());
    let mut fail = |what: String| {
        if result.is_ok() {
            result = Err(what);
        }
    };
    let below = |i: usize, len: usize| i < len;
    // Operands that this instance of the instruction ignores.
    let unused = matches!(
        op,
        Op::Raise {
            flags: Flags(1),
            ..
        } | Op::AssertFail {
            flags: Flags(0),
            ..
        }
    );
    op.operands(&mut |field, operand| {
        let ok = match operand {
            Operand::Dst(Dst(r)) | Operand::Keep(Keep(r)) => r < code.nregs,
            Operand::Src(Src(r)) => r < code.nregs || unused,
            // What is read from it is checked below; a run of none may stand at the end.
            Operand::Base(Base(r)) => (code.nlocals..=code.nregs).contains(&r),
            Operand::K(K(k)) => below(k as usize, code.consts.len()),
            Operand::K32(K32(k)) => below(k as usize, code.consts.len()),
            Operand::Name(Name(n)) => below(n as usize, code.names.len()),
            Operand::Site(SiteIx(s)) => below(s as usize, code.sites.len()),
            Operand::Free(Free(i)) => below(i as usize, code.freevars.len()),
            Operand::Count(_) | Operand::Imm(_) | Operand::Imm32(_) | Operand::Flags(_) => true,
            Operand::Off(_) | Operand::Off32(_) => {
                jump_target(op, at).is_some_and(|t| (0..code.ops.len() as i64).contains(&t))
            }
        };
        if !ok {
            fail(format!("operand {field} is out of range"));
        }
    });
    accesses(op, code, &mut |access| {
        let (Access::Use(r)
        | Access::Keep(r)
        | Access::Kill(r)
        | Access::Def(r)
        | Access::Reserve(r)) = access;
        if r >= code.nregs {
            fail(format!("register {r} is out of range"));
        }
    });
    let is_cell = |r: Keep| code.cells.get(r.0 as usize).copied().unwrap_or(false);
    let is_local = |r: u16| r < code.nlocals;
    let max_flag = |flags: Flags, max: u8| flags.0 <= max;
    let ok = match *op {
        Op::MakeCell { r }
        | Op::LoadCell { r, .. }
        | Op::StoreCell { r, .. }
        | Op::DelCell { r } => is_cell(r),
        Op::CheckBound { r } | Op::DelLocal { r } => is_local(r.0) && !is_cell(r),
        Op::Unpack2 { a, b, .. } => is_local(a.0) && is_local(b.0) && a != b,
        Op::UnpackLocals { a, n, .. } => (a.0 as u32 + n.0 as u32) <= code.nlocals as u32,
        Op::JumpIfKeep { a, .. } | Op::JumpIfNotKeep { a, .. } => !is_local(a.0),
        Op::MakeFunction { k, flags, .. } => {
            flags.0 < 16 && matches!(code.consts.get(k.0 as usize), Some(Const::Code(_)))
        }
        Op::LoadClassFree { k, .. } => matches!(code.consts.get(k.0 as usize), Some(Const::Str(_))),
        Op::FloorDivI { imm, .. } | Op::ModI { imm, .. } => imm.0 != 0,
        Op::LShiftI { imm, .. } | Op::RShiftI { imm, .. } => (0..62).contains(&imm.0),
        Op::BuildSlice { n, .. } => matches!(n.0, 2 | 3),
        Op::IBinary { flags, .. } => max_flag(flags, BinOp::MatMul as u8),
        Op::Unary { flags, .. } => max_flag(flags, UnaryOp::Invert as u8),
        Op::Format { flags, .. } => max_flag(flags, 3 | FORMAT_PART),
        Op::FormatSpec { flags, .. } => max_flag(flags, 3),
        Op::LoadBool { flags, .. }
        | Op::Is { flags, .. }
        | Op::In { flags, .. }
        | Op::Raise { flags, .. }
        | Op::AssertFail { flags, .. }
        | Op::MatchKind { flags, .. } => max_flag(flags, 1),
        Op::PushExc { save, .. } => !is_local(save.0),
        Op::PopExc { save } => !is_local(save.0),
        _ => true,
    };
    if !ok {
        fail("an operand has a value that it cannot have".into());
    }
    result
}

/// What is known of a register at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Life {
    Dead,
    Alive,
    /// Alive on some ways here only.
    Either,
}

/// Follows all paths through the code; see the module's documentation.
pub fn verify_flow(code: &Code) -> Check {
    let mut entry = vec![Life::Dead; code.nregs as usize];
    entry[..code.param_count()].fill(Life::Alive);
    let mut states: Vec<Option<Vec<Life>>> = vec![None; code.ops.len()];
    let mut work = Vec::new();
    join(&mut states, &mut work, 0, &entry);
    while let Some(at) = work.pop() {
        let Some(before) = states[at].clone() else {
            continue;
        };
        let op = &code.ops[at];
        let context = |why: String| format!("{at} {}: {why}", op.name());
        if let Some(handler) = innermost(code, at) {
            let mut state = before.clone();
            state[handler.depth as usize..].fill(Life::Dead);
            state[handler.reg as usize] = Life::Alive;
            join(&mut states, &mut work, handler.target as usize, &state);
        }
        if let Some(target) = jump_target(op, at) {
            let mut state = before.clone();
            apply(code, &mut state, |visit| jump_accesses(op, code, visit)).map_err(context)?;
            join(&mut states, &mut work, target as usize, &state);
        }
        let mut state = before;
        apply(code, &mut state, |visit| accesses(op, code, visit)).map_err(context)?;
        if matches!(op, Op::Return { .. } | Op::ReturnNone {}) {
            let mut temps = state.iter().enumerate().skip(code.nlocals as usize);
            if let Some((r, _)) = temps.find(|(_, life)| **life != Life::Dead) {
                return Err(context(format!("temporary {r} may be alive at the end")));
            }
        }
        if !is_terminator(op) {
            join(&mut states, &mut work, at + 1, &state);
        }
    }
    Ok(())
}

fn innermost(code: &Code, at: usize) -> Option<&super::code::Handler> {
    // The compiler's tables have no overlaps: the first that covers is the innermost.
    let i = code.handlers.partition_point(|h| h.end as usize <= at);
    code.handlers[i..]
        .iter()
        .find(|h| (h.start as usize..h.end as usize).contains(&at))
}

fn apply(code: &Code, state: &mut [Life], each: impl FnOnce(&mut dyn FnMut(Access))) -> Check {
    let mut result = Ok(());
    each(&mut |access| {
        let (Access::Use(r)
        | Access::Keep(r)
        | Access::Kill(r)
        | Access::Def(r)
        | Access::Reserve(r)) = access;
        let temporary = r >= code.nlocals;
        let life = &mut state[r as usize];
        let ok = match access {
            Access::Use(_) | Access::Keep(_) => *life == Life::Alive,
            Access::Def(_) | Access::Reserve(_) => !temporary || *life == Life::Dead,
            Access::Kill(_) => true,
        };
        if !ok && result.is_ok() {
            let kind = if temporary { "temporary" } else { "local" };
            result = Err(format!("{kind} {r} is {life:?} at {access:?}"));
        }
        match access {
            Access::Use(_) if temporary => *life = Life::Dead,
            Access::Kill(_) => *life = Life::Dead,
            Access::Def(_) => *life = Life::Alive,
            _ => {}
        }
    });
    result
}

fn join(states: &mut [Option<Vec<Life>>], work: &mut Vec<usize>, at: usize, state: &[Life]) {
    match &mut states[at] {
        none @ None => {
            *none = Some(state.to_vec());
            work.push(at);
        }
        Some(old) => {
            let mut changed = false;
            for (old, new) in old.iter_mut().zip(state) {
                if *old != *new && *old != Life::Either {
                    *old = Life::Either;
                    changed = true;
                }
            }
            if changed {
                work.push(at);
            }
        }
    }
}
