"""The document object model: the kinds of nodes, and what goes wrong with them. `xml.dom.minidom` has the nodes."""


class Node:
    """Any part of a document."""

    __slots__ = ()

    ELEMENT_NODE, ATTRIBUTE_NODE, TEXT_NODE, CDATA_SECTION_NODE, ENTITY_REFERENCE_NODE, ENTITY_NODE = range(1, 7)
    PROCESSING_INSTRUCTION_NODE, COMMENT_NODE, DOCUMENT_NODE, DOCUMENT_TYPE_NODE = range(7, 11)
    DOCUMENT_FRAGMENT_NODE, NOTATION_NODE = 11, 12


class DOMException(Exception):
    """Something that can't be done with a node; `code` says what."""

    def __init__(self, *args, **kw):
        if self.__class__ is DOMException:
            raise RuntimeError('DOMException should not be instantiated directly')
        super().__init__(*args, **kw)

    def _get_code(self):
        return self.code


_NAMES = ('IndexSize DomstringSize HierarchyRequest WrongDocument InvalidCharacter NoDataAllowed NoModificationAllowed '
          'NotFound NotSupported InuseAttribute InvalidState Syntax InvalidModification Namespace InvalidAccess '
          'Validation')

_CODES = ('INDEX_SIZE DOMSTRING_SIZE HIERARCHY_REQUEST WRONG_DOCUMENT INVALID_CHARACTER NO_DATA_ALLOWED '
          'NO_MODIFICATION_ALLOWED NOT_FOUND NOT_SUPPORTED INUSE_ATTRIBUTE INVALID_STATE SYNTAX INVALID_MODIFICATION '
          'NAMESPACE INVALID_ACCESS VALIDATION')

for _number, (_name, _code) in enumerate(zip(_NAMES.split(), _CODES.split()), 1):
    globals()[_code + '_ERR'] = _number
    globals()[_name + 'Err'] = type(_name + 'Err', (DOMException,), {'__module__': __name__, 'code': _number})


class UserDataHandler:
    """What has happened to a node that has data of a program."""

    NODE_CLONED, NODE_IMPORTED, NODE_DELETED, NODE_RENAMED = range(1, 5)


XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace'
XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/'
XHTML_NAMESPACE = 'http://www.w3.org/1999/xhtml'
EMPTY_NAMESPACE = None
EMPTY_PREFIX = None


def getDOMImplementation(name=None, features=()):
    """What makes documents."""
    from xml.dom import minidom
    return minidom.getDOMImplementation(features)
