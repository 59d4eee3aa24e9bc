//! Others than perf read what a real script leaves: `linux-perf-data`, which is samply's reader of jitdumps, and
//! `inferno`, which makes flame graphs.

mod support;

use std::collections::HashMap;
use std::fs::File;

use inferno::collapse::Collapse;
use inferno::collapse::perf::Folder;
use linux_perf_data::jitdump::{JitDumpReader, JitDumpRecord};

use support::directory::Directory;
use support::perf::{perf_is_there, record_jitdump, script};
use support::session::Session;

const GLASSNAKE: &str = env!("CARGO_BIN_EXE_glassnake");

#[test]
fn linux_perf_data_reads_a_scripts_jitdump() {
    let text = "\
class Greeter:
    def greet(self, name):
        return f'hello {name}'

def main():
    for name in 'a', 'b':
        Greeter().greet(name)
main()
";
    let session = Session::new("linux-perf-data");
    session.output(&["-Xperf_jit"], text);
    let dumps = session.dumps();
    let mut reader = JitDumpReader::new(File::open(&dumps[0]).unwrap()).unwrap();
    let name = dumps[0].file_stem().unwrap().to_str().unwrap();
    assert_eq!(name, format!("jit-{}", reader.header().pid));
    let file = format!("{}/script.py", session.directory.display());
    let (mut loads, mut lines) = (Vec::new(), HashMap::new());
    while let Some(record) = reader.next_record().unwrap() {
        match record.parse().unwrap() {
            JitDumpRecord::CodeDebugInfo(debug) => {
                let line = debug.lookup(debug.code_addr + 2).unwrap();
                assert_eq!(&*line.file_path.as_slice(), file.as_bytes());
                lines.insert(debug.code_addr, line.line);
            }
            JitDumpRecord::CodeLoad(load) => {
                let name = load.function_name.as_slice();
                let name = String::from_utf8(name.to_vec()).unwrap();
                loads.push((name, lines[&load.code_addr]));
            }
            _ => {}
        }
    }
    let expected = [
        ("<module>", 1),
        ("Greeter", 1),
        ("main", 5),
        ("Greeter.greet", 2),
    ];
    let expected = expected.map(|(qualname, line)| (format!("py::{qualname}:{file}"), line));
    assert_eq!(loads, expected);
}

#[test]
fn inferno_folds_a_scripts_stacks() {
    if !perf_is_there() {
        return;
    }
    let directory = Directory::new("inferno");
    let option = format!("-Xperf_dir={}", directory.display());
    let arguments = ["-Xperf_jit", &option, "examples/chain.py", "30"];
    let recording = record_jitdump(&directory, "fp", GLASSNAKE, &arguments);
    let text = script(&recording.data, "comm,pid,tid,time,event,ip,sym,dso", &[]);
    let mut folded = Vec::new();
    Folder::default()
        .collapse(text.as_bytes(), &mut folded)
        .unwrap();
    let folded = String::from_utf8(folded).unwrap();
    let (mut whole, mut all) = (0, 0);
    for line in folded.lines() {
        let (stack, count) = line.rsplit_once(' ').unwrap();
        let count: u64 = count.parse().unwrap();
        all += count;
        let python: Vec<&str> = stack
            .split(';')
            .filter_map(|frame| frame.strip_prefix("py::")?.split_once(':'))
            .map(|(qualname, _)| qualname)
            .collect();
        if python == ["<module>", "foo", "bar", "baz"] {
            whole += count;
        }
    }
    assert!(
        whole > 50 && whole * 10 > all * 8,
        "{whole} of {all}:\n{folded}"
    );
}
