# A union has the type variables of its members, and they can be replaced.
from typing import TypeVar, Union, Optional
T = TypeVar('T')
S = TypeVar('S')
union = list[T] | dict[T, S] | None
print(union, union.__parameters__, union.__args__)
print(union[int, str], (list[T] | None)[int], (int | str).__parameters__)
try:
    (int | str)[int]
except TypeError as error:
    print(error)

class C[*Ts]: pass
print(C.__orig_bases__, C[int, str])
