"""Checks of enumerations, and members as names of a module; `enum` shows them."""

from enum import Flag, ReprEnum, StrEnum, _is_single_bit, _iter_bits

__name__ = "enum"


def unique(enumeration):
    """Class decorator: ValueError if there are aliases."""
    duplicates = [(name, m.name) for name, m in enumeration.__members__.items() if name != m.name]
    if duplicates:
        shown = ", ".join(f"{alias} -> {name}" for alias, name in duplicates)
        raise ValueError(f"duplicate values found in {enumeration!r}: {shown}")
    return enumeration


class EnumCheck(StrEnum):
    """What verify() can check."""
    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class verify:
    """Class decorator: checks an enumeration."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        cls_name = enumeration.__name__
        is_flag = issubclass(enumeration, Flag)
        for check in self.checks:
            if check is UNIQUE:
                duplicates = [(name, m.name) for name, m in enumeration.__members__.items()
                              if name != m.name]
                if duplicates:
                    shown = ", ".join(f"{alias} -> {name}" for alias, name in duplicates)
                    raise ValueError(f"aliases found in {enumeration!r}: {shown}")
            elif check is CONTINUOUS:
                values = {m.value for m in enumeration}
                if len(values) < 2:
                    continue
                low, high = min(values), max(values)
                missing = []
                if is_flag:
                    for i in range(low.bit_length(), high.bit_length() - 1):
                        if 2 ** i not in values:
                            missing.append(2 ** i)
                else:
                    missing = [i for i in range(low + 1, high) if i not in values]
                if missing:
                    raise ValueError(("invalid %s %r: missing values %s" % (
                        "flag" if is_flag else "enum", cls_name, ", ".join(map(str, missing))))[:256])
            elif check is NAMED_FLAGS:
                singles = [m._value_ for m in enumeration]
                names, missing = [], 0
                for name, alias in enumeration._member_map_.items():
                    if name in enumeration._member_names_ or alias.value < 0:
                        continue
                    bits = [v for v in _iter_bits(alias.value) if v not in singles]
                    if bits:
                        names.append(name)
                        for v in bits:
                            missing |= v
                if names:
                    if len(names) == 1:
                        alias = f"alias {names[0]} is missing"
                    else:
                        alias = f"aliases {', '.join(names[:-1])} and {names[-1]} are missing"
                    value = (f"value {missing:#x}" if _is_single_bit(missing)
                             else f"combined values of {missing:#x}")
                    raise ValueError(f"invalid Flag {cls_name!r}: {alias} {value} "
                                     "[use enum.show_flag_values(value) for details]")
        return enumeration


def show_flag_values(value):
    """The bits of a value, as numbers."""
    return list(_iter_bits(value))


def global_enum_repr(self):
    """module.NAME"""
    return f"{self.__class__.__module__.split('.')[-1]}.{self._name_}"


def global_flag_repr(self):
    """module.NAME, combinations too."""
    module = self.__class__.__module__.split(".")[-1]
    if self._name_ is None:
        return f"{module}.{self.__class__.__name__}({self._value_})"
    return "|".join(f"{module}.{name}" for name in self._name_.split("|"))


def global_str(self):
    """The name."""
    if self._name_ is None:
        return f"{self.__class__.__name__}({self._value_!r})"
    return self._name_


def global_enum(cls, update_str=False):
    """Class decorator: the members become names of the module too."""
    import sys
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if not issubclass(cls, ReprEnum) or update_str:
        cls.__str__ = global_str
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls


def pickle_by_global_name(self, proto):
    """For __reduce_ex__: the member is found by its name in the module."""
    return self.name


def pickle_by_enum_name(self, proto):
    """For __reduce_ex__: the member is found by its name in the class."""
    return getattr, (self.__class__, self._name_)
