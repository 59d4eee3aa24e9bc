# A method called by way of its class wants an object of that class.
def attempt(function):
    try:
        print(function())
    except TypeError as error:
        print(error)


attempt(lambda: list.append())
attempt(lambda: list.append(3, 4))
attempt(lambda: int.__add__('a', 1))
attempt(lambda: int.__add__())
attempt(lambda: str.upper(3))
attempt(lambda: int.__add__(True, 1))
attempt(lambda: (1).__add__())
attempt(lambda: [].__len__(1))
attempt(lambda: (1).__add__(x=1))
attempt(lambda: [].append(x=1))
