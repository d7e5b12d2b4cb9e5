"""A file comes to a dossier: from the counter's scanner or camera, in pieces or at once, or from a telephone. One act each."""

from datetime import datetime

from thanthien.dossiers import access
from thanthien.dossiers.actions import mark_paper
from thanthien.dossiers.checklist import PaperState
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import OPEN, DossierError, Status
from thanthien.journal.actions import act
from thanthien.papers import actions as papers
from thanthien.papers import queries, uploads
from thanthien.papers.actions import Owner
from thanthien.papers.models import PhoneLink, Scan, Upload
from thanthien.papers.rules import Kind, Source
from thanthien.shared.actor import Actor, citizen
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

FINISHED = (Status.READY, Status.RETURNED)


def owner_of(dossier: Dossier) -> Owner:
    """The dossier as the owner of files."""
    person = f"citizen:{dossier.applicant_id}" if dossier.applicant_id else f"organisation:{dossier.organisation_id}"
    return Owner(dossier.unit_id, f"dossier:{dossier.pk}", dossier.code or "", person, dossier.visit_id or "")


def dossier_pk(subject: str) -> int | None:
    """The dossier that a file's subject names, or None."""
    room, _, pk = subject.partition(":")
    return int(pk) if room == "dossier" and pk.isdigit() else None


def attach(
    *, dossier: Dossier, kind: Kind, content: bytes, by: Actor, at: datetime, order: int = 0, name: str = "", title: str = "",
    replaces: Scan | None = None,
) -> Scan:  # fmt: skip
    """The file belongs to paper `order`, or is the dossier's result. Raises what the rooms raise, and then nothing is written."""
    check(dossier=dossier, kind=kind, order=order, by=by, at=at)
    file = papers.keep_file(unit=dossier.unit_id, content=content)
    return papers.add(
        owner=owner_of(dossier), kind=kind, file=file, order=order, name=name, title=title, replaces=replaces, by=by, at=at
    )  # fmt: skip


def check(*, dossier: Dossier, kind: Kind, order: int, by: Actor, at: datetime) -> None:
    """Raises DossierError when the officer may not open the dossier, or there is no such paper or result."""
    access.check_may_see(by=by, dossier=dossier, on=day_of(at))
    if kind is Kind.RESULT and dossier.state not in FINISHED:
        raise DossierError(say("Hồ sơ chưa có kết quả. Báo có kết quả rồi mới cất giấy vào kho."))
    if kind is Kind.PAPER and not dossier.papers.filter(order=order).exists():
        raise DossierError(say("Hồ sơ không có giấy số {order}. Tải lại trang để xem danh mục giấy tờ.", order=order))


def attach_upload(*, upload: Upload, dossier: Dossier, by: Actor, at: datetime) -> Scan:
    """What came in pieces, put together and attached where it was begun for; asked again, the same scan."""
    target = upload.target
    kind, order = Kind(target["kind"]), int(target.get("order", 0))
    if upload.scan is not None:
        return upload.scan
    check(dossier=dossier, kind=kind, order=order, by=by, at=at)
    file = papers.keep_file(unit=dossier.unit_id, content=uploads.whole(upload))
    with act(unit=dossier.unit_id, by=by, at=at):
        old = queries.scan(pk=target["replaces"], unit=dossier.unit_id) if target.get("replaces") else None
        scan = papers.add(
            owner=owner_of(dossier), kind=kind, file=file, order=order, name=upload.name, title=target.get("title", ""),
            replaces=old, by=by, at=at,
        )  # fmt: skip
        Upload.objects.filter(pk=upload.pk).update(scan=scan)
    uploads.drop(upload)
    return scan


def attach_from_phone(
    *, link: PhoneLink, at: datetime, content: bytes = b"", name: str = "", upload: Upload | None = None
) -> Scan:  # fmt: skip
    """A picture by the link of a telephone waits at the dossier until an officer puts it to a paper. It comes as `content`, or
    as a whole `upload`, which asked again is the same scan.
    """
    if upload is not None and upload.scan is not None:
        return upload.scan
    dossier = Dossier.objects.get(pk=dossier_pk(link.subject), unit_id=link.unit_id)
    if upload is not None:
        content, name = uploads.whole(upload), upload.name
    by, file = citizen(link.unit_id), papers.keep_file(unit=link.unit_id, content=content)
    with act(unit=link.unit_id, by=by, at=at):
        scan = papers.add(
            owner=owner_of(dossier), kind=Kind.LOOSE, file=file, name=name, source=Source.PHONE, by=by, at=at
        )  # fmt: skip
        if upload is not None:
            Upload.objects.filter(pk=upload.pk).update(scan=scan)
    if upload is not None:
        uploads.drop(upload)
    return scan


def withdraw(*, scan: Scan, dossier: Dossier, by: Actor, at: datetime) -> Scan:
    """The scan is taken away; a line that it answered from the store stands again as it did before."""
    access.check_may_see(by=by, dossier=dossier, on=day_of(at))
    with act(unit=dossier.unit_id, by=by, at=at):
        row = papers.withdraw(scan=scan, owner=owner_of(dossier), by=by, at=at)
        if row.source == Source.STORE and row.mark_before and dossier.state in OPEN:
            before = row.mark_before
            mark_paper(
                dossier=dossier, order=row.order, state=PaperState(before["state"]), source=before["source"], by=by, at=at
            )  # fmt: skip
    return row


def restore(*, scan: Scan, dossier: Dossier, by: Actor, at: datetime) -> Scan:
    """Take back that it was taken away."""
    access.check_may_see(by=by, dossier=dossier, on=day_of(at))
    with act(unit=dossier.unit_id, by=by, at=at):
        row = papers.restore(scan=scan, owner=owner_of(dossier), by=by, at=at)
        if row.source == Source.STORE and dossier.state in OPEN:
            mark_paper(dossier=dossier, order=row.order, state=PaperState.OK, source=Source.STORE, by=by, at=at)
    return row


def place(*, scan: Scan, dossier: Dossier, order: int, by: Actor, at: datetime) -> Scan:
    """A picture of a telephone is put to paper `order`; 0 puts it back among those that wait."""
    check(dossier=dossier, kind=Kind.PAPER if order else Kind.LOOSE, order=order, by=by, at=at)
    return papers.place(scan=scan, owner=owner_of(dossier), order=order, by=by, at=at)


def link_phone(*, dossier: Dossier, by: Actor, at: datetime) -> PhoneLink:
    """A telephone may send pictures to this dossier for some minutes."""
    access.check_may_see(by=by, dossier=dossier, on=day_of(at))
    return papers.link_phone(owner=owner_of(dossier), by=by, at=at)
