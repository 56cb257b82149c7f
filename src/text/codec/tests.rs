//! Recorded conversions of the built-in encodings.

use super::*;

/// A character's name as `unicodedata.name` gives it, for one character.
fn name_of(code: u32, give: &mut dyn FnMut(&str)) -> bool {
    if code == 0xe9 {
        give("LATIN SMALL LETTER E WITH ACUTE");
    }
    code == 0xe9
}

fn encoded(encoding: &str, handler: &str, text: &[u8]) -> Result<Vec<u8>, Failure> {
    let encoding = Encoding::from_name(encoding).unwrap();
    let handler = Handler::from_name(handler).unwrap();
    let mut out = Vec::new();
    encode(encoding, handler, text, &name_of, &mut out).map(|()| out)
}

fn decoded(encoding: &str, handler: &str, bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    let encoding = Encoding::from_name(encoding).unwrap();
    let handler = Handler::from_name(handler).unwrap();
    let mut out = Vec::new();
    decode(encoding, handler, bytes, &mut out).map(|()| out)
}

fn fault<T>(start: usize, end: usize, reason: &'static str) -> Result<T, Failure> {
    Err(Failure::Fault(Fault { start, end, reason }))
}

/// `a`, U+DC80, U+D800, U+1F40D, `é`.
const MIXED: &[u8] = b"a\xed\xb2\x80\xed\xa0\x80\xf0\x9f\x90\x8d\xc3\xa9";

/// Recorded from CPython 3.13.
#[test]
fn encoding() {
    let cases: &[(&str, &str, &[u8])] = &[
        ("utf-8", "surrogatepass", MIXED),
        ("UTF8", "replace", b"a??\xf0\x9f\x90\x8d\xc3\xa9"),
        (
            "utf-8",
            "backslashreplace",
            b"a\\udc80\\ud800\xf0\x9f\x90\x8d\xc3\xa9",
        ),
        ("utf-16", "ignore", b"\xff\xfea\0=\xd8\r\xdc\xe9\0"),
        (
            "utf_16_be",
            "surrogatepass",
            b"\0a\xdc\x80\xd8\0\xd8=\xdc\r\0\xe9",
        ),
        (
            "utf-32",
            "replace",
            b"\xff\xfe\0\0a\0\0\0?\0\0\0?\0\0\0\r\xf4\x01\0\xe9\0\0\0",
        ),
        (
            "Latin 1",
            "xmlcharrefreplace",
            b"a&#56448;&#55296;&#128013;\xe9",
        ),
        (
            "ascii",
            "namereplace",
            b"a\\udc80\\ud800\\U0001f40d\\N{LATIN SMALL LETTER E WITH ACUTE}",
        ),
        ("ascii", "ignore", b"a"),
        (
            "utf-8-sig",
            "ignore",
            b"\xef\xbb\xbfa\xf0\x9f\x90\x8d\xc3\xa9",
        ),
    ];
    for &(encoding, handler, expected) in cases {
        assert_eq!(
            encoded(encoding, handler, MIXED),
            Ok(expected.to_vec()),
            "{encoding} {handler}"
        );
    }
    assert_eq!(
        encoded("utf-8", "surrogateescape", b"\xed\xb2\x80"),
        Ok(vec![0x80])
    );
}

#[test]
fn what_cannot_be_encoded() {
    let surrogates = "surrogates not allowed";
    assert_eq!(encoded("utf-8", "strict", MIXED), fault(1, 7, surrogates));
    assert_eq!(
        encoded("utf-8", "surrogateescape", MIXED),
        fault(4, 7, surrogates)
    );
    assert_eq!(
        encoded("utf-16", "surrogateescape", MIXED),
        fault(1, 4, surrogates)
    );
    assert_eq!(
        encoded("ascii", "strict", MIXED),
        fault(1, 13, "ordinal not in range(128)")
    );
    assert_eq!(
        encoded("latin-1", "surrogatepass", MIXED),
        fault(1, 11, "ordinal not in range(256)")
    );
    let mut message = Vec::new();
    encode_message("utf-8", 0xd800, 0, 1, surrogates, &mut message).unwrap();
    assert_eq!(
        message,
        br"'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed"
    );
}

#[test]
fn decoding() {
    let cases: &[(&str, &str, &[u8], &str)] = &[
        (
            "utf-8",
            "replace",
            b"a\xe2\x82b\xc0\xed\xa0\x80",
            "a\u{fffd}b\u{fffd}\u{fffd}\u{fffd}\u{fffd}",
        ),
        ("utf-8", "backslashreplace", b"\xf0\x90a", "\\xf0\\x90a"),
        ("utf-8-sig", "strict", b"\xef\xbb\xbf\xc3\xa9", "\u{e9}"),
        ("utf-16", "strict", b"\xfe\xff\xd8=\xdc\r", "\u{1f40d}"),
        ("utf-16", "replace", b"\0\xd8a\0", "\u{fffd}a"),
        ("utf-32-le", "ignore", b"\0\0\x11\0a\0\0\0b", "a"),
        ("latin-1", "strict", b"\xe9a\xff", "\u{e9}a\u{ff}"),
        ("ascii", "ignore", b"a\xffb", "ab"),
    ];
    for &(encoding, handler, bytes, expected) in cases {
        assert_eq!(
            decoded(encoding, handler, bytes).as_deref(),
            Ok(expected.as_bytes()),
            "{encoding} {handler}"
        );
    }
    assert_eq!(decoded("utf-8", "surrogatepass", MIXED), Ok(MIXED.to_vec()));
    assert_eq!(
        decoded("ascii", "surrogateescape", b"\x80"),
        Ok(b"\xed\xb2\x80".to_vec())
    );
}

#[test]
fn what_cannot_be_decoded() {
    assert_eq!(
        decoded("utf-8", "strict", b"\xe0\x80"),
        fault(0, 1, "invalid continuation byte")
    );
    assert_eq!(
        decoded("utf-8", "strict", b"a\xff"),
        fault(1, 2, "invalid start byte")
    );
    assert_eq!(
        decoded("utf-8", "strict", b"\xe2\x82"),
        fault(0, 2, "unexpected end of data")
    );
    assert_eq!(
        decoded("utf-16", "strict", b"a\0\0\xd8a"),
        fault(2, 5, "unexpected end of data")
    );
    assert_eq!(
        decoded("utf-16-be", "surrogateescape", b"\xdc\0"),
        fault(1, 2, "truncated data")
    );
    assert_eq!(
        decoded("utf-32", "strict", b"abc"),
        fault(0, 3, "truncated data")
    );
    assert_eq!(
        decoded("ascii", "namereplace", b"\xff"),
        Err(Failure::WrongDirection)
    );
    let mut message = Vec::new();
    decode_message("utf-8", 0xe2, 0, 2, "unexpected end of data", &mut message).unwrap();
    assert_eq!(
        message,
        b"'utf-8' codec can't decode bytes in position 0-1: unexpected end of data"
    );
}
