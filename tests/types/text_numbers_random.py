# Methods and operators of str, bytes, bytearray and numbers on random arguments.
import random
random.seed(7)
R=random.Random(1)
alpha='abAB  \t\n1z9_-é€😀ßİǆΣς\x1c\x85\u2028٣Ⅷ'
def rs(n=12): return ''.join(R.choice(alpha) for _ in range(R.randrange(n)))
def rb(n=12): return bytes(R.choice([97,98,32,9,10,13,65,0x80,0xff,0,48,45]) for _ in range(R.randrange(n)))
def show(f,*a):
    try: r=repr(f(*a))
    except Exception as e: r=type(e).__name__+': '+str(e)
    return r
def ri(): return R.choice([None,0,1,-1,2,5,-3,100,-100,R.randrange(-8,8)])
sm=['capitalize','casefold','isalnum','isalpha','isascii','isdecimal','isdigit','isidentifier','islower','isnumeric','isprintable','isspace','istitle','isupper','lower','upper','title','swapcase','strip','lstrip','rstrip','split','rsplit','splitlines','expandtabs','encode']
for i in range(4):
    s=rs(); t=rs(3); u=rs(3)
    for m in sm: print(m,ascii(s),ascii(eval('repr(s.'+m+'())') if True else 0))
    for m in ['find','rfind','index','rindex','count','startswith','endswith']:
        a,b=ri(),ri()
        print(m,ascii(s),ascii(t),a,b,show(getattr(s,m),t,a,b))
    for m in ['partition','rpartition','removeprefix','removesuffix','strip','lstrip','rstrip']:
        print(m,ascii(s),ascii(t),ascii(show(getattr(s,m),t)))
    n=ri() if R.random()<.5 else -1
    if n is None: n=-1
    print('split',ascii(s),ascii(show(s.split,t,n)),ascii(show(s.rsplit,t,n)),ascii(show(s.split,None,n)),ascii(show(s.rsplit,None,n)))
    print('replace',ascii(show(s.replace,t,u,n)), ascii(show(s.replace,t,u)))
    print('lines',ascii(s.splitlines(True)), ascii(show(s.expandtabs,n)))
    print('pad',ascii(show(s.center,n*3,'é')),ascii(show(s.ljust,n*3)),ascii(show(s.rjust,n*3,'x')),ascii(show(s.zfill,n*4)))
    a,b,c=ri(),ri(),ri()
    print('slice',a,b,c,ascii(show(lambda: s[a:b:c])), ascii(show(lambda: s[n])))
    print('mul',ascii(s*(n%4)), s<t, s==t, s>=u, t in s, len(s))
    print('enc',*[show(s.encode,e,h) for e in ('utf-8','ascii','latin-1','utf-16','utf-16-be','utf-32-le','utf-8-sig') for h in ('strict','ignore','replace','backslashreplace','xmlcharrefreplace')])
    print('tr',ascii(s.translate({97:'xyz',98:None,0xe9:0x41,66:'ü'})), ascii(show(s.translate,str.maketrans('ab','é€','z'))), ascii('-'.join(s)), ascii(t.join([s,u,s])))
bm=['capitalize','isalnum','isalpha','isascii','isdigit','islower','isspace','istitle','isupper','lower','upper','title','swapcase','strip','lstrip','rstrip','split','rsplit','splitlines','expandtabs','hex']
for cls in (bytes,bytearray):
  for i in range(3):
    s=cls(rb()); t=rb(3); u=rb(3)
    for m in bm: print(m,s,show(getattr(s,m)))
    for m in ['find','rfind','index','rindex','count']:
        a,b=ri(),ri()
        print(m,show(getattr(s,m),t,a,b),show(getattr(s,m),97,a,b),show(getattr(s,m),300))
    for m in ['partition','rpartition','removeprefix','removesuffix','strip','lstrip','rstrip']:
        print(m,show(getattr(s,m),t))
    n=ri()
    if n is None: n=-1
    print('split',show(s.split,t,n),show(s.rsplit,t,n),show(s.split,None,n),show(s.rsplit,None,n))
    print('replace',show(s.replace,t,u,n),s.splitlines(True),show(s.expandtabs,n),show(s.center,n*3,b'*'),show(s.zfill,n*4),show(s.hex,':',n))
    a,b,c=ri(),ri(),ri()
    print('slice',a,b,c,show(lambda: s[a:b:c]), show(lambda: s[n]), s*(n%4), s+t, s<t, t in s, show(t.join,[s,u]))
    for e in ('utf-8','ascii','latin-1','utf-16','utf-32','utf-16-be','utf-8-sig'):
        for h in ('strict','ignore','replace','backslashreplace','surrogateescape'):
            print(e,h,ascii(show(s.decode,e,h)))
    if cls is bytearray:
        s=bytearray(s)
        def setit(): s[a:b:c]=t
        print(show(setit),s)
        def delit(): del s[a:b:c]
        print(show(delit),s)
        print(show(s.insert,n,65),show(s.pop,n),show(s.append,n),show(s.remove,65),show(s.extend,[1,2]),show(s.reverse),s)
specs=['','d','>10','<8','^9','+','-',' ','010','=+12','#x','#b','#o','X',',','_','_x','+,','.3f','e','.2e','g','%','.1%','c','n','s','*^12','z.1f','08.2f','#g','10,.2f','x>5','.0f','>0','0<8d','F','E','G',',d','^+10,']
for i in range(4):
    vs=[R.randrange(-10**6,10**6), R.randrange(-10**40,10**40), R.uniform(-1e6,1e6), R.random()*10**R.randrange(-20,20), -0.0, float('inf'), True, 'héllo', complex(R.random(),-1.5)]
    v=R.choice(vs)
    for sp in specs: print(repr(v),sp,show(format,v,sp))
ps=['%d','%5d','%-5d|','%05d','%+d','% d','%x','%#x','%X','%o','%#o','%e','%.2f','%10.3f','%-10.3f|','%g','%s','%10s','%-10s|','%.2s','%r','%a','%c','%i','%u','%%','%5%','%F','%G','%E','%#g','%+.1e','%l','%ld','%z']
for p in ps:
    for v in [5,-17,10**20,2.5,-0.0,1e100,'ab','é',None,True,65,[1],(1,),b'x',float('nan')]:
        print(p,ascii(v),ascii(show(lambda: p % (v,))), show(lambda: p.encode() % (v,)))
for i in range(3):
    a=R.choice([R.randrange(-10,10),R.randrange(-2**64,2**64),R.randrange(-10**50,10**50),R.uniform(-100,100),True,0,complex(R.randrange(3),R.random())])
    b=R.choice([R.randrange(-10,10),R.randrange(-2**64,2**64),R.randrange(-10**50,10**50),R.uniform(-100,100),False,0,1.0])
    for op in ['+','-','*','/','//','%','<','<=','==','!=','&','|','^']:
        print(op,a,b,show(lambda: eval('a'+op+'b')))
    print(show(divmod,a,b),show(hash,a),show(abs,a),show(round,a),show(round,a,-1),show(round,a,2),show(lambda:-a),show(lambda:~a),show(int,a),show(float,a),show(complex,a,b),show(str,a),bool(a))
    e=R.randrange(-5,9)
    print(show(lambda: a**e), show(lambda: (a if a!=0 else 1)**0.5), show(lambda: a<<(e)), show(lambda: a>>e), show(pow,a,e,7) )
for t in ['1','-1','+1',' 12 ','1_000','1__0','_1','0x1f','0b11','0o17','1e5','1.5','.5','5.','1e','nan','-inf','infinity','١٢','1_0.5','0x','--1','1 2','','1j','1+2j','(1+2j)','1+j','-j','1e5-2e3j','1 + 2j','nan+infj','0777','00','0_0']:
    print(ascii(t),show(int,t),show(float,t),ascii(show(complex,t)),show(int,t,0),show(int,t,16),show(int,t.encode('utf-8'),36))
for t in ['{}','{0}{1}','{a}','{0.real}','{0[1]}','{:>5}','{!r:>8}','{:{}}','{0:{1}}','{{}}','{','}','{0','{!z}','{:','{a.b}','{a[x]}','{0!s}','{1:.2f}','{0:{a}}','{[0]}','{.real}','{0.}','{0[}','{0[]}','{0]}','{0!}','{0!rx}','{a!r:^10}|','{:{:{}}}','{-1}','{ 0}','{0 }']:
    for args,kw in [((5,'6'),{'a':'3'}),((),{}),(([1,2],7),{'a':{'x':9}}),((2.5,1.25),{'a':5})]:
        print(t,args,kw,show(lambda: t.format(*args,**kw)),show(t.format_map,kw))
