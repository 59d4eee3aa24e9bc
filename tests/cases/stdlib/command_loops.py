# A loop that reads commands: help, unknown ones, empty lines, what comes before and after.
import cmd, sys
class TurtleShell(cmd.Cmd):
    intro = 'Welcome to the turtle shell.   Type help or ? to list commands.\n'
    prompt = '(turtle) '
    file = None
    def do_forward(self, arg):
        'Move the turtle forward by the specified distance:  FORWARD 10'
        print('forward', *parse(arg))
    def do_bye(self, arg):
        'Stop recording, close the turtle window, and exit:  BYE'
        print('Thank you for using Turtle')
        return True
    def do_undoc(self, arg): print('undoc', repr(arg))
    def help_topic(self): print('topic help')
    def do_shell(self, arg): print('shell', arg)
    def do_EOF(self, arg): print('eof'); return True
    def precmd(self, line): return line.lower() if not line.startswith('EOF') else line
    def complete_forward(self, *a): return []
def parse(arg): return tuple(map(int, arg.split()))
t = TurtleShell(); t.use_rawinput = False
import io
t.stdin = io.StringIO('help\nhelp forward\nhelp undoc\nhelp topic\n?\n!ls -l\nforward 1 2\n\nnope x\nundoc  a b \nEOF\nbye\n')
t.cmdloop()
t.onecmd('forward 5'); print(t.parseline('foo bar baz'), t.parseline('!x'), t.parseline(''), t.completenames('fo'))
t.columnize(['a' * i for i in range(1, 30)], 60)
t.columnize([]); t.columnize(['one'])
try: t.columnize([1, 2])
except TypeError as e: print(e)
class E(cmd.Cmd):
    def emptyline(self): print('empty')
    def default(self, line): print('default', line)
    def postcmd(self, stop, line): print('post', stop, line); return stop
    def preloop(self): print('pre')
    def postloop(self): print('postloop')
    def do_q(self, a): 'q.\n\n    indented'; return 1
e = E(); e.cmdqueue = ['', 'foo', 'help', 'help q', 'q']; e.cmdloop('hi')
