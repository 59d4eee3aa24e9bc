# Elements are read, changed and written.
import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape, quoteattr, unescape

r = ET.fromstring(
    '<?xml version="1.0"?>\n<data><country name="A&amp;B"><rank>1</rank><n x="1"/>tail</country><country name="S"><rank>4</rank></country><!-- c --></data>'
)
print(r.tag, r.attrib, len(r))
for c in r:
    print(c.tag, c.attrib, c.find('rank').text)
for c in r.iter('rank'):
    print(c.text)
print(r.findall('.//rank'), [x.text for x in r.findall("./country[@name='S']/rank")]) if 0 else None
print(
    [x.text for x in r.findall("./country[@name='S']/rank")],
    r.findtext('country/rank'),
    r.find('zz'),
    r[0][1].get('x'),
)
ET.SubElement(r, 'new', a='1', b='<"\n>').text = 'te<xt&'
ET.indent(r)
print(ET.tostring(r, encoding='unicode'))
print(ET.tostring(r))
ET.dump(r)
