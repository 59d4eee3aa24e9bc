# http.client and urllib.request: a server in a thread, asked in several ways.
import http.client
import json
import os
import threading
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


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


os.environ['no_proxy'] = '*'
server = ThreadingHTTPServer(('127.0.0.1', 0), Echo)
threading.Thread(target=server.serve_forever, daemon=True).start()
port = server.server_address[1]
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
