# A failing assert with a message.
def check(values):
    assert all(v > 0 for v in values), f"bad values: {values}"


check([1, 2])
check([1, -2])
