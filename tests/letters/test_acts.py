"""From an event to a letter that was handed over: the follower, the acts, who may, what the journal keeps."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from builders.dossiers import BIRTH, CIVIL, MARRIAGE, holder, ready, received
from builders.eforms import BIRTH as DECLARED
from builders.letters import ADULT_BIRTH, AGAIN, CHILD, DEATH, DEED, letter_of, registered, signed, wrote
from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.timing import timing_of
from thanthien.eforms import actions as eforms
from thanthien.journal import followers
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.letters import actions, queries
from thanthien.letters.models import Letter, LetterPerson
from thanthien.letters.rules import LetterError, State
from thanthien.letters.tracing import origins
from thanthien.people.rules import Role
from thanthien.shared.actor import Actor, ActorKind


def by(office, login: str = "hanh") -> dict:
    return {"by": office.actor(getattr(office, login)), "at": office.at}


def entries() -> list[str]:
    return [one.kind for one in Entry.objects.filter(kind__startswith="letter").order_by("seq")]


@pytest.mark.parametrize(
    ("code", "kind", "stop"),
    [
        (BIRTH, "birth", ""),
        (MARRIAGE, "wedding", ""),
        (DEATH, "condolence", ""),
        (AGAIN, "birth", "again"),
        (ADULT_BIRTH, "birth", "grown"),
    ],
)
def test_a_registered_event_leads_to_its_letter(town, code, kind, stop):
    letter = letter_of(registered(town, code))
    assert (letter.kind, letter.stop) == (kind, stop)
    assert letter.state == (State.STOPPED if stop else State.DRAFT)
    assert entries() == ["letter.held" if stop else "letter.proposed"]
    assert verify() is None


def test_a_certified_copy_leads_to_nothing(town):
    registered(town, CIVIL)
    assert not Letter.objects.exists()


def test_one_event_has_one_letter_for_ever(town):
    dossier = registered(town)
    followers.rewind(name="letters")
    followers.catch_up(name="letters", unit=town.unit)
    assert Letter.objects.count() == 1 and len(entries()) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.create(
            unit_id=town.unit, kind="birth", base="joy", event=f"dossier:{dossier.pk}", state="draft", way="home", made_at=town.at
        )


def test_the_declaration_fills_the_letter(town):
    dossier = received(town, BIRTH)
    told = {"officer": town.hanh, "about": f"dossier:{dossier.pk}"}
    row = eforms.begin(unit=town.unit, form="khai-sinh", **told, **by(town))
    eforms.save(answers=row, typed=DECLARED, **by(town))
    ready(town, dossier, at=town.at, others=town.others)
    followers.catch_up(name="letters", unit=town.unit)
    letter = letter_of(dossier)
    assert letter.facts["child"] == "Phạm Gia Bảo" and letter.facts["born_on"] == "2026-11-10"
    assert letter.facts["mother"] == "Phạm Thị Nga"
    assert queries.look(letter=letter, on=town.at.date()).missing == ("child_lives", "foundling")


@pytest.mark.parametrize(
    ("relation", "number", "family"),
    [
        ("Con", "038065000456", "Gia đình ông Hoàng Văn Tư"),
        ("Người thân khác", "038065000456", ""),
        ("Con", "", ""),
    ],
)
def test_the_condolence_is_for_the_house_of_the_kin_who_declared_the_death(town, relation, number, family):
    dossier = received(town, DEATH)
    row = eforms.begin(unit=town.unit, form="khai-tu", officer=town.hanh, about=f"dossier:{dossier.pk}", **by(town))
    told = {
        "nyc_ho_ten": "Hoàng Văn Tư", "nyc_ngay_sinh": "09/01/1965", "nyc_so_dinh_danh": number, "nyc_quan_he": relation,
        "nc_ho_ten": "Hoàng Thị Nết", "nc_ngay_sinh": "02/02/1939", "nc_so_dinh_danh": "038139000789",
        "nc_thoi_gian_chet": "07:30 20/11/2026",
    }  # fmt: skip
    eforms.save(answers=row, typed=told, **by(town))
    ready(town, dossier, at=town.at, others=town.others)
    followers.catch_up(name="letters", unit=town.unit)
    facts = letter_of(dossier).facts
    assert facts.get("family", "") == family and facts["sex"] == "Nữ" and facts["died_on"] == "2026-11-20"


def test_a_draft_cannot_be_signed_before_what_is_not_known_is_asked(town):
    letter = letter_of(registered(town))
    with pytest.raises(LetterError, match="Còn phải hỏi: Họ tên cháu") as refused:
        signed(town, letter)
    assert refused.value.field == "child"
    letter = actions.answer(letter=letter, facts=CHILD, **by(town))
    assert signed(town, letter).number == 1
    assert entries() == ["letter.proposed", "letter.answered", "letter.signed"]
    assert not Entry.objects.filter(body__contains="Phạm").exists() and verify() is None


def test_an_answer_may_stop_the_letter_and_a_better_one_sets_it_free(town):
    letter = actions.answer(letter=letter_of(registered(town)), facts=CHILD | {"child_lives": "no"}, **by(town))
    assert (letter.state, letter.stop) == (State.STOPPED, "child_died")
    with pytest.raises(LetterError, match="Tuyệt đối không gửi"):
        actions.release(letter=letter, **by(town, "nghia"))
    letter = actions.answer(letter=letter, facts={"child_lives": "yes"}, **by(town))
    assert (letter.state, letter.stop) == (State.DRAFT, "")


def test_the_same_child_told_of_by_the_hamlet_is_told_once(town):
    first = wrote(town, "birth")
    second = actions.answer(letter=letter_of(registered(town)), facts=CHILD, **by(town))
    assert first.state == State.DRAFT and second.stop == "told_before"


def test_twins_have_a_letter_each(town):
    assert wrote(town, "birth").state == wrote(town, "birth", child="Phạm Gia An").state == State.DRAFT


def test_joy_does_not_come_to_a_house_in_mourning_unless_a_leader_says_so(town):
    wrote(town, "condolence", deceased="Phạm Thị Nga", age_known="1990-03-05")
    letter = wrote(town, "birth", mother="Phạm Thị Nga", mother_born="1990")
    assert letter.stop == "mourning"
    with pytest.raises(LetterError, match="lãnh đạo"):
        actions.release(letter=letter, **by(town))
    assert actions.release(letter=letter, **by(town, "nghia")).state == State.DRAFT
    assert wrote(town, "birth", child="Lê An", mother="Phạm Thị Nga", mother_born="1985").state == State.DRAFT


def test_a_death_after_the_signature_stops_the_hand_over(town):
    letter = signed(town, wrote(town, "birth"))
    wrote(town, "condolence", deceased=CHILD["child"], age_known=CHILD["born_on"], stillborn="no")
    with pytest.raises(LetterError, match="Cháu bé đã mất"):
        actions.hand(letter=letter, **by(town))
    assert actions.stop(letter=letter, why="cháu mất đêm qua", **by(town)).state == State.STOPPED


def test_who_wants_no_letters_gets_none_until_they_want_them_again(town):
    refusal = actions.refuse_letters(unit=town.unit, name="Nguyễn Hoàng Minh", born="1998", **by(town, "ngoc"))
    letter = wrote(town, "wedding", man_born="1998-04-05")
    assert letter.stop == "refused" and wrote(town, "wedding", man="Nguyễn Hoàng Mình", man_born="1998-04-05").stop == "refused"
    assert wrote(town, "wedding", man_born="1997-04-05", woman="Lò Thị Hoa").stop == ""
    actions.allow_letters(refusal=refusal, **by(town, "ngoc"))
    assert actions.answer(letter=letter, facts={}, **by(town)).state == State.DRAFT


def test_a_refusal_needs_more_than_a_name(town):
    with pytest.raises(LetterError, match="trùng tên"):
        actions.refuse_letters(unit=town.unit, name="Nguyễn Văn An", born="", **by(town))


def test_words_are_changed_before_the_signature_only(town):
    letter = actions.reword(letter=wrote(town), paragraphs=["Cảm ơn bác.", ""], **by(town))
    assert queries.written(letter=letter).paragraphs == ("Cảm ơn bác.",)
    with pytest.raises(LetterError, match="ngoặc nhọn"):
        actions.reword(letter=letter, paragraphs=["{ten}"], **by(town))
    letter = signed(town, letter)
    with pytest.raises(LetterError, match="bỏ chữ ký"):
        actions.reword(letter=letter, paragraphs=["x"], **by(town))
    again = actions.unsign(letter=letter, **by(town, "nghia"))
    assert signed(town, again).number == 1


def test_a_batch_signs_what_can_be_signed_and_says_why_of_the_rest(town):
    good, bad = wrote(town), letter_of(registered(town))
    done, not_done = actions.sign_all(letters=[good, bad], **by(town, "nghia"))
    assert [one.pk for one in done] == [good.pk]
    assert [(one.pk, why[:11]) for one, why in not_done] == [(bad.pk, "Còn phải hỏ")]


def test_only_a_leader_signs(town):
    for login in ("hanh", "ha", "ngoc"):
        with pytest.raises(LetterError, match="lãnh đạo"):
            signed(town, wrote(town, deed=f"việc {login}"), by=town.actor(getattr(town, login)))
    with pytest.raises(LetterError):
        signed(town, wrote(town), by=town.actor(town.la))


def test_a_letter_is_handed_over_and_may_be_withdrawn(town):
    letter = signed(town, wrote(town))
    with pytest.raises(LetterError, match="số bưu gửi"):
        actions.hand(letter=letter, way="post", **by(town))
    letter = actions.hand(letter=letter, way="post", proof="EK123456789VN", **by(town))
    assert letter.state == State.HANDED and Entry.objects.get(kind="letter.handed").data["days"] == 42
    with pytest.raises(LetterError, match="lý do"):
        actions.withdraw(letter=letter, why=" ", **by(town, "nghia"))
    letter = actions.withdraw(letter=letter, why="nhầm nhà", **by(town, "nghia"))
    assert letter.state == State.WITHDRAWN and "nhầm" not in Entry.objects.get(kind="letter.withdrawn").body
    with pytest.raises(LetterError, match="không có thư thứ hai"):
        actions.hand(letter=letter, **by(town))
    assert verify() is None


def test_a_date_that_was_not_kept_leads_to_one_apology_with_the_words_of_form_04(town):
    dossier = received(town, CIVIL)
    late = dossier.due_at + timedelta(hours=2)
    dossiers.tick(unit=town.unit, at=late)
    followers.catch_up(name="letters", unit=town.unit)
    letter = letter_of(dossier)
    assert letter.kind == "apology" and queries.look(letter=letter, on=late.date()).missing == ("reason", "fault")
    told = {"by": town.actor(town.nghia), "at": late}
    new_due = timing_of(town.unit).after(late, 16 * 60)
    dossiers.draft_apology(dossier=dossier, cause="workload", reason="Sót một trang.", new_due=new_due, **told)
    dossiers.sign_apology(dossier=dossier, **told)
    followers.catch_up(name="letters", unit=town.unit)
    letter = letter_of(dossier)
    assert letter.facts["reason"] == "Sót một trang." and letter.facts["new_due"] and letter.facts["fault"] == "ours"
    assert signed(town, letter, at=late).number == 1


def test_our_own_mistake_put_right_leads_to_an_apology_and_the_persons_own_does_not(town):
    dossier = received(town, CIVIL)
    for ours in (True, False):
        mistake = dossiers.report_mistake(dossier=dossier, kind="wrong_request", what="đòi thừa giấy", ours=ours, **by(town))
        dossiers.mend_mistake(mistake=mistake, how="đã bỏ yêu cầu", **by(town))
    followers.catch_up(name="letters", unit=town.unit)
    letter = Letter.objects.get()
    assert letter.event == f"mistake:{mistake.pk - 1}" and "reason" not in letter.facts


def asked_again(town, dossier, number: int, **more):
    """Papers asked for by who does the step, and brought."""
    who = {"by": town.actor(holder(town, dossier, town.others)), "at": town.at}
    items = [{"name": f"Giấy {number}", "why": "thiếu"}]
    return dossiers.ask_supplement(dossier=dossier, items=items, reason="Thiếu một giấy.", **who, **more)


def test_a_request_taken_back_leads_to_one_apology_for_the_dossier(town):
    dossier = received(town, CIVIL)
    for number in (1, 2):
        asked_again(town, dossier, number)
        dossier = dossiers.drop_supplement(dossier=dossier, reason="Giấy này không phải nộp.", **by(town, "nghia"))
    followers.catch_up(name="letters", unit=town.unit)
    letter = Letter.objects.get()
    assert (letter.event, letter.kind, letter.stop) == (f"request:{dossier.pk}", "apology", "")
    assert letter.facts["noted"] == "Thiếu một giấy." and letter.facts["done"] == "Giấy này không phải nộp."
    assert "reason" in queries.look(letter=letter, on=town.at.date()).missing and origins(letters=[letter])


def test_papers_asked_for_once_lead_to_nothing_and_a_second_time_to_an_apology(town):
    dossier = received(town, CIVIL)
    asked_again(town, dossier, 1)
    followers.catch_up(name="letters", unit=town.unit)
    assert not Letter.objects.exists()
    dossier = dossiers.take_supplement(dossier=dossier, **by(town))
    asked_again(town, dossier, 2, exception="Điều 17 khoản 2")
    followers.catch_up(name="letters", unit=town.unit)
    assert Letter.objects.get().event == f"request:{dossier.pk}"


@pytest.mark.parametrize(("source", "told"), [("visit", ""), ("wish", ""), ("office", "")])
def test_what_was_learned_otherwise_says_from_whom(town, source, told):
    letter = wrote(town, source=source)
    assert letter.source == source and letter.facts.get("told", "") == told
    assert [one.kind for one in origins(letters=[letter]).values()] == ["letter.written"]
    with pytest.raises(LetterError, match="biết tin"):
        wrote(town, source="dream")


def test_the_head_of_a_hamlet_may_propose_and_a_stranger_not(town):
    head = Actor(ActorKind.OFFICER, "truong", town.unit, frozenset({Role.HAMLET_HEAD}))
    letter = wrote(town, by=head, source="note")
    assert letter.made_by == "truong" and queries.look(letter=letter, on=town.at.date()).missing == ("checked",)
    with pytest.raises(LetterError, match="Đã hỏi lại tin này"):
        signed(town, letter)
    assert signed(town, actions.answer(letter=letter, facts={"checked": "yes"}, **by(town))).number == 1
    with pytest.raises(LetterError):
        wrote(town, by=Actor(ActorKind.OFFICER, "x", "15151", frozenset({Role.LEADER})))


def test_people_of_a_letter_are_digests(town):
    wrote(town, "wedding", man_born="1998-04-05", man_id="038098000017")
    rows = LetterPerson.objects.all()
    assert len(rows) == 3 and all(len(row.digest) == 32 for row in rows)


def test_nobody_is_named(town):
    with pytest.raises(LetterError, match="tên") as refused:
        wrote(town, recipient="")
    assert refused.value.field == "recipient"
    with pytest.raises(LetterError, match="ngày") as refused:
        wrote(town, event_on="hôm qua")
    assert refused.value.field == "event_on" and DEED
