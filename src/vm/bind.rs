//! Binding arguments to the parameters of a Python function, in the callee's own
//! registers.
//!
//! ```text
//!  given:   | positional arguments .. | named arguments .. |
//!  bound:   | positional-only, positional | keyword-only | *args | **kwargs |
//! ```
//!
//! The arguments lie where the parameters will: what would be overwritten too early
//! (the named ones, and what `*args` takes) is set aside first.

use std::cell::Cell;

use super::frame::Frame;
use super::{Raised, Res, Vm};
use crate::code::op::WINDOW;
use crate::object::array::Array;
use crate::object::dict::Dict;
use crate::object::function::{CodeObject, Function};
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;

const HEADER: usize = WINDOW as usize;
/// So many named arguments are bound without an allocation.
const FEW: usize = 8;

impl Vm {
    /// Binds the arguments of a window to a function's parameters, in place.
    pub(super) unsafe fn bind(
        &mut self,
        window: *mut Value,
        function: Gc<Function>,
        argc: usize,
        names: Option<Gc<Tuple>>,
    ) -> Res<*mut Frame> {
        let object = function.code.get();
        let frame = window.cast::<Frame>();
        if !self.stack.fits(frame) || !self.stack.has_room(window, HEADER + argc + 8) {
            return Err(self.too_deep_now());
        }
        // SAFETY: the stack has room for the whole frame and for all arguments, and
        // the parameters are its first registers.
        unsafe {
            let is_exact = object.exact_args == argc as u32;
            let bound = names.is_none() && (is_exact || Self::add_defaults(window, function, argc));
            if !bound {
                self.bind_parameters(window.add(HEADER), function, object, argc, names)?;
            }
        }
        // SAFETY: as above.
        Ok(unsafe { Self::begin_frame(window, function) })
    }

    /// Makes a window whose arguments are bound a frame.
    #[inline(always)]
    pub(super) unsafe fn begin_frame(window: *mut Value, function: Gc<Function>) -> *mut Frame {
        let frame = window.cast::<Frame>();
        // SAFETY: the caller's contract: there is room for a frame.
        unsafe {
            (&raw mut (*frame).code).write(function.code.get());
            (&raw mut (*frame).function).write(function);
            (*frame).state = 0;
        }
        frame
    }

    /// Adds the defaults of the parameters that a window's plain arguments leave out; false
    /// where it takes more than that.
    ///
    /// # Safety
    /// Behind the window there is room for a frame.
    #[inline(never)]
    pub(super) unsafe fn add_defaults(
        window: *mut Value,
        function: Gc<Function>,
        argc: usize,
    ) -> bool {
        let params = function.code.get().exact_args;
        let Some(defaults) = function.defaults.get().get::<Tuple>() else {
            return false;
        };
        let defaults = defaults.tail();
        // The evaluator's own calls are of functions without `*args` and the like.
        if params == u32::MAX || params as usize > argc + defaults.len() {
            return false;
        }
        let Some(missing) = (params as usize).checked_sub(argc) else {
            return false;
        };
        let used = &defaults[defaults.len() - missing..];
        for (index, value) in used.iter().enumerate() {
            // SAFETY: parameters are the first registers of a frame.
            unsafe { *window.add(HEADER + argc + index) = value.get() };
        }
        true
    }

    /// Binds a window's arguments, some of them named by names of the program's text, to
    /// parameters that have no `*args` and the like; false, and nothing done, where it takes more.
    ///
    /// # Safety
    /// As for [`Vm::add_defaults`].
    #[inline(never)]
    pub(super) unsafe fn bind_named(
        window: *mut Value,
        function: Gc<Function>,
        argc: usize,
        names: Gc<Tuple>,
    ) -> bool {
        let object = function.code.get();
        let params = object.exact_args as usize;
        let names = names.tail();
        let given = argc - names.len();
        if object.exact_args == u32::MAX || given > params || names.len() > FEW {
            return false;
        }
        let defaults = function.defaults.get().get::<Tuple>();
        let defaults: &[Cell<Value>] = defaults.as_ref().map_or(&[], |tuple| tuple.tail());
        let required = params.saturating_sub(defaults.len());
        let first_named = given.max(usize::from(object.code.positional_only));
        let mut places = [0; FEW];
        let mut missing = required.saturating_sub(given);
        for (place, name) in places.iter_mut().zip(names) {
            let found = (first_named..params)
                .find(|&index| object.params.tail()[index].get() == name.get());
            let Some(index) = found else {
                return false;
            };
            *place = index;
            missing = missing.wrapping_sub(usize::from(index < required));
        }
        if missing != 0 {
            return false;
        }
        // SAFETY: the arguments and the parameters lie in the window and the room behind it.
        unsafe {
            let regs = window.add(HEADER);
            let mut values = [Value::UNBOUND; FEW];
            for (value, index) in values.iter_mut().zip(given..argc) {
                *value = *regs.add(index);
            }
            for index in given.max(required)..params {
                *regs.add(index) = defaults[index + defaults.len() - params].get();
            }
            for (&place, &value) in places.iter().zip(&values).take(names.len()) {
                *regs.add(place) = value;
            }
        }
        true
    }

    #[inline(never)]
    unsafe fn bind_parameters(
        &mut self,
        regs: *mut Value,
        function: Gc<Function>,
        object: Gc<CodeObject>,
        argc: usize,
        names: Option<Gc<Tuple>>,
    ) -> Res<()> {
        let code = &*object.code;
        let positional = usize::from(code.positional);
        let keyword_only = usize::from(code.keyword_only);
        let named = names.map_or(0, |names| names.tail().len());
        let given = argc - named;
        // SAFETY: `bind` has checked the room for parameters and for arguments.
        unsafe {
            // The named values' places may be parameters' places: set them aside, a
            // few of them on the native stack.
            let mut few = [Value::UNBOUND; FEW];
            let many: Gc<Array>;
            let aside: &[Cell<Value>] = if named <= FEW {
                for (place, index) in few.iter_mut().zip(given..argc) {
                    *place = *regs.add(index);
                }
                &Cell::from_mut(&mut few[..]).as_slice_of_cells()[..named]
            } else {
                many = self.heap.array(named).map_err(|_| self.memory_error())?;
                for index in given..argc {
                    let _ = many.push_within_capacity(*regs.add(index));
                }
                many.tail()
            };
            // *args takes what is left of the positional ones, likewise.
            let surplus = given.saturating_sub(positional);
            let rest = if code.flags.varargs {
                let rest = std::slice::from_raw_parts(regs.add(given - surplus), surplus);
                Some(self.heap.tuple(rest))
            } else {
                None
            };
            for index in given.min(positional)..positional + keyword_only {
                *regs.add(index) = Value::UNBOUND;
            }
            let extra = if code.flags.varkeywords {
                Some(self.heap.dict())
            } else {
                None
            };
            if let Some(names) = names {
                for (name, value) in names.tail().iter().zip(aside) {
                    let (name, value) = (name.get(), value.get());
                    if !self.bind_keyword(regs, object, function, name, value, extra)? {
                        return Err(self.unexpected_keyword(function, name, names));
                    }
                }
            }
            if surplus > 0 && rest.is_none() {
                return Err(self.too_many_arguments(function, given, regs));
            }
            self.fill_defaults(regs, function, object)?;
            let mut at = positional + keyword_only;
            if let Some(rest) = rest {
                *regs.add(at) = rest.into();
                at += 1;
            }
            if let Some(extra) = extra {
                *regs.add(at) = extra.into();
            }
        }
        Ok(())
    }

    /// Binds one named argument; false where there is no such parameter.
    unsafe fn bind_keyword(
        &mut self,
        regs: *mut Value,
        object: Gc<CodeObject>,
        function: Gc<Function>,
        name: Value,
        value: Value,
        extra: Option<Gc<Dict>>,
    ) -> Res<bool> {
        let code = &*object.code;
        let params = usize::from(code.positional + code.keyword_only);
        let text = name.get::<Str>();
        let params = &object.params.tail()[..params];
        // Names in the program's text are interned; others may be equal nevertheless.
        let found = params
            .iter()
            .position(|param| param.get() == name)
            .or_else(|| {
                let text = text.filter(|text| !text.is_interned())?;
                let is_it = |param: &Cell<Value>| {
                    let param = param.get().get::<Str>();
                    param.is_some_and(|param| param.equals(text))
                };
                params.iter().position(is_it)
            })
            .filter(|&index| index >= usize::from(code.positional_only));
        // SAFETY: `index` is a parameter's register.
        unsafe {
            match found {
                Some(index) if (*regs.add(index)).is_unbound() => *regs.add(index) = value,
                Some(_) => {
                    let shown = text.map(|it| it.to_string_lossy()).unwrap_or_default();
                    let callee = function.qualname.get().to_string_lossy();
                    return Err(self.type_error(format!(
                        "{callee}() got multiple values for argument '{shown}'"
                    )));
                }
                None => match extra {
                    Some(extra) => self.dict_set(extra, name, value)?,
                    None => return Ok(false),
                },
            }
        }
        Ok(true)
    }

    unsafe fn fill_defaults(
        &mut self,
        regs: *mut Value,
        function: Gc<Function>,
        object: Gc<CodeObject>,
    ) -> Res<()> {
        let code = &*object.code;
        let positional = usize::from(code.positional);
        let defaults = function.defaults.get().get::<Tuple>();
        let defaults: &[Cell<Value>] = defaults.as_ref().map_or(&[], |tuple| tuple.tail());
        let first_default = positional.saturating_sub(defaults.len());
        let mut missing = false;
        // SAFETY: parameters' registers.
        unsafe {
            for index in 0..positional {
                if (*regs.add(index)).is_unbound() {
                    match index
                        .checked_sub(first_default)
                        .and_then(|at| defaults.get(at + defaults.len().saturating_sub(positional)))
                    {
                        Some(value) => *regs.add(index) = value.get(),
                        None => missing = true,
                    }
                }
            }
            if missing {
                let absent = (0..positional).filter(|&index| (*regs.add(index)).is_unbound());
                let absent = absent.map(|index| code.locals[index].to_string()).collect();
                return Err(self.missing_arguments(function, "positional", absent));
            }
            let kwdefaults = function.kwdefaults.get().get::<Dict>();
            let params = positional..positional + usize::from(code.keyword_only);
            for index in params.clone() {
                if (*regs.add(index)).is_unbound() {
                    let name = object.params.tail()[index].get().get::<Str>();
                    match kwdefaults.and_then(|dict| dict.get_str(name?)) {
                        Some(value) => *regs.add(index) = value,
                        None => missing = true,
                    }
                }
            }
            if missing {
                let absent = params.filter(|&index| (*regs.add(index)).is_unbound());
                let absent = absent.map(|index| code.locals[index].to_string()).collect();
                return Err(self.missing_arguments(function, "keyword-only", absent));
            }
        }
        Ok(())
    }

    #[cold]
    fn missing_arguments(
        &mut self,
        function: Gc<Function>,
        what: &str,
        names: Vec<String>,
    ) -> Raised {
        let callee = function.qualname.get().to_string_lossy();
        let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
        let list = match &quoted[..] {
            [one] => one.clone(),
            [first, second] => format!("{first} and {second}"),
            [first @ .., last] => format!("{}, and {last}", first.join(", ")),
            [] => String::new(),
        };
        let plural = if names.len() == 1 { "" } else { "s" };
        let count = names.len();
        self.type_error(format!(
            "{callee}() missing {count} required {what} argument{plural}: {list}"
        ))
    }

    #[cold]
    unsafe fn too_many_arguments(
        &mut self,
        function: Gc<Function>,
        given: usize,
        regs: *mut Value,
    ) -> Raised {
        let code = function.code.get();
        let code = &*code.code;
        let positional = usize::from(code.positional);
        let defaults = function
            .defaults
            .get()
            .get::<Tuple>()
            .map_or(0, |tuple| tuple.tail().len());
        // SAFETY: parameters' registers.
        let keyword_only = (positional..positional + usize::from(code.keyword_only))
            .filter(|&index| unsafe { !(*regs.add(index)).is_unbound() })
            .count();
        let takes = if defaults > 0 {
            format!(
                "from {} to {positional}",
                positional - defaults.min(positional)
            )
        } else {
            positional.to_string()
        };
        let plural = if positional == 1 && defaults == 0 {
            ""
        } else {
            "s"
        };
        let were = if given == 1 && keyword_only == 0 {
            "was"
        } else {
            "were"
        };
        let also = match keyword_only {
            0 => String::new(),
            count => {
                let s = if given == 1 { "" } else { "s" };
                let k = if count == 1 { "" } else { "s" };
                format!(" positional argument{s} (and {count} keyword-only argument{k})")
            }
        };
        let callee = function.qualname.get().to_string_lossy();
        self.type_error(format!(
            "{callee}() takes {takes} positional argument{plural} but {given}{also} {were} given"
        ))
    }

    #[cold]
    fn unexpected_keyword(
        &mut self,
        function: Gc<Function>,
        name: Value,
        names: Gc<Tuple>,
    ) -> Raised {
        let code = function.code.get();
        let callee = function.qualname.get().to_string_lossy();
        let text = |name: Value| name.get::<Str>().map(|it| it.to_string_lossy());
        let positional_only = &code.code.locals[..usize::from(code.code.positional_only)];
        let misused: Vec<&str> = positional_only
            .iter()
            .map(|it| &**it)
            .filter(|&it| {
                names
                    .iter()
                    .any(|name| text(name).is_some_and(|name| name == it))
            })
            .collect();
        if !misused.is_empty() {
            let misused = misused.join(", ");
            return self.type_error(format!(
                "{callee}() got some positional-only arguments passed as keyword arguments: '{misused}'"
            ));
        }
        let name = text(name).unwrap_or_default();
        self.type_error(format!(
            "{callee}() got an unexpected keyword argument '{name}'"
        ))
    }
}
