"""Who may put files here and write in the book. `check_…` raises a sentence, `may_…` is its twin.

Whether an officer may open the owner of a file (a dossier) is asked by the journeys, which know the owner.
"""

from thanthien.papers.rules import Kind, PapersError
from thanthien.people.rules import Role
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.wording import say

KEEPERS = (Role.ONE_STOP, Role.SPECIALIST, Role.POLICE, Role.SEAL_CLERK)
WRITERS = (Role.ONE_STOP, Role.SPECIALIST)
BOOK_READERS = (*WRITERS, Role.SEAL_CLERK, Role.LEADER, Role.INSPECTOR)


def may_keep(*, by: Actor, unit: str, kind: str) -> bool:
    """True for officers who work on files; a person by the link of a telephone only adds what waits to be sorted."""
    if by.unit != unit:
        return False
    if by.kind == ActorKind.CITIZEN:
        return kind == Kind.LOOSE
    return by.kind == ActorKind.OFFICER and by.has(*KEEPERS)


def check_may_keep(*, by: Actor, unit: str, kind: str) -> None:
    """Raises PapersError unless `may_keep`."""
    if not may_keep(by=by, unit=unit, kind=kind):
        raise PapersError(say("Quét và xếp giấy là việc của một cửa và chuyên viên. Nhờ người đang giữ hồ sơ."))


def may_write(*, by: Actor, unit: str) -> bool:
    """True for who certifies copies at the counter."""
    return by.unit == unit and by.kind == ActorKind.OFFICER and by.has(*WRITERS)


def check_may_write(*, by: Actor, unit: str) -> None:
    """Raises PapersError unless `may_write`."""
    if not may_write(by=by, unit=unit):
        raise PapersError(say("Sổ chứng thực do một cửa và chuyên viên ghi. Nhờ người ấy ghi giúp."))
