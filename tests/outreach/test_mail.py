"""The public post: numbers, the way of a letter and back, who may; the database refuses the impossible. Monday, 08:30."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.outreach import access, mail, mail_queries, mailing
from thanthien.outreach.mail import MailAct, MailError, MailState, Way
from thanthien.outreach.models import PostalItem
from thanthien.outreach.rules import BookingError
from thanthien.shared.clock import day_of

NUMBER = "CB123456789VN"


@pytest.mark.parametrize("typed", ["CB123456789VN", " cb 123 456 789 vn ", "cb-123.456.789-vn"])
def test_a_number_is_read_however_it_is_typed(typed):
    assert mail.tidy_tracking(typed) == NUMBER


@pytest.mark.parametrize("typed", ["", "CB12", "CB123456789VN<", "Đ" * 12, "A" * 31])
def test_what_is_no_number_is_refused_at_its_field(typed):
    with pytest.raises(MailError) as refused:
        mail.tidy_tracking(typed)
    assert refused.value.field == "tracking"


@pytest.mark.parametrize(("typed", "fee"), [("", 0), ("26.500", 26_500), ("26,500 đ", 26_500), ("0", 0), ("5000000", 5_000_000)])
def test_a_fee_is_read_in_dong(typed, fee):
    assert mail.tidy_fee(typed) == fee


@pytest.mark.parametrize("typed", ["hai nghìn", "-5", "5000001", "²"])
def test_what_is_no_fee_is_refused_at_its_field(typed):
    with pytest.raises(MailError) as refused:
        mail.tidy_fee(typed)
    assert refused.value.field == "fee"


ALLOWED = {(way, state, act) for way, state, act in mail.TABLE}


@pytest.mark.parametrize("way", list(Way))
@pytest.mark.parametrize("state", list(MailState))
@pytest.mark.parametrize("act", list(MailAct))
def test_only_what_the_table_says_moves_a_letter(way, state, act):
    if (way, state, act) in ALLOWED:
        assert mail.mail_move(way, state, act, tracking=NUMBER).kind.startswith("mail.")
    else:
        with pytest.raises(MailError, match=NUMBER):
            mail.mail_move(way, state, act, tracking=NUMBER)


def prepared(office, subject="dossier:1", *, tracking=NUMBER, fee="26.500", who="hanh"):
    by = office.actor(getattr(office, who))
    return mailing.prepare(unit=office.unit, subject=subject, tracking=tracking, fee=fee, by=by, at=office.at)


def do(office, action, item, *, minutes=5, who="hanh", **more):
    by = office.actor(getattr(office, who))
    return action(item=item, by=by, at=office.at + timedelta(minutes=minutes), **more)


def kinds():
    return list(Entry.objects.filter(kind__startswith="mail.").order_by("seq").values_list("kind", flat=True))


def test_a_letter_goes_out_and_arrives(office):
    row = prepared(office)
    assert (row.state, row.fee_vnd, row.day) == ("ready", 26_500, day_of(office.at)) and mail_queries.ready(unit=office.unit) == [
        row
    ]
    sent = do(office, mailing.send, row)
    assert (sent.state, sent.sent_at) == ("sent", office.at + timedelta(minutes=5))
    done = do(office, mailing.deliver, row, minutes=60, receiver=" Trương  Thị Hiền ")
    assert (done.state, done.receiver) == ("delivered", "Trương Thị Hiền")
    assert kinds() == ["mail.prepared", "mail.sent", "mail.delivered"] and verify() is None
    assert not [body for body in Entry.objects.values_list("body", flat=True) if "Hiền" in body or NUMBER in body]


def test_what_was_noted_by_mistake_is_taken_back(office):
    row = prepared(office)
    do(office, mailing.withdraw, row)
    assert mail_queries.ready(unit=office.unit) == []
    do(office, mailing.restore, row)
    do(office, mailing.send, row)
    do(office, mailing.deliver, row, receiver="Ai đó")
    again = do(office, mailing.reopen, row)
    assert (again.state, again.ended_at, again.receiver) == ("sent", None, "")
    assert do(office, mailing.come_back, row).state == "back" and do(office, mailing.reopen, row).state == "sent"


def test_nobody_is_delivered_to_nobody(office):
    row = prepared(office)
    do(office, mailing.send, row)
    with pytest.raises(MailError) as refused:
        do(office, mailing.deliver, row, receiver="  ")
    assert refused.value.field == "receiver" and mail_queries.item(unit=office.unit, pk=row.pk).state == "sent"


def test_a_result_has_one_letter_and_a_number_one_result(office):
    prepared(office)
    with pytest.raises(MailError, match="đã có bưu gửi"):
        prepared(office, tracking="CB000000000VN")
    with pytest.raises(MailError, match="đã ghi rồi"):
        prepared(office, "dossier:2")
    assert len(kinds()) == 1


def test_what_was_withdrawn_frees_its_number_and_cannot_come_back_when_it_is_taken(office):
    row = prepared(office)
    do(office, mailing.withdraw, row)
    prepared(office, "dossier:2")
    with pytest.raises(MailError):
        do(office, mailing.restore, row)


def test_a_result_that_came_back_may_be_sent_again(office):
    row = prepared(office)
    do(office, mailing.send, row)
    do(office, mailing.come_back, row)
    assert prepared(office, tracking="CB999999999VN").pk != row.pk


def test_papers_that_came_are_written_down(office):
    by = office.actor(office.hanh)
    told = {"unit": office.unit, "matter": "Trích lục", "by": by, "at": office.at}
    row = mailing.take_in(tracking=NUMBER, sender="Bùi Thị Là", **told)
    assert mail_queries.came(unit=office.unit) == [row] and "Bùi" not in Entry.objects.get(kind="mail.arrived").body
    with pytest.raises(MailError) as refused:
        mailing.take_in(tracking="CB111111111VN", sender=" ", **told)
    assert refused.value.field == "sender"
    do(office, mailing.withdraw, row)
    assert mail_queries.came(unit=office.unit) == []


@pytest.mark.parametrize("who", ["ha", "nghia", "ngoc", "la"])
def test_who_does_not_hand_over_results_sends_nothing(office, who):
    assert not access.may_mail(by=office.actor(getattr(office, who)), unit=office.unit)
    with pytest.raises(BookingError):
        prepared(office, who=who)
    row = prepared(office)
    with pytest.raises(BookingError):
        do(office, mailing.withdraw, row, who=who)


def test_figures_are_counted_in_one_query(office, django_assert_num_queries):
    first, second = prepared(office), prepared(office, "dossier:2", tracking="CB222222222VN", fee="10000")
    prepared(office, "dossier:3", tracking="CB333333333VN")
    for row in (first, second):
        do(office, mailing.send, row)
    do(office, mailing.deliver, first, receiver="A")
    do(office, mailing.come_back, second)
    day = day_of(office.at)
    with django_assert_num_queries(1):
        found = mail_queries.figures(unit=office.unit, since=day, until=day)
    assert (found.sent, found.delivered, found.back, found.came, found.fees) == (2, 1, 1, 0, 36_500)
    assert [row.tracking for row in mail_queries.of_day(unit=office.unit, day=day)] == [NUMBER, "CB222222222VN", "CB333333333VN"]


@pytest.mark.parametrize(
    "wrong",
    [{"subject": ""}, {"state": "sent"}, {"state": "delivered", "sent_at": "now", "ended_at": "now"}, {"ended_at": "now"}],
)
def test_the_database_refuses_what_cannot_be(office, wrong):
    whole = {
        "unit_id": office.unit, "way": "out", "subject": "dossier:7", "tracking": "X1234567", "state": "ready", "made_by": "x",
        "day": day_of(office.at), "made_at": office.at,
    }  # fmt: skip
    given = {name: office.at if value == "now" else value for name, value in wrong.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        PostalItem(**whole | given).save()
