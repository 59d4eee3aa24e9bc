# What is no XML has expat's message, number and place.
import xml.etree.ElementTree as ET

for bad in [
    '',
    '<a>',
    '<a></b>',
    '<a',
    'text',
    '<a/>x',
    '<a/><b/>',
    '<a b=1/>',
    '<a b="1" b="2"/>',
    '<a>&foo;</a>',
    '<a>&#0;</a>',
    '<a>\x01</a>',
    '</a>',
    '<a b="<"/>',
    '<a b>',
    '<a><b></a></b>',
    '<a>&</a>',
    '< a/>',
    '<p:a/>',
    '<a>]]></a>',
    '<a><!-- -- --></a>',
    '<1/>',
    '<a><!--',
    '<a><![CDATA[x',
    '<a b="1"c="2"/>',
    '<a>\n<b>\n</c></a>',
]:
    try:
        print(bad, ET.fromstring(bad))
    except ET.ParseError as e:
        print(repr(bad), e, e.code, e.position)
