//! Frames as scripts see them: `sys._getframe`, `tb_frame`, `gi_frame`, `locals()`.
//!
//! ```text
//!   Frame, SEEN ── by its address ──> FrameObjects ──> FrameObject ── address ──> Frame
//!   a generator's frame ── in the generator ─────────> FrameObject ── generator ─> Frame
//! ```
//!
//! A frame has no object until somebody asks for it, or an exception passes; that an object exists
//! is a flag in the frame's state, which is looked at when the frame ends in another way than
//! by returning a value to a caller in the loop, or if it is set: calls pay nothing for it. Then the
//! variables are copied into the object, so that it can be asked for them ever after.

use super::frame::Frame;
use super::threads::Ident;
use super::unwind::LiveFrame;
use super::{Res, Vm};
use crate::code::object::Inlined;
use crate::object::collect::Marker;
use crate::object::dict::Dict;
use crate::object::frame_object::FrameObject;
use crate::object::function::{CellObject, CodeObject};
use crate::object::gc::Gc;
use crate::object::generator::{Generator, Progress};
use crate::object::tuple::Tuple;
use crate::object::value::Value;

/// The objects of frames on register stacks, by the frames' addresses, in their order: those
/// that are asked for most, and end first, are the last ones.
#[derive(Default)]
pub(crate) struct FrameObjects(Vec<(usize, Gc<FrameObject>)>);

impl FrameObjects {
    fn position(&self, address: usize) -> Result<usize, usize> {
        match self.0.last() {
            Some(last) if last.0 < address => Err(self.0.len()),
            _ => self.0.binary_search_by_key(&address, |it| it.0),
        }
    }

    fn insert(&mut self, address: usize, object: Gc<FrameObject>) {
        match self.position(address) {
            // Of a frame that has ended with its thread, which a fork has left behind.
            Ok(index) => self.0[index].1 = object,
            Err(index) => self.0.insert(index, (address, object)),
        }
    }

    /// Shows the collector the objects.
    pub(super) fn trace(&self, marker: &mut Marker<'_>) {
        for &(_, object) in &self.0 {
            marker.object(object);
        }
    }
}

impl Vm {
    /// The object of a frame that runs or waits.
    pub fn frame_object(&mut self, frame: LiveFrame) -> Gc<FrameObject> {
        let generator = frame.generator();
        let known = match generator {
            Some(generator) => generator.frame_object.get().get(),
            None if !frame.is_seen() => None,
            None => {
                let position = self.frame_objects.position(frame.address());
                position.ok().map(|index| self.frame_objects.0[index].1)
            }
        };
        known.unwrap_or_else(|| self.make_frame_object(frame, generator))
    }

    fn make_frame_object(
        &mut self,
        frame: LiveFrame,
        generator: Option<Gc<Generator>>,
    ) -> Gc<FrameObject> {
        let address = frame.address();
        let object = self.heap.alloc(FrameObject::new(
            frame.code(),
            frame.function(),
            address,
            generator.map_or(Value::NONE, Value::from),
            frame.instance().unwrap_or(Value::NONE),
        ));
        match generator {
            Some(generator) => generator.frame_object.set(object.into()),
            None => self.frame_objects.insert(address, object),
        }
        // What the flag hides from the collector, the object shows it.
        frame.set_seen(true);
        object
    }

    /// Tells the object of a frame, which has one and whose pc is stored, that it ends.
    #[cold]
    #[inline(never)]
    pub(super) fn end_frame_object(&mut self, frame: LiveFrame) {
        let object = self.frame_object(frame);
        let code = frame.code();
        let op = frame.op_index();
        let passed_on = code.code.only_passes_on(op);
        object
            .op
            .set(if passed_on { object.way_out.get() } else { op });
        if code.code.flags.namespace {
            object.locals.set(frame.register(0));
        } else if code.code.flags.optimized {
            if code.code.inlined.iter().any(|it| it.runs_at(op)) {
                self.frame_locals(object);
            }
            let values = self.heap.tuple(frame.variables());
            object.values.set(values.into());
        }
        if let Some(caller) = frame.caller() {
            object.back.set(self.frame_object(caller).into());
        }
        object.address.set(0);
        object.generator.set(Value::NONE);
        match frame.generator() {
            Some(generator) => generator.frame_object.set(Value::NONE),
            None => {
                if let Ok(index) = self.frame_objects.position(frame.address()) {
                    self.frame_objects.0.remove(index);
                }
            }
        }
        frame.set_seen(false);
    }

    /// The frame of a generator, which may wait; `None` when it has ended.
    pub fn generator_frame(&mut self, generator: Gc<Generator>) -> Option<Gc<FrameObject>> {
        let frame = LiveFrame::of_generator(generator)?;
        Some(self.frame_object(frame))
    }

    /// The frame itself, while it runs or waits.
    pub fn live_frame(&self, object: Gc<FrameObject>) -> Option<LiveFrame> {
        if let Some(generator) = object.generator.get().get::<Generator>() {
            return LiveFrame::of_generator(generator);
        }
        let address = object.address.get();
        // Whoever ends a frame whose object has its address tells the object.
        (address != 0).then_some(LiveFrame(address as *mut Frame))
    }

    /// `sys._current_frames()`: the frame that each thread is in, by its ident.
    pub fn frame_of_each_thread(&mut self) -> Res<Gc<Dict>> {
        let running = self.frames().next().map(|it| (self.thread_ident(), it));
        let others = self.frames_of_other_threads();
        let others = others.filter_map(|(ident, mut frames)| Some((ident, frames.next()?)));
        // The frames lie on the stacks of their threads, where the collector sees what they hold.
        let all: Vec<(Ident, LiveFrame)> = running.into_iter().chain(others).collect();
        let dict = self.heap.dict();
        for (ident, frame) in all {
            let (key, frame) = (self.heap.int(ident as i64), self.frame_object(frame));
            self.dict_set(dict, key, frame.into())?;
        }
        Ok(dict)
    }

    /// Whether the frame is on the chain of those that run.
    pub fn is_running(&self, object: Gc<FrameObject>) -> bool {
        match object.generator.get().get::<Generator>() {
            Some(generator) => generator.progress.get() == Progress::Running,
            None => object.address.get() != 0,
        }
    }

    /// The op that runs, or ran last.
    pub fn frame_op(&self, object: Gc<FrameObject>) -> u32 {
        let live = self.live_frame(object);
        live.map_or(object.op.get(), |frame| frame.op_index())
    }

    /// `f_back`: the frame that called this one or resumed it, None for the first and for
    /// one that waits.
    pub fn frame_back(&mut self, object: Gc<FrameObject>) -> Value {
        match self.live_frame(object) {
            Some(frame) => match frame.caller() {
                Some(caller) => self.frame_object(caller).into(),
                None => Value::NONE,
            },
            None => object.back.get(),
        }
    }

    /// `f_locals`: the same dict each time, with what the variables are now.
    pub fn frame_locals(&mut self, object: Gc<FrameObject>) -> Value {
        let code = object.code;
        let flags = code.code.flags;
        if !flags.optimized && !flags.namespace {
            return object.function.globals.into();
        }
        let live = self.live_frame(object);
        if let Some(frame) = live
            && flags.namespace
        {
            return frame.register(0);
        }
        let dict = match object.locals.get().get::<Dict>() {
            Some(dict) => dict,
            None => self.heap.dict(),
        };
        object.locals.set(dict.into());
        if let Some(frame) = live {
            self.note_variables(frame, dict);
        } else if let Some(values) = object.values.get().get::<Tuple>() {
            self.note_named(code, dict, |register| {
                let value = values.tail().get(usize::from(register));
                value.map_or(Value::UNBOUND, |value| value.get())
            });
        }
        dict.into()
    }

    /// Puts the variables of a frame into a dict; those that are unbound leave it.
    pub fn note_variables(&mut self, frame: LiveFrame, dict: Gc<Dict>) {
        self.note_named(frame.code(), dict, |register| frame.register(register));
        self.note_inlined(frame, dict);
    }

    /// The same of those that have a name in all of the code, from its registers.
    fn note_named(&mut self, code: Gc<CodeObject>, dict: Gc<Dict>, at: impl Fn(u16) -> Value) {
        let code = code.code.clone();
        for (name, register) in code.variables() {
            // Names with a dot are the compiler's own, but for a generator expression's argument.
            if name.starts_with('.') && &**name != ".0" {
                continue;
            }
            let value = at(register);
            let value = value
                .get::<CellObject>()
                .map_or(value, |cell| cell.content.get());
            let name = self.heap.intern(name);
            if value.is_unbound() {
                dict.remove_str(name);
            } else {
                dict.insert_str(&self.heap, name, value);
            }
        }
    }

    /// Puts the variables of the comprehensions that run in a frame into a dict. Whether
    /// there are any.
    pub fn note_inlined(&mut self, frame: LiveFrame, dict: Gc<Dict>) -> bool {
        let code = frame.code().code.clone();
        let at = frame.op_index();
        let running = |it: &&Inlined| it.runs_at(at);
        let mut seen = false;
        // From the outside in: an inner variable hides the outer one of its name.
        for variable in code.inlined.iter().rev().filter(running) {
            seen = true;
            let value = frame.register(variable.register);
            let value = value
                .get::<CellObject>()
                .map_or(value, |cell| cell.content.get());
            if !value.is_unbound() {
                let name = self.heap.intern(&variable.name);
                dict.insert_str(&self.heap, name, value);
            }
        }
        seen
    }

    /// `<frame at 0x7f0012345678, file 'x.py', line 3, code f>`
    pub(super) fn frame_repr(&mut self, frame: Gc<FrameObject>) -> String {
        let op = self.frame_op(frame);
        let code = &frame.code.code;
        format!(
            "<frame at {:#x}, file '{}', line {}, code {}>",
            Value::from(frame).bits(),
            code.source.name(),
            code.line_of(op as usize),
            code.name
        )
    }
}
