//! Values, the heap that they live in, and the data structures of the built-in types.
//!
//! ```text
//!   value.rs   8 bytes: an int, a float, None ..., or the address of a heap object
//!   gc.rs      Gc<T>, a pointer to a heap object; Header, Object, Tailed
//!   kinds.rs   the table of all layouts
//!   block.rs   the reserved address range, cut into blocks      \
//!   heap.rs    allocation: size classes, free lists              > the heap
//!   collect.rs marking and sweeping                             /
//!   array.rs   growing runs of values and bytes, and on top of them, a file a type:
//!              str, number, bytes, buffer, list, tuple, dict, set, range
//!   shape.rs   where the attributes of instances lie
//! ```
//!
//! Invariant: `object` knows no VM. Whatever needs the `==` or the hash of any
//! object takes it as a closure, whose error type is the caller's.

pub mod arithmetic;
pub mod array;
pub mod block;
pub mod buffer;
pub mod bytes;
pub mod class;
pub mod collect;
pub mod decimal;
pub mod deque;
pub mod dict;
mod dict_index;
mod dict_view;
pub mod exception;
pub mod finalize;
pub mod fixed_point;
pub mod format;
pub mod format_short;
pub mod frame_object;
pub mod function;
pub mod gc;
pub mod generator;
pub mod hash;
pub mod heap;
pub mod instance;
mod intern;
pub mod iter;
pub mod kinds;
pub mod list;
pub mod number;
pub mod number_text;
mod pace;
pub mod packed;
mod pending;
pub mod range;
pub mod record;
pub mod regex;
pub mod set;
mod set_algebra;
pub mod shape;
pub mod str;
mod str_make;
pub mod tuple;
pub mod value;
pub mod weak;
pub mod wtf8;

pub use gc::{Gc, Header, Kind, Object, ShapeId, Tailed};
pub use heap::{Heap, OutOfMemory};
pub use value::Value;
