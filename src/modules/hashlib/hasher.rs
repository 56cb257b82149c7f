//! The hash functions, one enum over them all. Pure Rust, no VM.

use blake2::digest::block_buffer::LazyBuffer;
use blake2::digest::core_api::{BlockSizeUser, UpdateCore, VariableOutputCore};
use blake2::digest::{ExtendableOutput, FixedOutput, Output, Update, XofReader};
use blake2::{Blake2bVarCore, Blake2sVarCore};

/// What BLAKE2 takes besides the data.
#[derive(Clone, Copy, Default)]
pub struct Parameters<'a> {
    /// Bytes of the digest: 1 to 64 (BLAKE2b) or 32 (BLAKE2s).
    pub size: usize,
    pub key: &'a [u8],
    pub salt: &'a [u8],
    pub person: &'a [u8],
}

/// BLAKE2 with a key, a salt and a person, which the crate offers on its cores alone. (A macro, since
/// bounds for both cores would be longer than this.)
macro_rules! blake2 {
    ($name:ident: $core:ty) => {
        #[derive(Clone)]
        pub struct $name {
            core: $core,
            buffer: LazyBuffer<<$core as BlockSizeUser>::BlockSize>,
            size: usize,
        }

        impl $name {
            fn with(core: $core, p: Parameters<'_>) -> $name {
                let mut hash = $name {
                    core,
                    buffer: LazyBuffer::default(),
                    size: p.size,
                };
                if !p.key.is_empty() {
                    // The key is the first block, padded.
                    let mut block = [0; 128];
                    let n = <$core>::block_size().min(block.len());
                    for (to, from) in block.iter_mut().zip(p.key) {
                        *to = *from;
                    }
                    hash.update(&block[..n]);
                }
                hash
            }

            fn update(&mut self, data: &[u8]) {
                let core = &mut self.core;
                self.buffer
                    .digest_blocks(data, |blocks| core.update_blocks(blocks));
            }

            fn finish(mut self, out: &mut [u8; MAX_DIGEST]) -> usize {
                let mut full = Output::<$core>::default();
                self.core
                    .finalize_variable_core(&mut self.buffer, &mut full);
                for (to, from) in out.iter_mut().zip(&full) {
                    *to = *from;
                }
                self.size
            }
        }
    };
}

blake2!(Blake2b: Blake2bVarCore);
blake2!(Blake2s: Blake2sVarCore);

/// Bytes of the longest digest of a fixed size.
pub const MAX_DIGEST: usize = 64;

/// Zero-pads a salt or a person: the crate wants them short or whole.
fn padded(from: &[u8]) -> [u8; 16] {
    let mut out = [0; 16];
    for (to, from) in out.iter_mut().zip(from) {
        *to = *from;
    }
    out
}

macro_rules! hashes {
    (fixed: $( $name:literal $variant:ident($ty:ty) $block:literal $size:literal ),* ;
     extendable: $( $xname:literal $xvariant:ident($xty:ty) $xblock:literal ),* $(;)?) => {
        /// A hash that is being computed.
        #[derive(Clone)]
        pub enum Hasher {
            $($variant($ty),)*
            $($xvariant($xty),)*
            Blake2b(Blake2b),
            Blake2s(Blake2s),
        }

        impl Hasher {
            /// By its canonical name.
            pub fn new(name: &str) -> Option<Hasher> {
                Some(match name {
                    $($name => Hasher::$variant(Default::default()),)*
                    $($xname => Hasher::$xvariant(Default::default()),)*
                    "blake2b" => Hasher::blake2b(Parameters { size: 64, ..Parameters::default() }),
                    "blake2s" => Hasher::blake2s(Parameters { size: 32, ..Parameters::default() }),
                    _ => return None,
                })
            }

            pub fn name(&self) -> &'static str {
                match self {
                    $(Hasher::$variant(_) => $name,)*
                    $(Hasher::$xvariant(_) => $xname,)*
                    Hasher::Blake2b(_) => "blake2b",
                    Hasher::Blake2s(_) => "blake2s",
                }
            }

            /// Bytes of a digest; 0 where the caller says how many.
            pub fn digest_size(&self) -> usize {
                match self {
                    $(Hasher::$variant(_) => $size,)*
                    $(Hasher::$xvariant(_) => 0,)*
                    Hasher::Blake2b(h) => h.size,
                    Hasher::Blake2s(h) => h.size,
                }
            }

            pub fn block_size(&self) -> usize {
                match self {
                    $(Hasher::$variant(_) => $block,)*
                    $(Hasher::$xvariant(_) => $xblock,)*
                    Hasher::Blake2b(_) => 128,
                    Hasher::Blake2s(_) => 64,
                }
            }

            pub fn update(&mut self, data: &[u8]) {
                match self {
                    $(Hasher::$variant(h) => h.update(data),)*
                    $(Hasher::$xvariant(h) => h.update(data),)*
                    Hasher::Blake2b(h) => h.update(data),
                    Hasher::Blake2s(h) => h.update(data),
                }
            }

            /// The digest of what has been hashed so far, and its length. Of extendable ones, the
            /// first bytes.
            pub fn digest(&self) -> ([u8; MAX_DIGEST], usize) {
                let mut out = [0; MAX_DIGEST];
                let n = match self.clone() {
                    $(Hasher::$variant(h) => {
                        let digest = h.finalize_fixed();
                        out[..$size].copy_from_slice(&digest);
                        $size
                    })*
                    $(Hasher::$xvariant(h) => {
                        h.finalize_xof().read(&mut out);
                        MAX_DIGEST
                    })*
                    Hasher::Blake2b(h) => h.finish(&mut out),
                    Hasher::Blake2s(h) => h.finish(&mut out),
                };
                (out, n)
            }

            /// Fills `out` with the digest of an extendable one; whether it is one.
            pub fn extend(&self, out: &mut [u8]) -> bool {
                match self.clone() {
                    $(Hasher::$xvariant(h) => h.finalize_xof().read(out),)*
                    _ => return false,
                }
                true
            }

            pub fn is_extendable(&self) -> bool {
                matches!(self, $(Hasher::$xvariant(_))|*)
            }
        }
    };
}

hashes! {
    fixed:
        "md5" Md5(md5::Md5) 64 16,
        "sha1" Sha1(sha1::Sha1) 64 20,
        "sha224" Sha224(sha2::Sha224) 64 28,
        "sha256" Sha256(sha2::Sha256) 64 32,
        "sha384" Sha384(sha2::Sha384) 128 48,
        "sha512" Sha512(sha2::Sha512) 128 64,
        "sha512_224" Sha512t224(sha2::Sha512_224) 128 28,
        "sha512_256" Sha512t256(sha2::Sha512_256) 128 32,
        "sha3_224" Sha3t224(sha3::Sha3_224) 144 28,
        "sha3_256" Sha3t256(sha3::Sha3_256) 136 32,
        "sha3_384" Sha3t384(sha3::Sha3_384) 104 48,
        "sha3_512" Sha3t512(sha3::Sha3_512) 72 64;
    extendable:
        "shake_128" Shake128(sha3::Shake128) 168,
        "shake_256" Shake256(sha3::Shake256) 136;
}

impl Hasher {
    pub fn blake2b(p: Parameters<'_>) -> Hasher {
        let core = Blake2bVarCore::new_with_params(
            &padded(p.salt),
            &padded(p.person),
            p.key.len(),
            p.size,
        );
        Hasher::Blake2b(Blake2b::with(core, p))
    }

    pub fn blake2s(p: Parameters<'_>) -> Hasher {
        let core = Blake2sVarCore::new_with_params(
            &padded(p.salt)[..8],
            &padded(p.person)[..8],
            p.key.len(),
            p.size,
        );
        Hasher::Blake2s(Blake2s::with(core, p))
    }
}

/// A keyed hash (HMAC) whose key has been taken in: what PBKDF2 starts from each time.
pub struct Mac {
    inner: Hasher,
    outer: Hasher,
}

impl Mac {
    pub fn new(of: &Hasher, key: &[u8]) -> Mac {
        let mut block = [0u8; 256];
        let n = of.block_size().min(block.len());
        if key.len() > n {
            let mut h = of.clone();
            h.update(key);
            let (digest, size) = h.digest();
            block[..size].copy_from_slice(&digest[..size]);
        } else {
            block[..key.len()].copy_from_slice(key);
        }
        let with = |pad: u8| {
            let mut h = of.clone();
            for b in &block[..n] {
                h.update(&[b ^ pad]);
            }
            h
        };
        Mac {
            inner: with(0x36),
            outer: with(0x5c),
        }
    }

    /// The code of some pieces of a message.
    pub fn of(&self, message: &[&[u8]]) -> ([u8; MAX_DIGEST], usize) {
        let mut inner = self.inner.clone();
        for piece in message {
            inner.update(piece);
        }
        let (digest, n) = inner.digest();
        let mut outer = self.outer.clone();
        outer.update(&digest[..n]);
        outer.digest()
    }
}
