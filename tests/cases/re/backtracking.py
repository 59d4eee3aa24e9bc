# Patterns that look around or refer back go another way through the engine, and say the same.
import re
for pattern in [r'(?<=a)b', r'a(?=b)(b)', r'(\w)\1', r'(?P<q>["\']).*?(?P=q)', r'(?<!a)b|a', r'(a)?b(?(1)c|d)', r'(?>a+)b', r'a++', r'(a|b)*', r'(?=a)', r'(?!a)|b', r'x*?(?=b)']:
    p = re.compile(pattern)
    for text in ['aabbc', '"ab" \'c\'bd', 'éébé\n']:
        m, n = p.search(text), p.match(text, 1)
        print(pattern, m and m.regs, n and n.span(), p.fullmatch(text), p.findall(text), p.split(text), p.sub('<\\g<0>>', text), [m.span() for m in p.finditer(text)])
