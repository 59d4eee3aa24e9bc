# Quotes from a word processor.
x = “hello”
