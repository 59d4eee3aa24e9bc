//! `memoryview`: looks at the bytes of another object without copying them.
//!
//! ```text
//!   bytearray     a b c d e f g h          memoryview(x)[1:7:2]
//!                   ^   ^   ^              offset 1, shape (3,), strides (2,)
//! ```
//!
//! A slice of a view is a view with another offset and stride; a cast is one with
//! other items. What is shown is always a [`Layout`] of the lender's bytes.

use super::packing::{Misfit, pack};
use super::support::{class_for_new, scratch, this};
use crate::natives;
use crate::object::buffer::{Layout, MemoryView};
use crate::object::gc::{Gc, Kind};
use crate::object::iter::IterKind;
use crate::object::list::List;
use crate::object::packed::{Item, What};
use crate::object::range::{self, Slice};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::native::{GetSetDef, TypeDef};
use crate::vm::protocol::compare::Cmp;
use crate::vm::{Args, Raised, Res, Vm};

pub static MEMORYVIEW: TypeDef = TypeDef {
    name: "memoryview",
    kind: Kind::MemoryView,
    base: "object",
    subclassable: false,
    doc: "Create a new memoryview object which references the given object.",
    methods: METHODS,
    statics: STATICS,
    class_methods: &[],
    getsets: GETSETS,
};

natives! { STATICS: __new__(cls, /, object) => new }

natives! { METHODS:
    cast(self, /, format, shape=None) => cast,
    hex(self, /, sep=None, bytes_per_sep=1) => hex,
    release(self, /) => release,
    tobytes(self, /, order="C") => tobytes,
    tolist(self, /) => tolist,
    toreadonly(self, /) => toreadonly,
    __enter__(self, /) => enter,
    __exit__(self, /, *exc_info) => release,
    __len__(self, /) => len,
    __getitem__(self, key, /) => getitem,
    __setitem__(self, key, value, /) => setitem,
    __delitem__(self, key, /) => delitem,
    __iter__(self, /) => iter,
    __eq__(self, value, /) => |vm, args| equality(vm, args, true),
    __ne__(self, value, /) => |vm, args| equality(vm, args, false),
    __lt__(self, value, /) => not_ordered,
    __le__(self, value, /) => not_ordered,
    __gt__(self, value, /) => not_ordered,
    __ge__(self, value, /) => not_ordered,
    __hash__(self, /) => hash,
    __repr__(self, /) => repr,
}

const GETSETS: &[GetSetDef] = &[
    getset("obj", |vm, args| Ok(view(vm, args[0])?.lender())),
    getset("nbytes", |vm, args| {
        let nbytes = view(vm, args[0])?.nbytes();
        Ok(vm.heap.int(nbytes as i64))
    }),
    getset("readonly", |vm, args| {
        Ok(view(vm, args[0])?.readonly.into())
    }),
    getset("itemsize", |vm, args| {
        let size = view(vm, args[0])?.item.size;
        Ok(Value::small(size as i32))
    }),
    getset("format", |vm, args| {
        let view = view(vm, args[0])?;
        Ok(vm.heap.str(&format(view)).into())
    }),
    getset("ndim", |vm, args| {
        let ndim = view(vm, args[0])?.layout.shape.len();
        Ok(Value::small(ndim as i32))
    }),
    getset("shape", |vm, args| {
        let view = view(vm, args[0])?;
        ints(vm, view.layout.shape.iter().map(|&len| len as i64))
    }),
    getset("strides", |vm, args| {
        let view = view(vm, args[0])?;
        ints(vm, view.layout.strides.iter().map(|&step| step as i64))
    }),
    getset("suboffsets", |vm, args| {
        view(vm, args[0])?;
        ints(vm, std::iter::empty())
    }),
    getset("c_contiguous", |vm, args| {
        let view = view(vm, args[0])?;
        Ok(view.layout.is_c_contiguous(view.item.size).into())
    }),
    getset("f_contiguous", |vm, args| {
        let view = view(vm, args[0])?;
        Ok(view.layout.is_f_contiguous(view.item.size).into())
    }),
    getset("contiguous", |vm, args| {
        let view = view(vm, args[0])?;
        let size = view.item.size;
        Ok(Value::bool(
            view.layout.is_c_contiguous(size) || view.layout.is_f_contiguous(size),
        ))
    }),
];

const fn getset(name: &'static str, get: fn(&mut Vm, Args<'_>) -> Res<Value>) -> GetSetDef {
    GetSetDef {
        name,
        get,
        set: None,
    }
}

/// The receiver, which must not be released.
fn view(vm: &mut Vm, value: Value) -> Res<Gc<MemoryView>> {
    let view = this::<MemoryView>(vm, value)?;
    match view.is_released() {
        true => Err(vm.released_memoryview()),
        false => Ok(view),
    }
}

/// The format as a script sees it.
fn format(view: Gc<MemoryView>) -> String {
    let letter = match view.item.what {
        // An array of code points says so in the letters of `struct`'s ancestors.
        What::CodePoint => 'w',
        _ => char::from(view.item.letter),
    };
    match view.native_mark {
        true => format!("@{letter}"),
        false => letter.to_string(),
    }
}

fn ints(vm: &mut Vm, ints: impl Iterator<Item = i64>) -> Res<Value> {
    let mut items = scratch(vm, 4)?;
    for int in ints {
        let int = vm.heap.int(int);
        vm.array_push(&mut items, int)?;
    }
    Ok(vm.heap.tuple_of(items.tail()).into())
}

fn not_supported(vm: &mut Vm, message: &str) -> Raised {
    let class = vm.types.not_implemented_error;
    vm.raise_message(class, message)
}

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.memoryview;
    class_for_new(vm, args[0], base)?;
    if args[1].is::<MemoryView>() {
        view(vm, args[1])?;
    }
    match vm.heap.memoryview(args[1]) {
        Some(view) => Ok(view.into()),
        None => {
            let got = vm.class_name(args[1]);
            Err(vm.type_error(format!(
                "memoryview: a bytes-like object is required, not '{got}'"
            )))
        }
    }
}

fn release(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    this::<MemoryView>(vm, args[0])?.release();
    Ok(Value::NONE)
}

fn enter(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    view(vm, args[0]).map(Value::from)
}

fn toreadonly(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let view = view(vm, args[0])?;
    Ok(vm.heap.view_with(view, true, view.native_mark).into())
}

fn repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let view = this::<MemoryView>(vm, args[0])?;
    let what = match view.is_released() {
        true => "released memory",
        false => "memory",
    };
    let address = args[0].bits();
    Ok(vm.heap.str(&format!("<{what} at {address:#x}>")).into())
}

// --- as a whole ---

fn len(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let view = view(vm, args[0])?;
    match view.layout.shape.first() {
        Some(&len) => Ok(vm.heap.int(len as i64)),
        None => Err(vm.type_error("0-dim memory has no length")),
    }
}

fn tobytes(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let view = view(vm, args[0])?;
    let order = match args.get(1).filter(|order| !order.is_none()) {
        None => "C".to_string(),
        Some(order) => match order.get::<Str>() {
            Some(order) => order.to_string_lossy().into_owned(),
            None => {
                let got = vm.class_name(order);
                return Err(vm.type_error(format!(
                    "tobytes() argument 'order' must be str or None, not {got}"
                )));
            }
        },
    };
    let fortran = match order.as_str() {
        "C" => false,
        "F" => true,
        "A" => {
            view.layout.is_f_contiguous(view.item.size)
                && !view.layout.is_c_contiguous(view.item.size)
        }
        _ => return Err(vm.value_error("order must be 'C', 'F' or 'A'")),
    };
    let bytes = match fortran {
        true => {
            let layout = Layout {
                offset: view.layout.offset,
                shape: view.layout.shape.iter().rev().copied().collect(),
                strides: view.layout.strides.iter().rev().copied().collect(),
            };
            vm.heap.view_like(view, view.item, layout).to_vec()
        }
        false => view.to_vec(),
    };
    Ok(vm.heap.bytes(&bytes).into())
}

fn hex(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    view(vm, args[0])?;
    super::bytes_methods::hex(vm, args)
}

fn tolist(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let view = view(vm, args[0])?;
    nested(vm, view, view.layout.offset, 0)
}

/// The items of one dimension from an offset on, and lists of those of the next.
fn nested(vm: &mut Vm, view: Gc<MemoryView>, from: isize, dimension: usize) -> Res<Value> {
    let layout = &view.layout;
    let (Some(&len), Some(&stride)) = (layout.shape.get(dimension), layout.strides.get(dimension))
    else {
        return read(vm, view, from);
    };
    let mut items = scratch(vm, len)?;
    for at in 0..len as isize {
        let item = nested(vm, view, from + at * stride, dimension + 1)?;
        vm.array_push(&mut items, item)?;
    }
    Ok(vm.heap.alloc(List::new(items)).into())
}

/// The item at an offset.
fn read(vm: &mut Vm, view: Gc<MemoryView>, offset: isize) -> Res<Value> {
    match view.item_at(offset) {
        Some(cells) => {
            let mut bytes = [0; 8];
            let bytes = &mut bytes[..cells.len()];
            for (to, from) in bytes.iter_mut().zip(cells) {
                *to = from.get();
            }
            Ok(view.item.read(&vm.heap, bytes, false))
        }
        None => Err(vm.index_error("index out of bounds on dimension 1")),
    }
}

fn equality(vm: &mut Vm, args: Args<'_>, wanted: bool) -> Res<Value> {
    let it = this::<MemoryView>(vm, args[0])?;
    if args[0] == args[1] {
        return Ok(wanted.into());
    }
    let Some(other) = vm.heap.memoryview(args[1]) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if it.is_released()
        || args[1]
            .get::<MemoryView>()
            .is_some_and(|it| it.is_released())
    {
        return Ok(Value::bool(!wanted));
    }
    let equal = it.layout.shape == other.layout.shape && same_items(vm, it, other)?;
    other.release();
    Ok(Value::bool(equal == wanted))
}

fn same_items(vm: &mut Vm, x: Gc<MemoryView>, y: Gc<MemoryView>) -> Res<bool> {
    if x.item == y.item && matches!(x.item.what, What::Int { .. } | What::Char) {
        return Ok(x.to_vec() == y.to_vec());
    }
    for (at, other) in x.layout.offsets().into_iter().zip(y.layout.offsets()) {
        let (item, other) = (read(vm, x, at)?, read(vm, y, other)?);
        // Not `eq`: a NaN differs from itself.
        if !vm.compare_bool(Cmp::Eq, item, other)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn not_ordered(_: &mut Vm, _: Args<'_>) -> Res<Value> {
    Ok(Value::NOT_IMPLEMENTED)
}

fn hash(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let view = view(vm, args[0])?;
    if !view.readonly {
        return Err(vm.value_error("cannot hash writable memoryview object"));
    }
    if view.item.size != 1 || view.item.what == What::Bool {
        return Err(vm.value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
    }
    vm.hash(view.lender())?;
    let bytes = vm.heap.bytes(&view.to_vec());
    let hash = vm.hash(bytes.into())?;
    Ok(vm.heap.int(hash))
}

// --- items ---

fn iter(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let view = view(vm, args[0])?;
    match view.layout.shape.len() {
        0 => return Err(vm.type_error("invalid indexing of 0-dim memory")),
        1 => {}
        _ => return Err(no_sub_views(vm)),
    }
    let class = vm.builtin_class("memory_iterator");
    Ok(vm.new_iter_of(class, IterKind::Sequence, args[0], Value::UNBOUND, 0))
}

fn no_sub_views(vm: &mut Vm) -> Raised {
    not_supported(vm, "multi-dimensional sub-views are not implemented")
}

/// Where the item of one dimension lies.
fn step_to(vm: &mut Vm, view: Gc<MemoryView>, index: Value, dimension: usize) -> Res<isize> {
    let error = vm.types.index_error;
    let index = vm.index_or(index, error)?;
    match range::index(index, view.layout.shape[dimension]) {
        Some(at) => Ok(at as isize * view.layout.strides[dimension]),
        None => Err(vm.index_error(format!(
            "index out of bounds on dimension {}",
            dimension + 1
        ))),
    }
}

/// What a key means: one item, or a view of several.
enum Place {
    Item(isize),
    Several(Layout),
}

fn place(vm: &mut Vm, view: Gc<MemoryView>, key: Value) -> Res<Place> {
    let dimensions = view.layout.shape.len();
    if dimensions == 0 {
        return match key {
            Value::ELLIPSIS => Ok(Place::Several(view.layout.clone())),
            _ if key.get::<Tuple>().is_some_and(|it| it.is_empty()) => {
                Ok(Place::Item(view.layout.offset))
            }
            _ => Err(vm.type_error("invalid indexing of 0-dim memory")),
        };
    }
    if vm.has_index(key) {
        if dimensions > 1 {
            return Err(no_sub_views(vm));
        }
        let offset = step_to(vm, view, key, 0)?;
        return Ok(Place::Item(view.layout.offset + offset));
    }
    if let Some(slice) = key.get::<Slice>() {
        let parts = vm.slice_ints(slice)?;
        let mut layout = view.layout.clone();
        let it = parts.indices(layout.shape[0]);
        let stride = layout.strides[0];
        layout.offset += it.start * stride;
        layout.shape[0] = it.count;
        layout.strides[0] = stride.saturating_mul(it.step);
        return Ok(Place::Several(layout));
    }
    match key.get::<Tuple>() {
        Some(keys) if keys.iter().all(|key| vm.has_index(key)) => {
            if keys.len() < dimensions {
                return Err(not_supported(vm, "sub-views are not implemented"));
            }
            if keys.len() > dimensions {
                return Err(vm.type_error(format!(
                    "cannot index {dimensions}-dimension view with {}-element tuple",
                    keys.len()
                )));
            }
            let mut offset = view.layout.offset;
            for (dimension, key) in keys.iter().enumerate() {
                offset += step_to(vm, view, key, dimension)?;
            }
            Ok(Place::Item(offset))
        }
        Some(keys) if !keys.is_empty() && keys.iter().all(|key| key.is::<Slice>()) => Err(
            not_supported(vm, "multi-dimensional slicing is not implemented"),
        ),
        _ => Err(vm.type_error("memoryview: invalid slice key")),
    }
}

fn getitem(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = view(vm, args[0])?;
    let place = place(vm, it, args[1])?;
    // The key's `__index__` may have released it.
    view(vm, args[0])?;
    match place {
        Place::Item(offset) => read(vm, it, offset),
        Place::Several(layout) => Ok(vm.heap.view_like(it, it.item, layout).into()),
    }
}

fn delitem(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let view = view(vm, args[0])?;
    Err(vm.type_error(match view.readonly {
        true => "cannot modify read-only memory",
        false => "cannot delete memory",
    }))
}

fn setitem(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = view(vm, args[0])?;
    if it.readonly {
        return Err(vm.type_error("cannot modify read-only memory"));
    }
    let place = place(vm, it, args[1])?;
    match place {
        Place::Item(offset) => {
            let mut bytes = Vec::with_capacity(8);
            pack(vm, it.item, args[2], false, &mut bytes)
                .map_err(|misfit| wrong_item(vm, it, misfit))?;
            view(vm, args[0])?;
            store(it, offset, &bytes);
        }
        Place::Several(layout) => {
            view(vm, args[0])?;
            set_slice(vm, it, &layout, args[2])?;
        }
    }
    Ok(Value::NONE)
}

fn wrong_item(vm: &mut Vm, view: Gc<MemoryView>, misfit: Misfit) -> Raised {
    let letter = format(view);
    match misfit {
        Misfit::Raised(raised) => raised,
        Misfit::Type => vm.type_error(format!("memoryview: invalid type for format '{letter}'")),
        Misfit::Range { .. } => {
            vm.value_error(format!("memoryview: invalid value for format '{letter}'"))
        }
    }
}

fn store(view: Gc<MemoryView>, offset: isize, bytes: &[u8]) {
    let cells = view.item_at(offset).unwrap_or(&[]);
    for (to, &from) in cells.iter().zip(bytes) {
        to.set(from);
    }
}

fn set_slice(vm: &mut Vm, view: Gc<MemoryView>, layout: &Layout, value: Value) -> Res<()> {
    let Some(source) = vm.heap.memoryview(value) else {
        let got = vm.class_name(value);
        return Err(vm.type_error(format!("a bytes-like object is required, not '{got}'")));
    };
    if value.get::<MemoryView>().is_some_and(|it| it.is_released()) {
        return Err(vm.released_memoryview());
    }
    let same = source.layout.shape == layout.shape
        && source.item.size == view.item.size
        && source.item.letter == view.item.letter;
    // A copy: the two may overlap.
    let bytes = source.to_vec();
    source.release();
    if !same {
        return Err(
            vm.value_error("memoryview assignment: lvalue and rvalue have different structures")
        );
    }
    for (offset, bytes) in layout
        .offsets()
        .into_iter()
        .zip(bytes.chunks(view.item.size))
    {
        store(view, offset, bytes);
    }
    Ok(())
}

// --- casts ---

fn is_byte(item: Item) -> bool {
    item.size == 1 && item.what != What::Bool
}

fn cast(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = view(vm, args[0])?;
    let format = match args[1].get::<Str>() {
        Some(format) => format.to_string_lossy(),
        None => {
            let got = vm.argument_class_name(args[1]);
            return Err(vm.type_error(format!("cast() argument 'format' must be str, not {got}")));
        }
    };
    if !it.layout.is_c_contiguous(it.item.size) {
        return Err(vm.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    let dimensions = match args.get(2).filter(|shape| !shape.is_none()) {
        Some(shape) => Some(shape_of(vm, shape)?),
        None => None,
    };
    let rank = it.layout.shape.len();
    if rank != 1 && dimensions.as_ref().is_some_and(|shape| shape.len() != 1) {
        return Err(vm.type_error("memoryview: cast must be 1D -> ND or ND -> 1D"));
    }
    let (mark, letter) = match format.as_bytes() {
        [b'@', letter] => (true, *letter),
        [letter] => (false, *letter),
        _ => return Err(bad_format(vm)),
    };
    let Some(item) = Item::native(letter) else {
        return Err(bad_format(vm));
    };
    if !is_byte(it.item) && !is_byte(item) {
        return Err(vm.type_error("memoryview: cannot cast between two non-byte formats"));
    }
    let nbytes = it.nbytes();
    if !nbytes.is_multiple_of(item.size) {
        return Err(vm.type_error("memoryview: length is not a multiple of itemsize"));
    }
    let shape = dimensions.unwrap_or_else(|| vec![nbytes / item.size]);
    let total = shape
        .iter()
        .try_fold(item.size, |total, &len| total.checked_mul(len));
    if total != Some(nbytes) {
        return Err(vm.type_error("memoryview: product(shape) * itemsize != buffer size"));
    }
    let layout = Layout::contiguous(it.layout.offset, shape, item.size);
    let made = vm.heap.view_like(it, item, layout);
    Ok(vm.heap.view_with(made, it.readonly, mark).into())
}

fn bad_format(vm: &mut Vm) -> Raised {
    vm.value_error(
        "memoryview: destination format must be a native single character format prefixed with an optional '@'",
    )
}

fn shape_of(vm: &mut Vm, shape: Value) -> Res<Vec<usize>> {
    if !shape.is::<List>() && !shape.is::<Tuple>() {
        return Err(vm.type_error("shape must be a list or a tuple"));
    }
    let items = vm.collect_array(shape)?;
    if items.len() > 64 {
        return Err(vm.value_error("memoryview: number of dimensions must not exceed 64"));
    }
    let mut lens = Vec::new();
    for item in items.tail() {
        if !item.get().is_int() {
            return Err(vm.type_error("memoryview.cast(): elements of shape must be integers"));
        }
        match usize::try_from(vm.index(item.get())?) {
            Ok(len) if len > 0 => lens.push(len),
            _ => {
                return Err(
                    vm.value_error("memoryview.cast(): elements of shape must be integers > 0")
                );
            }
        }
    }
    Ok(lens)
}
