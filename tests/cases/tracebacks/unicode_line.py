# Carets count characters.
größe = [1]; x = "äöü" + größe[0] + größe[5]
