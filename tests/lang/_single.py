"""A single module."""

counter = len(__name__)
print("import", __name__)
