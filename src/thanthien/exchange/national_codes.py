"""The codes of the national portal's endpoints, from their dated table."""

from datetime import date
from functools import cache
from pathlib import Path

import yaml

from thanthien.exchange.national_rules import Codes, NationalError, Snag

DATA = Path(__file__).parent / "data" / "national.yaml"


@cache
def _tables() -> tuple[Codes, ...]:
    return tuple(Codes.from_dict(row) for row in yaml.safe_load(DATA.read_text(encoding="utf-8")))


def codes_of(*, endpoint: str, on: date) -> Codes:
    """The codes of an endpoint on a day, the last that began. Raises NationalError when nobody has written them down."""
    known = [one for one in _tables() if one.endpoint == endpoint and one.since <= on]
    if not known:
        raise NationalError(Snag.REFUSED)
    return max(known, key=lambda one: one.since)
