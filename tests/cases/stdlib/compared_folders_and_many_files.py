# filecmp and fileinput.
import filecmp, os, tempfile, sys
d = tempfile.mkdtemp(); os.chdir(d)
for s in ('l', 'r'):
    os.makedirs(s + '/sub')
    open(s + '/same', 'w').write('same'); open(s + '/sub/x', 'w').write(s); open(s + '/only' + s, 'w').write('')
    open(s + '/diff', 'w').write('text' + s); open(s + '/__pycache__', 'w').write('')
os.mkdir('l/funny'); open('r/funny', 'w').close()
print(filecmp.cmp('l/same', 'r/same'), filecmp.cmp('l/diff', 'r/diff', shallow=False), filecmp.cmpfiles('l', 'r', ['same', 'diff', 'zip'], shallow=False))
c = filecmp.dircmp('l', 'r')
c.report(); c.report_full_closure(); c.report_partial_closure()
print(c.left_list, c.right_list, c.common, c.left_only, c.right_only, c.common_dirs, c.common_files, c.common_funny, c.same_files, c.diff_files, c.funny_files, sorted(c.subdirs))
try: c.nope
except AttributeError as e: print(e)
try: filecmp.cmp('l/zip', 'r/zip')
except OSError as e: print(e)
filecmp.clear_cache(); print(filecmp.DEFAULT_IGNORES)
import fileinput
open('a.txt', 'w').write('one\ntwo\nthree\n'); open('b.txt', 'w').write('x\ny')
for line in fileinput.input(['a.txt', 'b.txt']):
    print(fileinput.filename(), fileinput.lineno(), fileinput.filelineno(), fileinput.isfirstline(), fileinput.isstdin(), repr(line))
with fileinput.input(files=('a.txt',), inplace=True, backup='.bak') as f:
    for line in f: print(line.upper(), end='')
print(open('a.txt').read(), open('a.txt.bak').read())
with fileinput.FileInput(['a.txt', 'b.txt'], encoding='utf-8') as f:
    print(f.readline(), f.lineno()); f.nextfile(); print(list(f))
sys.argv[1:] = ['b.txt']
print(''.join(fileinput.input()))
try:
    for l in fileinput.input('nofile'): pass
except OSError as e: print(e)
fileinput.close()
try: fileinput.lineno()
except RuntimeError as e: print(e)
try: fileinput.input('a.txt', mode='w')
except ValueError as e: print(e)
fi = fileinput.input('a.txt', openhook=fileinput.hook_encoded('utf-8')); print(list(fi)); fi.close()
