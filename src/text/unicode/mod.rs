//! Character properties and case mappings, exactly those of CPython 3.13.
//!
//! Rust's own tables follow a newer Unicode, so `tables.rs` is generated from
//! CPython (`tools/unicode_tables.py` says how). A code point is looked up in
//! two steps: its block, then its record, which holds a word of flags and the
//! distances to its upper, lower, title and folded form.

mod names;
mod tables;

pub use names::{by_name, name};

use tables::{BLOCK_OF, EXPANDS, RECORD_OF, RECORDS, SHIFT};

/// The Unicode version whose data this is.
pub const VERSION: &str = "15.1.0";

/// What is known of a character.
pub(super) struct Record {
    flags: u16,
    /// Distances to the mapped character, by [`Mapping`].
    deltas: [i32; 4],
}

impl Record {
    const fn new(flags: u16, deltas: [i32; 4]) -> Self {
        Self { flags, deltas }
    }
}

/// The case mappings of Unicode, in the order of `Record::deltas`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mapping {
    Upper,
    Lower,
    Title,
    Fold,
}

fn record(code: u32) -> &'static Record {
    let block = BLOCK_OF
        .get((code >> SHIFT) as usize)
        .copied()
        .unwrap_or_default() as usize;
    let within = (code & ((1 << SHIFT) - 1)) as usize;
    &RECORDS[RECORD_OF[(block << SHIFT) + within] as usize]
}

macro_rules! predicates {
    ($($(#[$doc:meta])* $name:ident: $flag:ident;)*) => {
        $($(#[$doc])*
        pub fn $name(code: u32) -> bool {
            record(code).flags & tables::$flag != 0
        })*
    };
}

predicates! {
    /// A letter (`str.isalpha`).
    is_alpha: ALPHA;
    /// A decimal digit, whose value is [`decimal_value`].
    is_decimal: DECIMAL;
    /// A digit, superscripts and the like included.
    is_digit: DIGIT;
    /// Anything that has a numeric value.
    is_numeric: NUMERIC;
    /// White space (`str.isspace`, `str.split`, `str.strip`).
    is_space: SPACE;
    /// What `repr` shows as it is.
    is_printable: PRINTABLE;
    is_upper: UPPER;
    is_lower: LOWER;
    /// Titlecase digraphs such as U+01C5.
    is_title: TITLE;
    /// May start an identifier (the underscore may).
    is_id_start: ID_START;
    /// May continue an identifier.
    is_id_continue: ID_CONTINUE;
    is_cased: CASED;
    is_case_ignorable: CASE_IGNORABLE;
    /// Not of category Cn.
    is_assigned: ASSIGNED;
    /// Takes two columns of a terminal.
    is_wide: WIDE;
}

/// A letter, digit or number (`str.isalnum`).
pub fn is_alnum(code: u32) -> bool {
    use tables::{ALPHA, DECIMAL, DIGIT, NUMERIC};
    record(code).flags & (ALPHA | DECIMAL | DIGIT | NUMERIC) != 0
}

/// Where `str.splitlines` splits.
pub fn is_line_break(code: u32) -> bool {
    matches!(code, 0x0a..=0x0d | 0x1c..=0x1e | 0x85 | 0x2028 | 0x2029)
}

/// The value of a decimal digit of any script.
pub fn decimal_value(code: u32) -> Option<u8> {
    if code < 0x80 {
        return (code as u8 as char).to_digit(10).map(|digit| digit as u8);
    }
    if !is_decimal(code) {
        return None;
    }
    let run = tables::DECIMAL_ZEROS.partition_point(|&zero| zero <= code);
    let zero = tables::DECIMAL_ZEROS.get(run.checked_sub(1)?)?;
    u8::try_from(code - zero).ok()
}

/// The characters a character maps to: one to three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mapped {
    codes: [u32; 3],
    length: u8,
}

impl Mapped {
    pub fn as_slice(&self) -> &[u32] {
        &self.codes[..self.length as usize]
    }
}

/// The full (not only simple) case mapping of one character, out of context.
pub fn map(code: u32, mapping: Mapping) -> Mapped {
    let delta = record(code).deltas[mapping as usize];
    if delta != EXPANDS {
        let mapped = code.wrapping_add_signed(delta);
        return Mapped {
            codes: [mapped, 0, 0],
            length: 1,
        };
    }
    let table: &[(u32, [u32; 3])] = match mapping {
        Mapping::Upper => &tables::EXPANSIONS_UPPER,
        Mapping::Lower => &tables::EXPANSIONS_LOWER,
        Mapping::Title => &tables::EXPANSIONS_TITLE,
        Mapping::Fold => &tables::EXPANSIONS_FOLD,
    };
    let codes = match table.binary_search_by_key(&code, |entry| entry.0) {
        Ok(at) => table[at].1,
        Err(_) => [code, 0, 0],
    };
    let length = codes.iter().take_while(|&&unit| unit != 0).count();
    Mapped {
        codes,
        length: length as u8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FNV-1a over each value's four little-endian bytes.
    fn digest(values: &[u32]) -> u64 {
        values
            .iter()
            .flat_map(|value| value.to_le_bytes())
            .fold(0xcbf2_9ce4_8422_2325, |state, byte| {
                (state ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
            })
    }

    type Predicate = fn(u32) -> bool;

    /// Name, predicate, how many code points have it, and their digest, as
    /// `tools/unicode_tables.py --digests` prints them under CPython 3.13.
    #[rustfmt::skip]
    const PREDICATES: &[(&str, Predicate, usize, u64)] = &[
        ("ALPHA", is_alpha, 136726, 0xdbaec3d534f3b0b0),
        ("DECIMAL", is_decimal, 680, 0xbc85e7b4f99d775d),
        ("DIGIT", is_digit, 808, 0x57a040b55011244),
        ("NUMERIC", is_numeric, 1922, 0x6de47d0fa98e1945),
        ("SPACE", is_space, 29, 0xe01483c03d9600d5),
        ("PRINTABLE", is_printable, 149625, 0xfbc88e5c44aaa14b),
        ("UPPER", is_upper, 1951, 0x98885adeadeabcf9),
        ("LOWER", is_lower, 2544, 0xd37ba97f3f63c450),
        ("TITLE", is_title, 31, 0xb10b0a544537bd2c),
        ("ID_START", is_id_start, 136945, 0xd6c5c66a16f4dbe0),
        ("ID_CONTINUE", is_id_continue, 140089, 0x373546418f0d30ff),
        ("CASED", is_cased, 4526, 0x95df390561bfd2a5),
        ("CASE_IGNORABLE", is_case_ignorable, 2707, 0xd9c01c154f282c76),
        ("ASSIGNED", is_assigned, 289394, 0x5b01b16771a01009),
        ("WIDE", is_wide, 182521, 0xb6907bb4291d6856),
    ];

    #[rustfmt::skip]
    const MAPPINGS: &[(Mapping, usize, u64)] = &[
        (Mapping::Upper, 1114230, 0xda8a8ac7a50f9c0c),
        (Mapping::Lower, 1114113, 0xe6721fc2ad5d4f10),
        (Mapping::Title, 1114176, 0xd8697380eebbba88),
        (Mapping::Fold, 1114232, 0xa1cc42211fe7ec5e),
    ];

    #[test]
    fn predicates_agree_with_cpython_on_every_code_point() {
        for &(name, test, count, expected) in PREDICATES {
            let members: Vec<u32> = (0..0x11_0000).filter(|&code| test(code)).collect();
            assert_eq!(members.len(), count, "{name}");
            assert_eq!(digest(&members), expected, "{name}");
        }
    }

    #[test]
    fn mappings_agree_with_cpython_on_every_code_point() {
        for &(mapping, count, expected) in MAPPINGS {
            let units: Vec<u32> = (0..0x11_0000)
                .flat_map(|code| map(code, mapping).as_slice().to_vec())
                .collect();
            assert_eq!(units.len(), count, "{mapping:?}");
            assert_eq!(digest(&units), expected, "{mapping:?}");
        }
    }

    #[test]
    fn decimal_values_of_any_script() {
        assert_eq!(decimal_value(u32::from('7')), Some(7));
        assert_eq!(decimal_value(u32::from('a')), None);
        assert_eq!(decimal_value(0x0663), Some(3));
        assert_eq!(decimal_value(0x1fbf9), Some(9));
        assert_eq!(decimal_value(0xb2), None);
    }
}
