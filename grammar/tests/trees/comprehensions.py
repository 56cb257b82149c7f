[a for a in b]
[a for a in b if c if d]
[(a, b) for a, b in c for d in e if f]
{a for a in b}
{a: b for a, b in c}
(a for a in b)
(a for (a, *b) in c)
[a for a, in b]
[a for *a, b in c]
[a async for a in b async for c in d if await e]
[a := b for c in d]
{a := b for c in d}
(a := b for c in d)
[a for a in b or c]
[a for a in (b if c else d)]
[[a for a in b] for b in c]
[a for a.b in c for d[0] in e]
[a if b else c for d in e]
[a for a in b if (lambda: c)()]
[lambda: a for b in c]
{**a} | {b: c if d else e for f in g}
