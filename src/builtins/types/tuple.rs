//! `tuple`.

use super::operators as op;
use super::support::{at_most, class_for_new, knows_keywords, this};
use crate::natives;
use crate::object::gc::Kind;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::native::TypeDef;
use crate::vm::{Args, Res, Vm};

pub static TUPLE: TypeDef = TypeDef {
    name: "tuple",
    kind: Kind::Tuple,
    base: "object",
    subclassable: true,
    doc: "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple.\nIf iterable is specified the tuple is initialized from iterable's items.\n\nIf the argument is a tuple, the return value is the same object.",
    methods: METHODS,
    statics: STATICS,
    class_methods: super::alias::CLASS_GETITEM,
    getsets: &[],
};

natives! { STATICS: __new__(cls, /, *args, **kwargs) => new }

natives! { METHODS:
    count(self, value, /) => count,
    index(self, value, start=0, stop=sys.maxsize, /) => index,
    __add__(self, value, /) => op::concat,
    __mul__(self, value, /) => op::mul,
    __rmul__(self, value, /) => op::rmul,
    __contains__(self, key, /) => op::contains,
    __getitem__(self, key, /) => op::getitem,
    __len__(self, /) => op::len,
    __iter__(self, /) => op::iter,
    __eq__(self, value, /) => op::eq,
    __ne__(self, value, /) => op::ne,
    __lt__(self, value, /) => op::lt,
    __le__(self, value, /) => op::le,
    __gt__(self, value, /) => op::gt,
    __ge__(self, value, /) => op::ge,
    __hash__(self, /) => op::hash,
    __repr__(self, /) => op::repr,
    __getnewargs__(self, /) => getnewargs,
}

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.tuple;
    let class = class_for_new(vm, args.get(0).unwrap_or(Value::NONE), base)?;
    if knows_keywords(class, base, vm.names.init) {
        at_most(vm, args, "tuple", 0, 1)?;
    }
    let Some(iterable) = args.get(1) else {
        return Ok(vm.heap.tuple_of_class(&[], class.root_shape.get()).into());
    };
    if class == base
        && iterable
            .get::<Tuple>()
            .is_some_and(|it| it.header().is_exact())
    {
        return Ok(iterable);
    }
    let items = vm.collect_array(iterable)?;
    Ok(vm
        .heap
        .tuple_of_class(items.tail(), class.root_shape.get())
        .into())
}

fn count(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let tuple = this::<Tuple>(vm, args[0])?;
    let mut count = 0;
    for item in tuple.iter() {
        count += i64::from(vm.eq(item, args[1])?);
    }
    Ok(vm.heap.int(count))
}

fn index(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let tuple = this::<Tuple>(vm, args[0])?;
    let (start, stop) = super::list::bounds(vm, args, tuple.len())?;
    for at in start..stop.min(tuple.len()) {
        if let Some(item) = tuple.get(at)
            && vm.eq(item, args[1])?
        {
            return Ok(vm.heap.int(at as i64));
        }
    }
    Err(vm.value_error("tuple.index(x): x not in tuple"))
}

fn getnewargs(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let tuple = this::<Tuple>(vm, args[0])?;
    let exact = vm.heap.tuple_of(tuple.tail()).into();
    Ok(vm.heap.tuple(&[exact]).into())
}
