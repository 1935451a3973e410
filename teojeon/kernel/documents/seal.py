"""The office's electronic seal on a PDF: PAdES baseline B, certified, no change allowed afterwards. No network is used.

The seal is an incremental update: tags, language, fonts and metadata of the typeset document stay as they are. Its
field is invisible and lies outside the page, so that neither PDF/A-2 (no appearance needed) nor PDF/UA-1 (7.18.1,
outside the crop box) asks for more.
"""

import datetime as dt
import functools
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from django.conf import settings
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from teojeon.kernel.crypto import certificate
from teojeon.kernel.crypto.key_files import KeyMissing, read_key

FIELD = "OfficialSeal"
FIELD_FOR_READERS = "전자관인"
# Hexadecimal digits kept free for the signature: a certificate of 4096 bits fits. A fixed size saves a trial signature
# a document.
RESERVED = 8192


class AlreadySealed(ValueError):
    """A sealed document is never sealed again: a correction is a document of its own."""


@dataclass(frozen=True)
class SealCheck:
    """What a look at a document's seal found. Only `holds` means that the document is the office's own, unchanged."""

    sealed: bool
    intact: bool = False  # every byte under the seal is as it was sealed
    covers_whole_document: bool = False  # nothing was added after the seal
    by_this_office: bool = False  # the office's certificate made it
    signer_name: str = ""
    signed_at: dt.datetime | None = None  # as the seal says; no outside time stamp proves it

    @property
    def holds(self) -> bool:
        return self.sealed and self.intact and self.covers_whole_document and self.by_this_office


class _SealWriter(IncrementalPdfFileWriter):  # type: ignore[misc]  # the library is untyped
    """Adds the seal and nothing else."""

    def _update_meta(self) -> None:
        """The library would write the machine's time and its own name beside the metadata that PDF/A fixes."""


class _SignerAt(PdfSigner):  # type: ignore[misc]  # the library is untyped
    """Signs with the instant that it is told, the legal one, where the library would ask the machine."""

    def __init__(self, *arguments: Any, moment: dt.datetime, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.moment = moment

    def init_signing_session(self, *arguments: Any, **options: Any) -> PdfSigningSession:
        session = super().init_signing_session(*arguments, **options)
        session.system_time = self.moment
        return session


def seal_pdf(pdf: bytes, *, reason: str, signed_at: dt.datetime) -> bytes:
    """The document with the office's seal, valid for every later reader. `reason` is Korean and printed in the seal's
    properties; `signed_at` is the legal instant, aware. Raises KeyMissing, AlreadySealed, ValueError for a naive
    instant."""
    if signed_at.tzinfo is None:
        raise ValueError("the instant of sealing must be aware")
    writer = _SealWriter(io.BytesIO(pdf))
    if writer.prev.embedded_signatures:
        raise AlreadySealed
    outside = InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)
    append_signature_field(writer, SigFieldSpec(FIELD, invis_sig_settings=outside, readable_field_name=FIELD_FOR_READERS))
    _order_fields_by_structure(writer)
    metadata = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        reason=reason,
    )
    signer = _SignerAt(metadata, _signer(*_key_files()), moment=signed_at)
    sealed = signer.sign_pdf(writer, existing_fields_only=True, bytes_reserved=RESERVED)
    return bytes(sealed.getvalue())


def verify_sealed(pdf: bytes) -> SealCheck:
    """What the seal of a document says about it. Never raises for a bad document; raises KeyMissing without the
    certificate."""
    own = _certificate(_key_files()[1])
    try:
        signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        if len(signatures) != 1:
            return SealCheck(sealed=False)
        moment = signatures[0].self_reported_timestamp
        trust = ValidationContext(trust_roots=[own], moment=moment, allow_fetching=False)
        status = validate_pdf_signature(signatures[0], trust)
    except (PdfError, SigningError, SignatureValidationError, ValueError, LookupError, TypeError, AttributeError):
        return SealCheck(sealed=False)  # so damaged that no seal can be read in it
    return SealCheck(
        sealed=True,
        intact=bool(status.intact and status.valid and status.docmdp_ok is not False),
        covers_whole_document=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        by_this_office=bool(status.trusted) and status.signing_cert.sha256 == own.sha256,
        signer_name=str(status.signing_cert.subject.native.get("common_name", "")),
        signed_at=moment,
    )


def _order_fields_by_structure(writer: IncrementalPdfFileWriter) -> None:
    """PDF/UA-1 7.18.3: a page with annotations says that their order follows the structure."""
    page = writer.find_page_for_modification(0)[0].get_object()
    page["/Tabs"] = generic.NameObject("/S")


def _key_files() -> tuple[Path, Path]:
    folder = Path(settings.KEYS_DIR) / "office"
    key, public = folder / certificate.KEY_NAME, folder / certificate.CERTIFICATE_NAME
    read_key(key, "전자관인 키")
    read_key(public, "전자관인 인증서")
    return key, public


class _Signer(SimpleSigner):  # type: ignore[misc]  # the library is untyped
    """Holds the private key ready: the library would read and check an RSA key anew for each document, a tenth of a
    second."""

    ready_key: rsa.RSAPrivateKey | None = None

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        if self.ready_key is None or digest_algorithm != "sha256":
            return bytes(super().sign_raw(data, digest_algorithm))
        return self.ready_key.sign(data, padding.PKCS1v15(), hashes.SHA256())


@functools.cache
def _signer(key: Path, public: Path) -> _Signer:
    loaded = SimpleSigner.load(str(key), str(public))
    if loaded is None:
        raise KeyMissing("읽을 수 있는 전자관인 키", key)
    signer = _Signer(loaded.signing_cert, loaded.signing_key, loaded.cert_registry)
    private_key = serialization.load_pem_private_key(key.read_bytes(), password=None)
    if isinstance(private_key, rsa.RSAPrivateKey):
        signer.ready_key = private_key
    return signer


@functools.cache
def _certificate(public: Path) -> Any:
    return load_cert_from_pemder(str(public))
