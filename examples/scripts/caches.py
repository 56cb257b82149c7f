"""LRU and LFU caches: a doubly linked list by hand, counts in buckets, and a replay of traffic."""

from collections import OrderedDict, defaultdict


class Node:
    __slots__ = ("key", "value", "before", "after")

    def __init__(self, key=None, value=None):
        self.key = key
        self.value = value
        self.before = self.after = self


class LRU:
    """Least recently used goes first; a ring of nodes around a sentinel."""

    def __init__(self, capacity):
        self.capacity = capacity
        self.nodes = {}
        self.ring = Node()

    def _unlink(self, node):
        node.before.after = node.after
        node.after.before = node.before

    def _front(self, node):
        node.after = self.ring.after
        node.before = self.ring
        node.after.before = node
        self.ring.after = node

    def get(self, key, default=None):
        node = self.nodes.get(key)
        if node is None:
            return default
        self._unlink(node)
        self._front(node)
        return node.value

    def put(self, key, value):
        """Store, and return the key that had to go, or None."""
        if key in self.nodes:
            self.nodes[key].value = value
            self.get(key)
            return None
        evicted = None
        if len(self.nodes) >= self.capacity:
            last = self.ring.before
            self._unlink(last)
            evicted = last.key
            del self.nodes[evicted]
        node = self.nodes[key] = Node(key, value)
        self._front(node)
        return evicted

    def __iter__(self):
        node = self.ring.after
        while node is not self.ring:
            yield node.key
            node = node.after


class OrderedLRU:
    """The same with OrderedDict, as a check."""

    def __init__(self, capacity):
        self.capacity = capacity
        self.items = OrderedDict()

    def get(self, key, default=None):
        if key not in self.items:
            return default
        self.items.move_to_end(key, last=False)
        return self.items[key]

    def put(self, key, value):
        evicted = None
        if key not in self.items and len(self.items) >= self.capacity:
            evicted, _ = self.items.popitem()
        self.items[key] = value
        self.items.move_to_end(key, last=False)
        return evicted

    def __iter__(self):
        return iter(self.items)


class LFU:
    """Least frequently used goes first; among equals the least recent."""

    def __init__(self, capacity):
        self.capacity = capacity
        self.values = {}
        self.counts = {}
        self.buckets = defaultdict(OrderedDict)
        self.lowest = 0

    def _touch(self, key):
        count = self.counts[key]
        bucket = self.buckets[count]
        del bucket[key]
        if not bucket:
            del self.buckets[count]
            if self.lowest == count:
                self.lowest += 1
        self.counts[key] = count + 1
        self.buckets[count + 1][key] = None

    def get(self, key, default=None):
        if key not in self.values:
            return default
        self._touch(key)
        return self.values[key]

    def put(self, key, value):
        if key in self.values:
            self.values[key] = value
            self._touch(key)
            return None
        evicted = None
        if len(self.values) >= self.capacity:
            evicted, _ = self.buckets[self.lowest].popitem(last=False)
            del self.values[evicted], self.counts[evicted]
        self.values[key] = value
        self.counts[key] = self.lowest = 1
        self.buckets[1][key] = None
        return evicted

    def __iter__(self):
        return iter(sorted(self.values, key=lambda k: (-self.counts[k], k)))


class Stats:
    def __init__(self):
        self.hits = self.misses = 0
        self.evicted = []

    def __str__(self):
        total = self.hits + self.misses
        return f"{self.hits}/{total} hits ({self.hits / total:.1%}), {len(self.evicted)} evicted"


def traffic(n, seed=12345):
    """Requests where low numbers are frequent, from a linear congruential generator."""
    state = seed
    for _ in range(n):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        a = (state >> 8) % 100
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        b = (state >> 8) % 100
        yield min(a, b) // 2


def replay(cache, requests):
    stats = Stats()
    for key in requests:
        if cache.get(key) is None:
            stats.misses += 1
            gone = cache.put(key, f"page {key}")
            if gone is not None:
                stats.evicted.append(gone)
        else:
            stats.hits += 1
    return stats


small = LRU(3)
for key in "abcadbae":
    value = small.get(key)
    gone = small.put(key, key.upper()) if value is None else None
    print(key, value, "evicted", gone, "->", "".join(small))

requests = list(traffic(3000))
for capacity in (4, 10, 20):
    results = {}
    for kind in (LRU, OrderedLRU, LFU):
        cache = kind(capacity)
        results[kind] = stats = replay(cache, requests)
        print(f"{kind.__name__:>10} {capacity:>3}: {stats}; holds {list(cache)[:6]}")
    assert results[LRU].evicted == results[OrderedLRU].evicted
