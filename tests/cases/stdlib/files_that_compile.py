# py_compile and compileall: what is wrong with files, in the words of tracebacks.
import compileall
import os
import py_compile
import tempfile

with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    with open('good.py', 'w') as file:
        file.write('x = 1\n')
    with open('bad.py', 'w') as file:
        file.write('x = = 1\n')
    print(py_compile.compile('good.py') is not None)
    try:
        py_compile.compile('bad.py', doraise=True)
    except py_compile.PyCompileError as error:
        print(error.exc_type_name, error.file)
        print(error)
    print(py_compile.compile('bad.py', quiet=2))
    print(compileall.compile_dir('.', quiet=1, force=True), compileall.compile_file('good.py', quiet=1))
    os.chdir('/')
