# An augmented assignment.
total = "a"
total += 1
