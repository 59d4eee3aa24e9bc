"""Terminals that give each key at once."""

from termios import *

from termios import (
    BRKINT, CS8, CSIZE, ECHO, ECHOE, ECHOK, ECHONL, ICANON, ICRNL, IEXTEN, IGNBRK, IGNCR, IGNPAR, INLCR, INPCK, ISIG,
    ISTRIP, IXANY, IXOFF, IXON, NOFLSH, OPOST, PARENB, PARMRK, TCSAFLUSH, TOSTOP, VMIN, VTIME, tcgetattr, tcsetattr,
)

__all__ = ['cfmakeraw', 'cfmakecbreak', 'setraw', 'setcbreak']

IFLAG, OFLAG, CFLAG, LFLAG, ISPEED, OSPEED, CC = range(7)


def _key_by_key(mode):
    mode[CC] = list(mode[CC])
    mode[CC][VMIN], mode[CC][VTIME] = 1, 0


def cfmakeraw(mode):
    """Changes settings so that nothing is done to what is typed and written."""
    mode[IFLAG] &= ~(IGNBRK | BRKINT | IGNPAR | PARMRK | INPCK | ISTRIP | INLCR | IGNCR | ICRNL | IXON | IXANY | IXOFF)
    mode[OFLAG] &= ~OPOST
    mode[CFLAG] = mode[CFLAG] & ~(PARENB | CSIZE) | CS8
    mode[LFLAG] &= ~(ECHO | ECHOE | ECHOK | ECHONL | ICANON | IEXTEN | ISIG | NOFLSH | TOSTOP)
    _key_by_key(mode)


def cfmakecbreak(mode):
    """Changes settings so that keys are not shown and come at once."""
    mode[IFLAG] &= ~ICRNL
    mode[LFLAG] &= ~(ECHO | ICANON)
    _key_by_key(mode)


def setraw(fd, when=TCSAFLUSH):
    """Makes a terminal raw; its settings before."""
    before = tcgetattr(fd)
    mode = list(before)
    cfmakeraw(mode)
    tcsetattr(fd, when, mode)
    return before


def setcbreak(fd, when=TCSAFLUSH):
    """Makes a terminal give keys at once; its settings before."""
    before = tcgetattr(fd)
    mode = list(before)
    cfmakecbreak(mode)
    tcsetattr(fd, when, mode)
    return before
