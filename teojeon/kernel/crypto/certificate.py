"""The office's key and self-signed certificate for sealing documents, for development.

An operator puts the pair of the 행정전자서명 인증센터 in the same two files; nothing else changes.
"""

import datetime as dt
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from teojeon.kernel import clock
from teojeon.kernel.crypto.key_files import write_if_missing, write_whole

KEY_NAME = "pdf-seal.key"
CERTIFICATE_NAME = "pdf-seal.crt"
SIGNER_NAME = "터전 개발용 전자관인"
# The demo's clock walks through years, back and forth: a letter of any of them is sealed within the certificate's
# validity.
YEARS_BEFORE, YEARS_AFTER = 5, 20
# Not an elliptic curve: those belong to PDF 2.0, and a PDF/A-2 is a PDF 1.7.
KEY_BITS = 3072


def create_missing(folder: Path) -> list[Path]:
    """Make key and certificate where they are missing; returns the files made. A certificate without its key is made
    anew."""
    key_path, certificate_path = folder / KEY_NAME, folder / CERTIFICATE_NAME
    made: list[Path] = []
    if not key_path.exists() and write_if_missing(
        key_path, _key_text(rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS))
    ):
        made.append(key_path)
    key = serialization.load_pem_private_key(key_path.read_bytes(), password=None)
    if isinstance(key, rsa.RSAPrivateKey) and (not certificate_path.exists() or key_path in made):
        write_whole(certificate_path, _certificate(key).public_bytes(serialization.Encoding.PEM))
        made.append(certificate_path)
    return made


def _key_text(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def _certificate(key: rsa.RSAPrivateKey) -> x509.Certificate:
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "KR"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "터전"),
            x509.NameAttribute(NameOID.COMMON_NAME, SIGNER_NAME),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    year = clock.real_now().year
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(dt.datetime(year - YEARS_BEFORE, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(year + YEARS_AFTER, 1, 1, tzinfo=dt.UTC))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
