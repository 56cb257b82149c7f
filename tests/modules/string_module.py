# string constants, Template, Formatter, capwords.
import string
from string import Template

print(string.ascii_lowercase, string.ascii_uppercase, string.digits, string.hexdigits, string.octdigits)
print(repr(string.punctuation), repr(string.whitespace), len(string.printable), string.ascii_letters == string.ascii_lowercase + string.ascii_uppercase)
print(string.capwords("hello  big world"), string.capwords("a-b-c", "-"))
t = Template("$name owes $$${amount} to ${who}_x")
print(t.substitute(name="Al", amount=5, who="Bo"), t.safe_substitute(name="Al"), t.template)
for f in (
    lambda: t.substitute(name="x"),
    lambda: Template("$").substitute(),
    lambda: Template("a\n$ b").substitute(),
    lambda: Template("$1").substitute(),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(t.substitute({"name": 1, "amount": 2}, who=3), t.get_identifiers(), t.is_valid(), Template("$").is_valid())
f = string.Formatter()
print(f.format("{0} {x:>5} {0!r}", "a", x=1), list(f.parse("a{b!r:>{w}}c{{")))


class Upper(string.Formatter):
    def get_value(self, key, args, kw):
        return str(super().get_value(key, args, kw)).upper()


print(Upper().format("{0} and {k}", "one", k="two"), f.vformat("{a[0]}", (), {"a": [9]}))


class Percent(Template):
    delimiter = "%"


print(Percent("%x $y").substitute(x=1))
