"""Abstract base classes of finders and loaders."""

import abc

import _frozen_importlib as _bootstrap

__all__ = ["Loader", "MetaPathFinder", "PathEntryFinder", "ResourceLoader", "InspectLoader",
           "ExecutionLoader", "FileLoader", "SourceLoader"]


class Loader(metaclass=abc.ABCMeta):
    def create_module(self, spec):
        """A new module, or None for a usual one."""
        return None

    def load_module(self, fullname):
        """Load a module by its name alone. Deprecated: define exec_module."""
        if not hasattr(self, "exec_module"):
            raise ImportError
        return _bootstrap._load_module_shim(self, fullname)


class MetaPathFinder(metaclass=abc.ABCMeta):
    def invalidate_caches(self):
        """Forget what is known of places."""


class PathEntryFinder(metaclass=abc.ABCMeta):
    def invalidate_caches(self):
        """Forget what is known of the place."""


class ResourceLoader(Loader):
    @abc.abstractmethod
    def get_data(self, path):
        """The bytes at a path."""
        raise OSError


class InspectLoader(Loader):
    def is_package(self, fullname):
        """Whether the module is a package."""
        raise ImportError

    def get_code(self, fullname):
        """The module's code; None if it has none."""
        source = self.get_source(fullname)
        if source is None:
            return None
        return self.source_to_code(source)

    @abc.abstractmethod
    def get_source(self, fullname):
        """The module's source; None if it has none."""
        raise ImportError

    @staticmethod
    def source_to_code(data, path="<string>"):
        return compile(data, path, "exec", dont_inherit=True)

    exec_module = _bootstrap._LoaderBasics.exec_module
    load_module = _bootstrap._LoaderBasics.load_module


class ExecutionLoader(InspectLoader):
    @abc.abstractmethod
    def get_filename(self, fullname):
        """What __file__ is to be."""
        raise ImportError

    def get_code(self, fullname):
        source = self.get_source(fullname)
        if source is None:
            return None
        try:
            path = self.get_filename(fullname)
        except ImportError:
            return self.source_to_code(source)
        return self.source_to_code(source, path)


class FileLoader(_bootstrap.FileLoader, ResourceLoader, ExecutionLoader):
    pass


class SourceLoader(_bootstrap.SourceLoader, ResourceLoader, ExecutionLoader):
    def path_mtime(self, path):
        """When the file was changed last."""
        return int(self.path_stats(path)["mtime"])

    def path_stats(self, path):
        return {"mtime": self.path_mtime(path)}


MetaPathFinder.register(_bootstrap.BuiltinImporter)
MetaPathFinder.register(_bootstrap.FrozenImporter)
MetaPathFinder.register(_bootstrap.PathFinder)
InspectLoader.register(_bootstrap.BuiltinImporter)
InspectLoader.register(_bootstrap.FrozenImporter)
FileLoader.register(_bootstrap.SourceFileLoader)
SourceLoader.register(_bootstrap.SourceFileLoader)
InspectLoader.register(_bootstrap.NamespaceLoader)
