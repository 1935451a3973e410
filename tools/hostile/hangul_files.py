"""Hostile 한글 documents."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

from tools.hostile import hangul
from tools.hostile.compound import compound_file
from tools.hostile.pdfs import archive
from tools.hostile.samples import EICAR, EXE, Hostile, photo, saved, zeros

LINES = ("주택임대차계약서", "보증금 일억이천만 원")
MACRO = 'function OnDocument_Open()\r\n{\r\n\tvar shell = new ActiveXObject("WScript.Shell"); shell.Run("cmd /c calc");\r\n}\r\n'
HP = "http://www.hancom.co.kr/hwpml/2011/paragraph"
SECTION = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?><hs:sec xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" '
    f'xmlns:hp="{HP}"><hp:p id="0"><hp:run charPrIDRef="0">%s<hp:t>주택임대차계약서</hp:t></hp:run></hp:p></hs:sec>'
)
PACKAGE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?><opf:package xmlns:opf="http://www.idpf.org/2007/opf/">'
    "<opf:metadata><opf:title>계약서</opf:title>"
    '<opf:meta name="creator" content="text">Hong Gil-dong</opf:meta></opf:metadata><opf:manifest>'
    '<opf:item id="header" href="Contents/header.xml" media-type="application/xml"/>'
    '<opf:item id="section0" href="Contents/section0.xml" media-type="application/xml"/>%s'
    '</opf:manifest><opf:spine><opf:itemref idref="header"/><opf:itemref idref="section0"/></opf:spine></opf:package>'
)
CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?><ocf:container xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container"><ocf:rootfiles>'
    '<ocf:rootfile full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/>'
    '<ocf:rootfile full-path="Preview/PrvText.txt" media-type="text/plain"/></ocf:rootfiles></ocf:container>'
)
HEADER = (
    '<?xml version="1.0" encoding="UTF-8"?><hh:head xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head" version="1.4" secCnt="1"/>'
)


def hwpx(
    in_section: str = "",
    in_list: str = "",
    more: Mapping[str, bytes] | None = None,
    without: str = "",
    section: bytes | None = None,
) -> bytes:
    """A minimal HWPX document. `in_section`, `in_list`: further XML; `more`: further parts; `without`: a part left out."""
    parts = {
        "mimetype": b"application/hwp+zip",
        "version.xml": b'<?xml version="1.0" encoding="UTF-8"?><hv:HCFVersion xmlns:hv="http://www.hancom.co.kr/hwpml/2011/version"/>',
        "META-INF/container.xml": CONTAINER.encode(),
        "META-INF/manifest.xml": b'<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        "Contents/content.hpf": (PACKAGE % in_list).encode(),
        "Contents/header.xml": HEADER.encode(),
        "Contents/section0.xml": section if section is not None else (SECTION % in_section).encode(),
        "Preview/PrvText.txt": "주택임대차계약서".encode(),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in (parts | dict(more or {})).items():
            if name != without:
                package.writestr(_entry(name), data)
    return buffer.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
    return entry


def _with_link() -> bytes:
    buffer = io.BytesIO(hwpx())
    with zipfile.ZipFile(buffer, "a") as package:
        entry = _entry("BinData/image1.png")
        entry.create_system = 3
        entry.external_attr = 0o120777 << 16
        package.writestr(entry, "/etc/passwd")
    return buffer.getvalue()


def _twice() -> bytes:
    buffer = io.BytesIO(hwpx())
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr(_entry("Contents/SECTION0.xml"), SECTION % "")
    return buffer.getvalue()


def _overlapping() -> bytes:
    """Two names for the same bytes: so a small file could unpack to any size."""
    made = bytearray(hwpx(more={"Contents/section1.xml": (SECTION % "").encode()}))
    folder = [at for at in range(len(made)) if made[at : at + 4] == b"PK\x01\x02"]
    places = {bytes(made[at + 46 : at + 46 + struct.unpack_from("<H", made, at + 28)[0]]): at for at in folder}
    source, target = places[b"Contents/section0.xml"], places[b"Contents/section1.xml"]
    made[target + 16 : target + 28] = made[source + 16 : source + 28]
    made[target + 42 : target + 46] = made[source + 42 : source + 46]
    return bytes(made)


def _locked_zip() -> bytes:
    made = bytearray(hwpx())
    for at in range(len(made)):
        if made[at : at + 4] == b"PK\x01\x02" and made[at + 46 : at + 60] != b"mimetype":
            made[at + 8] |= 1
    return bytes(made)


def _bomb() -> bytes:
    machine = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(hwpx(without="Contents/section0.xml"))) as package, zipfile.ZipFile(machine, "w") as made:
        for entry in package.infolist():
            made.writestr(entry, package.read(entry))
        with made.open(_entry("Contents/section0.xml"), "w") as part:
            head, tail = (SECTION % "").encode().split("주택".encode())
            part.write(head)
            for _ in range(100):
                part.write(b" " * (1 << 20))
            part.write(tail)
    return machine.getvalue()


def _laughing() -> bytes:
    entities = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 10))
    doctype = f'<!DOCTYPE sec [<!ENTITY e0 "ha">{entities}]>'
    return (SECTION % "<hp:t>&e9;</hp:t>").replace("?><hs", f"?>{doctype}<hs").encode()


def _outside_entity() -> bytes:
    doctype = '<!DOCTYPE sec [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return (SECTION % "<hp:t>&x;</hp:t>").replace("?><hs", f"?>{doctype}<hs").encode()


def _field(command: str) -> str:
    parameters = f'<hp:parameters cnt="1"><hp:stringParam name="Command">{command}</hp:stringParam></hp:parameters>'
    return f'<hp:ctrl><hp:fieldBegin id="1" type="HYPERLINK">{parameters}</hp:fieldBegin></hp:ctrl>'


def _item(place: str) -> str:
    return f'<opf:item id="extra" href="{place}" media-type="application/octet-stream" isEmbeded="0"/>'


def _hwp(**options: object) -> Callable[[], bytes]:
    return lambda: hangul.hwp(LINES, **options)  # type: ignore[arg-type]


def _hwpx(**options: object) -> Callable[[], bytes]:
    return lambda: hwpx(**options)  # type: ignore[arg-type]


def _broken_chain() -> bytes:
    """The table of sectors leads every chain back to its start."""
    made = bytearray(hangul.hwp(LINES, parts={"BinData/BIN0001.bin": bytes(9000)}))
    table = 512 + struct.unpack_from("<I", made, 76)[0] * 512
    for at in range(table, table + 40, 4):
        struct.pack_into("<I", made, at, 0)
    return bytes(made)


def _word() -> bytes:
    return compound_file({"WordDocument": bytes(5000), "1Table": bytes(100), "Macros/VBA/ThisDocument": b"Shell"})


_OLE_OBJECT = compound_file({"\x01Ole10Native": EXE})
_EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n(%pipe%calc) (w) file\n"
_LIST_ENCRYPTED = b'<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><odf:file-entry><odf:encryption-data/></odf:file-entry></odf:manifest>'


def files() -> list[Hostile]:
    """All of them."""
    return [
        Hostile("macro.hwp", _hwp(parts={"Scripts/DefaultJScript": hangul.script(MACRO)}), removed=("macro",), traces=(b"ActiveX", MACRO.encode("utf-16-le"))),
        Hostile("object.hwp", _hwp(parts={"BinData/BIN0001.OLE": hangul.deflated(_OLE_OBJECT)}), removed=("embedded",), traces=(EXE[:64],)),
        Hostile("postscript.hwp", _hwp(parts={"BinData/BIN0001.eps": hangul.deflated(_EPS)}), removed=("picture",), traces=(b"%pipe%",)),
        Hostile("history.hwp", _hwp(parts={"DocHistory/VersionLog0": bytes(64)}), removed=("history",)),
        Hostile("picture-with-position.hwp", _hwp(parts={"BinData/BIN0001.jpg": saved(photo(), "JPEG")}), removed=("layout",)),
        Hostile("locked.hwp", _hwp(properties=hangul.COMPRESSED | hangul.PASSWORD), refused="HWP_ENCRYPTED"),
        Hostile("distribution.hwp", _hwp(properties=hangul.COMPRESSED | hangul.DISTRIBUTION), refused="HWP_DISTRIBUTION"),
        Hostile("bomb.hwp", _hwp(section=hangul.deflated(bytes(80 << 20))), refused="TOO_HEAVY"),
        Hostile("picture-bomb.hwp", _hwp(parts={"BinData/BIN0001.bmp": hangul.deflated(b"BM" + bytes(80 << 20))}), refused="TOO_HEAVY"),
        Hostile("broken-record.hwp", _hwp(section=hangul.deflated(struct.pack("<II", 67 | 0xFFF << 20, 0xFFFFFFF0))), refused="HWP_DAMAGED"),
        Hostile("broken-deflate.hwp", _hwp(section=b"\xff" * 400), refused="HWP_DAMAGED"),
        Hostile("cut-short.hwp", lambda: hangul.hwp(LINES)[:1400], refused="HWP_DAMAGED"),
        Hostile("loop-of-sectors.hwp", _broken_chain, removed=("picture",)),
        Hostile("nothing-in-it.hwp", lambda: hangul.hwp(()), refused="HWP_NOTHING_TO_SHOW"),
        Hostile("turned-letters.hwp", lambda: hangul.hwp(("보증금 \u202e000,1\u202c 원",)), removed=("layout",), traces=("\u202e".encode(),)),
        Hostile("old.hwp", lambda: b"HWP Document File V3.00 \x1a\1\2\3\4\5".ljust(400, b"\0"), refused="HWP_OLD"),
        Hostile("word.hwp", _word, refused="KIND_UNKNOWN"),
        Hostile("eicar.hwp", _hwp(parts={"BinData/BIN0001.com": EICAR}), removed=("picture",), traces=(EICAR,)),
        Hostile("outside-entity.hwpx", _hwpx(section=_outside_entity()), refused="PACKAGE_UNSAFE"),
        Hostile("laughing-entities.hwpx", _hwpx(section=_laughing()), refused="PACKAGE_UNSAFE"),
        Hostile("leads-out.hwpx", _hwpx(more={"../../../etc/cron.d/evil": b"x"}), refused="PACKAGE_UNSAFE"),
        Hostile("absolute-path.hwpx", _hwpx(more={"/etc/cron.d/evil": b"x"}), refused="PACKAGE_UNSAFE"),
        Hostile("windows-path.hwpx", _hwpx(more={"BinData\\..\\..\\evil.dll": EXE}), refused="PACKAGE_UNSAFE"),
        Hostile("link.hwpx", _with_link, refused="PACKAGE_UNSAFE"),
        Hostile("same-name-twice.hwpx", _twice, refused="PACKAGE_UNSAFE"),
        Hostile("shared-bytes.hwpx", _overlapping, refused="PACKAGE_UNSAFE"),
        Hostile("bomb.hwpx", _bomb, refused="TOO_HEAVY"),
        Hostile("many-parts.hwpx", _hwpx(more={f"BinData/{number}.x": b"" for number in range(2100)}), refused="TOO_HEAVY"),
        Hostile("deep.hwpx", _hwpx(in_section="<hp:t>" * 3000 + "</hp:t>" * 3000), refused="TOO_HEAVY"),
        Hostile("broken.hwpx", _hwpx(section=b"<hs:sec><hp:p>"), refused="HWP_DAMAGED"),
        Hostile("cut-short.hwpx", lambda: hwpx()[:900], refused="HWP_DAMAGED"),
        Hostile("no-section.hwpx", _hwpx(without="Contents/section0.xml"), refused="HWP_DAMAGED"),
        Hostile("locked.hwpx", _hwpx(more={"META-INF/manifest.xml": _LIST_ENCRYPTED}), refused="HWP_ENCRYPTED"),
        Hostile("locked-parts.hwpx", _locked_zip, refused="HWP_ENCRYPTED"),
        Hostile("macro.hwpx", _hwpx(more={"Scripts/sourceScripts": MACRO.encode("utf-16-le")}), removed=("macro",), traces=(b"ActiveX", MACRO.encode("utf-16-le"))),
        Hostile("object.hwpx", _hwpx(in_section='<hp:ole binaryItemIDRef="ole1"/>', in_list=_item("BinData/ole1.ole"), more={"BinData/ole1.ole": _OLE_OBJECT}), removed=("embedded",), traces=(b"hp:ole", b"ole1.ole", EXE[:64])),
        Hostile("archive-inside.hwpx", _hwpx(in_list=_item("BinData/a.zip"), more={"BinData/a.zip": archive()}), removed=("embedded",), traces=(b"Evil.class", b"a.zip")),
        Hostile("archive-as-picture.hwpx", _hwpx(more={"BinData/image1.png": archive()}), removed=("embedded",), traces=(b"Evil.class",)),
        Hostile("outside-picture.hwpx", _hwpx(in_list=_item("http://198.51.100.7/seen.png")), removed=("external",), traces=(b"198.51.100.7",)),
        Hostile("share.hwpx", _hwpx(in_list=_item("\\\\198.51.100.7\\share\\x.png")), removed=("external",), traces=(b"198.51.100.7",)),
        Hostile("script-link.hwpx", _hwpx(in_section=_field("javascript:alert(1);1;0;0;")), removed=("link",), traces=(b"javascript:",)),
        Hostile("file-link.hwpx", _hwpx(in_section=_field("file\\://198.51.100.7/x.exe;1;0;0;")), removed=("link",), traces=(b"198.51.100.7",)),
        Hostile("author.hwpx", hwpx, removed=("metadata",), traces=(b"Hong Gil-dong",)),
        Hostile("position.hwpx", _hwpx(more={"BinData/image1.jpg": saved(photo(), "JPEG", comment=b"secret place")}), removed=("metadata",), traces=(b"secret place",)),
        Hostile("word.hwpx", archive, refused="KIND_UNKNOWN"),
        Hostile("program-before.hwpx", lambda: EXE + hwpx(), refused="KIND_UNKNOWN"),
        Hostile("eicar.hwpx", _hwpx(more={"BinData/eicar.com": EICAR}), removed=("embedded",), traces=(EICAR,)),
        Hostile("zeros.hwpx", _hwpx(more={"BinData/zeros.bin": zeros(300)}), removed=("embedded",)),
    ]  # fmt: skip
