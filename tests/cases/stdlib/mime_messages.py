# email with the old policy: MIME parts made, written and read again; defects.
import email
import email.utils
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

msg = MIMEMultipart('alternative', boundary='BB')
msg['Subject'] = 'Grüße aus Köln'
msg['To'] = email.utils.formataddr(('Jörg', 'j@x.y'))
msg.attach(MIMEText('plain text\n'))
msg.attach(MIMEText('<p>Höhe</p>', 'html', 'utf-8'))
part = MIMEApplication(b'\x00\x01data' * 20)
part.add_header('Content-Disposition', 'attachment', filename='a b.bin')
msg.attach(part)
text = msg.as_string()
print(text)
read = email.message_from_string(text)
print(read.is_multipart(), [it.get_content_type() for it in read.walk()], read.as_string() == text)
print(read.get_payload(1).get_payload(decode=True), read.get_payload(2).get_filename(), read.get_params())
read = email.message_from_string('Subject: a\n b\nX-Y: 1\nx-y: 2\n\nbody\nline2')
print(repr(read['subject']), read.get_all('X-Y'), repr(read.get_payload()), read.items(), 'SUBJECT' in read)
read = email.message_from_string('Content-Type: multipart/mixed; boundary=x\n\npre\n--x\n\none\n--x\n\ntwo\n')
print([type(it).__name__ for it in read.defects], read.preamble, [it.get_payload() for it in read.get_payload()])
read = email.message_from_bytes('Subject: x\nContent-Type: text/plain; charset=utf-8\n\nHöhe'.encode())
print(read.get_payload(), read.get_payload(decode=True), read.as_bytes())
print(read.as_string())
msg = MIMEText('From here\nto there')
msg['Subject'] = 'größer ' * 12
print(msg.as_string(), msg.as_bytes(unixfrom=False)[:30])
try:
    msg.attach('x')
except email.errors.MultipartConversionError as error:
    print(error)
