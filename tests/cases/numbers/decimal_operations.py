# Every operation on numbers at random, in contexts at random: results and flags.
import sys
from decimal import *
import random
def t(f):
    try: r=f()
    except Exception as e: r=(type(e).__name__, str(e))
    fl=[s.__name__ for s,v in getcontext().flags.items() if v] if 0 else sorted(s.__name__ for s,v in getcontext().flags.items() if v)
    getcontext().clear_flags()
    return repr(r), fl
rnd=random.Random(3)
def num():
    k=rnd.random()
    if k<0.06: return Decimal(rnd.choice(['NaN','sNaN','Infinity','-Infinity','NaN123','0','-0','0E+3','0E-50','1','10','100']))
    d=rnd.choice([1,2,5,9,20,30]); c=rnd.randrange(10**d); e=rnd.choice([0,0,-1,-2,-3,-d,3,10,-20,rnd.randrange(-60,60)])
    if k<.1: e=rnd.choice([999990,-999990, -1000020])
    return Decimal((rnd.randrange(2), tuple(map(int,str(c))), e))
import operator as o
two='add sub mul truediv floordiv mod pow'.split()
names2='compare compare_signal compare_total compare_total_mag copy_sign max min max_mag min_mag next_toward quantize remainder_near same_quantum scaleb rotate shift logical_and'.split()
names1='sqrt exp ln log10 normalize to_integral_value to_integral_exact next_plus next_minus number_class logb as_tuple adjusted to_eng_string is_normal as_integer_ratio __neg__ __pos__ __abs__ __int__ __float__ __floor__ __ceil__ __round__ __hash__ logical_invert'.split()
N=1
getcontext().traps[Overflow]=False
out=[]
for i in range(N):
    ctx=getcontext()
    ctx.prec=rnd.choice([28,28,9,3,1,50]); ctx.rounding=rnd.choice([ROUND_HALF_EVEN]*3+[ROUND_DOWN,ROUND_UP,ROUND_CEILING,ROUND_FLOOR,ROUND_HALF_UP,ROUND_HALF_DOWN,ROUND_05UP])
    ctx.traps[InvalidOperation]=i%2
    a,b=num(),num()
    head=f'{ctx.prec} {ctx.rounding} {a!s} {b!s}'
    for n in two:
        if n=='pow' and not (abs(b.adjusted())<6): continue
        print(head,n,*t(lambda: getattr(o,n)(a,b)))
    print(head,'divmod',*t(lambda: divmod(a,b)))
    for n in names2: print(head,n,*t(lambda: getattr(a,n)(b)))
    big=abs(a.adjusted())>2000
    for n in names1:
        if big and n in ('as_integer_ratio','__int__','__floor__','__ceil__','__round__'): continue
        if n=='__hash__' and a.is_nan(): continue
        print(head,n,*t(lambda: getattr(a,n)()))
    print(head,'cmp',*t(lambda:(a<b)),*t(lambda:(a==b,a!=b)), *t(lambda:a<=3), *t(lambda:a==2.5), *t(lambda:a>0.1))
    print(head,'rnd',*t(lambda:round(a,rnd.randrange(-2,5))))
    if not big:
        for spec in ['','.2f','10.3e','+.4g',',.2f','_','012,.1f','.0%','^20','*<15','=+12','n','E','.3','z.1f','<8.0f','.10f','g','020,']:
            print(head,spec,*t(lambda:format(a,spec)))
