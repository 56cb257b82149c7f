# __del__ may bring its object back; it runs only once.
saved = []


class Phoenix:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)
        saved.append(self)


p = Phoenix("one")
del p
print(len(saved), saved[0].name)
saved.clear()
print("dropped for good")


class Counter:
    count = 0

    def __del__(self):
        Counter.count += 1
        if Counter.count < 3:
            Counter()


Counter()
print(Counter.count)
