# The order in which variables and items of a dying frame, generator or container go.
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n, end=' ')
def g():
    a=D("a"); b=D("b"); c=[D("c1"),D("c2")]; d=a
g(); print()
def g():
    a=D("a"); b=D("b"); c=[D("c1"),D("c2")]; d=a
    1/0
try: g()
except Exception: pass
print()
def g():
    a=D("a"); b=D("b"); c=[D("c1"),D("c2")]; d=a
    yield 
list(g()); print()
def g():
    a=D("a"); b=D("b"); c=[D("c1"),D("c2")]; d=a
    yield 
    1/0
try: list(g())
except Exception: pass
print()
def g():
    a=D("a"); b=D("b"); c=[D("c1"),D("c2")]; d=a
    yield 
x=g(); next(x);del x; print()
x=g(); next(x);x.close(); print()
def g():
    try:
        a=D("a"); b=D("b"); c=[D("c1"),D("c2")]; d=a
        yield 
    except ValueError: pass
x=g(); next(x);del x; print()
x=g(); next(x);x.close(); print()
class K: pass
k=K(); k.a=D('a'); k.b=D('b'); del k; print()
class K: __slots__='b','a','c'
k=K(); k.a=D('a'); k.b=D('b'); k.c=D('c'); del k; print()
class K(list): pass
k=K([D('0')]); k.a=D('a'); k.b=D('b'); del k; print()
from collections import deque, defaultdict
k=deque([D(1),D(2)]);del k;print()
k={D(1):D(2),D(3):D(4)};del k;print()
k=lambda a=D(1),*,b=D(2):0
del k; print()
def f():
    a=D('a');b=D('b')
    return lambda:(b,a)
k=f();del k;print()
import functools
k=functools.partial(print,D(1),D(2),x=D(3)); del k; print()
k=slice(D(1),D(2),D(3)); del k; print()
k=zip([D(1)],[D(2)]); del k; print()
k=map(D(1).__init__,[D(2)]); del k; print()
