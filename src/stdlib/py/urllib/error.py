"""What goes wrong when something is fetched."""

import io

__all__ = ['URLError', 'HTTPError', 'ContentTooShortError']


class URLError(OSError):
    """Something could not be fetched."""

    def __init__(self, reason, filename=None):
        self.args, self.reason = (reason,), reason
        if filename is not None:
            self.filename = filename

    def __str__(self):
        return f'<urlopen error {self.reason}>'


class HTTPError(URLError):
    """A server has answered with an error; the answer can be read."""

    def __init__(self, url, code, msg, hdrs, fp):
        self.code, self.msg, self.hdrs, self.filename = code, msg, hdrs, url
        self.fp = io.BytesIO() if fp is None else fp
        self.read, self.close = self.fp.read, self.fp.close

    def __str__(self):
        return f'HTTP Error {self.code}: {self.msg}'

    def __repr__(self):
        return f'<HTTPError {self.code}: {self.msg!r}>'

    @property
    def reason(self):
        """What the server said."""
        return self.msg

    @property
    def headers(self):
        """The headers of the answer."""
        return self.hdrs

    @headers.setter
    def headers(self, headers):
        self.hdrs = headers


class ContentTooShortError(URLError):
    """Less has come than was announced."""

    def __init__(self, message, content):
        super().__init__(message)
        self.content = content
