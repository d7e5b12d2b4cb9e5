"""Who may do what to a letter. `check_…` raises a sentence, `may_…` is its twin."""

from thanthien.letters import rules
from thanthien.letters.models import Letter
from thanthien.letters.rules import Act, LetterError
from thanthien.people.rules import Role
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.wording import say

WRITES = frozenset({*rules.DESK, Role.HAMLET_HEAD})


def may(*, by: Actor, letter: Letter, act: Act) -> bool:
    """True when the state table lets `by` do `act` to this letter of their unit."""
    row = rules.MOVES.get((rules.State(letter.state), act))
    return row is not None and _does(by, letter, act, row)


def _does(by: Actor, letter: Letter, act: Act, row: rules.Move) -> bool:
    return (_is_officer(by, letter.unit_id) and by.has(*row.roles)) or _carries(by, letter, act)


def _carries(by: Actor, letter: Letter, act: Act) -> bool:
    """The head of a hamlet, by the month's link: what lies signed for a house there is given, or comes back."""
    here = _is_bearer(by, letter.unit_id) and letter.hamlet_id is not None and by.code == bearer_code(letter.hamlet_id)
    return here and act in (Act.HAND, Act.RETURN) and letter.state == rules.State.SIGNED and letter.way == rules.Way.HOME


def check_may(*, by: Actor, letter: Letter, act: Act) -> rules.Move:
    """The row of the state table. Raises LetterError for a state that does not allow it, then for who may not."""
    row = rules.move(letter.state, act)
    if not _does(by, letter, act, row):
        if row.roles == rules.SIGNS:
            raise LetterError(say("Việc này do lãnh đạo xã quyết định. Nhờ lãnh đạo."))
        raise LetterError(say("Thư của xã do Một cửa, chuyên môn và lãnh đạo lo. Nhờ một trong những người ấy."))
    return row


def check_may_write(*, by: Actor, unit: str) -> None:
    """Whoever works in the hall, the specialists, leaders; the head of a hamlet for what happened there."""
    if not ((_is_officer(by, unit) and by.has(*WRITES)) or _is_bearer(by, unit)):
        raise LetterError(say("Đề nghị gửi thư: việc của cán bộ xã và trưởng thôn. Nhờ một trong những người ấy."))


def check_may_sign(*, by: Actor, unit: str) -> None:
    """A leader of the unit."""
    if not (_is_officer(by, unit) and by.has(*rules.SIGNS)):
        raise LetterError(say("Ký thư: việc của lãnh đạo xã. Nhờ lãnh đạo."))


def check_may_link(*, by: Actor, unit: str) -> None:
    """Who cares for letters gives a hamlet its link, and takes it back."""
    if not (_is_officer(by, unit) and by.has(*rules.CARES)):
        raise LetterError(say("Thư của xã do Một cửa, chuyên môn và lãnh đạo lo. Nhờ một trong những người ấy."))


def check_may_note_refusal(*, by: Actor, unit: str) -> None:
    """Whoever sits at a counter or guides in the hall."""
    if not (_is_officer(by, unit) and by.has(*rules.DESK)):
        raise LetterError(say("Ghi người không nhận thư: việc của cán bộ ở sảnh. Nhờ bàn hướng dẫn."))


def check_may_approve(*, by: Actor, unit: str) -> None:
    """A leader, or the administrator."""
    if not (_is_officer(by, unit) and by.has(Role.LEADER, Role.ADMIN)):
        raise LetterError(say("Ghi việc Trạm Y tế đã xem lời khuyên: việc của lãnh đạo hoặc quản trị."))


def check_may_word(*, by: Actor, unit: str) -> None:
    """A leader, or the administrator, writes the words of a kind."""
    if not may_word(by=by, unit=unit):
        raise LetterError(say("Lời mẫu của thư do lãnh đạo hoặc quản trị đặt. Nhờ một trong hai người."), field="page")


def may_word(*, by: Actor, unit: str) -> bool:
    return _is_officer(by, unit) and by.has(Role.LEADER, Role.ADMIN)


def bearer_code(hamlet: str) -> str:
    """How the journal names whoever holds the link of a hamlet."""
    return f"thon-{hamlet}"


def _is_bearer(by: Actor, unit: str) -> bool:
    return by.unit == unit and by.kind == ActorKind.CITIZEN and by.has(Role.HAMLET_HEAD)


def _is_officer(by: Actor, unit: str) -> bool:
    return by.unit == unit and by.kind == ActorKind.OFFICER
