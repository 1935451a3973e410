"""What was written into the fields of a PDF becomes part of its pages."""

from collections.abc import Iterator

from pikepdf import Dictionary, Name, Pdf, Stream, String

from teojeon.kernel.documents.checks.verdict import Refused


def draw_fields_and_notes(source: Pdf) -> None:
    """Draws every note and field as it looks on the screen into its page. Raises Refused where something was typed that
    only the program it was typed in can draw: the copy would show "?" for 홍길동, or nothing."""
    form = source.Root.get("/AcroForm")
    if isinstance(form, Dictionary):
        if any(_is_undrawn(field) for field in _fields(source)):
            if not all(_value(field).isascii() for field in _fields(source)):
                raise Refused("PDF_FORM")
            form["/NeedAppearances"] = True
            source.generate_appearance_streams()
        form["/NeedAppearances"] = False  # else qpdf would draw anew what is drawn already, in Latin letters
    source.flatten_annotations("screen")


def _fields(source: Pdf) -> Iterator[Dictionary]:
    for page in source.pages:
        notes = page.obj.get("/Annots")
        for note in notes if notes is not None else ():
            if isinstance(note, Dictionary) and note.get("/Subtype") == Name.Widget:
                yield note


def _is_undrawn(field: Dictionary) -> bool:
    if inherited(field, "/FT") not in {Name.Tx, Name.Ch} or not _value(field):
        return False
    drawn = field.get("/AP")
    return not (isinstance(drawn, Dictionary) and isinstance(drawn.get("/N"), Stream))


def _value(field: Dictionary) -> str:
    value = inherited(field, "/V")
    return str(value) if isinstance(value, String) else ""


def inherited(node: object, key: str) -> object:
    """What a part of the document says, or one of those above it; None where none does within fifty steps."""
    for _ in range(50):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            found: object = node[key]
            return found
        node = node.get("/Parent")
    return None
