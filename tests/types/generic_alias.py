# list[int], int | None: generic aliases and unions.
print(list[int], dict[str, int], tuple[()], tuple[int, ...], list['x'], list[list[int]], list[None], list[int].__origin__, list[int].__args__, list[int].__parameters__)
print(list[int](), list[int]([1,2]), list[int]==list[int], list[int]==list[str], hash(list[int])==hash(list[int]), list[int].__name__, list[int].append)
print(int|str, int|None, None|int, int|int, int|str|int, (int|str)|(str|float), (int|str).__args__, (int|str)==(str|int), isinstance(1,int|str), isinstance(None, int|None), issubclass(bool,int|str), list[int]|None, hash(int|str)==hash(str|int), list|None)
for f in (lambda: isinstance([], list[int]), lambda: issubclass(list, list[int]), lambda: list[int][str], lambda: list[int].foo, lambda: int|5, lambda: 5|int, lambda: int|'x', lambda: (int|str)[int], lambda: int[str], lambda: isinstance('', int|list[int])):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class L(list[int]): pass
print(L.__mro__, L.__orig_bases__, L.__bases__, L([1]))
def f(x: list[int] | None = None) -> dict[str, int]: return {}
print(f.__annotations__, [x for x in list[int]], set[int], frozenset[int], type[int], enumerate[int])
