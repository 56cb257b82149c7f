print("import", __name__)
from .sibling import SIBLING
from .. import VALUE
from . import sibling as brother


def leaf_function():
    return "leaf"


def relative():
    return brother.SIBLING


def sibling_value():
    return SIBLING


def up_two():
    try:
        from ... import anything
    except ImportError as e:
        return str(e)
