# xml.parsers.expat: handlers of a parser, and what is wrong with a document.
from xml.parsers import expat


def parser(**settings):
    made = expat.ParserCreate(**settings)
    for name in ('StartElementHandler', 'EndElementHandler', 'CharacterDataHandler', 'CommentHandler',
                 'ProcessingInstructionHandler', 'StartCdataSectionHandler', 'XmlDeclHandler'):
        setattr(made, name, lambda *args, name=name: print(name, args))
    made.buffer_text = True
    return made


parser().Parse('<?xml version="1.0" encoding="utf-8"?><a x="1">one\ntwo<!--c--><![CDATA[<raw>]]><?p q?></a>', True)
parser(namespace_separator='!').Parse('<a xmlns="urn:a" y="2"/>', True)
for bad in ('<a>', '<a></b>', '<a x="1" x="2"/>', '<a>&no;</a>', 'text', '', '<a/><b/>'):
    made = expat.ParserCreate()
    try:
        made.Parse(bad, True)
    except expat.ExpatError as error:
        print(error, error.code, error.lineno, error.offset, expat.ErrorString(error.code))
