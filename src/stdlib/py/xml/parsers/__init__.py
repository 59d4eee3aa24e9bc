"""Parsers of XML: there is one, `xml.parsers.expat`."""
