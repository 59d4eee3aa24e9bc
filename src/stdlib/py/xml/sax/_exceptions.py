"""What goes wrong while XML is read."""


class SAXException(Exception):
    """A message, and perhaps the exception behind it."""

    def __init__(self, msg, exception=None):
        self._msg, self._exception = msg, exception
        super().__init__(msg)

    def getMessage(self):
        """The message."""
        return self._msg

    def getException(self):
        """The exception behind it, or None."""
        return self._exception

    def __str__(self):
        return self._msg

    def __getitem__(self, index):
        raise AttributeError('__getitem__')


class SAXParseException(SAXException):
    """A document is not as it should be; a locator says where."""

    def __init__(self, msg, exception, locator):
        super().__init__(msg, exception)
        self._system, self._public = locator.getSystemId(), locator.getPublicId()
        self._line, self._column = locator.getLineNumber(), locator.getColumnNumber()

    def getLineNumber(self):
        return self._line

    def getColumnNumber(self):
        return self._column

    def getPublicId(self):
        return self._public

    def getSystemId(self):
        return self._system

    def __str__(self):
        def shown(value):
            return '?' if value is None else value
        return f"{'<unknown>' if self._system is None else self._system}:{shown(self._line)}:{shown(self._column)}: " + self._msg


class SAXNotRecognizedException(SAXException):
    """There is no such feature or property."""


class SAXNotSupportedException(SAXException):
    """A feature or property can't be had so, or not now."""


class SAXReaderNotAvailable(SAXNotSupportedException):
    """There is no such parser."""
