//! Numbers without objects: big integers, floats, hashing, random, `math`.
//!
//! | module | holds |
//! |---|---|
//! | [`bigint`] | `BigInt`; division, powers, shifts, roots with Python's rules |
//! | [`bounds`] | how many bytes an operation will need, before it starts |
//! | [`int_text`] | int from text and to text |
//! | [`int_bytes`] | `int.to_bytes`, `int.from_bytes` |
//! | [`int_float`] | int against float: conversion, comparison, true division |
//! | [`float`] | float arithmetic with Python's rules, rounding, ratios |
//! | [`float_text`] | float from text and to text, hexadecimal too |
//! | [`decimal`] | correctly rounded decimal digits of a float |
//! | [`hash`] | hashes of numbers, tuples, frozensets |
//! | [`mathfn`] | the functions of `math` on floats |
//! | [`accurate`] | `fsum`, `hypot`, `dist`, `sumprod`: sums without lost bits |
//! | [`gamma`], [`erf`] | `gamma`, `lgamma`; `erf`, `erfc` |
//! | [`combinatorics`] | `factorial`, `comb`, `perm` |
//! | [`mt19937`] | the generator behind `random` |
//!
//! Nothing here runs Python or keeps state. Only `BigInt` values allocate, and
//! not through a heap: charge [`bounds`] first. Text is written to a
//! [`crate::text::sink::Sink`].
//!
//! `BigInt` is dashu-int's `IBig` (24 bytes, two words inline). Against
//! num-bigint, measured on one machine (release): 3,000 digits of pi 73 to 124 ms,
//! parsing 100,000 digits 3.0 to 8.2 ms, printing them 5.5 to 5.9 ms, 128-bit
//! products 15 to 22 ns, dividing 332 by 98 kbit 1.6 to 2.1 ms.

pub mod accurate;
pub mod bigint;
pub mod bounds;
pub mod checksum;
pub mod combinatorics;
pub mod decimal;
pub mod erf;
pub mod float;
pub mod float_text;
pub mod gamma;
pub mod hash;
pub mod int_bytes;
pub mod int_float;
pub mod int_text;
pub mod mathfn;
pub mod mt19937;
pub mod packed;

pub use bigint::BigInt;

/// Why a numeric operation failed: the exception's type and its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumError {
    ZeroDivision(&'static str),
    Overflow(&'static str),
    Value(&'static str),
    /// `OverflowError(34, 'Numerical result out of range')`.
    Range,
}
