# Tables as text.
import csv
import io

print(list(csv.reader(io.StringIO('a,b,"c,d"\n1,"x""y",\n\n"multi\nline",2,3\n'))))
out = io.StringIO()
writer = csv.writer(out)
writer.writerow(['a', 1, None, 'x,y', 'q"r', 'nl\n', ''])
writer.writerows([[1.5, True], ['']])
print(repr(out.getvalue()))
out = io.StringIO()
writer = csv.DictWriter(out, ['a', 'b'], delimiter=';', lineterminator='\n')
writer.writeheader()
writer.writerow({'a': 1, 'b': 'x;y'})
print(repr(out.getvalue()))
try:
    writer.writerow({'z': 1})
except ValueError as error:
    print(error)
print(list(csv.DictReader(io.StringIO('n,v\na,1\nb\nc,2,3\n'))))
print(csv.list_dialects(), list(csv.reader(['a\tb'], 'excel-tab')))
print(list(csv.reader(['1,"2"'], quoting=csv.QUOTE_NONNUMERIC)))
