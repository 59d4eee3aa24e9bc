# Tabs and spaces don't mix.
if True:
        x = 1
	y = 2
