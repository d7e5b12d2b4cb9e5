"""Digital signatures in PDF: PAdES B-B. The key is the office's own soft certificate, or one in a PKCS#11 token.

A soft certificate proves that the file did not change since this office signed it; it is not a qualified certificate of a public
authority. Such a one comes in a token.
"""

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from thanthien.shared.clock import local
from thanthien.shared.made_once import made_once
from thanthien.shared.paper.engine import PaperError, render
from thanthien.shared.wording import say

RESERVED = 8192  # characters kept in the file for the signature, two for each of its bytes
VALID = timedelta(days=5 * 365)
FIELD = "ChuKySo"
PLACE_MM = (62.0, 18.0)  # the visible field: width and height
POINTS = 72 / 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """Where a PKCS#11 key is: the driver's file, the token's label, the label of the key and its certificate, the PIN."""

    module: str
    token: str
    key: str
    pin: str


def office_key(*, folder: Path, unit: str, name: str, at: datetime) -> bytes:
    """The office's soft certificate with its key (PKCS#12), made at first use and kept for its owner only (0600)."""
    path = folder / f"office-{unit}.p12"
    return path.read_bytes() if path.exists() else made_once(path, _new_key(name, at))


def _new_key(name: str, at: datetime) -> bytes:
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64]), x509.NameAttribute(NameOID.COUNTRY_NAME, "VN")])
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    signed = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at.astimezone(UTC) - timedelta(days=1))
        .not_valid_after(at.astimezone(UTC) + VALID)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(b"office", key, signed, None, serialization.NoEncryption())


@contextmanager
def soft_signer(key: bytes) -> Iterator[Any]:
    """A signer with a key from `office_key`, read and checked once for all the papers that it signs.

    pyHanko reads it again for each signature, which takes four times as long as the signature itself.
    """
    from pyhanko.sign import signers

    opened, _, _ = pkcs12.load_key_and_certificates(key, None)

    class OfficeSigner(signers.SimpleSigner):
        def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
            kind = self.get_signature_mechanism_for_digest(digest_algorithm).signature_algo
            if not isinstance(opened, rsa.RSAPrivateKey) or kind != "rsassa_pkcs1v15" or digest_algorithm != "sha256":
                return super().sign_raw(data, digest_algorithm)
            return opened.sign(data, padding.PKCS1v15(), hashes.SHA256())

    read = signers.SimpleSigner.load_pkcs12_data(key, other_certs=[])
    yield OfficeSigner(signing_cert=read.signing_cert, signing_key=read.signing_key, cert_registry=read.cert_registry)


@contextmanager
def token_signer(token: Token) -> Iterator[Any]:
    """A signer with a key in a token; the session ends with the block. Raises PaperError that says what to look at."""
    from pkcs11.exceptions import PKCS11Error
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

    try:
        session = open_pkcs11_session(token.module, token_criteria=TokenCriteria(label=token.token), user_pin=token.pin)
    except (PKCS11Error, RuntimeError) as error:
        raise PaperError(say("Chưa mở được thiết bị ký số. Xem thiết bị đã cắm chưa, mã PIN đúng chưa.")) from error
    with session:
        yield PKCS11Signer(session, cert_label=token.key, key_label=token.key)


def signed(
    pdf: bytes, *, signer: Any, name: str, at: datetime, reason: str = "", page: int = -1,
    place_mm: tuple[float, float] | None = None,
) -> bytes:  # fmt: skip
    """`pdf` with a signature of `name` in a visible field. What was there stays byte for byte.

    The field stands at the foot of the last leaf, or on leaf `page` (from 0) with its left lower corner at `place_mm`.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.stamp import StaticStampStyle

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    taken = len(list(fields.enumerate_sig_fields(writer.prev)))
    box = _box_at(place_mm) if place_mm else _box(writer, taken)
    place = fields.SigFieldSpec(f"{FIELD}{taken + 1}", on_page=page, box=box)
    meta = signers.PdfSignatureMetadata(
        field_name=place.sig_field_name, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, name=name, reason=reason or None
    )
    with tempfile.NamedTemporaryFile(suffix=".pdf") as drawn:  # pyHanko takes the drawing of a stamp from a file only
        drawn.write(_picture(name, at))
        drawn.flush()
        style = StaticStampStyle.from_pdf_file(drawn.name, border_width=0, background_opacity=1.0)
        one = signers.PdfSigner(meta, signer, stamp_style=style, new_field_spec=place)
        return bytes(one.sign_pdf(writer, bytes_reserved=RESERVED).getvalue())


@lru_cache(maxsize=8)
def _picture(name: str, at: datetime) -> bytes:
    """What stands in the field; the papers of one batch share it."""
    return render(template="signed.typ", data={"name": name, "at": local(at)}, at=at)


def _box_at(place_mm: tuple[float, float]) -> tuple[int, int, int, int]:
    left, bottom = (side * POINTS for side in place_mm)
    width, height = (side * POINTS for side in PLACE_MM)
    return int(left), int(bottom), int(left + width), int(bottom + height)


def _box(writer: Any, taken: int) -> tuple[int, int, int, int]:
    """At the right of the foot; a second signature stands to the left of the first."""
    page = writer.prev.root["/Pages"]["/Kids"][-1]
    while "/Kids" in page:
        page = page["/Kids"][-1]
    wide = float(page["/MediaBox"][2])
    width, height = (side * POINTS for side in PLACE_MM)
    right = wide - 12 * POINTS - taken * (width + 6)
    bottom = 4 * POINTS
    return int(right - width), int(bottom), int(right), int(bottom + height)
