# Pickles bring everything back, shared and recursive objects too.
import sys
import pickle, collections, datetime, enum, dataclasses, fractions, io
class P:
    def __init__(s,x): s.x=x
    def __repr__(s): return f'P({s.x!r})'
    def __eq__(s,o): return s.x==o.x
class S:
    __slots__=('a','b')
class GS:
    def __init__(s): s.f=1; s.g=2
    def __getstate__(s): return {'f':s.f}
    def __setstate__(s,st): s.__dict__.update(st); s.g='restored'
class R:
    def __reduce__(s): return (list,((1,2),))
class NA(tuple):
    def __new__(cls,a,b): return tuple.__new__(cls,(a,b))
    def __getnewargs__(s): return tuple(s)
class L(list): pass
class D(dict): pass
class E(enum.Enum):
    A=1; B=2
@dataclasses.dataclass
class DC:
    x:int; y:list
NT=collections.namedtuple('NT','a b')
class Err(Exception):
    def __init__(s,a,b): super().__init__(a,b); s.a=a
def fn(): pass
s=S(); s.a=1
l=L([1,2]); l.z=3
d=D(a=1); d.q=2
rec=[1]; rec.append(rec)
objs=[None,True,1,-1,255,256,70000,-5,2**40,-2**70,2**90,1.5,float('inf'),'','abc','é\ud800','x'*300,b'',b'ab',b'z'*300,bytearray(b'q'),(),(1,),(1,2),(1,2,3),(1,2,3,4),[],[1],list(range(30)),{},{'a':1},{i:i for i in range(20)},{1,2},frozenset([1]),P(3),P([P(1)]),s,GS(),R(),NA(1,2),l,d,E.B,DC(1,[2]),NT(1,2),ValueError('x'),Err(1,2),fn,len,P,int,type(None),collections.OrderedDict(a=1),collections.Counter('aab'),collections.defaultdict(list,{1:[2]}),collections.deque([1,2],5),datetime.date(2020,1,2),datetime.datetime(2020,1,2,3,4),datetime.timedelta(1,2),fractions.Fraction(1,3),range(5),slice(1,2),complex(1,2),Ellipsis,NotImplemented,E,str.upper,[].append if 0 else max]
for pr in (0, 5):
    for o in objs:
        try:
            b=pickle.dumps(o,pr); r=pickle.loads(b)
            ok = r==o if not isinstance(o,(S,GS,R,Exception)) else (vars(r) if hasattr(r,'__dict__') else r.a, str(r)[:5] if not isinstance(r,(S,GS)) else '')
            print(pr, type(o).__name__, ok, type(r) is type(o))
        except Exception as e: print(pr, type(o).__name__, type(e).__name__, e)
r=pickle.loads(pickle.dumps(rec)); print(r[1] is r)
for bad in [lambda:1, (i for i in []), io.StringIO()]:
    try: pickle.dumps(bad)
    except Exception as e: print(type(e).__name__, str(e).split(' at 0x')[0])
for bad in [b'', b'abc', b'\x80\x09.', b'\x80\x04K', b'.', 'x', b'c__main__\nNope\n.']:
    try: pickle.loads(bad)
    except Exception as e: print(type(e).__name__, e)
a=[1]; x=pickle.loads(pickle.dumps([a,a])); print(x[0] is x[1])
f=io.BytesIO(); pickle.dump(1,f); pickle.dump('two',f); f.seek(0); print(pickle.load(f),pickle.load(f))
try: pickle.load(f)
except EOFError as e: print('EOF',e)
class PP(pickle.Pickler):
    def persistent_id(self,o): return 'id5' if o is a else None
class UU(pickle.Unpickler):
    def persistent_load(self,p): return ('pers',p)
f=io.BytesIO(); PP(f).dump([a,2]); f.seek(0); print(UU(f).load())
