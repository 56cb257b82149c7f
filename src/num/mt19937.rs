//! The Mersenne Twister (MT19937), seeded and read as CPython's `random` does:
//! the same seed gives the same numbers.

use super::bigint::{BigInt, sign_words};
use sha2::{Digest, Sha512};

const LENGTH: usize = 624;
const PERIOD: usize = 397;

/// The generator's state: `random.getstate()[1]` is the words and the index.
#[derive(Clone)]
pub struct Twister {
    words: [u32; LENGTH],
    index: usize,
}

impl Twister {
    /// Knuth's linear fill, from which seeding by an array starts.
    fn filled(seed: u32) -> Self {
        let mut words = [seed; LENGTH];
        for at in 1..LENGTH {
            let previous = words[at - 1];
            words[at] = (previous ^ previous >> 30)
                .wrapping_mul(1_812_433_253)
                .wrapping_add(at as u32);
        }
        Self {
            words,
            index: LENGTH,
        }
    }

    /// Seeds by 32-bit words, least significant first; there is at least one.
    pub fn from_key(key: &[u32]) -> Self {
        let key: &[u32] = if key.is_empty() { &[0] } else { key };
        let mut state = Self::filled(19_650_218);
        let words = &mut state.words;
        let (mut at, mut from) = (1, 0);
        let mixed = |words: &[u32; LENGTH], at: usize, by: u32| {
            let previous = words[at - 1];
            words[at] ^ (previous ^ previous >> 30).wrapping_mul(by)
        };
        // The first word repeats the last when the walk wraps around.
        let step = |words: &mut [u32; LENGTH], at: &mut usize| {
            *at += 1;
            if *at == LENGTH {
                words[0] = words[LENGTH - 1];
                *at = 1;
            }
        };
        for _ in 0..LENGTH.max(key.len()) {
            words[at] = mixed(words, at, 1_664_525)
                .wrapping_add(key[from])
                .wrapping_add(from as u32);
            step(words, &mut at);
            from = (from + 1) % key.len();
        }
        for _ in 1..LENGTH {
            words[at] = mixed(words, at, 1_566_083_941).wrapping_sub(at as u32);
            step(words, &mut at);
        }
        words[0] = 0x8000_0000;
        state
    }

    /// `seed(int)`: by the magnitude.
    pub fn from_int(seed: &BigInt) -> Self {
        let (_, words) = sign_words(seed);
        let mut key = Vec::with_capacity(words.len() * 2);
        for word in words {
            key.extend([*word as u32, (*word >> 32) as u32]);
        }
        if key.last() == Some(&0) {
            key.pop();
        }
        Self::from_key(&key)
    }

    /// `seed(text)`: by the text's UTF-8 bytes, or by bytes (version 2): they
    /// and their SHA-512 hash are read as one big-endian integer.
    pub fn from_bytes(seed: &[u8]) -> Self {
        let hash = Sha512::digest(seed);
        let mut joined = Vec::with_capacity(seed.len() + hash.len());
        joined.extend_from_slice(seed);
        joined.extend_from_slice(&hash);
        let mut key: Vec<u32> = joined
            .rchunks(4)
            .map(|chunk| {
                chunk
                    .iter()
                    .fold(0, |word, &byte| word << 8 | u32::from(byte))
            })
            .collect();
        while key.last() == Some(&0) {
            key.pop();
        }
        Self::from_key(&key)
    }

    /// The words and the index of the next one.
    pub fn state(&self) -> (&[u32; LENGTH], usize) {
        (&self.words, self.index)
    }

    /// `None` for an index past the words.
    pub fn from_state(words: [u32; LENGTH], index: usize) -> Option<Self> {
        (index <= LENGTH).then_some(Self { words, index })
    }

    fn refill(&mut self) {
        const UPPER: u32 = 0x8000_0000;
        const MATRIX: u32 = 0x9908_b0df;
        for at in 0..LENGTH {
            let next = self.words[(at + 1) % LENGTH];
            let joined = self.words[at] & UPPER | next & !UPPER;
            let twisted = joined >> 1 ^ if joined & 1 == 1 { MATRIX } else { 0 };
            self.words[at] = self.words[(at + PERIOD) % LENGTH] ^ twisted;
        }
        self.index = 0;
    }

    pub fn next_u32(&mut self) -> u32 {
        if self.index >= LENGTH {
            self.refill();
        }
        let mut word = self.words[self.index];
        self.index += 1;
        word ^= word >> 11;
        word ^= word << 7 & 0x9d2c_5680;
        word ^= word << 15 & 0xefc6_0000;
        word ^ word >> 18
    }

    /// `random()`: 53 random bits below 1.
    pub fn next_f64(&mut self) -> f64 {
        let high = u64::from(self.next_u32() >> 5);
        let low = u64::from(self.next_u32() >> 6);
        (high << 26 | low) as f64 / (1u64 << 53) as f64
    }

    /// `getrandbits(bits)` for at most 64 bits.
    pub fn bits_u64(&mut self, bits: u32) -> u64 {
        match bits {
            0 => 0,
            1..=32 => u64::from(self.next_u32() >> (32 - bits)),
            _ => {
                let low = u64::from(self.next_u32());
                let high = u64::from(self.next_u32() >> (64 - bits.min(64)));
                high << 32 | low
            }
        }
    }

    /// `getrandbits(bits)`; `bits` is charged beforehand.
    pub fn bits(&mut self, bits: usize) -> BigInt {
        if bits <= 64 {
            return BigInt::from(self.bits_u64(bits as u32));
        }
        let mut words = Vec::with_capacity(bits.div_ceil(64));
        let mut left = bits;
        while left > 0 {
            let now = left.min(64);
            words.push(self.bits_u64(now as u32));
            left -= now;
        }
        BigInt::from_sign_words(dashu_base::Sign::Positive, &words)
    }

    /// `_randbelow(limit)`: uniform below a positive limit, by rejection.
    pub fn below_u64(&mut self, limit: u64) -> u64 {
        let bits = u64::BITS - limit.leading_zeros();
        loop {
            let candidate = self.bits_u64(bits);
            if candidate < limit || limit == 0 {
                return candidate;
            }
        }
    }

    /// [`Self::below_u64`] for any positive limit.
    pub fn below(&mut self, limit: &BigInt) -> BigInt {
        let bits = super::bigint::bit_length(limit);
        loop {
            let candidate = self.bits(bits);
            if candidate < *limit || limit.is_zero() {
                return candidate;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Recorded from CPython 3.13.
    #[test]
    fn as_cpython_draws() {
        let mut twister = Twister::from_int(&BigInt::from(42));
        assert_eq!(twister.next_f64(), 0.6394267984578837);
        assert_eq!(twister.bits_u64(20), 26225);
        assert_eq!(
            twister.bits(100),
            "257086819302815227845767741691".parse().unwrap()
        );
        assert_eq!(twister.below_u64(1000), 142);
        assert_eq!(twister.bits_u64(64), 1890702223848595625);
        let mut twister = Twister::from_int(&-BigInt::from(10).pow(50));
        assert_eq!(twister.next_f64(), 0.8266205292084633);
        let mut twister = Twister::from_bytes("h\u{e9}llo".as_bytes());
        assert_eq!(twister.next_f64(), 0.013203794245314593);
        let mut twister = Twister::from_int(&BigInt::ZERO);
        let last = (0..2000).map(|_| twister.next_u32()).last();
        assert_eq!(last, Some(3908016617));
        let limit = BigInt::from(10).pow(30);
        assert_eq!(
            twister.below(&limit),
            "857120971915142177144734104680".parse().unwrap()
        );
        let (words, index) = twister.state();
        let mut copy = Twister::from_state(*words, index).unwrap();
        assert_eq!(copy.next_u32(), twister.next_u32());
    }
}
