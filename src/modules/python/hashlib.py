"""Hash functions by name: MD5, the SHA families and BLAKE2."""

import _hashlib

__all__ = (
    "md5",
    "sha1",
    "sha224",
    "sha256",
    "sha384",
    "sha512",
    "blake2b",
    "blake2s",
    "sha3_224",
    "sha3_256",
    "sha3_384",
    "sha3_512",
    "shake_128",
    "shake_256",
    "new",
    "algorithms_guaranteed",
    "algorithms_available",
    "file_digest",
    "pbkdf2_hmac",
)

algorithms_guaranteed = set(__all__[:14])
algorithms_available = algorithms_guaranteed | {"sha512_224", "sha512_256"}


def _constructor(name):
    make = _hashlib.new

    def hash_function(string=b"", *, usedforsecurity=True):
        return make(name, string)

    hash_function.__name__ = hash_function.__qualname__ = "openssl_" + name
    hash_function.__doc__ = f"Returns a {name} hash object; optionally initialized with a string"
    return hash_function


md5 = _constructor("md5")
sha1 = _constructor("sha1")
sha224 = _constructor("sha224")
sha256 = _constructor("sha256")
sha384 = _constructor("sha384")
sha512 = _constructor("sha512")
sha3_224 = _constructor("sha3_224")
sha3_256 = _constructor("sha3_256")
sha3_384 = _constructor("sha3_384")
sha3_512 = _constructor("sha3_512")
shake_128 = _constructor("shake_128")
shake_256 = _constructor("shake_256")


def _blake2(name, longest):
    def hash_function(
        data=b"",
        /,
        *,
        digest_size=longest,
        key=b"",
        salt=b"",
        person=b"",
        fanout=1,
        depth=1,
        leaf_size=0,
        node_offset=0,
        node_depth=0,
        inner_size=0,
        last_node=False,
        usedforsecurity=True,
    ):
        if (fanout, depth, leaf_size, node_offset, node_depth, inner_size, last_node) != (
            1,
            1,
            0,
            0,
            0,
            0,
            False,
        ):
            raise NotImplementedError("tree hashing (fanout, depth and nodes) is not supported")
        return _hashlib.blake2(name, data, digest_size, key, salt, person)

    hash_function.__name__ = hash_function.__qualname__ = name
    hash_function.__doc__ = f"Returns a new {name} hash object."
    hash_function.MAX_DIGEST_SIZE = hash_function.MAX_KEY_SIZE = longest
    hash_function.SALT_SIZE = hash_function.PERSON_SIZE = longest // 4
    return hash_function


blake2b = _blake2("blake2b", 64)
blake2s = _blake2("blake2s", 32)


def new(name, data=b"", **options):
    """A hash object of the function that is called name."""
    if not isinstance(name, str):
        raise TypeError("name must be a string")
    canonical = name.lower().replace("-", "_")
    if canonical.startswith("sha_") and canonical[4:] in ("1", "224", "256", "384", "512"):
        canonical = "sha" + canonical[4:]
    if canonical not in algorithms_available:
        raise ValueError("unsupported hash type " + name)
    if canonical == "blake2b":
        return blake2b(data, **options)
    if canonical == "blake2s":
        return blake2s(data, **options)
    options.pop("usedforsecurity", None)
    for option in options:
        raise TypeError(f"new() got an unexpected keyword argument '{option}'")
    return _hashlib.new(canonical, data)


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """A key derived from a password by iterations rounds of an HMAC."""
    return _hashlib.pbkdf2_hmac(hash_name, password, salt, iterations, dklen)


def file_digest(fileobj, digest, /, *, _bufsize=2**18):
    """The hash object of all that is read from a binary file."""
    h = new(digest) if isinstance(digest, str) else digest()
    if hasattr(fileobj, "getbuffer"):
        h.update(fileobj.getbuffer())
        return h
    while data := fileobj.read(_bufsize):
        h.update(data)
    return h
