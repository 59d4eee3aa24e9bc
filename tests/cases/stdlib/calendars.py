# Calendars as text.
import calendar

print(calendar.month(2024, 2), calendar.TextCalendar(6).formatmonth(2023, 10))
print(calendar.monthrange(2023, 2), calendar.isleap(2000), calendar.monthcalendar(2024, 2)[0], calendar.day_name[0])
print(calendar.timegm((2000, 1, 1, 0, 0, 0)), calendar.leapdays(1900, 2000), calendar.weekday(2024, 1, 1))
print(calendar.calendar(2024)[:400])
try:
    calendar.monthrange(2024, 13)
except calendar.IllegalMonthError as error:
    print(error)
