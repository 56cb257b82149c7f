//! One body being compiled: its registers and variables, and how it becomes a code object.
//!
//! Registers while compiling: parameters, plain locals, cells, variables of comprehensions, then
//! temporaries. When the body is finished, plain locals are numbered in the order in which code
//! mentions them (as CPython's `co_varnames`), those that no code mentions fall away, and all
//! registers behind them move down.

use std::rc::Rc;
use std::sync::Arc;

use super::emit::{Body, LocalSet};
use super::error::{CompileError, CompileErrorKind, Res};
use super::map::HashMap;
use super::scope::{Interner, NameId, Place, Private, ScopeId, ScopeKind, Scopes, flag};
use super::stmt::Block;
use super::symbols::{CLASS_CELL, CLASS_DICT};
use super::{Compiler, Options};
use crate::code::opcodes::*;
use crate::code::{Code, CodeFlags, Position, verify};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnitKind {
    Module,
    Class,
    Function,
    Lambda,
    GeneratorExp,
    /// Around a generic function, class or alias.
    TypeParams,
    /// An expression that is evaluated when somebody asks.
    Lazy,
}

/// Where code finds a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Var {
    Local(u16),
    Cell(u16),
    Free(u16),
    /// A free variable that a class's namespace may hide.
    ClassFree(u16),
    /// In an annotation scope: the free variable is the namespace of the class around, which may
    /// hide a variable from further out or a global.
    FromClass(u16),
    Global,
    Name,
}

#[derive(Debug)]
pub(super) struct Unit<'s> {
    pub scope: ScopeId,
    pub kind: UnitKind,
    pub body: Body,
    /// Variables of the scope itself.
    vars: HashMap<NameId, Var>,
    /// Variables of the comprehensions in it.
    comp_vars: HashMap<u32, Vec<(NameId, Var)>>,
    /// Comprehensions that we are in, innermost last.
    pub comps: Vec<ScopeId>,
    pub blocks: Vec<Block<'s>>,
    locals: Vec<Box<str>>,
    cells: Vec<bool>,
    params: u16,
    /// First register behind the plain locals.
    plain_end: u16,
    /// Locals that an assignment expression may rebind while they are operands.
    pub walrus: LocalSet,
    pub name: Rc<str>,
    pub qualname: Rc<str>,
    pub private: Private,
    pub first_line: u32,
    pub argcount: u16,
    pub posonly: u16,
    pub kwonly: u16,
    pub flags: u32,
    /// A class's attributes that its methods assign to `self`.
    pub static_attributes: Vec<Rc<str>>,
    /// A class's cell for `__class__`, which its methods refer to.
    pub(super) class_cell: Option<u16>,
    /// A class's cell for its namespace, which annotation scopes in it look into.
    pub(super) class_dict: Option<u16>,
    /// No name instructions at module level.
    plain_module: bool,
}

impl<'s> Unit<'s> {
    pub fn new(
        scopes: &Scopes,
        names: &mut Interner,
        id: ScopeId,
        kind: UnitKind,
        options: &Options,
    ) -> Unit<'s> {
        let scope = scopes.get(id);
        let mut unit = Unit {
            scope: id,
            kind,
            body: Body::new(0),
            vars: HashMap::default(),
            comp_vars: HashMap::default(),
            comps: Vec::new(),
            blocks: Vec::new(),
            locals: Vec::new(),
            cells: Vec::new(),
            params: 0,
            plain_end: 0,
            walrus: LocalSet::default(),
            name: "".into(),
            qualname: "".into(),
            private: scope.private.clone(),
            first_line: 0,
            argcount: 0,
            posonly: 0,
            kwonly: 0,
            flags: 0,
            static_attributes: Vec::new(),
            class_cell: None,
            class_dict: None,
            plain_module: !options.separate_locals,
        };
        for (i, name) in scope.free.iter().enumerate() {
            unit.vars.insert(*name, Var::Free(i as u16));
        }
        if scope.kind.is_function_like() {
            for symbol in &scope.symbols {
                if symbol.flags & flag::PARAM != 0 {
                    let captured = symbol.place == Place::Cell;
                    let var = unit.add_local(names, symbol.name, captured);
                    unit.vars.insert(symbol.name, var);
                    unit.note(var, symbol.flags);
                    unit.params += 1;
                }
            }
            for symbol in &scope.symbols {
                if symbol.flags & flag::PARAM == 0 && symbol.place == Place::Local {
                    let var = unit.add_local(names, symbol.name, false);
                    unit.vars.insert(symbol.name, var);
                    unit.note(var, symbol.flags);
                }
            }
        }
        unit.plain_end = unit.locals.len() as u16;
        let mut cells: Vec<NameId> = if scope.kind.is_function_like() {
            scope
                .symbols
                .iter()
                .filter(|s| s.place == Place::Cell && s.flags & flag::PARAM == 0)
                .map(|s| s.name)
                .collect()
        } else {
            Vec::new()
        };
        cells.sort_by(|a, b| names.text(*a).cmp(names.text(*b)));
        for name in cells {
            let var = unit.add_local(names, name, true);
            unit.vars.insert(name, var);
        }
        // Not the body's own variables: code in the body that says `__class__` means a variable
        // around the class.
        if scope.needs_class_cell {
            unit.class_cell = Some(unit.add_class_cell(names, CLASS_CELL));
        }
        if scope.needs_class_dict {
            unit.class_dict = Some(unit.add_class_cell(names, CLASS_DICT));
        }
        let mut shared = HashMap::default();
        unit.add_comprehensions(scopes, names, id, 0, &mut shared);
        let nlocals = unit.locals.len() as u16;
        if unit.locals.len() > 60_000 {
            unit.body.overflow = Some("local variables");
        }
        let (volatile, overflow) = (std::mem::take(&mut unit.body.volatile), unit.body.overflow);
        unit.body = Body::new(nlocals);
        unit.body.volatile = volatile;
        unit.body.overflow = overflow;
        unit.body.plain = unit.params..unit.plain_end;
        for r in 0..unit.params {
            unit.body.bound.insert(r);
            unit.body.mention(r);
        }
        unit
    }

    fn add_local(&mut self, names: &Interner, name: NameId, cell: bool) -> Var {
        // Too many are refused by `new`'s caller when the unit is finished.
        let r = self.locals.len() as u16;
        self.locals.push((&**names.text(name)).into());
        self.cells.push(cell);
        if cell { Var::Cell(r) } else { Var::Local(r) }
    }

    fn add_class_cell(&mut self, names: &mut Interner, name: &str) -> u16 {
        let r = self.locals.len() as u16;
        let name = names.id(name);
        self.add_local(names, name, true);
        r
    }

    fn note(&mut self, var: Var, flags: u16) {
        if let Var::Local(r) = var {
            if flags & flag::DELETED != 0 {
                self.body.volatile.insert(r);
            }
            if flags & flag::WALRUS != 0 {
                self.walrus.insert(r);
            }
        }
    }

    /// Registers for the variables of the comprehensions inside a scope. Comprehensions side by
    /// side share those of the same name.
    fn add_comprehensions(
        &mut self,
        scopes: &Scopes,
        names: &Interner,
        id: ScopeId,
        depth: u32,
        shared: &mut HashMap<(NameId, bool, u32), Var>,
    ) {
        for &child in &scopes.get(id).children {
            let scope = scopes.get(child);
            if scope.kind != ScopeKind::Comprehension {
                continue;
            }
            let mut vars = Vec::new();
            for symbol in &scope.symbols {
                let captured = match symbol.place {
                    Place::Local => false,
                    Place::Cell => true,
                    _ => continue,
                };
                let key = (symbol.name, captured, depth);
                let var = match shared.get(&key) {
                    Some(&var) => var,
                    None => {
                        let var = self.add_local(names, symbol.name, captured);
                        shared.insert(key, var);
                        var
                    }
                };
                self.note(var, symbol.flags & flag::WALRUS);
                vars.push((symbol.name, var));
            }
            self.comp_vars.insert(child.0, vars);
            self.add_comprehensions(scopes, names, child, depth + 1, shared);
        }
    }

    /// Variables of a comprehension.
    pub fn comp_vars(&self, id: ScopeId) -> Vec<Var> {
        self.comp_vars
            .get(&id.0)
            .map(|vars| vars.iter().map(|&(_, var)| var).collect())
            .unwrap_or_default()
    }

    pub fn is_function_like(&self) -> bool {
        !matches!(self.kind, UnitKind::Module | UnitKind::Class)
    }
}

impl Compiler<'_> {
    /// The name as it is called here (private names of a class are mangled).
    pub(super) fn mangled<'n>(&self, name: &'n str) -> std::borrow::Cow<'n, str> {
        self.u.private.mangle(name)
    }

    /// Where the variable `name` (not yet mangled) lives.
    pub(super) fn var(&mut self, name: &str) -> Var {
        let name = self.mangled(name).into_owned();
        let id = self.names.id(&name);
        let u = &self.u;
        for comp in u.comps.iter().rev() {
            let scope = self.scopes.get(*comp);
            match scope.symbol(id).map(|s| s.place) {
                Some(Place::Local | Place::Cell) => {
                    let vars = u.comp_vars.get(&comp.0);
                    let var = vars.and_then(|vars| vars.iter().find(|(n, _)| *n == id));
                    if let Some(&(_, var)) = var {
                        return var;
                    }
                }
                Some(Place::GlobalExplicit) => return Var::Global,
                Some(Place::GlobalImplicit) if u.kind != UnitKind::Module => return Var::Global,
                _ => {}
            }
        }
        let in_comp = !u.comps.is_empty();
        match u.kind {
            UnitKind::Module => {
                let explicit = self.scopes.get(u.scope).flags(id) & flag::GLOBAL != 0;
                match u.vars.get(&id) {
                    Some(&var) => var,
                    None if u.plain_module || explicit => Var::Global,
                    None => Var::Name,
                }
            }
            UnitKind::Class => {
                let scope = self.scopes.get(u.scope);
                let symbol = scope.symbol(id);
                if !in_comp {
                    match symbol.map(|s| s.place) {
                        Some(Place::GlobalExplicit) => return Var::Global,
                        Some(Place::Local | Place::GlobalImplicit) => return Var::Name,
                        _ => {}
                    }
                }
                match u.vars.get(&id) {
                    None if in_comp && &**self.names.text(id) == CLASS_CELL => {
                        u.class_cell.map_or(Var::Global, Var::Cell)
                    }
                    Some(&Var::Free(i)) if !in_comp => Var::ClassFree(i),
                    Some(&var) => var,
                    None if in_comp => Var::Global,
                    None => Var::Name,
                }
            }
            _ => {
                let found = u.vars.get(&id).copied().unwrap_or(Var::Global);
                let scope = self.scopes.get(u.scope);
                if !scope.sees_class || in_comp {
                    return found;
                }
                let explicit = matches!(
                    scope.symbol(id).map(|s| s.place),
                    Some(Place::GlobalExplicit)
                );
                let namespace = self.names.id(CLASS_DICT);
                match (found, self.u.vars.get(&namespace)) {
                    (Var::Free(_) | Var::Global, Some(&Var::Free(i))) if !explicit => {
                        Var::FromClass(i)
                    }
                    _ => found,
                }
            }
        }
    }

    /// The cell of a variable of this body that an inner function takes: `d = cell`.
    pub(super) fn load_closure(&mut self, name: NameId, d: u16, p: Position) {
        let mut var = None;
        for comp in self.u.comps.iter().rev() {
            let vars = self.u.comp_vars.get(&comp.0);
            if let Some(&(_, found)) = vars.and_then(|v| v.iter().find(|(n, _)| *n == name)) {
                var = Some(found);
                break;
            }
        }
        let class_cell = match &**self.names.text(name) {
            CLASS_CELL => self.u.class_cell,
            CLASS_DICT => self.u.class_dict,
            _ => None,
        };
        let var = var
            .or(class_cell.map(Var::Cell))
            .or_else(|| self.u.vars.get(&name).copied());
        let op = match var {
            Some(Var::Free(i) | Var::ClassFree(i)) => Op::LoadFreeCell {
                d: Dst(d),
                i: Free(i),
            },
            Some(Var::Cell(r) | Var::Local(r)) => Op::Move {
                d: Dst(d),
                s: Src(r),
            },
            _ => Op::LoadNone { d: Dst(d) },
        };
        debug_assert!(
            !matches!(op, Op::LoadNone { .. }),
            "closure variable is missing"
        );
        self.u.body.emit(op, p);
    }

    /// First instructions: the generator is made, captured variables move into cells.
    pub(super) fn prologue(&mut self) {
        let p = Position::default();
        let scope = self.scopes.get(self.u.scope);
        if scope.is_generator || scope.is_coroutine && self.u.is_function_like() {
            self.u.body.emit(Op::MakeGenerator {}, p);
        }
        let cells = self.u.vars.values();
        let mut cells: Vec<u16> = cells
            .filter_map(|&var| match var {
                Var::Cell(r) => Some(r),
                _ => None,
            })
            .collect();
        cells.extend(self.u.class_cell);
        cells.extend(self.u.class_dict);
        cells.sort_unstable();
        for r in cells {
            self.u.body.emit(Op::MakeCell { r: Keep(r) }, p);
        }
    }

    /// Opens a new body inside the current one.
    pub(super) fn enter_unit(&mut self, scope: ScopeId, kind: UnitKind, name: &str) {
        let mut unit = Unit::new(&self.scopes, &mut self.names, scope, kind, self.options);
        unit.name = name.into();
        let is_def = matches!(kind, UnitKind::Function | UnitKind::Class);
        // The scope of type parameters has no place in the names of what is in it.
        let around = match self.u.kind {
            UnitKind::TypeParams => self.outer.last().unwrap_or(&self.u),
            _ => &self.u,
        };
        // `global f` makes `f`'s qualified name that of a global.
        let mangled = around.private.mangle(name);
        let id = self.names.id(&mangled);
        let flags = self.scopes.get(around.scope).flags(id);
        let global = is_def && flags & flag::GLOBAL != 0;
        unit.qualname = match around.kind {
            UnitKind::Module => name.into(),
            _ if global => name.into(),
            UnitKind::Class => format!("{}.{name}", around.qualname).into(),
            _ => format!("{}.<locals>.{name}", around.qualname).into(),
        };
        self.outer.push(std::mem::replace(&mut self.u, unit));
    }

    /// Closes the current body and goes back to the one around it.
    pub(super) fn leave_unit(&mut self, flags: u32) -> Res<Arc<Code>> {
        let code = self.finish_unit(CodeFlags(flags));
        if let Some(outer) = self.outer.pop() {
            self.u = outer;
        }
        code
    }

    /// Makes the code object of the current body. The order of registers chosen here is what
    /// [`Body::side_by_side`] foretells.
    pub(super) fn finish_unit(&mut self, flags: CodeFlags) -> Res<Arc<Code>> {
        let u = &mut self.u;
        debug_assert_eq!(
            u.body.height, u.body.nlocals,
            "temporaries left in {}",
            u.name
        );
        let nlocals = u.body.nlocals;
        let mut body = std::mem::replace(&mut u.body, Body::new(0));
        if let Some(what) = body.overflow {
            let message = format!("too many {what} in one code block");
            return Err(CompileError::new(CompileErrorKind::TooLarge, message, None));
        }
        // Old number -> new number of every register.
        let mut order: Vec<u16> = (0..u.params).collect();
        order.extend(&body.mentioned);
        order.extend(u.plain_end..nlocals);
        let dropped = nlocals - order.len() as u16;
        let mut renumber: Vec<u16> = (0..=body.top())
            .map(|r| r.saturating_sub(dropped))
            .collect();
        for (new, old) in order.iter().enumerate() {
            renumber[*old as usize] = new as u16;
        }
        let names = std::mem::take(&mut body.names);
        let sites = std::mem::take(&mut body.sites);
        let mut consts_pool = std::mem::take(&mut body.consts);
        let narrow = consts_pool.narrow_len();
        let finished = body.finish(&renumber, narrow);
        let code = Code {
            name: (&*u.name).into(),
            qualname: (&*u.qualname).into(),
            filename: self.filename.clone(),
            flags: CodeFlags(flags.0 | u.flags),
            argcount: u.argcount,
            posonly: u.posonly,
            kwonly: u.kwonly,
            nlocals: order.len() as u16,
            nregs: finished.nregs,
            first_line: u.first_line,
            ops: finished.ops.into(),
            consts: consts_pool.take(),
            names: names.into(),
            locals: order
                .iter()
                .map(|&r| u.locals[r as usize].clone())
                .collect(),
            cells: order.iter().map(|&r| u.cells[r as usize]).collect(),
            freevars: self
                .scopes
                .get(u.scope)
                .free
                .iter()
                .map(|&n| (&**self.names.text(n)).into())
                .collect(),
            sites: sites.into(),
            handlers: finished.handlers.into(),
            positions: finished.positions.into(),
            inner_positions: finished.inner.into(),
        };
        if let Err(reason) = verify::verify(&code) {
            let message = format!(
                "{}: the compiler made invalid code: {reason}",
                code.qualname
            );
            return Err(CompileError::new(CompileErrorKind::Internal, message, None));
        }
        Ok(Arc::new(code))
    }
}
