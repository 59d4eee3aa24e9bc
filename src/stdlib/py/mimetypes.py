"""The types of files, by how their names end."""

import posixpath
import urllib.parse

__all__ = ['knownfiles', 'inited', 'MimeTypes', 'guess_type', 'guess_all_extensions', 'guess_extension', 'add_type',
           'init', 'read_mime_types', 'suffix_map', 'encodings_map', 'types_map', 'common_types']

knownfiles = []
inited = False
suffix_map = {'.svgz': '.svg.gz', '.tgz': '.tar.gz', '.taz': '.tar.gz', '.tz': '.tar.gz', '.tbz2': '.tar.bz2',
              '.txz': '.tar.xz'}
encodings_map = {'.gz': 'gzip', '.Z': 'compress', '.bz2': 'bzip2', '.xz': 'xz', '.br': 'br'}

_TYPES = """
text/javascript .js .mjs|application/json .json|application/manifest+json .webmanifest
application/msword .doc .dot .wiz|application/n-quads .nq|application/n-triples .nt
application/octet-stream .bin .a .dll .exe .o .obj .so|application/oda .oda|application/pdf .pdf
application/pkcs7-mime .p7c|application/postscript .ps .ai .eps|application/trig .trig
application/vnd.apple.mpegurl .m3u .m3u8|application/vnd.ms-excel .xls .xlb
application/vnd.ms-powerpoint .ppt .pot .ppa .pps .pwz|application/wasm .wasm|application/x-bcpio .bcpio
application/x-cpio .cpio|application/x-csh .csh|application/x-dvi .dvi|application/x-gtar .gtar
application/x-hdf .hdf|application/x-hdf5 .h5|application/x-latex .latex|application/x-mif .mif
application/x-netcdf .cdf .nc|application/x-pkcs12 .p12 .pfx|application/x-pn-realaudio .ram
application/x-python-code .pyc .pyo|application/x-sh .sh|application/x-shar .shar
application/x-shockwave-flash .swf|application/x-sv4cpio .sv4cpio|application/x-sv4crc .sv4crc
application/x-tar .tar|application/x-tcl .tcl|application/x-tex .tex|application/x-texinfo .texi .texinfo
application/x-troff .roff .t .tr|application/x-troff-man .man|application/x-troff-me .me
application/x-troff-ms .ms|application/x-ustar .ustar|application/x-wais-source .src
application/xml .xsl .rdf .wsdl .xpdl|application/zip .zip|audio/3gpp .3gp .3gpp|audio/3gpp2 .3g2 .3gpp2
audio/aac .aac .adts .loas .ass|audio/basic .au .snd|audio/mpeg .mp3 .mp2|audio/opus .opus
audio/x-aiff .aif .aifc .aiff|audio/x-pn-realaudio .ra|audio/x-wav .wav|image/avif .avif|image/bmp .bmp
image/gif .gif|image/ief .ief|image/jpeg .jpg .jpe .jpeg|image/heic .heic|image/heif .heif|image/png .png
image/svg+xml .svg|image/tiff .tiff .tif|image/vnd.microsoft.icon .ico|image/x-cmu-raster .ras
image/x-portable-anymap .pnm|image/x-portable-bitmap .pbm|image/x-portable-graymap .pgm
image/x-portable-pixmap .ppm|image/x-rgb .rgb|image/x-xbitmap .xbm|image/x-xpixmap .xpm
image/x-xwindowdump .xwd|message/rfc822 .eml .mht .mhtml .nws|text/css .css|text/csv .csv|text/html .html .htm
text/n3 .n3|text/plain .txt .bat .c .h .ksh .pl .srt|text/richtext .rtx|text/tab-separated-values .tsv
text/vtt .vtt|text/x-python .py|text/x-setext .etx|text/x-sgml .sgm .sgml|text/x-vcard .vcf|text/xml .xml
video/mp4 .mp4|video/mpeg .mpeg .m1v .mpa .mpe .mpg|video/quicktime .mov .qt|video/webm .webm
video/x-msvideo .avi|video/x-sgi-movie .movie
"""
types_map = {}
for _entry in _TYPES.strip().replace('\n', '|').split('|'):
    _type, *_endings = _entry.split()
    for _ending in _endings:
        types_map.setdefault(_ending, _type)
common_types = {'.rtf': 'application/rtf', '.midi': 'audio/midi', '.mid': 'audio/midi', '.jpg': 'image/jpg',
                '.pict': 'image/pict', '.pct': 'image/pict', '.pic': 'image/pict', '.webp': 'image/webp',
                '.xul': 'text/xul'}


class MimeTypes:
    """Types by endings."""

    def __init__(self, filenames=(), strict=True):
        self.encodings_map, self.suffix_map = dict(encodings_map), dict(suffix_map)
        self.types_map = dict(common_types), dict(types_map)
        for name in filenames:
            self.read(name, strict)

    def add_type(self, type, ext, strict=True):
        """Let an ending stand for a type."""
        self.types_map[bool(strict)][ext] = type

    def guess_type(self, url, strict=True):
        """The type of a file and how it is compressed; None where that is not known."""
        url = str(url)
        scheme, _, rest = url.partition(':')
        if scheme == 'data':
            head = rest.split(',', 1)
            if len(head) < 2:
                return None, None
            kind = head[0].split(';', 1)[0]
            return (kind if '=' not in kind and '/' in kind else 'text/plain'), None
        path = urllib.parse.urlsplit(url).path if len(scheme) > 1 and rest else url
        base, ending = posixpath.splitext(path)
        while ending.lower() in self.suffix_map:
            base, ending = posixpath.splitext(base + self.suffix_map[ending.lower()])
        encoding = self.encodings_map.get(ending)
        if encoding:
            base, ending = posixpath.splitext(base)
        ending = ending.lower()
        found = self.types_map[True].get(ending)
        if found is None and not strict:
            found = self.types_map[False].get(ending)
        return found, encoding

    def guess_all_extensions(self, type, strict=True):
        """The endings of a type."""
        type = type.lower()
        found = [ending for ending, its in self.types_map[True].items() if its == type]
        if not strict:
            found += [ending for ending, its in self.types_map[False].items() if its == type and ending not in found]
        return found

    def guess_extension(self, type, strict=True):
        """The usual ending of a type."""
        return next(iter(self.guess_all_extensions(type, strict)), None)

    def read(self, filename, strict=True):
        """Read types from a file."""
        with open(filename, encoding='utf-8') as file:
            self.readfp(file, strict)

    def readfp(self, fp, strict=True):
        """Read lines of a type and its endings."""
        for line in fp:
            words = line.split('#')[0].split()
            for ending in words[1:]:
                self.add_type(words[0], '.' + ending, strict)


_usual = None


def init(files=None):
    """Make the usual types known."""
    global inited, _usual
    inited, _usual = True, MimeTypes()
    for name in files or ():
        _usual.read(name)


def _types():
    if _usual is None:
        init()
    return _usual


def guess_type(url, strict=True):
    """The type of a file and how it is compressed."""
    return _types().guess_type(url, strict)


def guess_all_extensions(type, strict=True):
    """The endings of a type."""
    return _types().guess_all_extensions(type, strict)


def guess_extension(type, strict=True):
    """The usual ending of a type."""
    return _types().guess_extension(type, strict)


def add_type(type, ext, strict=True):
    """Let an ending stand for a type."""
    _types().add_type(type, ext, strict)


def read_mime_types(file):
    """The types that a file tells of."""
    made = MimeTypes()
    try:
        made.read(file)
    except OSError:
        return None
    return made.types_map[True]
