"""PDF: a new file from the pages alone.

Nothing is taken over but what shows a page: its contents, resources, size and turn. What was written into forms and notes
is drawn into the page first. Scripts, actions, attached files, media, links, layers, metadata and everything before and
after the document have no place in the new file, and a last walk through it removes what resources could smuggle.
"""

import re
import warnings
from collections.abc import Iterator
from typing import BinaryIO

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from teojeon.kernel.documents.checks import limits
from teojeon.kernel.documents.checks.pdf_forms import draw_fields_and_notes, inherited
from teojeon.kernel.documents.checks.pdf_limits import Drawings, Measure, set_limits_of_library, text_of_name
from teojeon.kernel.documents.checks.pdf_photos import strip_notes
from teojeon.kernel.documents.checks.verdict import Refused

PAGE_KEYS = frozenset({"/Type", "/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group"})
INHERITED_KEYS = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
# Key of any dictionary of the original → what its being left out is called.
NAMED_KEYS = {
    "/JS": "javascript",
    "/JavaScript": "javascript",
    "/OpenAction": "action",
    "/AA": "action",
    "/Launch": "launch",
    "/URI": "link",
    "/EmbeddedFiles": "embedded",
    "/EmbeddedFile": "embedded",
    "/EF": "embedded",
    "/AF": "embedded",
    "/RichMediaContent": "media",
    "/RichMediaSettings": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/Rendition": "media",
    "/3DD": "media",
    "/AcroForm": "form",
    "/XFA": "xfa",
    "/OCProperties": "layers",
    "/Metadata": "metadata",
    "/PieceInfo": "metadata",
}
NAMED_ACTIONS = {
    "/JavaScript": "javascript",
    "/Launch": "launch",
    "/URI": "link",
    "/GoToR": "external",
    "/GoToE": "embedded",
    "/ImportData": "external",
    "/SubmitForm": "action",
    "/Rendition": "media",
    "/RichMediaExecute": "media",
    "/Movie": "media",
    "/Sound": "media",
}
NAMED_NOTES = {
    "/FileAttachment": "embedded",
    "/RichMedia": "media",
    "/Screen": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/3D": "media",
    "/Text": "notes",
    "/Popup": "notes",
}
# What resources have no need of.
FORBIDDEN_KEYS = frozenset(NAMED_KEYS) | {
    "/A",
    "/Alternates",
    "/Annots",
    "/Dest",
    "/Dests",
    "/FFilter",
    "/FDecodeParms",
    "/Names",
    "/Next",
    "/OC",
    "/OPI",
    "/PS",
    "/Ref",
    "/StructParent",
    "/StructParents",
    "/Thumb",
    "/Properties",
    "/Measure",
    "/PtData",
}

# qpdf writes every name in one way, however the file spelt it.
_NAMED = re.compile(
    b"|".join(name.encode() + rb"(?![^\s/<>\[\](){}%])" for name in {*NAMED_KEYS, *NAMED_ACTIONS, *NAMED_NOTES, "/F"})
)
_FORBIDDEN = re.compile(b"|".join(name.encode() + rb"(?![^\s/<>\[\](){}%])" for name in {*FORBIDDEN_KEYS, "/F"}))


def defuse_pdf(file: BinaryIO, copy: BinaryIO, removed: set[str]) -> int:
    """Writes the harmless PDF into `copy`, says in `removed` what stayed behind, returns the pages. Raises Refused."""
    set_limits_of_library()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with pikepdf.open(file) as source, Pdf.new() as clean:
                _take_pages(source, clean, removed)
                _scrub(clean, removed)
                clean.save(copy, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
                pages = len(clean.pages)
        except pikepdf.PasswordError as error:
            raise Refused("PDF_ENCRYPTED") from error
        except (pikepdf.PdfError, pikepdf.ForeignObjectError, RuntimeError) as error:
            raise Refused("TOO_HEAVY" if pikepdf.settings.qpdf_limit_errors() else "PDF_DAMAGED") from error
    copy.flush()
    _try_to_show(copy)
    return pages


def _take_pages(source: Pdf, clean: Pdf, removed: set[str]) -> None:
    if len(source.objects) > limits.MAX_PDF_OBJECTS:
        raise Refused("TOO_HEAVY")
    _refuse_what_pages_do_not_show(source)
    _look_through(source, removed)
    if source.is_encrypted:
        removed.add("password")
    pages = list(source.pages)
    if not pages:
        raise Refused("PDF_DAMAGED")
    if len(pages) > limits.MAX_PAGES:
        raise Refused("TOO_MANY_PAGES")
    draw_fields_and_notes(source)
    drawings = Drawings()
    for page in pages:
        _bare(page)
        drawings.page(page)
        clean.pages.append(page)
    _name_repairs(source, removed)
    if "repaired" in removed and (drawings.is_incomplete or any("/Contents" not in page.obj for page in pages)):
        raise Refused("PDF_DAMAGED")  # a page without its picture would pass for an empty one


def _name_repairs(source: Pdf, removed: set[str]) -> None:
    """What qpdf had to guess, up to here. Raises Refused where it gave something up as lost."""
    warned = [str(warning) for warning in source.get_warnings()]
    if any("unable to recover stream data" in warning for warning in warned):
        raise Refused("PDF_DAMAGED")
    if any(word in warning for warning in warned for word in ("damaged", "reconstruct", "unexpected EOF", "can't find")):
        removed.add("repaired")


def _refuse_what_pages_do_not_show(source: Pdf) -> None:
    """Files whose real content is no page of theirs: the copy would be an empty cover."""
    root = source.Root
    if root.get("/NeedsRendering") is True:
        raise Refused("PDF_FORM")
    if "/Collection" in root:
        raise Refused("PDF_PORTFOLIO")


def _look_through(source: Pdf, removed: set[str]) -> None:
    """Every object of the original: what must be named, and what it would unpack to."""
    measure = Measure()
    for thing in source.objects:
        if isinstance(thing, Stream):
            measure.stream(thing)
        for part in _containers(thing) if _mentions(thing, _NAMED) else ():
            if isinstance(part, Array):
                continue
            removed.update(NAMED_KEYS[key] for key in part.keys() if key in NAMED_KEYS)  # noqa: SIM118  (no Mapping)
            removed.update(_named_by_value(part))
    if "/Info" in source.trailer:
        removed.add("metadata")


def _named_by_value(part: Dictionary | Stream) -> Iterator[str]:
    for key, names in (("/S", NAMED_ACTIONS), ("/Subtype", NAMED_NOTES)):
        value = text_of_name(part.get(key))
        if value in names:
            yield names[value]
    if isinstance(part, Stream) and "/F" in part:
        yield "external"


def _mentions(thing: object, names: re.Pattern[bytes]) -> bool:
    """Whether an object holds one of the names anywhere, found in its text: a hundred times faster than a walk."""
    if isinstance(thing, Stream):
        thing = thing.stream_dict
    return isinstance(thing, Array | Dictionary) and names.search(thing.unparse(resolved=True)) is not None


def _containers(thing: object) -> Iterator[Array | Dictionary | Stream]:
    """An object and all that it holds directly; what it refers to is an object of its own."""
    waiting = [thing]
    while waiting:
        part = waiting.pop()
        if not isinstance(part, Array | Dictionary | Stream):
            continue
        yield part
        values = list(part) if isinstance(part, Array) else list(part.values())
        waiting.extend(value for value in values if isinstance(value, Array | Dictionary | Stream) and not value.is_indirect)


def _bare(page: pikepdf.Page) -> None:
    """Leaves on a page what shows it. Raises Refused for a page without contents that the file says it has."""
    described = page.obj
    for key in INHERITED_KEYS:
        if key not in described and (value := inherited(described.get("/Parent"), key)) is not None:
            described[key] = value
    for key in list(described.keys()):
        if key not in PAGE_KEYS and key != "/Parent":
            del described[key]
    contents = described.get("/Contents")
    if contents is not None and not isinstance(contents, Stream | Array):
        raise Refused("PDF_DAMAGED")
    _check_size(described)


def _check_size(described: Dictionary) -> None:
    box = described.get("/MediaBox")
    if not isinstance(box, Array) or len(box) != 4:
        raise Refused("PDF_DAMAGED")
    left, low, right, high = (float(number) for number in box)
    if not all(1 <= side <= limits.MAX_PAGE_POINTS for side in (abs(right - left), abs(high - low))):
        raise Refused("PICTURE_TOO_LARGE")


def _scrub(clean: Pdf, removed: set[str]) -> None:
    """No dictionary of the new file keeps a key that does more than show."""
    for thing in clean.objects:
        for part in _containers(thing) if _mentions(thing, _FORBIDDEN) else ():
            if isinstance(part, Array):
                continue
            for key in list(part.keys()):
                if key in FORBIDDEN_KEYS or (key == "/F" and isinstance(part, Stream)):
                    del part[key]
        if isinstance(thing, Stream) and thing.get("/Subtype") == Name.Image:
            strip_notes(thing, removed)
    for key in list(clean.Root.keys()):
        if key not in {"/Type", "/Pages"}:
            del clean.Root[key]


def _try_to_show(copy: BinaryIO) -> None:
    """A copy whose first page cannot be drawn is of no use to anybody."""
    copy.seek(0)
    try:
        document = pypdfium2.PdfDocument(copy, autoclose=False)
        try:
            page = document[0]
            page.render(scale=min(400 / max(page.get_size()), 1)).close()
            page.close()
        finally:
            document.close()
    except (pypdfium2.PdfiumError, ValueError, OSError) as error:
        raise Refused("PDF_DAMAGED") from error
    copy.seek(0, 2)
