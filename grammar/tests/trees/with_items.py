with a: pass
with a as b: pass
with a, b: pass
with a as b, c as d: pass
with (a): pass
with (a) as b: pass
with (a, b): pass
with (a, b,): pass
with (a,): pass
with (a as b): pass
with (a as b,): pass
with (a as b, c, d as e): pass
with (a, b) as c: pass
with (a, b), c: pass
with (a).b as c: pass
with (a)(b): pass
with (a, b)[0]: pass
with (a), (b): pass
with (a) + (b) as c: pass
with (): pass
with () as a: pass
with (yield): pass
with (yield a, b): pass
with (a := b): pass
with (a := b, c): pass
with ((a := b), c): pass
with (*a, b): pass
with (a for a in b): pass
with ((a for a in b), c): pass
with (lambda *a: b, c): pass
with (lambda: a): pass
with (open(a) as b, (c) as (d, e), f as [g], h as i.j, k as l[0]): pass
with a as (b): pass
with a as (b, c): pass
with a as [b, *c]: pass
with a as b.c, d as e[0]: pass
with (
    a as b,
    # comment
    c as d
):
    pass
with (a if b else c as d): pass
with ({a, b}, [c, d]): pass
with f(a, b), g: pass
