# An error in a decorator and in a decorated call.
def deco(f):
    def wrapper(*args):
        return f(*args) + 1

    return wrapper


@deco
def text():
    return "x"


text()
