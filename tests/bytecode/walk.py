def cost(price, order):
    total = 0
    for name in order:
        total += price[name] * 2
    return total


print(cost({"tea": 3, "milk": 1}, ["tea", "milk", "tea"]))
