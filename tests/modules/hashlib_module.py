# hashlib: digests of known inputs, updating, names.
import hashlib

for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_512", "blake2b", "blake2s"):
    h = hashlib.new(name, b"hognose")
    print(name, h.name, h.digest_size, h.block_size, h.hexdigest())
h = hashlib.sha256()
h.update(b"a" * 100)
c = h.copy()
h.update(b"b" * 1000)
print(h.hexdigest() == hashlib.sha256(b"a" * 100 + b"b" * 1000).hexdigest(), c.hexdigest())
print(hashlib.md5().hexdigest(), hashlib.sha1(b"").digest(), hashlib.md5(bytearray(b"x")).hexdigest(), hashlib.md5(memoryview(b"x")).hexdigest())
print(hashlib.shake_128(b"x").hexdigest(10), hashlib.blake2b(b"x", digest_size=8, key=b"k").hexdigest())
for f in (
    lambda: hashlib.md5("text"),
    lambda: hashlib.md5(5),
    lambda: hashlib.sha256().update("x"),
    lambda: hashlib.new("nope"),
    lambda: hashlib.blake2b(digest_size=100),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print({"md5", "sha1", "sha256", "sha512", "blake2b"} <= hashlib.algorithms_guaranteed)
print(hashlib.pbkdf2_hmac("sha256", b"pw", b"salt", 10).hex())
print(hashlib.md5(b"".join(bytes([i]) for i in range(256)) * 10).hexdigest())
