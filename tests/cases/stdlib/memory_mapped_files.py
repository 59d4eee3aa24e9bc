# mmap: files as if they were memory.
import mmap
import os
import re
import tempfile

with tempfile.TemporaryFile() as file:
    file.write(b'line one\nline two\nthe end')
    file.flush()
    with mmap.mmap(file.fileno(), 0) as memory:
        print(len(memory), memory[:4], memory[-3:], memory[0], memory.find(b'two'), memory.rfind(b'line'))
        print(memory.readline(), memory.read(4), memory.tell(), [match.start() for match in re.finditer(rb'line', memory)])
        memory[0:4] = b'LINE'
        memory[5] = ord('O')
        memory.seek(-3, os.SEEK_END)
        print(memory.write(b'END'), memory.flush())
        for act in (lambda: memory.write(b'!'), lambda: memory.__setitem__(slice(0, 2), b'abc'), lambda: memory[100]):
            try:
                act()
            except (ValueError, IndexError) as error:
                print(type(error).__name__, error)
    file.seek(0)
    print(file.read())
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as memory:
        try:
            memory[0] = 1
        except TypeError as error:
            print(error)
        print(bytes(memory[:4]), memory.closed)
    try:
        memory.read()
    except ValueError as error:
        print(error)
memory = mmap.mmap(-1, 13)
memory.write(b'Hello world!')
memory.move(0, 6, 5)
print(memory[:])
