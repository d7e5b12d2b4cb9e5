"""Says who? Every figure of the record pages opens a list as long as itself, each page read by whom it is for."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from builders.dossiers import CIVIL, SINGLE, apologised, holder, received
from builders.playing import logged_in
from builders.scores import closed, folded
from builders.walking import bare, behind, figures
from thanthien.conduct import leading
from thanthien.conduct.leader_rules import Outcome, Where
from thanthien.conduct.pledging import choose_set, sign
from thanthien.conduct.record_rules import Kind, Source
from thanthien.conduct.recording import answer_record, note_record
from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.timing import timing_of
from thanthien.indicators import evidence, fold
from thanthien.indicators import score_actions as scores
from thanthien.indicators.score_rules import quarter_of
from thanthien.journal.actions import record_access
from thanthien.journal.followers import catch_up
from thanthien.journal.models import Access
from thanthien.journal.sealing import seal_accesses
from thanthien.people.models import Officer
from thanthien.people.rules import Role
from thanthien.posting import actions as posting
from thanthien.posting.rules import Group, ReceptionRule
from thanthien.queueing import actions as queueing
from thanthien.ratings.actions import rate
from thanthien.receptions import rules as reception_rules
from thanthien.receptions.actions import note_reception
from thanthien.shared.actor import Actor, ActorKind, system
from thanthien.shared.clock import day_of

THURSDAYS = [date(2026, 11, 5), date(2026, 11, 12), date(2026, 11, 19)]
SCORES, UNIT, HA = "/lanh-dao/cham-diem/", "/lanh-dao/cham-diem/don-vi/", "/lanh-dao/cham-diem/can-bo/ha/"
OPINIONS, RECORDS = "/lanh-dao/danh-gia/so-lieu", "/lanh-dao/ung-xu/neu-guong/"
LEADERS_PAGES = (
    "/lanh-dao/cua-toi", SCORES, UNIT, f"{UNIT}?chi-so=5", f"{UNIT}?chi-so=6", f"{UNIT}?chi-so=9", HA, f"{HA}?chi-so=0",
    OPINIONS, RECORDS, f"{RECORDS}cua/nghia/", "/lanh-dao/ung-xu/can-bo/", "/lanh-dao/ung-xu/cam-ket/", "/lanh-dao/danh-gia/",
    "/lanh-dao/luot-xem?khoang=30", "/lanh-dao/ung-xu/",
)  # fmt: skip


def rated(desk, attitude: int, work: int | None, *, dossier: bool = False, **more) -> None:
    """A visit served at the counter of `hanh` and rated."""
    ticket = desk.call()
    if dossier:
        received(desk.office, CIVIL, visit=ticket.visit)
    queueing.finish(counter=desk.office.counters[0], by=desk.office.actor(desk.office.hanh), at=desk.at)
    told = {"channel": "phone", "seconds": 9, "device": str(ticket.pk), "at": desk.at} | more
    rate(token=ticket.visit.rating_token, attitude=attitude, work=work, **told)
    desk.later(minutes=1)


def noted(desk, kind: Kind, text: str):
    told = {"by": desk.office.actor(desk.office.nghia), "noter": desk.office.nghia, "at": desk.at}
    facts = {"source": Source.CITIZEN, "reference": "", "happened_on": day_of(desk.at)}
    return note_record(officer=desk.office.hanh, kind=kind, text=text, **facts, **told)


def led(desk) -> None:
    """A leader's year: a day by their own word, one by the book, one nobody noted; promises; a signed apology."""
    office = desk.office
    root, own = {"by": system(desk.unit), "at": desk.at}, {"by": office.actor(office.nghia), "at": desk.at}
    made = posting.list_contact(unit=desk.unit, officer=office.nghia, group=Group.LEADER, **root)
    posting.add_reception(contact=made, rule=ReceptionRule(3, 0, time(8), time(11, 30), THURSDAYS[0]), **root)
    told = {"held": True, "people": 3, "why": "", "stand_in": None}
    leading.note_day(officer=office.nghia, day=THURSDAYS[0], planned=set(THURSDAYS), **told, **own)
    facts, _ = reception_rules.facts({"name": "Trương Thị Hiền", "matter": "report", "content": "Mất xe", "course": "taken_up"})
    keeper = Actor(ActorKind.OFFICER, "nghia", desk.unit, roles=frozenset({Role.LEADER, Role.POLICE}))
    for _ in range(2):
        note_reception(unit=desk.unit, facts=facts, by=keeper, at=desk.at - timedelta(days=4))
    day, words = day_of(desk.at), {"where": Where.MEETING, "public": True}
    leading.make_promise(officer=office.nghia, text="Rải đá", made_on=day, due=day, **words, **own)
    kept = leading.make_promise(officer=office.nghia, text="Sửa cổng", made_on=day, due=day, **words, **own)
    leading.settle_promise(promise=kept, outcome=Outcome.KEPT, text="Đã sửa", document="", **own)
    late = received(office, SINGLE, at=desk.at)
    new_due = timing_of(office.unit).after(late.due_at, 8 * 60)
    dossiers.draft_apology(dossier=late, cause="workload", reason="Hồ sơ dồn vào cùng một ngày.", new_due=new_due, **own)
    dossiers.sign_apology(dossier=late, **own)


def sent_back(desk) -> Dossier:
    """The leader sends the work back once; it is done again."""
    dossier, office = received(desk.office, SINGLE, at=desk.at), desk.office
    back = False
    while dossier.state < 9:
        apologised(office, dossier, at=desk.at)
        who = holder(office, dossier, desk.others)
        if who == office.nghia and not back:
            back = True
            dossier = dossiers.send_back(dossier=dossier, reason="Thiếu chữ ký", by=office.actor(who), at=desk.at)
        else:
            dossier = dossiers.complete_step(dossier=dossier, by=office.actor(who), at=desk.at)
    return dossier


@pytest.fixture
def year(desk):
    """Something behind every figure: dossiers, slips, days, promises, records, pledges, looks."""
    office = desk.office
    closed(office, desk.others), closed(office, desk.others, asked=2)
    back = sent_back(desk)
    told = {"kind": "wrong_result", "what": "Ghi sai ngày sinh.", "step": 2, "by": office.actor(office.hanh), "at": desk.at}
    dossiers.report_mistake(dossier=back, **told)
    for _ in range(5):
        rated(desk, 5, 4, dossier=True)
    rated(desk, 3, None)
    rated(desk, 1, 2)
    rated(desk, 5, 5, seconds=0)
    led(desk)
    told = noted(desk, Kind.INCIDENT, "Nói to")
    answer_record(record=told, text="Tôi nhận lỗi", by=office.actor(office.hanh), at=desk.at)
    noted(desk, Kind.PRAISE, "Giúp một cụ viết đơn")
    choose_set(unit=desk.unit, code="four-xin", by=system(desk.unit), at=desk.at)
    sign(officer=office.hanh, by=office.actor(office.hanh), at=desk.at)
    period = quarter_of(day_of(desk.at))
    scores.answer(officer=office.ha, index=3, text="Chờ danh mục", period=period, by=office.actor(office.ha), at=desk.at)
    for login, pk in (("nghia", back.pk), ("nghia", 999), ("ha", back.pk)):
        told = {"person": "p", "subject": f"dossier:{pk}", "reason": "question", "at": desk.at}
        record_access(unit=desk.unit, officer=login, **told)
    desk.later(minutes=30)
    seal_accesses(unit=desk.unit, at=desk.at)
    catch_up(name=fold.NAME, unit=desk.unit)
    folded(desk.unit)
    return desk


@pytest.mark.parametrize("path", LEADERS_PAGES)
def test_each_figure_of_a_leader_opens_a_list_as_long_as_itself(year, path):
    nghia = logged_in(year.office.nghia)
    found = figures(nghia, path)
    assert any(one.count for one in found), "the page has figures above nought"
    assert {one: behind(nghia, one) for one in found} == {one: one.count for one in found}
    assert bare(nghia, path) == [], "no number stands without its list"


@pytest.mark.parametrize("path", ["/diem-cua-toi/", "/diem-cua-toi/?chi-so=0"])
@pytest.mark.parametrize("login", ["ha", "hanh"])
def test_each_figure_of_an_officers_own_points(year, login, path):
    client = logged_in(Officer.objects.get(login=login))
    found = figures(client, path)
    assert found and {one: behind(client, one) for one in found} == {one: one.count for one in found}
    assert bare(client, path) == []


def test_an_officer_sees_whole_months_of_ratings_by_level_without_a_day(year):
    year.later(days=10)
    client = logged_in(year.office.hanh)
    page = client.get("/diem-cua-toi/").content.decode()
    assert page.count('data-test="own-month"') == 6 and "11/2026" in page
    found = [one for one in figures(client, "/diem-cua-toi/") if "/thang/2026-11/" in one.href]
    assert {one.href.rsplit("/", 2)[1]: one.count for one in found} == {"luot": 8, "thai-do": 7, "cong-viec": 6}
    assert [behind(client, one) for one in found] == [one.count for one in found]
    words = client.get("/diem-cua-toi/thang/2026-11/thai-do/").content.decode()
    assert words.index("Rất hài lòng") < words.index("Bình thường") < words.index("Rất không hài lòng")
    assert "23/11" not in words, "no day"
    assert client.get("/diem-cua-toi/thang/2026-12/thai-do/").status_code == 404, "a running month gives slips away"
    for path in ("2026-11/gi-do", "khong/luot", "2020-01/luot"):
        assert client.get(f"/diem-cua-toi/thang/{path}/").status_code == 404


def test_a_month_of_few_slips_stays_closed_to_the_officer(desk):
    for _ in range(4):
        rated(desk, 2, 1)
    desk.later(days=10)
    client = logged_in(desk.office.hanh)
    page = client.get("/diem-cua-toi/").content.decode()
    assert "chưa đủ phiếu" in page and "/thang/2026-11/thai-do/" not in page
    listed = client.get("/diem-cua-toi/thang/2026-11/thai-do/").content.decode()
    assert "data-evidence" not in listed and "Chưa đủ 5 phiếu nên chưa công bố" in listed


def test_few_slips_keep_their_levels_closed_to_the_leader_too(desk):
    for _ in range(4):
        rated(desk, 2, 1)
    catch_up(name=fold.NAME, unit=desk.unit)
    page = logged_in(desk.office.nghia).get("/lanh-dao/can-cu/thai-do/?tu=2026-11-01").content.decode()
    assert page.count('data-evidence="1"') == 4 and "mức để kín" in page and "Chưa hài lòng" not in page


def test_an_officers_slips_are_an_access_and_name_nobody_who_rated(year):
    nghia = logged_in(year.office.nghia)
    before = set(Access.objects.values_list("pk", flat=True))
    page = nghia.get("/lanh-dao/can-cu/phieu/?tu=2026-11-01&cua=hanh").content.decode()
    assert "Trương Thị Hiền" not in page and page.count('data-evidence="1"') == 7
    (made,) = Access.objects.exclude(pk__in=before)
    assert (made.officer, made.reason, made.subject) == ("nghia", "scores", f"officer:{year.office.hanh.pk}")
    assert nghia.get("/lanh-dao/can-cu/phieu/?cua=la").status_code == 404, "not of another commune"
    assert nghia.get("/lanh-dao/can-cu/gi-do/").status_code == 404


def test_a_day_by_the_book_shows_its_lines_and_not_who_came(year):
    nghia = logged_in(year.office.nghia)
    page = nghia.get(f"{RECORDS}cua/nghia/").content.decode()
    assert "Theo sổ tiếp công dân" in page and "ngay=2026-11-19" in page
    lines = nghia.get(f"{RECORDS}cua/nghia/can-cu/so-tiep/?ngay=2026-11-19").content.decode()
    assert lines.count('data-evidence="1"') == 2 and "dòng 1/2026" in lines and "Trương Thị Hiền" not in lines
    assert "/so-tiep-dan/" not in lines, "the book opens for its keepers only"
    for path in ("so-tiep/", "so-tiep/?ngay=x", "gi-do/"):
        assert nghia.get(f"{RECORDS}cua/nghia/can-cu/{path}").status_code == 404


@pytest.mark.parametrize("login", ["hanh", "ha"])
def test_nobody_below_the_leader_opens_these_lists(year, login):
    client = logged_in(Officer.objects.get(login=login))
    for path in ("/lanh-dao/can-cu/phieu/", "/lanh-dao/can-cu/buoc/", f"{RECORDS}cua/nghia/can-cu/hua/"):
        assert client.get(path).status_code in (302, 403)


def test_an_empty_figure_says_that_there_is_none(desk):
    nghia = logged_in(desk.office.nghia)
    for path in ("/lanh-dao/can-cu/buoc/", "/lanh-dao/can-cu/de-rieng/", f"{RECORDS}cua/nghia/can-cu/xin-loi/"):
        assert 'data-test="empty"' in nghia.get(path).content.decode()


def test_a_list_leaves_as_a_file(year):
    file = logged_in(year.office.nghia).get("/lanh-dao/can-cu/buoc/?xuat=csv").content.decode("utf-8-sig")
    assert "Phạm Văn Nghĩa ghi" in file


@pytest.mark.parametrize("so", ["buoc", "mo", "phieu", "luot", "chi-so"])
def test_one_or_many_rows_cost_the_same(year, so):
    nghia = logged_in(year.office.nghia)
    nghia.get(f"/lanh-dao/can-cu/{so}/")
    spent = []
    for days in (0, 30):
        with CaptureQueriesContext(connection) as asked:
            nghia.get(f"/lanh-dao/can-cu/{so}/?tu={day_of(year.at) - timedelta(days=days):%Y-%m-%d}")
        spent.append(len(asked))
    assert spent[0] == spent[1]


def test_citizens_find_the_days_and_the_apologies_that_were_counted(year):
    found = figures(Client(), "/ung-xu")
    assert {one.count for one in found} == {1, 3}, "one apology signed, three days of the schedule"
    assert all(behind(Client(), one) == one.count for one in found)


def test_only_the_overdue_slips_when_their_number_is_pressed(desk):
    rated(desk, 1, 1)
    desk.later(days=8)
    rated(desk, 1, 1)
    nghia = logged_in(desk.office.nghia)
    (late,) = [one for one in figures(nghia, "/lanh-dao/danh-gia/") if "han=qua" in one.href]
    assert late.count == behind(nghia, late) == 1


def test_a_long_journal_is_entered_where_the_days_begin(year, monkeypatch):
    told = {"kinds": evidence.SERVED, "keys": {"visit.served"}, "parts": {""}, "since": day_of(year.at), "until": day_of(year.at)}
    every = [one.entry.seq for one in evidence.counted(unit=year.unit, **told)]
    monkeypatch.setattr(evidence, "SMALL", 0)
    monkeypatch.setattr(evidence, "PROBE", 20)
    assert [one.entry.seq for one in evidence.counted(unit=year.unit, **told)] == every and len(every) == 8
