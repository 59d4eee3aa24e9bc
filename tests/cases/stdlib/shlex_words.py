# Words as a shell sees them.
import shlex

print(shlex.split("a 'b c' \"d e\" f\\ g # no"), shlex.split('a # b', comments=True), shlex.split('a "b\'c"', posix=False), shlex.quote("it's"), shlex.quote(''), shlex.quote('safe-1'), shlex.join(['a', 'b c']))
s = shlex.shlex('a && b || c; d>e (f) "g h" ~/x*.py', punctuation_chars=True); print(list(s))
s = shlex.shlex('a=b, c:d "e', posix=True)
try: print(list(s))
except ValueError as e: print(e)
try: shlex.split('a\\')
except ValueError as e: print(e)
s = shlex.shlex('x y z'); print(s.get_token()); s.push_token('Q'); print(s.get_token(), list(s), s.lineno, s.eof, repr(s.get_token()))
s = shlex.shlex('a-b.c/d', posix=True); s.whitespace_split = True; print(list(s)); s = shlex.shlex('k1 = "v 1"\n# com\nk2 = v2', posix=True); s.wordchars += '.-'; print(list(s))
