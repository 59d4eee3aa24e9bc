"""The language and country that texts and numbers are for. There is one: that of C."""

__all__ = ['getlocale', 'setlocale', 'localeconv', 'strcoll', 'strxfrm', 'str', 'atof', 'atoi', 'format_string',
           'getpreferredencoding', 'getencoding', 'getdefaultlocale', 'Error', 'LC_ALL', 'LC_COLLATE', 'LC_CTYPE',
           'LC_MESSAGES', 'LC_MONETARY', 'LC_NUMERIC', 'LC_TIME', 'CHAR_MAX']

LC_CTYPE, LC_NUMERIC, LC_TIME, LC_COLLATE, LC_MONETARY, LC_MESSAGES, LC_ALL = range(7)
CHAR_MAX = 127


class Error(Exception):
    pass


def setlocale(category, locale=None):
    """Set the locale of a category: '' and 'C' are 'C', others are not there."""
    if locale not in (None, '', 'C', 'POSIX', 'C.UTF-8'):
        raise Error('unsupported locale setting')
    return 'C'


def getlocale(category=LC_CTYPE):
    """The language and encoding."""
    return 'en_US', 'UTF-8'


getdefaultlocale = getlocale


def localeconv():
    """How numbers and money are written."""
    texts = ('int_curr_symbol', 'currency_symbol', 'mon_decimal_point', 'mon_thousands_sep', 'positive_sign',
             'negative_sign', 'thousands_sep')
    numbers = ('int_frac_digits', 'frac_digits', 'p_cs_precedes', 'p_sep_by_space', 'n_cs_precedes', 'n_sep_by_space',
               'p_sign_posn', 'n_sign_posn')
    return {'decimal_point': '.', 'grouping': [], 'mon_grouping': [], **dict.fromkeys(texts, ''),
            **dict.fromkeys(numbers, CHAR_MAX)}


def strcoll(a, b, /):
    """-1, 0 or 1: which text comes first."""
    return (a > b) - (a < b)


def strxfrm(s, /):
    """A text that compares as strcoll() does."""
    return s


def str(val):
    """A float as text."""
    return '%.12g' % val


def delocalize(string):
    """A number as Python writes it."""
    return string


def atof(string, func=float):
    """The float that a text is."""
    return func(string)


def atoi(string):
    """The int that a text is."""
    return int(string)


def format_string(f, val, grouping=False, monetary=False):
    """A text with values as `%` puts them in."""
    return f % val


def getpreferredencoding(do_setlocale=True):
    """The encoding of text files."""
    return 'utf-8'


def getencoding():
    """The encoding of the locale."""
    return 'utf-8'
