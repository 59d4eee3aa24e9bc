# Only the operator that failed.
x = 1 + 2 * 3 + "4" + 5
