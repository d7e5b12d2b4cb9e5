"""Codes that cannot be guessed and digests that cannot be read back."""

import base64
import hashlib
import hmac
import secrets
from functools import cache

from cryptography.fernet import Fernet
from django.conf import settings

from thanthien.shared import chance
from thanthien.shared.chance import CROCKFORD
from thanthien.shared.made_once import made_once

__all__ = [
    "CROCKFORD", "derived_code", "keyed_digest", "office_key", "random_code", "sealed", "tidy_code", "unsealed", "use_key",
]  # fmt: skip
SWAPS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V", "-": None, " ": None})


def random_code(length: int = 12) -> str:
    """`length` letters of Crockford's base 32 (12 = 60 bits), without the letters that people mix up."""
    return chance.code(length)


def tidy_code(typed: str) -> str:
    """What a person typed, as the code they meant: capitals, no spaces or dashes, O→0, I and L→1."""
    return typed.strip().upper().translate(SWAPS)


@cache
def office_key() -> bytes:
    """The key of this office's digests, 32 bytes, made once in the office's home and never shown."""
    return use_key(secrets.token_bytes(32))


def use_key(wanted: bytes) -> bytes:
    """The office's key; `wanted` (32 bytes) becomes it when there is none yet."""
    return made_once(settings.HOME / "keys" / "digest.key", wanted)


def keyed_digest(text: str, *, purpose: str) -> str:
    """HMAC-SHA-256 of `text` as 32 hex letters; `purpose` keeps digests of different uses apart."""
    return hmac.new(office_key(), f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()[:32]


def derived_code(text: str, *, purpose: str, length: int = 12) -> str:
    """A code like `random_code` that this office can make again from `text`, and nobody else."""
    digest = hmac.new(office_key(), f"{purpose}\0{text}".encode(), hashlib.sha256).digest()
    return "".join(CROCKFORD[byte % 32] for byte in digest[:length])


def sealed(text: str, *, purpose: str) -> str:
    """`text` encrypted with the key of the office: a stolen database alone opens nothing. `unsealed` reads it again."""
    return _seal(purpose).encrypt(text.encode()).decode()


def unsealed(text: str, *, purpose: str) -> str:
    """What was `sealed` for the same purpose; raises `cryptography.fernet.InvalidToken` for anything else."""
    return _seal(purpose).decrypt(text.encode()).decode()


def _seal(purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(office_key() + purpose.encode()).digest()))
