# codecs: looking up, registering, pieces, streams, error handlers.
import codecs, io

def t(s):
    try:
        print(s, '->', repr(eval(s)))
    except BaseException as e:
        print(s, '!!', type(e).__name__, e, getattr(e, '__notes__', ''))
for s in 'codecs.lookup(\'utf8\').name\ncodecs.lookup(\'UTF-16\').name\ncodecs.lookup(\'latin1\').name\ncodecs.lookup(\'Windows-1252\').name\ncodecs.lookup(\'nope\')\ncodecs.lookup(5)\ncodecs.lookup(\'a\\0\')\ncodecs.lookup(\'hex\').name\ncodecs.lookup(\'rot13\').name\ncodecs.lookup(\'base64\')._is_text_encoding\ncodecs.encode(\'abc\',\'rot13\')\ncodecs.encode(b\'abc\',\'hex\')\ncodecs.decode(\'616263\',\'hex\')\ncodecs.decode(b\'6162z3\',\'hex\')\ncodecs.encode(b\'abc\',\'base64\')\ncodecs.decode(b\'YWJj\\n\',\'base64\')\ncodecs.encode(b\'a=b c\\n\',\'quopri\')\ncodecs.decode(b\'a=3Db\',\'quopri\')\ncodecs.encode(b\'hello\',\'uu\')\ncodecs.decode(b\'begin 666 <data>\\n%:&5L;&\\\\ \\n \\nend\\n\',\'uu\')\ncodecs.encode(\'é\',\'ascii\')\ncodecs.encode(\'é\',\'ascii\',\'replace\')\ncodecs.encode(\'é\')\ncodecs.decode(b\'\\xff\')\ncodecs.decode(b\'\\xff\',errors=\'replace\')\ncodecs.encode(5)\ncodecs.encode(b\'a\',\'utf-8\')\ncodecs.encode(b\'a\',\'latin-1\')\ncodecs.decode(\'a\',\'utf-8\')\ncodecs.decode(\'a\\\\n\',\'unicode_escape\')\n\'abc\'.encode(\'hex\')\nb\'abc\'.decode(\'hex\')\n\'abc\'.encode(\'rot13\')\nb\'\'.decode(\'nope\')\n\'\'.encode(\'nope\')\nb\'a\'.decode(\'nope\')\nstr(b\'\',\'nope\')\ncodecs.getencoder(\'utf-8\')(\'é\')\ncodecs.getdecoder(\'utf-8\')(b\'\\xc3\\xa9\')\ncodecs.getincrementaldecoder(\'utf-8\')().decode(b\'\\xc3\')\ncodecs.getincrementaldecoder(\'utf-8\')().decode(b\'\\xc3\',True)\n[codecs.getincrementaldecoder(\'utf-16\')().decode(x) for x in (b\'\\xff\\xfea\\0\',b\'\\xfe\\xff\\0a\',b\'a\\0\')]\ncodecs.getincrementaldecoder(\'hex\')\ncodecs.getincrementaldecoder(\'nope\')\nlist(codecs.iterdecode([b\'\\xc3\',b\'\\xa9a\'],\'utf-8\'))\nlist(codecs.iterencode([\'a\',\'é\'],\'utf-16\'))\nlist(codecs.iterencode([\'a\',\'é\'],\'utf-8-sig\'))\nlist(codecs.iterdecode([b\'\\xef\\xbb\',b\'\\xbfa\'],\'utf-8-sig\'))\nlist(codecs.iterdecode([b\'+AO\',b\'kA+\'],\'utf-7\'))\nlist(codecs.iterdecode([b\'\\\\u00\',b\'e9\\\\x4\',b\'1\'],\'unicode_escape\'))\nlist(codecs.iterdecode([b\'\\xff\',b\'\\xfea\',b\'\\0\'],\'utf-16\'))\ncodecs.utf_8_decode(b\'a\\xc3\')\ncodecs.utf_8_decode(b\'a\\xc3\',None,True)\ncodecs.utf_8_encode(\'é\')\ncodecs.utf_16_le_decode(b\'a\\0b\')\ncodecs.ascii_encode(\'a\')\ncodecs.latin_1_decode(b\'\\xe9\')\ncodecs.escape_decode(b\'a\\\\n\\\\x41\\\\101\')\ncodecs.escape_decode(b\'\\\\x4\')\ncodecs.escape_decode(b\'\\\\\')\ncodecs.escape_encode(b"a\\n\'\\"\\\\\\xff")\ncodecs.unicode_escape_encode(\'é\')\ncodecs.charmap_build(\'abc\')\ncodecs.charmap_encode(\'ab\',\'strict\',{97:1,98:b\'zz\'})\ncodecs.charmap_encode(\'abc\',\'strict\',{97:1})\ncodecs.charmap_decode(b\'\\0\\1\',\'strict\',{0:\'xy\',1:97})\ncodecs.charmap_decode(b\'\\0\\2\',\'replace\',\'ab\')\ncodecs.lookup_error(\'nope\')\ncodecs.lookup_error(\'strict\')(5)\ncodecs.lookup_error(\'strict\')(UnicodeEncodeError(\'a\',\'b\',0,1,\'c\'))\ncodecs.replace_errors(UnicodeEncodeError(\'a\',\'bcd\',0,2,\'c\'))\ncodecs.replace_errors(UnicodeDecodeError(\'a\',b\'bcd\',0,2,\'c\'))\ncodecs.replace_errors(ValueError())\ncodecs.ignore_errors(UnicodeDecodeError(\'a\',b\'bcd\',0,2,\'c\'))\ncodecs.xmlcharrefreplace_errors(UnicodeEncodeError(\'a\',\'bcd\',0,2,\'c\'))\ncodecs.xmlcharrefreplace_errors(UnicodeDecodeError(\'a\',b\'bcd\',0,2,\'c\'))\ncodecs.backslashreplace_errors(UnicodeDecodeError(\'a\',b\'bcd\',0,2,\'c\'))\ncodecs.backslashreplace_errors(UnicodeEncodeError(\'a\',\'\\u1234\\U00012345\\x01\',0,3,\'c\'))\ncodecs.namereplace_errors(UnicodeEncodeError(\'a\',\'é\\x01→\\ud800\',0,4,\'c\'))\ncodecs.lookup_error(\'surrogateescape\')(UnicodeDecodeError(\'a\',b\'\\xffa\',0,2,\'c\'))\ncodecs.lookup_error(\'surrogatepass\')(UnicodeEncodeError(\'utf-8\',\'\\ud800\',0,1,\'c\'))\ncodecs.lookup_error(\'surrogatepass\')(UnicodeDecodeError(\'utf-8\',b\'\\xed\\xa0\\x80\',0,1,\'c\'))\n\'é\'.encode(\'ascii\',\'mine\')\ncodecs.register_error(\'mine\',5)\ncodecs.register_error(5,len)\ncodecs.register(\'x\')\ncodecs.BOM_UTF8, codecs.BOM, codecs.BOM_UTF32_BE\ncodecs.make_identity_dict(range(3))\ncodecs.make_encoding_map({1:2,3:2,4:5})\n"bücher".encode(\'punycode\')\nb\'bcher-kva\'.decode(\'punycode\')\n\'ab\\udc80\'.encode(\'utf-8\',\'surrogateescape\')'.splitlines():
    t(s)
codecs.register_error('mine', lambda e: (f'<{e.start}-{e.end}:{e.object[e.start:e.end]!r}>', e.end))
codecs.register_error('bytes', lambda e: (b'\xfe', e.end))
codecs.register_error('bad1', lambda e: 5)
codecs.register_error('bad2', lambda e: ('x', 99))
codecs.register_error('bad3', lambda e: ('é', e.end))
codecs.register_error('neg', lambda e: ('x', -1))
codecs.register_error('raise', lambda e: 1 / 0)
codecs.register_error('badd', lambda e: (b'x', e.end))
codecs.register_error('back', lambda e: ('?', e.start + 1))
for s in '"aéé€b".encode(\'ascii\',\'mine\')\n"aéé€b".encode(\'latin-1\',\'mine\')\n"aéb".encode(\'utf-16\')\n"a\\ud800b".encode(\'utf-16\',\'mine\')\n"aé".encode(\'cp437\',\'mine\')\n"a€".encode(\'cp437\',\'mine\')\nb\'a\\xff\\xfeb\'.decode(\'ascii\',\'mine\')\nb\'a\\xff\\xfeb\'.decode(\'utf-8\',\'mine\')\nb\'a\\x81b\'.decode(\'cp1252\',\'mine\')\n"éa".encode(\'ascii\',\'bytes\')\nb\'\\xff\'.decode(\'ascii\',\'badd\')\n"é".encode(\'ascii\',\'bad1\')\n"é".encode(\'ascii\',\'bad2\')\n"é".encode(\'ascii\',\'bad3\')\n"éxa".encode(\'ascii\',\'neg\')\n"é".encode(\'ascii\',\'raise\')\n"éé".encode(\'ascii\',\'back\')\nb\'\\xff\'.decode(\'utf-8\',\'bad1\')\nb\'\\xff\'.decode(\'utf-8\',\'bad2\')\ncodecs.lookup_error(\'mine\')(UnicodeEncodeError(\'a\',\'bcd\',0,2,\'c\'))\nio.TextIOWrapper(io.BytesIO(b\'a\\xffb\'),\'ascii\',errors=\'mine\').read()\nio.TextIOWrapper(io.BytesIO(\'aé€\'.encode(\'cp1252\')),\'cp1252\').read()\nio.TextIOWrapper(io.BytesIO(\'aé€\'.encode(\'utf-7\')),\'utf-7\').read()\nio.TextIOWrapper(io.BytesIO(b\'a\'),\'hex\').read()\nio.TextIOWrapper(io.BytesIO(b\'a\'),\'nope\').read()'.splitlines():
    t(s)

def search(name):
    if name == 'my_enc':
        return codecs.CodecInfo(lambda s, e='strict': (s[::-1].encode(), len(s)), lambda b, e='strict': (bytes(b).decode()[::-1], len(b)), name='my-enc')
    if name == 'badenc':
        return 5
    if name == 'retstr':
        return codecs.CodecInfo(lambda s, e='strict': (s, len(s)), lambda b, e='strict': (bytes(b), len(b)))
    if name == 'notup':
        return codecs.CodecInfo(lambda s, e='strict': s, lambda b, e='strict': b)
codecs.register(search)
for s in '"abc".encode(\'My-Enc\')\nb\'abc\'.decode(\'my enc\')\n\'x\'.encode(\'badenc\')\n\'x\'.encode(\'retstr\')\nb\'x\'.decode(\'retstr\')\n\'x\'.encode(\'notup\')\nb\'x\'.decode(\'notup\')\ncodecs.encode(\'x\',\'notup\')\ncodecs.encode(\'x\',\'retstr\')\nrepr(codecs.lookup(\'my_enc\')).split(\' at \')[0]\ncodecs.unregister(search)\n"abc".encode(\'My-Enc\')'.splitlines():
    t(s)
w = codecs.getwriter('utf-8')(io.BytesIO())
w.write('é')
w.writelines(['a', 'b'])
print(w.stream.getvalue(), w.getvalue())
r = codecs.getreader('utf-8')(io.BytesIO('zeile é1\nzwei\r\ndrei\rvier'.encode()))
print(r.read(3), repr(r.readline()), r.readlines(), repr(r.read()))
r.seek(0)
print(list(r))
r.seek(0)
print(repr(r.readline(keepends=False)), repr(r.read(2, 1)), repr(r.read(-1, 2)))
e = codecs.EncodedFile(io.BytesIO('é\nb'.encode('latin-1')), 'utf-8', 'latin-1')
print(e.read(), e.data_encoding)
w = codecs.getwriter('utf-16')(io.BytesIO())
w.write('a')
w.write('b')
print(w.stream.getvalue())
d = codecs.getincrementaldecoder('utf-8')('replace')
print(repr(d.decode(b'a\xe2\x82')), d.getstate(), repr(d.decode(b'\xacb')), d.getstate())
d.reset()
d.setstate((b'\xe2', 0))
print(repr(d.decode(b'x')))
d = codecs.getincrementaldecoder('utf-16')()
print(d.getstate(), d.decode(b'\xff'), d.getstate(), d.decode(b'\xfea\x00b'), d.getstate())
E = codecs.getincrementalencoder('utf-16')()
print(E.getstate(), E.encode('a'), E.getstate(), E.encode('b'))
E.reset()
print(E.encode('c'))
d = codecs.getincrementaldecoder('utf-8-sig')()
print(repr(d.decode(b'\xef')), d.getstate(), repr(d.decode(b'\xbb\xbfx')), d.getstate())
