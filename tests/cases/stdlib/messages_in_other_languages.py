# gettext: catalogs of GNU's form, plurals, contexts, fallbacks.
import gettext
import io
import struct


def catalog(messages):
    pairs = sorted((key.encode(), value.encode()) for key, value in messages.items())
    start, table, texts = 28 + 16 * len(pairs), [], b''
    for column in 0, 1:
        for pair in pairs:
            table.append(struct.pack('<II', len(pair[column]), start + len(texts)))
            texts += pair[column] + b'\0'
    head = struct.pack('<7I', 0x950412de, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return io.BytesIO(head + b''.join(table) + texts)


german = gettext.GNUTranslations(catalog({
    '': 'Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n',
    'tree': 'Baum', 'apple\0apples': 'Apfel\0Äpfel', 'menu\x04open': 'Öffnen',
}))
_ = german.gettext
print(_('tree'), _('house'), german.pgettext('menu', 'open'), german.charset())
print([german.ngettext('apple', 'apples', n) for n in range(3)])
print(gettext.gettext('left as it is'), gettext.ngettext('one', 'many', 2))
print([gettext.c2py('n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2')(n) for n in (0, 1, 5, 11, 21)])
for bad in ('n + ', 'n ~ 1', 'x', '(n'):
    try:
        gettext.c2py(bad)
    except ValueError as error:
        print(error)
try:
    gettext.translation('no-such-domain', localedir='/nowhere', languages=['de'])
except OSError as error:
    print(error)
print(type(gettext.translation('no-such-domain', localedir='/nowhere', fallback=True)).__name__)
