//! Names of characters, for `\N{...}` and the error handler `namereplace`.

use super::is_printable;

/// The character of a name or alias, in any case.
pub fn by_name(name: &str) -> Option<char> {
    hognose_grammar::literal::named_character(name).filter(|c| is_known(*c))
}

/// Hands a character's name on, and says whether it has one.
pub fn name(code: u32, give: &mut dyn FnMut(&str)) -> bool {
    let known = char::from_u32(code).filter(|c| is_known(*c));
    match known.and_then(unicode_names2::name) {
        Some(name) => {
            give(&name.to_string());
            true
        }
        None => false,
    }
}

/// Whether the character was there in the Unicode version that we follow: the names come from a
/// newer one. What isn't printable and has a name is a space or a format character.
fn is_known(c: char) -> bool {
    is_printable(c as u32)
        || c.is_whitespace()
        || c.is_control()
        || matches!(c as u32,
            0xad | 0x600..=0x605 | 0x61c | 0x6dd | 0x70f | 0x890..=0x891 | 0x8e2 | 0x180e
            | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x2064 | 0x2066..=0x206f | 0xfeff
            | 0xfff9..=0xfffb | 0x110bd | 0x110cd | 0x13430..=0x1343f | 0x1bca0..=0x1bca3
            | 0x1d173..=0x1d17a | 0xe0001 | 0xe0020..=0xe007f)
}
