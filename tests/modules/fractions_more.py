# fractions: literals, every operator against every kind of number, formats, rounding, errors.
from fractions import Fraction as F
import fractions
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__qualname__, e)
for a in ("1_000/3","1__0","1/ 2","1 /2","1/+2","+3/4",".5","5.","-.5e3","1e5","1E-2","e5",".","","٣/4","1_0.2_5","1/2.5","inf", "0x10","1/-2", "1.e5", "_1", "1_", "1e_5","1.5/2","- 1"):
    t(lambda: F(a))
t(lambda: F(1,2.5)); t(lambda: F(1,2,3)); t(lambda: F(numerator=3,denominator=6)); t(lambda: F(True)); t(lambda: F("1",2)); t(lambda: F(1j)); t(lambda: F(F(1,2),F(3,4))); t(lambda: F(2.5,1)); t(lambda: F([])); t(lambda: F(1,0)); t(lambda: F(F(1,2),0))
h=F(1,2)
import operator as o
for op in (o.add,o.sub,o.mul,o.truediv,o.floordiv,o.mod,divmod,o.pow,o.lt,o.eq):
    for x in (F(-3,4), 2, 0, -3, 0.25, 1j, "x", None, F(1,2), True):
        for p in ((h,x),(x,h)):
            try: print(op.__name__, p, repr(op(*p)))
            except Exception as e: print(op.__name__, p, type(e).__name__, e)
t(lambda: pow(h,2,3)); t(lambda: F(0)**-1); t(lambda: F(-1,2)**-3); t(lambda: F(-8)**F(1,3)); t(lambda: 4**F(1,2)); t(lambda: 4**F(-2)); t(lambda: F(-2,3)**F(-2))
for x in (F(-7,2),F(7,3),F(5,10),F(1234567,1000)):
    t(lambda: (round(x),round(x,1),round(x,-2),round(x,0),x.__floor__(),x.__ceil__(),x.__trunc__(),int(x),float(x),abs(x),-x,+x,bool(x),hash(x)))
    for s in ("",".3f","10","<10","^+10","=+10","010",".2e",".3g","g","%",".1%","#.3g",",.2f","_.2f","z.1f","E","e","f","F","n","x","020.3f","*^20.5","=20", "_", ",", "#", "#10", "-", " ", "z", "<0,.1f", "s", "d", ".", "0"):
        t(lambda: (s, format(x,s)))
for s in (".3f",".0f","z.0f",".0e","g",".10g","#g"): t(lambda: (s, format(F(-1,1000),s), format(F(0),s), format(F(10**20,3),s)))
t(lambda: hash(F(1,2**61-1))); t(lambda: hash(F(-1))); t(lambda: hash(F(-1,2**61-1))); t(lambda: h.limit_denominator(0)); t(lambda: F("3.1415926535").limit_denominator(1000)); t(lambda: F(-1,3).limit_denominator(2)); t(lambda: F.from_float("x")); t(lambda: F.from_float(3)); t(lambda: F.from_decimal(3)); t(lambda: F.from_decimal(3.5)); t(lambda: h.real); t(lambda: h.imag); t(lambda: h.conjugate()); t(lambda: setattr(h,"numerator",3)); t(lambda: setattr(h,"x",3)); t(lambda: F.__slots__); t(lambda: fractions.__all__); t(lambda: h.__reduce__()); t(lambda: F(1,3)==1/3); t(lambda: F(1,3)<float("nan")); t(lambda: F(1,3)<float("inf")); t(lambda: h==float("inf")); t(lambda: h==(0.5+0j)); t(lambda: complex(h)); t(lambda: F.from_float(float("nan"))); t(lambda: F(float("-inf"))); t(lambda: sum([h,h])); t(lambda: F(6,4).__copy__()); t(lambda: F(6,4).__deepcopy__({}));t(lambda: h.__round__(None));t(lambda: h.as_integer_ratio()); t(lambda: h.is_integer())
class S(F): pass
t(lambda: S(1,2)+S(1,2)); t(lambda: -S(1,2)); t(lambda: repr(S(1,2))); t(lambda: type(S(S(1,2)))); t(lambda: S.from_float(.5))
