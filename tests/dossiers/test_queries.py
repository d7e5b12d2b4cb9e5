"""Lists in their order, literal query counts, tracking, the figures of the day, finding."""

from datetime import datetime, timedelta

import pytest

from builders.dossiers import ADOPTION, BIRTH, CIVIL, LODGING, PLANNING, SINGLE, company, person, ready, received, worked_to
from builders.figures import day_figures
from thanthien.dossiers import actions, queries
from thanthien.dossiers.rules import Standing, Verdict
from thanthien.people.actions import add_officer, register_citizen
from thanthien.people.rules import Role
from thanthien.shared.actor import system
from thanthien.shared.clock import VIETNAM
from thanthien.visits import actions as visits

pytestmark = pytest.mark.django_db


def nov(day: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


MONDAY, WEDNESDAY, THURSDAY, FRIDAY = 23, 25, 26, 27


def codes(dossiers) -> list[str]:
    return [dossier.code[-4:] for dossier in dossiers]


class TestWork:
    def test_what_is_due_soonest_comes_first_with_its_working_minutes_left(self, hall, others):
        received(hall, SINGLE)
        received(hall, BIRTH)
        received(hall, CIVIL, at=nov(MONDAY, 10))
        work = queries.work_of(officer=hall.ha, at=nov(MONDAY, 16, 30))
        assert [(item.dossier.code[-4:], item.minutes_left, item.standing) for item in work] == [
            ("0002", 60, Standing.DUE_TODAY),
            ("0001", 60 + 2 * 480 + 30, Standing.IN_TIME),
            ("0003", 60 + 2 * 480 + 120, Standing.IN_TIME),
        ]
        assert work[0].share_used == pytest.approx(1 - 60 / 450)

    def test_a_late_one_is_below_zero(self, hall):
        received(hall, BIRTH)
        (item,) = queries.work_of(officer=hall.ha, at=nov(WEDNESDAY, 8, 20))
        assert (item.minutes_left, item.standing) == (-20, Standing.LATE)

    def test_fields_and_roles_decide_what_one_sees(self, hall, others):
        received(hall, SINGLE)
        received(hall, LODGING)
        assert [i.dossier.procedure.code for i in queries.work_of(officer=hall.ha, at=hall.at)] == [SINGLE]
        assert [i.dossier.procedure.code for i in queries.work_of(officer=others["police"], at=hall.at)] == [LODGING]
        for nobody in (hall.tuan, hall.hanh, hall.nghia, hall.la):
            assert queries.work_of(officer=nobody, at=hall.at) == []

    def test_what_a_colleague_took_is_no_longer_mine(self, hall, others):
        dossier = received(hall, SINGLE)
        assert [item.taken for item in queries.work_of(officer=others["second"], at=hall.at)] == [False]
        actions.take_step(dossier=dossier, by=hall.actor(hall.ha), at=hall.at)
        assert queries.work_of(officer=others["second"], at=hall.at) == []
        assert [item.taken for item in queries.work_of(officer=hall.ha, at=hall.at)] == [True]

    def test_the_work_moves_on_to_leader_and_seal_and_ends_there(self, hall, others):
        dossier = worked_to(hall, received(hall, SINGLE), 3, at=nov(MONDAY, 9), others=others)
        assert len(queries.work_of(officer=hall.nghia, at=nov(MONDAY, 9))) == 1
        dossier = worked_to(hall, dossier, 4, at=nov(MONDAY, 10), others=others)
        assert queries.work_of(officer=hall.nghia, at=nov(MONDAY, 10)) == []
        assert len(queries.work_of(officer=others["seal"], at=nov(MONDAY, 10))) == 1
        ready(hall, dossier, at=nov(MONDAY, 11), others=others)
        assert queries.work_of(officer=others["seal"], at=nov(MONDAY, 11)) == []

    def test_a_role_that_nobody_holds_is_on_the_one_stops_list(self, hall):
        received(hall, PLANNING)
        received(hall, LODGING)
        assert [i.dossier.procedure.code for i in queries.work_of(officer=hall.hanh, at=hall.at)] == [LODGING]

    @pytest.mark.thread("open-zaak#599")
    def test_one_row_and_three_rows_cost_the_same_query(self, hall, others, django_assert_num_queries):
        for rows in (1, 3):
            while len(queries.work_of(officer=hall.ha, at=hall.at)) < rows:
                received(hall, SINGLE)
            named(queries.work_of(officer=hall.ha, at=hall.at))
            with django_assert_num_queries(2):
                work = queries.work_of(officer=hall.ha, at=hall.at)
                assert named(work)
            assert len(work) == rows


def named(work):
    """Reads of a list what its lines show; what seldom changes (officers, procedures) is kept from then on."""
    return [item.dossier.applicant.name + item.dossier.procedure.title + str(item.step.officer) for item in work]


class TestOneDossier:
    def test_the_page_shows_clocks_papers_and_standing(self, hall, others):
        dossier = worked_to(hall, received(hall, SINGLE), 3, at=nov(MONDAY, 10, 30), others=others)
        page = queries.dossier_page(dossier=queries.dossier(pk=dossier.pk), at=nov(MONDAY, 11))
        assert [(view.used, view.running, view.verdict) for view in page.steps] == [
            (0, False, Verdict.EARLY),
            (120, False, Verdict.EARLY),
            (30, True, None),
            (0, False, None),
            (0, False, None),
        ]
        assert page.steps[2].left == 210
        assert (len(page.papers), page.standing, page.verdict) == (6, Standing.IN_TIME, None)
        assert page.minutes_left == 60 + 240 + 2 * 480 + 30

    def test_a_finished_one_shows_both_verdicts(self, hall, others):
        dossier = ready(hall, received(hall, SINGLE), at=nov(FRIDAY, 9), others=others)
        page = queries.dossier_page(dossier=dossier, at=nov(30))
        assert (page.standing, page.verdict, page.verdict_first, page.minutes_left) == (None, Verdict.ON_TIME, Verdict.ON_TIME, 0)

    @pytest.mark.thread("open-zaak#1811")
    def test_three_queries_whatever_the_number_of_papers_and_steps(self, hall, django_assert_num_queries):
        for code in (PLANNING, ADOPTION):
            dossier = received(hall, code)

            def page(pk=dossier.pk):
                page = queries.dossier_page(dossier=queries.dossier(pk=pk, unit=hall.unit), at=hall.at)
                assert page.dossier.applicant.name and page.dossier.unit.name and page.dossier.procedure.title
                assert [str(view.step.officer) for view in page.steps]

            page()
            with django_assert_num_queries(3):
                page()

    def test_another_units_dossier_is_not_found_by_number(self, hall):
        dossier = received(hall)
        assert queries.dossier(pk=dossier.pk, unit="15151") is None
        assert queries.dossier(pk=dossier.pk + 99) is None

    def test_by_code(self, hall):
        dossier = received(hall)
        assert queries.by_code(code=f" {dossier.code.lower()} ") == dossier
        assert queries.by_code(code="H56.327-261123-0001") is None


class TestTracking:
    def test_a_code_typed_as_people_type_it_is_found(self, hall, django_assert_num_queries):
        dossier = received(hall)
        code = dossier.tracking_code
        spoken = f" {code[:4].lower()}-{code[4:8]} {code[8:]} ".replace("0", "O").replace("1", "l")
        assert queries.by_tracking(code=spoken).unit.name
        with django_assert_num_queries(1):
            found = queries.by_tracking(code=spoken)
            assert found.applicant.name and found.unit.name
        assert found == dossier

    @pytest.mark.parametrize("code", ["", "   ", "0000", "ZZZZZZZZZZZZ", "' OR 1=1", "ăâêôơư", "x" * 5000])
    def test_other_texts_find_nobody(self, hall, code):
        received(hall)
        assert queries.by_tracking(code=code) is None

    def test_the_official_code_does_not_open_the_public_page(self, hall):
        assert queries.by_tracking(code=received(hall).code) is None

    def test_tracking_codes_are_long_and_differ(self, hall):
        found = {received(hall).tracking_code for _ in range(5)}
        assert len(found) == 5 and {len(code) for code in found} == {12}


class TestLists:
    def test_due_today_and_all_that_are_overdue(self, hall, others):
        single = received(hall, SINGLE)
        birth = received(hall, BIRTH)
        ready(hall, received(hall, BIRTH), at=nov(MONDAY, 9), others=others)
        assert codes(queries.due_today(unit=hall.unit, at=nov(MONDAY, 9))) == codes([birth])
        assert codes(queries.late(unit=hall.unit, at=nov(MONDAY, 17, 30))) == []
        assert codes(queries.late(unit=hall.unit, at=nov(MONDAY, 17, 31))) == codes([birth])
        assert codes(queries.late(unit=hall.unit, at=nov(30))) == codes([birth, single])
        assert codes(queries.soon(unit=hall.unit, at=nov(30))) == codes([birth, single])

    def test_results_wait_in_their_pigeonholes(self, hall, others):
        second = ready(hall, received(hall, SINGLE), at=nov(WEDNESDAY, 10), others=others)
        first = ready(hall, received(hall, SINGLE), at=nov(WEDNESDAY, 9), others=others)
        assert [(d.code, d.shelf) for d in queries.ready_for_return(unit=hall.unit)] == [
            (first.code, "Ngăn 1"),
            (second.code, "Ngăn 0"),
        ]
        actions.hand_over(dossier=first, by=hall.actor(hall.hanh), at=nov(THURSDAY))
        assert codes(queries.ready_for_return(unit=hall.unit)) == codes([second])

    def test_a_visit_shows_what_was_handed_in_and_what_was_fetched(self, hall, others):
        by = hall.actor(hall.hanh)
        coming, fetching = (visits.begin(unit=hall.unit, origin="kiosk", by=by, at=hall.at) for _ in range(2))
        dossier = ready(hall, received(hall, SINGLE, visit=coming), at=nov(WEDNESDAY), others=others)
        received(hall, SINGLE)
        assert queries.of_visit(visit=coming) == [dossier]
        assert queries.of_visit(visit=fetching) == []
        actions.hand_over(dossier=dossier, visit=fetching, by=by, at=nov(THURSDAY))
        assert queries.of_visit(visit=fetching) == [dossier]

    @pytest.mark.thread("opencrvs#6140")
    def test_a_second_dossier_of_the_same_matter_is_seen_before_it_is_made(self, hall, others):
        first = received(hall, SINGLE)
        owner = first.applicant
        assert queries.same_open(person=owner, procedure_code=SINGLE) == [first]
        assert queries.same_open(person=owner, procedure_code=BIRTH) == []
        ready(hall, first, at=nov(WEDNESDAY), others=others)
        assert queries.same_open(person=owner, procedure_code=SINGLE) == [first]
        actions.hand_over(dossier=first, by=hall.actor(hall.hanh), at=nov(THURSDAY))
        assert queries.same_open(person=owner, procedure_code=SINGLE) == []
        assert queries.of_person(person=owner) == [first]

    def test_what_this_counter_did_today(self, hall):
        mine = received(hall, SINGLE)
        received(hall, SINGLE, by=hall.dinh)
        assert queries.recent_at_counter(unit=hall.unit, officer=hall.hanh, at=nov(MONDAY, 17)) == [mine]
        assert queries.recent_at_counter(unit=hall.unit, officer=hall.hanh, at=nov(WEDNESDAY)) == []

    @pytest.mark.parametrize(
        "listing",
        [
            lambda hall, at: queries.due_today(unit=hall.unit, at=at),
            lambda hall, at: queries.late(unit=hall.unit, at=at + timedelta(days=7)),
            lambda hall, at: queries.soon(unit=hall.unit, at=at),
            lambda hall, at: queries.latest(unit=hall.unit),
        ],
    )
    def test_every_list_is_one_query_for_one_row_and_for_three(self, hall, listing, django_assert_num_queries):
        def lines():
            found = listing(hall, hall.at)
            return [f"{d.applicant.name} {d.procedure.title} {d.received_by.name} {d.organisation} {d.submitter}" for d in found]

        for rows in (1, 3):
            while len(lines()) < rows:
                received(hall, BIRTH)
            lines()
            with django_assert_num_queries(1):
                assert len(lines()) == rows

    def test_what_was_received_just_now_is_one_query_for_one_row_and_for_three(self, hall, django_assert_num_queries):
        for rows in (1, 3):
            while len(queries.recent_at_counter(unit=hall.unit, officer=hall.hanh, at=hall.at)) < rows:
                received(hall, BIRTH)
            with django_assert_num_queries(1):
                found = queries.recent_at_counter(unit=hall.unit, officer=hall.hanh, at=hall.at)
                assert len({f"{d.code} {d.procedure_name} {d.received_at} {d.due_at}" for d in found}) == rows

    def test_the_shelf_is_one_query_for_one_row_and_for_three(self, hall, others, django_assert_num_queries):
        for rows in (1, 3):
            while len(queries.ready_for_return(unit=hall.unit)) < rows:
                ready(hall, received(hall, CIVIL), at=nov(WEDNESDAY), others=others)
            with django_assert_num_queries(1):
                assert len([d.applicant.name + d.shelf for d in queries.ready_for_return(unit=hall.unit)]) == rows


class TestDayFigures:
    def test_every_kind_is_counted_in_one_query(self, hall, others, django_assert_num_queries):
        by = hall.actor(hall.hanh)
        early = ready(hall, received(hall, SINGLE), at=nov(WEDNESDAY, 9), others=others)
        ready(hall, received(hall, SINGLE, at=nov(20)), at=nov(WEDNESDAY, 9), others=others)
        ready(hall, received(hall, BIRTH), at=nov(WEDNESDAY, 9), others=others)
        received(hall, BIRTH, at=nov(WEDNESDAY, 8))
        received(hall, SINGLE, at=nov(16))
        actions.annul(dossier=received(hall, SINGLE, at=nov(WEDNESDAY, 8)), reason="nhầm", by=by, at=nov(WEDNESDAY, 8))
        actions.hand_over(dossier=early, by=by, at=nov(WEDNESDAY, 10))
        with django_assert_num_queries(1):
            found = day_figures(unit=hall.unit, at=nov(WEDNESDAY, 11))
        # 20/11 + 3 working days over the weekend and the holiday is Thursday the 26th: early too
        assert (found.received, found.early, found.on_time, found.finished_late) == (1, 2, 0, 1)
        assert (found.returned, found.due_today, found.late) == (1, 1, 1)

    def test_the_day_itself_is_on_time(self, hall, others):
        ready(hall, received(hall, SINGLE), at=nov(FRIDAY, 16), others=others)
        assert day_figures(unit=hall.unit, at=nov(FRIDAY, 17)).on_time == 1

    def test_an_empty_office_has_zeros(self, hall):
        assert set(vars_of(day_figures(unit=hall.unit, at=hall.at))) == {0}


def vars_of(figures) -> list[int]:
    return [getattr(figures, name) for name in figures.__slots__]


class TestFinding:
    @pytest.fixture
    def three(self, hall):
        hien = received(hall, SINGLE)
        son = received(hall, BIRTH, applicant=person(hall, "Lò Văn Sơn", number="038090001234", phone="0977123408"))
        firm = received(hall, PLANNING, organisation=company(hall), submitter=person(hall), mandate="Giấy giới thiệu số 12")
        return {"hien": hien, "son": son, "firm": firm}

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("MAU.151.48-261123-0002", ["son"]),
            ("mau.151.48-261123-0002", ["son"]),
            ("1123-0002", ["son"]),
            ("0002", ["son"]),
            ("5408", ["hien", "firm"]),
            ("408", ["hien", "son", "firm"]),
            ("0912555408", ["hien", "firm"]),
            ("+84912555408", ["hien", "firm"]),
            ("0912.555.408", ["hien", "firm"]),
            ("038090001234", ["son"]),
            ("lo van son", ["son"]),
            ("Sơn", ["son"]),
            ("hiền", ["hien", "firm"]),
            ("mia duong", ["firm"]),
            ("", []),
            ("   ", []),
            ("Nguyễn Không Có", []),
            ("9999", []),
            ("%", []),
            ("A043", []),
        ],
    )
    def test_what_people_type(self, hall, three, text, found):
        expected = {three[name].pk for name in found}
        assert {dossier.pk for dossier in queries.find(text=text, unit=hall.unit, at=hall.at)} == expected

    def test_a_queue_number_of_today_finds_what_its_visit_brought(self, hall):
        visit = visits.begin(unit=hall.unit, origin="kiosk", by=hall.actor(hall.hanh), at=hall.at)
        dossier = received(hall, visit=visit)
        received(hall)
        assert queries.find(text="A043", unit=hall.unit, at=hall.at, visits=[visit]) == [dossier]

    def test_the_tracking_code_and_nothing_of_the_neighbour(self, hall, three):
        code = three["son"].tracking_code
        found = queries.find(text=f"{code[:4]} {code[4:]}", unit=hall.unit, at=hall.at)
        assert found == [three["son"]]
        assert queries.find(text="hien", unit="15151", at=hall.at) == []

    @pytest.mark.parametrize("tail", ["0002", "1123-0002", "261123-0002", "23-0002", "MAU.151.48-261123-0002"])
    def test_any_tail_of_the_code_is_found_however_old(self, hall, three, tail):
        assert queries.find(text=tail, unit=hall.unit, at=hall.at + timedelta(days=900)) == [three["son"]]

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("son lo", ["son"]), ("Hiền Trương", ["hien", "firm"]), ("thi hien truong", ["hien", "firm"]),
            ("truong thi hein", ["hien", "firm"]), ("trung hien", ["hien", "firm"]), ("lo van snn", ["son"]),
            ("hien khai sinh", []), ("lo khai sinh", ["son"]), ("lò khia sinh", ["son"]), ("duong mia", ["firm"]),
            ("truog thi hein", []), ("la vna sno", []),
        ],
    )  # fmt: skip
    def test_words_in_any_order_with_one_slip(self, hall, three, text, found):
        expected = {three[name].pk for name in found}
        assert {dossier.pk for dossier in queries.find(text=text, unit=hall.unit, at=hall.at)} == expected

    def test_a_person_renamed_is_found_by_the_new_name_only(self, hall, three):
        register_citizen(unit=hall.unit, name="Lò Văn Sáng", id_number="038090001234", by=hall.actor(hall.hanh), at=hall.at)
        assert queries.find(text="lo van sang", unit=hall.unit, at=hall.at) == [three["son"]]
        assert queries.find(text="lo van son", unit=hall.unit, at=hall.at) == []

    def test_words_cost_two_queries_for_one_row_and_for_three(self, hall, django_assert_num_queries):
        for rows in (1, 3):
            while len(queries.latest(unit=hall.unit)) < rows:
                received(hall, BIRTH)
            assert all(d.procedure.title for d in queries.find(text="hien", unit=hall.unit, at=hall.at))
            with django_assert_num_queries(2):
                found = queries.find(text="hien", unit=hall.unit, at=hall.at)
                assert [f"{d.applicant.name} {d.procedure.title} {d.organisation} {d.submitter}" for d in found]
            assert len(found) == rows


def test_a_new_specialist_sees_the_untaken_work_of_their_field_at_once(hall, others):
    received(hall, PLANNING)
    at = nov(MONDAY, 9)
    new = add_officer(
        unit=hall.unit,
        login="moi",
        name="Vi Thị Mới",
        roles=(Role.SPECIALIST,),
        fields=("xay_dung",),
        by=system(hall.unit),
        at=at,
    )
    assert [item.dossier.field for item in queries.work_of(officer=new, at=at)] == ["xay_dung"]
