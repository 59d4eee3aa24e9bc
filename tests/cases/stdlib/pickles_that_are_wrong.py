# What is said of pickles that are cut off, underflow the stack, or ask for the impossible.
import pickle

for body in (
        b'N', b'K', b'\x8c\x05ab', b'B\x01', b'.', b'0.', b'e.', b'].', b'(K\x01e.', b'](K\x01u.', b'}(]K\x01u.', b'h\x05.',
        b't.', b'K\x01\x86.', b'K\x01K\x02R.', b'\xff.', b']a.', b'}K\x01s.', b'\x94.', b'\x8c\x02\xff\xfe.', b'K\x01K\x02a.',
        b'\x8f(]\x90.', b'\x8f(K\x01K\x01\x90.', b']K\x01a.', b'}K\x01K\x02s.', b'K\x07q\x05h\x05\x86.'):
    try:
        print(body, pickle.loads(b'\x80\x04' + body))
    except Exception as error:
        print(body, type(error).__name__, error)
for whole in (b'', b'\x80\x09N.', b'(lp0\nI1\naI01\na.', b"(dp0\nS'a\\n'\nI1\ns."):
    try:
        print(whole, pickle.loads(whole))
    except Exception as error:
        print(whole, type(error).__name__, error)
