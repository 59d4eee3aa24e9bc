"""XML: `xml.etree` for trees and `xml.sax.saxutils` for text as it stands in XML."""
