"""`python -m unittest`: the tests of modules that are named, or of all that are here."""

import os
import sys

import unittest

sys.argv[0] = 'python -m unittest'
if os.getcwd() not in sys.path:
    sys.path.insert(0, os.getcwd())
unittest.main(module=None)
