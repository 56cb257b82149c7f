//! `_hashlib`: hash objects; `python/hashlib.py` has the names.
//!
//! The functions themselves are in `hasher.rs`, from the RustCrypto crates. Nothing here runs Python.

mod hasher;

use super::ModuleDef;
use crate::memory::buf::Buf;
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, Slots, TypeDef};
use crate::{getset, methods, raise};
use hasher::{Hasher, Mac, Parameters};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_hashlib",
    doc: "Hash functions.",
    functions: FUNCTIONS,
    types: &[T::Hash, T::HashXof, T::Blake2b, T::Blake2s],
    init: None,
};

methods! { FUNCTIONS;
    /// A hash object by the canonical name of its function.
    "new(name, string=b'', /)" => new;
    /// A BLAKE2 hash object: name, data, digest size, key, salt, person.
    "blake2(name, data, size, key, salt, person, /)" => blake2;
    /// A key derived from a password, by many rounds of an HMAC.
    "pbkdf2_hmac(name, password, salt, iterations, length, /)" => pbkdf2;
    /// The HMAC of a message.
    "hmac_digest(key, message, name, /)" => hmac_digest;
    /// Whether two strings or bytes are equal, in a time that does not depend on where they differ.
    "compare_digest(a, b, /)" => compare_digest;
}

/// Payload of a hash object.
pub struct Hash {
    /// One item; in a buffer because it is larger than objects are.
    state: Buf<Hasher>,
}

impl Payload for Hash {
    const KIND: Kind = Kind::Hash;
    fn extra_bytes(&self) -> usize {
        self.state.bytes()
    }
}

const BASE: TypeDef = TypeDef {
    name: "HASH",
    module: "_hashlib",
    doc: "A hash that is being computed.",
    kind: Kind::Hash,
    slots: Slots {
        repr: Some(repr),
        ..Slots::NONE
    },
    methods: METHODS,
    getset: GETSET,
    lazy: true,
    ..TypeDef::OBJECT
};
pub static HASH: TypeDef = TypeDef { ..BASE };
pub static HASH_XOF: TypeDef = TypeDef {
    name: "HASHXOF",
    doc: "A hash with digests of any length.",
    base: Some(T::Hash),
    methods: XOF_METHODS,
    getset: &[],
    ..BASE
};
pub static BLAKE2B: TypeDef = TypeDef { ..BLAKE2 };
pub static BLAKE2S: TypeDef = TypeDef {
    name: "blake2s",
    ..BLAKE2
};
const BLAKE2: TypeDef = TypeDef {
    name: "blake2b",
    module: "_blake2",
    slots: Slots::NONE,
    ..BASE
};

methods! { METHODS;
    /// Hash more bytes.
    "update(self, obj, /)" => update;
    /// The digest of the bytes hashed so far.
    "digest(self, /)" => digest;
    /// The digest as a string of hexadecimal digits.
    "hexdigest(self, /)" => hexdigest;
    /// Another hash object in the same state.
    "copy(self, /)" => copy;
}

methods! { XOF_METHODS;
    /// The first bytes of the digest.
    "digest(self, length)" => xof_digest;
    /// The first bytes of the digest as a string of hexadecimal digits.
    "hexdigest(self, length)" => xof_hexdigest;
}

getset! { GETSET;
    /// Bytes of a digest.
    "digest_size" => digest_size;
    /// Bytes that the function takes at once.
    "block_size" => block_size;
    /// The function's canonical name.
    "name" => name;
}

/// An object for a state.
fn object(vm: &mut Vm, hasher: Hasher) -> Res {
    let t = match &hasher {
        Hasher::Blake2b(_) => T::Blake2b,
        Hasher::Blake2s(_) => T::Blake2s,
        h if h.is_extendable() => T::HashXof,
        _ => T::Hash,
    };
    let mut state = Buf::with_capacity(vm.heap(), 1)?;
    state.push(vm.heap(), hasher)?;
    vm.alloc(t, Hash { state })
}

fn hasher<'a>(vm: &'a Vm, v: &'a Value) -> &'a Hasher {
    // One item, from the object's creation on.
    &vm.of::<Hash>(v).state[0]
}

/// What is hashed, as something that [`Vm::buffer`] reads; charges for it.
fn hashable(vm: &mut Vm, v: &Value) -> Res {
    if vm.wtf8(v).is_some() {
        raise!(vm, TypeError, "Strings must be encoded before hashing");
    }
    match vm.bytes_like(v)? {
        Some(lent) => {
            let n = vm.buffer(&lent).map_or(0, <[u8]>::len);
            vm.charge(n as u64 / 16)?;
            Ok(lent)
        }
        None => raise!(vm, TypeError, "object supporting the buffer API required"),
    }
}

/// A fresh state by a name that a script gave.
fn named(vm: &mut Vm, v: &Value) -> Res<Hasher> {
    match vm.text(v).map(Hasher::new) {
        Some(Some(h)) => Ok(h),
        Some(None) => {
            let name = vm.text(v).unwrap_or_default().to_owned();
            raise!(vm, ValueError, "unsupported hash type {name}")
        }
        None => raise!(vm, TypeError, "name must be a string"),
    }
}

fn new(vm: &mut Vm, args: Args<'_>) -> Res {
    let mut h = named(vm, &args[0])?;
    if let Some(data) = args.get(1) {
        let data = hashable(vm, data)?;
        h.update(vm.buffer(&data).unwrap_or_default());
    }
    object(vm, h)
}

fn blake2(vm: &mut Vm, args: Args<'_>) -> Res {
    let small = matches!(named(vm, &args[0])?, Hasher::Blake2s(_));
    let (longest, longest_salt) = if small { (32, 8) } else { (64, 16) };
    let size = vm.index_i64(&args[2])?;
    if size < 1 || size > longest {
        raise!(
            vm,
            ValueError,
            "digest_size must be between 1 and {longest} bytes"
        );
    }
    let mut lent = [Value::NONE, Value::NONE, Value::NONE];
    for (n, (i, what, limit)) in [
        (4, "salt", longest_salt),
        (5, "person", longest_salt),
        (3, "key", longest as usize),
    ]
    .into_iter()
    .enumerate()
    {
        lent[n] = vm.need_bytes_like(&args[i])?;
        if vm.buffer(&lent[n]).map_or(0, <[u8]>::len) > limit {
            raise!(vm, ValueError, "maximum {what} length is {limit} bytes");
        }
    }
    let data = hashable(vm, &args[1])?;
    let bytes = |v| vm.buffer(v).unwrap_or_default();
    let parameters = Parameters {
        size: size as usize,
        key: bytes(&lent[2]),
        salt: bytes(&lent[0]),
        person: bytes(&lent[1]),
    };
    let mut h = if small {
        Hasher::blake2s(parameters)
    } else {
        Hasher::blake2b(parameters)
    };
    h.update(bytes(&data));
    object(vm, h)
}

fn update(vm: &mut Vm, args: Args<'_>) -> Res {
    let data = hashable(vm, &args[1])?;
    let mut h = hasher(vm, &args[0]).clone();
    h.update(vm.buffer(&data).unwrap_or_default());
    vm.of_mut::<Hash>(&args[0]).0.state[0] = h;
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, args: Args<'_>) -> Res {
    let h = hasher(vm, &args[0]).clone();
    object(vm, h)
}

fn hex(vm: &mut Vm, bytes: &[u8]) -> Res {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = Buf::with_capacity(vm.heap(), bytes.len() * 2)?;
    for b in bytes {
        for nibble in [b >> 4, b & 15] {
            out.push(vm.heap(), DIGITS[nibble as usize])?;
        }
    }
    vm.str_of(out)
}

fn digest(vm: &mut Vm, args: Args<'_>) -> Res {
    let (out, n) = hasher(vm, &args[0]).digest();
    vm.bytes(&out[..n])
}

fn hexdigest(vm: &mut Vm, args: Args<'_>) -> Res {
    let (out, n) = hasher(vm, &args[0]).digest();
    hex(vm, &out[..n])
}

fn extended(vm: &mut Vm, args: Args<'_>) -> Res<Buf<u8>> {
    let n = vm.index_i64(&args[1])?;
    let Ok(n) = usize::try_from(n) else {
        raise!(vm, ValueError, "value must be positive");
    };
    vm.reserve_check(n.saturating_mul(2))?;
    vm.charge(n as u64 / 16)?;
    let mut out = Buf::new();
    out.resize(vm.heap(), n, 0u8)?;
    hasher(vm, &args[0]).extend(&mut out);
    Ok(out)
}

fn xof_digest(vm: &mut Vm, args: Args<'_>) -> Res {
    let out = extended(vm, args)?;
    vm.bytes_of(out)
}

fn xof_hexdigest(vm: &mut Vm, args: Args<'_>) -> Res {
    let out = extended(vm, args)?;
    hex(vm, &out)
}

fn digest_size(vm: &mut Vm, v: &Value) -> Res {
    let n = hasher(vm, v).digest_size();
    vm.int(n as i64)
}

fn block_size(vm: &mut Vm, v: &Value) -> Res {
    let n = hasher(vm, v).block_size();
    vm.int(n as i64)
}

fn name(vm: &mut Vm, v: &Value) -> Res {
    let name = hasher(vm, v).name();
    vm.intern(name)
}

fn repr(vm: &mut Vm, v: &Value) -> Res {
    let name = hasher(vm, v).name();
    let class = vm.ty(vm.type_of(v)).def.name;
    let id = vm.id(v);
    vm.format(format_args!("<{name} _hashlib.{class} object @ {id:#x}>"))
}

fn pbkdf2(vm: &mut Vm, args: Args<'_>) -> Res {
    let h = named(vm, &args[0])?;
    let password = vm.need_bytes_like(&args[1])?;
    let salt = vm.need_bytes_like(&args[2])?;
    let rounds = vm.index_i64(&args[3])?;
    if rounds < 1 {
        raise!(vm, ValueError, "iteration value must be greater than 0.");
    }
    let length = if args[4].is_none() {
        h.digest_size() as i64
    } else {
        vm.index_i64(&args[4])?
    };
    if length < 1 {
        raise!(vm, ValueError, "key length must be greater than 0.");
    }
    vm.reserve_check(length as usize)?;
    let mac = Mac::new(&h, vm.buffer(&password).unwrap_or_default());
    let salt = Buf::from_slice(vm.heap(), vm.buffer(&salt).unwrap_or_default())?;
    let mut out = Buf::new();
    let mut block = 0u32;
    while (out.len() as i64) < length {
        block = match block.checked_add(1) {
            Some(n) => n,
            None => raise!(vm, OverflowError, "key length is too great."),
        };
        let (mut last, n) = mac.of(&[&salt, &block.to_be_bytes()]);
        let mut sum = last;
        for round in 1..rounds {
            // So that many rounds can be interrupted.
            if round % 64 == 0 {
                vm.charge(64)?;
            }
            (last, _) = mac.of(&[&last[..n]]);
            for (s, l) in sum.iter_mut().zip(&last) {
                *s ^= l;
            }
        }
        let take = n.min((length - out.len() as i64) as usize);
        out.extend_from_slice(vm.heap(), &sum[..take])?;
    }
    vm.bytes_of(out)
}

fn hmac_digest(vm: &mut Vm, args: Args<'_>) -> Res {
    let h = named(vm, &args[2])?;
    let key = hashable(vm, &args[0])?;
    let data = hashable(vm, &args[1])?;
    let mac = Mac::new(&h, vm.buffer(&key).unwrap_or_default());
    let (out, n) = mac.of(&[vm.buffer(&data).unwrap_or_default()]);
    vm.bytes(&out[..n])
}

fn compare_digest(vm: &mut Vm, args: Args<'_>) -> Res {
    let both = |f: fn(&Vm, &Value) -> bool| f(vm, &args[0]) && f(vm, &args[1]);
    let texts = both(|vm, v| vm.wtf8(v).is_some());
    if texts && !both(|vm, v| vm.wtf8(v).is_some_and(<[u8]>::is_ascii)) {
        raise!(
            vm,
            TypeError,
            "comparing strings with non-ASCII characters is not supported"
        );
    }
    let lent = match texts {
        true => (Some(args[0].clone()), Some(args[1].clone())),
        false => (vm.bytes_like(&args[0])?, vm.bytes_like(&args[1])?),
    };
    let (Some(a), Some(b)) = lent else {
        let (a, b) = (
            vm.type_name(&args[0]).to_owned(),
            vm.type_name(&args[1]).to_owned(),
        );
        raise!(
            vm,
            TypeError,
            "unsupported operand types(s) or combination of types: '{a}' and '{b}'"
        );
    };
    let read = |v| vm.wtf8(v).or(vm.buffer(v)).unwrap_or_default();
    let (a, b) = (read(&a), read(&b));
    let differences = a.iter().zip(b).fold(0, |all, (x, y)| all | (x ^ y));
    Ok(Value::bool(a.len() == b.len() && differences == 0))
}
