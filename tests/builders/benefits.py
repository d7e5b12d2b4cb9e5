"""The procedures of funeral allowances, as they are in the catalogue, and a dossier of one of them."""

import tempfile
from functools import cache
from pathlib import Path

import yaml

from builders.dossiers import SOURCE, received
from builders.office import SmallOffice
from thanthien.dossiers.models import Dossier
from thanthien.procedures import actions as catalogue
from thanthien.procedures.catalogue import Loader

MERIT = "1.010824"
PENSION = "1.014028"


@cache
def _entry(code: str) -> dict:
    everything = yaml.load(SOURCE.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506
    return next(item for item in everything["procedures"] if item["code"] == code)


def load_funerals(*codes: str) -> None:
    """Add procedures of the catalogue, as they are there."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "funerals.yaml"
        found = {"procedures": [_entry(code) for code in codes or (MERIT, PENSION)]}
        path.write_text(yaml.safe_dump(found, allow_unicode=True), encoding="utf-8")
        catalogue.load_catalogue(path=path)


def funeral(office: SmallOffice, code: str = MERIT, **more) -> Dossier:
    """A dossier of a funeral allowance, received at the counter of `hanh`."""
    load_funerals(code)
    return received(office, code, **more)
