def counter(start):
    count = start

    def step(by=1):
        nonlocal count
        count += by
        return count

    return step


def generate(items):
    received = yield 1
    yield from items
    total = sum(x * received for x in items)
    return [lambda: i for i in items], total


class Scope:
    x = 1
    y = [x for x in range(3)]

    def method(self):
        return __class__, self.__private


def walrus(data):
    if (n := len(data)) > 10:
        return n + (n := 1)
    return [last := d for d in data], last
