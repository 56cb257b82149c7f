# Comparing and hashing ints, floats, bools and big ints.
print(1 == 1.0, 1 == True, 2**53 == float(2**53), 2**53 + 1 == float(2**53), 10**400 == float("inf"))
print(2**53 + 1 > 2.0**53, 10**400 > 1e308, -(10**400) < float("-inf"), 10**400 < float("inf"), 1 < 1.5 < 2)
print(2**70 == 2**70, 2**70 < 2**71, -(2**70) < 2**70, -(2**71) < -(2**70), 2**62 < 2**63, 2**62 > 5, -(2**62) < -5)
print(5 == "5", 5 != "5", 5 == None, float("nan") == float("nan"), 0.0 == -0.0)
print(hash(0), hash(1), hash(-1), hash(-2), hash(2**61 - 1), hash(2**61), hash(2**61 - 2), hash(-(2**61)))
print(hash(2**100), hash(-(2**100)), hash(10**50), hash(1.0), hash(0.5), hash(-0.5), hash(1e300), hash(2.0**70) == hash(2**70))
print(hash(float("inf")), hash(float("-inf")), hash(True), hash(0.1), hash(3.14), hash(1e-300))
print(hash((1, 2, 3)), hash(()), hash((1,)), hash((0.5, (1, 2))), hash(1j), hash(1 + 2j), hash(frozenset()), hash(frozenset({1, 2, 3})))
print({1: "int", 1.0: "float", True: "bool"}, {1, 1.0, True}, len({2**70, 2.0**70}))
print(sorted([3, 1.5, True, -2, 10**20, 0.0, -1e30]))
print(min(3, 1, 2.5), max(1, 1.0, True), min([5], default=0), max("abc"))
for f in (lambda: 1 < "a", lambda: 1j < 2, lambda: None < None, lambda: [] < (), lambda: hash([]), lambda: hash({}), lambda: hash((1, [])), lambda: 1 > None):
    try:
        print(f())
    except TypeError as e:
        print(e)
x = 257
y = 257
print(x is y, x == y, True is (1 == 1), None is None)
print(divmod(True, 2), True == 1.0, isinstance(True, int), issubclass(bool, int), bool.__mro__)
print(bool("False"), bool(0.0), str(True), repr(False), int(True), True.real, False.bit_length())
