"""What an officer typed on the counter screen: read, kept as a draft, checked field by field, turned into what the rooms take."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from thanthien.doors.parts.numbers import number_in
from thanthien.dossiers.checklist import Mark, PaperState
from thanthien.journeys.receive_at_counter import Handed, OrganisationFacts, PersonFacts
from thanthien.people.card import CardData, proper_name, read_birth
from thanthien.programmes.rules import Signed, Writing
from thanthien.shared.wording import say

DEFAULTS = {
    "name": "", "id_number": "", "birth": "", "sex": "", "phone": "", "address": "", "scanned": "", "procedure": "", "typed": "",
    "party": "self", "sets": "1", "owner_name": "", "owner_id": "", "mandate": "", "org_name": "", "tax_code": "",
    "org_mandate": "",
    "payment": "", "channel": "counter", "competent": "", "fetch_at": "receiving",
    "writing": "officer", "signed": "pen", "witness": "",
}  # fmt: skip
PERSON = ("name", "id_number", "birth", "sex", "phone", "address", "scanned")
PAPER, ANSWER = "paper-", "answer-"
LONGEST = 1000


@dataclass
class Typed:
    """`values`: every field as text; `papers`: order → state, note, name; `errors`: field → a sentence, in the order of the
    screen; `answers`: what the process asks.
    """

    values: dict[str, str]
    papers: dict[int, dict[str, str]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    def person_only(self) -> "Typed":
        """The same person with their next matter."""
        return Typed({**DEFAULTS, **{name: self.values[name] for name in PERSON}})

    def as_draft(self) -> dict[str, Any]:
        papers = {str(order): paper for order, paper in self.papers.items()}
        return {"values": self.values, "papers": papers, "answers": self.answers}

    @property
    def birth(self) -> tuple[date | None, bool]:
        """(day, True when only the year is known)."""
        born = read_birth(self.values["birth"])
        return born.day, born.year_only

    @property
    def marks(self) -> dict[int, Mark]:
        """What is said of each paper; a paper not looked at is left out, so the room asks for it."""
        return {
            order: Mark(PaperState(paper["state"]), name=paper["name"], note=paper["note"])
            for order, paper in self.papers.items()
            if paper["state"]
        }


def empty() -> Typed:
    return Typed(dict(DEFAULTS))


def from_post(data: Mapping[str, str]) -> Typed:
    """Everything of the form that this door knows; what was not sent has its usual value."""
    values = {name: " ".join(str(data.get(name, usual)).split())[:300] for name, usual in DEFAULTS.items()}
    typed = Typed(values)
    for key in data:
        if key.startswith(ANSWER):
            typed.answers[key.removeprefix(ANSWER)[:40]] = str(data[key])[:40]
        if key.startswith(PAPER):
            _, order, *what = key.split("-", 2)
            place = number_in(order, most=999)
            if place is not None and (not what or what[0] in ("note", "name")):
                paper = typed.papers.setdefault(place, {"state": "", "note": "", "name": ""})
                paper[what[0] if what else "state"] = " ".join(str(data[key]).split())[:LONGEST]
    for paper in typed.papers.values():
        if paper["state"] not in set(PaperState):
            paper["state"] = ""
    if values["party"] not in ("self", "other", "organisation"):
        values["party"] = "self"
    return typed


def from_draft(draft: Mapping[str, Any] | None) -> Typed:
    """What was kept of an earlier page; an empty form when there is none."""
    if not draft:
        return empty()
    known = {name: str(draft["values"].get(name, usual)) for name, usual in DEFAULTS.items()}
    papers = {int(order): dict(paper) for order, paper in draft["papers"].items()}
    return Typed(known, papers, answers=dict(draft.get("answers", {})))


def fill_from_card(typed: Typed, card: CardData, *, at_text: str) -> None:
    """The card's fields go into the form; what a card does not say (the phone) stays as typed, unless the form stood in another
    person's number: their phone is not this person's.
    """
    if typed["id_number"] and digits_of(typed["id_number"]) != card.id_number:
        typed.values["phone"] = ""
    typed.values.update(name=card.full_name, id_number=card.id_number, scanned=at_text)
    if card.address:
        typed.values["address"] = card.address
    if card.sex:
        typed.values["sex"] = str(card.sex)
    if card.birth_date:
        typed.values["birth"] = f"{card.birth_date:%Y}" if card.year_only else f"{card.birth_date:%d/%m/%Y}"


def digits_of(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def check(typed: Typed, *, today: date) -> bool:
    """Fill `typed.errors`; True when nothing is wrong. Each sentence says how to mend the field; nothing typed is changed but
    its shape.
    """
    typed.errors = {}
    values = typed.values
    values["name"] = proper_name(values["name"])
    if not values["name"]:
        typed.errors["name"] = say("Chưa có họ tên. Quét thẻ, hoặc gõ như trên giấy tờ.")
    _check_number(typed, "id_number")
    _check_birth(typed, today)
    _check_phone(typed)
    if not values["procedure"]:
        typed.errors["procedure"] = say("Chưa chọn việc. Gõ vài chữ đầu của tên việc rồi bấm Enter.")
    _check_party(typed)
    return not typed.errors


def _check_number(typed: Typed, name: str) -> None:
    given = digits_of(typed.values[name])
    if typed.values[name] and len(given) != 12:
        typed.errors[name] = say("Số này có {n} chữ số, số định danh cần 12. Xem lại thẻ, hoặc quét lại bằng F7.", n=len(given))
    elif given:
        typed.values[name] = given


def _check_birth(typed: Typed, today: date) -> None:
    text = typed.values["birth"]
    born, _ = typed.birth
    if text and born is None:
        typed.errors["birth"] = say("Ngày sinh chưa đọc được. Gõ như 14/08/1992, hoặc chỉ năm 1992.")
    elif born and born > today:
        typed.errors["birth"] = say("Ngày sinh đang ở sau hôm nay. Xem lại năm trên giấy tờ.")


def _check_phone(typed: Typed) -> None:
    text = typed.values["phone"]
    given = digits_of(text)
    if given.startswith("84") and text.startswith("+"):
        given = "0" + given[2:]
    if text and not (len(given) in (10, 11) and given.startswith("0")):
        typed.errors["phone"] = say(
            "Số điện thoại này có {n} chữ số, cần 10 số và bắt đầu bằng 0. Xem lại số cuối.", n=len(given)
        )
    elif given:
        typed.values["phone"] = given


def _check_party(typed: Typed) -> None:
    values = typed.values
    if values["party"] == "other":
        if not values["owner_name"]:
            typed.errors["owner_name"] = say("Chưa có họ tên chủ hồ sơ. Gõ tên người được nộp thay.")
        _check_number(typed, "owner_id")
        if not values["mandate"]:
            typed.errors["mandate"] = say("Người nộp thay cần giấy ủy quyền. Ghi tên và ngày của giấy ấy.")
    if values["party"] == "organisation":
        if not values["org_name"]:
            typed.errors["org_name"] = say("Chưa có tên tổ chức. Gõ tên như trên giấy đăng ký.")
        if not values["org_mandate"]:
            typed.errors["org_mandate"] = say("Tổ chức nộp qua người đại diện. Ghi tên và ngày của giấy giới thiệu.")


def writing_of(typed: Typed) -> Writing:
    """Who filled the form, and how the person confirmed it: asked on a day without writing."""
    values = typed.values
    thumb = values["signed"] == Signed.THUMB
    witness = proper_name(values["witness"])[:80] if thumb else ""
    return Writing(values["writing"] != "self", Signed.THUMB if thumb else Signed.PEN, witness)


def handed_of(typed: Typed) -> Handed:
    """Who came and for whom, for the journey; call it after `check`."""
    values = typed.values
    born, year_only = typed.birth
    person = PersonFacts(
        name=values["name"], id_number=values["id_number"], birth_date=born, birth_year_only=year_only, sex=values["sex"],
        address=values["address"][:200], phone=values["phone"],
    )  # fmt: skip
    if values["party"] == "other":
        return Handed(person, owner=PersonFacts(values["owner_name"], values["owner_id"]), mandate=values["mandate"])
    if values["party"] == "organisation":
        return Handed(
            person, organisation=OrganisationFacts(values["org_name"], values["tax_code"]), mandate=values["org_mandate"]
        )
    return Handed(person)
