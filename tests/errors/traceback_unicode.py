# Carets count characters as the terminal shows them.
größe = 3
naïve = {"žluť": größe}
print(naïve["žluť"] + naïve["→"] * größe)
