# bisect on descending keys, with lo and hi, on custom sequences; insort keeps order.
import bisect
from bisect import bisect_left, bisect_right, insort, insort_left


class Seq:
    def __init__(self, items):
        self.items, self.asked = items, []

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        self.asked.append(i)
        return self.items[i]

    def insert(self, i, x):
        self.items.insert(i, x)


s = Seq([1, 3, 5, 7, 9, 11])
print(bisect_left(s, 7), s.asked)
s.asked.clear()
print(bisect_right(s, 7), s.asked, bisect_left(s, 100), bisect_left(s, -1))
insort(s, 6)
print(s.items)
words = ["fig", "pear", "apple", "banana"]
print(bisect_left(words, 5, key=len), bisect_right(words, 5, key=len), bisect_left([5, 4, 3, 1], -3, key=lambda x: -x))
insort(words, "plum", key=len)
insort_left(words, "kiwi", key=len)
print(words)
a = []
for x in (5, 1, 4, 1, 5, 9, 2, 6):
    insort(a, x)
print(a, bisect_left(a, 5), bisect_right(a, 5), bisect_left(a, 5, 0, 3), bisect_left(a, 5, 6), bisect.bisect(a, 4.5), bisect_left([], 1), bisect_left(a, 1, lo=1), bisect_left(a, 1, hi=2))
for f in (lambda: bisect_left(a, "x"), lambda: bisect_left(a, 1, -1), lambda: bisect_left(a), lambda: bisect_left(5, 1), lambda: insort((1,), 2), lambda: bisect_left(a, 1, 0, 100), lambda: bisect_left(a, 1, key=5), lambda: bisect_left([None, 1], 1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
