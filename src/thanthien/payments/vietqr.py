"""The text of a VietQR code (NAPAS 1.0 of 09/2021, on EMVCo's merchant-presented code), and reading one back. Pure.

A field is `ID(2) LEN(2) VALUE`. NAPAS's own static sample is malformed (a length of 12 before 13 figures): `fields` refuses it.
"""

import re
from binascii import crc_hqx

from thanthien.payments.rules import PaymentError, check_amount, tidy_account, tidy_bank
from thanthien.shared.folding import fold
from thanthien.shared.wording import say

AID = "A000000727"
TO_ACCOUNT = "QRIBFTTA"
NOTE_LENGTH = 25


def note_of(code: str) -> str:
    """The transfer's note for a dossier code: letters and figures only, as banks drop the rest."""
    note = re.sub(r"[^0-9A-Z]", "", fold(code).upper())
    if not 1 <= len(note) <= NOTE_LENGTH:
        raise PaymentError(say("Mã {code} không vừa nội dung chuyển khoản (25 chữ). Thu tiền mặt.", code=code))
    return note


def vietqr(*, bank: str, account: str, amount: int, note: str) -> str:
    """The text of a code for one payment. Raises PaymentError for what no bank would read."""
    to = _field("00", tidy_bank(bank)) + _field("01", tidy_account(account))
    body = "".join(
        (
            _field("00", "01"), _field("01", "12"),
            _field("38", _field("00", AID) + _field("01", to) + _field("02", TO_ACCOUNT)),
            _field("53", "704"), _field("54", str(check_amount(amount))), _field("58", "VN"),
            _field("62", _field("08", note_of(note))), "6304",
        )
    )  # fmt: skip
    return body + checksum(body)


def checksum(text: str) -> str:
    """CRC-16 with polynomial 1021 and start FFFF over everything up to and with `6304`."""
    return f"{crc_hqx(text.encode(), 0xFFFF):04X}"


def fields(text: str) -> dict[str, str]:
    """ID → value of one level; raises ValueError where a length does not fit."""
    found, at = {}, 0
    while at < len(text):
        name, length = text[at : at + 2], text[at + 2 : at + 4]
        if not (name.isdecimal() and length.isdecimal() and len(length) == 2):
            raise ValueError(f"no field at {at}")
        value = text[at + 4 : at + 4 + int(length)]
        if len(value) != int(length) or name in found:
            raise ValueError(f"field {name} at {at} is cut or twice there")
        found[name], at = value, at + 4 + int(length)
    return found


def _field(name: str, value: str) -> str:
    return f"{name}{len(value):02d}{value}"
