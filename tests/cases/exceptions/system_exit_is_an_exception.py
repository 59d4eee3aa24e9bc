# SystemExit can be caught, and runs finally.
import sys
try:
    sys.exit(3)
except SystemExit as error:
    print("caught", error.code, repr(error))
try:
    sys.exit("message")
except SystemExit as error:
    print(error.code)
try:
    print("leaving")
    sys.exit(4)
finally:
    print("finally")
