//! The body of one code object while it is being compiled: instructions with symbolic jump
//! targets, the exception table, temporaries, and which locals are certainly bound.
//!
//! Invariants:
//! 1. Temporaries are a stack: `height` is the first free one. An operand temporary is given back
//!    (`height` lowered) before the instruction that consumes it is emitted, so that its result
//!    may take the place.
//! 2. `reachable` is false behind a jump that is always taken. Nothing is emitted then, though the
//!    tree is still walked for the errors in it.
//! 3. `bound` holds the locals that have a value on every path that leads here. A label knows the
//!    intersection of the states of all jumps to it; the head of a loop drops what any `del` may
//!    unbind (`volatile`), since jumps from below are not yet seen.
//! 4. Each instruction knows its innermost handler; runs of equal ones make the exception table.
//!    A handler's target is itself covered by what surrounds it, so entries need not nest.

use crate::code::code::{Handler, Position, Site};
use crate::code::opcodes::*;
use crate::code::verify::is_terminator;
use std::ops::Range;

use super::consts::{ConstPool, WIDE};
use super::map::HashMap;

/// A jump target: an index into `Body::labels`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label(u32);

/// Index into `Body::handlers`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HandlerId(u32);

/// A set of local registers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LocalSet(Vec<u64>);

impl LocalSet {
    pub fn insert(&mut self, r: u16) {
        let word = r as usize / 64;
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (r % 64);
    }

    pub fn remove(&mut self, r: u16) {
        if let Some(word) = self.0.get_mut(r as usize / 64) {
            *word &= !(1 << (r % 64));
        }
    }

    pub fn contains(&self, r: u16) -> bool {
        self.0
            .get(r as usize / 64)
            .is_some_and(|word| word >> (r % 64) & 1 != 0)
    }

    fn intersect(&mut self, other: &LocalSet) {
        self.0.truncate(other.0.len());
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine &= theirs;
        }
    }

    fn subtract(&mut self, other: &LocalSet) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine &= !theirs;
        }
    }
}

/// What is known of a label.
#[derive(Debug, Default)]
struct LabelState {
    /// Index of the instruction that the label stands before.
    at: Option<u32>,
    /// What is bound on every jump seen so far; `None` before the first.
    bound: Option<LocalSet>,
}

#[derive(Debug)]
struct HandlerState {
    label: Label,
    depth: u16,
    reg: u16,
    /// What is bound wherever the handler may be entered from.
    bound: LocalSet,
    /// Whether it covers any instruction.
    used: bool,
}

#[derive(Clone, Copy, Debug)]
struct Instr {
    op: Op,
    target: Option<Label>,
    handler: Option<HandlerId>,
    pos: Position,
    /// Never reached; takes no place.
    dead: bool,
}

/// See the module's documentation.
#[derive(Debug)]
pub(super) struct Body {
    instrs: Vec<Instr>,
    inner: Vec<(u32, Position)>,
    labels: Vec<LabelState>,
    handlers: Vec<HandlerState>,
    /// Handlers of the protected regions that enclose the current place, innermost last.
    pub protected: Vec<HandlerId>,
    pub consts: ConstPool,
    pub names: Vec<Box<str>>,
    name_index: HashMap<Box<str>, u32>,
    pub sites: Vec<Site>,
    site_index: HashMap<(u32, u16, u16), u16>,
    /// First temporary.
    pub nlocals: u16,
    pub height: u16,
    max_height: u16,
    pub reachable: bool,
    pub bound: LocalSet,
    pub volatile: LocalSet,
    /// Plain locals that are no parameters: they are numbered as they are mentioned.
    pub plain: Range<u16>,
    /// Those of them that code has mentioned, in this order.
    pub mentioned: Vec<u16>,
    /// Where each plain local stands in `mentioned`, by its distance from `plain.start`.
    places: Vec<Option<u16>>,
    /// The first limit of the format that the code exceeds.
    pub overflow: Option<&'static str>,
}

/// Sites beyond this many are shared between instructions that say the same.
const OWN_SITES: usize = 48_000;

/// Longest body. Only generated code comes near it, or `finally` in `finally` in `finally`, each
/// of which doubles the code inside.
const MAX_INSTRUCTIONS: usize = 4 << 20;

/// What [`Body::finish`] makes.
pub(super) struct Finished {
    pub ops: Vec<Op>,
    pub positions: Vec<Position>,
    pub inner: Vec<(u32, Position)>,
    pub handlers: Vec<Handler>,
    pub nregs: u16,
}

impl Body {
    pub fn new(nlocals: u16) -> Body {
        Body {
            instrs: Vec::new(),
            inner: Vec::new(),
            labels: Vec::new(),
            handlers: Vec::new(),
            protected: Vec::new(),
            consts: ConstPool::default(),
            names: Vec::new(),
            name_index: Default::default(),
            sites: Vec::new(),
            site_index: Default::default(),
            nlocals,
            height: nlocals,
            max_height: nlocals,
            reachable: true,
            bound: LocalSet::default(),
            volatile: LocalSet::default(),
            plain: 0..0,
            mentioned: Vec::new(),
            places: Vec::new(),
            overflow: None,
        }
    }

    // ---- registers ----

    pub fn is_temp(&self, r: u16) -> bool {
        r >= self.nlocals
    }

    /// Takes the next temporary.
    pub fn alloc(&mut self) -> u16 {
        self.alloc_run(1)
    }

    /// Takes the next `n` temporaries and returns the first.
    pub fn alloc_run(&mut self, n: u16) -> u16 {
        let first = self.height;
        self.height = match self.height.checked_add(n) {
            Some(h) if h < u16::MAX - 8 => h,
            _ => {
                self.overflow.get_or_insert("registers");
                self.nlocals
            }
        };
        self.max_height = self.max_height.max(self.height);
        first
    }

    /// First register behind all that are used.
    pub fn top(&self) -> u16 {
        self.max_height
    }

    /// Makes sure that the window holds register `r`.
    fn reserve(&mut self, r: u16) {
        self.max_height = self.max_height.max(r.saturating_add(1));
    }

    /// Notes that code mentions local `r`.
    pub fn mention(&mut self, r: u16) {
        if !self.plain.contains(&r) || self.place_of(r).is_some() {
            return;
        }
        let at = (r - self.plain.start) as usize;
        if at >= self.places.len() {
            self.places.resize(at + 1, None);
        }
        self.places[at] = Some(self.mentioned.len() as u16);
        self.mentioned.push(r);
    }

    /// Where plain local `r` stands in `mentioned`.
    fn place_of(&self, r: u16) -> Option<u16> {
        let at = r.checked_sub(self.plain.start)?;
        self.places.get(at as usize).copied().flatten()
    }

    /// Whether these locals, mentioned in this order from here on, end up side by side.
    pub fn side_by_side(&self, locals: &[u16]) -> bool {
        if !locals.iter().all(|r| self.plain.contains(r)) {
            // Parameters, and what stands behind the plain locals, keep their order.
            let before = locals.iter().all(|r| *r < self.plain.start);
            let behind = locals.iter().all(|r| *r >= self.plain.end);
            return (before || behind) && locals.windows(2).all(|w| w[1] == w[0] + 1);
        }
        let mut next = self.mentioned.len() as u16;
        let mut last: Option<u16> = None;
        locals.iter().enumerate().all(|(i, r)| {
            let place = self.place_of(*r).unwrap_or_else(|| {
                next += 1;
                next - 1
            });
            let follows = last.is_none_or(|l| place == l + 1);
            last = Some(place);
            follows && !locals[..i].contains(r)
        })
    }

    /// Local `r` has a value from here on.
    pub fn set_bound(&mut self, r: u16) {
        if self.reachable {
            self.bound.insert(r);
        }
    }

    /// Local `r` may have no value from here on.
    pub fn set_unbound(&mut self, r: u16) {
        self.bound.remove(r);
        for &HandlerId(h) in &self.protected {
            self.handlers[h as usize].bound.remove(r);
        }
    }

    // ---- tables ----

    /// Index of a name.
    pub fn name(&mut self, name: &str) -> u32 {
        if let Some(&i) = self.name_index.get(name) {
            return i;
        }
        let i = self.names.len() as u32;
        self.names.push(name.into());
        self.name_index.insert(name.into(), i);
        i
    }

    /// A site of an instruction's own, or, if `shared`, one for all that say the same.
    pub fn site(&mut self, name: &str, argc: u16, kwnames: u16, shared: bool) -> SiteIx {
        let name = self.name(name);
        let key = (name, argc, kwnames);
        let shared = shared || self.sites.len() >= OWN_SITES;
        if shared && let Some(&i) = self.site_index.get(&key) {
            return SiteIx(i);
        }
        let Ok(i) = u16::try_from(self.sites.len()) else {
            self.overflow.get_or_insert("attributes and calls");
            return SiteIx(0);
        };
        self.sites.push(Site {
            name,
            argc,
            kwnames,
        });
        if shared {
            self.site_index.insert(key, i);
        }
        SiteIx(i)
    }

    // ---- instructions ----

    pub fn emit(&mut self, op: Op, pos: Position) {
        self.push(op, None, pos);
    }

    /// As `emit`, with the position of the fused instruction's first sub-operation.
    pub fn emit_fused(&mut self, op: Op, pos: Position, inner: Position) {
        if self.reachable && inner != pos {
            self.inner.push((self.instrs.len() as u32, inner));
        }
        self.push(op, None, pos);
    }

    fn push(&mut self, op: Op, target: Option<Label>, pos: Position) {
        if !self.reachable {
            return;
        }
        if self.instrs.len() >= MAX_INSTRUCTIONS {
            self.overflow.get_or_insert("instructions");
            return;
        }
        let handler = self.protected.last().copied();
        if let Some(HandlerId(h)) = handler {
            self.handlers[h as usize].used = true;
        }
        let mut top = 0;
        op.operands(&mut |_, operand| match operand {
            Operand::Dst(Dst(r)) | Operand::Src(Src(r)) | Operand::Keep(Keep(r)) => {
                top = top.max(r)
            }
            Operand::Base(Base(r)) => top = top.max(r),
            _ => {}
        });
        self.reserve(top);
        self.instrs.push(Instr {
            op,
            target,
            handler,
            pos,
            dead: false,
        });
        self.reachable = !is_terminator(&op);
    }

    /// Position of the newest instruction.
    pub fn last_pos(&self) -> Position {
        self.instrs.last().map(|i| i.pos).unwrap_or_default()
    }

    // ---- labels ----

    pub fn label(&mut self) -> Label {
        self.labels.push(LabelState::default());
        Label(self.labels.len() as u32 - 1)
    }

    /// Emits a jump (the operand `off` of `op` is filled in later).
    pub fn jump_op(&mut self, op: Op, target: Label, pos: Position) {
        if !self.reachable {
            return;
        }
        let state = &mut self.labels[target.0 as usize];
        match &mut state.bound {
            Some(bound) => bound.intersect(&self.bound),
            none => *none = Some(self.bound.clone()),
        }
        self.push(op, Some(target), pos);
    }

    pub fn jump(&mut self, target: Label, pos: Position) {
        self.jump_op(Op::Jump { off: Off32(0) }, target, pos);
    }

    /// Puts a label here; the place is reachable if it was or if anything jumps to it.
    pub fn place(&mut self, label: Label) {
        let state = &mut self.labels[label.0 as usize];
        state.at = Some(self.instrs.len() as u32);
        if let Some(bound) = &state.bound {
            if self.reachable {
                self.bound.intersect(bound);
            } else {
                self.bound = bound.clone();
                self.reachable = true;
            }
        }
    }

    /// Puts a label here to which jumps from below will lead.
    pub fn place_loop_head(&mut self, label: Label) {
        self.place(label);
        let volatile = std::mem::take(&mut self.volatile);
        self.bound.subtract(&volatile);
        self.volatile = volatile;
    }

    // ---- handlers ----

    /// Opens a protected region: an exception in it clears temporaries from `depth` on, puts the
    /// exception into `reg` and goes to the handler.
    pub fn protect(&mut self, depth: u16, reg: u16) -> HandlerId {
        let label = self.label();
        self.reserve(reg.max(depth));
        self.handlers.push(HandlerState {
            label,
            depth,
            reg,
            bound: self.bound.clone(),
            used: false,
        });
        let id = HandlerId(self.handlers.len() as u32 - 1);
        self.protected.push(id);
        id
    }

    /// Closes the innermost region.
    pub fn unprotect(&mut self) {
        self.protected.pop();
    }

    /// Begins the code of a handler; it is unreachable if the region turned out empty.
    pub fn place_handler(&mut self, HandlerId(h): HandlerId) {
        let handler = &self.handlers[h as usize];
        let label = handler.label;
        self.labels[label.0 as usize].at = Some(self.instrs.len() as u32);
        self.reachable = handler.used;
        self.bound = handler.bound.clone();
    }

    // ---- layout ----

    /// Lays the instructions out: jumps to jumps are shortened, short jumps that don't reach are
    /// widened over a long one, registers of plain locals get their final numbers from `renumber`.
    pub fn finish(mut self, renumber: &[u16], narrow_consts: u32) -> Finished {
        self.thread_jumps();
        self.invert_jumps();
        self.remove_unreachable();
        let wide = self.widen();
        let starts = self.starts(&wide);
        let target = |body: &Body, label: Label| -> u32 {
            let at = body.labels[label.0 as usize].at.unwrap_or(0) as usize;
            starts[at]
        };
        let total = starts[self.instrs.len()] as usize;
        let mut ops = Vec::with_capacity(total);
        let mut positions = Vec::with_capacity(total);
        let mut handler_of = Vec::with_capacity(total);
        for (i, instr) in self.instrs.iter().enumerate() {
            let first = ops.len() as i64;
            let mut put = |op: Op, off: i64| {
                let mut map = Renumber {
                    registers: renumber,
                    off: off as i32,
                    narrow_consts,
                };
                ops.push(op.map(&mut map));
                positions.push(instr.pos);
                handler_of.push(instr.handler);
            };
            match instr.target {
                _ if starts[i] == starts[i + 1] => {}
                Some(label) if wide[i] => {
                    let to = target(&self, label) as i64;
                    put(instr.op, 1);
                    put(Op::Jump { off: Off32(0) }, 1);
                    put(Op::Jump { off: Off32(0) }, to - (first + 3));
                }
                Some(label) => put(instr.op, target(&self, label) as i64 - (first + 1)),
                None => put(instr.op, 0),
            }
        }
        let inner = self
            .inner
            .iter()
            .filter(|(i, _)| !self.instrs[*i as usize].dead)
            .map(|&(i, pos)| (starts[i as usize], pos))
            .collect();
        let mut handlers: Vec<Handler> = Vec::new();
        let mut last = None;
        for (i, &handler) in handler_of.iter().enumerate() {
            if let Some(id) = handler {
                match handlers.last_mut() {
                    Some(entry) if last == handler => entry.end = i as u32 + 1,
                    _ => {
                        let state = &self.handlers[id.0 as usize];
                        handlers.push(Handler {
                            start: i as u32,
                            end: i as u32 + 1,
                            target: target(&self, state.label),
                            depth: renumber[state.depth as usize],
                            reg: renumber[state.reg as usize],
                        });
                    }
                }
            }
            last = handler;
        }
        Finished {
            ops,
            positions,
            inner,
            handlers,
            nregs: renumber[self.max_height as usize],
        }
    }

    /// Lets jumps to unconditional jumps go to where those lead.
    fn thread_jumps(&mut self) {
        for i in 0..self.instrs.len() {
            let Some(mut label) = self.instrs[i].target else {
                continue;
            };
            // A chain longer than this is a cycle (`while True: pass`) or not worth following.
            for _ in 0..8 {
                let Some(at) = self.labels[label.0 as usize].at else {
                    break;
                };
                match self.instrs.get(at as usize) {
                    Some(Instr {
                        op: Op::Jump { .. },
                        target: Some(next),
                        ..
                    }) if at as usize != i => label = *next,
                    _ => break,
                }
            }
            self.instrs[i].target = Some(label);
        }
    }

    /// How many jumps and handlers lead to each instruction.
    fn references(&self) -> Vec<u32> {
        let mut references = vec![0; self.instrs.len() + 1];
        let jumps = self
            .instrs
            .iter()
            .filter(|i| !i.dead)
            .filter_map(|i| i.target);
        let handlers = self.handlers.iter().filter(|h| h.used).map(|h| h.label);
        for label in jumps.chain(handlers) {
            if let Some(at) = self.labels[label.0 as usize].at {
                references[at as usize] += 1;
            }
        }
        references
    }

    /// A conditional jump over an unconditional one becomes its opposite.
    fn invert_jumps(&mut self) {
        let references = self.references();
        for i in 0..self.instrs.len().saturating_sub(2) {
            let (over, jump) = (self.instrs[i], self.instrs[i + 1]);
            let skips = over
                .target
                .is_some_and(|l| self.labels[l.0 as usize].at == Some(i as u32 + 2));
            let plain = matches!(jump.op, Op::Jump { .. }) && references[i + 1] == 0;
            if skips
                && plain
                && let Some(op) = opposite(&over.op)
            {
                self.instrs[i].op = op;
                self.instrs[i].target = jump.target;
                self.instrs[i + 1].dead = true;
            }
        }
    }

    /// Drops what no path leads to any more.
    fn remove_unreachable(&mut self) {
        let references = self.references();
        let mut reachable = true;
        for (i, instr) in self.instrs.iter_mut().enumerate() {
            if instr.dead {
                continue;
            }
            reachable |= references[i] > 0;
            instr.dead = !reachable;
            reachable &= !is_terminator(&instr.op);
        }
    }

    /// Where each instruction starts, and the end.
    fn starts(&self, wide: &[bool]) -> Vec<u32> {
        let mut starts = Vec::with_capacity(self.instrs.len() + 1);
        let mut at = 0;
        for (i, instr) in self.instrs.iter().enumerate() {
            starts.push(at);
            let to_next = matches!(instr.op, Op::Jump { .. })
                && instr.target.is_some_and(|label| {
                    let to = self.labels[label.0 as usize].at.unwrap_or(0) as usize;
                    to > i && self.instrs[i + 1..to].iter().all(|between| between.dead)
                });
            at += match (to_next || instr.dead, wide[i]) {
                (true, _) => 0,
                (false, true) => 3,
                (false, false) => 1,
            };
        }
        starts.push(at);
        starts
    }

    /// Which short jumps must be widened.
    fn widen(&self) -> Vec<bool> {
        let mut wide = vec![false; self.instrs.len()];
        loop {
            let starts = self.starts(&wide);
            let mut changed = false;
            for (i, instr) in self.instrs.iter().enumerate() {
                let Some(label) = instr.target else { continue };
                if wide[i] || !has_short_jump(&instr.op) {
                    continue;
                }
                let at = self.labels[label.0 as usize].at.unwrap_or(0) as usize;
                let distance = starts[at] as i64 - (starts[i] as i64 + 1);
                if i16::try_from(distance).is_err() {
                    wide[i] = true;
                    changed = true;
                }
            }
            if !changed {
                return wide;
            }
        }
    }
}

/// The jump with the opposite condition.
fn opposite(op: &Op) -> Option<Op> {
    macro_rules! pairs {
        ($($yes:ident $no:ident { $($f:ident),* })*) => {
            match *op {
                $( Op::$yes { $($f),* } => Op::$no { $($f),* },
                   Op::$no { $($f),* } => Op::$yes { $($f),* }, )*
                _ => return None,
            }
        };
    }
    Some(pairs! {
        JumpIf JumpIfNot { a, off }
        JumpIfNone JumpIfNotNone { a, off }
        JLt JNLt { a, b, off }
        JLe JNLe { a, b, off }
        JEq JNEq { a, b, off }
        JNe JNNe { a, b, off }
        JGt JNGt { a, b, off }
        JGe JNGe { a, b, off }
        JLtI JNLtI { a, imm, off }
        JLeI JNLeI { a, imm, off }
        JEqI JNEqI { a, imm, off }
        JNeI JNNeI { a, imm, off }
        JGtI JNGtI { a, imm, off }
        JGeI JNGeI { a, imm, off }
        JEqK JNEqK { a, k, off }
        JLtK JNLtK { a, k, off }
        JLeK JNLeK { a, k, off }
        JGtK JNGtK { a, k, off }
        JGeK JNGeK { a, k, off }
        JIs JIsNot { a, b, off }
        JIn JNotIn { a, b, off }
    })
}

fn has_short_jump(op: &Op) -> bool {
    let mut short = false;
    op.operands(&mut |_, operand| short |= matches!(operand, Operand::Off(_)));
    short
}

/// Final numbers of registers, jumps and wide constants.
struct Renumber<'a> {
    registers: &'a [u16],
    off: i32,
    narrow_consts: u32,
}

impl OperandMap for Renumber<'_> {
    fn reg(&mut self, r: u16) -> u16 {
        self.registers.get(r as usize).copied().unwrap_or(r)
    }

    fn jump(&mut self, _: i32) -> i32 {
        self.off
    }

    fn wide_const(&mut self, k: u32) -> u32 {
        if k & WIDE != 0 {
            (k & !WIDE) + self.narrow_consts
        } else {
            k
        }
    }
}
