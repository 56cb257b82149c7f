# "During handling of the above exception, another exception occurred".
def first():
    raise KeyError("first")


def second():
    try:
        first()
    except KeyError:
        raise ValueError("second")


try:
    second()
except ValueError:
    undefined_name
