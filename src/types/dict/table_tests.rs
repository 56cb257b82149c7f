//! Tests of the dict's table against models.

use super::*;
use crate::memory::heap::HeapConfig;
use crate::memory::inline::{Bytes8, new_str, new_tuple};
use crate::memory::shape::Shape;

/// A heap and a shape for objects whose type nobody asks for.
struct World {
    shape: Box<Shape>,
    heap: Box<Heap>,
}

impl World {
    fn new() -> World {
        World {
            shape: Shape::root(0, 0, false),
            heap: Heap::new(HeapConfig::default()),
        }
    }
    fn str(&self, s: &str) -> Value {
        new_str(
            &self.heap,
            &self.shape,
            0,
            Bytes8::Copy(s.as_bytes()),
            true,
            s.len(),
            0,
        )
        .unwrap()
    }
    fn object(&self) -> Value {
        new_tuple(&self.heap, &self.shape, 0, 1, |_| Value::ZERO).unwrap()
    }
}

/// A dict that also takes objects, whose hash is a number and which equal only themselves.
fn locate(w: &World, d: &Dict, key: &Value, hash: u32) -> Option<usize> {
    let mut cursor = Cursor::new(hash);
    loop {
        match d.search(&w.heap, key, hash, &mut cursor) {
            Step::Found(i) => return Some(i),
            Step::Missing => return None,
            Step::Ask(_) => {}
        }
    }
}

fn check(w: &World, d: &Dict, model: &[(Value, u32, i64)]) {
    assert_eq!(d.len(), model.len());
    let got: Vec<_> = d
        .iter()
        .map(|(k, v)| (k.word(), v.as_small_int().unwrap()))
        .collect();
    let want: Vec<_> = model.iter().map(|(k, _, v)| (k.word(), *v)).collect();
    assert_eq!(got, want);
    for (k, h, v) in model {
        let i = locate(w, d, k, *h).unwrap();
        assert_eq!(d.value_at(i).unwrap().as_small_int(), Some(*v));
        if exact_str(k).is_some() {
            assert_eq!(d.find_str(&w.heap, k), Some(i));
        } else if let Some(n) = k.as_small_int() {
            assert_eq!(d.find_int(k, n), Ok(Some(i)));
        }
    }
}

/// Random insertions, replacements, removals and pops against a list of pairs.
fn run(seed: u64, keys: usize, steps: usize, with_objects: bool) {
    let w = World::new();
    let mut x = seed | 1;
    let mut random = move |n: usize| {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        (x >> 20) as usize % n
    };
    let pool: Vec<(Value, u32)> = (0..keys)
        .map(|i| match i % 4 {
            0 => w.str(&format!("key{i}")),
            1 => Value::int(i as i64 * 4096 - 5000),
            2 if with_objects => w.object(),
            2 => Value::inline_float(i as f64 + 0.5).unwrap(),
            _ => Value::int(-(i as i64)),
        })
        // Objects get few hashes, so that they collide.
        .map(|k| {
            (
                simple_hash(&w.heap, &k).unwrap_or(77 + k.word() as u32 % 3),
                k,
            )
        })
        .map(|(h, k)| (k, h))
        .collect();
    let mut d = Dict::new();
    let mut model: Vec<(Value, u32, i64)> = Vec::new();
    for n in 0..steps {
        let (key, hash) = &pool[random(keys)];
        let found = locate(&w, &d, key, *hash);
        let at = model.iter().position(|(k, _, _)| k.is(key));
        assert_eq!(found.is_some(), at.is_some());
        // Phases of growing and of shrinking.
        match (found, at) {
            (Some(i), Some(m)) if random(3) == 0 || n / 500 % 2 == 1 => {
                let (k, v) = d.remove_at(&w.heap, i).unwrap();
                assert!(k.is(key));
                assert_eq!(v.as_small_int(), Some(model.remove(m).2));
            }
            (Some(i), Some(m)) => {
                model[m].2 = n as i64;
                assert!(d.set_value_at(i, Value::int(n as i64)).is_some());
            }
            _ if n / 500 % 2 == 1 && random(2) == 0 => {
                let last = d.pop_last(&w.heap).map(|(k, v)| (k.word(), v.word()));
                let want = model
                    .pop()
                    .map(|(k, _, v)| (k.word(), Value::int(v).word()));
                assert_eq!(last, want);
            }
            _ => {
                d.insert_new(&w.heap, key.clone(), *hash, Value::int(n as i64))
                    .unwrap();
                model.push((key.clone(), *hash, n as i64));
            }
        }
        if n % 97 == 0 {
            check(&w, &d, &model);
            check(&w, &d.copy(&w.heap).unwrap(), &model);
        }
    }
    check(&w, &d, &model);
    assert!(d.clear().len() >= model.len());
    assert!(d.is_empty() && d.iter().next().is_none());
}

#[test]
fn behaves_as_a_list_of_pairs() {
    for seed in 0..40 {
        run(seed * 77 + 3, 6 + seed as usize * 3, 3000, seed % 2 == 0);
    }
}

#[test]
fn big_tables_too() {
    run(5, 9000, 60_000, false);
    run(6, 9000, 30_000, true);
}

#[test]
fn equal_numbers_are_one_key() {
    let w = World::new();
    let mut d = Dict::new();
    d.insert_new(&w.heap, Value::ONE, 1, Value::int(10))
        .unwrap();
    for key in [Value::TRUE, Value::inline_float(1.0).unwrap()] {
        let hash = simple_hash(&w.heap, &key).unwrap();
        assert_eq!(locate(&w, &d, &key, hash), Some(0));
    }
    assert_eq!(
        quick_eq(
            &Value::int((1 << 53) + 1),
            &Value::inline_float((1u64 << 53) as f64).unwrap()
        ),
        Some(false)
    );
    assert_eq!(
        quick_eq(
            &Value::inline_float(0.0).unwrap(),
            &Value::inline_float(-0.0).unwrap()
        ),
        Some(true)
    );
    assert_eq!(quick_eq(&Value::NONE, &Value::FALSE), Some(false));
}

#[test]
fn versions_follow_the_keys() {
    let w = World::new();
    let mut d = Dict::new();
    let mut next = 0;
    let (a, b) = (w.str("a"), w.str("b"));
    assert!(d.set_str(&w.heap, &a, Value::ONE).unwrap().is_none());
    let v = d.assign_version(&mut next);
    assert!(v != 0 && d.assign_version(&mut next) == v);
    assert!(d.set_str(&w.heap, &a, Value::ZERO).unwrap().is_some());
    assert_eq!(d.keys_version(), v);
    d.set_str(&w.heap, &b, Value::ONE).unwrap();
    assert_eq!(d.keys_version(), u32::MAX);
    assert!(d.assign_version(&mut next) > v);
    assert!(d.remove_str(&w.heap, &a).is_some());
    assert_eq!(d.keys_version(), u32::MAX);
    next = u32::MAX - 1;
    assert_eq!(d.assign_version(&mut next), 0);
    assert_eq!(
        d.find_bytes(&w.heap, b"b")
            .and_then(|i| d.value_at(i))
            .unwrap()
            .as_small_int(),
        Some(1)
    );
}

/// CPython 3.13's table for `n` str keys: a header of 32 bytes, slots of one byte (two from 256
/// of them), 16 bytes for each entry that the slots serve.
fn theirs(n: usize) -> usize {
    let slots = (3..).map(|k| 1 << k).find(|s| usable(*s) >= n).unwrap();
    32 + slots * if slots < 256 { 1 } else { 2 } + usable(slots) * 16
}

#[test]
fn smaller_than_cpythons_on_average() {
    let w = World::new();
    let (mut d, mut ours, mut other) = (Dict::new(), 0, 0);
    for n in 1..=5000 {
        d.set_str(&w.heap, &w.str(&format!("k{n}")), Value::NONE)
            .unwrap();
        ours += d.extra_bytes();
        other += theirs(n);
        if [5, 42, 85, 341, 5000].contains(&n) {
            assert!(ours <= other, "{n}: {ours} > {other}");
        }
    }
}
