# Unterminated string literal.
x = "abc
print(x)
