pass; break; continue
return
return 1, *a
raise
raise E
raise E from None
assert x
assert x, "m"
global a
global a, b
nonlocal a, b
import a
import a.b.c as d, e
import a . b
from a import b
from . import b
from .. a . b import c as d, e
from ... import (a, b,)
from .... import *
from.a import(b)
del a
del a, b.c, d[0]
del (a, [b, (c,)]), d,
del ()
if a: b
if a:
    b
elif c: d;
elif e:
    f
else: g
while a:
    b
else:
    c
while x := f(): pass
for a in b: c
for a, in b, *c:
    d
else:
    e
for *a, (b, [c.d, e[0]]) in x: pass
for x in *a, b: pass
try: a
finally: b
try:
    a
except: b
try:
    a
except E: b
except (E, F) as g:
    c;
else: d
finally:
    e
try: a
except* E: b
except *F as g: c
if a:
    if b:
        c

    # a comment
    d
x
