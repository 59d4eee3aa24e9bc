# `print` and `import` need `sys`, also when a script has emptied `sys.modules`.
import sys
sys.modules.clear()
print("still here")
import math
print(math.floor(2.5))
