//! The figures of `sys`: version, number formats, flags. Each is a struct sequence: a tuple whose
//! items have names.

use super::HEX_VERSION;
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::types::struct_sequence::struct_sequence;
use crate::vm::Vm;
use crate::vm::error::Res;

struct_sequence! {
    /// Version information as a named tuple.
    pub VERSION_INFO = "sys.version_info" {
        0 "major", 1 "minor", 2 "micro", 3 "releaselevel", 4 "serial",
    }
}

struct_sequence! {
    /// A named tuple holding information about the float type.
    pub FLOAT_INFO = "sys.float_info" {
        0 "max", 1 "max_exp", 2 "max_10_exp", 3 "min", 4 "min_exp", 5 "min_10_exp", 6 "dig",
        7 "mant_dig", 8 "epsilon", 9 "radix", 10 "rounds",
    }
}

struct_sequence! {
    /// A named tuple that holds information about Python's internal representation of integers.
    pub INT_INFO = "sys.int_info" {
        0 "bits_per_digit", 1 "sizeof_digit", 2 "default_max_str_digits", 3 "str_digits_check_threshold",
    }
}

struct_sequence! {
    /// A named tuple providing parameters used for computing hashes.
    pub HASH_INFO = "sys.hash_info" {
        0 "width", 1 "modulus", 2 "inf", 3 "nan", 4 "imag", 5 "algorithm", 6 "hash_bits",
        7 "seed_bits", 8 "cutoff",
    }
}

struct_sequence! {
    /// A named tuple holding information about the thread implementation.
    pub THREAD_INFO = "sys.thread_info" { 0 "name", 1 "lock", 2 "version", }
}

struct_sequence! {
    /// Flags provided through command line arguments or environment vars.
    pub FLAGS = "sys.flags" {
        0 "debug", 1 "inspect", 2 "interactive", 3 "optimize", 4 "dont_write_bytecode",
        5 "no_user_site", 6 "no_site", 7 "ignore_environment", 8 "verbose", 9 "bytes_warning",
        10 "quiet", 11 "hash_randomization", 12 "isolated", 13 "dev_mode", 14 "utf8_mode",
        15 "warn_default_encoding", 16 "safe_path", 17 "int_max_str_digits",
    }
}

struct_sequence! {
    /// The hooks of asynchronous generators.
    pub ASYNCGEN_HOOKS = "builtins.asyncgen_hooks" { 0 "firstiter", 1 "finalizer", }
}

/// What the command line sets.
#[derive(Clone, Copy, Debug, Default)]
pub struct Flags {
    pub inspect: bool,
    pub interactive: bool,
    pub quiet: bool,
    pub ignore_environment: bool,
    pub isolated: bool,
    pub verbose: u8,
    pub hash_randomization: bool,
}

/// Smallest limit that `set_int_max_str_digits` takes.
pub const DIGITS_THRESHOLD: i64 = 640;

/// Puts the figures into `sys`'s namespace.
pub fn install(vm: &mut Vm, d: &Value) -> Res<()> {
    let version = {
        let release = vm.str("final")?;
        let v = [
            Value::int(3),
            Value::int(13),
            Value::ZERO,
            release,
            Value::ZERO,
        ];
        vm.struct_sequence(T::VersionInfo, &v)?
    };
    vm.dict_set_str(d, "version_info", &version)?;
    let float_info = [
        vm.float(f64::MAX)?,
        Value::int(1024),
        Value::int(308),
        vm.float(f64::MIN_POSITIVE)?,
        Value::int(-1021),
        Value::int(-307),
        Value::int(15),
        Value::int(53),
        vm.float(f64::EPSILON)?,
        Value::int(2),
        Value::int(1),
    ];
    put(vm, d, "float_info", T::FloatInfo, &float_info)?;
    let digits = crate::num::int_text::DEFAULT_MAX_DIGITS as i64;
    let int_info = [30, 4, digits, DIGITS_THRESHOLD].map(Value::int);
    put(vm, d, "int_info", T::IntInfo, &int_info)?;
    let modulus = vm.int((1 << 61) - 1)?;
    let algorithm = vm.str("ahash")?;
    let hash_info = [
        Value::int(64),
        modulus,
        Value::int(314_159),
        Value::ZERO,
        Value::int(1_000_003),
        algorithm,
        Value::int(64),
        Value::int(64),
        Value::ZERO,
    ];
    put(vm, d, "hash_info", T::HashInfo, &hash_info)?;
    let thread_info = [vm.str("none")?, Value::NONE, Value::NONE];
    put(vm, d, "thread_info", T::ThreadInfo, &thread_info)?;
    let f = vm.state.flags;
    let n = |b: bool| Value::int(b as i64);
    let flags = [
        Value::ZERO,
        n(f.inspect),
        n(f.interactive),
        Value::int(vm.state.optimize as i64),
        Value::int(1),
        Value::ZERO,
        Value::ZERO,
        n(f.ignore_environment),
        Value::int(f.verbose as i64),
        Value::ZERO,
        n(f.quiet),
        n(f.hash_randomization),
        n(f.isolated),
        Value::FALSE,
        Value::ZERO,
        Value::ZERO,
        Value::FALSE,
        Value::int(vm.int_max_digits as i64),
    ];
    put(vm, d, "flags", T::Flags, &flags)?;
    let implementation = implementation(vm, &version)?;
    vm.dict_set_str(d, "implementation", &implementation)
}

fn put(vm: &mut Vm, d: &Value, name: &str, t: T, items: &[Value]) -> Res<()> {
    let v = vm.struct_sequence(t, items)?;
    vm.dict_set_str(d, name, &v)
}

/// `sys.implementation`: an object of a class made for it.
fn implementation(vm: &mut Vm, version: &Value) -> Res {
    let (name, bases, d) = (vm.str("SimpleNamespace")?, vm.empty_tuple(), vm.dict()?);
    let module = vm.str("types")?;
    vm.dict_set_str(&d, "__module__", &module)?;
    let meta = vm.class(T::Type).clone();
    let class = vm.call(&meta, &[name, bases, d])?;
    let this = vm.call(&class, &[])?;
    let (own, tag, hex) = (
        vm.str("hognose")?,
        vm.str("hognose-313")?,
        vm.int(HEX_VERSION)?,
    );
    for (name, v) in [
        ("name", &own),
        ("cache_tag", &tag),
        ("version", version),
        ("hexversion", &hex),
    ] {
        let k = vm.intern(name)?;
        vm.set_attr(&this, &k, v)?;
    }
    Ok(this)
}
