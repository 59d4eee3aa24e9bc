# A pool of threads, its futures, and waiting for them.
from concurrent.futures import *
import concurrent.futures as cf
with ThreadPoolExecutor(max_workers=3) as ex:
    print(list(ex.map(pow,[1,2,3],[2,2,2])))
    fs=[ex.submit(lambda x:10//x,i) for i in range(3)]
    d,n=wait(fs); print(len(d),len(n))
    for f in fs:
        try: print(f.result())
        except ZeroDivisionError as e: print('err',e)
    print(fs[1].done(), fs[1].running(), fs[1].cancel())
try: ex.submit(print)
except RuntimeError as e: print(e)
