# dumps and loads: values, layout, hooks, errors.
import json
x = {'a': [1, 2.5, None, True, False], 'b': {'c': 'é"\n\\'}, 'd': [], 'e': {}, 'f': 'snow ☃ 😀'}
print(json.dumps(x), json.loads(json.dumps(x)) == x)
print(json.dumps(x, indent=2)); print(json.dumps(x, indent='\t', sort_keys=True, ensure_ascii=False))
print(json.dumps([1, (2, 3)], separators=(',', ':')), json.dumps({1: 2, None: 3, True: 4, 1.5: 6}), json.dumps(float('inf')), json.dumps('\x7f\u2028'))
print(json.loads(' [1, -2, 3.5e2, "\\u00e9\\ud83d\\ude00\\n", null, true, false, {"k": []}] '), json.loads('1E5'), json.loads('NaN'), json.loads(b'[1]'), json.loads('-0'), json.loads('-0.0'))
for bad in ['', '[1,', '{"a"}', '{a: 1}', '[1 2]', '"abc', '01', '{"a":1,}', 'nul', '[1,]', '"\\x"', '"a\nb"', '[1] x', '{"a":1 "b"}', '"\\u12"', '-']:
    try:
        print(json.loads(bad))
    except json.JSONDecodeError as error:
        print(error, error.pos, error.lineno, error.colno)
for bad in [{1, 2}, {(1,): 2}, object]:
    try:
        json.dumps(bad)
    except TypeError as error:
        print(error)
loop = []; loop.append(loop)
try:
    json.dumps(loop)
except ValueError as error:
    print(error)
try:
    json.dumps(float('nan'), allow_nan=False)
except ValueError as error:
    print(error)
print(json.dumps({'x': 1j}, default=str), json.loads('{"a": 1}', object_hook=lambda d: sorted(d)), json.loads('[1.5, 2]', parse_float=str, parse_int=lambda s: s + '!'), json.loads('{"a":1,"a":2}', object_pairs_hook=list))
class E(json.JSONEncoder):
    def default(self, o):
        return {'set': sorted(o)} if isinstance(o, set) else super().default(o)
print(json.dumps({3, 1}, cls=E), json.dumps({}, indent=1), json.dumps([[]], indent=1), json.dumps({(1, 2): 3, 'a': 1}, skipkeys=True))
import io
f = io.StringIO(); json.dump([1, {'a': 2}], f); print(f.getvalue(), json.load(io.StringIO('[3]')))
