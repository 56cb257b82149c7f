//! `_random`: the generator behind `random`, whose distributions are in `python/random.py`.

use super::ModuleDef;
use crate::memory::buf::Buf;
use crate::memory::header::{Kind, Payload};
use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::num::mt19937::Twister;
use crate::num::{BigInt as Big, bigint, bounds};
use crate::types::int::{self, Int};
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef};
use crate::{methods, raise};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_random",
    doc: "The Mersenne Twister.",
    functions: FUNCTIONS,
    types: &[T::Random],
    init: None,
};

methods! { FUNCTIONS;
    /// The int that an object stands for.
    "index(a, /)" => index;
    /// Random bytes from the host.
    "entropy(n, /)" => entropy;
}

/// Payload of a generator.
pub struct Generator {
    /// One item; in a buffer because it is larger than objects are.
    state: Buf<Twister>,
}

impl Payload for Generator {
    const KIND: Kind = Kind::Random;
    fn extra_bytes(&self) -> usize {
        self.state.bytes()
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "Random",
    module: "_random",
    doc: "Random() -> create a random number generator with its own internal state.",
    kind: Kind::Random,
    slots: Slots {
        new: Some(new),
        ..Slots::NONE
    },
    methods: METHODS,
    subclassable: true,
    ..TypeDef::OBJECT
};

methods! { pub METHODS;
    /// A float from 0 up to 1, 1 excluded.
    "random(self, /)" => random;
    /// Set the state by an int, by text or bytes, by another object's hash, or by chance (None).
    "seed(self, n=None, /)" => seed;
    /// The state: 624 words and the index of the next one.
    "getstate(self, /)" => getstate;
    /// Restore a state that getstate returned.
    "setstate(self, state, /)" => setstate;
    /// An int of k random bits.
    "getrandbits(self, k, /)" => getrandbits;
    /// An int below n, all equally likely.
    "_below(self, n, /)" => below;
}

fn new(vm: &mut Vm, class: &Value, call: CallArgs<'_>) -> Res {
    if class.is(vm.class(T::Random)) {
        if !call.names.is_empty() {
            raise!(vm, TypeError, "Random() takes no keyword arguments");
        }
        if call.args.len() > 1 {
            raise!(
                vm,
                TypeError,
                "Random expected at most 1 argument, got {}",
                call.args.len()
            );
        }
    }
    let twister = seeded(vm, call.pos().first())?;
    let mut state = Buf::with_capacity(vm.heap(), 1)?;
    state.push(vm.heap(), twister)?;
    vm.alloc_as(class, Generator { state })
}

/// A generator seeded by an object. May run Python (`__hash__`).
fn seeded(vm: &mut Vm, by: Option<&Value>) -> Res<Twister> {
    let Some(v) = by.filter(|v| !v.is_none()) else {
        return Ok(by_chance(vm));
    };
    if let Some(i) = vm.int_of(v) {
        return Ok(Twister::from_int(&i.big()));
    }
    if let Some(s) = vm.get::<Str>(v) {
        let bytes = s.bytes();
        if crate::text::wtf8::find_surrogate(bytes).is_some() {
            let encoded = crate::types::codec::encode(vm, v, None, None)?;
            return Ok(Twister::from_bytes(vm.buffer(&encoded).unwrap_or_default()));
        }
        return Ok(Twister::from_bytes(bytes));
    }
    if let Some(b) = vm.buffer(v) {
        return Ok(Twister::from_bytes(b));
    }
    let hash = vm.hash(v)? as u64;
    Ok(Twister::from_int(&Big::from(hash)))
}

/// From the host's entropy; where it grants none, from the VM's hash seed, so that the embedder
/// decides.
fn by_chance(vm: &mut Vm) -> Twister {
    let mut words = [0u8; 32];
    match &mut vm.state.host.entropy {
        Some(source) => source.fill(&mut words),
        None => words[..8].copy_from_slice(&vm.heap().hash_seed().to_le_bytes()),
    }
    let key: Vec<u32> = words
        .chunks_exact(4)
        .map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]]))
        .collect();
    Twister::from_key(&key)
}

/// The generator of a receiver.
fn twister<'a>(vm: &'a mut Vm, v: &'a Value) -> &'a mut Twister {
    // One item, from the object's creation on.
    &mut vm.of_mut::<Generator>(v).0.state[0]
}

fn random(vm: &mut Vm, args: Args<'_>) -> Res {
    let f = twister(vm, &args[0]).next_f64();
    vm.float(f)
}

fn seed(vm: &mut Vm, args: Args<'_>) -> Res {
    let t = seeded(vm, args.get(1))?;
    *twister(vm, &args[0]) = t;
    Ok(Value::NONE)
}

fn getstate(vm: &mut Vm, args: Args<'_>) -> Res {
    let t = twister(vm, &args[0]);
    let (words, index) = t.state();
    let words = *words;
    let mut items = Buf::with_capacity(vm.heap(), words.len() + 1)?;
    for w in words {
        items.push(vm.heap(), Value::int(w as i64))?;
    }
    items.push(vm.heap(), Value::int(index as i64))?;
    vm.tuple_of(items)
}

fn setstate(vm: &mut Vm, args: Args<'_>) -> Res {
    const WORDS: usize = 624;
    if !vm.is_a(&args[1], T::Tuple) {
        raise!(vm, TypeError, "state vector must be a tuple");
    }
    if vm.items(&args[1]).map_or(0, <[Value]>::len) != WORDS + 1 {
        raise!(vm, ValueError, "state vector is the wrong size");
    }
    let mut words = [0u32; WORDS];
    for (i, w) in words.iter_mut().enumerate() {
        let Some(v) = vm.items(&args[1]).and_then(|t| t.get(i)).cloned() else {
            break;
        };
        let v = vm.index(&v)?;
        match vm.as_i64(&v) {
            Some(n) if n >= 0 => *w = n as u32,
            Some(_) => raise!(
                vm,
                OverflowError,
                "can't convert negative value to unsigned int"
            ),
            None => raise!(
                vm,
                OverflowError,
                "Python int too large to convert to C unsigned long"
            ),
        }
    }
    let Some(index) = vm.items(&args[1]).and_then(|t| t.get(WORDS)).cloned() else {
        return Ok(Value::NONE);
    };
    let index = vm.index_i64(&index)?;
    match usize::try_from(index)
        .ok()
        .and_then(|i| Twister::from_state(words, i))
    {
        Some(t) => *twister(vm, &args[0]) = t,
        None => raise!(vm, ValueError, "invalid state"),
    }
    Ok(Value::NONE)
}

fn getrandbits(vm: &mut Vm, args: Args<'_>) -> Res {
    let k = vm.index_i64(&args[1])?;
    let Ok(k) = usize::try_from(k) else {
        raise!(vm, ValueError, "number of bits must be non-negative");
    };
    if k <= 60 {
        return Ok(Value::int(twister(vm, &args[0]).bits_u64(k as u32) as i64));
    }
    vm.prepare(
        bounds::value_bytes(k as u64).saturating_mul(2),
        k as u64 / 8,
    )?;
    let b = twister(vm, &args[0]).bits(k);
    vm.bigint(b)
}

fn below(vm: &mut Vm, args: Args<'_>) -> Res {
    let n = vm.index(&args[1])?;
    match vm.int_of(&n) {
        Some(i) if i.is_negative() || i.is_zero() => {
            raise!(vm, ValueError, "limit must be positive")
        }
        Some(Int::Small(i)) => {
            let r = twister(vm, &args[0]).below_u64(i as u64);
            vm.int(r as i64)
        }
        Some(Int::Big(b)) => {
            let (limit, bits) = (b.clone(), bigint::bit_length(b) as u64);
            vm.prepare(bounds::value_bytes(bits).saturating_mul(2), bits / 8)?;
            let r = twister(vm, &args[0]).below(&limit);
            vm.bigint(r)
        }
        None => Ok(Value::ZERO),
    }
}

fn index(vm: &mut Vm, args: Args<'_>) -> Res {
    let i = vm.index(&args[0])?;
    int::exact(vm, &i)
}

fn entropy(vm: &mut Vm, args: Args<'_>) -> Res {
    let Ok(n) = usize::try_from(vm.index_i64(&args[0])?) else {
        raise!(vm, ValueError, "negative argument not allowed");
    };
    vm.reserve_check(n)?;
    vm.charge(n as u64 / 16)?;
    let mut out = Buf::new();
    out.resize(vm.heap(), n, 0)?;
    match &mut vm.state.host.entropy {
        Some(source) => source.fill(&mut out),
        None => raise!(
            vm,
            NotImplementedError,
            "the host grants no source of random bits"
        ),
    }
    vm.bytes_of(out)
}
