"""An office whose catalogue has what leads to letters."""

import pytest

from builders.dossiers import BIRTH, CODES, MARRIAGE, add_officers, load_small_catalogue
from builders.letters import ADULT_BIRTH, AGAIN, DEATH


@pytest.fixture
def town(office):
    """The office with births, marriages and deaths; `town.others`: its further officers."""
    load_small_catalogue((*CODES, MARRIAGE, DEATH, ADULT_BIRTH, AGAIN))
    office.others = add_officers(office)
    assert BIRTH in CODES
    return office
