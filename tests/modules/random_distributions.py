# Seeded sequences of every distribution, states and errors of random.
import random
def t(name, f):
    random.seed(42)
    try: print(name, [f() for _ in range(3)])
    except Exception as e: print(name, type(e).__name__, e)
t('random', random.random)
t('randint', lambda: random.randint(1,100))
t('randrange', lambda: random.randrange(0,1000,7))
t('randrange2', lambda: random.randrange(10**30))
t('choice', lambda: random.choice('abcdef'))
t('choices', lambda: random.choices([1,2,3],k=4))
t('choicesw', lambda: random.choices('abc',[5,1,1],k=6))
t('choicesc', lambda: random.choices('abc',cum_weights=[5,6,9],k=6))
t('sample', lambda: random.sample(range(100),5))
t('sample2', lambda: random.sample(range(20),15))
t('sample3', lambda: random.sample('ab',3,counts=[3,4]))
def sh():
    l=list(range(10)); random.shuffle(l); return l
t('shuffle', sh)
for n,a in [('uniform',(1,10)),('triangular',(0,10,3)),('normalvariate',(0,1)),('gauss',(0,1)),('lognormvariate',(0,1)),('expovariate',(2,)),('vonmisesvariate',(1,4)),('gammavariate',(2,3)),('gammavariate',(1,3)),('gammavariate',(0.5,3)),('betavariate',(2,3)),('paretovariate',(3,)),('weibullvariate',(1,2)),('binomialvariate',(10,0.3)),('binomialvariate',(100,0.4)),('binomialvariate',(100,0.7)),('getrandbits',(10,)),('getrandbits',(100,)),('getrandbits',(64,)),('randbytes',(5,)),('getrandbits',(0,))]:
    t(n+str(a), lambda: getattr(random,n)(*a))
for s in [0,-5,10**50,'abc',b'abc',bytearray(b'x'),1.5,2**64,None and 0]:
    random.seed(s); 
    if s is not None: print(s, random.random())
random.seed('abc', version=1); print(random.random())
st=random.getstate(); a=random.random(); random.setstate(st); print(a==random.random(), len(st), len(st[1]), st[0], st[2])
for e in ['random.randint(5,1)','random.randrange(0)','random.randrange(1.5)','random.randrange(1,5,0)','random.randrange(5,1,2)','random.choice([])','random.sample([1],2)','random.sample({1},1)','random.sample([1],-1)','random.choices([1],[0])','random.choices([1],[1,2])','random.choices([1],2)','random.choices([],k=1)','random.seed([])','random.getrandbits(-1)','random.randrange(5,None,2)','random.shuffle((1,2))','random.uniform("a",1)','random.gammavariate(0,1)','random.setstate((1,2,3))','random.binomialvariate(-1)','random.expovariate(0)','random.sample([1,2],1,counts=[1])','random.sample([1,2],1,counts=[0,0])','random.sample([],0,counts=[])','random.choices([1],[float("inf")])','random.choices([1],[1],cum_weights=[1])', 'random.Random(5).random()','random.Random("x").randint(1,10)', 'random.random(1)','random.randint(1)']:
    try: print(e, eval(e))
    except Exception as x: print(e, type(x).__name__, x)
class R(random.Random):
    def random(self): return 0.5
r=R(); print(r.randint(1,100), r.choice('abc'), r.sample(range(9),2) if False else '')
