# add_note adds lines to the report.
e = ValueError("v")
e.add_note("first note")
e.add_note("second\nnote")
print(e.__notes__)
try:
    e.add_note(5)
except TypeError as error:
    print(error)
raise e
