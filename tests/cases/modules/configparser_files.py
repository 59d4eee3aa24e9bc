# Reading, asking, changing and writing a configuration.
import configparser, io
TEXT = '''# comment
[DEFAULT]
Home = /usr
Debug: no

[server]
host = localhost ; not a comment
port=8080
url = http://%(host)s:%(port)s%(home)s
long = first
  second

  third
percent = 50%%
[empty]
[flags]
on = yes
ratio = 2.5
'''
c = configparser.ConfigParser()
c.read_string(TEXT)
print(c.sections(), c.defaults(), c.options('server'), c['server']['host'], c.get('server', 'port'), c.getint('server', 'port'))
print(c['server']['url'], repr(c['server']['long']), c['server']['percent'], c.getboolean('flags', 'on'), c.getfloat('flags', 'ratio'), c['flags'].getboolean('debug'))
print(c.get('server', 'nope', fallback='x'), c['server'].get('nope'), c['server'].get('nope', 'd'), 'host' in c['server'], 'x' in c, list(c), len(c))
print(c.items('flags'), dict(c['empty']), c['empty'], c.has_option('server', 'HOME'), c.has_section('DEFAULT'))
c['new'] = {'a': 1, 'b': 'two'}
c.set('new', 'c', '3')
c.remove_option('new', 'a')
c.add_section('more')
out = io.StringIO()
c.write(out)
print(out.getvalue())
for action in (lambda: c.get('nope', 'x'), lambda: c.get('server', 'nope'), lambda: c['nope'], lambda: c['server']['nope'],
               lambda: c.add_section('more'), lambda: c.set('more', 'x', 1), lambda: c.set('more', 'x', '5%'),
               lambda: c.getint('server', 'host'), lambda: c.getboolean('server', 'host'),
               lambda: configparser.ConfigParser().read_string('a = 1\n'),
               lambda: configparser.ConfigParser().read_string('[a]\nb\n'),
               lambda: configparser.ConfigParser().read_string('[a]\nb=1\nb=2\n'),
               lambda: configparser.ConfigParser().read_string('[a]\n[a]\n'),
               lambda: (c.read_string('[q]\nx=%(y)s\n'), c['q']['x']), lambda: (c.read_string('[r]\nx=%(x)s\n'), c['r']['x'])):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
print(c.read('/nonexistent.ini'))
e = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation(), allow_no_value=True, inline_comment_prefixes=('#',))
e.read_string('[a]\nx = 1 # one\ny = ${x}${b:z}\nflag\n[b]\nz = 9\n')
print(e['a']['y'], e['a']['flag'], e['a']['x'])
r = configparser.RawConfigParser()
r.optionxform = str
r.read_dict({'S': {'Key': 'v%'}})
print(r.items('S'), r['S'].name)
