# As in CPython, what lies in front on sys.path hides modules that come with Python.
import sys
import tempfile

with tempfile.TemporaryDirectory() as folder:
    sys.path.insert(0, folder)
    with open(folder + '/colorsys.py', 'w') as file:
        file.write('mine = True\n')
    import colorsys
    print(colorsys.mine)
