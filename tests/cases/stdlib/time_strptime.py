# Times out of text.
import time

print(time.strptime('30 Nov 00', '%d %b %y'))
print(time.strptime('2024-060', '%Y-%j')[:3], time.strptime('12:30 PM', '%I:%M %p')[3:5])
print(time.strptime('Sat Nov 21 03:05:00 2026'), time.strptime('2024 10 1', '%Y %W %w')[:3])
for wrong in (('x', '%d'), ('1 2', '%d'), ('1', '%')):
    try:
        time.strptime(*wrong)
    except ValueError as error:
        print(error)
