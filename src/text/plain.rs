//! The commonest format specs, read and applied in one go, and the digits of machine integers.
//!
//! A plain spec is `[[fill]align][0][width][type]` of ASCII, a width of at most [`WIDEST`] and no
//! more than that. What isn't plain, right or wrong, is left to [`super::format_value`].

use super::format_spec::Align;

/// Widest field that is filled here.
pub const WIDEST: usize = 64;
/// Most digits of a machine integer: those of base 2.
pub const DIGITS: usize = 64;
/// What a result needs: a field, or all digits and a sign.
pub type Room = [u8; WIDEST + 2];

const _: () = assert!(size_of::<Room>() > DIGITS + 1);

/// A plain spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Plain {
    fill: u8,
    align: Align,
    width: usize,
    /// The type letter, 0 for none.
    kind: u8,
}

impl Plain {
    /// Reads a spec; `own` is the alignment of the value's type.
    fn parse(spec: &[u8], own: Align) -> Option<Plain> {
        let align_of = |b: Option<&u8>| match b {
            Some(b'<') => Some(Align::Left),
            Some(b'>') => Some(Align::Right),
            Some(b'^') => Some(Align::Center),
            Some(b'=') => Some(Align::AfterSign),
            _ => None,
        };
        let mut plain = Plain {
            fill: b' ',
            align: own,
            width: 0,
            kind: 0,
        };
        let mut at = 0;
        let mut given = true;
        if let Some(align) = align_of(spec.get(1)) {
            (plain.fill, plain.align, at) = (spec[0], align, 2);
        } else if let Some(align) = align_of(spec.first()) {
            (plain.align, at) = (align, 1);
        } else {
            given = false;
        }
        if spec.get(at) == Some(&b'0') {
            if given {
                return None;
            }
            plain.fill = b'0';
            if own == Align::Right {
                plain.align = Align::AfterSign;
            }
            at += 1;
        }
        while let Some(digit @ b'0'..=b'9') = spec.get(at) {
            plain.width = plain.width * 10 + usize::from(digit - b'0');
            if plain.width > WIDEST {
                return None;
            }
            at += 1;
        }
        match spec.get(at..)? {
            [] => {}
            [kind] => plain.kind = *kind,
            _ => return None,
        }
        plain.fill.is_ascii().then_some(plain)
    }

    /// `sign` and `body`, filled to the width.
    fn fill<'r>(&self, sign: &[u8], body: &[u8], room: &'r mut Room) -> Option<&'r [u8]> {
        let padding = self.width.saturating_sub(sign.len() + body.len());
        let (before, inside) = match self.align {
            Align::Left => (0, 0),
            Align::Right => (padding, 0),
            Align::Center => (padding / 2, 0),
            Align::AfterSign => (0, padding),
        };
        let mut end = 0;
        let mut put = |n: usize, bytes: &[u8]| -> Option<()> {
            let filled = room.get_mut(end..end + n)?;
            filled.iter_mut().for_each(|b| *b = self.fill);
            end += n;
            if let [one] = bytes {
                *room.get_mut(end)? = *one;
            } else if !bytes.is_empty() {
                room.get_mut(end..end + bytes.len())?.copy_from_slice(bytes);
            }
            end += bytes.len();
            Some(())
        };
        put(before, sign)?;
        put(inside, body)?;
        put(padding - before - inside, &[])?;
        room.get(..end)
    }
}

/// `format(value, spec)` of an int, if the spec is plain.
pub fn format_int<'r>(spec: &[u8], value: i64, room: &'r mut Room) -> Option<&'r [u8]> {
    let plain = Plain::parse(spec, Align::Right)?;
    let (base, upper) = match plain.kind {
        0 | b'd' => (10, false),
        b'x' => (16, false),
        b'X' => (16, true),
        b'o' => (8, false),
        b'b' => (2, false),
        _ => return None,
    };
    let mut room_of_digits = [0; DIGITS];
    let body = digits(value.unsigned_abs(), base, upper, &mut room_of_digits)?;
    plain.fill(if value < 0 { b"-" } else { b"" }, body, room)
}

/// `format(text, spec)` of ASCII text, if the spec is plain and the result short.
pub fn format_ascii<'r>(spec: &[u8], text: &[u8], room: &'r mut Room) -> Option<&'r [u8]> {
    let plain = Plain::parse(spec, Align::Left)?;
    if !matches!(plain.kind, 0 | b's') || plain.align == Align::AfterSign {
        return None;
    }
    plain.fill(b"", text, room)
}

/// The digits of `value` in base 2, 8, 10 or 16, at the end of `room`.
pub fn digits(value: u64, base: u32, upper: bool, room: &mut [u8; DIGITS]) -> Option<&[u8]> {
    Some(match (base, upper) {
        (10, _) => decimal(value, room),
        (16, false) => power_of_two(value, 4, b"0123456789abcdef", room),
        (16, true) => power_of_two(value, 4, b"0123456789ABCDEF", room),
        (8, _) => power_of_two(value, 3, b"01234567", room),
        (2, _) => power_of_two(value, 1, b"01", room),
        _ => return None,
    })
}

/// The decimal digits of `value`, at the end of `room`.
#[inline]
pub fn decimal<const N: usize>(mut value: u64, room: &mut [u8; N]) -> &[u8] {
    const { assert!(N >= SIGNED) };
    let mut at = N;
    loop {
        at -= 1;
        room[at] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            return &room[at..];
        }
    }
}

/// Most bytes of a machine integer in decimal.
pub const SIGNED: usize = 20;

/// `value` in decimal, at the end of `room`.
#[inline]
pub fn signed(value: i64, room: &mut [u8; SIGNED]) -> &[u8] {
    let len = decimal(value.unsigned_abs(), room).len();
    let mut at = SIGNED - len;
    if value < 0 && at > 0 {
        at -= 1;
        room[at] = b'-';
    }
    &room[at..]
}

/// The digits of `value` in base `1 << bits`, at the end of `room`.
fn power_of_two<'r>(
    mut value: u64,
    bits: u32,
    letters: &[u8],
    room: &'r mut [u8; DIGITS],
) -> &'r [u8] {
    let mut at = DIGITS;
    loop {
        at -= 1;
        room[at] = letters[(value & ((1 << bits) - 1)) as usize];
        value >>= bits;
        if value == 0 {
            return &room[at..];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(spec: &str, value: i64) -> Option<String> {
        let mut room = [0; size_of::<Room>()];
        let made = format_int(spec.as_bytes(), value, &mut room)?;
        Some(String::from_utf8(made.to_vec()).unwrap())
    }

    fn text(spec: &str, value: &str) -> Option<String> {
        let mut room = [0; size_of::<Room>()];
        let made = format_ascii(spec.as_bytes(), value.as_bytes(), &mut room)?;
        Some(String::from_utf8(made.to_vec()).unwrap())
    }

    #[test]
    fn ints() {
        for (spec, value, expected) in [
            ("d", 7, "7"),
            ("06d", -42, "-00042"),
            (">4", 7, "   7"),
            ("*^7", -12, "**-12**"),
            ("<5d", 12, "12   "),
            ("=+5", 12, ""),
            ("x=6", -12, "-xxx12"),
            ("x", 255, "ff"),
            ("04X", 255, "00FF"),
            ("o", 8, "10"),
            (
                "b",
                i64::MIN,
                "-1000000000000000000000000000000000000000000000000000000000000000",
            ),
            ("d", i64::MIN, "-9223372036854775808"),
            ("2", 12345, "12345"),
            ("<05", 1, ""),
            ("65", 1, ""),
            (",", 1, ""),
            ("s", 1, ""),
        ] {
            let expected = Some(expected.to_owned()).filter(|e| !e.is_empty());
            assert_eq!(int(spec, value), expected, "{spec}");
        }
        let shown = |i: i64| String::from_utf8(signed(i, &mut [0; SIGNED]).to_vec()).unwrap();
        for i in [0, -1, 10, i64::MAX, i64::MIN] {
            assert_eq!(shown(i), i.to_string());
        }
        assert_eq!(int("64b", i64::MIN).map(|s| s.len()), Some(65));
    }

    #[test]
    fn texts() {
        assert_eq!(text("5", "ab").as_deref(), Some("ab   "));
        assert_eq!(text("05", "ab").as_deref(), Some("ab000"));
        assert_eq!(text("-^6s", "ab").as_deref(), Some("--ab--"));
        assert_eq!(text("=5", "ab"), None);
        assert_eq!(text(".1", "ab"), None);
        assert_eq!(text("d", "ab"), None);
        assert_eq!(text("<5", &"x".repeat(200)), None);
    }
}
