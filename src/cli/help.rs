//! What `-h` and bad usage print.

/// Follows what is wrong with the arguments.
pub const USAGE: &str = "\
usage: glassnake [option] ... [-c cmd | -m mod | file | -] [arg] ...
Try `glassnake -h' for more information.
";

/// `-V`
pub const VERSION: &str = concat!("glassnake ", env!("CARGO_PKG_VERSION"), " (Python 3.12)\n");

/// `-h`
pub const HELP: &str = "\
usage: glassnake [option] ... [-c cmd | -m mod | file | -] [arg] ...

glassnake is a small Python 3.12 that perf can see through. See where a script's
time goes, by the names of its functions:

  perf record -F 999 -g glassnake -X perf script.py
  perf report

What to run:
  file           a script, or a folder with a __main__.py
  -c cmd         a program given as text (ends the options)
  -m mod         a module as a script (ends the options)
  -              a program from stdin; from a terminal, or with -i, a prompt
                 (as without any of these)
  arg ...        what the program finds in sys.argv[1:]

  -m tokenize | ast | symtable | dis  file
                 print what becomes of a file: its tokens, its syntax tree, its
                 scopes, its bytecode

Options:
  -X perf        write the names of Python functions where perf looks for them;
                 also PYTHONPERFSUPPORT=1
  -X perf_jit    write a jitdump instead, for `perf inject --jit`: for DWARF call
                 graphs; also PYTHON_PERF_JIT_SUPPORT=1
  -X perf_frames write frame records instead, by which perf sees Python functions
                 without a native call for each; x86-64, frame pointers only
  -X perf_frames=lines
                 the same with the line in each name
  -X perf_frames=jit
                 the same in a jitdump, with lines; also PYTHON_PERF_FRAMES=1,
                 lines or jit
  -X perf_dir=D  write the files in the folder D; also PYTHON_PERF_MAP_DIR=D
                 (perf looks for maps in /tmp only; it finds jitdumps anywhere)
  -X perf_filter=GLOB
                 only functions whose qualified name or file matches
  -X perf_template=frame-pointer | cet | cpython312
                 the machine code of the trampolines
  -X opt         any other option shows in sys._xoptions
  -E             ignore PYTHON* environment variables (such as PYTHONPATH)
  -i             ask for more when the script has ended
  -I             isolated: implies -E, -P and -s
  -P             don't look for modules beside the script; also PYTHONSAFEPATH
  -u             don't buffer stdout and stderr; also PYTHONUNBUFFERED=x
  -x             skip the script's first line
  -V, --version  print the version and exit; -VV prints more
  -h, --help     print this and exit
  -q             don't say the version before the prompt
  -b -B -d -O -OO -R -s -S -v -W arg --check-hash-based-pycs arg
                 are taken, as python takes them, and show in sys.flags

Environment:
  PYTHONPATH           folders in which modules are looked for, separated by ':'
  PYTHONHASHSEED       'random', or a number that makes hashes the same in each run
  PYTHONPERFSUPPORT    any number but 0 is -X perf
  PYTHON_PERF_JIT_SUPPORT
                       any number but 0 is -X perf_jit
  PYTHON_PERF_FRAMES   1, lines or jit is -X perf_frames
";
