# import of modules and packages beside the script in every form.
import _pkg
import _pkg.sub.leaf
import _pkg.sub as shortcut
import _single
from _pkg import helper, VALUE as renamed
from _pkg.sub import leaf
from _pkg.sub.leaf import leaf_function as lf
from _star import *

print(_pkg.VALUE, renamed, helper(2), shortcut.NAME, leaf is _pkg.sub.leaf, lf())
print(_single.counter, _single.__name__, _single.__doc__)
print(shown, also_shown, "_hidden" in globals(), "unlisted" in globals())
import _single as again

print(again is _single, again.counter)
import sys

print(sys.modules["_single"] is _single, "_pkg.sub.leaf" in sys.modules)
print(_pkg.__name__, _pkg.__package__, _pkg.sub.__name__, _pkg.sub.__package__, leaf.__package__, _single.__package__ == "")
print(_pkg.__file__.endswith("__init__.py"), len(_pkg.__path__), hasattr(_single, "__path__"))
print(leaf.relative(), leaf.sibling_value(), leaf.up_two())
for statement in (
    "import no_such_module",
    "import _pkg.nope",
    "import _single.x",
    "from _pkg import nope",
    "from _single import nope",
    "from . import x",
    "from _pkg.sub.leaf import a, b",
    "import _broken",
    "import _broken",
    "from _pkg.sub.leaf.deeper import x",
):
    try:
        exec(statement)
    except ImportError as e:
        print(statement, "->", type(e).__name__, str(e).split(" (")[0], e.name)
    except Exception as e:
        print(statement, "->", type(e).__name__, e, "_broken" in sys.modules)


def local_import():
    import _single as inner
    from _pkg import sub

    return inner is _single, sub is shortcut


print(local_import(), "inner" in globals())
del sys.modules["_single"]
import _single as fresh

print(fresh is again, fresh.counter)
module = __import__("_pkg.sub.leaf")
print(module.__name__, __import__("_pkg.sub", fromlist=["leaf"]).__name__)
import importlib

print(importlib.import_module("_pkg.sub").NAME, importlib.import_module(".leaf", "_pkg.sub").__name__)
import _cycle_a

print(_cycle_a.value, _cycle_a.get_b())
sys.modules["fake"] = type(sys)("fake")
import fake

print(fake.__name__, fake)
sys.modules["blocked"] = None
try:
    import blocked
except ImportError as e:
    print(type(e).__name__, e)
import _replaces_itself

print(_replaces_itself)
from _getattr import anything, other

print(anything, other)
try:
    from _getattr import forbidden
except ImportError as e:
    print(str(e).split(" (")[0])
