//! Joining strings.

use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::raise;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;

impl Vm {
    /// The strings with `separator` (a str) between them. `None` stands for no separator. Raises
    /// TypeError for an item that is no str. Runs no Python.
    pub fn join_strs(&mut self, parts: &[Value], separator: Option<&Value>) -> Res {
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
        let gaps = parts.len().saturating_sub(1);
        if let Some(sep) = separator
            && gaps > 0
        {
            let s = self.of::<Str>(sep);
            bytes = bytes.saturating_add(s.byte_len().saturating_mul(gaps));
            chars = chars.saturating_add(s.char_len().saturating_mul(gaps));
            ascii &= s.is_ascii();
        }
        self.charge(parts.len() as u64 + bytes as u64 / 64)?;
        self.str_filled(bytes, ascii, chars, |vm, f| {
            let between = separator.map_or(&b""[..], |s| vm.of::<Str>(s).bytes());
            for (i, p) in parts.iter().enumerate() {
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
    let items = if vm.is_exact(&args[1], T::List) || vm.is_exact(&args[1], T::Tuple) {
        crate::memory::buf::Buf::from_slice(vm.heap(), vm.items(&args[1]).unwrap_or_default())?
    } else {
        if vm.slots(&args[1]).iter.is_none() && vm.slots(&args[1]).get_item.is_none() {
            raise!(vm, TypeError, "can only join an iterable");
        }
        vm.collect(&args[1])?
    };
    match &items[..] {
        [] => Ok(vm.empty_str()),
        [one] if vm.is_exact(one, T::Str) => Ok(one.clone()),
        parts => vm.join_strs(parts, separator),
    }
}
