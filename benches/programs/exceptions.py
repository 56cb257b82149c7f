# Exceptions: raised by scripts and by builtins, caught near and far, with
# finally blocks on the way and a class hierarchy to match against.
# aim: 1.5
# quick: 1000
import sys


class Rejected(Exception):
    pass


class TooLarge(Rejected):
    pass


def check(value):
    if value % 5 == 0:
        raise Rejected(value)
    if value % 7 == 0:
        raise TooLarge(value)
    return value


def guarded(value, state):
    try:
        return check(value)
    finally:
        state[0] += 1


def run(rounds):
    state = [0]
    table = {1: 2}
    accepted = rejected = large = missing = 0
    for i in range(rounds):
        try:
            accepted += guarded(i, state) & 1
        except TooLarge as error:
            large += error.args[0] & 3
        except Rejected:
            rejected += 1
        if i % 4 == 0:
            try:
                table[i]
            except KeyError:
                missing += 1
    return accepted, rejected, large, missing, state[0]


rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3_100_000
for value in run(rounds):
    print(value)
