//! The symbol table: which names each block of code binds and uses, and where they live.
//!
//! [`super::symbols`] walks a module once and records every binding, use and declaration;
//! [`super::resolve`] then decides for each name whether it is a
//! local, a cell, a free variable or a global. List, set and dict comprehensions are scopes of
//! their own here, though the compiler puts their code into the body around them.
//!
//! Scopes are found again by the address of their AST node, so that a block which is compiled
//! twice (a `finally` body) finds its scopes twice.

use hognose_grammar::ast::*;

use super::map::HashMap;
use std::rc::Rc;

/// An interned name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NameId(pub u32);

/// Names of one compilation.
#[derive(Debug, Default)]
pub(super) struct Interner {
    index: HashMap<Rc<str>, NameId>,
    names: Vec<Rc<str>>,
}

impl Interner {
    pub fn id(&mut self, name: &str) -> NameId {
        if let Some(&id) = self.index.get(name) {
            return id;
        }
        let id = NameId(self.names.len() as u32);
        let name: Rc<str> = name.into();
        self.names.push(name.clone());
        self.index.insert(name, id);
        id
    }

    pub fn text(&self, id: NameId) -> &Rc<str> {
        &self.names[id.0 as usize]
    }
}

/// Which private names are called otherwise in a scope.
#[derive(Clone, Debug, Default)]
pub(super) struct Private {
    /// The class whose private names are mangled.
    class: Option<Rc<str>>,
    /// If given, these alone: around a generic class only its type parameters are private.
    only: Option<Rc<[Box<str>]>>,
}

impl Private {
    /// Inside class `class`.
    pub fn to(class: &str) -> Private {
        let class = Some(class.into());
        Private { class, only: None }
    }

    /// Where the type parameters `names` of class `class` are seen, outside its body.
    pub fn around(class: &str, names: Rc<[Box<str>]>) -> Private {
        let (class, only) = (Some(class.into()), Some(names));
        Private { class, only }
    }

    /// `__name` as it is called here.
    pub fn mangle<'n>(&self, name: &'n str) -> std::borrow::Cow<'n, str> {
        let Some(class) = &self.class else {
            return name.into();
        };
        if !name.starts_with("__") || name.ends_with("__") || name.contains('.') {
            return name.into();
        }
        if let Some(only) = &self.only
            && !only.iter().any(|n| **n == *name)
        {
            return name.into();
        }
        match class.trim_start_matches('_') {
            "" => name.into(),
            stripped => format!("_{stripped}{name}").into(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ScopeId(pub u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScopeKind {
    Module,
    Class,
    Function,
    Lambda,
    GeneratorExp,
    /// A list, set or dict comprehension.
    Comprehension,
    /// Around a generic function, class or alias: binds its type parameters.
    TypeParams,
    /// An expression that is evaluated when somebody asks: a bound, a default, the value of an alias.
    Lazy,
}

impl ScopeKind {
    /// Whether names bound here are visible to the scopes inside.
    pub fn is_function_like(self) -> bool {
        !matches!(self, ScopeKind::Module | ScopeKind::Class)
    }
}

/// What is known of a name in a scope.
pub(super) mod flag {
    pub const GLOBAL: u16 = 1;
    pub const LOCAL: u16 = 1 << 1;
    pub const PARAM: u16 = 1 << 2;
    pub const NONLOCAL: u16 = 1 << 3;
    pub const USE: u16 = 1 << 4;
    pub const ANNOTATED: u16 = 1 << 5;
    /// Iteration variable of a comprehension.
    pub const COMP_ITER: u16 = 1 << 6;
    /// Some statement may unbind it (`del`, the end of `except … as`).
    pub const DELETED: u16 = 1 << 7;
    /// Target of an assignment expression: an expression may rebind it half-way.
    pub const WALRUS: u16 = 1 << 8;
    pub const IMPORTED: u16 = 1 << 9;
    pub const TYPE_PARAM: u16 = 1 << 10;
    pub const BOUND: u16 = LOCAL | PARAM | IMPORTED;
}

/// Where a name lives, as seen from its scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Unresolved,
    Local,
    Cell,
    Free,
    GlobalExplicit,
    GlobalImplicit,
}

#[derive(Clone, Debug)]
pub(super) struct Symbol {
    pub name: NameId,
    pub flags: u16,
    pub place: Place,
    /// Where it was declared global or nonlocal.
    pub directive: Span,
}

#[derive(Debug)]
pub(super) struct Scope {
    pub kind: ScopeKind,
    pub parent: Option<ScopeId>,
    pub children: Vec<ScopeId>,
    /// In order of first appearance.
    pub symbols: Vec<Symbol>,
    pub index: HashMap<NameId, u32>,
    pub private: Private,
    /// Names that the body takes from around it, in the order of `Code::freevars`.
    pub free: Vec<NameId>,
    pub is_generator: bool,
    /// The body of an `async def`.
    pub is_async: bool,
    /// Awaits anything, or is the body of an `async def`.
    pub is_coroutine: bool,
    /// A class in which a method refers to `__class__`.
    pub needs_class_cell: bool,
    /// A class whose namespace is looked into from annotation scopes.
    pub needs_class_dict: bool,
    /// An annotation scope in a class, which sees the class's names.
    pub sees_class: bool,
    /// A class or module body that annotates variables.
    pub has_annotations: bool,
    /// What `'yield' inside …` calls a comprehension.
    pub comp_name: &'static str,
    /// Depth of comprehension iterables we are in.
    pub iter_depth: u32,
    /// Whether names bound now are iteration variables.
    pub in_target: bool,
    /// "an annotation" and the like where `yield`, `await` and `:=` are refused, else empty.
    pub within: &'static str,
}

impl Scope {
    pub fn symbol(&self, name: NameId) -> Option<&Symbol> {
        self.index.get(&name).map(|&i| &self.symbols[i as usize])
    }

    pub fn symbol_mut(&mut self, name: NameId) -> Option<&mut Symbol> {
        self.index
            .get(&name)
            .map(|&i| &mut self.symbols[i as usize])
    }

    pub fn flags(&self, name: NameId) -> u16 {
        self.symbol(name).map_or(0, |s| s.flags)
    }
}

/// All scopes of a module; the first is the module's.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    pub list: Vec<Scope>,
    pub by_node: HashMap<usize, ScopeId>,
}

impl Scopes {
    pub fn get(&self, id: ScopeId) -> &Scope {
        &self.list[id.0 as usize]
    }

    pub fn get_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.list[id.0 as usize]
    }

    /// The scope that the node at this address opens.
    pub fn of<T>(&self, node: &T) -> Option<ScopeId> {
        self.by_node.get(&address(node)).copied()
    }
}

pub(super) fn address<T>(node: &T) -> usize {
    std::ptr::from_ref(node) as usize
}

/// All parameters, in the order of the source.
pub(super) fn all_args<'a>(args: &Arguments<'a>) -> impl Iterator<Item = &'a Arg<'a>> {
    args.posonlyargs
        .iter()
        .chain(args.args)
        .copied()
        .chain(args.vararg)
        .chain(args.kwonlyargs.iter().copied())
        .chain(args.kwarg)
}
