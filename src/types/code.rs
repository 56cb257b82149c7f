//! Code objects as values: a shared [`Code`] with this VM's constants, names and inline caches.

use crate::code::Code;
use crate::memory::buf::Buf;
use crate::memory::charge::Held;
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::vm::frame::SiteCaches;
use std::sync::Arc;

/// A code object, instantiated for one VM.
pub struct CodeObject {
    /// Copies of what the loop needs at each call. `ops` points into `code`.
    pub ops: *const crate::code::Op,
    pub sites: *const crate::code::Site,
    pub argcount: u16,
    pub nlocals: u16,
    pub nregs: u16,
    /// Positional parameters only: a call with `argcount` arguments needs no binding.
    pub simple: bool,
    /// `argcount` if `simple`, else a number that no call has.
    pub quick_args: u32,
    pub code: Arc<Code>,
    pub consts: Buf<Value>,
    /// Interned.
    pub names: Buf<Value>,
    /// Interned names of the local registers.
    pub locals: Buf<Value>,
    pub freevars: Buf<Value>,
    /// One for each of `code.sites`; written by the loop alone.
    pub caches: Buf<SiteCaches>,
    /// Bytes charged for `code` itself (shared between VMs, charged to each).
    pub charged: Held,
}

impl Payload for CodeObject {
    const KIND: Kind = Kind::Code;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        for values in [&self.consts, &self.names, &self.locals, &self.freevars] {
            values.iter().for_each(&mut *f);
        }
    }

    fn extra_bytes(&self) -> usize {
        self.consts.bytes()
            + self.names.bytes()
            + self.locals.bytes()
            + self.freevars.bytes()
            + self.caches.bytes()
            + self.charged.bytes()
    }
}

// ---------------------------------------------------------------- its type

use crate::code::CodeFlags;
use crate::getset;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Slots, TypeDef};

pub static DEF: TypeDef = TypeDef {
    name: "code",
    doc: "Create a code object.  Not for mere mortals.",
    kind: Kind::Code,
    slots: Slots {
        repr: Some(repr),
        ..Slots::NONE
    },
    getset: GETSET,
    weakrefs: true,
    ..TypeDef::OBJECT
};

getset! { GETSET;
    @member "co_name" => name;
    @member "co_qualname" => qualname;
    @member "co_filename" => filename;
    @member "co_firstlineno" => first_line;
    @member "co_argcount" => argcount;
    @member "co_posonlyargcount" => posonly;
    @member "co_kwonlyargcount" => kwonly;
    "co_nlocals" => nlocals;
    @member "co_flags" => flags;
    @member "co_consts" => consts;
    @member "co_names" => names;
    "co_varnames" => varnames;
    "co_cellvars" => cellvars;
    "co_freevars" => freevars;
    @member "co_stacksize" => stacksize;
}

fn repr(vm: &mut Vm, c: &Value) -> Res {
    let code = vm.of::<CodeObject>(c).code.clone();
    let id = vm.id(c);
    vm.format(format_args!(
        "<code object {} at {id:#x}, file \"{}\", line {}>",
        code.name, code.filename, code.first_line
    ))
}

macro_rules! code_text {
    ($($f:ident => $field:ident),*) => {$(
        fn $f(vm: &mut Vm, c: &Value) -> Res {
            let code = vm.of::<CodeObject>(c).code.clone();
            vm.intern(&code.$field)
        }
    )*};
}

macro_rules! code_int {
    ($($f:ident => |$c:ident| $e:expr),* $(,)?) => {$(
        fn $f(vm: &mut Vm, c: &Value) -> Res {
            let $c = vm.of::<CodeObject>(c);
            let i = ($e) as i64;
            vm.int(i)
        }
    )*};
}

code_text!(name => name, qualname => qualname, filename => filename);
code_int! {
    first_line => |c| c.code.first_line,
    argcount => |c| c.argcount,
    posonly => |c| c.code.posonly,
    kwonly => |c| c.code.kwonly,
    nlocals => |c| plain_locals(c).count(),
    stacksize => |c| c.nregs - c.nlocals,
    // Our own bits stay inside.
    flags => |c| c.code.flags.0 & !(CodeFlags::CLASS | CodeFlags::MODULE),
}

/// Registers that are variables of CPython's `co_varnames`: parameters, and locals without a cell.
fn plain_locals(c: &CodeObject) -> impl Iterator<Item = usize> + '_ {
    let params = c.code.param_count();
    (0..c.locals.len())
        .filter(move |&i| i < params || !c.code.cells.get(i).copied().unwrap_or(false))
}

fn consts(vm: &mut Vm, c: &Value) -> Res {
    let items: Vec<Value> = vm.of::<CodeObject>(c).consts.to_vec();
    vm.tuple(&items)
}

fn names(vm: &mut Vm, c: &Value) -> Res {
    let items: Vec<Value> = vm.of::<CodeObject>(c).names.to_vec();
    vm.tuple(&items)
}

fn varnames(vm: &mut Vm, c: &Value) -> Res {
    let co = vm.of::<CodeObject>(c);
    let items: Vec<Value> = plain_locals(co).map(|i| co.locals[i].clone()).collect();
    vm.tuple(&items)
}

fn cellvars(vm: &mut Vm, c: &Value) -> Res {
    let co = vm.of::<CodeObject>(c);
    let items: Vec<Value> = (0..co.locals.len())
        .filter(|&i| co.code.cells.get(i).copied().unwrap_or(false))
        .map(|i| co.locals[i].clone())
        .collect();
    vm.tuple(&items)
}

fn freevars(vm: &mut Vm, c: &Value) -> Res {
    let items: Vec<Value> = vm.of::<CodeObject>(c).freevars.to_vec();
    vm.tuple(&items)
}

impl Vm {
    /// Whether `v` is a code object.
    pub(crate) fn is_code(&self, v: &Value) -> bool {
        self.is_exact(v, T::Code)
    }
}
