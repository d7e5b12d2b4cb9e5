"""Which tallies an entry moves, and how waiting times are read back from buckets."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thanthien.indicators.buckets import bucket, lower_end, quantile
from thanthien.indicators.rules import Change, Fact, How, add_up, changes, letter_of, levels, standing

AT = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)
MONDAY = date(2026, 11, 23)
CALL = {"label": "A020", "counter": 2, "officer": "dinh.bv", "calls": 1, "service": "A", "waited_s": 125}
RECEIVED = {"code": "X-261123-0007", "procedure": "1.001193", "field": "ho_tich", "officer": "dinh.bv", "counter": 2}
FINISHED = {"verdict": "on_time", "verdict_first": "late", "field": "ho_tich", "officer": "ha.btt"}
RATED = {
    "attitude": 5,
    "work": None,
    "officer": "dinh.bv",
    "channel": "tablet",
    "reasons": ["warm"],
    "set_aside": "",
    "day": "2026-11-20",
}


def fact(kind, data, *, seq=9, subject="ticket:1", visit="v1", at=AT):
    return Fact(seq, kind, at, subject, visit, data)


def nothing(kind, *, subject="", visit=""):
    return []


def remembers(*facts):
    def past(kind, *, subject="", visit=""):
        return [f for f in facts if f.kind == kind and subject in ("", f.subject) and visit in ("", f.visit)]

    return past


def moved(one, past=nothing):
    into = {}
    add_up(changes(one, past), into)
    return {(key, part): value for (_, key, part), value in into.items()}


def test_a_ticket_counts_for_the_unit_its_service_and_its_channel():
    taken = fact("ticket.taken", {"service": "C", "channel": "kiosk", "priority": "age75"})
    assert moved(taken) == {
        ("ticket.taken", ""): 1, ("ticket.taken", "service:C"): 1, ("ticket.taken", "channel:kiosk"): 1,
        ("ticket.priority", ""): 1,
    }  # fmt: skip


def test_the_day_is_vietnams_day():
    late_evening_in_london = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
    one = fact("ticket.taken", {"service": "C", "channel": "kiosk", "priority": ""}, at=late_evening_in_london)
    assert {change.day for change in changes(one, nothing)} == {MONDAY}


def test_waiting_counts_at_the_first_call_only():
    assert moved(fact("ticket.called", CALL)) == {
        ("wait.count", ""): 1, ("wait.count", "service:A"): 1, ("wait.seconds", ""): 125, ("wait.seconds", "service:A"): 125,
        ("wait.minute", "003"): 1, ("wait.minute", "A:003"): 1, ("wait.most", ""): 125,
    }  # fmt: skip
    assert moved(fact("ticket.called", {**CALL, "calls": 2})) == {}


def test_a_call_taken_back_takes_its_waiting_along():
    called = fact("ticket.called", CALL, seq=8)
    both = moved(called)
    into = {}
    add_up([*changes(called, nothing), *changes(fact("ticket.uncalled", {"label": "A020"}), remembers(called))], into)
    assert {key: value for (_, key, _), value in into.items() if key != "wait.most"} == dict.fromkeys(
        {key for key, _ in both} - {"wait.most"}, 0
    )


def test_a_clock_that_ran_backwards_makes_no_negative_waiting():
    assert moved(fact("ticket.called", {**CALL, "waited_s": -40}))["wait.seconds", ""] == 0


DONE = {"label": "A020", "counter": 2, "officer": "dinh.bv", "service": "A", "served_s": 300}


def test_one_visit_with_two_matters_is_one_visit_served():
    first = fact("ticket.done", DONE, seq=4)
    second = fact("ticket.done", {**DONE, "label": "C003", "service": "C"}, subject="ticket:2")
    assert moved(first)["visit.served", ""] == 1
    again = moved(second, remembers(first))
    assert ("visit.served", "") not in again
    assert ("visit.served", "officer:dinh.bv") not in again
    assert again["ticket.done", "officer:dinh.bv"] == 1


def test_a_second_officer_served_the_visit_too():
    first = fact("ticket.done", DONE, seq=4)
    second = fact("ticket.done", {**DONE, "officer": "lan.qt"}, subject="ticket:2")
    again = moved(second, remembers(first))
    assert ("visit.served", "") not in again
    assert again["visit.served", "officer:lan.qt"] == 1


def test_a_service_ended_by_mistake_counts_once_when_it_really_ends():
    wrong = fact("ticket.done", DONE, seq=4)
    again = fact("ticket.reopened", {"label": "A020"}, seq=5)
    right = fact("ticket.done", {**DONE, "served_s": 900}, seq=6)
    into = {}
    add_up([*changes(wrong, nothing), *changes(again, remembers(wrong)), *changes(right, remembers(wrong, again))], into)
    got = {(key, part): value for (_, key, part), value in into.items()}
    assert got["ticket.done", "officer:dinh.bv"] == 1
    assert got["visit.served", ""] == 1
    assert got["visit.served", "officer:dinh.bv"] == 1
    assert got["serve.seconds", ""] == 900


def test_reopening_one_of_two_matters_leaves_the_visit_served():
    first, second = fact("ticket.done", DONE, seq=4), fact("ticket.done", DONE, seq=5, subject="ticket:2")
    back = moved(fact("ticket.reopened", {"label": "A021"}, subject="ticket:2"), remembers(first, second))
    assert back["ticket.done", ""] == -1
    assert ("visit.served", "") not in back


def test_who_comes_after_all_was_no_no_show():
    lapsed = fact("ticket.no_show", {"label": "A020"}, seq=4)
    assert moved(fact("ticket.returned", {"label": "A020", "service": "A"}), remembers(lapsed)) == {
        ("ticket.no_show", ""): -1, ("ticket.no_show", "service:A"): -1,
    }  # fmt: skip
    called = fact("ticket.called", {**CALL, "calls": 2}, seq=9)
    assert moved(called, remembers(lapsed))["ticket.no_show", ""] == -1
    returned = fact("ticket.returned", {"label": "A020", "service": "A"}, seq=6)
    assert moved(called, remembers(lapsed, returned)) == {}, "taken back once already"


def test_a_number_annulled_by_mistake_is_good_again():
    annulled = fact("ticket.annulled", {"label": "C007"}, seq=4)
    assert moved(fact("ticket.restored", {"label": "C007"}), remembers(annulled))["ticket.annulled", "service:C"] == -1


def test_an_undoing_takes_back_the_last_of_its_own_subject():
    one, two, three = fact("x", {}, seq=1), fact("x", {}, seq=2, subject="ticket:2"), fact("x", {}, seq=3)
    undo = fact("y", {}, seq=4)
    assert standing([one, two, three], [undo]) == [one, two]
    assert standing([one, two, three], [fact("y", {}, seq=5, subject="ticket:9")]) == [one, two, three]


def test_a_finished_dossier_is_judged_by_the_present_date_and_by_the_first_promise():
    got = moved(fact("dossier.finished", FINISHED))
    assert got["dossier.on_time", "field:ho_tich"] == 1
    assert got["dossier.first_late", "officer:ha.btt"] == 1
    assert ("dossier.late", "") not in got
    assert got["dossier.finished", ""] == 1


def test_the_field_of_a_late_dossier_comes_from_its_reception():
    received = fact("dossier.received", RECEIVED, seq=3, subject="dossier:7")
    late = fact("dossier.became_late", {"code": "X", "due_at": ""}, subject="dossier:7")
    assert moved(late, remembers(received)) == {("dossier.became_late", ""): 1, ("dossier.became_late", "field:ho_tich"): 1}


def test_a_rating_counts_on_the_day_of_the_service_it_speaks_of():
    found = changes(fact("rating.given", RATED), nothing)
    assert {change.day for change in found} == {date(2026, 11, 20)}
    assert Change(date(2026, 11, 20), "rating.attitude", "officer:dinh.bv:5", 1) in found
    assert not any(change.key == "rating.work" for change in found)


def test_a_rating_set_aside_from_the_start_counts_only_as_set_aside():
    assert moved(fact("rating.given", {**RATED, "set_aside": "too_fast"})) == {
        ("rating.set_aside", ""): 1, ("rating.set_aside", "why:too_fast"): 1, ("rating.set_aside", "officer:dinh.bv:too_fast"): 1,
    }  # fmt: skip


def test_a_rating_set_aside_later_leaves_no_trace_in_the_shares():
    given_ = fact("rating.given", RATED, seq=5, subject="rating:3")
    aside = fact("rating.set_aside", {**RATED, "set_aside": "burst"}, subject="rating:3")
    into = {}
    add_up([*changes(given_, nothing), *changes(aside, remembers(given_))], into)
    assert {(key, part): value for (_, key, part), value in into.items() if value} == {
        ("rating.set_aside", ""): 1, ("rating.set_aside", "why:burst"): 1, ("rating.set_aside", "officer:dinh.bv:burst"): 1,
    }  # fmt: skip


def test_kinds_that_no_figure_counts_change_nothing():
    assert changes(fact("office.changed", {"fields": ["hours"]}), nothing) == []


@pytest.mark.parametrize(("label", "letter"), [("A024", "A"), ("KA112", "KA"), ("K1203", "K")])
def test_the_letter_of_a_label(label, letter):
    assert letter_of(label) == letter


@pytest.mark.parametrize(
    ("seconds", "name"),
    [
        (0, 1),
        (1, 1),
        (60, 1),
        (61, 2),
        (3600, 60),
        (3601, 65),
        (3900, 65),
        (3901, 70),
        (14_400, 240),
        (14_401, 245),
        (90_000, 245),
    ],
)
def test_buckets_are_named_by_their_last_minute(seconds, name):
    assert bucket(seconds) == name


@given(st.integers(1, 14_400))
def test_a_waiting_time_lies_in_its_bucket(seconds):
    name = bucket(seconds)
    assert lower_end(name) * 60 < seconds <= name * 60


@given(st.lists(st.integers(0, 3600), min_size=1, max_size=200), st.sampled_from([0.25, 0.5, 0.75, 0.9]))
def test_a_quantile_from_buckets_is_within_a_minute_of_the_true_one(waits, share):
    buckets = {}
    for seconds in waits:
        buckets[bucket(seconds)] = buckets.get(bucket(seconds), 0) + 1
    needed = share * len(waits)
    true = next(seconds for n, seconds in enumerate(sorted(waits), start=1) if n >= needed) / 60
    got = quantile(buckets, share)
    assert got is not None
    assert abs(got - true) <= 1


def test_nobody_waited_so_there_is_no_median():
    assert quantile({}, 0.5) is None
    assert quantile({3: 0}, 0.5) is None


def test_a_most_keeps_the_largest_in_any_order():
    into = {}
    add_up([Change(MONDAY, "wait.most", "", n, How.MOST) for n in (50, 700, 20)], into)
    assert into == {(MONDAY, "wait.most", ""): 700}


def test_levels_ignore_what_is_no_level():
    assert levels({"5": 3, "4": 1, "2": 2, "officer:lan.qt:5": 9}) == (4, 6)
