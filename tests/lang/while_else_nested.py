# Nested loops with break and continue of the right loop; loop variables after loops.
def primes(n):
    found = []
    for i in range(2, n):
        for j in found:
            if j * j > i:
                found.append(i)
                break
            if i % j == 0:
                break
        else:
            found.append(i)
    return found


print(primes(60))
out = []
i = 0
while i < 4:
    i += 1
    j = 0
    while True:
        j += 1
        if j == 2:
            continue
        if j > i:
            break
        out.append((i, j))
    else:
        out.append("never")
else:
    out.append("done")
print(out, i, j)
for a in range(3):
    for b in range(3):
        if b == a:
            break
    else:
        continue
    if a == 2:
        break
else:
    print("never")
print(a, b)


def search(grid, wanted):
    for y, row in enumerate(grid):
        for x, cell in enumerate(row):
            if cell == wanted:
                return x, y
    return None


print(search([[1, 2], [3, 4]], 3), search([[1]], 9))
for x in []:
    pass
print("x" in globals())
for x in [1, 2, 3]:
    x = x * 10
print(x)
for k in (it := iter(range(6))):
    print(k, next(it), end=" ")
print()
r = range(3)
for i in r:
    r = "rebinding doesn't matter"
print(i)
n = 0
while n < 3: n += 1
else: print("else", n)
while True:
    try:
        while True:
            break
        break
    finally:
        print("finally in loop")
