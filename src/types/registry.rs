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
    Plain => Layout::of::<super::object::Plain>("Plain"),
    MappingProxy => Layout::of::<super::mapping_proxy::MappingProxy>("MappingProxy"),
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
    Frame => Layout::of::<super::traceback::FrameObject>("Frame"),
    Generator => Layout::of::<super::generator::Generator>("Generator"),
    ListIter => Layout::of::<super::list::ListIter>("ListIter"),
    ListReverseIter => Layout::of::<super::list::iter::ListReverseIter>("ListReverseIter"),
    TupleIter => Layout::of::<super::tuple::TupleIter>("TupleIter"),
    DictView => Layout::of::<super::dict::view::DictView>("DictView"),
    DictIter => Layout::of::<super::dict::view::DictIter>("DictIter"),
    SetIter => Layout::of::<super::set::iter::SetIter>("SetIter"),
    RangeIter => Layout::of::<super::range::RangeIter>("RangeIter"),
    LongRangeIter => Layout::of::<super::range::iter::LongRangeIter>("LongRangeIter"),
    SequenceIter => Layout::of::<super::iterators::sequence::SequenceIter>("SequenceIter"),
    CallableIter => Layout::of::<super::iterators::callable::CallableIter>("CallableIter"),
    Enumerate => Layout::of::<super::iterators::enumerate::Enumerate>("Enumerate"),
    Zip => Layout::of::<super::iterators::zip::Zip>("Zip"),
    Map => Layout::of::<super::iterators::map::Map>("Map"),
    Filter => Layout::of::<super::iterators::filter::Filter>("Filter"),
    Reversed => Layout::of::<super::iterators::reversed::Reversed>("Reversed"),
<<<<<<< HEAD
    GenericAlias => Layout::of::<super::generic_alias::GenericAlias>("GenericAlias"),
    Union => Layout::of::<super::union::Union>("Union"),
=======
>>>>>>> fb76b03 (Compile and run: first programs through the whole pipeline)
}

builtin_types! {
    Object => super::object::DEF,
    Type => super::type_def::DEF,
    Str => super::str::DEF,
    StrIter => super::str::ITER_DEF,
    Bytes => super::bytes::DEF,
    BytesIter => super::bytes::ITER_DEF,
    Int => super::int::DEF,
    Bool => super::int::BOOL,
    Float => super::float::DEF,
    Complex => super::complex::DEF,
    NoneType => super::singleton::NONE,
    NotImplementedType => super::singleton::NOT_IMPLEMENTED,
    EllipsisType => super::singleton::ELLIPSIS,
    SlotArray => super::internal::SLOT_ARRAY,
    Cell => super::internal::CELL,
    Code => super::code::DEF,
    Function => super::callable::FUNCTION,
    BoundMethod => super::callable::METHOD,
    BuiltinFunction => super::callable::BUILTIN_FUNCTION,
    MethodDescriptor => super::callable::METHOD_DESCRIPTOR,
    ClassMethodDescriptor => super::callable::CLASSMETHOD_DESCRIPTOR,
    WrapperDescriptor => super::callable::WRAPPER_DESCRIPTOR,
    MethodWrapper => super::callable::METHOD_WRAPPER,
    NewFunction => super::callable::NEW_FUNCTION,
    GetSetDescriptor => super::callable::GETSET_DESCRIPTOR,
    MemberDescriptor => super::callable::MEMBER_DESCRIPTOR,
    Property => super::descriptor::PROPERTY,
    StaticMethod => super::descriptor::STATICMETHOD,
    ClassMethod => super::descriptor::CLASSMETHOD,
    Super => super::super_::DEF,
    Module => super::module::DEF,
    Generator => super::generator::DEF,
    MappingProxy => super::mapping_proxy::DEF,
    List => super::list::DEF,
    Tuple => super::tuple::DEF,
    Dict => super::dict::DEF,
    Set => super::set::DEF,
    FrozenSet => super::set::FROZEN_DEF,
    Range => super::range::DEF,
    Slice => super::slice::DEF,
    ListIter => super::list::iter::DEF,
    ListReverseIter => super::list::iter::REVERSE_DEF,
    TupleIter => super::tuple::ITER_DEF,
    DictKeys => super::dict::view::KEYS,
    DictValues => super::dict::view::VALUES,
    DictItems => super::dict::view::ITEMS,
    DictKeyIterator => super::dict::view::KEY_ITERATOR,
    DictValueIterator => super::dict::view::VALUE_ITERATOR,
    DictItemIterator => super::dict::view::ITEM_ITERATOR,
    DictReverseKeyIterator => super::dict::view::REVERSE_KEY_ITERATOR,
    DictReverseValueIterator => super::dict::view::REVERSE_VALUE_ITERATOR,
    DictReverseItemIterator => super::dict::view::REVERSE_ITEM_ITERATOR,
    SetIter => super::set::iter::DEF,
    RangeIter => super::range::iter::DEF,
    LongRangeIter => super::range::iter::LONG_DEF,
    SequenceIter => super::iterators::sequence::DEF,
    CallableIter => super::iterators::callable::DEF,
    Enumerate => super::iterators::enumerate::DEF,
    Zip => super::iterators::zip::DEF,
    Map => super::iterators::map::DEF,
    Filter => super::iterators::filter::DEF,
    Reversed => super::iterators::reversed::DEF,
    GenericAlias => super::generic_alias::DEF,
    UnionType => super::union::DEF,
    Traceback => super::traceback::DEF,
    Frame => super::traceback::FRAME_DEF,
    BaseException => super::exception::defs::BaseException,
    BaseExceptionGroup => super::exception::defs::BaseExceptionGroup,
    Exception => super::exception::defs::Exception,
    GeneratorExit => super::exception::defs::GeneratorExit,
    KeyboardInterrupt => super::exception::defs::KeyboardInterrupt,
    SystemExit => super::exception::defs::SystemExit,
    ExceptionGroup => super::exception::defs::ExceptionGroup,
    ArithmeticError => super::exception::defs::ArithmeticError,
    FloatingPointError => super::exception::defs::FloatingPointError,
    OverflowError => super::exception::defs::OverflowError,
    ZeroDivisionError => super::exception::defs::ZeroDivisionError,
    AssertionError => super::exception::defs::AssertionError,
    AttributeError => super::exception::defs::AttributeError,
    BufferError => super::exception::defs::BufferError,
    EOFError => super::exception::defs::EOFError,
    ImportError => super::exception::defs::ImportError,
    ModuleNotFoundError => super::exception::defs::ModuleNotFoundError,
    LookupError => super::exception::defs::LookupError,
    IndexError => super::exception::defs::IndexError,
    KeyError => super::exception::defs::KeyError,
    MemoryError => super::exception::defs::MemoryError,
    NameError => super::exception::defs::NameError,
    UnboundLocalError => super::exception::defs::UnboundLocalError,
    OSError => super::exception::defs::OSError,
    BlockingIOError => super::exception::defs::BlockingIOError,
    ChildProcessError => super::exception::defs::ChildProcessError,
    ConnectionError => super::exception::defs::ConnectionError,
    BrokenPipeError => super::exception::defs::BrokenPipeError,
    ConnectionAbortedError => super::exception::defs::ConnectionAbortedError,
    ConnectionRefusedError => super::exception::defs::ConnectionRefusedError,
    ConnectionResetError => super::exception::defs::ConnectionResetError,
    FileExistsError => super::exception::defs::FileExistsError,
    FileNotFoundError => super::exception::defs::FileNotFoundError,
    InterruptedError => super::exception::defs::InterruptedError,
    IsADirectoryError => super::exception::defs::IsADirectoryError,
    NotADirectoryError => super::exception::defs::NotADirectoryError,
    PermissionError => super::exception::defs::PermissionError,
    ProcessLookupError => super::exception::defs::ProcessLookupError,
    TimeoutError => super::exception::defs::TimeoutError,
    ReferenceError => super::exception::defs::ReferenceError,
    RuntimeError => super::exception::defs::RuntimeError,
    NotImplementedError => super::exception::defs::NotImplementedError,
    PythonFinalizationError => super::exception::defs::PythonFinalizationError,
    RecursionError => super::exception::defs::RecursionError,
    StopAsyncIteration => super::exception::defs::StopAsyncIteration,
    StopIteration => super::exception::defs::StopIteration,
    SyntaxError => super::exception::defs::SyntaxError,
    IndentationError => super::exception::defs::IndentationError,
    TabError => super::exception::defs::TabError,
    SystemError => super::exception::defs::SystemError,
    TypeError => super::exception::defs::TypeError,
    ValueError => super::exception::defs::ValueError,
    UnicodeError => super::exception::defs::UnicodeError,
    UnicodeDecodeError => super::exception::defs::UnicodeDecodeError,
    UnicodeEncodeError => super::exception::defs::UnicodeEncodeError,
    UnicodeTranslateError => super::exception::defs::UnicodeTranslateError,
    Warning => super::exception::defs::Warning,
    BytesWarning => super::exception::defs::BytesWarning,
    DeprecationWarning => super::exception::defs::DeprecationWarning,
    EncodingWarning => super::exception::defs::EncodingWarning,
    FutureWarning => super::exception::defs::FutureWarning,
    ImportWarning => super::exception::defs::ImportWarning,
    PendingDeprecationWarning => super::exception::defs::PendingDeprecationWarning,
    ResourceWarning => super::exception::defs::ResourceWarning,
    RuntimeWarning => super::exception::defs::RuntimeWarning,
    SyntaxWarning => super::exception::defs::SyntaxWarning,
    UnicodeWarning => super::exception::defs::UnicodeWarning,
    UserWarning => super::exception::defs::UserWarning,
}
