"""A process with branches asks its question at the counter; the answer chooses the way, is kept and explained."""

from datetime import timedelta

import pytest

from builders.dossiers import SINGLE, received
from builders.elsewhere import received_for_neighbour
from builders.partners import build_partners
from procedures.test_branches import TEXT
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import DossierError
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.procedures import actions as catalogue

pytestmark = pytest.mark.django_db


def body(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def branched(desk):
    """The office's own process with one question, from today."""
    by = build_partners(desk.office)
    told = {"by": by.actor(by.admin, desk.office), "at": desk.at - timedelta(minutes=5)}
    catalogue.make_process(unit=desk.unit, text=TEXT, valid_from=desk.at.date(), **told)
    return desk


def test_the_question_is_asked_with_a_key_for_each_answer(branched):
    ticket = branched.call()
    shown = body(branched.post("/quay/viec", branched.form(ticket)))
    assert "Có phải nộp thuế không?" in shown and 'data-key="Alt+5"' in shown and 'data-key="Alt+6"' in shown
    assert 'data-test="brings"' not in shown
    shown = body(branched.post("/quay/viec", branched.form(ticket, **{"answer-co_thue": "co"})))
    assert "thêm bước: Tính thuế" in shown


@pytest.mark.parametrize(
    ("answer", "has", "lacks"), [("co", "Tính thuế", "Báo miễn thuế"), ("khong", "Báo miễn thuế", "Tính thuế")]
)
def test_the_answer_chooses_the_way_and_is_explained(branched, answer, has, lacks):
    sent = branched.form(branched.call(), **{"answer-co_thue": answer})
    assert branched.post("/quay/nhan", sent).status_code == 200
    dossier = Dossier.objects.get()
    names = [step.name for step in dossier.steps.all()]
    assert has in names and lacks not in names
    assert (dossier.branches[0]["answer"], dossier.branches[0]["steps"]) == (answer, [has])
    assert Entry.objects.get(kind="dossier.received").data["answers"] == {"co_thue": answer}
    shown = body(branched.hanh.get(f"/ho-so/{dossier.pk}/"))
    assert "Có phải nộp thuế không?" in shown and f"nên có bước: {has}" in shown
    assert verify() is None


def test_unanswered_nothing_is_received_and_nothing_typed_is_lost(branched):
    answer = branched.post("/quay/nhan", branched.form(branched.call()))
    assert answer.status_code == 422 and "Chưa trả lời câu hỏi: Có phải nộp thuế không?" in body(answer)
    assert "Trương Thị Hiền" in body(answer) and Dossier.objects.count() == 0


def test_an_answer_that_is_not_offered_is_none(branched):
    with pytest.raises(DossierError, match="Chưa trả lời câu hỏi"):
        received(branched.office, SINGLE, answers={"co_thue": "<b>"})


def test_the_draft_keeps_the_answer(branched):
    ticket = branched.call()
    branched.post("/quay/nhap", branched.form(ticket, **{"answer-co_thue": "co"}))
    shown = body(branched.get("/quay/ban"))
    assert 'value="co" checked' in shown


def test_running_dossiers_keep_their_way_when_the_process_changes(branched):
    before = received(branched.office, SINGLE, answers={"co_thue": "co"})
    by = build_admin(branched)
    later = TEXT.replace("Tính thuế", "Tính thuế đất")
    catalogue.make_process(unit=branched.unit, text=later, valid_from=branched.at.date(), by=by, at=branched.at)
    after = received(branched.office, SINGLE, answers={"co_thue": "co"})
    before.refresh_from_db()
    assert (before.process_version, before.branches[0]["steps"]) == (1, ["Tính thuế"])
    assert (after.process_version, after.branches[0]["steps"]) == (2, ["Tính thuế đất"])


def build_admin(desk):
    from thanthien.people.models import Officer
    from thanthien.people.queries import actor_for

    return actor_for(Officer.objects.get(login="an.lv"), on=desk.at.date())


def test_words_alone_make_a_new_version(branched):
    by, words = build_admin(branched), TEXT.replace("Có phải nộp thuế không?", "Thửa này có phải nộp thuế không?")
    told = {"unit": branched.unit, "valid_from": branched.at.date(), "by": by, "at": branched.at}
    assert catalogue.make_process(text=words, **told).version == 2
    with pytest.raises(Exception, match="không có gì để đổi"):
        catalogue.make_process(text=words, **told)


def test_another_commune_without_branches_asks_nothing(branched):
    assert received_for_neighbour(branched.office).answers == {}
    shown = body(branched.post("/quay/viec", branched.form(branched.call(), competent="15151")))
    assert "Có phải nộp thuế không?" not in shown
