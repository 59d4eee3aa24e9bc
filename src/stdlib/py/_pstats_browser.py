"""`python -m pstats`: a prompt to look at files of cProfile's with."""

import cmd
import sys

from pstats import Stats

_AMOUNTS = """\
Arguments may be:
* An integer maximum number of entries to print.
* A decimal fractional number between 0 and 1, controlling
  what fraction of selected entries to print.
* A regular expression; only entries with function names
  that match it are printed."""


class ProfileBrowser(cmd.Cmd):
    """Holds the numbers of one or more files, and prints reports of them."""

    prompt = '% '
    stats = None

    def __init__(self, profile=None):
        super().__init__()
        if profile is not None:
            self.do_read(profile)

    def say(self, text):
        print(text, file=self.stdout)

    def report(self, method, line):
        restrictions = []
        for word in line.split():
            for kind in int, float, str:
                try:
                    value = kind(word)
                    break
                except ValueError:
                    pass
            if kind is float and not 0 <= value <= 1:
                self.say('Fraction argument must be in [0, 1]')
            else:
                restrictions.append(value)
        if self.has_stats():
            getattr(self.stats, method)(*restrictions)

    def has_stats(self):
        if not self.stats:
            self.say('No statistics object is loaded.')
        return bool(self.stats)

    def do_add(self, line):
        if self.has_stats():
            try:
                self.stats.add(line)
            except OSError as error:
                self.say(f'Failed to load statistics for {line}: {error}')

    def help_add(self):
        self.say('Add profile info from given file to current statistics object.')

    def do_callees(self, line):
        self.report('print_callees', line)

    def help_callees(self):
        self.say(f'Print callees statistics from the current stat object.\n{_AMOUNTS}')

    def do_callers(self, line):
        self.report('print_callers', line)

    def help_callers(self):
        self.say(f'Print callers statistics from the current stat object.\n{_AMOUNTS}')

    def do_stats(self, line):
        self.report('print_stats', line)

    def help_stats(self):
        self.say(f'Print statistics from the current stat object.\n{_AMOUNTS}')

    def do_read(self, line):
        line = line or self.prompt[:-2]
        if not line:
            self.say('No statistics object is current -- cannot reload.')
            return
        try:
            self.stats = Stats(line)
        except OSError as error:
            self.say(error.args[1])
        except Exception as error:
            self.say(f'{type(error).__name__}: {error}')
        else:
            self.prompt = f'{line}% '

    def help_read(self):
        self.say('Read in profile data from a specified file.\nWithout argument, reload the current file.')

    def do_reverse(self, line):
        if self.has_stats():
            self.stats.reverse_order()

    def help_reverse(self):
        self.say('Reverse the sort order of the profiling report.')

    def do_sort(self, line):
        if not self.has_stats():
            return
        keys = line.split()
        if keys and all(key in self.stats.get_sort_arg_defs() for key in keys):
            self.stats.sort_stats(*keys)
            return
        self.say('Valid sort keys (unique prefixes are accepted):')
        for key, (_, described) in Stats.sort_arg_dict_default.items():
            self.say(f'{key} -- {described}')

    def help_sort(self):
        self.say("Sort profile data according to specified keys.\n"
                 "(Typing `sort' without arguments lists valid keys.)")

    def do_strip(self, line):
        if self.has_stats():
            self.stats.strip_dirs()

    def help_strip(self):
        self.say('Strip leading path information from filenames in the report.')

    def do_quit(self, line):
        return True

    def do_EOF(self, line):
        self.say('')
        return True

    def help_quit(self):
        self.say('Leave the profile browser.')

    help_EOF = help_quit

    def help_help(self):
        self.say('Show help for a given command.')


def main(files):
    try:
        browser = ProfileBrowser(*files[:1])
        for file in files[1:]:
            browser.do_add(file)
        browser.say('Welcome to the profile statistics browser.')
        browser.cmdloop()
        browser.say('Goodbye.')
    except KeyboardInterrupt:
        pass
