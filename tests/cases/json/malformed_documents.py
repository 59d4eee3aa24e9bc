# What is wrong with a document, and where.
import json

for text in ('[1,]', '{"a":1,}', '{a:1}', '[1 2]', '"abc', '"a\x01"', '"\\x"', '"\\u12"', '', 'nul', '[', '{"a"',
             '{"a":', '1 2', '-', '01', '1.', 'é', '"é" x', '[\n1,\n x]'):
    try:
        print(repr(json.loads(text)))
    except json.JSONDecodeError as error:
        print(error, error.pos, error.lineno, error.colno)
print(json.JSONDecodeError.__module__)
