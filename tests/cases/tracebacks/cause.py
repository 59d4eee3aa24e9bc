# The direct cause comes first.
def load():
    try:
        return {}["key"]
    except KeyError as error:
        raise RuntimeError("can't load") from error
load()
