# email.utils, email.header: addresses, dates, encoded words, parameters.
from datetime import datetime, timezone
from email import header, utils

for text in ('Anna B <a@b.c>', 'a@b.c (Anna)', '"C, D" <c@d>', '<only@x>', '', 'no address', 'a.b@[1.2.3.4]'):
    print(repr(text), utils.parseaddr(text))
print(utils.getaddresses(['a@b, "C, D" <c@d>', 'E (note) <e@f>, grp: x@y, z@w;']))
print(utils.formataddr(('Jörg', 'j@x')), utils.formataddr(('A, "B"', 'a@b')), utils.formataddr(('', 'a@b')))
for text in ('Mon, 20 Nov 1995 19:12:08 -0500', '20 Nov 95 19:12 GMT', 'Thu, 1 Jan 1970 00:00:00 -0000', 'nonsense'):
    print(utils.parsedate_tz(text), utils.parsedate(text))
print(utils.parsedate_to_datetime('Mon, 20 Nov 1995 19:12:08 -0500'), utils.formatdate(0), utils.formatdate(0, usegmt=True))
print(utils.format_datetime(datetime(2024, 5, 6, 7, 8, 9, tzinfo=timezone.utc)), utils.mktime_tz(utils.parsedate_tz(
    'Mon, 20 Nov 1995 19:12:08 -0500')))
print(header.decode_header('=?iso-8859-1?q?p=F6stal?= x =?utf-8?b?w7w=?= =?utf-8?q?=C3=A4?='))
print(header.make_header(header.decode_header('=?utf-8?q?Gr=C3=BC=C3=9Fe?= an =?utf-8?b?w7w=?=')))
print(header.Header('Hello Wörld', 'utf-8').encode(), header.Header('plain').encode())
made = header.Header('one ', header_name='Subject')
made.append('zwölf', 'iso-8859-1')
print(made.encode(), str(made), made == 'one zwölf')
print(utils.encode_rfc2231('a ä', 'utf-8'), utils.decode_rfc2231("utf-8'de'a%20b"), utils.unquote('"x\\"y"'))
