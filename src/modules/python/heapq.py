"""Lists as binary heaps: the smallest item first."""

__all__ = ["heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest",
           "heappushpop"]

from _heapq import (_heapify_max, _heappop_max, _heapreplace_max, heapify, heappop, heappush,
                    heappushpop, heapreplace)


def merge(*iterables, key=None, reverse=False):
    """Iterator over the items of sorted iterables, sorted."""
    heap = []
    if reverse:
        order, pop, replace, direction = _heapify_max, _heappop_max, _heapreplace_max, -1
    else:
        order, pop, replace, direction = heapify, heappop, heapreplace, 1
    # Entries: [key, number of the iterable (so that equal items keep their order), next, value].
    for i, it in enumerate(map(iter, iterables)):
        advance = it.__next__
        try:
            value = advance()
        except StopIteration:
            continue
        heap.append([value if key is None else key(value), i * direction, advance, value])
    order(heap)
    while len(heap) > 1:
        entry = heap[0]
        advance = entry[2]
        try:
            while True:
                yield entry[3]
                entry[3] = value = advance()
                entry[0] = value if key is None else key(value)
                replace(heap, entry)
                entry = heap[0]
                advance = entry[2]
        except StopIteration:
            pop(heap)
    if heap:
        _, _, advance, value = heap[0]
        yield value
        yield from advance.__self__


def _best(n, iterable, key, largest):
    """The n first items of a sorted order, found with a heap of n."""
    direction = -1 if largest else 1
    order, replace = (heapify, heapreplace) if largest else (_heapify_max, _heapreplace_max)
    it = iter(iterable)
    best = []
    for i in range(n):
        try:
            item = next(it)
        except StopIteration:
            break
        best.append((item if key is None else key(item), i * direction, item))
    if not best:
        return []
    order(best)
    worst = best[0][0]
    i = len(best)
    for item in it:
        k = item if key is None else key(item)
        if (worst < k) if largest else (k < worst):
            replace(best, (k, i * direction, item))
            worst = best[0][0]
            i += 1
    best.sort(reverse=largest)
    return [item for _, _, item in best]


def nsmallest(n, iterable, key=None):
    """The n smallest items, as sorted(iterable, key=key)[:n]."""
    if n == 1:
        none = object()
        result = min(iterable, default=none, key=key)
        return [] if result is none else [result]
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        pass
    else:
        if n >= size:
            return sorted(iterable, key=key)[:n]
    return _best(n, iterable, key, False)


def nlargest(n, iterable, key=None):
    """The n largest items, as sorted(iterable, key=key, reverse=True)[:n]."""
    if n == 1:
        none = object()
        result = max(iterable, default=none, key=key)
        return [] if result is none else [result]
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        pass
    else:
        if n >= size:
            return sorted(iterable, key=key, reverse=True)[:n]
    return _best(n, iterable, key, True)
