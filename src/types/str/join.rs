//! Joining strings.

use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::raise;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;

/// Strings to be joined.
#[derive(Clone, Copy)]
enum Parts<'p> {
    Slice(&'p [Value]),
    /// The items of a list or tuple, which nothing changes meanwhile.
    Items(&'p Value),
}

impl Parts<'_> {
    #[inline]
    fn get<'a>(&'a self, vm: &'a Vm) -> &'a [Value] {
        match self {
            Parts::Slice(s) => s,
            Parts::Items(v) => vm.items(v).unwrap_or_default(),
        }
    }
}

impl Vm {
    /// The strings with `separator` (a str) between them. `None` stands for no separator. Raises
    /// TypeError for an item that is no str. Runs no Python.
    pub fn join_strs(&mut self, parts: &[Value], separator: Option<&Value>) -> Res {
        self.join_parts(Parts::Slice(parts), separator)
    }

    fn join_parts(&mut self, source: Parts<'_>, separator: Option<&Value>) -> Res {
        let parts = source.get(self);
        let (mut bytes, mut chars, mut ascii) = (0usize, 0usize, true);
        for (i, p) in parts.iter().enumerate() {
            let Some(s) = self.get::<Str>(p) else {
                let t = self.type_name(p).to_owned();
                raise!(
                    self,
                    TypeError,
                    "sequence item {i}: expected str instance, {t} found"
                );
            };
            bytes = bytes.saturating_add(s.byte_len());
            chars = chars.saturating_add(s.char_len());
            ascii &= s.is_ascii();
        }
        let count = parts.len();
        let gaps = count.saturating_sub(1);
        if let Some(sep) = separator
            && gaps > 0
        {
            let s = self.of::<Str>(sep);
            bytes = bytes.saturating_add(s.byte_len().saturating_mul(gaps));
            chars = chars.saturating_add(s.char_len().saturating_mul(gaps));
            ascii &= s.is_ascii();
        }
        self.charge(count as u64 + bytes as u64 / 64)?;
        self.str_filled(bytes, ascii, chars, |vm, f| {
            let between = separator.map_or(&b""[..], |s| vm.of::<Str>(s).bytes());
            for (i, p) in source.get(vm).iter().enumerate() {
                if i > 0 && !between.is_empty() {
                    f.push(between);
                }
                f.push(vm.of::<Str>(p).bytes());
            }
        })
    }
}

/// `str.join`.
pub fn join(vm: &mut Vm, args: Args<'_>) -> Res {
    let separator = Some(&args[0]);
    let collected;
    let source = if vm.is_exact(&args[1], T::List) || vm.is_exact(&args[1], T::Tuple) {
        Parts::Items(&args[1])
    } else {
        if vm.slots(&args[1]).iter.is_none() && vm.slots(&args[1]).get_item.is_none() {
            raise!(vm, TypeError, "can only join an iterable");
        }
        collected = vm.collect(&args[1])?;
        Parts::Slice(&collected)
    };
    match source.get(vm) {
        [] => Ok(vm.empty_str()),
        [one] if vm.is_exact(one, T::Str) => Ok(one.clone()),
        _ => vm.join_parts(source, separator),
    }
}
