# Folding starts after three equal frames; differing lines end it.
def walk(n):
    if n > 6:
        return walk(n - 1)
    if n > 2:
        return walk(n - 1)
    return 1 / n and walk(n - 1)


walk(12)
