# Tuples: packed, indexed, unpacked, returned and dropped.
# aim: 2
# quick: 5000
import sys


def turn(point, quarter):
    x, y = point
    if quarter == 0:
        return (x, y)
    if quarter == 1:
        return (-y, x)
    if quarter == 2:
        return (-x, -y)
    return (y, -x)


def walk(rounds):
    place = (0, 0)
    heading = (1, 0)
    span = (0, 0, 0, 0)
    for i in range(rounds):
        heading = turn(heading, i % 3)
        place = (place[0] + heading[0], place[1] + heading[1])
        low_x, low_y, high_x, high_y = span
        x, y = place
        if x < low_x or x > high_x or y < low_y or y > high_y:
            span = (min(x, low_x), min(y, low_y), max(x, high_x), max(y, high_y))
    return place, heading, span


rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7_200_000
place, heading, span = walk(rounds)
print(place[0], place[1], heading[0], heading[1], span[0], span[1], span[2], span[3])
