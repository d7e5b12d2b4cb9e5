"""What a dossier's entries come to: whose points, how many, and which entries gave them."""

from datetime import UTC, date, datetime, timedelta

from thanthien.indicators.rules import Fact
from thanthien.indicators.score_facts import BACKS, SLIPS, told

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
UNIT = "15148"
RECEIVED = {"code": "X-261120-0001", "procedure": "1.004873", "officer": "hanh", "channel": "counter"}
FINISHED = {"code": "X-261120-0001", "verdict": "late", "verdict_first": "late", "verdict_law": "early"}


def entries(*lines):
    return [Fact(seq, kind, AT + timedelta(hours=seq), "dossier:1", "", data) for seq, (kind, data) in enumerate(lines, 1)]


def done(step, officer, used, allowed=100):
    return ("step.done", {"step": step, "officer": officer, "role": "specialist", "allowed": allowed, "used": used})


def points(found, who):
    line = next(one for one in found.lines if one.who == who)
    return dict(line.points)


def facts(found, who, name):
    return next(one for one in found.lines if one.who == who).facts[name]


PLAIN = [("dossier.received", RECEIVED), done(2, "ha", 50), done(3, "nghia", 100), ("dossier.finished", FINISHED)]


def test_who_took_part_has_a_line_and_the_agency_one_over_all():
    found = told(entries(*PLAIN), unit=UNIT)
    assert [one.who for one in found.lines] == ["", "hanh", "ha", "nghia"]
    assert (found.code, found.closed_on, found.received_on) == ("X-261120-0001", date(2026, 11, 20), date(2026, 11, 20))
    assert points(found, "") == {1: 2, 2: 2, 3: 2, 4: 2, 7: 2}
    assert points(found, "ha")[2] == 2 and points(found, "nghia")[2] == 1 and points(found, "hanh")[2] is None


def test_the_laws_term_decides_and_not_the_date_that_was_put_off():
    assert points(told(entries(*PLAIN), unit=UNIT), "")[1] == 2
    older = {"code": "X", "verdict": "early", "verdict_first": "on_time"}
    assert points(told(entries(PLAIN[0], ("dossier.finished", older)), unit=UNIT), "")[1] == 1


def test_each_point_names_its_entries():
    found = told(entries(*PLAIN), unit=UNIT)
    assert facts(found, "ha", "1") == (4,) and facts(found, "ha", "2") == (2,) and facts(found, "", "2") == (2, 3)
    assert facts(found, "ha", "3") == (1, 4), "no request between the reception and the result"
    assert facts(found, "hanh", "7") == (4,)


def test_a_dossier_without_result_has_no_points():
    assert told(entries(*PLAIN[:3]), unit=UNIT) is None
    assert told(entries(*PLAIN, ("dossier.reopened", {"code": "X"})), unit=UNIT) is None
    again = told(entries(*PLAIN, ("dossier.reopened", {}), ("dossier.finished", FINISHED | {"verdict_law": "late"})), unit=UNIT)
    assert points(again, "")[1] == 0 and facts(again, "", "1") == (6,)


ASKED, DROPPED = ("dossier.supplement_asked", {"number": 1}), ("dossier.supplement_dropped", {"number": 1})


def noted(pk, ground, **more):
    return ("score.noted", {"note": pk, "ground": ground, "about": 0, "who": ""} | more)


def test_requests_count_unless_taken_back():
    once = told(entries(PLAIN[0], ASKED, *PLAIN[1:]), unit=UNIT)
    assert (points(once, "ha")[3], points(once, "ha")[4]) == (1, 1) and facts(once, "ha", "3") == (2,)
    dropped = told(entries(PLAIN[0], ASKED, DROPPED, *PLAIN[1:]), unit=UNIT)
    assert (points(dropped, "ha")[3], points(dropped, "ha")[4]) == (2, 2)
    twice = told(entries(PLAIN[0], ASKED, ASKED, *PLAIN[1:]), unit=UNIT)
    assert (points(twice, "hanh")[3], points(twice, "hanh")[4]) == (0, 1)


def test_the_applicants_own_fault_is_not_counted_and_taken_back_it_is_again():
    lines = [PLAIN[0], ASKED, ASKED, *PLAIN[1:], noted(5, "applicant", about=3)]
    found = told(entries(*lines), unit=UNIT)
    assert points(found, "ha")[3] == 1 and points(found, "ha")[4] == 1 and facts(found, "ha", "3") == (2, 3, 7)
    back = told(entries(*lines, ("score.taken_back", {"note": 5})), unit=UNIT)
    assert points(back, "ha")[3] == 0 and facts(back, "ha", "3") == (2, 3)


def test_another_body_takes_the_points_of_index_4():
    found = told(entries(*PLAIN, noted(6, "other_body")), unit=UNIT)
    assert points(found, "ha")[4] == 0 and points(found, "ha")[3] == 2 and facts(found, "", "4") == (5,)


def test_a_complaint_touches_whom_it_speaks_of_and_the_agency():
    found = told(entries(*PLAIN, noted(7, "complaint", who="ha")), unit=UNIT)
    assert (points(found, "ha")[7], points(found, "hanh")[7], points(found, "")[7]) == (0, 2, 0)
    assert facts(found, "ha", "7") == (5,) and facts(found, "hanh", "7") == (4,)


def test_a_step_counts_as_it_stands_done_the_last_time():
    lines = [
        PLAIN[0], done(2, "ha", 50), ("step.reopened", {"step": 2}), done(2, "ha", 90), done(3, "nghia", 10),
        ("step.sent_back", {"step": 3, "to": 2, "officer": "nghia"}), done(2, "ha", 130), done(3, "nghia", 20), PLAIN[3],
    ]  # fmt: skip
    found = told(entries(*lines), unit=UNIT)
    assert points(found, "ha")[2] == 0 and facts(found, "ha", "2") == (7,)
    line = {one.who: one for one in found.lines}
    assert (line["ha"].backs, line["nghia"].backs, line[""].backs) == (1, 0, 1) and line["ha"].facts[BACKS] == (6,)


def test_steps_of_another_body_are_not_ours():
    passed = ("stage.passed", done(2, "ha", 50)[1] | {"from": UNIT, "to": "9999"})
    back_here = ("stage.passed", done(3, "la", 500)[1] | {"from": "9999", "to": UNIT})
    found = told(entries(PLAIN[0], passed, done(3, "la", 400), back_here, done(4, "nghia", 100), PLAIN[3]), unit=UNIT)
    assert [one.who for one in found.lines] == ["", "hanh", "ha", "nghia"]
    assert points(found, "")[2] == 2 and facts(found, "", "2") == (2, 5)


def test_a_stage_that_comes_back_is_done_again():
    passed = ("stage.passed", done(2, "ha", 50)[1] | {"from": UNIT, "to": "9999"})
    back = ("stage.sent_back", {"step": 3, "to_step": 2, "from": "9999", "to": UNIT, "officer": "la"})
    again = ("stage.passed", done(2, "ha", 170)[1] | {"from": UNIT, "to": "9999"})
    found = told(entries(PLAIN[0], passed, back, again, PLAIN[3]), unit=UNIT)
    assert points(found, "ha")[2] == 0 and facts(found, "ha", "2") == (4,)


def test_mistakes_are_counted_for_who_did_the_step_and_only_ours():
    ours = ("mistake.reported", {"ours": True, "doer": "ha", "kind": "wrong_result"})
    theirs = ("mistake.reported", {"ours": False, "doer": "ha", "kind": "wrong_result"})
    found = told(entries(*PLAIN, ours, theirs, ("mistake.reported", {"ours": True, "doer": "", "kind": "lost_paper"})), unit=UNIT)
    line = {one.who: one for one in found.lines}
    assert (line["ha"].mistakes, line["hanh"].mistakes, line[""].mistakes) == (1, 0, 2)
    assert line["ha"].facts[SLIPS] == (5,)


def test_what_came_online_says_so():
    assert told(entries(("dossier.received", RECEIVED | {"channel": "online"}), PLAIN[3]), unit=UNIT).online


def test_a_journal_without_the_reception_still_has_points():
    found = told(entries(PLAIN[3]), unit=UNIT)
    assert [one.who for one in found.lines] == [""] and found.received_on is None and points(found, "")[3] == 2
