# The whole help: usage wrapped, columns, long options.
import argparse
import sys

sys.stderr = sys.stdout


def run(parser, *args):
    try:
        print(parser.parse_args(list(args)))
    except SystemExit as end:
        print('exit', end.code)


parser = argparse.ArgumentParser(
    prog='prog', epilog='bye',
    description='A tool that does many things to many files, with a long description that needs wrapping over lines.')
parser.add_argument('file', help='the file')
parser.add_argument('rest', nargs='*', help='more')
parser.add_argument('-v', '--verbose', action='count', default=0, help='say more')
parser.add_argument('-n', '--number', type=int, default=5, metavar='N', help='a number (default: %(default)s)')
parser.add_argument('--mode', choices=['fast', 'slow'], default='fast')
parser.add_argument('-q', action='store_true')
parser.add_argument('--opt', nargs='?', const='c', default='d')
parser.add_argument('--pair', nargs=2, type=float)
parser.add_argument('--tag', action='append')
parser.add_argument('--version', action='version', version='%(prog)s 1.0')
parser.add_argument('--a-very-long-option-name', help='help that goes to the next line because the option is long')

run(parser, '-h')
print(parser.format_usage())
