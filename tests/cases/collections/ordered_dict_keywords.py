from collections import OrderedDict

it = OrderedDict(a=1)
print(it.pop('z', default=6), it.setdefault('g', default=9), it.setdefault(key='h'), it.pop(key='g'), it)
try:
    it.pop('q')
except KeyError as error:
    print(error)
