"""Every read of declarations written at home."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from thanthien.eforms.forms import form_of
from thanthien.eforms.home_rules import CODE_LETTERS, DROPPED_DAYS, KEPT_DAYS, HomeState
from thanthien.eforms.models_home import HomeDraft
from thanthien.eforms.rules import Form
from thanthien.shared.codes import keyed_digest, tidy_code


def code_digest(code: str) -> str:
    """By which a draft is found: the keyed digest of its code, however it was typed."""
    return keyed_digest(tidy_code(code), purpose="home-declaration")


def address_digest(address: str) -> str:
    """The keyed digest of an address of the net, or nothing."""
    return keyed_digest(address, purpose="home-declaration-address") if address else ""


def by_code(*, unit: str, code: str, at: datetime) -> HomeDraft | None:
    """The draft of the unit whose code this is, or None; one whose time is over is no more, whether deleted yet or not."""
    if len(tidy_code(code)) != CODE_LETTERS:
        return None
    row = HomeDraft.objects.filter(unit_id=unit, digest=code_digest(code), changed_at__lte=at).first()
    return row if row is not None and at < expires_at(row) else None


def expires_at(row: HomeDraft) -> datetime:
    """When it is deleted unless somebody writes on it."""
    return row.changed_at + timedelta(days=DROPPED_DAYS if row.state == HomeState.DROPPED else KEPT_DAYS)


def form_for(row: HomeDraft) -> Form:
    """The form in the version in which it was begun."""
    return form_of(code=row.form, version=row.version)


def begun_from(*, unit: str, digest: str, since: datetime) -> int:
    """How many were begun from one address of the net."""
    return HomeDraft.objects.filter(unit_id=unit, address_digest=digest, begun_at__gt=since).count() if digest else 0


def to_delete(*, unit: str, at: datetime) -> QuerySet[HomeDraft]:
    """Untouched for a month, or put away more than a day ago."""
    rows = HomeDraft.objects.filter(unit_id=unit)
    old = rows.filter(changed_at__lte=at - timedelta(days=KEPT_DAYS))
    return old | rows.filter(state=HomeState.DROPPED, changed_at__lte=at - timedelta(days=DROPPED_DAYS))
