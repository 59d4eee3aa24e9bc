"""Command lines the older way: options are declared, arguments are what is left. See `argparse` for the newer one."""

import os
import sys
import textwrap

__all__ = ['Option', 'make_option', 'SUPPRESS_HELP', 'SUPPRESS_USAGE', 'Values', 'OptionContainer', 'OptionGroup',
           'OptionParser', 'HelpFormatter', 'IndentedHelpFormatter', 'TitledHelpFormatter', 'OptParseError',
           'OptionError', 'OptionConflictError', 'OptionValueError', 'BadOptionError', 'check_choice']

SUPPRESS_HELP = 'SUPPRESSHELP'
SUPPRESS_USAGE = 'SUPPRESSUSAGE'
NO_DEFAULT = ('NO', 'DEFAULT')


class OptParseError(Exception):
    """An error of options."""

    def __init__(self, msg):
        self.msg = msg

    def __str__(self):
        return self.msg


class OptionError(OptParseError):
    """An option is declared wrongly."""

    def __init__(self, msg, option):
        self.msg, self.option_id = msg, str(option)

    def __str__(self):
        return f'option {self.option_id}: {self.msg}' if self.option_id else self.msg


class OptionConflictError(OptionError):
    """An option is declared twice."""


class OptionValueError(OptParseError):
    """A value that an option does not take."""


class BadOptionError(OptParseError):
    """An option that there is not."""

    def __init__(self, opt_str):
        self.opt_str = opt_str

    def __str__(self):
        return f'no such option: {self.opt_str}'


class AmbiguousOptionError(BadOptionError):
    """The beginning of several options."""

    def __init__(self, opt_str, possibilities):
        super().__init__(opt_str)
        self.possibilities = possibilities

    def __str__(self):
        return f'ambiguous option: {self.opt_str} ({", ".join(self.possibilities)}?)'


# --- help ---

class HelpFormatter:
    """Lays out the help."""

    def __init__(self, indent_increment, max_help_position, width, short_first):
        self.indent_increment, self.short_first = indent_increment, short_first
        if width is None:
            width = int(os.environ.get('COLUMNS', 80)) - 2
        self.width = width
        self.help_position = self.max_help_position = min(max_help_position, max(width - 20, indent_increment * 2))
        self.current_indent = self.level = 0
        self.parser, self.default_tag, self.option_strings = None, '%default', {}

    def set_parser(self, parser):
        """Whose help it is."""
        self.parser = parser

    def indent(self):
        """One level in."""
        self.current_indent += self.indent_increment
        self.level += 1

    def dedent(self):
        """One level out."""
        self.current_indent -= self.indent_increment
        self.level -= 1

    def _format_text(self, text):
        indent = ' ' * self.current_indent
        width = max(self.width - self.current_indent, 11)
        return textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent)

    def format_description(self, description):
        """The text before the options."""
        return self._format_text(description) + '\n' if description else ''

    def format_epilog(self, epilog):
        """The text after them."""
        return '\n' + self._format_text(epilog) + '\n' if epilog else ''

    def expand_default(self, option):
        """The help with the default in it."""
        if self.parser is None or not self.default_tag:
            return option.help
        default = self.parser.defaults.get(option.dest)
        shown = 'none' if default is NO_DEFAULT or default is None else str(default)
        return option.help.replace(self.default_tag, shown)

    def format_option(self, option):
        """The lines of one option."""
        names = self.option_strings[option]
        width = self.help_position - self.current_indent - 2
        if len(names) > width:
            lines, first = [f'{"":{self.current_indent}}{names}\n'], self.help_position
        else:
            lines, first = [f'{"":{self.current_indent}}{names:<{width}}  '], 0
        if option.help:
            text = textwrap.wrap(self.expand_default(option), max(self.width - self.help_position, 11))
            lines.append(f'{"":{first}}{text[0]}\n')
            lines += [f'{"":{self.help_position}}{line}\n' for line in text[1:]]
        elif lines[-1][-1] != '\n':
            lines.append('\n')
        return ''.join(lines)

    def store_option_strings(self, parser):
        """Find out how wide the options' names are."""
        self.indent()
        longest = 0

        def measure(container):
            nonlocal longest
            for option in container.option_list:
                names = self.option_strings[option] = self.format_option_strings(option)
                longest = max(longest, len(names) + self.current_indent)

        measure(parser)
        self.indent()
        for group in parser.option_groups:
            measure(group)
        self.dedent()
        self.dedent()
        self.help_position = min(longest + 2, self.max_help_position)

    def format_option_strings(self, option):
        """An option's names, with what stands for its value."""
        short, long = option._short_opts, option._long_opts
        if option.takes_value():
            metavar = option.metavar or option.dest.upper()
            short = [f'{name} {metavar}' for name in short]
            long = [f'{name}={metavar}' for name in long]
        return ', '.join(short + long if self.short_first else long + short)


class IndentedHelpFormatter(HelpFormatter):
    """Help with indented blocks."""

    def __init__(self, indent_increment=2, max_help_position=24, width=None, short_first=1):
        super().__init__(indent_increment, max_help_position, width, short_first)

    def format_usage(self, usage):
        """The first line."""
        return f'Usage: {usage}\n'

    def format_heading(self, heading):
        """The line above a block."""
        return f'{"":{self.current_indent}}{heading}:\n'


class TitledHelpFormatter(HelpFormatter):
    """Help with underlined titles."""

    def __init__(self, indent_increment=0, max_help_position=24, width=None, short_first=0):
        super().__init__(indent_increment, max_help_position, width, short_first)

    def format_usage(self, usage):
        """The first lines."""
        return f'{self.format_heading("Usage")}  {usage}\n'

    def format_heading(self, heading):
        """The lines above a block."""
        return f'{heading}\n{"=-"[self.level] * len(heading)}\n'


# --- options ---

def _int(text):
    lower = text.lower()
    base = 16 if lower[:2] == '0x' else 2 if lower[:2] == '0b' else 8 if lower[:1] == '0' else 10
    return int(text[2:] or '0', 2) if base == 2 else int(text, base)


_CHECKS = {'int': (_int, 'integer'), 'long': (_int, 'integer'), 'float': (float, 'floating-point'),
           'complex': (complex, 'complex')}


def check_builtin(option, opt, value):
    """A number out of a text."""
    convert, what = _CHECKS[option.type]
    try:
        return convert(value)
    except ValueError:
        raise OptionValueError(f'option {opt}: invalid {what} value: {value!r}') from None


def check_choice(option, opt, value):
    """One of the choices."""
    if value in option.choices:
        return value
    choices = ', '.join(map(repr, option.choices))
    raise OptionValueError(f'option {opt}: invalid choice: {value!r} (choose from {choices})')


class Option:
    """One option, with all its names."""

    ATTRS = ['action', 'type', 'dest', 'default', 'nargs', 'const', 'choices', 'callback', 'callback_args',
             'callback_kwargs', 'help', 'metavar']
    ACTIONS = ('store', 'store_const', 'store_true', 'store_false', 'append', 'append_const', 'count', 'callback',
               'help', 'version')
    STORE_ACTIONS = ('store', 'store_const', 'store_true', 'store_false', 'append', 'append_const', 'count')
    TYPED_ACTIONS = ('store', 'append', 'callback')
    ALWAYS_TYPED_ACTIONS = ('store', 'append')
    CONST_ACTIONS = ('store_const', 'append_const')
    TYPES = ('string', 'int', 'long', 'float', 'complex', 'choice')
    TYPE_CHECKER = {'int': check_builtin, 'long': check_builtin, 'float': check_builtin, 'complex': check_builtin,
                    'choice': check_choice}

    def __init__(self, *opts, **attrs):
        self._short_opts, self._long_opts = [], []
        names = [name for name in opts if name]
        if not names:
            raise TypeError('at least one option string must be supplied')
        for name in names:
            self._add_name(name)
        for attr in self.ATTRS:
            setattr(self, attr, attrs.pop(attr, NO_DEFAULT if attr == 'default' else None))
        if attrs:
            raise OptionError(f'invalid keyword arguments: {", ".join(sorted(attrs))}', self)
        self._check()

    def _add_name(self, name):
        if len(name) < 2:
            raise OptionError(f'invalid option string {name!r}: must be at least two characters long', self)
        if len(name) == 2:
            if name[0] != '-' or name[1] == '-':
                raise OptionError(f'invalid short option string {name!r}: must be of the form -x, '
                                  '(x any non-dash char)', self)
            self._short_opts.append(name)
        else:
            if name[:2] != '--' or name[2] == '-':
                raise OptionError(f'invalid long option string {name!r}: must start with --, followed by non-dash',
                                  self)
            self._long_opts.append(name)

    def _check(self):
        if self.action is None:
            self.action = 'store'
        elif self.action not in self.ACTIONS:
            raise OptionError(f'invalid action: {self.action!r}', self)
        if self.type is None:
            if self.action in self.ALWAYS_TYPED_ACTIONS:
                self.type = 'choice' if self.choices is not None else 'string'
        else:
            if isinstance(self.type, type):
                self.type = self.type.__name__
            if self.type == 'str':
                self.type = 'string'
            if self.type not in self.TYPES:
                raise OptionError(f'invalid option type: {self.type!r}', self)
            if self.action not in self.TYPED_ACTIONS:
                raise OptionError(f'must not supply a type for action {self.action!r}', self)
        if self.type == 'choice':
            if self.choices is None:
                raise OptionError("must supply a list of choices for type 'choice'", self)
            if not isinstance(self.choices, (tuple, list)):
                raise OptionError(f'choices must be a list of strings ({type(self.choices).__name__!r} supplied)', self)
        elif self.choices is not None:
            raise OptionError(f'must not supply choices for type {self.type!r}', self)
        if self.dest is None and (self.action in self.STORE_ACTIONS or self.type is not None):
            name = self._long_opts[0][2:] if self._long_opts else self._short_opts[0][1]
            self.dest = name.replace('-', '_')
        if self.action not in self.CONST_ACTIONS and self.const is not None:
            raise OptionError(f"'const' must not be supplied for action {self.action!r}", self)
        if self.action in self.TYPED_ACTIONS:
            if self.nargs is None and self.type is not None:
                self.nargs = 1
        elif self.nargs is not None:
            raise OptionError(f"'nargs' must not be supplied for action {self.action!r}", self)
        if self.action == 'callback':
            if not callable(self.callback):
                raise OptionError(f'callback not callable: {self.callback!r}', self)
        elif self.callback is not None:
            raise OptionError(f'callback supplied ({self.callback!r}) for non-callback option', self)

    def __str__(self):
        return '/'.join(self._short_opts + self._long_opts)

    def __repr__(self):
        return f'<{type(self).__name__} at {id(self):#x}: {self}>'

    def takes_value(self):
        """Whether a value follows."""
        return self.type is not None

    def get_opt_string(self):
        """The name that it is known by."""
        return (self._long_opts or self._short_opts)[0]

    def check_value(self, opt, value):
        """The value that a text stands for."""
        checker = self.TYPE_CHECKER.get(self.type)
        return value if checker is None else checker(self, opt, value)

    def convert_value(self, opt, value):
        """The same for one value or several."""
        if value is None:
            return None
        if self.nargs == 1:
            return self.check_value(opt, value)
        return tuple(self.check_value(opt, one) for one in value)

    def process(self, opt, value, values, parser):
        """Do what the option is for."""
        value = self.convert_value(opt, value)
        return self.take_action(self.action, self.dest, opt, value, values, parser)

    def take_action(self, action, dest, opt, value, values, parser):
        """Do what an action does."""
        if action == 'store':
            setattr(values, dest, value)
        elif action == 'store_const':
            setattr(values, dest, self.const)
        elif action == 'store_true':
            setattr(values, dest, True)
        elif action == 'store_false':
            setattr(values, dest, False)
        elif action == 'append':
            values.ensure_value(dest, []).append(value)
        elif action == 'append_const':
            values.ensure_value(dest, []).append(self.const)
        elif action == 'count':
            setattr(values, dest, values.ensure_value(dest, 0) + 1)
        elif action == 'callback':
            self.callback(self, opt, value, parser, *(self.callback_args or ()), **(self.callback_kwargs or {}))
        elif action == 'help':
            parser.print_help()
            parser.exit()
        elif action == 'version':
            parser.print_version()
            parser.exit()
        else:
            raise ValueError(f'unknown action {self.action!r}')
        return 1


make_option = Option


class Values:
    """The options' values, as attributes."""

    def __init__(self, defaults=None):
        for name, value in (defaults or {}).items():
            setattr(self, name, value)

    def __str__(self):
        return str(self.__dict__)

    def __repr__(self):
        return f'<{type(self).__name__} at {id(self):#x}: {self}>'

    def __eq__(self, other):
        if isinstance(other, Values):
            return self.__dict__ == other.__dict__
        return self.__dict__ == other if isinstance(other, dict) else NotImplemented

    def ensure_value(self, attr, value):
        """The value of an attribute, which is set first where there is none."""
        if getattr(self, attr, None) is None:
            setattr(self, attr, value)
        return getattr(self, attr)


class OptionContainer:
    """Options that belong together."""

    def __init__(self, option_class, conflict_handler, description):
        self._create_option_list()
        self.option_class, self.description = option_class, description
        self.set_conflict_handler(conflict_handler)

    def set_conflict_handler(self, handler):
        """What to do about an option that there is already: 'error' or 'resolve'."""
        if handler not in ('error', 'resolve'):
            raise ValueError(f'invalid conflict_resolution value {handler!r}')
        self.conflict_handler = handler

    def set_description(self, description):
        """The text before the options."""
        self.description = description

    def get_description(self):
        """The text before the options."""
        return self.description

    def _share_option_mappings(self, parser):
        self._short_opt, self._long_opt, self.defaults = parser._short_opt, parser._long_opt, parser.defaults

    def _check_conflict(self, option):
        known = [(name, table[name]) for names, table in
                 ((option._short_opts, self._short_opt), (option._long_opts, self._long_opt))
                 for name in names if name in table]
        if known and self.conflict_handler == 'error':
            raise OptionConflictError('conflicting option string(s): ' + ', '.join(name for name, _ in known), option)
        for name, other in known:
            (other._long_opts if name.startswith('--') else other._short_opts).remove(name)
            del (self._long_opt if name.startswith('--') else self._short_opt)[name]
            if not (other._short_opts or other._long_opts):
                other.container.option_list.remove(other)

    def add_option(self, *args, **kwargs):
        """Declare an option."""
        if isinstance(args[0], str):
            option = self.option_class(*args, **kwargs)
        elif len(args) == 1 and not kwargs:
            option = args[0]
            if not isinstance(option, Option):
                raise TypeError(f'not an Option instance: {option!r}')
        else:
            raise TypeError('invalid arguments')
        self._check_conflict(option)
        self.option_list.append(option)
        option.container = self
        self._short_opt.update(dict.fromkeys(option._short_opts, option))
        self._long_opt.update(dict.fromkeys(option._long_opts, option))
        if option.dest is not None:
            if option.default is not NO_DEFAULT:
                self.defaults[option.dest] = option.default
            elif option.dest not in self.defaults:
                self.defaults[option.dest] = None
        return option

    def add_options(self, option_list):
        """Declare several options."""
        for option in option_list:
            self.add_option(option)

    def get_option(self, opt_str):
        """The option of a name."""
        return self._short_opt.get(opt_str) or self._long_opt.get(opt_str)

    def has_option(self, opt_str):
        """Whether there is an option of a name."""
        return opt_str in self._short_opt or opt_str in self._long_opt

    def remove_option(self, opt_str):
        """Take an option away."""
        option = self.get_option(opt_str)
        if option is None:
            raise ValueError(f'no such option {opt_str!r}')
        for name in option._short_opts:
            del self._short_opt[name]
        for name in option._long_opts:
            del self._long_opt[name]
        option.container.option_list.remove(option)

    def format_option_help(self, formatter):
        """The options' lines of the help."""
        return ''.join(formatter.format_option(option) for option in self.option_list
                       if option.help is not SUPPRESS_HELP)

    def format_description(self, formatter):
        """The text before them."""
        return formatter.format_description(self.get_description())

    def format_help(self, formatter):
        """Both."""
        parts = [self.format_description(formatter)] if self.description else []
        return '\n'.join(parts + [self.format_option_help(formatter)])


class OptionGroup(OptionContainer):
    """Options under a title of their own."""

    def __init__(self, parser, title, description=None):
        self.parser, self.title = parser, title
        super().__init__(parser.option_class, parser.conflict_handler, description)

    def _create_option_list(self):
        self.option_list = []
        self._share_option_mappings(self.parser)

    def set_title(self, title):
        """Change the title."""
        self.title = title

    def format_help(self, formatter):
        """The group's part of the help."""
        text = formatter.format_heading(self.title)
        formatter.indent()
        text += super().format_help(formatter)
        formatter.dedent()
        return text


class OptionParser(OptionContainer):
    """Reads command lines."""

    standard_option_list = []

    def __init__(self, usage=None, option_list=None, option_class=Option, version=None, conflict_handler='error',
                 description=None, formatter=None, add_help_option=True, prog=None, epilog=None):
        super().__init__(option_class, conflict_handler, description)
        self.set_usage(usage)
        self.prog, self.version, self.epilog = prog, version, epilog
        self.allow_interspersed_args, self.process_default_values = True, True
        self.formatter = formatter or IndentedHelpFormatter()
        self.formatter.set_parser(self)
        self.add_options(self.standard_option_list)
        self.add_options(option_list or [])
        if self.version:
            self.add_option('--version', action='version', help="show program's version number and exit")
        if add_help_option:
            self.add_option('-h', '--help', action='help', help='show this help message and exit')
        self.rargs = self.largs = self.values = None

    def _create_option_list(self):
        self.option_list, self.option_groups = [], []
        self._short_opt, self._long_opt, self.defaults = {}, {}, {}

    def set_usage(self, usage):
        """The first line of the help."""
        if usage is None:
            self.usage = '%prog [options]'
        elif usage is SUPPRESS_USAGE:
            self.usage = None
        else:
            self.usage = usage[7:] if usage.lower().startswith('usage: ') else usage

    def enable_interspersed_args(self):
        """Options may follow arguments."""
        self.allow_interspersed_args = True

    def disable_interspersed_args(self):
        """Options end where arguments begin."""
        self.allow_interspersed_args = False

    def set_process_default_values(self, process):
        """Whether defaults that are texts are read like values."""
        self.process_default_values = process

    def set_default(self, dest, value):
        """Set the default of an option."""
        self.defaults[dest] = value

    def set_defaults(self, **kwargs):
        """Set several defaults."""
        self.defaults.update(kwargs)

    def _get_all_options(self):
        return self.option_list + [option for group in self.option_groups for option in group.option_list]

    def get_default_values(self):
        """The values when no option is given."""
        defaults = dict(self.defaults)
        if self.process_default_values:
            for option in self._get_all_options():
                default = defaults.get(option.dest)
                if isinstance(default, str):
                    defaults[option.dest] = option.check_value(option.get_opt_string(), default)
        return Values(defaults)

    def add_option_group(self, *args, **kwargs):
        """Add a group of options."""
        if isinstance(args[0], str):
            group = OptionGroup(self, *args, **kwargs)
        elif len(args) == 1 and not kwargs:
            group = args[0]
            if not isinstance(group, OptionGroup):
                raise TypeError(f'not an OptionGroup instance: {group!r}')
            if group.parser is not self:
                raise ValueError('invalid OptionGroup (wrong parser)')
        else:
            raise TypeError('invalid arguments')
        self.option_groups.append(group)
        return group

    def get_option_group(self, opt_str):
        """The group that an option is in."""
        option = self.get_option(opt_str)
        return option.container if option and option.container is not self else None

    # --- reading ---

    def parse_args(self, args=None, values=None):
        """The options' values, and the arguments that are left."""
        self.rargs = list(sys.argv[1:] if args is None else args)
        self.largs = left = []
        self.values = values = self.get_default_values() if values is None else values
        try:
            self._process_args(left, self.rargs, values)
        except (BadOptionError, OptionValueError) as problem:
            self.error(str(problem))
        return self.check_values(values, left + self.rargs)

    def check_values(self, values, args):
        """For those who want to check them."""
        return values, args

    def _process_args(self, left, rest, values):
        while rest:
            arg = rest[0]
            if arg == '--':
                del rest[0]
                return
            if arg[:2] == '--':
                self._process_long_opt(rest, values)
            elif arg[:1] == '-' and len(arg) > 1:
                self._process_short_opts(rest, values)
            elif self.allow_interspersed_args:
                left.append(rest.pop(0))
            else:
                return

    def _match_long_opt(self, opt):
        if opt in self._long_opt:
            return opt
        found = [name for name in self._long_opt if name.startswith(opt)]
        if len(found) == 1:
            return found[0]
        if not found:
            raise BadOptionError(opt)
        raise AmbiguousOptionError(opt, sorted(found))

    def _value(self, option, name, rest):
        if len(rest) < option.nargs:
            if option.nargs == 1:
                self.error(f'{name} option requires 1 argument')
            self.error(f'{name} option requires {option.nargs} arguments')
        if option.nargs == 1:
            return rest.pop(0)
        value = tuple(rest[:option.nargs])
        del rest[:option.nargs]
        return value

    def _process_long_opt(self, rest, values):
        name, equals, inline = rest.pop(0).partition('=')
        if equals:
            rest.insert(0, inline)
        name = self._match_long_opt(name)
        option = self._long_opt[name]
        value = None
        if option.takes_value():
            value = self._value(option, name, rest)
        elif equals:
            self.error(f'{name} option does not take a value')
        option.process(name, value, values, self)

    def _process_short_opts(self, rest, values):
        arg = rest.pop(0)
        for place in range(1, len(arg)):
            name = '-' + arg[place]
            option = self._short_opt.get(name)
            if not option:
                raise BadOptionError(name)
            value = None
            if option.takes_value():
                if place + 1 < len(arg):
                    rest.insert(0, arg[place + 1:])
                value = self._value(option, name, rest)
            option.process(name, value, values, self)
            if option.takes_value():
                return

    # --- output ---

    def get_prog_name(self):
        """The program's name."""
        return os.path.basename(sys.argv[0]) if self.prog is None else self.prog

    def expand_prog_name(self, s):
        """A text with the program's name in it."""
        return s.replace('%prog', self.get_prog_name())

    def get_description(self):
        """The text before the options."""
        return self.expand_prog_name(self.description) if self.description else self.description

    def exit(self, status=0, msg=None):
        """End the program."""
        if msg:
            sys.stderr.write(msg)
        sys.exit(status)

    def error(self, msg):
        """Say what is wrong, and end the program."""
        self.print_usage(sys.stderr)
        self.exit(2, f'{self.get_prog_name()}: error: {msg}\n')

    def get_usage(self):
        """The first line of the help."""
        return self.formatter.format_usage(self.expand_prog_name(self.usage)) if self.usage else ''

    def print_usage(self, file=None):
        """Print it."""
        if self.usage:
            print(self.get_usage(), file=file)

    def get_version(self):
        """The program's version."""
        return self.expand_prog_name(self.version) if self.version else ''

    def print_version(self, file=None):
        """Print it."""
        if self.version:
            print(self.get_version(), file=file)

    def format_option_help(self, formatter=None):
        """The options' part of the help."""
        formatter = formatter or self.formatter
        formatter.store_option_strings(self)
        parts = [formatter.format_heading('Options')]
        formatter.indent()
        if self.option_list:
            parts += [super().format_option_help(formatter), '\n']
        for group in self.option_groups:
            parts += [group.format_help(formatter), '\n']
        formatter.dedent()
        return ''.join(parts[:-1])

    def format_epilog(self, formatter):
        """The text after the options."""
        return formatter.format_epilog(self.epilog)

    def format_help(self, formatter=None):
        """The whole help."""
        formatter = formatter or self.formatter
        parts = [self.get_usage() + '\n'] if self.usage else []
        if self.description:
            parts.append(self.format_description(formatter) + '\n')
        return ''.join(parts + [self.format_option_help(formatter), self.format_epilog(formatter)])

    def print_help(self, file=None):
        """Print it."""
        (file or sys.stdout).write(self.format_help())
