"""`python -m pdb`: debugging scripts and modules."""

import io
import os
import sys
import traceback
from functools import cached_property


class _ScriptTarget(str):
    """A script to debug."""

    def __new__(cls, name):
        target = super().__new__(cls, os.path.realpath(name))
        target.orig = name
        return target

    def check(self):
        wrong = 'is a directory' if os.path.isdir(self) else None if os.path.exists(self) else 'does not exist'
        if wrong:
            print('Error:', self.orig, wrong)
            sys.exit(1)
        sys.path[0] = os.path.dirname(self)

    @property
    def filename(self):
        return self

    @property
    def namespace(self):
        return {'__name__': '__main__', '__file__': self, '__builtins__': __builtins__}

    @property
    def code(self):
        with io.open_code(self) as file:
            return f"exec(compile({file.read()!r}, {self!r}, 'exec'))"


class _ModuleTarget(str):
    """A module to debug."""

    def check(self):
        try:
            self._details
        except ImportError as error:
            print(f'ImportError: {error}')
            sys.exit(1)
        except Exception:
            traceback.print_exc()
            sys.exit(1)

    @cached_property
    def _details(self):
        import runpy
        return runpy._get_module_details(self)

    @property
    def filename(self):
        return self.code.co_filename

    @property
    def code(self):
        return self._details[2]

    @property
    def namespace(self):
        spec = self._details[1]
        return {'__name__': '__main__', '__file__': os.path.normcase(os.path.abspath(self.filename)),
                '__package__': spec.parent, '__loader__': spec.loader, '__spec__': spec,
                '__builtins__': __builtins__}


_usage = """\
usage: pdb.py [-c command] ... [-m module | pyfile] [arg] ...

Debug a program: a script, or with -m a module or package.

Commands are read from ~/.pdbrc and ./.pdbrc first, then from each -c:
"-c continue" runs to the first exception, "-c 'until X'" to line X."""


def main():
    import getopt
    import pdb
    opts, args = getopt.getopt(sys.argv[1:], 'mhc:', ['help', 'command='])
    if not args:
        print(_usage)
        sys.exit(2)
    if any(option in ('-h', '--help') for option, _ in opts):
        print(_usage)
        sys.exit()
    target = (_ModuleTarget if ('-m', '') in opts else _ScriptTarget)(args[0])
    target.check()
    sys.argv[:] = args
    debugger = pdb.Pdb()
    debugger.rcLines.extend(command for option, command in opts if option in ('-c', '--command'))
    while True:
        try:
            debugger._run(target)
            if debugger._user_requested_quit:
                break
            print('The program finished and will be restarted')
        except pdb.Restart:
            print('Restarting', target, 'with arguments:')
            print('\t' + ' '.join(sys.argv[1:]))
        except SystemExit as error:
            print('The program exited via sys.exit(). Exit status:', error)
        except SyntaxError:
            traceback.print_exc()
            sys.exit(1)
        except BaseException as error:
            traceback.print_exc()
            print('Uncaught exception. Entering post mortem debugging')
            print("Running 'cont' or 'step' will restart the program")
            debugger.interaction(None, error.__traceback__)
            print(f'Post mortem debugger finished. The {target} will be restarted')
