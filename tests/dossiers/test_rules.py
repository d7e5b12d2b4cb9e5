"""Tables of the dossier: states, codes, parties, early / on time / late, step clocks. Days are named in words."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thanthien.dossiers import rules
from thanthien.dossiers.rules import OPEN, TABLE, Act, DossierError, Standing, Status, Verdict
from thanthien.people.rules import Role
from thanthien.shared.clock import VIETNAM


def on(day: int, hour: int = 8, minute: int = 0) -> datetime:
    """A moment of November 2026 in Vietnam: the 23rd is a Monday, the 24th the holiday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


MONDAY, TUESDAY_HOLIDAY, WEDNESDAY, THURSDAY, FRIDAY = 23, 24, 25, 26, 27


class TestStates:
    def test_the_ten_states_carry_the_portals_numbers_and_words(self):
        assert [(s.value, s.label) for s in Status] == [
            (1, "Mới đăng ký"),
            (2, "Được tiếp nhận"),
            (3, "Không được tiếp nhận"),
            (4, "Đang xử lý"),
            (5, "Yêu cầu bổ sung giấy tờ"),
            (6, "Yêu cầu thực hiện nghĩa vụ tài chính"),
            (7, "Công dân yêu cầu rút hồ sơ"),
            (8, "Dừng xử lý"),
            (9, "Đã xử lý xong"),
            (10, "Đã trả kết quả"),
        ]

    @pytest.mark.parametrize(
        ("state", "act", "to", "entry"),
        [
            (None, Act.RECEIVE, Status.RECEIVED, "dossier.received"),
            (None, Act.REFUSE, Status.REFUSED, "dossier.refused"),
            (2, Act.TAKE, Status.PROCESSING, "step.taken"),
            (2, Act.COMPLETE, Status.PROCESSING, "step.done"),
            (4, Act.SEND_BACK, Status.PROCESSING, "step.sent_back"),
            (4, Act.FINISH, Status.READY, "dossier.finished"),
            (9, Act.HAND_OVER, Status.RETURNED, "dossier.returned"),
            (2, Act.ANNUL, Status.STOPPED, "dossier.annulled"),
            (9, Act.PRINT, Status.READY, "dossier.form_printed"),
        ],
    )
    def test_a_line_of_the_table(self, state, act, to, entry):
        found = rules.move(state, act)
        assert (found.to, found.entry) == (to, entry)

    @pytest.mark.parametrize("closed", [Status.REFUSED, Status.STOPPED, Status.WITHDRAWN])
    def test_a_closed_dossier_allows_nothing_and_says_so(self, closed):
        afterwards = () if closed is Status.REFUSED else rules.AFTERWARDS  # a mistake can come to light at any time
        for act in set(Act) - set(afterwards):
            with pytest.raises(DossierError, match="khép lại"):
                rules.move(closed, act)

    def test_a_returned_dossier_cannot_be_returned_again(self):
        with pytest.raises(DossierError, match="Đã trả kết quả"):
            rules.move(10, Act.HAND_OVER)

    def test_a_refusal_of_the_table_names_what_can_be_done_instead(self):
        with pytest.raises(DossierError, match="Lúc này làm được: Nhận việc, Xong bước, Trả lại bước trước, Hủy hồ sơ"):
            rules.move(2, Act.HAND_OVER)

    def test_nothing_is_done_to_what_was_not_received(self):
        with pytest.raises(DossierError, match="Tiếp nhận hồ sơ trước"):
            rules.move(None, Act.COMPLETE)

    def test_only_a_leader_annuls_what_is_being_worked_on(self):
        assert rules.move(4, Act.ANNUL).who == {Role.LEADER}
        assert Role.ONE_STOP in rules.move(2, Act.ANNUL).who

    def test_every_open_state_leads_on_to_the_hand_over(self):
        reached, frontier = set(), set(OPEN)
        while frontier:
            state = frontier.pop()
            reached.add(state)
            frontier |= {m.to for (s, _), m in TABLE.items() if s is state} - reached
        assert Status.RETURNED in reached

    def test_the_diagram_shows_every_change_of_state(self):
        text = rules.diagram()
        for (start, act), move in TABLE.items():
            line = f"{'[*]' if start is None else start.name} --> {move.to.name}: {act}"
            assert (line in text) is (start is not move.to)


class TestCode:
    def test_the_code_is_unit_day_and_number(self):
        assert rules.dossier_code(prefix="H56.327", day=date(2026, 11, 23), number=7) == "H56.327-261123-0007"

    def test_ten_thousand_a_day_go_on_with_five_figures(self):
        code = rules.dossier_code(prefix="H56.327", day=date(2026, 11, 23), number=10_000)
        assert code == "H56.327-261123-10000"
        assert rules.is_code(code)

    @pytest.mark.parametrize(
        ("portal", "unit", "prefix", "demo"),
        [
            ("H56.327", "15148", "H56.327", False),
            (None, "15148", "MAU.151.48", True),
            ("", "15148", "MAU.151.48", True),
            (None, "1514", "MAU.15.14", True),
            (None, "38", "MAU.38", True),
            (None, "1", "MAU.01", True),
            (None, "0000001", "MAU.000.00.01", True),
        ],
    )
    def test_a_unit_without_portal_code_gets_a_prefix_that_says_sample(self, portal, unit, prefix, demo):
        assert rules.code_prefix(portal_code=portal, unit_code=unit) == (prefix, demo)
        assert rules.is_code(rules.dossier_code(prefix=prefix, day=date(2026, 11, 23), number=1))

    @given(st.from_regex(r"[0-9]{1,12}", fullmatch=True))
    def test_every_unit_code_gives_a_valid_demo_code_that_keeps_its_figures(self, unit):
        prefix, demo = rules.code_prefix(portal_code=None, unit_code=unit)
        assert demo
        assert prefix.replace(".", "").removeprefix("MAU").lstrip("0") == unit.lstrip("0")
        assert rules.is_code(rules.dossier_code(prefix=prefix, day=date(2026, 11, 23), number=1))

    @pytest.mark.parametrize(
        "seen",
        [
            "H15.50.05.13-261008-0975",
            "G09.20-20260609-0092637",
            "000.00.01.H22-261123-0001",
            "h56.327-261123-0001",
            " H56.327-261123-0001 ",
        ],
    )
    def test_codes_seen_in_the_country_are_codes(self, seen):
        assert rules.is_code(seen)

    @pytest.mark.parametrize(
        "other", ["", "0007", "1123-0007", "H56-2611-0007", "H56.327-261123-007", "A043", "H56.327-261123-00000007"]
    )
    def test_other_texts_are_none(self, other):
        assert not rules.is_code(other)

    def test_a_prefix_that_makes_no_valid_code_is_refused(self):
        with pytest.raises(DossierError, match="mã đơn vị"):
            rules.dossier_code(prefix="Cẩm Tú", day=date(2026, 11, 23), number=1)

    def test_what_people_say_of_a_code(self):
        assert rules.code_tail("H56.327-261118-0023") == "1118-0023"
        assert rules.code_tail("G09.20-20260609-0092637") == "0609-0092637"

    def test_the_shelf_goes_by_the_last_figure(self):
        assert rules.shelf_for("H56.327-261118-0023") == "Ngăn 3"


class TestParties:
    @pytest.mark.parametrize(
        "parties",
        [
            {"person": True, "organisation": False, "submitter": False, "mandate": ""},
            {"person": True, "organisation": False, "submitter": True, "mandate": "Giấy ủy quyền 20/11/2026"},
            {"person": False, "organisation": True, "submitter": True, "mandate": "Giấy giới thiệu số 12"},
        ],
    )
    def test_who_may_bring_a_dossier(self, parties):
        rules.check_parties(**parties)

    @pytest.mark.parametrize(
        ("person", "organisation", "submitter", "mandate", "says"),
        [
            (False, False, False, "", "Chọn một chủ hồ sơ"),
            (True, True, True, "Giấy giới thiệu", "Chọn một chủ hồ sơ"),
            (False, True, False, "", "người đại diện"),
            (False, True, True, " ", "giấy ủy quyền hoặc giấy giới thiệu"),
            (True, False, True, "", "giấy ủy quyền hoặc giấy giới thiệu"),
            (True, False, False, "Giấy ủy quyền", "chưa có người nộp thay"),
        ],
    )
    def test_who_may_not_and_what_to_do(self, person, organisation, submitter, mandate, says):
        with pytest.raises(DossierError, match=says):
            rules.check_parties(person=person, organisation=organisation, submitter=submitter, mandate=mandate)


class TestVerdict:
    @pytest.mark.parametrize(
        ("ready", "due", "expected", "words"),
        [
            (on(MONDAY, 16), on(WEDNESDAY, 8), Verdict.EARLY, "Trước hạn"),
            (on(TUESDAY_HOLIDAY, 23, 59), on(WEDNESDAY, 8), Verdict.EARLY, "Trước hạn"),
            (on(WEDNESDAY, 0, 0), on(WEDNESDAY, 8), Verdict.ON_TIME, "Đúng hạn"),
            (on(WEDNESDAY, 8), on(WEDNESDAY, 8), Verdict.ON_TIME, "Đúng hạn"),
            (on(WEDNESDAY, 16, 59), on(WEDNESDAY, 8), Verdict.ON_TIME, "Đúng hạn"),
            (on(THURSDAY, 0, 0), on(WEDNESDAY, 8), Verdict.LATE, "Quá hạn"),
            (on(FRIDAY, 8), on(WEDNESDAY, 17), Verdict.LATE, "Quá hạn"),
        ],
    )
    def test_by_the_day_in_vietnam(self, ready, due, expected, words):
        found = rules.verdict(ready=ready, due=due)
        assert found is expected
        assert found.label == words

    def test_a_moment_written_in_utc_is_still_judged_by_vietnams_day(self):
        # 00:30 on Thursday in Vietnam is 17:30 on Wednesday in UTC: a peer cut days in UTC and called this on time.
        ready = datetime(2026, 11, 25, 17, 30, tzinfo=UTC)
        assert rules.verdict(ready=ready, due=on(WEDNESDAY, 17)) is Verdict.LATE

    def test_a_moment_without_a_zone_is_refused(self):
        with pytest.raises(ValueError, match="múi giờ"):
            rules.verdict(ready=datetime(2026, 11, 25), due=on(WEDNESDAY))  # noqa: DTZ001

    @pytest.mark.parametrize(
        ("ready", "until", "on_time"),
        [
            (on(WEDNESDAY, 8), on(FRIDAY), True),
            (on(WEDNESDAY, 8, 1), on(FRIDAY), False),
            (None, on(MONDAY, 17), True),
            (None, on(WEDNESDAY, 8), True),
            (None, on(FRIDAY), False),
        ],
    )
    def test_index_766_goes_by_moments_and_counts_open_dossiers_at_the_end_of_the_period(self, ready, until, on_time):
        assert rules.index766_on_time(ready=ready, due=on(WEDNESDAY, 8), until=until) is on_time

    def test_the_two_rules_differ_on_the_day_itself_and_only_there(self):
        due = on(WEDNESDAY, 8)
        for ready in (on(MONDAY, 17), on(WEDNESDAY, 7, 59), on(WEDNESDAY, 8, 1), on(THURSDAY, 8)):
            by_day, by_moment = rules.verdict(ready=ready, due=due), rules.index766_on_time(ready=ready, due=due, until=ready)
            assert (by_day is not Verdict.LATE) is (by_moment or ready.day == WEDNESDAY)

    @pytest.mark.parametrize(
        ("at", "expected"),
        [
            (on(MONDAY, 17), Standing.IN_TIME),
            (on(WEDNESDAY, 0, 1), Standing.DUE_TODAY),
            (on(WEDNESDAY, 10, 30), Standing.DUE_TODAY),
            (on(WEDNESDAY, 10, 31), Standing.LATE),
            (on(THURSDAY, 8), Standing.LATE),
        ],
    )
    def test_where_an_open_dossier_stands(self, at, expected):
        assert rules.standing(due=on(WEDNESDAY, 10, 30), at=at) is expected


class TestSteps:
    @pytest.mark.parametrize(
        ("allowed", "used", "expected"),
        [(240, 20, Verdict.EARLY), (240, 240, Verdict.ON_TIME), (240, 241, Verdict.LATE), (0, 0, Verdict.ON_TIME)],
    )
    def test_a_step_is_judged_in_working_minutes(self, allowed, used, expected):
        assert rules.step_verdict(allowed=allowed, used=used) is expected

    @pytest.mark.parametrize(
        ("total", "shares", "parts"),
        [
            (1440, [4, 24, 6, 3, 3], [144, 864, 216, 108, 108]),
            (1440, [Fraction(1, 6), Fraction(1, 3), Fraction(1, 6), Fraction(1, 6), Fraction(1, 6)], [240, 480, 240, 240, 240]),
            (10, [1, 1, 1], [4, 3, 3]),
            (0, [1, 1], [0, 0]),
            (60, [1, 0, 1], [30, 0, 30]),
            (60, [0, 0], [0, 0]),
            (60, [], []),
        ],
    )
    def test_the_term_over_the_steps(self, total, shares, parts):
        assert rules.split_term(total=total, shares=shares) == parts

    @given(st.integers(0, 100_000), st.lists(st.fractions(0, 50, max_denominator=100), min_size=1, max_size=12))
    def test_the_parts_add_up_and_keep_their_order_of_size(self, total, shares):
        parts = rules.split_term(total=total, shares=shares)
        assert sum(parts) == (total if sum(shares) else 0)
        assert all(
            abs(part - (total * share / sum(shares))) < 1 for part, share in zip(parts, shares, strict=True) if sum(shares)
        )
