def match(value):
    match value:
        case 0 | 1 as small:
            return small
        case [first, *rest] if rest:
            return first
        case {"key": item, **others}:
            return item, others
        case Point(x=0, y=y):
            return y
        case None:
            pass
        case other:
            return other
