"""XML as events: a parser calls the methods of a handler.

    xml.sax.parseString(b'<a>text</a>', handler)
"""

import io

from xml.sax import handler
from xml.sax._exceptions import (
    SAXException, SAXNotRecognizedException, SAXNotSupportedException, SAXParseException, SAXReaderNotAvailable,
)
from xml.sax.handler import ContentHandler, ErrorHandler
from xml.sax.xmlreader import InputSource

default_parser_list = ['xml.sax.expatreader']


def parse(source, handler, errorHandler=ErrorHandler()):
    """Reads a file, and tells a handler what is in it."""
    parser = make_parser()
    parser.setContentHandler(handler)
    parser.setErrorHandler(errorHandler)
    parser.parse(source)


def parseString(string, handler, errorHandler=ErrorHandler()):
    """Reads a text, and tells a handler what is in it."""
    if errorHandler is None:
        errorHandler = ErrorHandler()
    source = InputSource()
    if isinstance(string, str):
        source.setCharacterStream(io.StringIO(string))
    else:
        source.setByteStream(io.BytesIO(string))
    parse(source, handler, errorHandler)


def make_parser(parser_list=()):
    """The first parser that can be had."""
    import importlib
    import sys
    for name in list(parser_list) + default_parser_list:
        try:
            return importlib.import_module(name).create_parser()
        except ImportError:
            if name in sys.modules:
                raise
        except SAXReaderNotAvailable:
            pass
    raise SAXReaderNotAvailable('No parsers found', None)
