# Dict with str keys: a tally over computed and over constant keys.
# quick: 2000
import sys


def tally(rounds):
    stock = {}
    for i in range(rounds):
        name = "item-" + str(i % 5003)
        stock[name] = stock.get(name, 0) + i
    return stock


def account(rounds):
    totals = {"in": 0, "out": 0, "fees": 0}
    for i in range(rounds):
        totals["in"] += i
        if i % 3 == 0:
            totals["out"] += totals["in"] & 15
            totals["fees"] += 1
    return totals


rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 4_600_000
stock = tally(rounds)
totals = account(rounds)
print(len(stock), stock["item-17"], totals["in"], totals["out"], totals["fees"])
