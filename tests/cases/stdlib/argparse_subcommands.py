# A parser for each subcommand.
import argparse
import sys

sys.stderr = sys.stdout


def run(parser, *args):
    try:
        print(parser.parse_args(list(args)))
    except SystemExit as end:
        print('exit', end.code)


parser = argparse.ArgumentParser(prog='git')
commands = parser.add_subparsers(dest='cmd', required=True, help='commands')
clone = commands.add_parser('clone', help='clone it', aliases=['cl'])
clone.add_argument('url')
clone.add_argument('--depth', type=int)
commands.add_parser('push').set_defaults(func=1)
for args in (['clone', 'u', '--depth', '2'], ['cl', 'u'], ['push'], [], ['bad'], ['-h'], ['clone', '-h'], ['clone']):
    run(parser, *args)
