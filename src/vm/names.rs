//! Interned names that the VM itself looks up, so that it never hashes them.

use crate::object::collect::Marker;
use crate::object::gc::Gc;
use crate::object::heap::Heap;
use crate::object::str::Str;

macro_rules! names {
    ($($name:ident = $text:literal,)*) => {
        /// The names, by what they are: see the module's documentation.
        pub struct Names { $(pub $name: Gc<Str>,)* }

        impl Names {
            pub fn new(heap: &mut Heap) -> Names {
                Names { $($name: heap.intern($text),)* }
            }
            pub fn trace(&self, marker: &mut Marker<'_>) {
                $(marker.object(self.$name);)*
            }
        }
    };
}

names! {
    abs = "__abs__", add = "__add__", aenter = "__aenter__", aexit = "__aexit__", aiter = "__aiter__",
    abstractmethods = "__abstractmethods__", all = "__all__", and = "__and__", anext = "__anext__", annotations = "__annotations__",
    await_ = "__await__", bases = "__bases__", bool = "__bool__", build_class = "__build_class__",
    builtins = "__builtins__", bytes = "__bytes__", call = "__call__", cause = "__cause__",
    ceil = "__ceil__", class = "__class__", class_getitem = "__class_getitem__",
    classcell = "__classcell__", code = "__code__", complex = "__complex__", contains = "__contains__",
    context = "__context__", del = "__del__", delattr = "__delattr__", delete = "__delete__",
    delitem = "__delitem__", dict = "__dict__", dir = "__dir__", divmod = "__divmod__", doc = "__doc__",
    enter = "__enter__", eq = "__eq__", exit = "__exit__", file = "__file__", float = "__float__",
    floor = "__floor__", floordiv = "__floordiv__", format = "__format__", ge = "__ge__", get = "__get__",
    getattr = "__getattr__", getattribute = "__getattribute__", getitem = "__getitem__", gt = "__gt__",
    hash = "__hash__", iadd = "__iadd__", iand = "__iand__", ifloordiv = "__ifloordiv__",
    ilshift = "__ilshift__", imatmul = "__imatmul__", imod = "__imod__", imul = "__imul__",
    import = "__import__", index = "__index__", init = "__init__", init_subclass = "__init_subclass__",
    instancecheck = "__instancecheck__", int = "__int__", invert = "__invert__", ior = "__ior__",
    ipow = "__ipow__", irshift = "__irshift__", isub = "__isub__", iter = "__iter__",
    itruediv = "__itruediv__", ixor = "__ixor__", le = "__le__", len = "__len__",
    length_hint = "__length_hint__", lshift = "__lshift__", lt = "__lt__", main = "__main__",
    match_args = "__match_args__", matmul = "__matmul__", metaclass = "metaclass", missing = "__missing__",
    mod_ = "__mod__", module = "__module__", move_to_end = "move_to_end", mro_entries = "__mro_entries__", mul = "__mul__",
    name = "__name__", ne = "__ne__", neg = "__neg__", new = "__new__", next = "__next__",
    notes = "__notes__", or = "__or__", package = "__package__", path = "__path__", pos = "__pos__",
    pow = "__pow__", prepare = "__prepare__", qualname = "__qualname__", radd = "__radd__",
    rand = "__rand__", rdivmod = "__rdivmod__", repr = "__repr__", reversed = "__reversed__",
    rfloordiv = "__rfloordiv__", rlshift = "__rlshift__", rmatmul = "__rmatmul__", rmod = "__rmod__",
    rmul = "__rmul__", ror = "__ror__", round = "__round__", rpow = "__rpow__", rrshift = "__rrshift__",
    rshift = "__rshift__", rsub = "__rsub__", rtruediv = "__rtruediv__", rxor = "__rxor__",
    set = "__set__", set_name = "__set_name__", setattr = "__setattr__", setitem = "__setitem__",
    slots = "__slots__", str = "__str__", sub = "__sub__", subclasscheck = "__subclasscheck__",
    truediv = "__truediv__", trunc = "__trunc__", xor = "__xor__",
    close = "close", keys = "keys", send = "send", throw = "throw",
    stdout = "stdout", stderr = "stderr", write = "write", flush = "flush", value = "value", args = "args",
    decimal_state = "_state", current_context = "_current",
    msg = "msg", errno = "errno", strerror = "strerror", filename = "filename", code_attr = "code",
    obj = "obj", name_attr = "name", path_attr = "path", readline = "readline",
}
