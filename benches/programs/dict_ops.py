# Dict operations: both kinds of keys in one program, with lookups that hit
# and miss, updates, deletions, membership tests and iteration.
# aim: 1.3
# quick: 2000
import sys


def histogram(rounds, words):
    counts = {}
    for i in range(rounds):
        word = words[(i * i + 3 * i) % 97]
        if word in counts:
            counts[word] += 1
        else:
            counts[word] = 1
    return counts


def window(rounds, width):
    live = {}
    dropped = 0
    for i in range(rounds):
        live[i * 7] = i
        old = (i - width) * 7
        if old in live:
            dropped += live[old]
            del live[old]
        dropped += live.get(i, 0) & 1
    return len(live), dropped


def merge(rounds):
    base = {"left": 1, "right": 2, "depth": 3}
    total = 0
    for i in range(rounds):
        node = {"name": i, "depth": i & 7}
        node.update(base)
        for key, value in node.items():
            if key != "name":
                total += value
        total += node.pop("left")
    return total


rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000
words = ["word%d" % i for i in range(97)]
counts = histogram(rounds, words)
print(len(counts), max(counts.values()), counts["word0"])
print(window(rounds, 1000), merge(rounds))
