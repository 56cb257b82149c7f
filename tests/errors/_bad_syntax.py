def fine():
    return 1


def bad(:
    pass
