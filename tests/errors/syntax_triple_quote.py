# A triple-quoted string that never ends.
x = 1
y = """start
of text
