# __traceback__, tb_next, tb_lineno, frames; with_traceback; the traceback of a caught error.
import sys


def a():
    b()


def b():
    raise ValueError("b")


try:
    a()
except ValueError as e:
    tb = e.__traceback__
    while tb:
        print(tb.tb_frame.f_code.co_name, tb.tb_lineno, tb.tb_frame.f_lineno)
        tb = tb.tb_next
    saved = e
try:
    raise saved
except ValueError as e:
    n, tb = 0, e.__traceback__
    while tb:
        n, tb = n + 1, tb.tb_next
    print(n)
try:
    raise saved.with_traceback(None)
except ValueError as e:
    print(e.__traceback__.tb_next)
raise saved
