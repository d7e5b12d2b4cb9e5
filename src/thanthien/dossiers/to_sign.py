"""Papers that wait for a digital signature: laid before the leader, signed one by one or all at once. (Writes of the room.)

A file is written before its row says that it is there, and its digest is its name: no row points to half a file.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from thanthien.dossiers import steps
from thanthien.dossiers.access import check_may_see, check_unit
from thanthien.dossiers.models import Dossier, SignedPaper
from thanthien.dossiers.rules import DossierError
from thanthien.journal.actions import act
from thanthien.people.queries import office as office_of
from thanthien.people.rules import Role
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.made_once import made_once
from thanthien.shared.paper import signing
from thanthien.shared.wording import say

FORMS = {
    "01": say("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    "02": say("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    "03": say("Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
    "04": say("Văn bản xin lỗi và đề nghị gia hạn"),
    "05": say("Thông báo dừng giải quyết hồ sơ"),
    "06": say("Phiếu kiểm soát quá trình giải quyết hồ sơ"),
    "07": say("Sổ theo dõi hồ sơ"),
}


def lay_for_signing(*, dossier: Dossier, form: str, pdf: bytes, by: Actor, at: datetime) -> SignedPaper:
    """Keep `pdf` and lay it before the leader; the same file of the same dossier stays one row. Entry `paper.laid`."""
    if form not in FORMS:
        raise DossierError(say("Chưa có mẫu {form}. Chọn một mẫu từ 01 đến 07.", form=form))
    check_may_see(by=by, dossier=dossier, on=day_of(at))
    source = keep(dossier.unit_id, pdf)
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier = deed.lock(Dossier, pk=dossier.pk)
        same = SignedPaper.objects.filter(dossier=dossier, form=form, source=source, withdrawn_at__isnull=True).first()
        if same is not None:
            return same
        row = deed.create(
            SignedPaper, unit_id=dossier.unit_id, dossier=dossier, form=form, source=source, laid_at=at,
            laid_by=steps.acting_officer(by),
        )  # fmt: skip
        deed.enter("paper.laid", subject=dossier, visit=dossier.visit_id, data={"paper": row.pk, "form": form, "file": source})
    return row


def withdraw_paper(*, paper: SignedPaper, by: Actor, at: datetime) -> SignedPaper:
    """Who laid it, or the leader, takes an unsigned paper back. Entry `paper.withdrawn`."""
    with act(unit=paper.unit_id, by=by, at=at) as deed:
        check_unit(by, paper.unit_id)
        paper = deed.lock(SignedPaper, pk=paper.pk)
        if not by.has(Role.LEADER) and paper.laid_by.login != by.code:
            raise DossierError(say("Giấy này do {name} trình. Nhờ {name} rút lại.", name=paper.laid_by.name))
        _still_waits(paper)
        paper.withdrawn_at = at
        deed.save(paper)
        deed.enter("paper.withdrawn", subject=paper.dossier, data={"paper": paper.pk, "form": paper.form})
    return paper


def sign_papers(*, papers: Iterable[SignedPaper], by: Actor, at: datetime) -> Iterator[tuple[SignedPaper, str]]:
    """The leader signs; yields each paper with "" or the sentence why it was not signed. Entry `paper.signed` for each.

    One key is opened for all of them. Raises DossierError before the first when the actor may not sign.
    """
    wanted = list(papers)
    if not by.has(Role.LEADER):
        raise DossierError(say("Ký số: việc của lãnh đạo. Nhờ lãnh đạo ký."))
    for paper in wanted:
        check_unit(by, paper.unit_id)
    if wanted:
        with open_signer(by.unit, at)() as signer:
            for paper in wanted:
                try:
                    yield _sign(paper, signer, by, at), ""
                except DossierError as error:
                    yield paper, str(error)


def _sign(paper: SignedPaper, signer: Any, by: Actor, at: datetime) -> SignedPaper:
    officer = steps.acting_officer(by)
    pdf = content(paper.unit_id, paper.source)
    digest = keep(paper.unit_id, signing.signed(pdf, signer=signer, name=officer.name, at=at))
    with act(unit=paper.unit_id, by=by, at=at) as deed:
        paper = deed.lock(SignedPaper, pk=paper.pk)
        _still_waits(paper)
        paper.signed_at, paper.signed_by, paper.digest = max(at, paper.laid_at), officer, digest
        deed.save(paper)
        deed.enter("paper.signed", subject=paper.dossier, data={"paper": paper.pk, "form": paper.form, "file": digest})
    return paper


def _still_waits(paper: SignedPaper) -> None:
    if paper.signed_at is not None:
        raise DossierError(say("Giấy này đã ký rồi. Tải lại trang để xem."))
    if paper.withdrawn_at is not None:
        raise DossierError(say("Giấy này đã được rút lại. Tải lại trang để xem."))


def open_signer(unit: str, at: datetime) -> Callable[[], AbstractContextManager[Any]]:
    """What opens the office's key: its token when it has one, else its own soft certificate."""
    if settings.SIGNING_TOKEN["module"]:
        return lambda: signing.token_signer(signing.Token(**settings.SIGNING_TOKEN))
    name = office_of(unit).unit.name
    return lambda: signing.soft_signer(
        signing.office_key(folder=Path(settings.KEYS), unit=unit, name=f"Ủy ban nhân dân {name}", at=at)
    )


def keep(unit: str, pdf: bytes) -> str:
    """Write the file, once; returns its digest, which is its name."""
    digest = hashlib.sha256(pdf).hexdigest()
    made_once(_path(unit, digest), pdf)
    return digest


def _path(unit: str, digest: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "signing" / unit / f"{digest}.pdf"


def content(unit: str, digest: str) -> bytes:
    """The file with this digest. Raises DossierError when it is gone or not what it was."""
    path = _path(unit, digest)
    pdf = path.read_bytes() if path.exists() else b""
    if hashlib.sha256(pdf).hexdigest() != digest:
        raise DossierError(say("Tệp của giấy này không còn nguyên. Trình ký lại, và báo cán bộ kỹ thuật."))
    return pdf


# --- reads -----------------------------------------------------------------------------------------------


def _papers(unit: str) -> QuerySet[SignedPaper]:
    rows = SignedPaper.objects.filter(unit_id=unit, withdrawn_at__isnull=True)
    return rows.select_related("dossier__applicant", "dossier__organisation", "laid_by", "signed_by")


def waiting(*, unit: str, limit: int = 500) -> list[SignedPaper]:
    """Papers to be signed, the oldest first."""
    return list(_papers(unit).filter(signed_at__isnull=True)[:limit])


def lately_signed(*, unit: str, limit: int = 50) -> list[SignedPaper]:
    """Signed papers, the newest first."""
    return list(_papers(unit).filter(signed_at__isnull=False).order_by("-signed_at", "-pk")[:limit])


def paper_of(*, pk: int, unit: str) -> SignedPaper | None:
    """One paper of the unit, or None."""
    return _papers(unit).filter(pk=pk).first()
