"""An inventory on records with typed fields: descriptors, a class decorator, queries, undo."""

from functools import total_ordering


class ValidationError(ValueError):
    pass


class Field:
    """A typed attribute with a default and checks, stored in the instance's `_values`."""

    created = 0

    def __init__(self, kind, *checks, default=...):
        self.kind, self.checks, self.default = kind, checks, default
        Field.created += 1
        self.order = Field.created

    def __set_name__(self, owner, name):
        self.name = name
        self.owner = owner

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        try:
            return instance._values[self.name]
        except KeyError:
            raise AttributeError(f"{owner.__name__}.{self.name} is not set") from None

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise ValidationError(f"{self.name}: wants {self.kind.__name__}, got {type(value).__name__} {value!r}")
        for check in self.checks:
            if not check(value):
                raise ValidationError(f"{self.name}: {value!r} is not {check.__name__.replace('_', ' ')}")
        instance._values[self.name] = value
        instance._changed(self.name)

    def __delete__(self, instance):
        raise AttributeError(f"{self.name} can't be deleted")

    # Comparisons on the class build queries: Item.price > 5
    def __gt__(self, value):
        return Query(lambda item: getattr(item, self.name) > value, f"{self.name} > {value!r}")

    def __lt__(self, value):
        return Query(lambda item: getattr(item, self.name) < value, f"{self.name} < {value!r}")

    def __eq__(self, value):
        return Query(lambda item: getattr(item, self.name) == value, f"{self.name} == {value!r}")

    __hash__ = object.__hash__


class Query:
    def __init__(self, test, text):
        self.test, self.text = test, text

    def __and__(self, other):
        return Query(lambda i: self.test(i) and other.test(i), f"({self.text} & {other.text})")

    def __or__(self, other):
        return Query(lambda i: self.test(i) or other.test(i), f"({self.text} | {other.text})")

    def __invert__(self):
        return Query(lambda i: not self.test(i), f"~{self.text}")

    def __call__(self, items):
        return [item for item in items if self.test(item)]

    def __repr__(self):
        return f"<where {self.text}>"


def positive(n):
    return n > 0


def not_empty(text):
    return bool(text.strip())


def one_of(*allowed):
    def check(value):
        return value in allowed

    check.__name__ = "one_of_" + "_".join(allowed)
    return check


def record(cls):
    """Give a class with fields an __init__, a __repr__, equality and `as_dict`."""
    fields = {}
    for base in reversed(cls.__mro__):
        fields.update({n: f for n, f in vars(base).items() if isinstance(f, Field)})
    fields = dict(sorted(fields.items(), key=lambda item: item[1].order))

    def __init__(self, *args, **kw):
        self._values = {}
        if len(args) > len(fields):
            raise TypeError(f"{cls.__name__} takes {len(fields)} values, got {len(args)}")
        given = dict(zip(fields, args))
        for name in kw:
            if name in given or name not in fields:
                raise TypeError(f"{cls.__name__} {'got twice' if name in given else 'has no'} {name!r}")
        given.update(kw)
        for name, field in fields.items():
            value = given.get(name, field.default() if callable(field.default) else field.default)
            if value is ...:
                raise TypeError(f"{cls.__name__} needs {name!r}")
            setattr(self, name, value)

    def __repr__(self):
        return f"{cls.__name__}({', '.join(f'{n}={v!r}' for n, v in self._values.items())})"

    def __eq__(self, other):
        return self._values == other._values if type(other) is type(self) else NotImplemented

    for function in (__init__, __repr__, __eq__):
        if function.__name__ not in vars(cls):
            function.__qualname__ = f"{cls.__name__}.{function.__name__}"
            setattr(cls, function.__name__, function)
    cls._fields = fields
    cls.as_dict = lambda self: dict(self._values)
    return cls


class Tracked:
    def _changed(self, name):
        if (log := getattr(self, "_log", None)) is not None:
            log.append((name, self._values[name]))


@record
@total_ordering
class Item(Tracked):
    name = Field(str, not_empty)
    price = Field(float, positive)
    count = Field(int, default=0)
    unit = Field(str, one_of("piece", "kg"), default="piece")
    tags = Field(list, default=list)

    def __lt__(self, other):
        return (self.value, self.name) < (other.value, other.name)

    @property
    def value(self):
        return self.price * self.count


@record
class Perishable(Item):
    days = Field(int, positive, default=7)

    @property
    def value(self):
        return super().value * min(1, self.days / 10)


class Inventory:
    def __init__(self):
        self.items = {}
        self.undo_log = []

    def add(self, item):
        old = self.items.get(item.name)
        self.items[item.name] = item
        self.undo_log.append(lambda: self.items.update({item.name: old}) if old else self.items.pop(item.name))
        return self

    __iadd__ = add

    def move(self, name, amount):
        item = self.items[name]
        if item.count + amount < 0:
            raise ValidationError(f"only {item.count} of {name}")
        before = item.count
        item.count += amount
        self.undo_log.append(lambda: setattr(item, "count", before))

    def undo(self):
        self.undo_log.pop()()

    def __getitem__(self, query):
        return query(self.items.values())

    def total(self):
        return round(sum(i.value for i in self.items.values()), 2)

    def report(self):
        for item in sorted(self.items.values(), reverse=True):
            print(f"  {item.name:<8} {item.count:>4} {item.unit:<5} at {item.price:>7.2f} = {item.value:>9.2f} {'/'.join(item.tags)}")


stock = Inventory()
stock += Item("bolt", 0.25, 400, tags=["metal", "small"])
stock += Item("saw", 19.9, count=3)
stock += Perishable("apples", 2.5, 40, "kg", days=4)
stock += Perishable("milk", 1.1, 12)
stock.report()
print(stock.total(), stock.items["milk"])
for query in (Item.price > 2.0, (Item.price < 2.0) & (Item.count > 100), ~(Item.unit == "kg") | (Item.name == "apples")):
    print(query, [i.name for i in stock[query]])
for attempt in (
    lambda: Item("", 1.0),
    lambda: Item("x", 1),
    lambda: Item("x", -1.0),
    lambda: Item("x"),
    lambda: Item("x", 1.0, colour="red"),
    lambda: Item("x", 1.0, name="y"),
    lambda: Item(*range(9)),
    lambda: Item("x", 1.0, unit="ton"),
    lambda: setattr(stock.items["saw"], "count", "3"),
    lambda: delattr(stock.items["saw"], "count"),
    lambda: stock.move("saw", -5),
    lambda: Item.__new__(Item).name,
    lambda: stock.move("glue", 1),
):
    try:
        print(attempt())
    except (ValidationError, TypeError, AttributeError, LookupError) as e:
        print(type(e).__name__, e)
stock.items["saw"]._log = changes = []
stock.move("saw", 5)
stock.move("saw", -2)
print(changes, stock.items["saw"].count, stock.total())
stock.undo()
stock.undo()
stock.undo()
print(stock.items["saw"].count, list(stock.items), len(changes))
a, b = Item("p", 1.0), Item("p", 1.0)
print(a == b, a != Perishable("p", 1.0), a.tags is b.tags, a < Item("q", 1.0, 1), sorted([Item("b", 1.0), Item("a", 1.0)]))
print(list(Perishable._fields), Item.name.owner.__name__, Perishable("q", 2.0).as_dict(), Item.__init__.__qualname__)
