# While a view looks at it, a bytearray keeps its length; a released view shows nothing.
data = bytearray(b'abc')
with memoryview(data) as view:
    for change in lambda: data.append(1), lambda: data.extend(b'xy'), lambda: data.pop(), \
            lambda: data.__delitem__(0), lambda: data.clear(), lambda: data.__iadd__(b'z'):
        try:
            change()
        except BufferError as error:
            print(error)
    data[0:2] = b'AB'
    print(data)
data.append(68)
print(data)
print(repr(view).startswith('<released memory at'))
for use in lambda: view[0], lambda: len(view), lambda: view.tolist(), lambda: view.nbytes, lambda: bytes(view):
    try:
        use()
    except ValueError as error:
        print(error)
view.release()
