"""The versions of one procedure with what changed between them, the unit's decisions, and the changes of the catalogue."""

from dataclasses import dataclass
from datetime import date

from thanthien.procedures.entries import Difference, differences, entry_of
from thanthien.procedures.models import CatalogueLoad, Procedure, ProvinceFee, UnitProcedure
from thanthien.procedures.offers import province_of
from thanthien.procedures.writing import used


@dataclass(frozen=True, slots=True)
class Version:
    """One version: what it changed from the one before, who made it (None = set-up), and whether dossiers use it."""

    procedure: Procedure
    changes: tuple[Difference, ...]
    made: CatalogueLoad | None
    in_force: bool
    future: bool
    used: bool

    @property
    def can_edit(self) -> bool:
        """A version that has not begun and that nothing uses is changed in place; the others stay as they were."""
        return self.future and not self.used


def versions_of(*, code: str, on: date) -> list[Version]:
    """Every version of a procedure, the newest first."""
    rows = list(Procedure.objects.filter(code=code).order_by("valid_from").prefetch_related("papers", "steps"))
    loads = _makers(code)
    found, before = [], None
    for one in rows:
        entry = entry_of(one)
        found.append(
            Version(
                one, tuple(differences(before, entry)) if before else (), loads.get(one.valid_from.isoformat()),
                in_force=one.valid_from <= on and (one.valid_to is None or on < one.valid_to), future=one.valid_from > on,
                used=used(one),
            )
        )  # fmt: skip
        before = entry
    return found[::-1]


def _makers(code: str) -> dict[str, CatalogueLoad]:
    """First day of a version → the last change that wrote it and stands."""
    made = {}
    kinds = (CatalogueLoad.Kind.VERSION, CatalogueLoad.Kind.IMPORT)
    for load in CatalogueLoad.objects.filter(kind__in=kinds, undone_at__isnull=True).order_by("pk"):
        for item in load.undo:
            if item["code"] == code:
                made[item["day"]] = load
    return made


def decisions_of(*, code: str, unit: str) -> list[UnitProcedure]:
    """What the unit decided of a procedure, drafts too, the newest first."""
    return list(UnitProcedure.objects.filter(unit_id=unit, code=code).order_by("-valid_from"))


def fees_of(*, code: str, unit: str) -> list[ProvinceFee]:
    """The lines of the unit's province for a procedure, past and coming ones too."""
    return list(ProvinceFee.objects.filter(province=province_of(unit), code=code).order_by("case", "channel", "-valid_from"))


def last_change(*, code: str) -> CatalogueLoad | None:
    """The last change that somebody made of this procedure alone."""
    return CatalogueLoad.objects.filter(source=code, kind=CatalogueLoad.Kind.VERSION).order_by("-pk").first()


def changes_of_catalogue(*, limit: int = 20) -> list[CatalogueLoad]:
    """The last changes made by people, the newest first."""
    return list(CatalogueLoad.objects.exclude(kind=CatalogueLoad.Kind.FILE).order_by("-pk")[:limit])
