#!/usr/bin/env python3
"""Writes the files of this folder: every format, charset and compression, and broken variants of each.

Run it only to add a file: `python3 make.py` (needs the zstd command). The files are kept, so that no test needs this.
"""
import base64, gzip, html, io, json, pathlib, quopri, subprocess, zipfile

HERE = pathlib.Path(__file__).parent / "files"
HERE.mkdir(exist_ok=True)
A = "The harbour bridge at Fenwick was closed on Friday after cracks were found in two of its piers."
B = "The café owner Zoë Müller said: “We have lost half of our custom.” Engineers will report in May."
LONG = "\n\n".join(f"{A} Inspection {n} found {n * 37 % 101} loose bolts, the council said." for n in range(60))


def put(name, data):
    (HERE / name).write_bytes(data if isinstance(data, bytes) else data.encode())


def zstd(data):
    return subprocess.run(["zstd", "-q", "-c"], input=data, capture_output=True, check=True).stdout


def gz(data):
    return gzip.compress(data, mtime=0)


def lines(*objects):
    return "".join(json.dumps(o, ensure_ascii=False) + "\n" for o in objects)


text = f"{A}\n\n{B}\n"
put("plain.txt", text)
put("plain-bom.txt", "\ufeff" + text)
put("plain-utf16le.txt", ("\ufeff" + text).encode("utf-16-le"))
put("plain-utf16be.txt", ("\ufeff" + text).encode("utf-16-be"))
put("plain-crlf.txt", text.replace("\n", "\r\n"))
put("plain-nul.txt", text.replace("bridge", "bri\0dge"))
put("plain.txt.gz", gz(text.encode()))
put("plain.txt.zst", zstd(text.encode()))
put("plain-unnamed", gz(text.encode()))
put("broken-charset.txt", text.encode("cp1252"))
put("broken-utf16.txt", b"\xff\xfe" + "Cracks were found \ud83d in it.".encode("utf-16-le", "surrogatepass"))
put("broken-cut.txt.gz", gz(LONG.encode())[:-200])
put("broken-cut.txt.zst", zstd(LONG.encode())[:-200])
put("broken-sum.txt.gz", (lambda d: d[:-8] + bytes([d[-8] ^ 1]) + d[-7:])(gz(text.encode())))
put("broken-head.txt.zst", b"\x28\xb5\x2f\xfd\xff\xff")
put("broken-head.txt.gz", b"\x1f\x8b\x08")
put("broken-twice.txt.gz", gz(gz(text.encode())))
put("empty.txt", "")
put("empty.txt.gz", gz(b""))

own = [{"id": f"own-{n}", "text": t, "outlet": "The Echo", "title": "Bridge closed", "date": "2024-03-01"} for n, t in enumerate([A, B])]
put("lines.jsonl", lines(*own))
put("lines-bom-crlf.jsonl", "\ufeff" + lines(*[dict(o, id="b" + o["id"]) for o in own]).replace("\n", "\r\n"))
put("lines-utf16.jsonl", ("\ufeff" + lines(*[dict(o, id="u" + o["id"]) for o in own])).encode("utf-16-le"))
put("lines.jsonl.gz", gz(lines({"text": A}).encode()) + gz(lines({"text": B}).encode()))
put("lines.jsonl.zst", zstd(lines({"text": A}).encode()) + zstd(lines({"text": B}).encode()))
put("broken-lines.jsonl", lines({"text": A}) + '{"text": "cut of\n' + '{"text": 7}\n[1]\n' + lines({"url": "x"}, {"text": B}))
put("broken-lines-charset.jsonl", lines({"text": A}).encode() + lines({"text": B}).encode("cp1252"))
put("broken-lines-cut.jsonl.gz", gz("".join(lines({"text": f"{n * 7919 % 1009} {A}"}) for n in range(40)).encode())[:-40])
put("array.json", json.dumps([{"text": A}, {"text": B}], ensure_ascii=False, indent=1))
put("array.json.zst", zstd(json.dumps([{"text": A}]).encode()))
put("broken-array.json", json.dumps([{"text": A}, {"text": B}], indent=1)[:-40])
put("newsapi.json", json.dumps({"status": "ok", "totalResults": 1, "articles": [{"source": {"id": None, "name": "The Echo"},
    "author": "Ann Moss", "title": "Bridge closed", "description": "Cracks.", "url": "https://echo.example/1",
    "urlToImage": None, "publishedAt": "2024-03-01T09:30:00Z", "content": A}]}))
put("guardian.json", json.dumps({"response": {"status": "ok", "results": [{"id": "g/1", "webTitle": "Bridge closed",
    "webUrl": "https://g.example/1", "webPublicationDate": "2024-03-01T09:30:00Z", "fields": {"bodyText": A, "byline": "Ann Moss"}}]}}, indent=1))
put("news-please.json", json.dumps({"authors": ["Ann Moss", "Bo Fen"], "date_publish": "2024-03-01 09:30:00", "language": "en",
    "maintext": A, "source_domain": "echo.example", "title": "Bridge closed", "url": "https://echo.example/2"}, indent=1))

put("mediacloud.csv", "id,indexed_date,language,media_name,media_url,publish_date,title,url,text\n"
    f'm1,2024-03-02,en,The Echo,echo.example,2024-03-01,"Bridge ""shut"", for now",https://echo.example/3,"{A}"\n')
put("allsides.csv", f'heading,source,text,bias_rating\nBridge closed,The Echo,"{A}\n\n{B}",center\n')
put("semicolons.csv", f"source;headline;body\nThe Echo;Bridge closed;{A}\n")
put("gdelt.tsv", f"url\ttitle\tseendate\tdomain\tlanguage\ttext\nhttps://echo.example/4\tBridge closed\t20240301T093000Z\techo.example\tEnglish\t{A}\n")
put("table-unnamed", f"title\ttext\nBridge closed\t{A}\n")
put("table-utf16.csv", f"\ufefftitle\ttext\r\nBridge closed\t{B}\r\n".encode("utf-16-le"))
put("table-bom.csv", f'\ufefftext,title\r\n"{A}",Bridge closed\r\n')
put("table.csv.gz", gz(f'text,title\n"{A}",Bridge closed\n'.encode()))
put("table.tsv.zst", zstd(f"text\ttitle\n{A}\tBridge closed\n".encode()))
put("table-header-only.csv", "title,text\n")
put("broken-ragged.csv", f'title,text\nOne,"{A}"\nTwo\nThree,a,b\nFour,"{B}"\n')
put("broken-quotes.csv", f'title,text\nOne,"{A}"\nTwo,"an open quote\nThree,{B}\n')
put("broken-charset.csv", f"title,text\nOne,{A}\nTwo,{B}\n".encode("cp1252"))
put("broken-no-text.csv", "url,tone\nhttps://echo.example/5,-1.5\n")
put("broken-cut.csv.gz", gz(("title,text\n" + "".join(f"{n * 7919 % 1009},{A}\n" for n in range(40))).encode())[:-40])
put("broken-date.csv", f'text,date\n"{A}",last week\n')
put("broken-picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
put("broken-pdf.txt", b"%PDF-1.4\n%\xe2\xe3\n")
put("broken-binary.bin", bytes(range(32)) * 4)


def page(text=f"<p>{A}</p><p>{B}</p><p>The council said the work would take until June.</p>", title="Bridge closed", charset=""):
    return f"""<!DOCTYPE html><html lang="en"><head>{charset}<title>{title}</title><meta property="og:site_name" content="The Echo">
<meta property="article:published_time" content="2024-03-01T09:30:00Z"></head><body><article><h1>{title}</h1>{text}</article></body></html>"""


def record(kind, block, url="https://echo.example/1"):
    block = block if isinstance(block, bytes) else block.encode()
    return f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def response(body, head="Content-Type: text/html; charset=utf-8", status="200 OK", url="https://echo.example/1"):
    body = body if isinstance(body, bytes) else body.encode()
    return record("response", f"HTTP/1.1 {status}\r\n{head}\r\n\r\n".encode() + body, url)


def chunked(body):
    parts = [body[at:at + 300] for at in range(0, len(body), 300)]
    return b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in parts) + b"0\r\n\r\n"


TYPE = "Content-Type: text/html"
crawl = [record("warcinfo", "software: make.py\r\n"), record("request", "GET / HTTP/1.1\r\n\r\n"), response(page()),
    response(b"\x89PNG\r\n", "Content-Type: image/png"), response("moved", status="301 Moved Permanently"),
    response(page(f"<p>{B}</p><p>{A}</p>", "Custom lost"), url="https://echo.example/2")]
put("crawl.warc", b"".join(crawl))
put("crawl.warc.gz", b"".join(gz(one) for one in crawl))
put("crawl.warc.zst", zstd(b"".join(crawl)))
put("crawl-unnamed", b"".join(gz(one) for one in crawl))
put("crawl-chunked.warc", response(chunked(page().encode()), f"{TYPE}\r\nTransfer-Encoding: chunked"))
put("crawl-undone.warc", response(page(), f"{TYPE}\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip"))
put("crawl-packed.warc", response(chunked(gz(page().encode())), f"{TYPE}\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip"))
put("crawl-charset.warc", response(page().encode("cp1252"), f"{TYPE}; charset=windows-1252"))
put("crawl-meta.warc", response(page(charset='<meta charset="windows-1252">').encode("cp1252"), TYPE))
put("crawl-twice.warc", crawl[2] + crawl[2])
put("broken-cut.warc", b"".join(crawl)[:-100])
put("broken-cut.warc.gz", b"".join(gz(one) for one in crawl)[:-100])
put("broken-pages.warc", response(b"\x0b\x02\x80", f"{TYPE}\r\nContent-Encoding: br") + response("<p></p>") + response(gz(page().encode())[:-50], TYPE)
    + record("response", "HTTP/1.1 200 OK\r\nContent-Ty") + crawl[2])
put("broken-length.warc", crawl[2] + crawl[5].replace(b"Content-Length: ", b"Content-Length: x", 1))
put("broken-none.warc", crawl[0])

STORY = f"<p>{A}</p><p>{B}</p>"
put("page.html", page(charset='<meta charset="utf-8">'))
put("page-xhtml.html", '<?xml version="1.0" encoding="utf-8"?>\n' + page().replace("<html", '<html xmlns="http://www.w3.org/1999/xhtml"'))
put("page-latin.html", page(charset='<meta charset="iso-8859-1">').encode("cp1252"))
put("page-cyrillic.html", page("<p>Мост в гавани закрыт: в двух опорах нашли трещины. Инженеры осмотрят их на будущей неделе, сообщил в пятницу городской совет.</p>" * 3,
    "Мост закрыт", '<meta charset="windows-1251">').encode("cp1251"))
put("page-utf16.html", ("\ufeff" + page()).encode("utf-16-le"))
put("page-wrong-charset.html", page(charset='<meta charset="windows-1251">'))
put("page-utf8-declared.html", page(charset='<meta charset="utf-8">').encode("cp1252"))
put("page-nul.html", page().replace("bridge", "bri\0dge"))
put("page-no-body.html", f"<title>Bridge closed</title>{STORY}")
put("page-cut.html", page()[:-120])
put("page-tables.html", f"<html><body><table><tr><td><a href=/>Home</a></td><td><table><tr><td><table><tr><td>{STORY}</td></tr></table></td></tr></table></td></tr></table></body></html>")
put("page-unclosed.html", f"<html><body><div><article><h1>Bridge closed<p>{A}<p>{B}<p><b>The council <i>said</b> the work</i> would take until June.")
put("page.html.gz", gz(page().encode()))
put("broken-empty.html", "<!DOCTYPE html><html><head><title></title></head><body></body></html>")
put("broken-furniture.html", "<!DOCTYPE html><body><nav><a href=/>Home</a> <a href=/w>World</a></nav><footer>Subscribe to our newsletter</footer></body>")
put("broken-frameset.html", "<html><head><title>Bridge closed</title></head><frameset cols='20%,80%'><frame src='menu.html'><frame src='story.html'></frameset></html>")
put("broken-script.html", "<!DOCTYPE html><html><body><div id='root'></div><script>render({text: 'The bridge was closed.'})</script></body></html>")

HEAD = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://echo.example/1\r\nSubject: Bridge closed\r\nMIME-Version: 1.0\r\n" \
    "Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----MultipartBoundary--x----\"\r\n\r\n"
MARK = "------MultipartBoundary--x----"


def message(encoding, body, charset="utf-8"):
    html = f"{MARK}\r\nContent-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\nContent-Location: https://echo.example/1\r\n\r\n"
    frame = f"{MARK}\r\nContent-Type: text/html\r\nContent-Location: https://adverts.example/\r\n\r\n<p>Buy boots.</p>\r\n"
    picture = f"{MARK}\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
    return (HEAD + html + body + "\r\n" + frame + picture + MARK + "--\r\n").replace("\r\r", "\r")


put("saved.mhtml", message("quoted-printable", quopri.encodestring(page().encode()).decode().replace("\n", "\r\n")))
put("saved-base64.mht", message("base64", base64.encodebytes(page().encode("cp1252")).decode().replace("\n", "\r\n"), "windows-1252"))
put("saved-alone.mht", "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + page())
put("broken-cut.mhtml", message("quoted-printable", quopri.encodestring(page().encode()).decode())[:900])
put("broken-no-page.mhtml", HEAD + f"{MARK}\r\nContent-Type: image/png\r\n\r\nx\r\n{MARK}--\r\n")

ITEM = "<item><title>{0}</title><link>https://echo.example/{0}</link><dc:creator>Ann Moss</dc:creator><pubDate>Fri, 01 Mar 2024 09:30:00 GMT</pubDate>{1}</item>\n"
CDATA = "<content:encoded><![CDATA[{}]]></content:encoded>"


def rss(*items, prolog='<?xml version="1.0" encoding="UTF-8"?>'):
    return f'{prolog}\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">' \
        f'<channel><title>The Echo</title><link>https://echo.example</link>\n{"".join(items)}</channel></rss>\n'


more = "<p>Read more: Ferry to run</p><p><a href='/x'>Share on Facebook</a></p>"
whole = ITEM.format("one", "<description>Short.</description>" + CDATA.format(STORY + "<figure><figcaption>The pier</figcaption></figure>" + more))
summary = ITEM.format("two", f"<description>{html.escape(f'<p>{B}</p><p>{A}</p>')}</description>")
put("feed.rss", rss(whole, summary))
put("feed-latin.xml", rss(whole, summary, prolog='<?xml version="1.0" encoding="windows-1252"?>').encode("cp1252"))
put("feed-utf16.xml", ("\ufeff" + rss(whole, prolog='<?xml version="1.0" encoding="utf-16"?>')).encode("utf-16-le"))
put("feed-entities.rss", rss(ITEM.format("Bridge&nbsp;&amp; pier", f"<description>The caf&eacute; at Fenwick &ndash; AT&T said &mdash; was closed &lsquo;for good&rsquo; on Friday.</description>")))
put("feed-markup.rss", rss(ITEM.format("three", f"<description>{STORY}<br>The council said no more.</description>"), whole))
put("feed.rss.gz", gz(rss(whole, summary).encode()))
put("feed.atom", f"""<?xml version="1.0" encoding="utf-8"?><?xml-stylesheet href="a.css"?><!-- saved -->
<feed xmlns="http://www.w3.org/2005/Atom"><title>World news | The Guardian</title><updated>2024-03-02T00:00:00Z</updated>
<entry><title type="html">Bridge &amp;amp; pier closed</title><link rel="alternate" href="https://echo.example/1"/><id>tag:1</id><published>2024-03-01T09:30:00Z</published>
<author><name>Ann Moss</name></author><content type="html">{html.escape(STORY)}</content></entry>
<entry><title>Custom lost</title><link href="https://echo.example/2"/><updated>2024-03-02T09:30:00+01:00</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{B}</p></div></content></entry></feed>""")
put("feed-rdf.xml", f"""<?xml version="1.0"?><rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Echo</title></channel><item><title>Bridge closed</title><link>https://echo.example/1</link><description>{A}</description><dc:date>2024-03-01T09:30+01:00</dc:date></item></rdf:RDF>""")
put("broken-cut.rss", rss(whole, summary)[:-150])
put("broken-bare.rss", rss(whole, ITEM.format("four", ""), ITEM.format("five", "<description> </description>")))
put("broken-none.rss", rss())
put("broken-sitemap.xml", '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://echo.example/1</loc></url></urlset>')


def archive(**parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in parts.items():
            z.writestr(zipfile.ZipInfo(name.replace("__", "/").replace("_xml", ".xml"), (2024, 3, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def docx(*paragraphs):
    made = "".join(f"<w:p><w:r><w:t>{html.escape(p)}</w:t></w:r></w:p>" for p in paragraphs)
    return archive(word__document_xml=f'<?xml version="1.0"?><w:document xmlns:w="x"><w:body>{made}</w:body></w:document>',
        docProps__core_xml="<c:coreProperties><dc:title>Bridge closed</dc:title></c:coreProperties>")


def epub(**documents):
    items = "".join(f'<item id="{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in documents)
    spine = "".join(f'<itemref idref="{n}"/>' for n in documents)
    opf = f'<package><metadata><dc:publisher>The Echo</dc:publisher><dc:date>2024-03-01</dc:date><dc:language>en</dc:language></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>'
    own = {f"OEBPS__{n}.xhtml": text for n, text in documents.items()}
    return archive(mimetype="application/epub+zip", **{"META-INF__container_xml": '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS__book.opf": opf}, **own)


put("document.docx", docx("Published: 1 March 2024", A, "Share", B))
put("document-unnamed", docx(A, B))
put("book.epub", epub(cover="<html><body><img src='c.png'/></body></html>", one=page(), two=page(f"<p>{B}</p><p>{A}</p>", "Custom lost")))
put("broken-cut.docx", docx(A, B)[:-60])
put("broken-part.docx", archive(word__document_xml="<w:document><w:p><w:t>The bridge w"))
put("broken-none.epub", epub(cover="<html><body><img src='c.png'/></body></html>"))
put("broken-out.epub", archive(**{"META-INF__container_xml": '<container><rootfile full-path="../../book.opf"/></container>'}))
put("broken-open.odt", archive(mimetype="application/vnd.oasis.opendocument.text", content_xml="<x/>"))
put("broken-archive.zip", archive(**{"a.txt": A}))
put("broken-old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64))
put("broken-rich.rtf", "{\\rtf1\\ansi The bridge was closed.}")
put("broken-safari.webarchive", b"bplist00\xd1\x01\x02" + bytes(40))
