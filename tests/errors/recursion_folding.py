# Repeated frames of a runaway recursion are folded.
def forever(n):
    return forever(n + 1)


forever(0)
