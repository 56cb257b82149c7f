# An error inside a property, a dunder and a sort key.
class P:
    @property
    def value(self):
        return int("not a number")

    def __lt__(self, other):
        return self.value < other.value


sorted([P(), P()])
