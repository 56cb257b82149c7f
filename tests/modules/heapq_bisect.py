# heapq and bisect.
import bisect
import heapq

h = [5, 3, 8, 1, 9, 2]
heapq.heapify(h)
print(h, heapq.heappop(h), heapq.heappop(h), h)
heapq.heappush(h, 0)
print(h, heapq.heappushpop(h, 4), heapq.heapreplace(h, 7), h)
print(heapq.nlargest(3, [4, 1, 7, 3]), heapq.nsmallest(2, [4, 1, 7, 3]), heapq.nlargest(2, ["aa", "b", "cccc"], key=len), heapq.nsmallest(10, [2, 1]))
print(list(heapq.merge([1, 4, 7], [2, 5], [3])), list(heapq.merge([3, 1], [4, 2], reverse=True)), list(heapq.merge(["a", "ccc"], ["bb"], key=len)))
out = []
g = []
for i, word in enumerate("the order is kept for equal keys".split()):
    heapq.heappush(g, (len(word), i, word))
while g:
    out.append(heapq.heappop(g)[2])
print(out)
for f in (lambda: heapq.heappop([]), lambda: heapq.heapify(5), lambda: heapq.heappush((), 1), lambda: heapq.heapreplace([], 1), lambda: heapq.heappush([1], "a")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
a = [1, 2, 2, 2, 5, 8]
print(bisect.bisect(a, 2), bisect.bisect_left(a, 2), bisect.bisect_right(a, 2), bisect.bisect(a, 0), bisect.bisect(a, 9), bisect.bisect_left(a, 2, 2), bisect.bisect_left(a, 2, 0, 1))
bisect.insort(a, 3)
bisect.insort_left(a, 2)
print(a, bisect.bisect(["aa", "bbb"], 3, key=len))
people = [("a", 1), ("b", 3)]
bisect.insort(people, ("c", 2), key=lambda p: p[1])
print(people, [("FDCBA"[bisect.bisect([60, 70, 80, 90], s)]) for s in (33, 60, 77, 90, 100)])
for f in (lambda: bisect.bisect([1], "a"), lambda: bisect.bisect([1], 1, -1), lambda: bisect.insort((), 1), lambda: bisect.bisect(5, 1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
n = [(i * 37) % 101 for i in range(60)]
heapq.heapify(n)
print([heapq.heappop(n) for _ in range(len(n))] == sorted((i * 37) % 101 for i in range(60)))
