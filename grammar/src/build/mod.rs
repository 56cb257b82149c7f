//! What the grammar's actions call: nodes, names and lists in the arena.
//!
//! The generated parser owns the only [`Builder`] of a parse. Actions run in the order in which
//! the parser recognises rules, innermost and leftmost first, which is what the list stacks rely
//! on:
//!
//! 1. A list being read lives on the stack of its element type from its [`Mark`] up. A list that
//!    begins later ends earlier, so `close` always takes what is on top.
//! 2. Nodes are never changed once made. A target is a copy with another context.
//! 3. An action recurses only as deep as brackets nest in the source, which the lexer bounds.
//!
//! Everything allocates in the arena; the stacks are ordinary vectors that the builder frees.

pub(crate) mod call;
mod expr;
pub(crate) mod params;
pub(crate) mod pattern;
mod raised;
pub(crate) mod stmt;
pub(crate) mod string;
mod target;

use std::collections::HashMap;
use std::marker::PhantomData;

use bumpalo::Bump;

use crate::ast::*;
use crate::error::Warning;
pub(crate) use raised::Raised;

/// An expression as the grammar passes it.
pub(crate) type E<'a> = &'a Expr<'a>;
/// A statement as the grammar passes it.
pub(crate) type S<'a> = &'a Stmt<'a>;
/// A pattern as the grammar passes it.
pub(crate) type P<'a> = &'a Pattern<'a>;

/// Where a list of `T` begins on its stack.
pub(crate) struct Mark<T>(u32, PhantomData<T>);

impl<T> Clone for Mark<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Mark<T> {}

/// The statements of a block.
#[derive(Clone, Copy)]
pub(crate) struct Block<'a> {
    pub(crate) body: List<'a, Stmt<'a>>,
    /// The end of the last token that isn't white space, a `;` perhaps.
    pub(crate) end: u32,
}

impl<'a> Block<'a> {
    /// The statements of a block that may be missing.
    pub(crate) fn of(block: Option<Block<'a>>) -> List<'a, Stmt<'a>> {
        block.map_or(&[], |b| b.body)
    }

    /// Where this block ends together with what may follow it.
    pub(crate) fn end_with(self, tail: Option<Block<'a>>) -> u32 {
        tail.map_or(self.end, |t| t.end)
    }
}

macro_rules! stacks {
    ($($(#[$doc:meta])* $field:ident: $item:ty;)*) => {
        /// The lists being read, one stack for each type of element.
        #[derive(Default)]
        pub(crate) struct Stacks<'a> {
            $($(#[$doc])* $field: Vec<$item>,)*
        }

        $(impl<'a> Element<'a> for $item {
            fn stack<'s>(stacks: &'s mut Stacks<'a>) -> &'s mut Vec<Self> {
                &mut stacks.$field
            }
        })*
    };
}

/// What lists are made of.
pub(crate) trait Element<'a>: Copy {
    /// The stack for lists of this type.
    fn stack<'s>(stacks: &'s mut Stacks<'a>) -> &'s mut Vec<Self>;
}

stacks! {
    stmts: S<'a>;
    exprs: E<'a>;
    names: Ident<'a>;
    aliases: &'a Alias<'a>;
    with_items: &'a WithItem<'a>;
    handlers: &'a ExceptHandler<'a>;
    cases: &'a MatchCase<'a>;
    patterns: P<'a>;
    type_params: &'a TypeParam<'a>;
    comprehensions: &'a Comprehension<'a>;
    keywords: &'a Keyword<'a>;
    comparisons: (CmpOp, E<'a>);
    dict_items: (Option<E<'a>>, E<'a>);
    params: params::Param<'a>;
    entries: pattern::Entry<'a>;
    class_args: pattern::ClassArg<'a>;
}

/// The state of one parse.
pub(crate) struct Builder<'a> {
    pub(crate) arena: &'a Bump,
    /// The source text.
    text: &'a str,
    names: HashMap<&'a str, Ident<'a>, ahash::RandomState>,
    stacks: Stacks<'a>,
    /// How the f-strings and format specs being read decode their text, innermost last.
    fstrings: Vec<string::Mode>,
    /// Warnings of decoding literals.
    pub(crate) warnings: Vec<Warning>,
}

impl<'a> Builder<'a> {
    /// A builder for the parse of `text` into `arena`.
    pub(crate) fn new(text: &'a str, arena: &'a Bump) -> Self {
        Builder {
            arena,
            text,
            names: HashMap::with_hasher(ahash::RandomState::with_seeds(1, 2, 3, 4)),
            stacks: Stacks::default(),
            fstrings: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// Moves a value into the arena.
    #[inline]
    pub(crate) fn alloc<T: Copy>(&self, value: T) -> &'a T {
        self.arena.alloc(value)
    }

    /// The one copy of a name.
    #[inline]
    pub(crate) fn intern(&mut self, name: &'a str) -> Ident<'a> {
        self.names.entry(name).or_insert(name)
    }

    /// The name `a.b.c` of an import.
    pub(crate) fn dotted(&mut self, parts: Mark<Ident<'a>>) -> Ident<'a> {
        let parts = self.close(parts);
        let [first, rest @ ..] = parts else {
            return "";
        };
        if rest.is_empty() {
            return first;
        }
        let mut dotted = bumpalo::collections::String::from_str_in(first, self.arena);
        for part in rest {
            dotted.push('.');
            dotted.push_str(part);
        }
        self.intern(dotted.into_bump_str())
    }

    /// An empty list.
    #[inline]
    pub(crate) fn mark<T: Element<'a>>(&mut self) -> Mark<T> {
        Mark(T::stack(&mut self.stacks).len() as u32, PhantomData)
    }

    /// Adds to the list that is on top.
    #[inline]
    pub(crate) fn add<T: Element<'a>>(&mut self, item: T) {
        T::stack(&mut self.stacks).push(item);
    }

    /// A list of one element.
    #[inline]
    pub(crate) fn open<T: Element<'a>>(&mut self, item: T) -> Mark<T> {
        let mark = self.mark();
        self.add(item);
        mark
    }

    /// Adds to a list.
    #[inline]
    pub(crate) fn push<T: Element<'a>>(&mut self, mark: Mark<T>, item: T) -> Mark<T> {
        self.add(item);
        mark
    }

    /// The elements of a list, which is over.
    #[inline]
    pub(crate) fn close<T: Element<'a>>(&mut self, mark: Mark<T>) -> &'a [T] {
        let stack = T::stack(&mut self.stacks);
        let start = (mark.0 as usize).min(stack.len());
        let list: &[T] = match &stack[start..] {
            [] => &[],
            items => self.arena.alloc_slice_copy(items),
        };
        stack.truncate(start);
        list
    }
}
