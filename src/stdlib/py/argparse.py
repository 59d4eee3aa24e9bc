"""Command lines: arguments become attributes, and mistakes a message.

An argument that starts with a prefix character (`-`) and is no negative number is an option;
the others are positional. Which positional parameter takes how many of them is decided by
matching the pattern of the arguments (`A` for a value, `O` for an option, `-` for `--`) with
what each parameter wants, as regular expressions do.
"""

import os
import re
import shutil
import sys
import textwrap

__all__ = [
    'ArgumentParser', 'ArgumentError', 'ArgumentTypeError', 'BooleanOptionalAction', 'FileType', 'HelpFormatter',
    'ArgumentDefaultsHelpFormatter', 'RawDescriptionHelpFormatter', 'RawTextHelpFormatter',
    'MetavarTypeHelpFormatter', 'Namespace', 'Action', 'ONE_OR_MORE', 'OPTIONAL', 'PARSER', 'REMAINDER',
    'SUPPRESS', 'ZERO_OR_MORE',
]

SUPPRESS = '==SUPPRESS=='
OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE = '?', '*', '+'
PARSER, REMAINDER = 'A...', '...'
_UNRECOGNIZED = '_unrecognized_args'


def _display_name(action):
    """How messages name a parameter."""
    if action is None:
        return None
    if action.option_strings:
        return '/'.join(action.option_strings)
    if action.metavar not in (None, SUPPRESS):
        return action.metavar if isinstance(action.metavar, str) else ', '.join(action.metavar)
    if action.dest not in (None, SUPPRESS):
        return action.dest
    return '{' + ','.join(map(str, action.choices)) + '}' if action.choices else None


class ArgumentError(Exception):
    """A mistake in the value of a parameter."""

    def __init__(self, argument, message):
        self.argument_name = _display_name(argument)
        self.message = message

    def __str__(self):
        if self.argument_name is None:
            return self.message
        return f'argument {self.argument_name}: {self.message}'


class ArgumentTypeError(Exception):
    """For functions given as `type`: the message is shown as it is."""


class _Shown:
    """Shows itself by its attributes."""

    def _get_kwargs(self):
        return list(self.__dict__.items())

    def __repr__(self):
        shown = []
        others = {}
        for name, value in self._get_kwargs():
            if name.isidentifier():
                shown.append(f'{name}={value!r}')
            else:
                others[name] = value
        if others:
            shown.append(f'**{others!r}')
        return f"{type(self).__name__}({', '.join(shown)})"


class Namespace(_Shown):
    """Simple object for storing attributes."""

    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)

    def __eq__(self, other):
        return vars(self) == vars(other) if isinstance(other, Namespace) else NotImplemented

    def __contains__(self, key):
        return key in self.__dict__


# --- help ---

class HelpFormatter:
    """Formats usage and help, wrapped to the width of the terminal."""

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        if width is None:
            width = shutil.get_terminal_size().columns - 2
        self._prog = prog
        self._indent_increment = indent_increment
        self._max_help_position = min(max_help_position, max(width - 20, indent_increment * 2))
        self._width = width
        self._level = 0
        self._longest = 0

    # What a subclass may say otherwise.

    def _split_lines(self, text, width):
        return textwrap.wrap(' '.join(text.split()), width)

    def _fill_text(self, text, width, indent):
        return textwrap.fill(' '.join(text.split()), width, initial_indent=indent, subsequent_indent=indent)

    def _get_help_string(self, action):
        return action.help

    def _get_default_metavar_for_optional(self, action):
        return action.dest.upper()

    def _get_default_metavar_for_positional(self, action):
        return action.dest

    # Parts.

    def _metavars(self, action, default, size):
        if action.metavar is not None:
            result = action.metavar
        elif action.choices is not None:
            result = '{' + ','.join(map(str, action.choices)) + '}'
        else:
            result = default
        return result if isinstance(result, tuple) else (result,) * size

    def _format_args(self, action, default):
        nargs = action.nargs
        one = self._metavars(action, default, 1)
        if nargs is None:
            return '%s' % one
        if nargs == OPTIONAL:
            return '[%s]' % one
        if nargs == ZERO_OR_MORE:
            return '[%s ...]' % one if len(one) == 1 else '[%s [%s ...]]' % one
        if nargs == ONE_OR_MORE:
            return '%s [%s ...]' % self._metavars(action, default, 2)
        if nargs == REMAINDER:
            return '...'
        if nargs == PARSER:
            return '%s ...' % one
        if nargs == SUPPRESS:
            return ''
        return ' '.join(self._metavars(action, default, nargs))

    def _invocation(self, action):
        if not action.option_strings:
            default = self._get_default_metavar_for_positional(action)
            return self._metavars(action, default, 1)[0]
        if action.nargs == 0:
            return ', '.join(action.option_strings)
        default = self._get_default_metavar_for_optional(action)
        args = self._format_args(action, default)
        return ', '.join(f'{option} {args}' for option in action.option_strings)

    def _expand_help(self, action):
        values = dict(vars(action), prog=self._prog)
        for name in list(values):
            if values[name] is SUPPRESS:
                del values[name]
            elif hasattr(values[name], '__name__'):
                values[name] = values[name].__name__
        if values.get('choices') is not None:
            values['choices'] = ', '.join(map(str, values['choices']))
        return self._get_help_string(action) % values

    def _usage_part(self, action):
        if action.option_strings:
            part = action.option_strings[0]
            if action.nargs == 0:
                part = action.format_usage()
            else:
                part += ' ' + self._format_args(action, self._get_default_metavar_for_optional(action))
            return part if action.required else f'[{part}]'
        return self._format_args(action, self._get_default_metavar_for_positional(action))

    def _usage_parts(self, actions, groups):
        """The parts of the usage line, groups of which one is allowed joined by bars."""
        actions = [action for action in actions if action.help is not SUPPRESS]
        parts = []
        done = set()
        for action in actions:
            if action in done:
                continue
            for group in groups:
                members = [it for it in group._group_actions if it.help is not SUPPRESS]
                at = actions.index(action)
                if members and members[0] is action and actions[at:at + len(members)] == members:
                    inner = []
                    for member in members:
                        part = self._usage_part(member)
                        bare = part[1:-1] if part.startswith('[') and member.option_strings else part
                        inner.append(bare)
                        done.add(member)
                    joined = ' | '.join(inner)
                    if not group.required:
                        joined = f'[{joined}]'
                    elif len(inner) > 1:
                        joined = f'({joined})'
                    parts.append(joined)
                    break
            else:
                parts.append(self._usage_part(action))
        return [part for part in parts if part]

    def format_usage(self, usage, actions, groups, prefix=None):
        """The usage, which is followed by an empty line."""
        prefix = 'usage: ' if prefix is None else prefix
        if usage is not None:
            return f"{prefix}{usage % {'prog': self._prog}}\n\n"
        optionals = self._usage_parts([it for it in actions if it.option_strings], groups)
        positionals = self._usage_parts([it for it in actions if not it.option_strings], groups)
        line = ' '.join([self._prog, *optionals, *positionals])
        width = self._width - self._level
        if len(prefix) + len(line) > width:
            line = self._wrap_usage(prefix, width, optionals, positionals)
        return f'{prefix}{line}\n\n'

    def _wrap_usage(self, prefix, width, optionals, positionals):
        def lines_of(parts, indent, first=None):
            lines, line = [], []
            length = len(first or indent) - 1
            for part in parts:
                if length + 1 + len(part) > width and line:
                    lines.append(indent + ' '.join(line))
                    line, length = [], len(indent) - 1
                line.append(part)
                length += len(part) + 1
            if line:
                lines.append(indent + ' '.join(line))
            if first is not None and lines:
                lines[0] = lines[0][len(indent):]
            return lines

        if len(prefix) + len(self._prog) <= 0.75 * width:
            indent = ' ' * (len(prefix) + len(self._prog) + 1)
            if optionals:
                lines = lines_of([self._prog, *optionals], indent, prefix)
                lines += lines_of(positionals, indent)
            elif positionals:
                lines = lines_of([self._prog, *positionals], indent, prefix)
            else:
                lines = [self._prog]
        else:
            indent = ' ' * len(prefix)
            lines = lines_of(optionals + positionals, indent)
            if len(lines) > 1:
                lines = lines_of(optionals, indent) + lines_of(positionals, indent)
            lines = [self._prog] + lines
        return '\n'.join(lines)

    def _visible(self, actions):
        """Actions that help shows, subcommands one step further in."""
        for action in actions:
            if action.help is SUPPRESS:
                continue
            yield action, self._level
            for inner in action._subactions():
                if inner.help is not SUPPRESS:
                    yield inner, self._level + self._indent_increment

    def measure(self, actions):
        """Looks at actions, so that all sections get columns of the same width."""
        self._level += self._indent_increment
        for action, level in self._visible(actions):
            self._longest = max(self._longest, len(self._invocation(action)) + level)
        self._level -= self._indent_increment

    def format_actions(self, actions):
        """The lines of a section."""
        self._level += self._indent_increment
        lines = [line for action, level in self._visible(actions) for line in self._action_lines(action, level)]
        self._level -= self._indent_increment
        return lines

    def _action_lines(self, action, level):
        position = min(self._longest + 2, self._max_help_position)
        help_width = max(self._width - position, 11)
        invocation = ' ' * level + self._invocation(action)
        if not action.help:
            return [invocation]
        column = ' ' * position
        if len(invocation) <= position - 2:
            lines, first = [], invocation.ljust(position)
        else:
            lines, first = [invocation], column
        if action.help.strip():
            for line in self._split_lines(self._expand_help(action), help_width):
                lines.append(first + line)
                first = column
        elif first is not column:
            lines.append(first.rstrip())
        return lines

    def format_text(self, text):
        """A paragraph at the current level."""
        if '%(prog)' in text:
            text = text % {'prog': self._prog}
        width = max(self._width - self._level, 11)
        return self._fill_text(text, width, ' ' * self._level)


class RawDescriptionHelpFormatter(HelpFormatter):
    """Leaves descriptions as they are."""

    def _fill_text(self, text, width, indent):
        return ''.join(indent + line for line in text.splitlines(keepends=True))


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    """Leaves all texts as they are."""

    def _split_lines(self, text, width):
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    """Adds default values to the help."""

    def _get_help_string(self, action):
        help = action.help or ''
        if '%(default)' not in help and action.default is not SUPPRESS \
                and (action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE)):
            help += ' (default: %(default)s)'
        return help


class MetavarTypeHelpFormatter(HelpFormatter):
    """Shows the name of the type instead of that of the parameter."""

    def _get_default_metavar_for_optional(self, action):
        return action.type.__name__

    _get_default_metavar_for_positional = _get_default_metavar_for_optional


# --- what is done with values ---

class Action(_Shown):
    """What a parameter does with what it is given."""

    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None,
                 required=False, help=None, metavar=None):
        self.option_strings = option_strings
        self.dest, self.nargs, self.const, self.default = dest, nargs, const, default
        self.type, self.choices, self.required = type, choices, required
        self.help, self.metavar = help, metavar

    def _get_kwargs(self):
        names = ('option_strings', 'dest', 'nargs', 'const', 'default', 'type', 'choices', 'required', 'help',
                 'metavar')
        return [(name, getattr(self, name)) for name in names]

    def _subactions(self):
        return []

    def format_usage(self):
        """How the usage line shows an option without values."""
        return self.option_strings[0]

    def __call__(self, parser, namespace, values, option_string=None):
        raise NotImplementedError('.__call__() not defined')


class _StoreAction(Action):
    def __init__(self, option_strings, dest, nargs=None, const=None, **kwargs):
        if nargs == 0:
            raise ValueError('nargs for store actions must be != 0; if you have nothing to store, actions such as '
                             'store true or store const may be more appropriate')
        if const is not None and nargs != OPTIONAL:
            raise ValueError(f'nargs must be {OPTIONAL!r} to supply const')
        super().__init__(option_strings, dest, nargs=nargs, const=const, **kwargs)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, values)


class BooleanOptionalAction(Action):
    """`--flag` and `--no-flag`"""

    def __init__(self, option_strings, dest, default=None, type=None, choices=None, required=False, help=None,
                 metavar=None):
        options = []
        for option in option_strings:
            options.append(option)
            if option.startswith('--'):
                options.append('--no-' + option[2:])
        super().__init__(options, dest, nargs=0, default=default, type=type, choices=choices, required=required,
                         help=help, metavar=metavar)

    def format_usage(self):
        return ' | '.join(self.option_strings)

    def __call__(self, parser, namespace, values, option_string=None):
        if option_string in self.option_strings:
            setattr(namespace, self.dest, not option_string.startswith('--no-'))


class _StoreConstAction(Action):
    def __init__(self, option_strings, dest, const=None, default=None, required=False, help=None, metavar=None):
        super().__init__(option_strings, dest, nargs=0, const=const, default=default, required=required, help=help)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, self.const)


class _StoreTrueAction(_StoreConstAction):
    def __init__(self, option_strings, dest, default=False, required=False, help=None):
        super().__init__(option_strings, dest, const=True, default=default, required=required, help=help)


class _StoreFalseAction(_StoreConstAction):
    def __init__(self, option_strings, dest, default=True, required=False, help=None):
        super().__init__(option_strings, dest, const=False, default=default, required=required, help=help)


def _items_of(namespace, dest):
    items = getattr(namespace, dest, None)
    return [] if items is None else list(items)


class _AppendAction(_StoreAction):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, [*_items_of(namespace, self.dest), values])


class _AppendConstAction(_StoreConstAction):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, [*_items_of(namespace, self.dest), self.const])


class _ExtendAction(_AppendAction):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, [*_items_of(namespace, self.dest), *values])


class _CountAction(Action):
    def __init__(self, option_strings, dest, default=None, required=False, help=None):
        super().__init__(option_strings, dest, nargs=0, default=default, required=required, help=help)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, (getattr(namespace, self.dest, None) or 0) + 1)


class _HelpAction(Action):
    def __init__(self, option_strings, dest=SUPPRESS, default=SUPPRESS, help=None):
        super().__init__(option_strings, dest, nargs=0, default=default, help=help)

    def __call__(self, parser, namespace, values, option_string=None):
        parser.print_help()
        parser.exit()


class _VersionAction(Action):
    def __init__(self, option_strings, version=None, dest=SUPPRESS, default=SUPPRESS,
                 help="show program's version number and exit"):
        super().__init__(option_strings, dest, nargs=0, default=default, help=help)
        self.version = version

    def __call__(self, parser, namespace, values, option_string=None):
        version = parser.version if self.version is None else self.version
        formatter = parser._get_formatter()
        parser._print_message(formatter.format_text(version) + '\n', sys.stdout)
        parser.exit()


class _SubParsersAction(Action):
    """Hands the rest of the command line to the parser of a subcommand."""

    class _Choice(Action):
        def __init__(self, name, aliases, help):
            metavar = f"{name} ({', '.join(aliases)})" if aliases else name
            super().__init__([], name, help=help, metavar=metavar)

    def __init__(self, option_strings, prog, parser_class, dest=SUPPRESS, required=False, help=None, metavar=None):
        self._prog_prefix, self._parser_class = prog, parser_class
        self._name_parser_map = {}
        self._choices_actions = []
        super().__init__(option_strings, dest, nargs=PARSER, choices=self._name_parser_map, required=required,
                         help=help, metavar=metavar)

    def add_parser(self, name, *, aliases=(), **kwargs):
        """Make the parser of a subcommand."""
        kwargs.setdefault('prog', f'{self._prog_prefix} {name}')
        if name in self._name_parser_map:
            raise ArgumentError(self, f'conflicting subparser: {name}')
        for alias in aliases:
            if alias in self._name_parser_map:
                raise ArgumentError(self, f'conflicting subparser alias: {alias}')
        if 'help' in kwargs:
            self._choices_actions.append(self._Choice(name, aliases, kwargs.pop('help')))
        parser = self._parser_class(**kwargs)
        for known in (name, *aliases):
            self._name_parser_map[known] = parser
        return parser

    def _subactions(self):
        return self._choices_actions

    def __call__(self, parser, namespace, values, option_string=None):
        name, *rest = values
        if self.dest is not SUPPRESS:
            setattr(namespace, self.dest, name)
        try:
            chosen = self._name_parser_map[name]
        except KeyError:
            known = ', '.join(self._name_parser_map)
            raise ArgumentError(self, f'unknown parser {name!r} (choices: {known})') from None
        inner, extras = chosen.parse_known_args(rest, None)
        for key, value in vars(inner).items():
            setattr(namespace, key, value)
        if extras:
            vars(namespace).setdefault(_UNRECOGNIZED, [])
            getattr(namespace, _UNRECOGNIZED).extend(extras)


class FileType:
    """Opens the file that an argument names; `-` is a standard stream."""

    def __init__(self, mode='r', bufsize=-1, encoding=None, errors=None):
        self._mode, self._bufsize, self._encoding, self._errors = mode, bufsize, encoding, errors

    def __call__(self, string):
        if string == '-':
            if 'r' in self._mode:
                return sys.stdin.buffer if 'b' in self._mode else sys.stdin
            if any(char in self._mode for char in 'wax'):
                return sys.stdout.buffer if 'b' in self._mode else sys.stdout
            raise ValueError(f'argument "-" with mode {self._mode!r}')
        try:
            return open(string, self._mode, self._bufsize, self._encoding, self._errors)
        except OSError as error:
            raise ArgumentTypeError(f"can't open '{string}': {error}") from None

    def __repr__(self):
        args = [self._mode] + ([self._bufsize] if self._bufsize != -1 else [])
        shown = [repr(arg) for arg in args]
        shown += [f'{name}={value!r}' for name, value in
                  (('encoding', self._encoding), ('errors', self._errors)) if value is not None]
        return f"{type(self).__name__}({', '.join(shown)})"


# --- parameters and groups of them ---

class _Container:
    """What parameters can be added to: a parser or a group."""

    def __init__(self, description, prefix_chars, argument_default, conflict_handler):
        self.description = description
        self.prefix_chars = prefix_chars
        self.argument_default = argument_default
        self.conflict_handler = conflict_handler
        self._registries = {'action': {
            None: _StoreAction, 'store': _StoreAction, 'store_const': _StoreConstAction,
            'store_true': _StoreTrueAction, 'store_false': _StoreFalseAction, 'append': _AppendAction,
            'append_const': _AppendConstAction, 'count': _CountAction, 'help': _HelpAction,
            'version': _VersionAction, 'parsers': _SubParsersAction, 'extend': _ExtendAction,
        }, 'type': {}}
        self._actions = []
        self._option_string_actions = {}
        self._action_groups = []
        self._mutually_exclusive_groups = []
        self._defaults = {}
        self._has_negative_number_optionals = []

    def register(self, registry_name, value, object):
        """Give a name to an action or a type."""
        self._registries.setdefault(registry_name, {})[value] = object

    def set_defaults(self, **kwargs):
        """Set defaults, for parameters and for names that have none."""
        self._defaults.update(kwargs)
        for action in self._actions:
            if action.dest in kwargs:
                action.default = kwargs[action.dest]

    def get_default(self, dest):
        """The default of a name."""
        for action in self._actions:
            if action.dest == dest and action.default is not None:
                return action.default
        return self._defaults.get(dest)

    def add_argument(self, *args, **kwargs):
        """add_argument(dest, ..., name=value, ...) or add_argument(option_string, ..., name=value, ...)"""
        chars = self.prefix_chars
        if not args or (len(args) == 1 and args[0][0] not in chars):
            if args and 'dest' in kwargs:
                raise ValueError('dest supplied twice for positional argument')
            kwargs = self._positional_kwargs(*args, **kwargs)
        else:
            kwargs = self._optional_kwargs(*args, **kwargs)
        if 'default' not in kwargs:
            dest = kwargs['dest']
            if dest in self._defaults:
                kwargs['default'] = self._defaults[dest]
            elif self.argument_default is not None:
                kwargs['default'] = self.argument_default
        name = kwargs.pop('action', None)
        action_class = self._registries['action'].get(name, name)
        if not callable(action_class):
            raise ValueError(f'unknown action "{action_class}"')
        action = action_class(**kwargs)
        if not callable(self._registries['type'].get(action.type, action.type or str)):
            raise ValueError(f'{action.type!r} is not callable')
        if action.type is FileType:
            raise ValueError(f'{FileType!r} is a FileType class object, instance of it must be passed')
        try:
            HelpFormatter('')._format_args(action, '')
        except TypeError:
            raise ValueError('length of metavar tuple does not match nargs') from None
        return self._add_action(action)

    def _positional_kwargs(self, dest=None, **kwargs):
        if 'required' in kwargs:
            raise TypeError("'required' is an invalid argument for positionals")
        nargs = kwargs.get('nargs')
        kwargs['required'] = not (nargs in (OPTIONAL, REMAINDER, SUPPRESS)
                                  or nargs == ZERO_OR_MORE and 'default' in kwargs)
        if nargs == ZERO_OR_MORE:
            kwargs['required'] = 'default' not in kwargs
        if kwargs.get('action') not in (None, 'store', 'append', 'extend', 'parsers') \
                and isinstance(kwargs.get('action'), str):
            kwargs.pop('required')
        return dict(kwargs, dest=dest or kwargs.pop('dest', None), option_strings=[])

    def _optional_kwargs(self, *args, **kwargs):
        for option in args:
            if not option[0] in self.prefix_chars:
                raise ValueError(f'invalid option string {option!r}: must start with a character '
                                 f'{self.prefix_chars!r}')
        long = [option for option in args if len(option) > 1 and option[1] in self.prefix_chars]
        dest = kwargs.pop('dest', None)
        if dest is None:
            dest = (long or args)[0].lstrip(self.prefix_chars)
            if not dest:
                raise ValueError(f'dest= is required for options like {args[0]!r}')
            dest = dest.replace('-', '_')
        return dict(kwargs, dest=dest, option_strings=list(args))

    def _add_action(self, action):
        self._check_conflict(action)
        self._actions.append(action)
        action.container = self
        for option in action.option_strings:
            self._option_string_actions[option] = action
            if _NEGATIVE_NUMBER.match(option) and not self._has_negative_number_optionals:
                self._has_negative_number_optionals.append(True)
        return action

    def _check_conflict(self, action):
        conflicts = [(option, self._option_string_actions[option]) for option in action.option_strings
                     if option in self._option_string_actions]
        if not conflicts:
            return
        if self.conflict_handler != 'resolve':
            plural = 's' if len(conflicts) > 1 else ''
            raise ArgumentError(action, f"conflicting option string{plural}: {', '.join(name for name, _ in conflicts)}")
        for option, other in conflicts:
            other.option_strings.remove(option)
            del self._option_string_actions[option]
            if not other.option_strings:
                other.container._remove_action(other)

    def _remove_action(self, action):
        self._actions.remove(action)

    def add_argument_group(self, title=None, description=None, **kwargs):
        """Make a group of parameters that help shows together."""
        group = _ArgumentGroup(self, title, description, **kwargs)
        self._action_groups.append(group)
        return group

    def add_mutually_exclusive_group(self, *, required=False):
        """Make a group of parameters of which at most one may be given."""
        group = _MutuallyExclusiveGroup(self, required)
        self._mutually_exclusive_groups.append(group)
        return group


class _ArgumentGroup(_Container):
    def __init__(self, container, title=None, description=None, **kwargs):
        kwargs.setdefault('conflict_handler', container.conflict_handler)
        kwargs.setdefault('prefix_chars', container.prefix_chars)
        kwargs.setdefault('argument_default', container.argument_default)
        super().__init__(description, **kwargs)
        self.title = title
        self._group_actions = []
        self._container = container
        for shared in ('_registries', '_actions', '_option_string_actions', '_defaults',
                       '_has_negative_number_optionals', '_mutually_exclusive_groups'):
            setattr(self, shared, getattr(container, shared))

    def _add_action(self, action):
        action = super()._add_action(action)
        self._group_actions.append(action)
        return action

    def _remove_action(self, action):
        super()._remove_action(action)
        self._group_actions.remove(action)


class _MutuallyExclusiveGroup(_ArgumentGroup):
    def __init__(self, container, required=False):
        super().__init__(container)
        self.required = required

    def _add_action(self, action):
        if action.required:
            raise ValueError('mutually exclusive arguments must be optional')
        action = self._container._add_action(action)
        self._group_actions.append(action)
        return action

    def _remove_action(self, action):
        self._container._remove_action(action)
        self._group_actions.remove(action)


_NEGATIVE_NUMBER = re.compile(r'^-\d+$|^-\d*\.\d+$')


class ArgumentParser(_Shown, _Container):
    """Object for parsing command line strings into Python objects."""

    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=(),
                 formatter_class=HelpFormatter, prefix_chars='-', fromfile_prefix_chars=None,
                 argument_default=None, conflict_handler='error', add_help=True, allow_abbrev=True,
                 exit_on_error=True):
        _Container.__init__(self, description, prefix_chars, argument_default, conflict_handler)
        self.prog = os.path.basename(sys.argv[0]) if prog is None else prog
        self.usage, self.epilog = usage, epilog
        self.formatter_class = formatter_class
        self.fromfile_prefix_chars = fromfile_prefix_chars
        self.add_help, self.allow_abbrev, self.exit_on_error = add_help, allow_abbrev, exit_on_error
        self._positionals = self.add_argument_group('positional arguments')
        self._optionals = self.add_argument_group('options')
        self._subparsers = None
        if add_help:
            prefix = '-' if '-' in prefix_chars else prefix_chars[0]
            self.add_argument(prefix + 'h', prefix * 2 + 'help', action='help', default=SUPPRESS,
                              help='show this help message and exit')
        for parent in parents:
            if not isinstance(parent, ArgumentParser):
                raise TypeError('parents must be a list of ArgumentParser')
            self._adopt(parent)
            self._defaults.update(parent._defaults)

    def _get_kwargs(self):
        names = ('prog', 'usage', 'description', 'formatter_class', 'conflict_handler', 'add_help')
        return [(name, getattr(self, name)) for name in names]

    def _adopt(self, parent):
        """Take over a parent's parameters and groups."""
        by_title = {group.title: group for group in self._action_groups}
        targets = {}
        for group in parent._action_groups:
            if group.title not in by_title:
                by_title[group.title] = self.add_argument_group(group.title, group.description)
            for action in group._group_actions:
                targets[action] = by_title[group.title]
        for group in parent._mutually_exclusive_groups:
            mine = self.add_mutually_exclusive_group(required=group.required)
            for action in group._group_actions:
                targets[action] = mine
        for action in parent._actions:
            targets.get(action, self)._add_action(action)

    def _add_action(self, action):
        (self._optionals if action.option_strings else self._positionals)._add_action(action)
        return action

    def add_subparsers(self, *, title=None, description=None, prog=None, parser_class=None, action='parsers',
                       dest=SUPPRESS, required=False, help=None, metavar=None):
        """Make the parameter that chooses a subcommand."""
        if self._subparsers is not None:
            raise ArgumentError(None, 'cannot have multiple subparser arguments')
        if title is not None or description is not None:
            self._subparsers = self.add_argument_group('subcommands' if title is None else title, description)
        else:
            self._subparsers = self._positionals
        if prog is None:
            positionals = [it for it in self._actions if not it.option_strings]
            formatter = self._get_formatter()
            prog = formatter.format_usage(self.usage, positionals, self._mutually_exclusive_groups, '').strip()
        action_class = self._registries['action'].get(action, action)
        made = action_class(option_strings=[], prog=prog, parser_class=parser_class or type(self), dest=dest,
                            required=required, help=help, metavar=metavar)
        self._subparsers._add_action(made)
        return made

    # --- parsing ---

    def parse_args(self, args=None, namespace=None):
        """Parse arguments; all of them must be known."""
        namespace, extras = self.parse_known_args(args, namespace)
        if extras:
            message = f"unrecognized arguments: {' '.join(extras)}"
            if self.exit_on_error:
                self.error(message)
            raise ArgumentError(None, message)
        return namespace

    def parse_known_args(self, args=None, namespace=None):
        """Parse arguments; also gives those that are unknown."""
        args = list(sys.argv[1:] if args is None else args)
        namespace = Namespace() if namespace is None else namespace
        for action in self._actions:
            if action.dest is not SUPPRESS and action.default is not SUPPRESS and not hasattr(namespace, action.dest):
                setattr(namespace, action.dest, action.default)
        for dest, value in self._defaults.items():
            if not hasattr(namespace, dest):
                setattr(namespace, dest, value)
        try:
            namespace, extras = _Run(self, self._read_files(args), namespace).parse()
        except ArgumentError as error:
            if not self.exit_on_error:
                raise
            self.error(str(error))
        if hasattr(namespace, _UNRECOGNIZED):
            extras.extend(getattr(namespace, _UNRECOGNIZED))
            delattr(namespace, _UNRECOGNIZED)
        return namespace, extras

    def parse_intermixed_args(self, args=None, namespace=None):
        """Parse arguments, options between the positional ones."""
        namespace, extras = self.parse_known_intermixed_args(args, namespace)
        if extras:
            self.error(f"unrecognized arguments: {' '.join(extras)}")
        return namespace

    def parse_known_intermixed_args(self, args=None, namespace=None):
        """The same; also gives the unknown ones."""
        positionals = [it for it in self._actions if not it.option_strings]
        for action in positionals:
            if action.nargs in (PARSER, REMAINDER):
                raise TypeError(f'parse_intermixed_args: positional arg with nargs={action.nargs}')
        saved = [(it, it.nargs, it.default, it.required) for it in positionals]
        try:
            for action in positionals:
                action.nargs, action.default, action.required = SUPPRESS, SUPPRESS, False
            namespace, rest = self.parse_known_args(args, namespace)
        finally:
            for action, action.nargs, action.default, action.required in saved:
                pass
        optionals = [(it, it.required) for it in self._actions if it.option_strings]
        try:
            for action, _ in optionals:
                action.required = False
            return self.parse_known_args(rest, namespace)
        finally:
            for action, action.required in optionals:
                pass

    def _read_files(self, args):
        if self.fromfile_prefix_chars is None:
            return args
        made = []
        for arg in args:
            if not arg or arg[0] not in self.fromfile_prefix_chars:
                made.append(arg)
                continue
            try:
                with open(arg[1:]) as file:
                    lines = file.read().splitlines()
            except OSError as error:
                raise ArgumentError(None, str(error)) from None
            made.extend(self._read_files([arg for line in lines for arg in self.convert_arg_line_to_args(line)]))
        return made

    def convert_arg_line_to_args(self, arg_line):
        """The arguments in a line of a file."""
        return [arg_line]

    def _get_values(self, action, strings):
        """Strings as what the parameter wants."""
        if action.nargs not in (PARSER, REMAINDER) and '--' in strings:
            strings = list(strings)
            strings.remove('--')
        if not strings and action.nargs == OPTIONAL:
            value = action.const if action.option_strings else action.default
            if isinstance(value, str):
                value = self._get_value(action, value)
                self._check_value(action, value)
            return value
        if not strings and action.nargs == ZERO_OR_MORE and not action.option_strings:
            return action.default if action.default is not None else []
        if len(strings) == 1 and action.nargs in (None, OPTIONAL):
            value = self._get_value(action, strings[0])
            self._check_value(action, value)
            return value
        if action.nargs == REMAINDER:
            return [self._get_value(action, string) for string in strings]
        if action.nargs == PARSER:
            values = [self._get_value(action, string) for string in strings]
            self._check_value(action, values[0])
            return values
        if action.nargs == SUPPRESS:
            return SUPPRESS
        values = [self._get_value(action, string) for string in strings]
        for value in values:
            self._check_value(action, value)
        return values

    def _get_value(self, action, string):
        function = self._registries['type'].get(action.type, action.type)
        if function is None:
            return string
        try:
            return function(string)
        except ArgumentTypeError as error:
            raise ArgumentError(action, str(error)) from None
        except (TypeError, ValueError):
            name = getattr(action.type, '__name__', repr(action.type))
            raise ArgumentError(action, f'invalid {name} value: {string!r}') from None

    def _check_value(self, action, value):
        if action.choices is not None and value not in action.choices:
            choices = ', '.join(map(repr, action.choices))
            raise ArgumentError(action, f'invalid choice: {value!r} (choose from {choices})')

    # --- messages ---

    def _get_formatter(self):
        return self.formatter_class(prog=self.prog)

    def format_usage(self):
        """The usage line."""
        text = self._get_formatter().format_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        return text.strip('\n') + '\n'

    def format_help(self):
        """The whole help."""
        formatter = self._get_formatter()
        sections = []
        if self.usage is not SUPPRESS:
            usage = formatter.format_usage(self.usage, self._actions, self._mutually_exclusive_groups)
            sections.append(usage.strip('\n'))
        if self.description:
            sections.append(formatter.format_text(self.description).strip('\n'))
        for group in self._action_groups:
            formatter.measure(group._group_actions)
        for group in self._action_groups:
            lines = formatter.format_actions(group._group_actions)
            if not lines and not group.description:
                continue
            heading = [f'{group.title}:'] if group.title not in (None, SUPPRESS) else []
            if group.description:
                formatter._level += formatter._indent_increment
                heading.append(formatter.format_text(group.description))
                formatter._level -= formatter._indent_increment
                if lines:
                    heading.append('')
            sections.append('\n'.join(heading + lines))
        if self.epilog:
            sections.append(formatter.format_text(self.epilog).strip('\n'))
        return '\n\n'.join(section for section in sections if section) + '\n'

    def print_usage(self, file=None):
        """Print the usage line."""
        self._print_message(self.format_usage(), file or sys.stdout)

    def print_help(self, file=None):
        """Print the whole help."""
        self._print_message(self.format_help(), file or sys.stdout)

    def _print_message(self, message, file=None):
        if message:
            (file or sys.stderr).write(message)

    def exit(self, status=0, message=None):
        """End the program."""
        if message:
            self._print_message(message, sys.stderr)
        sys.exit(status)

    def error(self, message):
        """Print the usage and what is wrong, and end the program."""
        self.print_usage(sys.stderr)
        self.exit(2, f'{self.prog}: error: {message}\n')


class _Run:
    """One parsing of a command line."""

    def __init__(self, parser, args, namespace):
        self.parser, self.args, self.namespace = parser, args, namespace
        self.options = {}
        self.seen = set()
        self.seen_non_default = set()
        self.extras = []
        self.conflicts = {}
        for group in parser._mutually_exclusive_groups:
            for place, action in enumerate(group._group_actions):
                others = self.conflicts.setdefault(action, [])
                others += group._group_actions[:place] + group._group_actions[place + 1:]
        pattern = []
        rest = iter(enumerate(args))
        for place, arg in rest:
            if arg == '--':
                pattern.append('-')
                pattern += ['A' for _ in rest]
                break
            option = self._classify(arg)
            if option is not None:
                self.options[place] = option
            pattern.append('A' if option is None else 'O')
        self.pattern = ''.join(pattern)

    def _classify(self, arg):
        """None for a value, else (action or None, option string, value in the same word or None)."""
        parser = self.parser
        if not arg or arg[0] not in parser.prefix_chars:
            return None
        known = parser._option_string_actions
        if arg in known:
            return known[arg], arg, None
        if len(arg) == 1:
            return None
        name, equals, value = arg.partition('=')
        if equals and name in known:
            return known[name], name, value
        matches = self._abbreviations(arg)
        if len(matches) > 1:
            names = ', '.join(option for _, option, _ in matches)
            parser.error(f'ambiguous option: {arg} could match {names}')
        if matches:
            return matches[0]
        if _NEGATIVE_NUMBER.match(arg) and not parser._has_negative_number_optionals:
            return None
        if ' ' in arg:
            return None
        return None, arg, None

    def _abbreviations(self, arg):
        """Options that a word may be short for, or that it starts with (`-xVALUE`)."""
        parser = self.parser
        known = parser._option_string_actions
        chars = parser.prefix_chars
        if arg[1] in chars:
            if not parser.allow_abbrev:
                return []
            name, equals, value = arg.partition('=')
            return [(action, option, value if equals else None)
                    for option, action in known.items() if option.startswith(name)]
        made = []
        short, value = arg[:2], arg[2:]
        for option, action in known.items():
            if option == short:
                made.append((action, option, value))
            elif parser.allow_abbrev and option.startswith(arg.partition('=')[0]):
                name, equals, given = arg.partition('=')
                made.append((action, option, given if equals else None))
        return made

    def parse(self):
        parser = self.parser
        self.positionals = [it for it in parser._actions if not it.option_strings]
        last_option = max(self.options, default=-1)
        at = 0
        while at <= last_option:
            next_option = min(place for place in self.options if place >= at)
            if at != next_option:
                end = self._take_positionals(at)
                if end > at:
                    at = end
                    continue
            if at not in self.options:
                self.extras.extend(self.args[at:next_option])
                at = next_option
            at = self._take_option(at)
        at = self._take_positionals(at)
        self.extras.extend(self.args[at:])
        self._check_required()
        return self.namespace, self.extras

    def _check_required(self):
        parser, namespace = self.parser, self.namespace
        missing = []
        for action in parser._actions:
            if action in self.seen:
                continue
            if action.required:
                missing.append(_display_name(action))
            elif isinstance(action.default, str) and action.default is not SUPPRESS \
                    and hasattr(namespace, action.dest) and action.default is getattr(namespace, action.dest):
                setattr(namespace, action.dest, parser._get_value(action, action.default))
        if missing:
            raise ArgumentError(None, f"the following arguments are required: {', '.join(missing)}")
        for group in parser._mutually_exclusive_groups:
            if group.required and not any(it in self.seen_non_default for it in group._group_actions):
                names = [_display_name(it) for it in group._group_actions if it.help is not SUPPRESS]
                raise ArgumentError(None, f"one of the arguments {' '.join(names)} is required")

    def _run(self, action, strings, option=None):
        self.seen.add(action)
        values = self.parser._get_values(action, strings)
        if values is not action.default:
            self.seen_non_default.add(action)
            for other in self.conflicts.get(action, ()):
                if other in self.seen_non_default:
                    raise ArgumentError(action, f'not allowed with argument {_display_name(other)}')
        if values is not SUPPRESS:
            action(self.parser, self.namespace, values, option)

    def _wanted(self, action):
        """A regular expression for the words that a parameter takes."""
        nargs = action.nargs
        pattern = {None: '(-*A-*)', OPTIONAL: '(-*A?-*)', ZERO_OR_MORE: '(-*[A-]*)', ONE_OR_MORE: '(-*A[A-]*)',
                   REMAINDER: '([-AO]*)', PARSER: '(-*A[-AO]*)', SUPPRESS: '(-*-*)'}.get(nargs)
        if pattern is None:
            pattern = '(-*%s-*)' % '-*'.join('A' * nargs)
        if action.option_strings:
            pattern = pattern.replace('-*', '').replace('-', '')
        return pattern

    def _take_option(self, at):
        parser = self.parser
        action, option, explicit = self.options[at]
        while True:
            if action is None:
                self.extras.append(self.args[at])
                return at + 1
            if explicit is not None:
                takes = re.match(self._wanted(action), 'A')
                count = len(takes.group(1)) if takes else 0
                if count == 0 and option[1] not in parser.prefix_chars and explicit != '':
                    # `-xyz`: x takes no value, so y is an option too.
                    self._run(action, [], option)
                    option = option[0] + explicit[0]
                    explicit = explicit[1:] or None
                    if option in parser._option_string_actions:
                        action = parser._option_string_actions[option]
                        continue
                    raise ArgumentError(action, f'ignored explicit argument {option[1:] + (explicit or "")!r}')
                if count == 1:
                    self._run(action, [explicit], option)
                    return at + 1
                if count == 0:
                    raise ArgumentError(action, f'ignored explicit argument {explicit!r}')
                explicit = None
            start = at + 1
            found = re.match(self._wanted(action), self.pattern[start:])
            if found is None:
                raise ArgumentError(action, self._expected(action.nargs))
            end = start + len(found.group(1))
            self._run(action, self.args[start:end], option)
            return end

    def _expected(self, nargs):
        if nargs is None:
            return 'expected one argument'
        if nargs == OPTIONAL:
            return 'expected at most one argument'
        if nargs == ONE_OR_MORE:
            return 'expected at least one argument'
        return f"expected {nargs} argument{'' if nargs == 1 else 's'}"

    def _take_positionals(self, at):
        """As many parameters as match what is there, each as much as it can take."""
        rest = self.pattern[at:]
        for count in range(len(self.positionals), 0, -1):
            found = re.match(''.join(self._wanted(it) for it in self.positionals[:count]), rest)
            if found:
                break
        else:
            return at
        for action, text in zip(self.positionals[:count], found.groups()):
            self._run(action, self.args[at:at + len(text)])
            at += len(text)
        del self.positionals[:count]
        return at
