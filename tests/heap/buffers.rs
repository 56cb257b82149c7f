//! `Buf` and `Text`: contents against `Vec` and `String`, charges, refusals.

use crate::kit::{Node, World, edit};
use crate::memory::buf::Buf;
use crate::memory::heap::Heap;
use crate::memory::text::Text;
use crate::memory::value::Value;
use proptest::prelude::*;

/// Bytes of all buffers of the heap, small or large.
fn bytes_of_buffers(heap: &Heap) -> usize {
    let s = heap.stats();
    s.small_buffer_bytes + s.buffer_bytes
}

#[derive(Clone, Debug)]
enum Op {
    Push(i64),
    Pop,
    Insert(usize, i64),
    Remove(usize),
    SwapRemove(usize),
    Truncate(usize),
    Splice(usize, usize, Vec<i64>),
    Extend(Vec<i64>),
    Reserve(usize),
    Shrink,
    Retain(i64),
    Resize(usize),
    Clear,
}

fn op() -> impl Strategy<Value = Op> {
    let small = || proptest::collection::vec(0..1000i64, 0..20);
    prop_oneof![
        4 => (0..1000i64).prop_map(Op::Push),
        2 => Just(Op::Pop),
        2 => (0..50usize, 0..1000i64).prop_map(|(i, x)| Op::Insert(i, x)),
        2 => (0..50usize).prop_map(Op::Remove),
        1 => (0..50usize).prop_map(Op::SwapRemove),
        1 => (0..50usize).prop_map(Op::Truncate),
        3 => (0..60usize, 0..60usize, small()).prop_map(|(a, b, v)| Op::Splice(a, b, v)),
        2 => small().prop_map(Op::Extend),
        1 => (0..100usize).prop_map(Op::Reserve),
        1 => Just(Op::Shrink),
        1 => (1..5i64).prop_map(Op::Retain),
        1 => (0..60usize).prop_map(Op::Resize),
        1 => Just(Op::Clear),
    ]
}

proptest! {
    /// Every item is a fresh object whose id is the number, so that leaks and double drops show.
    #[test]
    fn buf_does_what_vec_does(ops in proptest::collection::vec(op(), 0..80)) {
        let w = World::new();
        let heap = &*w.heap;
        let obj = |x: i64| w.node(x as u64);
        let mut buf: Buf<Value> = Buf::new();
        let mut model: Vec<i64> = Vec::new();
        for op in ops {
            match op {
                Op::Push(x) => { buf.push(heap, obj(x)).unwrap(); model.push(x); }
                Op::Pop => {
                    let got = buf.pop().map(|v| edit::<Node>(&v).id as i64);
                    prop_assert_eq!(got, model.pop());
                }
                Op::Insert(i, x) => {
                    buf.insert(heap, i, obj(x)).unwrap();
                    model.insert(i.min(model.len()), x);
                }
                Op::Remove(i) => {
                    let got = buf.remove(i).map(|v| edit::<Node>(&v).id as i64);
                    let want = (i < model.len()).then(|| model.remove(i));
                    prop_assert_eq!(got, want);
                }
                Op::SwapRemove(i) => {
                    let got = buf.swap_remove(i).map(|v| edit::<Node>(&v).id as i64);
                    let want = (i < model.len()).then(|| model.swap_remove(i));
                    prop_assert_eq!(got, want);
                }
                Op::Truncate(n) => { buf.truncate(n); model.truncate(n); }
                Op::Splice(a, b, items) => {
                    let (a, b) = (a.min(model.len()), b.min(model.len()));
                    let (a, b) = (a.min(b), a.max(b));
                    let new: Vec<Value> = items.iter().map(|&x| obj(x)).collect();
                    let cut = buf.splice(heap, a..b, new).unwrap();
                    let want: Vec<i64> = model.splice(a..b, items).collect();
                    let got: Vec<i64> = cut.iter().map(|v| edit::<Node>(v).id as i64).collect();
                    prop_assert_eq!(got, want);
                }
                Op::Extend(items) => {
                    let new: Vec<Value> = items.iter().map(|&x| obj(x)).collect();
                    buf.extend_from_slice(heap, &new).unwrap();
                    model.extend(items);
                }
                Op::Reserve(n) => {
                    buf.reserve_exact(heap, n).unwrap();
                    prop_assert!(buf.capacity() >= buf.len() + n);
                }
                Op::Shrink => {
                    buf.shrink();
                    // A block of the pools may have room for one more.
                    let spare = if buf.len() < 64 { 1 } else { 0 };
                    prop_assert!(buf.capacity() - buf.len() <= spare);
                }
                Op::Retain(k) => {
                    buf.retain(|v| edit::<Node>(v).id as i64 % k == 0);
                    model.retain(|x| x % k == 0);
                }
                Op::Resize(n) => { buf.resize(heap, n, obj(7)).unwrap(); model.resize(n, 7); }
                Op::Clear => { buf.clear(); model.clear(); }
            }
            let got: Vec<i64> = buf.iter().map(|v| edit::<Node>(v).id as i64).collect();
            prop_assert_eq!(&got, &model);
            prop_assert_eq!(bytes_of_buffers(heap), buf.bytes());
        }
        let half: Vec<Value> = buf.take().into_iter().take(model.len() / 2).collect();
        prop_assert_eq!(half.len(), model.len() / 2);
        drop(half);
        drop(buf);
        prop_assert_eq!(w.objects(), 0);
        prop_assert_eq!(bytes_of_buffers(heap), 0);
    }

    #[test]
    fn text_does_what_string_does(parts in proptest::collection::vec(".{0,12}", 0..20), at in 0usize..50) {
        let w = World::new();
        let mut text = Text::new(&w.heap);
        let mut model = String::new();
        for (i, p) in parts.iter().enumerate() {
            match i % 3 {
                0 => text.push_str(p).unwrap(),
                1 => p.chars().for_each(|c| text.push_char(c).unwrap()),
                _ => text.push_fmt(format_args!("{p}")).unwrap(),
            }
            model.push_str(p);
        }
        text.push_repeated('é' as u32, 3).unwrap();
        model.push_str("ééé");
        prop_assert_eq!(text.as_str(), Some(&*model));
        prop_assert_eq!(text.char_len(), model.chars().count());
        prop_assert_eq!(text.is_ascii(), model.is_ascii());
        if model.is_char_boundary(at) {
            text.truncate(at);
            model.truncate(at);
            prop_assert_eq!(text.as_str(), Some(&*model));
            prop_assert_eq!(text.char_len(), model.chars().count());
        }
    }
}

#[test]
fn an_empty_buffer_holds_nothing() {
    let w = World::new();
    let b: Buf<Value> = Buf::new();
    assert_eq!(
        (b.len(), b.capacity(), b.bytes(), w.heap.held_bytes()),
        (0, 0, 0, 0)
    );
}

#[test]
fn surrogates_are_encoded_in_three_bytes() {
    let w = World::new();
    let mut t = Text::new(&w.heap);
    t.push_code_point(0xD800).unwrap();
    t.push_code_point(0x10FFFF).unwrap();
    assert_eq!(t.as_bytes(), b"\xED\xA0\x80\xF4\x8F\xBF\xBF");
    assert_eq!((t.char_len(), t.as_str()), (2, None));
}

#[test]
fn what_is_too_large_is_refused_without_harm() {
    let w = World::capped(1 << 20);
    let heap = &*w.heap;
    let mut b: Buf<u64> = Buf::from_slice(heap, &[1, 2, 3]).unwrap();
    for n in [1 << 17, usize::MAX / 8, usize::MAX / 4, usize::MAX] {
        assert!(b.reserve(heap, n).is_err());
        assert!(b.reserve_exact(heap, n).is_err());
        assert!(Buf::<u64>::with_capacity(heap, n).is_err());
        assert!(!heap.could_hold(n.saturating_mul(8)));
    }
    assert_eq!(&*b, &[1, 2, 3]);
    assert_eq!(heap.stats().live_bytes, b.bytes());
}

#[test]
fn near_the_cap_a_buffer_takes_what_it_needs() {
    let w = World::capped(1_000_000);
    let heap = &*w.heap;
    let mut b: Buf<u8> = Buf::new();
    while b.push(heap, 7).is_ok() {}
    // Growing by an eighth was refused long before this. Pools of the small sizes on the way up and
    // the reserve take the rest.
    assert!(b.len() > 700_000, "{}", b.len());
    assert!(heap.held_bytes() <= 1_000_000);
}
