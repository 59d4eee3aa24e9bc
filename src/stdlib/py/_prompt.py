"""The prompt: for who runs no script, and after one with -i."""

import sys

from code import InteractiveConsole


def run(namespace, greets):
    """Ask for statements and run them in a namespace, until the end of stdin."""
    banner = f'Python {sys.version} on {sys.platform}' if greets else ''
    InteractiveConsole(namespace, '<stdin>').interact(banner, '')
