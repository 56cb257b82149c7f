# Errors in the body and in __exit__: both are shown.
class CM:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        raise RuntimeError("exit failed")


with CM():
    raise ValueError("body failed")
