"""XML: `xml.etree` and `xml.dom.minidom` for trees, `xml.sax` and `xml.parsers.expat` for events."""
