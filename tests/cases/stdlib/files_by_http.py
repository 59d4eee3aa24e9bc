# http.server shows the files of a folder; urllib.request fetches files and data; what it can't fetch.
import http.client
import os
import tempfile
import threading
import urllib.error
import urllib.request
from http.server import HTTPServer, SimpleHTTPRequestHandler


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format, *args):
        pass


os.environ['no_proxy'] = '*'
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    os.mkdir('inner')
    with open('page.html', 'w') as file:
        file.write('<p>hello</p>')
    server = HTTPServer(('127.0.0.1', 0), Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
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
