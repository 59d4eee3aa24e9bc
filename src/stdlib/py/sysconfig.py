"""How this Python was built and where it is installed."""

import sys

__all__ = [
    'get_config_var',
    'get_config_vars',
    'get_default_scheme',
    'get_path',
    'get_path_names',
    'get_paths',
    'get_platform',
    'get_preferred_scheme',
    'get_python_version',
    'get_scheme_names',
    'is_python_build',
]

_VERSION = f'{sys.version_info[0]}.{sys.version_info[1]}'

# Every crate is compiled with -Cforce-frame-pointers=yes; these are the names under
# which scripts look for it.
_FRAME_POINTERS = '-fno-omit-frame-pointer -mno-omit-leaf-frame-pointer'

_SCHEMES = {
    'posix_prefix': {
        'stdlib': '{base}/lib/python{version}',
        'platstdlib': '{base}/lib/python{version}',
        'purelib': '{base}/lib/python{version}/site-packages',
        'platlib': '{base}/lib/python{version}/site-packages',
        'include': '{base}/include/python{version}',
        'platinclude': '{base}/include/python{version}',
        'scripts': '{base}/bin',
        'data': '{base}',
    },
    'posix_home': {
        'stdlib': '{base}/lib/python',
        'platstdlib': '{base}/lib/python',
        'purelib': '{base}/lib/python',
        'platlib': '{base}/lib/python',
        'include': '{base}/include/python',
        'platinclude': '{base}/include/python',
        'scripts': '{base}/bin',
        'data': '{base}',
    },
}

_vars = None


def _machine():
    return sys.implementation._multiarch.split('-')[0]


def get_platform():
    """The platform, such as linux-x86_64."""
    return f'{sys.platform}-{_machine()}'


def get_python_version():
    """The version without the patch level, such as 3.12."""
    return _VERSION


def get_config_vars(*names):
    """All variables as a dict, or the values of those that are named."""
    global _vars
    if _vars is None:
        prefix = sys.prefix
        _vars = {
            'prefix': prefix,
            'exec_prefix': sys.exec_prefix,
            'installed_base': prefix,
            'installed_platbase': prefix,
            'base': prefix,
            'platbase': prefix,
            'projectbase': f'{prefix}/bin',
            'platlibdir': sys.platlibdir,
            'py_version': f'{_VERSION}.{sys.version_info[2]}',
            'py_version_short': _VERSION,
            'py_version_nodot': _VERSION.replace('.', ''),
            'py_version_nodot_plat': '',
            'abiflags': '',
            'userbase': '',
            'srcdir': prefix,
            'implementation': 'Python',
            'implementation_lower': 'python',
            'ABIFLAGS': '',
            'BINDIR': f'{prefix}/bin',
            'BINLIBDEST': f'{prefix}/lib/python{_VERSION}',
            'CFLAGS': _FRAME_POINTERS,
            'CONFIGURE_CFLAGS': _FRAME_POINTERS,
            'CONFIGURE_CFLAGS_NODIST': '',
            'EXE': '',
            'EXT_SUFFIX': '.so',
            'HAVE_FORK': 1,
            'HOST_GNU_TYPE': f'{_machine()}-unknown-linux-gnu',
            'INCLUDEDIR': f'{prefix}/include',
            'LIBDEST': f'{prefix}/lib/python{_VERSION}',
            'LIBDIR': f'{prefix}/lib',
            'MULTIARCH': sys.implementation._multiarch,
            'OPT': '',
            'PY_CFLAGS': _FRAME_POINTERS,
            'PY_CORE_CFLAGS': _FRAME_POINTERS,
            'PY_HAVE_PERF_TRAMPOLINE': 1,
            'Py_DEBUG': 0,
            'Py_ENABLE_SHARED': 0,
            'SIZEOF_VOID_P': 8,
            'SOABI': '',
            'VERSION': _VERSION,
            'WITH_PYMALLOC': 0,
        }
    if names:
        return [_vars.get(name) for name in names]
    return _vars


def get_config_var(name):
    """The value of one variable, or None."""
    return get_config_vars().get(name)


def get_scheme_names():
    """The ways in which files can be laid out."""
    return tuple(sorted(_SCHEMES))


def get_default_scheme():
    return 'posix_prefix'


def get_preferred_scheme(key):
    if key == 'home':
        return 'posix_home'
    if key in ('prefix', 'user'):
        return 'posix_prefix'
    raise ValueError(f"key must be one of 'prefix', 'home' or 'user', not {key!r}")


def get_path_names():
    """The names of the paths of a scheme."""
    return ('stdlib', 'platstdlib', 'purelib', 'platlib', 'include', 'scripts', 'data')


def get_paths(scheme='posix_prefix', vars=None, expand=True):
    """The paths of a scheme by name."""
    if not expand:
        return _SCHEMES[scheme]
    base = get_config_var('base')
    if vars and 'base' in vars:
        base = vars['base']
    return {name: path.format(base=base, version=_VERSION)
            for name, path in _SCHEMES[scheme].items()}


def get_path(name, scheme='posix_prefix', vars=None, expand=True):
    """One path of a scheme."""
    return get_paths(scheme, vars, expand)[name]


def is_python_build(check_home=None):
    """Whether this runs from a source tree."""
    return False


def _print_dict(title, data):
    for index, (key, value) in enumerate(sorted(data.items())):
        if index == 0:
            print(f'{title}: ')
        print(f'\t{key} = "{value}"')


def _main():
    """What `-m sysconfig` prints."""
    print(f'Platform: "{get_platform()}"')
    print(f'Python version: "{get_python_version()}"')
    print(f'Current installation scheme: "{get_default_scheme()}"')
    print()
    _print_dict('Paths', get_paths())
    print()
    _print_dict('Variables', get_config_vars())


if __name__ == '__main__':
    _main()
