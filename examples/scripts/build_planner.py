"""A build planner: topological order, cycles reported as paths, stages, rebuilding what changed."""

from collections import deque

BUILDFILE = """
# target: needs = seconds
app: ui core net = 5
ui: widgets fonts = 3
widgets: core = 8
core: config = 4
net: core tls = 2
tls: config = 6
fonts: = 1
config: = 2
docs: core ui = 7
tests: app docs = 9
"""


class BuildError(Exception):
    pass


class Cycle(BuildError):
    def __init__(self, path):
        super().__init__(" -> ".join(path))
        self.path = path


class Target:
    def __init__(self, name, needs, cost):
        self.name, self.needs, self.cost = name, needs, cost
        self.stamp = 0

    def __repr__(self):
        return f"Target({self.name!r}, {self.cost})"


def parse(text):
    targets = {}
    for number, line in enumerate(text.split("\n"), 1):
        line = line.split("#")[0].strip()
        if not line:
            continue
        try:
            name, rest = line.split(":")
            needs, cost = rest.split("=")
            cost = int(cost)
        except ValueError as e:
            raise BuildError(f"line {number}: {e}") from e
        if name in targets:
            raise BuildError(f"line {number}: {name} is defined twice")
        targets[name] = Target(name, needs.split(), cost)
    for target in targets.values():
        for need in target.needs:
            if need not in targets:
                raise BuildError(f"{target.name} needs {need}, which doesn't exist")
    return targets


class Planner:
    def __init__(self, targets):
        self.targets = targets
        self.clock = 0

    def order(self, *wanted):
        """Depth first; names in the order in which they can be built."""
        done, path, order = set(), [], []

        def visit(name):
            if name in done:
                return
            if name in path:
                raise Cycle(path[path.index(name) :] + [name])
            path.append(name)
            for need in self.targets[name].needs:
                visit(need)
            done.add(path.pop())
            order.append(name)

        for name in wanted or sorted(self.targets):
            visit(name)
        return order

    def stages(self):
        """What can be built side by side, by Kahn's algorithm."""
        missing = {name: len(target.needs) for name, target in self.targets.items()}
        users = {name: [] for name in self.targets}
        for target in self.targets.values():
            for need in target.needs:
                users[need].append(target.name)
        ready = deque(sorted(name for name, count in missing.items() if not count))
        while ready:
            stage = [ready.popleft() for _ in range(len(ready))]
            yield stage
            freed = []
            for name in stage:
                for user in users[name]:
                    missing[user] -= 1
                    if not missing[user]:
                        freed.append(user)
            ready.extend(sorted(freed))

    def critical_path(self):
        finish, via = {}, {}
        for name in self.order():
            target = self.targets[name]
            slowest = max(target.needs, key=lambda n: finish[n], default=None)
            finish[name] = target.cost + (finish[slowest] if slowest else 0)
            via[name] = slowest
        name = max(finish, key=finish.get)
        total, path = finish[name], []
        while name:
            path.append(name)
            name = via[name]
        return total, path[::-1]

    def schedule(self, workers):
        """List scheduling: a free worker takes the ready target with the longest way to go."""
        users_cost = {}
        for name in reversed(self.order()):
            target = self.targets[name]
            users_cost[name] = target.cost + max((users_cost[u] for u in self.targets if name in self.targets[u].needs), default=0)
        time, running, built, log = 0, [], set(), []
        while len(built) < len(self.targets):
            ready = [n for n, t in self.targets.items() if n not in built and all(d in built for d in t.needs) and n not in {r[1] for r in running}]
            ready.sort(key=lambda n: (-users_cost[n], n))
            while ready and len(running) < workers:
                name = ready.pop(0)
                running.append((time + self.targets[name].cost, name))
                log.append(f"{time}:{name}")
            running.sort()
            time, name = running.pop(0)
            built.add(name)
        return time, log

    def build(self, goal):
        rebuilt = []
        for name in self.order(goal):
            target = self.targets[name]
            if target.stamp == 0 or any(self.targets[n].stamp > target.stamp for n in target.needs):
                self.clock += 1
                target.stamp = self.clock
                rebuilt.append(name)
        return rebuilt

    def touch(self, name):
        self.clock += 1
        self.targets[name].stamp = self.clock


planner = Planner(parse(BUILDFILE))
print(planner.order())
print(planner.order("net"), planner.order("docs", "fonts"))
for number, stage in enumerate(planner.stages(), 1):
    print(f"stage {number}: {' '.join(stage)}")
print(planner.critical_path())
for workers in (1, 2, 3):
    time, log = planner.schedule(workers)
    print(workers, "workers:", time, "s:", " ".join(log))
print("first", planner.build("app"))
print("again", planner.build("app"))
for changed in ("fonts", "tls", "config"):
    planner.touch(changed)
    print("touched", changed, planner.build("app"))
for bad in ("a: b = 1\nb: c = 1\nc: a = 1", "a: a = 1", "a: b = 1", "a: = x", "a = 1", "a: = 1\na: = 2"):
    try:
        print(Planner(parse(bad)).order())
    except Cycle as e:
        print("cycle:", e, len(e.path))
    except BuildError as e:
        print("error:", e, "| cause:", repr(e.__cause__))
