# The part of XPath that find() knows.
import xml.etree.ElementTree as ET

r = ET.XML('<a><b i="1"><c>t</c></b><b i="2"/><d><b i="3"/></d></a>')
for pth in [
    'b',
    './/b',
    '*',
    'b[1]',
    'b[last()]',
    'b[@i]',
    'b[c]',
    "b[c='t']",
    './/b/..',
    '.',
    './b',
    'b[@i="2"]',
    'b[@i!="2"]',
    ".//c[.='t']",
    'd//b',
    './*/b',
    'b[0]',
    '/a',
    'b[-1]',
    '//',
]:
    try:
        print(pth, [x.tag + str(x.attrib) for x in r.findall(pth)])
    except Exception as x:
        print(pth, type(x).__name__, x)
print(
    ET.XMLID('<a id="1"><b id="2"/></a>')[1].keys(),
    list(r.itertext()),
    r.find('b').items(),
    r.find('b').keys(),
)
r[0:1] = []
print(len(r))
del r[0]
print(ET.tostring(r))
r.clear()
print(ET.tostring(r))
r.insert(0, ET.Element('q'))
r.remove(r[0])
try:
    r.remove(ET.Element('z'))
except ValueError as x:
    print(x)
try:
    r[5]
except IndexError as x:
    print(x)
