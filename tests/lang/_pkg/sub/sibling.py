print("import _pkg.sub.sibling")
SIBLING = "sibling value"
