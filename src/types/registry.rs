//! The registries: every object layout ([`Kind`]) and every builtin type ([`T`]), one row each.

use crate::memory::header::Layout;
use crate::memory::{inline, instance};
use crate::vm::typedef::TypeDef;

macro_rules! kinds {
    ($( $kind:ident => $layout:expr ),* $(,)?) => {
        /// Which Rust payload follows an object's header.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Kind { $($kind),* }

        /// What the memory system knows of each kind, indexed by it.
        pub static LAYOUTS: [Layout; KIND_COUNT] = [ $($layout),* ];

        const KIND_COUNT: usize = [ $(Kind::$kind),* ].len();
    };
}

macro_rules! builtin_types {
    ($( $t:ident => $def:path ),* $(,)?) => {
        /// A builtin type's number: index into `Vm::types`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u16)]
        pub enum T { $($t),* }

        /// The static side of each builtin type, indexed by [`T`]. Bases stand before derived types.
        pub static TYPE_DEFS: [&TypeDef; TYPE_COUNT] = [ $(&$def),* ];

        /// Number of builtin types.
        pub const TYPE_COUNT: usize = [ $(T::$t),* ].len();

        impl T {
            pub const ALL: [T; TYPE_COUNT] = [ $(T::$t),* ];
        }
    };
}

kinds! {
    Instance => instance::INSTANCE_LAYOUT,
    SlotArray => Layout::of::<instance::SlotArray>("SlotArray"),
    Str => inline::STR_LAYOUT,
    Bytes => inline::BYTES_LAYOUT,
    Tuple => inline::TUPLE_LAYOUT,
    Type => Layout::of::<super::type_::Type>("Type"),
    Int => Layout::of::<super::int::BigInt>("Int"),
    Float => Layout::of::<super::float::Float>("Float"),
    Complex => Layout::of::<super::complex::Complex>("Complex"),
    List => Layout::of::<super::list::List>("List"),
    Dict => Layout::of::<super::dict::Dict>("Dict"),
    Set => Layout::of::<super::set::Set>("Set"),
    Range => Layout::of::<super::range::Range>("Range"),
    Slice => Layout::of::<super::slice::Slice>("Slice"),
    Cell => Layout::of::<super::cell::Cell>("Cell"),
    Code => Layout::of::<super::code::CodeObject>("Code"),
    Function => Layout::of::<super::function::Function>("Function"),
    BoundMethod => Layout::of::<super::method::BoundMethod>("BoundMethod"),
    NativeFunction => Layout::of::<super::native::NativeFunction>("NativeFunction"),
    SlotWrapper => Layout::of::<super::native::SlotWrapper>("SlotWrapper"),
    GetSet => Layout::of::<super::native::GetSet>("GetSet"),
    Member => Layout::of::<super::native::Member>("Member"),
    Property => Layout::of::<super::descriptor::Property>("Property"),
    StaticMethod => Layout::of::<super::descriptor::StaticMethod>("StaticMethod"),
    ClassMethod => Layout::of::<super::descriptor::ClassMethod>("ClassMethod"),
    Super => Layout::of::<super::super_::Super>("Super"),
    Module => Layout::of::<super::module::Module>("Module"),
    Exception => Layout::of::<super::exception::Exception>("Exception"),
    Traceback => Layout::of::<super::traceback::Traceback>("Traceback"),
    Generator => Layout::of::<super::generator::Generator>("Generator"),
}
