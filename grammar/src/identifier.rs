//! Identifiers beyond ASCII: XID, compared after NFKC normalisation.

use bumpalo::Bump;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use crate::unicode;

/// Why a word is no identifier.
#[derive(Debug)]
pub(crate) struct BadCharacter {
    /// The offset in the word after the character.
    pub(crate) end: usize,
    pub(crate) message: String,
}

/// The NFKC form of an identifier: `word` itself, or a copy in `arena` if that differs.
pub(crate) fn normalised<'a>(word: &'a str, arena: &'a Bump) -> Result<&'a str, BadCharacter> {
    for (offset, c) in word.char_indices() {
        let fits = if offset == 0 {
            c == '_' || unicode_ident::is_xid_start(c)
        } else {
            unicode_ident::is_xid_continue(c)
        };
        if !fits || !unicode::is_known(c) {
            let end = offset + c.len_utf8();
            let code = c as u32;
            let message = if unicode::is_printable(c) {
                format!("invalid character '{c}' (U+{code:04X})")
            } else {
                format!("invalid non-printable character U+{code:04X}")
            };
            return Err(BadCharacter { end, message });
        }
    }
    if is_nfkc_quick(word.chars()) == IsNormalized::Yes {
        return Ok(word);
    }
    let mut name = bumpalo::collections::String::new_in(arena);
    name.extend(word.nfkc());
    Ok(name.into_bump_str())
}
