# SystemExit(None) is success; a bool counts as a number.
try:
    raise SystemExit(True)
except SystemExit as e:
    print(repr(e.code))
raise SystemExit(None)
