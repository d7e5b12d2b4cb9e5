"""What the office once issued to a person stands for a paper of their next dossier, so that nobody is asked for it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from thanthien.dossiers import access
from thanthien.dossiers.actions import mark_paper
from thanthien.dossiers.checklist import PaperState
from thanthien.dossiers.models import Dossier, DossierPaper
from thanthien.dossiers.rules import OPEN, DossierError
from thanthien.journal.actions import act
from thanthien.journeys.attach_paper import owner_of
from thanthien.papers import actions as papers
from thanthien.papers import queries
from thanthien.papers.models import Scan
from thanthien.papers.rules import Source, alike
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say


@dataclass(frozen=True, slots=True)
class Offer:
    """A kept result of the dossier's owner; `fits` = the lines of the checklist whose name it answers to, the likely
    ones first."""

    result: Scan
    fits: tuple[int, ...]


def offers(*, dossier: Dossier, lines: Sequence[DossierPaper]) -> list[Offer]:
    """What the store holds for this dossier and does not stand there yet; those that answer to a line first."""
    if dossier.state not in OPEN:
        return []
    owner = owner_of(dossier)
    kept = queries.kept_results(unit=owner.unit, person=owner.person, but=owner.subject)
    if not kept:
        return []
    used = queries.reused_in(unit=owner.unit, subject=owner.subject)
    found = [
        Offer(one, tuple(line.order for line in lines if alike(line.name, one.title))) for one in kept if one.pk not in used
    ]  # fmt: skip
    return sorted(found, key=lambda offer: not offer.fits)


def reuse_result(*, dossier: Dossier, result: Scan, order: int, present: bool, by: Actor, at: datetime) -> Scan:
    """The kept result answers paper `order`: the line is đủ, from the store. `present`: the owner is here and agreed; without
    that it is refused. Entries `scan.reused` and `dossier.paper_marked`.
    """
    access.check_may_see(by=by, dossier=dossier, on=day_of(at))
    if not present:
        raise DossierError(say("Chỉ dùng lại khi chủ hồ sơ có mặt và đồng ý. Hỏi rồi đánh dấu vào ô ấy."))
    with act(unit=dossier.unit_id, by=by, at=at):
        paper = dossier.papers.filter(order=order).first()
        if paper is None:
            raise DossierError(say("Chưa chọn giấy nào trong danh mục để dùng lại cho."))
        before = {"state": paper.state, "source": paper.source}
        scan = papers.reuse(result=result, owner=owner_of(dossier), order=order, mark_before=before, by=by, at=at)
        mark_paper(dossier=dossier, order=order, state=PaperState.OK, source=Source.STORE, by=by, at=at)
    return scan
