def loops(items, table):
    total = 0
    while total < 10:
        total += 1
    else:
        total = 0
    for i, (key, value) in enumerate(items):
        if key is None or not value:
            continue
        if 0 < i < 5 and key not in {"a", "b"}:
            break
        table[key] += value
    return [x for x in items if x if x.y == "z"]


def forever(f):
    while True:
        if f():
            return
