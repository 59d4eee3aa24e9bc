# The method call in a chain.
text = "abc"
result = text.upper().replace("A", 5).lower()
