"""Every read of declarations."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from thanthien.eforms import rules
from thanthien.eforms.forms import form_of
from thanthien.eforms.models import Answers, Named
from thanthien.eforms.reading import read_number
from thanthien.eforms.rules import Form, State
from thanthien.shared.codes import keyed_digest

# A declaration put away can be taken back for a day; a draft that nobody touches is forgotten after a month.
DROPPED_DAYS, DRAFT_DAYS = 1, 30


def person_digest(number: str) -> str:
    """The keyed digest by which the declarations that name a person are found."""
    return keyed_digest(read_number(number), purpose="eform-person")


def answers(*, pk: int, unit: str) -> Answers | None:
    """A declaration of the unit, or None; a forgotten one is no more."""
    return Answers.objects.filter(pk=pk, unit_id=unit).exclude(state=State.FORGOTTEN).select_related("officer").first()


def form_for(row: Answers) -> Form:
    """The form in the version in which the declaration was begun."""
    return form_of(code=row.form, version=row.version)


def begun(*, unit: str, limit: int = 100) -> QuerySet[Answers]:
    """What is still being written, the last touched first."""
    return Answers.objects.filter(unit_id=unit, state=State.DRAFT).select_related("officer").order_by("-changed_at")[:limit]


def about(*, unit: str, subject: str) -> list[Answers]:
    """The declarations of one matter (`dossier:12`), the latest first."""
    rows = Answers.objects.filter(unit_id=unit, about=subject, state__in=(State.DRAFT, State.FINAL))
    return list(rows.select_related("officer").order_by("-changed_at"))


def told_earlier(*, unit: str, number: str) -> dict[str, str]:
    """What the person with this number said in their last finished declaration, by the end of the key; {} when there is none."""
    digest = person_digest(number)
    row = Named.objects.filter(unit_id=unit, digest=digest, answers__state=State.FINAL).select_related("answers").order_by(
        "-answers__finished_at", "-pk"
    ).first()  # fmt: skip
    if row is None:
        return {}
    return rules.told_by(form_for(row.answers), row.answers.data).get(read_number(number), {})


def to_forget(*, unit: str, at: datetime) -> QuerySet[Answers]:
    """What the clock empties: put away more than a day ago, or a draft untouched for a month."""
    rows = Answers.objects.filter(unit_id=unit)
    old = rows.filter(state=State.DROPPED, changed_at__lt=at - timedelta(days=DROPPED_DAYS))
    return old | rows.filter(state=State.DRAFT, changed_at__lt=at - timedelta(days=DRAFT_DAYS))


def shown_name(row: Answers) -> str:
    """The name in the first block of the declaration, or nothing: for a list, to be masked."""
    form = form_for(row)
    keys = [f"{block.key}ho_ten" for block in form.blocks]
    return next((row.data[key] for key in keys if row.data.get(key)), "")
