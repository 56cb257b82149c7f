# Digests of what all bytes and many characters become in every built-in encoding, by error handler.
import codecs, hashlib
names = 'cp037 cp1006 cp1026 cp1125 cp1140 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp273 cp424 cp437 cp500 cp720 cp737 cp775 cp850 cp852 cp855 cp856 cp857 cp858 cp860 cp861 cp862 cp863 cp864 cp865 cp866 cp869 cp874 cp875 hp_roman8 iso8859_1 iso8859_10 iso8859_11 iso8859_13 iso8859_14 iso8859_15 iso8859_16 iso8859_2 iso8859_3 iso8859_4 iso8859_5 iso8859_6 iso8859_7 iso8859_8 iso8859_9 koi8_r koi8_t koi8_u kz1048 mac_arabic mac_croatian mac_cyrillic mac_farsi mac_greek mac_iceland mac_latin2 mac_roman mac_romanian mac_turkish palmos ptcp154 tis_620 ascii latin_1 utf_7 unicode_escape raw_unicode_escape'.split()
text = ''.join((chr(c) for c in list(range(0, 1536)) + list(range(8192, 9984)) + [55296, 65535, 65536]))
for n in names:
    d = []
    for b in range(256):
        try:
            d.append(bytes([b]).decode(n))
        except UnicodeDecodeError as e:
            d.append(str(e))
    h = hashlib.md5('|'.join(d).encode('utf-8', 'surrogatepass')).hexdigest()
    e = []
    for hd in ('ignore', 'strict') + (('replace', 'backslashreplace', 'xmlcharrefreplace', 'namereplace', 'surrogateescape') if n in ('cp1252', 'cp037', 'mac_farsi', 'ascii') else ()):
        try:
            e.append(text.encode(n, hd))
        except UnicodeError as x:
            e.append(str(x).encode())
    print(n, h, hashlib.md5(b'|'.join(e)).hexdigest(), codecs.lookup(n).name)
import random
r = random.Random(5)

def rs(k):
    return ''.join((r.choice('ab+-/\\~ \n\té→😀\ud800\udc00Ā=&;') for _ in range(k)))
out = []
for i in range(60):
    s = rs(r.randrange(9))
    for n in ('utf-7', 'unicode_escape', 'raw_unicode_escape', 'utf-16', 'utf-8-sig', 'cp1252', 'punycode'):
        for hd in ('strict', 'replace', 'surrogatepass', 'namereplace'):
            try:
                out.append(repr(s.encode(n, hd)))
            except UnicodeError as e:
                out.append(str(e))
print(hashlib.md5('\n'.join(out).encode()).hexdigest())

def show(x):
    out.append(x)
bad = []
out = []
for i in range(250):
    n = r.choice(('utf-7', 'unicode_escape', 'raw_unicode_escape', 'punycode'))
    alpha = {'utf-7': [bytes([b]) for b in b'+-/ABCdef123 \\~\xe9'], 'unicode_escape': [b'\\x4', b'\\x41', b'\\u00e', b'\\u20ac', b'\\U0001F60', b'\\N{SPACE}', b'\\N{EURO', b'\\N', b'\\n', b'\\101', b'\\7', b'9', b'e', b'\xe9', b'}'], 'raw_unicode_escape': [bytes([b]) for b in b'\\\\uU0019aFz\xe9x'], 'punycode': [bytes([b]) for b in b'abcz019-\xe9_']}[n]
    d = b''.join((r.choice(alpha) for _ in range(r.randrange(14))))
    for hd in ('strict', 'replace', 'ignore', 'backslashreplace', 'surrogateescape'):
        try:
            out.append(f'{n} {d} {hd} {d.decode(n, hd)!a}')
        except Exception as e:
            out.append(f'{n} {d} {hd} {type(e).__name__} {e}')
print(hashlib.md5('\n'.join(out).encode()).hexdigest())
