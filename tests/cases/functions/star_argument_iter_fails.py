# An __iter__ that raises TypeError is not mistaken for an object that has none.
class Broken:
    def __iter__(self):
        raise TypeError('broken')


for value in (Broken(), 3):
    try:
        print(*value)
    except TypeError as error:
        print(error)
