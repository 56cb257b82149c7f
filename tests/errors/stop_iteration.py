# next() on an empty iterator, uncaught.
values = iter([])
first = next(values)
