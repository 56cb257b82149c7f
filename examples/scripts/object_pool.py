"""A pool of reusable objects: what is counted, what is finalized, and in which order."""

import sys


class Log:
    def __init__(self):
        self.lines = []

    def __call__(self, *words):
        self.lines.append(" ".join(map(str, words)))

    def flush(self, title):
        print(f"{title}: {'; '.join(self.lines) or '-'}")
        self.lines.clear()


log = Log()


class Connection:
    serial = 0

    def __init__(self, pool):
        Connection.serial += 1
        self.number = Connection.serial
        self.uses = 0
        log("open", self.number)

    def query(self, text):
        self.uses += 1
        if "bad" in text:
            raise ValueError(f"connection {self.number}: {text}")
        return f"{self.number}:{text}"

    def __del__(self):
        log("close", self.number, f"after {self.uses}")


class Lease:
    """What the pool hands out; going away gives the connection back."""

    def __init__(self, pool, connection):
        self._pool = pool
        self._connection = connection

    def __getattr__(self, name):
        return getattr(self._connection, name)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        self.release(broken=kind is not None)

    def release(self, broken=False):
        if self._connection is not None:
            connection, self._connection = self._connection, None
            self._pool.take_back(connection, broken)

    def __del__(self):
        if self._connection is not None:
            log("lease of", self._connection.number, "was forgotten")
            self.release()


class Pool:
    def __init__(self, limit):
        self.limit = limit
        self.idle = []
        self.out = 0

    def lease(self):
        if self.idle:
            connection = self.idle.pop()
            log("reuse", connection.number)
        elif self.out >= self.limit:
            raise RuntimeError(f"all {self.limit} are in use")
        else:
            connection = Connection(self)
        self.out += 1
        return Lease(self, connection)

    def take_back(self, connection, broken):
        self.out -= 1
        if broken:
            log("drop broken", connection.number)
        else:
            self.idle.append(connection)

    def shrink(self, keep):
        del self.idle[keep:]

    def __str__(self):
        return f"idle {[c.number for c in self.idle]}, out {self.out}"


pool = Pool(3)
with pool.lease() as a:
    print(a.query("first"), a.uses)
log.flush("one lease")
with pool.lease() as a, pool.lease() as b:
    print(a.query("second"), b.query("third"), pool)
log.flush("two leases")
try:
    with pool.lease() as a:
        a.query("bad thing")
except ValueError as e:
    print("caught", e)
log.flush("after the failure")
a = pool.lease()
print(a.query("kept"), pool)
a = None
log.flush("forgotten")
leases = [pool.lease() for _ in range(3)]
try:
    pool.lease()
except RuntimeError as e:
    print(e)
print(pool)
leases.pop(1)
log.flush("middle gone")
leases.clear()
log.flush("all gone")
print(pool)
pool.shrink(1)
log.flush("shrunk")


def worker(pool, jobs):
    lease = pool.lease()
    try:
        for job in jobs:
            yield lease.query(job)
    finally:
        log("worker ends")
        lease.release()


w = worker(pool, ["j1", "j2", "j3"])
print(next(w), next(w), pool)
del w
log.flush("generator dropped")
print(list(worker(pool, ["x"])), pool)
log.flush("generator finished")

thing = Connection(pool)
base = sys.getrefcount(thing)
many = [thing] * 5 + [(thing,), {"k": thing}, {thing}]
alias = thing
bound = thing.query
print("references", sys.getrefcount(thing) - base)
del many[:5]
bound = None
print("references", sys.getrefcount(thing) - base)
many = alias = None
print("references", sys.getrefcount(thing) - base)
thing.loop = thing.query
print("references", sys.getrefcount(thing) - base)
del thing.loop
log.flush("nothing yet")
thing = None
log.flush("last reference")
saved = []


class Stubborn(Connection):
    def __del__(self):
        super().__del__()
        saved.append(self)


Stubborn(pool)
log.flush("resurrected")
print(saved[0].query("still works"))
saved.pop()
log.flush("second death")
nested = {"a": [Connection(pool), (Connection(pool),)], "b": Connection(pool)}
del nested
log.flush("nested")
del pool
log.flush("pool dropped")
