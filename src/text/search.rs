//! Finding, splitting, stripping, replacing and padding, for str and bytes.
//!
//! What depends on the kind of text (how wide a character is, what counts as
//! white space) comes from a [`Unit`]: [`Chars`] for str, [`Bytes`] for bytes
//! and bytearray. Substrings are searched as bytes, which is right for both:
//! well-formed UTF-8 never matches inside a character. Results are byte
//! offsets or slices of the input; [`super::wtf8::Text`] turns offsets into
//! indices.

use super::sink::{Full, Sink};
use super::{unicode, wtf8};
use memchr::memmem;

/// What a character is.
pub trait Unit {
    /// The first character and its width in bytes.
    fn first(bytes: &[u8]) -> Option<(u32, usize)>;
    fn last(bytes: &[u8]) -> Option<(u32, usize)>;
    fn is_space(code: u32) -> bool;
    fn is_line_break(code: u32) -> bool;

    fn count(bytes: &[u8]) -> usize;
}

/// The characters of a str.
pub struct Chars;

impl Unit for Chars {
    fn first(bytes: &[u8]) -> Option<(u32, usize)> {
        wtf8::first(bytes)
    }

    fn last(bytes: &[u8]) -> Option<(u32, usize)> {
        wtf8::last(bytes)
    }

    #[inline]
    fn is_space(code: u32) -> bool {
        match code {
            0..0x80 => matches!(code, 0x09..=0x0d | 0x1c..=0x20),
            _ => unicode::is_space(code),
        }
    }

    #[inline]
    fn is_line_break(code: u32) -> bool {
        match code {
            0..0x80 => matches!(code, 0x0a..=0x0d | 0x1c..=0x1e),
            _ => unicode::is_line_break(code),
        }
    }

    fn count(bytes: &[u8]) -> usize {
        wtf8::count(bytes)
    }
}

/// The bytes of a bytes object; only ASCII has properties.
pub struct Bytes;

impl Unit for Bytes {
    fn first(bytes: &[u8]) -> Option<(u32, usize)> {
        bytes.first().map(|&byte| (u32::from(byte), 1))
    }

    fn last(bytes: &[u8]) -> Option<(u32, usize)> {
        bytes.last().map(|&byte| (u32::from(byte), 1))
    }

    fn is_space(code: u32) -> bool {
        matches!(code, 0x09..=0x0d | 0x20)
    }

    fn is_line_break(code: u32) -> bool {
        matches!(code, 0x0a | 0x0d)
    }

    fn count(bytes: &[u8]) -> usize {
        bytes.len()
    }
}

/// The offset of the first occurrence.
pub fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    match part {
        [] => Some(0),
        [byte] => memchr::memchr(*byte, text),
        // Preparing a searcher takes longer than going through a short text.
        [first, rest @ ..] if text.len() <= SHORT => memchr::memchr_iter(*first, text)
            .find(|at| text.get(at + 1..).is_some_and(|t| t.starts_with(rest))),
        _ => memmem::find(text, part),
    }
}

/// Longest text that is searched without preparation.
const SHORT: usize = 64;

/// The offset of the last occurrence.
pub fn rfind(text: &[u8], part: &[u8]) -> Option<usize> {
    match part {
        [] => Some(text.len()),
        [byte] => memchr::memrchr(*byte, text),
        _ => memmem::rfind(text, part),
    }
}

/// How often `part` occurs without overlap; an empty one occurs between all
/// characters.
pub fn count<U: Unit>(text: &[u8], part: &[u8]) -> usize {
    match part {
        [] => U::count(text) + 1,
        [byte] => memchr::memchr_iter(*byte, text).count(),
        _ => memmem::find_iter(text, part).count(),
    }
}

/// Before and after the first occurrence of a separator that is not empty.
pub fn partition<'a>(text: &'a [u8], part: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = find(text, part)?;
    Some((&text[..at], &text[at + part.len()..]))
}

/// Before and after the last occurrence of a separator that is not empty.
pub fn rpartition<'a>(text: &'a [u8], part: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = rfind(text, part)?;
    Some((&text[..at], &text[at + part.len()..]))
}

/// The pieces between separators, at most `splits` splits (`None`: all).
/// `separator` is not empty.
pub fn split_on<'a>(
    text: &'a [u8],
    separator: &'a [u8],
    splits: Option<usize>,
) -> impl Iterator<Item = &'a [u8]> {
    let mut left = splits.unwrap_or(usize::MAX);
    // A single byte is looked for through all of the text, a longer separator with a prepared finder.
    let mut single = match separator {
        [byte] => Ok(memchr::memchr_iter(*byte, text)),
        _ => Err(memmem::Finder::new(separator)),
    };
    let mut start = 0;
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let found = match &mut single {
            _ if left == 0 => None,
            Ok(places) => places.next(),
            Err(finder) => finder.find(&text[start..]).map(|at| start + at),
        };
        left = left.saturating_sub(1);
        match found {
            Some(at) => {
                let piece = &text[start..at];
                start = at + separator.len();
                Some(piece)
            }
            None => {
                done = true;
                Some(&text[start..])
            }
        }
    })
}

/// As [`split_on`] from the right; the pieces come last first.
pub fn rsplit_on<'a>(
    text: &'a [u8],
    separator: &'a [u8],
    splits: Option<usize>,
) -> impl Iterator<Item = &'a [u8]> {
    let mut left = splits.unwrap_or(usize::MAX);
    let finder = memmem::FinderRev::new(separator);
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let now = rest?;
        if left > 0
            && let Some(at) = finder.rfind(now)
        {
            left -= 1;
            rest = Some(&now[..at]);
            return Some(&now[at + separator.len()..]);
        }
        rest.take()
    })
}

/// The words between runs of white space; after `splits` words comes the rest
/// with its trailing space.
pub fn split_space<U: Unit>(text: &[u8], splits: Option<usize>) -> impl Iterator<Item = &[u8]> {
    let mut left = splits.unwrap_or(usize::MAX);
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = &rest[leading::<U>(rest, U::is_space)..];
        if rest.is_empty() {
            return None;
        }
        if left == 0 {
            return Some(std::mem::take(&mut rest));
        }
        left -= 1;
        let word = leading::<U>(rest, |code| !U::is_space(code));
        let (word, after) = rest.split_at(word);
        rest = after;
        Some(word)
    })
}

/// As [`split_space`] from the right; the words come last first.
pub fn rsplit_space<U: Unit>(text: &[u8], splits: Option<usize>) -> impl Iterator<Item = &[u8]> {
    let mut left = splits.unwrap_or(usize::MAX);
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = &rest[..rest.len() - trailing::<U>(rest, U::is_space)];
        if rest.is_empty() {
            return None;
        }
        if left == 0 {
            return Some(std::mem::take(&mut rest));
        }
        left -= 1;
        let word = trailing::<U>(rest, |code| !U::is_space(code));
        let (before, word) = rest.split_at(rest.len() - word);
        rest = before;
        Some(word)
    })
}

/// The lines, with their ends if `keep_ends`; `\r\n` is one end.
pub fn split_lines<U: Unit>(text: &[u8], keep_ends: bool) -> impl Iterator<Item = &[u8]> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let length = leading::<U>(rest, |code| !U::is_line_break(code));
        let (line, after) = rest.split_at(length);
        let end = match after {
            [b'\r', b'\n', ..] => 2,
            _ => U::first(after).map_or(0, |(_, width)| width),
        };
        let whole = &rest[..length + end];
        rest = &after[end..];
        Some(if keep_ends { whole } else { line })
    })
}

/// How many bytes at the start hold characters that pass.
#[inline]
fn leading<U: Unit>(text: &[u8], passes: impl Fn(u32) -> bool) -> usize {
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let (code, width) = match byte {
            0..0x80 => (u32::from(byte), 1),
            _ => U::first(&text[at..]).unwrap_or((0, 1)),
        };
        if !passes(code) {
            break;
        }
        at += width;
    }
    at
}

/// How many bytes at the end hold characters that pass.
#[inline]
fn trailing<U: Unit>(text: &[u8], passes: impl Fn(u32) -> bool) -> usize {
    let mut end = text.len();
    while let Some(&byte) = text[..end].last() {
        let (code, width) = match byte {
            0..0x80 => (u32::from(byte), 1),
            _ => U::last(&text[..end]).unwrap_or((0, 1)),
        };
        if !passes(code) {
            break;
        }
        end -= width;
    }
    text.len() - end
}

/// Which ends `strip` works on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
    Both,
}

/// Takes white space (`None`) or the characters of a set off the ends.
pub fn strip<'a, U: Unit>(text: &'a [u8], set: Option<&[u8]>, side: Side) -> &'a [u8] {
    let member = |code: u32| match set {
        None => U::is_space(code),
        Some(set) => {
            let mut rest = set;
            while let Some((candidate, width)) = U::first(rest) {
                if candidate == code {
                    return true;
                }
                rest = &rest[width..];
            }
            false
        }
    };
    let mut rest = text;
    if side != Side::Right {
        rest = &rest[leading::<U>(rest, member)..];
    }
    if side != Side::Left {
        rest = &rest[..rest.len() - trailing::<U>(rest, member)];
    }
    rest
}

/// Writes `text` with occurrences of `old` replaced, at most `limit` of them;
/// returns how many were. An empty `old` stands before every character and at
/// the end.
pub fn replace<U: Unit, S: Sink>(
    text: &[u8],
    old: &[u8],
    new: &[u8],
    limit: Option<usize>,
    out: &mut S,
) -> Result<usize, Full> {
    let limit = limit.unwrap_or(usize::MAX);
    let mut done = 0;
    let mut rest = text;
    if old.is_empty() {
        while done < limit {
            out.push_bytes(new)?;
            done += 1;
            let Some((_, width)) = U::first(rest) else {
                break;
            };
            out.push_bytes(&rest[..width])?;
            rest = &rest[width..];
        }
    } else {
        let finder = Some(old.len())
            .filter(|&n| n > 1)
            .map(|_| memmem::Finder::new(old));
        while done < limit
            && let Some(at) = match &finder {
                Some(finder) => finder.find(rest),
                None => memchr::memchr(old[0], rest),
            }
        {
            out.push_bytes(&rest[..at])?;
            out.push_bytes(new)?;
            rest = &rest[at + old.len()..];
            done += 1;
        }
    }
    out.push_bytes(rest)?;
    Ok(done)
}

/// Writes `text` with each tab replaced by spaces up to the next multiple of
/// `tab_size` columns; tabs go away if that is zero or less.
pub fn expand_tabs<U: Unit, S: Sink>(
    text: &[u8],
    tab_size: isize,
    out: &mut S,
) -> Result<(), Full> {
    let tab_size = usize::try_from(tab_size).unwrap_or(0);
    let mut column = 0usize;
    let mut rest = text;
    while let Some(at) = memchr::memchr3(b'\t', b'\n', b'\r', rest) {
        let (before, after) = rest.split_at(at);
        out.push_bytes(before)?;
        if after[0] == b'\t' {
            column = column.wrapping_add(U::count(before));
            if tab_size > 0 {
                let spaces = tab_size - column % tab_size;
                out.push_repeated(b" ", spaces)?;
                column = column.wrapping_add(spaces);
            }
        } else {
            out.push_bytes(&after[..1])?;
            column = 0;
        }
        rest = &after[1..];
    }
    out.push_bytes(rest)
}

/// Where padded text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pad {
    /// `ljust`
    Right,
    /// `rjust`
    Left,
    /// `center`
    Both,
}

/// Writes `text` (of `count` characters) padded to `width` characters.
pub fn pad<S: Sink>(
    text: &[u8],
    count: usize,
    width: usize,
    fill: &[u8],
    pad: Pad,
    out: &mut S,
) -> Result<(), Full> {
    let missing = width.saturating_sub(count);
    let left = match pad {
        Pad::Right => 0,
        Pad::Left => missing,
        // An odd rest goes left when the width is odd.
        Pad::Both => missing / 2 + (missing & width & 1),
    };
    out.push_repeated(fill, left)?;
    out.push_bytes(text)?;
    out.push_repeated(fill, missing - left)
}

/// Writes `text` (of `count` characters) with zeros after its sign.
pub fn zfill<S: Sink>(text: &[u8], count: usize, width: usize, out: &mut S) -> Result<(), Full> {
    let sign = usize::from(matches!(text, [b'+' | b'-', ..]));
    out.push_bytes(&text[..sign])?;
    out.push_repeated(b"0", width.saturating_sub(count))?;
    out.push_bytes(&text[sign..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> Vec<&'a str> {
        pieces
            .map(|piece| std::str::from_utf8(piece).unwrap())
            .collect()
    }

    fn built(write: impl FnOnce(&mut Vec<u8>) -> Result<(), Full>) -> String {
        let mut out = Vec::new();
        write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn splitting() {
        let on = |text: &'static str, max| strings(split_on(text.as_bytes(), b",", max));
        assert_eq!(on("a,b,,c", None), ["a", "b", "", "c"]);
        assert_eq!(on("a,b,,c", Some(1)), ["a", "b,,c"]);
        assert_eq!(on("", None), [""]);
        let back = |text: &'static str, max| strings(rsplit_on(text.as_bytes(), b",", max));
        assert_eq!(back("a,b,,c", Some(2)), ["c", "", "a,b"]);
        let words = |text: &'static str, max| strings(split_space::<Chars>(text.as_bytes(), max));
        assert_eq!(words("  a\u{3000}b  c  ", None), ["a", "b", "c"]);
        assert_eq!(words(" a b  c  ", Some(1)), ["a", "b  c  "]);
        assert_eq!(words("   ", Some(0)), [""; 0]);
        let back = |text: &'static str, max| strings(rsplit_space::<Chars>(text.as_bytes(), max));
        assert_eq!(back(" a b  c  ", Some(1)), ["c", " a b"]);
        let lines = |text: &'static str, keep| strings(split_lines::<Chars>(text.as_bytes(), keep));
        assert_eq!(
            lines("a\r\nb\rc\n\nd\u{2028}", false),
            ["a", "b", "c", "", "d"]
        );
        assert_eq!(lines("a\r\nb\u{85}", true), ["a\r\n", "b\u{85}"]);
        assert_eq!(
            strings(split_lines::<Bytes>(b"a\x0bb\nc", false)),
            ["a\x0bb", "c"]
        );
    }

    #[test]
    fn finding() {
        let text = "na\u{ef}ve banana".as_bytes();
        assert_eq!(find(text, b"an"), Some(8));
        assert_eq!(rfind(text, b"an"), Some(10));
        assert_eq!(rfind(text, b""), Some(13));
        assert_eq!(count::<Chars>(text, b""), 13);
        assert_eq!(count::<Chars>(text, b"ana"), 1);
        assert_eq!(partition(b"k=v=w", b"="), Some((&b"k"[..], &b"v=w"[..])));
        assert_eq!(rpartition(b"k=v=w", b"="), Some((&b"k=v"[..], &b"w"[..])));
    }

    #[test]
    fn stripping_and_replacing() {
        let strip_of = |text: &'static str, set: Option<&str>, side| {
            std::str::from_utf8(strip::<Chars>(
                text.as_bytes(),
                set.map(str::as_bytes),
                side,
            ))
            .unwrap()
        };
        assert_eq!(strip_of("\u{a0} x \n", None, Side::Both), "x");
        assert_eq!(
            strip_of("\u{e9}a\u{e9}", Some("\u{e9}"), Side::Left),
            "a\u{e9}"
        );
        assert_eq!(strip_of("xxyxx", Some("x"), Side::Right), "xxy");
        let replaced = |old: &str, new: &str, limit| {
            built(|out| {
                replace::<Chars, _>(
                    "\u{e9}b\u{e9}".as_bytes(),
                    old.as_bytes(),
                    new.as_bytes(),
                    limit,
                    out,
                )
                .map(drop)
            })
        };
        assert_eq!(replaced("", "-", None), "-\u{e9}-b-\u{e9}-");
        assert_eq!(replaced("", "-", Some(2)), "-\u{e9}-b\u{e9}");
        assert_eq!(replaced("\u{e9}", "ee", Some(1)), "eeb\u{e9}");
    }

    #[test]
    fn padding_and_tabs() {
        let centred = |width| built(|out| pad(b"ab", 2, width, b"*", Pad::Both, out));
        assert_eq!(centred(5), "**ab*");
        assert_eq!(centred(7), "***ab**");
        assert_eq!(centred(1), "ab");
        assert_eq!(built(|out| zfill(b"-42", 3, 6, out)), "-00042");
        let tabs =
            |text: &str, size| built(|out| expand_tabs::<Chars, _>(text.as_bytes(), size, out));
        assert_eq!(tabs("a\tbc\t\u{e9}\r\n\tx", 4), "a   bc  \u{e9}\r\n    x");
        assert_eq!(tabs("a\tb", 0), "ab");
    }
}
