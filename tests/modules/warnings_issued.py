# warnings.warn and warn_explicit: what is shown and remembered, by action; errors.
import warnings
def f():
    warnings.warn("hello")
    warnings.warn("dep", DeprecationWarning)
    warnings.warn("dep2", DeprecationWarning, stacklevel=2)
    warnings.warn("imp", ImportWarning)
    warnings.warn(RuntimeWarning("inst"))
    warnings.warn("res", ResourceWarning, source=[1])
for i in range(2): f()
print(__warningregistry__)
warnings.warn_explicit("x", UserWarning, "nofile.py", 5)
warnings.warn_explicit("x", UserWarning, "warnings_issued.py", 3, module="m", registry=None)
~True

for a in ("once","module","always","default","error","ignore"):
    warnings.simplefilter(a)
    r={}
    for i in range(2):
        try: warnings.warn_explicit("t", UserWarning, "f.py", 3, registry=r)
        except UserWarning as e: print("raised", e)
    print(a, r, warnings.onceregistry)
    for i in range(2):
        try: warnings.warn_explicit("t", UserWarning, "f.py", 3)
        except UserWarning as e: print("raised", e)
for f in (lambda: warnings.warn("x", int), lambda: warnings.warn("x", 5), lambda: warnings.warn(5), lambda: warnings.warn(), lambda: warnings.warn("x", stacklevel="a"), lambda: warnings.warn("a", skip_file_prefixes=[]), lambda: warnings.warn("a", skip_file_prefixes=(1,)),
  lambda: warnings.warn_explicit("x", UserWarning, 5, 5), lambda: warnings.warn_explicit("x", UserWarning, "a", "b"), lambda: warnings.warn_explicit("x", UserWarning, "a", 5, registry=5),lambda: warnings.warn_explicit("x", UserWarning, "a", 5, module_globals=5), lambda: warnings.warn_explicit("x", 5, "a", 5), lambda: warnings.warn_explicit("x", UserWarning, "a.py", 5, module_globals={}), lambda: warnings.warn_explicit("x", None, "", 5, ),
  lambda: warnings.simplefilter("bad"), lambda: warnings.simplefilter("error", 5), lambda: warnings.simplefilter("error", UserWarning, -1), lambda: warnings.simplefilter("error", UserWarning, "a"),
  lambda: warnings.filterwarnings("bad"), lambda: warnings.filterwarnings("error", 5), lambda: warnings.filterwarnings("error", "", 5),lambda: warnings.filterwarnings("error", "", int), lambda: warnings.filterwarnings("error", module=5), lambda: warnings.filterwarnings("error", lineno=-1), lambda: warnings.filterwarnings("error", lineno="a")):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
for bad in ([5], [(1,2,3,4,5)], [("bad",None,Warning,None,0)], [("error",None,5,None,0)],[("error",None,Warning,None,"a")],[("error",5,Warning,None,0)], 5, (("error",None,Warning,None,0),)):
    warnings.filters = bad; warnings._filters_mutated()
    try: print(warnings.warn("bad"))
    except BaseException as e: print(type(e).__name__, e)
