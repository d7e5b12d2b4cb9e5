"""What its owner takes back on the portal: at once before an answer, by an officer's act in work, too late after the end."""

from datetime import timedelta

import pytest

from builders.dossiers import add_officers, all_marked, load_small_catalogue
from builders.incoming import filed
from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import DossierError, RefusalReason, Status
from thanthien.exchange import incoming, incoming_queries, incoming_wishes, national
from thanthien.exchange.incoming_rules import Answer, Fault, IncomingState, Wish, answer, takes_back
from thanthien.exchange.models import Incoming
from thanthien.exchange.rules import ExchangeError
from thanthien.journal import followers
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.shared.actor import clock
from thanthien.simulation.national import portal

LEFT = {"TrangThaiHoSo": "7"}


@pytest.mark.parametrize(
    ("dossier", "wish", "fresh", "what"),
    [
        (None, Wish.NONE, True, Answer.NOT_HERE),
        (Status.REGISTERED, Wish.NONE, True, Answer.WITHDRAW),
        (Status.RECEIVED, Wish.NONE, True, Answer.ASK), (Status.PROCESSING, Wish.NONE, True, Answer.ASK),
        (Status.SUPPLEMENT, Wish.NONE, True, Answer.ASK), (Status.FINANCE, Wish.NONE, True, Answer.ASK),
        (Status.PROCESSING, Wish.ASKED, True, Answer.SAME), (Status.PROCESSING, Wish.ASKED, False, Answer.SAME),
        (Status.PROCESSING, Wish.DROPPED, False, Answer.SAME), (Status.PROCESSING, Wish.DROPPED, True, Answer.ASK),
        (Status.PROCESSING, Wish.HAS_RESULT, False, Answer.ASK),
        (Status.READY, Wish.NONE, True, Answer.LATE), (Status.RETURNED, Wish.ASKED, True, Answer.LATE),
        (Status.READY, Wish.HAS_RESULT, True, Answer.SAME), (Status.RETURNED, Wish.HAS_RESULT, True, Answer.SAME),
        (Status.REFUSED, Wish.NONE, True, Answer.LATE), (Status.REFUSED, Wish.WAS_REFUSED, True, Answer.SAME),
        (Status.STOPPED, Wish.NONE, True, Answer.LATE), (Status.STOPPED, Wish.WAS_STOPPED, False, Answer.SAME),
        (Status.WITHDRAWN, Wish.NONE, True, Answer.SAME), (Status.WITHDRAWN, Wish.DONE, True, Answer.SAME),
    ],
)  # fmt: skip
def test_what_becomes_of_a_wish(dossier, wish, fresh, what):
    assert answer(dossier=dossier, wish=wish, fresh=fresh) is what


@pytest.mark.parametrize(
    ("row", "back"), [(filed(**LEFT), True), (filed(), False), (filed(MaHoSo="", **LEFT), False), ("text", False)]
)
def test_only_a_record_with_a_code_takes_back(row, back):
    assert takes_back(row) is back


@pytest.fixture
def by(office):
    load_small_catalogue()
    office.others = add_officers(office)
    return office.actor(office.hanh)


def take(office, by, *rows):
    return incoming.take_in(unit=office.unit, rows=rows, source="file", by=by, at=office.at)


@pytest.fixture
def record(office, by):
    take(office, by, filed())
    return Incoming.objects.get()


@pytest.fixture
def accepted(office, by, record):
    return incoming.accept(record=record, papers=all_marked(record.dossier.procedure), by=by, at=office.at)


def test_before_an_answer_it_ends_at_once_and_only_once(office, by, record):
    assert take(office, by, filed(GhiChu="Khai nhầm", **LEFT)).withdrawn == 1
    row = Incoming.objects.get()
    assert (row.state, row.body, row.decided_at) == (IncomingState.WITHDRAWN, {}, office.at)
    assert (row.dossier.state, row.dossier.outcome, row.dossier.code) == (7, "withdrawn", None)
    assert row.dossier.result_note == "Người dân xin rút trên Cổng Dịch vụ công: Khai nhầm"
    assert not incoming_queries.waiting(unit=office.unit) and incoming_queries.taken_back(unit=office.unit) == [row]
    came = take(office, by, filed(GhiChu="Khai nhầm", **LEFT), filed(GhiChu="lần nữa", **LEFT), filed())
    assert came.same == 3
    assert Entry.objects.get(kind="dossier.taken_back").data == {
        "procedure": row.dossier.procedure.code, "field": row.dossier.field, "channel": "online",
    }  # fmt: skip
    with pytest.raises(ExchangeError, match="vừa quyết định"):
        incoming.refuse(record=row, reason=RefusalReason.NOT_COMPETENT, by=by, at=office.at)
    assert Entry.objects.filter(kind="incoming.withdrawn").count() == 1 and verify() is None


def test_while_more_papers_are_awaited_it_ends_too(office, by, record):
    incoming.ask_supplement(record=record, words="Ảnh mờ", by=by, at=office.at)
    assert take(office, by, filed(**LEFT)).withdrawn == 1


def test_in_work_the_wish_waits_for_an_officer(office, by, accepted):
    assert take(office, by, filed(GhiChu="Đổi ý", **LEFT)).wished == 1
    assert take(office, by, filed(GhiChu="Đổi ý", **LEFT), filed(**LEFT)).same == 2
    [row] = incoming_queries.wishes(unit=office.unit)
    assert (row.state, row.wish, row.wish_words, row.dossier.state) == (IncomingState.ACCEPTED, Wish.ASKED, "Đổi ý", 2)
    done = incoming_wishes.withdraw(record=row, by=by, at=office.at)
    assert (done.state, done.outcome) == (7, "withdrawn") and done.ending.reason.endswith("Dịch vụ công: Đổi ý")
    row.refresh_from_db()
    assert (row.wish, row.wish_words) == (Wish.DONE, "") and not incoming_queries.wishes(unit=office.unit)
    with pytest.raises(ExchangeError, match="Không còn"):
        incoming_wishes.withdraw(record=row, by=by, at=office.at)
    assert verify() is None
    text = "".join(entry.body + entry.rows + entry.subject for entry in Entry.objects.all())
    assert "Đổi ý" not in text and "Mận" not in text


def test_another_officer_may_not_end_it(office, by, accepted):
    take(office, by, filed(**LEFT))
    for do in (incoming_wishes.withdraw, incoming_wishes.drop_wish):
        with pytest.raises(DossierError):
            do(record=Incoming.objects.get(), by=office.actor(office.nghia), at=office.at)


def test_whoever_thinks_better_of_it_goes_on_and_may_ask_anew(office, by, accepted):
    take(office, by, filed(**LEFT))
    row = Incoming.objects.get()
    for _ in range(2):
        row = incoming_wishes.drop_wish(record=row, by=by, at=office.at)
    assert row.wish == Wish.DROPPED and incoming_queries.taken_back(unit=office.unit) == [row]
    assert take(office, by, filed(**LEFT)).same == 1, "the portal still holds the old record"
    assert incoming_wishes.restore_wish(record=row, by=by, at=office.at).wish == Wish.ASKED
    incoming_wishes.drop_wish(record=row, by=by, at=office.at)
    assert take(office, by, filed(GhiChu="Rút thật", **LEFT)).wished == 1
    assert Entry.objects.filter(kind="incoming.wish_dropped").count() == 2 and verify() is None


def test_after_a_refusal_it_comes_too_late_with_the_reason_kept(office, by, record):
    incoming.refuse(record=record, reason=RefusalReason.NOT_COMPETENT, by=by, at=office.at)
    assert take(office, by, filed(**LEFT)).late == 1
    assert take(office, by, filed(GhiChu="x", **LEFT)).same == 1
    [row] = incoming_queries.taken_back(unit=office.unit)
    assert (row.wish, row.state) == (Wish.WAS_REFUSED, IncomingState.REFUSED)
    assert Entry.objects.get(kind="incoming.wish_late").data == {"record": row.pk, "wish": "was_refused"}


def test_what_is_not_here_is_kept_aside_with_the_reason(office, by):
    take(office, by, filed(2, ChuHoSo=""))
    came = take(office, by, filed(**LEFT), filed(2, **LEFT))
    assert came.aside == 2 and take(office, by, filed(**LEFT)).same == 1
    assert {row.fault for row in incoming_queries.aside(unit=office.unit)} == {Fault.NOT_HERE}
    row = Incoming.objects.get(key=filed()["MaHoSo"])
    assert incoming.retry(record=row, by=by, at=office.at).fault == Fault.NOT_HERE
    assert take(office, by, filed()).new == 1, "the owner hands it in after all"


def test_the_owners_words_are_forgotten_a_month_after_the_end(office, by, accepted):
    take(office, by, filed(GhiChu="Chuyện nhà", **LEFT))
    later = office.at + timedelta(days=31)
    assert incoming.tick(unit=office.unit, by=clock(office.unit), at=later) == 0, "an officer still has to read them"
    dossiers.withdraw(dossier=Dossier.objects.get(), reason="theo đơn", by=by, at=office.at)
    assert incoming.tick(unit=office.unit, by=clock(office.unit), at=later) == 1
    assert Incoming.objects.get().wish_words == ""


# --- the portal ----------------------------------------------------------------------------------------------


@pytest.fixture
def away(office, by, settings):
    with portal(slow=0.6) as server:
        settings.NATIONAL = settings.NATIONAL | {"address": server.address, "seconds": 0.3, "user": "u", "password": "p"}
        office.portal, office.clock, office.by = server, office.at + timedelta(days=3650), by
        server.new = [filed()]
        national.fetch(unit=office.unit, at=office.at)
        yield office


def sent(office) -> str:
    """Everything due is brought; the state that the portal has now of the first dossier."""
    followers.catch_up(name=national.NAME, unit=office.unit)
    while national.deliver(at=office.clock):
        pass
    return office.portal.records.get(filed()["MaHoSo"], {}).get("TrangThaiHoSo", "")


def test_taken_back_on_the_portal_is_told_to_the_portal(away):
    away.portal.withdraw(filed()["MaHoSo"], "Khai nhầm")
    away.portal.faults = ["LayDanhSachHoSoMoi:500"]
    with pytest.raises(national.NationalError):
        national.fetch(unit=away.unit, at=away.at)
    assert national.fetch(unit=away.unit, at=away.at).withdrawn == 1
    assert national.fetch(unit=away.unit, at=away.at).same == 1
    away.portal.faults = ["DongBoHoSoMC:late"]
    assert sent(away) == "7"


def test_the_portal_hears_each_turn_of_a_wish_in_work(away):
    record = Incoming.objects.get()
    done = incoming.accept(record=record, papers=all_marked(record.dossier.procedure), by=away.by, at=away.at)
    away.portal.withdraw(filed()["MaHoSo"])
    assert national.fetch(unit=away.unit, at=away.at).wished == 1
    row = incoming_wishes.drop_wish(record=record, by=away.by, at=away.at)
    assert sent(away) == "2"
    incoming_wishes.restore_wish(record=row, by=away.by, at=away.at)
    incoming_wishes.withdraw(record=row, by=away.by, at=away.at)
    assert sent(away) == "7" and away.portal.records[filed()["MaHoSo"]]["SoBienNhan"] == done.code


def test_too_late_the_portal_hears_how_it_stands(away):
    record = Incoming.objects.get()
    incoming.refuse(record=record, reason=RefusalReason.NOT_COMPETENT, by=away.by, at=away.at)
    assert sent(away) == "3"
    del away.portal.records[filed()["MaHoSo"]]
    away.portal.withdraw(filed()["MaHoSo"])
    assert national.fetch(unit=away.unit, at=away.at).late == 1
    assert sent(away) == "3"
