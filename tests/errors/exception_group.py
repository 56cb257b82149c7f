# An uncaught exception group, nested, is drawn as a tree.
def fail(kind, text):
    try:
        raise kind(text)
    except kind as e:
        return e


raise ExceptionGroup(
    "several",
    [fail(ValueError, "first"), ExceptionGroup("inner", [fail(KeyError, "k"), fail(TypeError, "two\nlines")]), OSError(2, "plain")],
)
