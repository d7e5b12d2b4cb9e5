"""Points of real dossiers: bit by bit and rebuilt the same, notes and answers as acts, one officer's record for two readers."""

from datetime import date, timedelta

import pytest
from django.db.models import Count, Sum

from builders.dossiers import SINGLE, add_officers, load_small_catalogue, received, worked_to
from builders.scores import closed, folded, worked
from thanthien.dossiers import actions as dossiers
from thanthien.indicators import score_actions as actions
from thanthien.indicators import score_queries as queries
from thanthien.indicators import scoring
from thanthien.indicators.models import DossierScore, ScoreAnswer, ScoreDay, ScoreNote
from thanthien.indicators.score_rules import Ground, Period, ScoreError
from thanthien.journal import followers
from thanthien.journal.models import Access, Entry
from thanthien.journal.verify import verify
from thanthien.law.scoring import scheme_on

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
QUARTER, SCHEME = Period(2026, 4), scheme_on(TODAY)


@pytest.fixture
def hall(office):
    load_small_catalogue()
    office.others = add_officers(office)
    return office


def rows(unit):
    names = ("dossier", "who", "day", "p1", "p2", "p3", "p4", "p7", "mistakes", "backs", "facts", "online", "procedure", "code")
    return sorted(DossierScore.objects.filter(unit=unit).values_list(*names), key=lambda row: row[:2])


def day_rows(unit):
    return sorted(ScoreDay.objects.filter(unit=unit).values_list("day", "who", "n", "s1", "s3", "n2", "kept", "slips", "groups"))


def means(office, who):
    return dict(queries.officer_score(officer=who, period=QUARTER, scheme=SCHEME).means)


def by(office):
    return {"by": office.actor(office.nghia), "leader": office.nghia, "at": office.at}


# --- the fold -------------------------------------------------------------------------------------------------


def test_a_closed_dossier_gives_points_to_who_took_part(hall):
    dossier = closed(hall, hall.others)
    folded(hall.unit)
    people = queries.people_of(unit=hall.unit, dossiers=[dossier.pk])[dossier.pk]
    assert people[0] == "hanh" and {"ha", "nghia"} <= set(people) and "dinh" not in people
    assert means(hall, hall.ha) == {1: 20, 2: 20, 3: 20, 4: 20, 7: 20}
    assert means(hall, hall.dinh) == {1: None, 2: None, 3: None, 4: None, 7: None}


def test_an_open_dossier_and_one_taken_back_give_none(hall):
    dossier = received(hall, SINGLE)
    folded(hall.unit)
    assert rows(hall.unit) == []
    dossier = worked(hall, dossier, hall.others, at=hall.at)
    folded(hall.unit)
    assert rows(hall.unit)
    last = Entry.objects.filter(subject=f"dossier:{dossier.pk}", kind="step.done").order_by("-seq").first()
    login = last.actor.partition(":")[2]
    who = next(one for one in (hall.ha, hall.nghia, hall.others["seal"]) if one.login == login)
    dossiers.reopen_step(dossier=dossier, by=hall.actor(who), at=hall.at)
    folded(hall.unit)
    assert rows(hall.unit) == [] and day_rows(hall.unit) == []


@pytest.mark.parametrize("batch", [1, 3, 200])
def test_bit_by_bit_and_rebuilt_are_the_same(hall, batch):
    plain = closed(hall, hall.others)
    followers.catch_up(name=scoring.NAME, unit=hall.unit, batch=batch)
    twice = closed(hall, hall.others, asked=2)
    followers.catch_up(name=scoring.NAME, unit=hall.unit, batch=batch)
    asked = Entry.objects.filter(subject=f"dossier:{twice.pk}", kind="dossier.supplement_asked").order_by("seq").last()
    actions.note(dossier=twice, ground=Ground.APPLICANT, about=asked.seq, reason="Giấy do người nộp để quên", **by(hall))
    dossiers.report_mistake(
        dossier=plain, kind="wrong_result", what="Ghi sai tên đệm", step=2, by=hall.actor(hall.hanh), at=hall.at
    )
    followers.catch_up(name=scoring.NAME, unit=hall.unit, batch=batch)
    before, days = rows(hall.unit), day_rows(hall.unit)
    assert len({row[0] for row in before}) == 2 and any(row[8] for row in before)
    scoring.rebuild(unit=hall.unit)
    assert rows(hall.unit) == before and day_rows(hall.unit) == days


def test_a_day_says_what_its_dossiers_add_up_to(hall):
    closed(hall, hall.others)
    closed(hall, hall.others, asked=1)
    folded(hall.unit)
    whole = ScoreDay.objects.get(unit=hall.unit, who="")
    found = DossierScore.objects.filter(unit=hall.unit, who="").aggregate(s3=Sum("p3"), n3=Count("p3"), s1=Sum("p1"))
    assert (whole.n, whole.s3, whole.n3, whole.s1) == (2, found["s3"], found["n3"], found["s1"])
    assert sum(group[2] for group in whole.groups) == 2


def test_entries_brought_twice_change_nothing(hall):
    closed(hall, hall.others)
    folded(hall.unit)
    before = rows(hall.unit)
    every = list(Entry.objects.filter(unit=hall.unit).order_by("seq"))
    scoring.fold(every)
    scoring.fold(every[:5])
    assert rows(hall.unit) == before


def test_a_fold_costs_the_same_for_one_dossier_and_for_three(hall, django_assert_num_queries):
    for many in (1, 2):
        for _ in range(many):
            closed(hall, hall.others)
        batch = list(Entry.objects.filter(unit=hall.unit).order_by("seq"))
        with django_assert_num_queries(8):
            scoring.fold(batch)


def test_entries_that_give_no_points_cost_nothing(hall, django_assert_num_queries):
    received(hall, SINGLE)
    batch = list(Entry.objects.filter(unit=hall.unit))
    with django_assert_num_queries(0):
        scoring.fold(batch)


# --- figures --------------------------------------------------------------------------------------------------


def test_a_quarter_and_a_year_have_their_own_dossiers(hall):
    closed(hall, hall.others)
    folded(hall.unit)
    assert queries.officer_score(officer=hall.ha, period=Period(2026, 3), scheme=SCHEME).dossiers == 0
    assert queries.officer_score(officer=hall.ha, period=Period(2026), scheme=SCHEME).dossiers == 1
    one = queries.officer_score(officer=hall.ha, period=QUARTER, scheme=SCHEME)
    assert (one.total.tenths, one.total.most, one.total.dropped) == (100, 100, ())
    assert str(one.total.grade.name) == "Hoàn thành 100% nhiệm vụ"


def test_the_agency_names_what_it_has_no_data_for(hall):
    closed(hall, hall.others, asked=1)
    folded(hall.unit)
    found = queries.whole(unit=hall.unit, period=QUARTER, scheme=SCHEME, on=TODAY)
    assert found.agency.means[8] is None and found.agency.total.dropped == (8,)
    assert found.agency.means[3] == 10 and found.agency.means[6] == 10 and found.agency.means[9] == 0
    assert found.behind.listed == 7 and found.agency.means[5] in (10, 20)
    assert "ha" in found.officers and "" not in found.officers


def test_without_dossiers_only_the_catalogue_speaks(hall):
    found = queries.whole(unit=hall.unit, period=QUARTER, scheme=SCHEME, on=TODAY)
    assert found.agency.total.dropped == (1, 2, 3, 4, 6, 7, 8, 9) and found.officers == {}


def test_figures_cost_the_same_for_one_and_for_three(hall, django_assert_num_queries):
    for many in (1, 2):
        for _ in range(many):
            closed(hall, hall.others, asked=1)
        folded(hall.unit)
        queries.whole(unit=hall.unit, period=QUARTER, scheme=SCHEME, on=TODAY)
        with django_assert_num_queries(WHOLE):
            queries.whole(unit=hall.unit, period=QUARTER, scheme=SCHEME, on=TODAY)
        with django_assert_num_queries(3):
            queries.evidence(unit=hall.unit, who="ha", period=QUARTER, index=3)


WHOLE = 7


def test_the_list_behind_a_figure_begins_with_the_fewest_points(hall):
    closed(hall, hall.others)
    twice = closed(hall, hall.others, asked=2)
    folded(hall.unit)
    found = queries.evidence(unit=hall.unit, who="ha", period=QUARTER, index=3)
    assert [row.p3 for row in found.rows] == [0, 2] and found.rows[0].dossier == twice.pk and not found.more
    kinds = [found.entries[seq].kind for seq in queries.seqs_of(found.rows[0], 3)]
    assert kinds == ["dossier.supplement_asked"] * 2
    assert queries.evidence(unit=hall.unit, who="ha", period=QUARTER, index=8).rows == []


# --- notes ----------------------------------------------------------------------------------------------------


def test_a_note_changes_the_figure_and_taken_back_it_does_not(hall):
    dossier = closed(hall, hall.others, asked=1)
    folded(hall.unit)
    assert means(hall, hall.ha)[3] == 10
    asked = Entry.objects.get(subject=f"dossier:{dossier.pk}", kind="dossier.supplement_asked")
    noted = actions.note(dossier=dossier, ground=Ground.APPLICANT, about=asked.seq, reason="Người nộp để quên giấy", **by(hall))
    folded(hall.unit)
    assert means(hall, hall.ha)[3] == 20 and means(hall, hall.ha)[4] == 10
    entry = Entry.objects.get(kind="score.noted")
    assert entry.data == {"note": noted.pk, "ground": "applicant", "index": 3, "about": asked.seq, "who": ""}
    actions.take_back(note=noted, **by(hall))
    folded(hall.unit)
    assert means(hall, hall.ha)[3] == 10
    with pytest.raises(ScoreError, match="đã được rút"):
        actions.take_back(note=noted, **by(hall))
    actions.note(dossier=dossier, ground=Ground.APPLICANT, about=asked.seq, reason="Đúng là người nộp quên", **by(hall))
    assert verify() is None


def test_a_complaint_is_of_one_officer(hall):
    dossier = closed(hall, hall.others)
    folded(hall.unit)
    actions.note(dossier=dossier, ground=Ground.COMPLAINT, who="hanh", reason="Gắt với người già, đã xác minh", **by(hall))
    folded(hall.unit)
    assert means(hall, hall.hanh)[7] == 0 and means(hall, hall.ha)[7] == 20
    with pytest.raises(ScoreError, match="đã có người ghi"):
        actions.note(dossier=dossier, ground=Ground.COMPLAINT, who="hanh", reason="Lại ghi lần nữa", **by(hall))


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"ground": Ground.APPLICANT, "about": 1}, "Chọn lần yêu cầu"),
        ({"ground": Ground.COMPLAINT, "who": "dinh"}, "Chọn cán bộ"),
        ({"ground": Ground.COMPLAINT, "who": "nghia"}, "Không tự ghi"),
        ({"ground": Ground.OTHER_BODY, "reason": " "}, "Ghi một câu"),
    ],
)  # fmt: skip
def test_a_note_that_does_not_fit_writes_nothing(hall, facts, said):
    dossier = closed(hall, hall.others)
    folded(hall.unit)
    with pytest.raises(ScoreError, match=said):
        actions.note(**{"dossier": dossier, "reason": "Đã hỏi người dân"} | facts, **by(hall))
    assert not ScoreNote.objects.exists() and not Entry.objects.filter(kind="score.noted").exists()


def test_only_a_leader_of_the_unit_notes_and_only_at_a_closed_dossier(hall):
    dossier = closed(hall, hall.others)
    folded(hall.unit)
    for one in (hall.hanh, hall.la):
        with pytest.raises(ScoreError, match="lãnh đạo"):
            actions.note(
                dossier=dossier, ground=Ground.OTHER_BODY, reason="Đã hỏi người dân", by=hall.actor(one), leader=one, at=hall.at
            )
    with pytest.raises(ScoreError, match="chưa có kết quả"):
        actions.note(dossier=received(hall, SINGLE), ground=Ground.OTHER_BODY, reason="Đã hỏi người dân", **by(hall))


# --- answers --------------------------------------------------------------------------------------------------


def mine(office, officer, text="Giấy ấy do người nộp quên", **more):
    told = {"officer": officer, "index": 3, "text": text, "by": office.actor(officer), "at": office.at}
    return actions.answer(**told | more)


def test_an_officer_answers_a_figure_and_a_dossier_until_a_leader_replies(hall):
    dossier = closed(hall, hall.others, asked=1)
    folded(hall.unit)
    first = mine(hall, hall.ha, dossier=dossier)
    again = mine(hall, hall.ha, "Giấy ấy không có trong danh mục", dossier=dossier)
    figure = mine(hall, hall.ha, "Quý này chờ danh mục mới", period=QUARTER)
    assert first.pk == again.pk and figure.pk != again.pk and ScoreAnswer.objects.count() == 2
    assert queries.unreplied(unit=hall.unit) == {"ha": 2}
    actions.reply(answer=again, text="Đã xem, sửa điểm", **by(hall))
    assert queries.unreplied(unit=hall.unit) == {"ha": 1}
    with pytest.raises(ScoreError, match="đã trả lời"):
        mine(hall, hall.ha, dossier=dossier)
    with pytest.raises(ScoreError, match="đã có người trả lời"):
        actions.reply(answer=again, text="Lần nữa nhé", **by(hall))
    kept = Entry.objects.filter(kind__in=("score.answered", "score.replied"))
    assert all("text" not in one.body and "quên" not in one.body for one in kept)
    assert verify() is None


def test_nobody_answers_for_another_or_about_what_is_not_theirs(hall):
    dossier = closed(hall, hall.others)
    folded(hall.unit)
    with pytest.raises(ScoreError, match="chính người ấy"):
        mine(hall, hall.ha, by=hall.actor(hall.hanh), dossier=dossier)
    with pytest.raises(ScoreError, match="không tính vào điểm"):
        mine(hall, hall.dinh, dossier=dossier)
    with pytest.raises(ScoreError, match="Chọn chỉ số"):
        mine(hall, hall.ha)
    with pytest.raises(ScoreError, match="Chọn chỉ số"):
        mine(hall, hall.ha, index=10, period=QUARTER)


def test_a_leader_does_not_reply_to_themselves(hall):
    own = mine(hall, hall.nghia, period=QUARTER)
    with pytest.raises(ScoreError, match="Không tự trả lời"):
        actions.reply(answer=own, text="Tôi thấy đúng", **by(hall))
    with pytest.raises(ScoreError, match="lãnh đạo"):
        actions.reply(answer=own, text="Tôi thấy đúng", by=hall.actor(hall.hanh), leader=hall.hanh, at=hall.at)


def test_reading_a_record_is_an_access_but_not_ones_own(hall):
    actions.read_record(officer=hall.ha, by=hall.actor(hall.ha), at=hall.at)
    assert not Access.objects.exists()
    actions.read_record(officer=hall.ha, by=hall.actor(hall.nghia), at=hall.at)
    seen = Access.objects.get()
    assert (seen.officer, seen.subject, seen.reason) == ("nghia", f"officer:{hall.ha.pk}", "scores")
    with pytest.raises(ScoreError, match="chỉ người ấy và lãnh đạo"):
        actions.read_record(officer=hall.ha, by=hall.actor(hall.hanh), at=hall.at)


# --- index 6 and the clock ------------------------------------------------------------------------------------


def test_a_sheet_counts_on_the_days_it_hung():
    hanging = {"1": [(date(2026, 10, 5), date(2026, 10, 9)), (date(2026, 11, 1), None)]}
    days = [date(2026, 10, 4), date(2026, 10, 5), date(2026, 10, 9), date(2026, 10, 10), date(2026, 11, 1), TODAY]
    assert [queries.posted(hanging, "1", day) for day in days] == [False, True, True, False, True, True]
    assert not queries.posted(hanging, "2", TODAY) and not queries.posted(hanging, "1", None)


def test_a_late_result_has_no_points_of_time(hall):
    dossier = worked_to(hall, received(hall, SINGLE), 99, at=hall.at + timedelta(days=20), others=hall.others)
    folded(hall.unit)
    assert dossier.state == 9
    found = queries.officer_score(officer=hall.ha, period=QUARTER, scheme=SCHEME)
    assert (found.means[1], found.means[7], found.kept, found.judged) == (0, 0, 0, 1)
