"""Huffman coding: the tree, canonical codes, a bit stream in bytes, and back again."""

import heapq
from collections import Counter


class BitWriter:
    def __init__(self):
        self.buffer = bytearray()
        self.pending = 0
        self.count = 0

    def write(self, value, width):
        self.pending = self.pending << width | value
        self.count += width
        while self.count >= 8:
            self.count -= 8
            self.buffer.append(self.pending >> self.count & 0xFF)
            self.pending &= (1 << self.count) - 1

    def finish(self):
        padding = -self.count % 8
        if padding:
            self.write(0, padding)
        return bytes(self.buffer), padding


def bits(data):
    for byte in data:
        for i in range(7, -1, -1):
            yield byte >> i & 1


def code_lengths(frequencies):
    """Length of each symbol's code; ties go by the order in which trees were made."""
    heap = [(count, number, (symbol,)) for number, (symbol, count) in enumerate(sorted(frequencies.items()))]
    heapq.heapify(heap)
    lengths = dict.fromkeys(frequencies, 0)
    serial = len(heap)
    if serial == 1:
        return {heap[0][2][0]: 1}
    while len(heap) > 1:
        count1, _, left = heapq.heappop(heap)
        count2, _, right = heapq.heappop(heap)
        for symbol in left + right:
            lengths[symbol] += 1
        heapq.heappush(heap, (count1 + count2, serial, left + right))
        serial += 1
    return lengths


def canonical(lengths):
    """Codes in order of (length, symbol), each the one before it plus one."""
    codes, code, previous = {}, 0, 0
    for symbol, length in sorted(lengths.items(), key=lambda item: (item[1], item[0])):
        code <<= length - previous
        codes[symbol] = code, length
        code += 1
        previous = length
    return codes


def encode(text):
    codes = canonical(code_lengths(Counter(text)))
    out = BitWriter()
    for symbol in text:
        out.write(*codes[symbol])
    data, padding = out.finish()
    return data, padding, codes


def decode(data, padding, codes):
    table = {(length, code): symbol for symbol, (code, length) in codes.items()}
    total = len(data) * 8 - padding
    text, code, length = [], 0, 0
    for number, bit in enumerate(bits(data)):
        if number == total:
            break
        code = code << 1 | bit
        length += 1
        symbol = table.get((length, code))
        if symbol is not None:
            text.append(symbol)
            code = length = 0
    if length:
        raise ValueError("the data end in the middle of a code")
    return "".join(text)


SAMPLES = [
    "abracadabra",
    "aaaaaaaa",
    "she sells sea shells by the sea shore; the shells she sells are surely seashells",
    "žluťoučký kůň úpěl ďábelské ódy",
    "".join(chr(97 + i % 26) * (1 << i % 9) for i in range(40)),
    "😀😃😀😄😀😃😀",
]
for text in SAMPLES:
    data, padding, codes = encode(text)
    assert decode(data, padding, codes) == text
    used = len(data) * 8 - padding
    plain = len(text.encode("utf-8")) * 8
    print(f"{text[:30]!r}: {used} of {plain} bits ({used / plain:.1%}), {len(codes)} symbols, {used / len(text):.3f} a symbol")
    for symbol, (code, length) in sorted(codes.items(), key=lambda item: (item[1][1], item[1][0]))[:6]:
        print(f"   {symbol!r} {code:0{length}b}")
    kraft = sum(1 / (1 << length) for _, length in codes.values())
    print("  ", data[:12].hex(" "), "kraft", kraft)
data, padding, codes = encode("hello huffman")
try:
    decode(data[:-1], 0, codes)
    print("cut data happened to end at a code")
except ValueError as e:
    print(e)
try:
    decode(b"\xff\xff", 0, {"a": (0, 1), "b": (2, 2)})
except ValueError as e:
    print(e)
