//! Hognose: a small, fast, embeddable Python.
