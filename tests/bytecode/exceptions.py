def handled(f):
    try:
        f()
    except (ValueError, TypeError) as e:
        return e
    except Exception:
        raise
    else:
        f.done()
    finally:
        f.close()


def managed(path):
    for name in path:
        with open(name) as a, a.b:
            if a:
                break
            return a.read()


def checked(x):
    assert x > 0, "positive"
    del x
    return x
