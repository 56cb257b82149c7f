"""Finding and loading modules in Python: loaders, finders, and modules made from specs.

The VM imports what it finds itself without this; it is loaded when a script asks for a loader, puts a
finder into sys.meta_path, or imports importlib.
"""

import sys

import _imp
from _imp import ModuleSpec

_Module = type(sys)
_POPULATE = object()


class BuiltinImporter:
    """Finder and loader of native modules."""

    _ORIGIN = "built-in"

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        if _imp.is_builtin(fullname):
            return spec_from_loader(fullname, cls, origin=cls._ORIGIN)

    @staticmethod
    def create_module(spec):
        """Make a native module."""
        if not _imp.is_builtin(spec.name):
            raise ImportError(f"{spec.name!r} is not a built-in module", name=spec.name)
        return sys.modules.get(spec.name) or _imp._create(spec.name)

    @staticmethod
    def exec_module(module):
        """Nothing: it was filled when it was made."""

    @classmethod
    def get_code(cls, fullname):
        """None: native modules have no code."""
        cls.is_package(fullname)

    get_source = get_code

    @classmethod
    def is_package(cls, fullname):
        """False: native modules are no packages."""
        if not _imp.is_builtin(fullname):
            raise ImportError(f"{fullname!r} is not a built-in module", name=fullname)
        return False


class FrozenImporter:
    """Finder and loader of Python modules that are a part of the VM."""

    _ORIGIN = "frozen"

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        if not _imp.is_frozen(fullname):
            return None
        found = _imp._find(fullname, ())
        return _spec_of(fullname, found)

    @staticmethod
    def create_module(spec):
        """Leaves it to the default."""

    @classmethod
    def exec_module(cls, module):
        """Run the module's code."""
        exec(cls.get_code(module.__spec__.name), module.__dict__)

    @staticmethod
    def get_code(fullname):
        return compile(_imp._source(fullname), f"<frozen {fullname}>", "exec", dont_inherit=True)

    @staticmethod
    def get_source(fullname):
        return _imp._source(fullname)

    @staticmethod
    def is_package(fullname):
        if not _imp.is_frozen(fullname):
            raise ImportError(f"{fullname!r} is not a frozen module", name=fullname)
        return _imp._find(fullname, ())[2] is not None


class _LoaderBasics:
    def is_package(self, fullname):
        """Whether the file is a package's __init__."""
        stem = self.get_filename(fullname).rpartition("/")[2].rpartition(".")[0]
        return stem == "__init__" and fullname.rpartition(".")[2] != "__init__"

    def create_module(self, spec):
        """Leaves it to the default."""

    def exec_module(self, module):
        """Run the module's code in its namespace."""
        code = self.get_code(module.__name__)
        if code is None:
            raise ImportError(f"cannot load module {module.__name__!r} when get_code() returns None")
        exec(code, module.__dict__)

    def load_module(self, fullname):
        """Load a module by its name alone. Deprecated."""
        return _load_module_shim(self, fullname)


class SourceLoader(_LoaderBasics):
    """A loader that gets a module's code from its source: subclasses have get_data and get_filename."""

    def path_mtime(self, path):
        raise OSError

    def path_stats(self, path):
        return {"mtime": self.path_mtime(path)}

    def get_source(self, fullname):
        path = self.get_filename(fullname)
        try:
            data = self.get_data(path)
        except OSError as e:
            raise ImportError("source not available through get_data()", name=fullname) from e
        return decode_source(data)

    def source_to_code(self, data, path, *, _optimize=-1):
        return compile(data, path, "exec", dont_inherit=True, optimize=_optimize)

    def get_code(self, fullname):
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


class FileLoader:
    """A loader of a module in a file."""

    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def __eq__(self, other):
        return self.__class__ == other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)

    def get_filename(self, name=None):
        """The path of the file. The name has to be the loader's own, if it is given."""
        self._check(name)
        return self.path

    def _check(self, name):
        if name is not None and name != self.name:
            raise ImportError(f"loader for {self.name} cannot handle {name}", name=name)

    def load_module(self, fullname=None):
        self._check(fullname)
        return _load_module_shim(self, self.name)

    def get_data(self, path):
        """The bytes of a file."""
        import _io

        with _io.open(path, "rb") as file:
            return file.read()


class SourceFileLoader(FileLoader, SourceLoader):
    """Loader of a source file."""

    def path_stats(self, path):
        import os

        st = os.stat(path)
        return {"mtime": st.st_mtime, "size": st.st_size}


class NamespaceLoader:
    """Loader of a package that is folders without code."""

    def __init__(self, name, path, path_finder=None):
        self._path = path

    def is_package(self, fullname):
        return True

    def get_source(self, fullname):
        return ""

    def get_code(self, fullname):
        return compile("", "<string>", "exec", dont_inherit=True)

    def create_module(self, spec):
        """Leaves it to the default."""

    def exec_module(self, module):
        """Nothing: there is no code."""


class PathFinder:
    """Finder of files in sys.path or a package's path, and of the library's own modules."""

    @staticmethod
    def find_spec(fullname, path=None, target=None):
        found = _imp._find(fullname, sys.path if path is None else path)
        if found is None or found[0] == "built-in":
            return None
        return _spec_of(fullname, found)

    @staticmethod
    def invalidate_caches():
        """Nothing: what was found is not remembered."""


for _class in (SourceLoader, FileLoader, SourceFileLoader, NamespaceLoader, PathFinder):
    _class.__module__ = "_frozen_importlib_external"


def _loader(how, name, origin, locations):
    """Loader of a module that the VM has imported."""
    if how == "built-in":
        return BuiltinImporter
    if how == "frozen":
        return FrozenImporter
    if how == "namespace":
        return NamespaceLoader(name, locations)
    return SourceFileLoader(name, origin)


def _spec_of(name, found):
    how, file, locations = found
    spec = ModuleSpec(name, _loader(how, name, file, locations), origin=file)
    if how in ("built-in", "frozen"):
        spec.origin = how
    spec.has_location = how == "file"
    spec.submodule_search_locations = locations
    return spec


def cache_from_source(path, debug_override=None, *, optimization=None):
    """The path of the file that would keep the compiled code of a source file."""
    import os

    head, tail = os.path.split(os.fspath(path))
    base, dot, rest = tail.rpartition(".")
    tag = sys.implementation.cache_tag
    if tag is None:
        raise NotImplementedError("sys.implementation.cache_tag is None")
    name = f"{base or rest}{dot}{tag}"
    if optimization is None:
        optimization = sys.flags.optimize or ""
    optimization = str(optimization)
    if optimization:
        if not optimization.isalnum():
            raise ValueError(f"{optimization!r} is not alphanumeric")
        name += f".opt-{optimization}"
    return os.path.join(head, "__pycache__", name + ".pyc")


def source_from_cache(path):
    """The path of the source file whose compiled code would be kept in a file."""
    import os

    if sys.implementation.cache_tag is None:
        raise NotImplementedError("sys.implementation.cache_tag is None")
    head, tail = os.path.split(os.fspath(path))
    head, folder = os.path.split(head)
    if folder != "__pycache__":
        raise ValueError(f"__pycache__ not bottom-level directory in {path!r}")
    dots = tail.count(".")
    if dots not in (2, 3):
        raise ValueError(f"expected only 2 or 3 dots in {tail!r}")
    if dots == 3:
        optimization = tail.rsplit(".", 2)[-2]
        if not optimization.startswith("opt-"):
            raise ValueError("optimization portion of filename does not start with 'opt-'")
        if not optimization[4:].isalnum():
            raise ValueError(f"optimization level {optimization[4:]!r} is not an alphanumeric value")
    return os.path.join(head, tail.partition(".")[0] + ".py")


def _get_cached(filename):
    if filename.endswith(".py"):
        try:
            return cache_from_source(filename)
        except NotImplementedError:
            return None
    return filename if filename.endswith(".pyc") else None


def decode_source(data):
    """The text of a source file's bytes, by its byte order mark or coding line."""
    return _imp._decode(data)


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=_POPULATE):
    """A spec of a module in a file."""
    import os

    if location is None:
        location = "<unknown>"
        if hasattr(loader, "get_filename"):
            try:
                location = loader.get_filename(name)
            except ImportError:
                pass
    else:
        location = os.path.abspath(os.fspath(location))
    spec = ModuleSpec(name, loader, origin=location)
    spec.has_location = True
    if loader is None:
        if not location.endswith(".py"):
            return None
        loader = spec.loader = SourceFileLoader(name, location)
    if submodule_search_locations is _POPULATE:
        if hasattr(loader, "is_package"):
            try:
                if loader.is_package(name):
                    spec.submodule_search_locations = []
            except ImportError:
                pass
    else:
        spec.submodule_search_locations = submodule_search_locations
    if spec.submodule_search_locations == [] and location:
        spec.submodule_search_locations.append(os.path.dirname(location))
    return spec


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """A spec of a module that a loader has."""
    if origin is None:
        origin = getattr(loader, "_ORIGIN", None)
    if not origin and hasattr(loader, "get_filename"):
        if is_package is None:
            return spec_from_file_location(name, loader=loader)
        search = [] if is_package else None
        return spec_from_file_location(name, loader=loader, submodule_search_locations=search)
    if is_package is None:
        is_package = False
        if hasattr(loader, "is_package"):
            try:
                is_package = loader.is_package(name)
            except ImportError:
                is_package = None
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)


def _init_module_attrs(spec, module, *, override=False):
    values = {
        "__name__": spec.name,
        "__loader__": spec.loader,
        "__package__": spec.parent,
        "__path__": spec.submodule_search_locations,
    }
    if spec.loader is None and spec.submodule_search_locations is not None:
        values["__loader__"] = NamespaceLoader(spec.name, spec.submodule_search_locations)
        module.__file__ = None
    if spec.has_location:
        values["__file__"] = spec.origin
        values["__cached__"] = spec.cached
    for name, value in values.items():
        if value is None and name in ("__path__", "__cached__"):
            continue
        if override or getattr(module, name, None) is None:
            try:
                setattr(module, name, value)
            except AttributeError:
                pass
    try:
        module.__spec__ = spec
    except AttributeError:
        pass
    return module


def module_from_spec(spec):
    """A new module as a spec describes it; it isn't run."""
    module = None
    if hasattr(spec.loader, "create_module"):
        module = spec.loader.create_module(spec)
    elif hasattr(spec.loader, "exec_module"):
        raise ImportError("loaders that define exec_module() must also define create_module()")
    if module is None:
        module = _Module(spec.name)
    return _init_module_attrs(spec, module)


def _load(spec):
    """Make and run the module of a spec, in sys.modules."""
    if spec.loader is not None and not hasattr(spec.loader, "exec_module"):
        _warn_of(spec, "exec_module() not found; falling back to load_module()")
        spec.loader.load_module(spec.name)
        module = sys.modules.pop(spec.name)
        sys.modules[spec.name] = module
        return _init_module_attrs(spec, module)
    module = module_from_spec(spec)
    spec._initializing = True
    try:
        sys.modules[spec.name] = module
        try:
            if spec.loader is None:
                if spec.submodule_search_locations is None:
                    raise ImportError("missing loader", name=spec.name)
            else:
                spec.loader.exec_module(module)
        except:
            sys.modules.pop(spec.name, None)
            raise
        # The module may have put something else in its place.
        module = sys.modules.pop(spec.name)
        sys.modules[spec.name] = module
    finally:
        spec._initializing = False
    return module


def _exec(spec, module):
    """Run the module of a spec again."""
    name = spec.name
    if sys.modules.get(name) is not module:
        raise ImportError(f"module {name!r} not in sys.modules", name=name)
    try:
        if spec.loader is None:
            if spec.submodule_search_locations is None:
                raise ImportError("missing loader", name=name)
            _init_module_attrs(spec, module, override=True)
        else:
            _init_module_attrs(spec, module, override=True)
            if hasattr(spec.loader, "exec_module"):
                spec.loader.exec_module(module)
            else:
                _warn_of(spec, "exec_module() not found; falling back to load_module()")
                spec.loader.load_module(name)
    finally:
        module = sys.modules.pop(name)
        sys.modules[name] = module
    return module


def _warn_of(spec, text):
    from _warnings import warn

    loader = spec.loader
    name = f"{type(loader).__module__}.{type(loader).__qualname__}"
    warn(f"{name}.{text}", ImportWarning, 2)


def _load_module_shim(loader, fullname):
    from _warnings import warn

    warn(
        "the load_module() method is deprecated and slated for removal in Python 3.15; use exec_module() instead",
        DeprecationWarning,
        2,
    )
    spec = spec_from_loader(fullname, loader)
    if fullname in sys.modules:
        _exec(spec, sys.modules[fullname])
        return sys.modules[fullname]
    return _load(spec)


def _find_spec(name, path, target=None):
    """The spec that the first finder in sys.meta_path has for a module, or None."""
    if sys.meta_path is None:
        raise ImportError("sys.meta_path is None, Python is likely shutting down")
    for finder in sys.meta_path:
        find = getattr(finder, "find_spec", None)
        if find is None:
            continue
        spec = find(name, path, target)
        if spec is not None:
            return spec


def _resolve_name(name, package, level):
    """The full name of one that is relative to a package."""
    parts = package.rsplit(".", level - 1)
    if len(parts) < level:
        raise ImportError("attempted relative import beyond top-level package")
    return f"{parts[0]}.{name}" if name else parts[0]


_own = (BuiltinImporter, FrozenImporter, PathFinder)
sys.meta_path.extend(_own)
_imp._set_finders(_own)
