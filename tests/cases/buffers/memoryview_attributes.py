view = memoryview(b'abcdefgh')
print(view.nbytes, view.itemsize, view.format, view.ndim, view.shape, view.strides, view.suboffsets)
print(view.readonly, view.obj, view.c_contiguous, view.f_contiguous, view.contiguous)
part = view[6:1:-2]
print(part.tobytes(), part.strides, part.shape, part.contiguous, part == b'gec')
print(memoryview(bytearray(2)).readonly, memoryview(bytearray(2)).toreadonly().readonly)
print(view.hex(), view.hex(':', 2), view.tolist())
print(repr(view)[:14], memoryview(b'ab') == memoryview(bytearray(b'ab')), view != b'abc')
for wrong in 5, 'text', [1]:
    try:
        memoryview(wrong)
    except TypeError as error:
        print(error)
