# Command lines as optparse reads them, with help and errors.
from optparse import *

p = OptionParser(
    usage='usage: %prog [options] arg',
    version='%prog 1.0',
    prog='tool',
    description='Does things to files and more, in a text that is long enough to be wrapped at some place.',
    epilog='The end.',
)
p.add_option('-f', '--file', dest='filename', help='write to FILE', metavar='FILE')
p.add_option('-q', '--quiet', action='store_false', dest='verbose', default=True, help="don't print")
p.add_option('-n', '--num', type='int', default=5, help='number [default: %default]')
p.add_option('-c', action='count', default=0)
p.add_option(
    '--choice',
    type='choice',
    choices=['a', 'b'],
    default='a',
    help='a very long help text that should surely be wrapped at the width of the terminal line',
)
p.add_option('-a', action='append', dest='lst')
p.add_option('--pt', nargs=2, type='float')
p.add_option('--const', action='store_const', const=42)
p.add_option('--hid', help=SUPPRESS_HELP)
g = OptionGroup(p, 'Dangerous', 'Caution: use these at your own risk.')
g.add_option('-g', action='store_true', help='Group.')
p.add_option_group(g)


def cb(option, opt, value, parser):
    print('cb', opt, value)
    parser.values.cbv = value


p.add_option('--cb', action='callback', callback=cb, type='string')
print(p.format_help())
o, a = p.parse_args(
    [
        '-f',
        'x',
        '--num=7',
        '-ccc',
        'a1',
        '-ax',
        '-a',
        'y',
        '--pt',
        '1',
        '2',
        '--const',
        '--cb',
        'v',
        '-q',
        'a2',
        '--',
        '-z',
    ]
)
print(o, a, o.filename, o.verbose)
o, a = p.parse_args(['--fil=zz'])
print(o.filename)
for bad in [
    ['--zz'],
    ['-z'],
    ['--num', 'x'],
    ['--num'],
    ['--choice', 'c'],
    ['--c'],
    ['--quiet=1'],
    ['--pt', '1'],
    ['--version'],
    ['-h'],
]:
    try:
        p.parse_args(bad)
    except SystemExit as e:
        print(bad, e.code)
try:
    p.add_option('-f')
except OptionConflictError as e:
    print(e)
for k in [
    dict(action='zz'),
    dict(type='zz'),
    dict(action='store_true', type='int'),
    dict(zz=1),
    dict(choices=['a'], type='int'),
    dict(type='choice'),
]:
    try:
        Option('-x', **k)
    except Exception as e:
        print(type(e).__name__, e)
print(p.has_option('-f'), p.get_option('-f'), p.defaults['num'], p.get_usage())
p.remove_option('-f')
p.set_defaults(num=9)
print(p.parse_args([])[0].num)
p.print_usage()
q = OptionParser(formatter=TitledHelpFormatter(), prog='q')
q.add_option('-v', '--verb', action='store_true', help='hi')
print(q.format_help())
