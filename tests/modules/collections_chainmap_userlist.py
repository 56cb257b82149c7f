# ChainMap scopes, UserDict, UserList and UserString behaviour.
from collections import ChainMap, UserDict, UserList, UserString

base = {"a": 1, "b": 2}
scope = ChainMap({}, base)
scope["a"] = 10
print(scope["a"], base["a"], scope.maps, list(scope), len(scope), scope.get("q"), "b" in scope)
child = scope.new_child({"z": 0})
print(child["z"], child.parents is not None, child.parents == scope, dict(child), list(child.items()), child | {"n": 1})
del scope["a"]
print(scope["a"])
for f in (lambda: scope.__delitem__("b"), lambda: scope.pop("b"), lambda: scope["nope"], lambda: ChainMap().popitem()):
    try:
        print(f())
    except KeyError as e:
        print(e)
print(ChainMap(), bool(ChainMap({}, {})), ChainMap({1: 2}).copy(), ChainMap.fromkeys("ab", 1), child.setdefault("a", 5), child.popitem())


class Caseless(UserDict):
    def __getitem__(self, k):
        return super().__getitem__(k.lower())

    def __setitem__(self, k, v):
        super().__setitem__(k.lower(), v)

    def __contains__(self, k):
        return super().__contains__(k.lower())


c = Caseless(Content="x")
c.update({"TYPE": 1})
print(c, c["content"], c.get("TYPE"), "Type" in c, len(c), list(c), c.pop("type"), c == {"content": "x"}, c.copy(), type(c.copy()).__name__, c | {"N": 1})


class Loud(UserList):
    def append(self, x):
        print("append", x)
        super().append(x)


l = Loud([1, 2])
l.append(3)
print(l, l + [4], l[1:], type(l[1:]).__name__, l * 2, 2 in l, l == [1, 2, 3], len(l), l.data, sorted(l, reverse=True), l.index(2), l.pop(), l.copy())
l += [9]
l[0] = "first"
del l[1]
print(l, l.count(9), list(reversed(l)), [0] + l)


class Shout(UserString):
    def __str__(self):
        return self.data.upper()


s = Shout("abc")
print(s, s + "d", s[1], len(s), s.find("c"), "b" in s, s == "abc", hash(s) == hash("abc"), s.upper(), repr(s), s * 2, s.data, s.split("b"), f"{s}")
