"""Text as it stands in XML: see `xml.sax.saxutils`."""
