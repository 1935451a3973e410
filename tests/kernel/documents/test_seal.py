import datetime as dt
import io
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pytest_django import Settings

from teojeon.kernel import clock
from teojeon.kernel.crypto import certificate, keyring
from teojeon.kernel.crypto.keyring import KeyMissing
from teojeon.kernel.documents.seal import AlreadySealed, SealCheck, seal_pdf, verify_sealed
from teojeon.kernel.documents.typeset import typeset
from tests.kernel.documents.letters import TEMPLATE, letter

pytestmark = pytest.mark.usefixtures("own_keys")
MOMENT = dt.datetime(2027, 1, 20, 15, 30, tzinfo=clock.SEOUL)


@pytest.fixture(scope="module")
def plain() -> bytes:
    return typeset(TEMPLATE, letter())


@pytest.fixture
def sealed(plain: bytes) -> bytes:
    return seal_pdf(plain, reason="결정 통지", signed_at=MOMENT)


def test_a_sealed_letter_holds_and_names_who_sealed_it_and_when(sealed: bytes) -> None:
    assert verify_sealed(sealed) == SealCheck(
        sealed=True,
        intact=True,
        covers_whole_document=True,
        by_this_office=True,
        signer_name=certificate.SIGNER_NAME,
        signed_at=MOMENT,
    )
    assert verify_sealed(sealed).holds


def test_the_seal_adds_to_the_document_and_changes_nothing_in_it(plain: bytes, sealed: bytes) -> None:
    assert sealed.startswith(plain)
    with pikepdf.open(io.BytesIO(plain)) as before, pikepdf.open(io.BytesIO(sealed)) as after:
        for part in ("/StructTreeRoot", "/Lang", "/MarkInfo", "/Metadata", "/ViewerPreferences", "/OutputIntents"):
            assert before.Root[part].objgen == after.Root[part].objgen
        assert before.Root.Metadata.read_bytes() == after.Root.Metadata.read_bytes()
        assert dict(before.docinfo.items()) == dict(after.docinfo.items())
        assert before.pages[0].Contents.read_bytes() == after.pages[0].Contents.read_bytes()
        assert after.pdf_version == "1.7"
        assert "/Version" not in after.Root  # a PDF/A-2 is a PDF 1.7


def test_the_seals_field_is_as_pdf_a_and_pdf_ua_ask(sealed: bytes) -> None:
    with pikepdf.open(io.BytesIO(sealed)) as pdf:
        page = pdf.pages[0]
        (field,) = page.Annots
        assert int(field.F) & 0b100  # printed …
        assert not int(field.F) & 0b100011  # … and not invisible, hidden or barred from view (PDF/A-2, 6.3.2)
        left, bottom, right, top = (float(edge) for edge in field.Rect)
        assert (right - left, top - bottom) == (0, 0)  # no appearance needed (PDF/A-2, 6.3.3)
        assert right < float(page.mediabox[0])  # outside the page: needs no tag (PDF/UA-1, 7.18.1)
        assert str(field.TU) == "전자관인"
        assert page.Tabs == "/S"  # PDF/UA-1, 7.18.3


def test_the_seal_forbids_every_later_change(sealed: bytes) -> None:
    with pikepdf.open(io.BytesIO(sealed)) as pdf:
        signature = pdf.Root.Perms.DocMDP
        assert signature.Reference[0].TransformParams.P == 1
        assert signature.SubFilter == "/ETSI.CAdES.detached"
        assert str(signature.Reason) == "결정 통지"


@pytest.mark.parametrize("part", [0.02, 0.2, 0.5, 0.8])
def test_a_flipped_byte_is_found(plain: bytes, sealed: bytes, part: float) -> None:
    changed = bytearray(sealed)
    changed[int(len(plain) * part)] ^= 1
    assert not verify_sealed(bytes(changed)).holds


def test_what_is_added_after_the_seal_is_found(sealed: bytes) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed))
    writer.root["/Lang"] = writer.root["/Lang"]
    writer.update_root()
    added = io.BytesIO()
    writer.write(added)
    check = verify_sealed(added.getvalue())
    assert check.sealed
    assert not check.covers_whole_document
    assert not check.holds


def test_the_seal_of_somebody_else_does_not_hold(sealed: bytes, tmp_path: Path, settings: Settings) -> None:
    other = tmp_path / "other"
    keyring.create_missing(other)
    settings.KEYS_DIR = other
    check = verify_sealed(sealed)
    assert check.sealed
    assert check.intact
    assert not check.by_this_office
    assert not check.holds


@pytest.mark.parametrize("content", [b"", b"not a PDF", b"%PDF-1.7\n%%EOF"])
def test_what_has_no_seal_is_said_to_have_none(content: bytes, plain: bytes) -> None:
    assert verify_sealed(content) == verify_sealed(plain) == SealCheck(sealed=False)


def test_a_sealed_document_is_not_sealed_again(sealed: bytes) -> None:
    with pytest.raises(AlreadySealed):
        seal_pdf(sealed, reason="결정 통지", signed_at=MOMENT)


def test_an_instant_without_a_zone_is_refused(plain: bytes) -> None:
    with pytest.raises(ValueError, match="aware"):
        seal_pdf(plain, reason="결정 통지", signed_at=MOMENT.replace(tzinfo=None))


def test_without_the_key_nothing_is_sealed(plain: bytes, own_keys: Path) -> None:
    (own_keys / "office" / certificate.KEY_NAME).unlink()
    with pytest.raises(KeyMissing, match="전자관인"):
        seal_pdf(plain, reason="결정 통지", signed_at=MOMENT)
