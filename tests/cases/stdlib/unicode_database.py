# What is known of characters.
import unicodedata

print(unicodedata.name('é'), unicodedata.lookup('SNOWMAN'), unicodedata.category('A'), unicodedata.category('1'))
print(unicodedata.normalize('NFD', 'é') == 'e\u0301', unicodedata.combining('\u0301'), unicodedata.decimal('٣'))
print(unicodedata.name('\x00', 'none'), unicodedata.is_normalized('NFC', 'é'), unicodedata.category('\ud800'))
for wrong in (lambda: unicodedata.lookup('NOPE'), lambda: unicodedata.name('\x00'), lambda: unicodedata.category('ab'),
              lambda: unicodedata.normalize('X', 'a')):
    try:
        wrong()
    except (KeyError, ValueError, TypeError) as error:
        print(type(error).__name__, error)
