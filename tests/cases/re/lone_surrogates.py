# Surrogates are characters like others to a pattern.
import re

text = 'a\ud800b\udfffé'
print(ascii(re.findall('.', text)))
print(ascii(re.findall('[\ud800-\udfff]', text)), ascii(re.findall(r'[\ud800-\udbff]', text)))
print(ascii(re.sub('[\ud800-\udfff]', '?', text)), ascii(re.sub('a', '\udc80', text)))
print(ascii(re.match('(.)(.)', text).groups()), re.search('b', text).span())
print(ascii(re.split('b', text)), re.search(r'\w+$', text).span())
print(ascii(re.sub(r'(\ud800)(b)', r'\2\1', text)), ascii(re.escape('\ud800.')))
print(re.findall('[\ud000-\uf000]', 'x\ud7ff\ue000\uf001') == ['\ud7ff', '\ue000'])
print(ascii(re.findall('[^a-\ud900]', text)), ascii([m.group() for m in re.finditer('[\u0080-\uffff]', text)]))
print(ascii(re.compile('\ud800')), re.fullmatch('[^\ud800]', '\ud801') is not None)
