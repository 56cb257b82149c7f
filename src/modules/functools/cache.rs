//! The cache behind `functools.lru_cache`.
//!
//! A dict maps the key of a call to the number of its entry; the entries form a ring, used least
//! recently to most recently. Hashing and comparing keys may run Python, which may call the cache:
//! after each dict operation entries are looked up anew.

use crate::memory::buf::Buf;
use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::types::dict::Dict;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef};
use crate::{methods, payload, raise};
use smallvec::SmallVec;

payload! {
    /// The payload.
    pub struct Cache: LruCache {
        func: Value,
        /// Most entries; `None`: no bound.
        most: Option<usize>,
        typed: bool,
        /// The class of `cache_info()`.
        info: Value,
        /// Stands between positional and keyword arguments in keys.
        mark: Value,
        hits: u64,
        misses: u64,
        /// Key to result, or to the number of an entry when there is a bound.
        map: Value,
        keys: Buf<Value>,
        results: Buf<Value>,
        /// Neighbours of each entry: used before it, used after it.
        before: Buf<usize>,
        after: Buf<usize>,
        /// The entry used most recently.
        newest: usize,
    }
}

pub static CACHE: TypeDef = TypeDef {
    name: "_lru_cache_wrapper",
    full_name: "functools._lru_cache_wrapper",
    module: "functools",
    doc: "A callable that remembers the results of a function.",
    kind: Kind::LruCache,
    slots: Slots {
        call: Some(call),
        descr_get: Some(bind),
        new: Some(new),
        ..Slots::NONE
    },
    methods: METHODS,
    subclassable: true,
    weakrefs: true,
    lazy: true,
    ..TypeDef::OBJECT
};

methods! { METHODS;
    /// Report cache statistics
    "cache_info(self, /)" => cache_info;
    /// Clear the cache and cache statistics
    "cache_clear(self, /)" => cache_clear;
    /// Return the object itself.
    "__copy__(self, /)" => itself;
    /// Return the object itself.
    "__deepcopy__(self, memo, /)" => itself;
    /// Return the name under which it is found.
    "__reduce__(self, /)" => reduce;
}

fn new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    let (a, _) = vm.bind(
        "lru_cache(user_function, maxsize, typed, cache_info_type)",
        args,
    )?;
    if vm.slots(&a[0]).call.is_none() {
        raise!(vm, TypeError, "the first argument must be callable");
    }
    let most = if a[1].is_none() {
        None
    } else {
        Some(vm.index_i64(&a[1])?.max(0) as usize)
    };
    let typed = vm.truthy(&a[2])?;
    let object = vm.class(T::Object).clone();
    let mark = vm.call(&object, &[])?;
    let map = vm.dict()?;
    vm.alloc_as(
        cls,
        Cache {
            func: a[0].clone(),
            most,
            typed,
            info: a[3].clone(),
            mark,
            hits: 0,
            misses: 0,
            map,
            keys: Buf::new(),
            results: Buf::new(),
            before: Buf::new(),
            after: Buf::new(),
            newest: 0,
        },
    )
}

fn bind(vm: &mut Vm, c: &Value, obj: Option<&Value>, _: &Value) -> Res {
    match obj {
        Some(o) if !o.is_none() => vm.bound_method(c, o),
        _ => Ok(c.clone()),
    }
}

/// The key of a call: the argument itself if it is one int or str, else a tuple.
fn key(vm: &mut Vm, c: &Value, call: CallArgs<'_>) -> Res {
    let Cache { typed, mark, .. } = vm.of::<Cache>(c);
    let (typed, mark) = (*typed, mark.clone());
    if let ([one], false, true) = (call.args, typed, call.names.is_empty())
        && (vm.is_exact(one, T::Int) || vm.is_exact(one, T::Str))
    {
        return Ok(one.clone());
    }
    let mut parts: SmallVec<[Value; 8]> = call.pos().iter().cloned().collect();
    if !call.names.is_empty() {
        parts.push(mark);
        for (name, value) in call.keywords() {
            parts.extend([name.clone(), value.clone()]);
        }
    }
    if typed {
        for v in call.args {
            parts.push(vm.type_of(v).clone());
        }
    }
    vm.tuple(&parts)
}

fn call(vm: &mut Vm, c: &Value, args: CallArgs<'_>) -> Res {
    vm.nested(" while calling a Python object", |vm| {
        call_cached(vm, c, args)
    })
}

fn call_cached(vm: &mut Vm, c: &Value, args: CallArgs<'_>) -> Res {
    let Cache {
        func, most, map, ..
    } = vm.of::<Cache>(c);
    let (func, most, map) = (func.clone(), *most, map.clone());
    if most == Some(0) {
        vm.of_mut::<Cache>(c).0.misses += 1;
        return vm.call_args(&func, args);
    }
    let key = key(vm, c, args)?;
    if let Some(found) = vm.dict_get(&map, &key)? {
        let (cache, _) = vm.of_mut::<Cache>(c);
        cache.hits += 1;
        if most.is_none() {
            return Ok(found);
        }
        if let Some(i) = found.as_small_int()
            && let Some(v) = cache.use_entry(i as usize)
        {
            return Ok(v);
        }
    }
    vm.of_mut::<Cache>(c).0.misses += 1;
    let result = vm.call_args(&func, args)?;
    match most {
        None => vm.dict_set(&map, &key, &result)?,
        Some(most) => keep(vm, c, &map, most, key, &result)?,
    }
    Ok(result)
}

impl Cache {
    /// Makes entry `i` the one used most recently; its result.
    fn use_entry(&mut self, i: usize) -> Option<Value> {
        let v = self.results.get(i)?.clone();
        if i != self.newest {
            let (b, a) = (*self.before.get(i)?, *self.after.get(i)?);
            self.after[b] = a;
            self.before[a] = b;
            self.link(i);
        }
        Some(v)
    }

    /// Puts entry `i`, which is in no ring, behind the newest.
    fn link(&mut self, i: usize) {
        let newest = self.newest;
        let oldest = self.after[newest];
        self.after[newest] = i;
        self.before[i] = newest;
        self.after[i] = oldest;
        self.before[oldest] = i;
        self.newest = i;
    }
}

/// Remembers a result, in place of the one used least recently when there is no more room.
fn keep(vm: &mut Vm, c: &Value, map: &Value, most: usize, key: Value, result: &Value) -> Res<()> {
    // The function may have put the key there itself.
    if vm.dict_contains(map, &key)? {
        return Ok(());
    }
    let n = vm.of::<Cache>(c).keys.len();
    if n < most {
        let (cache, heap) = vm.of_mut::<Cache>(c);
        cache.keys.push(heap, key.clone())?;
        cache.results.push(heap, result.clone())?;
        cache.before.push(heap, n)?;
        cache.after.push(heap, n)?;
        if n == 0 {
            cache.newest = 0;
        } else {
            cache.link(n);
        }
        return vm.dict_set(map, &key, &Value::int(n as i64));
    }
    // The oldest entry is taken over and becomes the newest.
    let cache = vm.of::<Cache>(c);
    let oldest = cache.after.get(cache.newest).copied();
    let Some((oldest, old_key)) = oldest.and_then(|i| Some((i, cache.keys.get(i)?.clone()))) else {
        return Ok(());
    };
    vm.dict_remove(map, &old_key)?;
    let (cache, _) = vm.of_mut::<Cache>(c);
    let (Some(k), Some(r)) = (
        cache.keys.as_mut_slice().get_mut(oldest),
        cache.results.as_mut_slice().get_mut(oldest),
    ) else {
        return Ok(());
    };
    let old = (
        std::mem::replace(k, key.clone()),
        std::mem::replace(r, result.clone()),
    );
    cache.newest = oldest;
    drop(old);
    vm.dict_set(map, &key, &Value::int(oldest as i64))
}

fn cache_info(vm: &mut Vm, a: Args<'_>) -> Res {
    let Cache {
        hits,
        misses,
        most,
        map,
        info,
        ..
    } = vm.of::<Cache>(&a[0]);
    let (hits, misses, most, info) = (*hits as i64, *misses as i64, *most, info.clone());
    let size = vm.get::<Dict>(map).map_or(0, Dict::len) as i64;
    let most = most.map_or(Value::NONE, |m| Value::int(m as i64));
    vm.call(
        &info,
        &[Value::int(hits), Value::int(misses), most, Value::int(size)],
    )
}

fn cache_clear(vm: &mut Vm, a: Args<'_>) -> Res {
    let new = vm.dict()?;
    let (cache, _) = vm.of_mut::<Cache>(&a[0]);
    (cache.hits, cache.misses, cache.newest) = (0, 0, 0);
    cache.before.clear();
    cache.after.clear();
    let old = (
        std::mem::replace(&mut cache.map, new),
        cache.keys.take(),
        cache.results.take(),
    );
    drop(old);
    Ok(Value::NONE)
}

fn itself(_: &mut Vm, a: Args<'_>) -> Res {
    Ok(a[0].clone())
}

fn reduce(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.attr(&a[0], "__qualname__")
}
