# A package with a submodule and a relative import.
import package_for_tests
from package_for_tests import part
from package_for_tests.part import name
import package_for_tests.part as p
print(package_for_tests.__name__, part.__name__, name, p is part, part.parent_value, package_for_tests.part is part)
