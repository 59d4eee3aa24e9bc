"""Images."""

from email import encoders
from email.mime.nonmultipart import MIMENonMultipart

__all__ = ['MIMEImage']


_STARTS = {b'\x89PNG\r\n\x1a\n': 'png', b'GIF87a': 'gif', b'GIF89a': 'gif', b'MM': 'tiff', b'II': 'tiff', b'\x01\xda': 'rgb',
           b'BM': 'bmp', b'v/1\x01': 'exr', b'\xff\xd8\xff': 'jpeg'}


def _kind(data):
    """What bytes begin like."""
    if data[6:10] in (b'JFIF', b'Exif'):
        return 'jpeg'
    if data[:4] == b'RIFF' and data[8:12] == b'WEBP':
        return 'webp'
    return next((kind for start, kind in _STARTS.items() if data.startswith(start)), None)


class MIMEImage(MIMENonMultipart):
    """Bytes of the type `image`."""

    def __init__(self, _imagedata, _subtype=None, _encoder=encoders.encode_base64, *, policy=None, **_params):
        if _subtype is None:
            _subtype = _kind(_imagedata)
            if _subtype is None:
                raise TypeError('Could not guess image MIME subtype')
        super().__init__('image', _subtype, policy=policy, **_params)
        self.set_payload(_imagedata)
        _encoder(self)
