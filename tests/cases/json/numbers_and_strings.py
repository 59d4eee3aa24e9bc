# Numbers and strings both ways.
import json

for text in ('12345678901234567890', '1E400', '-0', '-0.0', '1e5', 'NaN', '[-Infinity]', '"\\ud83d\\ude00"',
             '"\\ud800"', '"\\u00e9\\n\\/"', '{"a":1, "a":2}'):
    print(ascii(json.loads(text)))
print(json.dumps(['é"\\\n\x7f\u2028\U0001f600', 10 ** 30, 1e22, -0.0, float('inf')]))
print(json.dumps('é\x7f', ensure_ascii=False), json.dumps({'a': 1}, separators=(',', ':')))
try:
    json.dumps(float('nan'), allow_nan=False)
except ValueError as error:
    print(error)
