# Each level of a traceback has the frame that it went through.
def fail():
    raise KeyError('x')


def middle():
    fail()


try:
    middle()
except KeyError as error:
    tb = error.__traceback__
    while tb:
        print(tb.tb_frame.f_code.co_name, tb.tb_lineno, tb.tb_frame.f_globals is globals())
        tb = tb.tb_next
