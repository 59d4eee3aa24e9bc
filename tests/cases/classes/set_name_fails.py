# An error of __set_name__ carries a note about where.
class Bad:
    def __set_name__(self, owner, name):
        1 / 0


try:
    class X:
        attribute = Bad()
except ZeroDivisionError as error:
    print(error, error.__notes__)
