for attempt in lambda: 'a'.find(), lambda: 'a'.count('a', 1, 2, 3), lambda: b'a'.rindex(b'a', 1, 2, 3), \
        lambda: 'a'.startswith(), lambda: [].index(), lambda: ().count(), lambda: 'a'.replace('a'), lambda: 'a'.join():
    try:
        attempt()
    except TypeError as error:
        print(error)
