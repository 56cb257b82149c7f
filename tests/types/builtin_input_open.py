# stdin: _input.txt
# input and open: reading, writing, modes, iteration, seeking, errors.
import os
import sys
import tempfile

print(repr(input()), repr(input("prompt> ")))
print(sys.stdin.readline(), end="")
for line in sys.stdin:
    print("line", repr(line))
    if line.startswith("four"):
        break
print(repr(input()))
try:
    input("more? ")
except EOFError as e:
    print(type(e).__name__, e)
folder = tempfile.mkdtemp()
name = os.path.join(folder, "f.txt")
with open(name, "w") as f:
    print(f.write("first\n"), f.write("zweite é\n"), f.writelines(["a\n", "b\n"]), f.mode, f.closed, f.writable(), f.readable())
print(f.closed)
with open(name) as f:
    print(f.read(3), repr(f.readline()), f.readlines(), repr(f.read()), f.seek(0), f.readline().strip(), f.name == name, f.encoding.lower())
print([line.rstrip() for line in open(name)])
with open(name, "a") as f:
    f.write("appended")
with open(name, "r+") as f:
    f.write("FIRST")
    f.seek(0, 2)
    f.write("!")
with open(name, "rb") as f:
    data = f.read()
    print(data, f.tell(), f.seek(-4, 2), f.read(), f.seek(2), f.read(2), f.readline())
with open(name, "wb") as f:
    print(f.write(b"\x00\xff\r\n"), f.tell())
print(open(name, "rb").read(), os.path.getsize(name))
with open(name, "w", newline="\r\n") as f:
    f.write("a\nb\n")
print(open(name, "rb").read(), open(name).read().encode(), open(name, newline="").read().encode())
for g in (lambda: open(name, "x"), lambda: open(folder + "/none/x"), lambda: open(name, "q"), lambda: open(name, "rw"), lambda: open(name, "rb", encoding="utf-8"), lambda: open(name).write("x"), lambda: open(name, "w").read(), lambda: open(name, "wb").write("s"), lambda: open(name, "w").write(b"b"), lambda: f.read(), lambda: open(name, encoding="nope"), lambda: open(5.5), lambda: open("a\0b"), lambda: open(name, "r", 1, "utf-8", "strict", "zz")):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, str(e).replace(folder, "DIR"))
with open(name, "wb") as f:
    f.write(b"ok\xff\n")
try:
    open(name, encoding="utf-8").read()
except UnicodeDecodeError as e:
    print(e)
print(open(name, errors="replace", encoding="utf-8").read() == "ok\ufffd\n", open(name, encoding="latin-1").read())
os.remove(name)
os.rmdir(folder)
print(os.path.exists(name))
