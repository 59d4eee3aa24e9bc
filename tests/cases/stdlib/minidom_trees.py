# xml.dom.minidom: documents read, changed and written.
import xml.dom
from xml.dom import minidom

doc = minidom.parseString('<?xml version="1.0"?><!-- note --><r xmlns:q="urn:q" q:a="1" b="2"><x>text &amp; more</x>'
                          '<![CDATA[raw <]]><q:y/>tail<?go on?></r>')
root = doc.documentElement
print([child.nodeName for child in root.childNodes], root.getAttribute('b'), root.getAttributeNS('urn:q', 'a'))
print(doc.toxml())
print(doc.toprettyxml(indent='  '))
new = doc.createElement('new')
new.setAttribute('k', 'a"<\n')
new.appendChild(doc.createTextNode('a<b'))
root.insertBefore(new, root.firstChild)
print(root.removeChild(root.lastChild).nodeName, root.lastChild.data, new.nextSibling.tagName)
print(doc.toxml('utf-8'))
print([node.tagName for node in doc.getElementsByTagName('*')], doc.getElementsByTagNameNS('urn:q', 'y').length)
copy = root.cloneNode(True)
copy.normalize()
print(copy.toxml() == root.toxml(), copy is root)
print(minidom.getDOMImplementation().createDocument(None, 'top', None).toxml())
for act in (lambda: root.removeChild(doc), lambda: doc.appendChild(doc.createElement('two')),
            lambda: minidom.parseString('<a><b></a>'), lambda: minidom.parseString('')):
    try:
        act()
    except Exception as error:
        print(type(error).__name__, error)
