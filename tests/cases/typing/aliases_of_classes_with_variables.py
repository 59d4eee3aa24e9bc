# list[T] has type variables, which can be replaced.
from typing import TypeVar

T = TypeVar('T')
K = TypeVar('K')
print(list[T].__parameters__, dict[K, list[T]].__parameters__, list[int].__parameters__)
print(list[T][int], dict[K, list[T]][str, int], tuple[T, ...][bytes])
for wrong in lambda: list[int][str], lambda: list[T][int, str]:
    try:
        print(wrong())
    except TypeError as error:
        print(error)
