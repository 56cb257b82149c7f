//! Second half of the symbol table: decides where each name of each scope lives.
//!
//! A list, set or dict comprehension shares the registers of the body around it. So a variable
//! of that body stays a plain local when only the comprehension itself uses it, and becomes a
//! cell when a function inside the comprehension does: `needs` keeps the two apart.

use super::error::{CompileError, Res};
use super::scope::{Interner, NameId, Place, Scope, ScopeId, ScopeKind, Scopes, flag};

/// Names that a scope takes from the scopes around it.
#[derive(Default)]
struct Needs {
    /// By code in registers of the same body.
    direct: Vec<NameId>,
    /// By functions, through cells.
    captured: Vec<NameId>,
}

/// `cells`: the names by which a class provides itself and its namespace.
pub(super) fn resolve(scopes: &mut Scopes, names: &Interner, cells: [NameId; 2]) -> Res {
    let mut resolver = Resolver {
        scopes,
        names,
        cells,
    };
    resolver.scope(ScopeId(0))?;
    Ok(())
}

struct Resolver<'s> {
    scopes: &'s mut Scopes,
    names: &'s Interner,
    cells: [NameId; 2],
}

impl Resolver<'_> {
    /// Recursion is as deep as scopes nest; building them checked the stack with larger frames.
    fn scope(&mut self, id: ScopeId) -> Res<Needs> {
        let mut needs = Needs::default();
        let kind = self.scopes.get(id).kind;
        let inlined = kind == ScopeKind::Comprehension;
        for i in 0..self.scopes.get(id).symbols.len() {
            let place = self.place(id, i)?;
            let symbol = &mut self.scopes.get_mut(id).symbols[i];
            symbol.place = place;
            if place == Place::Free {
                let list = if inlined {
                    &mut needs.direct
                } else {
                    &mut needs.captured
                };
                list.push(symbol.name);
            }
        }
        for c in 0..self.scopes.get(id).children.len() {
            let child = self.scopes.get(id).children[c];
            let child_needs = self.scope(child)?;
            let scope = self.scopes.get_mut(id);
            for name in child_needs.captured {
                if !satisfied(scope, name, self.cells, true) {
                    needs.captured.push(name);
                }
            }
            for name in child_needs.direct {
                if !satisfied(scope, name, self.cells, false) {
                    let list = if inlined {
                        &mut needs.direct
                    } else {
                        &mut needs.captured
                    };
                    list.push(name);
                }
            }
        }
        for list in [&mut needs.direct, &mut needs.captured] {
            list.sort_by(|a, b| self.names.text(*a).cmp(self.names.text(*b)));
            list.dedup();
        }
        if !inlined {
            self.scopes.get_mut(id).free = needs.captured.clone();
        }
        Ok(needs)
    }

    fn place(&self, id: ScopeId, i: usize) -> Res<Place> {
        let scope = self.scopes.get(id);
        let symbol = &scope.symbols[i];
        let text = self.names.text(symbol.name);
        let error = |message: String| Err(CompileError::syntax(message, symbol.directive));
        if symbol.flags & flag::GLOBAL != 0 {
            if symbol.flags & flag::NONLOCAL != 0 {
                return error(format!("name '{text}' is nonlocal and global"));
            }
            return Ok(Place::GlobalExplicit);
        }
        if symbol.flags & flag::NONLOCAL != 0 {
            if scope.kind == ScopeKind::Module {
                return error("nonlocal declaration not allowed at module level".into());
            }
            return match self.around(scope.parent, symbol.name) {
                (Place::Free, true) => error(format!(
                    "nonlocal binding not allowed for type parameter '{text}'"
                )),
                (Place::Free, false) => Ok(Place::Free),
                _ => error(format!("no binding for nonlocal '{text}' found")),
            };
        }
        if symbol.flags & flag::BOUND != 0 {
            return Ok(Place::Local);
        }
        if scope.sees_class {
            // A class's own name hides those around the class, whether it is bound yet or not.
            let flags = self.class_flags(scope.parent, symbol.name);
            if flags & flag::GLOBAL != 0 {
                return Ok(Place::GlobalExplicit);
            }
            if flags & flag::BOUND != 0 && flags & flag::NONLOCAL == 0 {
                return Ok(Place::GlobalImplicit);
            }
        }
        Ok(self.around(scope.parent, symbol.name).0)
    }

    /// What the innermost class around says of a name.
    fn class_flags(&self, mut at: Option<ScopeId>, name: NameId) -> u16 {
        while let Some(id) = at {
            let scope = self.scopes.get(id);
            if scope.kind == ScopeKind::Class {
                return scope.flags(name);
            }
            at = scope.parent;
        }
        0
    }

    /// Where a name that a scope doesn't bind is found from `at` outwards, and whether it is a type
    /// parameter.
    fn around(&self, mut at: Option<ScopeId>, name: NameId) -> (Place, bool) {
        while let Some(id) = at {
            let scope = self.scopes.get(id);
            at = scope.parent;
            match scope.kind {
                ScopeKind::Module => {}
                ScopeKind::Class if self.cells.contains(&name) => return (Place::Free, false),
                ScopeKind::Class => {}
                _ => {
                    let flags = scope.flags(name);
                    if flags & flag::GLOBAL != 0 {
                        return (Place::GlobalImplicit, false);
                    }
                    if flags & flag::NONLOCAL == 0 && flags & flag::BOUND != 0 {
                        return (Place::Free, flags & flag::TYPE_PARAM != 0);
                    }
                }
            }
        }
        (Place::GlobalImplicit, false)
    }
}

/// Whether `scope` itself provides `name` to the scopes inside it (through a cell if `captured`).
fn satisfied(scope: &mut Scope, name: NameId, cells: [NameId; 2], captured: bool) -> bool {
    if scope.kind == ScopeKind::Class {
        scope.needs_class_cell |= name == cells[0];
        scope.needs_class_dict |= name == cells[1];
        return cells.contains(&name);
    }
    let Some(symbol) = scope.symbol_mut(name) else {
        return false;
    };
    match symbol.place {
        Place::Local if captured => symbol.place = Place::Cell,
        Place::Local | Place::Cell => {}
        _ => return false,
    }
    true
}
