# Talking to a program that runs.
import os
import subprocess
from subprocess import PIPE, Popen

process = Popen(['cat'], stdin=PIPE, stdout=PIPE)
print(len(process.communicate(b'x' * 200000)[0]), process.returncode)
process = Popen(['cat'], stdin=PIPE, stdout=PIPE, text=True)
process.stdin.write('line\n')
process.stdin.close()
print(repr(process.stdout.readline()), process.wait())
process.stdout.close()
print(subprocess.run(['cat'], input='abc', text=True, stdout=PIPE).stdout)
process = Popen(['sleep', '10'])
print(process.poll())
process.terminate()
print(process.wait(), process)
with os.popen('echo popen') as file:
    print(file.read())
