# http.server, http.client and urllib.request: a server in a thread, asked in several ways.
import http.client
import json
import os
import tempfile
import threading
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer


class Echo(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, format, *args):
        pass

    def do_GET(self):
        if self.path == '/moved':
            self.send_response(302)
            self.send_header('Location', '/there?x=1')
            self.send_header('Content-Length', '0')
            self.end_headers()
        elif self.path == '/chunks':
            self.send_response(200)
            self.send_header('Transfer-Encoding', 'chunked')
            self.end_headers()
            for part in b'one,', b'two,', b'three':
                self.wfile.write(b'%x\r\n%s\r\n' % (len(part), part))
            self.wfile.write(b'0\r\n\r\n')
        elif self.path == '/wrong':
            self.send_error(404, 'Nothing here')
        else:
            self.answer(self.path)

    def do_POST(self):
        self.answer(self.rfile.read(int(self.headers['Content-Length'])).decode())

    def answer(self, text):
        body = json.dumps({'text': text, 'kind': self.headers.get('Content-Type'), 'agent': self.headers.get('X-Agent')}).encode()
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format, *args):
        pass


def serve(handler):
    server = ThreadingHTTPServer(('127.0.0.1', 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, server.server_address[1]


os.environ['no_proxy'] = '*'
server, port = serve(Echo)
base = f'http://127.0.0.1:{port}'
connection = http.client.HTTPConnection('127.0.0.1', port, timeout=10)
for method, path, body in ('GET', '/a?b=c', None), ('POST', '/', 'some text'), ('GET', '/chunks', None), ('PUT', '/', b''):
    connection.request(method, path, body, {'X-Agent': 'me'})
    response = connection.getresponse()
    print(response.status, response.reason, response.getheader('content-type'), response.read()[:60])
connection.close()
with urllib.request.urlopen(base + '/moved', timeout=10) as response:
    print(response.status, response.url.removeprefix(base), response.headers['Content-Type'], json.load(response)['text'])
data = urllib.parse.urlencode({'q': 'ä b'}).encode()
with urllib.request.urlopen(urllib.request.Request(base, data, {'X-Agent': 'you'})) as response:
    print(json.load(response))
try:
    urllib.request.urlopen(base + '/wrong')
except urllib.error.HTTPError as error:
    print(error, error.code, b'Nothing here' in error.read())
server.shutdown()
server.server_close()

with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    os.mkdir('inner')
    with open('page.html', 'w') as file:
        file.write('<p>hello</p>')
    server, port = serve(Quiet)
    base = f'http://127.0.0.1:{port}'
    with urllib.request.urlopen(base + '/page.html') as response:
        print(response.headers.get_content_type(), response.read())
    with urllib.request.urlopen(base) as response:
        print([line for line in response.read().decode().split('\n') if '<li>' in line])
    for path in '/none', '/../../etc/passwd':
        try:
            urllib.request.urlopen(base + path)
        except urllib.error.HTTPError as error:
            print(error)
    name, headers = urllib.request.urlretrieve(base + '/page.html', 'copy.html')
    print(name, headers['Content-Length'], os.path.getsize('copy.html'))
    with urllib.request.urlopen('file://' + os.path.abspath('page.html')) as response:
        print(response.headers['content-type'], response.read())
    server.shutdown()
    server.server_close()
    os.chdir('/')
with urllib.request.urlopen('data:text/plain;base64,aGk=') as response:
    print(response.read(), response.headers['Content-type'])
for bad in 'nothing', 'what:ever', 'http://127.0.0.1:1/', 'http://127.0.0.1/a b':
    try:
        urllib.request.urlopen(bad, timeout=5)
    except (ValueError, OSError, http.client.HTTPException) as error:
        print(type(error).__name__, error)
