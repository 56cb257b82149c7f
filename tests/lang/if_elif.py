# if, elif, else; nested; conditions of every kind; empty suites on one line.
def grade(n):
    if n >= 90: return "A"
    elif n >= 80: return "B"
    elif n >= 70:
        if n >= 75:
            return "C+"
        else:
            return "C"
    else:
        return "F"


print([grade(n) for n in (95, 85, 76, 71, 5)])
if []: print("never")
elif "": print("never")
else: print("else")
if 1: pass
if 1: print("a"); print("b")
x = 5
if x == 5 and not x != 5 or undefined: print("short circuit")
if (y := x * 2) > 5: print(y)
if None: undefined
if 0: pass
elif 0.0: pass
elif x: print("third")
if not x: pass
else:
    if x > 3:
        if x > 4:
            if x > 5: print("no")
            else: print("deep")
print("yes" if x else "no", "a" if x > 9 else "b" if x > 4 else "c")
if __name__ == "__main__": print("main")
if x in (1, 5) and x is not None and x not in [7]: print("membership")
if True:
    def inside(): return "defined in if"
print(inside())
if x:
    z = 1
else:
    w = 1
print(z, "w" in globals())
