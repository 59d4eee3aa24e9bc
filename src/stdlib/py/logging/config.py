"""Loggers, handlers and formatters as a dict or a file of settings wants them."""

import logging
import logging.handlers
import re
from _resolve import resolve

_IDENTIFIER = re.compile('^[a-z_][a-z0-9_]*$', re.I)
_PLACE = re.compile(r'[.\[]([^.\[\]]+)\]?')


class BaseConfigurator:
    """Values that stand for others: `ext://sys.stderr`, `cfg://handlers.file`."""

    def __init__(self, config):
        self.config = config

    def resolve(self, s):
        try:
            return resolve(s)
        except ImportError as error:
            raise ValueError(f'Cannot resolve {s!r}: {error}') from error

    def convert(self, value):
        if isinstance(value, dict):
            return {key: self.convert(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)) and not hasattr(value, '_fields'):
            return type(value)(map(self.convert, value))
        if isinstance(value, str) and value.startswith('ext://'):
            return self.resolve(value[6:])
        if isinstance(value, str) and value.startswith('cfg://'):
            found = self.config
            for part in _PLACE.findall('.' + value[6:]):
                found = found[int(part) if isinstance(found, (list, tuple)) else part]
            return self.convert(found)
        return value

    def configure_custom(self, config):
        """An object of what is named by `()`."""
        config = dict(config)
        make = config.pop('()')
        make = make if callable(make) else self.resolve(make)
        attributes = config.pop('.', {})
        made = make(**{key: self.convert(item) for key, item in config.items() if _IDENTIFIER.match(key)})
        for name, value in attributes.items():
            setattr(made, name, value)
        return made


class DictConfigurator(BaseConfigurator):
    """Does what a dict says."""

    def configure(self):
        config = self.config
        if 'version' not in config:
            raise ValueError("dictionary doesn't specify a version")
        if config['version'] != 1:
            raise ValueError(f'Unsupported version: {config["version"]}')
        if config.get('incremental'):
            self._change_levels()
            return
        for handler in list(logging._all_handlers):
            handler.close()
        formatters = self._make('formatters', 'formatter', self.configure_formatter)
        filters = self._make('filters', 'filter', self.configure_filter)
        handlers = {}
        waiting = dict(config.get('handlers', {}))
        while waiting:
            # One that others are the target of comes first.
            name = next((it for it in sorted(waiting) if waiting[it].get('target') not in waiting), None)
            if name is None:
                raise ValueError('Unable to configure handlers that wait for each other')
            try:
                handlers[name] = self.configure_handler(waiting.pop(name), formatters, filters, handlers)
                handlers[name].name = name
            except Exception as error:
                raise ValueError(f'Unable to configure handler {name!r}') from error
        self._loggers(config, handlers, filters)

    def _make(self, section, what, configure):
        made = {}
        for name, settings in self.config.get(section, {}).items():
            try:
                made[name] = configure(settings)
            except Exception as error:
                raise ValueError(f'Unable to configure {what} {name!r}') from error
        return made

    def _change_levels(self):
        for name, settings in self.config.get('handlers', {}).items():
            if 'level' in settings:
                logging.getHandlerByName(name).setLevel(settings['level'])
        for name, settings in [*self.config.get('loggers', {}).items(), ('', self.config.get('root', {}))]:
            if 'level' in settings:
                logging.getLogger(name or None).setLevel(settings['level'])

    def configure_formatter(self, config):
        if '()' in config:
            return self.configure_custom(config)
        kind = self.resolve(config['class']) if 'class' in config else logging.Formatter
        more = {name: config[name] for name in ('validate', 'defaults') if name in config}
        return kind(config.get('format'), config.get('datefmt'), config.get('style', '%'), **more)

    def configure_filter(self, config):
        return self.configure_custom(config) if '()' in config else logging.Filter(config.get('name', ''))

    def configure_handler(self, config, formatters, filters, handlers):
        config = dict(config)
        formatter, level = config.pop('formatter', None), config.pop('level', None)
        wanted = config.pop('filters', ())
        attributes = config.pop('.', {})
        if '()' in config:
            made = self.configure_custom(config)
        else:
            kind = self.resolve(config.pop('class'))
            if isinstance(config.get('target'), str) and issubclass(kind, logging.handlers.MemoryHandler):
                config['target'] = handlers[config['target']]
            made = kind(**{key: self.convert(item) for key, item in config.items() if _IDENTIFIER.match(key)})
        if formatter is not None:
            made.setFormatter(formatters[formatter])
        if level is not None:
            made.setLevel(level)
        for one in wanted:
            made.addFilter(filters[one] if isinstance(one, str) else one)
        for name, value in attributes.items():
            setattr(made, name, value)
        return made

    def _loggers(self, config, handlers, filters):
        named = config.get('loggers', {})
        known = logging.root.manager.loggerDict
        before = [name for name, one in known.items() if isinstance(one, logging.Logger)]
        for name, settings in named.items():
            logger = logging.getLogger(name)
            logger.disabled = False
            try:
                self._configure_logger(logger, settings, handlers, filters)
            except Exception as error:
                raise ValueError(f'Unable to configure logger {name!r}') from error
            if 'propagate' in settings:
                logger.propagate = settings['propagate']
        for name in before:
            if name in named:
                continue
            if any(name.startswith(parent + '.') for parent in named):
                logger = known[name]
                logger.setLevel(logging.NOTSET)
                logger.handlers, logger.propagate = [], True
            else:
                known[name].disabled = config.get('disable_existing_loggers', True)
        if config.get('root'):
            try:
                self._configure_logger(logging.root, config['root'], handlers, filters)
            except Exception as error:
                raise ValueError('Unable to configure root logger') from error

    def _configure_logger(self, logger, settings, handlers, filters):
        if settings.get('level') is not None:
            logger.setLevel(settings['level'])
        for handler in logger.handlers[:]:
            logger.removeHandler(handler)
        for name in settings.get('handlers', ()):
            logger.addHandler(handlers[name])
        for one in settings.get('filters', ()):
            logger.addFilter(filters[one] if isinstance(one, str) else one)


dictConfigClass = DictConfigurator


def dictConfig(config):
    """Configure logging using a dictionary."""
    dictConfigClass(config).configure()


def fileConfig(fname, defaults=None, disable_existing_loggers=True, encoding=None):
    """Configure logging as a file of sections says."""
    import configparser
    parser = fname
    if not isinstance(fname, configparser.RawConfigParser):
        parser = configparser.ConfigParser(defaults)
        if hasattr(fname, 'readline'):
            parser.read_file(fname)
        elif not parser.read(fname, encoding=encoding):
            raise FileNotFoundError(f"{fname} doesn't exist")

    def names(section):
        return [name.strip() for name in parser[section].get('keys', '').split(',') if name.strip()]

    config = {'version': 1, 'disable_existing_loggers': disable_existing_loggers}
    config['formatters'] = {}
    for name in names('formatters'):
        section = parser[f'formatter_{name}']
        config['formatters'][name] = {key: section.get(key, raw=True) for key in ('format', 'datefmt', 'style', 'class')
                                      if key in section}
    made = DictConfigurator(config)._make('formatters', 'formatter', DictConfigurator(config).configure_formatter)
    scope = vars(logging) | {'handlers': logging.handlers}
    handlers = {}
    for name in names('handlers'):
        section = parser[f'handler_{name}']
        kind = section['class']
        try:
            kind = eval(kind, scope)
        except (AttributeError, NameError):
            kind = resolve(kind)
        handler = kind(*eval(section.get('args', '()'), scope), **eval(section.get('kwargs', '{}'), scope))
        handler.name = name
        if 'level' in section:
            handler.setLevel(section['level'])
        if section.get('formatter'):
            handler.setFormatter(made[section['formatter']])
        handlers[name] = handler
    loggers = {}
    for name in names('loggers'):
        section = parser[f'logger_{name}']
        settings = {'handlers': [it.strip() for it in section.get('handlers', '').split(',') if it.strip()]}
        if 'level' in section:
            settings['level'] = section['level']
        if name == 'root':
            config['root'] = settings
        else:
            loggers[section['qualname']] = settings | {'propagate': bool(section.getint('propagate', 1))}
    config['loggers'] = loggers
    DictConfigurator(config)._loggers(config, handlers, {})
