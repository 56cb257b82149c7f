//! `_json`: what the `json` package leaves to Rust, reading a document (`decode`) and writing one
//! (`encode`). The classes, their options and JSONDecodeError stay in Python.

mod decode;
mod encode;

use super::ModuleDef;
use crate::methods;

pub static MODULE: ModuleDef = ModuleDef {
    name: "_json",
    doc: "Reading and writing of JSON for the json package.",
    functions: FUNCTIONS,
    types: &[],
    init: None,
};

methods! { FUNCTIONS;
    /// The value whose text starts at idx, and where it ends.
    ///
    /// error(msg, doc, pos) makes the exception for a text that is wrong; StopIteration tells where
    /// there is no value at all. A None for object_hook, object_pairs_hook, parse_float or parse_int
    /// stands for what is usual.
    "scan_once(string, idx, error, strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, /)" => decode::scan_once;
    /// The string whose text starts at end, behind its quote, and where it ends.
    ///
    /// error is as in scan_once().
    "scanstring(string, end, strict, error, /)" => decode::scanstring;
    /// The string in quotes; only what must be escaped is.
    "encode_basestring(string, /)" => encode::encode_basestring;
    /// The string in quotes, in ASCII alone.
    "encode_basestring_ascii(string, /)" => encode::encode_basestring_ascii;
    /// The text of an object.
    ///
    /// default(o) gives what to encode in the place of an object that JSON doesn't have.
    "encode(o, default, indent, key_separator, item_separator, check_circular, ensure_ascii, sort_keys, skipkeys, allow_nan, /)" => encode::encode;
}
