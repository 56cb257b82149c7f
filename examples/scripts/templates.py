"""A template engine: text with {{ expressions | filters }}, {% if %}, {% for %}, {% include %}."""


class TemplateError(Exception):
    def __init__(self, message, line):
        super().__init__(f"line {line}: {message}")


def pieces(source):
    """Split into (kind, text, line); kinds are text, value, tag."""
    position, line = 0, 1
    while position < len(source):
        starts = [(source.find(mark, position), kind, close) for mark, kind, close in (("{{", "value", "}}"), ("{%", "tag", "%}"))]
        starts = [s for s in starts if s[0] >= 0]
        if not starts:
            yield "text", source[position:], line
            return
        start, kind, close = min(starts)
        if start > position:
            yield "text", source[position:start], line
        line += source.count("\n", position, start)
        end = source.find(close, start)
        if end < 0:
            raise TemplateError(f"{kind} is never closed", line)
        yield kind, source[start + 2 : end].strip(), line
        line += source.count("\n", start, end)
        position = end + 2
        if kind == "tag" and source.startswith("\n", position):
            position += 1
            line += 1


FILTERS = {
    "upper": str.upper,
    "title": str.title,
    "length": len,
    "join": lambda value, sep=", ": sep.join(map(str, value)),
    "default": lambda value, other: other if value in (None, "") else value,
    "money": lambda value: f"{value:,.2f}",
    "pad": lambda value, width: f"{value!s:>{width}}",
    "escape": lambda value: str(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
}


class Expression:
    """A dotted name or a literal, with filters: `user.name | upper | pad: 10`."""

    def __init__(self, text, line):
        self.line = line
        head, *filters = (part.strip() for part in text.split("|"))
        self.negate = head.startswith("not ")
        self.head = head.removeprefix("not ")
        self.filters = []
        for text in filters:
            name, _, args = text.partition(":")
            if name not in FILTERS:
                raise TemplateError(f"no filter {name!r}", line)
            self.filters.append((FILTERS[name], [self.literal(a.strip()) for a in args.split(",") if args]))

    @staticmethod
    def literal(text):
        if text[:1] in "\"'" and text:
            return text[1:-1]
        return float(text) if "." in text else int(text)

    def __call__(self, context):
        value = self.lookup(context)
        for function, args in self.filters:
            value = function(value, *args)
        return not value if self.negate else value

    def lookup(self, context):
        if self.head[:1] in tuple("\"'0123456789-"):
            return self.literal(self.head)
        first, *rest = self.head.split(".")
        for scope in reversed(context):
            if first in scope:
                value = scope[first]
                break
        else:
            raise TemplateError(f"no value {first!r}", self.line)
        for name in rest:
            try:
                value = value[int(name)] if name.isdigit() else value[name]
            except (KeyError, IndexError, TypeError):
                value = getattr(value, name, None)
            if callable(value):
                value = value()
        return value


class Template:
    library = {}

    def __init__(self, source, name=None):
        self.parts = pieces(source)
        self.body, end = self.parse(())
        if name:
            self.library[name] = self

    def parse(self, until):
        """Compile pieces to functions of (context, out) up to one of the tags in `until`."""
        body = []
        for kind, text, line in self.parts:
            if kind == "text":
                body.append(lambda context, out, text=text: out(text))
            elif kind == "value":
                body.append(lambda context, out, get=Expression(text, line): out(str(get(context))))
            else:
                word, _, rest = text.partition(" ")
                if word in until:
                    return body, (word, line)
                compiler = getattr(self, f"tag_{word}", None)
                if compiler is None:
                    raise TemplateError(f"unexpected tag {word!r}", line)
                body.append(compiler(rest, line))
        if until:
            raise TemplateError(f"missing {' or '.join(until)}", line)
        return body, None

    def tag_if(self, rest, line):
        test = Expression(rest, line)
        then, (word, _) = self.parse(("else", "end"))
        other = self.parse(("end",))[0] if word == "else" else []
        return lambda context, out: run(then if test(context) else other, context, out)

    def tag_for(self, rest, line):
        names, found, source = rest.partition(" in ")
        if not found:
            raise TemplateError("for needs 'in'", line)
        names = [n.strip() for n in names.split(",")]
        items = Expression(source, line)
        body, _ = self.parse(("end",))

        def loop(context, out):
            values = list(items(context))
            for index, value in enumerate(values):
                scope = dict(zip(names, value)) if len(names) > 1 else {names[0]: value}
                scope["loop"] = {"index": index + 1, "last": index == len(values) - 1}
                run(body, context + [scope], out)

        return loop

    def tag_set(self, rest, line):
        name, _, value = rest.partition("=")
        get = Expression(value.strip(), line)
        return lambda context, out: context[-1].__setitem__(name.strip(), get(context))

    def tag_include(self, rest, line):
        def include(context, out):
            if rest not in self.library:
                raise TemplateError(f"no template {rest!r}", line)
            run(self.library[rest].body, context, out)

        return include

    def render(self, **values):
        out = []
        run(self.body, [values], out.append)
        return "".join(out)


def run(body, context, out):
    for part in body:
        part(context, out)


class User:
    def __init__(self, name, admin=False):
        self.name, self.admin = name, admin

    def greeting(self):
        return f"Hello, {self.name}!"


Template("{% for t in tags %}#{{ t }}{% if not loop.last %} {% end %}{% end %}", name="tags")
page = Template(
    """<h1>{{ title | upper | escape }}</h1>
{{ user.greeting }}{% if user.admin %} (admin){% else %} (guest){% end %}

{% for item, price in prices.items %}
{{ loop.index }}. {{ item | pad: 8 }} {{ price | money | pad: 12 }}{% if loop.last %} <- last{% end %}

{% end %}
{% set total = "computed" %}
{{ total }} {{ matrix.1.0 }} {{ nothing | default: 'none' }} {{ words | join: '/' }} {{ words | length }} {{ -1.5 }}
{% include tags %}

{% if empty %}never{% end %}end"""
)
values = dict(title="a < b & c", prices={"apple": 1.5, "pear": 12345.678, "fig": 0}, matrix=[[1, 2], [3, 4]], nothing=None, words=["x", 2, None], tags="abc", empty=[])
print(page.render(user=User("Ann", admin=True), **values))
print(page.render(user=User("Bob"), **{**values, "tags": [], "prices": {}}))
for bad in ("{{ x", "{% if a %}b", "\n\n{% frob %}", "{{ a | nope }}", "{% for x %}{% end %}", "{% else %}", "{% include missing %}", "line\n{{ unknown }}"):
    try:
        print(Template(bad).render(a=1))
    except TemplateError as e:
        print(repr(bad), "->", e)
