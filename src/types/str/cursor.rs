//! Indexes into text that isn't ASCII.
//!
//! An index counts code points, which have one to four bytes. For long strings the VM remembers the
//! last place that was looked up, and the next look-up walks from there, from the start or from the
//! end, whichever is nearest: scanning a string by index is linear, not quadratic.

use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::text::wtf8;
use crate::types::sequence::Bounds;
use crate::types::textual::{StrText, item};
use crate::vm::Vm;
use crate::vm::error::Res;

/// Bytes from which a string's places are remembered.
const LONG: usize = 256;

/// The last place looked up.
#[derive(Default)]
pub struct Cursor {
    /// Keeps the string, so that its address means it. Unbound: nothing.
    string: Value,
    index: usize,
    offset: usize,
}

impl Cursor {
    /// Forgets the string; whoever wants to be its only owner asks for that.
    #[inline]
    pub fn forget(&mut self, string: &Value) {
        if self.string.is(string) {
            self.clear();
        }
    }

    /// Calls `f` with the string.
    pub fn visit(&self, f: &mut dyn FnMut(&Value)) {
        f(&self.string);
    }

    pub fn clear(&mut self) {
        drop(self.string.take());
    }
}

/// Steps over `n` characters backwards from `offset`.
fn back(bytes: &[u8], offset: usize, n: usize) -> usize {
    let mut codes = wtf8::code_points(&bytes[..offset]);
    for _ in 0..n {
        codes.next_back();
    }
    codes.rest().len()
}

/// Byte offset of the character at `index`, which is within the string.
pub fn offset(vm: &mut Vm, v: &Value, index: usize) -> usize {
    let s = vm.of::<Str>(v);
    let bytes = s.bytes();
    if s.is_ascii() {
        return index;
    }
    if bytes.len() < LONG {
        return wtf8::offset_of(bytes, index);
    }
    let (known, at) = match vm.cursor.string.is(v) {
        true => (vm.cursor.index, vm.cursor.offset.min(bytes.len())),
        false => (0, 0),
    };
    let count = s.char_len();
    let from_known = index.abs_diff(known);
    let found = if count - index < from_known.min(index) {
        back(bytes, bytes.len(), count - index)
    } else if index < from_known {
        wtf8::offset_of(bytes, index)
    } else if index >= known {
        at + wtf8::offset_of(&bytes[at..], index - known)
    } else {
        back(bytes, at, known - index)
    };
    let plain = v
        .header()
        .is_some_and(|h| h.is_exact(crate::memory::header::Kind::Str));
    if plain {
        if !vm.cursor.string.is(v) {
            vm.cursor.string = v.clone();
        }
        vm.cursor.index = index;
        vm.cursor.offset = found;
    }
    found
}

/// `v[slice]`.
pub fn slice(vm: &mut Vm, v: &Value, bounds: Bounds) -> Res {
    let s = vm.of::<Str>(v);
    if s.is_ascii() && bounds.step == 1 {
        let r = bounds.fit(s.byte_len());
        // An empty one may start beyond the end.
        let start = (r.start as usize).min(s.byte_len());
        return vm.substr(v, start..start + r.count);
    }
    let whole = s.char_len();
    let r = bounds.fit(whole);
    if s.is_ascii() || r.step != 1 || r.count == 0 {
        return item::slice::<StrText>(vm, v, bounds);
    }
    let len = s.byte_len();
    let (start, end) = (r.start as usize, r.start as usize + r.count);
    let (from, until) = if len < LONG {
        let bytes = s.bytes();
        let from = wtf8::offset_of(bytes, start);
        (from, from + wtf8::offset_of(&bytes[from..], r.count))
    } else {
        let from = offset(vm, v, start);
        let until = if end == whole {
            len
        } else {
            offset(vm, v, end)
        };
        (from, until)
    };
    vm.substr(v, from..until)
}
