"""Who may write in the book and open a line. `check_…` raises a sentence, `may_…` is its twin."""

from thanthien.people.rules import Role
from thanthien.receptions.models import ReceptionLine
from thanthien.receptions.rules import Matter, ReceptionError, name_open_to
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.wording import say

# The book is the police's own: neither the hall nor the leaders of the people's committee read it.
KEEPERS = (Role.POLICE,)


def may_keep(*, by: Actor, unit: str) -> bool:
    """True for the police officers of the unit."""
    return by.unit == unit and by.kind == ActorKind.OFFICER and by.has(*KEEPERS)


def check_may_keep(*, by: Actor, unit: str) -> None:
    """Raises ReceptionError unless `may_keep`."""
    if not may_keep(by=by, unit=unit):
        raise ReceptionError(say("Sổ tiếp công dân do cán bộ công an của đơn vị ghi. Nhờ trực ban ghi giúp."))


def may_open(*, by: Actor, line: ReceptionLine) -> bool:
    """True when `by` may read who came: see `rules.name_open_to`."""
    if not may_keep(by=by, unit=line.unit_id):
        return False
    leads = by.has(Role.LEADER)
    return name_open_to(matter=Matter(line.matter), receiver=line.officer.login, login=by.code, leads=leads)


def check_may_open(*, by: Actor, line: ReceptionLine) -> None:
    """Raises ReceptionError unless `may_open`."""
    check_may_keep(by=by, unit=line.unit_id)
    if not may_open(by=by, line=line):
        raise ReceptionError(
            say("Người tố cáo được giữ bí mật. Chỉ người đã tiếp và chỉ huy mở được dòng này; nhờ một trong hai người ấy.")
        )
