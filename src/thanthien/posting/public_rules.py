"""Pure: what the law wants public, how it was posted, whether in time and long enough."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thanthien.posting.rules import PostingError
from thanthien.posting.texts import LONGEST_NUMBER, LONGEST_TITLE, check_days, one_line, whole_text
from thanthien.shared.wording import say


class Form(StrEnum):
    """How an item is made public."""

    BOARD = "board"
    WEB = "web"
    LOUDSPEAKER = "loudspeaker"


FORM_NAMES: dict[Form, str] = {
    Form.BOARD: say("Niêm yết"), Form.WEB: say("Đăng trang của xã"), Form.LOUDSPEAKER: say("Loa truyền thanh"),
}  # fmt: skip


class Standing(StrEnum):
    """Of an item, or of one of its forms; in the order in which a list shows them."""

    LATE = "late"  # not posted, its day is over
    SHORT = "short"  # taken down before its days were full
    WAITING = "waiting"  # not posted yet
    UP = "up"
    DONE = "done"


STANDING_NAMES: dict[Standing, str] = {
    Standing.LATE: say("quá hạn"), Standing.SHORT: say("gỡ sớm, chưa đủ ngày"), Standing.WAITING: say("chờ đăng"),
    Standing.UP: say("đang đăng"), Standing.DONE: say("đã đủ ngày"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What an item says before it is kept. `code` = the line of the law's list."""

    code: str
    title: str
    body: str
    document: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class Run:
    """One posting: from a day, to a day or still there."""

    form: Form
    since: date
    until: date | None = None

    def days(self, today: date) -> int:
        """How many days it was there until today, both ends counted."""
        return max((min(self.until or today, today) - self.since).days + 1, 0)


@dataclass(frozen=True, slots=True)
class FormStand:
    """How one form of an item stands. `need` = the least days in a row, 0 when the law names none."""

    form: Form
    standing: Standing
    need: int
    days: int
    first: date | None
    in_time: bool


def check_facts(facts: Facts, *, today: date, codes: Collection[str]) -> Facts:
    """The facts tidied. Raises PostingError that names the box."""
    if facts.code not in codes:
        raise PostingError(say("Chọn một mục trong danh sách của luật."), "code")
    title = one_line(
        facts.title, field="title", most=LONGEST_TITLE, need=say("Ghi tên nội dung, như Quyết toán ngân sách năm 2025.")
    )
    if facts.decided_on > today:
        raise PostingError(say("Ngày quyết định còn ở phía trước. Ghi ngày trên văn bản."), "decided_on")
    document = one_line(facts.document, field="document", most=LONGEST_NUMBER)
    return Facts(facts.code, title, whole_text(facts.body), document, facts.decided_on)


def check_run(run: Run, *, decided_on: date, today: date) -> None:
    """Raises PostingError when the days cannot be meant."""
    if run.since < decided_on:
        raise PostingError(say("Ngày đăng trước ngày quyết định. Xem lại ngày."), "since")
    if run.since > today:
        raise PostingError(say("Ngày đăng còn ở phía trước. Đăng xong rồi ghi."), "since")
    check_days(run.since, run.until, field="until")


def stand_of(form: Form, runs: Iterable[Run], *, due: date, need: int, today: date) -> FormStand:
    """How a form stands: the longest of its runs counts, because the days must be in a row."""
    mine = [run for run in runs if run.form is form]
    first = min((run.since for run in mine), default=None)
    days = max((run.days(today) for run in mine), default=0)
    if first is None:
        standing = Standing.LATE if today > due else Standing.WAITING
    elif any(run.until is None or run.until >= today for run in mine):
        standing = Standing.UP
    else:
        standing = Standing.DONE if days >= need else Standing.SHORT
    return FormStand(form, standing, need, days, first, first is not None and first <= due)


def whole_standing(stands: Sequence[FormStand]) -> Standing:
    """Of the item: the worst of its forms."""
    return min((one.standing for one in stands), key=list(Standing).index, default=Standing.DONE)
