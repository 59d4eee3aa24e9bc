# A look-behind goes back by a fixed number of characters.
import re

for pattern in (r'(?<=a*)b', r'(?<=a|bc)b', r'(?<!a+)b', r'(?<=(a|b))c', r'(?<=a{2})c', r'(?<=a{1,2})c',
                r'(?<=ab|cd)x', r'(a)(?<=\1)b', r'(a+)(?<=\1)b', r'(?<=\b)a', r'(?<=(?=ab*)a)b', r'(?<=(?>a*))b',
                r'(?<=(a)\1)b', r'(?<=a??)', r'(?<=)a', r'(?<=^)a', r'(?<=[ab]{3})c', r'(a)?(?<=(?(1)b|c))d',
                r'(a)?(?<=(?(1)b|cc))d', r'(?P<n>x)(?<=(?P=n))y', r'(?<=(?P<n>x)(?P=n))y', r'(?<=(x)(?(1)a|b))y',
                r'(?<=a{0})b', r'(?<=(?#comment)a)b', r'(?<=x|)a', r'(?<=(?<=a*))b', r'(?<=a++)b', r'(?<=a*)('):
    try:
        print(pattern, re.sub(pattern, '#', 'abcaabbccxyxxyaac1234aab'))
    except re.error as error:
        print(pattern, '!', error, error.pos)
