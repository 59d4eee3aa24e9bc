# What characters count and what they are made of.
import unicodedata

for it in '7٣²₅①½⅞ⅻↈ㊾፼六億〇a':
    row = []
    for ask in unicodedata.decimal, unicodedata.digit, unicodedata.numeric:
        try:
            row.append(ask(it))
        except ValueError as error:
            row.append(str(error))
    print(unicodedata.name(it), *row, unicodedata.numeric(it, None), sep=' | ')
for it in 'éǻÅ½²①ｅﾊ가a\xa0ﬁ\ufe8e':
    print(ascii(it), repr(unicodedata.decomposition(it)))
for given in 'ab', 5:
    for ask in unicodedata.digit, unicodedata.numeric, unicodedata.decomposition:
        try:
            ask(given)
        except TypeError as error:
            print(error)
