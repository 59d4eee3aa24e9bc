# Connections in threads, pairs, timeouts, datagrams; errors.
import socket, threading


def server(s):
    c, a = s.accept()
    with c:
        while d := c.recv(1024):
            c.sendall(d.upper())


s = socket.create_server(('127.0.0.1', 0))
print(s.family, s.type, s.proto, s.getsockname()[0])
t = threading.Thread(target=server, args=(s,))
t.start()
c = socket.create_connection(s.getsockname())
c.sendall(b'hello')
print(c.recv(100))
c.sendall(b'x' * 5)
print(c.recv(100))
c.close()
t.join()
s.close()
print(s.fileno(), s)
a, b = socket.socketpair()
a.send(b'hi\nthere\n')
f = b.makefile()
print(f.readline())
a.close()
print(f.read())
f.close()
b.close()
a, b = socket.socketpair()
a.settimeout(0.05)
try:
    a.recv(1)
except socket.timeout as e:
    print(type(e), e)
a.setblocking(False)
try:
    a.recv(1)
except BlockingIOError as e:
    print(e)
print(a.gettimeout(), b.gettimeout())
a.close()
b.close()
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
u.bind(('127.0.0.1', 0))
v = socket.socket(type=socket.SOCK_DGRAM)
v.sendto(b'dg', u.getsockname())
print(u.recvfrom(10)[0])
u.close()
v.close()
try:
    socket.create_connection(('127.0.0.1', 1))
except ConnectionRefusedError as e:
    print(e)
try:
    socket.socket().connect(('127.0.0.1', 99999))
except OverflowError as e:
    print(e)
try:
    socket.socket().bind(5)
except TypeError as e:
    print(e)
print(
    socket.inet_aton('1.2.3.4'),
    socket.inet_ntoa(b'\x01\x02\x03\x04'),
    socket.htons(1),
    socket.ntohl(1),
    socket.inet_pton(socket.AF_INET6, '::1'),
    socket.gethostbyname('localhost'),
)
