# str operators, identity-free equality, hashing, ordering, concatenation in loops.
s = ""
for i in range(300):
    s += chr(97 + i % 26)
print(len(s), s[:30], s[-5:], s.count("abc"), hash(s) == hash("".join(chr(97 + i % 26) for i in range(300))))
t = "é"
for i in range(10):
    t = t + str(i) + t[-1]
print(t, len(t))
a = "hello"
b = "".join(["hel", "lo"])
print(a == b, a != b, hash(a) == hash(b), {a: 1}[b], a in {b}, [a].index(b), a >= b, a < b)
print("a" < "b" < "c", "Z" < "a", "a" * 5 < "b", "abc" < "abcd", "" == "", "" < "a", "\x00" < "a", "a\0b" == "a\0b", len("a\0b"), "é" < "z", "z" < "é")
print("abc" == b"abc", "1" == 1, "a" != None, ("a" == "a") is True)
print("x" "y" + "z" * 2, "ab" * 3, 0 * "x", "-" * 10, ("a" + "b") * 2, "a" + "" + "b")
print("a,b;c".replace(";", ",").split(","), "".join(reversed("abc")), "".join(sorted("hello")), "".join(set("aaa")), max("abc", "abd"), min("b", "a"), sorted("bca", reverse=True))
print(list(map(ord, "aé😀")), list("ab"), tuple("ab"), set("aa"), dict.fromkeys("ab", 0), list(enumerate("ab")), list(zip("ab", "cd")), [c.upper() for c in "ab"], sum(map(int, "123")), any(c.isdigit() for c in "a1"), "".join(c for c in "a1b2" if c.isalpha()))
long = "lorem ipsum " * 1000
print(len(long), long.count("ipsum"), long.find("x"), long.rfind("lorem"), len(long.split()), long.replace("lorem", "L")[:12], len(long.upper()), long[5000:5010], long.endswith("ipsum "), hash(long) == hash("lorem ipsum " * 1000))
