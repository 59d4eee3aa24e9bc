//! Sizes that the design counts on: who makes one of these larger should know it.

use std::mem::size_of;

use glassnake::object::array::Array;
use glassnake::object::dict::{Dict, Entry};
use glassnake::object::function::InlineCache;
use glassnake::object::instance::Instance;
use glassnake::object::number::Float;
use glassnake::object::str::Str;
use glassnake::object::{Gc, Header, Value};

#[test]
fn sizes_are_as_designed() {
    assert_eq!(size_of::<Value>(), 8);
    assert_eq!(size_of::<Option<Value>>(), 8);
    assert_eq!(size_of::<Result<Value, ()>>(), 8);
    assert_eq!(size_of::<Option<Gc<Str>>>(), 8);
    assert_eq!(size_of::<Header>(), 8);
    assert_eq!(size_of::<InlineCache>(), 16);
    assert_eq!(size_of::<Str>(), 24);
    assert_eq!(size_of::<Dict>(), 32);
    assert_eq!(size_of::<Entry>(), 24);
    assert_eq!(size_of::<Array>(), 24);
    assert_eq!(size_of::<Instance>(), 16);
    assert_eq!(size_of::<Float>(), 16);
}
