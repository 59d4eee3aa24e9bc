# The width and the precision may be written in any digits.
print(repr(f'{3:١٢}'), repr(format(2.5, '٦.٣f')), repr(format('x', '*^९')))
for spec in '١x٢', '.x':
    try:
        format(1, spec)
    except ValueError as error:
        print(ascii(str(error)))
