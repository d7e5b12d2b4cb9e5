"""Signed PDFs, and what other programs say of them; a token in software stands for the leader's."""

import io
import os
import subprocess
from pathlib import Path

import pikepdf
import pytest
from django.core.management import call_command

from builders.forms import apology
from builders.paper import RECEIVED, words_of
from thanthien.shared.paper import signing
from thanthien.shared.paper.checking import check_pdf, signatures
from thanthien.shared.paper.engine import PaperError
from thanthien.shared.paper.forms_turns import form04

MODULES = [Path("/usr/lib/softhsm/libsofthsm2.so"), *Path("/usr/lib").glob("*/softhsm/libsofthsm2.so")]
MODULE = next((path for path in MODULES if path.exists()), None)


@pytest.fixture(scope="module")
def key(tmp_path_factory) -> bytes:
    return signing.office_key(folder=tmp_path_factory.mktemp("keys"), unit="15148", name="UBND xã Cẩm Tú", at=RECEIVED)


@pytest.fixture(scope="module")
def plain() -> bytes:
    return form04(apology())


@pytest.fixture(scope="module")
def once(key: bytes, plain: bytes) -> bytes:
    with signing.soft_signer(key) as signer:
        return signing.signed(plain, signer=signer, name="Trịnh Đình Quý", at=RECEIVED)


def kept(folder: Path, pdf: bytes) -> Path:
    path = folder / "sheet.pdf"
    path.write_bytes(pdf)
    return path


def test_what_was_there_stays_byte_for_byte_and_poppler_agrees(plain: bytes, once: bytes, tmp_path: Path) -> None:
    assert once.startswith(plain)
    (line,) = signatures(kept(tmp_path, once))
    assert line.fine and line.text == "UBND xã Cẩm Tú: nguyên vẹn, ký cả tệp"


def test_it_is_pades_in_a_visible_field_with_its_place_kept(once: bytes) -> None:
    pdf = pikepdf.open(io.BytesIO(once))
    (field,) = pdf.Root.AcroForm.Fields
    assert field.V.SubFilter == "/ETSI.CAdES.detached"
    left, bottom, right, top = (float(value) for value in field.Rect)
    assert (right - left, top - bottom) == pytest.approx((62 * 72 / 25.4, 18 * 72 / 25.4), abs=1)
    _, before, after, _ = (int(value) for value in field.V.ByteRange)
    assert after - before == 8192 + 2


def test_the_field_says_who_and_when_on_the_sheet(once: bytes, tmp_path: Path) -> None:
    told = subprocess.run(["pdftotext", kept(tmp_path, once), "-"], capture_output=True, text=True, check=True).stdout
    assert "Đã ký số" in told and told.count("Trịnh Đình Quý") == 2


def test_a_second_signature_stands_beside_and_leaves_the_first_whole(once: bytes, key: bytes, tmp_path: Path) -> None:
    with signing.soft_signer(key) as signer:
        twice = signing.signed(once, signer=signer, name="Lê Thị Hạnh", at=RECEIVED)
    first, second = signatures(kept(tmp_path, twice))
    assert first.fine and "một phần tệp" in first.text and second.fine and "cả tệp" in second.text


def test_one_changed_letter_is_seen(once: bytes, tmp_path: Path) -> None:
    place = once.index(b"/MediaBox")
    (line,) = signatures(kept(tmp_path, once[:place] + b"/MediaBux" + once[place + 9 :]))
    assert not line.fine and "KHÔNG nguyên vẹn" in line.text


def test_a_signed_file_keeps_its_claims_and_fonts(once: bytes, tmp_path: Path) -> None:
    lines = {line.about: line for line in check_pdf(kept(tmp_path, once))}
    assert all(line.fine for line in lines.values())
    assert "PDF/A-2a" in lines["XMP"].text and "LiberationSerif" in lines["phông chữ"].text


class TestCommand:
    def test_a_good_file_has_its_lines(self, plain: bytes, tmp_path: Path, capsys) -> None:
        call_command("check_pdf", str(kept(tmp_path, plain)))
        told = capsys.readouterr().out
        assert "SAI" not in told and "chưa ký" in told and "không kiểm bằng công cụ thứ hai" in told

    @pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nchao", b"PK\x03\x04"])
    def test_what_is_no_pdf_ends_with_one(self, content: bytes, tmp_path: Path, capsys) -> None:
        with pytest.raises(SystemExit, match="1"):
            call_command("check_pdf", str(kept(tmp_path, content)))
        assert "SAI" in capsys.readouterr().out

    def test_a_file_that_is_not_there_and_one_without_claims(self, tmp_path: Path, capsys) -> None:
        with pytest.raises(SystemExit):
            call_command("check_pdf", str(tmp_path / "none.pdf"))
        bare = pikepdf.new()
        bare.add_blank_page()
        bare.save(tmp_path / "bare.pdf")
        with pytest.raises(SystemExit):
            call_command("check_pdf", str(tmp_path / "bare.pdf"))
        assert "không khai PDF/A" in capsys.readouterr().out


@pytest.mark.skipif(MODULE is None, reason="softhsm2 is not installed")
class TestToken:
    @pytest.fixture
    def token(self, tmp_path: Path, key: bytes, monkeypatch) -> signing.Token:
        """A token in software that holds a key and its certificate."""
        from cryptography.hazmat.primitives.serialization import pkcs12
        from pkcs11 import Attribute, lib
        from pkcs11.util.rsa import decode_rsa_private_key
        from pkcs11.util.x509 import decode_x509_certificate

        (tmp_path / "tokens").mkdir()
        (tmp_path / "hsm.conf").write_text(f"directories.tokendir = {tmp_path}/tokens\nobjectstore.backend = file\n")
        monkeypatch.setitem(os.environ, "SOFTHSM2_CONF", str(tmp_path / "hsm.conf"))
        command = ["softhsm2-util", "--init-token", "--free", "--label", "cam-tu", "--pin", "1234", "--so-pin", "123456"]
        subprocess.run(command, check=True, capture_output=True)
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

        private, certificate, _ = pkcs12.load_key_and_certificates(key, None)
        assert private is not None and certificate is not None
        der = private.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        library = lib(str(MODULE))
        library.reinitialize()
        with library.get_token(token_label="cam-tu").open(rw=True, user_pin="1234") as session:
            named = {Attribute.LABEL: "lanh-dao", Attribute.TOKEN: True, Attribute.ID: b"1"}
            session.create_object(decode_rsa_private_key(der) | named | {Attribute.SIGN: True})
            session.create_object(decode_x509_certificate(certificate.public_bytes(Encoding.DER)) | named)
        return signing.Token(module=str(MODULE), token="cam-tu", key="lanh-dao", pin="1234")

    def test_a_token_signs_and_poppler_agrees(self, token: signing.Token, plain: bytes, tmp_path: Path) -> None:
        with signing.token_signer(token) as signer:
            pdf = signing.signed(plain, signer=signer, name="Trịnh Đình Quý", at=RECEIVED)
        (line,) = signatures(kept(tmp_path, pdf))
        assert line.fine and "Trịnh Đình Quý" in words_of(pdf)

    def test_a_wrong_pin_or_another_token_says_what_to_look_at(self, token: signing.Token) -> None:
        from dataclasses import replace

        for wrong in (replace(token, pin="9999"), replace(token, token="khac")):
            with pytest.raises(PaperError, match="thiết bị ký số"), signing.token_signer(wrong):
                pass
