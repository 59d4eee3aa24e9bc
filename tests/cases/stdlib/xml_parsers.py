# Namespaces, pull parsers, canonical text, methods of output.
import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape, quoteattr, unescape

t = ET.fromstring('<x:a xmlns:x="urn:1" xmlns="urn:2"><b x:k="v"/><x:c/></x:a>')
print([e.tag for e in t.iter()], t[0].attrib)
print(ET.tostring(t, 'unicode'))
ET.register_namespace('zz', 'urn:1')
print(ET.tostring(t, 'unicode'))
p = ET.XMLPullParser(['start', 'end'])
p.feed('<a><b>x</b>')
print([(e, x.tag) for e, x in p.read_events()])
p.feed('</a>')
print([(e, x.tag) for e, x in p.read_events()])
print(ET.canonicalize('<a  b="2" a="1"><c/>t</a>'))
import io

for ev, el in ET.iterparse(io.BytesIO(b'<r><a>1</a><b/></r>'), ['start', 'end']):
    print(ev, el.tag, el.text)
tree = ET.ElementTree(t)
b = io.BytesIO()
tree.write(b, encoding='utf-8', xml_declaration=True)
print(b.getvalue())
e = ET.Element('p')
e.text = 'é'
print(ET.tostring(e), ET.tostring(e, 'utf-8'), ET.tostring(e, 'latin-1'))
e.append(ET.Comment('hi'))
e.append(ET.ProcessingInstruction('t', 'x'))
print(ET.tostring(e, 'unicode', short_empty_elements=False))
print(
    ET.tostring(ET.fromstring('<html><br/><p>x&lt;</p></html>'), method='html'),
    ET.tostring(ET.fromstring('<a>x<b>y</b>z</a>'), method='text'),
)
try:
    e.append(1)
except TypeError as x:
    print(x)
try:
    ET.tostring(ET.Element(1))
except TypeError as x:
    print(x)
el = ET.Element('a')
el.text = 5
try:
    ET.tostring(el)
except TypeError as x:
    print(x)
print(escape('<&>"'), quoteattr('a"b'), unescape('&lt;&amp;'))
