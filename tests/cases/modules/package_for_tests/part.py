# A module in a package.
from . import base
from .other import thing
name = __name__
parent_value = base
