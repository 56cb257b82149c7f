# os and os.path: paths, environment, files and folders.
import os
import tempfile

print(os.sep, os.linesep == "\n", os.name, os.curdir, os.pardir, os.path.sep, os.extsep)
p = os.path
print(p.join("a", "b", "c.txt"), p.join("a", "/b"), p.join("a/", "b"), p.join("", "x"), p.split("/a/b/c"), p.splitext("x.tar.gz"), p.splitext(".rc"), p.basename("/a/b/"), p.dirname("/a/b"), p.normpath("a//b/../c/./d"), p.isabs("/x"), p.commonprefix(["abc", "abd"]), p.commonpath(["/a/b", "/a/c"]), p.relpath("/a/b/c", "/a/d"), p.abspath("/x/../y"))
os.environ["HOG_TEST"] = "value"
print(os.environ["HOG_TEST"], os.environ.get("HOG_NOPE", "none"), "HOG_TEST" in os.environ, os.getenv("HOG_TEST"), os.getenv("HOG_NOPE"))
del os.environ["HOG_TEST"]
for f in (lambda: os.environ["HOG_TEST"], lambda: os.environ.__setitem__("a", 5), lambda: os.remove("/no/such"), lambda: os.listdir("/no/such"), lambda: os.mkdir("/"), lambda: os.rmdir("/no/such"), lambda: os.rename("/no/a", "/no/b"), lambda: os.stat("/no/such"), lambda: p.join("a", 5), lambda: p.join(5), lambda: os.chdir("/no/such"), lambda: p.getsize("/no/such"), lambda: os.fspath(5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
d = tempfile.mkdtemp()
os.makedirs(p.join(d, "x", "y"))
for n in ("b.txt", "a.txt", "x/c.txt"):
    with open(p.join(d, n), "w") as fh:
        fh.write(n)
print(sorted(os.listdir(d)), p.isdir(d), p.isfile(p.join(d, "a.txt")), p.exists(p.join(d, "q")), p.getsize(p.join(d, "a.txt")), os.stat(p.join(d, "b.txt")).st_size)
print([(p.relpath(r, d), sorted(ds), sorted(fs)) for r, ds, fs in sorted(os.walk(d))])
with os.scandir(d) as entries:
    print(sorted((e.name, e.is_dir()) for e in entries))
os.rename(p.join(d, "a.txt"), p.join(d, "z.txt"))
os.remove(p.join(d, "b.txt"))
print(sorted(os.listdir(d)))
old = os.getcwd()
os.chdir(d)
print(p.samefile(os.getcwd(), d), p.exists("z.txt"), open("z.txt").read())
os.chdir(old)
try:
    os.rmdir(d)
except OSError as e:
    print(type(e).__name__, e.errno)
import shutil

shutil.rmtree(d)
print(p.exists(d), os.getpid() > 0, os.cpu_count() > 0, p.expanduser("x"), os.fspath("a"), os.urandom(4).__class__.__name__, len(os.urandom(8)), os.access("/", os.R_OK))
