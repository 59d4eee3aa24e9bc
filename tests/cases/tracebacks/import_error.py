# A module that is not there.
def load():
    import no_such_module_anywhere
load()
