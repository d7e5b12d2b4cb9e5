"""What is known of an event from its dossier and the declaration in it. (Reads.)"""

from collections.abc import Mapping

from thanthien.dossiers.models import Dossier, Mistake
from thanthien.dossiers.rules_turns import Cause
from thanthien.dossiers.waiting import apology_of
from thanthien.eforms import queries as eforms
from thanthien.eforms.reading import read_day
from thanthien.letters.rules import ADULT, Base, call_of, day
from thanthien.letters.words import Kind, birth_year
from thanthien.people.card import CardError, number_facts
from thanthien.people.models import Citizen
from thanthien.shared.clock import day_of
from thanthien.shared.folding import fold

# field of the declaration → fact
FIELDS: Mapping[str, Mapping[str, str]] = {
    "birth": {
        "tre_ho_ten": "child", "tre_ngay_sinh": "born_on", "me_ho_ten": "mother", "me_ngay_sinh": "mother_born",
        "me_so_dinh_danh": "mother_id", "cha_ho_ten": "father", "cha_ngay_sinh": "father_born", "cha_so_dinh_danh": "father_id",
    },
    "wedding": {
        "nam_ho_ten": "man", "nam_ngay_sinh": "man_born", "nam_so_dinh_danh": "man_id", "nu_ho_ten": "woman",
        "nu_ngay_sinh": "woman_born", "nu_so_dinh_danh": "woman_id",
    },
    "condolence": {
        "nc_ho_ten": "deceased", "nc_ngay_sinh": "age_known", "nc_so_dinh_danh": "deceased_id", "nc_thoi_gian_chet": "died_on",
        "nc_gioi_tinh": "sex",
    },
}  # fmt: skip
# "Đó là lỗi của chúng tôi" is printed only when it is: other causes are asked.
OURS = frozenset({Cause.WORKLOAD, Cause.ABSENT, Cause.OURS})
THEIRS = frozenset({Cause.OTHER_BODY})
FIGURES = 12  # of a personal number
TELLER = {"nyc_ho_ten": "teller", "nyc_ngay_sinh": "teller_born", "nyc_so_dinh_danh": "teller_id"}
# Who tells of a death and is of the house: the condolence goes to their family. Of anybody else it is asked.
KIN = frozenset({"Cha", "Mẹ", "Vợ", "Chồng", "Con", "Ông", "Bà", "Anh, chị, em"})


def facts_of(*, dossier: Dossier, kind: Kind) -> dict[str, str]:
    """Facts that the dossier and its declaration hold; what they do not hold is asked on the draft."""
    made = _told(dossier, kind)
    if kind.code == "wedding" and dossier.finished_at:
        made["event_on"] = day_of(dossier.finished_at).isoformat()
    if kind.base is Base.GRIEF and made.get("deceased"):
        number = made.get("deceased_id", "")
        if not made.get("sex") and len(number) == FIGURES:
            made["sex"] = _sex(number)
    if dossier.applicant is not None and not made.get("teller"):
        made |= _citizen(dossier.applicant, "teller")
    return made


def _told(dossier: Dossier, kind: Kind) -> dict[str, str]:
    wanted = {**FIELDS.get(kind.code, {}), **TELLER}
    for row in eforms.about(unit=dossier.unit_id, subject=f"dossier:{dossier.pk}"):
        data = {wanted[key]: str(text).strip() for key, text in row.data.items() if key in wanted and str(text).strip()}
        if len(data) > len(TELLER):
            told = {key: _plain(key, text) for key, text in data.items()}
            return told | (_family(told, dossier) if kind.base is Base.GRIEF and row.data.get("nyc_quan_he") in KIN else {})
    return {}


def _family(told: Mapping[str, str], dossier: Dossier) -> dict[str, str]:
    """`Gia đình ông Hoàng Văn Tư`: the house of whoever declared the death; nothing, so it is asked, without age and sex."""
    name, number = told.get("teller", ""), told.get("teller_id", "")
    sex = _sex(number) if len(number) == FIGURES else ""
    person = dossier.applicant
    if not sex and person is not None and fold(person.name) == fold(name):
        sex = person.sex
    born = birth_year(told, "teller_born")
    died = day(told.get("died_on", ""))
    if not (name and sex and born and died):
        return {}
    return {"family": f"Gia đình {call_of(age=max(died.year - born, ADULT), sex=sex)} {name}"}


def _plain(key: str, text: str) -> str:
    """A day as ISO text, a year as it is."""
    if key.endswith(("_born", "_on")) or key == "age_known":
        found = read_day(text)
        return "" if found is None else str(found.first.year) if found.year_only else found.first.isoformat()
    return text


def _sex(number: str) -> str:
    """What the twelve figures say; "" when they are none."""
    try:
        facts = number_facts(number)
    except CardError:
        return ""
    return str(facts.sex) if facts else ""


def _citizen(person: Citizen, prefix: str) -> dict[str, str]:
    born = person.birth_date
    day = "" if born is None else str(born.year) if person.birth_year_only else born.isoformat()
    return {prefix: person.name, f"{prefix}_born": day, f"{prefix}_id": person.id_number}


def sorry_facts(*, dossier: Dossier) -> dict[str, str]:
    """What an apology for a late dossier says; reason and new date are those of Form 04 when there is one."""
    made = _owed(dossier) | {
        "about": "late", "procedure": dossier.procedure_name.removeprefix("Thủ tục "), "received_on": _day(dossier.received_at),
        "old_due": _day(dossier.due_first), "event_on": _day(dossier.due_first),
    }  # fmt: skip
    form = apology_of(dossier=dossier)
    if form is not None and form.signed_at is not None:
        if form.cause in OURS:
            made["fault"] = "ours"
        elif form.cause in THEIRS:
            made["fault"] = "theirs"
        made |= {"reason": form.reason.rstrip(". ") + ".", "new_due": _day(form.new_due), "old_due": _day(form.old_due)}
    return made


def mistake_facts(*, mistake: Mistake) -> dict[str, str]:
    """What an apology for our own mistake says; `what` and `how` were written for the file, so they are asked again."""
    told = {"about": "other", "event_on": _day(mistake.reported_at), "noted": mistake.what, "done": mistake.mended_how}
    return _owed(mistake.dossier) | told


def request_facts(*, dossier: Dossier, number: int) -> dict[str, str]:
    """What an apology for a wrong or incomplete request of papers says; why it was asked, and dropped, is asked again."""
    asked = dossier.supplements.filter(number=number).first()
    if asked is None:
        return _owed(dossier) | {"about": "other"}
    day = asked.dropped_at or asked.asked_at
    return _owed(dossier) | {"about": "other", "event_on": _day(day), "noted": asked.reason, "done": asked.dropped_why}


def _owed(dossier: Dossier) -> dict[str, str]:
    """Whom the office owes an apology, how they are called, their dossier."""
    person, body = dossier.applicant, dossier.organisation
    if person is None:
        return {"recipient": body.name, "call": "quý cơ quan", "code": dossier.code or ""}
    call = {"Nữ": "bà", "Nam": "ông"}.get(person.sex, "ông/bà")
    known = _citizen(person, "recipient")
    named = {"recipient": f"{call[:1].upper()}{call[1:]} {person.name}", "call": call, "person": person.name}
    return known | named | {"code": dossier.code or ""}


def _day(moment: object) -> str:
    return "" if moment is None else day_of(moment).isoformat()  # type: ignore[arg-type]
