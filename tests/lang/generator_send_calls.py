def g():
    total = 0
    try:
        while True:
            x = yield total
            if x is None:
                return 'done'
            if x == 'boom':
                raise KeyError('k')
            total += x
    finally:
        print('closing', total)

def run(values):
    it = g()
    next(it)
    out = []
    try:
        for v in values:
            out.append(it.send(v))
    except StopIteration as e:
        out.append(('stop', e.value))
    except KeyError as e:
        out.append(('key', e.args, e.__traceback__.tb_next.tb_lineno))
    try:
        it.send(1)
    except StopIteration as e:
        out.append(('again', e.value))
    return out

print(run([1, 2, 3]))
print(run([1, None]))
print(run([5, 'boom']))

def outer():
    r = yield from g()
    print('r', r)
    yield 'last'

def drive():
    o = outer()
    print(next(o), o.send(4), o.send(5), o.send(None))
    try:
        o.send(0)
    except StopIteration as e:
        print('over', e.value)
drive()

def selfsend():
    me = yield
    me.send(1)

def reent():
    s = selfsend()
    next(s)
    try:
        s.send(s)
    except ValueError as e:
        print(e)
reent()

def dropping():
    def gen():
        while True:
            x = yield 1
            if x:
                holder.clear()
    holder = [gen()]
    next(holder[0])
    print(holder[0].send(0), holder[0].send(1), holder)
dropping()

def deep(n):
    if n:
        x = yield
        d = deep(n - 1)
        next(d)
        d.send(x)
def go():
    d = deep(2000)
    next(d)
    try:
        d.send(1)
    except RecursionError as e:
        print(e)
go()
