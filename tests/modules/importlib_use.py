# importlib: import_module, reload, specs, loaders, finders in sys.meta_path, namespace packages.
import sys
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import math


def attempt(f):
    try:
        r = f()
    except Exception as e:
        r = f"{type(e).__name__}: {e}"
    print(str(r).replace(__file__.rpartition("/")[0], ""))


for name, package in (
    ("_hooked", None),
    (".inner", "_hooked"),
    ("._reloaded", "x"),
    (".x", None),
    (".x", ""),
    ("nope", None),
    ("_hooked.nope", None),
    ("_reloaded.x", None),
    ("", None),
    ("...x", "_hooked.inner"),
):
    attempt(lambda: importlib.import_module(name, package).__name__)
attempt(lambda: importlib.import_module(5))

import _reloaded

print(_reloaded.count, importlib.reload(_reloaded) is _reloaded, _reloaded.count)
attempt(lambda: importlib.reload(5))
del sys.modules["_reloaded"]
attempt(lambda: importlib.reload(_reloaded))
print(importlib.reload(math) is math, importlib.invalidate_caches())

spec = importlib.util.find_spec("_hooked.inner")
print(spec.name, spec.parent, spec.has_location, spec.submodule_search_locations, spec.origin.endswith("inner.py"))
print(type(spec.loader).__name__, spec.loader.name, spec.loader.path == spec.origin, spec.loader.get_source(spec.name))
print(spec.cached.endswith(".pyc"), "__pycache__" in spec.cached, spec == spec, spec.loader_state)
spec = importlib.util.find_spec("sys")
print(spec, spec.parent == "", spec.cached)
for name in ("nope", "nope.x", "math.x", ".x", "_ns.part.leaf"):
    attempt(lambda: importlib.util.find_spec(name) and "found")
sys.modules["empty"] = None
attempt(lambda: importlib.util.find_spec("empty"))
sys.modules["bare"] = type(sys)("bare")
attempt(lambda: importlib.util.find_spec("bare"))
print(importlib.util.resolve_name("..a", "b.c"), importlib.util.resolve_name("a", None))
attempt(lambda: importlib.util.resolve_name("...a", "b.c"))
attempt(lambda: importlib.util.resolve_name(".a", ""))

spec = importlib.util.spec_from_file_location("by_path", "_reloaded.py")
module = importlib.util.module_from_spec(spec)
print(module.__name__, module.__package__ == "", module.__file__.endswith("_reloaded.py"), hasattr(module, "count"))
spec.loader.exec_module(module)
print(module.count, "by_path" in sys.modules, importlib.util.spec_from_file_location("x", "file.txt"))
print(importlib.util.module_from_spec(importlib.machinery.ModuleSpec("plain", None)))
package = importlib.util.spec_from_file_location("pack", "_hooked/__init__.py")
print(len(package.submodule_search_locations), package.parent)

import _ns.part.leaf

print(_ns.part.leaf.VALUE, _ns.__file__, list(_ns.__path__)[0].endswith("_ns"), _ns.__spec__.origin)
print(_ns.__package__, _ns.part.__spec__.parent, type(_ns.__loader__).__name__)


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    sources = {"made": "import made.sub\nvalue = made.sub.value", "made.sub": "value = __name__", "broken": "1/0"}

    def find_spec(self, name, path, target=None):
        print("asked for", name, path)
        if name in self.sources:
            return importlib.util.spec_from_loader(name, self, is_package=name == "made", origin="here")

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(self.sources[module.__name__], module.__dict__)


finder = Finder()
sys.meta_path.insert(0, finder)
import made

print(made.value, made, made.__loader__ is finder, made.__path__, made.sub.__package__, made.__spec__)
try:
    import broken
except ZeroDivisionError as e:
    print(e, "broken" in sys.modules)
try:
    import missing
except ModuleNotFoundError as e:
    print(e, e.name)
sys.meta_path.remove(finder)
sys.meta_path.append(finder)
del sys.modules["made"], sys.modules["made.sub"], sys.modules["_hooked"]
import _hooked
import made

sys.meta_path.remove(finder)
kept = sys.meta_path[:]
del sys.meta_path[:]
sys.modules.pop("_reloaded", None)
attempt(lambda: __import__("_reloaded"))
sys.meta_path[:] = kept
attempt(lambda: __import__("_reloaded").__name__)


class Returns:
    @staticmethod
    def find_spec(name, path, target=None):
        if name == "loaderless":
            return importlib.machinery.ModuleSpec(name, None)


sys.meta_path.append(Returns)
attempt(lambda: __import__("loaderless"))
for bad in (
    lambda: importlib.machinery.ModuleSpec("a", None, x=1),
    lambda: hash(spec),
):
    attempt(bad)
s = importlib.machinery.ModuleSpec("a.b", "L", origin="or", is_package=True)
print(s, s.parent, s == importlib.machinery.ModuleSpec("a.b", "L", origin="or", is_package=True), s == 5, type(s))
s.has_location, s.cached, s.loader = True, "c", None
print(s.has_location, s.cached, s)
print(type(sys)("x"), sys)
