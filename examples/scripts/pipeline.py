"""A log pipeline of generators and coroutines: lazy stages, fan-out, windows, merging, early end."""

import heapq
from collections import Counter, deque
from itertools import chain, groupby, islice, takewhile, tee

CALLS = Counter()


def stage(function):
    """A pipeline stage: `source | stage(args)` feeds the source in as the first argument."""

    class Stage:
        def __init__(self, *args, **kw):
            self.args, self.kw = args, kw

        def __ror__(self, source):
            return function(source, *self.args, **self.kw)

        def __or__(self, other):
            first = self
            return composed(first, other)

        __name__ = function.__name__

    return Stage


class composed:
    def __init__(self, *stages):
        self.stages = stages

    def __ror__(self, source):
        for s in self.stages:
            source = source | s
        return source

    def __or__(self, other):
        return composed(*self.stages, other)


def source(host, count, seed):
    """Lines of a log, made up; notes when it is closed early."""
    state = seed
    try:
        for n in range(count):
            CALLS["made"] += 1
            state = (state * 69069 + 1) % 2**32
            kind = ("GET", "GET", "POST", "PUT")[state >> 16 & 3]
            status = (200, 200, 200, 404, 500)[(state >> 20) % 5]
            yield f"{n * 3 + (state >> 24) % 3:05} {host} {kind} /page/{(state >> 8) % 5} {status} {(state >> 10) % 900}"
            if n % 7 == 6:
                yield f"{n * 3 + 2:05} {host} garbage"
    finally:
        CALLS[f"closed {host}"] += 1


@stage
def parse(lines, errors):
    for line in lines:
        try:
            time, host, method, path, status, size = line.split()
        except ValueError as e:
            errors.append((line.split()[0], str(e)))
            continue
        yield {"time": int(time), "host": host, "method": method, "path": path, "status": int(status), "size": int(size)}


@stage
def where(items, **wanted):
    for item in items:
        if all(test(item[k]) if callable(test) else item[k] == test for k, test in wanted.items()):
            yield item


@stage
def pick(items, *keys):
    yield from (tuple(item[k] for k in keys) for item in items)


@stage
def take(items, n):
    yield from islice(items, n)


@stage
def batch(items, size):
    items = iter(items)
    while chunk := list(islice(items, size)):
        yield chunk


@stage
def window(items, size):
    recent = deque(maxlen=size)
    for item in items:
        recent.append(item)
        if len(recent) == size:
            yield tuple(recent)


def coroutine(function):
    def start(*args):
        generator = function(*args)
        next(generator)
        return generator

    return start


@coroutine
def average():
    """Send numbers, get the running average; close() gives the final one."""
    total, n, value = 0, 0, None
    try:
        while True:
            number = yield value
            total, n = total + number, n + 1
            value = total / n
    except GeneratorExit:
        return (round(value, 3) if n else None, n)


@coroutine
def broadcast(*targets):
    while True:
        item = yield
        for target in targets:
            target.send(item)


@coroutine
def bucket(key, table):
    while True:
        item = yield
        table.setdefault(item[key], []).append(item["size"])


def totals():
    """Delegates to sub-generators, one a host, until each is told to stop with None."""
    results = {}
    while True:
        host = yield
        if host is None:
            return results
        results[host] = yield from summing()


def summing():
    total = 0
    while (n := (yield total)) is not None:
        total += n
    return total


errors = []
hosts = [("ash", 40, 1), ("birch", 30, 99), ("cedar", 35, 7)]
merged = heapq.merge(*(source(*h) for h in hosts))
recent = merged | parse(errors) | where(status=500) | pick("time", "host", "path") | take(6)
print(list(recent))
print("lazy:", CALLS["made"], "lines made,", len(errors), "errors so far")
merged.close()
print({k: v for k, v in CALLS.items() if k != "made"})
del recent, merged
CALLS.clear()
errors.clear()
entries = list(chain.from_iterable(source(*h) for h in hosts) | parse(errors))
print(len(entries), len(errors), errors[:2], dict(CALLS))
print(Counter(e["method"] for e in entries), Counter(e["status"] for e in entries).most_common())
slow = where(size=lambda s: s > 700) | where(method="GET") | pick("host", "size")
print(sorted(entries | slow, key=lambda t: (-t[1], t[0]))[:5])
by_host, by_path = {}, {}
sink = broadcast(bucket("host", by_host), bucket("path", by_path))
for e in entries:
    sink.send(e)
sink.close()
print({k: sum(v) for k, v in by_host.items()}, {k: len(v) for k, v in sorted(by_path.items())})
avg = average()
print([round(avg.send(e["size"]), 2) for e in entries[:5]], avg.close(), average().close())
print([round(sum(w) / len(w), 1) for w in (e["size"] for e in entries) | window(20) | take(4)])
print([len(b) for b in entries | batch(25)], [b[0]["time"] for b in entries | batch(50)])
a, b, c = tee((e["size"] for e in entries[:50]), 3)
print(min(a), max(b), sum(c) / 50)
runs = [(k, len(list(g))) for k, g in groupby(entries, key=lambda e: e["status"] < 400)]
print(max(runs, key=lambda r: (r[0], r[1])), len(runs), runs[:5])
print(len(list(takewhile(lambda e: e["status"] != 500, entries))))
t = totals()
next(t)
for host in ("ash", "cedar"):
    t.send(host)
    for e in entries:
        if e["host"] == host:
            t.send(e["size"])
    t.send(None)
try:
    t.send(None)
except StopIteration as stop:
    print(stop.value, {h: sum(by_host[h]) for h in stop.value} == stop.value)


def failing(items):
    for n, item in enumerate(items):
        if n == 3:
            raise RuntimeError("stage failed")
        yield item


CALLS.clear()
try:
    print(list(failing(source("dell", 10, 5)) | parse([]) | pick("time")))
except RuntimeError as e:
    print(e, dict(CALLS))
