# Other programs: their output, their status.
import subprocess

print(subprocess.run(['echo', 'hi'], capture_output=True, text=True))
print(subprocess.check_output('echo $X', shell=True, env={'X': 'val'}), subprocess.call(['false']))
for args, settings in ((['sh', '-c', 'echo err >&2; exit 3'], {'check': True, 'stderr': subprocess.PIPE}),
                       (['sh', '-c', 'kill -9 $$'], {'check': True})):
    try:
        subprocess.run(args, **settings)
    except subprocess.CalledProcessError as error:
        print(error, error.returncode, error.stderr)
try:
    subprocess.run(['/nonexistent'])
except FileNotFoundError as error:
    print(error)
try:
    subprocess.run(['sleep', '5'], timeout=0.05)
except subprocess.TimeoutExpired as error:
    print(error.cmd)
print(subprocess.getoutput('echo a; echo b'), subprocess.getstatusoutput('exit 2'))
