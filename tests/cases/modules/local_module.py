# A module beside the script, loaded once.
import helper_module
import helper_module as again
from helper_module import value, double
print(helper_module is again, value, double(4), helper_module.__name__, helper_module.counter)
helper_module.value = 10
print(again.value, value)
