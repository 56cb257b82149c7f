# An error in finally while another is on its way.
def f():
    try:
        return [][1]
    finally:
        {}["key"]


f()
