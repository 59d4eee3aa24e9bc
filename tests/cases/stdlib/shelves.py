# Dicts in files.
import shelve, tempfile, os

d = tempfile.mkdtemp()
os.chdir(d)
with shelve.open('x') as s:
    s['a'] = [1, 2]
    s['b'] = {'k': (1,)}
    print(sorted(s), s['a'], 'a' in s, len(s), s.get('z'))
    s['a'].append(3)
    print(s['a'])
    del s['b']
    print(dict(s))
with shelve.open('x', writeback=True) as s:
    s['a'].append(3)
with shelve.open('x', 'r') as s:
    print(s['a'])
try:
    s['a']
except ValueError as e:
    print(e)
try:
    shelve.open('nope', 'r')
except Exception as e:
    print(type(e).__name__, e)
import os, shutil

os.chdir('/')
shutil.rmtree(d)
