# Decoding unicode_escape, and arrays of type code u: what is deprecated is warned of.
import array
import warnings

warnings.simplefilter("always")
print(b"a\\q\\z".decode("unicode_escape"))
print(b"\\777 \\400".decode("unicode_escape") == "\u01ff \u0100")
print(b"\\n\\\\q\\x41".decode("unicode_escape"))
print(array.array("u", "ab"))
warnings.simplefilter("error")
for f in (lambda: b"\\q".decode("unicode_escape"), lambda: array.array("u"), lambda: b"\\401".decode("unicode_escape")):
    try:
        f()
    except DeprecationWarning as e:
        print(e)
