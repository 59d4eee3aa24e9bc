# Months as text and as HTML, and the lists that they are made of.
import calendar

print(calendar.month(2024, 2)); print(calendar.calendar(2023, m=4)); print(calendar.TextCalendar(6).formatmonth(2023, 7, w=3, l=2)); print(calendar.monthcalendar(2024, 9), calendar.monthrange(2024, 2), calendar.isleap(1900), calendar.leapdays(2000, 2021), calendar.weekday(2024, 1, 1), calendar.timegm((1970, 1, 2, 0, 0, 0)))
print(calendar.HTMLCalendar().formatmonth(2024, 5)); print(list(calendar.day_name), list(calendar.month_abbr), calendar.MONDAY, calendar.JANUARY, calendar.Day.TUESDAY, repr(calendar.FRIDAY)); c = calendar.Calendar(6); print(list(c.iterweekdays()), list(c.itermonthdays2(2024, 2))[:4], c.monthdatescalendar(2024, 2)[0][:2], c.yeardayscalendar(2024, 6)[0][0][0], list(c.itermonthdays4(2024, 1))[:2])
for f in (lambda: calendar.month(2024, 13), lambda: calendar.monthrange(2024, 0), lambda: calendar.setfirstweekday(8)):
    try: f()
    except Exception as e: print(type(e).__name__, e)
calendar.setfirstweekday(calendar.SUNDAY)
calendar.prmonth(2024, 12)
print(calendar.firstweekday(), calendar.weekheader(2))
print(calendar.LocaleTextCalendar(locale='C').formatmonthname(2024, 1, 20))
