"""A line of the checklist is answered after the reception: by a paper that the office has itself. (Writes of the room.)"""

from datetime import datetime

from thanthien.dossiers import access
from thanthien.dossiers.checklist import PaperState
from thanthien.dossiers.models import Dossier, DossierPaper
from thanthien.dossiers.rules import OPEN, DossierError
from thanthien.journal.actions import act
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say


def mark_paper(*, dossier: Dossier, order: int, state: PaperState, source: str, by: Actor, at: datetime) -> DossierPaper:
    """Paper `order` of a running dossier stands as `state`, answered from `source`. Entry `dossier.paper_marked`."""
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier = deed.lock(Dossier, pk=dossier.pk)
        access.check_may_see(by=by, dossier=dossier, on=day_of(at))
        if dossier.state not in OPEN:
            raise DossierError(say("Hồ sơ đã có kết quả hoặc đã khép, danh mục giấy không đổi được nữa."))
        paper = dossier.papers.filter(order=order).first()
        if paper is None:
            raise DossierError(say("Hồ sơ không có giấy số {order}. Tải lại trang để xem danh mục giấy tờ.", order=order))
        before, paper.state, paper.source = paper.state, state, source[:40]
        deed.save(paper)
        data = {"code": dossier.code, "paper": order, "state": str(state), "before": before}
        deed.enter("dossier.paper_marked", subject=dossier, visit=dossier.visit_id, data=data)
    return paper
