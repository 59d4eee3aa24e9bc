//! The module `_csv`: reading and writing the rows of a table. `csv` shows it, and checks
//! in Python what a dialect says.
//!
//! ```text
//!   reader.rs   lines ──> state machine, one character a step ──> fields
//!   writer.rs   fields ──> quotes and escapes where they are needed ──> write(line)
//! ```

mod reader;
mod writer;

use std::rc::Rc;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};

use super::arguments::set;
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Kind};
use crate::object::instance::Opaque;
use crate::object::record::Record;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::wtf8;
use crate::vm::native::{Args, ModuleDef, TypeDef};
use crate::vm::{Raised, Res, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_csv",
    doc: "CSV parsing and writing.",
    functions: FUNCTIONS,
    setup,
};

natives! { FUNCTIONS:
    read(lines, dialect, /) => reader::make,
    write(write, dialect, /) => writer::make,
    field_size_limit(limit=None, /) => field_size_limit,
}

/// The classes of this module.
pub const TYPES: &[&TypeDef] = &[&ERROR, &FORMAT, &reader::READER, &writer::WRITER];

pub static ERROR: TypeDef = TypeDef {
    name: "_csv.Error",
    kind: Kind::Exception,
    base: "Exception",
    subclassable: true,
    doc: "",
    methods: &[],
    statics: &[],
    class_methods: &[],
    getsets: &[],
};

/// What a reader or writer keeps its [`Format`] in. Scripts never see one.
static FORMAT: TypeDef = TypeDef {
    name: "_csv.Format",
    kind: Kind::Opaque,
    base: "object",
    subclassable: false,
    doc: "",
    methods: &[],
    statics: &[],
    class_methods: &[],
    getsets: &[],
};

// The values of a reader's and a writer's record.
/// The iterator of lines, or the function that writes.
const STREAM: usize = 0;
const DIALECT: usize = 1;
const FORMAT_OBJECT: usize = 2;

/// How fields are quoted: the numbers of `csv.QUOTE_MINIMAL` and so on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoting {
    Minimal,
    All,
    NonNumeric,
    None,
    Strings,
    NotNull,
}

/// A dialect as Rust reads it.
struct Format {
    delimiter: u32,
    quote: Option<u32>,
    escape: Option<u32>,
    double_quote: bool,
    skip_space: bool,
    strict: bool,
    line_end: Vec<u8>,
    quoting: Quoting,
}

/// The most characters that a field may have.
static LIMIT: AtomicI64 = AtomicI64::new(131_072);

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    let names = [
        ("Error", &ERROR),
        ("Reader", &reader::READER),
        ("Writer", &writer::WRITER),
    ];
    for (name, def) in names {
        let class = vm.builtin_class(def.name);
        set(vm, module, name, class);
    }
    Ok(())
}

fn error(vm: &mut Vm, message: impl std::fmt::Display) -> Raised {
    let class = vm.builtin_class(ERROR.name);
    vm.raise_message(class, message)
}

fn field_size_limit(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let before = LIMIT.load(Relaxed);
    if let Some(limit) = args.get(0) {
        match limit.as_int() {
            Some(limit) => LIMIT.store(limit, Relaxed),
            None => return Err(vm.type_error("limit must be an integer")),
        }
    }
    Ok(vm.heap.int(before))
}

impl Format {
    /// Reads a dialect that `csv` has checked.
    fn of(vm: &mut Vm, dialect: Value) -> Res<Format> {
        let mut attribute = |name: &str| {
            let name = vm.heap.intern(name);
            vm.get_attr(dialect, name)
        };
        let [delimiter, quote, escape, line_end] = [
            attribute("delimiter")?,
            attribute("quotechar")?,
            attribute("escapechar")?,
            attribute("lineterminator")?,
        ];
        let [double_quote, skip_space, strict] = [
            attribute("doublequote")?,
            attribute("skipinitialspace")?,
            attribute("strict")?,
        ];
        let quoting = attribute("quoting")?;
        let character = |value: Value| {
            let text = value.get::<Str>().filter(|text| !text.is_empty())?;
            Some(wtf8::decode(text.bytes(), 0).0)
        };
        Ok(Format {
            delimiter: character(delimiter).unwrap_or(u32::from(b',')),
            quote: character(quote),
            escape: character(escape),
            double_quote: vm.truthy(double_quote)?,
            skip_space: vm.truthy(skip_space)?,
            strict: vm.truthy(strict)?,
            line_end: line_end
                .get::<Str>()
                .map_or(Vec::new(), |end| end.bytes().to_vec()),
            quoting: match quoting.as_int() {
                Some(1) => Quoting::All,
                Some(2) => Quoting::NonNumeric,
                Some(3) => Quoting::None,
                Some(4) => Quoting::Strings,
                Some(5) => Quoting::NotNull,
                _ => Quoting::Minimal,
            },
        })
    }
}

/// A reader or writer: an iterator or a function, and the dialect.
fn make(vm: &mut Vm, class: &TypeDef, stream: Value, dialect: Value) -> Res<Value> {
    let format = Rc::new(Format::of(vm, dialect)?);
    let shape = vm.builtin_class(FORMAT.name).root_shape.get();
    let format = vm.heap.alloc(Opaque::new(shape, Box::new(format)));
    let shape = vm.builtin_class(class.name).root_shape.get();
    let made = Record::new(shape, [stream, dialect, format.into()]);
    Ok(vm.heap.alloc(made).into())
}

/// The format of a reader or writer.
fn format_of(vm: &mut Vm, it: Gc<Record>) -> Res<Rc<Format>> {
    let format = it.values[FORMAT_OBJECT].get().get::<Opaque>();
    let format = format.and_then(|it| it.state.borrow().downcast_ref::<Rc<Format>>().cloned());
    format.ok_or_else(|| error(vm, "there is no dialect"))
}
