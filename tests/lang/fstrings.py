# f-strings: nesting, conversions, specs, self-documenting, quotes, multiline.
x, y, name = 5, 3.14159, "world"
print(f"hello {name}", f"{x}{y}", f"{x + 1} {x * 2:>5} {y:.2f} {name!r:>10} {name!s:*^9} {'é'!a}")
print(f"{x=} {x = } {y=:.1f} {name=!s} {x + 1=} { x = !r:>4}")
print(f"{{}} {{{x}}} {'{'} {'}'} }}{{")
print(f"{x:{x}} {y:{x + 2}.{x - 3}f} {name:{'>'}{10}} {x:0{x}d}")
print(f"{'nested ' + f'{x} {f"{name}"}'} {"same quotes"} {'a' if x else 'b'}")
print(f"{[i for i in range(3)]} { {1: 2}[1] } {(lambda z: z * 2)(4)} {x if x > 3 else 'no'}")
print(f"""multi
{x}
  {
    name
    + "!"
  }""")
print(f"{x!r}" f"{y!s}" "plain {x}" f"", rf"\n{x}\d", fr"{name}\t", F"{x}", f'{name["a" == "b":]}')
print(f"{x:%}", f"{1234567.891:,.2f}", f"{255:#x} {255:#b} {255:o} {-5:+d} {5: d} {5:<3}|{5:^3}|{5:>3}|")
print(f"{'\n'.join(['a', 'b'])!r}", f"{'\t'}|", f"{'a'  # comment inside
}")


class Fmt:
    def __format__(self, spec):
        return f"spec={spec!r}"

    def __repr__(self):
        return "Fmt()"


print(f"{Fmt()} {Fmt():abc} {Fmt():{x}{name}} {Fmt()!r:>8} {Fmt()=}")


def order(v):
    print("eval", v, end=" ")
    return v


print(f"{order(1)} {order(2):{order(3)}} {order(4)}")
try:
    f"{undefined}"
except NameError as e:
    print(e)
for bad in ("f'{x:d}'.__class__ and f'{name:d}'", "f'{y:d}'", "f'{x:.2d}'", "f'{None:5}'", "f'{[]:5}'", "f'{x:zz}'", "f'{name:+}'", "f'{name:=5}'", "f'{y:,x}'", "f'{object():5}'"):
    try:
        print(eval(bad))
    except Exception as e:
        print(type(e).__name__, str(e).split(" at 0x")[0])
print(f"{3.0} {1e100} {True} {None} {b'x'} {1j}" , f"{'x':5}|{b'y'!r:>6}|{None!s:>6}")
print(f"{x:=+6d}|{-x:=6d}|{x:06.2f}|{name:.3}|{name:>8.2}|{1_000_000:_}|{12345.678:e}|{0.00001:g}|{65:c}")
width = 12
for row in (("a", 1), ("bb", 22.5)):
    print(f"|{row[0]:<{width}}|{row[1]:>{width}.3f}|")
print(f"{x!r:^{width}}|{f'{x:>{width - 8}}'!r}")
