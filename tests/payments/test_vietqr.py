"""The text of a VietQR code: known vectors, NAPAS's malformed sample, and two decoders that are not ours."""

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import segno
from PIL import Image

from builders.paper import codes_in
from thanthien.payments.rules import PaymentError
from thanthien.payments.vietqr import checksum, fields, note_of, vietqr

BANK, ACCOUNT, CODE = "970405", "1234567890123", "H56.327-261123-0007"
TEXT = (
    "00020101021238570010A00000072701270006970405011312345678901230208QRIBFTTA53037045405150005802VN62200816H5632726112300076304"
)


def made(**more) -> str:
    return vietqr(**{"bank": BANK, "account": ACCOUNT, "amount": 15000, "note": CODE} | more)


@pytest.mark.parametrize(
    ("text", "sum_"),
    [
        ("00", "2EC9"),
        ("00020101021138540010A00000072701240006970423011000999999990208QRIBFTTA53037045802VN6304", "CBB4"),
        (
            "00020101021238570010A00000072701270006970405011312345678901230208QRIBFTTA53037045405150005802VN"
            "62240820LP H26.001 KHAI SINH6304",
            "F00F",
        ),
    ],
)
def test_published_sums(text, sum_):
    assert checksum(text) == sum_


def test_the_text_carries_account_amount_and_code():
    text = made()
    top = fields(text)
    assert text == TEXT + checksum(TEXT) and list(top)[0] == "00" and list(top)[-1] == "63"
    assert (top["01"], top["53"], top["54"], top["58"]) == ("12", "704", "15000", "VN")
    assert fields(fields(top["38"])["01"]) == {"00": BANK, "01": ACCOUNT}
    assert fields(top["62"]) == {"08": "H563272611230007"}


def test_a_length_as_in_the_malformed_sample_of_napas_is_refused():
    good = fields(fields(made())["38"])["01"]
    assert fields(good)["01"] == ACCOUNT
    with pytest.raises(ValueError, match="no field at 26"):
        fields(good.replace("0113" + ACCOUNT, "0112" + ACCOUNT))


@pytest.mark.parametrize(
    ("code", "note"), [(CODE, "H563272611230007"), ("ĐK.1-26", "DK126"), ("xxx.15.148-261123-0007", "XXX151482611230007")]
)
def test_the_note_is_letters_and_figures(code, note):
    assert note_of(code) == note


@pytest.mark.parametrize("code", ["", "...", "A" * 26])
def test_a_code_that_does_not_fit_is_refused(code):
    with pytest.raises(PaymentError, match="Thu tiền mặt"):
        note_of(code)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"bank": "123456"}, "bank"), ({"bank": "97040"}, "bank"),
        ({"account": "12"}, "number"), ({"account": "1" * 20}, "number"),
        ({"amount": 0}, "amount"), ({"amount": 500_000_000}, "amount"),
    ],
)  # fmt: skip
def test_what_no_bank_would_read_is_refused(more, field):
    with pytest.raises(PaymentError) as refused:
        made(**more)
    assert refused.value.field == field


def test_the_picture_is_read_back():
    picture = io.BytesIO()
    segno.make(made(), error="m").save(picture, kind="png", scale=6)
    assert codes_in(Image.open(picture)) == [made()]


def test_a_decoder_in_python_agrees():
    read = pytest.importorskip("vietnam_qr_pay").QRPay(made())
    assert read.is_valid and (read.consumer.bank_bin, read.consumer.bank_number) == (BANK, ACCOUNT)
    assert (read.amount, read.additional_data.purpose) == ("15000", note_of(CODE))


def test_a_decoder_in_javascript_agrees():
    modules = Path(os.environ.get("NODE_PATH") or Path(__file__).parents[2] / "node_modules")
    if not shutil.which("node") or not (modules / "vietnam-qr-pay").is_dir():
        pytest.skip("the npm package vietnam-qr-pay is not here")
    script = (
        "const {QRPay} = require(process.argv[1]); const q = new QRPay(process.argv[2]);"
        "console.log([q.isValid, q.consumer.bankBin, q.consumer.bankNumber, q.amount, q.additionalData.purpose].join(' '))"
    )
    ran = subprocess.run(
        ["node", "-e", script, str(modules / "vietnam-qr-pay"), made()], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout.split() == ["true", BANK, ACCOUNT, "15000", note_of(CODE)]
