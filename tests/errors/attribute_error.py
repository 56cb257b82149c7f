# An uncaught AttributeError on an instance of the script's class.
class Dog:
    def __init__(self, name):
        self.name = name

    def speak(self):
        return self.nmae + " says woof"


print(Dog("Rex").speak())
