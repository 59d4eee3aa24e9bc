# deque: the corners of each method, and deques that change while they are looked at.
from collections import deque
import copy, pickle
class D(deque):
    def __init__(self, *a, **k): super().__init__(*a, **k); self.tag=1
class E(deque): pass
def out():
    d=deque([1,2,3],maxlen=3)
    for f in ("d.remove(9)","d.index(9)","d.index(1,'a')","d.insert(1,5)","d['a']","d[7]","d+[1]","d*'a'","d*2","d+deque([4])","2*d","d.rotate('a')","deque(5)","deque([],-1)","deque([],'a')","deque(1,2,3)","deque(iterable=[1])","d<[1]","d==[1]","d.append()","d.pop(1)","hash(d)","repr(deque)","deque[int]","d.extend(5)","deque.__doc__","d.copy()","type(d.__iter__())","type(reversed(d))","d.insert('a',1)","deque.__module__","d.maxlen","len(d)","bool(d)","d.__init__([7,8])","d","(d.popleft(), d.popleft())","d.popleft()","d.pop()","d.__contains__(5)","5 in d","d.__iadd__([3])","d.__imul__(2)","d.__imul__(0)","d.__delitem__(0)","d[0:1]","d[True]","d.count()","d.__lt__(5)","d.__eq__(5)","deque([1])<deque([1,2])","deque([1,[2]])==deque([1,[2]])","D([1,2],maxlen=5)","D('abc').copy()","E([1,2],5)*2","E('ab')+deque('c')","copy.copy(E('ab',9))","copy.deepcopy(deque([[1]],4))","pickle.loads(pickle.dumps(deque('abc',7)))","vars(copy.deepcopy(D('ab')))","copy.deepcopy(D('ab'))","d.__reduce__()[:3]","D('x').__reduce__()[:3]","deque('abc').__reduce__()[:3]","deque([1,2,3])*0","deque([1,2,3],2)*10**6","deque([1,2,3],0)*3","list(deque('abcde',3))","deque('abc').index('c',-1)","deque('abcabc').index('a',1)","deque('abc').index('a',1,2)","d!=d","deque([float('nan')])==deque([float('nan')])"):
        try: print(f, '->', eval(f, globals()|dict(d=d)))
        except Exception as e: print(f, '!!', type(e).__name__, e)
out()
d=deque(range(10))
for i in (0,3,-1,9,-10,20,-30): d.insert(i,'x%d'%i); print(d)
for i in (0,3,-1,5): del d[i]; print(d)
try: del d[99]
except IndexError as e: print(e)
d.reverse(); print(d)
r=deque(); r.append(r); r.append([r]); print(r)
class M:
    def __init__(s,d): s.d=d
    def __eq__(s,o): s.d.append(1); return False
q=deque(); q.append(M(q)); q.append(2)
for f in (lambda:q.remove(5),lambda:q.count(5),lambda:q.index(5),lambda:5 in q, lambda: q==deque([1,2,3])):
    try: print(f())
    except Exception as e: print(type(e).__name__,e)
match deque([1,2]):
    case [a,b]: print(a,b)
d=deque([1,2]); d+=d; print(d); d.extend(d); print(d); d.extendleft(d); print(d)
print(sorted(k for k in vars(deque) if k not in('__getattribute__','__sizeof__')))
import weakref; w=weakref.ref(d); print(w() is d)
d2=deque(maxlen=2); d2.append(1);d2.append(2);d2.append(3);d2.appendleft(0);print(d2)
try: d2.maxlen=3
except AttributeError as e: print(e)
