"""The office with a small catalogue and everybody who is needed for whole routes."""

import pytest

from builders.dossiers import add_officers, load_small_catalogue


@pytest.fixture
def hall(office):
    """Xã Cẩm Tú, seven procedures loaded."""
    load_small_catalogue()
    return office


@pytest.fixture
def others(hall):
    """The seal clerk, the police officer and a second specialist of civil status."""
    return add_officers(hall)
