# A text of several lines is printed as it is.
raise ValueError("first\nsecond\n  third")
