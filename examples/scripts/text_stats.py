"""Text statistics: words, n-grams, readability, a histogram, an index, Caesar and Vigenere ciphers."""

import string
from collections import Counter, defaultdict

TEXT = """\
The snake lay still beneath the fern. It had been there since the morning, when the sun
first touched the stones; and it would be there, perhaps, when the sun had gone. "You are
not hiding very well," said the toad. The snake did not answer. Snakes seldom do!

A hognose, when it is afraid, will first pretend to be a cobra. It hisses, it spreads its
neck, it strikes -- but never bites. If that does not help, it pretends to be dead: it rolls
over, it opens its mouth, and it lets its tongue hang out. Turn it right side up, and it
will at once roll over again. "I am dead," it seems to say. "Can't you see that I'm dead?"

The toad, who had heard of this, was not impressed. Être ou ne pas être, she said -- for
she had been to school. The snake's eye followed her; the snake's tongue went in and out.
"""


def words(text):
    for word in text.split():
        word = word.strip(string.punctuation + "“”")
        if word:
            yield word.casefold()


def sentences(text):
    start = 0
    flat = " ".join(text.split())
    for i, c in enumerate(flat):
        if c in ".!?" and (i + 1 == len(flat) or flat[i + 1] in ' "'):
            yield flat[start : i + 1].strip(' "')
            start = i + 1


def syllables(word):
    groups, previous = 0, False
    for c in word:
        vowel = c in "aeiouyê"
        groups += vowel and not previous
        previous = vowel
    if word.endswith("e") and groups > 1:
        groups -= 1
    return max(1, groups)


def ngrams(items, n):
    items = list(items)
    return zip(*(items[i:] for i in range(n)))


def histogram(counts, width=30):
    top = max(counts.values())
    for key in sorted(counts):
        bar = "#" * round(counts[key] / top * width)
        print(f"{key!s:>4} {bar:<{width}} {counts[key]:>3}")


def caesar(text, shift):
    lower, upper = string.ascii_lowercase, string.ascii_uppercase
    table = str.maketrans(lower + upper, lower[shift:] + lower[:shift] + upper[shift:] + upper[:shift])
    return text.translate(table)


def crack(text):
    """The shift whose letters look most like English."""
    common = "etaoinshrdlu"

    def score(shift):
        counts = Counter(c for c in caesar(text, shift).lower() if c in string.ascii_lowercase)
        return sum(counts[c] * (len(common) - i) for i, c in enumerate(common))

    return max(range(26), key=score)


def vigenere(text, key, sign=1):
    out, i = [], 0
    for c in text:
        if c in string.ascii_letters:
            base = ord("a" if c.islower() else "A")
            c = chr((ord(c) - base + sign * (ord(key[i % len(key)]) - ord("a"))) % 26 + base)
            i += 1
        out.append(c)
    return "".join(out)


found = list(words(TEXT))
lines = TEXT.splitlines()
print(f"{len(TEXT)} characters, {len(lines)} lines, {len(found)} words, {len(set(found))} different")
print(f"{sum(c.isspace() for c in TEXT)} spaces, {sum(c.isupper() for c in TEXT)} capitals, {sum(not c.isascii() for c in TEXT)} not ASCII")
print("paragraphs:", [len(p.split()) for p in TEXT.split("\n\n")])
counts = Counter(found)
print("common:", counts.most_common(6))
print("long:", sorted({w for w in found if len(w) > 8}, key=lambda w: (-len(w), w)))
print("once:", sum(1 for n in counts.values() if n == 1))
print("pairs:", Counter(" ".join(p) for p in ngrams(found, 2)).most_common(4))
print("letters:", "".join(c for c, _ in sorted(Counter(c for c in TEXT.lower() if c.isalpha()).items(), key=lambda i: (-i[1], i[0]))))
all_sentences = list(sentences(TEXT))
print("sentences:", len(all_sentences), [len(s.split()) for s in all_sentences])
print("first:", all_sentences[0], "| longest:", max(all_sentences, key=len)[:40])
total = sum(map(syllables, found))
ease = 206.835 - 1.015 * len(found) / len(all_sentences) - 84.6 * total / len(found)
print(f"syllables {total}, reading ease {ease:.2f}")
histogram(Counter(map(len, found)))
index = defaultdict(list)
for number, line in enumerate(lines, 1):
    for word in set(words(line)):
        index[word].append(number)
print({w: index[w] for w in ("snake", "it", "dead", "être", "snake's")}, index.get("cat"))
starts = defaultdict(set)
for w in found:
    starts[w[0]].add(w)
print(" ".join(f"{c}{len(ws)}" for c, ws in sorted(starts.items())))
secret = caesar(lines[0], 7)
print(secret, crack(secret), caesar(secret, crack(secret)) == lines[0])
hidden = vigenere(lines[1], "hognose")
print(hidden, vigenere(hidden, "hognose", -1) == lines[1])
print(" ".join(w[::-1] for w in lines[0].split()), "|", lines[0].title(), "|", lines[0].swapcase()[:20])
print([w for w in sorted(set(found)) if w == w[::-1] and len(w) > 1], sorted(counts, key=lambda w: (-counts[w] * len(w), w))[:5])
width = 40
line, wrapped = "", []
for word in " ".join(lines[4:6]).split():
    if line and len(line) + 1 + len(word) > width:
        wrapped.append(line)
        line = word
    else:
        line = f"{line} {word}".strip()
wrapped.append(line)
for line in wrapped:
    gaps = line.count(" ")
    missing = width - len(line)
    parts = line.split(" ")
    justified = "".join(p + (" " * (1 + missing // gaps + (i < missing % gaps)) if i < gaps else "") for i, p in enumerate(parts)) if gaps else line
    print(f"|{justified}|")
