# Octal the old way.
x = 0777
