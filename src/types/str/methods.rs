//! The method table of str, and the methods that fit in no other file of the folder.

use super::super::textual::{StrText, case, pad, search, split};
use super::{StrIter, format, join, translate};
use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::methods;
use crate::types::codec;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;

methods! { pub METHODS;
    /// Return the string with its first character in title case and the rest in lower case.
    "capitalize(self, /)" => case::str::capitalize;
    /// Return the string with its cases folded, for comparing without regard to case.
    "casefold(self, /)" => case::str::casefold;
    /// Return the string centred in a width, padded with the fill character.
    "center(self, width, fillchar=' ', /)" => pad::center::<StrText>;
    /// Count the occurrences of a substring in [start:end], without overlaps.
    "count(self, sub, start=None, end=None, /)" => search::count::<StrText>;
    /// Encode the string: errors says what to do with characters that the encoding lacks.
    "encode(self, /, encoding='utf-8', errors='strict')" => encode;
    /// Whether the string, from start to end, ends with a suffix, or with one of a tuple.
    "endswith(self, suffix, start=None, end=None, /)" => search::endswith::<StrText>;
    /// Return the string with tabs replaced by spaces up to the next multiple of tabsize columns.
    "expandtabs(self, /, tabsize=8)" => pad::expandtabs::<StrText>;
    /// Lowest index in [start:end] at which a substring is found, or -1.
    "find(self, sub, start=None, end=None, /)" => search::find::<StrText>;
    /// Return the string with its fields, in braces, replaced by the arguments formatted.
    "format(self, /, *args, **kwargs)" => format::format;
    /// As format(**mapping), but the mapping itself is asked for the values.
    "format_map(self, mapping, /)" => format::format_map;
    /// As find, but a ValueError if the substring is not found.
    "index(self, sub, start=None, end=None, /)" => search::index::<StrText>;
    /// Whether there are characters and all are letters or numbers.
    "isalnum(self, /)" => case::isalnum::<StrText>;
    /// Whether there are characters and all are letters.
    "isalpha(self, /)" => case::isalpha::<StrText>;
    /// Whether all characters are ASCII.
    "isascii(self, /)" => case::isascii::<StrText>;
    /// Whether there are characters and all are decimal digits.
    "isdecimal(self, /)" => case::isdecimal::<StrText>;
    /// Whether there are characters and all are digits, superscripts and the like included.
    "isdigit(self, /)" => case::isdigit::<StrText>;
    /// Whether the string is a valid identifier (or keyword).
    "isidentifier(self, /)" => case::isidentifier::<StrText>;
    /// Whether there are cased characters and all of them are lower case.
    "islower(self, /)" => case::islower::<StrText>;
    /// Whether there are characters and all have a numeric value.
    "isnumeric(self, /)" => case::isnumeric::<StrText>;
    /// Whether repr shows all characters as they are.
    "isprintable(self, /)" => case::isprintable::<StrText>;
    /// Whether there are characters and all are white space.
    "isspace(self, /)" => case::isspace::<StrText>;
    /// Whether every word begins with an upper case letter and goes on in lower case.
    "istitle(self, /)" => case::istitle::<StrText>;
    /// Whether there are cased characters and all of them are upper case.
    "isupper(self, /)" => case::isupper::<StrText>;
    /// Concatenate strings with this one between them.
    "join(self, iterable, /)" => join::join;
    /// Return the string padded on the right to a width.
    "ljust(self, width, fillchar=' ', /)" => pad::ljust::<StrText>;
    /// Return the string in lower case.
    "lower(self, /)" => case::str::lower;
    /// Return the string without leading white space, or without leading characters of a set.
    "lstrip(self, chars=None, /)" => split::lstrip::<StrText>;
    /// Make a table for translate: from a dict, or from two strings of equal length and a string of
    /// characters to remove.
    @staticmethod "maketrans(x, y=<no value>, z=<no value>, /)" => translate::maketrans;
    /// Split at the first separator: what is before, the separator, what is after.
    "partition(self, sep, /)" => search::partition::<StrText>;
    /// Return the string without a prefix, if it has it.
    "removeprefix(self, prefix, /)" => search::removeprefix::<StrText>;
    /// Return the string without a suffix, if it has it.
    "removesuffix(self, suffix, /)" => search::removesuffix::<StrText>;
    /// Return the string with occurrences of old replaced by new, the first count of them.
    "replace(self, old, new, /, count=-1)" => search::replace::<StrText>;
    /// Highest index in [start:end] at which a substring is found, or -1.
    "rfind(self, sub, start=None, end=None, /)" => search::rfind::<StrText>;
    /// As rfind, but a ValueError if the substring is not found.
    "rindex(self, sub, start=None, end=None, /)" => search::rindex::<StrText>;
    /// Return the string padded on the left to a width.
    "rjust(self, width, fillchar=' ', /)" => pad::rjust::<StrText>;
    /// Split at the last separator: what is before, the separator, what is after.
    "rpartition(self, sep, /)" => search::rpartition::<StrText>;
    /// Split into words, or at a separator, beginning from the end.
    "rsplit(self, /, sep=None, maxsplit=-1)" => split::rsplit::<StrText>;
    /// Return the string without trailing white space, or without trailing characters of a set.
    "rstrip(self, chars=None, /)" => split::rstrip::<StrText>;
    /// Split into words, or at a separator.
    "split(self, /, sep=None, maxsplit=-1)" => split::split::<StrText>;
    /// Split into lines, which keep their ends if keepends is true.
    "splitlines(self, /, keepends=False)" => split::splitlines::<StrText>;
    /// Whether the string, from start to end, starts with a prefix, or with one of a tuple.
    "startswith(self, prefix, start=None, end=None, /)" => search::startswith::<StrText>;
    /// Return the string without white space, or characters of a set, at both ends.
    "strip(self, chars=None, /)" => split::strip::<StrText>;
    /// Return the string with upper case made lower and the other way round.
    "swapcase(self, /)" => case::str::swapcase;
    /// Return the string with every word in title case.
    "title(self, /)" => case::str::title;
    /// Replace each character by what a table has for it: a code point, a string, or None to remove
    /// it.
    "translate(self, table, /)" => translate::translate;
    /// Return the string in upper case.
    "upper(self, /)" => case::str::upper;
    /// Pad with zeros on the left, behind a sign, to a width.
    "zfill(self, width, /)" => pad::zfill::<StrText>;
    /// Format by a format specification.
    "__format__(self, format_spec, /)" => format::dunder_format;
    "__getnewargs__(self, /)" => getnewargs;
}

methods! { pub ITER_METHODS;
    /// How many characters are left.
    "__length_hint__(self, /)" => iter_hint;
}

fn encode(vm: &mut Vm, args: Args<'_>) -> Res {
    for (i, name) in [(1, "encoding"), (2, "errors")] {
        if let Some(v) = args.get(i).filter(|v| vm.get::<Str>(v).is_none()) {
            let t = vm.arg_type_name(v).to_owned();
            crate::raise!(
                vm,
                TypeError,
                "encode() argument '{name}' must be str, not {t}"
            );
        }
    }
    codec::encode(vm, &args[0], args.get(1), args.get(2))
}

fn getnewargs(vm: &mut Vm, args: Args<'_>) -> Res {
    let n = vm.text_of(&args[0]).bytes.len();
    let copy = vm.substr(&args[0], 0..n)?;
    vm.tuple(&[copy])
}

fn iter_hint(vm: &mut Vm, args: Args<'_>) -> Res {
    let it = vm.of::<StrIter>(&args[0]);
    if it.string.is_unbound() {
        return Ok(Value::ZERO);
    }
    let left = &vm.text_of(&it.string).bytes[it.offset..];
    Ok(Value::int(crate::text::wtf8::count(left) as i64))
}
