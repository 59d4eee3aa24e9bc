//! Frames as scripts see them: `sys._getframe`, `tb_frame`, `gi_frame`, `locals()`.
//!
//! A [`FrameObject`] remembers where its frame lay. Before anything is read, the frame
//! is looked for among those that run, of all threads; one that is not found has ended, and the object
//! shows what was seen of it last.

use super::threads::Ident;
use super::unwind::LiveFrame;
use super::{Res, Vm};
use crate::code::object::Inlined;
use crate::object::dict::Dict;
use crate::object::exception::Traceback;
use crate::object::frame_object::FrameObject;
use crate::object::function::CellObject;
use crate::object::gc::Gc;
use crate::object::generator::{Generator, Progress};
use crate::object::value::Value;

impl Vm {
    /// The object for a frame that runs; its variables are noted as they are now.
    pub fn frame_object(&mut self, frame: LiveFrame) -> Gc<FrameObject> {
        let object = self.bare_frame_object(frame);
        if let Some(caller) = frame.caller() {
            // What is asked of the caller later is looked up then, if it runs still.
            let back = self.bare_frame_object(caller);
            object.back.set(back.into());
        }
        if frame.code().code.flags.optimized {
            self.frame_locals(object);
        }
        object
    }

    fn bare_frame_object(&mut self, frame: LiveFrame) -> Gc<FrameObject> {
        self.heap.alloc(FrameObject::new(
            frame.code(),
            frame.function(),
            frame.address(),
            frame.generator().map_or(Value::NONE, Value::from),
            frame.op_index(),
        ))
    }

    /// The frame of a generator, which may wait; `None` when it has ended.
    pub fn generator_frame(&mut self, generator: Gc<Generator>) -> Option<Gc<FrameObject>> {
        let frame = LiveFrame::of_generator(generator)?;
        Some(self.frame_object(frame))
    }

    /// The frame of one level of a traceback. When it still runs, it is that one.
    pub fn traceback_frame(&mut self, traceback: Gc<Traceback>) -> Gc<FrameObject> {
        let running = self
            .frames()
            .find(|it| it.code() == traceback.code && it.function() == traceback.function);
        match running {
            Some(frame) => self.frame_object(frame),
            None => self.heap.alloc(FrameObject::new(
                traceback.code,
                traceback.function,
                0,
                Value::NONE,
                traceback.op,
            )),
        }
    }

    /// The frame itself, while it runs or waits.
    pub fn live_frame(&self, object: Gc<FrameObject>) -> Option<LiveFrame> {
        if let Some(generator) = object.generator.get::<Generator>() {
            return LiveFrame::of_generator(generator);
        }
        let is_it = |it: &LiveFrame| {
            it.address() == object.address
                && it.code() == object.code
                && it.function() == object.function
        };
        self.frames().find(is_it).or_else(|| {
            let mut others = self.frames_of_other_threads();
            others.find_map(|(_, mut frames)| frames.find(is_it))
        })
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
        match object.generator.get::<Generator>() {
            Some(generator) => generator.progress.get() == Progress::Running,
            None => self.live_frame(object).is_some(),
        }
    }

    /// The op that runs, or ran last.
    pub fn frame_op(&mut self, object: Gc<FrameObject>) -> u32 {
        if let Some(frame) = self.live_frame(object) {
            object.op.set(frame.op_index());
        }
        object.op.get()
    }

    /// `f_back`: the frame that called this one, None for the first.
    pub fn frame_back(&mut self, object: Gc<FrameObject>) -> Value {
        if self.is_running(object)
            && let Some(frame) = self.live_frame(object)
        {
            let caller = frame.caller();
            let back = caller.map_or(Value::NONE, |caller| self.frame_object(caller).into());
            object.back.set(back);
        }
        object.back.get()
    }

    /// `f_locals`: the same dict each time, with what the variables are now.
    pub fn frame_locals(&mut self, object: Gc<FrameObject>) -> Value {
        let code = object.code.code.clone();
        let Some(frame) = self.live_frame(object) else {
            if !code.flags.optimized && !code.flags.namespace {
                return object.function.globals.into();
            }
            if object.locals.get().is_unbound() {
                object.locals.set(self.heap.dict().into());
            }
            return object.locals.get();
        };
        if code.flags.namespace {
            return frame.register(0);
        }
        if !code.flags.optimized {
            return object.function.globals.into();
        }
        let dict = match object.locals.get().get::<Dict>() {
            Some(dict) => dict,
            None => self.heap.dict(),
        };
        self.note_variables(frame, dict);
        object.locals.set(dict.into());
        dict.into()
    }

    /// Puts the variables of a frame into a dict; those that are unbound leave it.
    pub fn note_variables(&mut self, frame: LiveFrame, dict: Gc<Dict>) {
        let code = frame.code().code.clone();
        let variables = code.locals.iter().enumerate();
        let locals = variables.map(|(register, name)| (name, register as u16));
        let cells = code.cells.iter().chain(&code.free);
        for (name, register) in locals.chain(cells.map(|cell| (&cell.name, cell.register))) {
            // Names with a dot are the compiler's own, but for a generator expression's argument.
            if name.starts_with('.') && &**name != ".0" {
                continue;
            }
            // A cell takes the place of a variable that inner functions share.
            let value = frame.register(register);
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
        self.note_inlined(frame, dict);
    }

    /// Puts the variables of the comprehensions that run in a frame into a dict. Whether
    /// there are any.
    pub fn note_inlined(&mut self, frame: LiveFrame, dict: Gc<Dict>) -> bool {
        let code = frame.code().code.clone();
        let at = frame.op_index();
        let running = |it: &&Inlined| (it.start..it.end).contains(&at);
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
