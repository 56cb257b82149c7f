# for without in; the rest is an ordinary SyntaxError.
for x of [1, 2]:
    print(x)
