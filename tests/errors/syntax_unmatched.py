# A closing bracket without its opening one.
x = [1, 2)
