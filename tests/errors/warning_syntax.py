# A SyntaxWarning goes to stderr and the program runs.
x = 5
if x is 5:
    print("same")
print("a\d")
assert (x, "always true")
