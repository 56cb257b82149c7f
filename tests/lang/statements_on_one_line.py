# Semicolons, one-line suites, pass, ellipsis bodies, blank lines, comments, odd indentation.
x = 1; y = 2; print(x, y);
if x: print("one"); print("two")
while x < 3: x += 1
for i in range(2): print(i, end=" "); print("-", end=" ")
print()
def f(): return 5
class C: a = 1; b = 2
class D: ...
def g(): ...
def h(): pass; return 7
try: print("try")
except: print("never")
else: print("else")
finally: print("finally")
with open(__file__) as fh: first = fh.readline()
print(first.strip()[:12])
print(f(), C.a, C.b, D.__name__, g(), h(), lambda: 0 and 1 if 0 else 2)if False else print(f(), C.a, C.b, D.__name__, g(), h())
if True:
  # a comment at another column
        # another
  z = 1
  if z:
   print("one space more")

   # blank lines inside

   print("same block")
if 1:
	print("tab")
	if 2:
		print("two tabs")
def nested():
    def a():
        def b():
            return "deep"
        return b
    return a()()
print(nested())
# comment at the end of a block
if x:
    print("x")
    # trailing comment
# dedented comment
else:
    print("not x")
(
    print("parenthesised")
)
"a string statement"; 5; None; ...
print("end") # comment; not a statement
