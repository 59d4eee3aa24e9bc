"""Sounds."""

from email import encoders
from email.mime.nonmultipart import MIMENonMultipart

__all__ = ['MIMEAudio']


def _kind(data):
    """What bytes begin like."""
    if data[:4] == b'FORM' and data[8:12] in (b'AIFC', b'AIFF'):
        return 'x-aiff'
    if data[:4] == b'.snd':
        return 'basic'
    return 'x-wav' if data[:4] == b'RIFF' and data[8:12] == b'WAVE' else None


class MIMEAudio(MIMENonMultipart):
    """Bytes of the type `audio`."""

    def __init__(self, _audiodata, _subtype=None, _encoder=encoders.encode_base64, *, policy=None, **_params):
        if _subtype is None:
            _subtype = _kind(_audiodata)
            if _subtype is None:
                raise TypeError('Could not guess audio MIME subtype')
        super().__init__('audio', _subtype, policy=policy, **_params)
        self.set_payload(_audiodata)
        _encoder(self)
