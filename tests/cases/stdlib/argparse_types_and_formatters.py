# Functions as types, defaults in the help, flags with a negative form.
import argparse
import sys

sys.stderr = sys.stdout


def run(parser, *args):
    try:
        print(parser.parse_args(list(args)))
    except SystemExit as end:
        print('exit', end.code)


def positive(text):
    if int(text) < 0:
        raise argparse.ArgumentTypeError('must be positive')
    return int(text)


parser = argparse.ArgumentParser(prog='t', formatter_class=argparse.ArgumentDefaultsHelpFormatter, add_help=False)
parser.add_argument('v', type=positive)
parser.add_argument('-x', dest='xx', required=True)
parser.add_argument('--flag', action=argparse.BooleanOptionalAction, default=True, help='a flag')
print(parser.format_help())
for args in (['5'], ['5', '-x1', '--no-flag'], ['a', '-x', '2'], ['-x', '2', '--', '-4'], ['-x', '2', '-4']):
    run(parser, *args)
print(parser.parse_known_args(['1', '-x', '2', '--zz']))
print(argparse.Namespace(a=1) == argparse.Namespace(a=1), argparse.Namespace(**{'a-b': 1}))
