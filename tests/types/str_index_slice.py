# Indexing and slicing strings of every width; len, iteration, concatenation, repetition.
for s in ("hello", "héllo", "h→llo", "h😀llo", ""):
    print(len(s), [s[i : i + 1] for i in range(-2, 7)], s[::-1], s[1:3], s[-3:], s[::2], s[4:1:-1], s[10:], s[:-1], s[::-2])
    print(list(s), tuple(reversed(s)), s * 2, s + "é", "a" + s)
s = "h😀llo"
print(s[0], s[1], s[-1], s[True], s[1:100], s[-100:2], s[2:2], s[None:None:None])
print("ab" * 0, "ab" * -1, 3 * "ab", "" * 1000, "é" * 3)
print("a" "b" 'c' """d""", "a" + "b" * 2)
for f in (
    lambda: s[5],
    lambda: s[-6],
    lambda: ""[0],
    lambda: s["a"],
    lambda: s[1.0],
    lambda: s[::0],
    lambda: s["a":],
    lambda: s[1.5:],
    lambda: s + 5,
    lambda: s + None,
    lambda: s * 1.5,
    lambda: s * "a",
    lambda: s * s,
    lambda: s[10**30],
    lambda: s[1, 2],
    lambda: s[None],
    lambda: s + b"x",
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
try:
    s[0] = "x"
except TypeError as e:
    print(e)
try:
    del s[0]
except TypeError as e:
    print(e)
t = s
t += "!"
print(s, t, s[10**30 :], s[-(10**30) :], s[: 10**30])
print("a" < "b", "a" < "B", "abc" < "abd", "ab" < "abc", "" < "a", "é" > "z", "😀" > "\uffff", "a" == "a", "a" != "b", "a" >= "a", "z" <= "aa")
print(sorted(["b", "A", "a", "é", "Z", "😀", "10", "9", ""]))
print(max("hello"), min("hello"), "abc".__contains__("b"), "abc".__len__(), "abc".__getitem__(1))
