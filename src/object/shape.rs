//! Shapes (hidden classes): where the attributes of an instance lie.
//!
//! ```text
//!  class Point ── root shape ──x──> {x: 0} ──y──> {x: 0, y: 1}
//!                                   └──z──> {x: 0, z: 1}
//!  instance: [header with shape number | extra | slot 0 | slot 1 | .. inline]
//!                                        └─> array of the slots beyond the inline ones,
//!                                            or a dict (a *dictionary* shape)
//! ```
//!
//! Instances that got the same attributes in the same order share a shape, so an
//! inline cache is one compare of the shape's number and one load of the slot.
//! The first `Kind::COUNT` shapes are those of the built-in kinds' own classes and
//! have no slots: one number says the class of any object.
//!
//! An instance whose attributes are deleted, or that has too many of them, or
//! whose `__dict__` was asked for, moves them into a dict and takes its class's
//! dictionary shape.

use super::class::Type;
use super::collect::Marker;
use super::gc::{Gc, Kind, ShapeId};
use super::str::Str;

/// More attributes than this go into a dict.
const MAX_SLOTS: usize = 64;

/// One shape.
struct Shape {
    /// `None` only for kinds without a class while the VM starts.
    class: Option<Gc<Type>>,
    /// The attributes' names by slot.
    names: Vec<Gc<Str>>,
    /// The shapes with one more attribute.
    transitions: Vec<(Gc<Str>, ShapeId)>,
    /// How many slots lie in the instance itself.
    inline: u16,
    /// Attributes lie in a dict.
    dictionary: bool,
    /// The dictionary shape of the same class, on root shapes, once made.
    to_dictionary: Option<ShapeId>,
    root: ShapeId,
}

/// All shapes of the process, by number. They belong to the heap: the collector
/// sees the classes and names in here.
pub struct Shapes {
    shapes: Vec<Shape>,
}

impl Default for Shapes {
    fn default() -> Self {
        let shapes = (0..Kind::COUNT as u32)
            .map(|id| Shape {
                class: None,
                names: Vec::new(),
                transitions: Vec::new(),
                inline: 0,
                dictionary: false,
                to_dictionary: None,
                root: ShapeId(id),
            })
            .collect();
        Shapes { shapes }
    }
}

impl Shapes {
    fn at(&self, id: ShapeId) -> &Shape {
        &self.shapes[id.0 as usize]
    }

    /// Says which class a kind's own objects have.
    pub fn set_kind_class(&mut self, kind: Kind, class: Gc<Type>) {
        self.shapes[kind as usize].class = Some(class);
    }

    /// The class of objects of this shape.
    #[inline]
    pub fn class(&self, id: ShapeId) -> Option<Gc<Type>> {
        self.at(id).class
    }

    /// A new root shape: no attributes yet, `inline` slots in the instance.
    pub fn new_root(&mut self, class: Gc<Type>, inline: u16) -> ShapeId {
        let root = ShapeId(self.shapes.len() as u32);
        self.shapes.push(Shape {
            class: Some(class),
            names: Vec::new(),
            transitions: Vec::new(),
            inline,
            dictionary: false,
            to_dictionary: None,
            root,
        });
        root
    }

    /// The slot of an attribute. Names are interned, so identity is equality.
    pub fn slot(&self, id: ShapeId, name: Gc<Str>) -> Option<usize> {
        self.at(id).names.iter().position(|&it| it == name)
    }

    /// The attributes' names by slot.
    pub fn names(&self, id: ShapeId) -> &[Gc<Str>] {
        &self.at(id).names
    }

    /// How many slots lie in the instance itself.
    #[inline]
    pub fn inline(&self, id: ShapeId) -> usize {
        usize::from(self.at(id).inline)
    }

    /// Whether the attributes lie in a dict.
    #[inline]
    pub fn is_dictionary(&self, id: ShapeId) -> bool {
        self.at(id).dictionary
    }

    /// The shape with one more attribute; `None` when that wants a dict.
    pub fn with(&mut self, id: ShapeId, name: Gc<Str>) -> Option<ShapeId> {
        if let Some(&(_, next)) = self.at(id).transitions.iter().find(|(it, _)| *it == name) {
            return Some(next);
        }
        let from = self.at(id);
        if from.names.len() >= MAX_SLOTS || from.dictionary {
            return None;
        }
        let next = ShapeId(self.shapes.len() as u32);
        let mut names = from.names.clone();
        names.push(name);
        let shape = Shape {
            class: from.class,
            names,
            transitions: Vec::new(),
            inline: from.inline,
            dictionary: false,
            to_dictionary: None,
            root: from.root,
        };
        self.shapes.push(shape);
        self.shapes[id.0 as usize].transitions.push((name, next));
        Some(next)
    }

    /// The dictionary shape of the same class and the same number of inline slots.
    pub fn dictionary(&mut self, id: ShapeId) -> ShapeId {
        let root = self.at(id).root;
        if let Some(it) = self.at(root).to_dictionary {
            return it;
        }
        let next = ShapeId(self.shapes.len() as u32);
        let from = self.at(root);
        let shape = Shape {
            class: from.class,
            names: Vec::new(),
            transitions: Vec::new(),
            inline: from.inline,
            dictionary: true,
            to_dictionary: None,
            root,
        };
        self.shapes.push(shape);
        self.shapes[root.0 as usize].to_dictionary = Some(next);
        next
    }

    pub(super) fn trace(&self, marker: &mut Marker<'_>) {
        for shape in &self.shapes {
            if let Some(class) = shape.class {
                marker.object(class);
            }
            for &name in &shape.names {
                marker.object(name);
            }
        }
    }
}
