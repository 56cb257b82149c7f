# "The above exception was the direct cause", and "from None".
def low():
    return {}["config"]


def mid():
    try:
        low()
    except KeyError as e:
        raise RuntimeError("cannot load") from e


def top():
    try:
        mid()
    except RuntimeError as e:
        try:
            raise ValueError("hidden")
        except ValueError:
            raise LookupError("gave up") from e


def quiet():
    try:
        top()
    except LookupError as e:
        print(repr(e), repr(e.__context__))
        raise


quiet()
