# Streams and programs for coroutines.
import asyncio


async def handle(r, w):
    while line := (await r.readline()):
        w.write(line.upper())
        await w.drain()
    w.close()
    await w.wait_closed()


async def main():
    srv = await asyncio.start_server(handle, '127.0.0.1', 0)
    addr = srv.sockets[0].getsockname()
    print(srv.is_serving(), addr[0])
    async with srv:
        r, w = await asyncio.open_connection(*addr[:2])
        w.write(b'hello\nworld\n')
        print(await r.readline(), await r.readuntil(b'\n'))
        w.write(b'abcdef\n')
        print(await r.readexactly(3), await r.read(10))
        w.write_eof()
        print(await r.read(), r.at_eof())
        try:
            await r.readexactly(1)
        except asyncio.IncompleteReadError as e:
            print(e)
        w.close()
        await w.wait_closed()
        rs = await asyncio.gather(*(client(addr, i) for i in range(5)))
        print(rs)
    print(srv.is_serving())
    try:
        await asyncio.open_connection('127.0.0.1', 1)
    except OSError as e:
        print(type(e).__name__)
    p = await asyncio.create_subprocess_exec(
        'sh',
        '-c',
        'cat; echo err >&2; exit 3',
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    o, e = await p.communicate(b'abc')
    print(o, e, p.returncode)
    p = await asyncio.create_subprocess_shell(
        'echo one; echo two; sleep 0.05; exit 1', stdout=asyncio.subprocess.PIPE
    )
    async for l in p.stdout:
        print(l)
    print(await p.wait(), p.returncode)
    p = await asyncio.create_subprocess_exec('sleep', '10')
    p.terminate()
    print(await p.wait())
    try:
        p.kill()
    except ProcessLookupError:
        print('gone')
    try:
        await asyncio.create_subprocess_exec('/nonexistent')
    except FileNotFoundError as e:
        print(e)


async def client(a, i):
    r, w = await asyncio.open_connection(*a[:2])
    w.write(b'c%d\n' % i)
    await w.drain()
    l = await r.readline()
    w.close()
    return l


asyncio.run(main())
try:
    asyncio.nope
except AttributeError as e:
    print(e)
