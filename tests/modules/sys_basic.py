# args: one two "three
# What programs use of sys.
import sys

print(sys.argv)
print(sys.maxsize, sys.byteorder, sys.maxunicode, sys.version_info[:2], sys.version_info >= (3, 8), sys.hexversion >> 16)
print(sys.getrecursionlimit(), sys.float_info.max, sys.float_info.epsilon, sys.float_info.dig, sys.int_info.bits_per_digit)
print(sys.version_info.major, sys.version_info.releaselevel, sys.version.split()[0] == ".".join(map(str, sys.version_info[:3])))
print("sys" in sys.modules, sys.modules["__main__"].__name__, type(sys.path).__name__, type(sys.modules).__name__)
sys.stdout.write("written\n")
print(sys.stdout.write("abc\n"))
print("to stderr", file=sys.stderr)
sys.stderr.write("more\n")
print(sys.getsizeof([]) > 0, sys.intern("word") is sys.intern("word"))
try:
    sys.intern(5)
except TypeError as e:
    print(e)
try:
    1 / 0
except ZeroDivisionError:
    kind, value, tb = sys.exc_info()
    print(kind.__name__, value, tb.tb_lineno, sys.exception() is value)
print(sys.exc_info(), sys.exception())


def here():
    f = sys._getframe()
    return f.f_code.co_name, f.f_back.f_code.co_name, f.f_lineno


print(here())
print(sys.stdin.read() == "", sys.stdout.name, sys.stderr.name, sys.stdin.name, sys.stdout.encoding, sys.stdout.isatty())
print(sys.flags.optimize, sys.dont_write_bytecode, sys.getdefaultencoding(), sys.getfilesystemencoding())
print(sys.hash_info.modulus, sys.hash_info.inf, sys.hash_info.imag, sys.implementation.name in ("cpython", "hognose"))
print(sys.get_int_max_str_digits())
print(sorted(n for n in sys.builtin_module_names if n in ("sys", "gc", "time", "builtins", "itertools")))
sys.displayhook(5)
sys.displayhook(None)
sys.displayhook("text")
print(sys.audit("anything"), callable(sys.excepthook), sys.platform in ("linux", "darwin", "win32"))
