//! Hash maps of the compiler: the same order of work on every run, so no random seed.

use std::hash::BuildHasherDefault;

pub(super) type HashMap<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<ahash::AHasher>>;
