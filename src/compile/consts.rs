//! The constants of a code object, each once.
//!
//! Instructions with a 16-bit constant operand need theirs among the first 65,535; all others may
//! lie anywhere. So there are two pools, the second of which is numbered behind the first when the
//! code object is finished.

use super::map::HashMap;
use crate::code::code::Const;
use std::sync::Arc;

/// Marks an index into the second pool until the code object is finished.
pub(super) const WIDE: u32 = 1 << 31;

#[derive(Debug, Default)]
pub(super) struct ConstPool {
    narrow: Vec<Const>,
    wide: Vec<Const>,
    index: HashMap<Vec<u8>, u32>,
}

impl ConstPool {
    /// Index of `c` for a wide operand.
    pub fn wide(&mut self, c: Const) -> u32 {
        let Some(key) = key(&c) else {
            return self.push_wide(c);
        };
        if let Some(&i) = self.index.get(&key) {
            return i;
        }
        let i = self.push_wide(c);
        self.index.insert(key, i);
        i
    }

    fn push_wide(&mut self, c: Const) -> u32 {
        self.wide.push(c);
        (self.wide.len() as u32 - 1) | WIDE
    }

    /// Index of `c` for a narrow operand, unless the pool is full.
    pub fn narrow(&mut self, c: Const) -> Option<u16> {
        let key = key(&c);
        if let Some(key) = &key
            && let Some(&i) = self.index.get(key)
            && i & WIDE == 0
        {
            return u16::try_from(i).ok();
        }
        // The largest number is `Site::NO_KW`.
        if self.narrow.len() >= u16::MAX as usize {
            return None;
        }
        let i = self.narrow.len() as u32;
        self.narrow.push(c);
        if let Some(key) = key {
            self.index.insert(key, i);
        }
        u16::try_from(i).ok()
    }

    pub fn narrow_len(&self) -> u32 {
        self.narrow.len() as u32
    }

    /// The whole table, in its final order.
    pub fn take(&mut self) -> Box<[Const]> {
        let mut all = std::mem::take(&mut self.narrow);
        all.append(&mut std::mem::take(&mut self.wide));
        all.into_boxed_slice()
    }
}

/// Bytes that tell constants apart as identity needs it (`1`, `1.0` and `True`; `0.0` and `-0.0`);
/// none for code, which is never shared.
fn key(c: &Const) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    write_key(c, &mut out).then_some(out)
}

fn write_key(c: &Const, out: &mut Vec<u8>) -> bool {
    fn sized(tag: u8, bytes: &[u8], out: &mut Vec<u8>) {
        out.push(tag);
        out.extend((bytes.len() as u64).to_le_bytes());
        out.extend(bytes);
    }
    fn all(tag: u8, items: &[Const], out: &mut Vec<u8>) -> bool {
        out.push(tag);
        out.extend((items.len() as u64).to_le_bytes());
        items.iter().all(|item| write_key(item, out))
    }
    match c {
        Const::None => out.push(0),
        Const::True => out.push(1),
        Const::False => out.push(2),
        Const::Ellipsis => out.push(3),
        Const::Int(x) => {
            out.push(4);
            out.extend(x.to_le_bytes());
        }
        Const::BigInt(digits) => sized(5, digits.as_bytes(), out),
        Const::Float(x) => {
            out.push(6);
            out.extend(x.to_bits().to_le_bytes());
        }
        Const::Imag(x) => {
            out.push(7);
            out.extend(x.to_bits().to_le_bytes());
        }
        Const::Complex(re, im) => {
            out.push(8);
            out.extend(re.to_bits().to_le_bytes());
            out.extend(im.to_bits().to_le_bytes());
        }
        Const::Str(s) => sized(9, s, out),
        Const::Bytes(s) => sized(10, s, out),
        Const::Tuple(items) => return all(11, items, out),
        Const::FrozenSet(items) => return all(12, items, out),
        Const::Slice(parts) => return all(13, &parts[..], out),
        Const::Code(code) => {
            out.push(14);
            out.extend((Arc::as_ptr(code) as usize).to_le_bytes());
            return false;
        }
    }
    true
}

/// A string constant.
pub(super) fn text(s: &str) -> Const {
    Const::Str(s.as_bytes().into())
}
