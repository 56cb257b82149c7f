"""Word completion with a trie: prefixes, counts, wildcards, spelling within a distance, deletion."""

import heapq


class TrieNode:
    __slots__ = ("children", "weight", "best")

    def __init__(self):
        self.children = {}
        self.weight = 0
        self.best = 0


class Trie:
    def __init__(self):
        self.root = TrieNode()
        self.size = 0

    def add(self, word, weight=1):
        node = self.root
        for c in word:
            node = node.children.setdefault(c, TrieNode())
        self.size += not node.weight
        node.weight += weight
        self._refresh(word)

    def _path(self, word):
        node = self.root
        path = [node]
        for c in word:
            node = node.children.get(c)
            if node is None:
                return None
            path.append(node)
        return path

    def _refresh(self, word):
        for node in reversed(self._path(word)):
            node.best = max([node.weight, *(child.best for child in node.children.values())])

    def __contains__(self, word):
        path = self._path(word)
        return path is not None and path[-1].weight > 0

    def __len__(self):
        return self.size

    def __delitem__(self, word):
        if word not in self:
            raise KeyError(word)
        path = self._path(word)
        path[-1].weight = 0
        self.size -= 1
        for parent, c, node in zip(path[-2::-1], reversed(word), reversed(path)):
            if node.children or node.weight:
                break
            del parent.children[c]
        while self._path(word) is None:
            word = word[:-1]
        self._refresh(word)

    def __iter__(self):
        return self.walk(self.root, "")

    def walk(self, node, prefix):
        if node.weight:
            yield prefix
        for c in sorted(node.children):
            yield from self.walk(node.children[c], prefix + c)

    def complete(self, prefix, limit=5):
        """The heaviest words with this prefix, best first: a best-first search by `best`."""
        path = self._path(prefix)
        if path is None:
            return []
        heap = [(-path[-1].best, prefix, path[-1], False)]
        found = []
        while heap and len(found) < limit:
            weight, text, node, is_word = heapq.heappop(heap)
            if is_word:
                found.append((text, -weight))
                continue
            if node.weight:
                heapq.heappush(heap, (-node.weight, text, node, True))
            for c, child in node.children.items():
                heapq.heappush(heap, (-child.best, text + c, child, False))
        return found

    def match(self, pattern, node=None, prefix=""):
        """Words that match; `?` stands for one letter, `*` for any number."""
        node = node or self.root
        if not pattern:
            if node.weight:
                yield prefix
            return
        c, rest = pattern[0], pattern[1:]
        if c == "*":
            yield from self.match(rest, node, prefix)
            for letter in sorted(node.children):
                yield from self.match(pattern, node.children[letter], prefix + letter)
        elif c == "?":
            for letter in sorted(node.children):
                yield from self.match(rest, node.children[letter], prefix + letter)
        elif c in node.children:
            yield from self.match(rest, node.children[c], prefix + c)

    def near(self, word, distance):
        """Words within an edit distance; rows of the table are shared along the trie."""
        found = []

        def visit(node, prefix, row):
            if node.weight and row[-1] <= distance:
                found.append((row[-1], prefix))
            for c, child in node.children.items():
                new = [row[0] + 1]
                for i, expected in enumerate(word, 1):
                    new.append(min(new[-1] + 1, row[i] + 1, row[i - 1] + (c != expected)))
                if min(new) <= distance:
                    visit(child, prefix + c, new)

        visit(self.root, "", list(range(len(word) + 1)))
        return sorted(found)


TEXT = """the cat sat on the mat and the cart stood at the cottage while a cat came to chat
the car was there then they came this way with the others carrying carrots and care čaj čaje čas"""
trie = Trie()
for word in TEXT.split():
    trie.add(word)
print(len(trie), "words;", " ".join(trie))
for prefix in ("", "c", "ca", "the", "th", "x", "ča"):
    print(repr(prefix), trie.complete(prefix, 4))
for pattern in ("c?t", "ca*", "*t", "?h*", "*a*t*", "th??", "z*"):
    print(pattern, list(trie.match(pattern)))
for word, distance in (("cot", 1), ("thr", 1), ("carrt", 2), ("zzzz", 2), ("čai", 1)):
    print(word, distance, trie.near(word, distance))
for word in ("the", "then", "cat", "carrots"):
    del trie[word]
    print("without", word, len(trie), word in trie, trie.complete("t", 2), trie.complete("ca", 3))
try:
    del trie["the"]
except KeyError as e:
    print("KeyError", e)
for word in list(trie):
    del trie[word]
print(len(trie), trie.root.children, trie.root.best)
