# What scripts import from typing, and the syntax of PEP 695.
from typing import *
import typing
T = TypeVar('T')
class Box(Generic[T]):
    def __init__(self, x: T): self.x = x
print(Box[int](3).x, Box[int], List[int], Optional[int], Union[int, str, None], Callable[[int], str], Dict[str, List[int]], Tuple[int, ...], Any, T)
class PT(NamedTuple):
    x: int
    y: int = 3
print(PT(1), PT(1)._asdict(), PT.__annotations__)
class TD(TypedDict, total=False):
    a: int
print(TD(a=1), TD.__required_keys__, TD.__optional_keys__)
@runtime_checkable
class HasF(Protocol):
    def f(self) -> int: ...
class F:
    def f(self): return 1
print(isinstance(F(), HasF), isinstance(3, HasF))
UserId = NewType('UserId', int)
print(UserId(5), get_type_hints(Box.__init__), get_origin(List[int]), get_args(Dict[str,int]), Literal['a', 1], Final[int], ClassVar[int])
type X = int | str
print(X, X.__value__)
def h[T: int](a: T) -> T: return a
print(h(1), h.__type_params__, h.__type_params__[0].__bound__)
class G[T]:
    def m(self, x: T) -> T: return x
print(G[int], G().m(2), G.__type_params__, G.__mro__)
print(Annotated[int, 'x'], cast(int, 'a'), TYPE_CHECKING, Optional[List[int]], Iterable[int])
class P(Protocol[T]): 
    def q(self, x: T): ...
try: P()
except TypeError as e: print(e)
import string
print(string.Template('$a ${b} $$').substitute(a=1,b=2), string.capwords('ab cd'), string.Formatter().format('{0} {x!r:>5}', 1, x='a'))
