"""What citizens hand in on the national portal: each once, answered in its term, and the portal hears every answer."""

from datetime import datetime, timedelta

import pytest

from builders.dossiers import add_officers, all_marked, load_small_catalogue
from builders.incoming import filed
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import DossierError, RefusalReason
from thanthien.exchange import incoming, incoming_queries, incoming_rules, national
from thanthien.exchange.incoming_rules import BadRecord, Fault, IncomingState
from thanthien.exchange.models import Incoming
from thanthien.exchange.national_rules import NationalError
from thanthien.exchange.rules import ExchangeError
from thanthien.journal import followers
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.shared.actor import clock, system
from thanthien.shared.clock import VIETNAM
from thanthien.simulation.national import portal

AT = datetime(2026, 11, 23, 8, 30, tzinfo=VIETNAM)
KINDS = {"citizen": "1", "business": "2"}


# --- rules ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"MaHoSo": ""}, Fault.NO_CODE), ({"TrangThaiHoSo": "9"}, Fault.NOT_NEW), ({"MaTTHC": ""}, Fault.NO_PROCEDURE),
        ({"ChuHoSo": " "}, Fault.NO_OWNER), ({"LoaiDoiTuong": "7"}, Fault.KIND), ({"SoDinhDanh": "12"}, Fault.ID_NUMBER),
        ({"NgayNopHoSo": "2026"}, Fault.DATE), ({"NgayNopHoSo": "20261399000000"}, Fault.DATE),
        ({"NgayNopHoSo": "20261123100000"}, Fault.DATE), ({"NgayNopHoSo": "20240101000000"}, Fault.DATE),
        ({"LoaiDoiTuong": "2"}, Fault.NO_SUBMITTER),
    ],
)  # fmt: skip
def test_a_record_that_cannot_become_a_dossier(more, fault):
    with pytest.raises(BadRecord) as bad:
        incoming_rules.filed(filed(**more), person_kinds=KINDS, at=AT)
    assert bad.value.fault is fault and incoming_rules.FAULT_NAMES[fault]


def test_a_record_is_read_as_the_office_needs_it():
    row = incoming_rules.filed(filed(), person_kinds=KINDS, at=AT)
    assert (row.owner, row.person_kind, row.id_number) == ("Bùi Thị Mận", "citizen", "038192004555")
    assert row.submitted_at == datetime(2026, 11, 22, 21, 30, tzinfo=VIETNAM)
    with pytest.raises(BadRecord):
        incoming_rules.filed("text", person_kinds=KINDS, at=AT)


@pytest.mark.parametrize("content", [b"", b"<html>", b"{}", b"[]", b'{"data": 3}', b"[" * 100_000])
def test_a_file_that_holds_no_records_is_refused(content):
    with pytest.raises(ExchangeError):
        incoming_rules.records_of(content)


@pytest.mark.parametrize("content", [b'[{"a": 1}]', b'{"result": [{"a": 1}]}', b'\xef\xbb\xbf{"data": [{"a": 1}]}'])
def test_a_file_of_records(content):
    assert incoming_rules.records_of(content) == [{"a": 1}]


def test_too_many_or_too_large_is_refused():
    for content in (b"[" + b"1," * 500 + b"1]", b" " * (2 * 1024 * 1024 + 1)):
        with pytest.raises(ExchangeError, match="quá"):
            incoming_rules.records_of(content)


# --- acts ----------------------------------------------------------------------------------------------------


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


def papers(record):
    return all_marked(record.dossier.procedure)


def test_it_waits_at_state_one_with_the_laws_term_and_without_a_code(office, record):
    dossier = record.dossier
    assert (record.state, dossier.state, dossier.code, dossier.due_at) == (IncomingState.WAITING, 1, None, None)
    assert dossier.applicant.name == "Bùi Thị Mận"
    assert record.answer_by > record.submitted_at and record.answer_by.date() == office.at.date()
    entry = Entry.objects.get(kind="incoming.came")
    assert entry.data == {"dossier": dossier.pk, "procedure": dossier.procedure.code, "source": "file"}
    assert verify() is None


def test_the_same_code_never_makes_two(office, by, record):
    came = take(office, by, filed(), filed(TenTTHC="khác"), filed(2))
    assert (came.new, came.same) == (1, 2) and Dossier.objects.count() == 2
    assert Incoming.objects.get(pk=record.pk).body["TenTTHC"] == "Đăng ký khai sinh"


def test_a_bad_one_is_kept_aside_stops_no_other_and_is_tried_again(office, by):
    came = take(office, by, filed(1, ChuHoSo=""), "text", filed(2), filed(3, MaTTHC="9.999"))
    assert (came.new, came.aside) == (1, 3)
    faults = {row.fault for row in incoming_queries.aside(unit=office.unit)}
    assert faults == {Fault.NO_OWNER, Fault.MALFORMED, Fault.NO_PROCEDURE}
    row = Incoming.objects.get(fault=Fault.NO_OWNER)
    assert incoming.retry(record=row, by=by, at=office.at).state == IncomingState.ASIDE
    assert take(office, by, filed(1)).new == 1
    row.refresh_from_db()
    assert row.state == IncomingState.WAITING and row.fault == "" and verify() is None


def test_what_is_kept_aside_is_put_away_taken_back_and_forgotten_in_time(office, by):
    take(office, by, filed(ChuHoSo=""))
    row = Incoming.objects.get()
    for _ in range(2):
        assert incoming.dismiss(record=row, by=by, at=office.at).state == IncomingState.DISMISSED
    assert incoming.restore(record=row, by=by, at=office.at).state == IncomingState.ASIDE
    incoming.dismiss(record=row, by=by, at=office.at)
    later = office.at + timedelta(days=31)
    assert incoming.tick(unit=office.unit, by=clock(office.unit), at=later) == 1
    assert incoming.tick(unit=office.unit, by=clock(office.unit), at=later) == 0
    row.refresh_from_db()
    assert row.body == {}


def test_an_organisation_comes_with_who_handed_it_in(office, by):
    take(office, by, filed(LoaiDoiTuong="2", SoDinhDanh="2800123456", ThongTinNguoiNop={"TenNguoiNop": "Lê Văn Tư"}))
    dossier = Dossier.objects.get()
    assert dossier.organisation.name == "Bùi Thị Mận" and dossier.submitter.name == "Lê Văn Tư" and dossier.mandate


def test_accepted_it_is_the_same_dossier_with_code_and_clock_from_now(office, by, record):
    done = incoming.accept(record=record, papers=papers(record), by=by, at=office.at)
    assert done.pk == record.dossier_id and done.state == 2 and done.code and done.received_at == office.at
    assert done.due_first == done.due_at > office.at and done.steps.exists() and done.applicant.name == "Bùi Thị Mận"
    row = Incoming.objects.get()
    assert (row.state, row.body) == (IncomingState.ACCEPTED, {})
    assert Entry.objects.get(kind="dossier.received").data["channel"] == "online"
    with pytest.raises(ExchangeError, match="vừa quyết định"):
        incoming.accept(record=record, papers=papers(record), by=by, at=office.at)
    assert verify() is None


def test_without_its_papers_nothing_is_accepted(office, by, record):
    with pytest.raises(DossierError):
        incoming.accept(record=record, papers={}, by=by, at=office.at)
    assert Dossier.objects.get().code is None and Incoming.objects.get().state == IncomingState.WAITING


def test_refused_with_a_reason_and_no_code(office, by, record):
    with pytest.raises(DossierError, match="Ghi rõ"):
        incoming.refuse(record=record, reason=RefusalReason.OTHER, by=by, at=office.at)
    done = incoming.refuse(record=record, reason=RefusalReason.NOT_COMPETENT, by=by, at=office.at)
    assert (done.state, done.code) == (3, None) and "thẩm quyền" in done.result_note


def test_asked_once_and_completely_taken_back_or_completed(office, by, record):
    with pytest.raises(ExchangeError, match="Ghi rõ"):
        incoming.ask_supplement(record=record, words=" ", by=by, at=office.at)
    asked = incoming.ask_supplement(record=record, words="Ảnh giấy chứng sinh bị mờ", by=by, at=office.at)
    assert asked.state == IncomingState.ASKED
    with pytest.raises(ExchangeError, match="một lần"):
        incoming.ask_supplement(record=record, words="thêm", by=by, at=office.at)
    assert take(office, by, filed(TaiLieuNop=[{"TenTepDinhKem": "ro.pdf"}])).again == 1
    assert Incoming.objects.get().state == IncomingState.WAITING
    with pytest.raises(ExchangeError, match="một lần"):
        incoming.ask_supplement(record=record, words="thêm", by=by, at=office.at)


def test_a_request_taken_back_never_counted(office, by, record):
    incoming.ask_supplement(record=record, words="Nhầm", by=by, at=office.at)
    for _ in range(2):
        row = incoming.withdraw_ask(record=record, by=by, at=office.at)
    assert (row.state, row.asked) == (IncomingState.WAITING, "")
    incoming.ask_supplement(record=record, words="Đúng", by=by, at=office.at)


def test_only_the_one_stop_and_the_machine_take_in_and_answer(office, record):
    for other in (office.nghia, office.la):
        with pytest.raises(ExchangeError, match="Một cửa"):
            take(office, office.actor(other), filed(9))
        with pytest.raises(DossierError):
            incoming.ask_supplement(record=record, words="x", by=office.actor(other), at=office.at)
    assert take(office, system(office.unit), filed(9)).new == 1


def test_nothing_of_a_person_stands_in_the_journal(office, by, record):
    incoming.ask_supplement(record=record, words="Ảnh của bà Mận mờ", by=by, at=office.at)
    incoming.accept(record=record, papers=papers(record), by=by, at=office.at)
    text = "".join(entry.body + entry.rows + entry.subject for entry in Entry.objects.all())
    assert "Mận" not in text and "038192004555" not in text and "0912345678" not in text


# --- the portal ----------------------------------------------------------------------------------------------


@pytest.fixture
def away(office, by, settings):
    with portal(slow=0.6) as server:
        settings.NATIONAL = settings.NATIONAL | {"address": server.address, "seconds": 0.3, "user": "u", "password": "p"}
        office.portal, office.clock, office.by = server, office.at + timedelta(days=3650), by
        server.new = [filed()]
        yield office


def sent(office) -> dict:
    """Everything due is brought; the record that the portal has now of the first dossier."""
    followers.catch_up(name=national.NAME, unit=office.unit)
    while national.deliver(at=office.clock):
        pass
    return office.portal.records.get("G22.99-261122-0001", {})


def test_fetched_again_and_again_it_comes_once(away):
    assert national.fetch(unit=away.unit, at=away.at).new == 1
    assert national.fetch(unit=away.unit, at=away.at).same == 1
    assert not sent(away), "nothing was answered yet"


@pytest.mark.parametrize("fault", ["500", "error", "malformed"])
def test_a_portal_that_fails_loses_nothing(away, fault):
    away.portal.faults = [f"LayDanhSachHoSoMoi:{fault}"]
    with pytest.raises(NationalError):
        national.fetch(unit=away.unit, at=away.at)
    assert national.fetch(unit=away.unit, at=away.at).new == 1


def test_each_answer_is_told_under_the_portals_own_code(away):
    national.fetch(unit=away.unit, at=away.at)
    record = Incoming.objects.get()
    incoming.ask_supplement(record=record, words="Ảnh mờ", by=away.by, at=away.at)
    told = sent(away)
    assert told["TrangThaiHoSo"] == "5" and told["DanhSachHoSoBoSung"][0]["NoiDungBoSung"] == "Ảnh mờ"
    away.portal.new = [filed(TaiLieuNop=[])]
    assert national.fetch(unit=away.unit, at=away.at).again == 1
    assert sent(away)["TrangThaiHoSo"] == "1"
    done = incoming.accept(record=record, papers=papers(record), by=away.by, at=away.at)
    told = sent(away)
    assert (told["TrangThaiHoSo"], told["SoBienNhan"], told["KenhThucHien"]) == ("2", done.code, "2")
    assert told["NgayNopHoSo"] == "20261122213000" and told["NgayHenTra"]
    assert done.code not in away.portal.records


def test_a_refusal_is_told_with_its_reason(away):
    national.fetch(unit=away.unit, at=away.at)
    record = Incoming.objects.get()
    incoming.refuse(record=record, reason=RefusalReason.NOT_ELIGIBLE, note="Đã khai sinh rồi", by=away.by, at=away.at)
    told = sent(away)
    assert told["TrangThaiHoSo"] == "3" and "Đã khai sinh rồi" in told["GhiChu"] and told["NgayTuChoi"]
