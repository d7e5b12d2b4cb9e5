"""A deputy signs by a delegation: allowed between its dates, and the journal and the page say for whom."""

from datetime import timedelta

import pytest

from builders.dossiers import received, worked_to
from thanthien.dossiers import actions
from thanthien.dossiers.rules import DossierError
from thanthien.journal.models import Entry
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.shared.actor import system


@pytest.fixture
def for_signature(office, others):
    """A dossier that waits for the leader's signature."""
    dossier = received(office)
    order = dossier.steps.get(role="leader").order
    return worked_to(office, dossier, order, at=office.at, others=others)


def lend(office, *, days=1):
    day = office.at.date()
    return people.delegate(
        giver=office.nghia, taker=office.dinh, roles=(Role.LEADER,), valid_from=day, valid_to=day + timedelta(days=days),
        document="12/UQ-UBND", by=office.actor(office.nghia), at=office.at,
    )  # fmt: skip


def test_without_the_delegation_the_deputy_may_not(office, for_signature):
    with pytest.raises(DossierError):
        actions.complete_step(dossier=for_signature, by=office.actor(office.dinh), at=office.at)


def test_with_it_the_journal_says_for_whom(office, for_signature):
    lend(office)
    actions.complete_step(dossier=for_signature, by=office.actor(office.dinh), at=office.at)
    entry = Entry.objects.filter(kind="step.done").order_by("-seq").first()
    assert entry.actor == "officer:dinh~nghia"
    assert entry.data["officer"] == "dinh", "the hand is the deputy's own"


def test_the_page_of_the_dossier_names_both(office, for_signature, client):
    lend(office)
    actions.complete_step(dossier=for_signature, by=office.actor(office.dinh), at=office.at)
    client.force_login(office.hanh)
    page = client.get(f"/ho-so/{for_signature.pk}/").content.decode()
    assert "Bùi Văn Định (thay Phạm Văn Nghĩa)" in page and "~" not in page


def test_withdrawn_the_deputy_may_not_any_more(office, for_signature):
    people.withdraw_delegation(delegation=lend(office), by=system(office.unit), at=office.at)
    with pytest.raises(DossierError):
        actions.complete_step(dossier=for_signature, by=office.actor(office.dinh), at=office.at)
