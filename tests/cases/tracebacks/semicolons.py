# Several statements on a line: the one that failed.
a = 1; b = [a][a]; c = 3
