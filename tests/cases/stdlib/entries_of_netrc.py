# netrc: names and passwords for hosts.
import netrc
import os
import tempfile

text = '''# a comment
machine example.org
  login anna password "two words" # pound
machine other login bob account x password pa#ss
default login guest password none
macdef init
cd /tmp

'''
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'netrc')

    def read(text):
        with open(path, 'w') as file:
            file.write(text)
        return netrc.netrc(path)

    found = read(text)
    print(found.hosts, found.macros)
    print(found.authenticators('example.org'), found.authenticators('elsewhere'))
    print(repr(found))
    for bad in ('nonsense', 'machine a login b what', 'macdef x\nno end'):
        try:
            read(bad)
        except netrc.NetrcParseError as error:
            print(error.msg, error.lineno)
