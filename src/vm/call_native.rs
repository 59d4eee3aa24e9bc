//! Calling natives: their arguments, and what is said when they do not fit.

use super::native::{Args, NativeDef};
use super::{Raised, Res, Vm};
use crate::object::class::Type;
use crate::object::finalize::Cycles;
use crate::object::function::{BoundMethod, Function, Native};
use crate::object::gc::{Gc, Kind};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;

impl Vm {
    /// The declaration of a native.
    pub fn native_def(&self, native: Gc<Native>) -> &'static NativeDef {
        self.natives[native.index as usize]
    }

    /// Calls a native with positional arguments.
    #[inline]
    pub fn call_native(&mut self, native: Gc<Native>, args: &[Value]) -> Res<Value> {
        let def = self.native_def(native);
        if !self.is_receiver(native, args) {
            return Err(self.wrong_receiver(native, args));
        }
        let signature = &def.signature;
        let enough = args.len() >= usize::from(signature.required);
        let fits = args.len() <= usize::from(signature.positional) || signature.varargs;
        if !enough || !fits {
            return Err(self.wrong_argument_count(native, args, args.len()));
        }
        // Straight-line code that makes large strings has no other safepoint.
        if self.heap.would_collect(0) {
            self.collect_before(args)?;
        }
        (def.function)(self, Args::positional(args))
    }

    #[cold]
    #[inline(never)]
    fn collect_before(&mut self, args: &[Value]) -> Res<()> {
        self.collect_from_native(&Args::positional(args), Cycles::Break);
        self.service_interrupts()
    }

    /// Calls a native with named arguments.
    #[inline(never)]
    pub(super) fn call_native_kw(
        &mut self,
        native: Gc<Native>,
        args: &[Value],
        names: Gc<Tuple>,
    ) -> Res<Value> {
        const MOST: usize = 24;
        let def = self.native_def(native);
        let signature = &def.signature;
        let (fixed, keyword_only) = (
            usize::from(signature.positional),
            usize::from(signature.keyword_only),
        );
        let (given, named) = args.split_at(args.len() - names.tail().len());
        if !self.is_receiver(native, given) {
            return Err(self.wrong_receiver(native, given));
        }
        let takes_names = signature.varkeywords
            || keyword_only > 0
            || signature.positional_only < signature.positional;
        if !takes_names && !named.is_empty() {
            if self.leaves_names_to_init(native, given) {
                return self.call_native(native, given);
            }
            return Err(self.unexpected_native_keyword(native, given, ""));
        }
        if args.len() > fixed + keyword_only
            && !(signature.varargs || signature.varkeywords || def.name == "sorted")
        {
            return Err(self.more_than_parameters(native, given, args.len()));
        }
        if fixed > MOST || keyword_only > MOST || (given.len() > fixed && !signature.varargs) {
            return Err(self.wrong_argument_count(native, args, args.len()));
        }
        let mut positional = [Value::UNBOUND; MOST];
        let mut keyword = [Value::UNBOUND; MOST];
        let mut bound = given.len().min(fixed);
        positional[..bound].copy_from_slice(&given[..bound]);
        let mut extra = None;
        // What is missing is said first.
        let mut complaint = None;
        for (name, &value) in names.tail().iter().zip(named) {
            let text = name.get().get::<Str>();
            let text = text.as_ref().and_then(|it| it.as_str()).unwrap_or_default();
            match self.parameter(native, text) {
                Some((index, true)) => keyword[index] = value,
                Some((index, false)) if positional[index].is_unbound() => {
                    positional[index] = value;
                    bound = bound.max(index + 1);
                }
                Some((index, false)) => complaint = complaint.or(Some((text, Some(index)))),
                None if signature.varkeywords => {
                    let dict = *extra.get_or_insert_with(|| self.heap.dict());
                    self.dict_set(dict, name.get(), value)?;
                }
                None => complaint = complaint.or(Some((text, None))),
            }
        }
        if let Some(index) =
            (0..usize::from(signature.required)).find(|&index| positional[index].is_unbound())
        {
            let (callee, hidden) = self.parsed_name(native, given);
            let name = signature.names().nth(index).map_or("", |(name, _)| name);
            if index < usize::from(signature.positional_only) {
                return Err(self.wrong_argument_count(native, args, given.len()));
            }
            return Err(self.type_error(format!(
                "{callee}() missing required argument '{name}' (pos {})",
                index + 1 - hidden
            )));
        }
        match complaint {
            None => {}
            Some((text, None)) => {
                return Err(self.unexpected_native_keyword(native, given, text));
            }
            Some((text, Some(index))) => {
                let (callee, hidden) = self.parsed_name(native, given);
                return Err(self.type_error(format!(
                    "argument for {callee}() given by name ('{text}') and position ({})",
                    index + 1 - hidden
                )));
            }
        }
        let positional = if given.len() > fixed {
            given
        } else {
            &positional[..bound]
        };
        let keyword = &keyword[..keyword_only];
        (def.function)(
            self,
            Args {
                positional,
                keyword,
                extra,
            },
        )
    }

    /// Whether a method's first argument is of the class that the method belongs to.
    #[inline(always)]
    fn is_receiver(&self, native: Gc<Native>, args: &[Value]) -> bool {
        native.class.is_unbound()
            || args
                .first()
                .and_then(|it| it.header())
                .is_some_and(|it| it.shape() == native.shape)
            || self.is_receiver_by_class(native, args)
    }

    #[inline(never)]
    fn is_receiver_by_class(&self, native: Gc<Native>, args: &[Value]) -> bool {
        let Some(class) = native.class.get::<Type>() else {
            return true;
        };
        match args.first() {
            Some(&receiver) => {
                let own = self.class_of(receiver);
                own == class || class == self.types.object || own.is_subclass_of(class)
            }
            None => false,
        }
    }

    #[cold]
    #[inline(never)]
    fn wrong_receiver(&mut self, native: Gc<Native>, args: &[Value]) -> Raised {
        let is_slot = self.class_of(native.into()) == self.types.wrapper_descriptor;
        let name = self.native_def(native).name;
        let class = native.class.get::<Type>().map(|it| it.name.get());
        let class = class.map_or("".into(), |it| it.to_string_lossy());
        let Some(&receiver) = args.first() else {
            return self.type_error(match is_slot {
                true => format!("descriptor '{name}' of '{class}' object needs an argument"),
                false => format!("unbound method {class}.{name}() needs an argument"),
            });
        };
        let got = self.class_name(receiver);
        self.type_error(match is_slot {
            true => {
                format!("descriptor '{name}' requires a '{class}' object but received a '{got}'")
            }
            false => {
                format!(
                    "descriptor '{name}' for '{class}' objects doesn't apply to a '{got}' object"
                )
            }
        })
    }

    /// Whether a constructor without keywords is called for a class of Python whose own
    /// `__init__` says what the keywords are.
    fn leaves_names_to_init(&self, native: Gc<Native>, args: &[Value]) -> bool {
        let (Some(base), Some(class)) = (
            native.module.get::<Type>(),
            args.first().and_then(|class| class.get::<Type>()),
        ) else {
            return false;
        };
        let init = |class: Gc<Type>| class.lookup(self.names.init).map(|(init, _)| init);
        self.native_def(native).name == "__new__" && init(class) != init(base)
    }

    /// Which parameter a keyword names: its index among its sort, and whether it is
    /// keyword-only.
    fn parameter(&mut self, native: Gc<Native>, name: &str) -> Option<(usize, bool)> {
        let signature = &self.native_def(native).signature;
        // Taking a declaration apart takes longer than most calls.
        let names = self.native_names.entry(native.index);
        let names = names.or_insert_with(|| signature.names().collect());
        let index = names.iter().position(|&(it, _)| it == name)?;
        let positional = usize::from(signature.positional);
        match names[index].1 {
            true => Some((index - positional, true)),
            false => (index >= usize::from(signature.positional_only)).then_some((index, false)),
        }
    }

    fn native_name(&self, native: Gc<Native>) -> String {
        let def = self.native_def(native);
        match native.class.get::<Type>() {
            Some(class) => format!("{}.{}", class.qualname.get().to_string_lossy(), def.name),
            // A function of a module says whose it is.
            None => match native.module.get::<Str>() {
                Some(module) if module.bytes() != b"builtins" => {
                    format!("{}.{}", module.to_string_lossy(), def.name)
                }
                _ => match native.module.get::<Type>() {
                    Some(class) => format!("{}.{}", class.name.get().to_string_lossy(), def.name),
                    None => def.name.to_string(),
                },
            },
        }
    }

    /// The built-in class whose constructor a native is.
    fn constructed_class(&self, native: Gc<Native>, args: &[Value]) -> Option<Gc<Type>> {
        let class = match self.native_def(native).name {
            "__new__" => args.first()?.get::<Type>()?,
            "__init__" => native.class.get::<Type>()?,
            _ => return None,
        };
        class.mro().find(|class| class.builtin)
    }

    /// What messages about single arguments call a native, a constructor after its class;
    /// and how many of its parameters no caller sees: its object, or the class.
    fn parsed_name(&self, native: Gc<Native>, args: &[Value]) -> (String, usize) {
        let def = self.native_def(native);
        let class = self.constructed_class(native, args);
        let name = match class {
            Some(class) => class.qualname.get().to_string_lossy().into_owned(),
            None => def.name.to_string(),
        };
        let of_class = native.module.is::<Type>() && def.signature.text.starts_with("cls");
        let hidden = !native.class.is_unbound() || class.is_some() || of_class;
        (name, hidden.into())
    }

    #[cold]
    #[inline(never)]
    fn unexpected_native_keyword(
        &mut self,
        native: Gc<Native>,
        args: &[Value],
        name: &str,
    ) -> Raised {
        let def = self.native_def(native);
        let signature = &def.signature;
        let class = self.constructed_class(native, args);
        let callee = match class {
            Some(class) => class.name.get().to_string_lossy().into_owned(),
            None => self.native_name(native),
        };
        if signature.keyword_only == 0 && signature.positional_only == signature.positional {
            if self.class_of(native.into()) == self.types.wrapper_descriptor {
                let name = self.native_def(native).name;
                return self.type_error(format!("wrapper {name}() takes no keyword arguments"));
            }
            return self.type_error(format!("{callee}() takes no keyword arguments"));
        }
        let callee = if class.is_some() { &callee } else { def.name };
        let callee = callee.rsplit_once('.').map_or(callee, |(_, name)| name);
        self.type_error(format!(
            "'{name}' is an invalid keyword argument for {callee}()"
        ))
    }

    /// More arguments, named ones included, than there are parameters.
    #[cold]
    #[inline(never)]
    fn more_than_parameters(&mut self, native: Gc<Native>, given: &[Value], all: usize) -> Raised {
        let (name, hidden) = self.parsed_name(native, given);
        let signature = &self.native_def(native).signature;
        let most = usize::from(signature.positional + signature.keyword_only) - hidden;
        let (all, plural) = (all - hidden, if most == 1 { "" } else { "s" });
        // Without the word it could be taken for the count of those that have no name.
        let named = if given.len() == hidden {
            "keyword "
        } else {
            ""
        };
        self.type_error(format!(
            "{name}() takes at most {most} {named}argument{plural} ({all} given)"
        ))
    }

    #[cold]
    #[inline(never)]
    fn wrong_argument_count(&mut self, native: Gc<Native>, args: &[Value], given: usize) -> Raised {
        let def = self.native_def(native);
        let signature = &def.signature;
        let class = self.constructed_class(native, args);
        let (name, hidden) = self.parsed_name(native, args);
        let hidden = hidden.min(given);
        let given = given - hidden;
        let required = usize::from(signature.required).saturating_sub(hidden);
        let most = usize::from(signature.positional).saturating_sub(hidden);
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let is_slot = self.class_of(native.into()) == self.types.wrapper_descriptor;
        let name = match &*name {
            "__pow__" => String::new(),
            "super" => "super()".into(),
            _ => name,
        };
        let message = if is_slot && required == most {
            format!("expected {most} argument{}, got {given}", plural(most))
        } else if given < required
            && given + hidden >= usize::from(signature.positional_only)
            && let Some((missing, _)) = signature.names().nth(given + hidden)
        {
            // `enumerate` alone does not count.
            let place = match &*name {
                "enumerate" => String::new(),
                _ => format!(" (pos {})", given + 1),
            };
            format!("{name}() missing required argument '{missing}'{place}")
        } else if given > most
            && signature.positional_only < signature.positional
            && signature.keyword_only == 0
            && !searches_text(native, def.name)
        {
            format!(
                "{name}() takes at most {most} argument{} ({given} given)",
                plural(most)
            )
        } else if required == most && !signature.varargs && signature.keyword_only == 0 {
            let callee = self.native_name(native);
            match most {
                0 => format!("{callee}() takes no arguments ({given} given)"),
                1 if class.is_none() => {
                    format!("{callee}() takes exactly one argument ({given} given)")
                }
                1 => format!("{name} expected 1 argument, got {given}"),
                _ => format!("{name} expected {most} arguments, got {given}"),
            }
        } else if searches_text(native, def.name) {
            let (bound, which) = if given < required {
                (required, "at least")
            } else {
                (most, "at most")
            };
            format!(
                "{name}() takes {which} {bound} argument{} ({given} given)",
                plural(bound)
            )
        } else if def.name != "sorted"
            && (signature.positional_only < signature.positional || signature.keyword_only > 0)
        {
            let all = most + usize::from(signature.keyword_only);
            let (least, at_most) = match required == most {
                true => ("exactly", "exactly"),
                false => ("at least", "at most"),
            };
            match most {
                _ if given < required => format!(
                    "{name}() takes {least} {required} positional argument{} ({given} given)",
                    plural(required)
                ),
                _ if given > all => format!(
                    "{name}() takes at most {all} argument{} ({given} given)",
                    plural(all)
                ),
                0 => format!("{name}() takes no positional arguments"),
                _ => {
                    let which = if signature.keyword_only > 0 {
                        "positional "
                    } else {
                        ""
                    };
                    format!(
                        "{name}() takes {at_most} {most} {which}argument{} ({given} given)",
                        plural(most)
                    )
                }
            }
        } else if def.name == "sorted" {
            format!("sorted expected 1 argument, got {given}")
        } else if given < required {
            format!(
                "{name} expected at least {required} argument{}, got {given}",
                plural(required)
            )
        } else {
            format!(
                "{name} expected at most {most} argument{}, got {given}",
                plural(most)
            )
        };
        self.type_error(message)
    }

    /// How messages name something that is called: `f()`.
    pub(super) fn callable_name(&mut self, callee: Value) -> String {
        if let Some(function) = callee.get::<Function>() {
            let module = function
                .module
                .get()
                .get::<Str>()
                .map(|it| it.to_string_lossy());
            let qualname = function.qualname.get().to_string_lossy();
            return match module {
                Some(module) => format!("{module}.{qualname}()"),
                None => format!("{qualname}()"),
            };
        }
        if let Some(native) = callee.get::<Native>() {
            return format!("{}()", self.native_name(native));
        }
        if let Some(class) = callee.get::<Type>() {
            return format!("{}()", self.full_class_name(class));
        }
        if let Some(method) = callee.get::<BoundMethod>() {
            return self.callable_name(method.function.get());
        }
        match self.str(callee) {
            Ok(text) => text.to_string_lossy().into_owned(),
            Err(_) => {
                self.take_raised();
                self.class_name(callee)
            }
        }
    }

    /// A new native object for a declaration.
    pub fn new_native(
        &mut self,
        def: &'static NativeDef,
        class: Value,
        module: Value,
    ) -> Gc<Native> {
        let index = self.natives.len() as u32;
        self.natives.push(def);
        self.heap.alloc(Native::new(index, class, module))
    }
}

/// Whether a method is one of those of text that count their arguments in the older
/// words, as functions with keywords do.
fn searches_text(native: Gc<Native>, name: &str) -> bool {
    const NAMES: &[&str] = &[
        "find",
        "rfind",
        "index",
        "rindex",
        "count",
        "startswith",
        "endswith",
    ];
    let class = native.class.get::<Type>();
    class.is_some_and(|it| matches!(it.layout, Kind::Str | Kind::Bytes | Kind::ByteArray))
        && NAMES.contains(&name)
}
