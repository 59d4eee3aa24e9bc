# A name that a module has nearly.
from spelled_module_for_tests import greting
