# An if without its block.
if True:
print("x")
