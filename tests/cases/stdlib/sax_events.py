# xml.sax: a parser tells a handler what it finds; a generator writes it again.
import io
import xml.sax
from xml.sax.saxutils import XMLGenerator
from xml.sax.handler import ContentHandler, feature_namespaces


class Shower(ContentHandler):
    def startDocument(self):
        print('begin')

    def endDocument(self):
        print('end')

    def startElement(self, name, attrs):
        print('<', name, dict(attrs.items()), attrs.get('no', '-'), self._locator.getLineNumber())

    def endElement(self, name):
        print('>', name)

    def characters(self, content):
        print('text', repr(content))

    def processingInstruction(self, target, data):
        print('pi', target, data)

    def startElementNS(self, name, qname, attrs):
        print('<', name, attrs.items())

    def startPrefixMapping(self, prefix, uri):
        print('map', prefix, uri)


xml.sax.parseString('<a x="1"><b>t</b>\n<?do it?><c/></a>', Shower())
try:
    xml.sax.parseString(b'<a><b></a>', Shower())
except xml.sax.SAXParseException as error:
    print(error, error.getLineNumber(), error.getColumnNumber())
parser = xml.sax.make_parser()
parser.setFeature(feature_namespaces, True)
parser.setContentHandler(Shower())
parser.feed('<p:a xmlns:p="urn:p" p:k="v"/>')
parser.close()
out = io.StringIO()
xml.sax.parseString('<a x="&quot;1">h &amp; i<b/></a>', XMLGenerator(out, 'utf-8', short_empty_elements=True))
print(out.getvalue())
try:
    parser.setFeature('http://no/such', 1)
except xml.sax.SAXNotRecognizedException as error:
    print(error)
