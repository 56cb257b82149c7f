# Tabs and spaces that don't compare.
if True:
        x = 1
	y = 2
