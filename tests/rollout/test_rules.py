"""What a campaign and an award must say; where a campaign stands on a day; how much of a goal was reached."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from thanthien.law.rules import LawError
from thanthien.law.titles import shipped_titles, title_of, titles_on
from thanthien.rollout.rules import (
    Call,
    Honour,
    Level,
    Recipient,
    RolloutError,
    Standing,
    check_call,
    check_honour,
    check_progress,
    check_same_day,
    share,
    standing,
)

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)
CALL = Call(
    " Nụ cười  công sở ",
    Level.PARTY,
    "Ban Thường vụ Đảng ủy xã",
    "12-KH/ĐU",
    MONDAY,
    "Ai cũng được chào",
    MONDAY,
    MONDAY + 30 * DAY,
)
HONOUR = Honour(Recipient.COLLECTIVE, "Bộ phận Một cửa", "Giấy khen", "Chủ tịch xã", "45/QĐ-UBND", MONDAY, True)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"), ({"title": "x" * 161}, "title"), ({"level": "lạ"}, "level"), ({"caller": ""}, "caller"),
        ({"aim": "  "}, "aim"), ({"aim": "x" * 1001}, "aim"), ({"called_on": None}, "called_on"),
        ({"called_on": MONDAY + DAY}, "called_on"), ({"begins": None}, "begins"), ({"ends": None}, "ends"),
        ({"ends": MONDAY - DAY}, "ends"), ({"ends": date(2037, 1, 1)}, "ends"), ({"goal": 10}, "goal"),
        ({"measure": "lượt"}, "goal"), ({"goal": 0, "measure": "lượt"}, "goal"),
        ({"goal": 10_000_001, "measure": "lượt"}, "goal"),
    ],
)  # fmt: skip
def test_what_a_call_lacks_names_its_box(change, field):
    assert check_call(CALL, today=MONDAY).title == "Nụ cười công sở"
    with pytest.raises(RolloutError) as caught:
        check_call(replace(CALL, **change), today=MONDAY)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("from_now", "to_now", "closed", "found"),
    [
        (1, 5, False, Standing.AHEAD),
        (0, 0, False, Standing.RUNNING),
        (-9, -1, False, Standing.OVER),
        (-9, 5, True, Standing.CLOSED),
    ],
)
def test_where_a_campaign_stands(from_now, to_now, closed, found):
    told = {"begins": MONDAY + from_now * DAY, "ends": MONDAY + to_now * DAY, "closed": closed}
    assert standing(today=MONDAY, **told) is found


@pytest.mark.parametrize(
    ("reached", "goal", "percent"), [(None, 10, None), (5, None, None), (0, 10, 0), (999, 1000, 99), (12, 10, 120)]
)
def test_a_share_is_never_rounded_up(reached, goal, percent):
    assert share(reached=reached, goal=goal) == percent


@pytest.mark.parametrize(
    ("change", "field"),
    [({"note": " "}, "note"), ({"note": "x" * 501}, "note"), ({"figure": -1}, "figure"), ({"day": MONDAY + DAY}, "day"),
     ({"day": MONDAY - 2 * DAY}, "day")],
)  # fmt: skip
def test_a_note_of_progress_lies_within_the_campaign(change, field):
    good = {"note": "Đã làm", "figure": None, "day": MONDAY, "begins": MONDAY - DAY, "today": MONDAY}
    assert check_progress(**good) == "Đã làm"
    with pytest.raises(RolloutError) as caught:
        check_progress(**good | change)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"recipient": "lạ"}, "recipient"), ({"recipient": Recipient.OFFICER}, "officer"), ({"name": " "}, "name"),
        ({"title": ""}, "title_given"), ({"authority": ""}, "authority"), ({"document": " "}, "decision"),
        ({"decided_on": None}, "decided_on"), ({"decided_on": MONDAY + DAY}, "decided_on"),
    ],
)  # fmt: skip
def test_an_award_says_whom_what_by_whom_and_by_which_decision(change, field):
    assert check_honour(HONOUR, has_officer=False, today=MONDAY) == HONOUR
    with pytest.raises(RolloutError) as caught:
        check_honour(replace(HONOUR, **change), has_officer=False, today=MONDAY)
    assert caught.value.field == field


def test_an_officer_s_name_stands_in_their_own_row_alone():
    said = check_honour(replace(HONOUR, recipient=Recipient.OFFICER, name="Hạnh"), has_officer=True, today=MONDAY)
    assert said.name == ""


def test_today_is_taken_back_today():
    check_same_day(done=MONDAY, today=MONDAY)
    with pytest.raises(RolloutError):
        check_same_day(done=MONDAY, today=MONDAY + DAY)


def test_the_titles_offered_say_where_they_come_from_and_that_nobody_read_it():
    assert all(one.source and one.note and not one.confirmed for one in shipped_titles())
    assert {one.name for one in titles_on(date(2023, 12, 31))} == {"Dân vận khéo"} and len(titles_on(MONDAY)) > 3


@pytest.mark.parametrize("change", [{"whom": "lạ"}, {"authority": ""}, {"source": ""}, {"confirmed": False, "note": ""}])
def test_a_faulty_title_is_named(change):
    good = {
        "name": "X", "whom": "both", "authority": "a", "document": "d", "article": "1", "source": "s", "from": MONDAY, "to": None,
        "confirmed": True, "note": "",
    }  # fmt: skip
    assert title_of(good).name == "X"
    with pytest.raises(LawError):
        title_of(good | change)
    with pytest.raises(LawError):
        title_of({"name": "X"})
