# return outside a function is refused before anything runs.
print("never printed")
return 5
