//! What a hostile script or a lack of memory may do to a VM: run programs while allocations fail, under
//! shrinking caps, and with containers that change while builtins work on them. Each run has to end in a
//! result or an error, the heap has to be in order afterwards, and dropping the VM has to give all back
//! (the heap asserts that).
//!
//! `HOGNOSE_TORTURE=N` does N times as much.

use hognose::memory::heap::StressConfig;
use hognose::{ErrorKind, Vm};

/// Small programs over most of the language and the types. Each is run many times.
const PROGRAMS: &[(&str, &str)] = &[
    (
        "classes",
        "
class A:
    __slots__ = ('x', '__weakref__')
    def __init__(self, x): self.x = x
    def __del__(self): seen.append(self.x)
class B(dict):
    kind = 'b'
    def __getattr__(self, name): return self.setdefault(name, [name])
    @property
    def size(self): return len(self)
    @classmethod
    def make(cls, *a, **k): return cls(*a, **k)
class M(type):
    def __new__(m, name, bases, ns, **k): return super().__new__(m, name, bases, ns)
class C(B, metaclass=M, flag=1):
    def __init_subclass__(cls, **k): cls.sub = k
class E(C, deep=2): pass
seen = []
for i in range(20): A(i)
b = B.make(a=1, z=2); b.q.append(3); b.size
e = E(k=1); e.attr = [e]; e.__dict__['w'] = e; del e.attr
",
    ),
    (
        "text",
        "
words = ('the quick brown fox ' * 30).split()
d = {}
for w in words: d[w] = d.get(w, '') + w[::-1]
s = ', '.join(f'{k!r:>10}={len(v):05d}' for k, v in sorted(d.items()))
t = s.encode().decode('utf-8').replace('o', '\\u20ac').upper().title().center(900, '*')
u = '%s %r %5.2f %x' % (t[:50], d, 3.14159, 2**70)
v = '{0:>{w}} {1!r} {name}'.format(t[:9], words[:3], w=20, name=u[:5])
b = bytearray(b'abc' * 50); b.extend(range(50)); b[3:40:2] = bytes(19); b.hex(':')
",
    ),
    (
        "numbers",
        "
a = 3 ** 500; b = 7 ** 300
c = [a * b, a // b, a % b, divmod(a, b), pow(a, b, 1 << 200), a << 77, ~a, a ^ b, -a >> 9]
d = [str(x) for x in c]; e = [int(x) for x in d if x[0] != '(']
f = [x / 7 for x in range(200)]; g = sum(f) * 2.5 ** 3; h = complex(1, 2) ** 3
i = [round(x, 2) for x in f]; j = hex(a) + oct(b) + format(a, ',d'); k = float('1e300') * 10
",
    ),
    (
        "generators",
        "
def count(n):
    try:
        for i in range(n):
            got = yield i
    finally:
        log.append('closed')
def chain(*its):
    for it in its: yield from it
log = []
x = list(chain(count(20), (i * i for i in range(20)), map(str, range(9))))
g = count(5); next(g); g.send(1)
try: g.throw(KeyError('k'))
except KeyError as err: log.append(err)
h = chain(count(3)); next(h); h.close()
z = [*zip(count(4), 'abcd')]; w = dict(enumerate(count(7)))
del g, h
",
    ),
    (
        "exceptions",
        "
import traceback
def deep(n):
    if n == 0: raise ValueError('bottom', n)
    try: deep(n - 1)
    except ValueError as e: raise TypeError(f'at {n}') from e
def endless(): return endless()
for f in (lambda: deep(8), endless, lambda: [][1], lambda: {}['x'], lambda: undefined_name):
    try: f()
    except Exception as e: text = ''.join(traceback.format_exception(e))
try:
    try: raise ExceptionGroup('g', [ValueError(1), KeyError(2), ExceptionGroup('h', [OSError(3)])])
    except* ValueError as eg: pass
    except* (KeyError, OSError) as eg: raise
except ExceptionGroup as eg: parts = eg.split(KeyError)
class CM:
    def __enter__(self): return self
    def __exit__(self, *a): return True
with CM() as c, CM(): raise IndexError
",
    ),
    (
        "cycles",
        "
import gc, weakref
class N:
    def __init__(self): self.links = []; self.me = self
    def __del__(self): died.append(len(self.links))
died = []
for _ in range(10):
    ns = [N() for _ in range(8)]
    for n in ns: n.links.extend(ns)
    r = weakref.ref(ns[0], lambda r: died.append(r))
    p = weakref.proxy(ns[1]); d = weakref.WeakValueDictionary(a=ns[2]); k = weakref.WeakKeyDictionary({ns[3]: 1})
    del ns, n
    gc.collect()
f = lambda: f
t = ([],); t[0].append(t); del t
gc.collect()
",
    ),
    (
        "collections",
        "
from collections import *
import itertools, functools, heapq, bisect
P = namedtuple('P', 'x y', defaults=[3])
ps = [P(i) for i in range(20)]; q = deque(ps, 10); q.rotate(3); q.extendleft('abc')
c = Counter('abracadabra' * 5) + Counter(a=3); m = c.most_common(2)
o = OrderedDict.fromkeys('hello world'); o.move_to_end('h'); dd = defaultdict(list)
for p in ps: dd[p.x % 3].append(p)
s = {i % 17 for i in range(99)} | frozenset('abc'); s ^= set(range(5)); s -= {1, 2}
h = []
for i in range(60): heapq.heappush(h, (i * 37) % 61)
l = sorted(range(99), key=lambda x: (-x % 7, x)); bisect.insort(l, 5); l[::2] = l[::2][::-1]; l.sort()
@functools.lru_cache(maxsize=8)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
fib(25); r = functools.reduce(lambda a, b: a + b, itertools.accumulate(range(30)))
x = [list(g) for _, g in itertools.groupby(itertools.product('ab', repeat=4), key=lambda t: t[0])]
y = list(itertools.combinations(range(7), 3)) + list(itertools.permutations('abcd', 2))
",
    ),
    (
        "modules",
        "
import json, dataclasses, enum, contextlib, string, struct, array, io, random, fractions, copy
@dataclasses.dataclass(order=True)
class D:
    a: int
    b: list = dataclasses.field(default_factory=list)
class Color(enum.Enum): RED = 1; BLUE = 2
d = D(1, [2]); e = copy.deepcopy(d); d == e, d < e, repr(d)
j = json.loads(json.dumps({'a': [1, 2.5, None, True, 'x\\u00e9'], 'b': {'c': {}}}))
f = io.StringIO(); print(1, 2, file=f); f.getvalue(); b = io.BytesIO(b'abc' * 99); b.read(7)
a = array.array('d', range(50)); p = struct.pack('<3i2d', 1, 2, 3, .5, .25); struct.unpack('<3i2d', p)
random.seed(1); random.sample(range(99), 9); fractions.Fraction(3, 7) ** 2
@contextlib.contextmanager
def cm(): yield 5
with cm() as five: pass
",
    ),
    (
        "compiling",
        "
src = '''
def f(a, b=2, *c, d, e=5, **g):
    match a:
        case {'k': [x, *r], **m} if x: return r
        case int() | str() as y: return y
        case (1, _): pass
    return [i for i in c if (n := i) for j in range(i)], lambda z: z + a
class K[T]:
    x: int = 1
    def m(self): return super().__repr__()
'''
for i in range(5):
    ns = {}; exec(compile(src + f'v{i} = {i}', f'f{i}', 'exec'), ns); ns['f']({'k': [1, 2]}, d=1); ns['f'](2, 3, 4, 5, d=6)
    eval(f'[{i}] * 3 + [\\'a\\'.join(map(str, range({i})))]')
    try: compile('x = = 1', 'bad', 'exec')
    except SyntaxError as e: str(e)
",
    ),
];

fn times() -> u64 {
    let n = std::env::var("HOGNOSE_TORTURE").ok();
    n.and_then(|n| n.parse().ok()).unwrap_or(1)
}

/// Numbers that look random, the same on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n.max(1)
    }
}

fn counting() -> Vm {
    let stress = StressConfig {
        fail_nth: Some(u64::MAX),
        poison: true,
        ..StressConfig::default()
    };
    Vm::builder()
        .stress(stress)
        .build()
        .expect("nothing fails yet")
}

/// The VM must be in order, usable, and its heap in order after that too.
fn check(vm: &mut Vm, what: &str) {
    vm.fail_allocations(0, 0);
    if let Err(e) = vm.verify() {
        panic!("{what}: {e}");
    }
    match vm.eval::<i64>("sum([i * i for i in range(10)])") {
        Ok(285) => {}
        other => panic!("{what}: then {other:?}"),
    }
}

#[test]
fn making_a_vm_may_fail_anywhere() {
    let mut made = 0;
    for nth in (1..40).chain((40..6000).step_by(97)) {
        let stress = StressConfig {
            fail_nth: Some(nth),
            poison: true,
            ..StressConfig::default()
        };
        made += usize::from(Vm::builder().stress(stress).build().is_ok());
    }
    assert!(made > 0, "no VM could be made at all");
}

#[test]
fn allocations_fail_anywhere() {
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    for (name, source) in PROGRAMS {
        let mut vm = counting();
        let before = vm.allocations();
        if let Err(e) = vm.run(source) {
            panic!("{name} without any failure: {}", e.rendered());
        }
        let all = vm.allocations() - before;
        drop(vm);
        let mut failed = 0;
        for i in 0..60 * times() {
            // Early failures are the rarer ones: each of the first is tried.
            let nth = if i < 20 {
                i + 1
            } else {
                1 + numbers.below(all)
            };
            let count = [1, 1, 3, 50, u64::MAX][numbers.below(5) as usize];
            let what = format!("{name}: {count} allocations from {nth} of {all}");
            let mut vm = counting();
            vm.fail_allocations(nth, count);
            let r = vm.run(source);
            failed += usize::from(r.is_err());
            check(&mut vm, &what);
            // The rest of the program's life too.
            if i % 3 == 0 {
                vm.fail_allocations(nth % 50, count);
                let _ = vm.finish();
                vm.fail_allocations(0, 0);
                if let Err(e) = vm.verify() {
                    panic!("{what}, and at the end: {e}");
                }
            }
        }
        assert!(failed > 0, "{name}: no failure was ever seen");
    }
}

#[test]
fn caps_shrink() {
    for (name, source) in PROGRAMS {
        let build = |cap: Option<usize>| {
            let stress = StressConfig {
                poison: true,
                ..StressConfig::default()
            };
            let b = Vm::builder().stress(stress);
            match cap {
                Some(cap) => b.memory(cap).build(),
                None => b.build(),
            }
        };
        let mut vm = build(None).expect("a VM");
        let low = vm.memory_held();
        vm.run(source).expect("enough memory");
        let high = vm.memory_held() + (64 << 10);
        drop(vm);
        let steps = 12 * times() as usize;
        let mut refused = 0;
        for i in 0..=steps {
            let cap = low / 2 + (high - low / 2) * i / steps;
            let Ok(mut vm) = build(Some(cap)) else {
                refused += 1;
                continue;
            };
            let r = vm.run(source);
            assert!(
                vm.memory_held() <= cap,
                "{name}: more than the cap {cap} is held"
            );
            if let Err(e) = &r {
                refused += 1;
                // What failed for want of memory may have raised something else on the way.
                assert_ne!(e.kind(), ErrorKind::OutOfFuel, "{name} at {cap}");
            }
            if let Err(e) = vm.verify() {
                panic!("{name} at {cap}: {e}");
            }
        }
        assert!(refused > 0, "{name}: no cap was too low");
    }
}

#[test]
fn containers_change_under_the_builtins() {
    let source = include_str!("torture/evil.py");
    for seed in 1..=6 * times() {
        let stress = StressConfig {
            collect_every_alloc: seed % 2 == 0,
            collect_budget: Some(20_000),
            poison: true,
            ..StressConfig::default()
        };
        let mut vm = Vm::builder()
            .stress(stress)
            .memory(256 << 20)
            .build()
            .unwrap();
        vm.set("seed", seed).unwrap();
        vm.set("steps", 600).unwrap();
        if let Err(e) = vm.run(source) {
            panic!("seed {seed}: {}", e.rendered());
        }
        if let Err(e) = vm.verify() {
            panic!("seed {seed}: {e}");
        }
        vm.finish().unwrap();
        if let Err(e) = vm.verify() {
            panic!("seed {seed} at the end: {e}");
        }
    }
}
