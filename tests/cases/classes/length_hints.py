# list() asks __len__, and __length_hint__ only where there is no length.
class Both(set):
    def __length_hint__(self):
        print("hint")
        return 3


class Sized(list):
    def __len__(self):
        print("len")
        return 2


class Wrong:
    def __init__(self, hint):
        self.hint = hint

    def __iter__(self):
        return iter([1])

    def __length_hint__(self):
        return self.hint


print(list(Both([1])), list(Sized([1, 2, 3])), list(Wrong(5)), list(Wrong(NotImplemented)))
for hint in (-1, "x", 2**70):
    try:
        print(list(Wrong(hint)))
    except (TypeError, ValueError, OverflowError) as error:
        print(error)
