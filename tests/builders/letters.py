"""Letters built through actions: results that lead to them, and letters written by hand."""

from builders.dossiers import BIRTH, ready, received
from builders.office import SmallOffice
from thanthien.dossiers.models import Dossier
from thanthien.journal.followers import catch_up
from thanthien.letters import actions
from thanthien.letters.models import Letter

DEATH, ADULT_BIRTH, AGAIN = "1.000656", "1.004772", "1.004884"
CHILD = {"child": "Phạm Gia Bảo", "born_on": "2026-11-10", "child_lives": "yes", "foundling": "no"}
DEAD = {
    "deceased": "Hoàng Thị Nết", "age_known": "1939", "sex": "Nữ", "died_on": "2026-11-20", "family": "Gia đình ông Hoàng Văn Tư",
}  # fmt: skip
COUPLE = {"man": "Nguyễn Hoàng Minh", "woman": "Lò Thị Mai Phượng", "event_on": "2026-11-22"}
DEED = {
    "recipient": "Gia đình ông Lường Văn Ún", "call": "gia đình ông", "event_on": "2026-10-12", "place": "bản Nà Sen",
    "deed": "hiến 120 m² đất vườn để mở rộng đường vào bản",
    "good": "Nhờ vậy, hơn sáu mươi hộ đi lại dễ dàng.",
}  # fmt: skip
FACTS = {"birth": CHILD, "condolence": DEAD, "wedding": COUPLE, "thanks": DEED}


def registered(office: SmallOffice, code: str = BIRTH) -> Dossier:
    """A civil-status event whose result is ready, its letter proposed."""
    dossier = ready(office, received(office, code), at=office.at, others=office.others)
    catch_up(name="letters", unit=office.unit)
    return dossier


def letter_of(dossier: Dossier) -> Letter:
    return Letter.objects.get(dossier=dossier)


def wrote(office: SmallOffice, kind: str = "thanks", **more) -> Letter:
    """A letter written by hand by the one-stop officer; `more` changes facts."""
    acting = {"by": office.actor(office.hanh), "at": office.at}
    acting |= {key: more.pop(key) for key in ("by", "at", "hamlet", "way", "source", "noted") if key in more}
    return actions.write(unit=office.unit, kind=kind, facts=FACTS[kind] | more, **acting)


def signed(office: SmallOffice, letter: Letter, **more) -> Letter:
    return actions.sign(letter=letter, **{"by": office.actor(office.nghia), "at": office.at} | more)
