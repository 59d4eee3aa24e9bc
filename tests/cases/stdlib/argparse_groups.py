# Groups for the help, and of which one parameter may be given.
import argparse
import sys

sys.stderr = sys.stdout


def run(parser, *args):
    try:
        print(parser.parse_args(list(args)))
    except SystemExit as end:
        print('exit', end.code)


parser = argparse.ArgumentParser(prog='w')
one = parser.add_mutually_exclusive_group(required=True)
one.add_argument('--m')
one.add_argument('--n', action='store_true')
special = parser.add_argument_group('special', 'special things')
special.add_argument('--sp', dest='special', default='x')
parser.add_argument('cmd', nargs=argparse.REMAINDER)
for args in ([], ['--m', '1', 'do', '--it'], ['--m', '1', '--n'], ['-h']):
    run(parser, *args)
