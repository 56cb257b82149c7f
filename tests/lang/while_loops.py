# while with else, break and continue.
def find(items, wanted):
    i = 0
    while i < len(items):
        if items[i] is None:
            i += 1
            continue
        if items[i] == wanted:
            result = f"at {i}"
            break
        i += 1
    else:
        result = "nowhere"
    return result


print(find([None, 1, None, 2], 2))
print(find([None, 1, None, 2], 3))
print(find([], 3))

n = 27
steps = 0
while n != 1:
    n = n // 2 if n % 2 == 0 else 3 * n + 1
    steps += 1
print(steps)

while True:
    while True:
        break
    else:
        print("never")
    print("outer")
    break

while False:
    print("never")
else:
    print("else of a loop that never ran")

i = 0
while i < 5:
    i += 1
    try:
        if i == 2:
            continue
        if i == 4:
            break
        print("body", i)
    finally:
        print("finally", i)
