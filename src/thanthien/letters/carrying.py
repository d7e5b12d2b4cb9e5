"""Letters on their way: the link by which the head of a hamlet carries them and tells news, proof by photo, what came back."""

import calendar
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from thanthien.journal.actions import act
from thanthien.letters import access, actions, queries
from thanthien.letters.models import HamletLink, Letter
from thanthien.letters.rules import Act, Back, LetterError, Source, State, Way
from thanthien.outreach.helping import hamlets
from thanthien.papers import actions as papers
from thanthien.papers import rules as files
from thanthien.papers.actions import Owner
from thanthien.people.rules import Role
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.clock import VIETNAM, day_of
from thanthien.shared.codes import derived_code, keyed_digest
from thanthien.shared.wording import say

PURPOSE = "hamlet-link"
AFTER_MONTH = timedelta(days=5)  # a letter of the last days is still carried
MOST_NEWS_A_DAY = 20


def bearer(link: HamletLink) -> Actor:
    """Whoever holds the link: the hamlet's head, without an account."""
    return Actor(ActorKind.CITIZEN, access.bearer_code(link.hamlet_id), link.unit_id, frozenset({Role.HAMLET_HEAD}))


def link_hamlet(*, unit: str, hamlet: str, by: Actor, at: datetime) -> HamletLink:
    """The link of a hamlet for the month of `at`; asked again, the same. Entry `letters.linked`. Raises LetterError."""
    access.check_may_link(by=by, unit=unit)
    place = next((one for one in hamlets(unit=unit) if one.pk == hamlet), None)
    if place is None:
        raise LetterError(say("Thôn này không có trong danh sách của xã. Chọn lại, hoặc để trống."), field="hamlet")
    month = day_of(at).replace(day=1)
    with act(unit=unit, by=by, at=at) as deed:
        deed.chain(unit)
        there = queries.hamlet_link(unit=unit, hamlet=hamlet, month=month)
        if there is not None:
            return there
        row = HamletLink(unit_id=unit, hamlet=place, month=month, made_by=by.code, made_at=at, expires_at=_ends(month))
        row.digest = keyed_digest(secret_of(row), purpose=PURPOSE)
        deed.save(row, new=True)
        deed.enter("letters.linked", subject=row, data={"hamlet": hamlet, "month": month.isoformat()[:7]})
    return row


def close_link(*, link: HamletLink, by: Actor, at: datetime) -> HamletLink:
    """It went to the wrong telephone: it opens nothing from now on. Entry `letters.unlinked`. Twice is once."""
    access.check_may_link(by=by, unit=link.unit_id)
    with act(unit=link.unit_id, by=by, at=at) as deed:
        row = deed.lock(HamletLink, pk=link.pk)
        if row.closed_at is None:
            row.closed_at = at
            deed.save(row)
            deed.enter("letters.unlinked", subject=row, data={"hamlet": row.hamlet_id, "month": row.month.isoformat()[:7]})
    return row


def secret_of(link: HamletLink) -> str:
    """What stands in the link; made again from the row, kept nowhere."""
    text = f"{link.unit_id} {link.hamlet_id} {link.month} {link.made_by} {link.made_at.timestamp():.6f}"
    return derived_code(text, purpose=PURPOSE, length=16)


def _ends(month: date) -> datetime:
    last = month.replace(day=calendar.monthrange(month.year, month.month)[1])
    return datetime.combine(last + AFTER_MONTH, time(23, 59), tzinfo=VIETNAM)


def tell(*, link: HamletLink, kind: str, facts: Mapping[str, str], noted: str, at: datetime) -> Letter:
    """News of the hamlet by its link: a draft that the office asks about first; the guards look at once. Entry `letter.written`.

    Raises LetterError with the field.
    """
    by = bearer(link)
    told_today = Letter.objects.filter(unit_id=link.unit_id, made_by=by.code, made_at__gte=at - timedelta(hours=24)).count()
    if told_today >= MOST_NEWS_A_DAY:
        raise LetterError(say("Hôm nay thôn đã báo {n} tin. Tin nữa xin gọi điện cho xã.", n=MOST_NEWS_A_DAY), field="page")
    return actions.write(
        unit=link.unit_id, kind=kind, facts=facts, by=by, at=at, hamlet=link.hamlet_id, way=Way.HOME, source=Source.NOTE,
        noted=noted,
    )  # fmt: skip


def hand_with_photo(*, letter: Letter, photo: bytes, by: Actor, at: datetime, **told: str) -> Letter:
    """As `actions.hand`, with a photo as proof (decoded and drawn anew; b"" = none). Raises what it raises, PapersError."""
    access.check_may(by=by, letter=letter, act=Act.HAND)
    file = papers.keep_file(unit=letter.unit_id, content=photo) if photo else None
    if file is not None and file.media != files.JPEG:
        raise LetterError(say("Gửi ảnh chụp, không gửi tệp PDF."), field="photo")
    with act(unit=letter.unit_id, by=by, at=at):
        done = actions.hand(letter=letter, by=by, at=at, **told)
        if file is not None:
            papers.add(
                owner=Owner(letter.unit_id, f"letter:{letter.pk}"), kind=files.Kind.LOOSE, file=file, source=files.Source.PHONE,
                by=by, at=at,
            )  # fmt: skip
    return done


def note_back(*, letter: Letter, why: str, by: Actor, at: datetime) -> Letter:
    """The letter came back: it lies at the office again, to be tried once more or held. Entry `letter.back` (why, way)."""
    if why not in tuple(Back):
        raise LetterError(say("Chọn vì sao thư quay lại."), field="back")
    with act(unit=letter.unit_id, by=by, at=at) as deed:
        row = deed.lock(Letter, pk=letter.pk)
        line = access.check_may(by=by, letter=row, act=Act.RETURN)
        row.state, row.back_at, row.back_why = line.to, at, why
        row.handed_at, row.handed_by, row.proof = None, "", ""
        deed.save(row)
        data = {"kind": row.kind, "event": row.event, "state": str(State(row.state)), "why": why, "way": str(row.way)}
        deed.enter(line.entry, subject=row, data=data)
    return row
