"""Every write of scans and links. The file is clean and on the disk before its row is; a row that fails leaves a file
nobody names."""

from dataclasses import dataclass
from datetime import datetime

from thanthien.journal.actions import Deed, act
from thanthien.papers import access, apart, queries, rules, storing, uploads
from thanthien.papers.copies import annul_copy, enter_copy, reinstate_copy
from thanthien.papers.models import PhoneLink, Scan
from thanthien.papers.rules import Kind, PapersError, Source, State
from thanthien.people.scoping import in_unit
from thanthien.shared.actor import Actor
from thanthien.shared.codes import derived_code, keyed_digest
from thanthien.shared.wording import say

__all__ = [
    "KeptFile", "Owner", "add", "annul_copy", "enter_copy", "keep_file", "link_phone", "place", "reinstate_copy",
    "restore", "reuse", "secret_of", "tick",
    "withdraw",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Owner:
    """What a file belongs to: `subject` "dossier:12", its `code` for the entry, `person` "citizen:7", the `visit`'s id."""

    unit: str
    subject: str
    code: str = ""
    person: str = ""
    visit: object = ""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A clean file on the disk that no row names yet."""

    digest: str
    media: str
    size: int
    pages: int


def keep_file(*, unit: str, content: bytes) -> KeptFile:
    """Clean the file and put it on the disk. It may take seconds, so it is done before the act. Raises PapersError."""
    clean = apart.cleaned(content)
    with in_unit(unit):
        storing.check_quota(used=queries.bytes_kept(unit=unit), more=len(clean.content))
    return KeptFile(storing.keep(clean.content), clean.media, len(clean.content), clean.pages)


def add(
    *, owner: Owner, kind: Kind, file: KeptFile, by: Actor, at: datetime, order: int = 0, name: str = "", title: str = "",
    source: Source = Source.DESK, replaces: Scan | None = None,
) -> Scan:  # fmt: skip
    """The file belongs to the owner. Entry `scan.added`, or `scan.replaced` when it takes the place of another, which is
    withdrawn.

    The same file at the same place again is the scan that is there. Raises PapersError, and then nothing is written.
    """
    access.check_may_keep(by=by, unit=owner.unit, kind=kind)
    if kind is Kind.RESULT and not owner.person:
        raise PapersError(say("Hồ sơ này chưa ghi của ai nên chưa cất kết quả vào kho được."))
    title = rules.tidy_title(title)
    if kind is Kind.RESULT and not title:
        raise PapersError(say("Chưa ghi tên giấy kết quả. Viết như trên giấy, ví dụ Giấy khai sinh."), field="title")
    with act(unit=owner.unit, by=by, at=at) as deed:
        deed.chain(owner.unit)
        there = queries.same(owner.unit, owner.subject, kind=kind, order=order, digest=file.digest)
        if there is not None:
            return there
        _check_room(owner, by=by)
        if replaces is not None:
            replaces = _withdrawn(deed, replaces, subject=owner.subject)
        scan = deed.create(
            Scan, unit_id=owner.unit, subject=owner.subject, order=order, kind=kind, source=source, title=title,
            person=owner.person if kind is Kind.RESULT else "", name=rules.tidy_name(name), digest=file.digest, media=file.media,
            size=file.size, pages=file.pages, added_by=str(by), added_at=at,
        )  # fmt: skip
        more = {"instead_of": replaces.pk} if replaces is not None else {}
        _enter(deed, "scan.replaced" if replaces is not None else "scan.added", scan, owner, **more)
    return scan


def _check_room(owner: Owner, *, by: Actor) -> None:
    rows = Scan.objects.filter(unit_id=owner.unit, subject=owner.subject, state=State.KEPT)
    if rows.count() >= rules.MOST_OF_SUBJECT:
        raise PapersError(say("Hồ sơ đã có {n} tệp, không nhận thêm. Bỏ bớt tệp thừa.", n=rules.MOST_OF_SUBJECT))
    if by.kind == "citizen" and rows.filter(kind=Kind.LOOSE).count() >= rules.MOST_FROM_PHONE:
        raise PapersError(say("Đã nhận {n} ảnh, chờ cán bộ xếp rồi gửi tiếp.", n=rules.MOST_FROM_PHONE))


def _enter(deed: Deed, kind: str, scan: Scan, owner: Owner, **more: object) -> None:
    data = {"code": owner.code, "scan": scan.pk, "order": scan.order, "what": scan.kind, "source": scan.source,
            "media": scan.media, "pages": scan.pages}  # fmt: skip
    deed.enter(kind, subject=owner.subject, visit=owner.visit or "", data=data | more)


def _locked(deed: Deed, scan: Scan, *, subject: str) -> Scan:
    deed.chain(deed.unit)
    row = Scan.objects.select_for_update(of=("self",)).filter(pk=scan.pk, unit_id=deed.unit, subject=subject).first()
    if row is None:
        raise PapersError(say("Không thấy bản quét này ở hồ sơ. Tải lại trang để xem."))
    return row


def _withdrawn(deed: Deed, scan: Scan, *, subject: str) -> Scan:
    row = _locked(deed, scan, subject=subject)
    if row.state == State.WITHDRAWN:
        raise PapersError(say("Bản quét này vừa có người bỏ ra. Tải lại trang để xem."))
    row.state, row.withdrawn_at = State.WITHDRAWN, deed.at
    return deed.save(row)


def withdraw(*, scan: Scan, owner: Owner, by: Actor, at: datetime) -> Scan:
    """The scan does not belong here; the file stays, so that it can be taken back. Entry `scan.withdrawn`."""
    access.check_may_keep(by=by, unit=owner.unit, kind=scan.kind)
    with act(unit=owner.unit, by=by, at=at) as deed:
        row = _withdrawn(deed, scan, subject=owner.subject)
        _enter(deed, "scan.withdrawn", row, owner)
    return row


def restore(*, scan: Scan, owner: Owner, by: Actor, at: datetime) -> Scan:
    """Take back that it was withdrawn. Entry `scan.restored`."""
    access.check_may_keep(by=by, unit=owner.unit, kind=scan.kind)
    with act(unit=owner.unit, by=by, at=at) as deed:
        row = _locked(deed, scan, subject=owner.subject)
        if row.state == State.KEPT:
            return row
        if queries.same(owner.unit, row.subject, kind=row.kind, order=row.order, digest=row.digest):
            raise PapersError(say("Tệp này đã được gửi lại vào đúng chỗ ấy rồi."))
        row.state, row.withdrawn_at = State.KEPT, None
        deed.save(row)
        _enter(deed, "scan.restored", row, owner)
    return row


def place(*, scan: Scan, owner: Owner, order: int, by: Actor, at: datetime) -> Scan:
    """A picture from a telephone belongs to line `order` of the checklist; 0 puts it back. Entry `scan.placed`."""
    access.check_may_keep(by=by, unit=owner.unit, kind=Kind.PAPER)
    with act(unit=owner.unit, by=by, at=at) as deed:
        row = _locked(deed, scan, subject=owner.subject)
        if row.state != State.KEPT or row.kind == Kind.RESULT or row.source == Source.STORE:
            raise PapersError(say("Chỉ xếp lại được bản quét đang giữ ở hồ sơ này."))
        kind = Kind.PAPER if order else Kind.LOOSE
        if queries.same(owner.unit, row.subject, kind=kind, order=order, digest=row.digest):
            raise PapersError(say("Giấy ấy đã có đúng tệp này rồi."))
        was, row.kind, row.order = row.order, kind, order
        deed.save(row)
        _enter(deed, "scan.placed", row, owner, was=was)
    return row


def reuse(*, result: Scan, owner: Owner, order: int, mark_before: dict, by: Actor, at: datetime) -> Scan:
    """A kept result of the same person stands for paper `order`, in that person's presence. Entry `scan.reused`."""
    access.check_may_keep(by=by, unit=owner.unit, kind=Kind.PAPER)
    with act(unit=owner.unit, by=by, at=at) as deed:
        deed.chain(owner.unit)
        kept = Scan.objects.filter(pk=result.pk, unit_id=owner.unit, kind=Kind.RESULT, state=State.KEPT).first()
        if kept is None or not owner.person or kept.person != owner.person or kept.subject == owner.subject:
            raise PapersError(say("Giấy trong kho này không phải của chủ hồ sơ, hoặc vừa bị bỏ ra. Tải lại trang để xem."))
        if there := queries.same(owner.unit, owner.subject, kind=Kind.PAPER, order=order, digest=kept.digest):
            return there
        scan = deed.create(
            Scan, unit_id=owner.unit, subject=owner.subject, order=order, kind=Kind.PAPER, source=Source.STORE, title=kept.title,
            name=kept.name, digest=kept.digest, media=kept.media, size=kept.size, pages=kept.pages, reused_from=kept,
            mark_before=mark_before, added_by=str(by), added_at=at, reading=kept.reading, text_fold=kept.text_fold,
        )  # fmt: skip
        _enter(deed, "scan.reused", scan, owner, result=kept.pk)
    return scan


# --- a telephone --------------------------------------------------------------------------------------------


def link_phone(*, owner: Owner, by: Actor, at: datetime) -> PhoneLink:
    """For fifteen minutes whoever has the link may send pictures to this subject. Entry `phone.linked`."""
    access.check_may_keep(by=by, unit=owner.unit, kind=Kind.PAPER)
    link = PhoneLink(
        unit_id=owner.unit, subject=owner.subject, made_by=str(by), made_at=at, expires_at=at + rules.PHONE_FOR
    )  # fmt: skip
    link.digest = keyed_digest(secret_of(link), purpose="phone-link")
    with act(unit=owner.unit, by=by, at=at) as deed:
        deed.chain(owner.unit)
        there = PhoneLink.objects.filter(unit_id=owner.unit, digest=link.digest).first()
        if there is not None:
            return there
        deed.save(link, new=True)
        data = {"code": owner.code, "until": link.expires_at.isoformat()}
        deed.enter("phone.linked", subject=owner.subject, visit=owner.visit or "", data=data)
    return link


def secret_of(link: PhoneLink) -> str:
    """What stands in the link; made again from the row, kept nowhere."""
    text = f"{link.unit_id} {link.subject} {link.made_by} {link.made_at.timestamp():.6f}"
    return derived_code(text, purpose="phone-link", length=16)


def tick(*, unit: str, at: datetime) -> int:
    """What time brings about here: uploads that nobody finished are swept away. Returns how many."""
    return uploads.sweep(unit=unit, at=at)
