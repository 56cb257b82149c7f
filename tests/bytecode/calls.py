def calls(obj, *args, flag=False, **rest):
    print(obj, end="")
    obj.method(1, key=args)
    obj.first(rest.second())
    print(obj.method())
    obj.method(*args, **rest)
    calls(obj, 1, *args, flag=flag, **rest)
    return lambda x=1: x + len(args)


class Base:
    """A class."""

    size: int = 3

    def __init__(self, size):
        self.size = size
        super().__init__()

    @property
    def area(self):
        return self.size ** 2
