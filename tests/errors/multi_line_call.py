# An error in one line of a call that spans several.
def combine(*parts):
    return "".join(parts)


text = combine(
    "a",
    "b" * 2,
    str(1 // 0),
    "c",
)
