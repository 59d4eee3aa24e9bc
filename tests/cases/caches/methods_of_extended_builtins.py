# A method found once on an object of a class that extends a built-in one may be hidden on
# another by an attribute.
class D(dict):
    def show(self):
        return 'class'


class S(str):
    def show(self):
        return 'class'


def look(it):
    return it.show(), it.show


for cls in (D, S):
    plain, own = cls(), cls()
    for _ in range(3):
        print(look(plain)[0], look(plain)[1]() == look(plain)[0])
    own.show = lambda: 'own'
    for it in (own, plain, own, plain):
        print(look(it)[0], look(it)[1]())
    plain.other = 1
    print(look(plain)[0])
    cls.show = lambda self: 'changed'
    print(look(plain)[0], look(own)[0])
    del own.show
    print(look(own)[0])


def upper(text):
    return text.upper()


s = S('a')
print(upper(s), upper('b'), upper(s))
s.upper = lambda: 'own'
print(upper(s), upper(S('c')))
