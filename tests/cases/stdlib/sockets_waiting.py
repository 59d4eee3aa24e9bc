# select, selectors and servers.
import socket, threading
import select, selectors

a, b = socket.socketpair()
print(select.select([a], [a], [], 0) == ([], [a], []))
b.send(b'1')
print(select.select([a], [], [], 1) == ([a], [], []))
sel = selectors.DefaultSelector()
sel.register(a, selectors.EVENT_READ, 'data')
k, e = sel.select(1)[0]
print(k.data, e, k.fileobj is a)
sel.unregister(a)
sel.close()
a.close()
b.close()
import socketserver


class H(socketserver.BaseRequestHandler):

    def handle(self):
        self.request.sendall(self.request.recv(100)[::-1])


with socketserver.TCPServer(('127.0.0.1', 0), H) as srv:
    t = threading.Thread(target=srv.serve_forever, kwargs={'poll_interval': 0.05})
    t.start()
    with socket.create_connection(srv.server_address) as c:
        c.sendall(b'abc')
        print(c.recv(10))
    srv.shutdown()
    t.join()


class S(socketserver.StreamRequestHandler):

    def handle(self):
        for l in self.rfile:
            self.wfile.write(l.strip() + b'!\n')


with socketserver.ThreadingTCPServer(('127.0.0.1', 0), S) as srv:
    t = threading.Thread(target=srv.serve_forever, kwargs={'poll_interval': 0.05})
    t.start()
    with socket.create_connection(srv.server_address) as c:
        c.sendall(b'a\nb\n')
        c.shutdown(socket.SHUT_WR)
        print(c.makefile('rb').read())
    srv.shutdown()
    t.join()
p = select.poll()
r, w = __import__('os').pipe()
p.register(r, select.POLLIN)
print(p.poll(0))
__import__('os').write(w, b'x')
print(p.poll(0) == [(r, 1)])
try:
    socket.socket(99)
except OSError as e:
    print(e)
try:
    socket.getaddrinfo('no.such.invalid', 80)
except socket.gaierror as e:
    print(type(e).__name__)
print(socket.AF_INET, repr(socket.SOCK_STREAM), socket.SOL_SOCKET)
