# Exceptions, handlers and finally around comprehensions, lambdas, generators, nested functions.
def f(n):
    try:
        return [10 // (i - n) for i in range(3)]
    except ZeroDivisionError as e:
        return f"caught {e}"
    finally:
        print("finally", n, end=" ")


print(f(1))
print(f(5))


def g():
    try:
        yield from (1 // x for x in (1, 0))
    except ZeroDivisionError:
        yield "inside"


print(list(g()))


def nested():
    for i in range(3):
        try:
            try:
                if i == 1:
                    raise KeyError(i)
                print("body", i)
            except ValueError:
                print("wrong handler")
            finally:
                print("inner finally", i)
        except KeyError as e:
            print("outer handler", e)
            continue
        else:
            print("outer else", i)


nested()


def depth(n):
    if n == 0:
        raise ValueError("deep")
    try:
        depth(n - 1)
    except KeyError:
        pass
    finally:
        if n % 10 == 0:
            print(n, end=" ")


try:
    depth(30)
except ValueError as e:
    tb = e.__traceback__
    count = 0
    while tb:
        count += 1
        tb = tb.tb_next
    print(e, count)
e = 5
try:
    raise ValueError("x")
except ValueError as e:
    pass
print("e" in globals())


def unbound_after():
    e = 1
    try:
        1 / 0
    except ZeroDivisionError as e:
        pass
    try:
        return e
    except UnboundLocalError as err:
        return str(err)


print(unbound_after())


def del_in_handler():
    try:
        1 / 0
    except ZeroDivisionError as e:
        del e
    return "fine"


print(del_in_handler())


def reassign():
    try:
        1 / 0
    except ZeroDivisionError as e:
        e = "new value"
    try:
        e
    except UnboundLocalError:
        return "deleted anyway"


print(reassign())
saved = None
try:
    {}["k"]
except KeyError as exc:
    saved = exc
print(repr(saved), saved.__traceback__.tb_lineno > 0, saved.args)
stack = []
for exc_type in (ValueError, KeyError, OSError):
    try:
        try:
            raise exc_type("t")
        except (KeyError, OSError) as x:
            stack.append(type(x).__name__)
            raise
    except Exception as x:
        stack.append(repr(x))
print(stack)
