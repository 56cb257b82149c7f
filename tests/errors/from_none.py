# "raise from None" hides the context.
def f():
    try:
        int("x")
    except ValueError:
        raise TypeError("only this is shown") from None


f()
