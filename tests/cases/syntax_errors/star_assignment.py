# A lone star.
*a = [1]
