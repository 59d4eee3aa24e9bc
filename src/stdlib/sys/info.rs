//! What `sys` says about the interpreter that never changes while it runs.

use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::stdlib::arguments::set;
use crate::stdlib::structseq::{self, class, field};
use crate::vm::Vm;
use crate::vm::native::TypeDef;

/// The version of Python that this is: major, minor, micro.
pub const PYTHON: [i32; 3] = [3, 12, 1];

pub static VERSION_INFO: TypeDef = class(
    "sys.version_info",
    "Version information as a named tuple.",
    &[
        field::<0>("major"),
        field::<1>("minor"),
        field::<2>("micro"),
        field::<3>("releaselevel"),
        field::<4>("serial"),
    ],
);

pub static FLAGS: TypeDef = class(
    "sys.flags",
    "Flags provided through command line arguments or environment vars.",
    &[
        field::<0>("debug"),
        field::<1>("inspect"),
        field::<2>("interactive"),
        field::<3>("optimize"),
        field::<4>("dont_write_bytecode"),
        field::<5>("no_user_site"),
        field::<6>("no_site"),
        field::<7>("ignore_environment"),
        field::<8>("verbose"),
        field::<9>("bytes_warning"),
        field::<10>("quiet"),
        field::<11>("hash_randomization"),
        field::<12>("isolated"),
        field::<13>("dev_mode"),
        field::<14>("utf8_mode"),
        field::<15>("warn_default_encoding"),
        field::<16>("safe_path"),
        field::<17>("int_max_str_digits"),
    ],
);

pub static FLOAT_INFO: TypeDef = class(
    "sys.float_info",
    "A named tuple holding information about the float type.",
    &[
        field::<0>("max"),
        field::<1>("max_exp"),
        field::<2>("max_10_exp"),
        field::<3>("min"),
        field::<4>("min_exp"),
        field::<5>("min_10_exp"),
        field::<6>("dig"),
        field::<7>("mant_dig"),
        field::<8>("epsilon"),
        field::<9>("radix"),
        field::<10>("rounds"),
    ],
);

pub static INT_INFO: TypeDef = class(
    "sys.int_info",
    "A named tuple that holds information about Python's internal representation of integers.",
    &[
        field::<0>("bits_per_digit"),
        field::<1>("sizeof_digit"),
        field::<2>("default_max_str_digits"),
        field::<3>("str_digits_check_threshold"),
    ],
);

pub static HASH_INFO: TypeDef = class(
    "sys.hash_info",
    "A named tuple providing parameters used for computing hashes.",
    &[
        field::<0>("width"),
        field::<1>("modulus"),
        field::<2>("inf"),
        field::<3>("nan"),
        field::<4>("imag"),
        field::<5>("algorithm"),
        field::<6>("hash_bits"),
        field::<7>("seed_bits"),
        field::<8>("cutoff"),
    ],
);

pub static THREAD_INFO: TypeDef = class(
    "sys.thread_info",
    "A named tuple holding information about the thread implementation.",
    &[
        field::<0>("name"),
        field::<1>("lock"),
        field::<2>("version"),
    ],
);

/// Puts it all into the module.
pub fn set_all(vm: &mut Vm, module: Gc<Dict>) {
    let version = version_info(vm);
    set(vm, module, "version_info", version);
    let [major, minor, micro] = PYTHON;
    let hex = Value::small(major << 24 | minor << 16 | micro << 8 | 0xf0);
    set(vm, module, "hexversion", hex);
    let machine = concat!("(glassnake ", env!("CARGO_PKG_VERSION"), ") [Rust]");
    let text = vm.heap.str(&format!("{major}.{minor}.{micro} {machine}"));
    set(vm, module, "version", text);
    let copyright = vm.heap.str("Copyright (c) the authors of glassnake.");
    set(vm, module, "copyright", copyright);
    set_implementation(vm, module, version, hex);

    for (name, value) in [
        ("platform", std::env::consts::OS),
        (
            "byteorder",
            if cfg!(target_endian = "little") {
                "little"
            } else {
                "big"
            },
        ),
        ("float_repr_style", "short"),
        ("platlibdir", "lib"),
        ("abiflags", ""),
    ] {
        let value = vm.heap.intern(value);
        set(vm, module, name, value);
    }
    let maxsize = vm.heap.int(i64::MAX);
    set(vm, module, "maxsize", maxsize);
    set(vm, module, "maxunicode", Value::small(0x10_ffff));
    set(vm, module, "dont_write_bytecode", Value::TRUE);
    set(vm, module, "pycache_prefix", Value::NONE);
    set_builtin_names(vm, module);
    set_flags(vm, module);
    set_number_info(vm, module);
}

fn version_info(vm: &mut Vm) -> Value {
    let [major, minor, micro] = PYTHON.map(Value::small);
    let level = vm.heap.intern("final").into();
    structseq::only(
        vm,
        &VERSION_INFO,
        &[major, minor, micro, level, Value::small(0)],
    )
    .into()
}

fn set_implementation(vm: &mut Vm, module: Gc<Dict>, version: Value, hex: Value) {
    let name = vm.heap.intern("glassnake").into();
    let multiarch = vm
        .heap
        .str(&format!("{}-linux-gnu", std::env::consts::ARCH))
        .into();
    let implementation = crate::stdlib::namespace::namespace(
        vm,
        &[
            ("name", name),
            ("cache_tag", Value::NONE),
            ("version", version),
            ("hexversion", hex),
            ("_multiarch", multiarch),
        ],
    );
    set(vm, module, "implementation", implementation);
}

fn set_builtin_names(vm: &mut Vm, module: Gc<Dict>) {
    let mut names: Vec<&str> = crate::stdlib::MODULES
        .iter()
        .map(|module| module.name)
        .collect();
    names.push("builtins");
    names.sort_unstable();
    let list = vm.heap.list(&[]);
    for name in names {
        let name = vm.heap.intern(name).into();
        let _there_is_room = list.push(&vm.heap, name);
    }
    let names = vm.heap.tuple_of(list.items());
    set(vm, module, "builtin_module_names", names);
    let all = vm.heap.set_of_kind(crate::object::gc::Kind::FrozenSet);
    let embedded = crate::stdlib::EMBEDDED.names.iter().copied();
    let native = crate::stdlib::MODULES.iter().map(|it| it.name);
    for name in embedded.chain(native).filter(|name| !name.contains('.')) {
        let name = vm.heap.intern(name).into();
        // A str has a hash, so this can't fail.
        let _ = vm.set_add(all, name);
    }
    set(vm, module, "stdlib_module_names", all);
    for name in ["meta_path", "path_hooks"] {
        let none = vm.heap.list(&[]);
        set(vm, module, name, none);
    }
    let none = vm.heap.dict();
    set(vm, module, "path_importer_cache", none);
    set(vm, module, "api_version", Value::small(1013));
}

fn set_flags(vm: &mut Vm, module: Gc<Dict>) {
    let given = vm.config.flags;
    let number = |flag: u8| Value::small(i32::from(flag));
    let flags = [
        number(given.debug),
        number(given.inspect),
        number(given.interactive),
        number(given.optimize),
        number(given.dont_write_bytecode),
        number(given.no_user_site),
        number(given.no_site),
        number(given.ignore_environment),
        number(given.verbose),
        number(given.bytes_warning),
        number(given.quiet),
        Value::small(i32::from(vm.config.hash_seed != Some(0))),
        number(given.isolated),
        Value::bool(given.dev_mode != 0),
        number(given.utf8_mode),
        number(0),
        Value::bool(given.safe_path != 0),
        vm.heap.int(vm.max_str_digits as i64),
    ];
    let flags = structseq::only(vm, &FLAGS, &flags);
    set(vm, module, "flags", flags);
}

fn set_number_info(vm: &mut Vm, module: Gc<Dict>) {
    let (max, min, epsilon) = (f64::MAX, f64::MIN_POSITIVE, f64::EPSILON);
    let info = [
        vm.heap.float(max),
        Value::small(f64::MAX_EXP),
        Value::small(f64::MAX_10_EXP),
        vm.heap.float(min),
        Value::small(f64::MIN_EXP),
        Value::small(f64::MIN_10_EXP),
        Value::small(f64::DIGITS as i32),
        Value::small(f64::MANTISSA_DIGITS as i32),
        vm.heap.float(epsilon),
        Value::small(2),
        Value::small(1),
    ];
    let info = structseq::only(vm, &FLOAT_INFO, &info);
    set(vm, module, "float_info", info);

    let info = structseq::only(vm, &INT_INFO, &[30, 4, 4300, 640].map(Value::small));
    set(vm, module, "int_info", info);

    let modulus = vm.heap.int((1 << 61) - 1);
    let algorithm = vm.heap.intern("foldhash").into();
    let info = [
        Value::small(64),
        modulus,
        Value::small(314_159),
        Value::small(0),
        Value::small(1_000_003),
        algorithm,
        Value::small(64),
        Value::small(64),
        Value::small(0),
    ];
    let info = structseq::only(vm, &HASH_INFO, &info);
    set(vm, module, "hash_info", info);

    let info = [
        vm.heap.intern("pthread").into(),
        vm.heap.intern("futex").into(),
        Value::NONE,
    ];
    let info = structseq::only(vm, &THREAD_INFO, &info);
    set(vm, module, "thread_info", info);
}
