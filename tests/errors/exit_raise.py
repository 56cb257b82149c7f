# raise SystemExit, its code, catching it.
import sys

for args in ((), (5,), ("text",), (1, 2), (None,)):
    try:
        sys.exit(*args) if len(args) < 2 else None
        raise SystemExit(*args)
    except SystemExit as e:
        print(args, repr(e.code), e.args)
try:
    sys.exit(1, 2)
except TypeError as e:
    print(e)
raise SystemExit(256 + 7)
