"""Reference data of a new installation: units, catalogue. Loading again what is already there changes nothing and is quick."""

from collections.abc import Callable

from django.db import transaction

from thanthien.journal import settled
from thanthien.journal.actions import write_turn
from thanthien.people.models import Unit
from thanthien.people.reference import read_units
from thanthien.shared.folding import fold

COUNTRY = "VN"


def load_units() -> int:
    """The country, its 34 provinces and 3,321 communes (Decision 19/2025/QĐ-TTg); returns how many there are."""
    rows = list(read_units())
    if Unit.objects.count() > len(rows):
        return Unit.objects.count()
    with write_turn(), transaction.atomic():
        Unit._default_manager.get_or_create(
            code=COUNTRY, defaults={"name": "Việt Nam", "name_fold": "viet nam", "kind": "country"}
        )
        provinces = [row for row in rows if not row.province_code]
        for group, parent in (
            (provinces, lambda row: COUNTRY),
            ([r for r in rows if r.province_code], lambda row: row.province_code),
        ):
            Unit._default_manager.bulk_create(
                [Unit(code=r.code, name=r.name, name_fold=fold(r.name), kind=r.kind, parent_id=parent(r)) for r in group],
                update_conflicts=True, unique_fields=["code"], update_fields=["name", "name_fold", "kind", "parent"],
                batch_size=500,
            )  # fmt: skip
        settled.changed(settled.ALL)
    return Unit.objects.count()


def load_all(tell: Callable[[str], None] = lambda text: None) -> None:
    """Units and catalogue."""
    from thanthien.procedures.actions import load_catalogue

    tell(f"{load_units()} đơn vị")
    load_catalogue()
