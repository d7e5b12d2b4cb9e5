"""What went wrong where the network came and went: sent twice, stuck for ever, shown to somebody else.

The counter's browser keeps a form with its key until it has been answered; here the answers are lost on their way.
"""

import random

import pytest

from builders.desk import logged_in, once_of
from builders.dossiers import CIVIL, SINGLE
from thanthien.dossiers.models import Dossier
from thanthien.journal.models import Entry
from thanthien.queueing.models import Ticket


def text_of(answer) -> str:
    return answer.content.decode()


def forms(desk, count: int) -> list[dict[str, str]]:
    """Receptions of `count` people, each filled in and with the key of its own page."""
    return [
        desk.form(
            code=(SINGLE, CIVIL)[n % 2], name=f"Trương Văn {'ABCDEFG'[n]}", id_number=f"0380920043{n:02d}", once=f"{n:032x}"
        )
        for n in range(count)
    ]


@pytest.mark.thread("opencrvs#2936", "opencrvs#7477", "opencrvs#10988")
@pytest.mark.parametrize("seed", range(4))
def test_several_sent_while_the_network_came_and_went_are_each_there_once(desk, seed):
    """Each is sent until somebody sees its answer; some answers are lost, the order changes: one dossier each, none left over."""
    dice, waiting, shown = random.Random(seed), forms(desk, 5), {}
    while waiting:
        form = dice.choice(waiting)
        answer = desk.post("/quay/nhan", form)
        assert answer.status_code == 200
        if dice.random() < 0.6:
            continue  # the answer is lost on the way: the browser does not know, and sends it again later
        shown[form["once"]] = text_of(answer)
        waiting.remove(form)
    rows = list(Dossier.objects.order_by("pk"))
    assert sorted(row.applicant.name[-1] for row in rows) == list("ABCDE")
    assert [row.code[-4:] for row in rows] == ["0001", "0002", "0003", "0004", "0005"]
    by_key = {f"{'ABCDE'.index(row.applicant.name[-1]):032x}": row for row in rows}
    for key, page in shown.items():
        assert f"Đã nhận 1123-{by_key[key].code[-4:]}" in page, "the answer that was seen is of the own dossier"
    assert Entry.objects.filter(kind="dossier.received").count() == 5


@pytest.mark.thread("opencrvs#2941")
def test_a_second_matter_begun_before_the_first_was_answered_leaves_neither_behind(desk):
    """The first answer is slow; the officer receives the next person in another window, then the first form is sent again."""
    first, second = forms(desk, 2)
    desk.post("/quay/nhan", first)  # the answer never arrives
    assert "1123-0002" in text_of(desk.post("/quay/nhan", second))
    assert "1123-0001" in text_of(desk.post("/quay/nhan", first))
    assert Dossier.objects.count() == 2


@pytest.mark.thread("opencrvs#7005")
def test_what_the_server_did_not_keep_is_not_told_as_received(desk):
    """There an error of the back office was read as success and the record was gone. Here the form stays, with its key."""
    form = desk.form(desk.call(), name="")
    answer = desk.post("/quay/nhan", form)
    assert answer.status_code == 422 and "Đã nhận" not in text_of(answer) and not Dossier.objects.exists()
    assert 'value="038192004317"' in text_of(answer) and once_of(answer), "what was typed is still there, to be pressed again"
    assert "Đã nhận 1123-0001" in text_of(desk.post("/quay/nhan", form | {"name": "Trương Thị Hiền"}))


@pytest.mark.thread("opencrvs#9946")
def test_what_waits_in_one_officers_browser_is_nobody_elses(desk):
    """A draft that was not sent before the shift changed: the colleague at the same counter's ticket sees an empty form."""
    ticket = desk.call()
    desk.post("/quay/nhap", {"ticket": ticket.pk, "name": "Trương Thị Hiền", "id_number": "038192004317", "procedure": SINGLE})
    colleague = text_of(desk.dinh.get("/quay/"))
    assert "Trương Thị Hiền" not in colleague and "038192004317" not in colleague
    fresh = logged_in(desk.office.hanh)
    assert "038192004317" not in text_of(fresh.get("/quay/")), "a draft belongs to the browser in which it was typed"
    assert "038192004317" in text_of(desk.hanh.get("/quay/"))


@pytest.mark.thread("opencrvs#7477")
def test_a_tap_whose_answer_was_lost_gives_the_same_number_again(commune):
    answers = [commune.tap(once="5" * 32) for _ in range(4)]
    assert len({answer["Location"] for answer in answers}) == 1 and Ticket.objects.count() == 1
    commune.desk.later(minutes=3)
    assert commune.tap(once="5" * 32)["Location"] == answers[0]["Location"], "also when the network comes back much later"
    assert commune.tap(once="6" * 32)["Location"] != answers[0]["Location"]
