# A group's members have causes, too.
def cause():
    try:
        1 / 0
    except ZeroDivisionError as error:
        e = ValueError("member")
        e.__cause__ = error
        return e
raise ExceptionGroup("g", [cause(), KeyError("k")])
