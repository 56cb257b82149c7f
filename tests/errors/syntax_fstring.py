# A wrong expression in an f-string.
name = "x"
print(f"hello {name +}")
