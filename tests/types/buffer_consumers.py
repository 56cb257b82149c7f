# Whatever takes bytes, given every sort of exporter and what is none.
import io, os, tempfile, struct, array, hashlib, random, sys, json
mv = memoryview(bytearray(b'hello world'))
st = mv[::2]
ar = array.array('H', [24929, 25186])
by = io.BytesIO(b'getbuf')
gb = by.getbuffer()

class B:

    def __buffer__(self, f):
        return memoryview(b'user')
u = B()

def t(s):
    try:
        print(s, '->', repr(eval(s)))
    except BaseException as e:
        print(s, '!!', type(e).__name__, e)
f = tempfile.NamedTemporaryFile(delete=False)
name = f.name
f.close()
for x in ('mv', 'st', 'ar', 'gb', 'u', '"str"', '5', 'None'):
    for s in 'io.BytesIO({x}).read()\nio.BytesIO().write({x})\nio.BytesIO().writelines([{x}])\nopen(name,"wb").write({x})\nopen(name,"wb",0).write({x})\nopen(name,"r+b").write({x})\nopen(name,"rb").readinto({x})\nopen(name,"rb",0).readinto({x})\nopen(name,"rb").readinto1({x})\nopen(name,"w").write({x})\nhashlib.md5({x}).hexdigest()\nhashlib.sha256().update({x})\nstruct.unpack_from("2s",{x})\nstruct.pack_into("B",{x},0,1)\nb"".join([{x}])\nbytes({x})[:20]\nbytearray({x})[:20]\nb"a"+{x}\nbytearray(b"a")+{x}\nb"hello".find({x})\nb"hello" in {x}\n{x} in b"hello"\nb"hello".split({x})\nb"hello".strip({x})\nb"hello".replace({x},{x})\nb"hello".count({x})\nb"hello".partition({x})\nb"hello".removeprefix({x})\nb"hello".translate({x})\nb"hello".translate(None,{x})\nbytes.maketrans({x},{x})\nb"-".hex({x})\nb"x".center(5,{x})\nbytes.fromhex({x})\nint({x})\nint({x},10)\nfloat({x})\ncomplex({x})\nstr({x},"latin-1")\nint.from_bytes({x})\nord({x})\nlen({x})\nb"%b"%{x}\nb"%s"%({x},)\nb"%c"%{x}\nb"%a"%{x}\nmemoryview({x}).nbytes\narray.array("B",{x})\narray.array("B").frombytes({x})\narray.array("B").extend({x})\nbytearray(b"abc").extend({x})\nbytearray(b"abc").__setitem__(slice(0,1),{x})\nbytearray(b"abc").__iadd__({x})\neval({x})\ncompile({x},"f","exec")\nb"abc"=={x}\nbytearray(b"abc")=={x}\nb"abc"<{x}\nbytearray(b"abc")<{x}\nbytes.join({x},[])\njson.loads({x})\nos.path.join(b"a",{x})\nisinstance({x},bytes)\nUnicodeDecodeError("a",{x},0,1,"r").object\nbytearray.fromhex({x})\nbytes([1])*len({x})\n"a".encode({x})'.splitlines():
        t(s.replace('{x}', x))
os.remove(name)
gb.release()
