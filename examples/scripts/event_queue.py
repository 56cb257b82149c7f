"""A discrete event simulation: a bank with tellers, patience, and breaks; generators as processes."""

import heapq
from itertools import count


class Random:
    """A small generator of our own, so that runs are the same everywhere."""

    def __init__(self, seed):
        self.state = seed

    def next(self, low, high):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return low + (self.state >> 33) % (high - low + 1)


class Simulation:
    def __init__(self):
        self.now = 0
        self.queue = []
        self.serial = count()
        self.events = 0

    def at(self, delay, action, *args):
        heapq.heappush(self.queue, (self.now + delay, next(self.serial), action, args))

    def process(self, generator):
        """Drive a generator that yields delays, or functions which take a wake-up callback."""

        def resume(value=None):
            try:
                wanted = generator.send(value)
            except StopIteration:
                return
            if callable(wanted):
                wanted(resume)
            else:
                self.at(wanted, resume)

        self.at(0, resume)

    def run(self, until):
        while self.queue and self.queue[0][0] <= until:
            self.now, _, action, args = heapq.heappop(self.queue)
            self.events += 1
            action(*args)


class Tellers:
    """A resource with `size` places and a waiting line; those who wait may give up."""

    def __init__(self, sim, size):
        self.sim = sim
        self.free = size
        self.line = []
        self.longest = 0

    def acquire(self, patience):
        def wait(resume):
            if self.free:
                self.free -= 1
                self.sim.at(0, resume, True)
                return
            ticket = [resume]
            self.line.append(ticket)
            self.longest = max(self.longest, len(self.line))
            self.sim.at(patience, self.give_up, ticket)

        return wait

    def give_up(self, ticket):
        if ticket in self.line:
            self.line.remove(ticket)
            ticket[0](False)

    def release(self):
        if self.line:
            (resume,) = self.line.pop(0)
            self.sim.at(0, resume, True)
        else:
            self.free += 1


class Report:
    def __init__(self):
        self.waits = []
        self.lost = 0
        self.log = []

    def note(self, sim, who, what):
        if len(self.log) < 25:
            self.log.append(f"{sim.now:>4} {who:<10} {what}")


def customer(sim, name, tellers, random, report):
    arrived = sim.now
    report.note(sim, name, "arrives")
    served = yield tellers.acquire(patience=random.next(4, 20))
    if not served:
        report.lost += 1
        report.note(sim, name, "gives up")
        return
    report.waits.append(sim.now - arrived)
    report.note(sim, name, f"is served after {sim.now - arrived}")
    try:
        yield random.next(3, 12)
    finally:
        tellers.release()
        report.note(sim, name, "leaves")


def arrivals(sim, tellers, random, report, total):
    for number in range(1, total + 1):
        sim.process(customer(sim, f"customer{number}", tellers, random, report))
        yield random.next(0, 5)


def coffee_break(sim, tellers, report, every, length):
    while True:
        yield every
        got = yield tellers.acquire(patience=1000)
        report.note(sim, "teller", f"breaks {got}")
        yield length
        tellers.release()
        report.note(sim, "teller", "is back")


for size in (1, 2, 3):
    sim, random, report = Simulation(), Random(2024), Report()
    tellers = Tellers(sim, size)
    sim.process(arrivals(sim, tellers, random, report, 120))
    sim.process(coffee_break(sim, tellers, report, 25, 10))
    sim.run(until=500)
    waits = sorted(report.waits)
    print(f"{size} tellers: served {len(waits)}, lost {report.lost}, longest line {tellers.longest}, events {sim.events}")
    print(f"  wait: mean {sum(waits) / len(waits):.3f}, median {waits[len(waits) // 2]}, worst {waits[-1]}, now {sim.now}")
    if size == 2:
        print("\n".join(report.log))
