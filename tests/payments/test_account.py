"""The receiving account, and who the law frees from a fee."""

from datetime import timedelta

import pytest

from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.payments import actions, exempting, queries
from thanthien.payments.rules import PaymentError
from thanthien.shared.actor import system
from thanthien.shared.clock import day_of


def opened(office, **more):
    more = {"bank": "970405", "number": "1234 5678 90123", "holder": "UBND XÃ CẨM TÚ", "valid_from": day_of(office.at)} | more
    return actions.open_account(unit=office.unit, **{"by": system(office.unit), "at": office.at} | more)


def test_the_latest_that_has_begun_holds(office):
    first = opened(office)
    later = opened(office, number="9999999999", valid_from=day_of(office.at) + timedelta(days=3))
    assert first.number == "1234567890123"
    assert queries.account(unit=office.unit, on=day_of(office.at)) == first
    assert queries.account(unit=office.unit, on=later.valid_from) == later
    assert queries.account(unit=office.unit, on=day_of(office.at) - timedelta(days=1)) is None


def test_the_entry_has_no_number_and_no_holder(office):
    opened(office)
    entry = Entry.objects.get(kind="account.opened")
    assert entry.data == {"bank": "970405", "from": day_of(office.at).isoformat()} and verify() is None


@pytest.mark.parametrize(("what", "value"), [("bank", "12"), ("number", "1"), ("holder", "  ")])
def test_bad_input_says_where(office, what, value):
    with pytest.raises(PaymentError) as refused:
        opened(office, **{what: value})
    assert refused.value.field == what


def test_the_past_keeps_its_account(office):
    with pytest.raises(PaymentError, match="đã qua"):
        opened(office, valid_from=day_of(office.at) - timedelta(days=1))


def test_who_sits_at_a_counter_does_not_set_it(office):
    with pytest.raises(PaymentError, match="quản trị"):
        opened(office, by=office.actor(office.hanh))


def test_grounds_are_dated_and_none_is_confirmed(office):
    found = exempting.grounds(on=day_of(office.at))
    assert "poor_household" in found and not any(rule.confirmed for rule in found.values())
    assert not exempting.grounds(on=day_of(office.at).replace(year=2015))
