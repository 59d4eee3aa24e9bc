# A class and a bound method are called by their names, not by their reprs.
class K:
    def f(self, **named):
        pass

    @classmethod
    def g(cls, **named):
        pass


for act in (
    lambda: K(**5), lambda: K(*None), lambda: K().f(**3), lambda: K.g(**[]), lambda: K().f(a=1, **{"a": 2}),
    lambda: K(b=1, **{"b": 1}), lambda: len(*5), lambda: [].append(*5), lambda: int(**5), lambda: (lambda: 0)(*5),
):
    try:
        act()
    except TypeError as error:
        print(error)
