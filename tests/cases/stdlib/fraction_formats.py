from fractions import Fraction

for spec in ('.0f', '.3f', '08.2f', '+.2f', ',.2f', '*^12.3f', 'e', '.3E', 'g', '.3g', '.1%', '#.0f', 'z.0f', '010,.1f', '.50f', '=10.2f'):
    print(spec, *(format(Fraction(value), spec) for value in ('1/3', '-2/3', '1234567/89', '0', '1e20', '1e-7', '5/2')))
for spec in ('.2', 'x', '10', 'd', '<010f'):
    try:
        format(Fraction(1, 3), spec)
    except ValueError as error:
        print(error)
