# email.message.EmailMessage: content, alternatives, attachments, headers that know what they mean.
import email
from email import policy
from email.headerregistry import Address, Group
from email.message import EmailMessage

msg = EmailMessage()
msg['Subject'] = 'Grüße from Köln'
msg['From'] = Address('Anna B.', 'anna', 'example.org')
msg['To'] = [Address('Jörg', addr_spec='j@example.org'), Group('team', [Address(addr_spec='x@y.z')])]
msg['Date'] = 'Mon, 20 Nov 1995 19:12:08 -0500'
msg.set_content('Hello\nwörld\n')
print(msg)
print(bytes(msg))
print(msg.get_content().split(), msg['to'].addresses, msg['date'].datetime, msg['content-type'].params['charset'])
msg.add_alternative('<p>Hello</p>', subtype='html')
msg.add_attachment(b'\x00\x01' * 30, maintype='application', subtype='octet-stream', filename='dä ta.bin')
msg.set_boundary('OUTER')
msg.get_payload(0).set_boundary('INNER')
print(msg.as_string())
read = email.message_from_bytes(msg.as_bytes(), policy=policy.default)
print(type(read).__name__, [part.get_content_type() for part in read.walk()])
print(read['subject'], '|', read['from'].addresses[0].display_name, '|', read['to'])
print(read.get_body(('plain',)).get_content(), read.get_body().get_content_type())
for part in read.iter_attachments():
    print(part.get_filename(), len(part.get_content()), part.is_attachment())
long = EmailMessage()
long['Subject'] = 'a subject of many words, ' * 6
long['X-List'] = 'größer ' * 15
long.set_content('x' * 100)
print(long.as_string())
for act in (lambda: msg.__setitem__('Subject', 'again'), lambda: msg.__setitem__('X', 'a\nb'), lambda: msg.set_content('no'),
            lambda: Address('x', 'a', 'b', addr_spec='c@d')):
    try:
        act()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
