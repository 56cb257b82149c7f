print("import _pkg.sub")
NAME = "sub"
from . import sibling
