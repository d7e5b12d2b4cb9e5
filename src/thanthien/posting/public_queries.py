"""Every read of what the law wants public, and of the files of what is posted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from thanthien.journal.settled import kept
from thanthien.law.posted import ITEMS, Listed, line
from thanthien.law.queries import rule
from thanthien.posting.models_public import PostedFile, PublicItem, PublicRun
from thanthien.posting.public_rules import Form, FormStand, Standing, stand_of, whole_standing
from thanthien.posting.texts import shown_on
from thanthien.shared.folding import fold

MOST_WORDS = 8  # of a search; more are not looked for

TO_DO = (Standing.LATE, Standing.SHORT, Standing.WAITING)
NEEDS = {Form.BOARD: "democracy.board_days", Form.LOUDSPEAKER: "democracy.loudspeaker_days"}


@dataclass(frozen=True, slots=True)
class Shown:
    """An item as it stands on a day: its line of the law's list, each form that the list asks for, what was posted, its files."""

    item: PublicItem
    law: Listed
    stands: tuple[FormStand, ...]
    standing: Standing
    runs: tuple[PublicRun, ...]
    files: tuple[PostedFile, ...]
    proofs: dict[int, list[PostedFile]]

    @property
    def web(self) -> PublicRun | None:
        """The newest posting on the pages of the commune."""
        return next((run for run in reversed(self.runs) if run.form == Form.WEB), None)

    @property
    def in_time(self) -> bool:
        """Every form was posted by the due day."""
        return all(one.in_time for one in self.stands)


def need_of(form: Form, *, on: date) -> int:
    """How many days in a row the law wants a form to last; 0 = it names none."""
    return rule(code=NEEDS[form], on=on).number if form in NEEDS else 0


def register(*, unit: str, on: date) -> list[Shown]:
    """Every item of the unit that was not withdrawn: late ones first, then by their due day, the newest last among those done."""
    rows = kept(unit, ("public-items",), lambda: _rows(unit))
    found = [_shown(item, runs, files, proofs, on=on) for item, runs, files, proofs in rows]
    return sorted(found, key=_place)


def _place(one: Shown) -> tuple[int, int, int]:
    """What must be done by its due day; what is posted or over, the newest first."""
    due, decided = one.item.due_on.toordinal(), one.item.decided_on.toordinal()
    order = list(Standing).index(one.standing)
    return (order, due, one.item.pk) if one.standing in TO_DO else (order, -decided, -one.item.pk)


def _rows(unit: str) -> list[tuple[PublicItem, tuple[PublicRun, ...], tuple[PostedFile, ...], dict[int, list[PostedFile]]]]:
    items = PublicItem.objects.filter(unit_id=unit, withdrawn_at__isnull=True)
    whole = list(items.prefetch_related(Prefetch("runs", PublicRun.objects.filter(annulled_at__isnull=True))))
    files = files_of(unit=unit, subjects=[f"publicitem:{item.pk}" for item in whole])
    runs = {item.pk: tuple(item.runs.all()) for item in whole}
    proofs = files_of(unit=unit, subjects=[run.subject for some in runs.values() for run in some])
    return [
        (item, runs[item.pk], tuple(files.get(f"publicitem:{item.pk}", ())),
         {run.pk: proofs.get(run.subject, []) for run in runs[item.pk]})
        for item in whole
    ]  # fmt: skip


def _shown(
    item: PublicItem, runs: tuple[PublicRun, ...], files: tuple[PostedFile, ...], proofs: dict[int, list[PostedFile]], *, on: date
) -> Shown:
    law = line(ITEMS, item.code)
    assert law is not None, item.code
    stands = tuple(
        stand_of(Form(form), [run.run for run in runs], due=item.due_on, need=need_of(Form(form), on=item.decided_on), today=on)
        for form in law.forms
    )
    return Shown(item, law, stands, whole_standing(stands), runs, files, proofs)


def shown(*, unit: str, pk: int, on: date) -> Shown | None:
    """One item of the unit, or None: another unit's, or withdrawn."""
    return next((one for one in register(unit=unit, on=on) if one.item.pk == pk), None)


def item(*, unit: str, pk: int) -> PublicItem | None:
    """One item of the unit, a withdrawn one too."""
    return PublicItem.objects.filter(unit_id=unit, pk=pk).first()


def run(*, unit: str, pk: int) -> PublicRun | None:
    """One posting of the unit, an annulled one too."""
    return PublicRun.objects.filter(unit_id=unit, pk=pk).select_related("item").first()


def on_web(*, unit: str, on: date, standing: Iterable[Shown] | None = None) -> list[Shown]:
    """What the pages of the commune show on a day, the newest posting first."""
    held = register(unit=unit, on=on) if standing is None else standing
    found = [one for one in held if any(r.form == Form.WEB and shown_on(r.since, r.until, on) for r in one.runs)]
    return sorted(found, key=lambda one: (one.web.since if one.web else on, one.item.pk), reverse=True)


def with_words(rows: Iterable[Shown], text: str) -> list[Shown]:
    """Those in whose title, document, text or line of the law every word of `text` stands, with or without marks."""
    words = fold(text).split()[:MOST_WORDS]
    return [one for one in rows if all(word in _folded(one) for word in words)]


def _folded(one: Shown) -> str:
    return fold(" ".join((one.item.title, one.item.document, one.item.body, one.law.title, one.law.title_en)))


def late(*, unit: str, on: date) -> list[Shown]:
    """What must be done: not posted although its day is over, or taken down too early."""
    return [one for one in register(unit=unit, on=on) if one.standing in (Standing.LATE, Standing.SHORT)]


def files_of(*, unit: str, subjects: list[str]) -> dict[str, list[PostedFile]]:
    """Subject → its files in the order in which they came; one query."""
    if not subjects:
        return {}
    found: dict[str, list[PostedFile]] = {}
    for row in PostedFile.objects.filter(unit_id=unit, subject__in=subjects, withdrawn_at__isnull=True):
        found.setdefault(row.subject, []).append(row)
    return found


def file(*, unit: str, pk: int) -> PostedFile | None:
    """One file of the unit, a dropped one too."""
    return PostedFile.objects.filter(unit_id=unit, pk=pk).first()
