# Method calls and attributes: a two-class inheritance chain kept in motion.
# aim: 3
# quick: 5000
import sys


class Body:
    def __init__(self, position, speed):
        self.position = position
        self.speed = speed
        self.steps = 0

    def push(self, amount):
        self.speed += amount

    def advance(self):
        self.position += self.speed
        self.steps += 1
        if self.position > 1000:
            self.bounce()

    def bounce(self):
        self.position -= 1000
        self.speed = 1


class Counter(Body):
    def bounce(self):
        self.position = 0
        self.speed -= self.steps & 3


def run(rounds):
    body = Body(3, 2)
    counter = Counter(5, 1)
    for i in range(rounds):
        body.push(1)
        body.advance()
        counter.push(i & 1)
        counter.advance()
    return body.position, body.speed, body.steps, counter.position, counter.speed


rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3_400_000
for value in run(rounds):
    print(value)
