"""Enumerations: classes whose attributes are a fixed set of named constants."""

from types import DynamicClassAttribute, MappingProxyType

__all__ = ["EnumType", "EnumMeta", "EnumDict", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag",
           "ReprEnum", "auto", "unique", "property", "verify", "member", "nonmember", "FlagBoundary",
           "STRICT", "CONFORM", "EJECT", "KEEP", "global_flag_repr", "global_enum_repr",
           "global_str", "global_enum", "EnumCheck", "CONTINUOUS", "NAMED_FLAGS", "UNIQUE",
           "pickle_by_global_name", "pickle_by_enum_name"]

# The base classes themselves, once they are made; _Flag when `_enum_flag` is first needed.
Enum = ReprEnum = _Flag = None

_builtin_property = __builtins__["property"] if isinstance(__builtins__, dict) else __builtins__.property


class nonmember:
    """Keeps an attribute of the class body from becoming a member."""

    def __init__(self, value):
        self.value = value


class member:
    """Makes an attribute of the class body a member, whatever it is."""

    def __init__(self, value):
        self.value = value


class auto:
    """A value that the class gives out."""

    def __init__(self, value=None):
        self.value = value

    def __repr__(self):
        return f"auto({self.value!r})" if self.value is not None else "auto()"


_unset = object()


def __getattr__(name):
    if name in ("Flag", "IntFlag", "FlagBoundary", "STRICT", "CONFORM", "EJECT", "KEEP", "bin"):
        import _enum_flag
        value = globals()[name] = getattr(_enum_flag, name)
        return value
    # Tools that few programs need are made when somebody asks for them.
    if name in ("unique", "EnumCheck", "CONTINUOUS", "NAMED_FLAGS", "UNIQUE", "verify",
                "show_flag_values", "global_enum_repr", "global_flag_repr", "global_str",
                "global_enum", "pickle_by_global_name", "pickle_by_enum_name"):
        import _enum_tools
        value = globals()[name] = getattr(_enum_tools, name)
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class property(DynamicClassAttribute):
    """A property of members; on the class, the member of that name is found."""

    member = None
    name = None
    clsname = None

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            if self.member is not None:
                return self.member
            raise AttributeError(f"{ownerclass!r} has no attribute {self.name!r}")
        if self.fget is not None:
            return self.fget(instance)
        if self.member is not None:
            return self.member
        raise AttributeError(f"{ownerclass!r} has no attribute {self.name!r}")

    def __set__(self, instance, value):
        if self.fset is not None:
            return self.fset(instance, value)
        raise AttributeError(f"<enum {self.clsname!r}> cannot set attribute {self.name!r}")

    def __delete__(self, instance):
        if self.fdel is not None:
            return self.fdel(instance)
        raise AttributeError(f"<enum {self.clsname!r}> cannot delete attribute {self.name!r}")

    def __set_name__(self, ownerclass, name):
        self.name = name
        self.clsname = ownerclass.__name__


def _is_descriptor(obj):
    return hasattr(obj, "__get__") or hasattr(obj, "__set__") or hasattr(obj, "__delete__")


def _is_dunder(name):
    return (len(name) > 4 and name[:2] == name[-2:] == "__" and name[2] != "_" and name[-3] != "_")


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"


def _is_private(cls_name, name):
    pattern = f"_{cls_name}__"
    return (len(name) > len(pattern) and name.startswith(pattern)
            and name[len(pattern)] != "_" and not name.endswith("__"))


def _is_single_bit(num):
    return num > 0 and num & (num - 1) == 0


def _iter_bits(num):
    """The bits of a number that are set, the lowest first."""
    if isinstance(num, Enum):
        num = num.value
    if num < 0:
        raise ValueError(f"{num!r} is not a positive integer")
    while num:
        bit = num & -num
        yield bit
        num ^= bit


class EnumDict(dict):
    """The namespace of a class body: notes which names become members."""

    def __init__(self, cls_name=None):
        super().__init__()
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._auto_called = False
        self._cls_name = cls_name
        self._generate_next_value = None

    def __setitem__(self, key, value):
        if self._cls_name is not None and _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            if key not in ("_order_", "_generate_next_value_", "_numeric_repr_", "_missing_",
                           "_ignore_", "_iter_member_", "_iter_member_by_value_",
                           "_iter_member_by_def_", "_add_alias_", "_add_value_alias_",
                           "_value_repr_"):
                raise ValueError(f"_sunder_ names, such as {key!r}, are reserved for future Enum use")
            if key == "_generate_next_value_":
                if self._auto_called:
                    raise TypeError("_generate_next_value_ must be defined before members")
                self._generate_next_value = getattr(value, "__func__", value)
            elif key == "_ignore_":
                value = value.replace(",", " ").split() if isinstance(value, str) else list(value)
                self._ignore = value
                already = set(value) & set(self._member_names)
                if already:
                    raise ValueError(f"_ignore_ cannot specify already set names: {already!r}")
        elif _is_dunder(key):
            if key == "__order__":
                key = "_order_"
        elif key in self._member_names:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif not isinstance(value, member) and _is_descriptor(value):
            pass
        else:
            if key in self:
                raise TypeError(f"{key!r} already defined as {self[key]!r}")
            if isinstance(value, member):
                value = value.value
            elif isinstance(value, auto):
                value = self._resolve(key, value)
            elif type(value) is tuple and any(isinstance(v, auto) for v in value):
                value = tuple(self._resolve(key, v) if isinstance(v, auto) else v for v in value)
            self._member_names[key] = None
            self._last_values.append(value)
        super().__setitem__(key, value)

    def _resolve(self, key, value):
        """The value that an auto() stands for."""
        if value.value is None:
            self._auto_called = True
            value.value = self._generate_next_value(key, 1, len(self._member_names),
                                                    self._last_values[:])
        return value.value

    @_builtin_property
    def member_names(self):
        return list(self._member_names)

    def update(self, members, *more_members):
        for key in members.keys() if hasattr(members, "keys") else [k for k, _ in members]:
            self[key] = dict(members)[key]
        for key, value in more_members:
            self[key] = value


_EnumDict = EnumDict


class EnumType(type):
    """Metaclass of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        enum_dict = EnumDict(cls)
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        if first_enum is not None:
            enum_dict["_generate_next_value_"] = getattr(first_enum, "_generate_next_value_", None)
        return enum_dict

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if _simple:
            return super().__new__(metacls, cls, bases, classdict, **kwds)
        names = list(classdict._member_names)
        for name in names:
            if name == "mro":
                raise ValueError("invalid enum member name(s) 'mro'")
        ignore = classdict.get("_ignore_", [])
        body = {k: v for k, v in classdict.items()
                if k not in names and k not in ignore and k != "_ignore_"}
        order = body.pop("_order_", None)
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        __new__, save_new, use_args = metacls._find_new_(classdict, member_type, first_enum)
        body["_new_member_"] = __new__
        body["_use_args_"] = use_args
        gnv = body.get("_generate_next_value_")
        if gnv is not None and not isinstance(gnv, staticmethod):
            body["_generate_next_value_"] = staticmethod(gnv)
        body["_member_names_"] = []
        body["_member_map_"] = {}
        body["_value2member_map_"] = {}
        body["_unhashable_values_"] = []
        body["_member_type_"] = member_type
        if boundary is None:
            boundary = getattr(first_enum, "_boundary_", None)
        body["_boundary_"] = boundary
        body["_flag_mask_"] = 0
        body["_singles_mask_"] = 0
        body["_all_bits_"] = 0
        body["_inverted_"] = None
        enum_class = super().__new__(metacls, cls, bases, body, **kwds)
        is_flag = _Flag is not None and issubclass(enum_class, _Flag)
        for name in names:
            enum_class._add_member_(name, classdict[name], is_flag)
        if is_flag:
            metacls._finish_flag(enum_class)
        # A type that is mixed in has its own way of showing and copying itself.
        if ReprEnum is None or not issubclass(enum_class, ReprEnum):
            metacls._own_methods(enum_class, classdict, member_type)
        elif "__format__" not in classdict or "__str__" not in classdict:
            metacls._type_methods(enum_class, classdict, member_type)
        if Enum is not None and save_new:
            enum_class.__new_member__ = __new__
        if Enum is not None:
            enum_class.__new__ = Enum.__new__
        if order is not None:
            order = order.replace(",", " ").split() if isinstance(order, str) else list(order)
            if is_flag:
                order = [o for o in order if o in enum_class._member_names_]
            else:
                order = [o for o in order if o not in enum_class._member_map_
                         or enum_class._member_map_[o]._name_ == o]
            if order != enum_class._member_names_:
                raise TypeError("member order does not match _order_:\n"
                                f"  {enum_class._member_names_!r}\n  {order!r}")
        return enum_class

    @staticmethod
    def _own_methods(enum_class, classdict, member_type):
        if Enum is None:
            return
        for name in ("__repr__", "__str__", "__format__", "__reduce_ex__"):
            if name in classdict:
                continue
            found = getattr(enum_class, name)
            if found in (getattr(member_type, name, None), getattr(object, name, None)):
                setattr(enum_class, name, getattr(Enum, name))
        if _Flag is not None and issubclass(enum_class, _Flag):
            for name in ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__",
                         "__invert__"):
                if name not in classdict:
                    setattr(enum_class, name, getattr(_Flag, name))

    @staticmethod
    def _type_methods(enum_class, classdict, member_type):
        if Enum is None:
            return
        if "__format__" not in classdict:
            enum_class.__format__ = member_type.__format__
        if "__str__" not in classdict:
            method = member_type.__str__
            if method is object.__str__:
                method = member_type.__repr__
            enum_class.__str__ = method
        if "__repr__" not in classdict and enum_class.__repr__ is member_type.__repr__:
            enum_class.__repr__ = (
                _Flag if _Flag is not None and issubclass(enum_class, _Flag) else Enum).__repr__
        if "__reduce_ex__" not in classdict:
            enum_class.__reduce_ex__ = Enum.__reduce_ex__
        if _Flag is not None and issubclass(enum_class, _Flag):
            for name in ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__",
                         "__invert__"):
                if name not in classdict:
                    setattr(enum_class, name, getattr(_Flag, name))

    @staticmethod
    def _finish_flag(enum_class):
        single = multi = 0
        for m in enum_class._member_map_.values():
            value = m._value_
            if not isinstance(value, int):
                continue
            if _is_single_bit(value):
                single |= value
            else:
                multi |= value
        enum_class._flag_mask_ = single | multi
        enum_class._singles_mask_ = single
        enum_class._all_bits_ = 2 ** enum_class._flag_mask_.bit_length() - 1
        values = [m._value_ for m in enum_class]
        if sorted(values) != values:
            enum_class._iter_member_ = enum_class._iter_member_by_def_

    def _add_member_(cls, name, value, is_flag):
        """Makes the member of a name and value, or an alias of the one that has the value."""
        args = value if isinstance(value, tuple) else (value,)
        member_type = cls._member_type_
        if member_type is tuple:
            args = (args,)
        if not cls._use_args_:
            enum_member = cls._new_member_(cls)
        else:
            enum_member = cls._new_member_(cls, *args)
        if not hasattr(enum_member, "_value_"):
            if member_type is object:
                enum_member._value_ = value
            else:
                try:
                    enum_member._value_ = member_type(*args)
                except Exception as exc:
                    raise TypeError(f"_value_ not set in __new__, unable to create it") from exc
        value = enum_member._value_
        enum_member._name_ = name
        enum_member.__objclass__ = cls
        enum_member.__init__(*args)
        enum_member._sort_order_ = len(cls._member_names_)
        canonical = None
        try:
            canonical = cls._value2member_map_.get(value)
        except TypeError:
            for m in cls._member_map_.values():
                if m._value_ == value:
                    canonical = m
                    break
        if canonical is not None:
            enum_member = canonical
        elif (not is_flag or not isinstance(value, int) or _is_single_bit(value)
              or cls._boundary_ == "keep" and value):
            cls._member_names_.append(name)
        descriptor = None
        for base in cls.__mro__[1:]:
            attr = base.__dict__.get(name)
            if attr is not None:
                if isinstance(attr, (property, DynamicClassAttribute)):
                    descriptor = attr
                break
        if descriptor is not None:
            redirect = property(descriptor.fget, descriptor.fset, descriptor.fdel,
                                descriptor.__doc__ or "")
            redirect.member = enum_member
            redirect.__set_name__(cls, name)
            type.__setattr__(cls, name, redirect)
        else:
            type.__setattr__(cls, name, enum_member)
        cls._member_map_[name] = enum_member
        try:
            cls._value2member_map_.setdefault(value, enum_member)
        except TypeError:
            cls._unhashable_values_.append(value)

    def __bool__(cls):
        return True

    def __call__(cls, value, names=_unset, *values, module=None, qualname=None, type=None, start=1,
                 boundary=None):
        if cls._member_map_:
            if names is not _unset:
                value = (value, names, *values)
            return cls.__new__(cls, value)
        if names is _unset and type is None:
            raise TypeError(f"{cls!r} has no members; specify `names=()` if you meant to create "
                            "a new, empty, enum")
        return cls._create_(value, None if names is _unset else names, module=module,
                            qualname=qualname, type=type, start=start, boundary=boundary)

    def __contains__(cls, value):
        if isinstance(value, cls):
            return True
        try:
            if value in cls._value2member_map_:
                return True
        except TypeError:
            pass
        if value in cls._unhashable_values_:
            return True
        if _Flag is not None and issubclass(cls, _Flag):
            try:
                return isinstance(cls._missing_(value), cls)
            except (ValueError, TypeError):
                return False
        return False

    def __delattr__(cls, attr):
        if attr in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"{cls.__name__!r} cannot delete member {attr!r}.")
        super().__delattr__(attr)

    def __dir__(cls):
        interesting = {"__class__", "__contains__", "__doc__", "__getitem__", "__iter__", "__len__",
                       "__members__", "__module__", "__name__", "__qualname__", *cls._member_names_}
        if cls._new_member_ is not object.__new__:
            interesting.add("__new__")
        if cls.__init_subclass__ is not object.__init_subclass__:
            interesting.add("__init_subclass__")
        if cls._member_type_ is object:
            return sorted(interesting)
        return sorted(set(dir(cls._member_type_)) | interesting)

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __len__(cls):
        return len(cls._member_names_)

    @_builtin_property
    def __members__(cls):
        return MappingProxyType(cls._member_map_)

    def __repr__(cls):
        if _Flag is not None and issubclass(cls, _Flag):
            return f"<flag {cls.__name__!r}>"
        return f"<enum {cls.__name__!r}>"

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1,
                 boundary=None):
        """A new enumeration from names, pairs or a mapping."""
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        classdict = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            originals, names = names, []
            last_values = []
            for count, name in enumerate(originals):
                value = cls._generate_next_value_(name, start, count, last_values[:])
                last_values.append(value)
                names.append((name, value))
        if names is None:
            names = ()
        for item in names:
            if isinstance(item, str):
                member_name, member_value = item, names[item]
            else:
                member_name, member_value = item
            classdict[member_name] = member_value
        if module is None:
            from _collections import _caller_name
            module = _enum_caller(_caller_name)
        classdict["__module__"] = module
        if qualname is not None:
            classdict["__qualname__"] = qualname
        return metacls.__new__(metacls, class_name, bases, classdict, boundary=boundary)

    @staticmethod
    def _check_for_existing_members_(class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if isinstance(base, EnumType) and base._member_names_:
                    raise TypeError(f"<enum {class_name!r}> cannot extend {base!r}")

    @classmethod
    def _get_mixins_(mcls, class_name, bases):
        """The type that is mixed in, and the enumeration that is derived from."""
        if not bases:
            return object, None
        first_enum = bases[-1]
        if not isinstance(first_enum, EnumType):
            raise TypeError("new enumerations should be created as "
                            "`EnumName([mixin_type, ...] [data_type,] enum_type)`")
        return mcls._find_data_type_(class_name, bases) or object, first_enum

    @classmethod
    def _find_data_type_(mcls, class_name, bases):
        data_types = []
        for chain in bases:
            candidate = None
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base._member_type_ is not object:
                        if base._member_type_ not in data_types:
                            data_types.append(base._member_type_)
                        break
                elif "__new__" in base.__dict__ or "__dataclass_fields__" in base.__dict__:
                    found = candidate or base
                    if found not in data_types:
                        data_types.append(found)
                    break
                else:
                    candidate = candidate or base
        if len(data_types) > 1:
            raise TypeError(f"too many data types for {class_name!r}: {set(data_types)!r}")
        return data_types[0] if data_types else None

    @classmethod
    def _find_new_(mcls, classdict, member_type, first_enum):
        """The __new__ that makes members, whether to keep it, whether it takes the value."""
        __new__ = classdict.get("__new__")
        save_new = first_enum is not None and __new__ is not None
        if __new__ is None:
            for method in ("__new_member__", "__new__"):
                for possible in (member_type, first_enum):
                    target = getattr(possible, method, None)
                    if target is None or target in (object.__new__,
                                                    getattr(object, "__new__"),
                                                    getattr(Enum, "__new__", None)):
                        continue
                    __new__ = target
                    break
                if __new__ is not None:
                    break
            else:
                __new__ = object.__new__
        elif isinstance(__new__, staticmethod):
            __new__ = __new__.__func__
        use_args = first_enum is not None and __new__ is not object.__new__
        return __new__, save_new, use_args


def _enum_caller(name):
    module = name()
    return "__main__" if module == "enum" else module


EnumMeta = EnumType


class Enum(metaclass=EnumType):
    """A set of named constants: Color.RED, Color(1), Color['RED']."""

    def __new__(cls, value=_unset):
        if value is _unset:
            raise TypeError(f"{cls.__name__}.__new__() missing 1 required positional argument: "
                            "'value'")
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for m in cls._member_map_.values():
                if m._value_ == value:
                    return m
        if not cls._member_map_:
            raise TypeError(f"{cls!r} has no members defined")
        try:
            exc = None
            result = cls._missing_(value)
        except Exception as e:
            exc = e
            result = None
        try:
            if isinstance(result, cls) or (_Flag is not None and issubclass(cls, _Flag)
                                           and cls._boundary_ == "eject"
                                           and isinstance(result, int)):
                return result
            ve_exc = ValueError(f"{value!r} is not a valid {cls.__qualname__}")
            if result is None and exc is None:
                raise ve_exc
            if exc is None:
                exc = TypeError(f"error in {cls.__name__}._missing_: returned {result!r} instead of "
                                "None or a valid member")
            if not isinstance(exc, ValueError):
                exc.__context__ = ve_exc
            raise exc
        finally:
            exc = None
            ve_exc = None

    def __init__(self, *args, **kwds):
        pass

    def _add_alias_(self, name):
        cls = self.__class__
        if name in cls._member_map_ and cls._member_map_[name] is not self:
            raise NameError(f"{name!r} is already bound: {cls._member_map_[name]!r}")
        cls._member_map_[name] = self
        type.__setattr__(cls, name, self)

    def _add_value_alias_(self, value):
        self.__class__._value2member_map_.setdefault(value, self)

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value of auto(): one more than the highest so far."""
        if not last_values:
            return start
        try:
            return max(last_values) + 1
        except TypeError:
            raise TypeError("unable to sort non-numeric values") from None

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        v_repr = self.__class__._value_repr_ or repr
        return f"<{self.__class__.__name__}.{self._name_}: {v_repr(self._value_)}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __dir__(self):
        interesting = set() if self.__class__._member_type_ is object else set(object.__dir__(self))
        for name in getattr(self, "__dict__", []):
            if name[0] != "_" and name not in self._member_map_:
                interesting.add(name)
        for cls in self.__class__.mro():
            for name, obj in cls.__dict__.items():
                if name[0] == "_" or name in self._member_map_:
                    continue
                interesting.add(name)
        return sorted({"__class__", "__doc__", "__eq__", "__hash__", "__module__"} | interesting)

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    _value_repr_ = None

    @property
    def name(self):
        """The name of the Enum member."""
        return self._name_

    @property
    def value(self):
        """The value of the Enum member."""
        return self._value_


class ReprEnum(Enum):
    """Only the repr is the enumeration's: str and format are those of the type mixed in."""


class IntEnum(int, ReprEnum):
    """Enum whose members are ints as well."""


class StrEnum(str, ReprEnum):
    """Enum whose members are strings as well."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f"too many arguments for str(): {values!r}")
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError(f"{values[0]!r} is not a string")
        if len(values) >= 2 and not isinstance(values[1], str):
            raise TypeError(f"encoding must be a string, not {values[1]!r}")
        if len(values) == 3 and not isinstance(values[2], str):
            raise TypeError("errors must be a string, not %r" % (values[2]))
        value = str(*values)
        member = str.__new__(cls, value)
        member._value_ = value
        return member

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The lower-cased name."""
        return name.lower()
