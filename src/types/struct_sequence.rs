//! Struct sequences: tuples whose items have names (`sys.version_info`, `os.stat_result`).

use crate::memory::inline::Tuple;
use crate::memory::value::Value;
use crate::raise;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{CallArgs, GetSetDef};

/// A struct sequence type: documentation, name, and each item's index and name. The type is made
/// when its first instance is.
macro_rules! struct_sequence {
    ($(#[doc = $doc:literal])* $vis:vis $def:ident = $name:literal { $( $index:literal $field:literal ),* $(,)? }) => {
        $vis static $def: $crate::vm::typedef::TypeDef = $crate::vm::typedef::TypeDef {
            name: $crate::types::struct_sequence::short_name($name),
            module: $crate::types::struct_sequence::module_name($name),
            doc: concat!($($doc, "\n"),*),
            base: Some($crate::types::registry::T::Tuple),
            kind: $crate::memory::header::Kind::Tuple,
            slots: $crate::vm::typedef::Slots {
                repr: Some($crate::types::struct_sequence::repr),
                new: Some($crate::types::struct_sequence::no_new),
                ..$crate::vm::typedef::Slots::NONE
            },
            getset: &[ $( $crate::vm::typedef::GetSetDef {
                name: $field,
                doc: "",
                get: $crate::types::struct_sequence::item::<$index>,
                set: None,
                member: true,
            } ),* ],
            lazy: true,
            matches: b's',
            ..$crate::vm::typedef::TypeDef::OBJECT
        };
    };
}
pub(crate) use struct_sequence;

/// What stands behind the dot of `module.name`.
pub const fn short_name(full: &'static str) -> &'static str {
    full.split_at(dot(full) + 1).1
}

/// What stands before the dot of `module.name`.
pub const fn module_name(full: &'static str) -> &'static str {
    full.split_at(dot(full)).0
}

const fn dot(full: &str) -> usize {
    let mut i = 0;
    while full.as_bytes()[i] != b'.' {
        i += 1;
    }
    i
}

/// Item `I`.
pub fn item<const I: usize>(vm: &mut Vm, this: &Value) -> Res {
    Ok(vm
        .of::<Tuple>(this)
        .items()
        .get(I)
        .cloned()
        .unwrap_or(Value::NONE))
}

/// Scripts don't make instances.
pub fn no_new(vm: &mut Vm, class: &Value, _: CallArgs<'_>) -> Res {
    let def = vm.ty(class).def;
    raise!(
        vm,
        TypeError,
        "cannot create '{}.{}' instances",
        def.module,
        def.name
    )
}

/// `module.name(field=item, …)`.
pub fn repr(vm: &mut Vm, this: &Value) -> Res {
    let def = vm.ty(vm.type_of(this)).def;
    let fields: &'static [GetSetDef] = def.getset;
    let mut out = crate::memory::buf::Buf::new();
    let class = vm.type_of(this).clone();
    let name = vm.class_full_name(&class)?;
    out.extend_from_slice(vm.heap(), format!("{name}(").as_bytes())?;
    for (i, f) in fields.iter().enumerate() {
        let Some(v) = vm.of::<Tuple>(this).items().get(i).cloned() else {
            break;
        };
        let r = vm.repr(&v)?;
        let sep = if i > 0 { ", " } else { "" };
        out.extend_from_slice(vm.heap(), format!("{sep}{}=", f.name).as_bytes())?;
        out.extend_from_slice(vm.heap(), vm.wtf8(&r).unwrap_or_default())?;
    }
    out.push(vm.heap(), b')')?;
    vm.str_of(out)
}
