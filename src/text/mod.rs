//! Text without objects: what `str`, `bytes` and the formatters are made of.
//!
//! A Python string is *generalized UTF-8*: UTF-8 in which a surrogate code
//! point (U+D800..U+DFFF) may stand anywhere, each as its own three bytes, a
//! high one beside a low one too (Python counts them as two characters). The
//! functions work on `&[u8]` in that encoding, or on [`wtf8::Text`], which adds
//! the flag "only ASCII" that makes an index a byte offset. They trust their
//! input to be well formed; malformed bytes give wrong answers, never panics.
//!
//! | module | holds |
//! |---|---|
//! | [`sink`] | `Sink`, the fallible output buffer |
//! | [`wtf8`] | code points: decode, encode, count, index, slice |
//! | [`search`] | find, count, replace, partition, split, strip, padding |
//! | [`unicode`] | character properties and case mappings (Unicode 15.1) |
//! | [`case`] | lower, upper, title, ... and the `is...` predicates of strings |
//! | [`escape`] | `repr` of str and bytes, `ascii` |
//! | [`codec`] | encoders and decoders with their error handlers |
//! | [`format_spec`] | the format mini-language: parsing a spec |
//! | [`format_value`] | the format mini-language: applying it |
//! | [`percent`] | `%` formatting |
//! | [`template`] | `str.format` templates |
//!
//! Nothing here allocates except through a [`sink::Sink`], runs Python, or
//! keeps state.

pub mod case;
pub mod codec;
pub mod escape;
pub mod format_spec;
pub mod format_value;
pub mod percent;
pub mod plain;
pub mod search;
pub mod sink;
pub mod template;
pub mod unicode;
pub mod wtf8;
