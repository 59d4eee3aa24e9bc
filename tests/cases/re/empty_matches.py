import re
for p,s in [('x*','axbc'),('a|b*','abbc'),(r'\b','hello there'),('','abc'),(r'(?=b)','abab'),('a*?','aab'),(r'\W*','a, b;c'),(r'^|$','a\nb'),(r'(?m)^|$','a\nb'),(r'(a)|b*','aabb')]:
    print(p, repr(re.sub(p,'-',s)), re.split(p,s), re.findall(p,s), [m.span() for m in re.finditer(p,s)], re.subn(p,lambda m:'<'+m.group()+'>',s), re.sub(p,'-',s,count=2), re.split(p,s,maxsplit=2))
