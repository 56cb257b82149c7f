# Opening files that can't be opened.
for name, mode in (("no/such/file.txt", "r"), (".", "r"), ("x", "zz"), ("", "r"), ("missing", "rb")):
    try:
        open(name, mode)
    except (OSError, ValueError) as e:
        print(type(e).__name__, e)
open("does-not-exist.txt")
