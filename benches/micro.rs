//! The parts of the way from a text to its result, measured one by one.
//!
//! `cargo bench` runs them; `cargo bench -- dict` those whose names say `dict`. What
//! whole programs take is for `compare.py`; these say *where* a change made itself felt.

use std::rc::Rc;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use glassnake::cli::PARTS;
use glassnake::compile::compile_module;
use glassnake::object::value::Value;
use glassnake::source::Source;
use glassnake::syntax;
use glassnake::vm::load::Mode;
use glassnake::vm::{Config, Vm};

fn main() {
    divan::main();
}

/// A module of so many functions that look like those that people write.
fn program(functions: usize) -> Rc<Source> {
    let mut text = String::new();
    for number in 0..functions {
        text += &format!(
            "def f{number}(items, by=1):\n    total = 0\n    for i, item in enumerate(items):\n        \
             if item % 2 == 0 and i > {number}:\n            total += item * by\n    \
             return [total, f'{{total}} of {{len(items)}}']\n\n"
        );
    }
    Rc::new(Source::new("<bench>", &text))
}

fn vm() -> Box<Vm> {
    match Vm::new(Config::default(), PARTS) {
        Ok(vm) => vm,
        Err(error) => panic!("{error}"),
    }
}

// --- from text to code ---

#[divan::bench(args = [10, 1000])]
fn lexer(bencher: Bencher, functions: usize) {
    let source = program(functions);
    bencher
        .counter(BytesCount::new(source.text().len()))
        .bench_local(|| syntax::lex(black_box(&source)).map(|tokens| tokens.len()));
}

#[divan::bench(args = [10, 1000])]
fn parser(bencher: Bencher, functions: usize) {
    let source = program(functions);
    bencher
        .counter(BytesCount::new(source.text().len()))
        .bench_local(|| syntax::parse_module(black_box(&source)).is_ok());
}

#[divan::bench(args = [10, 1000])]
fn compiler(bencher: Bencher, functions: usize) {
    let source = program(functions);
    let Ok(module) = syntax::parse_module(&source) else {
        panic!("the program is one");
    };
    bencher
        .counter(BytesCount::new(source.text().len()))
        .bench_local(|| compile_module(black_box(&module), &source).is_ok());
}

// --- running ---

/// Statements that run a thousand times; the time of one turn is that of all by 1000.
#[divan::bench(args = [
    "pass",
    "plain(1, 2)",
    "keywords(1, b=2)",
    "spread(*pair)",
    "it.method(1)",
    "it.value",
    "it.computed",
    "it.value = 1",
    "len(pair)",
    "Thing()",
    "a, b = pair",
    "pair[1]",
    "text[2]",
    "numbers[1:3]",
    "next(endless)",
])]
fn statement(bencher: Bencher, statement: &str) {
    let text = format!(
        "class Thing:\n    def __init__(self): self.value = 1\n    def method(self, x): return x\n    \
         @property\n    def computed(self): return 1\n\
         def plain(a, b): return a\ndef keywords(a, b=1): return a\ndef spread(a, b): return a\n\
         def forever():\n    while True: yield 1\n\
         pair, it, text, numbers, endless = (1, 2), Thing(), 'text', [1, 2, 3, 4], forever()\n\
         def run():\n    for _ in range(1000):\n        {statement}\n"
    );
    let mut vm = vm();
    let globals = vm.add_module("__main__").dict;
    let source = Rc::new(Source::new("<bench>", &text));
    let name = vm.heap.intern("run");
    let run = vm
        .compile(&source, Mode::Exec)
        .and_then(|code| vm.run_code(&code, globals))
        .ok()
        .and_then(|_| globals.get_str(name));
    let Some(run) = run else {
        panic!("{statement} does not run");
    };
    bencher
        .counter(ItemsCount::new(1000_u32))
        .bench_local(|| vm.call(run, &[]).is_ok());
}

// --- memory ---

#[divan::bench(args = [2, 16, 200])]
fn allocation(bencher: Bencher, items: usize) {
    let mut vm = vm();
    let values = vec![Value::NONE; items];
    bencher.counter(ItemsCount::new(1000_u32)).bench_local(|| {
        for _ in 0..1000 {
            black_box(vm.heap.tuple(black_box(&values)));
        }
        // Nothing is held here, so this is a safepoint.
        vm.safepoint().is_ok()
    });
}

#[divan::bench(args = [0, 10_000, 1_000_000])]
fn collection(bencher: Bencher, live: usize) {
    let mut vm = vm();
    let globals = vm.add_module("__main__").dict;
    let key = vm.heap.intern("live");
    let list = vm.heap.list(&[]);
    globals.insert_str(&vm.heap, key, list.into());
    for _ in 0..live {
        let item = vm.heap.tuple(&[Value::NONE, Value::TRUE]);
        let _pushed = vm.list_push(list, item.into());
    }
    bencher
        .counter(ItemsCount::new(live))
        .bench_local(|| vm.collect());
}

// --- dicts ---

#[divan::bench(args = [8, 1000, 100_000])]
fn dict_of_ints(bencher: Bencher, keys: i32) {
    let mut vm = vm();
    bencher
        .counter(ItemsCount::new(keys as u32))
        .bench_local(|| {
            let dict = vm.heap.dict();
            for key in 0..keys {
                let _set = vm.dict_set(dict, Value::small(key), Value::NONE);
            }
            let found = (0..keys)
                .filter(|&key| matches!(vm.dict_get(dict, Value::small(key)), Ok(Some(_))));
            let count = found.count();
            vm.safepoint().is_ok() && count > 0
        });
}

#[divan::bench(args = [8, 1000, 100_000])]
fn dict_of_strs(bencher: Bencher, keys: usize) {
    let mut vm = vm();
    let globals = vm.add_module("__main__").dict;
    let names = vm.heap.list(&[]);
    let key = vm.heap.intern("names");
    globals.insert_str(&vm.heap, key, names.into());
    for number in 0..keys {
        let name = vm.heap.str(&format!("name {number}"));
        let _pushed = vm.list_push(names, name.into());
    }
    bencher.counter(ItemsCount::new(keys)).bench_local(|| {
        let dict = vm.heap.dict();
        for name in names.items() {
            let _set = vm.dict_set(dict, name.get(), Value::NONE);
        }
        vm.safepoint().is_ok()
    });
}
