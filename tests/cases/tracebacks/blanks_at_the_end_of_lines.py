# Blanks at the end of a line are shown, as they are; the carets do not mind.
def f():
    return 1 / 0   


f()  
