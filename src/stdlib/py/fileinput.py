"""The lines of several files, or of stdin, one after the other."""

import os
import sys

__all__ = ['input', 'close', 'nextfile', 'filename', 'lineno', 'filelineno', 'fileno', 'isfirstline', 'isstdin',
           'FileInput', 'hook_encoded']

_state = None


def input(files=None, inplace=False, backup='', *, mode='r', openhook=None, encoding=None, errors=None):
    """Starts on files: those of the command line when none are given."""
    global _state
    if _state and _state._file:
        raise RuntimeError('input() already active')
    _state = FileInput(files, inplace, backup, mode=mode, openhook=openhook, encoding=encoding, errors=errors)
    return _state


def _active():
    if not _state:
        raise RuntimeError('no active input()')
    return _state


def close():
    """Ends it."""
    global _state
    state, _state = _state, None
    if state:
        state.close()


def nextfile():
    return _active().nextfile()


def filename():
    return _active().filename()


def lineno():
    return _active().lineno()


def filelineno():
    return _active().filelineno()


def fileno():
    return _active().fileno()


def isfirstline():
    return _active().isfirstline()


def isstdin():
    return _active().isstdin()


class FileInput:
    """The lines of files. With `inplace`, what is printed meanwhile replaces the file."""

    def __init__(self, files=None, inplace=False, backup='', *, mode='r', openhook=None, encoding=None, errors=None):
        if isinstance(files, (str, os.PathLike)):
            files = (files,)
        elif files is None:
            files = sys.argv[1:]
        self._files = list(files) or ['-']
        self._inplace, self._backup, self._mode, self._openhook = inplace, backup, mode, openhook
        self._encoding, self._errors = encoding, errors
        self._file = self._output = self._filename = None
        self._lineno = self._filelineno = 0
        self._is_stdin = False
        if mode not in ('r', 'rb'):
            raise ValueError("FileInput opening mode must be 'r' or 'rb'")
        if inplace and openhook:
            raise ValueError('FileInput cannot use an opening hook in inplace mode')

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readline(self):
        """The next line, empty at the end of the last file."""
        while True:
            if self._file is None and not self._open():
                return b'' if 'b' in self._mode else ''
            line = self._file.readline()
            if line:
                self._lineno += 1
                self._filelineno += 1
                return line
            self.nextfile()

    def _open(self):
        if not self._files:
            return False
        self._filename = self._files.pop(0)
        self._filelineno = 0
        self._is_stdin = self._filename == '-'
        if self._is_stdin:
            self._filename = '<stdin>'
            self._file = getattr(sys.stdin, 'buffer', sys.stdin) if 'b' in self._mode else sys.stdin
        elif self._inplace:
            saved = os.fspath(self._filename) + (self._backup or '.bak')
            os.rename(self._filename, saved)
            self._file = open(saved, self._mode, encoding=self._encoding, errors=self._errors)
            self._output, self._saved = sys.stdout, saved
            sys.stdout = open(self._filename, 'w', encoding=self._encoding, errors=self._errors)
        elif self._openhook:
            self._file = self._openhook(self._filename, self._mode)
        else:
            encoding = None if 'b' in self._mode else self._encoding
            self._file = open(self._filename, self._mode, encoding=encoding, errors=self._errors)
        return True

    def nextfile(self):
        """Leaves out the rest of this file."""
        file, self._file = self._file, None
        if self._output is not None:
            sys.stdout.close()
            sys.stdout, self._output = self._output, None
            if not self._backup:
                os.unlink(self._saved)
        if file is not None and not self._is_stdin:
            file.close()

    def close(self):
        self.nextfile()
        self._files = []

    def filename(self):
        return self._filename

    def lineno(self):
        return self._lineno

    def filelineno(self):
        return self._filelineno

    def fileno(self):
        return self._file.fileno() if self._file else -1

    def isfirstline(self):
        return self._filelineno == 1

    def isstdin(self):
        return self._is_stdin


def hook_encoded(encoding, errors=None):
    """An `openhook` that opens files in an encoding."""
    return lambda filename, mode: open(filename, mode, encoding=encoding, errors=errors)
