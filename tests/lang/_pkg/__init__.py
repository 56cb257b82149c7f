"""A package for imports_forms.py."""

print("import _pkg")
VALUE = 10
from .sub import NAME


def helper(n):
    return VALUE * n
