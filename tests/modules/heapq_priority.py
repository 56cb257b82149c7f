# A priority queue with lazy deletion, k-way merge, running median on heapq.
import heapq
from itertools import count


class Queue:
    def __init__(self):
        self.heap, self.entries, self.serial = [], {}, count()

    def add(self, task, priority):
        if task in self.entries:
            self.entries[task][-1] = None
        entry = [priority, next(self.serial), task]
        self.entries[task] = entry
        heapq.heappush(self.heap, entry)

    def remove(self, task):
        self.entries.pop(task)[-1] = None

    def pop(self):
        while self.heap:
            priority, _, task = heapq.heappop(self.heap)
            if task is not None:
                del self.entries[task]
                return task
        raise KeyError("empty")


q = Queue()
for task, p in (("write", 5), ("test", 2), ("plan", 1), ("ship", 9), ("rest", 2)):
    q.add(task, p)
q.add("ship", 0)
q.remove("test")
print([q.pop() for _ in range(4)])
try:
    q.pop()
except KeyError as e:
    print(e)
low, high, medians = [], [], []
for x in (5, 15, 1, 3, 8, 7, 9, 2):
    heapq.heappush(low, -heapq.heappushpop(high, x))
    if len(low) > len(high):
        heapq.heappush(high, -heapq.heappop(low))
    medians.append(high[0] if len(high) > len(low) else (high[0] - low[0]) / 2)
print(medians)
print(list(heapq.merge(*[range(i, 20, 5) for i in range(4)]))[:10], heapq.nsmallest(3, "hello world"), heapq.nlargest(2, {"a": 3, "b": 1}.items(), key=lambda kv: kv[1]), heapq.nlargest(0, [1]), heapq.nsmallest(1, []))
h = []
for x in [9, 4, 7, 1, -2, 6, 5]:
    heapq.heappush(h, x)
    print(h)
heapq.heapreplace(h, 100)
print(h, heapq.heappushpop([], 5), heapq.heappushpop([1], 0))


class Bad:
    def __lt__(self, o):
        raise ValueError("no order")


try:
    heapq.heapify([Bad(), Bad()])
except ValueError as e:
    print(e)
h = [3, 1, 2]
heapq.heapify(h)
print(h, [heapq.heappop(h) for _ in range(3)], sorted(h))
